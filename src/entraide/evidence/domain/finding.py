"""What is below a folder, found without following anything: files, links, special files, and what cannot be read."""

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from entraide.evidence.domain.collected import Entry, Kind, shown
from entraide.evidence.domain.opening import AS_IT_IS, CHUNK
from entraide.evidence.errors.bags import SourceMissing

SPECIAL = {
    stat.S_IFIFO: "fifo",
    stat.S_IFSOCK: "socket",
    stat.S_IFCHR: "character device",
    stat.S_IFBLK: "block device",
}
# To read a file is not to leave a trace in it, where the system lets us.
UNTOUCHED = AS_IT_IS | getattr(os, "O_NOATIME", 0)


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was found, and how it was then."""

    path: bytes
    size: int
    modified_ns: int


class NotRead(Exception):
    """A file that was found and could not be read, or not to its end: the error of the system by its name."""

    def __init__(self, reason: str, kind: Kind = Kind.UNREAD) -> None:
        super().__init__(reason)
        self.reason, self.kind = reason, kind


def walk(source: Path) -> Iterator[Found | Entry]:
    """Every path below `source` in the order of its bytes: a file as `Found`, all else as the `Entry` it comes to.

    Raises `SourceMissing` where the folder itself cannot be read.
    """
    root = os.fsencode(source)
    try:
        waiting = [_inside(root, b"")]
    except OSError as error:
        raise SourceMissing(where=source) from error
    while waiting:
        if not waiting[-1]:
            waiting.pop()
            continue
        path = waiting[-1].pop()
        try:
            status = os.lstat(os.path.join(root, path))
            if not stat.S_ISDIR(status.st_mode):
                yield _seen(root, path, status)
                continue
            inside = _inside(root, path)
        except OSError as error:
            yield Entry(path, Kind.UNREAD, reason=reason_of(error))
            continue
        if inside:
            waiting.append(inside)
        else:
            yield Entry(path, Kind.EMPTY)


class Reading:
    """A file, read once from its beginning to its end; afterwards it says whether the file changed meanwhile."""

    def __init__(self, source: Path, path: bytes) -> None:
        self._path = os.path.join(os.fsencode(source), path)
        self.modified_ns = 0
        self.changed = False

    def chunks(self) -> Iterator[bytes]:
        """The bytes, piece by piece. Raises `NotRead`."""
        try:
            descriptor = _opened(self._path)
        except OSError as error:
            raise NotRead(reason_of(error)) from error
        try:
            before = os.fstat(descriptor)
            if not stat.S_ISREG(before.st_mode):
                raise NotRead(_special(before), Kind.SPECIAL)
            self.modified_ns = before.st_mtime_ns
            size = 0
            while chunk := _read(descriptor):
                size += len(chunk)
                yield chunk
            after = os.fstat(descriptor)
            self.changed = size != before.st_size or _state(before) != _state(after)
        finally:
            os.close(descriptor)


def reason_of(error: OSError) -> str:
    """The name of an error of the system: EACCES, EIO."""
    return errno.errorcode.get(error.errno or 0, "unknown")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, CHUNK)
    except OSError as error:
        raise NotRead(reason_of(error)) from error


def _opened(path: bytes) -> int:
    try:
        return os.open(path, UNTOUCHED)
    except PermissionError:
        # Only the owner of a file may ask that its time of access be left alone.
        return os.open(path, AS_IT_IS)


def _inside(root: bytes, folder: bytes) -> list[bytes]:
    """The paths right below a folder, the first one last, so that it is taken first."""
    with os.scandir(os.path.join(root, folder) if folder else root) as entries:
        return sorted((os.path.join(folder, entry.name) for entry in entries), reverse=True)


def _seen(root: bytes, path: bytes, status: os.stat_result) -> Found | Entry:
    if stat.S_ISREG(status.st_mode):
        return Found(path, status.st_size, status.st_mtime_ns)
    if stat.S_ISLNK(status.st_mode):
        return Entry(path, Kind.LINK, target=shown(os.readlink(os.path.join(root, path))))
    return Entry(path, Kind.SPECIAL, reason=_special(status))


def _special(status: os.stat_result) -> str:
    return SPECIAL.get(stat.S_IFMT(status.st_mode), "unknown")


def _state(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns
