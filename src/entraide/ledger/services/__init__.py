"""Writing to the two records: the only doors to them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from entraide.kernel.canonical import canonical, leaf_hash, plain, salted_digest
from entraide.ledger.errors import EntryNotInTransaction
from entraide.ledger.events import Act
from entraide.ledger.models import Detail, Entry, Look
from entraide.ledger.services.rows import insert_all
from entraide.ledger.services.sequence import hold_sequence

ENTRY_VERSION = 1
LAST = f"SELECT MAX(seq) FROM {Entry._meta.db_table}"  # noqa: S608 - a name alone


@dataclass(frozen=True)
class Body:
    """The detail of an act: as it is kept, and the bytes that its digest is made of."""

    plain: object
    written: bytes


def record(act: Act, *, by: UUID | None, at: datetime) -> Entry:
    """Append `act` to the ledger, in the transaction of the act itself. `by` is None for the node's own acts.

    Raises `EntryNotInTransaction` outside a transaction.
    """
    return record_all([act], by=by, at=at)[0]


def record_all(acts: Sequence[Act], *, by: UUID | None, at: datetime) -> list[Entry]:
    """Append what was done together, in its order, each act with an entry of its own. Raises as `record`."""
    if not connection.in_atomic_block:
        raise EntryNotInTransaction
    if not acts:
        return []
    bodies: dict[int, Body] = {}
    written = [_entry(act, seq, bodies, by=by, at=at) for seq, act in enumerate(acts, _next_sequence())]
    entries = [entry for entry, _ in written]
    insert_all(entries)
    insert_all([detail for _, detail in written if detail is not None])
    return entries


def _entry(
    act: Act, seq: int, bodies: dict[int, Body], *, by: UUID | None, at: datetime
) -> tuple[Entry, Detail | None]:
    facts: dict[str, object] = {
        "v": ENTRY_VERSION,
        "seq": seq,
        "at": at,
        "act": act.code,
        "actor": by,
        "case": act.case,
        "subject": act.subject,
        "facts": dict(act.facts),
    }
    detail = None
    if act.detail:
        salt, body = secrets.token_bytes(32), _body(act, bodies)
        facts["detail"] = salted_digest(salt, body.written).hex()
        detail = Detail(entry_id=seq, salt=salt, body=body.plain)
    written = canonical(facts)
    entry = Entry(
        seq=seq,
        at=at,
        act=act.code,
        actor=by,
        case=act.case,
        subject=act.subject,
        canonical=written,
        leaf_hash=leaf_hash(written),
    )
    return entry, detail


def _body(act: Act, known: dict[int, Body]) -> Body:
    # Acts that were done together can have the very same detail: it is written out once.
    if id(act.detail) not in known:
        known[id(act.detail)] = Body(plain(dict(act.detail)), canonical(dict(act.detail)))
    return known[id(act.detail)]


def look(
    *, by: UUID, at: datetime, case: UUID, what: str, subject: UUID | None = None, why: str = ""
) -> None:
    """Note in the access log that a person looked at a case."""
    Look.objects.create(at=at, person=by, case=case, what=what, subject=subject, why=why)


def _next_sequence() -> int:
    hold_sequence()
    # Every act asks it: as written here, a fifth of what it takes Django to write it.
    with connection.cursor() as cursor:
        cursor.execute(LAST)
        (last,) = cursor.fetchone() or (None,)
    return (last or 0) + 1
