"""A conversation as a file that proves itself: what was sent, what arrived and who says so, checked without any node.

Whoever exports it signs a list of all that is in it, so that nothing can be taken out, put in or moved afterwards. To
check it one needs the card of one node that one trusts (the exporter's), and nothing else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from entraide.exchange.domain import dsse
from entraide.exchange.domain.attestations import OF_RECIPIENT, OF_SENDER, Attested, read_attested
from entraide.exchange.domain.cards import Card, KnownCard, known_card
from entraide.exchange.domain.dsse import Envelope, read_envelope
from entraide.exchange.domain.encoding import PROTOCOL, Fields, digest_of, load, moment_of
from entraide.exchange.domain.keys import SigningKey
from entraide.exchange.domain.messages import SKEW, Message, read_message
from entraide.exchange.errors import (
    AttestationWrong,
    CardRefused,
    KeyNotInForce,
    Malformed,
    NotTheWhole,
    OutOfSequence,
    SignatureMissing,
    UnknownProtocol,
    WrongConversation,
    WrongRecipient,
    WrongSender,
)
from entraide.kernel.canonical import canonical

EXPORT_TYPE = "application/vnd.entraide.export+json"
EXPORT_BYTES = 1024**3
PARTS = ("cards", "messages", "attestations")


@dataclass(frozen=True)
class Conversation:
    """All of one conversation, in the order in which its exporter keeps it."""

    conversation: UUID
    exporter: UUID
    exported: datetime
    cards: tuple[KnownCard, ...]
    messages: tuple[Message, ...]
    attested: tuple[Attested, ...]

    def card_of(self, node: UUID) -> Card | None:
        """The newest card of a node that is in it."""
        return newest(self.cards, node)


def newest(cards: Iterable[KnownCard], node: UUID) -> Card | None:
    """The newest of the cards of a node."""
    found = [known.card for known in cards if known.card.node == node]
    return max(found, key=lambda card: card.version, default=None)


def export(conversation: Conversation, key: SigningKey) -> bytes:
    """The file, signed by its exporter."""
    parts = {
        "cards": [known.envelope.as_json() for known in conversation.cards],
        "messages": [message.as_json() for message in conversation.messages],
        "attestations": [one.as_json() for one in conversation.attested],
    }
    listed = canonical(
        {
            "protocol": PROTOCOL,
            "conversation": str(conversation.conversation),
            "exporter": str(conversation.exporter),
            "exported": moment_of(conversation.exported),
            **{name: [digest_of(one) for one in parts[name]] for name in PARTS},
        }
    )
    return canonical({"export": dsse.sign(EXPORT_TYPE, listed, key).as_json(), **parts})


def verify(data: bytes, trusted: Sequence[KnownCard]) -> Conversation:
    """The conversation in a file, every part of it proved. The first fault is refused with its place.

    The exporter's card must be among the trusted; that of a node that is not is taken on the exporter's word, and its
    fingerprint can be compared. Raises what stands in `errors`.
    """
    fields = Fields(load(data, "file", most=EXPORT_BYTES), "file")
    if fields.value.keys() != {"export", *PARTS}:
        raise Malformed(where="file")
    listed, envelope = _listed(fields)
    exporter = newest(trusted, listed.uuid("exporter"))
    if exporter is None:
        raise WrongSender(where="file.export.payload.exporter")
    signers = dsse.verify(envelope, EXPORT_TYPE, exporter.verify_keys(), "file.export")
    if len(signers) != 1:
        raise SignatureMissing(where="file.export.signatures")
    exported = listed.moment("exported")
    if not signers[0].term.covers(exported):
        raise KeyNotInForce(where="file.export.signatures[0]", key=signers[0].id)
    for name in PARTS:
        _as_listed(fields, listed, name)
    conversation = listed.uuid("conversation")
    cards = _cards(fields, trusted)
    messages = _messages(fields, conversation, cards)
    attested = _attested(fields, messages, cards)
    return Conversation(conversation, exporter.node, exported, cards, messages, attested)


def _listed(fields: Fields) -> tuple[Fields, Envelope]:
    envelope = read_envelope(fields.within("export"))
    place = "file.export.payload"
    listed = Fields(load(envelope.payload, place, most=EXPORT_BYTES), place)
    if listed.raw("protocol") != PROTOCOL:
        raise UnknownProtocol(where=place, protocol=str(listed.raw("protocol"))[:40])
    return listed, envelope


def _as_listed(fields: Fields, listed: Fields, name: str) -> None:
    """Every part is the one that the exporter listed, at its place."""
    there = fields.objects(name, most=1_000_000)
    digests = listed.items(name, most=1_000_000)
    for index, one in enumerate(there):
        if index >= len(digests) or digest_of(one.value) != digests[index]:
            raise NotTheWhole(where=one.where)
    if len(there) != len(digests):
        raise NotTheWhole(where=f"file.{name}[{len(there)}]")


def _cards(fields: Fields, trusted: Sequence[KnownCard]) -> tuple[KnownCard, ...]:
    cards = tuple(
        known_card(read_envelope(one), one.where) for one in fields.objects("cards", most=1000, least=1)
    )
    lines = {node: _line(node, cards, trusted) for node in {known.card.node for known in cards}}
    for index, known in enumerate(cards):
        if known.digest not in lines[known.card.node]:
            raise CardRefused(where=f"file.cards[{index}]")
    return cards


def _line(node: UUID, cards: Iterable[KnownCard], trusted: Iterable[KnownCard]) -> set[str]:
    """The digests of the cards that a node's newest one goes back to: each names the one before it."""
    ours = {known.digest: known for known in trusted if known.card.node == node}
    theirs = {known.digest: known for known in cards if known.card.node == node}
    known: KnownCard | None = max((ours or theirs).values(), key=lambda one: one.card.version)
    line: set[str] = set()
    while known is not None:
        line.add(known.digest)
        known = {**theirs, **ours}.get(known.card.previous or "")
    return line


