"""What is said of a message after it was sent: recall, correction, narrowing, and leave to pass it on.

Who may: those who decide in the case. The exchange does the rest, at every partner that has the message.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from entraide.accounts.policy import require_role
from entraide.assistance.domain.lifecycle import DECIDING
from entraide.assistance.models import AssistanceRequest
from entraide.assistance.services.onward import require_may_be_said
from entraide.cases.policy import require_member
from entraide.exchange.queries import consents_about, messages_about
from entraide.exchange.services import consenting, recalling
from entraide.kernel.errors import NotFound

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.exchange.domain.statement import Handling
    from entraide.exchange.models import Consent, Message


def recall(request: AssistanceRequest, message: UUID, reason: str, *, acting: Person, at: datetime) -> None:
    """Take back a message of ours. Raises `NotFound`, `NotAllowed`, what `recalling.recall` raises, and
    `MayNotGoOn` for words that another partner keeps close."""
    held = _held(request, message, acting)
    require_may_be_said(request, {"text": reason})
    recalling.recall(held, reason, acting=acting, at=at)


def correct(request: AssistanceRequest, message: UUID, text: str, *, acting: Person, at: datetime) -> None:
    """Put right a message of ours. Raises as `recall`."""
    held = _held(request, message, acting)
    require_may_be_said(request, {"text": text})
    recalling.correct(held, text, acting=acting, at=at)


def narrow(
    request: AssistanceRequest,
    message: UUID,
    handling: Handling,
    reason: str,
    *,
    acting: Person,
    at: datetime,
) -> None:
    """Let less be done with a message of ours. Raises as `recall`, `NotNarrower` and `NothingNarrower`."""
    held = _held(request, message, acting)
    require_may_be_said(request, {"text": reason, "limits": handling.limits})
    recalling.narrow(held, handling, reason, acting=acting, at=at)


def ask_consent(
    request: AssistanceRequest, message: UUID, purpose: str, *, acting: Person, at: datetime
) -> Consent:
    """Ask the originator of a message for leave to pass it on. Raises as `recall`."""
    held = _held(request, message, acting)
    require_may_be_said(request, {"text": purpose}, [held.partner_id])
    return consenting.ask(held, purpose, acting=acting, at=at)


def answer_consent(
    request: AssistanceRequest, consent: UUID, *, granted: bool, text: str, acting: Person, at: datetime
) -> Consent:
    """Answer a partner that asked for leave. Raises as `recall`, and `Conflict`."""
    _require(request, acting)
    found = consents_about(request.uuid).filter(uuid=consent).first()
    if found is None:
        raise NotFound
    require_may_be_said(request, {"text": text}, [found.message.partner_id])
    return consenting.answer(found, granted=granted, text=text, acting=acting, at=at)


def _held(request: AssistanceRequest, message: UUID, acting: Person) -> Message:
    _require(request, acting)
    found = messages_about(request.uuid).filter(uuid=message).first()
    if found is None:
        raise NotFound
    return found


def _require(request: AssistanceRequest, acting: Person) -> None:
    require_member(acting, request.case_id)
    require_role(acting, *DECIDING)
