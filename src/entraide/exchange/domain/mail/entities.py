"""A mail, or a part of one, cut from a stranger's bytes: headers, body, parts. Linear in its size, whatever it holds.

The parser of the standard library reads a whole tree, with time that grows with the nesting times the lines; and
what is signed is bytes, which it does not keep. So only header blocks are given to it, and never a body.
"""

import binascii
import email.errors
import email.parser
import email.policy
import quopri
import re
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message
from typing import Final

from entraide.exchange.domain.mail.errors import MailTooLarge, MailUnreadable

MOST_BYTES: Final = 40 * 1024 * 1024
"""The most bytes of a mail: 25 MiB of attachments as base64, and some to spare."""
_MOST_HEADER_BYTES: Final = 256 * 1024
_MOST_HEADER_LINES: Final = 2_000
_LONGEST_LINE: Final = 4_000
_LINE_FEED: Final = 10
_END_OF_HEADERS: Final = re.compile(rb"\A\r?\n|\r?\n\r?\n")
# What the header parser of the standard library raises on crafted headers.
HEADER_FAULTS: Final = (ValueError, TypeError, AttributeError, LookupError, email.errors.MessageError)


@dataclass(frozen=True, slots=True)
class Entity:
    """A mail or a part of one: its headers, parsed; its body as it came; and both as one."""

    headers: "Message[str, str]"
    body: bytes
    raw: bytes

    @property
    def media_type(self) -> str:
        """In small letters; `text/plain` where nothing is said or what is said makes no sense (RFC 2045, 5.2)."""
        return self.headers.get_content_type()

    def parameter(self, name: str) -> str:
        """A parameter of the media type, at most 200 signs; empty where there is none."""
        try:
            value = self.headers.get_param(name)
        except HEADER_FAULTS:
            return ""
        return value[:200] if isinstance(value, str) else ""

    def all_of(self, name: str) -> list[str]:
        """Every header of that name, each on one line, not decoded."""
        return [" ".join(str(value).split()) for value in self.headers.get_all(name, [])]

    def line(self, name: str) -> str:
        """The first header of that name as a person reads it: one line, printable, at most 1000 signs; else empty."""
        raw = next(iter(self.all_of(name)), "")[:_LONGEST_LINE]
        try:
            text = str(make_header(decode_header(raw)))
        except HEADER_FAULTS:
            text = raw
        return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:1_000]


def read_entity(raw: bytes, *, most: int = MOST_BYTES) -> Entity:
    """What these bytes are as a mail or a part of one. Raises `MailTooLarge`, `MailUnreadable`."""
    if len(raw) > most:
        raise MailTooLarge(most=most)
    end = _END_OF_HEADERS.search(raw, 0, _MOST_HEADER_BYTES)
    if end is None and len(raw) >= _MOST_HEADER_BYTES:
        raise MailTooLarge(most=_MOST_HEADER_BYTES)
    block, body = (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")
    # A lone carriage return ends a line for some programs and not for others; a NUL ends the text for some.
    if re.search(rb"\r(?!\n)|\0", block):
        raise MailUnreadable(where="headers")
    if block.count(b"\n") > _MOST_HEADER_LINES:
        raise MailTooLarge(most=_MOST_HEADER_LINES)
    try:
        headers = email.parser.BytesHeaderParser(policy=email.policy.compat32).parsebytes(block)
    except HEADER_FAULTS as fault:
        raise MailUnreadable(where="headers") from fault
    # The standard library takes time that grows with the square of the parameters.
    if any(len(str(value)) > _LONGEST_LINE for value in headers.get_all("Content-Type", [])):
        raise MailUnreadable(where="content-type")
    return Entity(headers, body, raw)


def parts_of(entity: Entity, *, most: int) -> list[bytes]:
    """The parts of a multipart, each byte for byte as it stands between the boundaries (RFC 2046, 5.1.1).

    Raises `MailUnreadable` (no boundary, or none of its lines), `MailTooLarge` (more than so many parts). A multipart
    that stops without its last boundary ends with its last part.
    """
    boundary = entity.parameter("boundary").rstrip().encode("utf-8", "surrogateescape")
    if not boundary or len(boundary) > 70:
        raise MailUnreadable(where="boundary")
    line = re.compile(b"--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    parts: list[bytes] = []
    begins: int | None = None
    for found in line.finditer(entity.body):
        if found.start() and entity.body[found.start() - 1] != _LINE_FEED:
            continue
        if begins is not None:
            parts.append(entity.body[begins : max(begins, _before_line_end(entity.body, found.start()))])
        if found[1]:
            return parts
        if len(parts) >= most:
            raise MailTooLarge(most=most)
        begins = _after_line_end(entity.body, found.end())
    if begins is None:
        raise MailUnreadable(where="boundary")
    return [*parts, entity.body[begins:]]


def decoded_body(entity: Entity) -> bytes:
    """The body without its transfer encoding. Raises `MailUnreadable`."""
    encodings = entity.all_of("Content-Transfer-Encoding") or ["7bit"]
    match encodings[0].lower().strip():
        case "base64":
            return _from_base64(entity.body)
        case "quoted-printable":
            return quopri.decodestring(entity.body)
        case "7bit" | "8bit" | "binary" | "":
            return entity.body
    raise MailUnreadable(where="transfer-encoding")


def _from_base64(body: bytes) -> bytes:
    try:
        return binascii.a2b_base64(body.translate(None, b" \t\r\n"), strict_mode=True)
    except ValueError as fault:
        raise MailUnreadable(where="base64") from fault


def _before_line_end(body: bytes, at: int) -> int:
    """Where the line before ends: its line end belongs to the boundary (RFC 2046, 5.1.1)."""
    return at - 2 if body[at - 2 : at] == b"\r\n" else at - 1


def _after_line_end(body: bytes, at: int) -> int:
    if body[at : at + 2] == b"\r\n":
        return at + 2
    return at + 1 if body[at : at + 1] == b"\n" else at
