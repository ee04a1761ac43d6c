"""The directory for programs: the same rules as the pages, and lists that end."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from entraide.accounts.domain.roles import Role, Scope
from entraide.accounts.models import Person
from entraide.directory.domain.exchange_csv import read
from entraide.directory.models import Agency
from tests.caller import Caller
from tests.factories.accounts import PersonFactory
from tests.factories.directory import AgencyFactory, ContactPointFactory, OfficeFactory

NOBODY = "00000000-0000-0000-0000-00000000000a"


def test_a_program_of_the_liaison_officer_keeps_the_directory(liaison: Person) -> None:
    call = Caller(liaison)
    status, agency = call.post(
        "/directory/agencies", {"state": "FR", "name_en": "Valbourg", "sort": "police", "languages": ["fr"]}
    )
    assert (status, agency["state"], agency["languages"]) == (201, "FR", ["fr"])
    status, office = call.post(
        f"/directory/agencies/{agency['uuid']}/offices",
        {"name": "Siège", "time_zone": "Europe/Paris", "always_open": True, "closures": ["2026-12-25"]},
    )
    assert (status, office["open_now"], office["until"], office["closures"]) == (
        201,
        True,
        None,
        ["2026-12-25"],
    )
    status, contact = call.post(
        f"/directory/offices/{office['uuid']}/contacts",
        {"function": "duty_desk", "channels": ["phone"], "preferred_channel": "phone"},
    )
    assert (status, contact["agency"], contact["preferred_channel"]) == (201, agency["uuid"], "phone")
    status, contact = call.patch(f"/directory/contacts/{contact['uuid']}", {"person": "Clotilde Verneau"})
    assert (status, contact["person"], contact["function"]) == (200, "Clotilde Verneau", "duty_desk")
    status, office = call.patch(f"/directory/offices/{office['uuid']}", {"always_open": False})
    assert (status, office["open_now"], office["opens"]) == (200, False, None)
    assert call.get("/directory/contacts?state=FR")[1]["count"] == 1
    for path in (f"contacts/{contact['uuid']}", f"offices/{office['uuid']}", f"agencies/{agency['uuid']}"):
        status, retired = call.post(f"/directory/{path}/retire")
        assert (status, retired["active"]) == (200, False)
    assert call.get("/directory/agencies")[1] == {"items": [], "count": 0}
    assert call.get("/directory/agencies", retired=True)[1]["count"] == 1


def test_others_read_and_change_nothing(officer: Person) -> None:
    call, contact = Caller(officer), ContactPointFactory()
    assert call.get(f"/directory/contacts/{contact.uuid}")[0] == 200
    for path, body in (
        ("/directory/agencies", {"state": "FR", "name_en": "Valbourg", "sort": "police"}),
        (f"/directory/offices/{contact.office.uuid}/contacts", {"function": "other"}),
        (f"/directory/contacts/{contact.uuid}/retire", {}),
    ):
        status, problem = call.post(path, body)
        assert (status, problem["code"]) == (403, "kernel.not_allowed")
    assert call.patch(f"/directory/agencies/{NOBODY}", {})[0] == 403


def test_a_token_that_may_only_read_changes_nothing(liaison: Person) -> None:
    status, problem = Caller(liaison, scopes=(Scope.READ,)).post(
        "/directory/agencies", {"state": "FR", "name_en": "Valbourg", "sort": "police"}
    )
    assert (status, problem["code"]) == (403, "ui.scope_missing")


def test_what_is_wrong_is_named_field_by_field(liaison: Person) -> None:
    call = Caller(liaison)
    status, problem = call.post("/directory/agencies", {"state": "ZZ", "name_en": "X", "sort": "police"})
    assert (status, problem["code"], list(problem["fields"])) == (422, "kernel.incomplete", ["state"])
    status, problem = call.post("/directory/agencies", {"state": "France", "sort": "spies"})
    assert (status, problem["code"]) == (422, "api.malformed")
    assert set(problem["fields"]) == {"state", "name_en", "sort"}
    AgencyFactory(name_en="Twice")
    status, problem = call.post("/directory/agencies", {"state": "CA", "name_en": "Twice", "sort": "police"})
    assert (status, problem["code"]) == (409, "directory.agency_known")


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "offset=-1",
        "offset=10001",
        "offset=99999999999999999999",
        "state=fr",
        "text=%00",
    ],
)
def test_lists_are_bounded_and_hostile_filters_refused(query: str, officer: Person) -> None:
    status, problem = Caller(officer).get(f"/directory/agencies?{query}")
    assert (status, problem["code"]) == (422, "api.malformed")


def test_lists_come_in_slices(officer: Person) -> None:
    for number in range(5):
        OfficeFactory(agency=AgencyFactory(name_en=f"Agency {number}"))
    call = Caller(officer)
    assert [one["name_en"] for one in call.get("/directory/agencies", limit=2, offset=2)[1]["items"]] == [
        "Agency 2",
        "Agency 3",
    ]
    assert call.get("/directory/offices", limit=1)[1]["count"] == 5
    status, states = call.get("/directory/states", limit=100, offset=200)
    assert (status, len(states["items"]), states["count"]) == (200, 50, 250)


@pytest.mark.parametrize("kind", ["agencies", "offices", "contacts"])
def test_what_is_not_there_is_not_found(kind: str, officer: Person) -> None:
    status, problem = Caller(officer).get(f"/directory/{kind}/{NOBODY}")
    assert (status, problem["code"]) == (404, "kernel.not_found")


def test_a_file_goes_in_and_the_whole_comes_out(liaison: Person, at: datetime) -> None:
    call = Caller(liaison)
    content = b"state;agency;sort\nCA;Northmark;police\nZZ;Nowhere;police\n"
    status, report = call.upload("/directory/import", file=SimpleUploadedFile("d.csv", content))
    assert (status, report["added"], [row["line"] for row in report["refused"]]) == (200, 1, [3])
    assert Agency.objects.get().name_en == "Northmark"
    answer = call.raw("/directory/export")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert [row.agency.name_en for row in read(answer.content).rows] == ["Northmark"]
    status, problem = call.upload("/directory/import", file=SimpleUploadedFile("d.csv", b"\xff"))
    assert (status, problem["code"]) == (422, "directory.file_not_text")


def test_the_refusal_is_in_the_language_asked_for(officer: Person) -> None:
    call = Caller(officer)
    call._client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr-CA"
    assert (
        call.get(f"/directory/agencies/{NOBODY}")[1]["title"] == "Il n’y a rien ici que vous puissiez voir."
    )


def test_without_a_person_who_is_active_nothing_is_read(db: None) -> None:
    person = PersonFactory(role=Role.LIAISON_OFFICER)
    call = Caller(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    status, problem = call.get("/directory/states")
    assert (status, problem["code"]) == (401, "api.no_token")
