"""Requests as rows of a list: what each is called, since when its clock runs, whether a person must act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from entraide.assistance.domain.states import State
from entraide.assistance.models import Arrival

if TYPE_CHECKING:
    from entraide.assistance.models import AssistanceRequest


@dataclass(frozen=True)
class Listed:
    """One row. `title` falls back on the name of the file that arrived."""

    request: AssistanceRequest
    title: str
    start: datetime
    is_late: bool
    is_waiting: bool


def listed(requests: Iterable[AssistanceRequest], *, at: datetime) -> list[Listed]:
    """The rows of a list, in its order."""
    rows = list(requests)
    untitled = [row.pk for row in rows if not row.title]
    arrived = (
        Arrival.objects.filter(request__in=untitled).order_by("-pk") if untitled else Arrival.objects.none()
    )
    names = dict(arrived.values_list("request_id", "name"))
    return [
        Listed(
            request=row,
            title=row.title or names.get(row.pk, ""),
            start=row.received_at or row.sent_at or row.recorded_at,
            is_late=row.next_due_at is not None and row.next_due_at < at,
            is_waiting=row.state == State.INFORMATION_REQUESTED,
        )
        for row in rows
    ]


def title_of(request: AssistanceRequest) -> str:
    """What one request is called; empty where it has neither a title nor a file."""
    return request.title or request.arrivals.order_by("pk").values_list("name", flat=True).first() or ""
