"""Tells a format by its first bytes.

The name is asked only where content cannot decide: between kinds of text.
"""

import re
from enum import StrEnum
from pathlib import PurePath

HEAD = 4_096

_HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s{0,200}(?:<!--[^>]{0,400}-->\s{0,200})?<(?:!doctype\s+html|html|head|body)\b",
    re.I,
)
_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{0,60}):", re.M)
_MAIL_MARKS = {
    b"received",
    b"mime-version",
    b"message-id",
    b"return-path",
    b"dkim-signature",
    b"delivered-to",
}
_MAIL_HEADERS = _MAIL_MARKS | {
    b"from",
    b"to",
    b"subject",
    b"date",
    b"cc",
    b"content-type",
    b"reply-to",
    b"sender",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Shape(StrEnum):
    """The outer shape of the bytes, which decides who parses them."""

    PDF = "pdf"
    ZIP = "zip"
    OLE = "ole"
    MAIL = "mail"
    HTML = "html"
    TEXT = "text"
    BINARY = "binary"


def shape_of(head: bytes, name: str) -> Shape:
    """The shape told by the first `HEAD` bytes; `name` decides only what is mail or HTML among texts."""
    suffix = PurePath(name).suffix.lower()
    if b"%PDF-" in head[:1_024]:
        return Shape.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return Shape.ZIP
    if head.startswith(_OLE):
        return Shape.OLE
    if head.startswith(_UTF16):
        return Shape.TEXT
    if b"\x00" in head or head.startswith(b"{\\rtf"):
        return Shape.BINARY
    if _HTML.search(head):
        return Shape.HTML
    if _is_mail(head, suffix):
        return Shape.MAIL
    if suffix in {".html", ".htm", ".xhtml"} and b"<" in head:
        return Shape.HTML
    return Shape.TEXT if _is_textual(head) else Shape.BINARY


def _is_mail(head: bytes, suffix: str) -> bool:
    block = head.replace(b"\r\n", b"\n").lstrip(b"\n").split(b"\n\n", 1)[0]
    if not _HEADER.match(block) and not block.startswith(b"From "):
        return False
    names = {match.lower() for match in _HEADER.findall(block)}
    if suffix == ".eml":
        return bool(names & _MAIL_HEADERS)
    return bool(names & _MAIL_MARKS) and len(names & _MAIL_HEADERS) >= 3


def _is_textual(head: bytes) -> bool:
    """Texts hold hardly any control bytes; a stray form feed or escape is forgiven."""
    control = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\f\x1b")
    return control * 20 <= len(head) + 40
