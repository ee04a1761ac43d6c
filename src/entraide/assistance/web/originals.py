"""The text of something that arrived, with the words of each suggestion marked in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from entraide.assistance.services.suggesting import READ_FIELDS

if TYPE_CHECKING:
    from entraide.assistance.models import Arrival, Suggestion

# More than anybody reads on a page; the original can always be downloaded.
SHOWN = 120_000


@dataclass(frozen=True)
class Piece:
    """Some words of a text; `of` is the suggestion that came from them."""

    text: str
    of: UUID | None = None
    title: dict[str, str] | None = None


@dataclass(frozen=True)
class Reading:
    """A text in pieces, and whether there is more of it than is shown."""

    pieces: list[Piece]
    cut: bool


def reading_of(arrival: Arrival, suggestions: Iterable[Suggestion] = ()) -> Reading:
    """The text of an arrival with the words of the suggestions marked; where two overlap, the first is marked."""
    text = arrival.text[:SHOWN]
    pieces: list[Piece] = []
    at = 0
    for suggestion in sorted(suggestions, key=lambda one: (one.start, -one.end)):
        if not at <= suggestion.start < suggestion.end <= len(text):
            continue
        if suggestion.start > at:
            pieces.append(Piece(text[at : suggestion.start]))
        words = text[suggestion.start : suggestion.end]
        pieces.append(Piece(words, suggestion.uuid, READ_FIELDS.get(suggestion.field)))
        at = suggestion.end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return Reading(pieces, len(arrival.text) > SHOWN)
