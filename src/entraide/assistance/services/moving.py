"""The one way a request moves: permission, table, completeness, state, clocks, index. Every act goes through here."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from entraide.assistance import policy
from entraide.assistance.domain import lifecycle
from entraide.assistance.domain.blocks import lacking
from entraide.assistance.domain.fields import missing
from entraide.assistance.domain.kinds import Direction, Kind, Urgency
from entraide.assistance.domain.lifecycle import Act
from entraide.assistance.domain.measures import Decision, Result, Standing
from entraide.assistance.domain.states import OPEN, STATE_LABELS, State
from entraide.assistance.errors import ActNotOpen
from entraide.assistance.models import AssistanceRequest, DatedEvent, Measure
from entraide.assistance.services.demanding import lacking_in_law
from entraide.assistance.services.marking import mark
from entraide.assistance.services.timing import derive
from entraide.kernel.errors import Incomplete

if TYPE_CHECKING:
    from entraide.accounts.models import Person


def locked(request: AssistanceRequest) -> AssistanceRequest:
    """The request as it stands now, held until the transaction ends."""
    return AssistanceRequest.objects.select_for_update(of=("self",)).select_related("case").get(pk=request.pk)


def require(request: AssistanceRequest, code: str, *, acting: Person) -> Act:
    """The act of that code, which `acting` may do now.

    Raises `NotFound`, `NotAllowed`, `ActNotOpen`, `Incomplete`.
    """
    act = lifecycle.BY_CODE[code]
    policy.require_may_do(acting, act, request.case_id)
    require_open(request, act)
    return act


def require_open(request: AssistanceRequest, act: Act) -> None:
    """Raises `ActNotOpen` or `Incomplete`: what the table says, whoever acts."""
    state = State(request.state)
    kind = Kind(request.kind) if request.kind else None
    if not lifecycle.is_open(act, state, Direction(request.direction), kind):
        raise ActNotOpen(act=act.label, state=STATE_LABELS[state])
    unfilled = missing(act.needs, _filled_in(request))
    if act.needs_block:
        unfilled |= lacking(kind, request.block)
    if act.needs_law:
        unfilled |= lacking_in_law(request)
    if unfilled:
        raise Incomplete(unfilled)


def move(request: AssistanceRequest, act: Act, *, at: datetime, to: State | None = None) -> None:
    """Do what the table says of `act`: leave its dated event, take its state (or `to`), set the clocks again."""
    if act.event:
        DatedEvent.objects.create(request=request, code=act.event, at=at)
    target = to or act.to
    if target is not None:
        request.state = target
    settle(request, at=at)


def settle(request: AssistanceRequest, *, at: datetime) -> None:
    """Derive what lists need (open or not, due dates, marks) from the request and its events, and save all."""
    request.is_open = State(request.state) in OPEN
    derive(request, at=at)
    request.changed_at = at
    request.save()
    mark(request)


def standings(request: AssistanceRequest) -> list[Standing]:
    """Where each measure of the request stands."""
    return [standing_of(measure) for measure in request.measures.order_by("pk")]


def standing_of(measure: Measure) -> Standing:
    return Standing(
        decision=Decision(measure.decision) if measure.decision else None,
        conditions_accepted=measure.conditions_accepted,
        result=Result(measure.result) if measure.result else None,
    )


def _filled_in(request: AssistanceRequest) -> frozenset[str]:
    names = {
        field.name for field in AssistanceRequest._meta.concrete_fields if getattr(request, field.attname)
    }
    if request.urgency == Urgency.ROUTINE:
        names.add("urgency_reason")
    if request.measures.exists():
        names.add("measures")
    return frozenset(names)
