"""A message whole: made at the sender, and believed at the receiver after every check, in one order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from entraide.exchange.domain import dsse, parcels
from entraide.exchange.domain.cards import Party
from entraide.exchange.domain.dsse import Envelope
from entraide.exchange.domain.encoding import SKEW, Fields, digest_of, load
from entraide.exchange.domain.keys import OpeningKey, SealKey, SigningKey, VerifyKey
from entraide.exchange.domain.parcels import PARCEL_BYTES, Parcel
from entraide.exchange.domain.statement import STATEMENT_TYPE, Statement, read_statement
from entraide.exchange.errors import (
    BodyChanged,
    Expired,
    FromTheFuture,
    Malformed,
    WrongRecipient,
    WrongSender,
)
from entraide.kernel.canonical import canonical

# What a body may hold: a record with its measures and persons, and never a table of a bank.
MESSAGE_ITEMS = 100_000


@dataclass(frozen=True)
class Message:
    """A statement whose signatures hold, with its body and the envelope that proves it."""

    statement: Statement
    body: dict[str, object]
    envelope: Envelope
    signer: VerifyKey
    # The bytes in which it came, where they are at hand: they were seen to be canonical.
    came: bytes = field(default=b"", compare=False, repr=False)

    @property
    def digest(self) -> str:
        """What attestations speak of, and the next message of this sender names."""
        return self.envelope.digest

    @property
    def content(self) -> bytes:
        """What is kept of it, and encrypted: canonical JSON of the envelope and the body."""
        return self.came or canonical(self.as_json())

    def as_json(self) -> dict[str, object]:
        return {"envelope": self.envelope.as_json(), "body": self.body}


def write(statement: Statement, body: dict[str, object], key: SigningKey) -> Message:
    """Sign a statement about a body. Raises `ValueError` where it is about another."""
    if statement.body_digest != digest_of(body):
        raise ValueError("the statement is about another body")
    return Message(statement, body, dsse.sign(STATEMENT_TYPE, statement.encoded(), key), key.public)


def pack(message: Message, key: SealKey) -> Parcel:
    """Encrypt a message to its recipient: signed first, then encrypted."""
    said = message.statement
    return parcels.seal(
        message.content,
        message=said.message,
        sender=said.sender,
        recipient=said.recipient,
        key=key,
    )


def unpack(
    data: bytes,
    *,
    ours: UUID,
    opening: Mapping[str, OpeningKey],
    party_of: Callable[[UUID], Party | None],
    at: datetime,
) -> Message:
    """What a stranger sent, believed: for us, from a partner, signed by it, in time and unchanged.

    Raises what `read_parcel`, then `open_message`, and after it `require_timely` raise. Whether it came before, and
    follows what came before, is for whoever keeps messages.
    """
    parcel = parcels.read_parcel(data)
    message = open_message(parcel, ours=ours, opening=opening, party_of=party_of, at=at)
    require_timely(message, at)
    return message


def open_message(
    parcel: Parcel,
    *,
    ours: UUID,
    opening: Mapping[str, OpeningKey],
    party_of: Callable[[UUID], Party | None],
    at: datetime,
) -> Message:
    """What a stranger sent, whenever: for us, from a partner, signed by it and unchanged.

    Raises in this order: `WrongRecipient`, `WrongSender` (no partner), `NotOpened`, what `read_message` raises,
    `WrongRecipient` and `WrongSender` (outside and inside differ).
    """
    if parcel.recipient != ours:
        raise WrongRecipient(where="parcel.recipient")
    sender = party_of(parcel.sender)
    if sender is None:
        raise WrongSender(where="parcel.sender")
    came = parcels.open_parcel(parcel, opening, at)
    content = load(came, "message", most=PARCEL_BYTES, items=MESSAGE_ITEMS)
    message = replace(read_message(Fields(content, "message"), sender), came=came)
    said = message.statement
    if said.recipient != ours:
        raise WrongRecipient(where="message.envelope.payload.recipient")
    if said.message != parcel.message:
        raise WrongSender(where="message.envelope.payload.message")
    return message


def require_timely(message: Message, at: datetime) -> None:
    """That a message arrives while it counts: raises `Expired`, `FromTheFuture`, and `KeyNotInForce` for a key that was
    in force when it signed and is no longer: it says nothing new."""
    said = message.statement
    if at >= said.expires:
        raise Expired(where="message", until=said.expires.isoformat())
    if said.created > at + SKEW:
        raise FromTheFuture(where="message", created=said.created.isoformat())
    dsse.require_in_force(message.signer, max(at, said.created), "message.envelope")


def read_message(fields: Fields, sender: Party) -> Message:
    """A message of `sender`: both signatures by a key that was in force, and the body that was signed.

    Raises `Malformed`, `SignatureMissing`, `SignerUnknown`, `SignatureWrong`, `UnknownProtocol`, `UnknownCritical`,
    `WrongSender`, `KeyNotInForce`, `BodyChanged`.
    """
    if fields.value.keys() != {"envelope", "body"}:
        raise Malformed(where=fields.where)
    place = fields.at("envelope")
    envelope = dsse.read_envelope(fields.within("envelope"))
    signer = dsse.signer_of(envelope, STATEMENT_TYPE, sender.keys, place)
    statement = read_statement(envelope.payload, f"{place}.payload")
    if statement.sender != sender.node:
        raise WrongSender(where=f"{place}.payload.sender")
    dsse.require_in_force(signer, statement.created, place)
    body = fields.within("body").value
    if digest_of(body) != statement.body_digest:
        raise BodyChanged(where=fields.at("body"))
    return Message(statement, body, envelope, signer)
