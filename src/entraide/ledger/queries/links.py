"""What other packages hold that follows from the ledger: each says how, and `verify` compares."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from entraide.ledger.domain.faults import Fault, What
from entraide.ledger.models import Entry

Compare = Callable[[], Iterable[Fault]]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """What an entry says."""

    seq: int
    act: str
    case: str | None
    subject: str | None
    facts: dict[str, object]


_links: dict[str, Compare] = {}


def register_link(table: str, compare: Compare) -> None:
    """Have the rows of a table compared with the entries they follow from; called from `apps.py: ready()`."""
    _links[table] = compare


def links() -> dict[str, Compare]:
    """Every comparison, by its table."""
    return dict(sorted(_links.items()))


def held_by_entries(given: str, taken: str, of: Callable[[Written], Iterable[Key]]) -> dict[Key, int]:
    """What entries of one act gave and no later entry of the other took: each with the entry that gave it last."""
    held: dict[Key, int] = {}
    for one in written_of(given, taken):
        for key in of(one):
            if one.act == given:
                held[key] = one.seq
            else:
                held.pop(key, None)
    return held


def written_of(*acts: str) -> Iterator[Written]:
    """What the entries of these acts say, the oldest first. One that cannot be read is passed over: it is a fault of
    its own."""
    yield from _read(Entry.objects.filter(act__in=acts))


def written_of_subject(subject: UUID) -> Iterator[Written]:
    """What the entries about one thing say, the oldest first."""
    yield from _read(Entry.objects.filter(subject=subject))


def _read(found: QuerySet[Entry]) -> Iterator[Written]:
    entries = found.order_by("seq").values_list("seq", "act", "canonical")
    for seq, act, canonical in entries.iterator(chunk_size=5000):
        try:
            said = json.loads(bytes(canonical))
            yield Written(seq, act, said["case"], said["subject"], said["facts"])
        except (ValueError, KeyError, TypeError):
            continue


def not_as_held(table: str, there: Mapping[Key, str], held: Mapping[Key, int]) -> Iterator[Fault]:
    """Rows that no entry speaks of, and entries whose row is gone; `there` names each row."""
    for key, row in there.items():
        if key not in held:
            yield Fault(table, row, What.NOT_ON_RECORD)
    for key, seq in held.items():
        if key not in there:
            yield Fault(table, " ".join(map(str, key)), What.NOT_THERE, {"entry": seq})
