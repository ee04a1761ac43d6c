"""The acts a person may do next, as a page offers them: the one that carries the work on first, then the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from entraide.assistance.domain.kinds import Kind
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.letters.forms.composing import FORMS
from entraide.assistance.domain.letters.forms.fitting import forms_for
from entraide.assistance.domain.lifecycle import Act
from entraide.assistance.domain.states import State
from entraide.assistance.queries import acts_open_to
from entraide.assistance.services import moving
from entraide.assistance.services.demanding import demanded
from entraide.assistance.services.describing import PARTS
from entraide.assistance.services.extending import extendable
from entraide.assistance.services.writing import ACT_OF
from entraide.assistance.web.labels import words
from entraide.kernel.clock import now
from entraide.kernel.errors import Incomplete

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.assistance.models import AssistanceRequest

# The act that carries the work on from each state; the first that is open to the person is the visible one.
ONWARD: dict[State, tuple[str, ...]] = {
    State.RECEIVED: ("triage",),
    State.VERIFIED: ("triage",),
    State.CROSS_CHECKED: ("triage",),
    State.TRIAGED: ("route",),
    State.ROUTED: ("decide",),
    State.DRAFT: ("submit",),
    State.IN_REVIEW: ("approve",),
    State.VALIDATED: ("send_request",),
    State.SENT: ("record_acknowledged",),
    State.ACKNOWLEDGED: ("record_results", "decide"),
    State.INFORMATION_REQUESTED: ("record_answer",),
    State.ACCEPTED: ("record_preserved", "begin_execution"),
    State.ACCEPTED_IN_PART: ("record_preserved", "begin_execution"),
    State.CONDITIONAL: ("settle_conditions",),
    State.CONDITIONS_DECLINED: ("refuse",),
    State.POSTPONED: ("decide",),
    State.REFUSED: ("refuse", "close"),
    State.IN_EXECUTION: ("record_preserved", "record_result", "record_results"),
    State.PARTIAL_RESULTS: ("record_result", "send_results"),
    State.PRESERVED: ("record_result", "record_mla_filed"),
    State.MLA_FILED: ("record_result", "release"),
    State.EXECUTED: ("send_results", "record_results"),
    State.NEGATIVE: ("send_results", "record_results", "close"),
    State.RESULTS_SENT: ("close",),
    State.RESULTS_ACKNOWLEDGED: ("close",),
    State.FEEDBACK: ("close",),
    State.RELEASED: ("close",),
    State.WITHDRAWN: ("close",),
    State.LAPSED: ("close",),
    State.CLOSED: ("reopen",),
}
# Who asks is checked first where a life may hang on the answer.
FIRST_OF_ALL: dict[Kind, str] = {Kind.EMERGENCY_DISCLOSURE: "verify"}
# Acts whose own form asks for what they need.
FILL_IN_THEMSELVES = frozenset({"triage"})
AT_ONCE = frozenset({"submit", "approve", "begin_execution"})
ENDING = frozenset({"withdraw", "lapse", "supersede"})
LETTER_OF: dict[str, LetterKind] = {code: kind for kind, code in ACT_OF.items() if kind not in FORMS}


@dataclass(frozen=True)
class Lack:
    """A field that must be filled in first, and where."""

    label: str
    url: str


@dataclass(frozen=True)
class NextAct:
    """One act on offer. `at_once`: it asks for nothing more and is done by its button."""

    code: str
    label: str
    consequence: str
    url: str
    at_once: bool
    lacking: tuple[Lack, ...]


@dataclass(frozen=True)
class NextActs:
    """What a person may do next: one act ahead, the usual others, and those that end the matter."""

    onward: NextAct | None
    others: Sequence[NextAct]
    ending: Sequence[NextAct]


def next_acts(person: Person, request: AssistanceRequest) -> NextActs:
    """The acts open to this person, in the order in which the work goes."""
    offered = {
        act.code: _offer(act, request) for act in acts_open_to(person, request) if _has_a_point(act, request)
    }
    ahead = _onward(request, offered)
    others = [act for code, act in offered.items() if act is not ahead and code not in ENDING]
    ending = [act for code, act in offered.items() if act is not ahead and code in ENDING]
    return NextActs(ahead, others, ending)


def _has_a_point(act: Act, request: AssistanceRequest) -> bool:
    """An extension is offered where a clock can be extended."""
    return act.code != "extend" or bool(extendable(request, at=now()))


def _onward(request: AssistanceRequest, offered: dict[str, NextAct]) -> NextAct | None:
    first = FIRST_OF_ALL.get(Kind(request.kind)) if request.kind else None
    codes = ONWARD.get(State(request.state), ())
    if first is not None and request.verified_result != "confirmed":
        codes = (first, *codes)
    return next((offered[code] for code in codes if code in offered), None)


def _offer(act: Act, request: AssistanceRequest) -> NextAct:
    return NextAct(
        code=act.code,
        label=words(act.named(request.direction)),
        consequence=_consequence(act),
        url=_url(act, request),
        at_once=act.code in AT_ONCE,
        lacking=lacking_for(act, request),
    )


def _consequence(act: Act) -> str:
    said = words(act.consequence)
    return (
        _("By letter, once a second person has read it. Then: %(said)s") % {"said": said}
        if act.by_letter
        else said
    )


def _url(act: Act, request: AssistanceRequest) -> str:
    if act.by_letter:
        address = reverse("assistance:letter_new", args=[request.uuid])
        form = forms_for(Kind(request.kind) if request.kind else None)[0]
        return f"{address}?kind={LETTER_OF.get(act.code, form).value}"
    return reverse("assistance:act", args=[request.uuid, act.code])


def lacking_for(act: Act, request: AssistanceRequest) -> tuple[Lack, ...]:
    """What must be filled in before an act that is open, each with where; nothing where its own form asks for it."""
    if act.code in FILL_IN_THEMSELVES or not (act.needs or act.needs_block or act.needs_law):
        return ()
    try:
        moving.require_open(request, act)
    except Incomplete as refusal:
        # Here the short words; the page of the law tells rule and source, and so does the refusal itself.
        short = {one.field: one.what for one, _is_met in demanded(request)} if act.needs_law else {}
        return tuple(
            Lack(words(short.get(name, text)), place_of(name, request))
            for name, text in refusal.fields.items()
        )
    return ()


def place_of(name: str, request: AssistanceRequest) -> str:
    """The address where a field, or a part of the record, is filled in."""
    part, _dot, field = name.partition(".")
    if part in PARTS:
        # What a part lacks is filled in beside the part; where there is none, one is added.
        missing = not field or part == "authorities" or not getattr(request, part).exists()
        if missing:
            return reverse("assistance:part_add", args=[request.uuid, part])
        return reverse("assistance:request", args=[request.uuid]) + f"#{part}"
    if name == "basis":
        return reverse("assistance:law", args=[request.uuid]) + "#basis"
    if name in {"kind", "track"}:
        return reverse("assistance:kind", args=[request.uuid])
    field = name.replace("block.", "block-")
    return reverse("assistance:record_edit", args=[request.uuid]) + f"#id_{field}"
