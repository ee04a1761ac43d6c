"""Some thousand requests' rows on their way to the tables. What happened is put in order of time before it is numbered,
so that the rows of one case lie as far apart as in a node that grew day by day."""

from collections import defaultdict
from collections.abc import Mapping
from random import Random
from typing import cast

from benchmarks.filling.acts import entry
from benchmarks.filling.moments import moment
from benchmarks.filling.population import Colleague
from benchmarks.filling.tables import Row, columns_of
from entraide.assistance import models as assistance
from entraide.cases import models as cases
from entraide.cases.models.tokens import blocks_of
from entraide.ledger import models as ledger

# The rows there are most of are written out in the order of their columns.
WRITTEN_OUT = {
    cases.Finding: "id case_id about sort source at",
    cases.Membership: "id case_id person_id since added_by_id reason",
    assistance.DatedEvent: "id request_id code at detail",
    ledger.Look: "id at person case subject what why",
    ledger.Entry: "seq at act actor case subject canonical leaf_hash",
    ledger.Detail: "entry_id salt body",
}
WORDS, MARKS = "cases_words", "assistance_marks"

Pending = tuple[int, str, Colleague, str, str | None, Mapping[str, object], Mapping[str, object] | None]


class Numbers:
    """The next number of every table."""

    def __init__(self, taken: Mapping[str, int]) -> None:
        self._last = defaultdict(int, taken)

    def next(self, table: str) -> int:
        self._last[table] += 1
        return self._last[table]


class Batch:
    """Rows by table, in the order in which they came to be."""

    def __init__(self, numbers: Numbers, made: Random) -> None:
        self.rows: dict[str, list[Row]] = defaultdict(list)
        self._numbers, self._made = numbers, made
        self._acts: list[Pending] = []
        self._dated: list[tuple[int, int, str, Row]] = []
        self._findings: list[tuple[int, int, int, str, str, str, str]] = []
        self._looks: list[tuple[int, str, str, str]] = []

    def key(self) -> str:
        """A random uuid (version 4) as 32 digits."""
        digits = f"{self._made.getrandbits(128):032x}"
        return f"{digits[:12]}4{digits[13:16]}a{digits[17:]}"

    def add(self, model: type, row: Row) -> int:
        """A row that is numbered as it comes. Its first column is left empty."""
        table = model._meta.db_table  # type: ignore[attr-defined]
        number = self._numbers.next(table)
        self.rows[table].append((number, *row[1:]))
        return number

    def add_at(self, at: int, model: type, row: Row) -> None:
        """A row that is numbered when all is in order of time."""
        table = model._meta.db_table  # type: ignore[attr-defined]
        self._dated.append((at, len(self._dated), table, row))

    def act(
        self,
        at: int,
        code: str,
        by: Colleague,
        case: str,
        about: str | None = None,
        facts: Mapping[str, object] | None = None,
        **detail: object,
    ) -> None:
        """Something that was done, for the ledger."""
        self._acts.append((at, code, by, case, about, facts or {}, detail or None))

    def find(self, at: int, case: int, about: str, sort: str, source: str, tokens: str, people: str) -> None:
        """Something that can be found by these tokens, by these people."""
        self._findings.append((at, len(self._findings), case, about, sort, source, f"{tokens} {people}"))

    def look(self, at: int, by: Colleague, case: str, what: str) -> None:
        self._looks.append((at, by.uuid, case, what))

    def mark(self, request: int, tokens: str) -> None:
        self.rows[MARKS].append((request, tokens))

    def finished(self) -> dict[str, list[Row]]:
        """All rows, numbered."""
        for _, _, table, row in sorted(self._dated):
            self.rows[table].append((self._numbers.next(table), *row[1:]))
        for at, _, number, about, sort, source, tokens in sorted(self._findings):
            found = self._numbers.next("cases_finding")
            self.rows["cases_finding"].append((found, number, about, sort, source, moment(at)))
            self.rows[WORDS].append((found, tokens))
        for at, person, case, what in sorted(self._looks):
            look = self._numbers.next("ledger_look")
            self.rows["ledger_look"].append((look, moment(at), person, case, None, what, ""))
        self._write_acts()
        return dict(self.rows)

    def _write_acts(self) -> None:
        entries, details = self.rows["ledger_entry"], self.rows["ledger_detail"]
        self._acts.sort(key=lambda act: act[0])
        for at, code, by, case, subject, facts, detail in self._acts:
            sequence, salt, when = self._numbers.next("ledger_entry"), self._made.randbytes(32), moment(at)
            written, leaf, body = entry(sequence, when, code, by.uuid, case, subject, facts, detail, salt)
            entries.append((sequence, when, code, by.uuid, case, subject, written, leaf))
            if body is not None:
                details.append((sequence, salt, body))


def with_blocks(rows: list[Row]) -> list[Row]:
    """Rows of an index as PostgreSQL holds them: each also carries its blocks, as `TokenIndex.put` gives them."""
    return [(row, f"{tokens} {' '.join(blocks_of(cast(int, row)))}") for row, tokens in rows]


def require_the_columns() -> None:
    """Raises `AssertionError` when a table that is written out here has other columns."""
    for model, written in WRITTEN_OUT.items():
        found = " ".join(columns_of(model))
        assert found == written, (model, found)
