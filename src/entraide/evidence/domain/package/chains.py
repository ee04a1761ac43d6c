"""Custody as a package tells it: a chain without a gap in its numbers, each link bound by an entry of the ledger."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from entraide.evidence.domain.custody import Event, Standing, after, require
from entraide.evidence.domain.package.reading import opened
from entraide.evidence.domain.package.record import RECORD, Bound, Record, Recorded, entry_path, proof_path
from entraide.evidence.errors import CustodyForbids
from entraide.evidence.errors.packages import (
    ChainBroken,
    NotAsRecorded,
    NotInLedger,
    NotProved,
    PackageMalformed,
)
from entraide.exchange.domain.encoding import SKEW
from entraide.exchange.errors import Malformed
from entraide.kernel.canonical import canonical, leaf_hash, salted_digest
from entraide.ledger.domain.checkpoints import Checkpoint, checkpoint_signed_by, signed_by, vouched
from entraide.ledger.domain.keys import VerifyKey
from entraide.ledger.domain.notes import Note
from entraide.ledger.domain.proofs import Proof, read_proof
from entraide.ledger.domain.tree import verify_inclusion
from entraide.ledger.errors import CosignatureWrong, NoteUnreadable, ProofRejected

ENTRY_VERSION = 1
ENTRY_BYTES, ENTRY_ITEMS = 64 * 1024, 2000
ENTRY_FIELDS = frozenset({"v", "seq", "at", "act", "actor", "case", "subject", "facts"})
ACT = re.compile(r"evidence\.[a-z_]{1,80}", re.ASCII)

Take = Callable[[str], bytes]
"""The bytes of a file of the package that has been checked."""


@dataclass(frozen=True)
class Vouched:
    """The checkpoint to which every proof leads: who signed it, when, and who else vouches for it since when."""

    checkpoint: Checkpoint
    at: datetime
    witnesses: Mapping[str, datetime]


def event_digest(event: Event, salt: bytes) -> str:
    """What binds a custody event in the ledger: SHA-256 of the salt and the event's canonical form, in hexadecimal."""
    return salted_digest(salt, canonical(event.record())).hex()


def entry_facts(event: Event, salt: bytes) -> dict[str, object]:
    """What the entry of a custody event says of it; its subject is the exhibit, its case the exhibit's."""
    return {"event": event.id, "number": event.number, "digest": event_digest(event, salt)}


def require_custody(record: Record) -> dict[UUID, Standing]:
    """How every exhibit stands after its whole chain. Raises `ChainBroken`, with the first link that does not hold."""
    return {
        exhibit.described.id: _standing(exhibit, f"{RECORD}.exhibits[{index}].chain")
        for index, exhibit in enumerate(record.exhibits)
    }


def _standing(exhibit: Recorded, chain: str) -> Standing:
    now, last = Standing(), 0
    for index, link in enumerate(exhibit.chain):
        event, where = link.event, f"{chain}[{index}]"
        if event.exhibit != exhibit.described.id:
            raise ChainBroken(where=f"{where}.event.exhibit", why="exhibit")
        if event.number != index + 1:
            raise ChainBroken(where=f"{where}.event.number", why="number")
        if link.entry <= last:
            raise ChainBroken(where=f"{where}.entry", why="order")
        try:
            require(now, event)
        except CustodyForbids as forbids:
            raise ChainBroken(where=f"{where}.event.act", why=forbids.facts["why"]) from forbids
        now, last = after(now, event), link.entry
    return now


def verify_entries(record: Record, take: Take, log: VerifyKey, witnesses: Sequence[VerifyKey]) -> Vouched:
    """That every custody event is bound by an entry of that ledger, all of them proved to one checkpoint.

    Raises `NotInLedger` (the entry binds something else), `NotProved` (it is not in the ledger), `NotAsRecorded`
    (another ledger or checkpoint than the record says, or one of after the sealing), `PackageMalformed`.
    """
    place = proof_path(record.exhibits[0].chain[0].entry)
    note = _proof(take(place), place).note
    said, at, witnessed = _checkpoint(note, log, witnesses, place)
    if (said.origin, said.size) != (record.ledger.name, record.ledger.size):
        raise NotAsRecorded(where=place)
    # Whoever sets the time of a seal back needs a checkpoint of that time: an old key alone is not enough.
    if at > record.made_at + SKEW:
        raise NotAsRecorded(where=place)
    for exhibit in record.exhibits:
        for link in exhibit.chain:
            where, place = entry_path(link.entry), proof_path(link.entry)
            entry, proof = take(where), _proof(take(place), place)
            _require_binding(record, exhibit, link, entry, where)
            # One checkpoint is signed and witnessed once, for all of them.
            if proof.note != note:
                raise NotAsRecorded(where=place)
            _require_inclusion(entry, link.entry - 1, proof, said, place)
    return Vouched(said, at, witnessed)


def _checkpoint(
    note: Note, log: VerifyKey, witnesses: Sequence[VerifyKey], where: str
) -> tuple[Checkpoint, datetime, dict[str, datetime]]:
    try:
        found, said = checkpoint_signed_by(note.written().encode(), log)
        return said, signed_by(found, log), vouched(found, witnesses)
    except (NoteUnreadable, CosignatureWrong) as refused:
        raise NotProved(where=where) from refused


def _require_inclusion(entry: bytes, index: int, proof: Proof, said: Checkpoint, where: str) -> None:
    if proof.index != index:
        raise NotProved(where=where)
    try:
        verify_inclusion(leaf_hash(entry), index, said.size, proof.hashes, said.root)
    except ProofRejected as rejected:
        raise NotProved(where=where) from rejected


def _require_binding(record: Record, exhibit: Recorded, link: Bound, entry: bytes, where: str) -> None:
    fields = opened(entry, where, most=ENTRY_BYTES, items=ENTRY_ITEMS)
    try:
        if fields.value.keys() - {"detail"} != ENTRY_FIELDS:
            raise PackageMalformed(where=where)
        at = fields.moment("at")
        fields.matching("act", ACT)
        facts = fields.within("facts")
        said = (fields.whole("v", 1), fields.whole("seq", 1), fields.uuid("case"), fields.uuid("subject"))
        bound = (facts.uuid("event"), facts.whole("number", 1), facts.text("digest", most=64))
    except Malformed as malformed:
        raise NotInLedger(where=malformed.facts["where"]) from malformed
    for name, found, wanted in (
        ("v", said[0], ENTRY_VERSION),
        ("seq", said[1], link.entry),
        ("case", said[2], record.case),
        ("subject", said[3], exhibit.described.id),
        ("facts.event", bound[0], link.event.id),
        ("facts.number", bound[1], link.event.number),
        ("facts.digest", bound[2], event_digest(link.event, link.salt)),
    ):
        if found != wanted:
            raise NotInLedger(where=f"{where}.{name}")
    # By one clock, that of the node. When the event was written down can be by another, of a collector in the field.
    if at > record.made_at:
        raise NotInLedger(where=f"{where}.at")


def _proof(data: bytes, where: str) -> Proof:
    try:
        found = read_proof(data)
    except NoteUnreadable as unreadable:
        raise PackageMalformed(where=where) from unreadable
    # A proof has room for what nothing proves; here it is written as the ledger writes it, or not at all.
    if found.written().encode() != data:
        raise PackageMalformed(where=where)
    return found
