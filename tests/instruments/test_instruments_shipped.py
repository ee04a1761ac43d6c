"""The shipped library: its instruments, whom they bind, and that its words are those of the record."""

import csv
from pathlib import Path
from typing import get_args

import pytest

from entraide.assistance.domain import kinds, measures
from entraide.directory.domain.states import states
from entraide.instruments.domain.grounds import GROUNDS
from entraide.instruments.domain.instrument import (
    ANY_OFFENCE,
    KINDS,
    MEASURES,
    STAGES,
    TRACKS,
    URGENCIES,
    Rank,
    Unit,
    When,
)
from entraide.instruments.domain.labels import KIND_LABELS
from entraide.instruments.domain.library import load_library

LIBRARY = load_library()
DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "law"


def whens() -> list[tuple[str, When]]:
    return [
        (instrument.code, fact.when)
        for instrument in LIBRARY.instruments
        for facts in (
            instrument.covers,
            instrument.facts,
            instrument.refusals,
            instrument.clocks,
            instrument.dual_criminality,
        )
        for fact in facts
    ]


def test_the_words_are_those_of_the_record() -> None:
    assert tuple(kinds.Kind) == KINDS == tuple(KIND_LABELS)
    assert tuple(kinds.Track) == TRACKS
    assert tuple(kinds.Urgency) == URGENCIES
    assert tuple(kinds.Stage) == STAGES
    assert tuple(measures.MeasureCode) == MEASURES
    assert tuple(measures.Ground) == tuple(GROUNDS)


def test_the_instruments_asked_for_are_there() -> None:
    codes = {instrument.code for instrument in LIBRARY.instruments}

    assert codes >= {
        "budapest",
        "budapest_second_protocol",
        "untoc",
        "untoc_trafficking_protocol",
        "untoc_smuggling_protocol",
        "untoc_firearms_protocol",
        "uncac",
        "drugs_1961",
        "drugs_1971",
        "drugs_1988",
        "european_mla",
        "eu_eio",
        "eu_eevidence",
        "ca_mlacma",
        "ca_extradition_act",
        "ca_evidence_act",
        "ca_mandatory_reporting",
        "interpol",
        "letters_rogatory",
        "reciprocity",
    }


def test_every_state_named_is_one_and_every_offence_has_its_class() -> None:
    known = set(states())

    for instrument in LIBRARY.instruments:
        named = {party.state for party in instrument.parties} | set(instrument.excluded)
        assert named <= known, instrument.code
        assert instrument.state is None or instrument.state in known
    classes = {offence.code for offence in LIBRARY.offences.values()} | {ANY_OFFENCE}
    for code, when in whens():
        assert set(when.offences) <= classes, code
        assert set(when.states) | set(when.not_states) <= known, code
    assert set(LIBRARY.death_penalty) <= known


def test_every_treaty_binds_somebody_and_a_bilateral_one_binds_two() -> None:
    for instrument in LIBRARY.instruments:
        if instrument.rank is Rank.BILATERAL:
            assert len(instrument.parties) == 2, instrument.code
            assert all(party.is_bound for party in instrument.parties), instrument.code
        if instrument.rank in {Rank.REGIONAL, Rank.SUBJECT}:
            assert any(party.is_bound for party in instrument.parties), instrument.code
            assert instrument.covers, instrument.code


@pytest.mark.parametrize(
    ("state", "in_force"),
    [
        ("FR", "2006-05-01"),
        ("DE", "2009-07-01"),
        ("US", "2007-01-01"),
        ("JP", "2012-11-01"),
        ("BR", "2023-03-01"),
        ("NG", "2022-11-01"),
        ("CA", "2015-11-01"),
    ],
)
def test_the_budapest_convention_has_been_in_force_since(state: str, in_force: str) -> None:
    party = LIBRARY.instrument("budapest").party(state)

    assert party is not None
    assert party.in_force == in_force
    assert not party.origin.verified


def test_russia_is_no_party_to_the_budapest_convention() -> None:
    assert LIBRARY.instrument("budapest").party("RU") is None


def test_a_later_word_on_a_party_wins_over_the_old_table() -> None:
    japan = LIBRARY.instrument("untoc").party("JP")
    canada = LIBRARY.instrument("untoc").party("CA")

    assert japan is not None
    assert canada is not None
    assert (japan.ratified, LIBRARY.is_old(japan)) == ("2017-07-11", False)
    assert (canada.ratified, LIBRARY.is_old(canada)) == ("2002-05-13", True)


def test_what_was_read_in_the_acts_is_verified_and_what_is_recalled_is_not() -> None:
    def verified(code: str) -> set[bool]:
        return {cover.origin.verified for cover in LIBRARY.instrument(code).covers}

    assert verified("ca_mlacma") == verified("ca_extradition_act") == verified("ca_privacy_act") == {True}
    assert verified("ca_ru_mla") == verified("interpol") == verified("uncac") == {False}


def test_clocks_are_in_units_the_clocks_know() -> None:
    for instrument in LIBRARY.instruments:
        for clock in instrument.clocks:
            assert clock.unit in get_args(Unit)
            assert clock.rule == clock.rule.lower()


TABLES = {
    "untoc": "18-12",
    "untoc_trafficking_protocol": "18-12-a",
    "untoc_smuggling_protocol": "18-12-b",
    "untoc_firearms_protocol": "18-12-c",
    "uncac": "18-14",
    "drugs_1961": "6-15",
    "drugs_1971": "6-16",
    "drugs_1988": "6-19",
    "opsc": "4-11-c",
    "terrorist_bombings": "18-9",
}


@pytest.mark.parametrize(("code", "table"), sorted(TABLES.items()))
def test_as_many_states_as_in_the_table_of_2015_were_taken_over(code: str, table: str) -> None:
    path = DATA / "un-treaties" / f"{table}.csv"
    if not path.exists():
        pytest.skip("the tables of the UN Treaty Collection are not on this machine")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.reader(lines) if row[0] not in {"Participant", "European Union"}]
    old = [party for party in LIBRARY.instrument(code).parties if party.origin.as_of.year == 2015]

    assert len(old) == len(rows)
    assert sum(party.is_bound for party in old) == sum(row[2].strip() != "" for row in rows)
    assert sum(party.signed is not None for party in old) == sum(row[1].strip() != "" for row in rows)
