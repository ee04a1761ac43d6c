"""Ledger entries written by hand, byte for byte what `ledger.services.record` would write."""

import hashlib
import random
from collections.abc import Mapping
from datetime import datetime
from json.encoder import encode_basestring

from entraide.kernel.canonical import canonical, leaf_hash, plain, salted_digest


def encoded(value: object) -> str:
    """Canonical JSON of text, numbers and mappings of them."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict):
        return "{" + ",".join(f'"{key}":{encoded(value[key])}' for key in sorted(value)) + "}"
    return str(value)


def dashed(key: str) -> str:
    """A uuid of 32 digits as people and JSON write it."""
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


def entry(
    sequence: int,
    at: str,
    act: str,
    actor: str,
    case: str,
    subject: str | None,
    facts: Mapping[str, object],
    detail: Mapping[str, object] | None,
    salt: bytes,
) -> tuple[bytes, bytes, str | None]:
    """The canonical bytes and the leaf hash of an act, and its detail as JSON. `at` is «2026-03-02 14:30:00»."""
    body = encoded(detail) if detail else None
    bound = f'"detail":"{hashlib.sha256(salt + body.encode()).hexdigest()}",' if body else ""
    about = f'"{dashed(subject)}"' if subject else "null"
    written = (
        f'{{"act":"{act}","actor":"{dashed(actor)}","at":"{at[:10]}T{at[11:]}.000000Z","case":"{dashed(case)}",'
        f'{bound}"facts":{encoded(facts) if facts else "{}"},"seq":{sequence},"subject":{about},"v":1}}'
    ).encode()
    return written, hashlib.sha256(b"\x00" + written).digest(), body


def require_the_same_bytes(made: random.Random) -> None:
    """Raises `AssertionError` when these entries are not what the ledger itself would write."""
    case, actor = f"{made.getrandbits(128):032x}", f"{made.getrandbits(128):032x}"
    detail = {"to": {"en": "Unit", "fr": "Unité «Est»"}, "name": 'a "b"\n'}
    salt = bytes(32)
    written, leaf, _ = entry(
        41, "2026-03-02 14:30:00", "assistance.routed", actor, case, case, {"b": "é", "a": 1}, detail, salt
    )
    expected = canonical(
        {
            "v": 1,
            "seq": 41,
            "at": datetime.fromisoformat("2026-03-02T14:30:00+00:00"),
            "act": "assistance.routed",
            "actor": dashed(actor),
            "case": dashed(case),
            "subject": dashed(case),
            "facts": {"a": 1, "b": "é"},
            "detail": salted_digest(
                salt, canonical({"name": detail["name"], "to": plain(detail["to"])})
            ).hex(),
        }
    )
    assert written == expected, (written, expected)
    assert leaf == leaf_hash(written)
