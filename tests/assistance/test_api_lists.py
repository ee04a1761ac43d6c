"""Desk, lists and search through the API: in order, narrowed, by key, and bounded."""

from datetime import timedelta

import pytest

from entraide.assistance.services import intake, registering
from tests.caller import Caller


@pytest.fixture
def duty(bureau):
    return Caller(bureau["duty"])


@pytest.fixture
def five(bureau, monday):
    """Requests entered an hour apart; the last has no state yet."""
    return [
        registering.register(
            {"title": f"Demande numéro {number}", "partner_state": "FR" if number % 2 else "DE"},
            acting=bureau["duty"],
            at=monday + timedelta(hours=number),
        )
        for number in range(5)
    ]


def titles(page):
    return [row["title"][-1] for row in page["items"]]


def test_the_list_follows_the_clock_and_pages_follow_by_key(duty, five):
    status, page = duty.get("/requests", limit=2)
    assert (status, titles(page)) == (200, ["0", "1"])
    page = duty.get("/requests", limit=2, after=page["next"])[1]
    assert titles(page) == ["2", "3"]
    page = duty.get("/requests", limit=2, after=page["next"])[1]
    assert (titles(page), page["next"]) == (["4"], None)


def test_the_newest_come_first_when_asked_so(duty, five):
    page = duty.get("/requests", order="newest", limit=3)[1]
    assert titles(page) == ["4", "3", "2"]
    assert titles(duty.get("/requests", order="newest", limit=3, after=page["next"])[1]) == ["1", "0"]


@pytest.mark.parametrize("order", ["clock", "newest"])
def test_the_list_is_narrowed_by_each_facet(bureau, duty, five, order, monday):
    assert titles({"items": sorted(duty.get("/requests", order=order, **{"from": "DE"})[1]["items"],
                                   key=lambda row: row["title"])}) == ["0", "2", "4"]  # fmt: skip
    intake.triage(
        five[1],
        {"kind": "firearm_trace", "track": "police", "urgency": "urgent", "urgency_reason": "A gun"},
        acting=bureau["duty"],
        at=monday + timedelta(hours=6),
    )
    intake.route(
        five[1],
        unit=bureau["officer"].unit,
        officer=bureau["officer"],
        acting=bureau["duty"],
        at=monday + timedelta(hours=7),
    )
    for facet in (
        {"kind": "firearm_trace"},
        {"track": "police"},
        {"urgency": "urgent"},
        {"state": "routed"},
        {"officer": str(bureau["officer"].uuid)},
        {"unit": str(bureau["officer"].unit.uuid)},
    ):
        assert titles(duty.get("/requests", order=order, **facet)[1]) == ["1"], facet
    assert titles(duty.get("/requests", order=order, direction="outgoing")[1]) == []


@pytest.mark.parametrize("order", ["clock", "newest"])
@pytest.mark.parametrize(
    "after",
    ["zzz", "-", "--1", "~", "2026-11-16~1", "2026-11-16T00:00:00Z~", "0001-01-01T00:00:00+14:00~1",
     "9" * 19, "-" + "9" * 20, "1.5", "2026-11-16T00:00:00Z~99999999999999999999"],
)  # fmt: skip
def test_a_key_that_no_page_gave_out_is_refused(duty, five, order, after):
    status, told = duty.get("/requests", order=order, after=after)
    assert status == 422
    assert told["code"] in {"assistance.bad_key", "api.malformed"}


@pytest.mark.parametrize("limit", [0, 101, -1, "x"])
def test_no_page_is_larger_than_a_hundred_rows(duty, limit):
    status, told = duty.get("/requests", limit=limit)
    assert (status, told["code"], list(told["fields"])) == (422, "api.malformed", ["limit"])


def test_an_officer_who_does_not_exist_is_not_found(duty):
    status, told = duty.get("/requests", officer="00000000-0000-4000-8000-000000000000")
    assert (status, told["code"]) == (404, "kernel.not_found")


def test_the_desk_shows_what_waits_for_triage_and_nothing_to_a_stranger(bureau, duty, five):
    status, desk = duty.get("/desk")
    assert status == 200
    assert [row["title"][-1] for row in desk["to_triage"]] == ["0", "1", "2", "3", "4"]
    assert desk["to_review"] == []
    assert Caller(bureau["officer"]).get("/desk")[1]["to_triage"] == []


def test_search_forgives_accents_and_marks_what_was_found(bureau, duty, five):
    status, page = duty.get("/search", text="demandes numero", limit=2)
    assert status == 200
    assert [hit["request"]["title"] for hit in page["items"]] == ["Demande numéro 4", "Demande numéro 3"]
    assert [piece["text"] for piece in page["items"][0]["pieces"] if piece["found"]] == ["Demande", "numéro"]
    rest = duty.get("/search", text="demandes numero", after=page["next"])[1]
    assert [hit["request"]["title"][-1] for hit in rest["items"]] == ["2", "1", "0"]
    assert Caller(bureau["officer"]).get("/search", text="demande")[1] == {"items": [], "next": None}
    assert duty.get("/search", text="demande", after="-5")[0] == 422
