"""What a partner's message does here: it is put on file, and the lifecycle moves where its table lets it.

A message that says something the table has no place for now is kept and filed all the same: nothing that was said is
lost, and a person looks at it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings

from entraide.assistance import events
from entraide.assistance.domain import lifecycle
from entraide.assistance.domain.exchanged import Type, handling_of, tlp_of
from entraide.assistance.domain.kinds import Channel, Direction, Kind, Urgency
from entraide.assistance.domain.measures import LABELS as MEASURE_LABELS
from entraide.assistance.domain.measures import Decision, Ground, MeasureCode, Result
from entraide.assistance.domain.states import State
from entraide.assistance.errors import FieldsRefused, NotOfThisPartner
from entraide.assistance.models import Arrival, AssistanceRequest, DatedEvent, Measure, Question
from entraide.assistance.services import moving
from entraide.assistance.services.bodies import (
    letter_in,
    measures_of,
    parts_of,
    record_of,
    text_in,
)
from entraide.assistance.services.describing import PARTS, fill_part
from entraide.assistance.services.finding import make_request_findable
from entraide.assistance.services.following import open_question
from entraide.assistance.services.registering import enter, open_intake_case
from entraide.cases.services import originals
from entraide.cases.services.work import Sheet, put_on_file
from entraide.directory.queries import states
from entraide.exchange.errors import Malformed
from entraide.ledger.events import Act as LedgerAct
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.cases.models import Case, Original
    from entraide.exchange.services.hooks import Arrived


def take_request(arrived: Arrived) -> None:
    """A request of a partner becomes an incoming one of ours, with everything that its sender wrote."""
    body, message, at = arrived.body, arrived.message, arrived.at
    conversation, partner = message.conversation, message.partner
    if conversation.subject is not None:
        # The other form of a request that is here already (letters rogatory behind a police request) is a letter to it.
        _file(_held(arrived), arrived)
        return
    fields = record_of(body) | {
        "partner_agency": partner.name(settings.LANGUAGE_CODE),
        "partner_references": text_in(body, "reference", most=300),
        "channel": Channel.NODE.value,
        "reply_channel": Channel.NODE.value,
        "tlp": tlp_of(arrived.handling),
        "handling": handling_of(arrived.handling),
        "limits_on_use": arrived.handling.limits,
        "urgency": record_of(body).get("urgency", Urgency.ROUTINE.value),
    }
    state = states().filter(pk=partner.country).first()
    if state is not None:
        fields["partner_state"] = state
    case = open_intake_case(acting=None, at=at)
    request = enter(case, fields, acting=None, at=at, received_at=at)
    conversation.case, conversation.subject = case.uuid, request.uuid
    conversation.save(update_fields=["case", "subject"])
    for part in PARTS:
        _add_parts(request, part, body, at=at)
    files = _file(request, arrived)
    _lay_beside(request, files, arrived)
    moving.settle(request, at=at)
    make_request_findable(request)


def take_acknowledgement(arrived: Arrived) -> None:
    """The partner has our request: its own reference is noted beside ours."""
    request = _heard(arrived)
    request.partner_references = text_in(arrived.body, "reference", most=300)
    request.save(update_fields=["partner_references"])
    _move(request, "record_acknowledged", events.PartnerAcknowledged, arrived)


def take_question(arrived: Arrived) -> None:
    """The partner asks something before it goes on."""
    request = _heard(arrived)
    before = request.state
    if _move(request, "record_question", events.QuestionRecorded, arrived):
        open_question(request, _said(arrived), before=before, at=arrived.at)


def take_answer(arrived: Arrived) -> None:
    """The answer to our question is here; the clocks run again."""
    request = _heard(arrived)
    question = Question.objects.filter(request=request, answered_at=None).order_by("asked_at").last()
    if question is None:
        return
    question.answer, question.answered_at = _said(arrived), arrived.at
    question.save(update_fields=["answer", "answered_at"])
    back_to = State(request.state_before_question or State.ROUTED)
    request.state_before_question = ""
    _move(request, "record_answer", events.AnswerRecorded, arrived, to=back_to)


def take_decision(arrived: Arrived) -> None:
    """What the partner decided of each measure; the request takes its state from that."""
    request = _heard(arrived)
    _take_standings(request, arrived)
    state = lifecycle.state_after_decisions(moving.standings(request))
    _move(request, "decide", events.PartnerDecided, arrived, to=state)


def take_results(arrived: Arrived) -> None:
    """Part of the partner's answer, or the whole of it."""
    request = _heard(arrived)
    _take_standings(request, arrived)
    final = arrived.body.get("final") is True
    to = State.RESULTS_SENT if final else State.PARTIAL_RESULTS
    _move(request, "record_results", events.ResultsRecorded, arrived, to=to)


