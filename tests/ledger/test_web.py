"""The auditor's pages: who may open them, what they show, and what they never show."""

import uuid
from datetime import datetime

import pytest
from django.test import Client

from entraide.accounts import services
from entraide.accounts.domain.people import PersonFacts
from entraide.accounts.domain.roles import Role
from entraide.accounts.models import Person
from entraide.ledger.domain.keys import read_keys
from entraide.ledger.domain.proofs import read_proof, verify_proof
from entraide.ledger.models import Entry
from entraide.ledger.policy import AUDITORS
from entraide.ledger.services.checkpoints import make_checkpoint
from tests.factories.accounts import PersonFactory
from tests.factories.assistance import AssistanceRequestFactory
from tests.factories.evidence import ExhibitFactory
from tests.factories.ledger import ContradictionFactory, EntryFactory, LookFactory, VouchedFactory

PAGES = [
    "/ledger/", "/ledger/1/", "/ledger/looks/", "/ledger/signed/", "/ledger/signed/keys/", "/ledger/1/proof/",
    "/ledger/1/bytes/",
]  # fmt: skip


@pytest.fixture
def auditor(db: None) -> Person:
    return PersonFactory(role=Role.AUDITOR)


@pytest.fixture
def desk(client: Client, auditor: Person) -> Client:
    client.force_login(auditor)
    return client


def test_those_who_read_the_records_are_the_auditors_of_the_bureau() -> None:
    assert {Role.AUDITOR.value} == AUDITORS


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.AUDITOR)])
def test_nobody_but_an_auditor_opens_the_records(
    page: str, role: Role | None, client: Client, db: None
) -> None:
    EntryFactory(seq=1)
    client.force_login(PersonFactory(role=role))
    response = client.get(page)
    assert response.status_code == 403
    assert "kernel.not_allowed" in response.content.decode()


def test_the_ledger_names_the_act_and_the_actor_but_not_the_person_it_was_about(
    desk: Client, auditor: Person, at: datetime
) -> None:
    acting = PersonFactory(role=Role.ADMINISTRATOR, name="Odile Vantour")
    services.add_person(PersonFacts("ada@bureau.example", "Ada Wexcombe"), acting=acting, at=at)
    text = desk.get("/ledger/").content.decode()
    assert "Added a person" in text
    assert "accounts.person_added" in text
    assert "Odile Vantour" in text
    # Among whom to choose they stand like everybody.
    assert "Wexcombe" not in text.split("<tbody>")[1]
    assert "Wexcombe" not in desk.get("/ledger/1/").content.decode()


def test_an_entrys_page_shows_its_bytes_and_its_hash(desk: Client, at: datetime) -> None:
    services.add_person(PersonFacts("ada@bureau.example", "Ada"), acting=None, at=at)
    entry = Entry.objects.get()
    page = desk.get(f"/ledger/{entry.seq}/")
    assert page.context["canonical"] == bytes(entry.canonical).decode()
    assert bytes(entry.leaf_hash).hex() in page.content.decode()
    assert "The node itself" in page.content.decode()


@pytest.mark.parametrize("number", ["2", "0", str(2**63 - 1), str(2**63), "9" * 30])
def test_an_entry_that_is_not_there_is_not_found(number: str, desk: Client) -> None:
    assert desk.get(f"/ledger/{number}/").status_code == 404


def test_the_ledger_is_read_page_by_page_without_missing_an_entry(desk: Client) -> None:
    for number in range(1, 124):
        EntryFactory(seq=number)
    seen: list[int] = []
    address = "/ledger/"
    while True:
        page = desk.get(address)
        seen += [row["entry"].seq for row in page.context["rows"]]
        if not page.context["next"]:
            break
        address = f"/ledger/{page.context['next']}"
    assert seen == list(range(123, 0, -1))


def test_the_ledger_is_narrowed_by_act_actor_case_and_period(desk: Client) -> None:
    actor, case = uuid.uuid4(), uuid.uuid4()
    EntryFactory(seq=1, act="accounts.signed_in", actor=actor, at=datetime.fromisoformat("2026-03-01T12:00Z"))
    EntryFactory(seq=2, act="accounts.signed_out", case=case, at=datetime.fromisoformat("2026-03-02T12:00Z"))

    def found(query: str) -> list[int]:
        return [row["entry"].seq for row in desk.get(f"/ledger/?{query}").context["rows"]]

    assert found("act=accounts.signed_in") == [1]
    assert found(f"actor={actor}") == [1]
    assert found(f"case={case}") == [2]
    assert found("since=2026-03-02") == [2]
    assert found("until=2026-03-01") == [1]
    assert found("since=2026-03-01&until=2026-03-02") == [2, 1]
    assert found("before=2") == [1]
    assert found("before=nonsense") == [2, 1]
    # A filter that cannot be understood leaves nothing, on the page and in what is taken along.
    assert found("actor=nobody") == []
    assert found("subject=2026-E-9999") == []
    assert desk.post("/ledger/export/?actor=nobody").status_code == 302


