"""Where the promises look: the files of this repository, and their syntax trees."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "src" / "entraide"
FOLDERS = ("src", "tests", "tools", "docs", "requirements", "benchmarks", ".ci")
GENERATED = {"__pycache__", "locale", "static", "fonts", "node_modules"}


def files(*suffixes: str, under: Path | None = None) -> Iterator[Path]:
    """The files of the repository with one of these suffixes; vendored and generated ones are left out."""
    folders = [under] if under else [ROOT / name for name in FOLDERS]
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    if under is None:
        found += [path for path in ROOT.iterdir() if path.is_file()]
    for path in sorted(found):
        if path.suffix in suffixes and not GENERATED & set(path.relative_to(ROOT).parts):
            yield path


def python_of_the_node() -> Iterator[Path]:
    """The Python of `src`, without migrations."""
    return (path for path in files(".py", under=PACKAGES) if "migrations" not in path.parts)


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def place(path: Path, node: ast.AST | None = None) -> str:
    """«src/entraide/…/file.py:12», as an editor opens it."""
    name = str(path.relative_to(ROOT))
    return f"{name}:{getattr(node, 'lineno', 1)}" if node is not None else name
