"""The one file in which a node keeps who it is: its keys and every card that it showed, readable by its owner alone.

The seeds are not enciphered there: the node signs and opens without anybody at hand to say a pass phrase. Whoever has
the file can speak as this node (see docs/threats.md, and `rotate` and `revoke` for what to do then).
"""

import os
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from entraide.exchange.domain import dsse
from entraide.exchange.domain.cards import CARD_BYTES, KnownCard, Party, known_card, party
from entraide.exchange.domain.encoding import PROTOCOL, Fields, load, moment_of, text_of
from entraide.exchange.domain.keys import SEED_BYTES, OpeningKey, SigningKey, Term
from entraide.exchange.errors import IdentityUnreadable
from entraide.kernel.canonical import canonical
from entraide.kernel.errors import Refusal

FILE_BYTES = 64 * 1024 * 1024
FILE_ITEMS = 100_000
KEYS = 1000


@dataclass(frozen=True)
class Identity:
    """Who this node is: its keys, and its cards with the oldest first."""

    node: UUID
    signing: tuple[SigningKey, ...]
    opening: tuple[OpeningKey, ...]
    cards: tuple[KnownCard, ...]

    @property
    def card(self) -> KnownCard:
        """The card that it shows now."""
        return self.cards[-1]

    def party(self) -> Party:
        """This node as its own signatures are checked."""
        return party(self.cards)

    def signing_at(self, at: datetime) -> SigningKey:
        """The newest key to sign with. Raises `IdentityUnreadable` where none is in force."""
        keys = [key for key in self.signing if key.term.covers(at)]
        if not keys:
            raise IdentityUnreadable
        return max(keys, key=lambda key: key.term.since)

    def opening_keys(self) -> dict[str, OpeningKey]:
        """Every key that opens, by its id."""
        return {key.public.id: key for key in self.opening}


def kept(path: Path) -> Identity | None:
    """Who this node is, None where it is nobody yet. Raises `IdentityUnreadable`."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as unreadable:
        raise IdentityUnreadable from unreadable
    try:
        return _read(Fields(load(data, "identity", most=FILE_BYTES, items=FILE_ITEMS), "identity"))
    except (Refusal, ValueError, IndexError) as damaged:
        raise IdentityUnreadable from damaged


def keep(path: Path, identity: Identity) -> None:
    """Write who this node is, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(canonical(_written(identity)))
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _written(identity: Identity) -> dict[str, object]:
    return {
        "protocol": PROTOCOL,
        "node": str(identity.node),
        "signing": [
            {
                "ed25519": text_of(key.ed25519.private_bytes_raw()),
                "ml_dsa_65": text_of(key.ml_dsa_65.private_bytes_raw()),
                **_term(key.term),
            }
            for key in identity.signing
        ],
        "opening": [
            {
                "ml_kem_768": text_of(key.ml_kem_768.private_bytes_raw()),
                "x25519": text_of(key.x25519.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())),
                **_term(key.term),
            }
            for key in identity.opening
        ],
        "cards": [known.envelope.as_json() for known in identity.cards],
    }


def _term(term: Term) -> dict[str, object]:
    return {"since": moment_of(term.since), "until": None if term.until is None else moment_of(term.until)}


def _read(fields: Fields) -> Identity:
    fields.protocol()
    identity = Identity(
        fields.uuid("node"),
        tuple(
            SigningKey.from_seeds(
                one.bytes("ed25519", exactly=SEED_BYTES["ed25519"]),
                one.bytes("ml_dsa_65", exactly=SEED_BYTES["ml-dsa-65"]),
                _read_term(one),
            )
            for one in fields.objects("signing", least=1, most=KEYS)
        ),
        tuple(
            OpeningKey.from_seeds(
                one.bytes("ml_kem_768", exactly=SEED_BYTES["ml-kem-768"]),
                one.bytes("x25519", exactly=SEED_BYTES["x25519"]),
                _read_term(one),
            )
            for one in fields.objects("opening", least=1, most=KEYS)
        ),
        tuple(
            known_card(dsse.read_envelope(one, most=CARD_BYTES), one.where)
            for one in fields.objects("cards", least=1, most=KEYS)
        ),
    )
    if identity.card.card.node != identity.node:
        raise IdentityUnreadable
    return identity


def _read_term(fields: Fields) -> Term:
    return Term(fields.moment("since"), fields.optional("until", fields.moment))


def with_ended(identity: Identity, at: datetime) -> Identity:
    """The same, with every key that is in force ended at that moment."""
    return replace(
        identity,
        signing=tuple(replace(key, term=key.term.ended(at)) for key in identity.signing),
        opening=tuple(replace(key, term=key.term.ended(at)) for key in identity.opening),
    )
