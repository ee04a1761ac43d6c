"""What is asked about partners, conversations and messages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import islice
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from entraide.exchange.domain import dsse
from entraide.exchange.domain.attestations import Attestation as Attests
from entraide.exchange.domain.attestations import Attested, Kind
from entraide.exchange.domain.cards import CARD_BYTES, KnownCard, Party, known_card, party
from entraide.exchange.domain.encoding import Fields, digest_of, load
from entraide.exchange.domain.messages import MESSAGE_ITEMS, read_message
from entraide.exchange.domain.messages import Message as Opened
from entraide.exchange.domain.parcels import PARCEL_BYTES
from entraide.exchange.domain.standing import MessageStanding, PartnerStanding
from entraide.exchange.domain.statement import Handling, Statement, read_statement
from entraide.exchange.events import MessageQueued, MessageReceived, MessageRefused
from entraide.exchange.models import (
    Attachment,
    Attestation,
    Consent,
    Conversation,
    Export,
    Incident,
    Message,
    Partner,
    PartnerCard,
    SignedRoot,
)
from entraide.kernel.errors import NotFound, Refusal
from entraide.ledger.domain.faults import Fault, What
from entraide.ledger.queries.links import Written, written_of

TROUBLED = 3
# So many messages are compared with their entries at once.
COMPARED = 1000
Said = set[tuple[str, bool]]
NEGATIVE = tuple(kind.value for kind in Kind if not kind.positive)


@dataclass(frozen=True)
class Line:
    """An attestation as it is carried: its row, the message that it is about, and the bytes."""

    pk: int
    message: UUID
    content: bytes


def partners() -> QuerySet[Partner]:
    """Every partner, by name."""
    return Partner.objects.order_by("name_en", "pk")


def partner(node: UUID) -> Partner:
    """A partner. Raises `NotFound`."""
    found = Partner.objects.filter(node=node).first()
    if found is None:
        raise NotFound
    return found


def confirmed_partners() -> QuerySet[Partner]:
    """Those with whom one can exchange now."""
    return partners().filter(standing=PartnerStanding.CONFIRMED)


def cards_of(of: Partner) -> list[KnownCard]:
    """Every card that a partner showed, the oldest first; each was seen to hold when it was taken in."""
    return [
        read_kept_card(bytes(row)) for row in of.cards.order_by("version").values_list("content", flat=True)
    ]


def card_of(of: Partner) -> KnownCard:
    """The card that a partner shows now."""
    return read_kept_card(bytes(PartnerCard.objects.filter(partner=of).order_by("-version")[0].content))


@lru_cache(maxsize=500)
def read_kept_card(data: bytes) -> KnownCard:
    """A card that this node keeps; the same bytes are checked once."""
    return known_card(
        dsse.read_envelope(Fields(load(data, "card", most=2 * CARD_BYTES, items=500), "card")), "card"
    )


def party_of(node: UUID) -> Party | None:
    """A confirmed partner as its signatures are checked; None for anybody else."""
    found = Partner.objects.filter(node=node, standing=PartnerStanding.CONFIRMED).first()
    return party(cards_of(found)) if found else None


def conversation_of(uuid: UUID) -> Conversation:
    """A conversation by its name. Raises `NotFound`."""
    found = Conversation.objects.select_related("partner").filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def conversations_about(subject: UUID) -> QuerySet[Conversation]:
    """The conversations about a thing of this node, with their partners, the newest first."""
    return Conversation.objects.filter(subject=subject).select_related("partner").order_by("-pk")


def conversations_of_case(case: UUID) -> list[Conversation]:
    """The conversations with confirmed partners in a case, the newest first."""
    found = Conversation.objects.filter(case=case, partner__standing=PartnerStanding.CONFIRMED)
    return list(found.select_related("partner").order_by("-pk"))


def is_exchanged(subject: UUID) -> bool:
    """Whether a thing of this node is talked about with a partner's node."""
    return Conversation.objects.filter(subject=subject).exists()


def messages_about(subject: UUID) -> QuerySet[Message]:
    """What was said about a thing of this node, in order, with what is attested of it."""
    return (
        Message.objects.filter(conversation__subject=subject)
        .select_related("conversation", "partner")
        .prefetch_related("attestations", "attachments")
        .order_by("pk")
    )


def message(uuid: UUID) -> Message:
    """A message. Raises `NotFound`."""
    found = Message.objects.select_related("conversation", "partner").filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def body_of(of: Message) -> dict[str, object]:
    """The body of a message that this node keeps."""
    content = load(bytes(of.content), "message", most=2 * PARCEL_BYTES, items=MESSAGE_ITEMS)
    return Fields(content, "message").within("body").value


def statement_of(of: Message) -> Statement:
    """The statement of a message that this node keeps: its signatures were seen to hold when it came, or are ours."""
    content = load(bytes(of.content), "message", most=2 * PARCEL_BYTES, items=MESSAGE_ITEMS)
    payload = Fields(content, "message").within("envelope").bytes("payload")
    return read_statement(payload, "statement")


