"""One after the other: whoever appends to the ledger, or counts what is in it, holds its sequence until commit."""

from django.db import connection

# Any constant will do: it names the one lock under which sequence numbers are given out on PostgreSQL.
SEQUENCE_LOCK = 7_301_955


def hold_sequence() -> None:
    """Nobody else appends until this transaction ends. SQLite's writers already queue behind BEGIN IMMEDIATE."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEQUENCE_LOCK])
