"""What a clock is: a rule with a start, a length, what stops, meets and extends it, its source; and whom it binds.

Directions, kinds, tracks and urgencies are the codes of the request's record; an empty set leaves the choice open.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from entraide.instruments.domain.clocks.lengths import Length, Point
from entraide.kernel.languages import Text

EXTENDED = "extended"


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated that happened to a request. The last four fields belong to `extended` alone.

    An extension names a rule by its code or its role, and says by how much or until when; with neither it is as long
    as the rule allows. `notified` says that the partner has been told.
    """

    code: str
    at: datetime
    rule: str = ""
    by: Length | None = None
    until: datetime | None = None
    reason: str = ""
    notified: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at. `zone` and `calendar` are the bureau's own, for rules that name none."""

    direction: str
    kind: str | None
    track: str | None
    urgency: str
    hard_date: datetime | None = None
    instruments: frozenset[str] = frozenset()
    partner: str = ""
    zone: str = "UTC"
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """What a rule allows: how often (None: as often as needed), by how much at most each time (None: as agreed)."""

    times: int | None = None
    by: Length | None = None
    reason: bool = True
    notice: bool = False


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who hears of a clock, and when."""

    to: str
    when: Point


@dataclass(frozen=True, slots=True)
class Rule:
    """One clock. `read_on` is the day somebody read `source`; without `verified` nobody vouches for the limit.

    `role` says what the clock is for: a rule of an instrument displaces the house's rule of the same role.
    What is in `restarted_by` begins the run anew once it has started: a reminder, and one waits again.
    `length` is None for the date that the requester sets.
    """

    code: str
    role: str
    label: Text
    length: Length | None
    start: str
    met_by: frozenset[str]
    source: Text
    verified: bool
    consequence: Text
    read_on: date | None = None
    note: Text | None = None
    restarted_by: frozenset[str] = frozenset()
    stopped_by: frozenset[str] = frozenset()
    resumed_by: frozenset[str] = frozenset()
    extension: Extension | None = None
    warnings: tuple[Point, ...] = ()
    escalation: Escalation | None = None
    directions: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    tracks: frozenset[str] = frozenset()
    urgencies: frozenset[str] = frozenset()
    instruments: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()
    zone: str = ""
    calendar: str = ""
    moves_to_working_day: bool = False

    def applies(self, facts: Facts) -> bool:
        """Whether the rule binds a request with these facts, other rules apart."""
        return (
            _open_or_in(self.directions, facts.direction)
            and _open_or_in(self.kinds, facts.kind)
            and _open_or_in(self.tracks, facts.track)
            and _open_or_in(self.urgencies, facts.urgency)
            and _open_or_in(self.partners, facts.partner)
            and (not self.instruments or bool(self.instruments & facts.instruments))
        )


def binding(facts: Facts, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules for a request: those of its instruments, and those of the house whose role none of them takes."""
    found = [rule for rule in rules if rule.applies(facts)]
    taken = {rule.role for rule in found if rule.instruments}
    return tuple(rule for rule in found if rule.instruments or rule.role not in taken)


def _open_or_in(allowed: frozenset[str], value: str | None) -> bool:
    return not allowed or value in allowed
