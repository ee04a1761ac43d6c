"""Partners: nothing passes before a fingerprint was compared, and only cards that follow are taken."""

from dataclasses import replace
from datetime import timedelta

import pytest

from entraide.accounts.domain.roles import Role
from entraide.exchange.domain.cards import KnownCard, make_card
from entraide.exchange.domain.delivery import write_lines
from entraide.exchange.domain.keys import SigningKey, Term
from entraide.exchange.errors import (
    AddressRefused,
    CardRefused,
    FingerprintDiffers,
    KeyNotInForce,
    LinkDown,
    Malformed,
    NotSaid,
    PartnerThere,
    WrongSender,
)
from entraide.exchange.models import Partner, PartnerCard
from entraide.exchange.queries import card_of, confirmed_partners, party_of
from entraide.exchange.services.identity import identity
from entraide.exchange.services.partners import (
    confirm,
    fetch_cards,
    introduce,
    read_line,
    resume,
    suspend,
    take_cards,
)
from entraide.kernel.canonical import canonical
from entraide.kernel.errors import NotAllowed
from entraide.ledger.models import Entry
from tests.exchange.nodes import AT, Node, node
from tests.exchange.speaking import OtherNode, Speaker
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db

CALLED = {"person": "J. Halvorsen", "number": "+1 555 0142", "number_from": "Directory"}
MINUTE = timedelta(minutes=1)


@pytest.fixture
def admin(db):
    return PersonFactory(role=Role.ADMINISTRATOR)


@pytest.fixture
def introduced(our_card, admin):
    return introduce([node("northmark").known], acting=admin, at=AT)


def line(*cards: KnownCard) -> bytes:
    return write_lines(canonical(one.envelope.as_json()) for one in cards)


def test_an_introduced_partner_is_nobody_until_its_fingerprint_was_heard(introduced, admin) -> None:
    assert (introduced.standing, introduced.introduced_by, introduced.country) == ("introduced", admin, "DE")
    assert party_of(introduced.node) is None
    assert not confirmed_partners().exists()
    heard = card_of(introduced).fingerprint
    confirmed = confirm(introduced, heard=heard, **CALLED, acting=admin, at=AT)
    assert (confirmed.standing, confirmed.confirmed_by, confirmed.confirmed_at) == ("confirmed", admin, AT)
    assert (confirmed.confirmed_with, confirmed.confirmed_number, confirmed.confirmed_number_from) == (
        "J. Halvorsen", "+1 555 0142", "Directory",
    )  # fmt: skip
    assert party_of(introduced.node) is not None
    assert list(confirmed_partners()) == [confirmed]
    assert Entry.objects.filter(act="exchange.partner_confirmed", actor=admin.uuid).count() == 1


def test_digits_count_however_they_were_written_down(introduced, admin) -> None:
    heard = card_of(introduced).fingerprint.replace(" ", "-") + "."
    assert confirm(introduced, heard=heard, **CALLED, acting=admin, at=AT).standing == "confirmed"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda right: right[:-1] + str((int(right[-1]) + 1) % 10),
        lambda right: right[:-1],
        lambda right: right + "0",
        lambda right: " ".join(reversed(right.split())) if right.split() != right.split()[::-1] else "",
        lambda right: "",
        lambda right: "the same",
        lambda right: "".join(chr(0x660 + int(one)) if one != " " else one for one in right[:-1]) + "x",
        lambda right: right[:-1] + "²",
    ],
)
def test_other_digits_than_those_of_the_card_let_nobody_in(introduced, admin, wrong) -> None:
    with pytest.raises(FingerprintDiffers):
        confirm(introduced, heard=wrong(card_of(introduced).fingerprint), **CALLED, acting=admin, at=AT)
    introduced.refresh_from_db()
    assert (introduced.standing, introduced.confirmed_at) == ("introduced", None)
    assert not Entry.objects.filter(act="exchange.partner_confirmed").exists()


@pytest.mark.parametrize("left_out", CALLED)
def test_who_was_called_on_which_number_and_from_where_must_be_said(introduced, admin, left_out: str) -> None:
    heard = card_of(introduced).fingerprint
    with pytest.raises(NotSaid):
        confirm(introduced, heard=heard, **(CALLED | {left_out: "  "}), acting=admin, at=AT)
    assert Partner.objects.get().standing == "introduced"


