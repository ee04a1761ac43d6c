"""What is in a mail that was opened: a mail that any program can read, and its files. Nothing in them is looked at."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.header import decode_header, make_header
from pathlib import PurePath
from typing import Final

from entraide.exchange.domain.mail.entities import (
    HEADER_FAULTS,
    Entity,
    decoded_body,
    parts_of,
    read_entity,
)
from entraide.exchange.domain.mail.opening import Opened
from entraide.exchange.domain.mail.writing import header_line
from entraide.kernel.errors import Refusal

_MOST_FILES: Final = 100
_MOST_PARTS: Final = 200
_MOST_DEPTH: Final = 6
_LONGEST: Final = 2_000
# What wraps a mail or signs it is no file that somebody sent along.
_WRAPPING: Final = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature"})
# What stood outside and is to be read with what was inside.
_CARRIED: Final = ("From", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References")


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that came in a mail; its name is bare, and of no more than 200 signs."""

    name: str
    media_type: str
    data: bytes


def readable(mail: Opened) -> bytes:
    """The mail without its layers, as bytes; with its headers back where they stood outside."""
    if mail.content is mail.outer or mail.said is mail.content:
        return mail.content.raw
    lines = [line for name in _CARRIED if (line := _carried(name, mail.outer.line(name)))]
    return b"".join(lines) + mail.content.raw


def _carried(name: str, value: str) -> bytes:
    try:
        return header_line(name, value) if value else b""
    except ValueError:
        return b""


def files_in(mail: Entity) -> list[MailFile]:
    """The files of a mail in their order, at most a hundred. A part that cannot be taken apart is left in the mail."""
    return [file for _, file in zip(range(_MOST_FILES), _files(mail, 0), strict=False)]


def _files(entity: Entity, depth: int) -> Iterator[MailFile]:
    if entity.media_type.startswith("multipart/"):
        if depth < _MOST_DEPTH:
            for part in _parts(entity):
                yield from _files(part, depth + 1)
        return
    name = _name(entity)
    disposition = next(iter(entity.all_of("Content-Disposition")), "").partition(";")[0].strip().lower()
    is_text = entity.media_type in {"text/plain", "text/html"} and disposition != "attachment"
    if is_text or entity.media_type in _WRAPPING:
        return
    try:
        data = entity.body if entity.media_type == "message/rfc822" else decoded_body(entity)
    except Refusal:
        return
    yield MailFile(name or _unnamed(entity.media_type), entity.media_type[:120], data)


def _parts(entity: Entity) -> list[Entity]:
    found: list[Entity] = []
    try:
        parts = parts_of(entity, most=_MOST_PARTS)
    except Refusal:
        return []
    for part in parts:
        try:
            found.append(read_entity(part))
        except Refusal:
            continue
    return found


def _name(entity: Entity) -> str:
    """The name that the sender gave, without a path and without signs that no person sees."""
    if any(len(line) > _LONGEST for line in entity.all_of("Content-Disposition")):
        return ""
    try:
        given = entity.headers.get_filename() or ""
        given = str(make_header(decode_header(given)))
    except HEADER_FAULTS:
        return ""
    shown = "".join(sign if sign.isprintable() else " " for sign in given.replace("\\", "/"))
    return PurePath(" ".join(shown.split())).name[:200]


def _unnamed(media_type: str) -> str:
    return "message.eml" if media_type == "message/rfc822" else "attachment"
