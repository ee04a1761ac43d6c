"""Node cards: who a node is, where it is reached and by which keys it signs and receives; signed by itself.

A partner's first card is believed after its fingerprint was compared over the telephone; each later one because a key
of the card before it signed it too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from entraide.exchange.domain import dsse
from entraide.exchange.domain.dsse import Envelope
from entraide.exchange.domain.encoding import PROTOCOL, SKEW, Fields, load, moment_of, text_of
from entraide.exchange.domain.keys import (
    ED25519_BYTES,
    ML_DSA_65_BYTES,
    ML_KEM_768_BYTES,
    X25519_BYTES,
    SealKey,
    SigningKey,
    Term,
    VerifyKey,
    is_sound,
)
from entraide.exchange.domain.parcels import SUITE
from entraide.exchange.errors import CardRefused, Malformed, SignerUnknown
from entraide.kernel.canonical import canonical
from entraide.ledger.domain.keys import VerifyKey as LedgerKey
from entraide.ledger.domain.keys import read_keys
from entraide.ledger.errors import NoteUnreadable

CARD_TYPE = "application/vnd.entraide.card+json"
CARD_BYTES = 256 * 1024
CARD_ITEMS = 500
COUNTRY = re.compile(r"[A-Z]{2}")
ADDRESS = re.compile(r"https?://[!-~]{1,290}")
KEYS = 8
GROUPS, GROUP_DIGITS = 8, 5


@dataclass(frozen=True)
class Agency:
    """Who runs the node, as it names itself."""

    name_en: str
    name_fr: str
    country: str


@dataclass(frozen=True)
class Card:
    """What a node says of itself. `version` grows by one with each; `previous` is the digest of the one before."""

    node: UUID
    version: int
    agency: Agency
    addresses: tuple[str, ...]
    signing: tuple[VerifyKey, ...]
    receiving: tuple[SealKey, ...]
    most_bytes: int
    created: datetime
    previous: str | None = None
    # With what the node vouches for ledgers, its own and others'; a node that keeps none has none.
    ledger: LedgerKey | None = None

    def verify_keys(self) -> dict[str, VerifyKey]:
        """The keys that sign, by their id."""
        return {key.id: key for key in self.signing}

    def party(self) -> "Party":
        """The node with the keys of this card alone."""
        return Party(self.node, self.verify_keys())

    def receiving_at(self, at: datetime) -> SealKey | None:
        """The newest key that one may encrypt to at that moment."""
        return max(
            (key for key in self.receiving if key.term.covers(at)), key=lambda k: k.term.since, default=None
        )


@dataclass(frozen=True)
class KnownCard:
    """A card whose signatures were seen to hold, with the envelope that proves it."""

    card: Card
    envelope: Envelope

    @property
    def digest(self) -> str:
        return self.envelope.digest

    @property
    def fingerprint(self) -> str:
        """What two people compare over the telephone."""
        return fingerprint(self.envelope)


def fingerprint(envelope: Envelope) -> str:
    """Forty digits in eight groups, made from the digest of the card: digits are read alike in every language."""
    number = int(envelope.digest.removeprefix("sha256:"), 16) % 10 ** (GROUPS * GROUP_DIGITS)
    digits = f"{number:0{GROUPS * GROUP_DIGITS}d}"
    return " ".join(digits[at : at + GROUP_DIGITS] for at in range(0, len(digits), GROUP_DIGITS))


def make_card(card: Card, *keys: SigningKey) -> KnownCard:
    """Sign a card with the given keys: one of its own, and behind it one of the card before where there is one."""
    return KnownCard(card, dsse.sign(CARD_TYPE, canonical(_as_json(card)), *keys))


def read_card(data: bytes, where: str = "card") -> KnownCard:
    """A card as a file, seen to be signed by itself. Whether it is the partner's is for the fingerprint to say.

    Raises `Malformed`, `UnknownProtocol` and what `dsse.verify` raises.
    """
    return known_card(
        dsse.read_envelope(Fields(load(data, where, most=2 * CARD_BYTES, items=CARD_ITEMS), where)), where
    )


def known_card(envelope: Envelope, where: str) -> KnownCard:
    """The card in an envelope, signed by at least one of its own keys that is in force; see `read_card`."""
    place = f"{where}.payload"
    card = _from_json(Fields(load(envelope.payload, place, most=CARD_BYTES, items=CARD_ITEMS), place))
    own = card.verify_keys()
    # Behind its own signatures there can be those of the card before: `succeed` looks at them.
    mine = Envelope(envelope.payload_type, envelope.payload, envelope.signatures[:2])
    dsse.require_in_force(dsse.signer_of(mine, CARD_TYPE, own, where), card.created, where)
    if card.version == 1 and len(envelope.signatures) > len(mine.signatures):
        raise SignerUnknown(where=f"{where}.signatures[2]", key=envelope.signatures[2].key)
    return KnownCard(card, envelope)


def succeed(before: KnownCard, after: KnownCard, at: datetime, where: str = "card") -> KnownCard:
    """The newer card of a partner, where it follows the one that is known. The same card again is no fault.

    Raises `CardRefused` (see `follows`; also when the key that vouches for it has ended by now, or the card is from the
    future), and what `dsse.verify` raises.
    """
    if after.digest == before.digest:
        return before
    vouching = follows(before, after, where)
    if after.card.created > at + SKEW or not any(key.term.covers(at) for key in vouching):
        raise CardRefused(where=where)
    return after


def follows(before: KnownCard, after: KnownCard, where: str) -> list[VerifyKey]:
    """The keys of the card before that vouch for the next one: in force when it was made.

    The next card is of the same node, one version on, not older, and names the card before. A key that stands on both
    began when it began, and ends no later than it was to; an end that is moved up lies at the new card or behind it, so
    that nobody can unsay what was signed. Raises `CardRefused`, and what `dsse.verify` raises.
    """
    new, old = after.card, before.card
    if new.node != old.node or new.version != old.version + 1 or new.previous != before.digest:
        raise CardRefused(where=where)
    keys = new.verify_keys()
    if new.created < old.created or not all(
        _carried_on(key.term, keys[key.id].term, new.created) for key in old.signing if key.id in keys
    ):
        raise CardRefused(where=where)
    known = old.verify_keys()
    signers = dsse.verify(after.envelope, CARD_TYPE, {**keys, **known}, where)
    vouching = [key for key in signers if key.id in known and key.term.covers(new.created)]
    if not vouching:
        raise CardRefused(where=where)
    return vouching


def _carried_on(old: Term, new: Term, at: datetime) -> bool:
    if old == new:
        return True
    sooner = new.until is not None and (old.until is None or new.until < old.until)
    return old.since == new.since and sooner and new.until is not None and new.until >= at


@dataclass(frozen=True)
class Party:
    """A node as its signatures are checked: all keys that it ever showed, each with its term."""

    node: UUID
    keys: dict[str, VerifyKey]


def party(cards: Sequence[KnownCard]) -> Party:
    """A node by its cards, the oldest first, each of which follows the one before.

    The newest card that holds a key says when it ends; a key that the next card lacks ended with that, and stays so.
    """
    keys: dict[str, VerifyKey] = {}
    gone: dict[str, VerifyKey] = {}
    for known in cards:
        here = known.card.verify_keys()
        for lacking in keys.keys() - here.keys() - gone.keys():
            key = keys[lacking]
            gone[lacking] = replace(key, term=key.term.ended(known.card.created))
        keys = keys | here | gone
    return Party(cards[-1].card.node, keys)


def _as_json(card: Card) -> dict[str, object]:
    more: dict[str, object] = {} if card.ledger is None else {"ledger": list(card.ledger.written())}
    return {
        "protocol": PROTOCOL,
        "node": str(card.node),
        "version": card.version,
        "agency": {
            "name_en": card.agency.name_en,
            "name_fr": card.agency.name_fr,
            "country": card.agency.country,
        },
        "addresses": list(card.addresses),
        "signing": [
            {"ed25519": text_of(key.ed25519), "ml_dsa_65": text_of(key.ml_dsa_65), **_term(key.term)}
            for key in card.signing
        ],
        "receiving": [
            {"ml_kem_768": text_of(key.ml_kem_768), "x25519": text_of(key.x25519), **_term(key.term)}
            for key in card.receiving
        ],
        "most_bytes": card.most_bytes,
        "created": moment_of(card.created),
        "previous": card.previous,
        **more,
    }


def _term(term: Term) -> dict[str, object]:
    return {"since": moment_of(term.since), "until": None if term.until is None else moment_of(term.until)}


def _from_json(fields: Fields) -> Card:
    fields.protocol()
    agency = fields.within("agency")
    card = Card(
        node=fields.uuid("node"),
        version=fields.whole("version", 1),
        agency=Agency(agency.name("name_en"), agency.name("name_fr"), agency.matching("country", COUNTRY)),
        addresses=tuple(_addresses(fields)),
        signing=tuple(
            VerifyKey(
                one.bytes("ed25519", exactly=ED25519_BYTES),
                one.bytes("ml_dsa_65", exactly=ML_DSA_65_BYTES),
                _read_term(one),
            )
            for one in fields.objects("signing", least=1, most=KEYS)
        ),
        receiving=tuple(
            SealKey(
                one.bytes("ml_kem_768", exactly=ML_KEM_768_BYTES),
                one.bytes("x25519", exactly=X25519_BYTES),
                _read_term(one),
            )
            for one in fields.objects("receiving", least=1, most=KEYS)
        ),
        most_bytes=fields.whole("most_bytes", 1024),
        created=fields.moment("created"),
        previous=fields.optional("previous", fields.digest),
        ledger=_ledger(fields),
    )
    if (card.version == 1) != (card.previous is None):
        raise Malformed(where=fields.at("previous"))
    for index, key in enumerate(card.signing):
        if not is_sound(key.ed25519) or key.id in {one.id for one in card.signing[:index]}:
            raise Malformed(where=f"{fields.at('signing')}[{index}]")
    for index, seal in enumerate(card.receiving):
        if not _seals(seal) or seal.id in {one.id for one in card.receiving[:index]}:
            raise Malformed(where=f"{fields.at('receiving')}[{index}]")
    return card


def _ledger(fields: Fields) -> LedgerKey | None:
    if "ledger" not in fields.value:
        return None
    found = [str(one) for one in fields.items("ledger", least=2, most=2)]
    try:
        return read_keys(found[0], found[1])
    except NoteUnreadable as unreadable:
        raise Malformed(where=fields.at("ledger")) from unreadable


def _seals(key: SealKey) -> bool:
    """Whether one can encrypt to a key: some bytes of the right length are none."""
    try:
        SUITE.encrypt(b"", key.pair())
    except ValueError:
        return False
    return True


def _read_term(fields: Fields) -> Term:
    term = Term(fields.moment("since"), fields.optional("until", fields.moment))
    if term.until is not None and term.until <= term.since:
        raise Malformed(where=fields.at("until"))
    return term


def _addresses(fields: Fields) -> list[str]:
    found = fields.items("addresses", least=1, most=4)
    for index, one in enumerate(found):
        if not isinstance(one, str) or not ADDRESS.fullmatch(one) or not _is_address(one):
            raise Malformed(where=f"{fields.at('addresses')}[{index}]")
    return [str(one) for one in found]


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return (
            bool(parts.hostname)
            and parts.username is None
            and not parts.query
            and not parts.fragment
            and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        return False
