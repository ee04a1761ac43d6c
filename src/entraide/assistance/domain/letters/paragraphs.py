"""The paragraphs that a standard letter is made of: their words, and what the record says in each place."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from entraide.assistance.domain.letters.patterns import Values, escaped, filled


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A pattern, the same whatever is known, and what its fields stand for."""

    pattern: str
    values: Values

    @property
    def text(self) -> str:
        """The paragraph filled in; empty where nothing is known that it could say."""
        return filled(self.pattern, self.values)


def words(text: str) -> Paragraph:
    """A paragraph that always says the same."""
    return Paragraph(escaped(text), Values())


def said(pattern: str, **values: str) -> Paragraph:
    """A paragraph of words with fields among them; left out when all of them are empty."""
    return Paragraph(pattern, Values(words=values))


def block(name: str, text: str, heading: str = "") -> Paragraph:
    """A paragraph (or more) that the node composes, perhaps under a heading; left out when it is empty."""
    above = f"## {escaped(heading)}\n" if heading else ""
    return Paragraph(f"{above}{{{name}}}", Values(blocks={name: text}))


def values_of(paragraphs: Iterable[Paragraph], known: Values) -> Values:
    """Every value of some paragraphs, over those that are known anyway."""
    return reduce(or_, (paragraph.values for paragraph in paragraphs), known)
