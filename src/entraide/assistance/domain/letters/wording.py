"""The first draft of a letter, in either language, for an officer to go on editing."""

from entraide.assistance.domain.letters import english, french
from entraide.assistance.domain.letters.facts import LetterFacts, LetterKind, MeasureFacts, Wording
from entraide.assistance.domain.letters.typography import clean, spaced
from entraide.kernel.languages import Language

__all__ = ["LetterFacts", "LetterKind", "MeasureFacts", "Wording", "draft"]

_BODIES = {"en": english.BODIES, "fr": french.BODIES}
_SUBJECTS = {"en": english.subject, "fr": french.subject}


def draft(kind: LetterKind, language: Language, facts: LetterFacts) -> Wording:
    """A whole letter of that kind, from salutation to closing, saying what `facts` know and nothing else."""
    paragraphs = _BODIES[language][kind](facts)
    body = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    subject = _SUBJECTS[language](kind, facts)
    return Wording(subject=spaced(clean(subject), language), body=spaced(clean(body), language))
