"""A new request: registered as it comes in, or drafted to go out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from entraide.accounts.queries import intake_people
from entraide.assistance import policy
from entraide.assistance.domain.kinds import Direction
from entraide.assistance.domain.references import reference
from entraide.assistance.domain.states import State
from entraide.assistance.errors import NobodyAtTheDesk
from entraide.assistance.events import Drafted, Registered
from entraide.assistance.models import AssistanceRequest, DatedEvent, ReferenceCounter
from entraide.assistance.services.describing import set_fields
from entraide.assistance.services.finding import make_request_findable
from entraide.assistance.services.moving import settle
from entraide.cases.policy import require_member
from entraide.cases.services.members import open_case
from entraide.kernel.errors import NotAllowed
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.cases.models import Case


@transaction.atomic
def register(
    fields: Mapping[str, object],
    *,
    acting: Person,
    at: datetime,
    received_at: datetime | None = None,
    case: Case | None = None,
) -> AssistanceRequest:
    """Register an incoming request by hand. Its members are those of the intake, and the one who registers it;
    or those of `case`, when it belongs to a matter that is already here.

    Raises `NotAllowed`, `NotFound` for a case one does not belong to, `FieldsRefused`, `NobodyAtTheDesk`.
    """
    if not policy.may_take_in(acting):
        raise NotAllowed
    if case is None:
        case = open_intake_case(acting=acting, at=at)
    else:
        require_member(acting, case.pk)
    return enter(case, fields, acting=acting, at=at, received_at=received_at or at)


@transaction.atomic
def draft(
    fields: Mapping[str, object], *, acting: Person, at: datetime, case: Case | None = None
) -> AssistanceRequest:
    """Begin an outgoing request. Its only member is its author, until others are let in; or it stands in `case`,
    beside the other requests of the same matter.

    Raises `NotAllowed`, `NotFound` for a case one does not belong to, `FieldsRefused`.
    """
    if not policy.may_draft(acting):
        raise NotAllowed
    if case is None:
        case = open_case(members=[acting], acting=acting, at=at)
    else:
        require_member(acting, case.pk)
    request = _new(case, Direction.OUTGOING, State.DRAFT, at=at)
    request.assigned_to = acting
    request.unit = acting.unit
    set_fields(request, fields)
    settle(request, at=at)
    make_request_findable(request)
    record(
        Drafted(case=case.uuid, subject=request.uuid, detail={"reference": request.reference}),
        by=acting.uuid,
        at=at,
    )
    return request


def enter(
    case: Case, fields: Mapping[str, object], *, acting: Person | None, at: datetime, received_at: datetime
) -> AssistanceRequest:
    """Enter an incoming request into an open case. Part of a larger act."""
    request = _new(case, Direction.INCOMING, State.RECEIVED, at=at, received_at=received_at)
    set_fields(request, fields)
    DatedEvent.objects.create(request=request, code="received", at=received_at)
    settle(request, at=at)
    make_request_findable(request)
    record(
        Registered(case=case.uuid, subject=request.uuid, detail={"reference": request.reference}),
        by=acting.uuid if acting else None,
        at=at,
    )
    return request


def open_intake_case(*, acting: Person | None, at: datetime) -> Case:
    """A new case for something that came in: the people of the intake, and the one who brings it."""
    people: Iterable[Person] = [*intake_people(), *([acting] if acting else [])]
    members = {person.pk: person for person in people}
    if not members:
        raise NobodyAtTheDesk
    return open_case(members=members.values(), acting=acting, at=at)


def next_reference(direction: Direction, *, at: datetime) -> str:
    """The next reference of the year, as the agency's own calendar has it. Held until the transaction ends."""
    year = at.astimezone(ZoneInfo(settings.NODE.agency.time_zone)).year
    ReferenceCounter.objects.get_or_create(year=year, direction=direction)
    counter = ReferenceCounter.objects.select_for_update().get(year=year, direction=direction)
    counter.last += 1
    counter.save(update_fields=["last"])
    return reference(year, direction, counter.last)


def _new(
    case: Case, direction: Direction, state: State, *, at: datetime, received_at: datetime | None = None
) -> AssistanceRequest:
    return AssistanceRequest.objects.create(
        case=case,
        reference=next_reference(direction, at=at),
        direction=direction,
        state=state,
        recorded_at=at,
        changed_at=at,
        received_at=received_at,
        time_zone=settings.NODE.agency.time_zone,
    )
