"""A bag, packed and not; a stick with files, and where they are to be taken."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from entraide.evidence.domain import finding
from entraide.evidence.domain.bags import pack
from tests.evidence.gathering import FILES, fill
from tests.evidence.sacks import folder


@pytest.fixture
def sack(tmp_path: Path) -> Path:
    return folder(tmp_path / "bag")


@pytest.fixture
def packed(sack: Path, tmp_path: Path) -> Path:
    pack(sack, tmp_path / "bag.zip")
    return tmp_path / "bag.zip"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    found = tmp_path / "stick"
    fill(found, FILES)
    return found


@pytest.fixture
def to(tmp_path: Path) -> Path:
    return tmp_path / "taken"


def no_right(path: bytes) -> bool:
    return path.endswith((b"one.jpg", b"secret"))


@pytest.fixture
def forbidding(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The administrator may read everything, so that the system's refusal is put in its place."""
    opened, scanned = os.open, os.scandir

    def refuse(path: object) -> None:
        if isinstance(path, bytes) and no_right(path):
            raise PermissionError(13, "Permission denied")

    def opening(path, flags, mode=0o777, *, dir_fd=None):
        refuse(path)
        return opened(path, flags, mode, dir_fd=dir_fd)

    def scanning(path="."):
        refuse(path)
        return scanned(path)

    monkeypatch.setattr(finding.os, "open", opening)
    monkeypatch.setattr(finding.os, "scandir", scanning)
    yield
    monkeypatch.undo()
