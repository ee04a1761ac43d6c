"""Substances of a schedule recognised in a text: by name, by synonym, or by the generic words that reach further.

A hit says which item of which schedule and why, and where the words stand. That a substance is or is not controlled is
for a chemist and a jurist: `certain` is False wherever words alone cannot tell.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from entraide.instruments.domain.substances.schedules import ScheduleItem, Schedules
from entraide.instruments.domain.substances.wording import GENERIC_LABELS, GENERIC_WORDS, Generic
from entraide.kernel.languages import Text


class By(StrEnum):
    """What a substance was recognised by."""

    NAME = "name"
    SYNONYM = "synonym"
    GENERIC = "generic"


BY_LABELS: dict[By, Text] = {
    By.NAME: Text(en="name", fr="nom"),
    By.SYNONYM: Text(en="synonym", fr="synonyme"),
    By.GENERIC: Text(en="generic wording", fr="mot générique"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One place in a text. `covered` tells, of a generic hit, whether the item's own words reach that far."""

    item: ScheduleItem
    words: str
    start: int
    end: int
    by: By
    generic: Generic | None
    covered: bool
    certain: bool
    because: Text


@dataclass(frozen=True, slots=True)
class _Token:
    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Key:
    """One way to write an item. `capitals` when only capitals count: «DET» is a substance, «det» is not.

    `certain` is False for what is so short that it may stand for something else: «TCP» is also a protocol.
    """

    tokens: tuple[str, ...]
    item: ScheduleItem
    by: By
    capitals: bool = False
    certain: bool = True


# A name in words has few of them; a chemical one is all numbers and pieces. A description is neither.
_LONGEST_NAME, _LONGEST_CHEMICAL = 6, 24
_DESCRIPTION = re.compile(r"(?:any|tout|toute)\b", re.IGNORECASE)
_SHORT, _ROOT, _LONGEST_WORD = 3, 6, 80
_WORD = re.compile(r"[^\W_]+")
_DESIGNATION = re.compile(r"[A-Z]{1,3}[\s\-–]\d{1,6}")
_GAP = re.compile(r"[\s\-\u2010-\u2015\u2212,.'’′()\[\]]{0,4}")
_GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ω": "omega"}
# The names of salts go after the substance in English and before it in French.
_SALT = (
    r"hydrochlorides?|hcl|hydrobromides?|sulphates?|sulfates?|citrates?|phosphates?|tartrates?|maleates?|fumarates?"
    r"|succinates?|oxalates?"
)
_SEL = (
    r"chlorhydrates?|bromhydrates?|sulfates?|citrates?|phosphates?|tartrates?|maléates?|fumarates?|succinates?"
    r"|oxalates?"
)
_BEFORE = {
    generic: re.compile(
        rf"\b(?:{words}{'|' + _SEL if generic is Generic.SALTS else ''})\s+(?:of|de|du|des|d[’'])\s*"
        r"(?:the\s+|la\s+|le\s+|les\s+|l[’'])?$",
        re.IGNORECASE,
    )
    for generic, words in GENERIC_WORDS.items()
}
_AFTER = {
    generic: re.compile(
        rf"[\s\-]{{1,2}}(?:{words}{'|' + _SALT if generic is Generic.SALTS else ''})\b", re.IGNORECASE
    )
    for generic, words in GENERIC_WORDS.items()
}
_REACH = 40


def recognise(text: str, schedules: Schedules) -> tuple[Hit, ...]:
    """Every place where a text speaks of a substance of the schedules, in the order of the text."""
    index = _index(schedules)
    tokens = [_Token(_folded(found.group()), found.start(), found.end()) for found in _WORD.finditer(text)]
    hits: list[Hit] = []
    at = 0
    while at < len(tokens):
        keys = _longest(text, tokens, at, index.by_first)
        if keys:
            last = tokens[at + len(keys[0].tokens) - 1]
            hits += (_hit(text, key, tokens[at].start, last.end) for key in keys)
            at += len(keys[0].tokens)
        else:
            hits += _formed(text, tokens[at], index.roots)
            at += 1
    return tuple(hits)


@dataclass(frozen=True, slots=True)
class _Index:
    by_first: dict[str, tuple[_Key, ...]]
    roots: dict[str, ScheduleItem]


@lru_cache(maxsize=4)
def _index(schedules: Schedules) -> _Index:
    by_first: defaultdict[str, list[_Key]] = defaultdict(list)
    roots: dict[str, ScheduleItem] = {}
    for item in schedules.items:
        for key in dict.fromkeys(_keys(item)):
            by_first[key.tokens[0]].append(key)
            if len(key.tokens) == 1 and len(key.tokens[0]) >= _ROOT and _widens(item):
                roots.setdefault(key.tokens[0], item)
    ordered = {
        first: tuple(sorted(keys, key=lambda key: -len(key.tokens))) for first, keys in by_first.items()
    }
    return _Index(ordered, roots)


def _widens(item: ScheduleItem) -> bool:
    return not item.excluded and not item.widened.isdisjoint({Generic.ANALOGUES, Generic.DERIVATIVES})


