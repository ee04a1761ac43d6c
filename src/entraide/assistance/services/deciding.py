"""Decision, execution and result, measure by measure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from entraide.assistance.domain import lifecycle
from entraide.assistance.domain.kinds import Direction
from entraide.assistance.domain.lifecycle import REVIEWING
from entraide.assistance.domain.measures import LABELS, Decision, Ground, MeasureCode, Result
from entraide.assistance.domain.states import State
from entraide.assistance.errors import (
    ConsultationNeeded,
    GroundNeeded,
    MeasureNotToExecute,
    NotConditional,
    ReasonNeeded,
)
from entraide.assistance.events import ConditionsSettled, ExecutionBegun, MeasureDecided, ResultRecorded
from entraide.assistance.models import AssistanceRequest, DatedEvent, Measure
from entraide.assistance.services import moving
from entraide.assistance.services.telling import tell_decisions
from entraide.kernel.errors import NotAllowed, NotFound
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person

ACCEPTANCE = {True: {"en": "accepted", "fr": "acceptées"}, False: {"en": "declined", "fr": "rejetées"}}


@dataclass(frozen=True)
class Ruling:
    """What is decided of one measure. `text` holds the reasons or the conditions."""

    decision: Decision
    ground: Ground | None = None
    text: str = ""
    consulted: bool = False
    postponed_until: date | None = None


@transaction.atomic
def decide(measure: Measure, ruling: Ruling, *, acting: Person, at: datetime) -> Measure:
    """Decide on one measure; once all are decided the request takes its state from them.

    On an incoming request only a supervisor or counsel refuses, after consulting the requester; a case officer
    decides the rest. On an outgoing one it is the partner's decision that is recorded.
    Raises `NotFound`, `NotAllowed`, `ActNotOpen`, `GroundNeeded`, `ConsultationNeeded`, `ReasonNeeded`.
    """
    request = moving.locked(measure.request)
    act = moving.require(request, "decide", acting=acting)
    measure = _measure(request, measure)
    if measure.result:
        raise MeasureNotToExecute
    _require_sound(ruling, request, acting)
    measure.decision, measure.ground = ruling.decision, ruling.ground or ""
    measure.decision_text, measure.consulted = ruling.text.strip(), ruling.consulted
    measure.postponed_until, measure.conditions_accepted = ruling.postponed_until, None
    measure.decided_at, measure.decided_by = at, acting
    measure.save()
    moving.move(request, act, at=at, to=_settle_decisions(request, at=at))
    name, decision = LABELS[MeasureCode(measure.code)], LABELS[ruling.decision]
    record(
        MeasureDecided(
            case=request.case.uuid,
            subject=request.uuid,
            facts={"measure": measure.uuid, "decision": ruling.decision.value, "ground": measure.ground},
            detail={
                "measure": {"en": name.en, "fr": name.fr},
                "decision": {"en": decision.en.lower(), "fr": decision.fr.lower()},
                "text": measure.decision_text,
            },
        ),
        by=acting.uuid,
        at=at,
    )
    tell_decisions(request, acting=acting, at=at)
    return measure


@transaction.atomic
def settle_conditions(measure: Measure, *, accepted: bool, acting: Person, at: datetime) -> Measure:
    """Record whether the conditions of a measure are accepted by the other side.

    Raises `NotFound`, `NotAllowed`, `ActNotOpen`, `NotConditional`.
    """
    request = moving.locked(measure.request)
    act = moving.require(request, "settle_conditions", acting=acting)
    measure = _measure(request, measure)
    if measure.decision != Decision.CONDITIONAL or measure.result:
        raise NotConditional
    measure.conditions_accepted = accepted
    measure.save(update_fields=["conditions_accepted"])
    moving.move(request, act, at=at, to=_settle_decisions(request, at=at))
    name = LABELS[MeasureCode(measure.code)]
    record(
        ConditionsSettled(
            case=request.case.uuid,
            subject=request.uuid,
            facts={"measure": measure.uuid, "accepted": accepted},
            detail={"measure": {"en": name.en, "fr": name.fr}, "answer": ACCEPTANCE[accepted]},
        ),
        by=acting.uuid,
        at=at,
    )
    return measure


@transaction.atomic
def begin_execution(request: AssistanceRequest, *, acting: Person, at: datetime) -> AssistanceRequest:
    """Say that the work is under way. Raises `NotFound`, `NotAllowed`, `ActNotOpen`, `MeasureNotToExecute`."""
    request = moving.locked(request)
    act = moving.require(request, "begin_execution", acting=acting)
    if not any(standing.to_be_executed for standing in moving.standings(request)):
        raise MeasureNotToExecute
    moving.move(request, act, at=at)
    record(ExecutionBegun(case=request.case.uuid, subject=request.uuid), by=acting.uuid, at=at)
    return request


@transaction.atomic
def record_result(measure: Measure, *, result: Result, text: str, acting: Person, at: datetime) -> Measure:
    """Record what came of one measure; once all have their result the request is executed or negative.

    Raises `NotFound`, `NotAllowed`, `ActNotOpen`, `MeasureNotToExecute`, `ReasonNeeded`.
    """
    request = moving.locked(measure.request)
    act = moving.require(request, "record_result", acting=acting)
    measure = _measure(request, measure)
    if not moving.standing_of(measure).to_be_executed:
        raise MeasureNotToExecute
    if not text.strip():
        raise ReasonNeeded
    measure.result, measure.result_text, measure.result_at = result, text.strip(), at
    measure.save(update_fields=["result", "result_text", "result_at"])
    moving.move(request, act, at=at, to=lifecycle.state_after_results(moving.standings(request)))
    name, outcome = LABELS[MeasureCode(measure.code)], LABELS[result]
    record(
        ResultRecorded(
            case=request.case.uuid,
            subject=request.uuid,
            facts={"measure": measure.uuid, "result": result.value},
            detail={
                "measure": {"en": name.en, "fr": name.fr},
                "result": {"en": outcome.en.lower(), "fr": outcome.fr.lower()},
                "text": measure.result_text,
            },
        ),
        by=acting.uuid,
        at=at,
    )
    return measure


def _require_sound(ruling: Ruling, request: AssistanceRequest, acting: Person) -> None:
    incoming = request.direction == Direction.INCOMING
    if ruling.decision in {Decision.REFUSE, Decision.POSTPONE} and ruling.ground is None:
        raise GroundNeeded
    if ruling.decision is Decision.REFUSE and incoming:
        if acting.roles.isdisjoint(REVIEWING):
            raise NotAllowed
        if not ruling.consulted:
            raise ConsultationNeeded
    if ruling.decision in {Decision.CONDITIONAL, Decision.IN_PART} and not ruling.text.strip():
        raise ReasonNeeded


def _settle_decisions(request: AssistanceRequest, *, at: datetime) -> State | None:
    """The state that follows once all measures are decided; what is already under way stays so."""
    state = lifecycle.state_after_decisions(moving.standings(request))
    if state is None:
        return None
    DatedEvent.objects.create(request=request, code="decided_all", at=at)
    under_way = State(request.state) in {State.IN_EXECUTION, State.PARTIAL_RESULTS}
    return None if under_way and state not in {State.REFUSED, State.CONDITIONS_DECLINED} else state


def _measure(request: AssistanceRequest, measure: Measure) -> Measure:
    found = Measure.objects.select_for_update().filter(request=request, pk=measure.pk).first()
    if found is None:
        raise NotFound
    found.request = request
    return found
