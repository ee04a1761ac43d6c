"""What the library of instruments advises for a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from entraide.assistance.domain.kinds import Direction
from entraide.instruments.domain.advice import Advice, Question
from entraide.instruments.domain.advising import advise
from entraide.instruments.queries import node_library

if TYPE_CHECKING:
    from entraide.assistance.models import AssistanceRequest


def advice_for(request: AssistanceRequest) -> Advice | None:
    """What the library advises for this request; None while its partner state or its kind is not known."""
    question = question_of(request)
    return advise(question, node_library()) if question else None


def question_of(request: AssistanceRequest) -> Question | None:
    """The question a request puts to the library: the state that asks is «home»."""
    ours, theirs = settings.NODE.agency.country, request.partner_state_id
    if not request.kind or not theirs or theirs == ours:
        return None
    incoming = request.direction == Direction.INCOMING
    return Question(
        home=theirs if incoming else ours,
        partner=ours if incoming else theirs,
        kind=request.kind,
        track=request.track or None,
        measures=tuple(request.measures.values_list("code", flat=True)),
        offences=_offences_of(request),
        stage=request.stage or "investigation",
        urgency=request.urgency,
    )


def _offences_of(request: AssistanceRequest) -> tuple[str, ...]:
    """The words by which the library knows the offences on record; those it does not know are left out."""
    titles = [title.casefold() for title in request.offences.values_list("title", flat=True)]
    return tuple(word for word in node_library().offences if any(word in title for title in titles))
