"""Who this node is: made once, changed so that partners can follow, and kept where only its owner reads."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from entraide.accounts.domain.roles import Role
from entraide.exchange.domain.cards import follows, make_card, party, succeed
from entraide.exchange.domain.encoding import Fields, load
from entraide.exchange.domain.keys import SigningKey, Term
from entraide.exchange.domain.messages import read_message
from entraide.exchange.domain.statement import LIFE
from entraide.exchange.errors import (
    CardRefused,
    IdentityMissing,
    IdentityThere,
    IdentityUnreadable,
    Malformed,
)
from entraide.exchange.queries import opened
from entraide.exchange.services.identity import (
    has_identity,
    identity,
    make_identity,
    move,
    revoke,
    rotate,
)
from entraide.exchange.services.sending import open_conversation, send
from entraide.kernel.errors import NotAllowed
from entraide.ledger.models import Entry
from tests.exchange.nodes import AT, HANDLING, MADE
from tests.exchange.speaking import TEST, Speaker, parcelled
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db

ADDRESS = ("https://valmont.example/exchange",)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def admin(db):
    return PersonFactory(role=Role.ADMINISTRATOR)


def said(northmark: Speaker, at):
    talk = open_conversation(northmark.row, at=at)
    return send(talk, TEST, {}, handling=HANDLING, acting=None, at=at)


def test_a_node_is_made_once_and_says_where_it_is(own_room: Path, settings) -> None:
    assert not has_identity()
    with pytest.raises(IdentityMissing):
        identity()
    card = make_identity(ADDRESS, acting=None, at=AT).card
    ours = identity()
    assert (ours.card.card, ours.node, card.version, card.previous) == (card, card.node, 1, None)
    assert (card.addresses, card.created) == (ADDRESS, AT)
    assert card.agency.name_en == settings.NODE.agency.name_en
    with pytest.raises(IdentityThere):
        make_identity(ADDRESS, acting=None, at=AT)
    assert identity().node == card.node
    assert Entry.objects.filter(act="exchange.card_made").count() == 1


def test_an_address_that_is_none_makes_no_node(own_room: Path) -> None:
    for address in (
        "ftp://valmont.example",
        "https://valmont.example/?a=b",
        "valmont",
        "https://a@b.example",
    ):
        with pytest.raises(Malformed) as refusal:
            make_identity((address,), acting=None, at=AT)
        assert refusal.value.facts["where"] == "card.payload.addresses[0]"
    assert not has_identity()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("change", [rotate, revoke, lambda **more: move(ADDRESS, **more)])
def test_only_administrators_change_who_the_node_is(our_card, change) -> None:
    for role in (Role.SUPERVISOR, Role.CASE_OFFICER, Role.DUTY_OFFICER, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            change(acting=PersonFactory(role=role), at=AT)
    assert identity().card == our_card


def test_before_there_is_a_card_nothing_can_be_changed(own_room: Path, admin) -> None:
    for change in (rotate, revoke):
        with pytest.raises(IdentityMissing):
            change(acting=admin, at=AT)
    assert not has_identity()


def test_rotated_keys_follow_the_old_which_go_on_as_long_as_a_message_counts(
    northmark: Speaker, admin
) -> None:
    before, old_message = identity().card, said(northmark, AT)
    after = rotate(acting=admin, at=AT + MINUTE)
    (vouching,) = follows(before, after, "card")
    old, new = after.card.signing
    assert vouching.id == old.id == before.card.signing[0].id
    assert (old.term.until, new.term.since, new.term.until) == (AT + MINUTE + LIFE, AT + MINUTE, None)
    assert [key.term.until for key in after.card.receiving] == [AT + MINUTE + LIFE, None]
    new_message = said(northmark, AT + MINUTE)
    ours = identity().party()
    assert opened(old_message, ours).signer.id == old.id
    assert opened(new_message, ours).signer.id == new.id
    assert Entry.objects.filter(act="exchange.card_made", actor=admin.uuid).count() == 1


def test_revoked_keys_end_at_once_and_what_they_signed_before_still_verifies(
    northmark: Speaker, admin
) -> None:
    before, old_message = identity().card, said(northmark, AT)
    after = revoke(acting=admin, at=AT + MINUTE)
    assert follows(before, after, "card")
    assert [key.term.until for key in after.card.signing] == [AT + MINUTE, None]
    new_message = said(northmark, AT + MINUTE)
    ours = identity().party()
    assert opened(old_message, ours).signer.id == before.card.signing[0].id
    assert opened(new_message, ours).signer.id == after.card.signing[1].id


def test_a_thief_of_a_revoked_key_makes_no_card_that_a_partner_takes(our_card, admin) -> None:
    stolen, thiefs = identity().signing[0], SigningKey.made(Term(AT))
    after = revoke(acting=admin, at=AT)
    forged = replace(
        after.card, version=3, previous=after.digest, created=AT + MINUTE, signing=(thiefs.public,)
    )
    with pytest.raises(CardRefused):
        succeed(after, make_card(forged, thiefs, stolen), AT + MINUTE)
    # With a key that is in force it would have been one.
    assert succeed(after, make_card(forged, thiefs, identity().signing[1]), AT + MINUTE).card == forged


def test_what_was_sealed_to_an_old_key_still_opens(northmark: Speaker, admin) -> None:
    line = parcelled(northmark.says())
    revoke(acting=admin, at=AT + MINUTE)
    (answer,) = northmark.delivers(line, at=AT + 2 * MINUTE)
    assert answer.refusal == ""
    assert answer.attested


def test_a_node_that_moves_keeps_its_keys(our_card, admin) -> None:
    after = move(("https://elsewhere.example/exchange",), acting=admin, at=AT)
    assert follows(our_card, after, "card")
    assert after.card.addresses == ("https://elsewhere.example/exchange",)
    assert (after.card.signing, after.card.receiving) == (our_card.card.signing, our_card.card.receiving)
    with pytest.raises(Malformed):
        move(("elsewhere",), acting=admin, at=AT + SECOND)
    assert identity().card == after


def test_every_card_of_a_line_follows_the_one_before(our_card, admin) -> None:
    for day in range(1, 13):
        (rotate, revoke)[day % 2](acting=admin, at=MADE + timedelta(days=day))
    cards = identity().cards
    assert [known.card.version for known in cards] == list(range(1, 14))
    known = cards[0]
    for number, card in enumerate(cards[1:], 1):
        known = succeed(known, card, MADE + timedelta(days=number))
    # A card holds no more keys than its readers take, and the node knows all that it ever showed.
    assert len(cards[-1].card.signing) == 4
    assert len(party(cards).keys) == 13
    now = MADE + timedelta(days=13)
    # The last change rotated: the key before it goes on for a while, and none of the others.
    in_force = {key.id for key in party(cards).keys.values() if key.term.covers(now)}
    assert in_force == {key.id for key in cards[-1].card.signing[-2:]}


def test_the_file_of_the_keys_is_read_by_its_owner_alone(our_card, settings, admin) -> None:
    path: Path = settings.ENTRAIDE_IDENTITY
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    rotate(acting=admin, at=AT)
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(one.name for one in path.parent.iterdir()) == ["identity.json", "identity.lock"]


def other_protocol(data: bytes) -> bytes:
    return data.replace(b"entraide/1", b"entraide/9")


def other_node(data: bytes) -> bytes:
    found = json.loads(data)
    found["node"] = found["node"][:-4] + ("0000" if not found["node"].endswith("0000") else "1111")
    return json.dumps(found, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2],
        lambda data: data + b"\n",
        lambda data: b"\x00" * len(data),
        lambda data: b"{}",
        other_protocol,
        other_node,
    ],
    ids=["empty", "a byte short", "half", "a byte more", "zeros", "nothing said", "protocol", "node"],
)
def test_a_damaged_file_of_keys_is_a_refusal_and_is_not_written_over(our_card, settings, damage) -> None:
    path: Path = settings.ENTRAIDE_IDENTITY
    damaged = damage(path.read_bytes())
    path.unlink()
    path.write_bytes(damaged)
    with pytest.raises(IdentityUnreadable):
        identity()
    with pytest.raises(IdentityThere):
        make_identity(ADDRESS, acting=None, at=AT)
    with pytest.raises(IdentityUnreadable):
        rotate(acting=None, at=AT)
    assert path.read_bytes() == damaged


def test_a_restored_file_of_keys_is_read_again(our_card, settings) -> None:
    path: Path = settings.ENTRAIDE_IDENTITY
    kept = path.read_bytes()
    path.unlink()
    with pytest.raises(IdentityMissing):
        identity()
    path.write_bytes(kept)
    assert identity().card == our_card


def test_what_is_kept_of_a_message_verifies_by_the_line_of_cards(northmark: Speaker, admin) -> None:
    message = said(northmark, AT)
    rotate(acting=admin, at=AT + MINUTE)
    revoke(acting=admin, at=AT + 2 * MINUTE)
    content = load(bytes(message.content), "message", most=1 << 20, items=1000)
    read = read_message(Fields(content, "message"), party(identity().cards))
    assert read.digest == message.digest
