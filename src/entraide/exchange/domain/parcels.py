"""Parcels: a signed message and its body, encrypted to one node (HPKE with ML-KEM-768 and X25519, AES-256-GCM)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from entraide.exchange.domain.encoding import PROTOCOL, Fields, load, text_of
from entraide.exchange.domain.keys import OpeningKey, SealKey
from entraide.exchange.domain.statement import LIFE
from entraide.exchange.errors import Malformed, NotOpened
from entraide.kernel.canonical import canonical

PARCEL_TYPE = "application/vnd.entraide.parcel+json"
PARCEL_BYTES = 16 * 1024 * 1024
PARCEL_ITEMS = 6
# What HPKE adds, and all that stands beside `sealed`, generously.
OUTSIDE_BYTES = 4096
SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True)
class Parcel:
    """What passes between nodes. All but `sealed` can be read on the way, and is bound to what cannot."""

    message: UUID
    sender: UUID
    recipient: UUID
    key: str
    sealed: bytes

    def encoded(self) -> bytes:
        """The bytes that are sent."""
        return canonical({**_outside(self), "sealed": text_of(self.sealed)})


def seal(content: bytes, *, message: UUID, sender: UUID, recipient: UUID, key: SealKey) -> Parcel:
    """Encrypt to one key of the recipient. Raises `ValueError` where that is no key."""
    empty = Parcel(message, sender, recipient, key.id, b"")
    return Parcel(
        message,
        sender,
        recipient,
        key.id,
        SUITE.encrypt(content, key.pair(), info=canonical(_outside(empty))),
    )


def content_bytes(most: int) -> int:
    """How large a content may be, so that its parcel is not larger than `most`: it grows by a third, and a little."""
    return min(most, PARCEL_BYTES) // 4 * 3 - OUTSIDE_BYTES


def read_parcel(data: bytes, where: str = "parcel") -> Parcel:
    """A parcel from a stranger. Raises `TooLarge`, `Malformed`, `UnknownProtocol`."""
    fields = Fields(load(data, where, most=PARCEL_BYTES, items=PARCEL_ITEMS), where)
    fields.protocol()
    if fields.value.keys() != {"protocol", "message", "sender", "recipient", "key", "sealed"}:
        raise Malformed(where=where)
    return Parcel(
        fields.uuid("message"),
        fields.uuid("sender"),
        fields.uuid("recipient"),
        fields.text("key", most=32),
        fields.bytes("sealed", most=PARCEL_BYTES),
    )


def open_parcel(parcel: Parcel, keys: Mapping[str, OpeningKey], at: datetime, where: str = "parcel") -> bytes:
    """What is in a parcel; the outside is as it was when it was sealed. Raises `NotOpened`.

    A key opens for as long after its end as a message can count that was sealed to it in time.
    """
    key = keys.get(parcel.key)
    if key is None or (key.term.until is not None and key.term.until + LIFE <= at):
        raise NotOpened(where=f"{where}.key")
    try:
        return SUITE.decrypt(parcel.sealed, key.pair(), info=canonical(_outside(parcel)))
    except (InvalidTag, ValueError) as error:
        raise NotOpened(where=f"{where}.sealed") from error


def _outside(parcel: Parcel) -> dict[str, object]:
    return {
        "protocol": PROTOCOL,
        "message": str(parcel.message),
        "sender": str(parcel.sender),
        "recipient": str(parcel.recipient),
        "key": parcel.key,
    }
