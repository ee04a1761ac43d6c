"""`/figures`: what is counted over the cases that the caller belongs to, and no others."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from entraide.assistance.api.showing import reader
from entraide.assistance.domain.figures.columns import MEANINGS, Column
from entraide.assistance.domain.figures.counting import Figures, Line, Table
from entraide.assistance.domain.figures.period import Period
from entraide.assistance.domain.figures.saying import SCOPES, Scope, hours
from entraide.assistance.queries import figures_for
from entraide.kernel.clock import now
from entraide.ui.api.schemas import PROBLEMS
from entraide.ui.api.values import Day, Words

router = Router()


class FiguresWanted(Schema):
    """The period: both days are included, in the agency’s time zone."""

    since: Day = Field(description="The first day.")
    until: Day = Field(description="The last day.")


class FiguresLine(Schema):
    """The counts of one line. A count that the table does not make is null."""

    code: str = Field(description="A code of a list, a state, a month; empty where nothing is on record.")
    label: Words
    received: int | None
    answered: int | None
    refused: int | None
    kept: int | None
    missed: int | None
    sent: int | None
    replies: int | None
    ended: int | None
    open: int | None
    overdue: int | None
    kept_share: float | None = Field(description="Limits kept, in percent of those kept or missed.")
    median_hours: float | None = Field(description="Time to answer, of the requests answered.")
    ninetieth_hours: float | None = Field(description="The 90th percentile of the same (nearest rank).")


class FiguresTable(Schema):
    code: str
    label: Words
    note: Words
    lines: list[FiguresLine] = Field(description="At most some three hundred; the rest on one line, «*».")


class FigureMeaning(Schema):
    """What one of the figures counts."""

    code: str
    label: Words
    definition: Words


class FiguresOut(Schema):
    """Figures of a period, over the cases that the caller belongs to."""

    since: date
    until: date
    made_at: datetime
    scope: Words
    total: FiguresLine
    tables: list[FiguresTable]
    meanings: list[FigureMeaning]


@router.get(
    "/figures", response={200: FiguresOut, **PROBLEMS}, summary="Figures of a period, of my own cases"
)
def figures(request: HttpRequest, wanted: Query[FiguresWanted]) -> FiguresOut:
    asking = reader(request)
    period = Period(wanted.since, wanted.until, ZoneInfo(settings.NODE.agency.time_zone))
    return _shown(figures_for(asking, period, at=now()))


def _shown(figures: Figures) -> FiguresOut:
    return FiguresOut(
        since=figures.period.since,
        until=figures.period.until,
        made_at=figures.made_at,
        scope=Words.of(SCOPES[Scope.MEMBER]),
        total=_line(figures.total, tuple(Column)),
        tables=[_table(table) for table in figures.tables],
        meanings=[
            FigureMeaning(
                code=code.value, label=Words.of(meaning.label), definition=Words.of(meaning.definition)
            )
            for code, meaning in MEANINGS.items()
        ],
    )


def _table(table: Table) -> FiguresTable:
    return FiguresTable(
        code=table.code,
        label=Words.of(table.label),
        note=Words.of(table.note),
        lines=[_line(line, table.columns) for line in table.lines],
    )


def _line(line: Line, columns: tuple[Column, ...]) -> FiguresLine:
    counts = {column.value: line.counts[column] if column in columns else None for column in Column}
    return FiguresLine(
        code=line.code,
        label=Words.of(line.label),
        kept_share=line.kept_share,
        median_hours=hours(line.median),
        ninetieth_hours=hours(line.ninetieth),
        **counts,
    )
