"""Files that come in through the API: kept byte for byte, read for suggestions, recognised, settled."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from entraide.assistance.models import Suggestion
from tests.caller import Caller

LETTER = """From: Clotilde Verneau <desk@valbourg.example>
To: bureau@valmont.example
Subject: Accounts of a romance fraud
Date: Mon, 16 Nov 2026 08:00:00 +0100
Content-Type: text/plain; charset=utf-8

Valbourg, le 16 novembre 2026

Nous vous prions d'identifier le titulaire du compte. Réponse attendue avant le 30 novembre 2026.
""".encode()


def letter(content=LETTER, name="lettre.eml"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def duty(bureau):
    return Caller(bureau["duty"])


@pytest.fixture
def arrival(duty):
    status, told = duty.upload("/arrivals", file=letter(), channel="email")
    assert status == 201, told
    return told


def test_a_letter_is_taken_in_and_its_original_comes_back_byte_for_byte(duty, arrival):
    assert arrival["subject"] == "Accounts of a romance fraud"
    assert arrival["sha256"] == hashlib.sha256(LETTER).hexdigest()
    assert duty.get(f"/requests/{arrival['request']}")[1]["arrivals"] == [arrival["uuid"]]
    answer = duty.raw(f"/originals/{arrival['original']}")
    assert answer.content == LETTER
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="lettre.eml"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_same_bytes_twice_are_refused_with_the_request_they_are_in(duty, arrival):
    status, told = duty.upload("/arrivals", file=letter(name="copy.eml"))
    assert (status, told["code"]) == (422, "assistance.already_here")


def test_to_a_stranger_an_arrival_and_its_original_do_not_exist(bureau, arrival):
    stranger = Caller(bureau["officer"])
    for path in (f"/arrivals/{arrival['uuid']}", f"/originals/{arrival['original']}"):
        nowhere = path.rsplit("/", 1)[0] + "/00000000-0000-4000-8000-000000000000"
        assert stranger.get(path) == stranger.get(nowhere)
        assert stranger.get(path)[0] == 404


def test_a_suggestion_is_taken_over_or_dismissed_once(duty, arrival):
    found = {one["field"]: one for one in duty.get(f"/arrivals/{arrival['uuid']}/suggestions")[1]["items"]}
    deadline = found["deadline"]
    assert deadline["accepted"] is None
    assert duty.post(f"/suggestions/{deadline['uuid']}/accept")[1]["accepted"] is True
    assert duty.get(f"/requests/{arrival['request']}")[1]["hard_date"].startswith("2026-1")
    status, told = duty.post(f"/suggestions/{deadline['uuid']}/dismiss")
    assert (status, told["code"]) == (422, "assistance.suggestion_settled")


def test_to_a_stranger_a_suggestion_does_not_exist(bureau, arrival):
    stranger = Caller(bureau["officer"])
    known = Suggestion.objects.first()
    there = stranger.post(f"/suggestions/{known.uuid}/accept")
    assert there == stranger.post("/suggestions/00000000-0000-4000-8000-000000000000/accept")
    assert there[0] == 404


def test_a_duty_officer_lets_an_arrival_join_a_request_that_is_here(duty, arrival):
    earlier = duty.post("/requests/incoming", {"title": "The same matter"})[1]
    status, told = duty.post(f"/arrivals/{arrival['uuid']}/join", {"request": earlier["uuid"]})
    assert (status, told["uuid"]) == (200, earlier["uuid"])
    assert duty.get(f"/requests/{arrival['request']}")[1]["superseded_by"] == earlier["uuid"]
    assert duty.get(f"/arrivals/{arrival['uuid']}")[1]["settled_at"] is not None


def test_a_file_that_no_program_reads_waits_for_a_person(duty):
    status, told = duty.upload("/arrivals", file=letter(b"%PDF-1.7\nnothing more", "cut.pdf"))
    assert status == 201
    assert (told["request"], bool(told["refused_because"]), bool(told["refused_words"])) == (None, True, True)
    assert [one["uuid"] for one in duty.get("/desk")[1]["unreadable"]] == [told["uuid"]]
    status, request = duty.post(f"/arrivals/{told['uuid']}/enter-by-hand")
    assert (status, request["arrivals"]) == (201, [told["uuid"]])
    assert duty.post(f"/arrivals/{told['uuid']}/set-aside", {"reason": "x"})[0] == 422


def test_an_unreadable_file_is_set_aside_for_a_reason(duty):
    told = duty.upload("/arrivals", file=letter(b"\x00\x01\x02\x03", "what.bin"))[1]
    path = f"/arrivals/{told['uuid']}/set-aside"
    assert duty.post(path, {"reason": "  "})[1]["code"] == "assistance.reason_needed"
    assert duty.post(path, {"reason": "Advertising"})[1]["settled_at"] is not None
    assert duty.get("/desk")[1]["unreadable"] == []


def test_a_file_above_the_limit_is_refused_before_it_is_kept(duty, settings):
    settings.ENTRAIDE_ARRIVAL_MAX_BYTES = 100
    status, told = duty.upload("/arrivals", file=letter())
    assert (status, told["code"]) == (422, "opening.too_large")
