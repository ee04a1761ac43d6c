"""Two invented nodes with their keys and cards, and what they say to each other."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from entraide.exchange.domain import attestations, messages
from entraide.exchange.domain.attestations import Attestation, Attested, Kind
from entraide.exchange.domain.cards import Agency, Card, KnownCard, Party, make_card
from entraide.exchange.domain.conversations import Conversation
from entraide.exchange.domain.encoding import digest, digest_of
from entraide.exchange.domain.keys import OpeningKey, SigningKey, Term
from entraide.exchange.domain.messages import Message
from entraide.exchange.domain.statement import Attachment, Handling, Statement

MADE = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
AT = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
HANDLING = Handling("amber", "The inquiry NS-2026-044 only", "H1", "No disclosure to third parties.")
NAMES = {
    "valmont": Agency("Valmont Regional Police Service", "Sûreté régionale de Valmont", "CA"),
    "northmark": Agency("Northmark State Police", "Police d’État de Northmark", "DE"),
    "stranger": Agency("Somebody Else", "Quelqu’un d’autre", "FR"),
}


@dataclass(frozen=True)
class Node:
    """A node: its keys, and the card that it shows."""

    signing: SigningKey
    opening: OpeningKey
    known: KnownCard

    @property
    def card(self) -> Card:
        return self.known.card

    @property
    def party(self) -> Party:
        return self.card.party()

    @property
    def id(self) -> UUID:
        return self.known.card.node


def node(name: str, **changed: object) -> Node:
    """A new node under an invented name."""
    signing, opening = SigningKey.made(Term(MADE)), OpeningKey.made(Term(MADE))
    card = Card(
        node=uuid4(),
        version=1,
        agency=NAMES[name],
        addresses=(f"https://{name}.example/exchange",),
        signing=(signing.public,),
        receiving=(opening.public,),
        most_bytes=1 << 24,
        created=MADE,
    )
    return Node(signing, opening, make_card(replace(card, **changed), signing))


def statement(sender: Node, recipient: Node, body: dict[str, object], **changed: object) -> Statement:
    """The first statement of a new conversation, unless told otherwise."""
    made = Statement(
        message=uuid4(),
        conversation=uuid4(),
        sequence=1,
        previous=None,
        seen=None,
        type="assistance.request/1",
        sender=sender.id,
        recipient=recipient.id,
        created=AT,
        expires=AT + timedelta(days=2),
        handling=HANDLING,
        body_digest=digest_of(body),
    )
    return replace(made, **changed)


def said(sender: Node, recipient: Node, body: dict[str, object] | None = None, **changed: object) -> Message:
    """A signed message."""
    body = {"facts": "Threat posted on a board.", "measures": ["subscriber"]} if body is None else body
    return messages.write(statement(sender, recipient, body, **changed), body, sender.signing)


def attached(content: bytes, **changed: object) -> Attachment:
    """A file to go with a message."""
    made = Attachment(uuid4(), "extract.csv", "text/csv", len(content), digest(content), bytes(range(32)))
    return replace(made, **changed)


def talk(ours: Node, theirs: Node, length: int) -> Conversation:
    """A conversation of so many messages in turns, each delivered and the first ones retrieved."""
    conversation = uuid4()
    last: dict[UUID, tuple[int, str | None]] = {ours.id: (0, None), theirs.id: (0, None)}
    spoken: list[Message] = []
    attested: list[Attested] = []
    for number in range(length):
        sender, recipient = (ours, theirs) if number % 2 == 0 else (theirs, ours)
        count, previous = last[sender.id]
        moment = AT + timedelta(hours=number)
        message = said(
            sender,
            recipient,
            {"text": f"Message {number}, äé 東", "number": number},
            conversation=conversation,
            sequence=count + 1,
            previous=previous,
            seen=last[recipient.id][1],
            created=moment,
            expires=moment + timedelta(days=1),
            attachments=(attached(b"one line"),) if number == 1 else (),
        )
        last[sender.id] = (count + 1, message.digest)
        spoken.append(message)
        attested += attestations.attest(
            [about(message, sender, Kind.SUBMISSION_ACCEPTED), about(message, sender, Kind.RELAYED)],
            moment,
            sender.signing,
        )
        kinds = [Kind.DELIVERED, Kind.RETRIEVED] if number < 2 else [Kind.DELIVERED]
        attested += attestations.attest(
            [about(message, recipient, kind) for kind in kinds], moment, recipient.signing
        )
    return Conversation(
        conversation,
        ours.id,
        AT + timedelta(days=3),
        (ours.known, theirs.known),
        tuple(spoken),
        tuple(attested),
    )


def about(message: Message, node: Node, kind: Kind) -> Attestation:
    """What a node attests of a message at the time at which it was made."""
    return Attestation(kind, node.id, message.statement.message, message.digest, message.statement.created)
