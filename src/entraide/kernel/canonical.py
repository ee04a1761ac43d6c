"""Canonical bytes (RFC 8785) and the leaf hash of RFC 9162: what is hashed is bytes, never a joined string."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import UUID

import rfc8785


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
    return rfc8785.dumps(cast(Any, plain(value)))


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256 of 0x00 and the entry (RFC 9162, 2.1.1): a leaf can never be taken for a node."""
    return hashlib.sha256(b"\x00" + entry).digest()


def salted_digest(salt: bytes, body: bytes) -> bytes:
    """SHA-256 of a 32-byte salt and the body: binds a detail that may one day be erased, without telling it."""
    return hashlib.sha256(salt + body).digest()
