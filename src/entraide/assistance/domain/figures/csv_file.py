"""The figures as CSV (RFC 4180): one head, then one row for each line of each table, for other programs to count on."""

import csv
import io

from entraide.assistance.domain.figures.columns import Column
from entraide.assistance.domain.figures.counting import Figures, Line, Table
from entraide.assistance.domain.figures.saying import Scope, heads_of_file, hours
from entraide.kernel.languages import Language, Text

# A spreadsheet takes a cell that begins so for a formula (OWASP, «CSV Injection»); tab and carriage return too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK = "\ufeff"

_HEADS = (
    Text(en="First day", fr="Premier jour"),
    Text(en="Last day", fr="Dernier jour"),
    Text(en="Scope", fr="Portée"),
    Text(en="Table", fr="Tableau"),
    Text(en="Code", fr="Code"),
    Text(en="Line", fr="Ligne"),
)


def written(figures: Figures, scope: Scope, language: Language) -> bytes:
    """The file, in UTF-8 with the mark by which spreadsheets know it. Numbers have a point, times are hours."""
    whole = Table("total", figures.total.label, Text(en="", fr=""), tuple(Column), (figures.total,))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*(head.in_language(language) for head in _HEADS), *heads_of_file(whole, language)])
    period = (figures.period.since.isoformat(), figures.period.until.isoformat(), scope.value)
    for table in (whole, *figures.tables):
        for line in table.lines:
            words = (table.label.in_language(language), line.code, line.label.in_language(language))
            writer.writerow([*map(harmless, (*period, *words)), *_cells(table, line)])
    return (_BYTE_ORDER_MARK + out.getvalue()).encode()


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: with an apostrophe before it where it looks like one."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _cells(table: Table, line: Line) -> list[int | float | None]:
    # What a table does not count stands empty, which is not the same as nought.
    counts = [line.counts[column] if column in table.columns else None for column in Column]
    return [*counts, line.kept_share, hours(line.median), hours(line.ninetieth)]