def take_notice(arrived: Arrived) -> None:
    """It is put on file; from the requested side it also says where each measure stands."""
    request = _heard(arrived, either=True)
    if request.direction == Direction.OUTGOING:
        _take_standings(request, arrived)
        moving.settle(request, at=arrived.at)


def take_receipt(arrived: Arrived) -> None:
    """The requester has the results in hand."""
    _move(_heard(arrived), "record_receipt", events.ReceiptRecorded, arrived)


def take_feedback(arrived: Arrived) -> None:
    """What the results were good for."""
    request = _heard(arrived)
    request.feedback = _said(arrived)
    _move(request, "record_feedback", events.FeedbackRecorded, arrived)


def take_withdrawal(arrived: Arrived) -> None:
    """The requester no longer asks."""
    _move(_heard(arrived), "withdraw", events.Withdrawn, arrived)


def take_supplement(arrived: Arrived) -> None:
    """More to a request that is here: the parts that are new are added, the rest is read by a person."""
    request = _heard(arrived)
    if "parts" in arrived.body:
        for part in PARTS:
            _add_parts(request, part, arrived.body, at=arrived.at)
    moving.settle(request, at=arrived.at)
    make_request_findable(request)


TAKERS = {
    Type.REQUEST: take_request,
    Type.SUPPLEMENT: take_supplement,
    Type.ACKNOWLEDGEMENT: take_acknowledgement,
    Type.QUESTION: take_question,
    Type.ANSWER: take_answer,
    Type.DECISION: take_decision,
    Type.RESULTS: take_results,
    Type.NOTICE: take_notice,
    Type.RECEIPT: take_receipt,
    Type.FEEDBACK: take_feedback,
    Type.WITHDRAWAL: take_withdrawal,
}
# Who says what: the requested side answers, the requesting side goes on asking.
TO_THE_REQUESTER = frozenset({Type.ACKNOWLEDGEMENT, Type.QUESTION, Type.DECISION, Type.RESULTS})


def _heard(arrived: Arrived, *, either: bool = False) -> AssistanceRequest:
    """The request that a message is about, held, with the message on file.

    Raises `NotOfThisPartner` where there is none, or the message is not for that side to say.
    """
    request = _held(arrived)
    to_requester = arrived.message.type in TO_THE_REQUESTER
    if not either and (request.direction == Direction.OUTGOING) is not to_requester:
        raise NotOfThisPartner
    if to_requester and not request.partner_references:
        request.partner_references = text_in(arrived.body, "reference", most=300)
        request.save(update_fields=["partner_references"])
    _file(request, arrived)
    return request


def _held(arrived: Arrived) -> AssistanceRequest:
    subject = arrived.message.conversation.subject
    found = AssistanceRequest.objects.filter(uuid=subject).first() if subject else None
    if found is None:
        raise NotOfThisPartner
    return moving.locked(found)


def _move(
    request: AssistanceRequest,
    code: str,
    event: type[LedgerAct],
    arrived: Arrived,
    *,
    to: State | None = None,
) -> bool:
    """Do what the table says of an act; where it is not open now, only its dated event is left. Whether it was open."""
    act, at = lifecycle.BY_CODE[code], arrived.at
    kind = Kind(request.kind) if request.kind else None
    is_open = lifecycle.is_open(act, State(request.state), Direction(request.direction), kind)
    if is_open:
        moving.move(request, act, at=at, to=to)
    else:
        DatedEvent.objects.create(request=request, code=act.event, at=at)
        moving.settle(request, at=at)
    record(
        event(case=request.case.uuid, subject=request.uuid, detail={"text": _said(arrived)[:2000]}),
        by=None,
        at=at,
    )
    return is_open


def _said(arrived: Arrived) -> str:
    return text_in(arrived.body, "text") or letter_in(arrived.body)["text"]


