"""Whether limits were kept, read off the same clocks that the desks see."""

from datetime import datetime

from entraide.assistance.domain.figures.rows import Row
from entraide.instruments.domain.clocks.deriving import due_dates
from entraide.instruments.domain.clocks.due import DueDate
from entraide.instruments.domain.clocks.rules import Facts
from entraide.instruments.domain.clocks.table import ENDS


def clocks_of(row: Row, at: datetime) -> tuple[DueDate, ...]:
    """Every clock of a request as it stood at `at`; what came later plays no part."""
    facts = Facts(
        direction=row.direction.value,
        kind=row.kind.value if row.kind else None,
        track=row.track.value if row.track else None,
        urgency=row.urgency.value,
        hard_date=row.hard_date,
        instruments=frozenset({row.basis} - {""}),
        partner=row.partner,
        zone=row.zone,
        calendar=row.calendar,
    )
    return due_dates(facts, row.events, at)


def is_to_answer(clock: DueDate) -> bool:
    """Whether it is a limit to answer: one that nothing but a reply, or another end of the request, can meet."""
    return clock.rule.met_by <= ENDS


def kept(row: Row, answered_at: datetime) -> bool | None:
    """Whether a reply came in time, by the due dates as they were then derived; None where no limit to answer ran."""
    clocks = clocks_of(row, answered_at)
    ended = [clock for clock in clocks if is_to_answer(clock) and clock.met_at == answered_at]
    return all(answered_at <= clock.due for clock in ended) if ended else None


def is_overdue(clocks: tuple[DueDate, ...], at: datetime) -> bool:
    """Whether a limit to answer had run out by `at`."""
    return any(is_to_answer(clock) and clock.is_overdue(at) for clock in clocks)
