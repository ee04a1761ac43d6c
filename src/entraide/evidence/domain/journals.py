"""The journal of a collection: a line for each thing done, on the disk before the next, so that it can go on."""

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path

from entraide.evidence.errors.bags import CollectionBusy, JournalBroken
from entraide.exchange.domain.encoding import Fields, load
from entraide.exchange.errors import Malformed, TooLarge
from entraide.kernel.canonical import canonical

LINE_BYTES, LINE_ITEMS = 256 * 1024, 100


class Journal:
    """Lines of canonical JSON in a file that one process holds at a time."""

    def __init__(self, path: Path) -> None:
        """Made where there is none. Raises `CollectionBusy`."""
        self._path = path
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        self._file = os.fdopen(descriptor, "r+b")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.close()
            raise CollectionBusy(where=path.parent) from error

    def lines(self) -> list[Fields]:
        """All lines. The last one is dropped from the file where it was torn. Raises `JournalBroken`."""
        self._file.seek(0)
        found: list[Fields] = []
        whole = 0
        for number, raw in enumerate(self._file, 1):
            try:
                found.append(_line(raw, number))
            except (Malformed, TooLarge) as error:
                if self._file.read(1):
                    raise JournalBroken(where=self._path, line=number) from error
                self._file.truncate(whole)
                break
            whole += len(raw)
        self._file.seek(0, os.SEEK_END)
        return found

    def write(self, lines: Iterable[dict[str, object]]) -> None:
        """Add lines, and wait until they are on the disk."""
        self._file.write(b"".join(canonical(line) + b"\n" for line in lines))
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Let another process have it."""
        self._file.close()


def _line(raw: bytes, number: int) -> Fields:
    where = f"line {number}"
    if not raw.endswith(b"\n"):
        raise Malformed(where=where)
    return Fields(load(raw[:-1], where, most=LINE_BYTES, items=LINE_ITEMS), where)
