"""The files that figures are put on: CSV, workbook and report."""

import io
from datetime import date

import openpyxl
import pikepdf
import pytest

from entraide.assistance.domain.figures import csv_file, report, workbook
from entraide.assistance.domain.figures.columns import MEANINGS
from entraide.assistance.domain.figures.period import Period
from entraide.assistance.domain.figures.saying import Scope
from entraide.assistance.domain.kinds import Kind
from tests.assistance.figures_told import (
    DAY,
    HOSTILE,
    MARCH,
    MONTREAL,
    counted,
    incoming,
    outgoing,
    rows_of,
    text_of,
    told,
)


@pytest.fixture(scope="module")
def figures():
    return counted(
        incoming(("results_sent", 3), ("closed", 4), offences=(HOSTILE, "Fraude 😀")),
        incoming(("results_sent", 9), partner="DE"),
        outgoing(("sent", 1)),
        *(incoming(received=MARCH + 40 * DAY, kind=Kind.EXTRADITION) for _ in range(3)),
    )


def test_the_csv_holds_every_line_of_every_table(figures):
    head, total, *rest = rows_of(csv_file.written(figures, Scope.BUREAU, "en"))
    assert total[:8] == ["2026-01-01", "2026-12-31", "bureau", "Total", "total", "Total", "5", "2"]
    assert head[6:8] == ["Received", "Answered"]
    assert len(rest) == sum(len(table.lines) for table in figures.tables)
    french = rows_of(csv_file.written(figures, Scope.MEMBER, "fr"))
    assert french[0][6:8] == ["Reçues", "Réponses transmises"]
    assert [row[6:] for row in french[1:]] == [total[6:], *(row[6:] for row in rest)]


def test_no_cell_of_the_csv_begins_like_a_formula(figures):
    for row in rows_of(csv_file.written(figures, Scope.BUREAU, "en")):
        assert not [cell for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]
    assert f"'{HOSTILE}" in {row[5] for row in rows_of(csv_file.written(figures, Scope.BUREAU, "en"))}


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" -1", "' -1"),
        ("\t=1", "'\t=1"),
        ("Fraud", "Fraud"),
        ("", ""),
    ],
)
def test_a_text_like_a_formula_gets_an_apostrophe(text, safe):
    assert csv_file.harmless(text) == safe


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_workbook_says_what_the_figures_say_and_holds_no_formula(figures, language):
    book = openpyxl.load_workbook(io.BytesIO(workbook.written(figures, Scope.BUREAU, language)))
    summary = book.worksheets[0]
    read = {summary.cell(row, 1).value: summary.cell(row, 2).value for row in range(6, 16)}
    assert read == {
        MEANINGS[column].label.in_language(language): value for column, value in figures.total.counts.items()
    }
    assert len(book.worksheets) == 1 + len(figures.tables)
    for sheet, table in zip(book.worksheets[1:], figures.tables, strict=True):
        for row, line in enumerate(table.lines, 6):
            assert sheet.cell(row, 1).value == line.label.in_language(language)
            values = [sheet.cell(row, 2 + place).value for place in range(len(table.columns))]
            assert values == [line.counts[column] for column in table.columns]
        assert {cell.data_type for cells in sheet.iter_rows() for cell in cells} <= {"s", "n"}
    assert HOSTILE in {cell.value for cell in book.worksheets[7]["A"]}


@pytest.mark.parametrize(("language", "tag"), [("en", "en-CA"), ("fr", "fr-CA")])
def test_the_report_is_an_archive_copy_readable_by_everyone_and_holds_the_totals(figures, language, tag):
    pdf = report.written(figures, Scope.BUREAU, language, agency="Sûreté régionale de Valmont")
    assert pdf == report.written(figures, Scope.BUREAU, language, agency="Sûreté régionale de Valmont")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        with document.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["pdfuaid:part"] == "1"
        assert str(document.Root.Lang) == tag
        tree = [str(one.get("/S")) for one in document.objects if isinstance(one, pikepdf.Dictionary)]
        alternatives = [
            str(one.Alt)
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and str(one.get("/S")) == "/Figure"
        ]
    assert tree.count("/Table") == 1 + len(figures.tables)
    assert "/TH" in tree
    assert len(alternatives) == 3
    assert all(
        text.startswith({"en": "Bar chart. ", "fr": "Diagramme à barres. "}[language])
        for text in alternatives
    )
    text = text_of(pdf)
    for column, value in figures.total.counts.items():
        assert f"{MEANINGS[column].label.in_language(language)} {value} " in text, column
    assert "Sûreté régionale de Valmont" in text
    # A sign without a glyph is shown as replaced, never left out in silence.
    assert "Fraude \ufffd" in text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_empty_period_makes_empty_files(language):
    empty = counted()
    assert told(empty) == {}
    assert len(rows_of(csv_file.written(empty, Scope.MEMBER, language))) == 1 + 1 + 12
    assert workbook.written(empty, Scope.MEMBER, language).startswith(b"PK")
    nothing = {"en": "Nothing to count.", "fr": "Rien à compter."}[language]
    pdf = report.written(empty, Scope.MEMBER, language, agency="Valmont")
    assert text_of(pdf).count(nothing) == len(empty.tables) - 1


def test_the_longest_period_fits_on_paper():
    ages = Period(date(1900, 1, 1), date(2199, 12, 31), MONTREAL)
    pdf = report.written(counted(incoming(), period=ages), Scope.MEMBER, "en", agency="Valmont")
    assert "2199" in text_of(pdf)
