"""The first draft of a letter, in the language of its reader, for an officer to go on editing."""

from collections.abc import Callable, Mapping

from entraide.assistance.domain.letters import english, french, spanish
from entraide.assistance.domain.letters.facts import LetterFacts, LetterKind, MeasureFacts, Wording
from entraide.assistance.domain.letters.forms import english as english_forms
from entraide.assistance.domain.letters.forms import french as french_forms
from entraide.assistance.domain.letters.forms import spanish as spanish_forms
from entraide.assistance.domain.letters.forms.composing import FORMS, compose
from entraide.assistance.domain.letters.forms.composing import subject as subject_of_form
from entraide.assistance.domain.letters.forms.words import FormWords
from entraide.assistance.domain.letters.languages import LETTER_LANGUAGES, LetterLanguage, letter_language
from entraide.assistance.domain.letters.paragraphs import Paragraph, values_of
from entraide.assistance.domain.letters.patterns import Values, filled, filled_line
from entraide.assistance.domain.letters.shared import shared
from entraide.paper.typography import clean, spaced

__all__ = [
    "FORMS",
    "LetterFacts",
    "LetterKind",
    "MeasureFacts",
    "Wording",
    "draft",
    "languages_of",
    "standard",
    "tongue_for",
    "values_for",
]

_Bodies = Mapping[LetterKind, Callable[[LetterFacts], list[Paragraph]]]
_BODIES: Mapping[LetterLanguage, _Bodies] = {
    "en": english.BODIES,
    "fr": french.BODIES,
    "es": spanish.BODIES,
}
_SUBJECTS: Mapping[LetterLanguage, Callable[[LetterKind], str]] = {
    "en": english.subject,
    "fr": french.subject,
    "es": spanish.subject,
}
_FORM_WORDS: Mapping[LetterLanguage, FormWords] = {
    "en": english_forms.WORDS,
    "fr": french_forms.WORDS,
    "es": spanish_forms.WORDS,
}


def languages_of(kind: LetterKind) -> tuple[LetterLanguage, ...]:
    """The languages that a kind of letter has words in."""
    return tuple(
        language
        for language in LETTER_LANGUAGES
        if kind in _BODIES[language] or kind in _FORM_WORDS[language].openings
    )


def tongue_for(kind: LetterKind, wanted: str) -> LetterLanguage:
    """The language in which such a letter is drafted for a reader of `wanted`: English where it has no other."""
    language = letter_language(wanted)
    return language if language in languages_of(kind) else "en"


def draft(
    kind: LetterKind, language: LetterLanguage, facts: LetterFacts, template: Wording | None = None
) -> Wording:
    """A whole letter of that kind, from salutation to closing, saying what `facts` know and nothing else: in the
    words of `template`, which was checked before, or in the standard ones.

    Raises `KeyError` for a language that the kind has no words in (see `tongue_for`), or a field that there is not.
    """
    paragraphs = _paragraphs(kind, language, facts)
    values = _values(kind, language, facts, paragraphs)
    if template is None:
        subject = filled_line(_subject(kind, language), values)
        body = "\n\n".join(filter(None, (paragraph.text for paragraph in paragraphs)))
    else:
        subject, body = filled_line(template.subject, values), filled(template.body, values)
    return _set(subject, body, language)


def standard(kind: LetterKind, language: LetterLanguage) -> Wording:
    """The standard letter as a template that says just the same."""
    patterns = (paragraph.pattern for paragraph in _paragraphs(kind, language, LetterFacts()))
    return _set(_subject(kind, language), "\n\n".join(patterns), language)


def values_for(kind: LetterKind, language: LetterLanguage, facts: LetterFacts) -> Values:
    """What every field of that kind of letter stands for."""
    return _values(kind, language, facts, _paragraphs(kind, language, facts))


def _values(
    kind: LetterKind, language: LetterLanguage, facts: LetterFacts, paragraphs: list[Paragraph]
) -> Values:
    is_ours = kind in FORMS or kind is LetterKind.CHASER
    frame = {"salutation": paragraphs[0].text, "closing": paragraphs[-1].text}
    return values_of(paragraphs, Values(words=shared(facts, language, is_ours=is_ours) | frame))


def _paragraphs(kind: LetterKind, language: LetterLanguage, facts: LetterFacts) -> list[Paragraph]:
    return compose(kind, facts, _FORM_WORDS[language]) if kind in FORMS else _BODIES[language][kind](facts)


def _subject(kind: LetterKind, language: LetterLanguage) -> str:
    return subject_of_form(kind, _FORM_WORDS[language]) if kind in FORMS else _SUBJECTS[language](kind)


def _set(subject: str, body: str, language: LetterLanguage) -> Wording:
    return Wording(subject=spaced(clean(subject), language), body=spaced(clean(body), language))
