"""A tokenizer for HTML that is linear on any input.

`html.parser` and browsers' parsers are quadratic on crafted input (unclosed comments, 200,000 nested
elements); these texts come from strangers and one of the readers runs in the server's own process. Here each
byte is looked at a bounded number of times: a construct that does not end swallows the rest of the document,
as it does in a browser.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

RAW = frozenset(
    {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript", "template"}
)

# Any other «<» is just a sign; taking whole runs of them at once keeps a megabyte of them cheap.
_OPENING = re.compile("<(?:(/?)([A-Za-z][A-Za-z0-9:_-]{0,60})|[!?])")
_QUOTE_OR_END = re.compile("[\"'>]")
_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]{1,60})\s{0,20}=\s{0,20}(?:"([^"]{0,4000})"|'([^']{0,4000})'|([^\s"'<>]{1,2000}))"""
)


@dataclass(frozen=True, slots=True)
class Words:
    """Text between tags, its character references resolved."""

    text: str


@dataclass(frozen=True, slots=True)
class Start:
    """An opening tag, lower case."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class End:
    """A closing tag, lower case."""

    name: str


@dataclass(frozen=True, slots=True)
class Raw:
    """The content of an element whose content is not markup: a script, a style, a title."""

    name: str
    text: str


Token = Words | Start | End | Raw


def tokens(html: str) -> Iterator[Token]:
    """The tokens of `html`, in order. Comments and declarations give none."""
    at = 0
    while at < len(html):
        found = _OPENING.search(html, at)
        if found is None:
            yield Words(unescape(html[at:]))
            return
        opening = found.start()
        if opening > at:
            yield Words(unescape(html[at:opening]))
        if found.group(2) is None:
            at = _after_declaration(html, opening)
            continue
        end = _end_of_tag(html, found.end())
        if end < 0:
            return
        tag = found.group(2).lower()
        if found.group(1):
            yield End(tag)
            at = end
            continue
        yield Start(tag, _attributes(html[found.end() : end - 1]))
        at = end
        if tag in RAW:
            closing = re.compile(f"</{tag}", re.IGNORECASE).search(html, end)
            if closing is None:
                yield Raw(tag, html[end:])
                return
            yield Raw(tag, html[end : closing.start()])
            at = closing.start()


def _after_declaration(html: str, opening: int) -> int:
    mark, length = ("-->", 3) if html.startswith("<!--", opening) else (">", 1)
    closing = html.find(mark, opening + 2)
    return len(html) if closing < 0 else closing + length


def _end_of_tag(html: str, at: int) -> int:
    """Just after the «>» that ends the tag, quoted values skipped; -1 when it never ends."""
    while (sign := _QUOTE_OR_END.search(html, at)) is not None:
        if sign.group() == ">":
            return sign.end()
        closing = html.find(sign.group(), sign.end())
        if closing < 0:
            return -1
        at = closing + 1
    return -1


def _attributes(inside: str) -> dict[str, str]:
    """The first 50 attributes of a tag of reasonable length; none of one that is longer than any real tag."""
    if len(inside) > 20_000 or "=" not in inside:
        return {}
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(inside):
        value = match.group(2) or match.group(3) or match.group(4) or ""
        found.setdefault(match.group(1).lower(), unescape(value))
        if len(found) >= 50:
            break
    return found
