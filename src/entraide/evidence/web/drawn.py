"""What is drawn by the server: signatures, and the square code of a label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import qrcode  # type: ignore[import-untyped]
from qrcode.constants import ERROR_CORRECT_M  # type: ignore[import-untyped]

Point = tuple[int, int]
# Empty modules around the code, as ISO/IEC 18004 asks.
QUIET = 4


def path_of(strokes: Iterable[Sequence[Point]]) -> str:
    """The lines of a signature as an SVG path in a square of 1000 by 1000; a dot is a line of no length."""
    return "".join(_line(points) for points in strokes if points)


def _line(points: Sequence[Point]) -> str:
    (x, y), *rest = points
    return f"M{x} {y}" + ("".join(f"L{a} {b}" for a, b in rest) or "h1")


def code_of(text: str) -> tuple[int, str]:
    """A text as a QR code: the side of its square in modules, and the dark ones as an SVG path."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    runs = (
        f"M{start} {y}h{end - start}v1h-{end - start}z"
        for y, row in enumerate(rows)
        for start, end in _runs(row)
    )
    return len(rows), "".join(runs)


def _runs(row: Sequence[bool | None]) -> Iterable[tuple[int, int]]:
    start = None
    for x, dark in enumerate((*row, False)):
        if dark and start is None:
            start = x
        if not dark and start is not None:
            yield start, x
            start = None
