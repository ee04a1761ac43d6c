"""The door at which other nodes knock. Nobody signs in: what is handed in proves itself or is refused.

Answers are lines of JSON; a refusal of the whole is problem+json with its code.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from entraide.exchange.domain.chunks import TAG_BYTES
from entraide.exchange.domain.delivery import (
    CHUNKS_TO_A_CALL,
    DELIVERY_BYTES,
    DELIVERY_TYPE,
    content_digest,
    write_answers,
    write_lines,
)
from entraide.exchange.domain.statement import CHUNK_BYTES
from entraide.exchange.errors import Busy, IdentityMissing, Malformed, NotYet, TooLarge
from entraide.exchange.services import partners
from entraide.exchange.services.identity import identity
from entraide.exchange.services.receiving import take_delivery, take_file
from entraide.exchange.services.refused import note
from entraide.exchange.services.witnessing import vouch_for
from entraide.kernel.canonical import canonical
from entraide.kernel.clock import now
from entraide.kernel.errors import NotFound, Refusal
from entraide.ledger.domain.witnessing import ASK_BYTES
from entraide.ui.problems import problem, status_of

# What comes of two calls at once, or of a file that is no longer wanted, is no incident.
ORDINARY = (NotFound, Busy, NotYet, IdentityMissing)
CARDS_BYTES = 8 * 1024 * 1024
FILE_BYTES = CHUNKS_TO_A_CALL * (CHUNK_BYTES + TAG_BYTES)
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def wire(*methods: str) -> Callable[[View[P]], View[P]]:
    """A view for nodes: no cookie, no page, refusals as problem+json."""

    def decorate(view: View[P]) -> View[P]:
        @csrf_exempt
        @require_http_methods(list(methods))
        @wraps(view)
        def answered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            try:
                response = view(request, *args, **kwargs)
            except Refusal as refusal:
                if not isinstance(refusal, ORDINARY):
                    note(refusal, at=now())
                body = json.dumps(problem(refusal, "en"))
                response = HttpResponse(body, "application/problem+json", status=status_of(refusal))
            response["Content-Digest"] = content_digest(response.content)
            return response

        return cast("View[P]", answered)

    return decorate


@wire("GET", "POST")
def cards(request: HttpRequest) -> HttpResponse:
    """Every card of this node, the oldest first (public, as a name on a door is); or the newer cards of a partner."""
    if request.method == "GET":
        return HttpResponse(
            write_lines(canonical(known.envelope.as_json()) for known in identity().cards), DELIVERY_TYPE
        )
    partners.take_cards(_body(request, CARDS_BYTES), at=now())
    return HttpResponse(b"", DELIVERY_TYPE)


@wire("POST")
def deliveries(request: HttpRequest) -> HttpResponse:
    """Take in parcels and attestations; the answer is on the disk before it is given."""
    return HttpResponse(write_answers(take_delivery(_body(request, DELIVERY_BYTES), at=now())), DELIVERY_TYPE)


@wire("POST")
def checkpoints(request: HttpRequest) -> HttpResponse:
    """Vouch for a partner's ledger, or answer with what was seen of it."""
    return HttpResponse(vouch_for(_body(request, ASK_BYTES), at=now()), "text/plain; charset=utf-8")


@wire("PUT")
def file_chunks(request: HttpRequest, message: UUID, attachment: UUID, first: int) -> HttpResponse:
    """Take in chunks of a file that is wanted, from the one with that number."""
    length = _length(request)
    if length > FILE_BYTES:
        raise TooLarge(where="chunks", most=FILE_BYTES)
    answer = take_file(message, attachment, first, request, length, at=now())  # type: ignore[arg-type]
    return HttpResponse(write_answers([answer]), DELIVERY_TYPE)


def _length(request: HttpRequest) -> int:
    text = request.headers.get("Content-Length", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def _body(request: HttpRequest, most: int) -> bytes:
    # Read here and not by Django, whose bound is that of a form.
    if _length(request) > most:
        raise TooLarge(where="delivery", most=most)
    data: bytes = request.read(most + 1)
    if len(data) > most:
        raise TooLarge(where="delivery", most=most)
    # Another's node may not say it; ours does.
    if request.headers.get("Content-Digest", content_digest(data)) != content_digest(data):
        raise Malformed(where="delivery")
    return data
