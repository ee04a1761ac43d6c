"""Builds of the exchange that are known to be wrong: the harness must find out."""

import threading
import time
from datetime import datetime

from django.db import connection, transaction

from entraide.exchange.domain.delivery import Answer
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
    right = receiving._believed

    def forgetful(line: bytes, *, at: datetime) -> Message:
        last = Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        row = right(line, at=at)
        taker = taker_of(row.type)
        if row.pk <= last and row.standing == MessageStanding.DELIVERED and taker is not None:
            taker(Arrived(row, {}, receiving.statement_of(row).handling, (), at))
        return row

    receiving._believed = forgetful
