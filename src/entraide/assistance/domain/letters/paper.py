"""A letter as accessible PDF: PDF/A-2a for the archive and PDF/UA-1 for every reader."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final, Literal, TypedDict

from entraide.assistance.domain.letters import markup
from entraide.assistance.domain.letters.dates import dateline
from entraide.assistance.domain.letters.errors import LetterNotRendered, LetterTooLong, MissingGlyphs
from entraide.assistance.domain.letters.languages import LetterLanguage
from entraide.paper import glyphs
from entraide.paper.errors import NotTypeset
from entraide.paper.typesetting import typeset
from entraide.paper.typography import clean, runs, spaced

LONGEST: Final = 200_000
"""The most characters a letter may have, all its parts together: some sixty pages."""

_UNTITLED: Final[dict[LetterLanguage, str]] = {"en": "Letter", "fr": "Lettre", "es": "Carta"}
_TEMPLATE: Final = Path(__file__).parent / "templates" / "letter.typ"


@dataclass(frozen=True, slots=True)
class Sender:
    """The letterhead."""

    agency: str
    unit: str = ""
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs."""

    name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """All that stands on the paper. `body` is in the markup of `letters.markup`; the rest is plain text.

    `handling` is printed on every page as it is given («TLP:AMBER», «PROTÉGÉ B»). A `draft` says so
    on every page, for the eye and for the screen reader.
    """

    language: LetterLanguage
    sender: Sender
    recipient: tuple[str, ...]
    date: date
    subject: str
    body: str
    signatory: Signatory | None = None
    place: str = ""
    our_reference: str = ""
    their_reference: str = ""
    handling: str = ""
    enclosures: tuple[str, ...] = ()
    draft: bool = True
    format: Literal["us-letter", "a4"] = "us-letter"


def render(letter: Letter) -> bytes:
    """The letter as PDF/A-2a and PDF/UA-1. The same letter gives the same bytes.

    Raises `LetterTooLong`, `MissingGlyphs` (nothing is ever left out in silence) and `LetterNotRendered`.
    """
    content = _content(letter)
    texts = _texts(content)
    length = sum(map(len, texts))
    if length > LONGEST:
        raise LetterTooLong(length=length, limit=LONGEST)
    if missing := glyphs.without_glyph("".join(texts)):
        raise MissingGlyphs(characters=", ".join(map(glyphs.named, missing)))
    return _typeset(content, letter)


def missing_glyphs(letter: Letter) -> tuple[str, ...]:
    """The characters of `letter` that cannot be printed, each once; empty when `render` prints them all."""
    return glyphs.without_glyph("".join(_texts(_content(letter))))


# A text as the template takes it: the runs between which a long word may break, see `typography.runs`.
_Runs = list[str]


class _Block(TypedDict):
    kind: Literal["heading", "paragraph", "items"]
    parts: list[_Runs]


class _Content(TypedDict):
    """What the template receives; `letter.typ` reads these keys."""

    language: LetterLanguage
    format: str
    date: list[int]
    draft: bool
    title: str
    author: str
    agency: _Runs
    unit: _Runs
    address: list[_Runs]
    recipient: list[_Runs]
    dateline: _Runs
    our_reference: _Runs
    their_reference: _Runs
    subject: _Runs
    body: list[_Block]
    signatory: list[_Runs]
    handling: _Runs
    enclosures: list[_Runs]


def _content(letter: Letter) -> _Content:
    def line(text: str) -> str:
        return spaced(markup.one_line(clean(text)), letter.language)

    def run(text: str) -> _Runs:
        return runs(line(text)) if text.strip() else []

    def lines(texts: tuple[str, ...]) -> list[_Runs]:
        return [run(text) for text in texts if text.strip()]

    def block(of: markup.Block) -> _Block:
        match of:
            case markup.Heading(text):
                return {"kind": "heading", "parts": [run(text)]}
            case markup.Paragraph(texts):
                return {"kind": "paragraph", "parts": lines(texts)}
            case markup.Items(texts):
                return {"kind": "items", "parts": lines(texts)}

    sender, signatory = letter.sender, letter.signatory
    return {
        "language": letter.language,
        "format": letter.format,
        "date": [letter.date.year, letter.date.month, letter.date.day],
        "draft": letter.draft,
        # PDF/UA wants a title even of a letter that has no subject yet.
        "title": line(letter.subject) or _UNTITLED[letter.language],
        "author": line(sender.agency),
        "agency": run(sender.agency),
        "unit": run(sender.unit),
        "address": lines((*sender.address, sender.phone, sender.email)),
        "recipient": lines(letter.recipient),
        "dateline": run(dateline(letter.place.strip(), letter.date, letter.language)),
        "our_reference": run(letter.our_reference),
        "their_reference": run(letter.their_reference),
        "subject": run(letter.subject),
        "body": [block(each) for each in markup.parse(clean(letter.body))],
        "signatory": lines((signatory.name, signatory.title)) if signatory else [],
        "handling": run(letter.handling),
        "enclosures": lines(letter.enclosures),
    }


def _texts(content: object) -> list[str]:
    """Every string in `content`, however deep."""
    match content:
        case str():
            return [content]
        case dict():
            return [text for value in content.values() for text in _texts(value)]
        case list():
            return [text for value in content for text in _texts(value)]
    return []


def _typeset(content: _Content, letter: Letter) -> bytes:
    try:
        return typeset(_TEMPLATE, content, at=datetime.combine(letter.date, time(12), tzinfo=UTC))
    except NotTypeset as refused:
        raise LetterNotRendered(**refused.facts) from refused
