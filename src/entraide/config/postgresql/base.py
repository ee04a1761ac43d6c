"""Django's PostgreSQL, whose transactions queue for one lock before they read anything, and hold it to their end.

Every act appends to one ledger and so waits for every other at its end in any case. Waiting at the beginning instead
means that no act decides on what another is about to change, and that two acts can never hold what the other needs.
Reads stand outside of transactions and wait for nobody.
"""

from django.db import DatabaseError
from django.db.backends.postgresql import base

# Any constant will do: it names the one lock. Advisory locks are those of one database, not of the whole server.
WRITER_LOCK = 7_301_954


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose atomic blocks begin as SQLite's `BEGIN IMMEDIATE` does."""

    def set_autocommit(
        self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False
    ) -> None:
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        # Only an outermost `atomic` asks for this; what Django does without one is a statement of its own.
        if autocommit or not force_begin_transaction_with_broken_autocommit:
            return
        try:
            with self.wrap_database_errors, self.connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER_LOCK])
        except DatabaseError:
            # The block was not entered, so nobody else will end the transaction that was begun for it.
            self.rollback()
            super().set_autocommit(True)
            raise
