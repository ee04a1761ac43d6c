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
from entraide.exchange.domain.cards import Party
from entraide.exchange.domain.dsse import Envelope
from entraide.exchange.domain.encoding import PROTOCOL, SKEW, Fields, load, moment_of, text_of
from entraide.exchange.domain.keys import SigningKey
from entraide.exchange.errors import AttestationWrong, Malformed
from entraide.kernel import merkle
from entraide.kernel.canonical import canonical, leaf_hash

ROOT_TYPE = "application/vnd.entraide.attestations+json"
ROOT_BYTES = 4096
ROOT_ITEMS = 20
BATCH = 1 << 20
DEPTH = 20
IN_LEAF = {"kind", "node", "message", "digest", "at", "reason"}
LINE_BYTES, LINE_ITEMS = 64 * 1024, 200


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
        return {**self.under_root(), "root": self.root.as_json()}

    def under_root(self) -> dict[str, object]:
        """All but the root itself, which many have in common."""
        return {
            "attestation": self.attestation.as_json(),
            "index": self.index,
            "path": [text_of(one) for one in self.path],
        }


def attest(attestations: Sequence[Attestation], at: datetime, key: SigningKey) -> list[Attested]:
    """Sign some attestations of one node together. Raises `ValueError` for none, or for those of several nodes."""
    if not attestations or len({one.node for one in attestations}) != 1 or len(attestations) > BATCH:
        raise ValueError("attestations of one node are signed together")
    leaves = [one.leaf for one in attestations]
    top, paths = merkle.paths(leaves)
    payload = canonical(
        {
            "protocol": PROTOCOL,
            "node": str(attestations[0].node),
            "created": moment_of(at),
            "size": len(leaves),
            "root": text_of(top),
        }
    )
    root = dsse.sign(ROOT_TYPE, payload, key)
    return [
        Attested(one, index, tuple(beside), root)
        for index, (one, beside) in enumerate(zip(attestations, paths, strict=True))
    ]


@dataclass(frozen=True)
class Root:
    """A signed root that holds: whose it is, from when, over how many."""

    node: UUID
    created: datetime
    size: int
    root: bytes


class Roots:
    """Signed roots that were seen to hold: each is read and checked once."""

    def __init__(self) -> None:
        self._known: dict[object, tuple[dict[str, object], Envelope]] = {}
        self._holding: dict[Envelope, Root] = {}

    def __getitem__(self, envelope: Envelope) -> Root:
        return self._holding[envelope]

    def read(self, fields: Fields, signer: Party) -> Envelope:
        """A root of `signer`. Raises what `read_attested` does."""
        payload = fields.value.get("payload")
        known = self._known.get(payload) if isinstance(payload, str) else None
        # Under one payload there is one root, but others may have signed it: all of it is compared.
        if known is not None and known[0] == fields.value:
            return known[1]
        envelope = dsse.read_envelope(fields)
        self._holding[envelope] = read_root(envelope, signer, fields.where)
        self._known[payload] = (fields.value, envelope)
        return envelope


class Lines:
    """Attestations as they are carried, each a line. Those of one batch end alike, in their root: the bytes of that are
    read once, and what stands before them with each line."""

    def __init__(self) -> None:
        self._known: dict[bytes, object] = {}

    def read(self, line: bytes, where: str) -> Fields:
        """The fields of a line from a stranger. Raises `TooLarge`, `Malformed`."""
        before, _, root = line.partition(b',"root":')
        known = self._known.get(root)
        if known is not None and len(line) <= LINE_BYTES:
            fields = Fields(load(before + b"}", where, most=LINE_BYTES, items=LINE_ITEMS), where)
            # In this order `root` is the last name of canonical JSON.
            if fields.value.keys() == {"attestation", "index", "path"}:
                fields.value["root"] = known
                return fields
        fields = Fields(load(line, where, most=LINE_BYTES, items=LINE_ITEMS), where)
        found = fields.value.get("root")
        if isinstance(found, dict) and canonical(found) + b"}" == root:
            self._known[root] = found
        return fields


def read_root(envelope: Envelope, signer: Party, where: str) -> Root:
    """A root of `signer`. Raises what `read_attested` does."""
    key = dsse.signer_of(envelope, ROOT_TYPE, signer.keys, where)
    place = f"{where}.payload"
    signed = Fields(load(envelope.payload, place, most=ROOT_BYTES, items=ROOT_ITEMS), place)
    signed.protocol()
    root = Root(
        signed.uuid("node"),
        signed.moment("created"),
        signed.whole("size", 1, BATCH),
        signed.bytes("root", exactly=32),
    )
    dsse.require_in_force(key, root.created, where)
    return root


def read_attested(fields: Fields, signer: Party, roots: Roots | None = None) -> Attested:
    """An attestation of `signer`, proved: the root is signed by it, and the attestation stands under it.

    `roots` keeps those that were seen to hold, so that each is checked once. Raises `Malformed`, `UnknownProtocol`,
    `SignatureMissing`, `SignerUnknown`, `SignatureWrong`, `KeyNotInForce`, `AttestationWrong`.
    """
    if fields.value.keys() != {"attestation", "index", "path", "root"}:
        raise Malformed(where=fields.where)
    roots = Roots() if roots is None else roots
    envelope = roots.read(fields.within("root"), signer)
    root = roots[envelope]
    attestation = _read(fields.within("attestation"))
    index = fields.whole("index", 0, root.size - 1)
    beside = _path(fields)
    if merkle.root_by(attestation.leaf, index, root.size, beside) != root.root:
        raise AttestationWrong(where=fields.at("path"))
    if attestation.node != signer.node or root.node != signer.node:
        raise AttestationWrong(where=f"{fields.at('attestation')}.node")
    if attestation.at > root.created + SKEW:
        raise AttestationWrong(where=f"{fields.at('attestation')}.at")
    return Attested(attestation, index, beside, envelope)


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
    if fields.value.keys() != IN_LEAF:
        raise Malformed(where=fields.where)
    return attestation


def _path(fields: Fields) -> tuple[bytes, ...]:
    texts = fields.items("path", most=DEPTH)
    steps = {str(index): text for index, text in enumerate(texts)}
    within = Fields(steps, fields.at("path"))
    return tuple(within.bytes(name, exactly=32) for name in steps)
