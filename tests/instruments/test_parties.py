"""Parties: what a node knows better counts, what is confirmed says so, and tables go in once."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import IntegrityError, transaction

from entraide.accounts.domain.roles import Role
from entraide.accounts.models import Person
from entraide.config.cli import commands
from entraide.instruments import queries, services
from entraide.instruments.cli import instruments
from entraide.instruments.domain.instrument import Instrument
from entraide.instruments.domain.party_tables.refusals import FolderMissing
from entraide.instruments.errors import TakesNoParties, UnknownState
from entraide.instruments.models import PartyRecord
from entraide.instruments.services.importing import CODES
from entraide.instruments.services.parties import PartyFacts
from entraide.kernel.errors import Incomplete, NotAllowed, NotFound
from entraide.ledger.models import Entry
from tests.factories.accounts import PersonFactory
from tests.factories.instruments import AGREEMENT, PartyRecordFactory

AT = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "law" / "un-treaties"


@pytest.fixture
def jurist(db: None) -> Person:
    return PersonFactory(role=Role.LEGAL_COUNSEL)


def facts(**given: object) -> PartyFacts:
    usual: dict[str, object] = {
        "state": "FR",
        "signed": "2000-12-12",
        "ratified": "2002-10-29",
        "in_force": "",
        "source": "the depositary’s page",
        "as_of": date(2026, 3, 1),
        "verified": False,
        "reason": "Read again",
    }
    return PartyFacts(**(usual | given))  # type: ignore[arg-type]


def test_the_last_record_of_a_state_counts_and_the_earlier_ones_stay(jurist: Person) -> None:
    services.record_party("untoc", facts(ratified="2001"), acting=jurist, at=AT)
    services.record_party("untoc", facts(ratified="2003-01-02"), acting=jurist, at=AT)
    party = queries.instrument("untoc").party("FR")
    assert party is not None
    assert (party.ratified, party.origin.source.en, party.origin.as_of) == (
        "2003-01-02",
        "the depositary’s page",
        date(2026, 3, 1),
    )
    assert [one.ratified for one in queries.party_records("untoc")] == ["2003-01-02", "2001"]
    assert [entry.act for entry in Entry.objects.all()] == ["instruments.party_recorded"] * 2


def test_what_a_state_declared_outlives_a_record_of_its_dates(jurist: Person) -> None:
    text = AGREEMENT + (
        '\n[[declarations]]\nstate = "US"\ntext = { en = "Only in English.", fr = "En anglais seulement." }\n'
    )
    services.add_agreement(text, "Signed", acting=jurist, at=AT)
    services.record_party("northmark_memorandum", facts(state="US"), acting=jurist, at=AT)
    after = queries.instrument("northmark_memorandum").party("US")
    assert after is not None
    assert (after.ratified, [one.fr for one in after.declarations]) == (
        "2002-10-29",
        ["En anglais seulement."],
    )


def test_a_state_without_ratification_is_no_party(jurist: Person) -> None:
    services.record_party("untoc", facts(ratified="", reason="It has withdrawn"), acting=jurist, at=AT)
    party = queries.instrument("untoc").party("FR")
    assert party is not None
    assert not party.is_bound


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"signed": "12 Dec 2000"}, "signed"),
        ({"ratified": "2002-02-30"}, "ratified"),
        ({"in_force": "203"}, "in_force"),
        ({"source": " "}, "source"),
        ({"source": "x" * 401}, "source"),
        ({"as_of": date(2026, 3, 3)}, "as_of"),
        ({"reason": ""}, "reason"),
    ],
)
def test_what_is_missing_or_not_valid_is_named(given: dict[str, object], named: str, jurist: Person) -> None:
    with pytest.raises(Incomplete) as refused:
        services.record_party("untoc", facts(**given), acting=jurist, at=AT)
    assert set(refused.value.fields) == {named}
    assert PartyRecord.objects.count() == 0


def test_acts_and_unknown_states_take_no_parties(jurist: Person) -> None:
    with pytest.raises(TakesNoParties):
        services.record_party("ca_mlacma", facts(), acting=jurist, at=AT)
    with pytest.raises(UnknownState):
        services.record_party("untoc", facts(state="QQ"), acting=jurist, at=AT)
    with pytest.raises(NotFound):
        services.record_party("nowhere", facts(), acting=jurist, at=AT)


def test_confirming_keeps_the_facts_and_names_where_they_were_read(jurist: Person) -> None:
    before = queries.instrument("untoc").party("FR")
    assert before is not None
    services.confirm("untoc", "FR", source="treaties.un.org", as_of=date(2026, 3, 2), acting=jurist, at=AT)
    after = queries.instrument("untoc").party("FR")
    assert after is not None
    assert (after.signed, after.ratified, after.in_force) == (before.signed, before.ratified, before.in_force)
    assert (after.origin.verified, after.origin.as_of, after.origin.source.fr) == (
        True,
        date(2026, 3, 2),
        "treaties.un.org",
    )
    assert Entry.objects.get().act == "instruments.party_confirmed"


def test_only_jurists_and_administrators_say_what_is_known_of_a_party(db: None) -> None:
    officer = PersonFactory(role=Role.CASE_OFFICER)
    with pytest.raises(NotAllowed):
        services.record_party("untoc", facts(), acting=officer, at=AT)
    with pytest.raises(NotAllowed):
        services.confirm("untoc", "FR", source="there", as_of=date(2026, 3, 2), acting=officer, at=AT)
    assert PartyRecord.objects.count() == 0


def test_the_database_wants_a_person_behind_whatever_is_verified(db: None) -> None:
    PartyRecordFactory(verified=False, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        PartyRecordFactory(verified=True, by=None)


# An invented table: one row that differs, one that is refused, one of an organisation.
TABLE = """\
Participant,Signature,"Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)"
France,12 Dec 2000,3 Jan 2003
Zubrowka,1 Jan 2001,1 Jan 2002
European Union,12 Dec 2000,21 May 2004 AA
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "18-12.csv").write_text(TABLE, "utf-8")
    (tmp_path / "18-10.csv").write_text(TABLE, "utf-8")
    return tmp_path


