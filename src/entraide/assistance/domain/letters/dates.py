"""The line of a letter that says where and when it was written."""

from datetime import date

from entraide.assistance.domain.letters.languages import LetterLanguage
from entraide.paper.dates import in_words


def dateline(place: str, day: date, language: LetterLanguage) -> str:
    """«Northmark, March 1, 2026», «Valmont, le 1er mars 2026»; without a place, the date alone."""
    written = in_words(day, language)
    if language == "fr":
        return f"{place}, le {written}" if place else f"Le {written}"
    return f"{place}, {written}" if place else written
