"""A dated event of a request, as the clocks read it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from entraide.instruments.domain.clocks.lengths import parse_length
from entraide.instruments.domain.clocks.rules import Event


def event_of(code: str, at: datetime, detail: Mapping[str, Any] | None) -> Event:
    """The event; an extension says in its detail what it extends, by how much or until when, and why."""
    said = detail or {}
    return Event(
        code=code,
        at=at,
        rule=said.get("rule", ""),
        by=parse_length(said["by"]) if said.get("by") else None,
        until=datetime.fromisoformat(said["until"]) if said.get("until") else None,
        reason=said.get("reason", ""),
        notified=bool(said.get("notified")),
    )
