"""Requests whose life is the ordinary one: what they are is a table, how far they have come is a state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from entraide.assistance.demo.bureau import OFFICERS, REVIEWERS, Bureau, Story
from entraide.assistance.demo.completing import complete
from entraide.assistance.domain.kinds import Channel, Kind
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.letters.forms.fitting import forms_for
from entraide.assistance.domain.measures import Decision, Ground, Result
from entraide.assistance.domain.states import State
from entraide.assistance.models import AssistanceRequest, Measure
from entraide.assistance.services import deciding, following, intake
from entraide.assistance.services.deciding import Ruling
from entraide.cases.services import work

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class Plain:
    """One ordinary request. `began` and `rests` are hours before the end of the week: when it came in or was begun,
    and since when nothing more was done. An `offence` has a title, an article, a maximum penalty and a code;
    `asked` is what goes with every measure. `words` are what the acts say: result, outcome, question, ground …"""

    state: str
    kind: str
    title: str
    facts: str
    ends: State
    began: float
    rests: float = 2
    track: str = "police"
    language: str = "en"
    unit: str = "fraud"
    officer: str = ""
    outgoing: bool = False
    measures: tuple[tuple[str, str], ...] = ()
    subjects: tuple[tuple[str, str, Mapping[str, object]], ...] = ()
    offence: tuple[str, ...] = ()
    asked: Mapping[str, object] = field(default_factory=dict)
    fields: Mapping[str, object] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    ground: Ground | None = None
    channel: Channel = Channel.INTERPOL
    note: str = ""
    task: tuple[str, float] | None = None

    @property
    def works_on_it(self) -> str:
        return self.officer or OFFICERS[self.unit]

    @property
    def reviews_it(self) -> str:
        return REVIEWERS[self.unit]


S = State
# The steps from the beginning to each state, by their names below.
TRIAGED = ("cross_check", "triage")
ROUTED = (*TRIAGED, "route")
ACKNOWLEDGED = (*ROUTED, "acknowledge")
UNDER_WAY = (*ACKNOWLEDGED, "accept", "begin")
EXECUTED = (*UNDER_WAY, "result")
ANSWERED = (*EXECUTED, "reply")
INCOMING: dict[State, tuple[str, ...]] = {
    S.RECEIVED: (),
    S.VERIFIED: ("verify",),
    S.CROSS_CHECKED: ("cross_check",),
    S.TRIAGED: TRIAGED,
    S.ROUTED: ROUTED,
    S.ACKNOWLEDGED: ACKNOWLEDGED,
    S.INFORMATION_REQUESTED: (*ACKNOWLEDGED, "ask"),
    S.ACCEPTED: (*ACKNOWLEDGED, "accept"),
    S.ACCEPTED_IN_PART: (*ACKNOWLEDGED, "accept_in_part"),
    S.CONDITIONAL: (*ACKNOWLEDGED, "on_conditions"),
    S.CONDITIONS_DECLINED: (*ACKNOWLEDGED, "on_conditions", "conditions_declined"),
    S.POSTPONED: (*ACKNOWLEDGED, "postpone"),
    S.REFUSED: (*ACKNOWLEDGED, "refuse"),
    S.IN_EXECUTION: UNDER_WAY,
    S.PRESERVED: (*ROUTED, "accept", "preserved"),
    S.MLA_FILED: (*ROUTED, "accept", "preserved", "mla_filed"),
    S.RELEASED: (*ROUTED, "accept", "preserved", "mla_filed", "release"),
    S.PARTIAL_RESULTS: (*UNDER_WAY, "reply_in_part"),
    S.EXECUTED: EXECUTED,
    S.NEGATIVE: EXECUTED,
    S.RESULTS_SENT: ANSWERED,
    S.RESULTS_ACKNOWLEDGED: (*ANSWERED, "receipt"),
    S.FEEDBACK: (*ANSWERED, "receipt", "feedback"),
    S.CLOSED: (*ANSWERED, "receipt", "feedback", "close"),
    S.WITHDRAWN: (*ROUTED, "withdraw"),
    S.LAPSED: (*ACKNOWLEDGED, "lapse"),
}
SENT = ("submit", "approve", "send")
TAKEN = (*SENT, "taken")
RESULTS = (*TAKEN, "results")
OUTGOING: dict[State, tuple[str, ...]] = {
    S.DRAFT: (),
    S.IN_REVIEW: ("submit",),
    S.VALIDATED: ("submit", "approve"),
    S.SENT: SENT,
    S.ACKNOWLEDGED: TAKEN,
    S.INFORMATION_REQUESTED: (*TAKEN, "question"),
    S.ACCEPTED: (*TAKEN, "accept"),
    S.REFUSED: (*TAKEN, "refuse"),
    S.IN_EXECUTION: (*TAKEN, "accept", "begin"),
    S.RESULTS_SENT: RESULTS,
    S.RESULTS_ACKNOWLEDGED: (*RESULTS, "receipt"),
    S.FEEDBACK: (*RESULTS, "receipt", "feedback"),
    S.CLOSED: (*RESULTS, "receipt", "feedback", "close"),
    S.WITHDRAWN: (*TAKEN, "withdraw"),
    S.LAPSED: (*SENT, "lapse"),
}
# What comes one after another in the first hours; the rest spreads over the time that is left.
FIRST = frozenset({"verify", "cross_check", "triage", "route", "submit", "approve"})


def lived(bureau: Bureau, plain: Plain) -> Story:
    """The story of one ordinary request."""
    yield bureau.ago(hours=plain.began)
    request = _begun(bureau, plain)
    steps = (OUTGOING if plain.outgoing else INCOMING)[plain.ends]
    later = [step for step in steps if step not in FIRST]
    span = timedelta(hours=max(plain.began - plain.rests, 0.2))
    early = min(timedelta(minutes=50), span / (len(steps) + 1))
    each = (span - early * (len(steps) - len(later))) / (len(later) + 0.001)
    for step in steps:
        yield bureau.now + (early if step in FIRST else max(each - timedelta(hours=1), early / 4))
        yield from STEPS[step](bureau, plain, request)
        request.refresh_from_db()


def _begun(bureau: Bureau, plain: Plain) -> AssistanceRequest:
    fields: dict[str, object] = {
        "title": plain.title,
        "facts": plain.facts,
        "kind": plain.kind,
        "track": plain.track,
        "partner_state": plain.state,
        "language": plain.language,
        "reply_language": plain.language,
        "channel": plain.channel.value,
        **plain.fields,
    }
    by = plain.works_on_it if plain.outgoing else "duty"
    request = bureau.draft(fields, by=by) if plain.outgoing else bureau.register(fields, by=by)
    for code, description in plain.measures:
        bureau.part(request, "measures", by=by, code=code, description=description, **plain.asked)
    for sort, name, particulars in plain.subjects:
        bureau.part(request, "subjects", by=by, sort=sort, name=name, particulars=particulars)
    if plain.offence:
        offence = dict(zip(("title", "article", "maximum_penalty", "iccs"), plain.offence, strict=False))
        bureau.part(request, "offences", by=by, **offence)
    if plain.outgoing:
        bureau.let_in(request, plain.reviews_it, by=by)
    return request


def _said(plain: Plain, name: str, en: str, fr: str) -> str:
    return plain.words.get(name) or (fr if plain.language.startswith("fr") else en)


def _verify(bureau: Bureau, plain: Plain, request: AssistanceRequest) -> Story:
    contact = request.authorities.order_by("pk").first()
    bureau.do(
        intake.verify,
        request,
        person=(contact.person if contact else "") or request.partner_agency or "Duty desk",
        number=(contact.phone if contact else "") or "+1 555 0199",
        number_from="Directory of the node",
        result="confirmed",
    )
    yield from ()


def _cross_check(bureau: Bureau, plain: Plain, request: AssistanceRequest) -> Story:
    text = _said(plain, "cross_check", "Nothing on file.", "Rien dans nos dossiers.")
    bureau.do(intake.cross_check, request, text=text)
    yield from ()


def _triage(bureau: Bureau, plain: Plain, request: AssistanceRequest) -> Story:
    bureau.do(intake.triage, request, fields={})
    yield from ()


def _route(bureau: Bureau, plain: Plain, request: AssistanceRequest) -> Story:
    bureau.route(request, plain.unit, plain.works_on_it)
    if plain.note:
        bureau.do(work.add_note, request.case, by=plain.works_on_it, text=plain.note, about=request.uuid)
    if plain.task:
        title, hours = plain.task
        bureau.do(
            work.add_task,
            request.case,
            by=plain.reviews_it,
            title=title,
            assigned_to=bureau.people[plain.works_on_it],
            due_at=bureau.at + timedelta(hours=hours),
            about=request.uuid,
        )
    yield from ()


def _sent(bureau: Bureau, plain: Plain, request: AssistanceRequest) -> Story:
    yield from _letter(forms_for(Kind(plain.kind))[0])(bureau, plain, request)


def _letter(kind: LetterKind, words: str = "") -> Callable[[Bureau, Plain, AssistanceRequest], Story]:
    def written(bureau: Bureau, plain: Plain, request: AssistanceRequest) -> Story:
        yield from bureau.letter(
            request,
            kind,
            by=plain.works_on_it,
            reviewer=plain.reviews_it,
            channel=plain.channel,
            text=plain.words.get(words, ""),
        )

    return written


def _ruled(
    decision: Decision, words: str = "", *, consulted: bool = False
) -> Callable[[Bureau, Plain, AssistanceRequest], Story]:
    def ruled(bureau: Bureau, plain: Plain, request: AssistanceRequest) -> Story:
        refused = decision is Decision.REFUSE
        until = (bureau.at + timedelta(days=40)).date() if decision is Decision.POSTPONE else None
        ruling = Ruling(
            decision,
            ground=plain.ground,
            text=plain.words.get(words, "") if words else "",
            consulted=consulted,
            postponed_until=until,
        )
        for measure in request.measures.order_by("pk"):
            by = plain.reviews_it if refused and not plain.outgoing else _decider(plain)
            bureau.do(deciding.decide, measure, by=by, ruling=ruling)
        yield from ()

    return ruled


def _decider(plain: Plain) -> str:
    # A liaison officer works on requests but does not decide them.
    return plain.reviews_it if plain.works_on_it == "liaison" else plain.works_on_it


def _conditions_declined(bureau: Bureau, plain: Plain, request: AssistanceRequest) -> Story:
    for measure in request.measures.order_by("pk"):
        bureau.do(deciding.settle_conditions, measure, by=_decider(plain), accepted=False)
    yield from ()


def _begin(bureau: Bureau, plain: Plain, request: AssistanceRequest) -> Story:
    bureau.do(deciding.begin_execution, request, by=_decider(plain))
    yield from ()


def _result(bureau: Bureau, plain: Plain, request: AssistanceRequest) -> Story:
    negative = plain.ends is State.NEGATIVE
    for measure in request.measures.order_by("pk"):
        _result_of(bureau, plain, measure, Result.NEGATIVE if negative else Result.EXECUTED)
    yield from ()


def _result_of(bureau: Bureau, plain: Plain, measure: Measure, result: Result) -> None:
    text = _said(plain, "result", "Done as asked; see the enclosed report.", "Fait; voir le rapport joint.")
    bureau.do(deciding.record_result, measure, by=plain.works_on_it, result=result, text=text)


def _reply_in_part(bureau: Bureau, plain: Plain, request: AssistanceRequest) -> Story:
    first = request.measures.order_by("pk").first()
    if first is not None:
        _result_of(bureau, plain, first, Result.EXECUTED)
    yield from _letter(LetterKind.PARTIAL_REPLY)(bureau, plain, request)


def _followed(
    act: Callable[..., object], words: str = "", en: str = "", fr: str = ""
) -> Callable[[Bureau, Plain, AssistanceRequest], Story]:
    def followed(bureau: Bureau, plain: Plain, request: AssistanceRequest) -> Story:
        bureau.do(act, request, by=_decider(plain), text=_said(plain, words, en, fr))
        yield from ()

    return followed


def _submit(bureau: Bureau, plain: Plain, request: AssistanceRequest) -> Story:
    complete(bureau, request, by=plain.works_on_it)
    bureau.do(following.submit, request, by=plain.works_on_it)
    yield from ()


def _approve(bureau: Bureau, plain: Plain, request: AssistanceRequest) -> Story:
    bureau.do(following.approve, request, by=plain.reviews_it)
    yield from ()


STEPS: dict[str, Callable[[Bureau, Plain, AssistanceRequest], Story]] = {
    "verify": _verify,
    "cross_check": _cross_check,
    "triage": _triage,
    "route": _route,
    "acknowledge": _letter(LetterKind.ACKNOWLEDGEMENT),
    "ask": _letter(LetterKind.QUESTION, "question"),
    "accept": _ruled(Decision.EXECUTE),
    "accept_in_part": _ruled(Decision.IN_PART, "ground"),
    "on_conditions": _ruled(Decision.CONDITIONAL, "ground"),
    "conditions_declined": _conditions_declined,
    "postpone": _ruled(Decision.POSTPONE, "ground"),
    "refuse": _ruled(Decision.REFUSE, "ground", consulted=True),
    "begin": _begin,
    "result": _result,
    "reply": _letter(LetterKind.REPLY),
    "reply_in_part": _reply_in_part,
    "preserved": _followed(following.record_preserved, "preserved"),
    "mla_filed": _followed(following.record_mla_filed, "mla_filed"),
    "release": _followed(following.release, "released"),
    "submit": _submit,
    "approve": _approve,
    "send": _sent,
    "taken": _followed(following.record_acknowledged),
    "question": _followed(
        following.record_question, "question", "Which period is meant?", "Quelle période est visée ?"
    ),
    "results": _followed(
        following.record_results, "result", "Their report is on file.", "Leur rapport est au dossier."
    ),
    "receipt": _followed(following.record_receipt),
    "feedback": _followed(
        following.record_feedback,
        "feedback",
        "It confirmed the identity of the suspect.",
        "Les renseignements ont confirmé l’identité du suspect.",
    ),
    "close": _followed(following.close, "outcome", "Answered in full.", "Réponse complète transmise."),
    "withdraw": _followed(
        following.withdraw, "outcome", "They no longer need it.", "Ils n’en ont plus besoin."
    ),
    "lapse": _followed(following.lapse, "outcome", "The file was closed there.", "L’affaire y est classée."),
}
