"""A conversation as a file that proves itself: what was sent, what arrived and who says so, checked without any node.

Whoever exports it signs a list of all that is in it, so that nothing can be taken out, put in or moved afterwards. To
check it one needs the card of one node that one trusts (the exporter's), and nothing else.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from entraide.exchange.domain import dsse
from entraide.exchange.domain.attestations import OF_RECIPIENT, OF_SENDER, Attested, Roots, read_attested
from entraide.exchange.domain.cards import KnownCard, Party, follows, known_card, party
from entraide.exchange.domain.dsse import read_envelope
from entraide.exchange.domain.encoding import PROTOCOL, SKEW, Fields, digest_of, load, moment_of
from entraide.exchange.domain.keys import SigningKey
from entraide.exchange.domain.messages import Message, read_message
from entraide.exchange.domain.statement import STATEMENT_BYTES, STATEMENT_ITEMS
from entraide.exchange.errors import (
    AttestationWrong,
    FromTheFuture,
    Malformed,
    NotTheWhole,
    OutOfSequence,
    WrongConversation,
    WrongRecipient,
    WrongSender,
)
from entraide.kernel.canonical import canonical

EXPORT_TYPE = "application/vnd.entraide.export+json"
EXPORT_BYTES = 256 * 1024**2
EXPORT_ITEMS = 10_000_000
EXPORT_PARTS = 100_000
CARDS = 100
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

    def newest_cards(self) -> list[KnownCard]:
        """The newest card of each node, in the order in which they stand."""
        newest = {known.card.node: known for known in sorted(self.cards, key=lambda one: one.card.version)}
        return [known for known in self.cards if newest[known.card.node] is known]


def export(conversation: Conversation, key: SigningKey) -> bytes:
    """The file, signed by its exporter. Raises `ValueError` where it would be larger than anybody reads."""
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
    data = canonical({"export": dsse.sign(EXPORT_TYPE, listed, key).as_json(), **parts})
    if len(data) > EXPORT_BYTES or max(len(parts[name]) for name in PARTS) > EXPORT_PARTS:
        raise ValueError("too large an export")
    return data


def verify(data: bytes, trusted: Sequence[KnownCard]) -> Conversation:
    """The conversation in a file, every part of it proved. The first fault is refused with its place.

    A card of the exporter must be among the trusted; those of a node that is not are taken on the exporter's word, and
    their fingerprint can be compared. Raises what stands in `errors`.
    """
    fields = Fields(load(data, "file", most=EXPORT_BYTES, items=EXPORT_ITEMS), "file")
    if fields.value.keys() != {"export", *PARTS}:
        raise Malformed(where="file")
    envelope = read_envelope(fields.within("export"), most=EXPORT_BYTES)
    place = "file.export.payload"
    listed = Fields(load(envelope.payload, place, most=EXPORT_BYTES, items=EXPORT_ITEMS), place)
    listed.protocol()
    exporter = listed.uuid("exporter")
    if exporter not in {known.card.node for known in trusted}:
        raise WrongSender(where=f"{place}.exporter")
    cards = tuple(
        known_card(read_envelope(one), one.where) for one in fields.objects("cards", most=CARDS, least=1)
    )
    parties = _parties(cards, trusted, exporter)
    key = dsse.signer_of(envelope, EXPORT_TYPE, parties[exporter].keys, "file.export")
    exported = listed.moment("exported")
    dsse.require_in_force(key, exported, "file.export")
    for name in PARTS:
        _as_listed(fields, listed, name)
    if exporter not in {known.card.node for known in cards}:
        raise NotTheWhole(where="file.cards")
    conversation = listed.uuid("conversation")
    messages = _messages(fields, conversation, parties, exported)
    attested = _attested(fields, messages, parties, exported)
    return Conversation(conversation, exporter, exported, cards, messages, attested)


def _as_listed(fields: Fields, listed: Fields, name: str) -> None:
    """Every part is the one that the exporter listed, at its place, and there once."""
    there = fields.objects(name, most=EXPORT_PARTS)
    digests = listed.items(name, most=EXPORT_PARTS)
    seen: set[str] = set()
    for index, one in enumerate(there):
        digest = digest_of(one.value)
        if index >= len(digests) or digest != digests[index] or digest in seen:
            raise NotTheWhole(where=one.where)
        seen.add(digest)
    if len(there) != len(digests):
        raise NotTheWhole(where=f"file.{name}[{len(there)}]")


def _parties(cards: Sequence[KnownCard], trusted: Sequence[KnownCard], exporter: UUID) -> dict[UUID, Party]:
    """The exporter and every node in the file, by its line of cards: one with those that are trusted, without a gap."""
    places = {known.digest: f"file.cards[{index}]" for index, known in enumerate(cards)}
    found = {}
    for node in {exporter, *(known.card.node for known in cards)}:
        line = {known.digest: known for known in (*trusted, *cards) if known.card.node == node}
        ordered = sorted(line.values(), key=lambda known: known.card.version)
        for before, after in itertools.pairwise(ordered):
            # What is trusted is never at fault: where the two do not fit, it is the one of the file.
            follows(before, after, places.get(after.digest) or places.get(before.digest, "card"))
        found[node] = party(ordered)
    return found


def _messages(
    fields: Fields, conversation: UUID, parties: Mapping[UUID, Party], exported: datetime
) -> tuple[Message, ...]:
    said: dict[UUID, tuple[int, str | None]] = {}
    # What each side has seen of the other: the place of every statement so far, and how far it had come.
    places: dict[str, int] = {}
    reached: dict[UUID, int] = {}
    found: list[Message] = []
    for number, one in enumerate(fields.objects("messages", most=EXPORT_PARTS)):
        place = f"{one.where}.envelope.payload"
        message = read_message(one, _speaker(one, parties))
        statement = message.statement
        if statement.conversation != conversation:
            raise WrongConversation(where=f"{place}.conversation")
        if statement.recipient not in parties:
            raise WrongRecipient(where=f"{place}.recipient")
        if statement.created > exported + SKEW:
            raise FromTheFuture(where=place, created=statement.created.isoformat())
        count, last = said.get(statement.sender, (0, None))
        if (statement.sequence, statement.previous) != (count + 1, last):
            raise OutOfSequence(where=f"{place}.sequence")
        if statement.seen is not None:
            at = places.get(statement.seen, -1)
            theirs = at >= 0 and found[at].statement.sender == statement.recipient
            if not theirs or at < reached.get(statement.sender, -1):
                raise OutOfSequence(where=f"{place}.seen")
            reached[statement.sender] = at
        said[statement.sender] = (statement.sequence, message.digest)
        places[message.digest] = number
        found.append(message)
    if len({message.statement.message for message in found}) != len(found):
        raise OutOfSequence(where="file.messages")
    return tuple(found)


def _speaker(fields: Fields, parties: Mapping[UUID, Party]) -> Party:
    """The node that a message says it is of; that it is, is for its signatures to show."""
    place = fields.at("envelope")
    envelope = read_envelope(fields.within("envelope"))
    payload = f"{place}.payload"
    said = Fields(load(envelope.payload, payload, most=STATEMENT_BYTES, items=STATEMENT_ITEMS), payload)
    party = parties.get(said.uuid("sender"))
    if party is None:
        raise WrongSender(where=f"{payload}.sender")
    return party


def _attested(
    fields: Fields, messages: tuple[Message, ...], parties: Mapping[UUID, Party], exported: datetime
) -> tuple[Attested, ...]:
    by_id = {message.statement.message: message for message in messages}
    roots = Roots()
    found = []
    for one in fields.objects("attestations", most=EXPORT_PARTS):
        place = one.at("attestation")
        signer = parties.get(one.within("attestation").uuid("node"))
        if signer is None:
            raise AttestationWrong(where=f"{place}.node")
        attested = read_attested(one, signer, roots)
        about = attested.attestation
        message = by_id.get(about.message)
        if message is None:
            raise AttestationWrong(where=f"{place}.message")
        if about.digest != message.digest:
            raise AttestationWrong(where=f"{place}.digest")
        statement = message.statement
        may = {statement.sender: OF_SENDER, statement.recipient: OF_RECIPIENT}.get(about.node, frozenset())
        if about.kind not in may:
            raise AttestationWrong(where=f"{place}.kind")
        if not statement.created - SKEW <= about.at <= exported + SKEW:
            raise AttestationWrong(where=f"{place}.at")
        if roots[attested.root].created > exported + SKEW:
            raise AttestationWrong(where=one.at("root"))
        found.append(attested)
    return tuple(found)