def test_only_administrators_let_partners_in_and_shut_them_out(introduced, admin) -> None:
    heard = card_of(introduced).fingerprint
    for role in (Role.SUPERVISOR, Role.DUTY_OFFICER, Role.AUDITOR, Role.CASE_OFFICER):
        other = PersonFactory(role=role)
        with pytest.raises(NotAllowed):
            introduce([node("stranger").known], acting=other, at=AT)
        with pytest.raises(NotAllowed):
            confirm(introduced, heard=heard, **CALLED, acting=other, at=AT)
        for stand in (suspend, resume):
            with pytest.raises(NotAllowed):
                stand(introduced, reason="because", acting=other, at=AT)
    assert Partner.objects.get().standing == "introduced"


def test_the_node_itself_and_one_that_is_known_are_no_new_partners(introduced, admin) -> None:
    with pytest.raises(PartnerThere):
        introduce([identity().card], acting=admin, at=AT)
    with pytest.raises(PartnerThere):
        introduce([card_of(introduced)], acting=admin, at=AT)
    assert Partner.objects.count() == 1


def test_a_partner_is_suspended_and_taken_up_again_for_a_reason(northmark: Speaker, admin) -> None:
    for stand in (suspend, resume):
        with pytest.raises(NotSaid):
            stand(northmark.row, reason="  ", acting=admin, at=AT)
    assert suspend(northmark.row, reason="Lost a key", acting=admin, at=AT).standing == "suspended"
    assert party_of(northmark.them.id) is None
    assert resume(northmark.row, reason="Found it", acting=admin, at=AT).standing == "confirmed"
    acts = list(Entry.objects.filter(actor=admin.uuid).values_list("act", flat=True))
    assert sorted(acts) == ["exchange.partner_resumed", "exchange.partner_suspended"]


def test_a_partner_that_was_never_confirmed_is_not_let_in_by_being_taken_up_again(introduced, admin) -> None:
    suspend(introduced, reason="Who is that?", acting=admin, at=AT)
    introduced.refresh_from_db()
    assert resume(introduced, reason="Somebody", acting=admin, at=AT).standing == "introduced"


# --- Its later cards ---


def succeeded(other: Node, *keys: SigningKey, **changed: object) -> KnownCard:
    """The next card of a node, signed by itself and by the key before unless told otherwise."""
    new = replace(
        other.card,
        **({"version": other.card.version + 1, "previous": other.known.digest, "created": AT} | changed),
    )
    return make_card(new, *(keys or (other.signing,)))


def test_a_newer_card_that_follows_is_taken_once_and_calls_the_partner_by_its_new_name(northmark) -> None:
    them = northmark.them
    agency = replace(
        them.card.agency, name_en="Northmark Federal Police", name_fr="Police fédérale de Northmark"
    )
    Partner.objects.update(next_try_at=AT + timedelta(hours=1))
    newer = succeeded(them, agency=agency)
    for data in (line(them.known, newer), line(them.known, newer), line(newer)):
        assert take_cards(data, at=AT).name_en == "Northmark Federal Police"
    row = northmark.row
    assert (row.name_fr, row.next_try_at, row.standing) == ("Police fédérale de Northmark", None, "confirmed")
    assert [card.version for card in PartnerCard.objects.all()] == [1, 2]
    assert card_of(row) == newer
    assert Entry.objects.filter(act="exchange.partner_card_taken").count() == 1


def test_a_partner_with_new_keys_is_believed_by_them(northmark) -> None:
    fresh = SigningKey.made(Term(AT))
    old = northmark.them.signing
    newer = succeeded(northmark.them, fresh, old, signing=(fresh.public, old.public))
    take_cards(line(northmark.them.known, newer), at=AT)
    northmark.them = replace(northmark.them, signing=fresh, known=newer)
    (answer,) = northmark.delivers(northmark.says())
    assert answer.attested


def forged(them: Node) -> tuple[KnownCard, ...]:
    """A card with a key of somebody else's, signed by that alone."""
    other = SigningKey.made(Term(AT - MINUTE))
    return (succeeded(them, other, signing=(other.public,)),)


def forged_first(them: Node) -> tuple[KnownCard, ...]:
    other = SigningKey.made(Term(AT - MINUTE))
    return (make_card(replace(them.card, signing=(other.public,)), other),)


def skipping(them: Node) -> tuple[KnownCard, ...]:
    return (succeeded(them, version=3),)


def beside(them: Node) -> tuple[KnownCard, ...]:
    return (succeeded(them, previous="sha256:" + "3" * 64),)


