"""The small pictures: our own, 16 × 16 with a line of 1.5; `data/icons.json` holds the inside of each."""

import json
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString

DRAWINGS = Path(__file__).parent / "data" / "icons.json"

# What the timeline calls its kinds, where the picture has another name.
ALSO = {
    "act": "arrow",
    "call": "phone",
    "custody": "lock",
    "event": "clock",
    "letter": "file",
    "message": "mail",
}
DOT = '<circle cx="8" cy="8" r="2.5"/>'


@cache
def _drawn() -> dict[str, str]:
    found: dict[str, str] = json.loads(DRAWINGS.read_text("utf-8"))
    return found


def names() -> tuple[str, ...]:
    """Every name `drawing` knows."""
    return tuple(sorted({*_drawn(), *ALSO}))


def drawing(name: str) -> SafeString:
    """The inside of the picture; a dot for a name nobody drew, so that a new kind of entry still shows."""
    # Safe: the drawings are our own file, never a person's words.
    return SafeString(_drawn().get(ALSO.get(name, name), DOT))
