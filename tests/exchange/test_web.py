"""The pages of the links, and the door at which other nodes knock."""

import json
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client

from entraide.accounts.domain.roles import Role
from entraide.exchange.domain.attestations import Kind, read_attested
from entraide.exchange.domain.chunks import seal_all
from entraide.exchange.domain.delivery import DELIVERY_BYTES, read_answers, write_lines
from entraide.exchange.domain.encoding import Fields
from entraide.exchange.models import Incident, Message, Partner
from entraide.exchange.services.hooks import known_types, label_of
from entraide.exchange.services.identity import identity
from entraide.exchange.services.partners import introduce, read_line, send_test, suspend
from entraide.kernel.canonical import canonical
from entraide.kernel.clock import now
from entraide.kernel.languages import Text
from tests.exchange.nodes import attached, node
from tests.exchange.speaking import Speaker, let_in, parcelled, us
from tests.exchange.test_files_arriving import content_of
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db

SEES = (Role.ADMINISTRATOR, Role.SUPERVISOR, Role.DUTY_OFFICER, Role.AUDITOR)
CALLED = {"person": "J. Halvorsen", "number": "+1 555 0142", "number_from": "Directory"}


@pytest.fixture
def admin(db):
    return PersonFactory(role=Role.ADMINISTRATOR)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def stranger(our_card, admin):
    """A node that was introduced and that nobody has called."""
    return introduce([node("stranger").known], acting=admin, at=now())


def pages(northmark: Speaker, message: Message) -> list[str]:
    return [
        "/links/",
        "/links/refused/",
        f"/links/partners/{northmark.them.id}/",
        f"/links/messages/{message.uuid}/",
    ]


@pytest.mark.parametrize("role", list(Role))
def test_the_links_are_seen_by_those_who_take_in_and_lead(northmark: Speaker, admin, role: Role) -> None:
    message = send_test(northmark.row, acting=admin, at=now())
    client = signed_in(PersonFactory(role=role))
    seen = {client.get(page).status_code for page in pages(northmark, message)}
    assert seen == {200 if role in SEES else 403}
    introducing = client.get("/links/introduce/").status_code
    assert introducing == (200 if role is Role.ADMINISTRATOR else 403)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_let_in_and_shut_out(northmark: Speaker, stranger, role: Role) -> None:
    client = signed_in(PersonFactory(role=role))
    heard = node("stranger").known.fingerprint
    for path, form in (
        ("introduce/", {"address": "https://northmark.example"}),
        (f"partners/{stranger.node}/confirm/", {"heard": heard, **CALLED}),
        (f"partners/{northmark.them.id}/stand/", {"reason": "because"}),
    ):
        assert client.post(f"/links/{path}", form).status_code == 403
    assert sorted(Partner.objects.values_list("standing", flat=True)) == ["confirmed", "introduced"]


def test_what_is_not_there_is_not_found(northmark: Speaker, admin) -> None:
    client, other = signed_in(admin), uuid4()
    assert client.get(f"/links/partners/{other}/").status_code == 404
    assert client.get(f"/links/messages/{other}/").status_code == 404
    for act in ("confirm", "stand", "test"):
        assert client.post(f"/links/partners/{other}/{act}/").status_code == 404
    assert client.post(f"/links/messages/{other}/drive/").status_code == 404


def test_what_changes_something_is_no_page(northmark: Speaker, admin) -> None:
    client = signed_in(admin)
    for act in ("confirm", "stand", "test"):
        assert client.get(f"/links/partners/{northmark.them.id}/{act}/").status_code == 405
    assert not Message.objects.exists()


def test_the_fingerprint_is_not_shown_before_it_was_heard(stranger, admin) -> None:
    """Who reads it off the screen has compared it with nothing."""
    client, card = signed_in(admin), stranger.cards.get()
    fingerprint = read_line(bytes(card.content))[0].fingerprint
    page = f"/links/partners/{stranger.node}/"
    assert fingerprint not in client.get(page).content.decode()
    wrong = client.post(page + "confirm/", {"heard": "1" * 40, **CALLED})
    assert wrong.status_code == 422
    assert fingerprint not in wrong.content.decode()
    assert (
        "exchange.fingerprint_differs" in wrong.content.decode()
        or "not the fingerprint" in wrong.content.decode()
    )
    right = client.post(page + "confirm/", {"heard": fingerprint, **CALLED}, follow=True)
    assert right.status_code == 200
    assert fingerprint in right.content.decode()
    assert "+1 555 0142" in right.content.decode()
    stranger.refresh_from_db()
    assert stranger.standing == "confirmed"


