"""What is asked again and again is found among what waits, and not among all that ever passed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from entraide.exchange import queries
from entraide.exchange.services import carrying, timing_out
from tests.exchange.nodes import AT
from tests.exchange.speaking import Speaker

pytestmark = pytest.mark.django_db
# Indexes as small as what waits, one that is searched by the minute, and those that find one row.
SMALL = {
    "message_to_carry",
    "message_arriving",
    "message_refused",
    "message_missed",
    "message_by_partner (partner_id=? AND stored_at>?)",
    "conversation_begun",
    "attestation_to_carry",
    "sqlite_autoindex",
    "INTEGER PRIMARY KEY",
}
# Messages and attestations by their names, and by those that Django gives them within a question.
LARGE = re.compile(r"(SCAN|SEARCH) (exchange_message|exchange_attestation|U\d)\b.*")


def ways(asks: Callable[[], Any]) -> list[str]:
    """How SQLite goes about each question that is asked of messages and attestations."""
    asked: list[tuple[str, Any]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SELECT"):
            asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        asks()
    found: list[str] = []
    with connection.cursor() as cursor:
        for sql, params in asked:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            found += [row[-1] for row in cursor.fetchall() if LARGE.fullmatch(row[-1])]
    return found


@pytest.mark.parametrize(
    "asks",
    [
        lambda speaker: [speaker.delivers(speaker.says()) for _ in range(2)],
        lambda speaker: carrying._waiting(at=AT),
        lambda speaker: carrying._delivery(
            speaker.row, queries.card_of(speaker.row), at=AT, but=carrying.Delivery([], [], b"")
        ),
        lambda speaker: timing_out.time_out(at=AT),
        lambda speaker: queries.waiting(),
        lambda speaker: list(queries.dead_letters()[:20]),
        lambda speaker: queries.troubled_partners(),
        lambda speaker: list(queries.queue_of(speaker.row)[:20]),
    ],
    ids=["taking in", "waiting", "carrying", "time-outs", "counted", "dead letters", "partners", "queue"],
)
def test_nothing_is_looked_for_among_all_that_passed(
    northmark: Speaker, asks: Callable[[Speaker], Any]
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses its ways by what it has counted")
    found = ways(lambda: asks(northmark))
    assert found
    assert not [way for way in found if not any(small in way for small in SMALL)]