def _messages(fields: Fields, conversation: UUID, cards: tuple[KnownCard, ...]) -> tuple[Message, ...]:
    said: dict[UUID, tuple[int, str | None]] = {}
    found: list[Message] = []
    for one in fields.objects("messages", most=1_000_000):
        place = f"{one.where}.envelope.payload"
        # Where no card holds the key, any will do: reading the message refuses the signer with its place.
        card = _card_for(read_envelope(one.within("envelope")), cards) or cards[0].card
        message = read_message(one, card)
        statement = message.statement
        if statement.conversation != conversation:
            raise WrongConversation(where=f"{place}.conversation")
        if newest(cards, statement.recipient) is None:
            raise WrongRecipient(where=f"{place}.recipient")
        count, last = said.get(statement.sender, (0, None))
        if (statement.sequence, statement.previous) != (count + 1, last):
            raise OutOfSequence(where=f"{place}.sequence")
        said[statement.sender] = (statement.sequence, message.digest)
        found.append(message)
    if len({message.statement.message for message in found}) != len(found):
        raise OutOfSequence(where="file.messages")
    return tuple(found)


def _card_for(envelope: Envelope, cards: Iterable[KnownCard]) -> Card | None:
    """The newest card that holds the key by which an envelope says it was signed."""
    key = envelope.signatures[0].key if envelope.signatures else ""
    holding = [known.card for known in cards if key in known.card.verify_keys()]
    return max(holding, key=lambda card: card.version, default=None)


def _attested(
    fields: Fields, messages: tuple[Message, ...], cards: tuple[KnownCard, ...]
) -> tuple[Attested, ...]:
    by_id = {message.statement.message: message for message in messages}
    found = []
    for one in fields.objects("attestations", most=1_000_000):
        place = one.at("attestation")
        node = one.within("attestation").uuid("node")
        mine = [known for known in cards if known.card.node == node]
        card = _card_for(read_envelope(one.within("root")), mine) or newest(mine, node)
        if card is None:
            raise AttestationWrong(where=f"{place}.node")
        attested = read_attested(one, card)
        about = attested.attestation
        message = by_id.get(about.message)
        if message is None:
            raise AttestationWrong(where=f"{place}.message")
        if about.digest != message.digest:
            raise AttestationWrong(where=f"{place}.digest")
        statement = message.statement
        may = (OF_SENDER if node == statement.sender else frozenset()) | (
            OF_RECIPIENT if node == statement.recipient else frozenset()
        )
        if about.kind not in may:
            raise AttestationWrong(where=f"{place}.kind")
        if about.at < statement.created - SKEW:
            raise AttestationWrong(where=f"{place}.at")
        found.append(attested)
    return tuple(found)
