"""What a letter is drafted from: the record of its request, put as the letters ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from entraide.assistance.domain.kinds import AuthorityRole, Direction
from entraide.assistance.domain.letters.facts import LetterFacts, MeasureFacts
from entraide.assistance.domain.measures import LABELS, Decision, Ground, MeasureCode, Result
from entraide.assistance.models import AssistanceRequest, Authority, Measure
from entraide.kernel.languages import Language

if TYPE_CHECKING:
    from entraide.accounts.models import Person

ADDRESSED = {
    Direction.INCOMING: (AuthorityRole.REQUESTING, AuthorityRole.CENTRAL_IN, AuthorityRole.INVESTIGATING),
    Direction.OUTGOING: (AuthorityRole.REQUESTED, AuthorityRole.CENTRAL_OUT, AuthorityRole.CUSTODIAN),
}


def facts_for(request: AssistanceRequest, *, language: Language, text: str, acting: Person) -> LetterFacts:
    """The facts of a request as a letter in `language` tells them."""
    measures = list(request.measures.order_by("pk"))
    to = addressee(request)
    outgoing = request.direction == Direction.OUTGOING
    postponed = [measure.postponed_until for measure in measures if measure.postponed_until]
    return LetterFacts(
        our_reference=request.reference,
        their_reference=request.partner_references,
        addressee=to.person if to else "",
        matter=request.title,
        received_on=request.received_at.date() if request.received_at and not outgoing else None,
        dated=request.sent_at.date() if request.sent_at else None,
        measures=tuple(_measure(measure, language) for measure in measures),
        questions=tuple(line.strip() for line in text.splitlines() if line.strip()),
        reply_by=request.estimated_for,
        answer_by=request.hard_date.date() if request.hard_date and outgoing else None,
        reasons=tuple(
            _reason(m, language) for m in measures if m.decision in {Decision.REFUSE, Decision.POSTPONE}
        ),
        postponed_until=min(postponed) if postponed else None,
        legal_basis=request.legal_basis,
        summary=request.facts if outgoing else "",
        urgency=request.urgency_reason,
        limits=tuple(line.strip() for line in request.limits_on_use.splitlines() if line.strip()),
        contact=", ".join(part for part in (acting.name, acting.phone) if part),
        text=text,
    )


def recipient_of(request: AssistanceRequest, language: Language) -> tuple[str, str]:
    """The address block and the e-mail address of the authority written to; empty where unknown."""
    to = addressee(request)
    state = request.partner_state.name(language) if request.partner_state else ""
    if to is None:
        return "\n".join(part for part in (request.partner_agency, state) if part), ""
    lines = [to.person, to.title, to.unit, to.organisation, *to.address.splitlines(), state]
    return "\n".join(dict.fromkeys(line.strip() for line in lines if line.strip())), to.email


def addressee(request: AssistanceRequest) -> Authority | None:
    """The authority that a letter about this request goes to, by its role; None when none is on record."""
    roles = ADDRESSED[Direction(request.direction)]
    found = {authority.role: authority for authority in request.authorities.order_by("-pk")}
    return next((found[role] for role in roles if role in found), None)


def _measure(measure: Measure, language: Language) -> MeasureFacts:
    # Why a measure is to be executed whole is our own business; what limits or hinders it is the partner's too.
    tells = measure.decision and measure.decision != Decision.EXECUTE
    decision = LABELS[Decision(measure.decision)].in_language(language) if tells else ""
    result = LABELS[Result(measure.result)].in_language(language) if measure.result else ""
    return MeasureFacts(
        title=LABELS[MeasureCode(measure.code)].in_language(language),
        decision=_sentence(decision, measure.decision_text) if tells else "",
        result=_sentence(result, measure.result_text),
    )


def _reason(measure: Measure, language: Language) -> str:
    ground = LABELS[Ground(measure.ground)].in_language(language) if measure.ground else ""
    return _sentence(ground, measure.decision_text)


def _sentence(*parts: str) -> str:
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())
