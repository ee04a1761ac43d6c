"""What came from one partner goes on to nobody else unless its handling lets it, or its originator has agreed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from entraide.assistance.domain.exchanged import LABELS, Type
from entraide.assistance.models import AssistanceRequest, Letter
from entraide.cases.queries import was_kept_before
from entraide.exchange.domain.onward import quotes, stays
from entraide.exchange.queries import body_of, conversations_about, handling_of, originated, received_in_case
from entraide.exchange.services.consenting import require_may_go_on

# Nobody's node: a mail, a courier, a hand. Who reads it there is not known here.
ELSEWHERE: tuple[int, ...] = ()


def require_letter_may_leave(
    letter: Letter, to: Collection[int] | None = None, beside: Mapping[str, object] | None = None
) -> None:
    """That neither the text nor the files of a letter, nor what travels beside it, carry on what another partner of the
    case keeps close.

    `to` are the rows of the partners to whose nodes it goes, `ELSEWHERE` where it goes to none; without it (nobody
    knows yet), those with whom its request is talked about. Raises `exchange.errors.MayNotGoOn`, `Recalled`.
    """
    request = letter.request
    goes_to = _talking(request) if to is None else set(to)
    for sha256 in letter.enclosures.values_list("original__sha256", flat=True):
        _require_file_may_leave(request.case.uuid, sha256, goes_to)
    _require_said_may_leave(
        request.case.uuid, [letter.subject, letter.body, *_passages(beside or {})], goes_to
    )


def require_may_be_said(
    request: AssistanceRequest, said: Mapping[str, object], to: Collection[int] | None = None
) -> None:
    """That what is said of a request without a letter carries on nothing of that kind. Raises likewise."""
    goes_to = _talking(request) if to is None else set(to)
    _require_said_may_leave(request.case.uuid, list(_passages(said)), goes_to)


def _talking(request: AssistanceRequest) -> set[int]:
    return set(conversations_about(request.uuid).values_list("partner_id", flat=True))


def _require_file_may_leave(case: UUID, sha256: str, goes_to: set[int]) -> None:
    for message in originated(f"sha256:{sha256}"):
        # A partner cannot bind what was in the case already by sending it back.
        if goes_to != {message.partner_id} and not was_kept_before(case, sha256, message.stored_at):
            require_may_go_on(message, message.partner.name_en)


def _require_said_may_leave(case: UUID, said: list[str], goes_to: set[int]) -> None:
    for message in received_in_case(case):
        kept = message.recalled_at is not None or stays(handling_of(message))
        if goes_to == {message.partner_id} or not kept:
            continue
        if any(quotes(text, passage) for passage in _passages(body_of(message)) for text in said):
            require_may_go_on(
                message, LABELS[Type(message.type)].en if message.type in set(Type) else message.type
            )


def _passages(value: object) -> Iterable[str]:
    """Every text of a body."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _passages(one)
    elif isinstance(value, list):
        for one in value:
            yield from _passages(one)
