"""Whether a template can be used: every field resolves, and nothing that its kind of letter must say is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain, islice
from typing import Literal

from entraide.assistance.domain.letters.errors import MissingGlyphs
from entraide.assistance.domain.letters.facts import LetterKind, Wording
from entraide.assistance.domain.letters.forms.composing import FORMS
from entraide.assistance.domain.letters.forms.words import Part
from entraide.assistance.domain.letters.languages import LetterLanguage
from entraide.assistance.domain.letters.markup import one_line
from entraide.assistance.domain.letters.patterns import Piece, pieces
from entraide.assistance.domain.letters.templating.errors import (
    TemplateBlockNotAlone,
    TemplateBracesBroken,
    TemplateEmpty,
    TemplateFieldMissing,
    TemplateFieldUnknown,
    TemplateTooLong,
    TemplateTooManyFields,
)
from entraide.assistance.domain.letters.templating.fields import fields_of
from entraide.kernel.errors import Refusal
from entraide.paper import glyphs
from entraide.paper.typography import clean

LONGEST_SUBJECT, LONGEST_BODY, MOST_FIELDS = 200, 20_000, 150
MOST_TOLD = 20
_SHOWN = 40

_WHICH = ("the_request", "our_reference")
# Each line is a set of fields of which the letter must have one.
_OF_FORMS = (("basis",),)
# What binds the partner or us is never left out of a letter that has it.
_BINDING = (Part.CONFIDENTIALITY, Part.UNDERTAKINGS, Part.USE)
REQUIRED: Mapping[LetterKind, tuple[tuple[str, ...], ...]] = {
    LetterKind.ACKNOWLEDGEMENT: (_WHICH,),
    LetterKind.QUESTION: (_WHICH, ("questions",)),
    LetterKind.PARTIAL_REPLY: (_WHICH, ("outcome",), ("limits",)),
    LetterKind.REPLY: (_WHICH, ("outcome",), ("limits",)),
    LetterKind.REFUSAL: (_WHICH, ("grounds",)),
    LetterKind.POSTPONEMENT: (_WHICH, ("grounds",)),
    LetterKind.EXTENSION_NOTICE: (_WHICH, ("extension",)),
    LetterKind.NOTICE: (("message",),),
    LetterKind.OUTGOING_REQUEST: (*_OF_FORMS, ("facts",), ("assistance",)),
    LetterKind.LETTERS_ROGATORY: (*_OF_FORMS, ("proceeding",), ("assistance",)),
    # Art. 29(2) of the Convention on Cybercrime (ETS No. 185): the offence, the data, why, and what will follow.
    LetterKind.PRESERVATION_REQUEST: (*_OF_FORMS, ("offences",), ("data",), ("necessity",), ("follow_up",)),
    LetterKind.SUBSCRIBER_REQUEST: (*_OF_FORMS, ("assistance",)),
    LetterKind.EMERGENCY_DISCLOSURE: (*_OF_FORMS, ("danger",), ("assistance",)),
    LetterKind.PROVISIONAL_ARREST: (*_OF_FORMS, ("subjects",), ("particulars",), ("offences",)),
    LetterKind.FIREARM_TRACE: (*_OF_FORMS, ("particulars",), ("assistance",)),
    LetterKind.TRAVEL_NOTICE: (*_OF_FORMS, ("particulars",)),
    LetterKind.CHASER: (_WHICH,),
    LetterKind.TRANSMISSION: (("documents",), ("limits",)),
}

Place = Literal["subject", "body"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps a template from being used, and where it stands."""

    place: Place
    refusal: Refusal


def normal(template: Wording) -> Wording:
    """The template with plain line ends and without what cannot be seen, as it is kept."""
    lines = (line.rstrip() for line in clean(template.body).split("\n"))
    return Wording(subject=one_line(clean(template.subject)), body="\n".join(lines).strip("\n"))


def problems(kind: LetterKind, language: LetterLanguage, template: Wording) -> tuple[Problem, ...]:
    """What keeps a template from being used, in the order of its lines, at most `MOST_TOLD`; none when it can be."""
    unreadable = (*_size("subject", template.subject), *_size("body", template.body))
    if unreadable:
        return unreadable
    known = {field.name: field.is_block for field in fields_of(kind, language)}
    used: list[str] = []
    found = chain(
        _lines("subject", [template.subject], known, used),
        _lines("body", template.body.split("\n"), known, used),
        _whole(kind, used),
    )
    return tuple(islice(found, MOST_TOLD))


def _whole(kind: LetterKind, used: list[str]) -> Iterator[Problem]:
    if len(used) > MOST_FIELDS:
        yield Problem("body", TemplateTooManyFields(limit=MOST_FIELDS))
    binding = tuple((part.value,) for part in FORMS.get(kind, ()) if part in _BINDING)
    for choice in (*REQUIRED[kind], *binding):
        if not set(choice) & set(used):
            fields = " / ".join(map(_shown, choice))
            yield Problem("body", TemplateFieldMissing(fields=fields))


def _size(place: Place, text: str) -> Iterator[Problem]:
    limit = LONGEST_SUBJECT if place == "subject" else LONGEST_BODY
    if not text.strip():
        yield Problem(place, TemplateEmpty())
    elif len(text) > limit:
        yield Problem(place, TemplateTooLong(length=len(text), limit=limit))
    elif missing := glyphs.without_glyph(text):
        yield Problem(place, MissingGlyphs(characters=", ".join(map(glyphs.named, missing[:_SHOWN]))))


def _lines(place: Place, lines: list[str], known: Mapping[str, bool], used: list[str]) -> Iterator[Problem]:
    for number, line in enumerate(lines, start=1):
        try:
            read = pieces(line)
        except ValueError:
            yield Problem(place, TemplateBracesBroken(line=number))
            continue
        names = [piece.name for piece in read if piece.name is not None]
        used += names
        for name in names:
            if name not in known:
                yield Problem(
                    place, TemplateFieldUnknown(line=number, field=_shown(name), near=_near(name, known))
                )
            elif known[name] and (place == "subject" or not _stands_alone(read)):
                yield Problem(place, TemplateBlockNotAlone(line=number, field=_shown(name)))


def _stands_alone(line: tuple[Piece, ...]) -> bool:
    return len(line) == 1 and not line[0].text


def _near(name: str, known: Mapping[str, bool]) -> str:
    return ", ".join(map(_shown, get_close_matches(name[:_SHOWN], known, n=3, cutoff=0.0)))


def _shown(name: str) -> str:
    short = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"
    return f"{{{short}}}"
