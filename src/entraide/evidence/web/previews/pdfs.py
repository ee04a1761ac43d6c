"""Pages of a PDF as pictures. The document is drawn by a process of its own, which a hostile one can only end."""

from __future__ import annotations

import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CHILD = Path(__file__).with_name("pdf_child.py")
SECONDS = 20.0
LARGEST_ANSWER = 40_000_000


@dataclass(frozen=True)
class Drawn:
    """One page, and how many there are."""

    count: int
    png: bytes


def page_of(document: bytes, number: int) -> Drawn | None:
    """A page, the first is 1; None where there is none, or it cannot be drawn within the limits."""
    if not 1 <= number <= 100_000:
        return None
    try:
        child = subprocess.run(  # noqa: S603  our own interpreter and our own program; the document goes as data
            [sys.executable, "-I", "-B", str(CHILD), str(number)],
            input=document,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
            timeout=SECONDS,
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    answer = child.stdout
    if child.returncode != 0 or not 12 <= len(answer) <= LARGEST_ANSWER or answer[4:8] != b"\x89PNG":
        return None
    (count,) = struct.unpack(">I", answer[:4])
    return Drawn(count, answer[4:])
