"""The two languages of the house. Sentences of the pure middle carry both, side by side."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages; `{name}` placeholders are the same in each."""

    en: str
    fr: str

    def in_language(self, language: str, **facts: object) -> str:
        """The sentence in `language` («fr-CA» counts as French, anything else as English), facts filled in."""
        sentence = self.fr if language.startswith("fr") else self.en
        return sentence.format(**facts) if facts else sentence
