"""Need to know: who may see a case, and who may change who does. To anybody else a case does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import Exists, Model, OuterRef, QuerySet

from entraide.accounts.domain.roles import Role
from entraide.accounts.policy import holds, works_on_cases
from entraide.cases.models import Case, Membership
from entraide.kernel.errors import NotAllowed, NotFound

if TYPE_CHECKING:
    from entraide.accounts.models import Person

Row = TypeVar("Row", bound=Model)


def is_member(person: Person, case_id: int) -> bool:
    """Whether the person belongs to the case now."""
    return works_on_cases(person) and Membership.objects.filter(case_id=case_id, person=person).exists()


def require_member(person: Person, case_id: int) -> None:
    """Raises `NotFound`, never anything more telling, when the person does not belong to the case."""
    if not is_member(person, case_id):
        raise NotFound


def visible_cases(person: Person) -> QuerySet[Case]:
    """The cases a person may know of."""
    if not works_on_cases(person):
        return Case.objects.none()
    return Case.objects.filter(Exists(membership_of(person, OuterRef("pk"))))


def in_cases_of(person: Person, rows: QuerySet[Row]) -> QuerySet[Row]:
    """Of rows that have a case, those of cases the person belongs to: one question, so that a row the person may not
    know of costs what one that does not exist costs."""
    if not works_on_cases(person):
        return rows.none()
    return rows.filter(Exists(membership_of(person, OuterRef("case"))))


def membership_of(person: Person, case: OuterRef) -> QuerySet[Membership]:
    """For an `Exists` on any table that has a case: the person's membership in it."""
    return Membership.objects.filter(person=person, case=case)


def may_choose_members(person: Person) -> bool:
    """Who among the members may let others in or send them out."""
    return holds(person, Role.SUPERVISOR, Role.DUTY_OFFICER, Role.CASE_OFFICER)


def require_may_choose_members(person: Person, case_id: int) -> None:
    require_member(person, case_id)
    if not may_choose_members(person):
        raise NotAllowed
