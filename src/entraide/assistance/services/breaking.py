"""Break-glass: one letter leaves although its requester is not verified; and what somebody else says of that after."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from entraide.assistance import policy
from entraide.assistance.domain.break_glass import FINDINGS
from entraide.assistance.errors import (
    GlassBrokenAlready,
    GlassReviewedAlready,
    NothingToRelease,
    ReasonNeeded,
    RequesterDenied,
    SecondPersonNeeded,
)
from entraide.assistance.events import GlassBroken, GlassReviewed
from entraide.assistance.models import AssistanceRequest, BreakGlass, Letter
from entraide.assistance.queries import check_is_due, discloses, letter_digest, waits_for_the_check
from entraide.assistance.services import moving
from entraide.assistance.services.writing import held_letter
from entraide.kernel.errors import NotFound
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person


@transaction.atomic
def break_glass(
    request: AssistanceRequest, *, letter: Letter, reason: str, tried: str, acting: Person, at: datetime
) -> BreakGlass:
    """Let one letter of an emergency leave, as it now reads, although its requester is not verified: why that cannot
    wait, and what was tried to reach somebody. The requester is no more verified than before.

    Raises `NotFound` (also for a letter of another request), `NotAllowed`, `ActNotOpen`, `LetterNotThere`,
    `RequesterDenied`, `NothingToRelease`, `GlassBrokenAlready`, `ReasonNeeded`.
    """
    request = moving.locked(request)
    moving.require(request, "break_glass", acting=acting)
    if letter.request_id != request.pk:
        raise NotFound
    letter = held_letter(letter, acting, Letter.Standing.IN_REVIEW, Letter.Standing.APPROVED)
    if request.verified_result == "denied":
        raise RequesterDenied
    if not check_is_due(request) or not discloses(letter):
        raise NothingToRelease
    if not reason.strip() or not tried.strip():
        raise ReasonNeeded
    digest = letter_digest(letter)
    if letter.broken_glass.filter(digest=digest).exists():
        raise GlassBrokenAlready
    made = BreakGlass.objects.create(
        request=request,
        letter=letter,
        digest=digest,
        at=at,
        by=acting,
        reason=reason.strip(),
        tried=tried.strip(),
    )
    record(
        GlassBroken(
            case=request.case.uuid,
            subject=request.uuid,
            facts={"glass": made.uuid, "letter": letter.uuid, "digest": digest},
            detail={"subject": letter.subject, "reason": made.reason, "tried": made.tried},
        ),
        by=acting.uuid,
        at=at,
    )
    return made


def require_waiting(request: AssistanceRequest) -> list[Letter]:
    """The letters for which a glass can be broken. Raises `RequesterDenied`, `NothingToRelease`."""
    if request.verified_result == "denied":
        raise RequesterDenied
    waiting = waits_for_the_check(request)
    if not waiting:
        raise NothingToRelease
    return waiting


@transaction.atomic
def review_break_glass(
    glass: BreakGlass, *, justified: bool, text: str, acting: Person, at: datetime
) -> BreakGlass:
    """Say whether a glass was rightly broken. It is done once, by another person, whatever became of the request.

    Raises `NotFound`, `NotAllowed`, `SecondPersonNeeded`, `GlassReviewedAlready`, `ReasonNeeded`.
    """
    request = moving.locked(glass.request)
    policy.require_may_review(acting, request.case_id)
    glass = BreakGlass.objects.select_for_update().get(pk=glass.pk)
    if glass.by_id == acting.pk:
        raise SecondPersonNeeded
    if glass.reviewed_at is not None:
        raise GlassReviewedAlready
    if not text.strip():
        raise ReasonNeeded
    glass.reviewed_at, glass.reviewed_by = at, acting
    glass.justified, glass.review = justified, text.strip()
    glass.save(update_fields=["reviewed_at", "reviewed_by", "justified", "review"])
    record(
        GlassReviewed(
            case=request.case.uuid,
            subject=request.uuid,
            facts={"glass": glass.uuid, "justified": justified},
            detail={"finding": FINDINGS[justified], "text": glass.review},
        ),
        by=acting.uuid,
        at=at,
    )
    return glass
