"""A partner that answers by itself: for training, for trying a link, and for the demonstration.

It is a node like any other; only its officers are this. Each request that comes over the exchange is taken in,
acknowledged, decided, executed and answered by the acts of the desk, a step at a time.
"""

from __future__ import annotations

from datetime import datetime

import structlog

from entraide.assistance.demo.bureau import Bureau
from entraide.assistance.domain.kinds import Channel, Direction, Kind, Urgency
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.measures import Decision, Result
from entraide.assistance.domain.states import State
from entraide.assistance.models import AssistanceRequest
from entraide.assistance.services import deciding, intake, writing
from entraide.assistance.services.deciding import Ruling
from entraide.assistance.services.exchanging.outward import partners_for, send_by_exchange
from entraide.kernel.errors import Refusal

log = structlog.get_logger(__name__)

ARRIVED = (State.RECEIVED, State.VERIFIED)
TO_DECIDE = (State.ROUTED, State.ACKNOWLEDGED)
AT_ONCE = 20
RESULT = {
    "en": "A simulated answer: nothing of this is real.",
    "fr": "Une réponse simulée : rien de ceci n’est réel.",
}


def answer(at: datetime) -> None:
    """One step for each request that waits. A request that cannot go on stays where it is, for a person to look at."""
    waiting = AssistanceRequest.objects.filter(
        direction=Direction.INCOMING, channel=Channel.NODE, state__in=(*ARRIVED, *TO_DECIDE)
    )
    for request in waiting.select_related("case").order_by("pk")[:AT_ONCE]:
        try:
            step(Bureau(at), request)
        except Refusal as refusal:
            log.warning("simulated_partner_stopped", request=str(request.uuid), reason=refusal.code)


def step(bureau: Bureau, request: AssistanceRequest) -> None:
    """Take a request in and acknowledge it; or decide, execute and answer it."""
    if request.state in ARRIVED:
        _take_in(bureau, request)
        _write(bureau, request, LetterKind.ACKNOWLEDGEMENT)
    elif not request.letters.exclude(standing="sent").exclude(standing="discarded").exists():
        _execute(bureau, request)
        _write(bureau, request, LetterKind.REPLY)


def _take_in(bureau: Bureau, request: AssistanceRequest) -> None:
    if request.kind == Kind.EMERGENCY_DISCLOSURE:
        told = {
            "person": "Simulation",
            "number": "+1 555 0100",
            "number_from": "Simulation",
            "result": "confirmed",
        }
        bureau.do(intake.verify, request, **told)
    known = {
        "urgency": request.urgency or Urgency.ROUTINE,
        "urgency_reason": request.urgency_reason or "Simulation",
    }
    bureau.do(intake.triage, request, fields={**known, "title": request.title or request.partner_references})
    bureau.route(request, "duty", "officer")


def _execute(bureau: Bureau, request: AssistanceRequest) -> None:
    for measure in request.measures.filter(decision="").order_by("pk"):
        bureau.do(deciding.decide, measure, by="officer", ruling=Ruling(Decision.EXECUTE))
    if not request.measures.exists():
        return
    bureau.do(deciding.begin_execution, request, by="officer")
    text = RESULT["fr" if request.written_to_in.startswith("fr") else "en"]
    for measure in request.measures.filter(result="").order_by("pk"):
        bureau.do(deciding.record_result, measure, by="officer", result=Result.EXECUTED, text=text)


def _write(bureau: Bureau, request: AssistanceRequest, kind: LetterKind) -> None:
    letter = bureau.do(writing.draft_letter, request, by="officer", kind=kind)
    bureau.do(writing.submit_letter, letter, by="officer")
    bureau.let_in(request, "supervisor", by="officer")
    bureau.do(writing.approve_letter, letter, by="supervisor")
    bureau.do(send_by_exchange, letter, by="officer", partner=partners_for(request)[0])
