"""People, units, roles and tokens, invented."""

from datetime import UTC, datetime, timedelta

import factory

from entraide.accounts.domain.roles import Role
from entraide.accounts.domain.tokens import digest
from entraide.accounts.models import ApiToken, Person, RoleGrant, Unit

PASSWORD = "correct-horse-battery"
MOMENT = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)


class UnitFactory(factory.django.DjangoModelFactory[Unit]):
    class Meta:
        model = Unit

    name_en = factory.Sequence(lambda n: f"Unit {n}")
    name_fr = factory.Sequence(lambda n: f"Unité {n}")
    intake = False


class PersonFactory(factory.django.DjangoModelFactory[Person]):
    """`PersonFactory(role=Role.SUPERVISOR)` gives a supervisor; without a role they hold none."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@bureau.example")
    name = factory.Sequence(lambda n: f"Invented Person {n}")
    language = "en"
    created_at = MOMENT

    @factory.post_generation
    def role(self: Person, create: bool, given: Role | None, **rest: object) -> None:  # type: ignore[misc]
        if create and given is not None:
            RoleGrant.objects.create(person=self, role=given.value)

    @factory.post_generation
    def password(self: Person, create: bool, given: str | None, **rest: object) -> None:  # type: ignore[misc]
        self.set_password(given or PASSWORD)
        if create:
            self.save(update_fields=["password"])


class RoleGrantFactory(factory.django.DjangoModelFactory[RoleGrant]):
    class Meta:
        model = RoleGrant

    person = factory.SubFactory(PersonFactory)
    role = Role.CASE_OFFICER.value


class ApiTokenFactory(factory.django.DjangoModelFactory[ApiToken]):
    """`ApiTokenFactory(secret="ent_…")` is a token that answers to this secret."""

    class Meta:
        model = ApiToken

    class Params:
        secret = factory.Sequence(lambda n: f"ent_{n:043}")

    person = factory.SubFactory(PersonFactory)
    name = "a program"
    digest = factory.LazyAttribute(lambda made: digest(made.secret))
    scopes = factory.LazyFunction(lambda: ["read"])
    created_at = MOMENT
    expires_at = MOMENT + timedelta(days=90)
