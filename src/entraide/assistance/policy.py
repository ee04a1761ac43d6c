"""Who may see and do what about requests: members of the case, by the roles that the lifecycle names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from entraide.accounts.domain.roles import Role
from entraide.accounts.policy import holds, works_on_cases
from entraide.assistance.domain.lifecycle import INTAKE, REVIEWING, WORKING, Act
from entraide.assistance.models import Arrival, AssistanceRequest, BreakGlass, Letter
from entraide.cases.policy import membership_of, require_member
from entraide.kernel.errors import NotAllowed

if TYPE_CHECKING:
    from entraide.accounts.models import Person


def visible_requests(person: Person) -> QuerySet[AssistanceRequest]:
    """The requests a person may know of."""
    if not works_on_cases(person):
        return AssistanceRequest.objects.none()
    return AssistanceRequest.objects.filter(Exists(membership_of(person, OuterRef("case"))))


def visible_arrivals(person: Person) -> QuerySet[Arrival]:
    """The arrivals a person may know of."""
    if not works_on_cases(person):
        return Arrival.objects.none()
    return Arrival.objects.filter(Exists(membership_of(person, OuterRef("case"))))


def visible_letters(person: Person) -> QuerySet[Letter]:
    """The letters of ours a person may know of."""
    if not works_on_cases(person):
        return Letter.objects.none()
    return Letter.objects.filter(Exists(membership_of(person, OuterRef("request__case"))))


def visible_glass(person: Person) -> QuerySet[BreakGlass]:
    """The broken glass a person may know of."""
    if not works_on_cases(person):
        return BreakGlass.objects.none()
    return BreakGlass.objects.filter(Exists(membership_of(person, OuterRef("request__case"))))


def may_take_in(person: Person) -> bool:
    """Who may bring in what arrives, or register it by form."""
    return holds(person, *INTAKE)


def may_draft(person: Person) -> bool:
    """Who may begin an outgoing request."""
    return holds(person, *WORKING)


def may_review(person: Person) -> bool:
    """Who may approve what leaves."""
    return holds(person, *REVIEWING)


def may_read_templates(person: Person) -> bool:
    """Those who draft letters, and those who keep their templates."""
    return holds(person, *WORKING, Role.ADMINISTRATOR)


def require_may_read_templates(person: Person) -> None:
    """Raises `NotAllowed` for anybody else."""
    if not may_read_templates(person):
        raise NotAllowed


def may_keep_templates(person: Person) -> bool:
    """Who may change the wording of the bureau's letters."""
    return holds(person, Role.ADMINISTRATOR)


def require_may_keep_templates(person: Person) -> None:
    """Raises `NotAllowed` for anybody else."""
    if not may_keep_templates(person):
        raise NotAllowed


def require_may_work(person: Person, case_id: int) -> None:
    """Raises `NotFound` for one who is no member, `NotAllowed` for a member without a working role."""
    require_member(person, case_id)
    if not holds(person, *WORKING):
        raise NotAllowed


def require_may_review(person: Person, case_id: int) -> None:
    """Raises `NotFound` for one who is no member, `NotAllowed` for a member who reviews nothing."""
    require_member(person, case_id)
    if not may_review(person):
        raise NotAllowed


def require_may_do(person: Person, act: Act, case_id: int) -> None:
    """Raises `NotFound` for one who is no member, `NotAllowed` where the lifecycle gives the act to other roles."""
    require_member(person, case_id)
    if not holds(person, *act.roles):
        raise NotAllowed
