"""Making a sealed package: all is read once, piece by piece, and nothing is written that nobody would believe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from entraide.evidence.domain.bags import DECLARATION, DECLARED, BagWriter, Progress, Written, quiet
from entraide.evidence.domain.names import PAYLOAD
from entraide.evidence.domain.package.chains import require_custody, verify_entries
from entraide.evidence.domain.package.contents import Contents, File
from entraide.evidence.domain.package.graph import case_graph
from entraide.evidence.domain.package.reading import read_record
from entraide.evidence.domain.package.record import (
    AUTHORITY,
    GRAPH,
    KEYS,
    RECORD,
    Bound,
    Carried,
    Log,
    Record,
    Recorded,
    Report,
    entry_path,
    proof_path,
    report_path,
    stamp_path,
)
from entraide.evidence.domain.package.seal import (
    CARD,
    Statement,
    card_bytes,
    digest_of,
    require_signing,
    sealed,
)
from entraide.evidence.errors.bags import TooMuch
from entraide.evidence.errors.packages import NotAsRecorded, PackageMalformed, SealUnknown
from entraide.exchange.domain.cards import KnownCard
from entraide.exchange.domain.keys import SigningKey
from entraide.kernel.languages import LANGUAGES
from entraide.ledger.domain.checkpoints import read_checkpoint
from entraide.ledger.domain.keys import VerifyKey as LedgerKey
from entraide.ledger.domain.proofs import Proof

TOKEN_BYTES, AUTHORITY_BYTES = 256 * 1024, 16 * 1024**2


@dataclass(frozen=True)
class Made:
    """A package in its folder: what it says, how many files and bytes it carries, and the digest of what was signed."""

    record: Record
    files: int
    size: int
    digest: str


def make_package(
    contents: Contents, root: Path, key: SigningKey, card: KnownCard, at: datetime, progress: Progress = quiet
) -> Made:
    """Write a package into the folder `root`, sealed at that moment by a key of that card.

    What a reader would refuse is refused before anything is written: it raises what `read_record`, `require_custody`
    and `verify_entries` raise, `TooMuch`, and `SealUnknown`, `SealNotInForce` (the key is not on the card, or has
    ended). On the way: `NotAsRecorded` (a file is not what was taken in) and what `BagWriter` raises. An unfinished
    folder is no bag.
    """
    require_signing(key.public, card, at)
    if card.card.ledger != contents.ledger:
        raise SealUnknown(where=KEYS)
    small = _small(contents)
    record = record_of(contents, card, at)
    encoded = record.encoded()
    # As a stranger will read it: only so can it be said that they will.
    read = read_record(encoded)
    require_custody(read)
    verify_entries(read, lambda path: small[path](), contents.ledger, ())
    small |= {RECORD: partial(bytes, encoded), GRAPH: partial(bytes, case_graph(read))}
    files = {one.content.id: one for exhibit in contents.exhibits for one in exhibit.files}
    carried = [(path, files[content.id]) for path, content in read.carried()]
    sizes = [file.content.size for _, file in carried] + [len(made()) for made in small.values()]
    bag, count = BagWriter(root), _Count(progress, len(sizes), sum(sizes))
    for path, file in carried:
        _add(bag, path, file, count)
    for path in sorted(small):
        count.done(bag.add(_below(path), (small[path](),)).size)

    statements: list[Statement] = []

    def seal(manifest: Written, info: Written) -> Mapping[str, bytes]:
        named = {one.name: one.sha256 for one in (manifest, info)}
        named |= {DECLARATION: digest_of(DECLARED), CARD: digest_of(card_bytes(card))}
        statements.append(Statement(read.node, read.case, at, named))
        return sealed(statements[0], card, key)

    bag.finish(info_of(read), seal)
    return Made(read, count.files, count.size, digest_of(statements[0].encoded()))


def record_of(contents: Contents, card: KnownCard, at: datetime) -> Record:
    """What a package with these contents says. Raises `PackageMalformed` where there is no exhibit with its custody."""
    proofs = [link.proof for exhibit in contents.exhibits for link in exhibit.chain]
    if not proofs:
        raise PackageMalformed(where=f"{RECORD}.exhibits")
    said = read_checkpoint(proofs[0].note)
    return Record(
        node=card.card.node,
        agency=card.card.agency,
        case=contents.case,
        reference=contents.reference,
        made_at=at,
        made_by=contents.made_by,
        handling=contents.handling,
        exhibits=tuple(
            Recorded(
                one.described,
                tuple(Carried(file.content, file.chunks is not None) for file in one.files),
                tuple(Bound(link.event, link.salt, link.proof.index + 1) for link in one.chain),
            )
            for one in contents.exhibits
        ),
        stamps=tuple(contents.stamps),
        reports=tuple(
            Report(language, len(contents.reports[language]), digest_of(contents.reports[language]))
            for language in LANGUAGES
            if language in contents.reports
        ),
        ledger=Log(said.origin, said.size),
    )


def info_of(record: Record) -> list[tuple[str, str]]:
    """What `bag-info.txt` says for people, without the size that every bag has there."""
    name = record.agency.name_en
    return [
        # Some letters are none to the reader of bags; the uuid always is.
        ("Source-Organization", name if name.isprintable() else str(record.node)),
        ("External-Identifier", str(record.case)),
        ("Bagging-Date", record.made_at.date().isoformat()),
    ]


def keys_bytes(ledger: LedgerKey) -> bytes:
    """The file with the keys of the ledger, as `entraide ledger proof check` reads it."""
    return ("\n".join(ledger.written()) + "\n").encode("ascii")


# Made when its turn has come: the checkpoint stands in the proof of every event, and would be held as often.
Small = Callable[[], bytes]


def _small(contents: Contents) -> dict[str, Small]:
    """The files that are no exhibit's, by their place."""
    found: dict[str, Small] = {KEYS: partial(keys_bytes, contents.ledger)}
    for exhibit in contents.exhibits:
        for link in exhibit.chain:
            number = link.proof.index + 1
            found[entry_path(number)] = partial(bytes, link.entry)
            found[proof_path(number)] = partial(_written, link.proof)
    for content, token in contents.stamps.items():
        found[stamp_path(content)] = partial(_at_most, TOKEN_BYTES, token, stamp_path(content))
    if contents.stamps:
        found[AUTHORITY] = partial(_at_most, AUTHORITY_BYTES, contents.authority, AUTHORITY)
    for language, report in contents.reports.items():
        found[report_path(language)] = partial(bytes, report)
    return found


