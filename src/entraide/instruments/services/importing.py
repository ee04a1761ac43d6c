"""Taking in tables of parties: what they say otherwise than the library is recorded, and each row is accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from entraide.directory.domain.states import states
from entraide.instruments import queries
from entraide.instruments.domain.instrument import Instrument
from entraide.instruments.domain.instrument import Party as Known
from entraide.instruments.domain.party_tables.importing import AS_OF, Summary, TableImported, import_tables
from entraide.instruments.domain.party_tables.table import Party as Row
from entraide.instruments.events import PartiesImported
from entraide.instruments.models import PartyRecord
from entraide.instruments.policy import require_keeper
from entraide.kernel.languages import Text
from entraide.ledger import services as ledger

if TYPE_CHECKING:
    from entraide.accounts.models import Person

SOURCE = Text(
    en="UN Treaty Collection, table as of March 2015",
    fr="Collection des traités des Nations Unies, tableau de mars 2015",
)
REASON = "Import of a table of parties · Importation d’un tableau des parties"

# The tables of the United Nations Treaty Collection by chapter and number, and the code of each in the library.
CODES = {
    "4-11-c": "opsc",
    "6-15": "drugs_1961",
    "6-16": "drugs_1971",
    "6-19": "drugs_1988",
    "18-9": "terrorist_bombings",
    "18-12": "untoc",
    "18-12-a": "untoc_trafficking_protocol",
    "18-12-b": "untoc_smuggling_protocol",
    "18-12-c": "untoc_firearms_protocol",
    "18-14": "uncac",
}


@dataclass(frozen=True)
class TreatyImported:
    """What one table came to: `code` is None where the library has no such treaty.

    `differing` are the states of which the table says something else; `kept` those of them whose entry in the
    library is newer than the table, or confirmed, and stays.
    """

    table: str
    code: str | None
    differing: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True)
class Imported:
    """The summary of the folder, and what became of each treaty. `recorded`: rows written, or that would be."""

    summary: Summary
    treaties: tuple[TreatyImported, ...]
    recorded: int


@transaction.atomic
def import_parties(folder: Path, *, dry_run: bool = False, acting: Person | None, at: datetime) -> Imported:
    """Take in a folder of tables. A second import of the same folder records nothing; a dry run never does.

    `acting` is None for the console of the node itself. Raises `NotAllowed`, `FolderMissing`.
    """
    if acting is not None:
        require_keeper(acting)
    summary = import_tables(folder, on=AS_OF)
    library = {one.code: one for one in queries.node_library().instruments}
    treaties, records = [], []
    for one in summary.tables:
        found = library.get(CODES.get(one.table.name, ""))
        if found is None:
            treaties.append(TreatyImported(one.table.name, None, (), ()))
            continue
        rows = list(_differing(one, found))
        kept = tuple(state for state, _row, known in rows if known and _outweighs(known))
        records += [
            _record(found.code, state, row, known, acting, at)
            for state, row, known in rows
            if state not in kept
        ]
        differing = tuple(state for state, _row, _known in rows)
        treaties.append(TreatyImported(one.table.name, found.code, differing, kept))
    if records and not dry_run:
        PartyRecord.objects.bulk_create(records)
        told = {one.code: len(one.differing) - len(one.kept) for one in treaties if one.code}
        ledger.record(
            PartiesImported(facts={"as_of": AS_OF, "recorded": len(records), "treaties": told}),
            by=acting.uuid if acting else None,
            at=at,
        )
    return Imported(summary, tuple(treaties), len(records))


def _differing(one: TableImported, instrument: Instrument) -> Iterator[tuple[str, Row, Known | None]]:
    """The rows of states that say otherwise than the library, with what the library says."""
    for row in one.table.rows:
        if row.state is None or row.state not in states():
            continue
        known = instrument.party(row.state)
        said = (known.signed or "", known.ratified or "") if known else ("", "")
        if said != (_day(row.signed), _day(_bound(row))):
            yield row.state, row, known


def _outweighs(known: Known) -> bool:
    """Whether what the library says is not to be replaced by a table of March 2015."""
    return known.origin.verified or known.origin.as_of > AS_OF


def _bound(row: Row) -> date | None:
    """The deposit by which the state was bound on the day of the table; None once it had withdrawn."""
    if row.bound is None or row.bound > AS_OF or (row.withdrawn is not None and row.withdrawn <= AS_OF):
        return None
    return row.bound


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _record(
    code: str, state: str, row: Row, known: Known | None, acting: Person | None, at: datetime
) -> PartyRecord:
    bound = _day(_bound(row))
    return PartyRecord(
        code=code,
        state_id=state,
        signed=_day(row.signed),
        ratified=bound,
        # The table knows deposits only: when the treaty took effect for the state stays as the library says.
        in_force=(known.in_force or "") if known and bound else "",
        source_en=SOURCE.en,
        source_fr=SOURCE.fr,
        as_of=AS_OF,
        verified=False,
        reason=REASON,
        at=at,
        by=acting,
    )
