"""What the block of a request and its subjects say, put as letters tell it: labelled, with dates in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from entraide.assistance.domain.blocks import BLOCKS, SUBJECT_FIELDS, Field, SubjectSort
from entraide.assistance.domain.kinds import Kind
from entraide.assistance.domain.letters.facts import Particular, SubjectFacts
from entraide.assistance.domain.letters.languages import LetterLanguage
from entraide.assistance.domain.letters.terms import choice_of, label_of, term
from entraide.paper.dates import in_words

if TYPE_CHECKING:
    from entraide.assistance.models import AssistanceRequest, Subject

# Fields of blocks that a section of its own tells; all the others are told with their label.
TOLD_ELSEWHERE = frozenset(
    {
        "confidentiality", "custodian", "data", "expires", "formal_request_by", "mla_will_follow", "necessity",
        "no_other_means", "paper_by", "proceeding", "proportionality", "purpose", "urgent_because",
    }
)  # fmt: skip
DANGER = ("danger", "to_whom", "imminence")


@dataclass(frozen=True)
class BlockFacts:
    """A block of fields, sorted by the sections of letters that tell them."""

    particulars: tuple[Particular, ...]
    danger: tuple[Particular, ...]
    necessity: tuple[str, ...]
    purpose: str
    proceeding: str
    confidentiality: str
    urgent_because: str
    data: str
    custodian: str
    expires: date | None
    paper_by: date | None
    mla_will_follow: bool


def block_facts(request: AssistanceRequest, language: LetterLanguage) -> BlockFacts:
    """What the block of a request says, in the letter's language where it is not free text."""
    block: Mapping[str, object] = request.block
    fields = BLOCKS[Kind(request.kind)] if request.kind else ()

    def said(name: str) -> str:
        return str(block.get(name) or "").strip()

    return BlockFacts(
        particulars=_labelled(
            (f for f in fields if f.name not in {*TOLD_ELSEWHERE, *DANGER}), block, language
        ),
        # What threatens needs no label: it stands under a heading that says so.
        danger=tuple(Particular(text) for text in (said("danger"),) if text)
        + _labelled((f for f in fields if f.name in DANGER and f.name != "danger"), block, language),
        necessity=tuple(filter(None, map(said, ("necessity", "no_other_means", "proportionality")))),
        purpose=said("purpose"),
        proceeding=said("proceeding"),
        confidentiality=said("confidentiality"),
        urgent_because=said("urgent_because"),
        data=said("data"),
        custodian=said("custodian"),
        expires=_day(said("expires")),
        paper_by=_day(said("paper_by") or said("formal_request_by")),
        mla_will_follow=block.get("mla_will_follow") is True,
    )


def subject_facts(subject: Subject, language: LetterLanguage) -> SubjectFacts:
    """A subject by name and sort, with what is known of it."""
    sort = SubjectSort(subject.sort)
    return SubjectFacts(
        name=subject.name,
        sort=term(sort, language),
        particulars=_labelled(SUBJECT_FIELDS[sort], subject.particulars, language),
        is_witness=subject.particulars.get("role") == "witness",
    )


def _labelled(
    fields: Iterable[Field], values: Mapping[str, object], language: LetterLanguage
) -> tuple[Particular, ...]:
    known = ((field, values.get(field.name)) for field in fields)
    return tuple(
        Particular(label_of(field, language), _text(field, value, language))
        for field, value in known
        if value not in (None, False) and str(value).strip()
    )


def _text(field: Field, value: object, language: LetterLanguage) -> str:
    if value is True:
        return ""
    written = str(value).strip()
    if field.shape == "choice":
        return choice_of(field, written, language).lower()
    if field.shape == "moment":
        return _moment(written, language)
    day = _day(written)
    return in_words(day, language) if day else written


def _moment(written: str, language: LetterLanguage) -> str:
    """«March 1, 2026, 14:05 UTC»: with its offset, without which a connection is nobody's."""
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return written
    zone = f" {at:%Z}" if at.tzinfo else ""
    return f"{in_words(at.date(), language)}, {at:%H:%M:%S}{zone}"


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if len(written) == len("2026-03-01") else None
    except ValueError:
        return None
