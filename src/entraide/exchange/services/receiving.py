"""What a partner hands over: believed, kept, done and attested in one transaction; or refused with a code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from entraide.exchange.domain import messages
from entraide.exchange.domain.attestations import Attested, Kind
from entraide.exchange.domain.cards import Party
from entraide.exchange.domain.delivery import Answer, Wanted, is_parcel, lines_of
from entraide.exchange.domain.encoding import Fields, load
from entraide.exchange.domain.messages import Message as Opened
from entraide.exchange.domain.parcels import Parcel, read_parcel
from entraide.exchange.domain.standing import MessageStanding, PartnerStanding
from entraide.exchange.errors import (
    AttachmentChanged,
    BodyRefused,
    Expired,
    FromTheFuture,
    NotYet,
    OutOfSequence,
    PartnerNotConfirmed,
    TooLarge,
    TooMany,
    UnknownType,
    WrongConversation,
    WrongSender,
)
from entraide.exchange.events import MessageReceived, MessageRefused
from entraide.exchange.models import Attachment, Attestation, Conversation, Message, Partner
from entraide.exchange.queries import attested_of, party_of, statement_of
from entraide.exchange.queries import opened as opened_again
from entraide.exchange.services import files
from entraide.exchange.services.attesting import Proofs, ToAttest, attest_all, take_attested
from entraide.exchange.services.hooks import Arrived, File, Taker, check_body, taker_of
from entraide.exchange.services.identity import identity
from entraide.exchange.services.refused import note
from entraide.exchange.services.sending import keep_attachments
from entraide.kernel.canonical import canonical
from entraide.kernel.errors import NotFound, Refusal
from entraide.ledger.services import record

# Refusals after which the sender may come again with the very same bytes.
AGAIN = (NotYet, TooMany)
# And those after which it brings an attestation again: our clocks differ, or nothing passes between us for a while.
ATTESTED_AGAIN = (FromTheFuture, PartnerNotConfirmed)
MINUTE = timedelta(minutes=1)


@dataclass
class Door:
    """What is looked up once for a delivery: who a partner is, and how much came from it lately."""

    parties: dict[UUID, Party | None] = field(default_factory=dict)
    lately: dict[int, int] = field(default_factory=dict)

    def party(self, node: UUID) -> Party | None:
        """A confirmed partner as its signatures are checked; None for anybody else."""
        if node not in self.parties:
            self.parties[node] = party_of(node)
        return self.parties[node]

    def came_lately(self, partner: Partner, *, at: datetime) -> int:
        """How many messages came from a partner within the last minute."""
        if partner.pk not in self.lately:
            came = Message.objects.filter(partner=partner, stored_at__gt=at - MINUTE)
            self.lately[partner.pk] = came.count()
        return self.lately[partner.pk]

    def comes(self, partner: Partner) -> None:
        """One more is kept."""
        self.lately[partner.pk] += 1


def take_delivery(data: bytes, *, at: datetime) -> list[Answer]:
    """Take in what a node hands over, line by line, each answered. One transaction: what is answered is on the disk.

    Raises `TooLarge`, `Malformed` for bytes that are no delivery at all.
    """
    lines, door = lines_of(data), Door()
    with transaction.atomic():
        answers = [_taken(line, door, at=at) for line in lines if is_parcel(line)]
        later = _take_attestations([line for line in lines if not is_parcel(line)], at=at)
        return [*_attested([one for one in answers if one is not None], at=at), *later]


def take_file(
    message: UUID, attachment: UUID, first: int, stream: BinaryIO, length: int, *, at: datetime
) -> Answer:
    """Take in chunks of a file that is wanted; with the last of the last file the message is done and attested.

    Raises `NotFound` for a file that nobody wants, `AttachmentChanged`, `Busy`, `NotYet` for chunks ahead of their
    turn.
    """
    row = (
        Attachment.objects.select_related("message__conversation", "message__partner")
        .filter(uuid=attachment, message__uuid=message, message__outgoing=False)
        .first()
    )
    if row is None:
        raise NotFound
    if row.message.partner.standing != PartnerStanding.CONFIRMED:
        raise PartnerNotConfirmed
    if row.message.standing != MessageStanding.ARRIVING or row.whole:
        return _file_done(row, at=at, taken=False)
    # Held until what came is on record: another who brings the same chunks must not write into a file that is whole.
    # Bytes come as slowly as the line is: nothing of the database is held meanwhile.
    with files.held(files.path_of(message, attachment)) as file:
        row.refresh_from_db(fields=["chunks", "whole"])
        taken = not row.whole
        if taken:
            if first > row.chunks:
                raise NotYet(where=f"chunk {first}")
            _take_chunks(row, file, first, stream, length)
        return _file_done(row, at=at, taken=taken)


def _file_done(row: Attachment, *, at: datetime, taken: bool) -> Answer:
    with transaction.atomic():
        if taken:
            row.save(update_fields=["chunks", "whole"])
        kept = Message.objects.select_for_update(of=("self",)).select_related("conversation", "partner")
        found = kept.get(pk=row.message_id)
        if found.standing == MessageStanding.ARRIVING:
            _do(found, at=at)
        return _attested([found], at=at)[0]


def _take_chunks(row: Attachment, file: BinaryIO, first: int, stream: BinaryIO, length: int) -> None:
    said = next(one for one in statement_of(row.message).attachments if one.id == row.uuid)
    path = files.path_of(row.message.uuid, row.uuid)
    try:
        row.chunks = files.take_chunks(said, file, row.chunks, first, stream, length)
    except (AttachmentChanged, OSError):
        # The line broke, or brought something else: the sender goes on behind what came whole before that.
        row.chunks = max(row.chunks, min(files.whole_chunks(path), said.chunks - 1))
        row.save(update_fields=["chunks"])
        raise
    if row.chunks == said.chunks:
        row.whole = files.digest_of(path) == row.digest
        # A file that is another than the one that was signed is asked for again from its beginning.
        row.chunks = row.chunks if row.whole else 0


def _taken(line: bytes, door: Door, *, at: datetime) -> Message | Answer | None:
    """The message in a parcel, kept; or the answer that refuses it."""
    parcel: Parcel | None = None
    try:
        parcel = read_parcel(line)
        # What one parcel breaks is undone, and the others stay.
        with transaction.atomic():
            return _believed(line, door, at=at)
    except Refusal as refusal:
        again = isinstance(refusal, AGAIN)
        if not again:
            note(refusal, parcel, at=at)
        where = str(refusal.facts.get("where", ""))
        return Answer(parcel.message, refusal=refusal.code, where=where, again=again) if parcel else None


def _believed(line: bytes, door: Door, *, at: datetime) -> Message:
    ours = identity()
    opened = messages.open_message(
        line, ours=ours.node, opening=ours.opening_keys(), party_of=door.party, at=at
    )
    said = opened.statement
    # Held while its messages are counted: a partner's deliveries come in one after the other.
    partner = Partner.objects.select_for_update().get(node=said.sender)
    known = Message.objects.filter(uuid=said.message).select_related("conversation", "partner").first()
    if known is not None:
        if known.digest != opened.digest or known.outgoing:
            raise WrongSender(where="message.envelope.payload.message")
        return known
    _require_within_limits(partner, len(line), door, at=at)
    conversation = _conversation(opened, partner, at=at)
    _require_next(conversation, opened)
    refusal = _refusal_of(opened, at=at)
    row = Message.objects.create(
        uuid=said.message,
        conversation=conversation,
        partner=partner,
        outgoing=False,
        sequence=said.sequence,
        type=said.type,
        digest=opened.digest,
        content=canonical(opened.as_json()),
        created=said.created,
        expires=said.expires,
        stored_at=at,
        standing=MessageStanding.ARRIVING,
    )
    door.comes(partner)
    conversation.their_sequence, conversation.their_digest = said.sequence, opened.digest
    conversation.save(update_fields=["their_sequence", "their_digest"])
    keep_attachments(row, said.attachments, whole=False)
    if refusal is not None:
        _refuse(row, refusal, at=at)
    else:
        _do(row, at=at, opened=opened)
    return row


def _refusal_of(opened: Opened, *, at: datetime) -> Refusal | None:
    """Why nothing is done for an authentic message: it is too late, or says what nobody here can take. It is kept as
    refused, so that what follows it can be taken, and its files are not asked for. Other faults of its time are raised.
    """
    try:
        messages.require_timely(opened, at)
        _taker_of(opened.statement.type)
        check_body(opened.statement.type, opened.body)
    except (Expired, UnknownType, BodyRefused) as refusal:
        return refusal
    return None


def _taker_of(type_: str) -> Taker:
    taker = taker_of(type_)
    if taker is None:
        raise UnknownType(where="message.envelope.payload.type", type=type_)
    return taker


def _require_within_limits(partner: Partner, size: int, door: Door, *, at: datetime) -> None:
    if size > partner.most_bytes * 2:
        raise TooLarge(where="parcel", most=partner.most_bytes)
    if door.came_lately(partner, at=at) >= partner.per_minute:
        raise TooMany


def _conversation(opened: Opened, partner: Partner, *, at: datetime) -> Conversation:
    said = opened.statement
    found = Conversation.objects.select_for_update().filter(uuid=said.conversation).first()
    if found is None:
        if said.sequence != 1:
            raise NotYet(where="message.envelope.payload.sequence")
        if Conversation.objects.filter(partner=partner).count() >= partner.open_conversations:
            raise TooMany
        return Conversation.objects.create(uuid=said.conversation, partner=partner, opened_at=at)
    if found.partner_id != partner.pk:
        raise WrongConversation(where="message.envelope.payload.conversation")
    return found


def _require_next(conversation: Conversation, opened: Opened) -> None:
    """That a message follows what its sender said before, and answers what we said here."""
    said, place = opened.statement, "message.envelope.payload"
    if said.sequence > conversation.their_sequence + 1:
        raise NotYet(where=f"{place}.sequence")
    if said.sequence != conversation.their_sequence + 1 or (said.previous or "") != conversation.their_digest:
        raise OutOfSequence(where=f"{place}.sequence")
    ours = Message.objects.filter(conversation=conversation, outgoing=True, digest=said.seen)
    if said.seen is not None and not ours.exists():
        raise OutOfSequence(where=f"{place}.seen")


def _do(row: Message, *, at: datetime, opened: Opened | None = None) -> None:
    """Once its files are all here, do what a message says; what refuses it undoes what it began."""
    bare = opened is not None and not opened.statement.attachments
    if not bare and row.attachments.filter(whole=False).exists():
        return
    if opened is None:
        party = party_of(row.partner.node)
        if party is None:
            raise PartnerNotConfirmed
        opened = opened_again(row, party)
    try:
        with transaction.atomic():
            attached = () if bare else row.attachments.order_by("pk")
            here = tuple(File(one, files.path_of(row.uuid, one.uuid)) for one in attached)
            _taker_of(row.type)(Arrived(row, opened.body, opened.statement.handling, here, at))
            row.standing = MessageStanding.DELIVERED
            row.save(update_fields=["standing"])
            _record(MessageReceived, row, at=at)
    except Refusal as refusal:
        _refuse(row, refusal, at=at)


def _refuse(row: Message, refusal: Refusal, *, at: datetime) -> None:
    row.standing, row.last_error = MessageStanding.REFUSED, refusal.code
    row.save(update_fields=["standing", "last_error"])
    said = {"en": refusal.in_language("en"), "fr": refusal.in_language("fr")}
    _record(MessageRefused, row, at=at, reason=said)


def _attested(found: Sequence[Message | Answer], *, at: datetime) -> list[Answer]:
    """The answers, with what we attest of each message: signed together, and the same again for what is here twice."""
    rows = [one for one in found if isinstance(one, Message)]
    attest_all(
        [
            ToAttest(row, Kind.DELIVERED)
            if row.standing == MessageStanding.DELIVERED
            else ToAttest(row, Kind.NOT_DELIVERED, row.last_error)
            for row in rows
            if row.standing != MessageStanding.ARRIVING
        ],
        at=at,
        carried=True,
    )
    ours = Attestation.objects.filter(message__in=rows, ours=True).select_related("root")
    proofs: dict[UUID, list[Attested]] = {}
    for proof in attested_of(ours.order_by("pk")):
        proofs.setdefault(proof.attestation.message, []).append(proof)
    return [one if isinstance(one, Answer) else _answer(one, proofs.get(one.uuid, ())) for one in found]


def _answer(row: Message, proofs: Sequence[Attested]) -> Answer:
    wanted = (
        row.attachments.filter(whole=False).order_by("pk") if row.standing == MessageStanding.ARRIVING else []
    )
    return Answer(
        row.uuid,
        attested=tuple(proofs),
        wanted=tuple(Wanted(one.uuid, one.chunks) for one in wanted),
    )


def _take_attestations(lines: Sequence[bytes], *, at: datetime) -> list[Answer]:
    """Keep what a partner attests; the answers are about messages of which it is to bring its attestations again."""
    later = []
    proofs = Proofs()
    for number, line in enumerate(lines):
        place = f"attestation[{number}]"
        about: UUID | None = None
        try:
            fields = Fields(load(line, place, most=64 * 1024, items=200), place)
            said = fields.within("attestation")
            partner = Partner.objects.filter(node=said.uuid("node")).first()
            if partner is None:
                raise WrongSender(where=place)
            about = said.uuid("message")
            if partner.standing != PartnerStanding.CONFIRMED:
                raise PartnerNotConfirmed(where=place)
            with transaction.atomic():
                take_attested([fields], partner, at=at, proofs=proofs)
        except Refusal as refusal:
            if about is not None and isinstance(refusal, ATTESTED_AGAIN):
                where = str(refusal.facts.get("where", ""))
                later.append(Answer(about, refusal=refusal.code, where=where, again=True))
            else:
                note(refusal, None, at=at)
    return later


def _record(
    event: type[MessageReceived | MessageRefused], row: Message, *, at: datetime, **detail: object
) -> None:
    # What the message did has set what its conversation is about.
    conversation = Conversation.objects.get(pk=row.conversation_id)
    row.conversation = conversation
    record(
        event(
            case=conversation.case,
            subject=conversation.subject,
            facts={
                "message": row.uuid,
                "digest": row.digest,
                "type": row.type,
                "partner": row.partner.node,
                "reason": row.last_error,
            },
            detail={"partner": {"en": row.partner.name_en, "fr": row.partner.name_fr}, **detail},
        ),
        by=None,
        at=at,
    )
