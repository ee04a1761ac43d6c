"""Bags (BagIt 1.0, RFC 8493): written so that an interrupted one goes on, and checked to the last byte.

Of the ways that the RFC leaves open, one is written and read here: SHA-256, lines that end in a newline, digests in
small letters, nothing to be fetched. What a bag holds beside its payload stands in the tag manifest, all of it.
"""

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from entraide.evidence.domain.names import NAME_BYTES, PAYLOAD, Apart, decoded, encoded, require_safe
from entraide.evidence.domain.names import safe_name as safe_name
from entraide.evidence.domain.opening import CHUNK, MOST_FILES, Bag, FolderBag
from entraide.evidence.domain.zips import ZipBag, settle_folder
from entraide.evidence.domain.zips import pack as pack
from entraide.evidence.errors.bags import (
    BagThere,
    DeclarationWrong,
    FileChanged,
    FileMissing,
    FileUnlisted,
    InfoUnreadable,
    ManifestForeign,
    ManifestUnreadable,
    NameTwice,
    OxumWrong,
    TooMuch,
)
from entraide.exchange.domain.encoding import CONTROLS

DECLARATION, DECLARED = "bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
INFO, MANIFEST, TAG_MANIFEST = "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"
OWN = (DECLARATION, INFO, MANIFEST, TAG_MANIFEST)
FETCH = "fetch.txt"
OXUM = "Payload-Oxum"
MANIFESTS = re.compile(r"(?:tag)?manifest-[^/]*\.txt", re.IGNORECASE)
LINE = re.compile(r"([0-9a-f]{64})  ([^\r]+)")
LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,79}")
MOST_TAGS, TAG_BYTES, INFO_BYTES = 1000, 64 * 1024 * 1024, 64 * 1024
# A digest, two spaces, a name of which every character is written in three, the end of the line.
LINE_BYTES = 64 + 2 + 3 * NAME_BYTES + 1
# Small files are settled on the disk together, which takes a tenth of the time that they take one by one.
TOGETHER, LARGE, SETTLERS = 256, 4 * 1024 * 1024, 32

Progress = Callable[[int, int, int, int], None]
"""Hears of files done, all files, bytes done, all bytes."""


