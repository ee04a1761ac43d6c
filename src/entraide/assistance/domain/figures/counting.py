"""The count itself: rows in, figures out. Nothing is asked of a database or a clock."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from entraide.assistance.domain.figures.columns import Column
from entraide.assistance.domain.figures.facets import OTHERS, THE_REST, Facet, facets
from entraide.assistance.domain.figures.limits import clocks_of, is_overdue, kept
from entraide.assistance.domain.figures.period import Period, step_of, steps
from entraide.assistance.domain.figures.rows import Row
from entraide.assistance.domain.figures.spread import median, percentile, share
from entraide.assistance.domain.kinds import Direction
from entraide.instruments.domain.clocks.due import DueDate
from entraide.kernel.languages import Text

# Whatever has no date of its own, being true of the end of the period, is not counted month by month.
AT_THE_END = frozenset({Column.OPEN, Column.OVERDUE})
DATED = tuple(column for column in Column if column not in AT_THE_END)
_TOTAL = Text(en="Total", fr="Total")


@dataclass(frozen=True, slots=True)
class Line:
    """The counts of one line. `median` and `ninetieth` are of the requests answered, None when there are none."""

    code: str
    label: Text
    counts: Mapping[Column, int]
    median: timedelta | None = None
    ninetieth: timedelta | None = None

    @property
    def kept_share(self) -> float | None:
        """Of the answers that had a limit, those that kept it, in percent."""
        return share(self.counts[Column.KEPT], self.counts[Column.KEPT] + self.counts[Column.MISSED])


@dataclass(frozen=True, slots=True)
class Table:
    """One breakdown. `columns` are those it counts; `note` says how its lines are to be read, or nothing."""

    code: str
    label: Text
    note: Text
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """All that was counted. `made_at` is when."""

    period: Period
    made_at: datetime
    total: Line
    tables: tuple[Table, ...]

    def table(self, code: str) -> Table:
        """The breakdown of that code. Raises `StopIteration` for one that does not exist."""
        return next(table for table in self.tables if table.code == code)


def count(rows: Iterable[Row], period: Period, *, at: datetime, states: Mapping[str, Text]) -> Figures:
    """The figures of a period as they are known at `at`. `states` names the states by their two letters."""
    # The last moment that is looked at: whatever happened later is not known yet, or belongs to another period.
    end = min(period.ends - timedelta.resolution, at)
    total, by_limit = _Book(), _Lines()
    by_step = {code: _Book() for code, _label in steps(period)}
    broken_down = {facet: _Lines() for facet in facets(states)}
    for row in rows:
        clocks = clocks_of(row, end) if row.direction is Direction.INCOMING else ()
        for code, label, column in _limits(clocks, period):
            by_limit.of(code, label).add([column], None)
        counted, took = _counted(row, clocks, period, end)
        if not counted:
            continue
        total.add(counted, took)
        for column, moment in counted.items():
            if column not in AT_THE_END:
                step = by_step[step_of(moment, period)]
                step.add([column], took if column is Column.ANSWERED else None)
        for facet, lines in broken_down.items():
            for code, label in facet.lines(row):
                lines.of(code, label).add(counted, took)
    by_time = Table(
        "time",
        Text(en="Over time", fr="Au fil du temps"),
        Text(en="", fr=""),
        DATED,
        tuple(by_step[code].line(code, label) for code, label in steps(period)),
    )
    return Figures(
        period,
        at,
        total.line("total", _TOTAL),
        (
            by_time,
            *(
                Table(facet.code, facet.label, facet.note, tuple(Column), _ordered(facet, lines.found))
                for facet, lines in broken_down.items()
            ),
            _limits_table(by_limit.found),
        ),
    )


@dataclass
class _Book:
    """Counts while they are being made."""

    counts: Counter[Column] = field(default_factory=Counter)
    spans: list[timedelta] = field(default_factory=list)

    def add(self, columns: Iterable[Column], took: timedelta | None) -> None:
        for column in columns:
            self.counts[column] += 1
        if took is not None:
            self.spans.append(took)

    def join(self, other: "_Book") -> None:
        self.counts.update(other.counts)
        self.spans += other.spans

    def line(self, code: str, label: Text) -> Line:
        counts = {column: self.counts[column] for column in Column}
        return Line(code, label, counts, median(self.spans), percentile(self.spans, 90))

    @property
    def weight(self) -> int:
        """How full the line is: what came in and what went out first, then all else."""
        return 1000 * (self.counts[Column.RECEIVED] + self.counts[Column.SENT]) + self.counts.total()


class _Lines:
    """The lines of one table while they are being counted, each under the words it was first met with."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[Text, _Book]] = {}

    def of(self, code: str, label: Text) -> _Book:
        if code not in self.found:
            self.found[code] = (label, _Book())
        return self.found[code][1]


