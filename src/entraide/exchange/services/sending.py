"""Saying something to a partner: signed, numbered behind what was said before, kept, and carried in its turn."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
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
from entraide.exchange.domain.encoding import CONTROLS, digest_of, load
from entraide.exchange.domain.parcels import PARCEL_BYTES, content_bytes
from entraide.exchange.domain.standing import TIME_OUTS, MessageStanding, PartnerStanding
from entraide.exchange.domain.statement import Handling, Statement
from entraide.exchange.errors import BodyRefused, PartnerNotConfirmed, TooLarge
from entraide.exchange.events import MessageQueued
from entraide.exchange.models import Attachment, Conversation, Message, Partner
from entraide.exchange.queries import card_of
from entraide.exchange.services import files
from entraide.exchange.services.attesting import ToAttest, attest_all
from entraide.exchange.services.hooks import check_body
from entraide.exchange.services.identity import identity
from entraide.exchange.services.keeping import keep_new
from entraide.kernel.canonical import plain
from entraide.kernel.identifiers import new_id
from entraide.ledger.services import record_all
from entraide.ledger.services.rows import update_all

if TYPE_CHECKING:
    from entraide.accounts.models import Person

# How long a message counts when nobody says otherwise: long enough for a link that is down over a holiday.
COUNTS_FOR = timedelta(days=14)
# Sealed and written in base64 it is a third longer.
MOST_BYTES = PARCEL_BYTES * 3 // 4 - 4096
UNKNOWN = "application/octet-stream"


@dataclass(frozen=True)
class Enclosure:
    """A file to go with a message; its digest is known where it was kept before."""

    path: Path
    name: str
    media_type: str
    size: int
    digest: str


@dataclass(frozen=True)
class Draft:
    """One thing to say, and in which conversation."""

    conversation: Conversation
    type: str
    body: dict[str, object]
    handling: Handling
    enclosures: Sequence[Enclosure] = ()


def open_conversation(
    partner: Partner, *, at: datetime, case: UUID | None = None, subject: UUID | None = None
) -> Conversation:
    """A new conversation with a partner about a thing of this node. Raises `PartnerNotConfirmed`."""
    _require_confirmed(partner)
    return Conversation.objects.create(
        uuid=new_id(), partner=partner, case=case, subject=subject, opened_at=at
    )


def send(
    conversation: Conversation,
    type_: str,
    body: dict[str, object],
    *,
    handling: Handling,
    acting: Person | None,
    at: datetime,
    enclosures: Sequence[Enclosure] = (),
    group: UUID | None = None,
) -> Message:
    """Say one thing in a conversation; as `send_all`."""
    draft = Draft(conversation, type_, body, handling, enclosures)
    return send_all([draft], acting=acting, at=at, group=group)[0]


@transaction.atomic
def send_all(
    drafts: Sequence[Draft], *, acting: Person | None, at: datetime, group: UUID | None = None
) -> list[Message]:
    """Say some things, all or none. They are signed and kept now; the link carries them, in their order.

    Raises `PartnerNotConfirmed`, `IdentityMissing`, `IdentityUnreadable`, `Malformed` or `TooLarge` for what its
    recipient could not read, and `ValueError` for a body that is not as its type describes it: that is no fault of a
    person's.
    """
    bodies = [_checked(draft.type, draft.body) for draft in drafts]
    held = _held(drafts)
    most = {partner.pk: _most_bytes(partner) for partner in {one.partner for one in held.values()}}
    signed = [
        _signed(draft, held[draft.conversation.pk], body, most, at=at)
        for draft, body in zip(drafts, bodies, strict=True)
    ]
    by = acting.uuid if acting else None
    for row, _ in signed:
        row.by, row.group = by, group
    rows = [row for row, _ in signed]
    keep_new(rows)
    keep_attachments(signed, whole=True)
    update_all(list(held.values()), "our_sequence", "our_digest")
    record_all(_queued(rows), by=by, at=at)
    attest_all([ToAttest(row, Kind.SUBMISSION_ACCEPTED) for row in rows], at=at)
    return rows


def keep_attachments(named: Iterable[tuple[Message, Sequence[said.Attachment]]], *, whole: bool) -> None:
    """Note the files of messages. Part of a larger act."""
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
        for row, attached in named
        for one in attached
    )


def _held(drafts: Sequence[Draft]) -> dict[int, Conversation]:
    """The conversations, held until all is said; always in one order, so that nobody waits for another in a ring.
    Raises `PartnerNotConfirmed`."""
    wanted = {draft.conversation.pk for draft in drafts}
    held = Conversation.objects.select_for_update(of=("self",)).select_related("partner").order_by("pk")
    found = {conversation.pk: conversation for conversation in held.filter(pk__in=wanted)}
    for conversation in found.values():
        _require_confirmed(conversation.partner)
    return found


def _signed(
    draft: Draft,
    conversation: Conversation,
    body: dict[str, object],
    most: Mapping[int, int],
    *,
    at: datetime,
) -> tuple[Message, Sequence[said.Attachment]]:
    """The next message of a conversation, with its files; `most` says how large each partner takes one. Raises
    `TooLarge`, `Malformed`."""
    ours, message, partner = identity(), new_id(), conversation.partner
    attached = [_attached(message, one) for one in draft.enclosures]
    statement = Statement(
        message=message,
        conversation=conversation.uuid,
        sequence=conversation.our_sequence + 1,
        previous=conversation.our_digest or None,
        seen=conversation.their_digest or None,
        type=draft.type,
        sender=ours.node,
        recipient=partner.node,
        created=at,
        expires=at + COUNTS_FOR,
        handling=draft.handling,
        body_digest=digest_of(body),
        attachments=tuple(attached),
    )
    signed = messages.write(statement, body, ours.signing_at(at))
    content = signed.content
    _require_readable(signed.envelope.payload, content)
    if len(content) > most[partner.pk]:
        raise TooLarge(where="message", most=most[partner.pk])
    row = Message(
        uuid=message,
        conversation=conversation,
        partner=partner,
        outgoing=True,
        sequence=statement.sequence,
        type=draft.type,
        digest=signed.digest,
        content=content,
        created=at,
        expires=statement.expires,
        stored_at=at,
        standing=MessageStanding.QUEUED,
        missed_at=at + TIME_OUTS[0][0],
    )
    conversation.our_sequence, conversation.our_digest = statement.sequence, signed.digest
    return row, attached


def _most_bytes(partner: Partner) -> int:
    return content_bytes(card_of(partner).card.most_bytes)


def _queued(rows: Sequence[Message]) -> list[MessageQueued]:
    details = {
        partner.pk: {"partner": {"en": partner.name_en, "fr": partner.name_fr}}
        for partner in {row.partner for row in rows}
    }
    return [
        MessageQueued(
            case=row.conversation.case,
            subject=row.conversation.subject,
            facts={
                "message": row.uuid,
                "digest": row.digest,
                "type": row.type,
                "partner": row.partner.node,
            },
            detail=details[row.partner_id],
        )
        for row in rows
    ]


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
    return said.Attachment(
        id=attachment,
        name=_file_name(one.name),
        media_type=CONTROLS.sub("", one.media_type)[:100] or UNKNOWN,
        size=one.size,
        digest=one.digest,
        key=new_key(),
    )


def _file_name(name: str) -> str:
    """A name as the protocol writes it, whatever the file was called here."""
    spaced = CONTROLS.sub(" ", name.replace("/", " ").replace("\\", " "))
    found = " ".join(spaced.split())[:255].strip()
    return found if found.strip(".") else secrets.token_hex(4)


def _require_readable(payload: bytes, content: bytes) -> None:
    """That the recipient can read what we are about to say: what it could not would stand in the way of all that
    follows. Raises `Malformed`, `TooLarge`."""
    said.read_statement(payload, "statement")
    load(content, "message", most=MOST_BYTES, items=messages.MESSAGE_ITEMS)


def _require_confirmed(partner: Partner) -> None:
    if partner.standing != PartnerStanding.CONFIRMED:
        raise PartnerNotConfirmed
