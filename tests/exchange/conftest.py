"""The rooms that these tests work in."""

from tests.exchange.rooms import answering, northmark, our_card, own_room, still

__all__ = ["answering", "northmark", "our_card", "own_room", "still"]
