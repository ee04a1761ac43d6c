"""Adding, changing and closing people's accounts. `acting` is None for the console of the node itself."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from entraide.accounts import policy
from entraide.accounts.domain.people import PersonFacts, address_key
from entraide.accounts.domain.roles import Role
from entraide.accounts.errors import AddressTaken, PasswordRefused
from entraide.accounts.events import (
    PasswordSet,
    PersonAdded,
    PersonChanged,
    PersonDeactivated,
    PersonReactivated,
)
from entraide.accounts.models import ApiToken, Person, Unit
from entraide.accounts.services.roles import grant_role
from entraide.kernel.errors import Incomplete, NotAllowed
from entraide.ledger import services as ledger

FIELDS = ("email", "name", "title", "phone", "language")


@transaction.atomic
def add_person(
    facts: PersonFacts,
    *,
    unit: Unit | None = None,
    roles: Collection[Role] = (),
    password: str | None = None,
    acting: Person | None,
    at: datetime,
) -> Person:
    """Open an account. Without a password the person cannot sign in until one is set.

    Raises `NotAllowed`, `Incomplete`, `AddressTaken`, `RolesExcludeEachOther`, `PasswordRefused`.
    """
    policy.require_administrator(acting)
    facts = _checked(facts)
    if Person.objects.filter(email=facts.email).exists():
        raise AddressTaken
    person = Person(unit=unit, created_at=at, **{name: getattr(facts, name) for name in FIELDS})
    if password is None:
        person.set_unusable_password()
    else:
        _require_good(password, person)
        person.set_password(password)
    person.save()
    ledger.record(
        PersonAdded(subject=person.uuid, detail={"name": person.name, "email": person.email}),
        by=acting.uuid if acting else None,
        at=at,
    )
    for role in roles:
        grant_role(person, role, acting=acting, at=at)
    return person


@transaction.atomic
def change_person(
    person: Person, facts: PersonFacts, *, unit: Unit | None, acting: Person | None, at: datetime
) -> Person:
    """Change a person's facts and unit. Raises `NotAllowed`, `Incomplete`, `AddressTaken`."""
    policy.require_administrator(acting)
    facts = _checked(facts)
    if Person.objects.filter(email=facts.email).exclude(pk=person.pk).exists():
        raise AddressTaken
    changed = [name for name in FIELDS if getattr(person, name) != getattr(facts, name)]
    before = {name: getattr(person, name) for name in changed}
    after = {name: getattr(facts, name) for name in changed}
    if person.unit_id != (unit.pk if unit else None):
        changed.append("unit")
        before["unit"] = str(person.unit or "")
        after["unit"] = str(unit or "")
        person.unit = unit
    if not changed:
        return person
    for name in FIELDS:
        setattr(person, name, getattr(facts, name))
    person.save(update_fields=[*FIELDS, "unit"])
    ledger.record(
        PersonChanged(
            subject=person.uuid, facts={"changed": changed}, detail={"before": before, "after": after}
        ),
        by=acting.uuid if acting else None,
        at=at,
    )
    return person


@transaction.atomic
def change_own_account(
    person: Person, *, title: str, phone: str, language: str, acting: Person, at: datetime
) -> Person:
    """What everybody may change of themselves: title, telephone, language. Raises `NotAllowed`, `Incomplete`."""
    if acting.pk != person.pk or not acting.is_active:
        raise NotAllowed
    _checked(PersonFacts(email=person.email, name=person.name, title=title, phone=phone, language=language))
    wanted = {"title": title.strip(), "phone": phone.strip(), "language": language}
    changed = [name for name, value in wanted.items() if getattr(person, name) != value]
    if not changed:
        return person
    for name in changed:
        setattr(person, name, wanted[name])
    person.save(update_fields=changed)
    ledger.record(PersonChanged(subject=person.uuid, facts={"changed": changed}), by=acting.uuid, at=at)
    return person


@transaction.atomic
def deactivate(person: Person, *, acting: Person | None, at: datetime) -> Person:
    """Close an account: no sign-in, no token, sessions end. Raises `NotAllowed`, `LastAdministrator`."""
    policy.require_administrator(acting)
    if not person.is_active:
        return person
    policy.require_another_administrator(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    revoked = ApiToken.objects.filter(person=person, revoked_at=None).update(revoked_at=at)
    ledger.record(
        PersonDeactivated(subject=person.uuid, facts={"tokens_revoked": revoked}),
        by=acting.uuid if acting else None,
        at=at,
    )
    return person


@transaction.atomic
def reactivate(person: Person, *, acting: Person | None, at: datetime) -> Person:
    """Open a closed account again, with the roles it had. Its tokens stay revoked. Raises `NotAllowed`."""
    policy.require_administrator(acting)
    if person.is_active:
        return person
    person.is_active = True
    person.save(update_fields=["is_active"])
    ledger.record(PersonReactivated(subject=person.uuid), by=acting.uuid if acting else None, at=at)
    return person


@transaction.atomic
def set_password(person: Person, password: str, *, acting: Person | None, at: datetime) -> Person:
    """Give a person a new password; their sessions end. Administrators, or the person themselves.

    Raises `NotAllowed`, `PasswordRefused`.
    """
    if acting is None or acting.pk != person.pk or not acting.is_active:
        policy.require_administrator(acting)
    _require_good(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    ledger.record(PasswordSet(subject=person.uuid), by=acting.uuid if acting else None, at=at)
    return person


def _checked(facts: PersonFacts) -> PersonFacts:
    if problems := facts.problems():
        raise Incomplete(problems)
    return replace(
        facts,
        email=address_key(facts.email),
        name=facts.name.strip(),
        title=facts.title.strip(),
        phone=facts.phone.strip(),
    )


def _require_good(password: str, person: Person) -> None:
    try:
        validate_password(password, person)
    except ValidationError as refused:
        raise PasswordRefused(reasons=" ".join(refused.messages)) from refused
