"""Who may do what about people, and the roles others ask for."""

from django.db.models import QuerySet

from entraide.accounts.domain.roles import CASEWORK, Role
from entraide.accounts.errors import LastAdministrator
from entraide.accounts.models import Person, RoleGrant
from entraide.kernel.errors import NotAllowed


def holds(person: Person, *roles: Role) -> bool:
    """Whether the person, still active, holds one of the roles."""
    return person.is_active and not person.roles.isdisjoint(roles)


def works_on_cases(person: Person) -> bool:
    """Whether the person can be a member of a case at all."""
    return person.is_active and not person.roles.isdisjoint(CASEWORK)


def may_manage_people(person: Person) -> bool:
    return holds(person, Role.ADMINISTRATOR)


def may_audit(person: Person) -> bool:
    return holds(person, Role.AUDITOR)


def require_role(person: Person, *roles: Role) -> None:
    """Raises `NotAllowed` unless the person holds one of the roles."""
    if not holds(person, *roles):
        raise NotAllowed


def require_administrator(acting: Person | None) -> None:
    """Raises `NotAllowed` unless an administrator acts, or the console of the node itself (None).

    Whoever can run commands on the node can already read and change all it holds; the ledger says so by an
    entry without an actor. No page and no API operation ever passes None.
    """
    if acting is not None:
        require_role(acting, Role.ADMINISTRATOR)


def require_another_administrator(person: Person) -> None:
    """Raises `LastAdministrator` when the person is the only active administrator. Call inside a transaction."""
    # Locked, so that two administrators cannot remove each other at the same moment.
    holders = list(
        RoleGrant.objects.select_for_update(of=("self",))
        .filter(role=Role.ADMINISTRATOR.value, person__is_active=True)
        .values_list("person_id", flat=True)
    )
    if holders == [person.pk]:
        raise LastAdministrator


def caseworkers() -> QuerySet[Person]:
    """People who can be members of a case."""
    return (
        Person.objects.filter(is_active=True, role_grants__role__in=[role.value for role in CASEWORK])
        .distinct()
        .order_by("name")
    )
