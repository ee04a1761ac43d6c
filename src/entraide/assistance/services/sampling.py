"""A sample of every letter in each of its languages, made of the requests that are there; nothing is kept or sent."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from entraide.accounts.queries import people
from entraide.assistance.domain.kinds import Direction, Kind
from entraide.assistance.domain.letters.facts import LetterFacts, LetterKind
from entraide.assistance.domain.letters.forms.composing import FORMS
from entraide.assistance.domain.letters.forms.fitting import forms_for
from entraide.assistance.domain.letters.languages import LetterLanguage
from entraide.assistance.domain.letters.phrases import told_apart
from entraide.assistance.domain.letters.wording import languages_of
from entraide.assistance.domain.measures import MeasureCode
from entraide.assistance.models import AssistanceRequest, Letter
from entraide.assistance.services.facts import facts_for, recipient_of
from entraide.assistance.services.wording import worded
from entraide.assistance.services.writing import render

if TYPE_CHECKING:
    from datetime import datetime

    from entraide.accounts.models import Person

SCRIPTS = ("CYRILLIC", "ARABIC", "GREEK", "CJK")
NAMES = "names"
# Where Spanish is read: a sample in it goes to one of these where one fits.
HISPANIC = frozenset({"AR", "CL", "CO", "CR", "DO", "EC", "ES", "GT", "MX", "PA", "PE", "UY", "VE"})
# What only a person can say, in the words of nobody: questions, a notice, what is enclosed.
SAID: dict[LetterLanguage, tuple[tuple[str, ...], str, tuple[str, ...]]] = {
    "en": (
        ("Which period should the records cover?", "May the person concerned be told of the request?"),
        "The duty desk can now be reached at any hour, under the number given above.",
        ("Certified copy of the record", "Statement of the witness"),
    ),
    "fr": (
        ("Quelle période les documents doivent-ils couvrir ?", "La personne visée peut-elle être informée ?"),
        "Le bureau de permanence peut désormais être joint à toute heure, au numéro indiqué ci-dessus.",
        ("Copie certifiée du dossier", "Déclaration du témoin"),
    ),
    "es": (
        ("¿Qué período debe abarcar la documentación?", "¿Puede ser informada la persona afectada?"),
        "El servicio de guardia puede localizarse a cualquier hora en el número indicado.",
        ("Copia certificada del expediente", "Declaración del testigo"),
    ),
}


@dataclass(frozen=True)
class Sample:
    """One sample to be made: which letter, in which language, about which request. `name` is without an ending."""

    name: str
    kind: LetterKind
    language: LetterLanguage
    request: AssistanceRequest


def planned() -> list[Sample]:
    """Every kind of letter in each of its languages, each about the request that fits it best, and for each language
    one about persons whose names are written in several scripts. Nothing where there are no requests."""
    known = [
        (request, facts_for(request, language="en", text="", acting=_author(request)))
        for request in AssistanceRequest.objects.select_related("partner_state", "assigned_to").order_by("pk")
    ]
    return list(_planned(known))


def pdf_of(sample: Sample, *, at: datetime) -> bytes:
    """The sample as it would leave. Raises `MissingGlyphs`, `LetterTooLong`, `LetterNotRendered`."""
    questions, notice, documents = SAID[sample.language]
    author = _author(sample.request)
    told = facts_for(sample.request, language=sample.language, text="", acting=author)
    if sample.kind in {LetterKind.QUESTION, LetterKind.NOTICE}:
        told = replace(told, questions=questions, text=notice)
    if sample.kind is LetterKind.TRANSMISSION:
        told = replace(told, documents=documents)
    wording, _ = worded(sample.kind, sample.language, told)
    recipient, email = recipient_of(sample.request, sample.language)
    letter = Letter(
        request=sample.request,
        kind=sample.kind,
        language=sample.language,
        recipient=recipient,
        email=email,
        subject=wording.subject,
        body=wording.body,
        drafted_by=author,
        drafted_at=at,
    )
    return render(letter, at=at, draft=False)


_Known = tuple[AssistanceRequest, LetterFacts]


def _planned(known: list[_Known]) -> Iterator[Sample]:
    if not known:
        return
    for kind in LetterKind:
        for language in languages_of(kind):
            request, _ = max(known, key=lambda one: _fit(kind, language, *one))
            yield Sample(f"{kind.value}-{language}", kind, language, request)
    request, told = max(known, key=lambda one: len(scripts_of(one[1])))
    if scripts_of(told):
        kind = forms_for(Kind(request.kind))[0] if request.kind else LetterKind.OUTGOING_REQUEST
        for language in languages_of(kind):
            yield Sample(f"{NAMES}-{language}", kind, language, request)


def scripts_of(facts: LetterFacts) -> frozenset[str]:
    """Those of `SCRIPTS` in which some subject's name is written."""
    texts = (text for s in facts.subjects for text in (s.name, *(known.text for known in s.particulars)))
    words = {unicodedata.name(sign, "").split()[0] for text in texts for sign in text if sign.isalpha()}
    return frozenset(words & set(SCRIPTS))


def _fit(
    kind: LetterKind, language: LetterLanguage, request: AssistanceRequest, told: LetterFacts
) -> tuple[bool, bool, bool, int]:
    """How well a letter goes with a request: its side, what the letter tells of, its language, how much is known."""
    outgoing = request.direction == Direction.OUTGOING
    of_kind = Kind(request.kind) if request.kind else None
    ours = kind in FORMS or kind is LetterKind.CHASER
    reads = request.written_to_in
    understood = request.partner_state_id in HISPANIC if language == "es" else reads.startswith(language)
    richness = sum(bool(getattr(told, field.name)) for field in fields(told)) + len(told.subjects)
    suits = kind in forms_for(of_kind) if kind in FORMS else _has_matter(kind, told)
    if kind is LetterKind.SUBSCRIBER_REQUEST:
        suits = request.measures.filter(code=MeasureCode.SUBSCRIBER).exists()
    return (ours == outgoing, suits, understood, richness)


def _has_matter(kind: LetterKind, told: LetterFacts) -> bool:
    """Whether a request has come to where such a letter is written."""
    done, pending = told_apart(told.measures)
    return {
        LetterKind.PARTIAL_REPLY: bool(done and pending),
        LetterKind.REPLY: bool(done) and not pending and not told.reasons,
        LetterKind.REFUSAL: bool(told.reasons) and not told.postponed_until,
        LetterKind.POSTPONEMENT: bool(told.postponed_until),
        LetterKind.EXTENSION_NOTICE: bool(told.extended or told.delay_reason or told.reply_by),
        LetterKind.CHASER: bool(told.reminders or told.dated),
    }.get(kind, bool(told.measures))


def _author(request: AssistanceRequest) -> Person:
    return request.assigned_to or people()[0]
