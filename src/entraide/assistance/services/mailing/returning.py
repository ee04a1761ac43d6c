"""Letters that came back: what mail servers report of a letter of ours, and what that does to it.

What a letter did to its request when it counted as sent is not undone: the record says that it came back, and a person
sends it otherwise. A report is hearsay, of a server that has seen our mail; it is never taken for an attestation.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from entraide.assistance.domain.kinds import Channel
from entraide.assistance.domain.mailing import REPORTS
from entraide.assistance.events import LetterCameBack, MailReported
from entraide.assistance.models import Dispatch, Letter, ReceivedMail
from entraide.assistance.services import moving
from entraide.assistance.services.mailing.filing import keep_mail, settle
from entraide.cases.services.work import Sheet, put_on_file
from entraide.exchange.domain.mail.bounces import Bounce, Outcome
from entraide.ledger.services import record


@transaction.atomic
def take_report(mail: ReceivedMail, bounce: Bounce, dispatch: Dispatch, *, at: datetime) -> None:
    """File a report with the request of its letter; where it says that the server gave up, the letter comes back to
    its officer as one that did not leave. Part of a larger act."""
    request = moving.locked(dispatch.letter.request)
    dispatch = Dispatch.objects.select_for_update(of=("self",)).get(pk=dispatch.pk)
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=dispatch.letter_id)
    original = keep_mail(mail, request, f"{request.reference}-report.eml", at=at)
    put_on_file(
        request.case,
        Sheet(
            incoming=True,
            channel=Channel.EMAIL,
            counterpart=bounce.recipient or dispatch.address,
            subject=letter.subject,
            text=bounce.diagnostic,
            happened_at=mail.stored_at,
            original=original,
            about=request.uuid,
        ),
        acting=None,
        at=at,
    )
    gave_up = bounce.outcome is Outcome.PERMANENT and dispatch.outcome != Dispatch.Outcome.FAILED
    if gave_up:
        _bring_back(letter, dispatch, bounce, at=at)
    words = REPORTS[bounce.outcome]
    event = LetterCameBack if gave_up else MailReported
    record(
        event(
            case=request.case.uuid,
            subject=request.uuid,
            facts={"letter": letter.uuid, "dispatch": dispatch.uuid, "sha256": mail.sha256},
            detail={
                "subject": letter.subject,
                "address": dispatch.address,
                "reason": bounce.diagnostic,
                "report": {"en": words.en, "fr": words.fr},
            },
        ),
        by=None,
        at=at,
    )
    mail.request, mail.dispatch = request, dispatch
    settle(mail, ReceivedMail.Outcome.REPORT, at=at)


def _bring_back(letter: Letter, dispatch: Dispatch, bounce: Bounce, *, at: datetime) -> None:
    dispatch.outcome, dispatch.settled_at, dispatch.came_back_at = Dispatch.Outcome.FAILED, at, at
    dispatch.last_error = bounce.diagnostic[:300]
    dispatch.save(update_fields=["outcome", "settled_at", "came_back_at", "last_error"])
    # Where it left again since, or by another channel, that is how it stands.
    is_last = not letter.dispatches.filter(pk__gt=dispatch.pk).exists()
    under_way = letter.standing in {Letter.Standing.SENT, Letter.Standing.LEAVING}
    if is_last and under_way and letter.channel == Channel.EMAIL:
        letter.standing = Letter.Standing.APPROVED
        letter.save(update_fields=["standing"])
