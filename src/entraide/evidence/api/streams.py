"""The bytes of a call as they come, so that a large file never stands whole in memory, nor readable on disk."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, UnreadablePostError
from ninja.errors import HttpError

from entraide.evidence.domain.vault import PIECE_BYTES
from entraide.evidence.errors import PieceTooLarge

# How an operation describes that its body is the file itself.
RAW = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
BYTES = {"responses": {200: {"content": {"application/octet-stream": {"schema": {"type": "string"}}}}}}


def announced(request: HttpRequest) -> int:
    """How many bytes the call says it brings. Raises `HttpError` for one that does not say: the end of such a body
    could not be told from a line that broke."""
    said = request.headers.get("Content-Length", "")
    if not said.isdecimal():
        raise HttpError(400, "no length")
    return int(said)


def pieces(request: HttpRequest) -> Iterator[bytes]:
    """The whole body in pieces. Raises `HttpError` when fewer bytes come than were announced."""
    left = announced(request)
    while left:
        try:
            piece = request.read(min(left, PIECE_BYTES))
        except UnreadablePostError as broken:
            raise HttpError(400, "the line broke") from broken
        if not piece:
            raise HttpError(400, "the line broke")
        left -= len(piece)
        yield piece


def at_once(request: HttpRequest, most: int) -> bytes:
    """The whole body. Raises `HttpError`, and `PieceTooLarge` above `most`."""
    if announced(request) > most:
        raise PieceTooLarge(most=most >> 20)
    return b"".join(pieces(request))
