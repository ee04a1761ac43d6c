"""The seal of a package: a statement that names every file beside the payload by its digest, signed twice.

What is signed are the bytes of `seal/statement.txt` as they stand: a first line that no other signature of a node
begins with, then canonical JSON. So a stranger needs nothing but the file, the two signatures and the public keys.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from entraide.evidence.domain.package.reading import opened, require_format, require_only
from entraide.evidence.domain.package.record import FORMAT
from entraide.evidence.errors.packages import PackageMalformed, SealNotInForce, SealUnknown, SealWrong
from entraide.exchange.domain.cards import CARD_BYTES, KnownCard, follows, party, read_card
from entraide.exchange.domain.encoding import DIGEST, Fields
from entraide.exchange.domain.keys import ED25519, ML_DSA_65, SigningKey, VerifyKey
from entraide.exchange.errors import Malformed
from entraide.kernel.canonical import canonical
from entraide.kernel.errors import Refusal

FIRST_LINE = b"entraide package seal v1\n"
STATEMENT, CARD = "seal/statement.txt", "seal/card.json"
SIGNATURES = {ED25519: "seal/ed25519.sig", ML_DSA_65: "seal/mldsa65.sig"}
# What a statement cannot name: itself, and what is made of it.
BEHIND = frozenset({STATEMENT, *SIGNATURES.values()})
SEAL = BEHIND | {CARD}
STATEMENT_BYTES, STATEMENT_ITEMS, SIGNATURE_BYTES = 64 * 1024, 1000, 8 * 1024
FILES = 100

Trust = Sequence[KnownCard] | VerifyKey
"""What whoever checks a package brings along: cards of the agency's node, or its public key."""


@dataclass(frozen=True)
class Statement:
    """What is signed. `files`: the SHA-256, in hexadecimal, of every file beside the payload that it can name."""

    node: UUID
    case: UUID
    made_at: datetime
    files: Mapping[str, str]

    def encoded(self) -> bytes:
        """The bytes that are signed."""
        return FIRST_LINE + canonical(
            {
                "format": FORMAT,
                "node": self.node,
                "case": self.case,
                "made_at": self.made_at,
                "files": {name: f"sha256:{digest}" for name, digest in self.files.items()},
            }
        )


def card_bytes(known: KnownCard) -> bytes:
    """A card as a file, as `read_card` reads it."""
    return canonical(known.envelope.as_json())


def sealed(statement: Statement, known: KnownCard, key: SigningKey) -> dict[str, bytes]:
    """The files of a seal: the statement, both signatures, the card."""
    message = statement.encoded()
    signatures = {SIGNATURES[algorithm]: value for algorithm, value in key.sign(message)}
    return {STATEMENT: message, CARD: card_bytes(known), **signatures}


def require_signing(key: VerifyKey, known: KnownCard, at: datetime) -> None:
    """That this key stands on that card and is in force. Raises `SealUnknown`, `SealNotInForce`."""
    found = known.card.verify_keys().get(key.id)
    if found is None:
        raise SealUnknown(where=CARD)
    if not found.term.covers(at):
        raise SealNotInForce(where=CARD)


@dataclass(frozen=True)
class Seal:
    """A seal that holds: what was signed, by which key, and the card that travelled with it."""

    statement: Statement
    key: VerifyKey
    card: KnownCard


def verify_seal(files: Mapping[str, bytes], trust: Trust) -> Seal:
    """The seal in those files (all of `SEAL`), by the key that was brought along; the card within vouches for nothing.

    Raises `SealUnknown`, `SealWrong`, `SealNotInForce`, `PackageMalformed`, `PackageVersionUnknown`.
    """
    known = _card(files[CARD])
    message = files[STATEMENT]
    key = _signer(files, _keys(trust, known), known)
    if not key.fits(ML_DSA_65, files[SIGNATURES[ML_DSA_65]], message):
        raise SealWrong(where=SIGNATURES[ML_DSA_65])
    statement = _read(message)
    if statement.node != known.card.node:
        raise SealUnknown(where=CARD)
    if not key.term.covers(statement.made_at):
        raise SealNotInForce(where=STATEMENT)
    return Seal(statement, key, known)


def _card(data: bytes) -> KnownCard:
    try:
        return read_card(data, CARD)
    except Refusal as refused:
        raise PackageMalformed(where=CARD) from refused


def _keys(trust: Trust, known: KnownCard) -> Mapping[str, VerifyKey]:
    """The keys that are believed, each with its term."""
    if isinstance(trust, VerifyKey):
        return {trust.id: trust}
    own = [one for one in trust if one.card.node == known.card.node]
    if not own:
        raise SealUnknown(where=CARD)
    line = {one.digest: one for one in (*own, known)}
    try:
        # The card within counts where it follows, without a gap, on those that were brought, or they on it.
        ordered = _in_order(line.values())
        for before, after in itertools.pairwise(ordered):
            follows(before, after, CARD)
    except Refusal:
        ordered = _in_order(own)
    return party(ordered).keys


def _in_order(cards: Iterable[KnownCard]) -> list[KnownCard]:
    return sorted(cards, key=lambda one: one.card.version)


def _signer(files: Mapping[str, bytes], keys: Mapping[str, VerifyKey], known: KnownCard) -> VerifyKey:
    """The key whose Ed25519 signature it is. Nothing of the statement is read before."""
    name = SIGNATURES[ED25519]
    for key in keys.values():
        if key.fits(ED25519, files[name], files[STATEMENT]):
            return key
    if any(key.fits(ED25519, files[name], files[STATEMENT]) for key in known.card.signing):
        raise SealUnknown(where=CARD)
    raise SealWrong(where=name)


def _read(message: bytes) -> Statement:
    if not message.startswith(FIRST_LINE):
        raise PackageMalformed(where=STATEMENT)
    body = message.removeprefix(FIRST_LINE)
    fields = opened(body, STATEMENT, most=STATEMENT_BYTES, items=STATEMENT_ITEMS)
    try:
        require_format(fields)
        require_only(fields, "format", "node", "case", "made_at", "files")
        return Statement(
            fields.uuid("node"), fields.uuid("case"), fields.moment("made_at"), _files(fields.within("files"))
        )
    except Malformed as malformed:
        raise PackageMalformed(where=malformed.facts["where"]) from malformed


def _files(fields: Fields) -> dict[str, str]:
    return {name: fields.matching(name, DIGEST).removeprefix("sha256:") for name in fields.value}


def digest_of(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(data).hexdigest()


LIMITS = {STATEMENT: STATEMENT_BYTES, CARD: 2 * CARD_BYTES} | dict.fromkeys(
    SIGNATURES.values(), SIGNATURE_BYTES
)
