"""The chain of custody as a picture: in whose hands it was, one after the other, and the times nobody knows of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from entraide.evidence.domain.custody import Act, Event, Signatory, gaps


@dataclass
class Seal:
    """A numbered seal, and whether it was opened while it was in these hands."""

    number: str
    opened: bool = False


@dataclass
class Link:
    """A time in one pair of hands, or a time of which nothing is known."""

    # here, elsewhere, released, destroyed, offered or gap: what its picture is.
    kind: str
    # How it came there, as an act; empty for a gap.
    act: str = ""
    holder: Signatory | None = None
    place: str = ""
    since: datetime | None = None
    until: datetime | None = None
    when: str = ""
    words: str = ""
    seals: list[Seal] = field(default_factory=list)
    examined: int = 0
    copied: int = 0
    current: bool = False

    @property
    def one_day(self) -> bool:
        """Whether it began and ended within one day of ours."""
        if self.since is None or self.until is None:
            return False
        return timezone.localdate(self.since) == timezone.localdate(self.until)

    @property
    def icon(self) -> str:
        """The picture of its kind."""
        return {"gap": "question", "destroyed": "close", "released": "send", "offered": "clock"}.get(
            self.kind, "person"
        )


def links_of(events: Sequence[Event]) -> list[Link]:
    """The links of a chain, the oldest first. The last one is where it is now, or the offer that waits."""
    found = [Link("gap", until=gap.until, words=gap.words) for gap in gaps(events) if gap.after == 0]
    last: Link | None = None
    for event in events:
        last = _after(found, last, event)
    if last is not None:
        last.current = True
    return found


def _after(found: list[Link], last: Link | None, event: Event) -> Link | None:
    if event.act is Act.UNKNOWN:
        found.append(Link("gap", since=event.happened, until=event.until, words=event.when or event.reason))
        if last is None:
            return None
        # What is told of a gap later on does not change in whose hands it is.
        return _add(found, _again(last))
    came = _came(event)
    if came is not None:
        if last is not None:
            last.until = came.since
            if last.kind == "offered":
                found.remove(last)
                last = found[-1]
                last.until = came.since
            if event.act is Act.ACCEPTED:
                came.seals = [Seal(one.number) for one in last.seals if not one.opened]
        return _add(found, came)
    if last is not None:
        return _within(found, last, event)
    return None


def _within(found: list[Link], last: Link, event: Event) -> Link:
    match event.act:
        case Act.SEALED:
            last.seals += [Seal(one) for one in event.seals]
        case Act.OPENED:
            for seal in last.seals:
                seal.opened = seal.opened or seal.number in event.seals
        case Act.EXAMINED:
            last.examined += 1
        case Act.COPIED:
            last.copied += 1
        case Act.OFFERED:
            return _add(found, Link("offered", act=event.act.value, holder=event.other, since=event.at))
        case Act.REFUSED | Act.TAKEN_BACK if last.kind == "offered":
            found.remove(last)
            return found[-1]
        case _:
            pass
    return last


def _came(event: Event) -> Link | None:
    """The hands it came into by an event, where it came into any."""
    kinds = {
        Act.COLLECTED: ("here", event.by),
        Act.RECEIVED: ("here", event.by),
        Act.RETURNED: ("here", event.by),
        Act.ACCEPTED: ("here" if event.other and event.other.person else "elsewhere", event.other),
        Act.RELEASED: ("released", event.other),
        Act.DESTROYED: ("destroyed", None),
    }
    if event.act not in kinds:
        return None
    kind, holder = kinds[event.act]
    since = event.happened or (None if event.when else event.at)
    seals = [Seal(one) for one in event.seals] if event.act in (Act.RETURNED, Act.RECEIVED) else []
    return Link(
        kind,
        act=event.act.value,
        holder=holder,
        place=event.place,
        since=since,
        when="" if event.happened else event.when,
        seals=seals,
    )


def _again(last: Link) -> Link:
    seals = [Seal(one.number) for one in last.seals if not one.opened]
    return Link(last.kind, act="", holder=last.holder, place=last.place, seals=seals)


def _add(found: list[Link], link: Link) -> Link:
    found.append(link)
    return link
