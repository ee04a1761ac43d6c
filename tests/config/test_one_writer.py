"""Acts follow one another on either database: the second begins when the first has ended."""

import threading
import time

import pytest
from django.db import connection, transaction

from entraide.directory.models import State


@pytest.mark.django_db(transaction=True)
def test_a_second_act_begins_when_the_first_has_ended() -> None:
    told: list[str] = []
    begun = threading.Event()

    def first() -> None:
        with transaction.atomic():
            told.append("the first begins")
            begun.set()
            time.sleep(0.3)
            told.append("the first ends")
        connection.close()

    def second() -> None:
        begun.wait()
        with transaction.atomic():
            told.append("the second begins")
        connection.close()

    threads = [threading.Thread(target=work) for work in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == ["the first begins", "the first ends", "the second begins"]


@pytest.mark.django_db(transaction=True)
def test_a_reader_waits_for_no_writer() -> None:
    read: list[bool] = []

    def reader() -> None:
        read.append(State.objects.exists() or True)
        connection.close()

    with transaction.atomic():
        thread = threading.Thread(target=reader)
        thread.start()
        thread.join(10)
        assert read == [True]
