"""Messages as they are kept: what became of many of them is written together. Parts of larger acts."""

from __future__ import annotations

from collections.abc import Sequence

from entraide.exchange.models import Message


def write_together(rows: Sequence[Message], *fields: str) -> None:
    """Write these fields of messages: those that came to the same in one go, which most did."""
    alike: dict[tuple[object, ...], list[int]] = {}
    for row in rows:
        alike.setdefault(tuple(getattr(row, name) for name in fields), []).append(row.pk)
    for values, found in alike.items():
        Message.objects.filter(pk__in=found).update(**dict(zip(fields, values, strict=True)))
