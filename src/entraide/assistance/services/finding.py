"""The words under which a request itself is found; letters and notes are found by their own."""

from __future__ import annotations

from entraide.assistance.models import AssistanceRequest
from entraide.assistance.queries import words_of
from entraide.cases.services.work import make_findable


def make_request_findable(request: AssistanceRequest) -> None:
    """Set the words of a request in the search index again. Part of a larger act."""
    make_findable(
        request.case, "request", request.uuid, words_of(request), at=request.recorded_at, about=request.uuid
    )
