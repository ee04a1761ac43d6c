"""What leaves over the exchange: letters with their files, and what is recorded here that the partner must know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from entraide.assistance.domain.exchanged import TYPE_OF, Type
from entraide.assistance.domain.kinds import Channel, Direction, Kind
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.errors import NoPartnerNode
from entraide.assistance.events import LetterQueued
from entraide.assistance.models import AssistanceRequest, Letter
from entraide.assistance.queries import check_is_due, discloses
from entraide.assistance.services import moving
from entraide.assistance.services.bodies import letter_body, request_body, standing_body
from entraide.assistance.services.onward import require_letter_may_leave
from entraide.assistance.services.telling import terms_of
from entraide.assistance.services.writing import (
    held_letter,
    note_letter,
    require_may_leave,
    require_releasable,
)
from entraide.cases.services import originals
from entraide.exchange.queries import confirmed_partners, conversations_about, is_exchanged
from entraide.exchange.services.sending import Draft, Enclosure, open_conversation, send_all

if TYPE_CHECKING:
    from uuid import UUID

    from entraide.accounts.models import Person
    from entraide.cases.models import Original
    from entraide.exchange.models import Conversation, Message, Partner

# What is told rather than asked can be told to several at once.
TO_SEVERAL = frozenset(
    {Kind.SPONTANEOUS_INFORMATION, Kind.TRAVEL_NOTICE, Kind.POLICE_INFORMATION, Kind.MISSING_PERSON}
)


def partners_for(request: AssistanceRequest) -> list[Partner]:
    """The nodes to which a letter of this request can go: the one it is talked about with, or those of its state."""
    if found := [one.partner for one in conversations_about(request.uuid)]:
        return found
    if request.direction == Direction.INCOMING or not request.partner_state_id:
        return []
    return list(confirmed_partners().filter(country=request.partner_state_id))


def nodes_for(letter: Letter) -> tuple[list[Partner], list[Partner]]:
    """The nodes to which a letter can go, and the further ones to which the same can be said at once.

    A conversation begins with a request: another letter goes to those with whom it is talked about already.
    """
    request, type_ = letter.request, TYPE_OF[LetterKind(letter.kind)]
    first = partners_for(request)
    if type_ is not Type.REQUEST and not is_exchanged(request.uuid):
        return [], []
    if request.direction == Direction.INCOMING or type_ is not Type.REQUEST or request.kind not in TO_SEVERAL:
        return first, []
    known = {one.pk for one in first}
    return first, [one for one in confirmed_partners() if one.pk not in known]


@transaction.atomic
def send_by_exchange(
    letter: Letter, partner: Partner, *, acting: Person, at: datetime, also: Sequence[Partner] = ()
) -> Message:
    """Give an approved letter, its files and what the record says to the exchange, for one partner or, with `also`, for
    several. It counts as sent when the first of their nodes attests that it has it.

    Raises `NotFound`, `NotAllowed`, `LetterNotThere`, `ActNotOpen`, `NoPartnerNode`, `RequesterNotVerified`,
    `AssuranceAwaited`, `ResultsMissing` and what `exchange.services.sending.send_all` raises.
    """
    letter = held_letter(letter, acting, Letter.Standing.APPROVED)
    require_may_leave(letter)
    require_releasable(letter)
    request = moving.locked(letter.request)
    if not {partner.pk, *(one.pk for one in also)} <= {one.pk for each in nodes_for(letter) for one in each}:
        raise NoPartnerNode
    type_ = TYPE_OF[LetterKind(letter.kind)]
    body, terms = _body(type_, request, letter), terms_of(request)
    require_letter_may_leave(letter, [partner.pk, *(one.pk for one in also)], beside=body)
    enclosures = [_enclosure(one) for one in _files(letter)]
    drafts = [
        Draft(_conversation(request, to, at=at), type_, body, terms, enclosures) for to in (partner, *also)
    ]
    message, *_ = send_all(drafts, acting=acting, at=at, group=letter.uuid)
    letter.standing, letter.channel, letter.sent_by = Letter.Standing.LEAVING, Channel.NODE, acting
    letter.message = message.uuid
    letter.save(update_fields=["standing", "channel", "sent_by", "message"])
    names = ", ".join(one.name_en for one in (partner, *also))
    note_letter(LetterQueued, letter, acting=acting, at=at, address=names)
    return message


def _conversation(request: AssistanceRequest, partner: Partner, *, at: datetime) -> Conversation:
    found = conversations_about(request.uuid).filter(partner=partner).first()
    case: UUID = request.case.uuid
    return found or open_conversation(partner, at=at, case=case, subject=request.uuid)


def _body(type_: Type, request: AssistanceRequest, letter: Letter) -> dict[str, object]:
    if type_ is Type.REQUEST:
        return request_body(request, letter)
    final = letter.kind == LetterKind.REPLY
    # An acknowledgement or a question leaves before anybody knows who asks: what was found does not go with it.
    results = discloses(letter) or not check_is_due(request)
    return standing_body(request, results=results, letter=letter_body(letter), final=final)


def _files(letter: Letter) -> list[Original]:
    files = [letter.pdf] if letter.pdf else []
    return [*files, *(one.original for one in letter.enclosures.select_related("original").order_by("pk"))]


def _enclosure(original: Original) -> Enclosure:
    return Enclosure(
        originals.path_of(original.uuid),
        original.name,
        original.media_type,
        original.size,
        f"sha256:{original.sha256}",
    )
