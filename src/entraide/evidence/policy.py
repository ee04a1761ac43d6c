"""Who may do what with exhibits. The right to add is not the right to remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from entraide.accounts.domain.roles import Role
from entraide.accounts.policy import holds, works_on_cases
from entraide.cases.policy import in_cases_of, require_member
from entraide.evidence.models import Exhibit
from entraide.kernel.errors import NotAllowed

if TYPE_CHECKING:
    from entraide.accounts.models import Person

KEEPERS = (Role.DUTY_OFFICER, Role.CASE_OFFICER, Role.SUPERVISOR)
JUDGES = (Role.SUPERVISOR, Role.LEGAL_COUNSEL)


def visible_exhibits(person: Person) -> QuerySet[Exhibit]:
    """The exhibits a person may know of: those of cases they belong to."""
    return in_cases_of(person, Exhibit.objects.all())


def may_see_exhibits(person: Person) -> bool:
    return works_on_cases(person)


def may_keep(person: Person) -> bool:
    """Who registers exhibits and tells what happens to them."""
    return holds(person, *KEEPERS)


def may_judge(person: Person) -> bool:
    """Who agrees, as the second person, to what cannot be undone, and who lays and lifts a hold."""
    return holds(person, *JUDGES)


def require_keeper(person: Person, case_id: int) -> None:
    """Raises `NotFound` for one who is no member, `NotAllowed` for one whose role it is not."""
    require_member(person, case_id)
    if not may_keep(person):
        raise NotAllowed


def require_judge(person: Person, case_id: int) -> None:
    """Raises `NotFound` for one who is no member, `NotAllowed` for one whose role it is not."""
    require_member(person, case_id)
    if not may_judge(person):
        raise NotAllowed
