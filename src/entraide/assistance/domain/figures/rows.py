"""What is counted: one plain row for each request, with what happened to it and when."""

from dataclasses import dataclass
from datetime import datetime

from entraide.assistance.domain.kinds import Direction, Kind, Track, Urgency
from entraide.assistance.domain.measures import Standing
from entraide.assistance.domain.states import State
from entraide.instruments.domain.clocks.rules import Event

ANSWERED = "results_sent"
# What ends a request that was not answered before.
ENDINGS = ("withdrawn", "lapsed", "superseded", "released", "closed")
_LEAVES_THE_DESKS = frozenset({"closed", "superseded"})


@dataclass(frozen=True, slots=True)
class Row:
    """One request. `partner` is a state's two letters, `basis` the code of the instrument it rests on.

    `refusals` are the moments at which a refusal left; `zone` and `calendar` are those that days are counted in.
    """

    direction: Direction
    state: State
    kind: Kind | None
    track: Track | None
    urgency: Urgency
    partner: str = ""
    received_at: datetime | None = None
    hard_date: datetime | None = None
    basis: str = ""
    zone: str = "UTC"
    calendar: str = ""
    events: tuple[Event, ...] = ()
    measures: tuple[Standing, ...] = ()
    offences: tuple[str, ...] = ()
    refusals: tuple[datetime, ...] = ()

    @property
    def entered_at(self) -> datetime | None:
        """When it was received, or sent; None for a draft that never left."""
        return self.received_at if self.direction is Direction.INCOMING else self._first("sent")

    @property
    def answered_at(self) -> datetime | None:
        """When its first whole reply left, or came."""
        return self._first(ANSWERED)

    @property
    def ended_as(self) -> Event | None:
        """What ended it without a reply; None when it was answered first, or did not end."""
        ends = [event for event in self.events if event.code in ENDINGS]
        first = min(ends, key=lambda event: event.at, default=None)
        answered = self.answered_at
        return None if first is None or (answered is not None and answered <= first.at) else first

    def is_open(self, at: datetime) -> bool:
        """Whether it was here at `at`, and neither closed nor replaced; reopened counts as open."""
        entered = self.entered_at
        if entered is None or entered > at:
            return False
        turns = [
            event
            for event in self.events
            if event.at <= at and (event.code in _LEAVES_THE_DESKS or event.code == "reopened")
        ]
        last = max(turns, key=lambda event: event.at, default=None)
        return last is None or last.code == "reopened"

    def _first(self, code: str) -> datetime | None:
        return min((event.at for event in self.events if event.code == code), default=None)
