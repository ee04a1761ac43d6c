"""What is recorded here and the partner must know is told to its node, where it has one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from entraide.assistance.domain.exchanged import Type, terms_for
from entraide.assistance.domain.kinds import Direction
from entraide.assistance.domain.measures import Decision
from entraide.assistance.models import AssistanceRequest
from entraide.assistance.queries import check_is_due
from entraide.assistance.services.bodies import standing_body
from entraide.assistance.services.onward import require_may_be_said
from entraide.exchange.domain.standing import PartnerStanding
from entraide.exchange.domain.statement import Handling
from entraide.exchange.queries import conversations_about
from entraide.exchange.services.sending import Draft, send_all

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.exchange.models import Conversation, Message, Partner

# The acts of the requesting side that the requested side is told of.
TOLD: dict[str, Type] = {
    "record_answer": Type.ANSWER,
    "record_receipt": Type.RECEIPT,
    "record_feedback": Type.FEEDBACK,
    "withdraw": Type.WITHDRAWAL,
}
# A decision that needs a letter (a second person reads it) is not told before that letter leaves.
WITHOUT_A_LETTER = frozenset({Decision.EXECUTE, Decision.IN_PART})


def told_at_once(request: AssistanceRequest, code: str) -> list[Partner]:
    """The partners to whose node an act of ours goes as soon as it is done, read by nobody else before."""
    if code not in TOLD or request.direction != Direction.OUTGOING:
        return []
    return [one.partner for one in _talks(request)]


def tell_act(
    request: AssistanceRequest, code: str, text: str, *, acting: Person, at: datetime
) -> list[Message]:
    """Tell the partner of an act of ours, where it is one to be told. Part of a larger act."""
    if code not in TOLD or request.direction != Direction.OUTGOING:
        return []
    return tell(request, TOLD[code], text, acting=acting, at=at)


def tell_decisions(request: AssistanceRequest, *, acting: Person, at: datetime) -> list[Message]:
    """Tell the partner that all it asked will be done, as soon as that is decided. Part of a larger act."""
    decisions = set(request.measures.values_list("decision", flat=True))
    if request.direction != Direction.INCOMING or not decisions or not decisions <= WITHOUT_A_LETTER:
        return []
    return tell(request, Type.DECISION, "", acting=acting, at=at)


def tell(
    request: AssistanceRequest, type_: Type, text: str, *, acting: Person, at: datetime
) -> list[Message]:
    """Say something to every node with which a request is talked about. Part of a larger act.

    Raises `exchange.errors.MayNotGoOn`, `Recalled` where it carries on what another partner keeps close.
    """
    talks = _talks(request)
    body = standing_body(request, results=not check_is_due(request), text=text.strip())
    require_may_be_said(request, body, [one.partner_id for one in talks])
    return send_all([Draft(one, type_, body, terms_of(request)) for one in talks], acting=acting, at=at)


def _talks(request: AssistanceRequest) -> list[Conversation]:
    """Where a request is talked about, with partners that take something."""
    return [
        one for one in conversations_about(request.uuid) if one.partner.standing == PartnerStanding.CONFIRMED
    ]


def terms_of(request: AssistanceRequest) -> Handling:
    """How what is said about a request may be handled, from its record."""
    return terms_for(
        tlp=request.tlp,
        handling=request.handling,
        limits=request.limits_on_use,
        purpose=f"{request.reference} {request.title}".strip()[:500],
    )
