"""What cannot be undone takes two people; a legal hold stops both."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from entraide.cases.policy import require_member
from entraide.evidence import policy
from entraide.evidence.domain.custody import Act, Event, Signatory, Standing, agreed
from entraide.evidence.errors import CustodyForbids
from entraide.evidence.models import Content
from entraide.evidence.queries import standing_of
from entraide.evidence.services import vault
from entraide.evidence.services.handing import Outside
from entraide.evidence.services.keeping import PLACE, WHO, WHY
from entraide.evidence.services.packaging import drop_packages_of
from entraide.evidence.services.telling import next_event, signed_in, tell
from entraide.exchange.queries import conversation_of
from entraide.kernel.errors import Incomplete, NotFound

if TYPE_CHECKING:
    from uuid import UUID

    from entraide.accounts.models import Person
    from entraide.evidence.models import Exhibit


@transaction.atomic
def lay_hold(exhibit: Exhibit, *, reason: str, acting: Person, at: datetime) -> Standing:
    """Nothing may be released or destroyed from now on. Raises `NotFound`, `NotAllowed`, `Incomplete`,
    `CustodyForbids`."""
    policy.require_judge(acting, exhibit.case_id)
    _require_reason(reason)
    event = next_event(exhibit, Act.HELD, signed_in(acting), at=at, reason=reason.strip())
    return tell(exhibit, event, by=acting.uuid)


@transaction.atomic
def lift_hold(exhibit: Exhibit, *, reason: str, acting: Person, at: datetime) -> Standing:
    """Lift it. Raises as `lay_hold`."""
    policy.require_judge(acting, exhibit.case_id)
    _require_reason(reason)
    event = next_event(exhibit, Act.HOLD_LIFTED, signed_in(acting), at=at, reason=reason.strip())
    return tell(exhibit, event, by=acting.uuid)


@transaction.atomic
def ask_release(
    exhibit: Exhibit,
    to: Outside,
    *,
    reason: str,
    place: str,
    acting: Person,
    at: datetime,
    copy: bool = False,
) -> Standing:
    """Ask that it, or a copy of it, be given out for good. Raises as `lay_hold`."""
    policy.require_keeper(acting, exhibit.case_id)
    _require_reason(reason)
    if not to.name.strip():
        raise Incomplete({"who": WHO})
    if not place.strip():
        raise Incomplete({"place": PLACE})
    event = next_event(
        exhibit,
        Act.RELEASE_ASKED,
        signed_in(acting),
        at=at,
        reason=reason.strip(),
        place=place.strip(),
        other=Signatory(to.name.strip(), to.function.strip(), to.agency.strip()),
        facts={"copy": copy},
    )
    return tell(exhibit, event, by=acting.uuid)


@transaction.atomic
def ask_partner(
    exhibit: Exhibit, conversation: UUID, *, reason: str, place: str, acting: Person, at: datetime
) -> Standing:
    """Ask that the exhibit itself go to the partner of a conversation of its case. Once a second person agrees it is
    offered to them; it goes with a sealed package, and is theirs when they accept it. Raises as `lay_hold`."""
    policy.require_keeper(acting, exhibit.case_id)
    _require_reason(reason)
    if not place.strip():
        raise Incomplete({"place": PLACE})
    talk = conversation_of(conversation)
    if talk.case != exhibit.case.uuid:
        raise NotFound
    partner = talk.partner
    event = next_event(
        exhibit,
        Act.RELEASE_ASKED,
        signed_in(acting),
        at=at,
        reason=reason.strip(),
        place=place.strip(),
        other=Signatory(name=partner.name_en, node=partner.node),
    )
    return tell(exhibit, event, by=acting.uuid)


@transaction.atomic
def ask_destruction(exhibit: Exhibit, *, reason: str, acting: Person, at: datetime) -> Standing:
    """Ask that it be destroyed. Raises as `lay_hold`."""
    policy.require_keeper(acting, exhibit.case_id)
    _require_reason(reason)
    event = next_event(exhibit, Act.DESTRUCTION_ASKED, signed_in(acting), at=at, reason=reason.strip())
    return tell(exhibit, event, by=acting.uuid)


@transaction.atomic
def agree(exhibit: Exhibit, *, acting: Person, at: datetime, asked: UUID | None = None) -> Standing:
    """As the second person: it is released, offered to the partner, or destroyed with its files. Raises as `lay_hold`.

    `asked`: what they have read and agree to; nothing else is done in its place.
    """
    policy.require_judge(acting, exhibit.case_id)
    found = _asked(exhibit)
    if asked is not None and asked != found.id:
        raise CustodyForbids(why="not_asked")
    act = agreed(found)
    event = next_event(
        exhibit,
        act,
        signed_in(acting),
        at=at,
        other=found.other,
        place=found.place,
        reason=found.reason,
        seals=standing_of(exhibit).seals if act is Act.OFFERED else (),
        about=found.id,
    )
    now = tell(exhibit, event, by=acting.uuid)
    if act is Act.DESTROYED:
        drop_packages_of(exhibit)
        for content in Content.objects.filter(exhibit=exhibit):
            vault.forget(content)
            transaction.on_commit(partial(vault.sweep, content))
    return now


@transaction.atomic
def deny(exhibit: Exhibit, *, reason: str, acting: Person, at: datetime) -> Standing:
    """Not agree, or take back what one has asked oneself. Raises as `lay_hold`."""
    require_member(acting, exhibit.case_id)
    asked = _asked(exhibit)
    if asked.by.person == acting.uuid:
        policy.require_keeper(acting, exhibit.case_id)
    else:
        policy.require_judge(acting, exhibit.case_id)
    _require_reason(reason)
    event = next_event(
        exhibit, Act.ASK_DENIED, signed_in(acting), at=at, reason=reason.strip(), about=asked.id
    )
    return tell(exhibit, event, by=acting.uuid)


def _asked(exhibit: Exhibit) -> Event:
    asked = standing_of(exhibit).asked
    if asked is None:
        raise CustodyForbids(why="not_asked")
    return asked


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Incomplete({"reason": WHY})
