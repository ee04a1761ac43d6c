"""Recognises a letter that was here before, nearly word for word: MinHash over shingles of words (Broder,
1997).

A fingerprint is 96 minima; two letters' likeness is the share of minima that agree, which estimates the share
of word shingles they have in common. Sixteen bands of six minima each make the indexed table: two letters
that are 0.8 alike share a band with a probability of 99 %, two that are 0.4 alike with one of 6 %. Letters
that come from one form and differ in a web address or two do look like each other; that is meant. Recognition
suggests, it never drops a letter.
"""

import hashlib
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Alike enough to be shown as «looks like». A date, a reference and an address changed in 300 words leave
# about 0.9; two requests for the same thing in different words stay under 0.3.
LOOKS_LIKE = 0.7

_SHINGLE = 3
_HASHES = 96
_ROWS = 6
_SHINGLES = 6_000
_FEWEST = 8
# A web address is one word however long; so is each sign of a script that does not space its words.
_WORD = re.compile(
    r"(?:https?://|www\.)[^\s<>\"']{1,2000}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_]{1,100}",
    re.IGNORECASE,
)
_UNPACK = struct.Struct(f"<{_HASHES // 6}I").unpack


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a letter's words: 96 unsigned 32-bit minima, and 16 bands as signed 64-bit numbers for
    a table.

    Both are empty for a text of fewer than eight shingles: nothing can be said of it.
    """

    signature: tuple[int, ...]
    bands: tuple[int, ...]


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of `text`.

    The same on every machine. Case, punctuation and line breaks do not matter.
    """
    shingles = dict.fromkeys(_shingles(text))
    if len(shingles) < _FEWEST:
        return Fingerprint((), ())
    minima: Sequence[int] = [0xFFFFFFFF] * _HASHES
    for shingle in shingles:
        minima = list(map(min, minima, _hashes(shingle)))
    return Fingerprint(tuple(minima), tuple(_bands(minima)))


def packed(fingerprint: Fingerprint) -> bytes:
    """The minima as bytes, to be kept beside the letter; empty for an empty fingerprint."""
    return struct.pack(f"<{len(fingerprint.signature)}I", *fingerprint.signature)


def unpacked(kept: bytes) -> Fingerprint:
    """The fingerprint of which `packed` made these bytes. Raises `ValueError` for any others."""
    if not kept:
        return Fingerprint((), ())
    if len(kept) != 4 * _HASHES:
        raise ValueError(f"a fingerprint is kept in {4 * _HASHES} bytes, not in {len(kept)}")
    minima = struct.unpack(f"<{_HASHES}I", kept)
    return Fingerprint(minima, tuple(_bands(minima)))


def likeness(one: Fingerprint, other: Fingerprint) -> float:
    """From 0, nothing in common, to 1, the same words in the same order."""
    if not one.signature or not other.signature:
        return 0.0
    agree = sum(a == b for a, b in zip(one.signature, other.signature, strict=True))
    return agree / _HASHES


def _shingles(text: str) -> Iterator[bytes]:
    window: list[str] = []
    given = 0
    for match in _WORD.finditer(text):
        window.append(match.group().casefold())
        if len(window) < _SHINGLE:
            continue
        yield "\x1f".join(window).encode("utf-8", "replace")
        given += 1
        if given >= _SHINGLES:
            return
        del window[0]


def _hashes(shingle: bytes) -> tuple[int, ...]:
    """96 numbers of 32 bits: six BLAKE2b digests of 64 bytes, told apart by their salt."""
    numbers: tuple[int, ...] = ()
    for salt in _SALTS:
        numbers += _UNPACK(hashlib.blake2b(shingle, digest_size=64, salt=salt).digest())
    return numbers


_SALTS = tuple(f"entraide{number}".encode() for number in range(6))


def _bands(minima: Sequence[int]) -> Iterator[int]:
    for start in range(0, _HASHES, _ROWS):
        rows = struct.pack(f"<H{_ROWS}I", start, *minima[start : start + _ROWS])
        digest = hashlib.blake2b(rows, digest_size=8).digest()
        yield int.from_bytes(digest, "little", signed=True)
