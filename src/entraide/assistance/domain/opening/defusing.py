"""Shows an HTML original without letting it do anything."""

from html import escape

import nh3

from entraide.assistance.domain.opening.markup import link_target
from entraide.assistance.domain.opening.tags import End, Start, Words, tokens

CHARACTERS = 1_000_000
_DEPTH = 60
_KEPT = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "s",
        "sub",
        "sup",
        "blockquote",
        "pre",
        "code",
    ]
)
_EMPTY = frozenset({"br", "hr"})


def safe_html(html: str) -> str:
    """`html` with its plain structure only: no attribute, link, image, script, style or form is left.

    A link becomes its text followed by its target in brackets, as dead text. The input is first rewritten by
    our own linear tokenizer, balanced and at most 60 deep, because nh3 alone takes minutes on a megabyte of
    nested elements; nh3 then has the last word on what is allowed. At most a million characters are shown.
    """
    return nh3.clean(
        _rewritten(html[:CHARACTERS]),
        tags=set(_KEPT | _EMPTY),
        attributes={},
        url_schemes=set(),
        link_rel=None,
        strip_comments=True,
    )


def _rewritten(html: str) -> str:
    pieces: list[str] = []
    open_tags: list[str] = []
    target, since = "", 0
    for token in tokens(html):
        match token:
            case Words(text):
                pieces.append(escape(text, quote=False))
            case Start("a", attributes):
                target, since = link_target(attributes), len(pieces)
            case End("a"):
                dead = escape(target, quote=False)
                if target and dead not in "".join(pieces[since:]):
                    pieces.append(f" [{dead}]")
                target = ""
            case Start(name) if name in _EMPTY:
                pieces.append(f"<{name}>")
            case Start(name) if name in _KEPT and len(open_tags) < _DEPTH:
                open_tags.append(name)
                pieces.append(f"<{name}>")
            case End(name) if name in open_tags:
                while (closed := open_tags.pop()) != name:
                    pieces.append(f"</{closed}>")
                pieces.append(f"</{name}>")
            case _:
                pass
    pieces.extend(f"</{name}>" for name in reversed(open_tags))
    return "".join(pieces)
