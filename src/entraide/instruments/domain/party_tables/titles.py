"""The titles of the treaties, from the index of the United Nations Treaty Collection saved as CSV."""

import csv
import io
from dataclasses import dataclass

from entraide.instruments.domain.party_tables.refusals import TableColumnsMissing, TableNotText
from entraide.instruments.domain.party_tables.table import text_of

_NEEDED = ("chapter_no", "treaty_no", "treaty_name")


@dataclass(frozen=True, slots=True)
class TreatyTitle:
    """What the index says of one treaty, in English only. `table` is the name of its party table: «18-12-a»."""

    table: str
    chapter: str
    number: str
    title: str
    concluded: str
    url: str


def read_titles(content: bytes) -> dict[str, TreatyTitle]:
    """Every treaty of the index by the name of its table. Raises the refusals of a party table."""
    reader = csv.DictReader(io.StringIO(text_of(content), newline=""))
    if not set(_NEEDED) <= set(reader.fieldnames or ()):
        raise TableColumnsMissing
    titles: dict[str, TreatyTitle] = {}
    try:
        for row in reader:
            chapter, number, name = ((row[column] or "").strip() for column in _NEEDED)
            if not (chapter and number and name):
                continue
            table = f"{chapter}-{number.replace('.', '-')}"
            # «Title. Place, day month year»: the last full stop divides them.
            title, _, concluded = name.rpartition(". ")
            titles[table] = TreatyTitle(
                table,
                chapter,
                number,
                (title or concluded).strip(),
                concluded.strip() if title else "",
                (row.get("url") or "").strip(),
            )
    except csv.Error as error:
        raise TableNotText from error
    return titles
