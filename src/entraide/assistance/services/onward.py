"""What came from one partner goes on to nobody else unless its handling lets it, or its originator has agreed."""

from __future__ import annotations

from collections.abc import Iterable

from entraide.assistance.domain.exchanged import LABELS, Type
from entraide.assistance.models import Letter
from entraide.exchange.domain.onward import quotes, stays
from entraide.exchange.queries import body_of, conversations_about, handling_of, originated, received_in_case
from entraide.exchange.services.consenting import require_may_go_on

LEAST = 60


def require_letter_may_leave(letter: Letter) -> None:
    """That neither the text nor the files of a letter carry on what another partner keeps close.

    Raises `exchange.errors.MayNotGoOn`, `Recalled`.
    """
    to = _partner_of(letter)
    files = [f"sha256:{one.original.sha256}" for one in letter.enclosures.select_related("original")]
    for message in originated(files):
        if message.partner_id != to:
            require_may_go_on(message, message.partner.name_en)
    for message in received_in_case(letter.request.case.uuid):
        if message.partner_id == to or not (message.recalled_at or stays(handling_of(message))):
            continue
        if any(quotes(letter.body, passage) for passage in _passages(body_of(message))):
            require_may_go_on(
                message, LABELS[Type(message.type)].en if message.type in set(Type) else message.type
            )


def _partner_of(letter: Letter) -> int | None:
    """The partner to whom a letter goes; None where it goes to one without a node."""
    talking = conversations_about(letter.request.uuid).first()
    return talking.partner_id if talking else None


def _passages(value: object) -> Iterable[str]:
    """Every text of a body that is long enough to be quoted."""
    if isinstance(value, str):
        if len(value) >= LEAST:
            yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _passages(one)
    elif isinstance(value, list):
        for one in value:
            yield from _passages(one)
