"""The fixtures of a node with a card, for every package whose tests exchange something."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from entraide.exchange.domain.cards import KnownCard
from entraide.exchange.services import carrying
from entraide.exchange.services.identity import make_identity
from tests.exchange.nodes import AT, MADE, node
from tests.exchange.speaking import OtherNode, Speaker, a_partner_at_work, let_in


@pytest.fixture
def own_room(settings: Any, tmp_path: Path) -> Path:
    """A folder for keys and files, where nobody made a card yet; other nodes may be called on this machine."""
    settings.ENTRAIDE_EXCHANGE = tmp_path / "exchange"
    settings.ENTRAIDE_IDENTITY = tmp_path / "exchange" / "identity.json"
    settings.ENTRAIDE_PRIVATE_LINKS = True
    return tmp_path


@pytest.fixture
def our_card(db: None, own_room: Path) -> KnownCard:
    """This node has keys and a card."""
    return make_identity(("https://valmont.example/exchange",), acting=None, at=MADE)


@pytest.fixture
def northmark(our_card: KnownCard) -> Speaker:
    """A confirmed partner that the test speaks as; nobody answers at its address."""
    speaker = Speaker(node("northmark", addresses=("http://127.0.0.1:9/exchange",)))
    let_in(speaker.them)
    return speaker


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the carrying stands at the hour of the story."""
    monkeypatch.setattr(carrying, "now", lambda: AT)


@pytest.fixture
def answering(our_card: KnownCard, still: None) -> Iterator[OtherNode]:
    """A confirmed partner whose node answers over a real line."""
    with a_partner_at_work() as other:
        yield other
