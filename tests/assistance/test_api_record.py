"""The record of a request through the API: entered, told whole, corrected, part by part, and hidden from strangers."""

import uuid

import pytest

from entraide.accounts.domain.roles import Scope
from entraide.ledger.models import Entry, Look
from tests.caller import Caller

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def duty(bureau):
    return Caller(bureau["duty"])


@pytest.fixture
def stranger(bureau):
    """Somebody of another unit, who is in no case."""
    return Caller(bureau["officer"])


@pytest.fixture
def entered(duty):
    status, told = duty.post(
        "/requests/incoming",
        {
            "title": "Threat on a gaming blog",
            "partner_state": "FR",
            "kind": "police_information",
            "track": "police",
            "facts": "A player threatens the studio.",
            "received_at": "2026-11-16T08:05:00-05:00",
            "block": {"purpose": "To find the player"},
        },
    )
    assert status == 201, told
    return told


def test_a_request_is_entered_and_told_whole(entered):
    assert entered["reference"].startswith("20")
    assert (entered["direction"], entered["state"]) == ("incoming", "received")
    assert entered["received_at"] == "2026-11-16T13:05:00Z"
    assert entered["block"] == {"purpose": "To find the player"}
    assert [act["code"] for act in entered["acts"]][:3] == ["verify", "cross_check", "triage"]
    clock = next(clock for clock in entered["clocks"] if clock["code"] == "police_routine")
    assert clock["source"]["en"] == "House practice, modelled on Directive (EU) 2023/977, Art. 5(1)(c)"
    assert (clock["length"], clock["extended"]) == ("7 calendar_days", 0)
    assert clock["explained"]["en"].startswith("7 days from 16 November 2026")
    assert clock["due"] == "2026-11-23T13:05:00Z"
    assert clock["label"] == {"en": "Answer", "fr": "Répondre"}


def test_a_look_at_a_request_is_noted_and_an_act_is_not_a_look(duty, entered):
    before = Look.objects.count()
    assert duty.get(f"/requests/{entered['uuid']}")[0] == 200
    look = Look.objects.order_by("-id")[0]
    assert Look.objects.count() == before + 1
    assert (look.person, str(look.case), look.what) == (
        duty.person.uuid,
        entered["case"],
        "assistance.request",
    )
    duty.patch(f"/requests/{entered['uuid']}", {"title": "Threat"})
    assert Look.objects.count() == before + 1


def test_what_is_left_out_of_a_correction_stays_and_null_empties(duty, entered):
    status, told = duty.patch(
        f"/requests/{entered['uuid']}", {"hard_date": "2026-11-20T12:00:00Z", "tlp": "amber"}
    )
    assert (status, told["title"], told["tlp"]) == (200, "Threat on a gaming blog", "amber")
    status, told = duty.patch(f"/requests/{entered['uuid']}", {"hard_date": None, "tlp": None})
    assert (status, told["hard_date"], told["tlp"]) == (200, None, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "nul \x00 inside"),
        ("title", "two\nlines"),
        ("title", "t" * 201),
        ("facts", "nul \x00 inside"),
        ("facts", "f" * 20_001),
        ("kind", "gossip"),
        ("partner_state", "fr"),
        ("hard_date", "2026-11-20T12:00:00"),
        ("hard_date", "1899-12-31T23:59:59Z"),
        ("hard_date", "0001-01-01T00:00:00+14:00"),
        ("hard_date", 10**30),
        ("estimated_for", "2200-01-01"),
        ("time_zone", "Atlantis/Capital"),
        ("block", {"purpose": ["a", "list"]}),
        ("block", {"purpose": 2**64}),
        ("title", None),
    ],
)
def test_a_value_that_no_record_can_hold_is_refused_by_its_name(duty, entered, field, value):
    status, told = duty.patch(f"/requests/{entered['uuid']}", {field: value})
    if value is None:  # an empty title is a title not yet written
        assert (status, told["title"]) == (200, "") or status == 422
        return
    assert status == 422
    assert told["code"] == "api.malformed"
    assert any(name.split(".")[0] == field for name in told["fields"])


def test_a_field_that_the_kind_does_not_have_is_refused_in_words(duty, entered):
    status, told = duty.patch(f"/requests/{entered['uuid']}", {"block": {"serial": "X1"}})
    assert (status, told["code"]) == (422, "assistance.fields_refused")
    assert told["fields"] == {"block.serial": "This kind has no such field"}


def test_a_state_that_does_not_exist_is_refused_by_the_record(duty, entered):
    status, told = duty.patch(f"/requests/{entered['uuid']}", {"partner_state": "ZZ"})
    assert (status, told["code"], list(told["fields"])) == (
        422,
        "assistance.fields_refused",
        ["partner_state"],
    )


