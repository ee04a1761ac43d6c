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
    """The offences as the library can know them: their codes, and the words of their titles; the rest is left out."""
    library = node_library()
    offences = list(request.offences.values_list("title", "iccs"))
    by_code = (iccs for _title, iccs in offences if iccs and library.offence_class(iccs))
    by_words = (word for word in library.offences if any(word in title.casefold() for title, _ in offences))
    return tuple(dict.fromkeys((*by_code, *by_words)))
