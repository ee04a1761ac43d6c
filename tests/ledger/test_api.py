"""The two records for programs: auditors with the scope «audit», and nobody else."""

import json
import uuid
from datetime import datetime

import pytest

from entraide.accounts.domain.roles import Role, Scope
from entraide.accounts.models import Person
from entraide.ledger.models import Entry
from tests.caller import Caller
from tests.factories.accounts import PersonFactory
from tests.factories.ledger import EntryFactory, LookFactory

AUDIT = (Scope.READ, Scope.AUDIT)


@pytest.fixture
def auditor(db: None) -> Person:
    return PersonFactory(role=Role.AUDITOR)


@pytest.mark.parametrize("path", ["/ledger/entries", "/ledger/entries/1", "/ledger/looks"])
def test_nobody_else_reads_the_records(path: str, auditor: Person) -> None:
    for role in Role:
        if role is not Role.AUDITOR:
            assert Caller(PersonFactory(role=role)).get(path)[1]["code"] == "ui.scope_missing", role
    assert Caller(auditor, scopes=(Scope.READ,)).get(path)[1]["code"] == "ui.scope_missing"


def test_a_token_outlives_the_role_without_its_power(auditor: Person) -> None:
    call = Caller(auditor, scopes=AUDIT)
    auditor.role_grants.all().delete()
    assert call.get("/ledger/entries")[1]["code"] == "kernel.not_allowed"


def test_the_ledger_is_read_page_by_page(auditor: Person) -> None:
    call = Caller(auditor, scopes=AUDIT)
    for number in range(2, 12):
        EntryFactory(seq=number)
    seen: list[int] = []
    page = call.get("/ledger/entries", limit=4)[1]
    while True:
        seen += [one["seq"] for one in page["items"]]
        if page["next"] is None:
            break
        page = call.get("/ledger/entries", limit=4, before=page["next"])[1]
    assert seen == list(range(11, 0, -1))


def test_an_entry_comes_with_its_bytes_and_hash(auditor: Person) -> None:
    call = Caller(auditor, scopes=AUDIT)
    entry = Entry.objects.get()
    status, told = call.get(f"/ledger/entries/{entry.seq}")
    assert (status, told["canonical"].encode(), told["leaf_hash"]) == (
        200,
        bytes(entry.canonical),
        bytes(entry.leaf_hash).hex(),
    )
    assert json.loads(told["canonical"])["act"] == "accounts.token_issued"
    assert call.get("/ledger/entries/99")[0] == 404


def test_the_records_are_narrowed(auditor: Person) -> None:
    call = Caller(auditor, scopes=AUDIT)
    case = uuid.uuid4()
    EntryFactory(seq=2, act="tests.a", case=case, at=datetime.fromisoformat("2026-03-01T12:00Z"))
    assert [one["seq"] for one in call.get("/ledger/entries", case=case)[1]["items"]] == [2]
    assert [one["seq"] for one in call.get("/ledger/entries", act="tests.a")[1]["items"]] == [2]
    assert [one["seq"] for one in call.get("/ledger/entries", until="2026-03-01T12:00:01Z")[1]["items"]] == [
        2
    ]
    assert call.get("/ledger/entries", until="2026-03-01T12:00:00")[1]["items"] == []
    look = LookFactory(case=case, why="asked")
    assert [one["why"] for one in call.get("/ledger/looks", person=look.person)[1]["items"]] == ["asked"]


@pytest.mark.parametrize(
    "query",
    [
        "before=0",
        "before=9223372036854775808",
        "limit=101",
        "actor=nobody",
        "act=%00",
        "since=yesterday",
        "since=0001-01-01T00:00:00%2B14:00",
    ],
)
def test_hostile_filters_are_refused(query: str, auditor: Person) -> None:
    status, problem = Caller(auditor, scopes=AUDIT).get(f"/ledger/entries?{query}")
    assert (status, problem["code"]) == (422, "api.malformed")
