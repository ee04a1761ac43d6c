"""Bytes laid on the disk by way of no cache: nobody reads them soon, and what is read often stays in memory."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

# Disks take what begins and ends at a multiple of their blocks; none has larger ones.
BLOCK = 4096
Lay = Callable[[memoryview, int], None]


@contextmanager
def laying(path: Path, file: BinaryIO) -> Iterator[Lay]:
    """Writes pieces at their places in a file that is open. What was written in the block is safe at its end, however
    it ends.

    Straight to the disk goes what lies on whole pages of memory and belongs on whole blocks; what does not, and all
    where the disk does not take that, goes as anything else does.
    """
    straight = _straight(path)

    def lay(piece: memoryview, at: int) -> None:
        nonlocal straight
        done = 0
        if straight is not None and at % BLOCK == len(piece) % BLOCK == 0:
            try:
                done = os.pwrite(straight, piece, at)
            except OSError as wrong:
                if wrong.errno != errno.EINVAL:
                    raise
                os.close(straight)
                straight = None
        while done < len(piece):
            done += os.pwrite(file.fileno(), piece[done:], at + done)

    try:
        yield lay
    finally:
        if straight is not None:
            os.close(straight)
        os.fsync(file.fileno())


def _straight(path: Path) -> int | None:
    """The file once more, past the system's cache; None where that cannot be had."""
    if hasattr(os, "O_DIRECT"):
        with suppress(OSError):
            return os.open(path, os.O_RDWR | os.O_DIRECT)
    return None