def test_an_exhibit_and_a_case_are_found_by_the_numbers_people_write(desk: Client) -> None:
    exhibit, request = ExhibitFactory(), AssistanceRequestFactory()
    EntryFactory(seq=1, subject=exhibit.uuid, case=exhibit.case.uuid)
    EntryFactory(seq=2, subject=request.uuid, case=request.case.uuid)
    EntryFactory(seq=3, case=request.case.uuid)

    def found(query: str) -> list[int]:
        return [row["entry"].seq for row in desk.get(f"/ledger/?{query}").context["rows"]]

    assert found(f"subject={exhibit.number.lower()}") == [1]
    assert found(f"subject={request.reference}") == [2]
    assert found(f"case={exhibit.number}") == [1]
    assert found(f"case={request.reference}") == [3, 2]
    page = desk.get("/ledger/").content.decode()
    assert f">{exhibit.number}</a>" in page
    assert f">{request.reference}</a>" in page
    assert exhibit.title not in page


def test_the_access_log_shows_who_looked_and_why(desk: Client) -> None:
    person = PersonFactory(name="Rowan Ashdown")
    LookFactory(person=person.uuid, what="letter", why="asked by the court")
    LookFactory()
    text = desk.get("/ledger/looks/").content.decode()
    assert "Rowan Ashdown" in text
    assert "asked by the court" in text
    assert len(desk.get(f"/ledger/looks/?person={person.uuid}").context["rows"]) == 1


def test_somebody_is_chosen_by_name_and_found_by_it(desk: Client) -> None:
    person, gone = PersonFactory(name="Rowan Ashdown"), PersonFactory(name="Émile Brun", is_active=False)
    LookFactory(person=person.uuid)
    LookFactory(person=gone.uuid)
    shown = desk.get("/ledger/looks/")
    text = shown.content.decode()
    assert text.index(f'<option value="{gone.uuid}">Émile Brun') < text.index("Rowan Ashdown</option>")
    assert "Rowan Ashdown" in desk.get("/ledger/").content.decode()
    assert [row["who"] for row in desk.get(f"/ledger/looks/?person={gone.uuid}").context["rows"]] == [
        "Émile Brun"
    ]
    # Whom no package knows is still found by the link in the list.
    stranger = LookFactory().person
    assert len(desk.get(f"/ledger/looks/?person={stranger}").context["rows"]) == 1


def test_the_access_log_says_in_words_what_was_looked_at(desk: Client) -> None:
    LookFactory(what="assistance.break_glass")
    LookFactory(what="nothing.known")
    text = desk.get("/ledger/looks/").content.decode()
    assert "assistance.break_glass" not in text
    assert "Break-glass" in text
    assert "nothing.known" in text


def test_the_pages_speak_french(desk: Client) -> None:
    EntryFactory(seq=1, act="accounts.signed_in")
    desk.cookies["django_language"] = "fr"
    text = desk.get("/ledger/").content.decode()
    assert "Registre" in text
    assert "A ouvert une session" in text


def test_an_entry_is_proved_by_what_its_page_gives_away(
    desk: Client, at: datetime, settings, tmp_path
) -> None:
    settings.ENTRAIDE_LEDGER_KEY = tmp_path / "key.json"
    services.add_person(PersonFacts("ada@bureau.example", "Ada Wexcombe"), acting=None, at=at)
    assert desk.get("/ledger/1/proof/").status_code == 404
    assert "Not signed yet" in desk.get("/ledger/1/").content.decode()
    assert make_checkpoint(at=at) is not None
    assert "/ledger/1/proof/" in desk.get("/ledger/1/").content.decode()
    proof, entry, keys = (
        desk.get(f"/ledger/{one}/").content for one in ("1/proof", "1/bytes", "signed/keys")
    )
    verify_proof(entry, read_proof(proof), read_keys(*keys.decode().split()))
    assert entry == bytes(Entry.objects.get(seq=1).canonical)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "A partner has signed two histories"), ("fr", "a signé deux")]
)
def test_who_vouches_and_what_was_rewritten_stands_on_the_page(
    desk: Client, auditor: Person, settings, tmp_path, language: str, said: str
) -> None:
    settings.ENTRAIDE_LEDGER_KEY = tmp_path / "key.json"
    Person.objects.filter(pk=auditor.pk).update(language=language)
    assert said not in desk.get("/ledger/signed/", headers={"accept-language": language}).content.decode()
    VouchedFactory(witness="entraide.ledger/them")
    ContradictionFactory(origin="entraide.ledger/theirs")
    desk.cookies.load({"django_language": language})
    text = desk.get("/ledger/signed/", headers={"accept-language": language}).content.decode()
    assert said in text
    assert "entraide.ledger/them" in text
    assert "entraide.ledger/theirs" in text


def test_everything_that_happened_to_one_thing_is_shown_and_taken_along_on_record(
    desk: Client, auditor: Person
) -> None:
    subject = uuid.uuid4()
    EntryFactory(seq=1, subject=subject)
    EntryFactory(seq=2)
    EntryFactory(seq=3, subject=subject)
    text = desk.get(f"/ledger/?subject={subject}").content.decode()
    assert 'href="/ledger/3/"' in text
    assert 'href="/ledger/2/"' not in text
    response = desk.post(f"/ledger/export/?subject={subject}")
    lines = b"".join(response).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
    assert [line.split(",")[0] for line in lines] == ["entry", "3", "1"]
    last = Entry.objects.order_by("-seq")[0]
    assert (last.act, last.actor) == ("ledger.exported", auditor.uuid)
    assert str(subject) in bytes(last.canonical).decode()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
def test_nobody_but_an_auditor_takes_the_ledger_along(role: Role, client: Client, db: None) -> None:
    client.force_login(PersonFactory(role=role))
    assert client.post("/ledger/export/").status_code == 403
    assert not Entry.objects.filter(act="ledger.exported").exists()
