"""Work in stages: what comes next is made in a thread of its own while what came before is still used."""

from __future__ import annotations

import mmap
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from typing import TypeVar

T = TypeVar("T")
# One that is being made, and one that lies ready.
DEPTH = 2
# So many are made without one.
ALONE = 3


def ahead(pieces: Iterator[T]) -> Generator[T, None, None]:
    """The same pieces in the same order, each asked for while the ones before it are used. What `pieces` raises is
    raised in its place, behind all that came before."""
    # Of few pieces none is worth a thread.
    for _ in range(ALONE):
        if (piece := next(pieces, None)) is None:
            return
        yield piece
    with ThreadPoolExecutor(1) as behind:
        coming = deque(behind.submit(next, pieces, None) for _ in range(DEPTH))
        try:
            while (piece := coming.popleft().result()) is not None:
                coming.append(behind.submit(next, pieces, None))
                yield piece
        finally:
            for one in coming:
                one.cancel()


def rooms_for(stages: int, size: int) -> Iterator[memoryview]:
    """Rooms for pieces that pass through so many stages of `ahead`: each is given again when the piece that it held is
    out of use. They begin where a page of memory begins."""
    live = stages * DEPTH + 1
    return cycle([memoryview(mmap.mmap(-1, size)) for _ in range(live)])
