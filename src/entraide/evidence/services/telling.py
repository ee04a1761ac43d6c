"""The one door to the chain of custody: what comes next is weighed, kept, bound in the ledger, and followed."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

from entraide.accounts.queries import people
from entraide.evidence.domain import custody
from entraide.evidence.domain.custody import Act, Event, Signatory, Standing
from entraide.evidence.events import CUSTODY
from entraide.evidence.models import CustodyEvent, Exhibit, ExhibitStanding
from entraide.evidence.queries import standing_of
from entraide.kernel.canonical import canonical, plain, salted_digest
from entraide.kernel.identifiers import new_id
from entraide.ledger.services import record

if TYPE_CHECKING:
    from uuid import UUID

    from entraide.accounts.models import Person


def signed_in(person: Person) -> Signatory:
    """Somebody who stands for what they do by their sign-in."""
    return Signatory(name=person.name, function=person.title, person=person.uuid)


def next_event(exhibit: Exhibit, act: Act, by: Signatory, *, at: datetime, **said: Any) -> Event:
    """What would come next. `exhibit` is held until the transaction ends, so that two acts come one after the other."""
    held = ExhibitStanding.objects.select_for_update().get(exhibit=exhibit)
    return Event(id=new_id(), exhibit=exhibit.uuid, number=held.links + 1, act=act, at=at, by=by, **said)


def tell(exhibit: Exhibit, event: Event, *, by: UUID | None) -> Standing:
    """Put one more event to the chain, in the transaction of the act. Raises `CustodyForbids`."""
    before = standing_of(exhibit)
    custody.require(before, event)
    salt, said = secrets.token_bytes(32), event.record()
    CustodyEvent.objects.create(
        uuid=event.id,
        exhibit=exhibit,
        number=event.number,
        act=event.act.value,
        at=event.at,
        by=plain(event.by.record()),
        happened=event.happened,
        until=event.until,
        when=event.when,
        other=plain(event.other.record()) if event.other else None,
        place=event.place,
        reason=event.reason,
        condition=event.condition,
        seals=list(event.seals),
        about=event.about,
        facts=plain(dict(event.facts)),
        salt=salt,
    )
    facts = {
        "event": event.id,
        "number": event.number,
        "digest": salted_digest(salt, canonical(said)).hex(),
    }
    record(
        CUSTODY[event.act](
            case=exhibit.case.uuid,
            subject=exhibit.uuid,
            facts=facts,
            detail={"number": exhibit.number, "words": words(event)},
        ),
        by=by,
        at=event.at,
    )
    now = custody.after(before, event)
    _follow(exhibit, now)
    return now


def begin_standing(exhibit: Exhibit) -> None:
    """An exhibit without events yet."""
    ExhibitStanding.objects.create(
        exhibit=exhibit, case_id=exhibit.case_id, where=custody.Standing().where.value
    )


def words(event: Event) -> str:
    """What a timeline tells of an event beside its name."""
    other = event.other.name if event.other else ""
    found = (other, ", ".join(event.seals), event.place, event.reason, event.condition, event.when)
    return " · ".join(one for one in found if one)


def _follow(exhibit: Exhibit, now: Standing) -> None:
    to = now.offer.other.person if now.offer and now.offer.other else None
    ExhibitStanding.objects.filter(exhibit=exhibit).update(
        where=now.where.value,
        holder=now.holder[:200],
        place=now.place,
        sealed=now.sealed,
        held=now.held,
        waits_for=people().filter(uuid=to).first() if to else None,
        asked=now.asked is not None,
        links=now.count,
    )
