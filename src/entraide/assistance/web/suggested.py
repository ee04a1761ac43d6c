"""Suggestions as a page offers them: in the reader's words, how likely, and which are ticked to begin with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from entraide.assistance.services.suggesting import READ_FIELDS
from entraide.assistance.web.labels import code_words, words
from entraide.directory.queries import states
from entraide.kernel.languages import Text
from entraide.ui.moments import day_words, moment_words

if TYPE_CHECKING:
    from entraide.assistance.models import Suggestion

LIKELY = 0.5
TICKED = 0.7
# Fields that hold one value: of several suggestions for one, only the first is ticked.
SINGLE = frozenset(
    {
        "sending_state",
        "agency",
        "language",
        "date",
        "deadline",
        "email",
        "phone",
        "urgency",
        "kind",
        "subject",
    }
)
CODED = {"language": "language", "urgency": "urgency", "kind": "kind", "measure": "measure"}


@dataclass(frozen=True)
class Offered:
    """One suggestion: what it is of, what it says, why, and whether its box is ticked when the page opens."""

    suggestion: Suggestion
    field: str
    value: str
    because: str
    ticked: bool
    likely: bool


def offered(suggestions: Iterable[Suggestion]) -> list[Offered]:
    """The suggestions of one letter, in the order in which they were read; settled ones are never ticked."""
    found, filled = [], set[str]()
    language = get_language() or "en"
    held = list(suggestions)
    codes = {one.value.upper() for one in held if one.field == "sending_state"}
    names = {state.code: state.name(language) for state in states().filter(pk__in=codes)}
    filled |= {one.field for one in held if one.accepted}
    for one in held:
        free = one.field not in SINGLE or one.field not in filled
        ticked = one.settled_at is None and one.confidence >= TICKED and free
        if ticked:
            filled.add(one.field)
        found.append(
            Offered(
                suggestion=one,
                field=_field_words(one.field),
                value=_value_words(one, names),
                because=words(Text(en=one.because_en, fr=one.because_fr)),
                ticked=ticked,
                likely=one.confidence >= LIKELY or one.settled_at is not None,
            )
        )
    return found


def _field_words(field: str) -> str:
    pair = READ_FIELDS.get(field)
    said = words(Text(**pair)) if pair else field
    return said[:1].upper() + said[1:]


def _value_words(suggestion: Suggestion, names: dict[str, str]) -> str:
    if suggestion.field == "sending_state":
        return names.get(suggestion.value.upper(), suggestion.label)
    if suggestion.field in CODED:
        return code_words(CODED[suggestion.field], suggestion.value)
    if suggestion.field in {"date", "deadline"}:
        return _moment_words(suggestion.value) or suggestion.label
    return suggestion.label


def _moment_words(value: str) -> str:
    try:
        if len(value) <= len("2026-01-31"):
            return day_words(date.fromisoformat(value))
        return moment_words(datetime.fromisoformat(value))
    except ValueError:
        return ""
