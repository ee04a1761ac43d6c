"""The law desk for programs: the same rules as the pages."""

import pytest

from entraide.accounts.domain.roles import Role, Scope
from entraide.accounts.models import Person
from entraide.instruments.models import PartyRecord, Revision
from tests.caller import Caller
from tests.factories.accounts import PersonFactory
from tests.factories.instruments import AGREEMENT

CODE = "northmark_memorandum"


@pytest.fixture
def jurist(db: None) -> Person:
    return PersonFactory(role=Role.LEGAL_COUNSEL)


def test_instruments_are_listed_by_rank_and_by_the_state_they_bind(jurist: Person) -> None:
    call = Caller(jurist)
    status, page = call.get("/instruments", rank="domestic", state="CA", limit=100)
    assert (status, {item["state"] for item in page["items"]}) == (200, {"CA"})
    assert page["count"] == len(page["items"])
    assert call.get("/instruments", limit=2)[1]["items"][0].keys() >= {
        "code",
        "facts_verified",
        "own_version",
    }


def test_an_instrument_is_given_whole_with_its_sources(jurist: Person) -> None:
    status, found = Caller(jurist).get("/instruments/untoc")
    france = next(party for party in found["known_parties"] if party["state"] == "FR")
    assert (status, france["is_party"], france["verified"], france["as_of"]) == (
        200,
        True,
        False,
        "2015-03-31",
    )
    assert found["text"].startswith('code = "untoc"')
    assert Caller(jurist).get("/instruments/nowhere")[0] == 404


def test_an_agreement_is_added_revised_and_withdrawn(jurist: Person) -> None:
    call = Caller(jurist)
    status, added = call.post("/instruments", {"text": AGREEMENT, "reason": "Signed"})
    assert (status, added["code"], added["number"], added["by"]) == (201, CODE, 1, str(jurist.uuid))
    changed = {"text": AGREEMENT.replace("file 12", "file 13"), "reason": "Moved"}
    assert call.post(f"/instruments/{CODE}/revisions", changed)[1]["number"] == 2
    status, problem = call.post(f"/instruments/{CODE}/revisions", changed)
    assert (status, problem["code"]) == (409, "instruments.nothing_changed")
    assert call.get(f"/instruments/{CODE}")[1]["own_version"] == 2
    status, withdrawn = call.post(f"/instruments/{CODE}/withdraw", {"reason": "Ended"})
    assert (status, withdrawn["text"], withdrawn["number"]) == (201, "", 3)
    assert [one["number"] for one in call.get(f"/instruments/{CODE}/revisions")[1]] == [3, 2, 1]


def test_a_broken_text_is_a_problem_that_names_the_key(jurist: Person) -> None:
    status, problem = Caller(jurist).post("/instruments", {"text": "code = 7\n", "reason": "Signed"})
    assert (status, problem["code"]) == (422, "instruments.file_broken")
    assert Revision.objects.count() == 0


def test_a_party_is_recorded(jurist: Person) -> None:
    body = {
        "state": "FR",
        "ratified": "2002-10-29",
        "source": "the depositary’s page",
        "as_of": "2026-03-01",
        "verified": True,
        "reason": "Read again",
    }
    status, record = Caller(jurist).post("/instruments/untoc/parties", body)
    assert (status, record["state"], record["verified"], record["by"]) == (201, "FR", True, str(jurist.uuid))
    status, problem = Caller(jurist).post("/instruments/untoc/parties", body | {"ratified": "2002-02-30"})
    assert (status, list(problem["fields"])) == (422, ["ratified"])
    assert (
        Caller(jurist).post("/instruments/ca_mlacma/parties", body)[1]["code"]
        == "instruments.takes_no_parties"
    )


def test_the_advice_answers_with_bases_and_sources(jurist: Person) -> None:
    call = Caller(jurist)
    status, advice = call.get(
        "/advice", partner="US", kind="mutual_legal_assistance", measures=["search"], offences=["fraud"]
    )
    assert (status, advice["home"], advice["partner"]) == (200, "CA", "US")
    assert advice["bases"][0]["instrument"] == "ca_us_mla"
    assert all(sentence["source"]["fr"] for sentence in advice["bases"][0]["why"])
    for query, code in (
        ({"partner": "CA"}, "instruments.same_state"),
        ({"partner": "QQ"}, "instruments.unknown_state"),
        ({"partner": "US", "kind": "gossip"}, "instruments.unknown_word"),
    ):
        status, problem = call.get("/advice", **query)
        assert (status, problem["code"]) == (422, code)


def test_others_read_and_change_nothing(db: None) -> None:
    call = Caller(PersonFactory(role=Role.CASE_OFFICER))
    assert call.get("/instruments/budapest")[0] == 200
    for path in ("/instruments", "/instruments/budapest/revisions"):
        status, problem = call.post(path, {"text": AGREEMENT, "reason": "Because"})
        assert (status, problem["code"]) == (403, "kernel.not_allowed")
    assert (Revision.objects.count(), PartyRecord.objects.count()) == (0, 0)


def test_a_token_that_may_only_read_writes_nothing(jurist: Person) -> None:
    call = Caller(jurist, scopes=(Scope.READ,))
    status, problem = call.post("/instruments", {"text": AGREEMENT, "reason": "Signed"})
    assert (status, problem["code"]) == (403, "ui.scope_missing")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/instruments", {"text": "x" * 100_001, "reason": "Because"}),
        ("/instruments", {"text": AGREEMENT, "reason": "x" * 1001}),
        ("/instruments/untoc/revisions", {"text": "", "reason": "Because"}),
        ("/instruments/untoc/parties", {"state": "france"}),
        ("/instruments/UPPER!/revisions", {"text": AGREEMENT, "reason": "Because"}),
    ],
)
def test_what_is_out_of_bounds_is_refused(path: str, body: dict[str, str], jurist: Person) -> None:
    assert Caller(jurist).post(path, body)[0] == 422
