"""A node whose ledger is full: `entraide verify` finds it whole, and names whatever was changed behind its back.

3,000 entries on every run, each edit alone; a million in the long one (ENTRAIDE_LEDGER_ENTRIES for another number).
There those of `BESIDE`, and those of `INSIDE`, are looked for in one run of `verify` each, every edit by its own
lines; those at the end are looked for alone.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from entraide.ledger.domain.faults import Fault, What
from tests.config.running import ROOT, environment, run
from tests.ledger.behind import AT_THE_END, BESIDE, INSIDE, Edit, behind

FEW, MANY = 3_000, 1_000_000
EDITS: Mapping[str, Edit] = BESIDE | INSIDE | AT_THE_END


@dataclass
class Node:
    """A node's folder with a full ledger. It is never changed: what is edited is a copy."""

    folder: Path
    total: int


def made(folder: Path, total: int) -> Node:
    done = subprocess.run(
        [sys.executable, "-m", "tests.ledger.filled", str(total)],
        env=environment(folder) | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Node(folder, total)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Node:
    return made(tmp_path_factory.mktemp("full") / "node", FEW)


@pytest.fixture
def edited(full: Node, tmp_path: Path) -> Iterator[Path]:
    """A copy of the node, to be edited."""
    folder = tmp_path / "node"
    shutil.copytree(full.folder, folder)
    yield folder
    shutil.rmtree(folder)


def require_whole(node: Node) -> None:
    done = run(node.folder, "verify")
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        0,
        f"Whole: {node.total} entries, 3 checkpoints, 0 of them vouched for by partners.",
    ), done.stderr
    assert "; 3 came after." in done.stdout


def require_named(folder: Path, total: int, *edits: Edit) -> list[str]:
    """Every edit is named, with its table, its row and what is wrong there; gives back those lines."""
    expected: set[str] = set()
    for edit in edits:
        with behind(folder, total) as node:
            expected |= edit(node)
    done = run(folder, "verify")
    said = done.stdout.splitlines()
    assert done.returncode == 1, done.stderr
    assert expected - set(said) == set()
    assert said[-1] == f"NOT WHOLE: {len(said) - 1} faults."
    # Nothing is blamed that was not touched: only what was edited, and what stands above it.
    tables = {line.split(" ")[0] for line in expected}
    assert {line.split(" ")[0] for line in said[:-1]} <= tables | {"ledger_subtree", "ledger_checkpoint"}
    return sorted(expected)


def test_a_full_ledger_that_nobody_touched_is_whole(full: Node) -> None:
    require_whole(full)


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_edited_behind_its_back_is_named(full: Node, edited: Path, edit: str) -> None:
    require_named(edited, full.total, EDITS[edit])


@pytest.mark.parametrize("table", ["ledger_entry", "evidence_custodyevent"])
def test_a_guard_that_was_taken_away_is_named(full: Node, edited: Path, table: str) -> None:
    _unguard(edited, table)
    done = run(edited, "verify")
    assert (done.returncode, done.stdout.splitlines()) == (
        1,
        [Fault(table, "*", What.UNGUARDED).in_language("en"), "NOT WHOLE: 1 faults."],
    )


@pytest.mark.soak
def test_a_million_entries_are_whole_and_every_edit_among_them_is_named(tmp_path: Path) -> None:
    node = made(tmp_path / "node", int(os.environ.get("ENTRAIDE_LEDGER_ENTRIES", MANY)))
    require_whole(node)
    copy = tmp_path / "copy"
    for together in (BESIDE, INSIDE, *({name: edit} for name, edit in AT_THE_END.items())):
        shutil.copytree(node.folder, copy)
        named = require_named(copy, node.total, *together.values())
        # For whoever runs it with -s.
        sys.stdout.write("\n".join(["", *named, ""]))
        shutil.rmtree(copy)
    shutil.copytree(node.folder, copy)
    _unguard(copy, "ledger_entry")
    assert Fault("ledger_entry", "*", What.UNGUARDED).in_language("en") in run(copy, "verify").stdout


def _unguard(folder: Path, table: str) -> None:
    database = sqlite3.connect(folder / "entraide.sqlite3")
    database.execute(f"DROP TRIGGER {table}_no_delete")
    database.commit()
    database.close()
