"""The markup of a letter's body. It is all there is:

- paragraphs, separated by an empty line; a line break inside a paragraph is kept;
- `## ` at the start of a line: a heading;
- `- ` at the start of a line: an item of a list; a line indented under it goes on with the item.

Everything else is plain text: `*`, `_`, `#`, `$`, `@` and the rest stand for themselves.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the letter, under its subject."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some lines of text; the breaks between them are kept."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list, one text an item."""

    texts: tuple[str, ...]


Block = Heading | Paragraph | Items


def parse(body: str) -> tuple[Block, ...]:
    """The blocks of a body, in order. Any text is a body: nothing is refused."""
    blocks: list[Block] = []
    open_lines: list[str] = []
    open_items: list[str] = []

    def close() -> None:
        if open_lines:
            blocks.append(Paragraph(tuple(open_lines)))
        if open_items:
            blocks.append(Items(tuple(open_items)))
        open_lines.clear()
        open_items.clear()

    for line in body.split("\n"):
        words = line.strip()
        if not words:
            close()
        elif line.startswith("## ") and words != "##":
            close()
            blocks.append(Heading(words[3:].strip()))
        elif line.startswith("- ") and words != "-":
            if open_lines:
                close()
            open_items.append(words[2:].strip())
        elif open_items and line.startswith("  "):
            open_items[-1] += " " + words
        else:
            if open_items:
                close()
            open_lines.append(words)
    close()
    return tuple(blocks)


def one_line(text: str) -> str:
    """`text` with every run of white space as one space, so that it cannot start a block of its own."""
    return " ".join(text.split())
