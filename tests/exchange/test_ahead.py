"""Work in stages."""

import threading
import time
from collections.abc import Iterator

import pytest

from entraide.exchange.services.ahead import ALONE, DEPTH, ahead, rooms_for


def test_pieces_come_in_their_order_and_each_once() -> None:
    assert list(ahead(iter(range(1, 100)))) == list(range(1, 100))
    assert list(ahead(iter(()))) == []


def test_the_next_piece_is_made_while_one_is_used_and_no_more_than_that() -> None:
    made: list[int] = []
    following = threading.Event()

    def pieces() -> Iterator[int]:
        for number in range(1, 20):
            made.append(number)
            if number == ALONE + 2:
                following.set()
            yield number

    coming = ahead(pieces())
    assert [next(coming) for _ in range(ALONE + 1)] == list(range(1, ALONE + 2))
    # Nobody has asked for the one behind it.
    assert following.wait(timeout=10)
    coming.close()
    assert len(made) <= ALONE + 1 + DEPTH


def test_of_few_pieces_none_is_made_before_it_is_asked_for() -> None:
    made: list[int] = []

    def pieces() -> Iterator[int]:
        for number in range(1, ALONE + 1):
            made.append(number)
            yield number

    coming = ahead(pieces())
    for number in range(1, ALONE + 1):
        assert next(coming) == number
        assert made == list(range(1, number + 1))
    assert list(coming) == []


@pytest.mark.parametrize("stages", [1, 2, 3])
def test_a_room_is_given_again_only_when_its_piece_is_out_of_use(stages: int) -> None:
    rooms = rooms_for(stages, 8)

    def filled() -> Iterator[memoryview]:
        for number in range(200):
            room = next(rooms)
            room[:] = number.to_bytes(8, "big")
            yield room

    pieces: Iterator[memoryview] = filled()
    for _ in range(stages):
        pieces = ahead(pieces)
    for number, piece in enumerate(pieces):
        # Long enough for those that run ahead to take what they can.
        time.sleep(0.001)
        assert int.from_bytes(piece, "big") == number


def test_what_is_raised_comes_behind_what_came_before_it() -> None:
    def pieces() -> Iterator[int]:
        yield 1
        yield 2
        raise OSError("the line broke")

    coming = ahead(pieces())
    assert [next(coming), next(coming)] == [1, 2]
    with pytest.raises(OSError, match="the line broke"):
        next(coming)