@pytest.mark.parametrize("left_out", ["heard", *CALLED])
def test_a_confirmation_that_leaves_something_out_is_not_taken(stranger, admin, left_out: str) -> None:
    form = {"heard": node("stranger").known.fingerprint, **CALLED, left_out: ""}
    answer = signed_in(admin).post(f"/links/partners/{stranger.node}/confirm/", form)
    assert answer.status_code == 422
    stranger.refresh_from_db()
    assert stranger.standing == "introduced"


def test_a_partner_is_introduced_by_the_file_of_its_cards(our_card, admin) -> None:
    other, client = node("northmark"), signed_in(admin)
    file = BytesIO(write_lines([canonical(other.known.envelope.as_json())]))
    answer = client.post("/links/introduce/", {"file": file})
    assert (answer.status_code, answer["Location"]) == (302, f"/links/partners/{other.id}/")
    assert Partner.objects.get().standing == "introduced"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"address": "https://["},
        {"address": "https://127.0.0.1/exchange"},
        {"file": b"<html>"},
        {"file": b"\xff" * 100},
        {"file": b"x" * 1024 * 1024 + b"x"},
    ],
    ids=["nothing", "no address", "inside", "html", "bytes", "large"],
)
def test_what_is_no_node_is_not_introduced(our_card, admin, settings, form) -> None:
    settings.ENTRAIDE_PRIVATE_LINKS = False
    if "file" in form:
        form = {"file": BytesIO(form["file"])}
    answer = signed_in(admin).post("/links/introduce/", form)
    assert answer.status_code == 422
    assert not Partner.objects.exists()


def test_a_partner_is_suspended_and_taken_up_again_on_its_page(northmark: Speaker, admin) -> None:
    client, page = signed_in(admin), f"/links/partners/{northmark.them.id}/"
    assert client.post(page + "stand/", {"reason": ""}).status_code == 422
    assert northmark.row.standing == "confirmed"
    client.post(page + "stand/", {"reason": "Lost a key"})
    assert northmark.row.standing == "suspended"
    client.post(page + "stand/", {"reason": "Found it"})
    assert northmark.row.standing == "confirmed"


def test_a_test_message_is_sent_from_the_page_and_not_to_a_suspended_partner(
    northmark: Speaker, admin
) -> None:
    client, page = signed_in(admin), f"/links/partners/{northmark.them.id}/"
    answer = client.post(page + "test/")
    assert answer["Location"] == f"/links/messages/{Message.objects.get().uuid}/"
    suspend(northmark.row, reason="Lost a key", acting=admin, at=now())
    refused = client.post(page + "test/")
    assert (refused.status_code, b"exchange.partner_not_confirmed" in refused.content) == (422, True)
    assert Message.objects.count() == 1


def test_what_was_refused_at_the_door_is_shown_in_words_with_its_code(northmark: Speaker, admin) -> None:
    northmark.delivers(b"garbage", at=now())
    page = signed_in(admin).get("/links/refused/").content.decode()
    assert "exchange.malformed" in page
    assert "parcel" in page


def test_what_a_partner_calls_itself_is_not_taken_for_a_page(our_card, admin) -> None:
    evil = "<script>alert(1)</script>"
    card = node("northmark")
    other = node("northmark", agency=type(card.card.agency)(evil, evil, "DE"))
    let_in(other, at=now())
    client = signed_in(admin)
    for page in ("/links/", f"/links/partners/{other.id}/"):
        assert evil not in client.get(page).content.decode()


# --- The door ---


def post(path: str, body: bytes, **more):
    return Client(enforce_csrf_checks=True).generic("POST", path, body, "application/octet-stream", **more)


def test_everybody_can_read_the_cards_of_the_node(our_card) -> None:
    answer = Client().get("/exchange/cards")
    assert answer.status_code == 200
    assert read_line(answer.content) == list(identity().cards)
    assert not answer.cookies
    assert "Vary" not in answer or "Cookie" not in answer["Vary"]


def test_a_node_without_a_card_says_so_to_other_nodes(own_room, db) -> None:
    answer = Client().get("/exchange/cards")
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["code"] == "exchange.identity_missing"


def test_a_delivery_needs_no_session_and_gets_no_cookie(northmark: Speaker) -> None:
    message = northmark.says(created=now(), expires=now() + timedelta(days=1))
    answer = post("/exchange/deliveries", write_lines([parcelled(message)]))
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    (told,) = read_answers(answer.content)
    (proof,) = told.attestations
    read = read_attested(Fields(proof.value, "answer"), us().party).attestation
    assert (read.kind, read.digest) == (Kind.DELIVERED, message.digest)


