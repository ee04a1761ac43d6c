"""Originals leave the node as they came in: the exact bytes, and never shown as anything that could run."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from entraide.cases.queries import original_for
from entraide.cases.services.originals import require_whole
from entraide.cases.web.views.asking import looked_at, person_of


@require_GET
def original(http: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Download an original. Raises `NotFound`, `OriginalDamaged`."""
    found = original_for(person_of(http), uuid)
    looked_at(http, found.case, "cases.original", found.uuid)
    # A file taken in from a folder may have any name, line breaks in it too.
    name = "".join(letter for letter in found.name if letter.isprintable()) or "original"
    # Of any size: it is looked through first, and sent in pieces.
    file = require_whole(found).open("rb")
    response = FileResponse(file, content_type="application/octet-stream")
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
