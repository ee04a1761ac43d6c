"""The figures as an accessible PDF: PDF/A-2a for the archive and PDF/UA-1 for every reader, in one language."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final, Literal, TypedDict

from entraide.assistance.domain.figures.columns import MEANINGS, Column
from entraide.assistance.domain.figures.counting import Figures, Line, Table
from entraide.assistance.domain.figures.errors import ReportNotRendered
from entraide.assistance.domain.figures.saying import SCOPES, Scope, heads, number, texts
from entraide.kernel.languages import Language, Text
from entraide.paper import glyphs
from entraide.paper.dates import in_words
from entraide.paper.errors import NotTypeset
from entraide.paper.typesetting import typeset
from entraide.paper.typography import REPLACEMENT, clean, runs, spaced

_TEMPLATE: Final = Path(__file__).parent / "templates" / "report.typ"
# The most bars that lie, steps that stand, and names under those steps.
_BARS: Final = 12
_STEPS: Final = 60
_NAMES: Final = 12
_UPRIGHT: Final = (Column.RECEIVED, Column.ANSWERED, Column.SENT)
_LYING: Final = {"partner": (Column.RECEIVED,), "kind": (Column.RECEIVED,)}

_TITLE: Final = Text(en="Figures, {period}", fr="Chiffres, {period}")
_KEY: Final = Text(en="In all", fr="En tout")
_KEY_HEADS: Final = (
    Text(en="Figure", fr="Chiffre"),
    Text(en="Number", fr="Nombre"),
    Text(en="What it counts", fr="Ce qui est compté"),
)
_MADE: Final = Text(en="Made on {day}.", fr="Établi le {day}.")
_NOTHING: Final = Text(en="Nothing to count.", fr="Rien à compter.")
_CHART: Final = Text(
    en="Bar chart. {steps}. The table below says the same.",
    fr="Diagramme à barres. {steps}. Le tableau ci-dessous dit la même chose.",
)
_STEP: Final = Text(en="{label}: {values}", fr="{label} : {values}")

Format = Literal["us-letter", "a4"]


def written(
    figures: Figures, scope: Scope, language: Language, *, agency: str, paper: Format = "us-letter"
) -> bytes:
    """The report. The same figures give the same bytes. Raises `ReportNotRendered`."""
    content = _content(figures, scope, language, agency, paper)
    day = figures.made_at.astimezone(figures.period.zone).date()
    try:
        return typeset(_TEMPLATE, content, at=datetime.combine(day, time(12), tzinfo=UTC))
    except NotTypeset as refused:
        raise ReportNotRendered(**refused.facts) from refused


_Runs = list[str]


class _Step(TypedDict):
    label: str
    values: list[int]
    told: str


class _Chart(TypedDict):
    upright: bool
    alt: str
    series: list[str]
    most: int
    steps: list[_Step]


class _Row(TypedDict):
    label: _Runs
    cells: list[str]


class _Table(TypedDict):
    title: str
    note: str
    heads: list[str]
    rows: list[_Row]
    chart: _Chart | None


class _Key(TypedDict):
    title: str
    heads: list[str]
    rows: list[list[str]]


class _Content(TypedDict):
    """What the template receives; `report.typ` reads these keys."""

    language: Language
    format: Format
    date: list[int]
    title: str
    author: str
    agency: _Runs
    scope: str
    made: str
    nothing: str
    key: _Key
    tables: list[_Table]


def _content(figures: Figures, scope: Scope, language: Language, agency: str, paper: Format) -> _Content:
    def say(text: Text, **facts: object) -> str:
        return spaced(text.in_language(language, **facts), language)

    day = figures.made_at.astimezone(figures.period.zone).date()
    whole = Table("total", figures.total.label, Text(en="", fr=""), tuple(Column), (figures.total,))
    told = texts(whole, figures.total, language)
    return {
        "language": language,
        "format": paper,
        "date": [day.year, day.month, day.day],
        "title": say(_TITLE, period=figures.period.words(language)),
        "author": _printable(agency),
        "agency": runs(_printable(agency)),
        "scope": say(SCOPES[scope]),
        "made": say(_MADE, day=in_words(day, language)),
        "nothing": say(_NOTHING),
        "key": {
            "title": say(_KEY),
            "heads": [say(head) for head in _KEY_HEADS],
            "rows": [
                [say(meaning.label), value, say(meaning.definition)]
                for meaning, value in zip(MEANINGS.values(), told, strict=True)
            ],
        },
        "tables": [_table(table, language) for table in figures.tables],
    }


def _table(table: Table, language: Language) -> _Table:
    return {
        "title": spaced(table.label.in_language(language), language),
        "note": spaced(table.note.in_language(language), language),
        "heads": [
            spaced(head, language) for head in (table.label.in_language(language), *heads(table, language))
        ],
        "rows": [
            {"label": runs(_label(line, language)), "cells": texts(table, line, language)}
            for line in table.lines
        ],
        "chart": _chart(table, language),
    }


def _chart(table: Table, language: Language) -> _Chart | None:
    """The picture of a table: upright bars over time, lying ones for the fullest lines; None where nothing stands."""
    upright = table.code == "time"
    columns: tuple[Column, ...] = _UPRIGHT if upright else _LYING.get(table.code, ())
    lines = list(table.lines)
    if columns and not upright:
        ranked = sorted(lines, key=lambda line: -line.counts[columns[0]])[:_BARS]
        lines = [line for line in ranked if line.counts[columns[0]]]
    most = max((line.counts[column] for line in lines for column in columns), default=0)
    if not most or len(lines) > _STEPS:
        return None
    named = -(-len(lines) // _NAMES)
    series = [spaced(MEANINGS[column].label.in_language(language), language) for column in columns]
    said = [
        _STEP.in_language(
            language,
            label=_label(line, language),
            values=", ".join(number(line.counts[column], language) for column in columns),
        )
        for line in lines
    ]
    steps: list[_Step] = [
        {
            "label": _label(line, language) if place % named == 0 else "",
            "values": [line.counts[column] for column in columns],
            "told": number(line.counts[columns[0]], language),
        }
        for place, line in enumerate(lines)
    ]
    return {
        "upright": upright,
        "alt": _CHART.in_language(language, steps=f"{', '.join(series)}. {'; '.join(said)}"),
        "series": series,
        "most": most,
        "steps": steps,
    }


def _label(line: Line, language: Language) -> str:
    return spaced(_printable(line.label.in_language(language)), language)


def _printable(text: str) -> str:
    """A text on one line, in which a sign that no vendored font can draw is shown as replaced."""
    text = " ".join(clean(text).split())
    missing = set(glyphs.without_glyph(text))
    return "".join(REPLACEMENT if sign in missing else sign for sign in text)