def _written(proof: Proof) -> bytes:
    return proof.written().encode()


def _at_most(most: int, content: bytes, where: str) -> bytes:
    if len(content) > most:
        raise TooMuch(where=where, most=most)
    return content


class _Count:
    """How far the writing has come."""

    def __init__(self, progress: Progress, files: int, size: int) -> None:
        self._progress, self._all_files, self._all_bytes = progress, files, size
        self.files = self.size = 0

    def read(self, size: int) -> None:
        self.size += size
        self._progress(self.files, self._all_files, self.size, self._all_bytes)

    def done(self, size: int = 0) -> None:
        self.files += 1
        self.read(size)


def _add(bag: BagWriter, path: str, file: File, count: _Count) -> None:
    written = bag.add(_below(path), _watched(file, path, count))
    if (written.size, written.sha256) != (file.content.size, file.content.sha256):
        raise NotAsRecorded(where=path)
    count.done()


def _watched(file: File, path: str, count: _Count) -> Iterable[bytes]:
    left = file.content.size
    for chunk in file.chunks() if file.chunks else ():
        left -= len(chunk)
        # What has grown since is not written to the end of the disk.
        if left < 0:
            raise NotAsRecorded(where=path)
        count.read(len(chunk))
        yield chunk


def _below(path: str) -> str:
    return path.removeprefix(PAYLOAD)
