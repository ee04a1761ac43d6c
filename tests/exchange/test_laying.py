"""Bytes laid on the disk: the same ones, whichever way they take."""

from __future__ import annotations

import errno
import mmap
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from entraide.exchange.services import laying

MIB = 1 << 20


def rooms(*sizes: int) -> list[memoryview]:
    found = []
    for size in sizes:
        room = memoryview(mmap.mmap(-1, MIB))[:size]
        room[:] = os.urandom(size)
        found.append(room)
    return found


def laid(path: Path, pieces: list[memoryview], places: list[int]) -> bytes:
    path.touch()
    with path.open("r+b") as file, laying.laying(path, file) as lay:
        for piece, place in zip(pieces, places, strict=True):
            lay(piece, place)
    return path.read_bytes()


def refused(*_: object) -> int:
    raise OSError(errno.EINVAL, "not on this disk")


def without_the_flag(patch: pytest.MonkeyPatch) -> None:
    patch.delattr(os, "O_DIRECT", raising=False)


def where_it_cannot_be_opened_so(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(laying, "_straight", lambda path: None)


def where_it_is_refused_when_it_is_written(patch: pytest.MonkeyPatch) -> None:
    written, straight = os.pwrite, set[int]()

    def opened(path: Path) -> int | None:
        straight.add(descriptor := os.open(path, os.O_RDWR))
        return descriptor

    patch.setattr(laying, "_straight", opened)
    patch.setattr(
        os, "pwrite", lambda file, piece, at: (refused if file in straight else written)(file, piece, at)
    )


def where_half_is_written(patch: pytest.MonkeyPatch) -> None:
    written = os.pwrite
    patch.setattr(os, "pwrite", lambda file, piece, at: written(file, piece[: max(1, len(piece) // 2)], at))


@pytest.mark.parametrize(
    "disk",
    [
        lambda patch: None,
        without_the_flag,
        where_it_cannot_be_opened_so,
        where_it_is_refused_when_it_is_written,
        where_half_is_written,
    ],
    ids=["this one", "no flag", "not opened", "not written", "half"],
)
def test_what_is_laid_is_there_byte_for_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, disk: Callable[[pytest.MonkeyPatch], None]
) -> None:
    disk(monkeypatch)
    pieces = rooms(MIB, MIB, 4096, 777)
    assert laid(tmp_path / "one", pieces, [0, MIB, 2 * MIB, 2 * MIB + 4096]) == b"".join(pieces)
    # Once more over what is there, and where no block begins.
    (over,) = rooms(4096)
    found = laid(tmp_path / "one", [over], [100])
    assert found == b"".join(pieces)[:100] + over + b"".join(pieces)[4196:]


def test_a_disk_that_is_full_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "pwrite", full)
    with pytest.raises(OSError, match="no space"):
        laid(tmp_path / "one", rooms(MIB), [0])


def test_nothing_stays_open(tmp_path: Path) -> None:
    before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").is_dir() else 0
    laid(tmp_path / "one", rooms(MIB), [0])
    if before:
        assert len(os.listdir("/proc/self/fd")) == before