def handling_of(of: Message) -> Handling:
    """How a message may be handled now: as it was sent, or as its originator narrowed it since."""
    said = statement_of(of).handling
    if of.narrowed is None:
        return said
    return replace(said, tlp=of.narrowed["tlp"], code=of.narrowed["code"], limits=of.narrowed["limits"])


def originated(digest: str) -> list[Message]:
    """The messages of partners with which a file of this digest came, whole: a claim alone binds nobody."""
    return list(
        Message.objects.filter(
            outgoing=False,
            standing=MessageStanding.DELIVERED,
            attachments__digest=digest,
            attachments__whole=True,
        )
        .select_related("partner", "conversation")
        .distinct()
        .order_by("pk")
    )


def received_in_case(case: UUID) -> list[Message]:
    """What partners said in a case, in order."""
    return list(
        Message.objects.filter(conversation__case=case, outgoing=False, standing=MessageStanding.DELIVERED)
        .select_related("partner", "conversation")
        .order_by("pk")
    )


def has_consent(to: Message) -> bool:
    """Whether the originator has agreed to what its handling does not let be done, and said nothing else since."""
    return consent_to(to) is not None


def consent_to(message: Message) -> Consent | None:
    """What its originator has agreed to, where it said nothing else since."""
    last = message.consents.exclude(answered_at=None).order_by("-answered_at", "-pk").first()
    if last is None or last.granted is not True or last.answered_at is None:
        return None
    # Whoever holds it closer afterwards did not agree to that.
    return last if message.narrowed_at is None or last.answered_at > message.narrowed_at else None


def consents_about(subject: UUID) -> QuerySet[Consent]:
    """What leave was asked for about a thing, the newest first."""
    return (
        Consent.objects.filter(message__conversation__subject=subject)
        .select_related("message__partner")
        .order_by("-asked_at", "-pk")
    )


def exports_of(subject: UUID) -> list[tuple[Export, bool]]:
    """The exports that were made of conversations about a thing; each with whether it holds what was recalled since."""
    exports = Export.objects.filter(conversation__subject=subject).select_related("by").order_by("-pk")
    return [(one, spoilt(one)) for one in exports]


def spoilt(export: Export) -> bool:
    """Whether an export holds a message that was recalled after it was made."""
    return Message.objects.filter(
        conversation=export.conversation_id, pk__lte=export.last_message, recalled_at__gt=export.at
    ).exists()


def recalled_about(subject: UUID) -> list[Message]:
    """What was recalled of what was said about a thing."""
    return list(
        Message.objects.filter(conversation__subject=subject, recalled_at__isnull=False)
        .select_related("partner")
        .order_by("pk")
    )


def opened(of: Message, sender: Party) -> Opened:
    """A message that this node keeps, with its signatures checked again."""
    content = load(bytes(of.content), "message", most=2 * PARCEL_BYTES, items=MESSAGE_ITEMS)
    return read_message(Fields(content, "message"), sender)


def attested_of(rows: Iterable[Attestation]) -> list[Attested]:
    """Attestations as they are carried and exported."""
    roots: dict[int, dsse.Envelope] = {}
    found = []
    for row in rows:
        if row.root_id not in roots:
            roots[row.root_id] = dsse.read_envelope(
                Fields(load(bytes(row.root.content), "root", most=64 * 1024, items=100), "root")
            )
        fields = Fields(load(bytes(row.content), "attestation", most=64 * 1024, items=200), "attestation")
        said = fields.within("attestation")
        steps = {str(number): one for number, one in enumerate(fields.items("path", most=20))}
        path = Fields(steps, "path")
        found.append(
            Attested(
                Attests(
                    Kind(said.one_of("kind", tuple(Kind))),
                    said.uuid("node"),
                    said.uuid("message"),
                    said.digest("digest"),
                    said.moment("at"),
                    said.text("reason", least=0),
                ),
                fields.whole("index", 0),
                tuple(path.bytes(name, exactly=32) for name in steps),
                roots[row.root_id],
            )
        )
    return found


def attested_lines(rows: QuerySet[Attestation]) -> list[Line]:
    """Attestations as they are carried: the bytes that were kept. Of the four names in an attestation with its proof,
    `root` is the last."""
    found = list(rows.values_list("pk", "message__uuid", "content", "root_id"))
    kept = SignedRoot.objects.filter(pk__in={root for *_, root in found}).values_list("pk", "content")
    roots = {pk: bytes(content) for pk, content in kept}
    return [
        Line(pk, message, bytes(content)[:-1] + b',"root":' + roots[root] + b"}")
        for pk, message, content, root in found
    ]


def said_of(rows: Iterable[Message]) -> dict[int, Said]:
    """What is attested of each of some messages: the kind, and whether it was by us."""
    found: dict[int, Said] = {row.pk: set() for row in rows}
    said = Attestation.objects.filter(message__in=list(found)).order_by()
    for message, kind, ours in said.values_list("message_id", "kind", "ours"):
        found[message].add((kind, ours))
    return found


