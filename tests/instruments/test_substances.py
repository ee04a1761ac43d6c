"""Controlled substances: schedules read from an Act's XML, and recognised in a text with the reason."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.instruments.domain.substances.recognising import By, Hit, recognise
from entraide.instruments.domain.substances.refusals import (
    LawLanguages,
    LawNotRead,
    LawTooBig,
    LawWithoutSchedules,
)
from entraide.instruments.domain.substances.schedules import Schedules, bilingual, read_schedules
from entraide.instruments.domain.substances.wording import Generic, read_wording

LAWS = Path(__file__).resolve().parents[3] / "shared" / "data" / "law" / "laws-lois"
real = pytest.mark.skipif(not LAWS.is_dir(), reason="the text of the law (../shared/data) is not here")


def act(language: str, schedules: str) -> bytes:
    return (
        f'\ufeff<?xml version="1.0" encoding="utf-8"?><Statute xmlns:lims="http://justice.gc.ca/lims" '
        f'lims:pit-date="2026-06-05" xml:lang="{language}"><Body/>{schedules}'
        '<Schedule id="NifProvs"><ScheduleFormHeading><Label>SCHEDULE X</Label></ScheduleFormHeading>'
        "<List><Item><Label>1</Label><Text>Notyetium</Text></Item></List></Schedule></Statute>"
    ).encode()


# Invented substances, in the shape of the real schedules.
ENGLISH = act(
    "en",
    """<Schedule><ScheduleFormHeading><Label>SCHEDULE I</Label></ScheduleFormHeading><List>
<Item><Label>1</Label>
 <Text>Sleepy Flower (<Language>Flos somni</Language>), its preparations and salts, including:</Text>
 <List><Item><Label>(1)</Label><Text>Dreamine (methyl–sleepine)</Text></Item>
  <Item><Label>(2)</Label><Text>Diacetyldreamine (drowsyn)</Text></Item>
  <Item><Text>but not including</Text></Item>
  <Item><Label>(3)</Label><Text>Wakoxone (1-(2-wake)one) and its salts</Text></Item></List></Item>
<Item><Label>2</Label><Text>Zorbanyls, their salts, derivatives, and analogues and salts of analogues, including:</Text>
 <List><Item><Label>(1)</Label><Text>Zorbanyl (N–(1–zorb) anilide)</Text></Item>
  <Item><Label>(2)</Label><Text>α–methylzorbanyl</Text></Item></List></Item>
<Item><Label>3</Label><Text>Q-51700 (3,4-quixo) and any of its salts</Text></Item>
<Item><Label>4</Label><Text>Tripamide (TPM) and any salt thereof, but not cactus (lophus)</Text></Item>
<Item><Label>5</Label><Text><Repealed>[Repealed, 2018]</Repealed></Text></Item></List></Schedule>
<Schedule><ScheduleFormHeading><Label>SCHEDULE VI</Label></ScheduleFormHeading><DocumentInternal><Group>
<GroupHeading><Label>PART 2</Label></GroupHeading><Provision><TableGroup><Caption>TABLE 1 — Precursors</Caption>
<table><tgroup><thead><row><entry>Item</entry><entry>Substance</entry></row></thead><tbody>
<row><entry>1</entry><entry>Norzorb acid and its salts</entry><entry>to June 4, 2027</entry></row>
</tbody></tgroup></table>
</TableGroup></Provision></Group></DocumentInternal></Schedule>""",
)
FRENCH = act(
    "fr",
    """<Schedule><ScheduleFormHeading><Label>ANNEXE I</Label></ScheduleFormHeading><List>
<Item><Label>1</Label><Text>Fleur du sommeil (Flos somni), ainsi que ses préparations et sels, notamment :</Text>
 <List><Item><Label>(1)</Label><Text>dréamine (méthyl–sleepine)</Text></Item>
  <Item><Label>(2)</Label><Text>diacétyldréamine (drowsyne)</Text></Item>
  <Item><Text>mais non compris :</Text></Item>
  <Item><Label>(3)</Label><Text>wakoxone et ses sels</Text></Item></List></Item>