def quiet(_files: int, _all_files: int, _bytes: int, _all_bytes: int) -> None:
    """A progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file of a bag: its name (in the payload: below `data/`), its size in bytes, its SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


class BagWriter:
    """Makes a bag in a folder. Whoever goes on with an interrupted one says first what is `known` to be there."""

    def __init__(self, root: Path) -> None:
        """Raises `BagThere` where a finished bag is."""
        if os.path.lexists(root / TAG_MANIFEST):
            raise BagThere(where=root)
        root.mkdir(parents=True, exist_ok=True)
        self._root = root
        self._payload: dict[str, Written] = {}
        self._tags: dict[str, Written] = {}
        self._apart = Apart()
        self._unsettled: list[int] = []
        self._folders = {root, root.parent}

    def add(self, name: str, chunks: Iterable[bytes]) -> Written:
        """Write `data/<name>` as it comes. Whatever an interruption left under that name is written over.

        It is on the disk for good after `settle`. Raises `NameUnsafe`, `NameTwice`, and what `chunks` raises, with
        nothing left of the file.
        """
        self._take(PAYLOAD + name)
        size, digest = self._write(PAYLOAD + name, chunks)
        written = self._payload[name] = Written(name, size, digest)
        return written

    def known(self, written: Written) -> None:
        """Count a payload file that was written before. Raises `FileMissing`, `FileChanged` (another size)."""
        self._take(PAYLOAD + written.name)
        path = self._root / PAYLOAD / written.name
        try:
            status = path.lstat()
        except OSError as error:
            self._apart.give_back(PAYLOAD + written.name)
            raise FileMissing(where=PAYLOAD + written.name) from error
        if not stat.S_ISREG(status.st_mode) or status.st_size != written.size:
            self._apart.give_back(PAYLOAD + written.name)
            raise FileChanged(where=PAYLOAD + written.name)
        self._payload[written.name] = written

    def tag(self, name: str, content: bytes) -> Written:
        """Write a file beside the payload. Raises `NameUnsafe`, `NameTwice`, `TooMuch`."""
        if name in OWN or name == FETCH or MANIFESTS.fullmatch(name) or name.startswith(PAYLOAD):
            raise NameTwice(where=name)
        return self._tag(name, content)

    def settle(self) -> None:
        """Have all that was written so far outlast a loss of power."""
        waiting, self._unsettled = self._unsettled, []
        try:
            if waiting:
                with ThreadPoolExecutor(min(SETTLERS, len(waiting))) as pool:
                    list(pool.map(os.fsync, waiting))
        finally:
            for descriptor in waiting:
                os.close(descriptor)
        for folder in self._folders:
            settle_folder(folder)
        self._folders.clear()

    def finish(
        self,
        info: Sequence[tuple[str, str]],
        seal: Callable[[Written, Written], Mapping[str, bytes]] = lambda manifest, info: {},
    ) -> None:
        """Write what makes a bag of it; `info` is labels with their values (Bagging-Date and others).

        `seal` is given the manifest and the info as they were written, and returns the tag files that seal them.
        Raises `InfoUnreadable` for what could not be read again, and what `tag` raises.
        """
        self._sweep()
        self._make_folder(self._root / PAYLOAD)
        size = sum(one.size for one in self._payload.values())
        lines = [*info, (OXUM, f"{size}.{len(self._payload)}")]
        self._tag(DECLARATION, DECLARED)
        info_written = self._tag(INFO, _info_bytes(lines))
        manifest = self._listing(MANIFEST, PAYLOAD, self._payload)
        for name, content in seal(manifest, info_written).items():
            self.tag(name, content)
        self.settle()
        # Last of all: a bag without it was not finished.
        self._listing(TAG_MANIFEST, "", self._tags)
        self.settle()

    def _take(self, name: str) -> None:
        if len(self._payload) + len(self._tags) >= MOST_FILES:
            raise TooMuch(where=name, most=MOST_FILES)
        self._apart.take(name)

    def _tag(self, name: str, content: bytes) -> Written:
        if len(content) > TAG_BYTES or len(self._tags) >= MOST_TAGS:
            raise TooMuch(where=name, most=TAG_BYTES)
        self._take(name)
        written = self._tags[name] = Written(name, *self._write(name, (content,)))
        return written

    def _listing(self, name: str, above: str, listed: Mapping[str, Written]) -> Written:
        self._take(name)
        lines = (f"{listed[one].sha256}  {encoded(above + one)}\n".encode() for one in sorted(listed))
        written = self._tags[name] = Written(name, *self._write(name, lines))
        return written

    def _write(self, name: str, chunks: Iterable[bytes]) -> tuple[int, str]:
        path = self._root / name
        self._make_folder(path.parent)
        path.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(path, flags, 0o600)
        digest, size = sha256(), 0
        try:
            with os.fdopen(descriptor, "wb", closefd=False) as file:
                for chunk in chunks:
                    digest.update(chunk)
                    size += file.write(chunk)
            if size > LARGE:
                os.fsync(descriptor)
        except BaseException:
            os.close(descriptor)
            path.unlink(missing_ok=True)
            self._apart.give_back(name)
            raise
        self._folders.add(path.parent)
        self._unsettled.append(descriptor)
        if len(self._unsettled) >= TOGETHER:
            self.settle()
        return size, digest.hexdigest()

    def _sweep(self) -> None:
        """Take away what an interruption left in the payload, and nobody knows of."""
        for folder, _, names in os.walk(self._root / PAYLOAD, topdown=False):
            for name in names:
                path = Path(folder, name)
                if path.relative_to(self._root / PAYLOAD).as_posix() not in self._payload:
                    path.unlink()
            # A folder that still holds something is not taken away.
            with suppress(OSError):
                Path(folder).rmdir()

    def _make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            self._make_folder(folder.parent)
            folder.mkdir(exist_ok=True)
            self._folders |= {folder, folder.parent}


def open_bag(path: Path) -> Bag:
    """A bag from a stranger, unverified: a folder, or a zip file as `pack` writes it.

    Raises `BagUnreadable`, `NameUnsafe`, `NameTwice`, `NotAFile`, `FileUnlisted` (an empty folder), `TooMuch`, and of a
    zip file `ZipUnreadable`, `ZipCompressed`, `ZipEncrypted`, `ZipDisagrees`, `ZipOverlaps`, `ZipHides`, `ZipAdorned`,
    `ZipForeign`.
    """
    return FolderBag(path) if path.is_dir() else ZipBag(path)


@dataclass(frozen=True)
class Checked:
    """What a bag is, once all of it was checked: its info, its manifest and info as files, its files by name."""

    info: tuple[tuple[str, str], ...]
    files: Mapping[str, Written]

    def small(self, bag: Bag, name: str, limit: int) -> bytes:
        """A file of the bag that was checked, with the bytes that were checked. Raises `FileChanged`, `TooMuch`."""
        self._require(name)
        found = bag.small(name, limit)
        if sha256(found).hexdigest() != self.files[name].sha256:
            raise FileChanged(where=name)
        return found

    def lines(self, bag: Bag, name: str, longest: int) -> Iterator[bytes]:
        """The lines of such a file without their ends, one at a time. Raises `FileChanged`, `TooMuch`."""
        self._require(name)
        digest = sha256()
        for line in _lines_of(bag, name, longest):
            digest.update(line)
            yield line.removesuffix(b"\n")
        if digest.hexdigest() != self.files[name].sha256:
            raise FileChanged(where=name)

    def _require(self, name: str) -> None:
        if name not in self.files:
            raise FileMissing(where=name)


def check_bag(bag: Bag, progress: Progress = quiet) -> Checked:
    """That a bag is whole: every file listed, every listed file there, every digest right, nothing beside.

    Raises a refusal with the first fault and the file, `where`: `FileMissing`, `DeclarationWrong`, `ManifestForeign`,
    `ManifestUnreadable`, `InfoUnreadable`, `FileUnlisted`, `FileChanged`, `OxumWrong`, `TooMuch`.
    """
    names = bag.files()
    if len(names) > MOST_FILES:
        raise TooMuch(where=INFO, most=MOST_FILES)
    payload = [name for name in names if name.startswith(PAYLOAD)]
    tags = [name for name in names if not name.startswith(PAYLOAD)]
    _require_own(bag, tags)
    count = _Count(progress, len(names) - 1, sum(map(bag.size, names)) - bag.size(TAG_MANIFEST))
    listed_tags = _listed(bag, TAG_MANIFEST)
    _require_same([name for name in tags if name != TAG_MANIFEST], listed_tags)
    found: dict[str, Written] = {}
    for name in listed_tags:
        found[name] = _checked(bag, name, listed_tags[name], count)
    info = _read_info(bag.small(INFO, INFO_BYTES))
    listed = _listed(bag, MANIFEST, found[MANIFEST].sha256)
    _require_same(payload, listed)
    _require_oxum(info, f"{sum(map(bag.size, payload))}.{len(payload)}")
    for name in payload:
        found[name] = _checked(bag, name, listed[name], count)
    return Checked(info, found)


class _Count:
    """How far a check has come."""

    def __init__(self, progress: Progress, files: int, size: int) -> None:
        self._progress, self._all_files, self._all_bytes = progress, files, size
        self._files = self._bytes = 0

    def read(self, size: int) -> None:
        self._bytes += size
        self._progress(self._files, self._all_files, self._bytes, self._all_bytes)

    def done(self) -> None:
        self._files += 1
        self._progress(self._files, self._all_files, self._bytes, self._all_bytes)


def _checked(bag: Bag, name: str, wanted: str, count: _Count) -> Written:
    digest, size = sha256(), 0
    for chunk in bag.read(name):
        digest.update(chunk)
        size += len(chunk)
        count.read(len(chunk))
    if digest.hexdigest() != wanted:
        raise FileChanged(where=name)
    count.done()
    return Written(name, size, wanted)


def _require_own(bag: Bag, tags: Sequence[str]) -> None:
    """That what every bag has is there, once, and no larger than it may be."""
    for name in OWN:
        if name not in tags:
            raise FileMissing(where=name)
    if len(tags) > MOST_TAGS:
        raise TooMuch(where=TAG_MANIFEST, most=MOST_TAGS)
    for name in tags:
        if name not in OWN and (MANIFESTS.fullmatch(name) or name.lower() == FETCH):
            raise ManifestForeign(where=name)
        most = LINE_BYTES * MOST_FILES if name == MANIFEST else TAG_BYTES
        if bag.size(name) > most:
            raise TooMuch(where=name, most=most)
    if bag.size(DECLARATION) != len(DECLARED) or bag.small(DECLARATION, len(DECLARED)) != DECLARED:
        raise DeclarationWrong(where=DECLARATION)


def _require_same(there: Iterable[str], listed: Mapping[str, str]) -> None:
    names = set(there)
    for name in listed:
        if name not in names:
            raise FileMissing(where=name)
    for name in sorted(names):
        if name not in listed:
            raise FileUnlisted(where=name)


def _listed(bag: Bag, manifest: str, digest: str | None = None) -> dict[str, str]:
    """What a manifest lists: names and their digests, in its order."""
    found: dict[str, str] = {}
    summed = sha256()
    for number, raw in enumerate(_lines_of(bag, manifest), 1):
        summed.update(raw)
        try:
            line = LINE.fullmatch(raw.removesuffix(b"\n").decode("utf-8"))
            name = decoded(line[2]) if line else ""
        except ValueError as error:
            raise ManifestUnreadable(where=manifest, line=number) from error
        if line is None or not raw.endswith(b"\n") or name in found:
            raise ManifestUnreadable(where=manifest, line=number)
        require_safe(name)
        if (manifest == MANIFEST) != name.startswith(PAYLOAD) or name == TAG_MANIFEST:
            raise ManifestUnreadable(where=manifest, line=number)
        found[name] = line[1]
    # A folder could be written to between one reading and the next.
    if digest is not None and summed.hexdigest() != digest:
        raise FileChanged(where=manifest)
    return found


def _lines_of(bag: Bag, name: str, longest: int = LINE_BYTES) -> Iterator[bytes]:
    """The lines of a file with their ends, never more of it at once than a piece and a line."""
    held = b""
    for chunk in bag.read(name, CHUNK // 4):
        *lines, held = (held + chunk).split(b"\n")
        if len(held) > longest or any(len(line) > longest for line in lines):
            raise TooMuch(where=name, most=longest)
        for line in lines:
            yield line + b"\n"
    if held:
        yield held


def _info_bytes(lines: Sequence[tuple[str, str]]) -> bytes:
    if any(label.lower() == OXUM.lower() for label, _ in lines[:-1]):
        raise InfoUnreadable(where=INFO, line=1)
    written = "".join(f"{label}: {value}\n" for label, value in lines).encode("utf-8", "surrogatepass")
    if len(written) > INFO_BYTES:
        raise TooMuch(where=INFO, most=INFO_BYTES)
    found = _read_info(written)
    for number, (wanted, had) in enumerate(zip(lines, found, strict=False), 1):
        if wanted != had:
            raise InfoUnreadable(where=INFO, line=number)
    return written


def _read_info(data: bytes) -> tuple[tuple[str, str], ...]:
    """Labels and values; a line that begins with a space goes on with the value before it (RFC 8493, 2.2.2)."""
    found: list[tuple[str, str]] = []
    lines = data.split(b"\n")
    for number, raw in enumerate(lines[:-1], 1):
        try:
            line = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InfoUnreadable(where=INFO, line=number) from error
        more = line[:1] in {" ", "\t"}
        if CONTROLS.search(line.replace("\t", " ")) or (more and not found):
            raise InfoUnreadable(where=INFO, line=number)
        if more:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
            continue
        label, parted, value = line.partition(":")
        if not parted or not LABEL.fullmatch(label) or value[:1] not in {" ", "\t", ""}:
            raise InfoUnreadable(where=INFO, line=number)
        found.append((label, value.strip()))
    if lines[-1] or not found:
        raise InfoUnreadable(where=INFO, line=len(lines))
    return tuple(found)


def _require_oxum(info: Iterable[tuple[str, str]], found: str) -> None:
    said = [value for label, value in info if label.lower() == OXUM.lower()]
    if said != [found]:
        raise OxumWrong(where=INFO, said=", ".join(said) or "—", found=found)
