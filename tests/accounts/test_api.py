"""People, units and tokens for programs; and the door itself, which opens to a good token alone."""

import pytest
from django.test import Client

from entraide.accounts import services
from entraide.accounts.domain.roles import Role, Scope
from entraide.accounts.models import Person
from entraide.kernel.clock import now
from tests.caller import Caller
from tests.factories.accounts import ApiTokenFactory, PersonFactory, UnitFactory

ALL = (Scope.READ, Scope.WRITE, Scope.ADMIN)


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer ent_x", "Basic YTpi", "Token ent_" + "x" * 43]
)
def test_without_a_good_token_every_call_is_answered_401_and_says_how(
    header: str, client: Client, db: None
) -> None:
    response = client.get("/api/v1/me", headers={"authorization": header})
    assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")
    assert response["WWW-Authenticate"] == "Bearer"
    assert response.json()["code"] == "api.no_token"


def test_a_signed_in_browser_is_not_a_token(client: Client, administrator: Person) -> None:
    client.force_login(administrator)
    assert client.get("/api/v1/me").status_code == 401


def test_an_ended_token_opens_nothing(client: Client, db: None) -> None:
    secret = "ent_" + "k" * 43
    ApiTokenFactory(secret=secret, expires_at=now())
    assert client.get("/api/v1/me", headers={"authorization": f"Bearer {secret}"}).status_code == 401


def test_me_says_who_and_what_the_token_may_do(officer: Person) -> None:
    status, told = Caller(officer, scopes=(Scope.READ,)).get("/me")
    assert (status, told["uuid"], told["roles"], told["scopes"]) == (
        200,
        str(officer.uuid),
        ["case_officer"],
        ["read"],
    )


def test_an_address_under_the_api_that_is_nothing_answers_as_a_problem(
    client: Client, officer: Person
) -> None:
    call = Caller(officer)
    assert call.get("/nothing")[1]["code"] == "kernel.not_found"
    response = call._client.delete("/api/v1/me")
    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
    assert response["Allow"] == "GET"
    response = call._client.post("/api/v1/tokens", "{", content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (400, "api.unreadable")


def test_colleagues_are_listed_without_their_addresses(officer: Person) -> None:
    PersonFactory(is_active=False)
    status, page = Caller(officer).get("/people")
    assert (status, page["count"]) == (200, 1)
    assert "email" not in page["items"][0]


def test_others_learn_nothing_of_the_people_they_do_not_manage(officer: Person) -> None:
    other = PersonFactory()
    call = Caller(officer)
    there = call.get(f"/people/{other.uuid}")
    not_there = call.get("/people/00000000-0000-0000-0000-00000000000a")
    assert there == not_there
    assert there[0] == 403


def test_an_administrator_without_the_scope_manages_nobody(administrator: Person) -> None:
    call = Caller(administrator, scopes=(Scope.READ, Scope.WRITE))
    status, problem = call.post("/people", {"email": "a@b.example", "name": "A"})
    assert (status, problem["code"]) == (403, "ui.scope_missing")


def test_an_administrator_manages_people_and_units(administrator: Person) -> None:
    call, unit = Caller(administrator, scopes=ALL), UnitFactory()
    status, person = call.post(
        "/people",
        {"email": "Ada@bureau.example", "name": "Ada", "roles": ["case_officer"], "unit": str(unit.uuid)},
    )
    assert (status, person["email"], person["roles"], person["unit"]) == (
        201,
        "ada@bureau.example",
        ["case_officer"],
        str(unit.uuid),
    )
    path = f"/people/{person['uuid']}"
    assert call.patch(path, {"title": "Sgt"})[1]["title"] == "Sgt"
    response = call._client.put(f"/api/v1{path}/roles/supervisor")
    assert response.json()["roles"] == ["case_officer", "supervisor"]
    response = call._client.put(f"/api/v1{path}/roles/auditor")
    assert (response.status_code, response.json()["code"]) == (422, "accounts.roles_exclude_each_other")
    assert call.delete(f"{path}/roles/supervisor")[1]["roles"] == ["case_officer"]
    assert call.post(f"{path}/deactivate")[1]["active"] is False
    assert call.post(f"{path}/reactivate")[1]["active"] is True
    assert (
        call.post("/people", {"email": "ada@bureau.example", "name": "B"})[1]["code"]
        == "accounts.address_taken"
    )
    status, added = call.post("/units", {"name_en": "Fraud", "name_fr": "Fraude"})
    assert (status, added["intake"]) == (201, False)
    assert call.get("/units")[1]["count"] == 2


def test_a_person_issues_and_revokes_their_own_tokens(officer: Person) -> None:
    call = Caller(officer)
    status, issued = call.post("/tokens", {"name": "statistics", "scopes": ["read"], "days": 7})
    assert status == 201
    assert services.use_token(issued["secret"], at=now()) is not None
    assert "secret" not in call.get("/tokens")[1]["items"][0]
    status, ended = call.delete(f"/tokens/{issued['uuid']}")
    assert (status, ended["revoked_at"] is not None) == (200, True)
    assert services.use_token(issued["secret"], at=now()) is None


def test_a_token_makes_no_token_that_may_do_more_than_itself(administrator: Person) -> None:
    call = Caller(administrator, scopes=(Scope.READ, Scope.WRITE))
    status, problem = call.post("/tokens", {"name": "more", "scopes": ["admin"]})
    assert (status, problem["code"]) == (403, "accounts.scope_exceeds_token")
    status, problem = Caller(administrator, scopes=(Scope.READ,)).post(
        "/tokens", {"name": "x", "scopes": ["read"]}
    )
    assert (status, problem["code"]) == (403, "ui.scope_missing")


def test_somebody_elses_token_is_not_found(officer: Person) -> None:
    theirs = ApiTokenFactory(person=PersonFactory(role=Role.SUPERVISOR))
    assert Caller(officer).delete(f"/tokens/{theirs.uuid}")[0] == 404
