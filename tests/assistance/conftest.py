"""The bureau that the tests of requests work in."""

import pytest

from entraide.accounts.queries import person_by_email
from tests.assistance.exchanged_story import MONDAY, asked, sent, told, underway
from tests.bureau_kept import enter_bureau
from tests.exchange.rooms import northmark, our_card, own_room

__all__ = ["MONDAY", "asked", "northmark", "our_card", "own_room", "sent", "told", "underway"]


@pytest.fixture
def monday():
    """When the story of a test begins."""
    return MONDAY


@pytest.fixture
def bureau(db):
    """The people of an invented bureau, by the part of their address before the @."""
    enter_bureau(MONDAY, "correct horse battery staple")
    names = ("duty", "officer", "supervisor", "counsel", "liaison", "admin", "auditor", "officer.major")
    return {name: person_by_email(f"{name}@demo.example") for name in names}
