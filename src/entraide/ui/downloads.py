"""What a browser keeps as a file, and never opens as what it claims to be."""

from __future__ import annotations

from typing import TypeVar

from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

R = TypeVar("R", bound=HttpResponseBase)


def to_keep(response: R, name: str, *, otherwise: str = "file", size: int | None = None) -> R:
    """The answer as a file of that name; `size` is that of a body that goes out in pieces.

    A stranger may have given the name: what cannot be printed is left out; where nothing is left, it is `otherwise`.
    """
    printable = "".join(letter for letter in name if letter.isprintable()) or otherwise
    response["Content-Disposition"] = content_disposition_header(True, printable) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    if size is not None:
        response["Content-Length"] = str(size)
    return response
