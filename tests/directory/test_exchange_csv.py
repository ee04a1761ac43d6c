"""The exchange file: what goes in, what is refused and why, and nothing that a spreadsheet would run."""

import csv
import io
import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.directory.domain.entries import AgencyFacts, ContactFacts, OfficeFacts
from entraide.directory.domain.exchange_csv import MAX_BYTES, MAX_ROWS, neutral, original, read, write
from entraide.directory.errors import FileColumnsMissing, FileNotText, FileTooBig

AGENCY = AgencyFacts(
    state="CA",
    name_en="Valmont Regional Police",
    name_fr="Sûreté régionale de Valmont",
    sort="police",
    languages=("fr", "en"),
    notes="=cmd|' /C calc'!A0",
)
OFFICE = OfficeFacts(
    name="Headquarters",
    address="1 Example Square\nBox 2",
    city="Valmont",
    time_zone="America/Toronto",
    hours="mon-fri 08:30-16:30",
    closures=(date(2026, 12, 25),),
)
CONTACT = ContactFacts(
    function="duty_desk",
    person="'Noé' Talbrun",
    phone="+1 555 0100",
    email="desk@valmont.example",
    languages=("fr",),
    channels=("email", "phone"),
    preferred_channel="email",
    verified_on=date(2026, 2, 1),
)
NUMBER = uuid.UUID(int=9)


def test_what_is_written_is_read_back_the_same() -> None:
    reading = read(
        write([(AGENCY, OFFICE, CONTACT, NUMBER), (AGENCY, OFFICE, None, None), (AGENCY, None, None, None)])
    )
    assert reading.refused == ()
    assert [(row.agency, row.office, row.contact, row.uuid) for row in reading.rows] == [
        (AGENCY, OFFICE, CONTACT, NUMBER),
        (AGENCY, OFFICE, None, None),
        (AGENCY, None, None, None),
    ]


def test_no_cell_begins_with_what_a_spreadsheet_would_run() -> None:
    text = write([(AGENCY, OFFICE, CONTACT, NUMBER)]).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert "'+1 555 0100" in cells
    assert "'=cmd|' /C calc'!A0" in cells
    assert [cell for cell in cells if cell[:1] in "=+-@\t\r\n" and cell] == []


@given(st.text())
def test_a_neutral_cell_gives_its_original_back(cell: str) -> None:
    assert original(neutral(cell)) == cell


@given(st.text())
def test_a_neutral_cell_is_never_run(cell: str) -> None:
    assert neutral(cell)[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_commas_semicolons_and_a_byte_order_mark_are_all_read(mark: bytes, separator: str) -> None:
    text = f"State{separator}AGENCY{separator}sort\r\nca{separator}Northmark{separator}Police\r\n"
    reading = read(mark + text.encode())
    assert [row.agency for row in reading.rows] == [AgencyFacts("CA", "Northmark", "police")]


def test_every_row_that_is_refused_says_its_line_its_column_and_why_in_both_languages() -> None:
    reading = read(
        b"state,agency,sort,office,time_zone,function,person,verified_on,always_open\n"
        b"CA,Good,police,,,,,,\n"
        b"ZZ,Nowhere,police,,,,,,\n"
        b"CA,,police,,,,,,\n"
        b"CA,Odd,spies,,,,,,\n"
        b"CA,Office,police,HQ,Mars/Olympus,,,,\n"
        b"CA,Lost,police,,,duty_desk,,,\n"
        b"CA,Late,police,HQ,America/Toronto,duty_desk,,yesterday,\n"
        b"CA,Maybe,police,HQ,America/Toronto,,,,perhaps\n"
        b"CA,Long,police,,,,,,,,too,many\n"
    )
    assert [row.line for row in reading.rows] == [2]
    assert [(row.line, row.code, row.column) for row in reading.refused] == [
        (3, "directory.cell_not_valid", "state"),
        (4, "directory.cell_not_valid", "agency"),
        (5, "directory.cell_not_valid", "sort"),
        (6, "directory.cell_not_valid", "time_zone"),
        (7, "directory.contact_without_office", "office"),
        (8, "directory.cell_unreadable", "verified_on"),
        (9, "directory.cell_unreadable", "always_open"),
        (10, "directory.row_too_long", ""),
    ]
    assert reading.refused[5].reason.en == "Dates are written 2026-12-31."
    assert reading.refused[5].reason.fr == "Les dates s’écrivent 2026-12-31."
    assert all(row.reason.en != row.reason.fr for row in reading.refused)


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    reading = read(b'state,agency,sort,notes\nCA,Good,police,"two\nlines"\n\nZZ,Bad,police,\n')
    assert [row.line for row in reading.refused] == [5]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", FileColumnsMissing),
        (b"agency;sort\n", FileColumnsMissing),
        ("state,agency,sort\nCA,Sûreté,police\n".encode("latin-1"), FileNotText),
        (b"state,agency,sort\nCA,\x00,police\n", FileNotText),
        (b'state,agency,sort\nCA,"' + b"x" * 200_000 + b'",police\n', FileNotText),
        (b"x" * (MAX_BYTES + 1), FileTooBig),
        (b"state,agency,sort\n" + b"CA,A,police\n" * (MAX_ROWS + 1), FileTooBig),
    ],
    ids=["empty", "columns", "latin-1", "nul", "huge cell", "bytes", "rows"],
)
def test_a_file_that_cannot_be_understood_is_refused_as_a_whole(
    content: bytes, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        read(content)


@given(st.binary(max_size=400))
def test_no_bytes_at_all_make_the_reader_fail_otherwise(content: bytes) -> None:
    for whole in (content, b"state,agency,sort,office,uuid,closures\n" + content):
        try:
            read(whole)
        except (FileColumnsMissing, FileNotText, FileTooBig):
            continue