def _counted(
    row: Row, clocks: tuple[DueDate, ...], period: Period, end: datetime
) -> tuple[dict[Column, datetime], timedelta | None]:
    """The columns that a request counts in, each with the moment it does; and how long its answer took."""
    incoming = row.direction is Direction.INCOMING
    entered, answered, ended = row.entered_at, row.answered_at, row.ended_as
    if entered is None:
        return {}, None
    counted: dict[Column, datetime] = {}
    took = None
    if period.holds(entered) and entered <= end:
        counted[Column.RECEIVED if incoming else Column.SENT] = entered
    if answered is not None and period.holds(answered) and answered <= end:
        counted[Column.ANSWERED if incoming else Column.REPLIES] = answered
        if incoming:
            took = answered - entered
            if any(refusal <= answered for refusal in row.refusals):
                counted[Column.REFUSED] = answered
            in_time = kept(row, answered)
            if in_time is not None:
                counted[Column.KEPT if in_time else Column.MISSED] = answered
    if ended is not None and period.holds(ended.at) and ended.at <= end:
        counted[Column.ENDED] = ended.at
    if row.is_open(end):
        counted[Column.OPEN] = end
        if is_overdue(clocks, end):
            counted[Column.OVERDUE] = end
    return counted, took


def _ordered(facet: Facet, lines: Mapping[str, tuple[Text, _Book]]) -> tuple[Line, ...]:
    if facet.order:
        return tuple(lines[code][1].line(code, lines[code][0]) for code in facet.order if code in lines)
    ranked = sorted(lines.items(), key=lambda line: (-line[1][1].weight, line[1][0].en, line[0]))
    told = [book.line(code, label) for code, (label, book) in ranked[: facet.most]]
    if len(ranked) > facet.most:
        rest = _Book()
        for _code, (_label, book) in ranked[facet.most :]:
            rest.join(book)
        told.append(rest.line(THE_REST, OTHERS))
    return tuple(told)


def _limits(clocks: Iterable[DueDate], period: Period) -> Iterator[tuple[str, Text, Column]]:
    for clock in clocks:
        if clock.met_at is not None and period.holds(clock.met_at):
            yield clock.code, clock.label, Column.KEPT if clock.met_at <= clock.due else Column.MISSED


def _limits_table(by_limit: Mapping[str, tuple[Text, _Book]]) -> Table:
    ranked = sorted(by_limit.items(), key=lambda line: (-line[1][1].weight, line[1][0].en))
    return Table(
        "limit",
        Text(en="Limit", fr="Délai"),
        Text(
            en="Every limit of an incoming request that ended in the period, not the limit to answer alone: "
            "what ended it came on or before the due date, or after.",
            fr="Chaque délai d’une demande reçue qui a pris fin dans la période, et non le seul délai de réponse : "
            "ce qui y a mis fin est venu au plus tard à l’échéance, ou après.",
        ),
        (Column.KEPT, Column.MISSED),
        tuple(book.line(code, label) for code, (label, book) in ranked),
    )
