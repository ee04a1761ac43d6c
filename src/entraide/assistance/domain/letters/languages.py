"""The languages that letters are written in: those of the house, and those of partners."""

from entraide.kernel.languages import Language
from entraide.paper.languages import PaperLanguage

LetterLanguage = PaperLanguage
LETTER_LANGUAGES: tuple[LetterLanguage, ...] = ("en", "fr", "es")


def letter_language(code: str) -> LetterLanguage:
    """The language of letters for «fr», «fr-CA», «es-MX»…; English for any other."""
    return next((language for language in LETTER_LANGUAGES if code.lower().startswith(language)), "en")


def of_the_house(language: LetterLanguage) -> Language:
    """The language of the house that stands in where the house has no words of its own in `language`."""
    return "fr" if language == "fr" else "en"
