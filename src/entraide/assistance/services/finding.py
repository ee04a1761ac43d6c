"""The words under which a request itself is found; letters and notes are found by their own."""

from __future__ import annotations

from entraide.assistance.models import AssistanceRequest
from entraide.cases.services.work import make_findable


def make_request_findable(request: AssistanceRequest) -> None:
    """Set the words of a request in the search index again. Part of a larger act."""
    make_findable(
        request.case, "request", request.uuid, words_of(request), at=request.recorded_at, about=request.uuid
    )


def words_of(request: AssistanceRequest) -> str:
    """What a request can be found by: its references, its title and facts, whom and what it is about."""
    return "\n".join(
        [
            request.reference,
            request.title,
            request.partner_references,
            request.partner_agency,
            request.facts,
            request.outcome,
            *(str(value) for value in request.block.values() if isinstance(value, str)),
            *(f"{s.name} {' '.join(map(str, s.particulars.values()))}" for s in request.subjects.all()),
            *(f"{offence.title} {offence.article}" for offence in request.offences.all()),
            *(f"{measure.description} {measure.custodian}" for measure in request.measures.all()),
            *(f"{a.organisation} {a.person}" for a in request.authorities.all()),
        ]
    )
