"""Django's SQLite, whose transactions wait for their turn before they begin, and hold it to their end.

`BEGIN IMMEDIATE` lets one write at a time, as the node wants it; it does not say who is next (`turns`).
"""

from pathlib import Path

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from entraide.config.sqlite.turns import Turns


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose atomic blocks come one after the other, each that waits in its turn."""

    _turns: Turns | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_back()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._give_back()

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        self._give_back()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            if self._turns is not None:
                self._turns.close()

    def _take_turn(self) -> None:
        name = str(self.settings_dict["NAME"])
        if self.is_in_memory_db():
            return
        self._turns = self._turns or Turns(Path(name))
        try:
            self._turns.take(float(self.settings_dict["OPTIONS"]["timeout"]))
        except TimeoutError as late:
            raise OperationalError("database is locked") from late
        except OSError as wrong:
            raise OperationalError(f"no turn to write: {wrong}") from wrong

    def _give_back(self) -> None:
        if self._turns is not None:
            self._turns.give_back()
