"""Figures as a page shows them: words in the reader's language, and bars in whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from entraide.assistance.domain.figures.columns import MEANINGS, Column
from entraide.assistance.domain.figures.counting import Figures, Line, Table
from entraide.assistance.domain.figures.saying import heads, measured_of, number, percent, span, texts
from entraide.kernel.languages import Language

SERIES = (Column.RECEIVED, Column.ANSWERED, Column.SENT)
MOST_STEPS = 60
# Of the chart, in units of its own.
STEP, BAR, TALL, NAMED = 34, 9, 100, 14


@dataclass(frozen=True)
class Bar:
    """One bar: where it stands, and of which series it is, counted from one."""

    x: int
    y: int
    height: int
    series: int


@dataclass(frozen=True)
class Chart:
    """Upright bars over time. `names` stand under the steps; `words` say it all to who cannot see it."""

    width: int
    height: int
    floor: int
    bar: int
    bars: list[Bar]
    names: list[tuple[int, int, str]]
    series: list[tuple[int, str]]
    words: str


@dataclass(frozen=True)
class ShownRow:
    """One line of a table. `full` is how long its bar is, in percent of the longest."""

    label: str
    cells: list[tuple[str, str]]
    full: int


@dataclass(frozen=True)
class ShownTable:
    code: str
    label: str
    note: str
    heads: list[str]
    rows: list[ShownRow]


def key_figures(figures: Figures, language: Language) -> list[tuple[str, str]]:
    """The numbers at the top of the page, with their words."""
    total = figures.total

    def label(column: Column) -> str:
        return MEANINGS[column].label.in_language(language)

    shown = (
        Column.RECEIVED,
        Column.ANSWERED,
        Column.REFUSED,
        Column.SENT,
        Column.REPLIES,
        Column.OPEN,
        Column.OVERDUE,
    )
    measured = dict(
        zip(
            measured_of(figures.tables[0]),
            (
                percent(total.kept_share, language),
                span(total.median, language),
                span(total.ninetieth, language),
            ),
            strict=True,
        )
    )
    return [
        *((number(total.counts[column], language), label(column)) for column in shown),
        *((value, MEANINGS[one].label.in_language(language)) for one, value in measured.items()),
    ]


def shown_table(table: Table, language: Language) -> ShownTable:
    """A table with its heads and lines."""
    columns = heads(table, language)
    most = max((weight(line, table) for line in table.lines), default=0)
    return ShownTable(
        table.code,
        table.label.in_language(language),
        table.note.in_language(language),
        columns,
        [
            ShownRow(
                line.label.in_language(language),
                list(zip(columns, texts(table, line, language), strict=True)),
                round(100 * weight(line, table) / most) if most else 0,
            )
            for line in table.lines
        ],
    )


def weight(line: Line, table: Table) -> int:
    """What the bar of a line stands for: what came in and went out; of a limit, how often it ended."""
    columns = (Column.RECEIVED, Column.SENT) if Column.RECEIVED in table.columns else table.columns
    return sum(line.counts[column] for column in columns)


def chart(figures: Figures, language: Language) -> Chart | None:
    """The picture over time; None where there is nothing to see, or more steps than can be told apart."""
    table = figures.table("time")
    most = max((line.counts[column] for line in table.lines for column in SERIES), default=0)
    if not most or len(table.lines) > MOST_STEPS:
        return None
    bars = [
        Bar(STEP * place + BAR * nth + 3, TALL - tall, tall, nth + 1)
        for place, line in enumerate(table.lines)
        for nth, column in enumerate(SERIES)
        if (tall := round(TALL * line.counts[column] / most))
    ]
    series = [MEANINGS[column].label.in_language(language) for column in SERIES]
    said = (
        f"{line.label.in_language(language)} {', '.join(number(line.counts[c], language) for c in SERIES)}"
        for line in table.lines
    )
    every = -(-len(table.lines) // NAMED)
    return Chart(
        width=STEP * len(table.lines),
        height=TALL + 12,
        floor=TALL,
        bar=BAR,
        bars=bars,
        names=[
            (STEP * place + 3, TALL + 9, line.code)
            for place, line in enumerate(table.lines)
            if place % every == 0
        ],
        series=list(enumerate(series, 1)),
        words=f"{', '.join(series)}. {'; '.join(said)}.",
    )


def marks(figures: Figures, urls: Mapping[str, str], language: Language) -> dict[str, tuple[int, str, str]]:
    """The partner states for the map: how many requests came from or went to each."""
    table = figures.table("partner")
    return {
        line.code: (
            weight(line, table),
            urls.get(line.code, ""),
            f"{line.label.in_language(language)}: {number(weight(line, table), language)}",
        )
        for line in table.lines
        if len(line.code) == 2 and weight(line, table)
    }