<Item><Label>2</Label><Text>Zorbanyls, leurs sels, leurs dérivés et leurs analogues, notamment :</Text>
 <List><Item><Label>(1)</Label><Text>zorbanyl</Text></Item></List></Item></List></Schedule>""",
)


def schedules() -> Schedules:
    return bilingual(read_schedules(FRENCH), read_schedules(ENGLISH))


def found(text: str) -> list[tuple[str, str, str]]:
    return [(hit.item.number, hit.words, hit.by.value) for hit in recognise(text, schedules())]


def only(text: str) -> Hit:
    (hit,) = recognise(text, schedules())
    return hit


def test_the_items_are_read_with_their_numbers_names_and_synonyms():
    read = schedules()
    assert [item.key for item in read.items] == [
        *(("I", "", number) for number in ("1", "1(1)", "1(2)", "1(3)", "2", "2(1)", "2(2)", "3", "4")),
        ("VI", "2.1", "1"),
    ]
    assert (read.languages, read.repealed, read.consolidated) == (("en", "fr"), 1, date(2026, 6, 5))
    flower = read.item("I", "1")
    assert (flower.name("en"), flower.name("fr")) == ("Sleepy Flower", "Fleur du sommeil")
    assert flower.en.synonyms == ("Flos somni",)
    assert flower.widened == {Generic.PREPARATIONS, Generic.SALTS}
    assert read.item("I", "3").name("fr") == "Q-51700"


def test_generic_words_reach_the_items_within_and_exceptions_are_kept_apart():
    read = schedules()
    assert Generic.ANALOGUES in read.item("I", "2(2)").widened
    assert read.item("I", "1(3)").excluded
    assert not read.item("I", "1(2)").excluded
    assert read.item("I", "4").en.excepted == ("cactus (lophus)",)


def test_a_parenthesis_without_a_space_belongs_to_the_name():
    wording = read_wording("1–[1–(2–Thio) cyclo]pipe (TCX) (its long name) and any salt thereof")
    assert (wording.name, wording.synonyms) == ("1–[1–(2–Thio) cyclo]pipe", ("TCX", "its long name"))
    assert wording.generic == {Generic.SALTS}


def test_a_substance_is_recognised_by_its_name_or_a_synonym_in_either_language():
    assert found("two kilos of Dreamine, and drowsyn") == [
        ("1(1)", "Dreamine", "name"),
        ("1(2)", "drowsyn", "synonym"),
    ]
    assert found("deux kilos de DREAMINE et de drowsyne") == [
        ("1(1)", "DREAMINE", "name"),
        ("1(2)", "drowsyne", "synonym"),
    ]
    assert found("alpha-methylzorbanyl; Norzorb acid") == [
        ("2(2)", "alpha-methylzorbanyl", "name"),
        ("1", "Norzorb acid", "name"),
    ]
    assert found("dreams, sleep and orbanyl") == []


def test_a_designation_is_recognised_however_it_is_joined_but_only_in_capitals():
    assert [words for _, words, _ in found("Q-51700, Q51700, Q 51700, q51700")] == [
        "Q-51700",
        "Q51700",
        "Q 51700",
    ]
    short = only("some TPM in it")
    assert (short.item.number, short.certain) == ("4", False)
    assert found("the tpm of it") == []


@pytest.mark.parametrize(
    ("text", "words", "number", "generic", "covered", "certain"),
    [
        ("an analogue of zorbanyl was", "analogue of zorbanyl", "2(1)", Generic.ANALOGUES, True, False),
        ("un analogue du zorbanyl", "analogue du zorbanyl", "2(1)", Generic.ANALOGUES, True, False),
        ("zorbanyl analogues", "zorbanyl analogues", "2(1)", Generic.ANALOGUES, True, False),
        ("dreamine hydrochloride", "dreamine hydrochloride", "1(1)", Generic.SALTS, True, True),
        ("du chlorhydrate de dréamine", "chlorhydrate de dréamine", "1(1)", Generic.SALTS, True, True),
        ("a derivative of dreamine", "derivative of dreamine", "1(1)", Generic.DERIVATIVES, False, False),
        ("salts of wakoxone", "salts of wakoxone", "1(3)", Generic.SALTS, False, False),
    ],
)
def test_generic_words_are_recognised_and_it_is_said_whether_the_item_reaches_so_far(
    text, words, number, generic, covered, certain
):
    hit = only(text)
    assert (hit.words, hit.item.number, hit.by, hit.generic) == (words, number, By.GENERIC, generic)
    assert (hit.covered, hit.certain) == (covered, certain)


def test_a_word_built_on_a_covered_name_is_left_to_a_chemist():
    hit = only("traces of furylbutyrzorbanyl here")
    assert (hit.item.number, hit.by, hit.generic, hit.certain) == (
        "2",
        By.GENERIC,
        Generic.ANALOGUES,
        False,
    )
    assert hit.because.en.endswith("a chemist must tell")
    assert found("apodreamine") == []


def test_what_a_schedule_names_as_not_included_is_not_covered():
    hit = only("wakoxone spray")
    assert (hit.by, hit.covered) == (By.NAME, False)
    assert hit.because.fr == "nommée dans l’annexe comme n’étant pas comprise"


@given(
    st.lists(
        st.sampled_from(
            ["dreamine", "Zorbanyl", "salts of ", " TPM", "Q-51700", "é", "\n", ", ", "xzorbanyl"]
        )
    )
)
def test_a_hit_stands_where_it_says_and_hits_come_in_order(pieces):
    text = "".join(pieces)
    hits = recognise(text, schedules())
    assert all(text[hit.start : hit.end] == hit.words for hit in hits)
    assert [hit.end for hit in hits] == sorted(hit.end for hit in hits)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml",
        b'<?xml version="1.0"?><!DOCTYPE Statute [<!ENTITY a "b">]><Statute>&a;</Statute>',
        b'<?xml version="1.0"?><!DOCTYPE Statute SYSTEM "file:///etc/passwd"><Statute/>',
        b'<?xml version="1.0" encoding="nonsense"?><Statute/>',
    ],
)
def test_a_hostile_or_broken_file_is_refused(content):
    with pytest.raises(LawNotRead):
        read_schedules(content)


def test_lists_within_lists_beyond_reason_are_refused():
    deep = "<List><Item><Label>1</Label><Text>x</Text>" * 30 + "</Item></List>" * 30
    law = f"<Schedule><ScheduleFormHeading><Label>SCHEDULE I</Label></ScheduleFormHeading>{deep}</Schedule>"
    with pytest.raises(LawNotRead):
        read_schedules(act("en", law))


def test_a_file_without_schedules_is_refused():
    with pytest.raises(LawWithoutSchedules):
        read_schedules(b"<html/>")
    with pytest.raises(LawWithoutSchedules):
        read_schedules(act("en", ""))
    with pytest.raises(LawTooBig):
        read_schedules(b" " * (32 * 1024 * 1024 + 1))


def test_two_texts_of_one_language_are_not_joined():
    with pytest.raises(LawLanguages):
        bilingual(read_schedules(ENGLISH), read_schedules(ENGLISH))


@pytest.fixture(scope="module")
def law() -> Schedules:
    english, french = ((LAWS / part / "C-38.8.xml").read_bytes() for part in ("eng", "fra"))
    return bilingual(read_schedules(english), read_schedules(french))


@real
def test_the_real_schedules_are_read_alike_in_both_languages(law):
    assert len(law.items) == 501
    assert all(item.en is not None and item.fr is not None for item in law.items)
    assert {item.schedule for item in law.items} == {"I", "II", "III", "IV", "V", "VI", "IX"}
    heroin = law.item("I", "1(10)")
    assert (heroin.name("en"), heroin.fr.synonyms) == ("Diacetylmorphine", ("héroïne",))
    assert law.item("I", "1(34.1)").excluded


@real
def test_the_real_schedules_recognise_a_seizure_in_both_languages(law):
    english = recognise(
        "heroin, cocaine hydrochloride, carfentanil, an analogue of fentanyl, U47700, naloxone", law
    )
    assert [(hit.item.schedule, hit.item.number, hit.by.value, hit.covered) for hit in english] == [
        ("I", "1(10)", "synonym", True),
        ("I", "2(2)", "generic", True),
        ("I", "16(3)", "name", True),
        ("I", "16(5)", "generic", True),
        ("I", "26", "name", True),
        ("I", "1(34.1)", "name", False),
    ]
    french = recognise("de l’héroïne, du chlorhydrate de cocaïne, un analogue du fentanyl", law)
    assert [hit.item.number for hit in french] == ["1(10)", "2(2)", "16(5)"]


@real
def test_nearly_every_real_name_is_recognised_as_its_own_item(law):
    named = [item for item in law.items if item.schedule in {"I", "III", "IV", "V", "VI"}]
    missed = [
        item.key
        for item in named
        if item.key not in {hit.item.key for hit in recognise(item.name("en"), law)}
    ]
    assert len(missed) <= len(named) // 20, missed
