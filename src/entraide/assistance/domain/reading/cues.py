"""Urgency, measures, kind and offence, by the phrases that say so."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from entraide.assistance.domain import kinds, measures
from entraide.assistance.domain.kinds import Kind, Urgency
from entraide.assistance.domain.reading.cue_phrases import KINDS, MEASURES, OFFENCES, URGENCY
from entraide.assistance.domain.reading.phrases import Found, PhraseBook
from entraide.assistance.domain.reading.suggestion import Field, Suggestion, both
from entraide.assistance.domain.reading.words import Word
from entraide.kernel.languages import Text

_READ = 60_000
# A subject line says in a few words what the whole letter asks.
_IN_SUBJECT = 2.0
_BASE = {Urgency.EMERGENCY: 0.9, Urgency.URGENT: 0.7}
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that speaks for `value` of a field, and how loudly."""

    value: str
    weight: float


class _Book(StrEnum):
    URGENCY = "urgency"
    MEASURE = "measure"
    KIND = "kind"
    OFFENCE = "offence"


@cache
def _book(which: _Book) -> PhraseBook[Cue]:
    return PhraseBook(_entries(which))


def _entries(which: _Book) -> Iterator[tuple[str, Cue]]:
    tables: dict[_Book, list[tuple[str, float, str]]] = {
        _Book.URGENCY: [(value, _BASE[value], phrases) for value, phrases in URGENCY.items()],
        _Book.MEASURE: [(value, 1.0, phrases) for value, phrases in MEASURES.items()],
        _Book.KIND: [(value, weight, phrases) for value, (weight, phrases) in KINDS.items()],
        _Book.OFFENCE: [(value, 1.0, phrases) for value, (_, _, phrases) in OFFENCES.items()],
    }
    for value, weight, phrases in tables[which]:
        for phrase in phrases.split(";"):
            if phrase.strip():
                yield phrase.strip(), Cue(value, weight)


def cues(text: str, words: Sequence[Word], subject_end: int) -> list[Suggestion]:
    """What the letter says of its urgency, of what it asks for, of its kind and of the offence.

    Words before `subject_end` are the subject's, which count double. Only the first part of a very long
    letter is read.
    """
    read = text[:_READ]
    kept = [word for word in words if word.end <= _READ]
    return [
        *_by_presence(_Book.URGENCY, Field.URGENCY, read, kept),
        *_by_weight(_Book.MEASURE, Field.MEASURE, read, kept, subject_end),
        *_by_weight(_Book.KIND, Field.KIND, read, kept, subject_end),
        *_by_weight(_Book.OFFENCE, Field.OFFENCE, read, kept, subject_end),
    ]


def _by_presence(which: _Book, field: Field, text: str, words: Sequence[Word]) -> list[Suggestion]:
    """One suggestion a value, with the first words that say it; the gravest first."""
    first: dict[str, Found[Cue]] = {}
    for found in _book(which).find(text, words):
        first.setdefault(found.payload.value, found)
    ranked = sorted(first.values(), key=lambda found: -found.payload.weight)
    return [_suggestion(field, found, found.payload.weight, text) for found in ranked]


def _by_weight(
    which: _Book, field: Field, text: str, words: Sequence[Word], subject_end: int
) -> list[Suggestion]:
    totals: Counter[str] = Counter()
    first: dict[str, Found[Cue]] = {}
    said: set[tuple[str, str]] = set()
    for found in _book(which).find(text, words):
        value = found.payload.value
        phrase = text[found.start : found.end].casefold()
        if (value, phrase) in said:
            continue
        said.add((value, phrase))
        first.setdefault(value, found)
        totals[value] += int(100 * found.payload.weight * (_IN_SUBJECT if found.start < subject_end else 1.0))
    whole = sum(totals.values()) + 100
    return [
        _suggestion(field, first[value], min(0.95, 0.35 + 0.6 * total / whole), text)
        for value, total in totals.most_common(_SHOWN)
    ]


def _suggestion(field: Field, found: Found[Cue], confidence: float, text: str) -> Suggestion:
    words = text[found.start : found.end]
    plain = " ".join(words.split())
    return Suggestion(
        field,
        str(found.payload.value),
        both(_label(field, found.payload.value)),
        words,
        found.start,
        found.end,
        round(confidence, 2),
        Text(en=f"the letter says «{plain}»", fr=f"la lettre dit « {plain} »"),
    )


def _label(field: Field, value: str) -> Text:
    match field:
        case Field.URGENCY:
            return kinds.label(Urgency(value))
        case Field.KIND:
            return kinds.label(Kind(value))
        case Field.MEASURE:
            return measures.LABELS[measures.MeasureCode(value)]
        case _:
            english, french, _ = OFFENCES[value]
            return Text(en=english, fr=french)
