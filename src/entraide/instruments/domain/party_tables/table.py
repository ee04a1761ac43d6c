"""A party table as its depositary publishes it: one row per participant, columns that differ from treaty to treaty.

The form is that of the United Nations Treaty Collection saved as CSV. Every row is read, explained, or refused by its
line with a reason. A date is that of the *deposit* of an instrument (or of the signature): the treaty's own text says
how long after it the participant is bound.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from entraide.instruments.domain.party_tables import names
from entraide.instruments.domain.party_tables.cells import Act, CellNotUnderstood, How, read_cell
from entraide.instruments.domain.party_tables.refusals import (
    TableColumnsMissing,
    TableNotText,
    TableTooBig,
)
from entraide.kernel.languages import Text

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 2_000

_PARTICIPANT = re.compile(r"participant|state|party|parties", re.IGNORECASE)
_SIGNED = re.compile(r"^\s*signature|^\s*signed", re.IGNORECASE)
_BOUND = re.compile(r"ratification|accession|acceptance|approval|succession|confirmation", re.IGNORECASE)
_ENDED = re.compile(r"withdrawal|denunciation", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Party:
    """One participant. `state` is None for an organisation; `bound` is None for one who has only signed."""

    line: int
    state: str | None
    name_as_written: str
    signed: date | None
    bound: date | None
    how: How | None
    footnotes: tuple[int, ...] = ()
    withdrawn: date | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """A row about which there is something to say; `read` tells whether it is also among the parties."""

    line: int
    row: tuple[str, ...]
    why: Text
    read: bool


@dataclass(frozen=True, slots=True)
class RowRefused:
    """A row that was not understood: its line in the file, its cells, the reason."""

    line: int
    row: tuple[str, ...]
    reason: Text


@dataclass(frozen=True, slots=True)
class PartyTable:
    """What a table says. `newest` is the last day of any act in it: the table knows of nothing after it was taken."""

    name: str
    rows: tuple[Party, ...]
    explained: tuple[Explained, ...]
    refused: tuple[RowRefused, ...]
    newest: date | None


@dataclass(frozen=True, slots=True)
class Count:
    states: int
    organisations: int

    @property
    def all(self) -> int:
        return self.states + self.organisations


@dataclass(frozen=True, slots=True)
class _Columns:
    participant: int
    signed: int | None
    bound: int
    ended: int | None


def read_table(name: str, content: bytes) -> PartyTable:
    """Read one table. Raises `TableTooBig`, `TableNotText` or `TableColumnsMissing` for a file that is none."""
    lines = _lines(content)
    columns = _columns(next(lines, []))
    rows: list[Party] = []
    explained: list[Explained] = []
    refused: list[RowRefused] = []
    seen: set[str] = set()
    for cells in lines:
        line = lines.line_num
        if line > MAX_ROWS:
            raise TableTooBig(megabytes=MAX_BYTES // 1024**2)
        row = tuple(cells)
        try:
            party, why = _party(row, line, columns)
        except CellNotUnderstood as error:
            refused.append(RowRefused(line, row, error.reason))
            continue
        if party is not None and (key := party.state or party.name_as_written) in seen:
            refused.append(RowRefused(line, row, _filled(_TWICE, name=party.name_as_written, code=key)))
            continue
        if party is not None:
            seen.add(party.state or party.name_as_written)
            rows.append(party)
        if why is not None:
            explained.append(Explained(line, row, why, read=party is not None))
    days = [day for party in rows for day in (party.signed, party.bound, party.withdrawn) if day]
    return PartyTable(name, tuple(rows), tuple(explained), tuple(refused), max(days, default=None))


def parties_on(table: PartyTable, on: date) -> tuple[Party, ...]:
    """Those who had deposited an instrument by the end of `on` and not withdrawn: states and organisations."""
    return tuple(
        party
        for party in table.rows
        if party.bound is not None and party.bound <= on and (party.withdrawn is None or party.withdrawn > on)
    )


def count(parties: Sequence[Party]) -> Count:
    """How many of them are states, and how many organisations."""
    organisations = sum(party.state is None for party in parties)
    return Count(len(parties) - organisations, organisations)


_NO_NAME = Text(en="The row names no participant.", fr="La ligne ne nomme aucun participant.")
_UNKNOWN = Text(en="«{name}» is no state that is known here.", fr="« {name} » n’est pas un État connu ici.")
_TWICE = Text(
    en="«{name}» ({code}) has a row already: which one counts must be decided by a person.",
    fr="« {name} » ({code}) a déjà une ligne : une personne doit décider laquelle compte.",
)
_BLANK = Text(en="An empty line.", fr="Une ligne vide.")
_NOTHING = Text(
    en="The row names «{name}» and gives no date: it is party to nothing by this table.",
    fr="La ligne nomme « {name} » sans aucune date : selon ce tableau, elle n’est partie à rien.",
)
_ORGANISATION = Text(
    en="«{name}» is an organisation, not a state: it is counted apart.",
    fr="« {name} » est une organisation, non un État : elle est comptée à part.",
)
_FORMER = Text(
    en="«{name}» is a former state: look at the rows of the states that succeeded it.",
    fr="« {name} » est un ancien État : voir les lignes des États qui lui ont succédé.",
)
_TERRITORY = Text(
    en="«{name}» is no party of its own: see the row and the notes of {code}.",
    fr="« {name} » n’est pas partie en son nom propre : voir la ligne et les notes de {code}.",
)
_BRACKETS = Text(
    en="The date for «{name}» stands in square brackets: it has ceased to have effect, and is not counted.",
    fr="La date de « {name} » est entre crochets : elle a cessé d’avoir effet et n’est pas comptée.",
)


def _party(row: tuple[str, ...], line: int, columns: _Columns) -> tuple[Party | None, Text | None]:
    if not any(cell.strip() for cell in row):
        return None, _BLANK
    name = names.unglue(_cell(row, columns.participant))
    if not name.bare:
        raise CellNotUnderstood(_NO_NAME)
    signed, bound, ended = (_act(row, at) for at in (columns.signed, columns.bound, columns.ended))
    notes = (*name.footnotes, *(note for act in (signed, bound, ended) if act for note in act.footnotes))
    territory, state = names.responsible_for(name.bare), names.state_of(name.bare)
    if names.is_former(name.bare):
        return None, _filled(_FORMER, name=name.bare)
    if territory is not None:
        return None, _filled(_TERRITORY, name=name.bare, code=territory)
    if state is None and not names.is_organisation(name.bare):
        raise CellNotUnderstood(_filled(_UNKNOWN, name=name.bare))
    if signed is None and bound is None:
        return None, _filled(_NOTHING, name=name.bare)
    why = _filled(_ORGANISATION, name=name.bare) if state is None else None
    live = bound if bound is not None and not bound.ended else None
    party = Party(
        line=line,
        state=state,
        name_as_written=name.bare,
        signed=signed.day if signed is not None and not signed.ended else None,
        bound=live.day if live else None,
        how=live.how if live else None,
        footnotes=tuple(dict.fromkeys(notes)),
        withdrawn=ended.day if ended else None,
    )
    if any(act is not None and act.ended for act in (signed, bound)):
        return party, _filled(_BRACKETS, name=name.bare)
    return party, why


def _act(row: tuple[str, ...], at: int | None) -> Act | None:
    if at is None:
        return None
    cell = _cell(row, at)
    try:
        return read_cell(cell)
    except CellNotUnderstood as error:
        raise CellNotUnderstood(_filled(error.reason, cell=cell)) from None


def _cell(row: tuple[str, ...], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _filled(text: Text, **facts: str) -> Text:
    # A brace in a cell must not be taken for a placeholder when the sentence is filled in again.
    safe = {name: fact.replace("{", "(").replace("}", ")")[:200] for name, fact in facts.items()}
    return Text(en=text.en.format(**safe), fr=text.fr.format(**safe))


def _columns(head: list[str]) -> _Columns:
    def first(pattern: re.Pattern[str], but: int | None = None) -> int | None:
        return next((at for at, cell in enumerate(head) if at != but and pattern.search(cell)), None)

    participant, signed = first(_PARTICIPANT), first(_SIGNED)
    bound = first(_BOUND, but=signed)
    if participant is None or bound is None or participant == bound:
        raise TableColumnsMissing
    return _Columns(participant, signed, bound, first(_ENDED))


class _Lines:
    """The rows of a CSV with the line each of them ends on."""

    def __init__(self, text: str) -> None:
        self._reader = csv.reader(io.StringIO(text, newline=""))

    @property
    def line_num(self) -> int:
        return self._reader.line_num

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> list[str]:
        try:
            return next(self._reader)
        except csv.Error as error:
            raise TableNotText from error


def text_of(content: bytes) -> str:
    """The file as text. Raises `TableTooBig` or `TableNotText`."""
    if len(content) > MAX_BYTES:
        raise TableTooBig(megabytes=MAX_BYTES // 1024**2)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableNotText from error
    if "\x00" in text:
        raise TableNotText
    return text


def _lines(content: bytes) -> _Lines:
    return _Lines(text_of(content))
