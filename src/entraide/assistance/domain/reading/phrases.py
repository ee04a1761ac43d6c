"""Finds thousands of phrases in one pass: the longest one wins at each place, and no word counts twice."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from entraide.assistance.domain.reading.words import Word, words_of

Payload = TypeVar("Payload")

# Scripts without spaces between words, or whose words carry their articles: there a phrase is searched as it
# stands.
_UNSPACED = re.compile(
    "[\u0530-\u05ff\u0600-\u06ff\u0e00-\u0e7f\u10a0-\u10ff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_KEY = 4
_GAP = 6
_AS_IT_STANDS = 50


@dataclass(frozen=True, slots=True)
class Found(Generic[Payload]):
    """A phrase found: what it stands for and where.

    `first` and `last` are numbers of words, -1 for unspaced scripts.
    """

    payload: Payload
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Part:
    folded: str
    open_ended: bool
    cased: str

    def fits(self, word: Word) -> bool:
        if self.cased:
            return word.text == self.cased
        if self.open_ended:
            return word.folded.startswith(self.folded)
        return word.folded == self.folded


class PhraseBook(Generic[Payload]):
    """Phrases and what each stands for. See the gazetteer for the notation."""

    def __init__(self, phrases: Iterable[tuple[str, Payload]]) -> None:
        spaced: defaultdict[str, list[tuple[tuple[_Part, ...], Payload]]] = defaultdict(list)
        self._unspaced: list[tuple[str, Payload]] = []
        for phrase, payload in phrases:
            if _UNSPACED.search(phrase):
                self._unspaced.append((phrase.strip(), payload))
                continue
            parts = _parts(phrase)
            if parts:
                spaced[parts[0].folded[:_KEY]].append((parts, payload))
        self._unspaced.sort(key=lambda entry: -len(entry[0]))
        self._spaced = {
            key: sorted(entries, key=lambda entry: -len(entry[0])) for key, entries in spaced.items()
        }

    def find(self, text: str, words: Sequence[Word]) -> list[Found[Payload]]:
        """Every phrase in `text`, whose words are `words`, in order."""
        found: list[Found[Payload]] = []
        at = 0
        while at < len(words):
            entry = self._longest(words, at)
            if entry is None:
                at += 1
                continue
            length, payload = entry
            last = at + length - 1
            found.append(Found(payload, words[at].start, words[last].end, at, last))
            at += length
        found.extend(self._as_it_stands(text))
        return sorted(found, key=lambda one: one.start)

    def _longest(self, words: Sequence[Word], at: int) -> tuple[int, Payload] | None:
        for parts, payload in self._spaced.get(words[at].folded[:_KEY], ()):
            if at + len(parts) <= len(words) and all(
                part.fits(words[at + step]) and (step == 0 or _close(words[at + step - 1], words[at + step]))
                for step, part in enumerate(parts)
            ):
                return len(parts), payload
        return None

    def _as_it_stands(self, text: str) -> list[Found[Payload]]:
        if not self._unspaced or _UNSPACED.search(text) is None:
            return []
        found: list[Found[Payload]] = []
        taken: set[int] = set()
        for phrase, payload in self._unspaced:
            at, times = text.find(phrase), 0
            while at >= 0 and times < _AS_IT_STANDS:
                if at not in taken and at + len(phrase) - 1 not in taken:
                    taken.update(range(at, at + len(phrase)))
                    found.append(Found(payload, at, at + len(phrase), -1, -1))
                times += 1
                at = text.find(phrase, at + len(phrase))
        return found


def _close(before: Word, after: Word) -> bool:
    return after.start - before.end <= _GAP


def _parts(phrase: str) -> tuple[_Part, ...]:
    """«федеральн* служб*» as parts.

    A phrase all in capitals keeps its case, and so does a lone short one like «Roma».
    """
    letters = [letter for letter in phrase if letter.isalpha()]
    shouted = bool(letters) and all(letter.isupper() for letter in letters) and "*" not in phrase
    parts: list[_Part] = []
    for piece in phrase.split():
        open_ended = piece.endswith("*")
        inner = words_of(piece)
        for number, word in enumerate(inner):
            last = number == len(inner) - 1
            parts.append(_Part(word.folded, open_ended and last, word.text if shouted else ""))
    return tuple(parts)
