"""What the ledger says of a request: its state, its dated events, its measures and letters, derived from the entries.

A second telling of the lifecycle, from the entries alone, so that a row that moved without its entry is seen.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from entraide.assistance.domain import lifecycle
from entraide.assistance.domain.kinds import Direction, Kind
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.lifecycle import BY_CODE, TRIAGED_AS_EMERGENCY
from entraide.assistance.domain.measures import Decision, Result, Standing
from entraide.assistance.domain.states import State
from entraide.assistance.services.writing import ACT_OF

Facts = Mapping[str, Any]
UNDECIDED = Standing(decision=None, conditions_accepted=None, result=None)
# Entries whose act moves the request as its row of the table says, and nothing more.
PLAIN = {
    "cross_checked": "cross_check",
    "submitted": "submit",
    "validated": "approve",
    "sent_back": "send_back",
    "partner_acknowledged": "record_acknowledged",
    "execution_begun": "begin_execution",
    "preserved": "record_preserved",
    "mla_filed": "record_mla_filed",
    "released": "release",
    "results_recorded": "record_results",
    "receipt_recorded": "record_receipt",
    "feedback_recorded": "record_feedback",
    "withdrawn": "withdraw",
    "lapsed": "lapse",
    "superseded": "supersede",
    "closed": "close",
    "reopened": "reopen",
}
LETTERS = {
    "letter_drafted": "draft",
    "letter_revised": "draft",
    "letter_submitted": "in_review",
    "letter_approved": "approved",
    "letter_sent_back": "draft",
    "letter_discarded": "discarded",
    "letter_queued": "leaving",
    "letter_sent": "sent",
}
# Entries after which the row of the request bears the moment of the act.
CHANGING = {*PLAIN, "registered", "triaged", "drafted", "verified", "routed", "question_recorded", "answer_recorded",
            "measure_decided", "conditions_settled", "result_recorded", "record_changed", "part_added",
            "part_changed", "part_removed", "suggestion_accepted"}  # fmt: skip


@dataclass
class Told:
    """A request as its entries tell it."""

    state: State = State.RECEIVED
    direction: Direction = Direction.INCOMING
    before_question: State | None = None
    changed_at: datetime | None = None
    events: Counter[str] = field(default_factory=Counter)
    measures: dict[str, Standing] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    questions: int = 0
    answers: int = 0


def told(entries: Iterable[tuple[str, datetime, Facts]]) -> Told:
    """Play the entries of one request in order: code, moment, facts."""
    request = Told()
    for code, at, facts in entries:
        name = code.removeprefix("assistance.")
        if name in CHANGING:
            request.changed_at = at
        _play(request, name, at, facts)
    return request


def _play(request: Told, name: str, at: datetime, facts: Facts) -> None:
    match name:
        case "registered":
            request.state = State.RECEIVED
            request.events["received"] += 1
        case "drafted":
            request.state, request.direction = State.DRAFT, Direction.OUTGOING
        case "verified":
            if facts["result"] == "confirmed" and request.state is State.RECEIVED:
                _act(request, "verify")
        case "routed":
            _act(request, "route", State.ROUTED if request.state is State.TRIAGED else None)
        case "question_recorded":
            request.before_question = request.state
            request.questions += 1
            _act(request, "record_question")
        case "answer_recorded":
            back, request.before_question = request.before_question, None
            request.answers += 1
            _act(request, "record_answer", back or State.ROUTED)
        case "part_added" if facts["part"] == "measures":
            request.measures[facts["uuid"]] = UNDECIDED
        case "part_removed" if facts["part"] == "measures":
            del request.measures[facts["uuid"]]
        case "measure_decided":
            request.measures[facts["measure"]] = replace(UNDECIDED, decision=Decision(facts["decision"]))
            _act(request, "decide", _after_decisions(request))
        case "conditions_settled":
            held = request.measures[facts["measure"]]
            request.measures[facts["measure"]] = replace(held, conditions_accepted=facts["accepted"])
            _act(request, "settle_conditions", _after_decisions(request))
        case "result_recorded":
            held = request.measures[facts["measure"]]
            request.measures[facts["measure"]] = replace(held, result=Result(facts["result"]))
            _act(request, "record_result", lifecycle.state_after_results(request.measures.values()))
        case "triaged":
            _act(request, "triage")
            if facts["kind"] == Kind.EMERGENCY_DISCLOSURE:
                request.events[TRIAGED_AS_EMERGENCY] += 1
        case _ if name in LETTERS:
            request.letters[facts["letter"]] = LETTERS[name]
            if name == "letter_sent":
                _letter_left(request, LetterKind(facts["kind"]), at)
        case _ if name in PLAIN:
            _act(request, PLAIN[name])


def _act(request: Told, code: str, to: State | None = None) -> None:
    act = BY_CODE[code]
    if act.event:
        request.events[act.event] += 1
    request.state = to or act.to or request.state


def _after_decisions(request: Told) -> State | None:
    state = lifecycle.state_after_decisions(request.measures.values())
    if state is None:
        return None
    request.events["decided_all"] += 1
    under_way = request.state in {State.IN_EXECUTION, State.PARTIAL_RESULTS}
    return None if under_way and state not in {State.REFUSED, State.CONDITIONS_DECLINED} else state


def _letter_left(request: Told, kind: LetterKind, at: datetime) -> None:
    code = ACT_OF.get(kind)
    if code is None:
        request.events[f"{kind.value}_sent"] += 1
        return
    request.changed_at = at
    act = BY_CODE[code]
    if not lifecycle.is_open(act, request.state, request.direction, None):
        request.events[act.event] += 1
        return
    if code == "ask":
        request.before_question = request.state
        request.questions += 1
    acknowledged = code == "acknowledge" and request.state is State.ROUTED
    _act(request, code, State.ACKNOWLEDGED if acknowledged else None)