@pytest.mark.parametrize(
    ("part", "first", "then"),
    [
        ("authorities", {"role": "requesting", "organisation": "Valbourg"}, {"person": "Clotilde Verneau"}),
        ("offences", {"title": "Threats", "article": "s. 264.1"}, {"limitation": "none"}),
        (
            "subjects",
            {"sort": "ip", "name": "192.0.2.7", "particulars": {"port": 443}},
            {"name": "192.0.2.8"},
        ),
        ("measures", {"code": "subscriber", "period_from": "2026-01-01"}, {"custodian": "Palaver Social"}),
    ],
)
def test_a_part_is_added_corrected_and_taken_out(duty, entered, part, first, then):
    base = f"/requests/{entered['uuid']}/{part}"
    status, made = duty.post(base, first)
    assert status == 201
    assert {name: made[name] for name in first} == first
    status, changed = duty.patch(f"{base}/{made['uuid']}", then)
    assert status == 200
    assert {name: changed[name] for name in [*first, *then]} == {**first, **then}
    assert [one["uuid"] for one in duty.get(f"/requests/{entered['uuid']}")[1][part]] == [made["uuid"]]
    assert duty.delete(f"{base}/{made['uuid']}")[1][part] == []
    assert duty.delete(f"{base}/{made['uuid']}")[0] == 404


def test_a_malformed_address_of_an_authority_is_refused_by_the_record(duty, entered):
    status, told = duty.post(
        f"/requests/{entered['uuid']}/authorities", {"role": "requesting", "email": "not an address"}
    )
    assert (status, told["code"], list(told["fields"])) == (422, "assistance.fields_refused", ["email"])


def test_an_own_request_is_drafted_beside_another_of_the_same_matter(duty, stranger, entered):
    status, own = duty.post(
        "/requests/outgoing",
        {"case": entered["case"], "title": "Ask the provider", "related_to": entered["uuid"]},
    )
    assert (status, own["case"], own["state"]) == (201, entered["case"], "draft")
    assert own["related_to"] == entered["uuid"]
    status, told = stranger.post("/requests/outgoing", {"case": entered["case"]})
    assert (status, told["code"]) == (404, "kernel.not_found")
    status, told = stranger.post("/requests/outgoing", {"related_to": entered["uuid"]})
    assert (status, told["code"]) == (404, "kernel.not_found")


def test_to_a_stranger_a_request_does_not_exist(stranger, entered):
    for path in ("", "/letters", "/submit", "/supersede", "/authorities"):
        asked = stranger.get if path == "" else stranger.post
        body = {"other": str(uuid.uuid4()), "kind": "reply", "role": "requesting"}
        there = (
            asked(f"/requests/{entered['uuid']}{path}", **body)
            if not path
            else asked(f"/requests/{entered['uuid']}{path}", body)
        )
        nowhere = (
            asked(f"/requests/{NOBODY}{path}", **body)
            if not path
            else asked(f"/requests/{NOBODY}{path}", body)
        )
        assert there == nowhere
        assert there[0] == 404


def test_a_linked_request_in_a_case_of_others_is_not_named(bureau, duty, stranger, entered):
    own = stranger.post("/requests/outgoing", {"title": "Ours"})[1]
    stranger.post(f"/cases/{own['case']}/members", {"people": [str(duty.person.uuid)]})
    assert duty.patch(f"/requests/{own['uuid']}", {"related_to": entered["uuid"]})[0] == 200
    assert duty.get(f"/requests/{own['uuid']}")[1]["related_to"] == entered["uuid"]
    assert stranger.get(f"/requests/{own['uuid']}")[1]["related_to"] is None


def test_a_token_that_may_only_read_writes_nothing(bureau, entered):
    reading = Caller(bureau["duty"], scopes=(Scope.READ,))
    before = Entry.objects.count()
    assert reading.get(f"/requests/{entered['uuid']}")[0] == 200
    for path, body in (
        ("/requests/incoming", {}),
        ("/requests/outgoing", {}),
        (f"/requests/{entered['uuid']}/withdraw", {"text": "x"}),
        (f"/cases/{entered['case']}/notes", {"text": "x"}),
    ):
        status, told = reading.post(path, body)
        assert (status, told["code"]) == (403, "ui.scope_missing")
    assert Entry.objects.count() == before


def test_administrators_and_auditors_see_no_request(bureau, entered):
    for name in ("admin", "auditor"):
        caller = Caller(bureau[name])
        assert caller.get(f"/requests/{entered['uuid']}")[0] == 404
        assert caller.get("/requests")[1] == {"items": [], "next": None}
        assert caller.get("/desk")[1]["to_triage"] == []
        assert caller.post("/requests/incoming", {"title": "x"})[0] == 403


def test_a_correction_that_corrects_nothing_is_a_look(duty, bureau, entered):
    entries, looks = Entry.objects.count(), Look.objects.count()
    assert duty.patch(f"/requests/{entered['uuid']}", {})[0] == 200
    assert (Entry.objects.count(), Look.objects.count()) == (entries, looks + 1)
    assert Look.objects.latest("pk").person == bureau["duty"].uuid
