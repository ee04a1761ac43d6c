"""Whose turn it is to write: two locked files beside the database.

SQLite lets whoever asks at the right moment begin, and has the others ask again later and later: one that writes act
after act keeps everybody else waiting until it has done. Here each waits at a door behind which only one can stand, and
who stands there is the next: nobody writes twice while another waits. The locks go with the process, however it ends.
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

# Between two looks: short at first, for most acts take some thousandths of a second.
SHORTEST, LONGEST = 0.0002, 0.002


class Turns:
    """The turns of one connection to the database at `path`."""

    def __init__(self, path: Path) -> None:
        self._paths = (path.with_name(f"{path.name}-next"), path.with_name(f"{path.name}-turn"))
        self._files: tuple[int, int] | None = None
        self._process = os.getpid()

    def __del__(self) -> None:
        # A thread that ends closes nothing: what it held goes with its connection.
        self.close()

    def take(self, patience: float) -> None:
        """Wait for the turn, at most so many seconds. Raises `TimeoutError`, `OSError`."""
        until = time.monotonic() + patience
        if self._process != os.getpid():
            # A child has the locks of its parent in common with it: it takes turns with files of its own.
            self.close()
            self._process = os.getpid()
        door, turn = self._files = self._files or self._opened()
        _lock(door, until)
        try:
            _lock(turn, until)
        finally:
            fcntl.flock(door, fcntl.LOCK_UN)

    def give_back(self) -> None:
        """Let the next begin; nothing where the turn was not taken."""
        if self._files:
            fcntl.flock(self._files[1], fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go of the files, and of the turn with them."""
        files, self._files = self._files or (), None
        for file in files:
            # Closed alone, it would stay locked for as long as a child has it too.
            if self._process == os.getpid():
                fcntl.flock(file, fcntl.LOCK_UN)
            os.close(file)

    def _opened(self) -> tuple[int, int]:
        door = os.open(self._paths[0], os.O_RDWR | os.O_CREAT, 0o600)
        try:
            return door, os.open(self._paths[1], os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            os.close(door)
            raise


def _lock(file: int, until: float) -> None:
    pause = SHORTEST
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            if time.monotonic() > until:
                raise TimeoutError from held
        time.sleep(pause)
        pause = min(pause * 2, LONGEST)
