"""A bag as one zip file (APPNOTE 6.3), written in one way only: the same files are always the same bytes.

Files stand one after the other in the order of their names, stored as they are, without times, comments and extra
fields but zip64 where a number needs it. So a reader has only to see that every header is the one it would have written
itself: no byte is left in which something could hide, and what is not so is refused before any of it is read.
"""

import os
import stat
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from entraide.evidence.domain.names import NAME_BYTES, Apart
from entraide.evidence.domain.opening import CHUNK, MOST_FILES, Bag, FolderBag
from entraide.evidence.errors.bags import (
    BagThere,
    BagUnreadable,
    FileChanged,
    NameUnsafe,
    NotAFile,
    PackFailed,
    TooMuch,
    ZipAdorned,
    ZipCompressed,
    ZipDisagrees,
    ZipEncrypted,
    ZipForeign,
    ZipHides,
    ZipOverlaps,
    ZipUnreadable,
)

LOCAL, LOCAL_MARK = struct.Struct("<4s5H3I2H"), b"PK\x03\x04"
CENTRAL, CENTRAL_MARK = struct.Struct("<4s6H3I5H2I"), b"PK\x01\x02"
END, END_MARK = struct.Struct("<4s4H2IH"), b"PK\x05\x06"
END_64, END_64_MARK = struct.Struct("<4sQ2H2I4Q"), b"PK\x06\x06"
LOCATOR, LOCATOR_MARK = struct.Struct("<4sIQI"), b"PK\x06\x07"
LARGE, MANY = 0xFFFFFFFF, 0xFFFF
ENCRYPTED, NAMES_IN_UTF_8, STORED = 0x0001, 0x0800, 0
# The first day that a zip file can write, since a bag has no times of its own.
TIME, DAY = 0, 0x0021
PLAIN, WITH_64, MADE_ON_UNIX = 20, 45, 3 << 8
PERMISSIONS = (stat.S_IFREG | 0o644) << 16
LONGEST_COMMENT = 0xFFFF
LONGEST_CENTRAL = CENTRAL.size + NAME_BYTES + 28
THE_END = "(end)"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in a zip file: its name as bytes, its size and CRC-32, and where its local header begins."""

    name: bytes
    size: int
    crc: int
    offset: int

    def local(self) -> bytes:
        """The header right before its bytes."""
        large = self.size >= LARGE
        size = LARGE if large else self.size
        extra = struct.pack("<2H2Q", 1, 16, self.size, self.size) if large else b""
        needs = WITH_64 if large else PLAIN
        head = (LOCAL_MARK, needs, NAMES_IN_UTF_8, STORED, TIME, DAY, self.crc, size, size)
        return LOCAL.pack(*head, len(self.name), len(extra)) + self.name + extra

    def central(self) -> bytes:
        """Its line in the directory at the end."""
        large, far = self.size >= LARGE, self.offset >= LARGE
        extra = struct.pack("<2Q", self.size, self.size) if large else b""
        extra += struct.pack("<Q", self.offset) if far else b""
        extra = struct.pack("<2H", 1, len(extra)) + extra if extra else b""
        needs = WITH_64 if extra else PLAIN
        size, offset = LARGE if large else self.size, LARGE if far else self.offset
        head = (CENTRAL_MARK, MADE_ON_UNIX | WITH_64, needs, NAMES_IN_UTF_8, STORED, TIME, DAY)
        counted = (self.crc, size, size, len(self.name), len(extra), 0, 0, 0, PERMISSIONS, offset)
        return CENTRAL.pack(*head, *counted) + self.name + extra

    @property
    def begins(self) -> int:
        """Where its bytes begin."""
        return self.offset + LOCAL.size + len(self.name) + (20 if self.size >= LARGE else 0)


@dataclass(frozen=True, slots=True)
class Directory:
    """Where the directory of a zip file is, and how many files it has."""

    count: int
    offset: int
    size: int

    def end(self) -> bytes:
        """All that stands behind the directory."""
        count, size, offset = min(self.count, MANY), min(self.size, LARGE), min(self.offset, LARGE)
        last = END.pack(END_MARK, 0, 0, count, count, size, offset, 0)
        if count < MANY and size < LARGE and offset < LARGE:
            return last
        counted = (self.count, self.count, self.size, self.offset)
        record = END_64.pack(END_64_MARK, END_64.size - 12, MADE_ON_UNIX | WITH_64, WITH_64, 0, 0, *counted)
        return record + LOCATOR.pack(LOCATOR_MARK, 0, self.offset + self.size, 1) + last


def pack(root: Path, file: Path, progress: Callable[[int, int], None] = lambda done, all_: None) -> None:
    """Write the folder `root` as one zip file; `progress` hears of files, done and all.

    Raises `BagThere`, `PackFailed`, and what `open_bag` raises of folders.
    """
    if os.path.lexists(file):
        raise BagThere(where=file)
    unfinished = file.with_name(f"{file.name}.part")
    with FolderBag(root) as bag:
        try:
            unfinished.unlink(missing_ok=True)
            _write(bag, unfinished, progress)
            unfinished.replace(file)
            settle_folder(file.parent)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise PackFailed(where=file, reason=error.strerror or type(error).__name__) from error
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


def settle_folder(folder: Path) -> None:
    """Have the names in a folder outlast a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(bag: Bag, path: Path, progress: Callable[[int, int], None]) -> None:
    names = bag.files()
    entries: list[Entry] = []
    at = 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for done, name in enumerate(names):
            progress(done, len(names))
            unsummed = Entry(name.encode("utf-8"), bag.size(name), 0, at)
            file.write(unsummed.local())
            crc = 0
            for piece in bag.read(name):
                crc = crc32(piece, crc)
                file.write(piece)
            entry = Entry(unsummed.name, unsummed.size, crc, at)
            file.seek(at)
            file.write(entry.local())
            at = file.seek(entry.begins + entry.size)
            entries.append(entry)
        size = sum(file.write(entry.central()) for entry in entries)
        file.write(Directory(len(entries), at, size).end())
        file.flush()
        os.fsync(file.fileno())
        progress(len(names), len(names))


