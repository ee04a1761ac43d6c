"""Cards: the first is compared over the telephone, each later one follows the one before."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from entraide.exchange.domain import dsse
from entraide.exchange.domain.cards import (
    CARD_TYPE,
    KnownCard,
    fingerprint,
    make_card,
    party,
    read_card,
    succeed,
)
from entraide.exchange.domain.encoding import text_of
from entraide.exchange.domain.keys import SMALL_ORDER, P, SigningKey, Term, is_sound
from entraide.kernel.canonical import canonical
from entraide.kernel.errors import Refusal
from tests.exchange.nodes import AT, MADE, node

OURS, STRANGER = node("valmont"), node("stranger")
NEW = SigningKey.made(Term(AT))
HOUR = timedelta(hours=1)
SIGNS, RECEIVES = (json.loads(OURS.known.envelope.payload)[use][0] for use in ("signing", "receiving"))


def as_file(known: KnownCard) -> bytes:
    return canonical(known.envelope.as_json())


def refused(act, *given) -> tuple[str, str]:
    with pytest.raises(Refusal) as caught:
        act(*given)
    return caught.value.code, str(caught.value.facts["where"])


def next_card(*keys: SigningKey, **changed) -> KnownCard:
    """The second card of our node, with a new signing key beside the old one."""
    card = replace(
        OURS.card,
        version=2,
        previous=OURS.known.digest,
        signing=(*OURS.card.signing, NEW.public),
        created=AT,
    )
    return make_card(replace(card, **changed), *keys)


def test_a_card_is_read_back_as_it_was_made():
    assert read_card(as_file(OURS.known)) == OURS.known


def test_its_fingerprint_is_forty_digits_of_the_whole_card():
    assert len(OURS.known.fingerprint.replace(" ", "")) == 40
    assert [len(group) for group in OURS.known.fingerprint.split()] == [5] * 8
    moved = make_card(replace(OURS.card, addresses=("https://elsewhere.example/",)), OURS.signing)
    assert fingerprint(moved.envelope) != OURS.known.fingerprint


def test_a_card_that_was_changed_in_transit_is_refused():
    payload = json.loads(OURS.known.envelope.payload)
    payload["addresses"] = ["https://thief.example/exchange"]
    changed = {**OURS.known.envelope.as_json(), "payload": text_of(canonical(payload))}
    assert refused(read_card, canonical(changed)) == ("exchange.signature_wrong", "card.signatures[0]")


def test_a_card_must_be_signed_by_a_key_of_its_own():
    forged = make_card(OURS.card, STRANGER.signing)
    assert refused(read_card, as_file(forged)) == ("exchange.signer_unknown", "card.signatures[0]")


def test_a_card_signed_by_somebody_with_his_own_keys_has_another_fingerprint():
    own = make_card(replace(OURS.card, signing=STRANGER.card.signing), STRANGER.signing)
    assert read_card(as_file(own)).fingerprint != OURS.known.fingerprint
    assert refused(succeed, OURS.known, own, AT) == ("exchange.card_refused", "card")


@pytest.mark.parametrize("keys", [(NEW, OURS.signing), (OURS.signing, NEW), (OURS.signing,)])
def test_the_next_card_is_believed_when_a_key_of_the_one_before_signed_it(keys):
    after = read_card(as_file(next_card(*keys)))
    assert succeed(OURS.known, after, AT) == after
    assert succeed(after, after, AT) == after


def test_the_next_card_is_refused_when_only_new_keys_signed_it():
    assert refused(succeed, OURS.known, next_card(NEW), AT) == ("exchange.card_refused", "card")


def test_an_old_key_that_has_ended_vouches_for_no_new_card():
    ended = replace(OURS.signing, term=Term(MADE, AT))
    first = make_card(replace(OURS.card, signing=(ended.public,)), ended)
    new = replace(NEW, term=Term(MADE))
    card = replace(first.card, version=2, previous=first.digest, created=AT, signing=(new.public,))
    assert refused(succeed, first, make_card(card, new, ended), AT) == ("exchange.card_refused", "card")
    in_time = make_card(replace(card, created=AT - HOUR), new, ended)
    assert succeed(first, in_time, AT - HOUR) == in_time
    # Who stole the key that ended says that the card was made before.
    assert refused(succeed, first, in_time, AT) == ("exchange.card_refused", "card")


def test_a_card_is_not_older_than_the_one_before_nor_from_the_future():
    after = next_card(NEW, OURS.signing)
    third = replace(after.card, version=3, previous=after.digest, created=AT - HOUR)
    assert refused(succeed, after, make_card(third, OURS.signing), AT) == ("exchange.card_refused", "card")
    assert refused(succeed, OURS.known, after, AT - HOUR) == ("exchange.card_refused", "card")


@pytest.mark.parametrize(
    ("old", "new", "fits"),
    [
        (Term(MADE), Term(MADE), True),
        (Term(MADE), Term(MADE, AT), True),  # ended at once
        (Term(MADE), Term(MADE, AT + HOUR), True),
        (Term(MADE), Term(MADE, AT - HOUR), False),  # what it signed would be unsaid
        (Term(MADE, AT + HOUR), Term(MADE), False),  # longer than it was to be
        (Term(MADE, AT + HOUR), Term(MADE, AT + 2 * HOUR), False),
        (Term(MADE, AT - HOUR), Term(MADE, AT + HOUR), False),  # brought back
        (Term(MADE), Term(MADE - HOUR), False),
    ],
)
def test_a_key_ends_from_now_on_or_later_and_never_comes_back(old, new, fits):
    before, after = replace(STRANGER.signing, term=old), replace(STRANGER.signing, term=new)
    first = make_card(replace(OURS.card, signing=(OURS.signing.public, before.public)), OURS.signing)
    card = replace(
        first.card, version=2, previous=first.digest, created=AT, signing=(OURS.signing.public, after.public)
    )
    second = make_card(card, OURS.signing)
    if fits:
        assert succeed(first, second, AT) == second
    else:
        assert refused(succeed, first, second, AT) == ("exchange.card_refused", "card")


def test_a_key_that_the_next_card_lacks_ended_with_it():
    after = next_card(NEW, OURS.signing, signing=(NEW.public,))
    keys = party([OURS.known, after]).keys
    assert keys[OURS.signing.public.id].term == Term(MADE, AT)
    assert keys[NEW.public.id].term == NEW.term
    third = replace(after.card, version=3, previous=after.digest, signing=(OURS.signing.public, NEW.public))
    again = party([OURS.known, after, make_card(third, NEW)]).keys
    assert again[OURS.signing.public.id].term == Term(MADE, AT)


@pytest.mark.parametrize(
    "changed", [{"version": 3}, {"previous": "sha256:" + "0" * 64}, {"node": STRANGER.id}]
)
def test_a_card_that_leaves_one_out_or_follows_another_is_refused(changed):
    assert refused(succeed, OURS.known, next_card(NEW, OURS.signing, **changed), AT) == (
        "exchange.card_refused",
        "card",
    )


def test_an_older_card_never_comes_back():
    after = next_card(NEW, OURS.signing)
    assert refused(succeed, after, OURS.known, AT) == ("exchange.card_refused", "card")


def test_a_first_card_bears_no_signature_that_nobody_can_check():
    twice = make_card(OURS.card, OURS.signing, STRANGER.signing)
    assert refused(read_card, as_file(twice)) == ("exchange.signer_unknown", "card.signatures[2]")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("addresses", []),
        ("addresses", ["ftp://valmont.example/"]),
        ("addresses", ["https://user:pass@valmont.example/"]),
        ("addresses", ["https://valmont.example:99999/"]),
        ("signing", []),
        ("receiving", [{}]),
        ("most_bytes", 5),
        ("most_bytes", True),
        ("version", 0),
        ("previous", "sha256:" + "0" * 64),
        ("created", "yesterday"),
        ("agency", None),
        ("agency", {"country": "CA", "name_en": "Valmont  Police", "name_fr": "Police"}),
        ("agency", {"country": "ca", "name_en": "Valmont Police", "name_fr": "Police"}),
        ("addresses", ["https://x.example/\n  11111 22222"]),
        ("addresses", ["https://x.example/\u202e"]),
        ("signing", [SIGNS | {"ed25519": text_of(bytes(32))}]),
        ("signing", [SIGNS, SIGNS]),
        ("signing", [SIGNS | {"until": "2025-01-01T00:00:00.000000Z"}]),
        ("receiving", [RECEIVES | {"x25519": text_of(bytes(32))}]),
        ("receiving", [RECEIVES | {"ml_kem_768": text_of(b"\xff" * 1184)}]),
    ],
)
def test_a_card_that_is_not_as_the_protocol_writes_it_is_refused(field, value):
    payload = {**json.loads(OURS.known.envelope.payload), field: value}
    card = dsse.sign(CARD_TYPE, canonical(payload), OURS.signing)
    code, where = refused(read_card, canonical(card.as_json()))
    assert code == "exchange.malformed"
    assert where.startswith(f"card.payload.{field}")


def test_keys_of_small_order_sign_nothing():
    weak = [*SMALL_ORDER, P, P + 1]
    for y in weak:
        for sign in (0, 1):
            assert not is_sound((y | sign << 255).to_bytes(32, "little")), hex(y)
    assert is_sound(OURS.card.signing[0].ed25519)
