"""What becomes of our letters: when the partner's node attests that it has one, it has left; when it refuses, it comes
back to its officer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from entraide.assistance.domain.kinds import Channel
from entraide.assistance.events import LetterRefused
from entraide.assistance.models import Letter
from entraide.assistance.services.writing import left
from entraide.exchange.domain.attestations import Kind
from entraide.exchange.queries import still_under_way
from entraide.kernel.clock import now
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.exchange.models import Attestation


def listen(attestation: Attestation) -> None:
    """Hear an attestation, in the transaction in which it is kept."""
    if not attestation.message.outgoing or attestation.ours:
        return
    if attestation.kind == Kind.DELIVERED:
        _delivered(attestation, at=attestation.at)
    elif attestation.kind == Kind.NOT_DELIVERED:
        _refused(attestation, at=now())


def _delivered(attestation: Attestation, *, at: datetime) -> None:
    letter = _letter_of(attestation)
    if letter is not None and letter.standing == Letter.Standing.LEAVING and letter.sent_by is not None:
        left(letter, channel=Channel.NODE, acting=letter.sent_by, at=at)


def _refused(attestation: Attestation, *, at: datetime) -> None:
    letter = _letter_of(attestation)
    if letter is None:
        return
    # Where it went to several, another may still have it, or has it already.
    if letter.standing == Letter.Standing.LEAVING and not still_under_way(letter.uuid):
        letter.standing = Letter.Standing.APPROVED
        letter.save(update_fields=["standing"])
    request = letter.request
    record(
        LetterRefused(
            case=request.case.uuid,
            subject=request.uuid,
            facts={"letter": letter.uuid, "message": attestation.message.uuid},
            detail={"subject": letter.subject, "reason": attestation.reason},
        ),
        by=None,
        at=at,
    )


def _letter_of(attestation: Attestation) -> Letter | None:
    # A letter leaves in the group of its uuid; what was said without one is of no letter.
    if attestation.message.group is None:
        return None
    return (
        Letter.objects.select_related("request__case", "pdf", "sent_by")
        .filter(uuid=attestation.message.group)
        .first()
    )