class ZipBag(Bag):
    """A bag as one zip file, read where it is."""

    def __init__(self, path: Path) -> None:
        """Raises what `open_bag` raises of zip files."""
        try:
            self._file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            raise BagUnreadable(where=path) from error
        try:
            status = os.fstat(self._file)
            if not stat.S_ISREG(status.st_mode):
                raise BagUnreadable(where=path)
            directory = _directory(self._file, status.st_size)
            self._entries = {one.name.decode("utf-8"): one for one in _entries(self._file, directory)}
            super().__init__({name: one.size for name, one in self._entries.items()})
        except BaseException:
            self.close()
            raise

    def read(self, name: str, chunk: int = CHUNK) -> Iterator[bytes]:
        left = self.size(name)
        entry = self._entries[name]
        at, crc = entry.begins, 0
        while left:
            found = _bytes_at(self._file, at, min(chunk, left), name)
            at, left, crc = at + len(found), left - len(found), crc32(found, crc)
            yield found
        if crc != entry.crc:
            raise FileChanged(where=name)

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
        self._file = -1


def _bytes_at(file: int, at: int, size: int, where: str) -> bytes:
    """Exactly so many bytes. Raises `ZipUnreadable`."""
    try:
        found = os.pread(file, size, at)
        # One read gives no more than about two gigabytes, and may give less.
        while len(found) < size and (more := os.pread(file, size - len(found), at + len(found))):
            found += more
    except OSError as error:
        raise ZipUnreadable(where=where) from error
    if len(found) != size:
        raise ZipUnreadable(where=where)
    return found


def _directory(file: int, size: int) -> Directory:
    """Where the directory says to be, and that nothing stands behind it but its own end."""
    tail_size = min(size, END.size + LONGEST_COMMENT)
    tail = _bytes_at(file, size - tail_size, tail_size, THE_END)
    begins = len(tail) - END.size
    if begins < 0 or tail[begins : begins + 4] != END_MARK:
        begins = tail.rfind(END_MARK)
    if begins < 0 or len(tail) - begins < END.size:
        raise ZipUnreadable(where=THE_END)
    behind = len(tail) - begins - END.size
    *_, count, directory_size, offset, comment = END.unpack_from(tail, begins)
    if behind:
        raise (ZipAdorned if comment == behind else ZipHides)(where=THE_END)
    if count == MANY or LARGE in (directory_size, offset):
        count, directory_size, offset = _with_64(file, size - END.size)
    found = Directory(count, offset, directory_size)
    if count > MOST_FILES or directory_size > count * LONGEST_CENTRAL:
        raise TooMuch(where=THE_END, most=MOST_FILES)
    end = found.end()
    between = size - offset - directory_size - len(end)
    if between:
        raise (ZipHides if between > 0 else ZipOverlaps)(where=THE_END)
    if _bytes_at(file, size - len(end), len(end), THE_END) != end:
        raise ZipUnreadable(where=THE_END)
    return found