def ahead(them: Node) -> tuple[KnownCard, ...]:
    return (succeeded(them, created=AT + timedelta(minutes=11)),)


def unsaid(them: Node) -> tuple[KnownCard, ...]:
    """A key ended before the card that ends it."""
    other = SigningKey.made(Term(AT - MINUTE))
    old = replace(them.signing.public, term=Term(them.signing.term.since, AT - MINUTE))
    return (succeeded(them, other, them.signing, signing=(other.public, old)),)


@pytest.mark.parametrize("wrong", [forged, forged_first, skipping, beside, ahead, unsaid])
def test_a_card_that_does_not_follow_the_one_that_is_known_is_refused(northmark, wrong) -> None:
    with pytest.raises((CardRefused, KeyNotInForce)):
        take_cards(line(*wrong(northmark.them)), at=AT)
    assert card_of(northmark.row) == northmark.them.known
    assert PartnerCard.objects.count() == 1
    assert not Entry.objects.filter(act="exchange.partner_card_taken").exists()


def test_an_older_card_than_the_one_that_is_known_is_refused(northmark) -> None:
    newer = succeeded(northmark.them)
    take_cards(line(newer), at=AT)
    with pytest.raises(CardRefused):
        take_cards(line(northmark.them.known), at=AT)
    assert card_of(northmark.row) == newer


def test_a_card_that_was_made_before_the_one_it_follows_is_refused(northmark) -> None:
    newer = succeeded(northmark.them)
    earlier = succeeded(replace(northmark.them, known=newer), created=AT - MINUTE)
    with pytest.raises(CardRefused):
        take_cards(line(northmark.them.known, newer, earlier), at=AT)
    assert PartnerCard.objects.count() == 1


def test_another_card_of_the_same_version_is_refused(northmark) -> None:
    take_cards(line(succeeded(northmark.them)), at=AT)
    with pytest.raises(CardRefused):
        take_cards(line(succeeded(northmark.them, addresses=("https://elsewhere.example",))), at=AT)
    assert PartnerCard.objects.count() == 2


def test_of_a_line_with_one_wrong_card_none_is_taken(northmark) -> None:
    good = succeeded(northmark.them)
    wrong = succeeded(replace(northmark.them, known=good), previous="sha256:" + "3" * 64)
    with pytest.raises(CardRefused):
        take_cards(line(northmark.them.known, good, wrong), at=AT)
    assert PartnerCard.objects.count() == 1


def test_a_card_of_a_node_that_is_no_partner_is_refused(northmark) -> None:
    with pytest.raises(WrongSender):
        take_cards(line(node("stranger").known), at=AT)
    assert Partner.objects.count() == 1


def test_cards_of_two_nodes_are_no_line(northmark, admin) -> None:
    stranger = node("stranger")
    with pytest.raises(CardRefused):
        introduce([stranger.known, node("valmont").known], acting=admin, at=AT)
    with pytest.raises(CardRefused):
        take_cards(line(stranger.known, succeeded(northmark.them)), at=AT)
    assert Partner.objects.count() == PartnerCard.objects.count() == 1


@pytest.mark.parametrize("data", [b"", b"\n", b"{}\n", b"<html>", b"[]\n[]\n"])
def test_what_is_no_card_is_refused(our_card, data: bytes) -> None:
    with pytest.raises(Malformed):
        read_line(data)


# --- Fetched from an address ---


def test_cards_are_fetched_from_the_address_of_a_node(answering: OtherNode) -> None:
    address = answering.speaker.them.card.addresses[0]
    assert fetch_cards(address) == [answering.speaker.them.known]
    assert fetch_cards(address + "/") == [answering.speaker.them.known]
    assert answering.asked == [("GET", "/cards")] * 2


@pytest.mark.parametrize(
    "answer", [(404, b"<html>not here</html>", {}), (302, b"", {"Location": "/elsewhere"}), (200, b"", {})]
)
def test_an_address_where_no_node_answers_introduces_nobody(answering: OtherNode, answer) -> None:
    answering.instead = lambda method, path, body: answer
    with pytest.raises((Malformed, LinkDown)):
        fetch_cards(answering.speaker.them.card.addresses[0])


@pytest.mark.parametrize(
    "address",
    [
        "",
        "northmark",
        "https://",
        "https://[",
        "https://northmark.example:port",
        "https://northmark.example:99999",
        "ftp://northmark.example",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_address_is_refused(our_card, address: str) -> None:
    with pytest.raises(AddressRefused):
        fetch_cards(address)
