"""The directory as one flat file: a row per contact point, with its office and agency beside it.

UTF-8 (a byte order mark is tolerated), separated by «,» or «;»; lists within a cell are separated by spaces. The
columns `COLUMNS` are documented in docs/directory-csv.md; `state`, `agency` and `sort` must be there.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from entraide.directory.domain.entries import AgencyFacts, ContactFacts, OfficeFacts, Problems
from entraide.directory.errors import FileColumnsMissing, FileNotText, FileTooBig
from entraide.kernel.languages import Text

COLUMNS = (
    *("state", "agency", "agency_fr", "agency_original", "sort", "agency_languages", "notes"),
    *("office", "address", "city", "time_zone", "hours", "always_open", "closures"),
    *("uuid", "function", "person", "title", "phone", "mobile", "email"),
    *("languages", "channels", "preferred_channel", "verified_on"),
)
REQUIRED = ("state", "agency", "sort")
MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5_000
MAX_CELL = 8_000

# A spreadsheet runs a cell that begins with one of these. Writing puts an apostrophe before it, which the
# spreadsheet hides, and reading takes it off; an apostrophe that stood there is doubled the same way.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_YES = {"1", "yes", "true", "oui", "vrai", "x"}
_NO = {"", "0", "no", "false", "non", "faux"}


@dataclass(frozen=True)
class Row:
    """One good row. An agency or an office may stand alone, without office or contact."""

    line: int
    agency: AgencyFacts
    office: OfficeFacts | None
    contact: ContactFacts | None
    uuid: UUID | None


@dataclass(frozen=True)
class RowRefused:
    """One row that does not go in: the line in the file, a code for programs, the reason for people."""

    line: int
    code: str
    column: str
    reason: Text


@dataclass(frozen=True)
class Reading:
    """What a file says: the rows that are good, and each of the others with its reason."""

    rows: tuple[Row, ...]
    refused: tuple[RowRefused, ...]


def read(content: bytes) -> Reading:
    """Read a file. Raises `FileTooBig`, `FileNotText`, `FileColumnsMissing` when it is refused as a whole."""
    if len(content) > MAX_BYTES:
        raise FileTooBig
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileNotText from error
    if "\x00" in text:
        raise FileNotText
    head = text.split("\n", 1)[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ","
    )
    good: list[Row] = []
    refused: list[RowRefused] = []
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        if missing := [name for name in REQUIRED if name not in header]:
            raise FileColumnsMissing(names=", ".join(missing))
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(good) + len(refused) >= MAX_ROWS:
                raise FileTooBig
            line = reader.line_num
            found = _row(line, header, cells)
            good += [found] if isinstance(found, Row) else []
            refused += [found] if isinstance(found, RowRefused) else []
    except csv.Error as error:
        raise FileNotText from error
    return Reading(tuple(good), tuple(refused))


def write(rows: Iterable[tuple[AgencyFacts, OfficeFacts | None, ContactFacts | None, UUID | None]]) -> bytes:
    """The file that `read` reads back to the same facts, safe to open in a spreadsheet."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for agency, office, contact, uuid in rows:
        cells = dict.fromkeys(COLUMNS, "")
        cells |= {
            "state": agency.state,
            "agency": agency.name_en,
            "agency_fr": agency.name_fr,
            "agency_original": agency.name_original,
            "sort": agency.sort,
            "agency_languages": " ".join(agency.languages),
            "notes": agency.notes,
        }
        if office is not None:
            cells |= {
                "office": office.name,
                "address": office.address,
                "city": office.city,
                "time_zone": office.time_zone,
                "hours": office.hours,
                "always_open": "yes" if office.always_open else "no",
                "closures": " ".join(day.isoformat() for day in office.closures),
            }
        if contact is not None:
            cells |= {
                "uuid": str(uuid or ""),
                "function": contact.function,
                "person": contact.person,
                "title": contact.title,
                "phone": contact.phone,
                "mobile": contact.mobile,
                "email": contact.email,
                "languages": " ".join(contact.languages),
                "channels": " ".join(contact.channels),
                "preferred_channel": contact.preferred_channel,
                "verified_on": contact.verified_on.isoformat() if contact.verified_on else "",
            }
        writer.writerow([neutral(cells[name]) for name in COLUMNS])
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8")


