"""Canonical bytes (RFC 8785) and the leaf hash of RFC 9162: what is hashed is bytes, never a joined string."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import UUID

import rfc8785

# The largest whole number that every JSON reader keeps (2^53 - 1).
LARGEST = 9_007_199_254_740_991
# Writes simple values as RFC 8785 does, and many times faster than a reading of the standard in Python. What is handed
# to it was copied or read a moment ago, so it does not look for what holds itself.
WRITTEN = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)


class _NotSimple(Exception):
    """A value that the standard library would not write as RFC 8785 does."""


def plain(value: object) -> object:
    """`value` as JSON can carry it: uuids and dates as text (UTC), sets sorted. `canonical` refuses the rest."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(str(plain(item)) for item in value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, str):
        return str(value)
    return value


def canonical(value: Mapping[str, object]) -> bytes:
    """The one byte string that stands for `value` (RFC 8785). Raises `rfc8785.CanonicalizationError`."""
    try:
        return WRITTEN.encode(_simple(value)).encode("utf-8")
    except (_NotSimple, UnicodeEncodeError):
        return rfc8785.dumps(cast(Any, plain(value)))


def _simple(value: object) -> object:
    """`plain(value)`, where that is of text, whole numbers that every reader keeps, true, false, null, lists, and
    objects whose names are ASCII, so that they come in the order of RFC 8785. Raises `_NotSimple`."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return value
    if kind is dict:
        found: dict[str, object] = {}
        for name, item in cast("dict[str, object]", value).items():
            if type(name) is not str or not name.isascii():
                raise _NotSimple
            found[name] = item if type(item) is str else _simple(item)
        return found
    if kind is list or kind is tuple:
        return [_simple(item) for item in cast("list[object]", value)]
    if kind is int and -LARGEST <= cast(int, value) <= LARGEST:
        return value
    text = plain(value)
    # A date, a uuid, a word of a list: a text by now. What is of another kind, or holds others, is not looked at here.
    if type(text) is not str:
        raise _NotSimple
    return text


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256 of 0x00 and the entry (RFC 9162, 2.1.1): a leaf can never be taken for a node."""
    return hashlib.sha256(b"\x00" + entry).digest()


def salted_digest(salt: bytes, body: bytes) -> bytes:
    """SHA-256 of a 32-byte salt and the body: binds a detail that may one day be erased, without telling it."""
    return hashlib.sha256(salt + body).digest()
