"""Promise: docs/dependencies.md names every direct dependency, with the release that is locked."""

import re
from pathlib import Path

import pytest

from tests.promises.source import ROOT

REQUIREMENTS = ROOT / "requirements"
DIRECT = re.compile(r"^([A-Za-z][\w.-]*)(?:\[[\w,]+\])?(?:[<>=~!]|$)")
LOCKED = re.compile(r"^([a-z][\w.-]*?)(?:\[[\w,]+\])?==([^ \\;]+)")


def direct(name: str) -> list[str]:
    """The distributions that one of our lists names."""
    lines = (REQUIREMENTS / f"{name}.in").read_text("utf-8").splitlines()
    return [found[1].lower() for line in lines if (found := DIRECT.match(line.strip()))]


def locked(path: Path) -> dict[str, str]:
    """The release of everything in a lock."""
    lines = path.read_text("utf-8").splitlines()
    return {found[1].lower(): found[2] for line in lines if (found := LOCKED.match(line))}


LOCKS = locked(REQUIREMENTS / "dev.txt")


@pytest.mark.parametrize("name", sorted({*direct("base"), *direct("dev")}))
def test_a_dependency_is_explained_with_its_locked_release(name: str) -> None:
    rows = (ROOT / "docs" / "dependencies.md").read_text("utf-8").lower().splitlines()
    ours = [
        row for row in rows if row.startswith("| ") and name in row.split("|")[1].replace(",", " ").split()
    ]
    assert len(ours) == 1, f"{name} stands in {len(ours)} rows"
    assert LOCKS[name] in ours[0], f"{name} is locked at {LOCKS[name]}"


def test_a_node_runs_on_what_it_was_tested_on() -> None:
    base = locked(REQUIREMENTS / "base.txt")
    assert {name: release for name, release in base.items() if LOCKS.get(name) != release} == {}
