"""One clock run through the events of its request: stopped, resumed, extended, until it is met or `at` is reached.

What is out of order is harmless: a second stop while it stands still, a resumption while it runs, anything before the
start or after it was met. A limit that has run out is neither stopped nor extended. An extension that does not count
is kept with its reason. Events of one moment count in the order they are told.
"""

from collections.abc import Sequence
from datetime import datetime

from entraide.instruments.domain.clocks.counting import NONE, Counter, Standstill
from entraide.instruments.domain.clocks.due import Granted, SetAside, Standing, WhyNot
from entraide.instruments.domain.clocks.lengths import Length, Unit
from entraide.instruments.domain.clocks.rules import EXTENDED, Event, Rule


class Run:
    """A clock on its way. `length` is the rule's, from `started`; `told` are the events up to `at`, in order."""

    def __init__(
        self,
        rule: Rule,
        length: Length,
        counter: Counter,
        started: datetime,
        met_at: datetime | None,
        told: Sequence[Event],
        at: datetime,
    ) -> None:
        self.rule, self.counter, self.started = rule, counter, started
        self.stood: Standstill = NONE
        self.granted: list[Granted] = []
        self.set_aside: list[SetAside] = []
        # The due date is `base` after `anchor`, what stood still since, and then `further`, counted from there.
        self._anchor, self._base = started, length
        self._since_anchor: Standstill = NONE
        self._further: list[Length] = []
        self._stopped_since: datetime | None = None
        self._stop_counts = True
        # The due date when last looked at; it only ever moves on.
        self._at_least = started
        until = met_at or at
        for event in told:
            if event.at <= until:
                self._take(event)
            elif self._names_this(event):
                self.set_aside.append(SetAside(event, WhyNot.ALREADY_MET))
        is_stopped = self._stopped_since is not None
        self._settle(until)
        self.standing = Standing.MET if met_at else Standing.STOPPED if is_stopped else Standing.RUNNING
        counted = self._due_counted()
        self.due = self._moved(counted)
        self.moved_from = counted if self.due != counted else None

    def _take(self, event: Event) -> None:
        if event.code in self.rule.stopped_by:
            if self._stopped_since is None:
                self._stopped_since = max(event.at, self.started)
                self._stop_counts = not self._has_run_out(self._stopped_since)
        elif event.code in self.rule.resumed_by:
            self._settle(event.at)
            self._stopped_since = None
        elif self._names_this(event):
            self._extend(event)

    def _names_this(self, event: Event) -> bool:
        named = event.code == EXTENDED and event.rule in {self.rule.code, self.rule.role}
        return named and event.at >= self.started

    def _settle(self, upto: datetime) -> None:
        """Reckon the stop under way up to there."""
        if self._stopped_since is None or upto <= self._stopped_since:
            return
        if self._stop_counts:
            more = self.counter.stood_still(self._base.unit, self._stopped_since, upto)
            self.stood += more
            self._since_anchor += more
        self._stopped_since = upto

    def _extend(self, event: Event) -> None:
        self._settle(event.at)
        why = self._refusal(event)
        if why is not None:
            self.set_aside.append(SetAside(event, why))
        elif event.until is not None:
            until = min(event.until, self._latest() or event.until)
            self._anchor, self._base = until, Length(0, self._base.unit)
            self._since_anchor, self._further = NONE, []
            self.granted.append(Granted(event, until=until))
        else:
            by = self._allowed(event)
            if by.unit is self._base.unit and not self._further:
                self._base = Length(self._base.count + by.count, by.unit)
            else:
                self._further.append(by)
            self.granted.append(Granted(event, by=by))

    def _refusal(self, event: Event) -> WhyNot | None:
        allows = self.rule.extension
        if allows is None:
            return WhyNot.NOT_EXTENDABLE
        if allows.times is not None and len(self.granted) >= allows.times:
            return WhyNot.USED_UP
        if allows.reason and not event.reason.strip():
            return WhyNot.NO_REASON
        if event.until is None and event.by is None and allows.by is None:
            return WhyNot.NO_LENGTH
        if self._has_run_out(event.at):
            return WhyNot.RUN_OUT
        due = self._due()
        is_later = event.until > due if event.until is not None else self._allowed(event).count > 0
        return None if is_later else WhyNot.NOT_LATER

    def _allowed(self, event: Event) -> Length:
        """What is asked, or the rule's maximum where that ends sooner."""
        most = self.rule.extension.by if self.rule.extension else None
        asked = event.by or most
        if asked is None or most is None:
            return asked or Length(0, Unit.HOURS)
        due = self._due_counted()
        return min(asked, most, key=lambda length: self.counter.advance(due, length))

    def _latest(self) -> datetime | None:
        """The latest date that one extension can reach now."""
        most = self.rule.extension.by if self.rule.extension else None
        return self.counter.advance(self._due_counted(), most) if most else None

    def _due_counted(self) -> datetime:
        due = self.counter.advance(self._anchor, self._base, self._since_anchor)
        for length in self._further:
            due = self.counter.advance(due, length)
        return due

    def _has_run_out(self, moment: datetime) -> bool:
        if moment > self._at_least:
            self._at_least = self._due()
        return moment > self._at_least

    def _due(self) -> datetime:
        return self._moved(self._due_counted())

    def _moved(self, due: datetime) -> datetime:
        return self.counter.next_working_moment(due) if self.rule.moves_to_working_day else due
