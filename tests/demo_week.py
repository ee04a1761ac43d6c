"""The week of the demonstration, filled once for the tests of a module and undone after them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction

from entraide.accounts import demo as people
from entraide.assistance.demo import week
from entraide.kernel.clock import now

PASSWORD = "correct horse battery staple"


@contextmanager
def filled(blocker: Any) -> Iterator[datetime]:
    """A bureau with its people and its week, while the block lasts. Gives the moment at which the week ends."""
    # At work, each call begins by putting away an old connection; here all of them share one transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    at = now()
    with blocker.unblock(), transaction.atomic():
        people.fill(at, PASSWORD)
        week.fill(at=at)
        yield at
        transaction.set_rollback(True)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
