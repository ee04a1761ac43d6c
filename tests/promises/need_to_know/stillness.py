"""Time that stands still and chance that repeats itself, so that two worlds can be compared byte for byte."""

import os
import random
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings

MOMENT = datetime(2026, 3, 9, 14, 30, tzinfo=UTC)


class Dice:
    """Random bytes that follow from a word: the same word, the same uuids, tokens and nonces."""

    def __init__(self) -> None:
        self.source = random.Random(0)

    def cast(self, word: str) -> None:
        """Begin anew, as `word` says."""
        self.source = random.Random(zlib.crc32(word.encode()))

    def urandom(self, count: int) -> bytes:
        return self.source.randbytes(count)


@contextmanager
def stillness(patch: pytest.MonkeyPatch) -> Iterator[Dice]:
    """No clock runs and every uuid is cast by the dice that this gives."""
    dice = Dice()
    patch.setattr(os, "urandom", dice.urandom)
    # What `secrets` draws from.
    patch.setattr(random, "_urandom", dice.urandom)
    with time_machine.travel(MOMENT, tick=False):
        yield dice


def kept_files() -> frozenset[Path]:
    """The originals and the files of exhibits on disk."""
    folders: tuple[Path, ...] = (settings.ENTRAIDE_ORIGINALS, settings.ENTRAIDE_EVIDENCE)
    return frozenset(path for folder in folders for path in folder.rglob("*") if path.is_file())


def forget_files(since: frozenset[Path]) -> None:
    """Remove the files that came since: the rows that named them are rolled back."""
    for path in kept_files() - since:
        path.unlink()
