"""Builds of the exchange that are known to be wrong: the harness must find out."""

import threading
import time
from datetime import datetime

from django.db import connection, transaction

from entraide.exchange.domain.delivery import Answer
from entraide.exchange.domain.messages import Message as Opened
from entraide.exchange.domain.standing import MessageStanding
from entraide.exchange.models import Message
from entraide.exchange.services import receiving
from entraide.exchange.services.hooks import Arrived, taker_of

RECEIPT_FIRST, KNOWN_AGAIN = "receipt-first", "known-again"
# How long what was attested lies in memory alone.
LATER_SECONDS = 3.0


def build(name: str) -> None:
    """Make this process one of a wrong build; of the right one where none is named."""
    if name:
        {RECEIPT_FIRST: _receipt_first, KNOWN_AGAIN: _known_again}[name]()


def _receipt_first() -> None:
    """Says «delivered» and stores afterwards."""
    from entraide.exchange.web import wire

    right = receiving.take_delivery

    def hasty(data: bytes, *, at: datetime) -> list[Answer]:
        with transaction.atomic():
            answers = right(data, at=at)
            transaction.set_rollback(True)
        threading.Thread(target=store, args=(data, at), daemon=True).start()
        return answers

    def store(data: bytes, at: datetime) -> None:
        time.sleep(LATER_SECONDS)
        right(data, at=at)
        connection.close()

    wire.take_delivery = hasty


def _known_again() -> None:
    """Does again what a message says when the same message comes again."""
    right = receiving.Door.let_in

    def forgetful(door: receiving.Door, opened: Opened, size: int) -> Message:
        row = right(door, opened, size)
        taker = taker_of(row.type)
        if row.standing == MessageStanding.DELIVERED and taker is not None:
            taker(Arrived(row, {}, opened.statement.handling, (), door.at))
        return row

    receiving.Door.let_in = forgetful  # type: ignore[method-assign]
