"""A case with exhibits, the people who keep them, and a folder of one's own for the files."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from entraide.accounts.domain.roles import Role
from entraide.evidence.domain.custody import Act
from entraide.evidence.domain.exhibits import Kind
from entraide.evidence.services.registering import Beginning, Registration, register
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
