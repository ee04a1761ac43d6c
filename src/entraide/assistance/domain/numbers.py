"""Telephone numbers compared as people dial them: with or without prefix, however they are written."""

import re
import unicodedata
from collections.abc import Iterable

# Shorter ones (112, an extension) stand in any text by chance.
SHORTEST = 6
# The end of a number that is the same with the prefix of the state, with that of the region, or with a zero.
END = 8
# A national number without its prefix, as a letter gives it to those at home.
SHORTEST_END = 7

_OPTIONAL_ZERO = re.compile(r"\(\s?0\s?\)")
_BETWEEN = r"[\s().\-/·‐-―−\u00a0\u200b-\u200f\u202f\u2060\ufeff]"
_RUN = re.compile(rf"\d(?:{_BETWEEN}{{0,3}}\d)*")


def digits_of(number: str) -> str:
    """The digits of a number, those of other scripts too, without «(0)», extension and leading zeros."""
    plain = _OPTIONAL_ZERO.sub("", _plain(number))
    before_extension = re.split(r"(?i)\s*(?:ext|poste|x|#|;)\.?\s*\d", plain, maxsplit=1)[0]
    return re.sub(r"\D", "", before_extension).lstrip("0")


def same_number(one: str, other: str) -> bool:
    """Whether two numbers reach the same telephone, as far as their digits tell: «+33 (0)1 99 00 12 34», «01 99 00
    12 34»."""
    left, right = sorted((digits_of(one), digits_of(other)), key=len)
    if len(left) < SHORTEST:
        return bool(left) and left == right
    return left == right or (len(left) >= SHORTEST_END and right.endswith(left))


def runs_of(text: str) -> list[str]:
    """The runs of digits in a text that could be telephone numbers, each without its leading zeros."""
    runs = _RUN.findall(_OPTIONAL_ZERO.sub("", _plain(text)))
    found = (re.sub(r"\D", "", run).lstrip("0") for run in runs)
    return [run for run in found if len(run) >= SHORTEST]


def stands_in(number: str, runs: Iterable[str]) -> bool:
    """Whether a number stands among runs of digits, whole or as its end; a run may hold more than the number."""
    dialled = digits_of(number)
    if len(dialled) < SHORTEST:
        return False
    end = dialled[-END:]
    return any(end in run or (len(run) >= SHORTEST_END and dialled.endswith(run)) for run in runs)


def _plain(text: str) -> str:
    # «٠», «０»: a digit of any script is that digit. ASCII is the rule, and passes untouched.
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(one)) if not one.isascii() and one.isdigit() else one for one in text
    )
