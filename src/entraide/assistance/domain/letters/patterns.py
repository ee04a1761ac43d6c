"""Text with fields in braces, and what stands in them once it is filled in.

A field is a name and nothing else: `{our_reference}`. A brace itself is written twice. There are two sorts of values:
*words*, which stand within a line, and *blocks*, which the node composes of whole paragraphs and which have a line
to themselves. What is not known is empty, and takes its surroundings with it: the space before it; a line in which
nothing is known; a paragraph in which nothing is known, with a heading that stands directly above it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from string import Formatter

from entraide.assistance.domain.letters.markup import one_line

_HEADING, _ITEM = "## ", "- "
_SPACES = " \u00a0\u202f"
# What a subject line sets between its parts: without the one, there is nothing to part from the other.
_SEPARATORS = _SPACES + ":;,–—-·"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some plain text, and the field after it; `name` is None where no field follows."""

    text: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Values:
    """What the fields stand for, each sort by its names."""

    words: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.blocks[name] if name in self.blocks else self.words[name]

    def __or__(self, other: "Values") -> "Values":
        return Values({**self.words, **other.words}, {**self.blocks, **other.blocks})


def pieces(line: str) -> tuple[Piece, ...]:
    """The pieces of one line. Raises `ValueError` where the braces hold anything but a name, or do not match."""
    found = []
    for text, name, spec, conversion in Formatter().parse(line):
        if name is not None and (spec or conversion or not name.strip()):
            raise ValueError("a field is a name in braces")
        found.append(Piece(text, None if name is None else name.strip()))
    return tuple(found)


def escaped(text: str) -> str:
    """Plain text as a pattern that says just this."""
    return text.replace("{", "{{").replace("}", "}}")


def paragraphs_of(text: str) -> Iterator[list[str]]:
    """The paragraphs of a text, each as its lines; empty lines part them."""
    for is_text, lines in groupby(text.split("\n"), key=lambda line: bool(line.strip())):
        if is_text:
            yield list(lines)


def filled(text: str, values: Values) -> str:
    """The text with its fields filled in. Raises `ValueError` for broken braces, `KeyError` for an unknown field."""
    return "\n\n".join(filter(None, (_paragraph(lines, values) for lines in paragraphs_of(text))))


def filled_line(text: str, values: Values) -> str:
    """A subject line: an empty field takes the separator before it as well."""
    return _line(pieces(one_line(text)), values, _SEPARATORS)


def _paragraph(lines: list[str], values: Values) -> str:
    read = [pieces(line.rstrip()) for line in lines]
    if not any(_says_something(line, values) for line in read) and any(map(_names, read)):
        return ""
    said = [
        _line(line, values, _SPACES) for line in read if _says_something(line, values) or not _names(line)
    ]
    parted = (line + "\n" if line.startswith(_HEADING) else line for line in said[:-1])
    return "\n".join((*parted, said[-1]))


def _names(line: tuple[Piece, ...]) -> list[str]:
    return [piece.name for piece in line if piece.name is not None]


def _says_something(line: tuple[Piece, ...], values: Values) -> bool:
    """Whether some field of the line is not empty."""
    return any(values[name].strip() for name in _names(line))


def _line(line: tuple[Piece, ...], values: Values, taken_along: str) -> str:
    alone = line[0].name if len(line) == 1 and not line[0].text.strip() else None
    if alone is not None and alone in values.blocks:
        return values.blocks[alone].strip("\n")
    said, after_nothing = "", False
    for piece in line:
        said += piece.text.lstrip(taken_along) if after_nothing and not said else piece.text
        after_nothing = False
        if piece.name is not None:
            value = one_line(values[piece.name])
            after_nothing = not value
            said = said + value if value else said.rstrip(taken_along)
    # A space keeps a value that begins like a heading or an item from becoming one.
    is_markup = line[0].text.startswith((_HEADING, _ITEM)) if line else False
    return f" {said}" if said.startswith((_HEADING, _ITEM)) and not is_markup else said