def _with_64(file: int, end: int) -> tuple[int, int, int]:
    at = end - LOCATOR.size - END_64.size
    if at < 0:
        raise ZipUnreadable(where=THE_END)
    mark, *_, count, size, offset = END_64.unpack(_bytes_at(file, at, END_64.size, THE_END))
    if mark != END_64_MARK:
        raise ZipUnreadable(where=THE_END)
    return count, size, offset


def _entries(file: int, directory: Directory) -> Iterator[Entry]:
    """Every file of the directory, its two headers seen to be those of `Entry`, and no byte between the files."""
    apart, before, at = Apart(), b"", 0
    for number, (entry, written) in enumerate(_lines(file, directory), 1):
        name = _name(entry.name)
        apart.take(name)
        if entry.offset != at:
            raise (ZipOverlaps if entry.offset < at else ZipHides)(where=name)
        if written != entry.central() or entry.name <= before:
            raise ZipForeign(where=name)
        if entry.begins + entry.size > directory.offset:
            raise ZipOverlaps(where=name)
        if number > directory.count:
            raise ZipDisagrees(where=name)
        _require_local(file, entry, name)
        before, at = entry.name, entry.begins + entry.size
        yield entry
    if at != directory.offset:
        raise ZipHides(where=THE_END)


def _lines(file: int, directory: Directory) -> Iterator[tuple[Entry, bytes]]:
    """The lines of the directory one after the other: what each means, and its bytes."""
    at, end, number = directory.offset, directory.offset + directory.size, 0
    held, held_at = b"", at
    while at < end:
        if held_at + len(held) - at < LONGEST_CENTRAL and held_at + len(held) < end:
            held, held_at = _bytes_at(file, at, min(CHUNK, end - at), THE_END), at
        entry, size = _line(memoryview(held)[at - held_at :])
        yield entry, held[at - held_at : at - held_at + size]
        at, number = at + size, number + 1
    if number != directory.count:
        raise ZipUnreadable(where=THE_END)


def _line(held: memoryview) -> tuple[Entry, int]:
    """One line of the directory, and how long it is. What cannot be read safely is refused here, by its kind."""
    if len(held) < CENTRAL.size:
        raise ZipUnreadable(where=THE_END)
    mark, _, _, flags, method, _, _, crc, packed, size, *lengths, _, _, attributes, offset = (
        CENTRAL.unpack_from(held)
    )
    named, extra_size, comment = lengths
    whole = CENTRAL.size + named + extra_size + comment
    if mark != CENTRAL_MARK or not 0 < named <= NAME_BYTES or len(held) < whole - extra_size - comment:
        raise ZipUnreadable(where=THE_END)
    raw = bytes(held[CENTRAL.size : CENTRAL.size + named])
    name = _name(raw)
    _require_stored(flags, method, name)
    if stat.S_IFMT(attributes >> 16) not in {0, stat.S_IFREG}:
        raise NotAFile(where=name)
    large = [field == LARGE for field in (size, packed, offset)]
    wanted = 8 * sum(large)
    if comment or extra_size != (wanted + 4 if wanted else 0):
        raise ZipAdorned(where=name)
    if wanted:
        if len(held) < whole:
            raise ZipUnreadable(where=name)
        kind, length, *numbers = struct.unpack_from(f"<2H{sum(large)}Q", held, CENTRAL.size + named)
        if (kind, length) != (1, wanted):
            raise ZipAdorned(where=name)
        given = iter(numbers)
        size, packed, offset = (
            next(given) if is_large else field
            for field, is_large in zip((size, packed, offset), large, strict=True)
        )
    if packed != size:
        raise ZipDisagrees(where=name)
    return Entry(raw, size, crc, offset), whole


def _name(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NameUnsafe(where=raw.decode("utf-8", "backslashreplace")) from error


def _require_stored(flags: int, method: int, name: str) -> None:
    if flags & ENCRYPTED:
        raise ZipEncrypted(where=name)
    if method != STORED:
        raise ZipCompressed(where=name)


def _require_local(file: int, entry: Entry, name: str) -> None:
    """That the header before the bytes of a file is the one that its line in the directory calls for."""
    wanted = entry.local()
    found = _bytes_at(file, entry.offset, len(wanted), name)
    if found == wanted:
        return
    mark, _, flags, method, *_, extra = LOCAL.unpack_from(found)
    if mark != LOCAL_MARK:
        raise ZipUnreadable(where=name)
    _require_stored(flags, method, name)
    if extra != len(wanted) - LOCAL.size - len(entry.name):
        raise ZipAdorned(where=name)
    raise ZipDisagrees(where=name)
