"""Checking a sealed package with nothing but the package and the agency's card or key; the first fault is refused.

From the outside to the inside: the bag to its last byte, the seal by the key that was brought, the record, every
file by the record, custody, the ledger, the graph, the time-stamps. No path, size or link in the package is believed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from entraide.evidence.domain.bags import (
    MANIFEST,
    OXUM,
    TAG_MANIFEST,
    Checked,
    Progress,
    check_bag,
    quiet,
)
from entraide.evidence.domain.custody import Standing
from entraide.evidence.domain.names import PAYLOAD
from entraide.evidence.domain.opening import Bag
from entraide.evidence.domain.package.chains import ENTRY_BYTES, Vouched, require_custody, verify_entries
from entraide.evidence.domain.package.graph import case_graph
from entraide.evidence.domain.package.making import AUTHORITY_BYTES, TOKEN_BYTES, info_of, keys_bytes
from entraide.evidence.domain.package.reading import RECORD_BYTES, read_record
from entraide.evidence.domain.package.record import AUTHORITY, GRAPH, KEYS, RECORD, Record, stamp_path
from entraide.evidence.domain.package.seal import BEHIND, LIMITS, SEAL, STATEMENT, Seal, Trust, verify_seal
from entraide.evidence.errors.packages import (
    NotAsRecorded,
    NotAsSealed,
    NotOnRecord,
    PartMissing,
    StampWrong,
)
from entraide.exchange.domain.encoding import SKEW
from entraide.kernel.errors import Refusal
from entraide.ledger.domain.keys import VerifyKey as LedgerKey
from entraide.ledger.domain.notes import NOTE_BYTES

INFO = "bag-info.txt"
SMALL_BYTES = max(ENTRY_BYTES, 2 * NOTE_BYTES)

CheckStamp = Callable[[bytes, bytes, bytes], datetime]
"""Given a token, the SHA-256 of what it stamps and the certificates (PEM) in the package: when. Raises a refusal."""


@dataclass(frozen=True)
class Verified:
    """What was proved of a package.

    `seal`: by which key, when. `standings`: how each exhibit stands after its chain. `vouched`: the checkpoint of the
    ledger, and which of the witnesses that were brought vouch for it. `stamped`: when each file was time-stamped; None
    where nobody was there to check it. `absent`: files whose bytes stayed behind.
    """

    record: Record
    seal: Seal
    vouched: Vouched
    standings: Mapping[UUID, Standing]
    stamped: Mapping[UUID, datetime | None]
    absent: tuple[UUID, ...]
    files: int
    size: int


def verify_package(
    bag: Bag,
    trust: Trust,
    progress: Progress = quiet,
    *,
    witnesses: Sequence[LedgerKey] = (),
    check_stamp: CheckStamp | None = None,
) -> Verified:
    """What a package proves to whoever brings a card or a key of the agency.

    Raises the first fault as a refusal with its place in `where`: what `check_bag` raises, what stands in
    `errors.packages`.
    """
    checked = check_bag(bag, progress)
    seal = _seal(bag, checked, trust)
    if RECORD not in checked.files:
        raise PartMissing(where=RECORD)
    record = read_record(checked.small(bag, RECORD, RECORD_BYTES))
    _require_sealed(record, seal, checked)
    _require_files(record, checked)
    standings = require_custody(record)
    log = _ledger_key(bag, checked, seal)
    vouched = verify_entries(record, lambda name: checked.small(bag, name, SMALL_BYTES), log, witnesses)
    graph = case_graph(record)
    if checked.files[GRAPH].size != len(graph) or checked.small(bag, GRAPH, len(graph)) != graph:
        raise NotAsRecorded(where=GRAPH)
    return Verified(
        record=record,
        seal=seal,
        vouched=vouched,
        standings=standings,
        stamped=_stamped(bag, checked, record, check_stamp),
        absent=tuple(one.content.id for each in record.exhibits for one in each.files if not one.along),
        files=len(checked.files) + 1,
        size=sum(one.size for one in checked.files.values()),
    )


def _seal(bag: Bag, checked: Checked, trust: Trust) -> Seal:
    """The seal, and that it covers every file beside the payload: none more, none fewer, each as it was sealed."""
    for name in sorted(SEAL - checked.files.keys()):
        raise PartMissing(where=name)
    seal = verify_seal({name: checked.small(bag, name, LIMITS[name]) for name in SEAL}, trust)
    tags = {name: one for name, one in checked.files.items() if not name.startswith(PAYLOAD)}
    named = seal.statement.files
    for name in sorted(named.keys() ^ (tags.keys() - BEHIND)):
        raise NotAsSealed(where=name)
    # The manifest first: where a file was added or taken out, the size that the bag says it has differs too.
    for name in sorted(named, key=lambda one: (one != MANIFEST, one)):
        if tags[name].sha256 != named[name]:
            raise NotAsSealed(where=name)
    # The seal cannot name what names the seal: that it is written in its one way leaves nothing open.
    lines = "".join(f"{tags[name].sha256}  {name}\n" for name in sorted(tags)).encode()
    if bag.size(TAG_MANIFEST) != len(lines) or bag.small(TAG_MANIFEST, len(lines)) != lines:
        raise NotAsSealed(where=TAG_MANIFEST)
    return seal


def _require_sealed(record: Record, seal: Seal, checked: Checked) -> None:
    """That the record is the one of the statement, by the agency of the card, and the bag's info says the same."""
    statement, card = seal.statement, seal.card.card
    for name, found, wanted in (
        ("node", statement.node, record.node),
        ("case", statement.case, record.case),
        ("made_at", statement.made_at, record.made_at),
    ):
        if found != wanted:
            raise NotAsRecorded(where=f"{STATEMENT}.{name}")
    if record.agency != card.agency:
        raise NotAsRecorded(where=f"{RECORD}.agency")
    if [one for one in checked.info if one[0] != OXUM] != info_of(record):
        raise NotAsRecorded(where=INFO)


