"""What a person does with messages that did not arrive: try again at once. And the words for why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from entraide.exchange import errors, policy
from entraide.exchange.domain.standing import MessageStanding
from entraide.exchange.events import MessageDriven
from entraide.exchange.models import Message, Partner
from entraide.kernel.errors import Conflict, Refusal
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person


@transaction.atomic
def drive(message: Message, *, acting: Person, at: datetime) -> Message:
    """Have a message that waits tried again now, and the line to its partner too.

    Raises `NotAllowed`, `Conflict` for one that waits no longer.
    """
    policy.require_may_see_links(acting)
    held = Message.objects.select_for_update(of=("self",)).select_related("conversation").get(pk=message.pk)
    if not held.outgoing or held.standing != MessageStanding.QUEUED:
        raise Conflict
    held.next_try_at = None
    held.save(update_fields=["next_try_at"])
    Partner.objects.filter(pk=held.partner_id).update(next_try_at=None)
    record(
        MessageDriven(
            case=held.conversation.case,
            subject=held.conversation.subject,
            facts={"message": held.uuid, "digest": held.digest},
        ),
        by=acting.uuid,
        at=at,
    )
    return held


def sentence_of(code: str, language: str) -> str:
    """What a code of this package means, without its particulars; the code itself where it is not known."""
    known = {
        kind.code: kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, Refusal)
    }
    kind = known.get(code)
    return (
        (kind.summary if hasattr(kind, "summary") else kind.sentence).in_language(language) if kind else code
    )
