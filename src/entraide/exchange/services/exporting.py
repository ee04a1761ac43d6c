"""A conversation as a file that proves itself."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from entraide.exchange.domain import conversations
from entraide.exchange.domain.cards import party
from entraide.exchange.domain.encoding import digest
from entraide.exchange.events import ConversationExported
from entraide.exchange.models import Attestation, Conversation, Export, Message
from entraide.exchange.queries import attested_of, cards_of, opened
from entraide.exchange.services.consenting import require_may_go_on
from entraide.exchange.services.identity import identity
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person


@transaction.atomic
def export_conversation(conversation: Conversation, *, acting: Person, at: datetime) -> bytes:
    """All that was said and attested, signed by this node; `entraide conversation verify` checks it anywhere.

    Who may see the conversation is for the caller to have asked. Raises `MayNotGoOn`, `IdentityMissing`,
    `IdentityUnreadable`.
    """
    ours, theirs = identity(), cards_of(conversation.partner)
    parties = {True: ours.party(), False: party(theirs)}
    # Ours that have not left, and theirs whose files are missing, stand in the order in which they were known.
    rows = list(Message.objects.filter(conversation=conversation).select_related("partner").order_by("pk"))
    for row in rows:
        # What was recalled stands in the proof of what was said, marked by the recall behind it.
        if not row.outgoing and row.recalled_at is None:
            require_may_go_on(row, row.type)
    attested = (
        Attestation.objects.filter(message__conversation=conversation).select_related("root").order_by("pk")
    )
    data = conversations.export(
        conversations.Conversation(
            conversation.uuid,
            ours.node,
            at,
            (*ours.cards, *theirs),
            tuple(opened(row, parties[row.outgoing]) for row in rows),
            tuple(attested_of(attested)),
        ),
        ours.signing_at(at),
    )
    Export.objects.create(
        conversation=conversation,
        at=at,
        by=acting,
        digest=digest(data),
        last_message=rows[-1].pk if rows else 0,
    )
    record(
        ConversationExported(
            case=conversation.case,
            subject=conversation.subject,
            facts={"conversation": conversation.uuid, "digest": digest(data), "messages": len(rows)},
            detail={"partner": {"en": conversation.partner.name_en, "fr": conversation.partner.name_fr}},
        ),
        by=acting.uuid,
        at=at,
    )
    return data
