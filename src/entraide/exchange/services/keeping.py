"""Messages as they are kept: what became of many of them is written together. Parts of larger acts."""

from __future__ import annotations

from collections.abc import Sequence

from entraide.exchange.models import Message
from entraide.ledger.services.rows import insert_all


def keep_new(rows: Sequence[Message]) -> None:
    """Write messages that were not here before; each then has its number."""
    for row in rows:
        # A conversation that was begun a moment ago did not have its own number yet.
        row.conversation = row.conversation
    insert_all(rows)
    numbers = dict(Message.objects.filter(uuid__in=[row.uuid for row in rows]).values_list("uuid", "pk"))
    for row in rows:
        row.pk = numbers[row.uuid]


def write_together(rows: Sequence[Message], *fields: str) -> None:
    """Write these fields of messages: those that came to the same in one go, which most did."""
    alike: dict[tuple[object, ...], list[int]] = {}
    for row in rows:
        alike.setdefault(tuple(getattr(row, name) for name in fields), []).append(row.pk)
    for values, found in alike.items():
        Message.objects.filter(pk__in=found).update(**dict(zip(fields, values, strict=True)))