def waiting() -> int:
    """How many messages wait to be carried."""
    return Message.objects.filter(outgoing=True, standing=MessageStanding.QUEUED).count()


def dead_letters() -> QuerySet[Message]:
    """Ours of which the latest word is that they did not arrive: refused, or missed and not delivered since."""
    ours = Message.objects.filter(outgoing=True).order_by()
    refused = ours.filter(standing=MessageStanding.REFUSED)
    late = ours.filter(standing=MessageStanding.QUEUED, attestations__kind__in=NEGATIVE)
    # Both are few; all that was ever sent is many.
    found = Message.objects.filter(pk__in=refused.values("pk").union(late.values("pk")))
    return found.select_related("conversation", "partner").order_by("-pk")


def troubled_partners() -> list[Partner]:
    """Those whose node has not answered for some tries, or is suspended while something waits for it."""
    waiting = Message.objects.filter(partner=OuterRef("pk"), outgoing=True, standing=MessageStanding.QUEUED)
    return list(
        partners().filter(
            Q(failures__gte=TROUBLED, standing=PartnerStanding.CONFIRMED)
            | Q(Exists(waiting), standing=PartnerStanding.SUSPENDED)
        )
    )


def queue_of(of: Partner) -> QuerySet[Message]:
    """What waits to be carried to a partner, the oldest first."""
    return Message.objects.filter(partner=of, outgoing=True, standing=MessageStanding.QUEUED).order_by("pk")


def still_under_way(group: UUID) -> bool:
    """Whether a message that went to several is still on its way to one of them, with nothing attested by that one."""
    waiting = Message.objects.filter(group=group, outgoing=True, standing=MessageStanding.QUEUED)
    return waiting.exclude(attestations__ours=False).exists()


def incidents() -> QuerySet[Incident]:
    """What was refused at the door, the newest first."""
    return Incident.objects.select_related("partner").order_by("-last_at", "-pk")


def unread_about(subject: UUID, *, with_files: bool) -> list[Message]:
    """What a partner said of a thing and no person here has seen; what came with files only where those are at hand."""
    found = Message.objects.filter(
        conversation__subject=subject,
        outgoing=False,
        standing=MessageStanding.DELIVERED,
        retrieved_at__isnull=True,
    )
    if not with_files:
        found = found.exclude(Exists(Attachment.objects.filter(message=OuterRef("pk"))))
    return list(found.order_by("pk"))


def missed(at: datetime) -> Sequence[int]:
    """The rows of messages that should have come further by now."""
    found = Message.objects.filter(missed_at__lte=at).order_by("missed_at")
    return list(found.values_list("pk", flat=True)[:500])


def confirmed() -> QuerySet[Partner]:
    """The partners with which something passes."""
    return Partner.objects.filter(standing=PartnerStanding.CONFIRMED).order_by("pk")


def names_of_ledgers(names: Collection[str]) -> dict[str, str]:
    """Whose ledgers these are, by the cards that confirmed partners show now."""
    shown = {card_of(one).card.ledger: one for one in confirmed()}
    return {key.name: one.shown for key, one in shown.items() if key is not None and key.name in names}


def messages_not_on_record() -> Iterator[Fault]:
    """Messages that are not those which the ledger says were queued, received or refused."""
    table = Message._meta.db_table
    acts = (MessageQueued.code, MessageReceived.code, MessageRefused.code)
    seen: set[str] = set()
    entries = written_of(*acts)
    while some := list(islice(entries, COMPARED)):
        rows = {
            str(row.uuid): row for row in Message.objects.filter(uuid__in=[_message(one) for one in some])
        }
        for one in some:
            seen.add(_message(one))
            row = rows.get(_message(one))
            if row is None:
                yield Fault(table, _message(one), What.NOT_THERE, {"entry": one.seq})
            elif row.digest != one.facts["digest"]:
                yield Fault(table, str(row.pk), What.DIFFERS, {"column": "digest", "entry": one.seq})
            elif not _is_what_was_signed(row):
                yield Fault(table, str(row.pk), What.DIFFERS, {"column": "content", "entry": one.seq})
    settled = Message.objects.exclude(standing=MessageStanding.ARRIVING).values_list("pk", "uuid")
    for pk, uuid in settled.iterator(chunk_size=COMPARED):
        if str(uuid) not in seen:
            yield Fault(table, str(pk), What.NOT_ON_RECORD)


def _message(one: Written) -> str:
    return str(one.facts["message"])


def _is_what_was_signed(row: Message) -> bool:
    place = f"message {row.pk}"
    try:
        content = Fields(load(bytes(row.content), place, most=PARCEL_BYTES, items=MESSAGE_ITEMS), place)
        envelope = dsse.read_envelope(content.within("envelope"))
        said = read_statement(envelope.payload, place)
    except Refusal:
        return False
    return envelope.digest == row.digest and digest_of(content.within("body").value) == said.body_digest
