"""Who this node is: its keys and its card, made once, then rotated, revoked or moved to another address."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from entraide.exchange import policy
from entraide.exchange.domain import keeping
from entraide.exchange.domain.cards import Agency, Card, KnownCard, known_card, make_card
from entraide.exchange.domain.keeping import Identity
from entraide.exchange.domain.keys import OpeningKey, SigningKey, Term
from entraide.exchange.domain.parcels import PARCEL_BYTES
from entraide.exchange.domain.statement import LIFE
from entraide.exchange.errors import IdentityMissing, IdentityThere
from entraide.exchange.events import CardMade
from entraide.kernel.identifiers import new_id
from entraide.ledger.services import checkpoints, record

if TYPE_CHECKING:
    from entraide.accounts.models import Person

# Keys on a card: those in force, and those that ended lately.
ON_A_CARD = 4

_known: dict[Path, tuple[tuple[int, int], Identity]] = {}


def identity() -> Identity:
    """Who this node is. Raises `IdentityMissing`, `IdentityUnreadable`."""
    path: Path = settings.ENTRAIDE_IDENTITY
    try:
        found = path.stat()
    except FileNotFoundError as missing:
        raise IdentityMissing from missing
    stamp = (found.st_mtime_ns, found.st_ino)
    if path not in _known or _known[path][0] != stamp:
        read = keeping.kept(path)
        if read is None:
            raise IdentityMissing
        _known[path] = (stamp, read)
    return _known[path][1]


def has_identity() -> bool:
    """Whether this node has a card."""
    return bool(settings.ENTRAIDE_IDENTITY.exists())


def make_identity(addresses: tuple[str, ...], *, acting: Person | None, at: datetime) -> KnownCard:
    """The first keys and card of this node. Raises `NotAllowed`, `IdentityThere`, `Malformed`."""
    policy.require_may_keep_partners(acting)
    with _alone():
        if has_identity():
            raise IdentityThere
        # A little earlier: partners whose clocks run behind can check what is signed at once.
        term = Term(at - timedelta(minutes=10))
        signing, opening = SigningKey.made(term), OpeningKey.made(term)
        node = new_id()
        card = _card(Identity(node, (signing,), (opening,), ()), addresses, at)
        made = Identity(node, (signing,), (opening,), (make_card(card, signing),))
        return _kept(made, acting=acting, at=at)


def rotate(*, acting: Person | None, at: datetime) -> KnownCard:
    """New keys beside the old, which end when no message signed by them can count any more.

    Raises `NotAllowed`, `IdentityMissing`.
    """
    return _changed(lambda old: _with_new_keys(keeping.with_ended(old, at + LIFE), at), acting=acting, at=at)


def revoke(*, acting: Person | None, at: datetime) -> KnownCard:
    """New keys, and the old ones end now: for when somebody else may have them. Partners are to be telephoned, because
    whoever has the old keys could have made a new card too. Raises as `rotate`."""
    return _changed(lambda old: _with_new_keys(keeping.with_ended(old, at), at), acting=acting, at=at)


def move(addresses: tuple[str, ...], *, acting: Person | None, at: datetime) -> KnownCard:
    """The same keys at another address. Raises as `rotate`, and `Malformed`."""
    return _changed(lambda old: old, addresses=addresses, acting=acting, at=at)


def show_ledger(*, at: datetime) -> None:
    """Have the card say with what this node vouches for ledgers: one from before it kept any does not."""
    if identity().card.card.ledger != checkpoints.key().public:
        _changed(lambda old: old, acting=None, at=at)


def _changed(
    change: Callable[[Identity], Identity],
    *,
    addresses: tuple[str, ...] = (),
    acting: Person | None,
    at: datetime,
) -> KnownCard:
    policy.require_may_keep_partners(acting)
    with _alone():
        old = identity()
        vouching = old.signing_at(at)
        new = change(old)
        signing = new.signing_at(at) if any(key.term.covers(at) for key in new.signing) else vouching
        card = _card(new, addresses or old.card.card.addresses, at)
        keys = (signing,) if signing.public.id == vouching.public.id else (signing, vouching)
        return _kept(replace(new, cards=(*old.cards, make_card(card, *keys))), acting=acting, at=at)


def _kept(made: Identity, *, acting: Person | None, at: datetime) -> KnownCard:
    known_card(made.card.envelope, "card")
    with transaction.atomic():
        facts = {"card": made.card.digest, "version": made.card.card.version}
        record(CardMade(subject=made.node, facts=facts), by=acting.uuid if acting else None, at=at)
        keeping.keep(settings.ENTRAIDE_IDENTITY, made)
    return made.card


def _card(new: Identity, addresses: tuple[str, ...], at: datetime) -> Card:
    before = new.cards[-1] if new.cards else None
    agency = settings.NODE.agency
    signing = sorted((key.public for key in new.signing), key=lambda key: key.term.since)[-ON_A_CARD:]
    receiving = sorted((key.public for key in new.opening), key=lambda key: key.term.since)[-ON_A_CARD:]
    return Card(
        node=new.node,
        version=before.card.version + 1 if before else 1,
        agency=Agency(agency.name_en, agency.name_fr, agency.country),
        addresses=addresses,
        signing=tuple(signing),
        receiving=tuple(receiving),
        most_bytes=PARCEL_BYTES,
        created=at,
        previous=before.digest if before else None,
        ledger=checkpoints.key().public,
    )


def _with_new_keys(old: Identity, at: datetime) -> Identity:
    return replace(
        old,
        signing=(*old.signing, SigningKey.made(Term(at))),
        opening=(*old.opening, OpeningKey.made(Term(at))),
    )


@contextmanager
def _alone() -> Iterator[None]:
    """One change at a time, across the processes of the node."""
    folder: Path = settings.ENTRAIDE_IDENTITY.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / "identity.lock", os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
