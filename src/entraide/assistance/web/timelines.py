"""The timeline as a page shows it: each act with its picture, and the kinds it can be narrowed to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from entraide.ledger.events import known_acts

if TYPE_CHECKING:
    from entraide.cases.queries import Moment

# Which picture stands for which acts; an act that is named nowhere is plain work.
PICTURES: dict[str, tuple[str, ...]] = {
    "letter": (
        "assistance.letter_drafted",
        "assistance.letter_revised",
        "assistance.letter_submitted",
        "assistance.letter_approved",
        "assistance.letter_sent_back",
        "assistance.letter_discarded",
        "assistance.letter_queued",
        "assistance.letter_sent",
        "assistance.left_unverified",
        "assistance.delivery_failed",
        "assistance.letter_came_back",
        "assistance.mail_reported",
    ),
    "message": (
        "assistance.arrived",
        "assistance.arrival_refused",
        "assistance.arrival_settled",
        "assistance.arrival_joined",
        "assistance.mail_filed",
        "assistance.mail_noted",
        "assistance.mail_refused",
        "cases.correspondence_filed",
    ),
    "question": ("assistance.question_recorded", "assistance.answer_recorded"),
    "decision": (
        "assistance.measure_decided",
        "assistance.conditions_settled",
        "assistance.result_recorded",
        "assistance.results_recorded",
        "assistance.validated",
        "assistance.glass_broken",
        "assistance.glass_reviewed",
    ),
    "call": ("assistance.verified", "assistance.cross_checked"),
    "task": ("cases.task_added", "cases.task_done"),
    "note": ("cases.note_added",),
    "people": ("cases.members_added", "cases.member_removed", "assistance.routed"),
    "record": (
        "assistance.record_changed",
        "assistance.part_added",
        "assistance.part_changed",
        "assistance.part_removed",
        "assistance.suggestion_accepted",
        "assistance.suggestion_dismissed",
    ),
}
PICTURE_OF = {code: picture for picture, codes in PICTURES.items() for code in codes}

# What the timeline can be narrowed to, and the pictures that belong to it.
KINDS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "steps": (_("Steps"), ("act", "decision", "call")),
    "letters": (_("Letters and questions"), ("letter", "message", "question")),
    "work": (_("Tasks and notes"), ("task", "note")),
    "people": (_("People"), ("people",)),
    "record": (_("Changes of the record"), ("record",)),
}
ICONS = {"people": "people", "record": "note"}


@dataclass(frozen=True)
class Line:
    """One line of the timeline, as the component draws it."""

    at: datetime
    who: str
    sentence: str
    kind: str


def codes_of(kind: str) -> frozenset[str] | None:
    """The acts of one kind of the filter; None for all of them."""
    if kind not in KINDS:
        return None
    pictures = KINDS[kind][1]
    named = {code for picture in pictures for code in PICTURES.get(picture, ())}
    plain = set(known_acts()) - set(PICTURE_OF) if "act" in pictures else set()
    return frozenset(named | plain)


def lines(moments: Iterable[Moment]) -> list[Line]:
    """What was done, each with its picture; an act of the node itself is the system's."""
    return [Line(moment.at, moment.who, _ended(moment.sentence), _picture(moment)) for moment in moments]


def _picture(moment: Moment) -> str:
    picture = PICTURE_OF.get(moment.code, "act" if moment.who else "system")
    return ICONS.get(picture, picture)


def _ended(sentence: str) -> str:
    # A sentence whose last part was left empty ends in its own punctuation.
    return sentence.strip().rstrip(":").strip()
