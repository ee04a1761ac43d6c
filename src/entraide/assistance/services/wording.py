"""Which words a letter is drafted in: the bureau's own template where one is in force and can be used, or the standard
letter; and how a template would look, tried on an invented case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max, QuerySet

from entraide.assistance.domain.letters import paper
from entraide.assistance.domain.letters.facts import LetterFacts, LetterKind, Wording
from entraide.assistance.domain.letters.languages import LETTER_LANGUAGES, LetterLanguage, letter_language
from entraide.assistance.domain.letters.templating.checking import Problem, normal, problems
from entraide.assistance.domain.letters.templating.fields import Field, fields_of
from entraide.assistance.domain.letters.templating.sample import (
    OUR_REFERENCE,
    RECIPIENT,
    THEIR_REFERENCE,
    sample_facts,
)
from entraide.assistance.domain.letters.wording import draft, languages_of, standard, values_for
from entraide.assistance.models import Letter, LetterTemplate
from entraide.kernel.errors import NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from entraide.accounts.models import Person


# A history shows so many versions; all of them stay.
TOLD = 30


@dataclass(frozen=True)
class InUse:
    """What one kind of letter is drafted from in one language. `newest` is None where nobody ever wrote a version."""

    kind: LetterKind
    language: LetterLanguage
    newest: LetterTemplate | None
    problems: tuple[Problem, ...]

    @property
    def own(self) -> LetterTemplate | None:
        """The bureau's own version in force; None for the standard letter."""
        return self.newest if self.newest is not None and self.newest.body else None

    @property
    def used(self) -> LetterTemplate | None:
        """The version that letters are drafted from; None where it is the standard letter, by choice or for want."""
        return None if self.problems else self.own

    @property
    def text(self) -> Wording:
        """The text in force."""
        return text_of(self.own) if self.own else standard(self.kind, self.language)

    @property
    def number(self) -> int:
        """The number of the newest version, withdrawn or not; 0 where there is none."""
        return self.newest.number if self.newest else 0


def text_of(version: LetterTemplate) -> Wording:
    """What a version says; for one that put the standard letter back, what that says."""
    if version.body:
        return Wording(version.subject, version.body)
    return standard(LetterKind(version.kind), letter_language(version.language))


def require_known(kind: str, language: str) -> tuple[LetterKind, LetterLanguage]:
    """A kind of letter and a language it has words in. Raises `NotFound` for any other."""
    found = next((each for each in LetterKind if each.value == kind), None)
    tongue = next((each for each in LETTER_LANGUAGES if each == language), None)
    if found is None or tongue is None or tongue not in languages_of(found):
        raise NotFound
    return found, tongue


def in_force(kind: LetterKind, language: LetterLanguage) -> InUse:
    """What that kind of letter is drafted from in that language."""
    return _in_force(kind, language, _versions(kind, language)[:1])


def every_in_force() -> list[InUse]:
    """The same of every kind in each of its languages."""
    newest = (
        LetterTemplate.objects.order_by().values("kind", "language").annotate(last=Max("pk")).values("last")
    )
    rows = list(LetterTemplate.objects.filter(pk__in=newest).select_related("by"))
    return [
        _in_force(kind, language, (row for row in rows if (row.kind, row.language) == (kind, language)))
        for kind in LetterKind
        for language in languages_of(kind)
    ]


def unusable() -> list[InUse]:
    """The bureau's own templates that letters should be drafted from, and cannot."""
    return [one for one in every_in_force() if one.problems]


def versions(kind: LetterKind, language: LetterLanguage) -> list[LetterTemplate]:
    """The last `TOLD` versions, the newest first."""
    return list(_versions(kind, language)[:TOLD])


def _versions(kind: LetterKind, language: LetterLanguage) -> QuerySet[LetterTemplate]:
    return (
        LetterTemplate.objects.filter(kind=kind, language=language).select_related("by").order_by("-number")
    )


def worded(
    kind: LetterKind, language: LetterLanguage, facts: LetterFacts
) -> tuple[Wording, LetterTemplate | None]:
    """A draft from these facts, and the version it was drafted from; None for the standard letter."""
    used = in_force(kind, language).used
    return draft(kind, language, facts, text_of(used) if used else None), used


def set_aside(letter: Letter) -> InUse | None:
    """The template that `letter` should have been drafted from and could not, with what is wrong with it."""
    if letter.template_id is not None:
        return None
    kind, language = LetterKind(letter.kind), letter_language(letter.language)
    before = LetterTemplate.objects.filter(kind=kind, language=language, at__lte=letter.drafted_at)
    meant = _in_force(kind, language, before.order_by("-number")[:1])
    return meant if meant.problems else None


def check(kind: LetterKind, language: LetterLanguage, text: Wording) -> tuple[Problem, ...]:
    """What keeps a text from being used."""
    return problems(kind, language, normal(text))


def tried(kind: LetterKind, language: LetterLanguage, text: Wording) -> Wording:
    """How a text that was checked reads on the invented case."""
    return draft(kind, language, _sample(kind, language), normal(text))


def paper_of(
    kind: LetterKind, language: LetterLanguage, text: Wording, *, acting: Person, at: datetime
) -> bytes:
    """The same on paper, as a draft. Raises as `paper.render` does."""
    agency, letter = settings.NODE.agency, tried(kind, language, text)
    return paper.render(
        paper.Letter(
            language=language,
            sender=letterhead(language),
            recipient=RECIPIENT,
            date=at.astimezone(ZoneInfo(agency.time_zone)).date(),
            subject=letter.subject,
            body=letter.body,
            signatory=paper.Signatory(name=acting.name, title=acting.title),
            place=agency.city,
            our_reference=OUR_REFERENCE,
            their_reference=THEIR_REFERENCE,
        )
    )


@dataclass(frozen=True)
class Tried:
    """A field with what it stands for in the invented case."""

    field: Field
    value: str


def fields_tried(kind: LetterKind, language: LetterLanguage) -> list[Tried]:
    """Every field that such a letter has, with its value in the invented case."""
    values = values_for(kind, language, _sample(kind, language))
    return [Tried(field, values[field.name]) for field in fields_of(kind, language)]


def letterhead(language: str) -> paper.Sender:
    """Our own agency at the head of a letter."""
    agency = settings.NODE.agency
    return paper.Sender(
        agency=agency.name(language),
        unit=agency.unit(language),
        address=tuple(line for line in agency.address.splitlines() if line.strip()),
        phone=agency.phone,
        email=agency.email,
    )


def _in_force(kind: LetterKind, language: LetterLanguage, newest: Iterable[LetterTemplate]) -> InUse:
    version = next(iter(newest), None)
    found = problems(kind, language, text_of(version)) if version and version.body else ()
    return InUse(kind, language, version, found)


def _sample(kind: LetterKind, language: LetterLanguage) -> LetterFacts:
    facts = sample_facts(kind, language)
    return replace(facts, sender=(settings.NODE.agency.name(language) or facts.sender[0],))
