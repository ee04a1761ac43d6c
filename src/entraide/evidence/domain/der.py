"""The shape of DER (X.690, 10), looked at before anything is made of what it holds.

The libraries that read it are lenient: they take lengths that are written in several ways, or that are found by their
end. One thing has one form here; so nothing can be hidden between the parts, and nothing is nested deeply.
"""

from typing import Final

DEPTH: Final = 32
_SEQUENCE, _SET = 0x10, 0x11
_CONSTRUCTED, _CLASS, _NUMBER = 0x20, 0xC0, 0x1F


def require_der(data: bytes) -> None:
    """That these bytes are one value, whole, with every part within its whole. Raises `ValueError`."""
    levels = [len(data)]
    at = 0
    if _end_of_head(data, at, len(data))[1] != len(data):
        raise ValueError("more than one value, or less")
    while at < len(data):
        start, end = _end_of_head(data, at, levels[-1])
        if data[at] & _CONSTRUCTED:
            levels.append(end)
            at = start
        else:
            at = end
        while len(levels) > 1 and levels[-1] == at:
            levels.pop()
        if len(levels) > DEPTH:
            raise ValueError("too deep")


def _end_of_head(data: bytes, at: int, whole: int) -> tuple[int, int]:
    """Where the content of the value at that place begins, and where it ends: within the whole."""
    if at + 2 > whole:
        raise ValueError("cut")
    tag, length, start = data[at], data[at + 1], at + 2
    universal = not tag & _CLASS
    if tag & _NUMBER == _NUMBER or (universal and _is_constructed(tag) != bool(tag & _CONSTRUCTED)):
        raise ValueError("a tag that does not belong here")
    if length >= 0x80:
        many = length - 0x80
        # Sixteen megabytes are more than anything that is read here; none at all would mean «up to its end».
        if not 1 <= many <= 3 or start + many > whole:
            raise ValueError("a length that does not belong here")
        length = int.from_bytes(data[start : start + many], "big")
        if length < 0x80 or length < 1 << 8 * (many - 1):
            raise ValueError("a length that could be written shorter")
        start += many
    if start + length > whole:
        raise ValueError("more than its whole")
    return start, start + length


def _is_constructed(tag: int) -> bool:
    return tag & _NUMBER in (_SEQUENCE, _SET)