@pytest.fixture
def old_france(monkeypatch: pytest.MonkeyPatch, jurist: Person) -> Instrument:
    """The convention with an entry of France from before the table."""
    services.record_party("untoc", facts(ratified="2002", as_of=date(2014, 1, 1)), acting=jurist, at=AT)
    return queries.instrument("untoc")


def test_a_table_records_what_differs_by_the_node_itself_and_once(
    folder: Path, old_france: Instrument
) -> None:
    first = services.import_parties(folder, acting=None, at=AT)
    assert {one.table: (one.code, one.differing, one.kept) for one in first.treaties} == {
        "18-12": ("untoc", ("FR",), ()),
        "18-10": (None, (), ()),
    }
    record = queries.party_records("untoc")[0]
    assert (record.state_id, record.ratified, record.as_of, record.verified, record.by) == (
        "FR",
        "2003-01-03",
        date(2015, 3, 31),
        False,
        None,
    )
    assert (record.source_en, first.recorded) == ("UN Treaty Collection, table as of March 2015", 1)
    entry = Entry.objects.get(act="instruments.parties_imported")
    assert entry.actor is None
    assert json.loads(bytes(entry.canonical))["facts"]["treaties"] == {"untoc": 1}
    assert services.import_parties(folder, acting=None, at=AT).recorded == 0
    assert PartyRecord.objects.count() == 2


def test_every_row_of_a_table_is_accounted_for(folder: Path, db: None) -> None:
    done = services.import_parties(folder, dry_run=True, acting=None, at=AT)
    table = next(one.table for one in done.summary.tables if one.table.name == "18-12")
    assert [(row.line, "Zubrowka" in row.reason.en) for row in table.refused] == [(3, True)]
    assert [row.line for row in table.explained] == [4]


def test_a_dry_run_writes_nothing(folder: Path, old_france: Instrument) -> None:
    entries = Entry.objects.count()
    assert services.import_parties(folder, dry_run=True, acting=None, at=AT).recorded == 1
    assert (PartyRecord.objects.count(), Entry.objects.count()) == (1, entries)


def test_a_table_does_not_outweigh_what_is_newer_or_confirmed(folder: Path, jurist: Person) -> None:
    services.record_party("untoc", facts(ratified="2002"), acting=jurist, at=AT)
    newer = services.import_parties(folder, acting=None, at=AT)
    assert (newer.treaties[1].kept, newer.recorded) == (("FR",), 0)


def test_an_import_by_a_person_needs_the_role(folder: Path, db: None) -> None:
    with pytest.raises(NotAllowed):
        services.import_parties(folder, acting=PersonFactory(role=Role.AUDITOR), at=AT)


def test_a_folder_without_tables_is_refused(tmp_path: Path, db: None) -> None:
    with pytest.raises(FolderMissing):
        services.import_parties(tmp_path, acting=None, at=AT)


def test_every_table_that_is_known_has_its_treaty_in_the_library(db: None) -> None:
    codes = {one.code for one in queries.node_library().instruments}
    assert set(CODES.values()) - codes == set()


def test_the_command_reports_and_a_dry_run_records_nothing(folder: Path, old_france: Instrument) -> None:
    told = CliRunner().invoke(instruments, ["import", str(folder), "--dry-run", "--language", "fr"])
    assert told.exit_code == 0, told.output
    lines = told.output.splitlines()
    assert "mars 2015" in lines[0]
    assert "18-10  absent de la bibliothèque : lu, et rien d’inscrit." in lines
    assert lines[-1] == "Essai : rien d’inscrit ; ce serait 1."
    assert PartyRecord.objects.count() == 1
    done = CliRunner().invoke(instruments, ["import", str(folder)])
    assert done.output.splitlines()[-1] == "Recorded: 1."
    again = CliRunner().invoke(instruments, ["import", str(folder)])
    assert again.output.splitlines()[-1] == "Recorded: 0."


def test_the_command_stands_on_the_command_line_of_the_node() -> None:
    assert {"import"} == set(instruments.commands)
    assert "instruments" in commands("en").commands


@pytest.mark.skipif(not REAL.is_dir(), reason="the tables of the United Nations are not on this machine")
def test_the_real_tables_go_in_once(db: None) -> None:
    first = services.import_parties(REAL, acting=None, at=AT)
    assert {one.table for one in first.treaties if one.code} == set(CODES)
    assert services.import_parties(REAL, acting=None, at=AT).recorded == 0
