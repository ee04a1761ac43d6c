"""The world of a walk: a node with a card and a confirmed partner, a still clock, a folder of its own for files."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from entraide.exchange.services.identity import make_identity
from tests.exchange.nodes import MADE, node
from tests.exchange.speaking import Speaker, let_in
from tests.promises.need_to_know.calls import connection_kept
from tests.promises.need_to_know.stillness import MOMENT, Dice, stillness


@contextmanager
def still(patch: pytest.MonkeyPatch) -> Iterator[Dice]:
    """Time stands still, uuids are cast, and nothing is logged."""
    with stillness(patch) as dice, connection_kept(), translation.override("en"):
        # Some ten thousand answers are logged otherwise.
        logging.disable(logging.CRITICAL)
        try:
            yield dice
        finally:
            logging.disable(logging.NOTSET)


def partner() -> Speaker:
    """The node has a card and a confirmed partner."""
    make_identity(("https://valmont.example/exchange",), acting=None, at=MADE)
    speaker = Speaker(node("northmark"))
    let_in(speaker.them, at=MOMENT)
    return speaker


def plain_node(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """No call is refused because others were made before it; letters can be put into the outbox."""
    patch.setattr(settings, "ACCOUNT_RATE_LIMITS", False, raising=False)
    patch.setattr(settings, "EMAIL_HOST", "mail.example")
    patch.setattr(settings, "ENTRAIDE_EXCHANGE", folder)
    patch.setattr(settings, "ENTRAIDE_IDENTITY", folder / "identity.json")
