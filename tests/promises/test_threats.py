"""Promise: docs/threats.md names only tests that exist, and every threat names at least one."""

import ast
import re

from tests.promises.source import ROOT, tree

THREATS = ROOT / "docs" / "threats.md"
NAMED = re.compile(r"(tests/[\w/]+\.py)(?:::(test_\w+))?")


def missing_of(text: str) -> list[str]:
    """The tests a text names that are not there."""
    found = []
    for name, function in NAMED.findall(text):
        path = ROOT / name
        if not path.exists():
            found.append(name)
        elif function and function not in {
            n.name for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef)
        }:
            found.append(f"{name}::{function}")
    return found


def test_every_test_that_a_threat_names_is_there() -> None:
    text = THREATS.read_text("utf-8")
    assert NAMED.search(text), "docs/threats.md names no test"
    assert missing_of(text) == []


def test_a_test_that_is_not_there_is_seen() -> None:
    here = "tests/promises/test_threats.py"
    text = (
        f"{here}::test_a_test_that_is_not_there_is_seen, {here}::test_never_written, tests/none/test_gone.py"
    )
    assert missing_of(text) == [f"{here}::test_never_written", "tests/none/test_gone.py"]