def _keys(item: ScheduleItem) -> Iterator[_Key]:
    for wording in (item.en, item.fr):
        if wording is None:
            continue
        for by, written in ((By.NAME, wording.name), *((By.SYNONYM, one) for one in wording.synonyms)):
            tokens = tuple(_folded(word) for word in _WORD.findall(written))
            chemical = any(token.isdigit() for token in tokens)
            longest = _LONGEST_CHEMICAL if chemical else _LONGEST_NAME
            if not 0 < len(tokens) <= longest or _DESCRIPTION.match(written):
                continue
            if _DESIGNATION.fullmatch(written):
                joined = "".join(tokens)
                for form in (tokens, (joined,)):
                    # «U-47700» is written «U47700» as often as not.
                    yield _Key(form, item, by, capitals=True, certain=len(joined) > _SHORT)
            elif any(len(token) > 1 and not token.isdigit() for token in tokens):
                short = len(tokens) == 1 and len(tokens[0]) <= _SHORT
                yield _Key(tokens, item, by, capitals=short and written.isupper(), certain=not short)


def _longest(
    text: str, tokens: list[_Token], at: int, by_first: dict[str, tuple[_Key, ...]]
) -> tuple[_Key, ...]:
    """The keys of the longest match that begins at a token: one for each item that is so called."""
    matched: list[_Key] = []
    for key in by_first.get(tokens[at].folded, ()):
        if matched and len(key.tokens) < len(matched[0].tokens):
            break
        if _stands(text, tokens, at, key):
            matched.append(key)
    # An item that stands within another of the same name says more than the one around it.
    around = {(key.item.schedule, key.item.part, key.item.within) for key in matched}
    kept = [key for key in matched if key.item.key not in around]
    return tuple({key.item.key: key for key in reversed(kept)}.values())[::-1]


def _stands(text: str, tokens: list[_Token], at: int, key: _Key) -> bool:
    if at + len(key.tokens) > len(tokens):
        return False
    here = tokens[at : at + len(key.tokens)]
    if any(token.folded != asked for token, asked in zip(here, key.tokens, strict=True)):
        return False
    if key.capitals and not text[here[0].start : here[-1].end].isupper():
        return False
    return all(_GAP.fullmatch(text, left.end, right.start) for left, right in pairwise(here))


def _hit(text: str, key: _Key, start: int, end: int) -> Hit:
    left = text[max(0, start - _REACH) : start]
    for generic, before in _BEFORE.items():
        found = before.search(left)
        if found is not None:
            return _generic(text, key.item, generic, start - len(left) + found.start(), end)
    for generic, after in _AFTER.items():
        found = after.match(text, end)
        if found is not None:
            return _generic(text, key.item, generic, start, found.end())
    because = {By.NAME: _BY_NAME, By.SYNONYM: _BY_SYNONYM}[key.by]
    if key.item.excluded:
        because = _EXCLUDED
    return Hit(
        key.item,
        text[start:end],
        start,
        end,
        key.by,
        None,
        covered=not key.item.excluded,
        certain=key.certain,
        because=because,
    )


def _generic(text: str, item: ScheduleItem, generic: Generic, start: int, end: int) -> Hit:
    covered = generic in item.widened and not item.excluded
    label = GENERIC_LABELS[generic]
    because = _COVERED if covered else _NOT_COVERED
    return Hit(
        item,
        text[start:end],
        start,
        end,
        By.GENERIC,
        generic,
        covered,
        # Salts are the same substance; what an analogue or a derivative is, is a question for a chemist.
        certain=covered and generic is Generic.SALTS,
        because=Text(en=because.en.format(generic=label.en), fr=because.fr.format(generic=label.fr)),
    )


def _formed(text: str, token: _Token, roots: dict[str, ScheduleItem]) -> Iterator[Hit]:
    """A word built on the name of a substance whose analogues or derivatives are covered: «…fentanyl»."""
    if len(token.folded) > _LONGEST_WORD:
        return
    for begin in range(2, len(token.folded) - _ROOT + 1):
        item = roots.get(token.folded[begin:])
        if item is not None:
            generic = Generic.ANALOGUES if Generic.ANALOGUES in item.widened else Generic.DERIVATIVES
            yield Hit(
                item,
                text[token.start : token.end],
                token.start,
                token.end,
                By.GENERIC,
                generic,
                covered=True,
                certain=False,
                because=_FORMED,
            )
            return


_BY_NAME = Text(en="named in the schedule", fr="nommée dans l’annexe")
_BY_SYNONYM = Text(en="a synonym given in the schedule", fr="un synonyme donné dans l’annexe")
_EXCLUDED = Text(
    en="named in the schedule as not included", fr="nommée dans l’annexe comme n’étant pas comprise"
)
_COVERED = Text(en="the item extends to its {generic}", fr="l’article s’étend à ce mot générique : {generic}")
_NOT_COVERED = Text(
    en="the substance is in the schedule, but the item does not speak of {generic}",
    fr="la substance est dans l’annexe, mais l’article ne parle pas de : {generic}",
)
_FORMED = Text(
    en="not named in the schedule; the word is built on a name whose analogues or derivatives are covered: "
    "a chemist must tell",
    fr="non nommée dans l’annexe ; le mot est formé sur un nom dont les analogues ou les dérivés sont compris : "
    "un chimiste doit le dire",
)


@lru_cache(maxsize=65_536)
def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    bare = _GREEK.get(bare, bare)
    # «Fentanyls» and «fentanyl» are one; endings such as «is» and «us» are no plurals.
    if len(bare) > 4 and bare.endswith("s") and bare[-2] not in "sui":
        bare = bare[:-1]
    return bare