def _require_files(record: Record, checked: Checked) -> None:
    """That what lies below `data/` is what the record accounts for, each file with the digest that it says."""
    there = {name for name in checked.files if name.startswith(PAYLOAD)}
    wanted = record.paths()
    for name in sorted(wanted - there):
        raise PartMissing(where=name)
    for name in sorted(there - wanted):
        raise NotOnRecord(where=name)
    for path, content in record.carried():
        if (checked.files[path].size, checked.files[path].sha256) != (content.size, content.sha256):
            raise NotAsRecorded(where=path)
    for report in record.reports:
        if (checked.files[report.path].size, checked.files[report.path].sha256) != (
            report.size,
            report.sha256,
        ):
            raise NotAsRecorded(where=report.path)


def _ledger_key(bag: Bag, checked: Checked, seal: Seal) -> LedgerKey:
    """The keys of the ledger, which are those of the card that was sealed."""
    log = seal.card.card.ledger
    if log is None or checked.small(bag, KEYS, SMALL_BYTES) != keys_bytes(log):
        raise NotAsRecorded(where=KEYS)
    return log


def _stamped(
    bag: Bag, checked: Checked, record: Record, check_stamp: CheckStamp | None
) -> dict[UUID, datetime | None]:
    if check_stamp is None or not record.stamps:
        return dict.fromkeys(record.stamps)
    authority = checked.small(bag, AUTHORITY, AUTHORITY_BYTES)
    digests = {one.content.id: one.content.sha256 for each in record.exhibits for one in each.files}
    found: dict[UUID, datetime | None] = {}
    for content in record.stamps:
        place = stamp_path(content)
        token = checked.small(bag, place, TOKEN_BYTES)
        try:
            at = check_stamp(token, bytes.fromhex(digests[content]), authority)
        except Refusal as refused:
            raise StampWrong(where=place) from refused
        if at > record.made_at + SKEW:
            raise StampWrong(where=place)
        found[content] = at
    return found