def neutral(cell: str) -> str:
    """The cell so that no spreadsheet runs it."""
    return f"'{cell}" if cell.startswith(_RISKY) else cell


def original(cell: str) -> str:
    """What `neutral` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_RISKY) else cell


class _Unreadable(ValueError):
    """A cell that cannot be read as what its column holds."""

    def __init__(self, column: str, reason: Text) -> None:
        super().__init__(column)
        self.column, self.reason = column, reason


def _row(line: int, header: list[str], cells: list[str]) -> Row | RowRefused:
    if len(cells) > len(header):
        reason = Text(
            en="The row has more cells than there are columns.",
            fr="La ligne a plus de cellules que de colonnes.",
        )
        return RowRefused(line, "directory.row_too_long", "", reason)
    value = {name: original(cell).strip() for name, cell in zip(header, cells, strict=False)}
    if long := next((name for name, cell in value.items() if len(cell) > MAX_CELL), None):
        reason = Text(en="This cell is too long.", fr="Cette cellule est trop longue.")
        return RowRefused(line, "directory.cell_unreadable", long, reason)
    try:
        agency, office = _agency(value), _office(value)
        contact, uuid = _contact(value), _uuid(value)
    except _Unreadable as error:
        return RowRefused(line, "directory.cell_unreadable", error.column, error.reason)
    if contact is not None and office is None:
        reason = Text(en="A contact point needs an office.", fr="Un point de contact a besoin d’un bureau.")
        return RowRefused(line, "directory.contact_without_office", "office", reason)
    problems: Problems = agency.problems()
    problems |= office.problems() if office else {}
    problems |= contact.problems() if contact else {}
    for column, label in problems.items():
        reason = Text(en=f"Missing or not valid: {label.en}.", fr=f"Manquant ou non valide : {label.fr}.")
        return RowRefused(
            line, "directory.cell_not_valid", "agency" if column == "name_en" else column, reason
        )
    return Row(line, agency, office, contact, uuid)


def _agency(value: dict[str, str]) -> AgencyFacts:
    return AgencyFacts(
        state=value.get("state", "").upper(),
        name_en=value.get("agency", ""),
        name_fr=value.get("agency_fr", ""),
        name_original=value.get("agency_original", ""),
        sort=value.get("sort", "").lower(),
        languages=_list(value, "agency_languages"),
        notes=value.get("notes", ""),
    )


def _office(value: dict[str, str]) -> OfficeFacts | None:
    if not value.get("office"):
        return None
    return OfficeFacts(
        name=value["office"],
        address=value.get("address", ""),
        city=value.get("city", ""),
        time_zone=value.get("time_zone", ""),
        hours=value.get("hours", ""),
        always_open=_yes(value, "always_open"),
        closures=tuple(_day("closures", text) for text in _list(value, "closures")),
    )


def _contact(value: dict[str, str]) -> ContactFacts | None:
    if not value.get("function") and not value.get("person"):
        return None
    verified = value.get("verified_on", "")
    return ContactFacts(
        function=value.get("function", "").lower(),
        person=value.get("person", ""),
        title=value.get("title", ""),
        phone=value.get("phone", ""),
        mobile=value.get("mobile", ""),
        email=value.get("email", ""),
        languages=_list(value, "languages"),
        channels=_list(value, "channels"),
        preferred_channel=value.get("preferred_channel", "").lower(),
        verified_on=_day("verified_on", verified) if verified else None,
    )


def _uuid(value: dict[str, str]) -> UUID | None:
    if not (text := value.get("uuid", "")):
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise _Unreadable("uuid", Text(en="This is not a uuid.", fr="Ce n’est pas un uuid.")) from error


def _list(value: dict[str, str], column: str) -> tuple[str, ...]:
    return tuple(value.get(column, "").lower().replace(",", " ").replace("|", " ").split())


def _day(column: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        reason = Text(en="Dates are written 2026-12-31.", fr="Les dates s’écrivent 2026-12-31.")
        raise _Unreadable(column, reason) from error


def _yes(value: dict[str, str], column: str) -> bool:
    text = value.get(column, "").lower()
    if text in _YES | _NO:
        return text in _YES
    raise _Unreadable(column, Text(en="Say yes or no.", fr="Indiquez oui ou non."))
