"""What is recorded along the way and at the end: the partner's signs of life, preservation, receipt, closing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from entraide.assistance import events, policy
from entraide.assistance.domain.lifecycle import BY_CODE
from entraide.assistance.domain.states import State
from entraide.assistance.errors import GlassNotReviewed, NoOpenQuestion, ReasonNeeded, SecondPersonNeeded
from entraide.assistance.models import AssistanceRequest, BreakGlass, Question
from entraide.assistance.policy import visible_requests
from entraide.assistance.services import moving
from entraide.assistance.services.finding import make_request_findable
from entraide.assistance.services.telling import tell_act
from entraide.kernel.errors import NotFound
from entraide.ledger.events import Act as LedgerAct
from entraide.ledger.queries import last_actor
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person


# Whoever did one of these last is its author, and not the second person.
AUTHORING = (
    events.Submitted.code,
    events.RecordChanged.code,
    events.PartAdded.code,
    events.PartChanged.code,
    events.PartRemoved.code,
    events.BasisChosen.code,
    events.LegalTestDone.code,
    events.DualCriminalityWritten.code,
)


@transaction.atomic
def submit(request: AssistanceRequest, *, acting: Person, at: datetime) -> AssistanceRequest:
    """Hand an outgoing request to a second person. Raises `NotFound`, `NotAllowed`, `ActNotOpen`, `Incomplete`."""
    return _simple(request, "submit", events.Submitted, acting=acting, at=at)


@transaction.atomic
def approve(request: AssistanceRequest, *, acting: Person, at: datetime) -> AssistanceRequest:
    """Approve an outgoing request that somebody else submitted, and wrote the last word of. Raises `SecondPersonNeeded`
    and as the table says."""
    request = moving.locked(request)
    act = moving.require(request, "approve", acting=acting)
    if any(last_actor(request.uuid, code) == acting.uuid for code in AUTHORING):
        raise SecondPersonNeeded
    moving.move(request, act, at=at)
    record(events.Validated(case=request.case.uuid, subject=request.uuid), by=acting.uuid, at=at)
    return request


@transaction.atomic
def send_back(request: AssistanceRequest, *, comment: str, acting: Person, at: datetime) -> AssistanceRequest:
    """Return an outgoing request to its author with a comment."""
    request = moving.locked(request)
    act = moving.require(request, "send_back", acting=acting)
    if not comment.strip():
        raise ReasonNeeded
    moving.move(request, act, at=at)
    record(
        events.SentBack(case=request.case.uuid, subject=request.uuid, detail={"comment": comment.strip()}),
        by=acting.uuid,
        at=at,
    )
    return request


@transaction.atomic
def record_acknowledged(
    request: AssistanceRequest, *, text: str = "", acting: Person, at: datetime
) -> AssistanceRequest:
    """The partner says that they have our request."""
    return _simple(request, "record_acknowledged", events.PartnerAcknowledged, text, acting=acting, at=at)


@transaction.atomic
def record_question(
    request: AssistanceRequest, *, text: str, acting: Person, at: datetime
) -> AssistanceRequest:
    """The partner asks us something before going on."""
    _require_text(text)
    request = moving.locked(request)
    before = request.state
    request = _simple(request, "record_question", events.QuestionRecorded, text, acting=acting, at=at)
    open_question(request, text, before=before, at=at)
    return request


@transaction.atomic
def record_answer(
    request: AssistanceRequest, *, text: str, acting: Person, at: datetime
) -> AssistanceRequest:
    """The answer to the open question is here (or left, for a partner's question); the clocks run again.

    Raises `NotFound`, `NotAllowed`, `ActNotOpen`, `NoOpenQuestion`, `ReasonNeeded`.
    """
    _require_text(text)
    request = moving.locked(request)
    act = moving.require(request, "record_answer", acting=acting)
    question = Question.objects.filter(request=request, answered_at=None).order_by("asked_at").last()
    if question is None:
        raise NoOpenQuestion
    question.answer, question.answered_at = text.strip(), at
    question.save(update_fields=["answer", "answered_at"])
    back_to = State(request.state_before_question or State.ROUTED)
    request.state_before_question = ""
    moving.move(request, act, at=at, to=back_to)
    _recorded(events.AnswerRecorded, request, text, acting=acting, at=at)
    tell_act(request, act.code, text, acting=acting, at=at)
    return request


@transaction.atomic
def record_preserved(
    request: AssistanceRequest, *, text: str = "", acting: Person, at: datetime
) -> AssistanceRequest:
    """The custodian keeps the data; done again, it extends the preservation."""
    return _simple(request, "record_preserved", events.Preserved, text, acting=acting, at=at)


@transaction.atomic
def record_mla_filed(
    request: AssistanceRequest, *, text: str = "", acting: Person, at: datetime
) -> AssistanceRequest:
    """The request for mutual legal assistance that was announced has been filed."""
    return _simple(request, "record_mla_filed", events.MlaFiled, text, acting=acting, at=at)


@transaction.atomic
def release(request: AssistanceRequest, *, text: str = "", acting: Person, at: datetime) -> AssistanceRequest:
    """The custodian need no longer keep the data."""
    return _simple(request, "release", events.Released, text, acting=acting, at=at)


@transaction.atomic
def record_results(
    request: AssistanceRequest, *, text: str, acting: Person, at: datetime
) -> AssistanceRequest:
    """The partner's answer to our request is here."""
    _require_text(text)
    return _simple(request, "record_results", events.ResultsRecorded, text, acting=acting, at=at)


@transaction.atomic
def record_receipt(
    request: AssistanceRequest, *, text: str = "", acting: Person, at: datetime
) -> AssistanceRequest:
    """The side that asked has the results in hand."""
    return _simple(request, "record_receipt", events.ReceiptRecorded, text, acting=acting, at=at)


@transaction.atomic
def record_feedback(
    request: AssistanceRequest, *, text: str, acting: Person, at: datetime
) -> AssistanceRequest:
    """What the results were good for."""
    _require_text(text)
    return _simple(
        request, "record_feedback", events.FeedbackRecorded, text, acting=acting, at=at, feedback=text.strip()
    )


@transaction.atomic
def withdraw(request: AssistanceRequest, *, text: str, acting: Person, at: datetime) -> AssistanceRequest:
    """The side that asked no longer asks."""
    _require_text(text)
    return _simple(request, "withdraw", events.Withdrawn, text, acting=acting, at=at)


@transaction.atomic
def lapse(request: AssistanceRequest, *, text: str, acting: Person, at: datetime) -> AssistanceRequest:
    """The request ended by itself, for the reason given."""
    _require_text(text)
    return _simple(request, "lapse", events.Lapsed, text, acting=acting, at=at)


@transaction.atomic
def supersede(
    request: AssistanceRequest, *, other: AssistanceRequest, acting: Person, at: datetime
) -> AssistanceRequest:
    """Another request, which the one who acts can see, takes the place of this one."""
    request = moving.locked(request)
    moving.require(request, "supersede", acting=acting)
    return give_way(request, other=other, acting=acting, at=at)


@transaction.atomic
def give_way(
    request: AssistanceRequest, *, other: AssistanceRequest, acting: Person, at: datetime
) -> AssistanceRequest:
    """Let another request take the place of this one. Part of a larger act, which has checked who acts.

    Raises `ActNotOpen`, `NotFound` for a request that the one who acts cannot see.
    """
    request, act = moving.locked(request), BY_CODE["supersede"]
    moving.require_open(request, act)
    if other.pk == request.pk or not visible_requests(acting).filter(pk=other.pk).exists():
        raise NotFound
    request.superseded_by = other
    moving.move(request, act, at=at)
    record(
        events.Superseded(
            case=request.case.uuid,
            subject=request.uuid,
            # Not its reference: those who read this need not know of the other. Its page is linked for those who do.
            facts={"by": other.uuid},
        ),
        by=acting.uuid,
        at=at,
    )
    return request


@transaction.atomic
def close(request: AssistanceRequest, *, text: str, acting: Person, at: datetime) -> AssistanceRequest:
    """End the work on a request, saying how it ended. It can be reopened.

    Raises `GlassNotReviewed` while nobody has judged a glass that was broken for it, and as the table says.
    """
    _require_text(text)
    policy.require_may_do(acting, BY_CODE["close"], request.case_id)
    request = moving.locked(request)
    if BreakGlass.objects.filter(request=request, reviewed_at=None).exists():
        raise GlassNotReviewed
    request = _simple(request, "close", events.Closed, text, acting=acting, at=at, outcome=text.strip())
    make_request_findable(request)
    return request


@transaction.atomic
def reopen(request: AssistanceRequest, *, text: str, acting: Person, at: datetime) -> AssistanceRequest:
    """Take the work up again, for a reason."""
    _require_text(text)
    return _simple(request, "reopen", events.Reopened, text, acting=acting, at=at)


def open_question(request: AssistanceRequest, text: str, *, before: str, at: datetime) -> Question:
    """Note a question that now awaits its answer, and the state to go back to then. Part of a larger act."""
    request.state_before_question = before
    request.save(update_fields=["state_before_question"])
    return Question.objects.create(request=request, text=text.strip(), asked_at=at)


def _simple(
    request: AssistanceRequest,
    code: str,
    event: type[LedgerAct],
    text: str = "",
    *,
    acting: Person,
    at: datetime,
    **also: str,
) -> AssistanceRequest:
    """An act that moves the request and keeps a text; `also` names fields of the record that take it over."""
    held = moving.locked(request)
    act = moving.require(held, code, acting=acting)
    for name, value in also.items():
        setattr(held, name, value)
    moving.move(held, act, at=at)
    _recorded(event, held, text, acting=acting, at=at)
    tell_act(held, code, text, acting=acting, at=at)
    return held


def _recorded(
    event: type[LedgerAct], request: AssistanceRequest, text: str, *, acting: Person, at: datetime
) -> None:
    detail = {"text": text.strip()} if event.sentence.en else {}
    record(event(case=request.case.uuid, subject=request.uuid, detail=detail), by=acting.uuid, at=at)


def _require_text(text: str) -> None:
    if not text.strip():
        raise ReasonNeeded
