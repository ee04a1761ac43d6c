"""Which characters the vendored fonts can draw, read from the fonts themselves."""

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"

# Signs that steer the line and draw nothing: no font needs to have them.
_DRAWN_BY_NOBODY = frozenset("\n\u00ad\u200b\u200c\u200d\u200e\u200f\u2060")


def without_glyph(text: str) -> tuple[str, ...]:
    """The characters of `text` that no vendored font has, each once, in the order they come."""
    return tuple(
        dict.fromkeys(sign for sign in text if sign not in drawable() and sign not in _DRAWN_BY_NOBODY)
    )


def named(character: str) -> str:
    """«😀 (U+1F600)»: a character as a refusal names it."""
    return " ".join([character if character.isprintable() else "", f"(U+{ord(character):04X})"]).strip()


@cache
def drawable() -> frozenset[str]:
    """Every character that some vendored font has a glyph for."""
    return frozenset(chr(code) for font in sorted(FONTS.glob("*.ttf")) for code in _codes(font.read_bytes()))


def _codes(font: bytes) -> Iterator[int]:
    """The code points in the `cmap` of a TrueType font (OpenType 1.9, formats 4 and 12)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * table) for table in range(tables))
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", font, cmap + 2)
    for subtable in range(subtables):
        (offset,) = struct.unpack_from(">L", font, cmap + 8 + 8 * subtable)
        (kind,) = struct.unpack_from(">H", font, cmap + offset)
        if kind == 4:
            yield from _codes_of_format_4(font, cmap + offset)
        elif kind == 12:
            yield from _codes_of_format_12(font, cmap + offset)


def _codes_of_format_4(font: bytes, at: int) -> Iterator[int]:
    (doubled,) = struct.unpack_from(">H", font, at + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", font, at + 16 + 2 * doubled)
    ranges_at = at + 16 + 3 * doubled
    ranges = struct.unpack_from(f">{count}H", font, ranges_at)
    for segment, (start, end, delta, range_) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if range_:
                # The specification counts this offset from the place of the range itself.
                (glyph,) = struct.unpack_from(
                    ">H", font, ranges_at + 2 * segment + range_ + 2 * (code - start)
                )
            if (glyph + delta) & 0xFFFF if not range_ or glyph else 0:
                yield code


def _codes_of_format_12(font: bytes, at: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">L", font, at + 12)
    for group in range(groups):
        start, end, glyph = struct.unpack_from(">LLL", font, at + 16 + 12 * group)
        yield from range(start if glyph else start + 1, end + 1)
