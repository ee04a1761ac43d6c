"""Giving and taking roles."""

from collections.abc import Set as AbstractSet
from datetime import datetime

from django.db import transaction

from entraide.accounts import policy
from entraide.accounts.domain.roles import Role, exclude_each_other
from entraide.accounts.errors import PersonInactive, RolesExcludeEachOther
from entraide.accounts.events import RoleGranted, RoleRevoked
from entraide.accounts.models import Person, RoleGrant
from entraide.ledger import services as ledger


@transaction.atomic
def grant_role(person: Person, role: Role, *, acting: Person | None, at: datetime) -> Person:
    """Give a person a role; nothing happens when they hold it.

    Raises `NotAllowed`, `PersonInactive`, `RolesExcludeEachOther`.
    """
    policy.require_administrator(acting)
    if not person.is_active:
        raise PersonInactive
    # Two grants at once must not end in a pair that excludes each other.
    Person.objects.select_for_update().get(pk=person.pk)
    held = _read_again(person)
    if role in held:
        return person
    if exclude_each_other(held | {role}):
        raise RolesExcludeEachOther
    RoleGrant.objects.create(person=person, role=role.value)
    _read_again(person)
    ledger.record(
        RoleGranted(subject=person.uuid, facts={"role": role.value}),
        by=acting.uuid if acting else None,
        at=at,
    )
    return person


@transaction.atomic
def revoke_role(person: Person, role: Role, *, acting: Person | None, at: datetime) -> Person:
    """Take a role from a person; nothing happens when they do not hold it.

    Raises `NotAllowed`, `LastAdministrator`.
    """
    policy.require_administrator(acting)
    if role not in _read_again(person):
        return person
    if role is Role.ADMINISTRATOR:
        policy.require_another_administrator(person)
    RoleGrant.objects.filter(person=person, role=role.value).delete()
    _read_again(person)
    ledger.record(
        RoleRevoked(subject=person.uuid, facts={"role": role.value}),
        by=acting.uuid if acting else None,
        at=at,
    )
    return person


@transaction.atomic
def set_roles(person: Person, roles: AbstractSet[Role], *, acting: Person | None, at: datetime) -> Person:
    """Make these the roles of a person: the others are revoked first. All of it happens, or nothing.

    Raises as `grant_role` and `revoke_role`.
    """
    _read_again(person)
    for role in sorted(person.roles - roles):
        revoke_role(person, role, acting=acting, at=at)
    for role in sorted(roles - person.roles):
        grant_role(person, role, acting=acting, at=at)
    return person


def _read_again(person: Person) -> frozenset[Role]:
    """The roles as they stand in the database; whoever holds this `Person` sees them from now on."""
    roles = frozenset(Role(code) for code in person.role_grants.values_list("role", flat=True))
    person.__dict__["roles"] = roles
    return roles
