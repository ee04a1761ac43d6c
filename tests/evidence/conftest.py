"""A case with exhibits, the people who keep them, a folder of one's own for the files; bags, and a stick with files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from entraide.accounts.domain.roles import Role
from entraide.evidence.domain import finding
from entraide.evidence.domain.bags import pack
from entraide.evidence.domain.custody import Act
from entraide.evidence.domain.exhibits import Kind
from entraide.evidence.services.registering import Beginning, Registration, register
from tests.caller import Caller
from tests.evidence.gathering import FILES, fill
from tests.evidence.sacks import folder
from tests.factories.accounts import PersonFactory
from tests.factories.cases import CaseFactory

AT = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)


def collected(**changed: Any) -> Registration:
    """An object that was seized, unless told otherwise."""
    said: dict[str, Any] = {
        "kind": Kind.OBJECT,
        "title": "A grey telephone",
        "began": (Beginning(act=Act.COLLECTED, happened=AT, place="Depot of Valmont, shelf 4"),),
    }
    return Registration(**(said | changed))


@pytest.fixture(autouse=True)
def own_vault(settings: Any, tmp_path: Any) -> None:
    settings.ENTRAIDE_EVIDENCE = tmp_path / "exhibits"
    settings.ENTRAIDE_EVIDENCE_KEY = tmp_path / "exhibits.key"


@pytest.fixture
def people(db: None) -> dict[str, Any]:
    """An officer, another, a supervisor and counsel, who belong to the case; and one who does not."""
    return {
        "officer": PersonFactory(name="O. Ficer", role=Role.CASE_OFFICER),
        "second": PersonFactory(name="S. Econd", role=Role.CASE_OFFICER),
        "supervisor": PersonFactory(name="S. Upervisor", role=Role.SUPERVISOR),
        "counsel": PersonFactory(name="C. Ounsel", role=Role.LEGAL_COUNSEL),
        "liaison": PersonFactory(name="L. Iaison", role=Role.LIAISON_OFFICER),
        "stranger": PersonFactory(name="S. Tranger", role=Role.SUPERVISOR),
    }


@pytest.fixture
def case(people: dict[str, Any]) -> Any:
    return CaseFactory(members=[one for name, one in people.items() if name != "stranger"])


@pytest.fixture
def exhibit(case: Any, people: dict[str, Any]) -> Any:
    return register(case, collected(), acting=people["officer"], at=AT)


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


@pytest.fixture
def callers(people):
    return {name: Caller(person) for name, person in people.items()}


@pytest.fixture
def officer(callers):
    return callers["officer"]
