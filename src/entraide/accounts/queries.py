"""Questions about people, units and tokens."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from uuid import UUID

from django.db.models import QuerySet

from entraide.accounts.domain.roles import LABELS
from entraide.accounts.events import RoleGranted, RoleRevoked
from entraide.accounts.models import ApiToken, Person, RoleGrant, Unit
from entraide.accounts.policy import caseworkers
from entraide.kernel.errors import NotFound
from entraide.ledger.domain.faults import Fault
from entraide.ledger.queries.links import Key, held_by_entries, not_as_held


def people(*, with_inactive: bool = False) -> QuerySet[Person]:
    """Everybody of the bureau, by name, with unit and roles."""
    found = Person.objects.select_related("unit").prefetch_related("role_grants").order_by("name", "pk")
    return found if with_inactive else found.filter(is_active=True)


def person(uuid: UUID) -> Person:
    """One person. Raises `NotFound`."""
    found = people(with_inactive=True).filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def with_unit_and_roles(one: Person, language: str) -> str:
    """A person as they are chosen from a list: by name, unit and what they may do."""
    roles = [text.in_language(language) for role, text in LABELS.items() if role in one.roles]
    more = [*([one.unit.name(language)] if one.unit else []), *roles]
    return f"{one.name} ({', '.join(more)})" if more else one.name


def units() -> QuerySet[Unit]:
    """Every unit, the intake unit first."""
    return Unit.objects.order_by("-intake", "name_en")


def unit(uuid: UUID) -> Unit:
    """One unit. Raises `NotFound`."""
    found = Unit.objects.filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def tokens_of(owner: Person) -> QuerySet[ApiToken]:
    """A person's tokens, newest first."""
    return ApiToken.objects.filter(person=owner).order_by("-created_at", "-pk")


def token(uuid: UUID, *, owner: Person) -> ApiToken:
    """One token of a person; somebody else's is not found. Raises `NotFound`."""
    found = tokens_of(owner).filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def names(uuids: Collection[UUID]) -> Mapping[UUID, str]:
    """The names of the people among these uuids: what the ledger's pages show for an actor."""
    return dict(Person.objects.filter(uuid__in=uuids).values_list("uuid", "name"))


def everybody() -> Iterable[tuple[UUID, str]]:
    """Everybody by uuid and name, those who have left as well: whom the ledger's pages offer."""
    return Person.objects.values_list("uuid", "name")


def intake_people() -> QuerySet[Person]:
    """The caseworkers of the units that receive what arrives."""
    return caseworkers().filter(unit__intake=True)


def people_of_unit(unit: Unit) -> QuerySet[Person]:
    """The caseworkers of a unit."""
    return caseworkers().filter(unit=unit)


def person_by_email(email: str) -> Person:
    """The active person who signs in with this address. Raises `NotFound`."""
    found = people().filter(email__iexact=email).first()
    if found is None:
        raise NotFound
    return found


def roles_not_on_record() -> Iterator[Fault]:
    """Roles that are held and were never granted, and roles that were granted and are gone."""
    held = held_by_entries(
        RoleGranted.code, RoleRevoked.code, lambda one: [(str(one.subject), str(one.facts["role"]))]
    )
    rows = RoleGrant.objects.values_list("pk", "person__uuid", "role")
    there: dict[Key, str] = {(str(person), role): f"{pk} ({role})" for pk, person, role in rows}
    yield from not_as_held(RoleGrant._meta.db_table, there, held)
