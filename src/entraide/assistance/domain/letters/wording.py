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
from entraide.assistance.domain.letters.typography import clean, spaced

__all__ = [
    "FORMS",
    "LetterFacts",
    "LetterKind",
    "MeasureFacts",
    "Wording",
    "draft",
    "languages_of",
    "tongue_for",
]

_Bodies = Mapping[LetterKind, Callable[[LetterFacts], list[str]]]
_BODIES: Mapping[LetterLanguage, _Bodies] = {
    "en": english.BODIES,
    "fr": french.BODIES,
    "es": spanish.BODIES,
}
_SUBJECTS: Mapping[LetterLanguage, Callable[[LetterKind, LetterFacts], str]] = {
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


def draft(kind: LetterKind, language: LetterLanguage, facts: LetterFacts) -> Wording:
    """A whole letter of that kind, from salutation to closing, saying what `facts` know and nothing else.

    Raises `KeyError` for a language that the kind has no words in; see `tongue_for`.
    """
    if kind in FORMS:
        words = _FORM_WORDS[language]
        paragraphs, subject = compose(kind, facts, words), subject_of_form(kind, facts, words)
    else:
        paragraphs, subject = _BODIES[language][kind](facts), _SUBJECTS[language](kind, facts)
    body = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return Wording(subject=spaced(clean(subject), language), body=spaced(clean(body), language))
