"""Large files in pieces: begun, gone on with where they are, finished or given up. Answers are JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from entraide.evidence.domain.exhibits import Part
from entraide.evidence.errors import UploadElsewhere
from entraide.evidence.queries import upload_for
from entraide.evidence.services import uploading
from entraide.evidence.web.views.asking import held, looked_at
from entraide.kernel.clock import now
from entraide.kernel.errors import Incomplete, NotFound, Refusal
from entraide.kernel.languages import Text
from entraide.ui.problems import problem, status_of

View = Callable[..., HttpResponse]
LARGEST = 1 << 50
NAME = Text(en="name", fr="nom")
SIZE = Text(en="size", fr="taille")
START = Text(en="start", fr="début")


def in_json(view: View) -> View:
    """Answers a refusal as problem+json, which the sender of pieces reads."""

    @wraps(view)
    def answer(http: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(http, *args, **kwargs)
        except Refusal as refusal:
            body = problem(refusal, get_language() or "en")
            if isinstance(refusal, UploadElsewhere):
                body["received"] = refusal.facts["at"]
            return JsonResponse(body, status=status_of(refusal), content_type="application/problem+json")

    return answer


@require_POST
@in_json
def begin(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Announce a file: where its pieces go, and how much of it is here already."""
    person, exhibit = held(http, uuid)
    said = _said(http)
    name, size, part = said.get("name"), said.get("size"), said.get("part") or Part.CONTENT.value
    if not isinstance(name, str) or not name.strip():
        raise Incomplete({"name": NAME})
    if type(size) is not int or not 0 <= size <= LARGEST or part not in Part.__members__.values():
        raise Incomplete({"size": SIZE})
    upload = uploading.begin(
        exhibit,
        name=name,
        media_type=str(said.get("media_type") or ""),
        size=size,
        acting=person,
        at=now(),
        part=Part(part),
    )
    looked_at(http, exhibit, "form")
    address = reverse("evidence:upload", args=[exhibit.uuid, upload.uuid])
    return JsonResponse({"url": address, "size": upload.size, "received": uploading.received(upload)})


@require_http_methods(["GET", "POST"])
@in_json
def piece(http: HttpRequest, uuid: UUID, upload: UUID) -> HttpResponse:
    """Where to go on; POST takes the next piece in, from byte `start`."""
    person, exhibit = held(http, uuid)
    known = upload_for(person, upload, of=exhibit)
    if http.method == "GET":
        return JsonResponse({"size": known.size, "received": uploading.received(known)})
    start = http.GET.get("start", "")
    if not start.isdecimal() or len(start) > 18:
        raise Incomplete({"start": START})
    here = uploading.go_on(known, int(start), http.body, acting=person, at=now())
    return JsonResponse({"size": known.size, "received": here})


@require_POST
@in_json
def finish(http: HttpRequest, uuid: UUID, upload: UUID) -> HttpResponse:
    """Make what came a file of the exhibit."""
    person, exhibit = held(http, uuid)
    content = uploading.finish(upload_for(person, upload, of=exhibit), acting=person, at=now())
    return JsonResponse({"url": reverse("evidence:exhibit", args=[exhibit.uuid]), "sha256": content.sha256})


@require_POST
@in_json
def give_up(http: HttpRequest, uuid: UUID, upload: UUID) -> HttpResponse:
    """Let go of what came so far."""
    person, exhibit = held(http, uuid)
    uploading.let_go(upload_for(person, upload, of=exhibit), acting=person, at=now())
    return JsonResponse({"received": 0})


def _said(http: HttpRequest) -> dict[str, Any]:
    try:
        found = json.loads(http.body)
    except (ValueError, RecursionError):
        raise Incomplete({"name": NAME}) from None
    if not isinstance(found, dict):
        raise NotFound
    return found
