"""Signed envelopes (DSSE 1.0): the bytes that were signed, what they are, and two signatures for every key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from entraide.exchange.domain.encoding import Fields, digest, text_of
from entraide.exchange.domain.keys import ED25519, ML_DSA_65, SigningKey, VerifyKey
from entraide.exchange.errors import KeyNotInForce, Malformed, SignatureMissing, SignatureWrong, SignerUnknown

ORDER = (ED25519, ML_DSA_65)
PAYLOAD_BYTES = 4 * 1024 * 1024
SIGNATURE_BYTES = 4096
KEYS = 4


@dataclass(frozen=True)
class Signature:
    """One of the two signatures of a key."""

    key: str
    algorithm: str
    value: bytes


@dataclass(frozen=True)
class Envelope:
    """A signed payload. Nothing in it may be believed before `verify`."""

    payload_type: str
    payload: bytes
    signatures: tuple[Signature, ...]

    @property
    def digest(self) -> str:
        """The digest of what was signed: by it a message is meant wherever another speaks of it."""
        return digest(self.payload)

    def as_json(self) -> dict[str, object]:
        """As DSSE writes it; a signature's `keyid` is the key and, behind a slash, the algorithm."""
        return {
            "payload": text_of(self.payload),
            "payloadType": self.payload_type,
            "signatures": [
                {"keyid": f"{one.key}/{one.algorithm}", "sig": text_of(one.value)} for one in self.signatures
            ],
        }


def read_envelope(fields: Fields, *, most: int = PAYLOAD_BYTES) -> Envelope:
    """An envelope from a stranger, unverified, its payload of so many bytes at most. Raises `Malformed`."""
    if fields.value.keys() != {"payload", "payloadType", "signatures"}:
        raise Malformed(where=fields.where)
    return Envelope(
        fields.text("payloadType", most=100),
        fields.bytes("payload", most=most),
        tuple(_signature(one) for one in fields.objects("signatures", most=2 * KEYS)),
    )


def _signature(fields: Fields) -> Signature:
    if fields.value.keys() != {"keyid", "sig"}:
        raise Malformed(where=fields.where)
    key, _, algorithm = fields.text("keyid", most=64).partition("/")
    return Signature(key, algorithm, fields.bytes("sig", most=SIGNATURE_BYTES))


def encoded(payload_type: str, payload: bytes) -> bytes:
    """What is signed: the type and the payload, each with its length (DSSE's pre-authentication encoding)."""
    kind = payload_type.encode("utf-8")
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


def sign(payload_type: str, payload: bytes, *keys: SigningKey) -> Envelope:
    """Sign with every key, twice each."""
    message = encoded(payload_type, payload)
    signatures = [
        Signature(key.public.id, algorithm, value) for key in keys for algorithm, value in key.sign(message)
    ]
    return Envelope(payload_type, payload, tuple(signatures))


def verify(
    envelope: Envelope, payload_type: str, known: Mapping[str, VerifyKey], where: str
) -> tuple[VerifyKey, ...]:
    """The keys that signed, in their order, each with both of its signatures right.

    Raises `Malformed` (another type), `SignatureMissing`, `SignerUnknown`, `SignatureWrong`; all signatures count, none
    is passed over.
    """
    if envelope.payload_type != payload_type:
        raise Malformed(where=f"{where}.payloadType")
    signed = envelope.signatures
    if not signed or len(signed) % 2:
        raise SignatureMissing(where=f"{where}.signatures")
    message = encoded(payload_type, envelope.payload)
    signers: list[VerifyKey] = []
    for index, one in enumerate(signed):
        place = f"{where}.signatures[{index}]"
        if one.algorithm != ORDER[index % 2] or one.key != signed[index - index % 2].key:
            raise SignatureMissing(where=place)
        key = known.get(one.key)
        if key is None:
            raise SignerUnknown(where=place, key=one.key)
        if not key.fits(one.algorithm, one.value, message):
            raise SignatureWrong(where=place)
        if index % 2:
            signers.append(key)
    if len({key.id for key in signers}) != len(signers):
        raise SignatureMissing(where=f"{where}.signatures")
    return tuple(signers)


def signer_of(envelope: Envelope, payload_type: str, known: Mapping[str, VerifyKey], where: str) -> VerifyKey:
    """The one key that signed. Raises what `verify` does; two signers are one too many."""
    signers = verify(envelope, payload_type, known, where)
    if len(signers) != 1:
        raise SignatureMissing(where=f"{where}.signatures")
    return signers[0]


def require_in_force(key: VerifyKey, at: datetime, where: str) -> None:
    """That the key which signed the envelope at that place was in force. Raises `KeyNotInForce`."""
    if not key.term.covers(at):
        raise KeyNotInForce(where=f"{where}.signatures[0]", key=key.id)
