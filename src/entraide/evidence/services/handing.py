"""From hand to hand: an offer and its acceptance, with two signatories. Until it is accepted nothing has moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast

from django.db import transaction

from entraide.cases.policy import is_member, require_member
from entraide.evidence import policy
from entraide.evidence.domain.custody import Act, Event, Signatory, Standing, is_for_partner
from entraide.evidence.errors import CustodyForbids, PersonNotInCase, SignaturesMissing
from entraide.evidence.queries import standing_of
from entraide.evidence.services.keeping import PLACE, WHO, WHY, numbers
from entraide.evidence.services.telling import next_event, signed_in, tell
from entraide.exchange.queries import message
from entraide.exchange.services.recalling import recall
from entraide.kernel.errors import Incomplete, NotAllowed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from entraide.accounts.models import Person
    from entraide.evidence.models import Exhibit

Strokes = tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, kw_only=True)
class Outside:
    """Somebody of a laboratory, a court, another service, who has no sign-in here."""

    name: str
    function: str = ""
    agency: str = ""


@transaction.atomic
def offer(
    exhibit: Exhibit,
    to: Person | Outside,
    *,
    reason: str,
    acting: Person,
    at: datetime,
    place: str = "",
    condition: str = "",
) -> Standing:
    """Offer it to a colleague, who accepts it by their own sign-in, or to somebody outside.

    Raises `NotFound`, `NotAllowed`, `Incomplete`, `PersonNotInCase`, `CustodyForbids`.
    """
    policy.require_keeper(acting, exhibit.case_id)
    if not reason.strip():
        raise Incomplete({"reason": WHY})
    if not isinstance(to, Outside) and to.pk == acting.pk:
        # It takes two.
        raise NotAllowed
    event = next_event(
        exhibit,
        Act.OFFERED,
        signed_in(acting),
        at=at,
        other=_receiver(to, exhibit),
        reason=reason.strip(),
        place=place.strip(),
        condition=condition.strip(),
        seals=standing_of(exhibit).seals,
    )
    return tell(exhibit, event, by=acting.uuid)


@transaction.atomic
def accept(exhibit: Exhibit, *, acting: Person, at: datetime, place: str, condition: str = "") -> Standing:
    """Take over what was offered to oneself. Raises `NotFound`, `NotAllowed`, `Incomplete`, `CustodyForbids`."""
    offered = _offer_to(exhibit, acting)
    _require_place(place)
    event = next_event(
        exhibit,
        Act.ACCEPTED,
        offered.by,
        at=at,
        other=signed_in(acting),
        place=place.strip(),
        condition=condition.strip(),
        seals=offered.seals,
        about=offered.id,
    )
    return tell(exhibit, event, by=acting.uuid)


@transaction.atomic
def refuse(exhibit: Exhibit, *, reason: str, acting: Person, at: datetime) -> Standing:
    """Not take over what was offered to oneself. Raises as `accept`."""
    offered = _offer_to(exhibit, acting)
    if not reason.strip():
        raise Incomplete({"reason": WHY})
    event = next_event(
        exhibit, Act.REFUSED, signed_in(acting), at=at, reason=reason.strip(), about=offered.id
    )
    return tell(exhibit, event, by=acting.uuid)


@transaction.atomic
def hand_over(
    exhibit: Exhibit,
    *,
    given: Strokes,
    received: Strokes,
    receiver: Outside,
    acting: Person,
    at: datetime,
    place: str,
    condition: str = "",
) -> Standing:
    """Hand it to somebody outside, face to face: both sign on the screen of the one who gives.

    Raises `NotFound`, `NotAllowed`, `Incomplete`, `SignaturesMissing`, `CustodyForbids`.
    """
    policy.require_keeper(acting, exhibit.case_id)
    _require_place(place)
    if not receiver.name.strip():
        raise Incomplete({"who": WHO})
    if not given or not received:
        raise SignaturesMissing
    offered = standing_of(exhibit).offer
    if offered is None or offered.other is None or offered.other.person or offered.other.node:
        raise CustodyForbids(why="other_offer")
    giver = signed_in(acting)
    event = next_event(
        exhibit,
        Act.ACCEPTED,
        Signatory(name=giver.name, function=giver.function, person=giver.person, strokes=given),
        at=at,
        other=_signatory(receiver, received),
        place=place.strip(),
        condition=condition.strip(),
        seals=offered.seals,
        about=offered.id,
    )
    return tell(exhibit, event, by=acting.uuid)


@transaction.atomic
def take_back(exhibit: Exhibit, *, reason: str, acting: Person, at: datetime) -> Standing:
    """Take an offer back that nobody has accepted; the package in which a partner has it is recalled.

    Raises `NotFound`, `NotAllowed`, `Incomplete`, `CustodyForbids`.
    """
    policy.require_keeper(acting, exhibit.case_id)
    if not reason.strip():
        raise Incomplete({"reason": WHY})
    offered = standing_of(exhibit).offer
    event = next_event(
        exhibit,
        Act.TAKEN_BACK,
        signed_in(acting),
        at=at,
        reason=reason.strip(),
        about=offered.id if offered else None,
    )
    now = tell(exhibit, event, by=acting.uuid)
    if offered is not None and is_for_partner(offered):
        _recall(exhibit, offered, reason.strip(), acting=acting, at=at)
    return now


@transaction.atomic
def receive_back(
    exhibit: Exhibit,
    *,
    from_whom: str,
    place: str,
    condition: str,
    acting: Person,
    at: datetime,
    seals: Sequence[str] = (),
    happened: datetime | None = None,
) -> Standing:
    """It came back from those who had it, with these seals on it. Raises as `take_back`."""
    policy.require_keeper(acting, exhibit.case_id)
    _require_place(place)
    if not from_whom.strip():
        raise Incomplete({"who": WHO})
    event = next_event(
        exhibit,
        Act.RETURNED,
        signed_in(acting),
        at=at,
        happened=happened,
        other=Signatory(name=from_whom.strip()[:200]),
        place=place.strip(),
        condition=condition.strip(),
        seals=numbers(seals),
    )
    return tell(exhibit, event, by=acting.uuid)


def _recall(exhibit: Exhibit, offered: Event, reason: str, *, acting: Person, at: datetime) -> None:
    for package in exhibit.packages.exclude(message=None):
        if str(offered.id) in package.releases:
            recall(message(cast("UUID", package.message)), reason, acting=acting, at=at)


def _offer_to(exhibit: Exhibit, person: Person) -> Event:
    require_member(person, exhibit.case_id)
    offered = standing_of(exhibit).offer
    if offered is None or offered.other is None:
        raise CustodyForbids(why="other_offer")
    if offered.other.person != person.uuid:
        raise NotAllowed
    return offered


def _receiver(to: Person | Outside, exhibit: Exhibit) -> Signatory:
    if isinstance(to, Outside):
        if not to.name.strip() and not to.agency.strip():
            raise Incomplete({"who": WHO})
        return _signatory(to)
    if not is_member(to, exhibit.case_id):
        raise PersonNotInCase(name=to.name)
    return signed_in(to)


def _signatory(one: Outside, strokes: Strokes = ()) -> Signatory:
    return Signatory(
        name=one.name.strip()[:200],
        function=one.function.strip()[:200],
        agency=one.agency.strip()[:200],
        strokes=strokes,
    )


def _require_place(place: str) -> None:
    if not place.strip():
        raise Incomplete({"place": PLACE})
