"""docs/refusals.md: every refusal with its code, status and sentence.  python tools/refusals.py write|check"""

import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src")]
PAGE = ROOT / "docs" / "refusals.md"
HEAD = """\
# Refusals

What the node says when it will not do a thing, in a page or in an answer of the API (`problem+json`, RFC 9457).
Programs read the code; it never changes its meaning. Made by `make docs`; `make test` fails when it is out of date.

| Code | Status | English | Français |
|---|---|---|---|
"""


def refusals() -> Iterator[type]:
    """Every class of refusal in the node, wherever it is defined."""
    import entraide
    from entraide.kernel.errors import Refusal

    for module in pkgutil.walk_packages(entraide.__path__, "entraide."):
        if {"errors", "refusals"} & set(module.name.split(".")):
            importlib.import_module(module.name)
    waiting = [Refusal]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind is not Refusal and kind.__module__.startswith("entraide."):
            yield kind


def page() -> str:
    """The whole page."""
    from entraide.ui.problems import STATUS

    def status(kind: type) -> int:
        return next((STATUS[known] for known in kind.__mro__ if known in STATUS), 422)

    rows = sorted(
        f"| `{kind.code}` | {status(kind)} | {cell(kind.sentence.en)} | {cell(kind.sentence.fr)} |"
        for kind in refusals()
    )
    return HEAD + "\n".join(rows) + "\n"


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entraide.config.settings.test")
    import django

    django.setup()
    if arguments == ["write"]:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page(), "utf-8")
        return 0
    if not PAGE.exists() or PAGE.read_text("utf-8") != page():
        print("docs/refusals.md is out of date: make docs", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
