"""Saying something to a partner: signed, numbered behind what was said before, kept, and carried in its turn."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from entraide.exchange.domain import messages
from entraide.exchange.domain import statement as said
from entraide.exchange.domain.attestations import Kind
from entraide.exchange.domain.chunks import new_key
from entraide.exchange.domain.encoding import digest_of
from entraide.exchange.domain.standing import TIME_OUTS, MessageStanding, PartnerStanding
from entraide.exchange.domain.statement import Handling, Statement
from entraide.exchange.errors import BodyRefused, PartnerNotConfirmed
from entraide.exchange.events import MessageQueued
from entraide.exchange.models import Attachment, Conversation, Message, Partner
from entraide.exchange.services import files
from entraide.exchange.services.attesting import ToAttest, attest_all
from entraide.exchange.services.hooks import check_body
from entraide.exchange.services.identity import identity
from entraide.kernel.canonical import canonical, plain
from entraide.kernel.identifiers import new_id
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person

# How long a message counts when nobody says otherwise: long enough for a link that is down over a holiday.
COUNTS_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Enclosure:
    """A file to go with a message; its digest is known where it was kept before."""

    path: Path
    name: str
    media_type: str
    size: int
    digest: str


def open_conversation(
    partner: Partner, *, at: datetime, case: UUID | None = None, subject: UUID | None = None
) -> Conversation:
    """A new conversation with a partner about a thing of this node. Raises `PartnerNotConfirmed`."""
    _require_confirmed(partner)
    return Conversation.objects.create(
        uuid=new_id(), partner=partner, case=case, subject=subject, opened_at=at
    )


@transaction.atomic
def send(
    conversation: Conversation,
    type_: str,
    body: dict[str, object],
    *,
    handling: Handling,
    acting: Person | None,
    at: datetime,
    enclosures: Iterable[Enclosure] = (),
    group: UUID | None = None,
) -> Message:
    """Say one thing in a conversation. It is signed and kept now; the link carries it, in its order.

    Raises `PartnerNotConfirmed`, `IdentityMissing`, `IdentityUnreadable`, and `ValueError` for a body that is not as
    its type describes it: that is no fault of a person's.
    """
    body = _checked(type_, body)
    conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
    partner = Partner.objects.get(pk=conversation.partner_id)
    _require_confirmed(partner)
    ours, message = identity(), new_id()
    attached = [_attached(message, one) for one in enclosures]
    statement = Statement(
        message=message,
        conversation=conversation.uuid,
        sequence=conversation.our_sequence + 1,
        previous=conversation.our_digest or None,
        seen=conversation.their_digest or None,
        type=type_,
        sender=ours.node,
        recipient=partner.node,
        created=at,
        expires=at + COUNTS_FOR,
        handling=handling,
        body_digest=digest_of(body),
        attachments=tuple(attached),
    )
    signed = messages.write(statement, body, ours.signing_at(at))
    row = Message.objects.create(
        uuid=message,
        conversation=conversation,
        partner=partner,
        outgoing=True,
        sequence=statement.sequence,
        type=type_,
        digest=signed.digest,
        content=canonical(signed.as_json()),
        created=at,
        expires=statement.expires,
        stored_at=at,
        standing=MessageStanding.QUEUED,
        by=acting.uuid if acting else None,
        group=group,
        missed_at=at + TIME_OUTS[0][0],
    )
    keep_attachments(row, attached, whole=True)
    conversation.our_sequence, conversation.our_digest = statement.sequence, signed.digest
    conversation.save(update_fields=["our_sequence", "our_digest"])
    record(
        MessageQueued(
            case=conversation.case,
            subject=conversation.subject,
            facts={"message": message, "digest": signed.digest, "type": type_, "partner": partner.node},
            detail={"partner": {"en": partner.name_en, "fr": partner.name_fr}},
        ),
        by=acting.uuid if acting else None,
        at=at,
    )
    attest_all([ToAttest(row, Kind.SUBMISSION_ACCEPTED)], at=at)
    return row


def keep_attachments(row: Message, attached: Sequence[said.Attachment], *, whole: bool) -> None:
    """Note the files of a message. Part of a larger act."""
    Attachment.objects.bulk_create(
        Attachment(
            uuid=one.id,
            message=row,
            name=one.name,
            media_type=one.media_type,
            size=one.size,
            digest=one.digest,
            whole=whole,
        )
        for one in attached
    )


def _checked(type_: str, body: dict[str, object]) -> dict[str, object]:
    said = plain(body)
    assert isinstance(said, dict)
    try:
        check_body(type_, said)
    except BodyRefused as wrong:
        raise ValueError(f"{type_}: {wrong.facts['where']}") from wrong
    return said


def _attached(message: UUID, one: Enclosure) -> said.Attachment:
    attachment = new_id()
    files.put(one.path, message, attachment)
    name = "".join(" " if letter in "/\\" else letter for letter in one.name)
    return said.Attachment(
        id=attachment,
        name=" ".join(name.split())[:255] or secrets.token_hex(4),
        media_type=one.media_type[:100],
        size=one.size,
        digest=one.digest,
        key=new_key(),
    )


def _require_confirmed(partner: Partner) -> None:
    if partner.standing != PartnerStanding.CONFIRMED:
        raise PartnerNotConfirmed
