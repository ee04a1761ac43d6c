"""What one item of a schedule says: a name, its synonyms, and the generic words that widen it.

«Fentanyls, their salts, derivatives, and analogues» is a name with three widening words; «Diacetylmorphine (heroin)» a
name with a synonym. A parenthesis after a space holds a synonym; one without is part of a chemical name.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from entraide.kernel.languages import Text


class Generic(StrEnum):
    """The words by which a schedule reaches beyond the substances it names."""

    SALTS = "salts"
    DERIVATIVES = "derivatives"
    ANALOGUES = "analogues"
    ISOMERS = "isomers"
    INTERMEDIATES = "intermediates"
    PREPARATIONS = "preparations"
    ALKALOIDS = "alkaloids"


GENERIC_LABELS: dict[Generic, Text] = {
    Generic.SALTS: Text(en="salts", fr="sels"),
    Generic.DERIVATIVES: Text(en="derivatives", fr="dérivés"),
    Generic.ANALOGUES: Text(en="analogues", fr="analogues"),
    Generic.ISOMERS: Text(en="isomers", fr="isomères"),
    Generic.INTERMEDIATES: Text(en="intermediates", fr="intermédiaires"),
    Generic.PREPARATIONS: Text(en="preparations", fr="préparations"),
    Generic.ALKALOIDS: Text(en="alkaloids", fr="alcaloïdes"),
}

# Both languages in one word each: a text may be read in either, or be a mixture.
GENERIC_WORDS: dict[Generic, str] = {
    Generic.SALTS: r"salts?|sels?",
    Generic.DERIVATIVES: r"derivatives?|dérivés?|derives?",
    Generic.ANALOGUES: r"analogues?|analogs?",
    Generic.ISOMERS: r"isomers?|isom[èe]res?",
    Generic.INTERMEDIATES: r"intermediates?|intermédiaires?|intermediaires?",
    Generic.PREPARATIONS: r"preparations?|préparations?",
    Generic.ALKALOIDS: r"alkaloids?|alcalo[ïi]des?",
}

_TAIL = re.compile(
    r",?\s+(?:(?:and|et|,)\s+)?(?:its|their|any\s+(?:of\s+(?:its|their)\s+)?salts?|ses|son|leurs?|sa|tout\s+sel|tous)\b"
    r"|,?\s+ainsi\s+que\b|,\s+(?:namely|à\s+savoir|soit)\b|\s+and\s+the\s+salts\b"
    r"|,?\s+(?:including|notamment|y\s+compris)\b",
    re.IGNORECASE,
)
_EXCEPTED = re.compile(
    r"(?:with\s+the\s+exception\s+of|but\s+not(?:\s+including)?|except(?:\s+for)?|à\s+l[’']exclusion\s+d(?:e|u|es)"
    r"|à\s+l[’']exception\s+d(?:e|u|es)|sauf|mais\s+non(?:\s+compris)?)\s+(?P<what>[^—;:]{2,400})",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|les?|la)\s+", re.IGNORECASE)
_NOT_INCLUDING = re.compile(
    r"\s*(?:but\s+not\s+including|mais\s+non\s+compris|à\s+l[’']exclusion|à\s+l[’']exception|sauf)\b",
    re.IGNORECASE,
)
_WIDENING = {
    generic: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for generic, words in GENERIC_WORDS.items()
}


@dataclass(frozen=True, slots=True)
class Wording:
    """One item in one language."""

    text: str
    name: str
    synonyms: tuple[str, ...]
    generic: frozenset[Generic]
    excepted: tuple[str, ...]


def read_wording(text: str) -> Wording:
    """Take an item's text apart. The text itself is kept whole."""
    flat = " ".join(text.replace("( ", "(").replace(" )", ")").split())
    head, synonyms, rest = _head(flat)
    cut = _TAIL.search(head)
    if cut is not None:
        head, rest = head[: cut.start()], head[cut.start() :] + rest
    excepted = tuple(found["what"].strip(" ,.") for found in _EXCEPTED.finditer(rest))
    widening = _EXCEPTED.sub("", rest)
    return Wording(
        text=flat,
        name=_ARTICLE.sub("", head.strip(" ,;:—-")),
        synonyms=synonyms,
        generic=frozenset(generic for generic, pattern in _WIDENING.items() if pattern.search(widening)),
        excepted=excepted,
    )


def opens_exceptions(text: str) -> bool:
    """Whether an item without a number begins the list of what its parent does not include."""
    return _NOT_INCLUDING.match(text) is not None


def _head(text: str) -> tuple[str, tuple[str, ...], str]:
    """The words before the first synonym, the synonyms that stand together, and all that follows them."""
    synonyms: list[str] = []
    head_end: int | None = None
    at = 0
    while at < len(text):
        opens = text[at] in "([" and (at == 0 or text[at - 1] == " ")
        if opens and at > 0:
            end = _closing(text, at)
            # A group glued to what follows («(2-x)-propane») is a piece of a chemical name.
            if end == len(text) or text[end] in " ,;:.—":
                head_end = at if head_end is None else head_end
                synonyms.append(text[at + 1 : end - 1].strip())
                at = end
                while at < len(text) and text[at] == " ":
                    at += 1
                if at < len(text) and text[at] in "([":
                    continue
                return text[:head_end], tuple(one for one in synonyms if one), " " + text[at:]
            at = end
            continue
        tail = _TAIL.match(text, at) if text[at] in " ," else None
        if tail is not None:
            return text[:at], (), text[at:]
        at += 1
    if head_end is not None:
        return text[:head_end], tuple(one for one in synonyms if one), ""
    return text, (), ""


def _closing(text: str, at: int) -> int:
    depth = 0
    for end in range(at, len(text)):
        depth += (text[end] in "([") - (text[end] in ")]")
        if depth == 0:
            return end + 1
    return len(text)
