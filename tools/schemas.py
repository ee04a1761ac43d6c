"""docs/protocol/schemas: the JSON Schemas by which bodies are checked, as they are published.

python tools/schemas.py write|check
"""

import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "src" / "entraide"
PUBLISHED = ROOT / "docs" / "protocol" / "schemas"


def kept() -> Mapping[str, bytes]:
    """The schemas that the packages check with, by the names of their files."""
    return {path.name: path.read_bytes() for path in sorted(KEPT.glob("*/schemas/*.json"))}


def published() -> Mapping[str, bytes]:
    """Those that lie in the documentation."""
    return {path.name: path.read_bytes() for path in sorted(PUBLISHED.glob("*.json"))}


def main(arguments: list[str]) -> int:
    if arguments == ["write"]:
        PUBLISHED.mkdir(parents=True, exist_ok=True)
        for name in published().keys() - kept().keys():
            (PUBLISHED / name).unlink()
        for name, data in kept().items():
            (PUBLISHED / name).write_bytes(data)
        return 0
    if published() != kept():
        print("docs/protocol/schemas is out of date: make docs", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
