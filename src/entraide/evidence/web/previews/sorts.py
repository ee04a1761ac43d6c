"""What a file is, by its first bytes: a name or a media type that somebody gave is never believed."""

from __future__ import annotations

import codecs
from enum import StrEnum

HEAD = 16_384


class Sort(StrEnum):
    """How a file can be shown."""

    PICTURE = "picture"
    PDF = "pdf"
    AUDIO = "audio"
    MAIL = "mail"
    TEXT = "text"
    NONE = "none"


_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_SOUNDS = (
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
)
_MAIL = (
    b"from:",
    b"received:",
    b"return-path:",
    b"mime-version:",
    b"delivered-to:",
    b"message-id:",
    b"date:",
    b"to:",
    b"subject:",
    b"x-",
    b"arc-",
    b"dkim-signature:",
)


def sort_of(head: bytes, name: str) -> tuple[Sort, str]:
    """How a file that begins so is shown, and the media type of a picture or a sound. `name` only tells mail from
    other text."""
    for magic, media in _PICTURES:
        if head.startswith(magic):
            return Sort.PICTURE, media
    if head[:4] == b"RIFF":
        known = {b"WEBP": (Sort.PICTURE, "image/webp"), b"WAVE": (Sort.AUDIO, "audio/wav")}
        return known.get(head[8:12], (Sort.NONE, ""))
    for magic, media in _SOUNDS:
        if head.startswith(magic):
            return Sort.AUDIO, media
    if head[4:11] == b"ftypM4A":
        return Sort.AUDIO, "audio/mp4"
    if head[:5] == b"%PDF-":
        return Sort.PDF, ""
    if not is_text(head):
        return Sort.NONE, ""
    if name.lower().endswith(".eml") and head.lower().startswith(_MAIL):
        return Sort.MAIL, ""
    return Sort.TEXT, ""


def is_text(head: bytes) -> bool:
    """Whether it reads as UTF-8, or as UTF-16 with its mark."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    if b"\0" in head:
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        # What Windows wrote before: no byte of a text is a control but tabs and line ends.
        return not any(byte < 32 and byte not in (9, 10, 12, 13) for byte in head)
    return True


def decoded(data: bytes) -> str:
    """The words of a text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        # The end may be cut in the middle of a letter.
        return decoder.decode(data)
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
