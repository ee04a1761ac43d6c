"""Domains that look like a known one and are another: in the writing, by one letter, by the ending, by a word more.

Nothing is looked up: which domains are known comes with the question. What is compared is the part of a domain that
somebody can buy, so a known agency's own subdomains are never alike, but the same.
"""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from entraide.kernel.languages import Text

# How many known domains are compared at most.
MOST_KNOWN = 5_000
LONGEST = 253
# A directory's domains are the same for every request that is looked at.
REMEMBERED = 4 * MOST_KNOWN
# Names shorter than these are near too many others.
SHORTEST_FOR_A_LETTER = 5
SHORTEST_FOR_A_WORD = 5
SHORTEST_FOR_AN_ENDING = 4


class Likeness(StrEnum):
    WRITING = "writing"
    ENDING = "ending"
    LETTER = "letter"
    WORD = "word"


HOW: dict[Likeness, Text] = {
    Likeness.WRITING: Text(
        en="other characters that look the same", fr="d’autres caractères d’apparence semblable"
    ),
    Likeness.ENDING: Text(en="another ending", fr="une autre terminaison"),
    Likeness.LETTER: Text(en="one letter off", fr="une lettre d’écart"),
    Likeness.WORD: Text(
        en="a hyphen or a word more or less", fr="un trait d’union ou un mot en plus ou en moins"
    ),
}


@dataclass(frozen=True, slots=True)
class LooksLike:
    """The known domain that another resembles, and in what."""

    known: str
    how: Likeness


# Second levels under which a state's registry sells names: «x.co.uk», «x.gov.br», «x.gc.ca».
_SECOND_LEVELS = frozenset(
    "ac admin asso co com edu fed gc go gob gouv gov govt gub gv info int jus leg mil net nom or org sch".split()
)
# Words that the names of many agencies are, or are made of: alike they say nothing.
_COMMON = frozenset(
    "admin cert court customs desk douane gendarmerie gov gouv guardia info interior interpol judicial justice "
    "justicia law mail ministry mj mps office police polices policia policja polis polisen politi politia politie "
    "politiet polizei polizia poliisi poliziadistato presidency prosecutor state web www".split()
)
# What is put before or behind a known name to make another: «valbourg-secure», «mail-valbourg», «valbourgpolice».
_ADDED = frozenset(
    "account agency alert app auth be ca case cases center centre cert ch com contact court cyber data de desk direct "
    "emergency es eu fr gouv gov group help id info int intl it justice law legal liaison login mail mx net nl office "
    "official online org police policia polizei portal prosecutor request requests secure security service services "
    "sms state support uk unit us verify web".split()
)
# Characters that are read as another: Cyrillic, Greek, Latin with strokes, digits. The common ones of Unicode's
# confusables (UTS 39); marks are taken off before. «i» and «l» are one, as a capital «I» is sent in small letters.
_LOOKS: dict[str, str] = {
    "a": "\u0430\u03b1\u0251@4",
    "b": "\u0432\u0431\u044c\u03b28",
    "c": "\u0441\u03f2\u00a2",
    "d": "\u0501\u0111\u00f0",
    "e": "\u0435\u0454\u04bd\u03b53",
    "f": "\u0192\u04fb",
    "g": "\u0261\u0581\u01e59",
    "h": "\u04bb\u043d\u0570\u0127",
    "j": "\u0458\u03f3",
    "k": "\u043a\u03ba",
    "l": "i\u0456\u04cf\u0131\u0269\u03b9\u0142\u01c0|!1",
    "m": "\u043c",
    "n": "\u0578\u03b7\u03c0\u043f",
    "o": "\u043e\u03bf\u0585\u00f8\u04e90",
    "p": "\u0440\u03c1",
    "q": "\u051b",
    "r": "\u0433\u0155",
    "s": "\u0455\u01bd5$",
    "t": "\u0442\u03c4\u01677",
    "u": "\u03c5\u057d\u0446",
    "v": "\u03bd\u0475",
    "w": "\u051d\u0461\u03c9",
    "x": "\u0445\u03c7",
    "y": "\u0443\u04af\u03b3",
    "z": "\u0290\u01b62",
}
_CONFUSABLE = str.maketrans({look: plain for plain, looks in _LOOKS.items() for look in looks})
_TOGETHER = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def plain_domain(domain: str) -> str:
    """A domain as people read it: small letters, without dots at its ends, «xn--» written out."""
    labels = unicodedata.normalize("NFC", domain.strip().strip(".").lower())[:LONGEST].split(".")
    return ".".join(_written_out(label) for label in labels)


