"""Collecting in the field: a folder of files becomes a sealed package, on a machine with no node and no network.

The package is a bag. Files are copied into it as `files/000001` and so on, and what they were called stands in
`files.jsonl`, a line of canonical JSON for every path; who, where, when and why stand in `collection.json`. What was
done so far stands in a journal beside the package, so that an interrupted collection goes on where it was.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from entraide import __version__
from entraide.evidence.domain.bags import (
    OWN,
    TAG_MANIFEST,
    BagWriter,
    Checked,
    Progress,
    Written,
    check_bag,
    quiet,
)
from entraide.evidence.domain.collected import (
    HEAD_BYTES,
    LINE_BYTES,
    Entry,
    Head,
    Kind,
    Note,
    Told,
    counts_of,
    entry_from,
    read_entry,
    read_head,
    read_told,
    reading,
    require_tellable,
    shown,
)
from entraide.evidence.domain.finding import Found, NotRead, Reading, walk
from entraide.evidence.domain.journals import Journal
from entraide.evidence.domain.names import PAYLOAD
from entraide.evidence.domain.opening import MOST_FILES, Bag
from entraide.evidence.domain.seals import SEAL, STATEMENT, Seal, fingerprint, read_seal, seal_files
from entraide.evidence.errors.bags import (
    AlreadySealed,
    BagThere,
    CollectionInside,
    FileChanged,
    FileMissing,
    JournalBroken,
    NothingToResume,
    RecordContradicts,
    SourceMissing,
    SourceOther,
    TargetFailed,
    TooMuch,
)
from entraide.exchange.domain.encoding import Fields, moment_of
from entraide.exchange.errors import Malformed, TooLarge
from entraide.kernel.canonical import canonical

PACKAGE, JOURNAL = "package", "journal.jsonl"
NUMBERED = re.compile(r"files/\d{6,9}", re.ASCII)
HEAD, LISTING = "collection.json", "files.jsonl"
VERSION = 1
# Files that become safe on the disk, and stand in the journal, together.
BATCH_FILES, BATCH_BYTES = 256, 64 * 1024 * 1024


@dataclass(frozen=True)
class Collection:
    """What is in a package that was checked whole, and whose seal holds."""

    head: Head
    entries: tuple[Entry, ...]
    seal: Seal

    @property
    def told(self) -> Told:
        return self.head.told

    @property
    def files(self) -> tuple[Entry, ...]:
        """The files that were copied; in the bag each is `data/` and its name."""
        return tuple(entry for entry in self.entries if entry.kind is Kind.FILE)

    @property
    def unread(self) -> tuple[Entry, ...]:
        """What was found and not read, and why."""
        return tuple(entry for entry in self.entries if entry.kind in {Kind.UNREAD, Kind.SPECIAL})


class Collecting:
    """A collection under way: `copy`, then `seal`. It is made by `begin` and by `resume`."""

    def __init__(self, to: Path, journal: Journal, source: Path, told: Told, moments: list[datetime]) -> None:
        self.package, self.source, self.told = to / PACKAGE, source, told
        self._to, self._journal = to, journal
        self._started, *self._resumed = moments
        self._before: dict[bytes, Entry] = {}
        self._entries: dict[bytes, Entry] = {}
        self._waiting: list[Entry] = []
        self._waiting_bytes = self._numbered = 0
        with _writing(to):
            self._writer = BagWriter(self.package)

    def went_before(self, entry: Entry) -> None:
        """Count what the journal says is copied."""
        self._before[entry.path] = entry
        self._numbered = max(self._numbered, int(entry.name.rpartition("/")[2]))

    def copy(self, progress: Progress = quiet) -> tuple[Entry, ...]:
        """Copy every file below the source, and list what is no file or cannot be read.

        Whatever stops it, what was copied by then is not copied again after `resume`. Raises `SourceMissing`,
        `TargetFailed`, `TooMuch`.
        """
        meter = self._counted(progress)
        with _writing(self._to):
            try:
                for found in walk(self.source):
                    entry = found if isinstance(found, Entry) else self._take(found, meter)
                    self._entries[entry.path] = entry
                # A disk that was pulled out is not a folder of files that cannot be read.
                if not self.source.is_dir():
                    raise SourceMissing(where=self.source)
                for path, entry in self._before.items():
                    if path not in self._entries:
                        self._entries[path] = self._left(entry)
            finally:
                self._settle()
        return tuple(self._entries[path] for path in sorted(self._entries))

    def seal(self, key: Ed25519PrivateKey, *, at: datetime) -> str:
        """Close the package, ended at that moment, and seal it. Returns the fingerprint, to be written on paper.

        Raises `TargetFailed`.
        """
        with _writing(self._to):
            entries = [self._entries[path] for path in sorted(self._entries)]
            source = shown(os.fsencode(self.source))
            counts = counts_of(iter(entries))
            head = Head(self.told, source, self._started, tuple(self._resumed), at, counts)
            self._writer.add(LISTING, (canonical(entry.as_json()) + b"\n" for entry in entries))
            self._writer.add(HEAD, (canonical(head.as_json()),))
            sealed: dict[str, bytes] = {}

            def seal(manifest: Written, info: Written) -> Mapping[str, bytes]:
                sealed.update(
                    seal_files(
                        key, manifest=manifest.sha256, info=info.sha256, collector=self.told.collector, at=at
                    )
                )
                return sealed

            self._writer.finish(self._info(at), seal)
            found = fingerprint(sealed[STATEMENT])
            self._journal.write([{"sealed": found}])
            return found

    def close(self) -> None:
        """Let another process go on."""
        self._journal.close()

    def _info(self, at: datetime) -> list[tuple[str, str]]:
        who = self.told.collector
        return [
            ("Source-Organization", who.agency),
            ("Contact-Name", who.name),
            ("Bagging-Date", at.astimezone(UTC).date().isoformat()),
            ("Bag-Software-Agent", f"entraide {__version__}"),
        ]

    def _counted(self, progress: Progress) -> "_Meter":
        files = size = 0
        for found in walk(self.source):
            if isinstance(found, Found):
                files, size = files + 1, size + found.size
        # The records and the seal have to be carried too.
        if files + len(OWN) + len(SEAL) + 2 > MOST_FILES:
            raise TooMuch(where=self.source, most=MOST_FILES - len(OWN) - len(SEAL) - 2)
        return _Meter(progress, files, size)

    def _take(self, found: Found, meter: "_Meter") -> Entry:
        before = self._before.get(found.path)
        if before is not None and self._still(before, found):
            meter.read(before.size)
            meter.done()
            return before
        source = Reading(self.source, found.path)
        self._numbered += 1
        name = f"files/{self._numbered:06d}"
        try:
            written = self._writer.add(name, meter.through(source.chunks()))
        except NotRead as error:
            meter.done()
            if before is not None and self._known(before):
                return replace(before, notes=(*before.notes, Note.EARLIER))
            return Entry(found.path, error.kind, reason=error.reason)
        notes = ((Note.CHANGED,) if source.changed else ()) + ((Note.AGAIN,) if before else ())
        size, digest = written.size, written.sha256
        entry = Entry(found.path, Kind.FILE, name, size, digest, source.modified_ns, notes=notes)
        self._waiting.append(entry)
        self._waiting_bytes += size
        if len(self._waiting) >= BATCH_FILES or self._waiting_bytes >= BATCH_BYTES:
            self._settle()
        meter.done()
        return entry

    def _still(self, before: Entry, found: Found) -> bool:
        """Whether a file is as it was when it was copied, and its copy is there."""
        if (before.size, before.modified_ns) != (
            found.size,
            found.modified_ns,
        ) or Note.CHANGED in before.notes:
            return False
        return self._known(before)

    def _known(self, before: Entry) -> bool:
        try:
            self._writer.known(Written(before.name, before.size, before.sha256))
        except (FileMissing, FileChanged):
            return False
        return True

    def _left(self, before: Entry) -> Entry:
        """What a file that went before came to, when it is not there any more: its copy is all there is."""
        if not self._known(before):
            return Entry(before.path, Kind.UNREAD, reason="ENOENT")
        return replace(before, notes=(*before.notes, Note.GONE))

    def _settle(self) -> None:
        """First the copies, then the lines that say that they are there."""
        self._writer.settle()
        waiting, self._waiting, self._waiting_bytes = self._waiting, [], 0
        if waiting:
            self._journal.write([{"entry": entry.as_json()} for entry in waiting])


def begin(source: Path, to: Path, told: Told, *, at: datetime) -> Collecting:
    """Begin a collection from `source` into the folder `to`, which is made, or is empty.

    Raises `RecordUnreadable` (what is told), `CollectionInside`, `BagThere`, `CollectionBusy`, `TargetFailed`.
    """
    require_tellable(told)
    source = source.absolute()
    _require_apart(source, to)
    with _writing(to):
        to.mkdir(parents=True, exist_ok=True)
        if {name for name in os.listdir(to) if name != JOURNAL}:
            raise BagThere(where=to)
        journal = Journal(to / JOURNAL)
        try:
            if journal.lines():
                raise BagThere(where=to)
            head = {
                "started": moment_of(at),
                "source": shown(os.fsencode(source)),
                "told": told.as_json(),
                "version": VERSION,
            }
            journal.write([{"head": head}])
            return Collecting(to, journal, source, told, [at])
        except BaseException:
            journal.close()
            raise


def resume(source: Path, to: Path, *, at: datetime) -> Collecting:
    """Go on with a collection that was interrupted; what was told at its beginning stands.

    Raises `NothingToResume`, `SourceOther`, `AlreadySealed`, `JournalBroken`, `CollectionBusy`, `TargetFailed`.
    """
    if not (to / JOURNAL).is_file():
        raise NothingToResume(where=to)
    source = source.absolute()
    with _writing(to):
        journal = Journal(to / JOURNAL)
        try:
            return _resumed(source, to, journal, at)
        except BaseException:
            journal.close()
            raise


def _resumed(source: Path, to: Path, journal: Journal, at: datetime) -> Collecting:
    lines = journal.lines()
    if not lines:
        raise NothingToResume(where=to)
    try:
        head = lines[0].within("head")
        head.whole("version", VERSION, VERSION)
        told, moments, entries = read_told(head.within("told")), [head.moment("started")], []
        begun_from = head.raw("source")
        for line in lines[1:]:
            if "sealed" in line.value:
                raise AlreadySealed(where=to, fingerprint=line.text("sealed"))
            if "resumed" in line.value:
                moments.append(line.moment("resumed"))
            else:
                entries.append(_numbered(line))
    except (Malformed, TooLarge) as error:
        number = str(error.facts["where"]).removeprefix("line ").partition(".")[0]
        raise JournalBroken(where=to / JOURNAL, line=number) from error
    if begun_from != shown(os.fsencode(source)):
        raise SourceOther(where=begun_from)
    # A package that was closed and not yet noted as sealed: nobody was told its fingerprint, and it is closed again.
    (to / PACKAGE / TAG_MANIFEST).unlink(missing_ok=True)
    journal.write([{"resumed": moment_of(at)}])
    found = Collecting(to, journal, source, told, [*moments, at])
    for entry in entries:
        found.went_before(entry)
    return found


def _numbered(line: Fields) -> Entry:
    entry = entry_from(line.within("entry"))
    if not NUMBERED.fullmatch(entry.name):
        raise Malformed(where=line.at("entry"))
    return entry


def read_collection(bag: Bag, progress: Progress = quiet) -> Collection:
    """What a package holds, once every byte of it was checked, its seal, and that it carries what it says.

    Raises what `check_bag` and `read_seal` raise, `RecordUnreadable`, `RecordContradicts`.
    """
    checked = check_bag(bag, progress)
    seal = read_seal(bag, checked)
    for name in bag.files():
        if not name.startswith(PAYLOAD) and name not in {*OWN, *SEAL}:
            raise RecordContradicts(where=name)
    head = read_head(checked.small(bag, PAYLOAD + HEAD, HEAD_BYTES), PAYLOAD + HEAD)
    entries = tuple(_listed(bag, checked))
    if (head.told.collector, head.ended) != (seal.collector, seal.at):
        raise RecordContradicts(where=STATEMENT)
    if head.counts != counts_of(iter(entries)):
        raise RecordContradicts(where=PAYLOAD + HEAD)
    _require_carried(entries, checked)
    return Collection(head, entries, seal)


def _listed(bag: Bag, checked: Checked) -> Iterator[Entry]:
    """The entries of the listing, in the order of their paths, each path once."""
    where, before = PAYLOAD + LISTING, b""
    for number, line in enumerate(checked.lines(bag, where, LINE_BYTES), 1):
        with reading(where):
            entry = read_entry(line, f"line {number}")
            if entry.path <= before:
                raise Malformed(where=f"line {number}")
        before = entry.path
        yield entry


def _require_carried(entries: tuple[Entry, ...], checked: Checked) -> None:
    """That every file of the listing is in the payload as it says, and nothing else is."""
    left = {name for name in checked.files if name.startswith(PAYLOAD)} - {PAYLOAD + HEAD, PAYLOAD + LISTING}
    for entry in entries:
        if entry.kind is Kind.FILE:
            name = PAYLOAD + entry.name
            if name not in left or checked.files[name] != Written(name, entry.size, entry.sha256):
                raise RecordContradicts(where=entry.shown)
            left.remove(name)
    if left:
        raise RecordContradicts(where=min(left))


def _require_apart(source: Path, to: Path) -> None:
    inner, outer = to.resolve(), source.resolve()
    if inner.is_relative_to(outer) or outer.is_relative_to(inner):
        raise CollectionInside(where=to)


@contextmanager
def _writing(to: Path) -> Iterator[None]:
    """What the system refuses while the collection is written, as a refusal that says that it can go on."""
    try:
        yield
    except OSError as error:
        raise TargetFailed(where=to, reason=error.strerror or type(error).__name__) from error


class _Meter:
    """How far the copying has come."""

    def __init__(self, progress: Progress, files: int, size: int) -> None:
        self._progress, self._all_files, self._all_bytes = progress, files, size
        self._files = self._bytes = 0

    def through(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self.read(len(chunk))
            yield chunk

    def read(self, size: int) -> None:
        self._bytes += size
        self._tell()

    def done(self) -> None:
        self._files += 1
        self._tell()

    def _tell(self) -> None:
        self._progress(self._files, self._all_files, self._bytes, self._all_bytes)
