"""The rules as shipped, and which of them bind a request."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from entraide.instruments.domain.clocks.deriving import due_dates
from entraide.instruments.domain.clocks.lengths import Length, Unit, parse_length, parse_point
from entraide.instruments.domain.clocks.rules import Event, Facts, Rule, binding
from entraide.instruments.domain.clocks.table import read_rules, rules

START = datetime(2026, 3, 7, 12, tzinfo=UTC)
DIRECTIONS = {"incoming", "outgoing"}
TRACKS = {"police", "judicial"}
URGENCIES = {"routine", "urgent", "emergency"}
MINIMAL = """
[[clock]]
code = "a"
role = "answer"
label = { en = "Answer", fr = "Répondre" }
length = "3 working days"
start = "received"
met_by = ["END"]
source = { en = "House practice", fr = "Pratique du service" }
verified = true
consequence = { en = "Late.", fr = "En retard." }
"""


def runs(rule: Rule) -> timedelta:
    assert rule.length is not None
    return rule.length.about


def bound(**about: object) -> set[str]:
    said = {
        "direction": "incoming",
        "kind": "mutual_legal_assistance",
        "track": "judicial",
        "urgency": "routine",
    }
    return {rule.code for rule in binding(Facts(**(said | about)), rules())}  # type: ignore[arg-type]


def test_every_shipped_rule_says_its_words_in_both_languages_and_where_it_is_written() -> None:
    for rule in rules():
        for text in (rule.label, rule.source, rule.consequence, *([rule.note] if rule.note else [])):
            assert text.en.strip()
            assert text.fr.strip()
            assert text.en != text.fr or text is rule.source, rule.code


def test_the_scopes_are_codes_of_the_record() -> None:
    for rule in rules():
        assert rule.directions <= DIRECTIONS
        assert rule.tracks <= TRACKS
        assert rule.urgencies <= URGENCIES


def test_a_rule_that_was_read_is_verified_and_a_stop_can_end() -> None:
    for rule in rules():
        assert rule.verified or rule.read_on is None, rule.code
        assert bool(rule.stopped_by) == bool(rule.resumed_by), rule.code


def test_what_was_only_recalled_ships_unverified() -> None:
    assert {rule.code for rule in rules() if not rule.verified} == {
        *(
            "acknowledge",
            "eio_16_receipt_7d",
            "eio_32_provisional_24h",
            "prum2_core_data_48h",
            "cets224_7_subscriber_30d",
        ),
        *("cets224_8_subscriber_20d", "cets224_8_traffic_45d"),
        *("ca_487_012_demand_21d", "ca_487_012_demand_foreign_90d", "us_2703f_preservation_90d"),
    }


@pytest.mark.parametrize(
    ("code", "length"),
    [
        ("eu_2023_977_urgent_8h", "8 hours"),
        ("eu_2023_977_urgent_3d", "3 calendar days"),
        ("eu_2023_977_other_7d", "7 calendar days"),
        ("eio_12_decision_30d", "30 calendar days"),
        ("eio_12_execution_90d", "90 calendar days"),
        ("eevidence_10_production_10d", "10 calendar days"),
        ("eevidence_10_emergency_8h", "8 hours"),
        ("eevidence_11_preservation_60d", "60 calendar days"),
        ("eevidence_12_objection_10d", "10 calendar days"),
        ("eevidence_12_objection_96h", "96 hours"),
        ("budapest_29_preservation_60d", "60 calendar days"),
        ("ca_487_013_preservation_90d", "90 calendar days"),
        ("ca_us_provisional_arrest_60d", "60 calendar days"),
        ("prum2_core_data_48h", "48 hours"),
        ("sirene_reply_12h", "12 hours"),
        ("us_923_dealer_reply_24h", "24 hours"),
    ],
)
def test_the_limits_of_law_are_as_long_as_their_sources_say(code: str, length: str) -> None:
    assert next(rule for rule in rules() if rule.code == code).length == parse_length(length)


def test_without_an_instrument_the_house_decides_and_with_one_the_instrument() -> None:
    assert bound() == {"untriaged", "acknowledge", "mla_decision", "mla_execution", "reopened"}
    assert bound(instruments=frozenset({"eu_eio"})) == {
        *("untriaged", "eio_16_receipt_7d", "eio_12_decision_30d", "eio_12_execution_90d", "reopened"),
    }


def test_an_instrument_leaves_the_roles_it_does_not_speak_of_to_the_house() -> None:
    preservation = {"kind": "preservation", "instruments": frozenset({"budapest"})}
    assert bound(**preservation) == {
        "untriaged",
        "acknowledge",
        "preserve",
        "budapest_29_preservation_60d",
        "reopened",
    }


def test_an_instrument_without_clocks_changes_nothing() -> None:
    assert bound(instruments=frozenset({"some-treaty"})) == bound()


def test_no_instrument_gives_more_time_in_an_emergency_than_the_house_does() -> None:
    instruments = {code for rule in rules() for code in rule.instruments}
    kinds = {kind for rule in rules() for kind in rule.kinds}
    for direction, kind, track, urgency in product(DIRECTIONS, kinds, TRACKS, URGENCIES):
        if "emergency" not in {urgency, kind.partition("_")[0]}:
            continue
        house = binding(Facts(direction, kind, track, urgency), rules())
        for instrument in instruments:
            chosen = binding(
                Facts(direction, kind, track, urgency, instruments=frozenset({instrument})), rules()
            )
            # How long data are preserved is not a time to act in: there the law is longer and says so.
            for rule in (rule for rule in house if rule.role != "expiry"):
                instead = [other for other in chosen if other.role == rule.role]
                assert rule in chosen or min(map(runs, instead)) <= runs(rule), (rule.code, instrument)


def test_the_decision_on_an_order_is_extended_once_by_thirty_days() -> None:
    about = Facts(
        "incoming", "mutual_legal_assistance", "judicial", "routine", instruments=frozenset({"eu_eio"})
    )
    events = [
        Event("received", START),
        Event("extended", START + timedelta(days=25), rule="eio_12_decision_30d", reason="expert report"),
        Event("extended", START + timedelta(days=50), rule="eio_12_decision_30d", reason="again"),
    ]
    found = due_dates(about, events, START + timedelta(days=51))
    decision = next(clock for clock in found if clock.code == "eio_12_decision_30d")
    assert (decision.due, [aside.why for aside in decision.set_aside]) == (
        START + timedelta(days=60),
        ["used_up"],
    )
    assert decision.is_notice_owed


def test_a_rule_file_is_read_with_its_ends() -> None:
    (rule,) = read_rules(MINIMAL)
    assert rule.length == Length(3, Unit.WORKING_DAYS)
    assert {"withdrawn", "results_sent"} < rule.met_by


@pytest.mark.parametrize(
    ("wrong", "instead"),
    [
        ('length = "3 working days"', 'length = "3 months"'),
        ('length = "3 working days"', 'length = "0 hours"'),
        ("verified = true", 'verified = "yes"'),
        ("verified = true", 'verified = true\nwarning = ["50 %"]'),
        ("verified = true", 'verified = true\nwarnings = ["half"]'),
        ("verified = true", 'verified = true\ncalendar = "CA-XX"'),
        ("verified = true", "verified = true\nread_on = 2026-11-22T10:00:00Z"),
        ('role = "answer"', ""),
        (', fr = "Répondre"', ""),
    ],
)
def test_a_wrong_rule_is_named_when_the_file_is_read(wrong: str, instead: str) -> None:
    with pytest.raises(ValueError, match="Clock a: "):
        read_rules(MINIMAL.replace(wrong, instead))


def test_two_clocks_do_not_share_a_code() -> None:
    with pytest.raises(ValueError, match="one code"):
        read_rules(MINIMAL * 2)


@pytest.mark.parametrize("text", ["soon", "101 %", "3 fortnights before", "-1 hours"])
def test_a_point_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_point(text)
