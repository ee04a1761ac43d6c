"""Offences found by the words somebody types, in either language, accents and word forms forgiven."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from math import log

import snowballstemmer

from entraide.directory.domain.names import fold
from entraide.instruments.domain.offences.classification import Offence, offences
from entraide.kernel.languages import Text

MAX_WORDS = 12
_LONGEST = 300
_WORD = re.compile(r"[^\W_]{1,64}")
_CODE = re.compile(r"\d{2,6}")
_ALGORITHM = {"en": "english", "fr": "french"}
# «Acts», «other», «unlawful» and their like stand in half of the titles and tell nothing apart.
_STOP = frozenset(
    "a an and are as at by for from in into not of on or other that the to with "
    "act acts unlawful illegal offence offences "
    "au aux avec ce d dans de des du en et l la le les leur leurs ne non ou par pas pour qu que qui sans ses son sur "
    "un une acte actes autre autres illicite illicites infraction infractions".split()
)
_TITLE, _KEYWORD = 3.0, 2.5
_OTHER_LANGUAGE = 0.3
# A category that is only «other …» is the last resort of its group.
_OTHER = 0.6


@dataclass(frozen=True, slots=True)
class Found:
    """One category with the reason why it is offered. Scores order one answer and compare with nothing else."""

    offence: Offence
    score: float
    words: tuple[str, ...]
    because: Text


@dataclass(frozen=True, slots=True)
class _Entry:
    title: frozenset[str]
    keywords: tuple[frozenset[str], ...]


def find(words: str, language: str = "en", *, limit: int = 20) -> tuple[Found, ...]:
    """The categories whose title or keywords hold the words, best first. A code finds itself and what is under it."""
    text = words[:_LONGEST].strip()
    if _CODE.fullmatch(text):
        return tuple(
            Found(one, 1.0 / len(code), (text,), _BY_CODE)
            for code, one in offences().items()
            if code.startswith(text)
        )[:limit]
    first: str = "fr" if language.startswith("fr") else "en"
    asked = {tongue: _asked(text, tongue) for tongue in ("en", "fr")}
    found: list[Found] = []
    for code, one in offences().items():
        best: tuple[float, frozenset[str], bool] = (0.0, frozenset(), False)
        for tongue, stems in asked.items():
            score, hit = _score(tongue, code, frozenset(stems))
            weighed = score * (1.0 if tongue == first else _OTHER_LANGUAGE)
            if weighed > best[0]:
                best = (weighed, frozenset(stems[stem] for stem in hit), tongue == first)
        score, hits, _ = best
        if score > 0:
            order = tuple(word for word in dict.fromkeys(asked["en"].values()) if word in hits)
            found.append(Found(one, round(score, 4), order, _because(order)))
    return tuple(sorted(found, key=lambda one: (-one.score, len(one.offence.code), one.offence.code)))[:limit]


_BY_CODE = Text(en="the code itself", fr="le code lui-même")


def _because(words: tuple[str, ...]) -> Text:
    listed = ", ".join(words)
    return Text(en=f"it speaks of: {listed}", fr=f"il y est question de : {listed}")


def _score(tongue: str, code: str, asked: frozenset[str]) -> tuple[float, frozenset[str]]:
    entry = _index(tongue)[0][code]
    rarity = _index(tongue)[1]
    in_title = asked & entry.title
    in_keywords = asked & frozenset().union(*entry.keywords)
    hit = in_title | in_keywords
    if not hit:
        return 0.0, frozenset()
    score = sum(
        rarity.get(stem, 0.0) * max(_TITLE * (stem in in_title), _KEYWORD * (stem in in_keywords))
        for stem in hit
    )
    # The nearer the whole question is to the whole title, or to one whole keyword, the better.
    wholes = (entry.title, *entry.keywords)
    nearness = max(len(asked & whole) / len(asked | whole) for whole in wholes if whole)
    covered = len(hit) / len(asked)
    other = _OTHER if offences()[code].title.en.startswith("Other ") else 1.0
    return score * covered * (0.5 + nearness) * other, hit


@cache
def _index(tongue: str) -> tuple[dict[str, _Entry], dict[str, float]]:
    entries = {
        code: _Entry(
            title=_stems(one.title.in_language(tongue), tongue),
            keywords=tuple(_stems(keyword, tongue) for keyword in one.keywords(tongue)),
        )
        for code, one in offences().items()
    }
    held = Counter(
        stem for entry in entries.values() for stem in entry.title | frozenset().union(*entry.keywords)
    )
    return entries, {stem: log(1 + len(entries) / times) for stem, times in held.items()}


def _asked(text: str, tongue: str) -> dict[str, str]:
    """The stems of a question, each with the word it came from."""
    stemmer = snowballstemmer.stemmer(_ALGORITHM[tongue])
    words = [word for word in _WORD.findall(fold(text)) if word not in _STOP]
    return {stemmer.stemWord(word): word for word in words[:MAX_WORDS]}


def _stems(text: str, tongue: str) -> frozenset[str]:
    stemmer = snowballstemmer.stemmer(_ALGORITHM[tongue])
    return frozenset(stemmer.stemWord(word) for word in _WORD.findall(fold(text)) if word not in _STOP)
