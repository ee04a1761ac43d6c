"""A bag that came from somewhere, opened for reading: nothing is extracted, and no link or device is followed."""

import os
import stat
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from pathlib import Path

from entraide.evidence.domain.names import PAYLOAD, Apart, require_safe
from entraide.evidence.errors.bags import (
    BagUnreadable,
    FileChanged,
    FileMissing,
    FileUnlisted,
    NotAFile,
    TooMuch,
)

CHUNK = 1024 * 1024
MOST_FILES = 250_000
AS_IT_IS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Bag(ABC):
    """Files by name, all names safe and apart. Nothing in it may be believed before `check_bag`."""

    def __init__(self, sizes: Mapping[str, int]) -> None:
        self._sizes = sizes

    def files(self) -> list[str]:
        """The names of all files, sorted."""
        return sorted(self._sizes)

    def size(self, name: str) -> int:
        """How many bytes a file has. Raises `FileMissing`."""
        if name not in self._sizes:
            raise FileMissing(where=name)
        return self._sizes[name]

    @abstractmethod
    def read(self, name: str, chunk: int = CHUNK) -> Iterator[bytes]:
        """The bytes of a file, piece by piece. Raises `FileMissing`, `FileChanged`, `NotAFile`."""

    def small(self, name: str, limit: int) -> bytes:
        """The bytes of a file that has no more than so many. Raises `TooMuch` and what `read` raises."""
        if self.size(name) > limit:
            raise TooMuch(where=name, most=limit)
        return b"".join(self.read(name))

    @abstractmethod
    def close(self) -> None:
        """Let go of what is held open."""

    def __enter__(self) -> "Bag":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class FolderBag(Bag):
    """A bag as a folder. Every part of every name is opened as it is, so that no link leads out of it."""

    def __init__(self, path: Path) -> None:
        """Raises what `open_bag` raises of folders."""
        try:
            self._root = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            raise BagUnreadable(where=path) from error
        try:
            super().__init__(_sizes_below(self._root))
        except BaseException:
            self.close()
            raise

    def read(self, name: str, chunk: int = CHUNK) -> Iterator[bytes]:
        left = self.size(name)
        descriptor = _opened(self._root, name, AS_IT_IS)
        try:
            _require_plain(os.fstat(descriptor), name)
            # One byte more than it had: what grew meanwhile is seen.
            while found := _read(descriptor, min(chunk, left + 1), name):
                left -= len(found)
                if left < 0:
                    break
                yield found
        finally:
            os.close(descriptor)
        if left:
            raise FileChanged(where=name)

    def close(self) -> None:
        if self._root >= 0:
            os.close(self._root)
        self._root = -1


def _sizes_below(root: int) -> dict[str, int]:
    found: dict[str, int] = {}
    apart = Apart()
    waiting = [""]
    seen = 0
    while waiting:
        above = waiting.pop()
        inside = 0
        for name, status in _within(root, above):
            seen, inside = seen + 1, inside + 1
            if seen > 2 * MOST_FILES or len(found) >= MOST_FILES:
                raise TooMuch(where=name, most=MOST_FILES)
            require_safe(name)
            if stat.S_ISDIR(status.st_mode):
                waiting.append(f"{name}/")
                continue
            _require_plain(status, name)
            apart.take(name)
            found[name] = status.st_size
        # A bag without payload has its folder all the same (RFC 8493, 2.1.2).
        if not inside and above not in {"", PAYLOAD}:
            raise FileUnlisted(where=above)
    return found


def _within(root: int, above: str) -> Iterator[tuple[str, os.stat_result]]:
    """What is right below a folder, the root where it is empty: names from the root, and what each is."""
    descriptor = _opened(root, above.rstrip("/") or ".", AS_IT_IS | os.O_DIRECTORY)
    try:
        with os.scandir(descriptor) as entries:
            for entry in entries:
                try:
                    yield above + entry.name, entry.stat(follow_symlinks=False)
                except OSError as error:
                    raise FileChanged(where=above + entry.name) from error
    finally:
        os.close(descriptor)


def _opened(root: int, name: str, flags: int) -> int:
    """A descriptor of what has that name below the root, no part of it a link. Raises `FileChanged`, `NotAFile`."""
    *folders, last = name.split("/")
    at = root
    try:
        for folder in folders:
            below = os.open(folder, AS_IT_IS | os.O_DIRECTORY, dir_fd=at)
            if at != root:
                os.close(at)
            at = below
        return os.open(last, flags, dir_fd=at)
    except FileNotFoundError as error:
        raise FileChanged(where=name) from error
    except OSError as error:
        raise NotAFile(where=name) from error
    finally:
        if at != root:
            os.close(at)


def _require_plain(status: os.stat_result, name: str) -> None:
    # A second name somewhere else is a door through which the file can change while it is read.
    if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
        raise NotAFile(where=name)


def _read(descriptor: int, size: int, name: str) -> bytes:
    try:
        return os.read(descriptor, size)
    except OSError as error:
        raise FileChanged(where=name) from error