def _file(request: AssistanceRequest, arrived: Arrived) -> list[Original]:
    """Put what was said on file, with its files kept as originals of the case."""
    at, partner = arrived.at, arrived.message.partner
    kept = list(_kept(request.case, arrived))
    letter = letter_in(arrived.body)
    put_on_file(
        request.case,
        Sheet(
            incoming=True,
            channel=Channel.NODE,
            counterpart=partner.name_en,
            subject=" ".join(letter["subject"].split())[:300],
            text=_said(arrived),
            language=letter["language"][:8],
            original=kept[0] if kept else None,
            about=request.uuid,
        ),
        acting=None,
        at=at,
    )
    for original in kept[1:]:
        put_on_file(
            request.case,
            Sheet(
                incoming=True,
                channel=Channel.NODE,
                counterpart=partner.name_en,
                subject=original.name,
                original=original,
                about=request.uuid,
            ),
            acting=None,
            at=at,
        )
    return kept


def _kept(case: Case, arrived: Arrived) -> Iterable[Original]:
    for file in arrived.files:
        said = file.attachment
        held = originals.adopt(file.path, sha256=said.digest.removeprefix("sha256:"), size=said.size)
        yield originals.keep(case, held, name=said.name, media_type=said.media_type, at=arrived.at)


def _lay_beside(request: AssistanceRequest, files: list[Original], arrived: Arrived) -> None:
    """The letter of the request lies beside it, as one that came by mail does."""
    if not files:
        return
    letter = letter_in(arrived.body)
    Arrival.objects.create(
        case=request.case,
        request=request,
        original=files[0],
        name=files[0].name,
        sha256=files[0].sha256,
        arrived_at=arrived.at,
        channel=Channel.NODE,
        subject=" ".join(letter["subject"].split())[:500],
        sender=arrived.message.partner.name_en[:300],
        text=letter["text"],
        attachments=[{"name": one.name, "media_type": one.media_type, "size": one.size} for one in files[1:]],
        settled_at=arrived.at,
    )


def _add_parts(request: AssistanceRequest, part: str, body: dict[str, Any], *, at: datetime) -> None:
    """Add the parts of one sort that are not here yet. Raises `Malformed` for one of another request."""
    model = PARTS[part]
    for uuid, fields in parts_of(body, part):
        # A part keeps its uuid on both sides: by it a decision says which measure it is of.
        there = model._default_manager.filter(uuid=uuid).first()
        if there is not None and there.request_id != request.pk:
            raise Malformed(where=f"body.parts.{part}")
        if there is not None:
            continue
        made = model(request=request, uuid=uuid)
        fill_part(part, made, fields, at=at)
        made.save()


def _take_standings(request: AssistanceRequest, arrived: Arrived) -> None:
    """What the partner decided and did, written to our measures: what is ours to decide it cannot change."""
    for uuid, said in measures_of(arrived.body):
        measure = Measure.objects.filter(request=request, uuid=uuid).first()
        if measure is None or not said["decision"]:
            continue
        _require_known(said)
        decided = measure.decision != said["decision"]
        measure.decision, measure.ground = said["decision"], said["ground"]
        measure.decision_text, measure.postponed_until = said["decision_text"], said["postponed_until"]
        measure.conditions_accepted = said["conditions_accepted"]
        measure.decided_at = arrived.at if decided else measure.decided_at
        if said["result"] and said["result"] != measure.result:
            measure.result, measure.result_at = said["result"], arrived.at
            measure.result_text = said["result_text"]
        measure.save()
        if decided:
            name, decision = (
                MEASURE_LABELS[MeasureCode(measure.code)],
                MEASURE_LABELS[Decision(measure.decision)],
            )
            record(
                events.MeasureDecided(
                    case=request.case.uuid,
                    subject=request.uuid,
                    facts={"measure": measure.uuid, "decision": measure.decision, "ground": measure.ground},
                    detail={
                        "measure": {"en": name.en, "fr": name.fr},
                        "decision": {"en": decision.en.lower(), "fr": decision.fr.lower()},
                        "text": measure.decision_text,
                    },
                ),
                by=None,
                at=arrived.at,
            )


def _require_known(said: dict[str, Any]) -> None:
    """Raises `FieldsRefused` for codes that are none, and a refusal without its ground."""
    lists = {"decision": Decision, "ground": Ground, "result": Result}
    wrong = [name for name, known in lists.items() if said[name] and said[name] not in set(known)]
    if said["decision"] == Decision.REFUSE and not said["ground"]:
        wrong.append("ground")
    if wrong:
        raise FieldsRefused(dict.fromkeys(wrong, MEASURE_LABELS[Decision.REFUSE]))
