"""Attestations: signed statements about what became of a message, each bound to the very bytes that were sent.

ETSI's registered electronic mail calls them evidences; here *evidence* means exhibits. Many stand under one signed
root: each carries the path that proves it is there, so a busy node signs once for a thousand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from entraide.exchange.domain import dsse
from entraide.exchange.domain.cards import Card
from entraide.exchange.domain.dsse import Envelope
from entraide.exchange.domain.encoding import PROTOCOL, Fields, load, moment_of, text_of
from entraide.exchange.domain.keys import SigningKey
from entraide.exchange.errors import (
    AttestationWrong,
    KeyNotInForce,
    Malformed,
    SignatureMissing,
    UnknownProtocol,
)
from entraide.kernel import merkle
from entraide.kernel.canonical import canonical, leaf_hash

ROOT_TYPE = "application/vnd.entraide.attestations+json"
ROOT_BYTES = 4096
BATCH = 1 << 20
DEPTH = 20


class Kind(StrEnum):
    """What is attested."""

    SUBMISSION_ACCEPTED = "submission_accepted"
    SUBMISSION_REJECTED = "submission_rejected"
    RELAYED = "relayed"
    RELAY_FAILED = "relay_failed"
    DELIVERED = "delivered"
    NOT_DELIVERED = "not_delivered"
    RETRIEVED = "retrieved"
    NOT_RETRIEVED = "not_retrieved"

    @property
    def positive(self) -> bool:
        return self in {
            Kind.SUBMISSION_ACCEPTED,
            Kind.RELAYED,
            Kind.DELIVERED,
            Kind.RETRIEVED,
        }


# What the node of the sender may say of its own message; delivery and retrieval it can only find missing.
OF_SENDER = frozenset(
    {
        Kind.SUBMISSION_ACCEPTED,
        Kind.SUBMISSION_REJECTED,
        Kind.RELAYED,
        Kind.RELAY_FAILED,
        Kind.NOT_DELIVERED,
        Kind.NOT_RETRIEVED,
    }
)
OF_RECIPIENT = frozenset({Kind.DELIVERED, Kind.NOT_DELIVERED, Kind.RETRIEVED, Kind.NOT_RETRIEVED})


@dataclass(frozen=True)
class Attestation:
    """What a node says of a message: `digest` is that of the statement, `reason` the code of a refusal or empty."""

    kind: Kind
    node: UUID
    message: UUID
    digest: str
    at: datetime
    reason: str = ""

    def as_json(self) -> dict[str, object]:
        return {
            "kind": self.kind.value,
            "node": str(self.node),
            "message": str(self.message),
            "digest": self.digest,
            "at": moment_of(self.at),
            "reason": self.reason,
        }

    @property
    def leaf(self) -> bytes:
        """Its leaf in the tree of its batch."""
        return leaf_hash(canonical(self.as_json()))


@dataclass(frozen=True)
class Attested:
    """An attestation with its proof: its place in a batch, the path to the root, and the signed root."""

    attestation: Attestation
    index: int
    path: tuple[bytes, ...]
    root: Envelope

    def as_json(self) -> dict[str, object]:
        return {
            "attestation": self.attestation.as_json(),
            "index": self.index,
            "path": [text_of(one) for one in self.path],
            "root": self.root.as_json(),
        }


def attest(attestations: Sequence[Attestation], at: datetime, key: SigningKey) -> list[Attested]:
    """Sign some attestations of one node together. Raises `ValueError` for none, or for those of several nodes."""
    if not attestations or len({one.node for one in attestations}) != 1 or len(attestations) > BATCH:
        raise ValueError("attestations of one node are signed together")
    leaves = [one.leaf for one in attestations]
    payload = canonical(
        {
            "protocol": PROTOCOL,
            "node": str(attestations[0].node),
            "created": moment_of(at),
            "size": len(leaves),
            "root": text_of(merkle.root(leaves)),
        }
    )
    root = dsse.sign(ROOT_TYPE, payload, key)
    return [
        Attested(one, index, tuple(merkle.path(leaves, index)), root)
        for index, one in enumerate(attestations)
    ]


def read_attested(fields: Fields, card: Card) -> Attested:
    """An attestation of the node of `card`, proved: the root is signed by it, and the attestation stands under it.

    Raises `Malformed`, `UnknownProtocol`, `SignatureMissing`, `SignerUnknown`, `SignatureWrong`, `KeyNotInForce`,
    `AttestationWrong`.
    """
    if fields.value.keys() != {"attestation", "index", "path", "root"}:
        raise Malformed(where=fields.where)
    root = dsse.read_envelope(fields.within("root"))
    signers = dsse.verify(root, ROOT_TYPE, card.verify_keys(), fields.at("root"))
    if len(signers) != 1:
        raise SignatureMissing(where=f"{fields.at('root')}.signatures")
    place = f"{fields.at('root')}.payload"
    signed = Fields(load(root.payload, place, most=ROOT_BYTES), place)
    if signed.raw("protocol") != PROTOCOL:
        raise UnknownProtocol(where=place, protocol=str(signed.raw("protocol"))[:40])
    if not signers[0].term.covers(signed.moment("created")):
        raise KeyNotInForce(where=f"{fields.at('root')}.signatures[0]", key=signers[0].id)
    attestation = _read(fields.within("attestation"))
    size = signed.whole("size", 1, BATCH)
    index = fields.whole("index", 0, size - 1)
    beside = _path(fields)
    if merkle.root_by(attestation.leaf, index, size, beside) != signed.bytes("root", exactly=32):
        raise AttestationWrong(where=fields.at("path"))
    if attestation.node != card.node or signed.uuid("node") != card.node:
        raise AttestationWrong(where=f"{fields.at('attestation')}.node")
    return Attested(attestation, index, beside, root)


def _read(fields: Fields) -> Attestation:
    attestation = Attestation(
        Kind(fields.one_of("kind", tuple(Kind))),
        fields.uuid("node"),
        fields.uuid("message"),
        fields.digest("digest"),
        fields.moment("at"),
        fields.text("reason", least=0, most=100),
    )
    # What is not part of the leaf would be believed without proof.
    if fields.value.keys() != attestation.as_json().keys():
        raise Malformed(where=fields.where)
    return attestation


def _path(fields: Fields) -> tuple[bytes, ...]:
    texts = fields.items("path", most=DEPTH)
    steps = {str(index): text for index, text in enumerate(texts)}
    within = Fields(steps, fields.at("path"))
    return tuple(within.bytes(name, exactly=32) for name in steps)
