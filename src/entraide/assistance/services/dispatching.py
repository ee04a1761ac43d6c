"""The outbox: letters handed to the mail server, tried until it takes them. Safe to run twice, and to be killed."""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from entraide.assistance.domain.kinds import Channel
from entraide.assistance.domain.mailing import Protection
from entraide.assistance.events import DeliveryFailed
from entraide.assistance.models import Dispatch, Letter
from entraide.assistance.services.mailing.composing import composed
from entraide.assistance.services.mailing.keys import sender
from entraide.assistance.services.onward import ELSEWHERE
from entraide.assistance.services.writing import left, require_releasable
from entraide.cases.errors import OriginalDamaged
from entraide.kernel.errors import Refusal
from entraide.ledger.services import record

log = structlog.get_logger(__name__)

BATCH = 20
# Who hands a letter over holds it alone, longer than a mail server is waited for; should they die, another tries then.
HELD_FOR = timedelta(minutes=5)
# After each failure the next try is further away; after the last, a person must act.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60, 120, 240, 480))


def deliver_due(*, at: datetime) -> int:
    """Try every letter that is due; gives back how many the mail server took."""
    due = Dispatch.objects.filter(outcome=Dispatch.Outcome.QUEUED, next_attempt_at__lte=at)
    return sum(
        deliver(pk, at=at)
        for pk in list(due.order_by("next_attempt_at").values_list("pk", flat=True)[:BATCH])
    )


def deliver(pk: int, *, at: datetime) -> bool:
    """Try one letter. The Message-ID is made of the request and the dispatch: should the node die between the mail
    server's «yes» and its own note of it, the second copy bears the same identifier."""
    due = Dispatch.objects.filter(pk=pk, outcome=Dispatch.Outcome.QUEUED, next_attempt_at__lte=at)
    if not due.update(next_attempt_at=at + HELD_FOR):
        return False
    dispatch = Dispatch.objects.select_related("letter__pdf", "letter__request").get(pk=pk)
    try:
        require_releasable(dispatch.letter, to=ELSEWHERE)
        protection = _hand_over(dispatch, at=at)
    except Refusal as held_back:
        # A letter waits for hours where a mail server is down: what has changed since holds it back. So does a
        # certificate that has expired: nothing leaves in the clear because it could not be protected.
        _failed(pk, held_back.code, at=at, last=True)
        return False
    # A header that cannot be written is a ValueError: one such letter must not keep the others from leaving.
    except (OSError, smtplib.SMTPException, ValueError, OriginalDamaged) as error:
        _failed(pk, type(error).__name__, at=at)
        return False
    _sent(pk, protection, at=at)
    return True


def _hand_over(dispatch: Dispatch, *, at: datetime) -> Protection:
    mail, protection = composed(dispatch, at=at)
    Written(mail, dispatch.address).send()
    return protection


class Written(EmailMessage):
    """A mail that is written already: not a byte of what is signed changes on its way to the server."""

    def __init__(self, mail: bytes, address: str) -> None:
        super().__init__(from_email=sender(), to=[address], connection=get_connection())
        self.mail = mail

    def message(self, **rest: object) -> Any:
        return self

    def as_bytes(self, unixfrom: bool = False, linesep: str = "\r\n") -> bytes:
        """What the mail server is given."""
        return self.mail


@transaction.atomic
def _sent(pk: int, protection: Protection, *, at: datetime) -> None:
    dispatch = Dispatch.objects.select_for_update().get(pk=pk)
    letter = Letter.objects.select_related("request__case", "pdf", "sent_by").get(pk=dispatch.letter_id)
    if dispatch.outcome != Dispatch.Outcome.QUEUED or letter.sent_by is None:
        return
    dispatch.outcome, dispatch.settled_at, dispatch.attempts = (
        Dispatch.Outcome.SENT,
        at,
        dispatch.attempts + 1,
    )
    dispatch.protection = protection
    dispatch.save(update_fields=["outcome", "settled_at", "attempts", "protection"])
    left(letter, channel=Channel.EMAIL, acting=letter.sent_by, at=at)


@transaction.atomic
def _failed(pk: int, reason: str, *, at: datetime, last: bool = False) -> None:
    dispatch = Dispatch.objects.select_for_update().select_related("letter__request__case").get(pk=pk)
    if dispatch.outcome != Dispatch.Outcome.QUEUED:
        return
    log.warning("mail_not_taken", dispatch=str(dispatch.uuid), reason=reason, attempts=dispatch.attempts + 1)
    dispatch.last_error = reason
    if last or dispatch.attempts >= len(WAITS):
        dispatch.outcome, dispatch.settled_at = Dispatch.Outcome.FAILED, at
        Letter.objects.filter(pk=dispatch.letter_id).update(standing=Letter.Standing.APPROVED)
        request = dispatch.letter.request
        record(
            DeliveryFailed(
                case=request.case.uuid,
                subject=request.uuid,
                facts={"letter": dispatch.letter.uuid, "dispatch": dispatch.uuid},
                detail={"subject": dispatch.letter.subject, "reason": reason},
            ),
            by=None,
            at=at,
        )
    else:
        dispatch.next_attempt_at = at + WAITS[dispatch.attempts]
    dispatch.attempts += 1
    dispatch.save()
