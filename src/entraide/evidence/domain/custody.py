"""Custody: a list of events, never a column. What an exhibit's state is follows from them, and what may come next.

A transfer has two signatories. What nobody knows is told as a gap, and stays one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from entraide.evidence.errors import CustodyForbids
from entraide.kernel.languages import Text


class Act(StrEnum):
    """What can happen to an exhibit."""

    COLLECTED = "collected"
    RECEIVED = "received"
    UNKNOWN = "unknown"
    SEALED = "sealed"
    OPENED = "opened"
    EXAMINED = "examined"
    COPIED = "copied"
    CERTIFIED = "certified"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    RETURNED = "returned"
    HELD = "held"
    HOLD_LIFTED = "hold_lifted"
    RELEASE_ASKED = "release_asked"
    RELEASED = "released"
    COPY_RELEASED = "copy_released"
    COPY_TAKEN = "copy_taken"
    DESTRUCTION_ASKED = "destruction_asked"
    DESTROYED = "destroyed"
    ASK_DENIED = "ask_denied"


LABELS: dict[Act, Text] = {
    Act.COLLECTED: Text(en="Collected", fr="Saisie ou recueillie"),
    Act.RECEIVED: Text(en="Received", fr="Reçue"),
    Act.UNKNOWN: Text(en="Custody unknown", fr="Garde inconnue"),
    Act.SEALED: Text(en="Sealed", fr="Scellée"),
    Act.OPENED: Text(en="Seal opened", fr="Scellé ouvert"),
    Act.EXAMINED: Text(en="Examined", fr="Examinée"),
    Act.COPIED: Text(en="Copied", fr="Copiée"),
    Act.CERTIFIED: Text(en="Certificate received", fr="Certificat reçu"),
    Act.OFFERED: Text(en="Offered", fr="Offerte"),
    Act.ACCEPTED: Text(en="Accepted", fr="Acceptée"),
    Act.REFUSED: Text(en="Refused", fr="Refusée"),
    Act.TAKEN_BACK: Text(en="Offer taken back", fr="Offre reprise"),
    Act.RETURNED: Text(en="Returned", fr="Rendue"),
    Act.HELD: Text(en="Legal hold", fr="Conservation obligatoire"),
    Act.HOLD_LIFTED: Text(en="Legal hold lifted", fr="Conservation obligatoire levée"),
    Act.RELEASE_ASKED: Text(en="Release asked for", fr="Remise demandée"),
    Act.RELEASED: Text(en="Released", fr="Remise"),
    Act.COPY_RELEASED: Text(en="Copy released", fr="Copie remise"),
    Act.COPY_TAKEN: Text(en="Copy taken over", fr="Copie prise en charge"),
    Act.DESTRUCTION_ASKED: Text(en="Destruction asked for", fr="Destruction demandée"),
    Act.DESTROYED: Text(en="Destroyed", fr="Détruite"),
    Act.ASK_DENIED: Text(en="Not agreed to", fr="Non consentie"),
}


class Where(StrEnum):
    """In whose hands an exhibit is."""

    HERE = "here"
    OFFERED = "offered"
    ELSEWHERE = "elsewhere"
    RELEASED = "released"
    DESTROYED = "destroyed"


STATES: dict[Where, Text] = {
    Where.HERE: Text(en="In our custody", fr="Sous notre garde"),
    Where.OFFERED: Text(en="Offered, not yet accepted", fr="Offerte, pas encore acceptée"),
    Where.ELSEWHERE: Text(en="In the custody of others", fr="Sous la garde d’autrui"),
    Where.RELEASED: Text(en="Released", fr="Remise"),
    Where.DESTROYED: Text(en="Destroyed", fr="Détruite"),
}


@dataclass(frozen=True)
class Signatory:
    """Somebody who stands for a custody event: by their sign-in here (`person`), or by what they drew and said.

    `strokes`: lines of a signature, each of points in a square of 1000 by 1000.
    """

    name: str
    function: str = ""
    agency: str = ""
    person: UUID | None = None
    node: UUID | None = None
    strokes: tuple[tuple[tuple[int, int], ...], ...] = ()

    def record(self) -> dict[str, object]:
        return {
            "name": self.name,
            "function": self.function,
            "agency": self.agency,
            "person": self.person,
            "node": self.node,
            "strokes": [[list(point) for point in line] for line in self.strokes],
        }


@dataclass(frozen=True)
class Event:
    """One link of the chain. `at` is when it was recorded; `happened` when it came to pass, as far as is known.

    `seals`: the numbers applied, or opened. `until` ends a time of which nothing is known. `about` names the event that
    this one answers (an offer that is accepted, a release that was asked for).
    """

    id: UUID
    exhibit: UUID
    number: int
    act: Act
    at: datetime
    by: Signatory
    happened: datetime | None = None
    until: datetime | None = None
    when: str = ""
    other: Signatory | None = None
    place: str = ""
    reason: str = ""
    condition: str = ""
    seals: tuple[str, ...] = ()
    about: UUID | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    def record(self) -> dict[str, object]:
        """What is bound in the ledger and travels in a package."""
        return {
            "id": self.id,
            "exhibit": self.exhibit,
            "number": self.number,
            "act": self.act,
            "at": self.at,
            "by": self.by.record(),
            "happened": self.happened,
            "until": self.until,
            "when": self.when,
            "other": self.other.record() if self.other else None,
            "place": self.place,
            "reason": self.reason,
            "condition": self.condition,
            "seals": list(self.seals),
            "about": self.about,
            "facts": dict(self.facts),
        }


@dataclass(frozen=True)
class Standing:
    """What follows from the events so far."""

    where: Where = Where.HERE
    holder: str = ""
    place: str = ""
    seals: tuple[str, ...] = ()
    held: bool = False
    # The offer, or the release or destruction, that waits for somebody's word.
    offer: Event | None = None
    asked: Event | None = None
    begun: bool = False
    count: int = 0

    @property
    def sealed(self) -> bool:
        return bool(self.seals)


# What may come to pass where the exhibit is; acts of judgement (hold, ask) are weighed further in `require`.
BEGINS = frozenset({Act.COLLECTED, Act.RECEIVED, Act.UNKNOWN})
ALLOWED: dict[Where, frozenset[Act]] = {
    Where.HERE: frozenset(
        {
            Act.UNKNOWN,
            Act.SEALED,
            Act.OPENED,
            Act.EXAMINED,
            Act.COPIED,
            Act.CERTIFIED,
            Act.OFFERED,
            Act.HELD,
            Act.HOLD_LIFTED,
            Act.RELEASE_ASKED,
            Act.RELEASED,
            Act.COPY_RELEASED,
            Act.COPY_TAKEN,
            Act.DESTRUCTION_ASKED,
            Act.DESTROYED,
            Act.ASK_DENIED,
        }
    ),
    Where.OFFERED: frozenset(
        {Act.ACCEPTED, Act.REFUSED, Act.TAKEN_BACK, Act.COPY_TAKEN, Act.HELD, Act.HOLD_LIFTED}
    ),
    Where.ELSEWHERE: frozenset(
        {Act.RECEIVED, Act.RETURNED, Act.CERTIFIED, Act.COPY_TAKEN, Act.HELD, Act.HOLD_LIFTED}
    ),
    Where.RELEASED: frozenset({Act.RETURNED, Act.COPY_TAKEN}),
    Where.DESTROYED: frozenset(),
}
TWO_PEOPLE = frozenset({Act.RELEASED, Act.COPY_RELEASED, Act.DESTROYED})
# What a legal hold stops; a copy may leave under it.
STOPPED = frozenset({Act.RELEASE_ASKED, Act.RELEASED, Act.DESTRUCTION_ASKED, Act.DESTROYED})
ANSWERS_OFFER = frozenset({Act.ACCEPTED, Act.REFUSED, Act.TAKEN_BACK})


def standing(events: Iterable[Event]) -> Standing:
    """How an exhibit stands after these events, the oldest first."""
    now = Standing()
    for event in events:
        now = after(now, event)
    return now


def after(before: Standing, event: Event) -> Standing:
    """How it stands after one more."""
    changed: dict[str, object] = {
        "begun": before.begun or event.act is not Act.UNKNOWN,
        "count": event.number,
    }
    match event.act:
        case Act.COLLECTED | Act.RECEIVED:
            # Collected by somebody who has no sign-in here: it is theirs until it is received.
            theirs = event.act is Act.COLLECTED and event.by.person is None
            where = Where.ELSEWHERE if theirs else Where.HERE
            changed |= {"where": where, "holder": event.by.name, "place": event.place}
            # What came from a partner came under these seals.
            changed |= {"seals": event.seals or before.seals}
        case Act.RETURNED:
            changed |= {
                "where": Where.HERE,
                "holder": event.by.name,
                "place": event.place,
                "seals": event.seals,
            }
        case Act.SEALED:
            changed |= {"seals": tuple(dict.fromkeys((*before.seals, *event.seals)))}
        case Act.OPENED:
            changed |= {"seals": tuple(one for one in before.seals if one not in event.seals)}
        case Act.OFFERED:
            changed |= {"where": Where.OFFERED, "offer": event, "asked": None}
        case Act.ACCEPTED:
            here = event.other is not None and event.other.person is not None
            holder = event.other.name if event.other else ""
            changed |= {
                "where": Where.HERE if here else Where.ELSEWHERE,
                "holder": holder,
                "place": event.place,
                "offer": None,
            }
        case Act.REFUSED | Act.TAKEN_BACK:
            changed |= {"where": Where.HERE, "offer": None}
        case Act.HELD:
            asked = before.asked if before.asked and is_of_copy(before.asked) else None
            changed |= {"held": True, "asked": asked}
        case Act.HOLD_LIFTED:
            changed |= {"held": False}
        case Act.RELEASE_ASKED | Act.DESTRUCTION_ASKED:
            changed |= {"asked": event}
        case Act.ASK_DENIED | Act.COPY_RELEASED:
            changed |= {"asked": None}
        case Act.RELEASED:
            holder = event.other.name if event.other else ""
            changed |= {"where": Where.RELEASED, "holder": holder, "place": event.place, "asked": None}
        case Act.DESTROYED:
            changed |= {"where": Where.DESTROYED, "holder": "", "place": "", "seals": (), "asked": None}
    return Standing(**{**before.__dict__, **changed})


def require(now: Standing, event: Event) -> None:
    """That this may come next. Raises `CustodyForbids`, with what stands in the way."""
    act = event.act
    if not now.begun:
        if act not in BEGINS:
            raise CustodyForbids(why="begin")
        return
    if act not in ALLOWED[now.where]:
        raise CustodyForbids(why=now.where.value)
    if now.held and (act in STOPPED or is_for_partner(event)) and not is_of_copy(event):
        raise CustodyForbids(why="held")
    if act is Act.HELD and now.held:
        raise CustodyForbids(why="held")
    if act is Act.HOLD_LIFTED and not now.held:
        raise CustodyForbids(why="not_held")
    if act in ANSWERS_OFFER and (now.offer is None or event.about != now.offer.id):
        raise CustodyForbids(why="other_offer")
    if act in (Act.RELEASE_ASKED, Act.DESTRUCTION_ASKED) and now.asked is not None:
        raise CustodyForbids(why="asked")
    if act is Act.OFFERED and now.asked is not None and not is_for_partner(event):
        raise CustodyForbids(why="asked")
    if act in TWO_PEOPLE or act is Act.ASK_DENIED or is_for_partner(event):
        _require_second(now, event)
    if act is Act.SEALED and (not event.seals or set(event.seals) & set(now.seals)):
        raise CustodyForbids(why="seal_number")
    if act is Act.OPENED and (not event.seals or not set(event.seals) <= set(now.seals)):
        raise CustodyForbids(why="seal_number")


def is_of_copy(event: Event) -> bool:
    """Whether a release is one of a copy: the exhibit itself stays."""
    return event.facts.get("copy") is True


def is_for_partner(event: Event) -> bool:
    """Whether the exhibit itself is offered to another node: a release like any other until that node accepts it."""
    return event.act is Act.OFFERED and event.other is not None and event.other.node is not None


def offered_to(events: Iterable[Event], node: UUID) -> Event | None:
    """The offer of the exhibit itself to that node, where these events end with one."""
    offer = standing(events).offer
    return offer if offer is not None and offer.other is not None and offer.other.node == node else None


def agreed(asked: Event) -> Act:
    """What comes to pass when a second person agrees to what was asked."""
    if asked.act is Act.DESTRUCTION_ASKED:
        return Act.DESTROYED
    if is_of_copy(asked):
        return Act.COPY_RELEASED
    return Act.OFFERED if asked.other is not None and asked.other.node is not None else Act.RELEASED


def _require_second(now: Standing, event: Event) -> None:
    asked = now.asked
    if asked is None or event.about != asked.id:
        raise CustodyForbids(why="not_asked")
    if event.act is Act.ASK_DENIED:
        return
    if event.act is not agreed(asked):
        raise CustodyForbids(why="not_asked")
    if is_for_partner(event) and event.other != asked.other:
        raise CustodyForbids(why="not_asked")
    # Two people: whoever asked cannot agree, and can take back alone.
    if event.by.person is None or event.by.person == asked.by.person:
        raise CustodyForbids(why="same_person")


@dataclass(frozen=True)
class Gap:
    """A time of which nobody can say where the exhibit was. None is open: not known since when, or until when."""

    since: datetime | None
    until: datetime | None
    words: str
    after: int


def gaps(events: Sequence[Event]) -> tuple[Gap, ...]:
    """What the chain does not tell, the oldest first."""
    found = []
    if events and events[0].act is not Act.COLLECTED and events[0].act is not Act.UNKNOWN:
        came = events[0].facts.get("chain")
        if not came:
            found.append(Gap(None, events[0].happened or events[0].at, events[0].when, 0))
    found += [
        Gap(one.happened, one.until, one.when or one.reason, one.number)
        for one in events
        if one.act is Act.UNKNOWN
    ]
    return tuple(found)