@lru_cache(maxsize=REMEMBERED)
def sold_name(domain: str) -> str:
    """The part of a domain that somebody registers: «police.example» of «mail.police.example»."""
    labels = plain_domain(domain).split(".")
    # «x.gc.ca», «x.gov.uk»: below a state's second level somebody else may be.
    deep = len(labels) > 2 and labels[-2] in _SECOND_LEVELS and len(labels[-1]) == 2
    return ".".join(labels[-3 if deep else -2 :])


def same_domain(one: str, other: str) -> bool:
    """Whether two domains are of one holder: equal, or one below the other, or both below one name."""
    return sold_name(one) == sold_name(other)


def looks_like(domain: str, known: Collection[str]) -> LooksLike | None:
    """The known domain that this one looks like without being it; None where it is known, or like none of them."""
    whole = plain_domain(domain)
    sold = sold_name(whole)
    names = {sold_name(one): plain_domain(one) for one in list(known)[:MOST_KNOWN]}
    if sold in names:
        return None
    for test in (_in_writing, _as_a_part, _by_its_ending, _by_a_word, _by_a_letter):
        for name, full in names.items():
            how = test(whole, sold, name, full)
            if how is not None:
                return LooksLike(name, how)
    return None


def _in_writing(_whole: str, sold: str, name: str, _full: str) -> Likeness | None:
    return Likeness.WRITING if _skeleton(sold) == _skeleton(name) else None


def _as_a_part(whole: str, sold: str, name: str, full: str) -> Likeness | None:
    """«police.example.elsewhere.test», «police-example.test»: the whole known name, before another ending."""
    before = whole.removesuffix(sold)
    if f".{before}".endswith((f".{name}.", f".{full}.")) or f".{name}." in f".{before}":
        return Likeness.WORD
    joined = _name_of(sold).replace("-", "")
    return Likeness.WORD if joined == name.replace(".", "").replace("-", "") else None


def _by_its_ending(_whole: str, sold: str, name: str, _full: str) -> Likeness | None:
    mine, theirs = _name_of(sold), _name_of(name)
    if mine != theirs or len(mine) < SHORTEST_FOR_AN_ENDING:
        return None
    # Every state has its «police»; «police.com» is nobody's.
    of_a_state = len(sold.rpartition(".")[2]) == 2
    return None if mine in _COMMON and of_a_state else Likeness.ENDING


def _by_a_letter(_whole: str, sold: str, name: str, _full: str) -> Likeness | None:
    mine, theirs = _name_of(sold), _name_of(name)
    if min(len(mine), len(theirs)) < SHORTEST_FOR_A_LETTER or {mine, theirs} & _COMMON:
        return None
    look, their_look = _skeleton(mine), _skeleton(theirs)
    if look == their_look:
        return Likeness.WRITING if mine != theirs else None
    return Likeness.LETTER if _one_edit(look, their_look) else None


def _by_a_word(_whole: str, sold: str, name: str, _full: str) -> Likeness | None:
    mine, theirs = _name_of(sold), _name_of(name)
    if mine == theirs or theirs in _COMMON or len(theirs) < SHORTEST_FOR_A_WORD:
        return None
    if mine.replace("-", "") == theirs.replace("-", ""):
        return Likeness.WORD
    words, their_words = mine.split("-"), theirs.split("-")
    if set(their_words) < set(words):
        return Likeness.WORD
    run, their_run = mine.replace("-", ""), theirs.replace("-", "")
    for rest in (run.removeprefix(their_run), run.removesuffix(their_run)):
        if rest != run and rest in _ADDED:
            return Likeness.WORD
    return None


def _name_of(sold: str) -> str:
    return sold.partition(".")[0]


@lru_cache(maxsize=REMEMBERED)
def _skeleton(text: str) -> str:
    bare = "".join(
        one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one)
    )
    plain = bare.translate(_CONFUSABLE)
    for pair, one in _TOGETHER:
        plain = plain.replace(pair, one)
    return plain


def _one_edit(one: str, other: str) -> bool:
    """Whether one letter put in, left out or exchanged, or two turned round, make the one of the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    shorter, longer = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    if len(shorter) < len(longer):
        return shorter[at:] == longer[at + 1 :]
    turned = shorter[at + 1 : at + 2] + shorter[at : at + 1]
    return shorter[at + 1 :] == longer[at + 1 :] or (
        turned == longer[at : at + 2] and shorter[at + 2 :] == longer[at + 2 :]
    )


def _written_out(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return unicodedata.normalize("NFC", label[4:].encode("ascii").decode("punycode"))
    except (UnicodeError, ValueError):
        return label
