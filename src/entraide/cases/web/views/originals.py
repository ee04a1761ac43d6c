"""Originals leave the node as they came in: the exact bytes, and never shown as anything that could run."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from entraide.cases.queries import original_for
from entraide.cases.services.originals import require_whole
from entraide.cases.web.views.asking import looked_at, person_of
from entraide.ui.downloads import to_keep


@require_GET
def original(http: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Download an original. Raises `NotFound`, `OriginalDamaged`."""
    found = original_for(person_of(http), uuid)
    looked_at(http, found.case, "cases.original", found.uuid)
    # Of any size: it is looked through first, and sent in pieces.
    file = require_whole(found).open("rb")
    response = FileResponse(file, content_type="application/octet-stream")
    return to_keep(response, found.name, otherwise="original")
