"""The marks under which lists find a request: who may see it, and every facet one may filter by."""

from __future__ import annotations

from entraide.assistance.domain.marks import facet
from entraide.assistance.models import MARKS, AssistanceRequest
from entraide.cases.events import MembershipChanged
from entraide.cases.queries import member_ids
from entraide.cases.services.indexing import person_token


def mark(request: AssistanceRequest) -> None:
    """Set the marks of a request again. Part of a larger act."""
    MARKS.put(
        request.pk,
        {
            facet("direction", request.direction),
            facet("state", request.state),
            facet("open", int(request.is_open)),
            facet("urgency", request.urgency),
            *([facet("kind", request.kind)] if request.kind else []),
            *([facet("track", request.track)] if request.track else []),
            *([facet("from", request.partner_state_id)] if request.partner_state_id else []),
            *([facet("officer", request.assigned_to_id)] if request.assigned_to_id else []),
            *([facet("unit", request.unit_id)] if request.unit_id else []),
            *(person_token(person_id) for person_id in member_ids(request.case_id)),
        },
    )


def membership_changed(change: MembershipChanged) -> None:
    """Let those who joined a case find its requests, and those who left no longer."""
    rows = list(AssistanceRequest.objects.filter(case_id=change.case_id).values_list("pk", flat=True))
    MARKS.change(
        rows,
        add=[person_token(pk) for pk in change.added],
        take=[person_token(pk) for pk in change.removed],
    )
