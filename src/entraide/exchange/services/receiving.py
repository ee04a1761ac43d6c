"""What a partner hands over: believed, kept, done and attested in one transaction; or refused with a code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import BinaryIO
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import QuerySet

from entraide.exchange.domain import messages
from entraide.exchange.domain.attestations import Attested, Kind, Lines
from entraide.exchange.domain.cards import Party
from entraide.exchange.domain.delivery import Answer, Wanted, is_parcel, lines_of
from entraide.exchange.domain.keys import OpeningKey
from entraide.exchange.domain.messages import Message as Opened
from entraide.exchange.domain.parcels import Parcel, read_parcel
from entraide.exchange.domain.standing import MessageStanding, PartnerStanding
from entraide.exchange.errors import (
    AttachmentChanged,
    BodyRefused,
    Expired,
    FromTheFuture,
    NotDone,
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
from entraide.exchange.services.attesting import Brought, Proofs, Proved, ToAttest, attest_all, take_proved
from entraide.exchange.services.faults import FAULTS, place_of
from entraide.exchange.services.hooks import Arrived, File, Taker, check_body, taker_of
from entraide.exchange.services.identity import identity
from entraide.exchange.services.keeping import keep_new, write_together
from entraide.exchange.services.refused import Refused
from entraide.exchange.services.sending import keep_attachments
from entraide.kernel.errors import NotFound, Refusal
from entraide.ledger.services import record_all
from entraide.ledger.services.rows import update_all

log = structlog.get_logger(__name__)

# Refusals after which the sender may come again with the very same bytes.
AGAIN = (NotYet, TooMany)
# And those after which it brings an attestation again: our clocks differ, or nothing passes between us for a while.
ATTESTED_AGAIN = (FromTheFuture, PartnerNotConfirmed)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """A parcel as it came: what its outside claims, and the message in it or why nobody believes that."""

    size: int
    parcel: Parcel | None = None
    opened: Opened | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True)
class New:
    """A message that was not here before; `refusal` is why nothing is done for it."""

    row: Message
    opened: Opened
    refusal: Refusal | None


class Door:
    """What is here of what a delivery brings, looked up once and held. What is let in is kept together at the end."""

    def __init__(self, opened: Sequence[Opened], *, at: datetime) -> None:
        self.at = at
        said = [one.statement for one in opened]
        # Held while its messages are counted: a partner's deliveries come in one after the other.
        partners = Partner.objects.select_for_update().filter(node__in={one.sender for one in said})
        self.partners = {one.node: one for one in partners.order_by("pk")}
        known = Message.objects.filter(uuid__in=[one.message for one in said])
        self.known = {row.uuid: row for row in known.select_related("conversation", "partner")}
        talks = Conversation.objects.select_for_update().filter(uuid__in={one.conversation for one in said})
        self.talks = {one.uuid: one for one in talks.order_by("pk")}
        seen = Message.objects.filter(outgoing=True, digest__in=[one.seen for one in said if one.seen])
        self.seen = set(seen.values_list("conversation_id", "digest"))
        # Conversations in which files of a message are still to come: what follows it waits for it.
        arriving = Message.objects.filter(
            conversation__in=[one.pk for one in self.talks.values()], expires__gt=at
        )
        waiting = arriving.filter(outgoing=False, standing=MessageStanding.ARRIVING)
        self.waiting = set(waiting.values_list("conversation__uuid", flat=True))
        self.lately: dict[int, int] = {}
        self.open: dict[int, int] = {}
        self.begun: dict[UUID, Conversation] = {}
        self.new: list[New] = []

    def let_in(self, opened: Opened, size: int) -> Message:
        """A message in its place, new or known. What is refused leaves nothing behind: all is asked before anything
        is noted. Raises what may stand in the way of it."""
        said = opened.statement
        partner = self.partners.get(said.sender)
        if partner is None or partner.standing != PartnerStanding.CONFIRMED:
            # Suspended since it was opened.
            raise WrongSender(where="parcel.sender")
        known = self.known.get(said.message)
        if known is not None:
            if known.digest != opened.digest or known.outgoing:
                raise WrongSender(where="message.envelope.payload.message")
            return known
        self._require_within_limits(partner, size)
        conversation = self._conversation(opened, partner)
        self._require_next(conversation, opened)
        refusal = _refusal_of(opened, at=self.at)
        row = _row(opened, conversation, partner, at=self.at)
        conversation.their_sequence, conversation.their_digest = said.sequence, opened.digest
        if said.conversation not in self.talks:
            self.talks[said.conversation] = self.begun[said.conversation] = conversation
            self.open[partner.pk] += 1
        self.known[said.message] = row
        self.lately[partner.pk] += 1
        self.new.append(New(row, opened, refusal))
        if said.attachments and refusal is None:
            self.waiting.add(said.conversation)
        return row

    def keep(self) -> None:
        """Write what was let in."""
        spoken = {one.row.conversation.uuid: one.row.conversation for one in self.new}
        further = [one for uuid, one in spoken.items() if uuid not in self.begun]
        Conversation.objects.bulk_create(self.begun.values())
        update_all(further, "their_sequence", "their_digest")
        keep_new([one.row for one in self.new])
        keep_attachments([(one.row, one.opened.statement.attachments) for one in self.new], whole=False)

    def _require_within_limits(self, partner: Partner, size: int) -> None:
        if size > partner.most_bytes * 2:
            raise TooLarge(where="parcel", most=partner.most_bytes)
        if partner.pk not in self.lately:
            self.lately[partner.pk] = _came(partner, self.at - MINUTE).count()
        if self.lately[partner.pk] >= partner.per_minute:
            raise TooMany

    def _conversation(self, opened: Opened, partner: Partner) -> Conversation:
        said = opened.statement
        found = self.talks.get(said.conversation)
        if found is None:
            if said.sequence != 1:
                raise NotYet(where="message.envelope.payload.sequence")
            if partner.pk not in self.open:
                self.open[partner.pk] = _came(partner, self.at - DAY).filter(sequence=1).count()
            if self.open[partner.pk] >= partner.open_conversations:
                raise TooMany
            return Conversation(uuid=said.conversation, partner=partner, opened_at=self.at)
        if found.partner_id != partner.pk:
            raise WrongConversation(where="message.envelope.payload.conversation")
        return found

    def _require_next(self, conversation: Conversation, opened: Opened) -> None:
        """That a message follows what its sender said before, and answers what we said here."""
        said, place = opened.statement, "message.envelope.payload"
        if said.sequence > conversation.their_sequence + 1 or said.conversation in self.waiting:
            raise NotYet(where=f"{place}.sequence")
        before = (conversation.their_sequence + 1, conversation.their_digest)
        if (said.sequence, said.previous or "") != before:
            raise OutOfSequence(where=f"{place}.sequence")
        if said.seen is not None and (conversation.pk, said.seen) not in self.seen:
            raise OutOfSequence(where=f"{place}.seen")


def take_delivery(data: bytes, *, at: datetime) -> list[Answer]:
    """Take in what a node hands over, line by line, each answered. One transaction: what is answered is on the disk.

    Raises `TooLarge`, `Malformed` for bytes that are no delivery at all.
    """
    lines, refused = lines_of(data), Refused()
    # Opened and proved before anything is held: it takes most of the time, and nobody waits for it.
    signers = cache(party_of)
    parcels = _opened([line for line in lines if is_parcel(line)], signers, at=at)
    attested = _read_attestations([line for line in lines if not is_parcel(line)])
    try:
        with transaction.atomic():
            return [*_take_parcels(parcels, refused, at=at), *_take_attestations(attested, refused, at=at)]
    finally:
        refused.keep(at=at)


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
            _do_once_whole(found, at=at)
        return _attested([found], at=at)[0]


def _take_chunks(row: Attachment, file: BinaryIO, first: int, stream: BinaryIO, length: int) -> None:
    said = next(one for one in statement_of(row.message).attachments if one.id == row.uuid)
    path = files.path_of(row.message.uuid, row.uuid)
    try:
        row.chunks = files.take_chunks(said, path, file, row.chunks, first, stream, length)
    except (AttachmentChanged, OSError):
        # The line broke, or brought something else: the sender goes on behind what came whole before that.
        row.chunks = max(row.chunks, min(files.whole_chunks(path), said.chunks - 1))
        row.save(update_fields=["chunks"])
        raise
    if row.chunks == said.chunks:
        row.whole = files.digest_of_arrived(path, file, said.chunks) == row.digest
        # A file that is another than the one that was signed is asked for again from its beginning.
        row.chunks = row.chunks if row.whole else 0


def _opened(lines: Sequence[bytes], party_of: Callable[[UUID], Party | None], *, at: datetime) -> list[Line]:
    if not lines:
        return []
    ours = identity()
    keys = ours.opening_keys()
    return [_opened_one(line, ours.node, keys, party_of, at=at) for line in lines]


def _opened_one(
    line: bytes,
    ours: UUID,
    keys: Mapping[str, OpeningKey],
    party_of: Callable[[UUID], Party | None],
    *,
    at: datetime,
) -> Line:
    parcel = None
    try:
        parcel = read_parcel(line)
        opened = messages.open_message(parcel, ours=ours, opening=keys, party_of=party_of, at=at)
    except Refusal as refusal:
        return Line(len(line), parcel, refusal=refusal)
    return Line(len(line), parcel, opened)


def _take_parcels(lines: Sequence[Line], refused: Refused, *, at: datetime) -> list[Answer]:
    """Keep the messages in parcels, do what they say, and attest it."""
    door = Door([line.opened for line in lines if line.opened], at=at)
    found = [_let_in(line, door, refused) for line in lines]
    door.keep()
    ended = [new for new in door.new if new.refusal or not new.opened.statement.attachments]
    done = iter(_do_all([new for new in ended if not new.refusal], at=at))
    _finish([(new.row, new.refusal or next(done)) for new in ended], at=at)
    return _attested([one for one in found if one is not None], at=at)


def _let_in(line: Line, door: Door, refused: Refused) -> Message | Answer | None:
    """The message in a parcel; or the answer that refuses it."""
    try:
        if line.refusal is not None:
            raise line.refusal
        assert line.opened is not None
        return door.let_in(line.opened, line.size)
    except Refusal as refusal:
        again = isinstance(refusal, AGAIN)
        if not again:
            refused.note(refusal, line.parcel)
        where = str(refusal.facts.get("where", ""))
        return (
            Answer(line.parcel.message, refusal=refusal.code, where=where, again=again)
            if line.parcel
            else None
        )


def _row(opened: Opened, conversation: Conversation, partner: Partner, *, at: datetime) -> Message:
    said = opened.statement
    return Message(
        uuid=said.message,
        conversation=conversation,
        partner=partner,
        outgoing=False,
        sequence=said.sequence,
        type=said.type,
        digest=opened.digest,
        content=opened.content,
        created=said.created,
        expires=said.expires,
        stored_at=at,
        standing=MessageStanding.ARRIVING,
    )


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


def _do_once_whole(row: Message, *, at: datetime) -> None:
    """Do what a message says, if its files are all here."""
    if row.attachments.filter(whole=False).exists():
        return
    party = party_of(row.partner.node)
    if party is None:
        raise PartnerNotConfirmed
    here = tuple(File(one, files.path_of(row.uuid, one.uuid)) for one in row.attachments.order_by("pk"))
    _finish([(row, _do(row, opened_again(row, party), here, at=at))], at=at)


def _do_all(several: Sequence[New], *, at: datetime) -> list[Refusal | None]:
    """Do what messages say, each as if it had come alone; for each what refuses it.

    Nearly always all can be done, so they are begun as one. What stands in the way of one of them undoes all, and each
    is done again by itself.
    """
    try:
        with transaction.atomic():
            for new in several:
                _take(new.row, new.opened, (), at=at)
    except (Refusal, *FAULTS):
        for new in several:
            _forget(new.row)
        return [_do(new.row, new.opened, (), at=at) for new in several]
    return [None] * len(several)


def _do(row: Message, opened: Opened, here: tuple[File, ...], *, at: datetime) -> Refusal | None:
    """Do what a message says; what refuses it undoes what it began, and is given back."""
    try:
        with transaction.atomic():
            _take(row, opened, here, at=at)
    except Refusal as refusal:
        refused = refusal
    except FAULTS as fault:
        # It would come again with every delivery, and stop all that stands behind it.
        log.error("message_not_done", type=row.type, fault=type(fault).__name__, at=place_of(fault))
        refused = NotDone()
    else:
        return None
    _forget(row)
    return refused


def _take(row: Message, opened: Opened, here: tuple[File, ...], *, at: datetime) -> None:
    _taker_of(row.type)(Arrived(row, opened.body, opened.statement.handling, here, at))


def _forget(row: Message) -> None:
    """What was begun for a message is undone; so is what it left on the row."""
    row.refresh_from_db(fields=["retrieved_at"])
    row.conversation.refresh_from_db(fields=["case", "subject"])


def _finish(done: Sequence[tuple[Message, Refusal | None]], *, at: datetime) -> None:
    """Put on record what became of messages: they were done, or refused."""
    for row, refusal in done:
        row.standing = MessageStanding.REFUSED if refusal else MessageStanding.DELIVERED
        row.last_error = refusal.code if refusal else ""
    rows = [row for row, _ in done]
    write_together(rows, "standing", "last_error", "retrieved_at")
    # What the messages did has set what their conversations are about.
    talks = Conversation.objects.in_bulk({row.conversation_id for row in rows})
    for row in rows:
        row.conversation = talks[row.conversation_id]
    detail_of = cache(_detail)
    record_all([_act(row, refusal, detail_of(row.partner, refusal)) for row, refusal in done], by=None, at=at)


def _detail(partner: Partner, refusal: Refusal | None) -> dict[str, object]:
    detail: dict[str, object] = {"partner": {"en": partner.name_en, "fr": partner.name_fr}}
    if refusal is not None:
        detail["reason"] = {"en": refusal.in_language("en"), "fr": refusal.in_language("fr")}
    return detail


def _act(
    row: Message, refusal: Refusal | None, detail: dict[str, object]
) -> MessageReceived | MessageRefused:
    partner = row.partner
    return (MessageReceived if refusal is None else MessageRefused)(
        case=row.conversation.case,
        subject=row.conversation.subject,
        facts={
            "message": row.uuid,
            "digest": row.digest,
            "type": row.type,
            "partner": partner.node,
            "reason": row.last_error,
        },
        detail=detail,
    )


def _attested(found: Sequence[Message | Answer], *, at: datetime) -> list[Answer]:
    """The answers, with what we attest of each message: signed together, and the same again for what is here twice."""
    rows = [one for one in found if isinstance(one, Message)]
    made = attest_all(
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
    proofs = {proof.attestation.message: [proof] for proof in made}
    before = [row for row in rows if row.uuid not in proofs]
    ours = Attestation.objects.filter(message__in=before, ours=True).select_related("root")
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


@dataclass(frozen=True)
class Attesting:
    """A line in which something is attested: about which message it says it is, and what holds of it or why not."""

    about: UUID | None = None
    proved: Proved | None = None
    refusal: Refusal | None = None


def _read_attestations(lines: Sequence[bytes]) -> list[Attesting]:
    partner_of = cache(lambda node: Partner.objects.filter(node=node).first())
    proofs, reader = Proofs(), Lines()
    return [
        _read_attestation(line, f"attestation[{n}]", partner_of, reader, proofs)
        for n, line in enumerate(lines)
    ]


def _read_attestation(
    line: bytes, place: str, partner_of: Callable[[UUID], Partner | None], reader: Lines, proofs: Proofs
) -> Attesting:
    about: UUID | None = None
    try:
        fields = reader.read(line, place)
        said = fields.within("attestation")
        partner = partner_of(said.uuid("node"))
        if partner is None:
            raise WrongSender(where=place)
        about = said.uuid("message")
        if partner.standing != PartnerStanding.CONFIRMED:
            raise PartnerNotConfirmed(where=place)
        return Attesting(about, proofs.of(Brought(partner, [fields])))
    except Refusal as refusal:
        return Attesting(about, refusal=refusal)


def _take_attestations(read: Sequence[Attesting], refused: Refused, *, at: datetime) -> list[Answer]:
    """Keep what a partner attests; the answers are about messages of which it is to bring its attestations again."""
    outcomes = iter(take_proved([one.proved for one in read if one.proved], at=at))
    later = []
    for one in read:
        reason = one.refusal or next(outcomes)
        if reason is not None and one.about is not None and isinstance(reason, ATTESTED_AGAIN):
            where = str(reason.facts.get("where", ""))
            later.append(Answer(one.about, refusal=reason.code, where=where, again=True))
        elif reason is not None:
            refused.note(reason)
    return later


def _came(partner: Partner, since: datetime) -> QuerySet[Message]:
    return Message.objects.filter(partner=partner, outgoing=False, stored_at__gt=since)