def test_a_file_goes_through_the_door_chunk_by_chunk(northmark: Speaker) -> None:
    content = content_of(1024 * 1024 + 1)
    file = attached(content)
    message = northmark.says(attachments=(file,), created=now(), expires=now() + timedelta(days=1))
    post("/exchange/deliveries", write_lines([parcelled(message)]))
    first, second = seal_all(file, [content[: 1024 * 1024], content[1024 * 1024 :]])
    place = f"/exchange/messages/{message.statement.message}/files/{file.id}"
    client = Client(enforce_csrf_checks=True)
    early = client.generic("PUT", f"{place}/1", second, "application/octet-stream")
    assert json.loads(early.content)["code"] == "exchange.not_yet"
    (told,) = read_answers(client.generic("PUT", f"{place}/0", first, "application/octet-stream").content)
    assert [one.there for one in told.wanted] == [1]
    answer = client.generic("PUT", f"{place}/1", second, "application/octet-stream")
    (done,) = read_answers(answer.content)
    assert (len(done.attestations), done.wanted, dict(answer.cookies)) == (1, (), {})
    changed = client.generic("PUT", f"/exchange/messages/{uuid4()}/files/{file.id}/0", first)
    assert changed.status_code == 404
    assert json.loads(changed.content)["status"] == 404


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("cards", {"GET", "POST"}),
        ("deliveries", {"POST"}),
        (
            "messages/00000000-0000-4000-8000-000000000001/files/00000000-0000-4000-8000-000000000002/0",
            {"PUT"},
        ),
    ],
)
def test_the_door_takes_no_other_method(our_card, path: str, allowed: set[str]) -> None:
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"):
        status = Client().generic(method, f"/exchange/{path}").status_code
        assert (status == 405) is (method not in allowed), (method, status)


@pytest.mark.parametrize(
    ("body", "code"), [(b"no line", "exchange.malformed"), (b"{}\n" * 2001, "exchange.too_large")]
)
def test_what_is_no_delivery_is_refused_as_a_problem(our_card, body: bytes, code: str) -> None:
    answer = post("/exchange/deliveries", body)
    problem = json.loads(answer.content)
    assert (answer["Content-Type"], problem["code"]) == ("application/problem+json", code)
    assert 400 <= answer.status_code < 500
    assert problem["status"] == answer.status_code


def test_a_body_that_says_it_is_too_large_is_not_read(our_card) -> None:
    answer = post("/exchange/deliveries", b"x\n", CONTENT_LENGTH=str(DELIVERY_BYTES + 1))
    assert json.loads(answer.content)["code"] == "exchange.too_large"
    place = f"/exchange/messages/{uuid4()}/files/{uuid4()}/0"
    more = Client().generic("PUT", place, b"x", CONTENT_LENGTH=str(1 << 30))
    assert json.loads(more.content)["code"] == "exchange.too_large"


def test_newer_cards_are_taken_at_the_door_and_those_of_strangers_are_not(northmark: Speaker) -> None:
    lines = write_lines([canonical(northmark.them.known.envelope.as_json())])
    assert post("/exchange/cards", lines).status_code == 200
    answer = post("/exchange/cards", write_lines([canonical(node("stranger").known.envelope.as_json())]))
    assert json.loads(answer.content)["code"] == "exchange.wrong_sender"
    assert Partner.objects.count() == 1


def test_what_knocks_under_a_false_name_is_on_the_list(northmark: Speaker, admin) -> None:
    stranger = Speaker(node("stranger"))
    post(
        "/exchange/deliveries",
        write_lines([parcelled(stranger.says(created=now(), expires=now() + timedelta(days=1)))]),
    )
    assert Incident.objects.get().sender == stranger.them.id
    assert str(stranger.them.id) in signed_in(admin).get("/links/refused/").content.decode()


def test_a_forged_card_at_the_door_is_on_the_list(northmark: Speaker) -> None:
    post("/exchange/cards", write_lines([canonical(node("stranger").known.envelope.as_json())]))
    assert Incident.objects.get().code == "exchange.wrong_sender"
    # A file that nobody wants is none.
    Client().generic("PUT", f"/exchange/messages/{uuid4()}/files/{uuid4()}/0", b"x")
    assert Incident.objects.count() == 1


def test_a_message_bears_the_name_of_its_type(northmark: Speaker, admin) -> None:
    message = send_test(northmark.row, acting=admin, at=now())
    client = signed_in(admin)
    for page in pages(northmark, message)[2:]:
        assert "Test message" in client.get(page).content.decode()
    assert "<h1>Test message</h1>" in client.get(pages(northmark, message)[3]).content.decode()


def test_every_type_that_is_taken_has_a_name() -> None:
    # Those of the other tests bear none.
    for type_ in known_types():
        if type_.startswith(("exchange.", "assistance.")):
            assert label_of(type_) not in {Text(en=type_, fr=type_)}
    assert label_of("other.thing/1") == Text(en="other.thing/1", fr="other.thing/1")
