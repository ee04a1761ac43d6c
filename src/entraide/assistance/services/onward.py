"""What came from one partner goes on to nobody else unless its handling lets it, or its originator has agreed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from entraide.assistance.domain.exchanged import LABELS, Type
from entraide.assistance.models import Letter
from entraide.exchange.domain.onward import quotes, stays
from entraide.exchange.queries import body_of, conversations_about, handling_of, originated, received_in_case
from entraide.exchange.services.consenting import require_may_go_on

LEAST = 60


def require_letter_may_leave(
    letter: Letter, to: Iterable[int] | None = None, beside: Mapping[str, object] | None = None
) -> None:
    """That neither the text nor the files of a letter, nor what travels beside it, carry on what another partner of the
    case keeps close.

    `to` are the rows of the partners to whose nodes it goes; without it, those with whom its request is talked about.
    Raises `exchange.errors.MayNotGoOn`, `Recalled`.
    """
    talking = conversations_about(letter.request.uuid).values_list("partner_id", flat=True)
    goes_to = set(talking if to is None else to)
    said = [letter.body, *_passages(beside or {})]
    files = [f"sha256:{one.original.sha256}" for one in letter.enclosures.select_related("original")]
    for message in originated(files):
        if goes_to != {message.partner_id}:
            require_may_go_on(message, message.partner.name_en)
    for message in received_in_case(letter.request.case.uuid):
        kept = message.recalled_at is not None or stays(handling_of(message))
        if goes_to == {message.partner_id} or not kept:
            continue
        if any(quotes(text, passage) for passage in _passages(body_of(message)) for text in said):
            require_may_go_on(
                message, LABELS[Type(message.type)].en if message.type in set(Type) else message.type
            )


def _passages(value: object) -> Iterable[str]:
    """Every text of a body that is long enough to be quoted."""
    if isinstance(value, str):
        if len(value) >= LEAST:
            yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _passages(one)
    elif isinstance(value, list):
        for one in value:
            yield from _passages(one)
