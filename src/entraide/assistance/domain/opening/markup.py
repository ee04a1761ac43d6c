"""HTML to the text a person would read, and what the page would have done if it had been let."""

import re
from dataclasses import dataclass

from entraide.assistance.domain.opening.opened import Notice
from entraide.assistance.domain.opening.tags import End, Raw, Start, Words, tokens

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_LOADS = frozenset({"src", "background", "data", "poster", "srcset"})
_SPACES = re.compile(r"[ \t\n\r\f\u00a0]+")
_REMOTE = re.compile(r"\s{0,20}(?:https?:|ftp:)?//", re.IGNORECASE)
_CSS_REMOTE = re.compile(r"(?:url\(\s{0,20}[\"']?|@import\s{1,20}[\"']?)(?:https?:)?//", re.IGNORECASE)
_LIVE = re.compile(r"\s{0,20}(?:javascript|vbscript|data):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """The text of an HTML page, its title and what was noticed."""

    text: str
    title: str
    notices: frozenset[Notice]


def page_text(html: str) -> Page:
    """The readable text of `html`. A link shows its target when that is not already its text."""
    pieces: list[str] = []
    notices: set[Notice] = set()
    title = ""
    target, since = "", 0
    for token in tokens(html):
        match token:
            case Words(text):
                _append(pieces, _SPACES.sub(" ", text))
            case Raw("title", text):
                title = title or _SPACES.sub(" ", text).strip()
            case Raw("style", text) if _CSS_REMOTE.search(text):
                notices.add(Notice.REMOTE_CONTENT)
            case Raw():
                pass
            case Start(name, attributes):
                notices |= _noticed(name, attributes)
                if name == "a":
                    target, since = link_target(attributes), len(pieces)
                _open(pieces, name, attributes)
            case End("a"):
                if target and target not in "".join(pieces[since:]):
                    pieces.append(f" <{target}>")
                target = ""
            case End(name):
                if name in _BLOCKS:
                    pieces.append("\n")
    return Page(_tidy("".join(pieces)), title[:500], frozenset(notices))


def link_target(attributes: dict[str, str]) -> str:
    """Where a link leads, when it is an address worth showing: web or mail, one line, of bounded length."""
    href = attributes.get("href", "").strip()
    if href.lower().startswith("mailto:"):
        href = href[7:].split("?", 1)[0]
    elif not href.lower().startswith(("http://", "https://")):
        return ""
    return _SPACES.sub("", href)[:2_000]


def _append(pieces: list[str], text: str) -> None:
    if text == " " and pieces and pieces[-1].endswith((" ", "\n", "\t")):
        return
    pieces.append(text)


def _open(pieces: list[str], name: str, attributes: dict[str, str]) -> None:
    if name == "br" or name in _BLOCKS:
        pieces.append("\n- " if name == "li" else "\n")
    elif name in {"td", "th"}:
        if pieces and not pieces[-1].endswith(("\n", "\t")):
            pieces.append("\t")
    elif name == "img" and (alternative := attributes.get("alt", "").strip()):
        pieces.append(f"[{alternative[:200]}]")


def _noticed(name: str, attributes: dict[str, str]) -> set[Notice]:
    notices: set[Notice] = set()
    if name in {"script", "object", "embed", "applet", "iframe"}:
        notices.add(Notice.SCRIPTS)
    for key, value in attributes.items():
        if key.startswith("on") or (
            key in {"href", "src", "action"} and _LIVE.match(value) and name != "img"
        ):
            notices.add(Notice.SCRIPTS)
        if (key in _LOADS or (key == "href" and name == "link")) and _REMOTE.match(value):
            notices.add(Notice.REMOTE_CONTENT)
        if key == "style" and _CSS_REMOTE.search(value):
            notices.add(Notice.REMOTE_CONTENT)
    return notices


def _tidy(text: str) -> str:
    """No more than one empty line in a row, no spaces at the ends of lines."""
    kept: list[str] = []
    for line in text.split("\n"):
        bare = line.strip(" \t")
        if bare or (kept and kept[-1]):
            kept.append(bare)
    return "\n".join(kept).strip("\n")
