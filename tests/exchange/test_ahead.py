"""Work in stages."""

import threading
from collections.abc import Iterator

import pytest

from entraide.exchange.services.ahead import DEPTH, ahead


def test_pieces_come_in_their_order_and_each_once() -> None:
    assert list(ahead(iter(range(1, 100)))) == list(range(1, 100))
    assert list(ahead(iter(()))) == []


def test_the_next_piece_is_made_while_one_is_used_and_no_more_than_that() -> None:
    made: list[int] = []
    second = threading.Event()

    def pieces() -> Iterator[int]:
        for number in range(1, 10):
            made.append(number)
            if number == 2:
                second.set()
            yield number

    coming = ahead(pieces())
    assert next(coming) == 1
    # Nobody has asked for the second one.
    assert second.wait(timeout=10)
    coming.close()
    assert len(made) <= 1 + DEPTH


def test_what_is_raised_comes_behind_what_came_before_it() -> None:
    def pieces() -> Iterator[int]:
        yield 1
        yield 2
        raise OSError("the line broke")

    coming = ahead(pieces())
    assert [next(coming), next(coming)] == [1, 2]
    with pytest.raises(OSError, match="the line broke"):
        next(coming)
