"""Files of exhibits, shown without leaving the browser: each look is noted, and nothing of them runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from entraide.evidence.queries import content_for
from entraide.evidence.queries.vault import read
from entraide.evidence.services.giving import require_open
from entraide.evidence.web.previews.mails import mail_of
from entraide.evidence.web.previews.pdfs import page_of
from entraide.evidence.web.previews.sorts import HEAD, Sort, decoded, sort_of
from entraide.evidence.web.views.asking import held, looked_at
from entraide.kernel.errors import NotFound

if TYPE_CHECKING:
    from entraide.evidence.models import Content, Exhibit

SANDBOX = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'none'"
TEXT = 200_000
LARGEST = {
    Sort.PICTURE: 32 << 20,
    Sort.PDF: 64 << 20,
    Sort.AUDIO: 128 << 20,
    Sort.MAIL: 8 << 20,
}
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


@require_GET
def preview(http: HttpRequest, uuid: UUID, content: UUID) -> HttpResponse:
    """The page around a file: a picture, a sound, a page of a PDF, a mail or a text."""
    found, file = _file(http, uuid, content)
    head = _first(file, TEXT + 4)
    sort, _media = sort_of(head[:HEAD], file.name)
    context: dict[str, Any] = {"exhibit": found, "content": file, "sort": sort.value}
    if file.size > LARGEST.get(sort, file.size):
        context["sort"] = "too_large"
    elif sort is Sort.PDF:
        context |= _pages(http, file)
    elif sort is Sort.MAIL:
        context |= _mail(file, head)
    if context["sort"] == Sort.TEXT:
        context |= {"text": decoded(head[:TEXT]), "cut": file.size > TEXT}
    looked_at(http, found, "preview", file.uuid)
    return _with_sound(render(http, "evidence/preview.html", context))


@require_GET
def inside(http: HttpRequest, uuid: UUID, content: UUID) -> HttpResponse:
    """The bytes of a picture or of a sound, as nothing but that. Raises `NotFound` for any other file."""
    found, file = _file(http, uuid, content)
    sort, media = sort_of(_first(file, HEAD), file.name)
    if sort not in (Sort.PICTURE, Sort.AUDIO) or file.size > LARGEST[sort]:
        raise NotFound
    looked_at(http, found, "preview", file.uuid)
    whole = b"".join(read(file))
    answer = _ranged(http, whole) if sort is Sort.AUDIO else HttpResponse(whole)
    return _sandboxed(answer, media)


@require_GET
def page(http: HttpRequest, uuid: UUID, content: UUID, number: int) -> HttpResponse:
    """A page of a PDF as a picture. Raises `NotFound` where there is none."""
    found, file = _file(http, uuid, content)
    if sort_of(_first(file, HEAD), file.name)[0] is not Sort.PDF or file.size > LARGEST[Sort.PDF]:
        raise NotFound
    drawn = page_of(b"".join(read(file)), number)
    if drawn is None:
        raise NotFound
    looked_at(http, found, "preview", file.uuid)
    return _sandboxed(HttpResponse(drawn.png), "image/png")


def _file(http: HttpRequest, uuid: UUID, content: UUID) -> tuple[Exhibit, Content]:
    """The exhibit and its file. Raises `NotFound`, and `ContentSealed` before a byte of marked material is read."""
    person, found = held(http, uuid)
    file = content_for(person, content, of=found)
    require_open(file)
    return found, file


def _first(file: Content, most: int) -> bytes:
    """The first bytes of a file; each piece of it proves itself as it is decrypted."""
    head, pieces = b"", read(file)
    while len(head) < most and (piece := next(pieces, None)) is not None:
        head += piece
    return head[:most]


def _pages(http: HttpRequest, file: Content) -> dict[str, Any]:
    asked = http.GET.get("page", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    drawn = page_of(b"".join(read(file)), number)
    if drawn is None:
        return {"sort": "not_drawn"}
    return {
        "number": number,
        "count": drawn.count,
        "previous": f"?page={number - 1}" if number > 1 else "",
        "next": f"?page={number + 1}" if number < drawn.count else "",
    }


def _mail(file: Content, head: bytes) -> dict[str, Any]:
    try:
        return {"mail": mail_of(b"".join(read(file)))}
    except ValueError:
        return {"sort": Sort.TEXT.value, "text": decoded(head[:TEXT]), "cut": file.size > TEXT}


def _ranged(http: HttpRequest, whole: bytes) -> HttpResponse:
    """What a player asks for: it jumps about in a sound by ranges of bytes (RFC 9110, 14)."""
    asked = RANGE.fullmatch(http.headers.get("Range", ""))
    size = len(whole)
    if asked is None or not any(asked.groups()):
        answer = HttpResponse(whole)
    else:
        first, last = asked.groups()
        start = int(first) if first else max(0, size - int(last))
        end = min(int(last) if first and last else size - 1, size - 1)
        if start > end:
            answer = HttpResponse(status=416)
            answer["Content-Range"] = f"bytes */{size}"
        else:
            answer = HttpResponse(whole[start : end + 1], status=206)
            answer["Content-Range"] = f"bytes {start}-{end}/{size}"
    answer["Accept-Ranges"] = "bytes"
    return answer


def _with_sound(answer: HttpResponse) -> HttpResponse:
    """A page that may play what comes from this node; no other page of the house can."""
    wrapped = csp_update({"media-src": [SELF]})(lambda http: answer)
    return cast("HttpResponse", wrapped(HttpRequest()))


def _sandboxed(answer: HttpResponse, media: str) -> HttpResponse:
    answer["Content-Type"] = media
    answer["Content-Disposition"] = "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SANDBOX
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
