"""The case file through the API: members, tasks, notes, correspondence, timeline, and nothing for strangers."""

import pytest

from entraide.accounts.queries import person_by_email
from entraide.kernel.clock import now
from entraide.ledger.models import Look
from tests.bureau_kept import enter_bureau
from tests.caller import Caller

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def people(db):
    enter_bureau(now(), "correct horse battery staple")
    return {
        name: person_by_email(f"{name}@demo.example") for name in ("duty", "officer", "supervisor", "auditor")
    }


@pytest.fixture
def officer(people):
    return Caller(people["officer"])


@pytest.fixture
def request_of_ours(officer):
    return officer.post("/requests/outgoing", {"title": "Ours", "partner_state": "DE"})[1]


@pytest.fixture
def case(request_of_ours):
    return f"/cases/{request_of_ours['case']}"


def test_people_are_let_into_a_case_and_taken_out_of_it(people, officer, case):
    supervisor = Caller(people["supervisor"])
    assert supervisor.get(case)[0] == 404
    status, told = officer.post(
        f"{case}/members", {"people": [str(people["supervisor"].uuid)], "reason": "r"}
    )
    assert (status, [one["name"] for one in told["items"]]) == (200, ["Rowan Ashdown", "Ingrid Castelain"])
    assert supervisor.get(case)[1]["members"] == 2
    status, told = officer.delete(f"{case}/members/{people['supervisor'].uuid}?reason=done")
    assert (status, told["count"]) == (200, 1)
    assert supervisor.get(case)[0] == 404
    assert officer.delete(f"{case}/members/{people['officer'].uuid}")[1]["code"] == "cases.last_member"


def test_somebody_without_a_working_role_is_let_into_no_case(people, officer, case):
    status, told = officer.post(f"{case}/members", {"people": [str(people["auditor"].uuid)]})
    assert (status, told["code"]) == (422, "cases.not_a_caseworker")
    assert officer.post(f"{case}/members", {"people": [NOBODY]})[0] == 404
    assert officer.post(f"{case}/members", {"people": []})[0] == 422


def test_a_task_is_given_to_a_member_and_done_once(people, officer, case, request_of_ours):
    body = {
        "title": "Call the provider",
        "assigned_to": str(people["officer"].uuid),
        "due_at": "2026-12-01T12:00:00-05:00",
        "about": request_of_ours["uuid"],
    }
    status, task = officer.post(f"{case}/tasks", body)
    assert (status, task["due_at"], task["about"]) == (201, "2026-12-01T17:00:00Z", request_of_ours["uuid"])
    assert [one["uuid"] for one in officer.get("/desk")[1]["tasks"]] == [task["uuid"]]
    assert officer.post(f"/tasks/{task['uuid']}/finish")[1]["done_at"] is not None
    assert officer.post(f"/tasks/{task['uuid']}/finish")[1]["code"] == "cases.task_already_done"
    assert officer.get(f"{case}/tasks")[1]["count"] == 1
    body["assigned_to"] = str(people["supervisor"].uuid)
    assert officer.post(f"{case}/tasks", body)[1]["code"] == "cases.not_a_caseworker"


def test_nothing_is_said_to_be_about_a_request_of_another_case(officer, case):
    other = officer.post("/requests/outgoing", {"title": "Another"})[1]
    for path, body in (
        ("notes", {"text": "x"}),
        ("correspondence", {"incoming": True, "channel": "phone", "text": "x"}),
        ("tasks", {"title": "x", "assigned_to": str(officer.person.uuid)}),
    ):
        status, told = officer.post(f"{case}/{path}", {**body, "about": other["uuid"]})
        assert (status, told["code"]) == (404, "kernel.not_found"), path
        assert officer.post(f"/cases/{other['case']}/{path}", {**body, "about": other["uuid"]})[0] == 201


def test_notes_and_correspondence_are_kept_newest_first(officer, case):
    for text in ("First", "Second"):
        assert officer.post(f"{case}/notes", {"text": text})[0] == 201
        sheet = {"incoming": False, "channel": "phone", "subject": text, "counterpart": "Northmark"}
        assert officer.post(f"{case}/correspondence", sheet)[0] == 201
    assert [note["text"] for note in officer.get(f"{case}/notes")[1]["items"]] == ["Second", "First"]
    sheets = officer.get(f"{case}/correspondence", limit=1)[1]
    assert ([sheet["subject"] for sheet in sheets["items"]], sheets["count"]) == (["Second"], 2)
    assert officer.post(f"{case}/notes", {"text": "  "})[1]["code"] == "cases.nothing_written"


def test_the_timeline_tells_the_acts_in_the_language_of_the_call(officer, case):
    officer.post(f"{case}/notes", {"text": "Rappeler demain"})
    page = officer.get(f"{case}/timeline", limit=2)[1]
    assert page["items"][0]["code"] == "cases.note_added"
    assert page["items"][0]["who"] == "Rowan Ashdown"
    earlier = officer.get(f"{case}/timeline", before=page["next"])[1]
    assert earlier["items"][0]["seq"] < page["items"][-1]["seq"]
    assert earlier["items"][-1]["code"] == "cases.opened"
    assert earlier["next"] is None
    officer._client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    assert officer.get(f"{case}/timeline")[1]["items"][-1]["sentence"] == "Dossier ouvert"


@pytest.mark.parametrize("before", ["0", "-1", "x", str(2**63), "1.5"])
def test_a_place_in_the_timeline_that_cannot_be_is_refused(officer, case, before):
    assert officer.get(f"{case}/timeline", before=before)[0] == 422


@pytest.mark.parametrize("page", ["", "/members", "/tasks", "/notes", "/correspondence", "/timeline"])
def test_every_look_is_noted_and_a_stranger_sees_what_is_nowhere(people, officer, case, page):
    before = Look.objects.count()
    assert officer.get(f"{case}{page}")[0] == 200
    assert Look.objects.count() == before + 1
    stranger = Caller(people["supervisor"])
    assert stranger.get(f"{case}{page}") == stranger.get(f"/cases/{NOBODY}{page}")
    assert stranger.get(f"{case}{page}")[0] == 404
    assert Look.objects.count() == before + 1


@pytest.mark.parametrize("query", [{"limit": 101}, {"offset": 10_001}, {"limit": 0}, {"offset": -1}])
def test_no_page_of_a_case_costs_without_end(officer, case, query):
    assert officer.get(f"{case}/notes", **query)[0] == 422
