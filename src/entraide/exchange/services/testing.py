"""The test message: it touches no case."""

from __future__ import annotations

from entraide.exchange.services.hooks import Arrived


def take_test(arrived: Arrived) -> None:
    """Nothing is done for a test: that it is attested is what it asks. No person has to look at it."""
    arrived.message.retrieved_at = arrived.at
