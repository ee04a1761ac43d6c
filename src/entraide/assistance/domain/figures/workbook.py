"""The figures as an Excel workbook: a sheet of totals with what they mean, then one sheet for each table."""

import io
from datetime import UTC
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from entraide.assistance.domain.figures.columns import MEANINGS, Column, Measured
from entraide.assistance.domain.figures.counting import Figures, Table
from entraide.assistance.domain.figures.saying import SCOPES, Scope, heads_of_file, hours, numbers
from entraide.kernel.languages import Language, Text

TITLE = Text(en="Figures", fr="Chiffres")
_SUMMARY = Text(en="Summary", fr="Sommaire")
_HEADS = (
    Text(en="Figure", fr="Chiffre"),
    Text(en="Number", fr="Nombre"),
    Text(en="What it counts", fr="Ce qui est compté"),
)
_HOURS = Text(en=" (hours)", fr=" (heures)")
_FIRST = 5


def written(figures: Figures, scope: Scope, language: Language) -> bytes:
    """The workbook. Every text is a constant string: nothing in it can be a formula or an address."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties(
            {
                "title": _title(figures, language),
                "created": figures.made_at.astimezone(UTC).replace(tzinfo=None),
            }
        )
        formats = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
            "top": book.add_format({"valign": "top"}),
        }
        _summary(book.add_worksheet(_SUMMARY.in_language(language)), figures, scope, language, formats)
        for table in figures.tables:
            sheet = book.add_worksheet(table.label.in_language(language)[:31])
            _sheet(sheet, table, figures, language, formats)
            if table.code == "time" and table.lines:
                _chart(book, sheet, table, language)
    return out.getvalue()


def _title(figures: Figures, language: Language) -> str:
    return f"{TITLE.in_language(language)}, {figures.period.words(language)}"


def _summary(sheet: Any, figures: Figures, scope: Scope, language: Language, formats: dict[str, Any]) -> None:
    sheet.write_string(0, 0, _title(figures, language), formats["title"])
    sheet.write_string(1, 0, SCOPES[scope].in_language(language))
    for place, head in enumerate(_HEADS):
        sheet.write_string(_FIRST - 1, place, head.in_language(language), formats["head"])
    total = figures.total
    values: dict[Column | Measured, float | None] = {
        **{column: total.counts[column] for column in Column},
        Measured.KEPT_SHARE: total.kept_share,
        Measured.MEDIAN: hours(total.median),
        Measured.NINETIETH: hours(total.ninetieth),
    }
    for row, (column, meaning) in enumerate(MEANINGS.items(), _FIRST):
        unit = _HOURS.in_language(language) if column in {Measured.MEDIAN, Measured.NINETIETH} else ""
        sheet.write_string(row, 0, meaning.label.in_language(language) + unit, formats["top"])
        if (value := values[column]) is not None:
            sheet.write_number(row, 1, value, formats["top"])
        sheet.write_string(row, 2, meaning.definition.in_language(language), formats["wrap"])
    sheet.set_column(0, 0, 32)
    sheet.set_column(2, 2, 100)


def _sheet(sheet: Any, table: Table, figures: Figures, language: Language, formats: dict[str, Any]) -> None:
    sheet.write_string(
        0, 0, f"{table.label.in_language(language)}, {figures.period.words(language)}", formats["title"]
    )
    sheet.write_string(1, 0, table.note.in_language(language))
    columns = [table.label.in_language(language), *heads_of_file(table, language)]
    for place, head in enumerate(columns):
        sheet.write_string(_FIRST - 1, place, head, formats["head"])
    for row, line in enumerate(table.lines, _FIRST):
        sheet.write_string(row, 0, line.label.in_language(language))
        for place, value in enumerate(numbers(table, line), 1):
            if value is not None:
                sheet.write_number(row, place, value)
    sheet.freeze_panes(_FIRST, 1)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, len(columns) - 1, 14)


def _chart(book: Any, sheet: Any, table: Table, language: Language) -> None:
    chart = book.add_chart({"type": "column"})
    last = _FIRST + len(table.lines) - 1
    shown = (Column.RECEIVED, Column.ANSWERED, Column.SENT)
    for column in shown:
        place = table.columns.index(column) + 1
        chart.add_series(
            {
                "name": [sheet.get_name(), _FIRST - 1, place],
                "categories": [sheet.get_name(), _FIRST, 0, last, 0],
                "values": [sheet.get_name(), _FIRST, place, last, place],
            }
        )
    chart.set_title({"name": table.label.in_language(language)})
    names = ", ".join(MEANINGS[column].label.in_language(language) for column in shown)
    where = {"description": f"{table.label.in_language(language)}: {names}", "x_offset": 8, "y_offset": 8}
    sheet.insert_chart(last + 2, 0, chart, where)
