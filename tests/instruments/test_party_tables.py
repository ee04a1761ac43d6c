"""Tables of parties: every row is read, explained, or refused by its line with a reason."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.instruments.domain.party_tables.cells import Act, CellNotUnderstood, How, read_cell
from entraide.instruments.domain.party_tables.declarations import read_declarations
from entraide.instruments.domain.party_tables.importing import FileRefused, import_tables, summary_lines
from entraide.instruments.domain.party_tables.names import Name, state_of, unglue
from entraide.instruments.domain.party_tables.refusals import (
    FolderMissing,
    TableColumnsMissing,
    TableNotText,
    TableTooBig,
)
from entraide.instruments.domain.party_tables.table import Count, PartyTable, count, parties_on, read_table
from entraide.instruments.domain.party_tables.titles import read_titles

TREATIES = Path(__file__).resolve().parents[3] / "shared" / "data" / "law" / "un-treaties"
real = pytest.mark.skipif(not TREATIES.is_dir(), reason="the real tables (../shared/data) are not here")

HEAD = 'Participant,Signature,"Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)"\n'
INVENTED = (
    HEAD
    + """Canada 1,14 Dec 2000,13 May 2002
"China 2,3",12 Dec 2000,23 Sep 2003
Netherlands (Kingdom of the),12 Dec 2000,26 May 2004 A
European Union,12 Dec 2000,21 May 2004 AA
Montenegro,,23 Oct 2006 d
Japan,12 Dec 2000,
Serbia and Montenegro,,6 Sep 2001 a
Hong Kong,,1 Jul 1997
Atlantis,,1 Jan 2001
Norway,,31 Feb 2001
Sweden,,1 Jan 2001 q
Canada,,1 Jan 2003
Peru,[1 Jan 2001],[2 Feb 2002]
Chad,,
,,
"""
).encode()


def invented() -> PartyTable:
    return read_table("99-1", INVENTED)


def test_a_row_is_read_with_its_code_its_act_and_the_notes_glued_to_it():
    rows = {row.name_as_written: row for row in invented().rows}
    assert [(row.state, row.how) for row in rows.values()] == [
        ("CA", How.RATIFICATION),
        ("CN", How.RATIFICATION),
        ("NL", How.ACCEPTANCE),
        (None, How.APPROVAL),
        ("ME", How.SUCCESSION),
        ("JP", None),
        ("PE", None),
    ]
    assert rows["Canada"].signed == date(2000, 12, 14)
    assert rows["Canada"].bound == date(2002, 5, 13)
    assert rows["China"].footnotes == (2, 3)
    assert rows["Japan"].bound is None


def test_an_organisation_a_former_state_a_territory_and_an_ended_act_are_explained():
    said = {one.line: (one.read, one.why.en) for one in invented().explained}
    assert said[5] == (True, "«European Union» is an organisation, not a state: it is counted apart.")
    assert said[8][0] is False
    assert "former state" in said[8][1]
    assert said[9] == (False, "«Hong Kong» is no party of its own: see the row and the notes of CN.")
    assert "square brackets" in said[14][1]
    assert sorted(said) == [5, 8, 9, 14, 15, 16]


def test_a_row_that_is_not_understood_is_refused_by_its_line_in_both_languages():
    refused = {one.line: one.reason for one in invented().refused}
    assert sorted(refused) == [10, 11, 12, 13]
    assert refused[10].en == "«Atlantis» is no state that is known here."
    assert refused[11].fr == "« 31 Feb 2001 » désigne un jour qui n’existe pas."
    assert refused[12].en == "The letters after the date in «1 Jan 2001 q» stand for no known act."
    assert refused[13].fr.startswith("« Canada » (CA) a déjà une ligne")


def test_only_those_whose_instrument_was_deposited_by_the_day_are_parties():
    table = invented()
    assert [one.state for one in parties_on(table, date(2002, 5, 12))] == []
    assert [one.state for one in parties_on(table, date(2002, 5, 13))] == ["CA"]
    on = parties_on(table, date(2015, 3, 31))
    assert count(on) == Count(states=4, organisations=1)
    assert count(on).all == 5
    assert table.newest == date(2006, 10, 23)


def test_one_who_withdrew_is_a_party_until_the_day_before():
    table = read_table("1-1", b"Participant,Ratification,Withdrawal\nBurundi,21 Sep 2004,27 Oct 2017\n")
    assert [one.state for one in parties_on(table, date(2017, 10, 26))] == ["BI"]
    assert parties_on(table, date(2017, 10, 27)) == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Canada", "France 2", "European Union", "Nowhere", "Yugoslavia", "", "Macao"]),
            st.sampled_from(["", "1 Jan 2001", "1 Jan 2001 d", "soon"]),
            st.sampled_from(["", "2 Feb 2002 a", "[2 Feb 2002 a]", "30 Feb 2002", "2 Feb 2002 zz"]),
        ),
        max_size=12,
    )
)
def test_no_row_is_ever_dropped_in_silence(rows):
    table = read_table("9-9", (HEAD + "".join(",".join(row) + "\n" for row in rows)).encode())
    spoken = {row.line for row in table.rows}
    spoken |= {one.line for one in (*table.explained, *table.refused)}
    assert spoken == set(range(2, len(rows) + 2))


@pytest.mark.parametrize(
    ("cell", "act"),
    [
        ("7 Jun 2004 a", Act(date(2004, 6, 7), How.ACCESSION)),
        ("7 Jun 2004a", Act(date(2004, 6, 7), How.ACCESSION)),
        ("31 Dec 1990 c/", Act(date(1990, 12, 31), How.FORMAL_CONFIRMATION)),
        ("23 September 2003 A 4, 5", Act(date(2003, 9, 23), How.ACCEPTANCE, (4, 5))),
        ("[2 Feb 2002 d]", Act(date(2002, 2, 2), How.SUCCESSION, (), ended=True)),
        ("  ", None),
    ],
)
def test_a_cell_is_a_day_letters_and_notes(cell, act):
    assert read_cell(cell) == act


@pytest.mark.parametrize("cell", ["2001", "1/2/2003", "[2 Feb 2002", "0 Jan 2001", "9 Foo 2001", "1 " * 5000])
def test_a_cell_of_another_form_is_not_guessed_at(cell):
    with pytest.raises(CellNotUnderstood):
        read_cell(cell)


def test_names_forgive_notes_accents_articles_and_apostrophes():
    assert unglue("Denmark [3]") == Name("Denmark", (3,))
    assert unglue("China 4, 5") == Name("China", (4, 5))
    assert unglue("[Jamaica]") == Name("Jamaica", ())
    assert state_of("Cote d’Ivoire") == "CI"
    assert state_of("Saint Lucia") == "LC"
    assert state_of("The Netherlands (Kingdom of the)") == "NL"
    assert state_of("Bosnia & Herzegovina") == "BA"
    assert state_of("Hong Kong") is None


def test_a_file_that_is_no_table_is_refused_as_a_whole():
    with pytest.raises(TableNotText):
        read_table("1-1", b"\xff\xfe\x00")
    with pytest.raises(TableColumnsMissing):
        read_table("1-1", b"name,colour\nCanada,red\n")
    with pytest.raises(TableColumnsMissing):
        read_table("1-1", b"")
    with pytest.raises(TableTooBig):
        read_table("1-1", b"x" * (5 * 1024 * 1024 + 1))


def test_a_title_is_found_by_the_name_of_its_table():
    index = (
        b'chapter_no,treaty_no,treaty_name,url\n18,12.a,"Protocol on Things. New York, 15 November 2000",u\n'
    )
    found = read_titles(index)["18-12-a"]
    assert (found.title, found.concluded) == ("Protocol on Things", "New York, 15 November 2000")


def test_declarations_are_split_by_participant_and_kept_as_written():
    text = "stray\n#Canada\n“Words,\nas written.”\n\n#Malta\n\n\n#Atlantis\nx\n#European Union\ny".encode()
    found = read_declarations("1-1", text)
    assert [(one.state, one.text) for one in found.read] == [("CA", "“Words,\nas written.”"), (None, "y")]
    assert [one.name_as_written for one in found.empty] == ["Malta"]
    assert [(one.line, one.name_as_written) for one in found.refused] == [(1, ""), (9, "Atlantis")]


def test_an_import_says_what_it_read_explained_and_refused(tmp_path):
    (tmp_path / "99-1.csv").write_bytes(INVENTED)
    (tmp_path / "99-2.csv").write_bytes(b"not,a,table\n")
    (tmp_path / "notes.md").write_text("x")
    summary = import_tables(tmp_path)
    assert [type(one) for one in summary.refused] == [FileRefused]
    assert summary.passed_over == ("notes.md",)
    english, french = summary_lines(summary, "en"), summary_lines(summary, "fr")
    assert len(english) == len(french)
    assert english[0] == "Tables of parties of the United Nations Treaty Collection, as of March 2015."
    later = summary_lines(import_tables(tmp_path, on=date(2020, 1, 2)), "fr")
    assert later[0].endswith("en date de 2020-01-02.")
    assert (
        "    Parties: 5 (states: 4, organisations: 1). Signed only: 1. Newest act in the table: 2006-10-23."
        in english
    )
    assert "    Lignes lues : 7. Expliquées : 6. Refusées : 4." in french
    assert "      ligne 10 : « Atlantis » n’est pas un État connu ici." in french
    assert any(line.startswith("99-2.csv  Refused:") for line in english)


def test_a_folder_without_tables_is_refused(tmp_path):
    with pytest.raises(FolderMissing):
        import_tables(tmp_path)
    with pytest.raises(FolderMissing):
        import_tables(tmp_path / "nowhere")


@real
def test_the_real_tables_are_read_to_the_last_row():
    summary = import_tables(TREATIES)
    assert summary.refused == ()
    assert summary.passed_over == ()
    assert [one.table.refused for one in summary.tables] == [()] * 12
    assert {one.table.name: len(one.table.rows) for one in summary.tables} == {
        "18-10": 153,
        "18-12": 185,
        "18-12-a": 167,
        "18-12-b": 152,
        "18-12-c": 123,
        "18-14": 178,
        "18-9": 170,
        "4-11-c": 178,
        "4-12": 84,
        "6-15": 154,
        "6-16": 184,
        "6-19": 189,
    }
    assert all(one.title is not None for one in summary.tables)
    assert {one.declarations.name: len(one.declarations.read) for one in summary.declarations} == {
        "4-11-c": 16,
        "4-12": 7,
        "6-15": 23,
        "6-16": 35,
        "6-19": 44,
    }
    assert all(one.declarations.refused == () for one in summary.declarations)


@real
def test_the_real_counts_are_those_that_were_published():
    """The second optional protocol: 81 states. The 1988 Convention: 189 with the European Union (June 2014). UNCAC:
    171 with the Union. UNTOC: the table stops in October 2013 at 179 with the Union; 185 were reported in January 2015.
    """
    found = {one.table.name: one for one in import_tables(TREATIES).tables}
    assert found["4-12"].parties == Count(81, 0)
    assert found["6-19"].parties == Count(188, 1)
    assert found["18-14"].parties == Count(170, 1)
    assert found["18-12"].parties == Count(178, 1)
    assert found["18-12"].table.newest == date(2013, 10, 17)
    assert found["6-19"].table.newest == date(2014, 6, 3)
