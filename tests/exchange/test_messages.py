"""A message from one node to another: it comes whole, or is refused with a code at its place."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from entraide.exchange.domain import dsse, messages, parcels
from entraide.exchange.domain.cards import make_card
from entraide.exchange.domain.encoding import DEPTH, SKEW, text_of
from entraide.exchange.domain.keys import OpeningKey, SigningKey, Term
from entraide.exchange.domain.messages import Message
from entraide.exchange.domain.statement import LIFE, STATEMENT_TYPE
from entraide.exchange.errors import NotOpened
from entraide.kernel.canonical import canonical
from entraide.kernel.errors import Refusal
from tests.exchange.nodes import AT, MADE, NAMES, Node, node, said

OURS, THEIRS, STRANGER = node("valmont"), node("northmark"), node("stranger")
ATTACHED = {
    "id": str(uuid4()),
    "name": "list.csv",
    "media_type": "text/csv",
    "size": 1,
    "digest": "sha256:" + "0" * 64,
    "key": text_of(bytes(32)),
}
BODY: dict[str, object] = {"facts": "A threat", "measures": [{"code": "subscriber"}]}


def sent(message: Message, to: Node = THEIRS) -> bytes:
    return messages.pack(message, to.opening.public).encoded()


def arrived(data: bytes, at_node: Node = THEIRS, *, partners=(OURS,), at=AT) -> Message:
    parties = {one.id: one.party for one in partners}
    opening = {at_node.opening.public.id: at_node.opening}
    return messages.unpack(data, ours=at_node.id, opening=opening, party_of=parties.get, at=at)


def refused(*given, **named) -> tuple[str, str]:
    with pytest.raises(Refusal) as caught:
        arrived(*given, **named)
    return caught.value.code, str(caught.value.facts["where"])


def resigned(message: Message, change, key=OURS.signing) -> Message:
    """The same message with another statement, rightly signed."""
    fields = json.loads(message.envelope.payload)
    change(fields)
    return replace(message, envelope=dsse.sign(STATEMENT_TYPE, canonical(fields), key))


def test_a_message_arrives_as_it_was_written():
    message = said(OURS, THEIRS, BODY)
    found = arrived(sent(message))
    assert (found.statement, found.body, found.digest) == (message.statement, BODY, message.digest)


def test_nobody_can_read_on_the_way_what_is_in_it():
    wire = sent(said(OURS, THEIRS, BODY))
    assert json.loads(wire).keys() == {"protocol", "message", "sender", "recipient", "key", "sealed"}
    assert b"threat" not in wire.lower()


def test_the_same_message_is_sealed_otherwise_each_time():
    message = said(OURS, THEIRS)
    assert sent(message) != sent(message)


def test_it_is_refused_by_a_node_that_it_is_not_meant_for():
    assert refused(sent(said(OURS, THEIRS)), STRANGER) == ("exchange.wrong_recipient", "parcel.recipient")


def test_what_is_meant_for_another_is_refused_even_when_it_is_sealed_to_us():
    wire = parcels.seal(
        canonical(said(OURS, STRANGER).as_json()),
        message=uuid4(), sender=OURS.id, recipient=THEIRS.id, key=THEIRS.opening.public,
    ).encoded()  # fmt: skip
    assert refused(wire) == ("exchange.wrong_recipient", "message.envelope.payload.recipient")


def test_a_node_that_is_no_partner_is_refused_before_anything_is_opened():
    assert refused(sent(said(STRANGER, THEIRS))) == ("exchange.wrong_sender", "parcel.sender")


def test_a_partner_cannot_speak_for_another():
    message = said(OURS, THEIRS)
    forged = replace(message, envelope=dsse.sign(STATEMENT_TYPE, message.envelope.payload, STRANGER.signing))
    code, where = refused(sent(forged), partners=(OURS, STRANGER))
    assert (code, where) == ("exchange.signer_unknown", "message.envelope.signatures[0]")
    said_by_us = replace(message, statement=replace(message.statement, sender=STRANGER.id))
    code, where = refused(sent(said_by_us), partners=(OURS, STRANGER))
    assert (code, where) == ("exchange.signer_unknown", "message.envelope.signatures[0]")


def test_it_counts_until_it_expires_and_not_a_moment_longer():
    message = said(OURS, THEIRS)
    wire, until = sent(message), message.statement.expires
    assert arrived(wire, at=until - timedelta(microseconds=1)).digest == message.digest
    assert refused(wire, at=until) == ("exchange.expired", "message")


def test_clocks_may_differ_a_little():
    message = said(OURS, THEIRS)
    assert arrived(sent(message), at=AT - SKEW).digest == message.digest
    assert refused(sent(message), at=AT - SKEW - timedelta(seconds=1)) == (
        "exchange.from_the_future",
        "message",
    )


@pytest.mark.parametrize("which", [0, 1])
def test_one_of_the_two_signatures_alone_is_worth_nothing(which):
    message = said(OURS, THEIRS)
    stripped = replace(message.envelope, signatures=(message.envelope.signatures[which],))
    assert refused(sent(replace(message, envelope=stripped))) == (
        "exchange.signature_missing",
        "message.envelope.signatures",
    )


def test_the_same_signature_twice_is_not_two():
    message = said(OURS, THEIRS)
    twice = replace(message.envelope, signatures=(message.envelope.signatures[0],) * 2)
    assert refused(sent(replace(message, envelope=twice))) == (
        "exchange.signature_missing",
        "message.envelope.signatures[1]",
    )


@pytest.mark.parametrize("which", [0, 1])
def test_one_wrong_signature_is_enough_to_refuse(which):
    message = said(OURS, THEIRS)
    signatures = list(message.envelope.signatures)
    value = bytearray(signatures[which].value)
    value[5] ^= 1
    signatures[which] = replace(signatures[which], value=bytes(value))
    forged = replace(message, envelope=replace(message.envelope, signatures=tuple(signatures)))
    assert refused(sent(forged)) == (
        "exchange.signature_wrong",
        f"message.envelope.signatures[{which}]",
    )


def test_a_signature_under_another_kind_of_statement_does_not_serve():
    message = said(OURS, THEIRS)
    other = dsse.sign("application/vnd.entraide.card+json", message.envelope.payload, OURS.signing)
    assert refused(sent(replace(message, envelope=other))) == (
        "exchange.malformed",
        "message.envelope.payloadType",
    )
    relabelled = replace(other, payload_type=STATEMENT_TYPE)
    assert refused(sent(replace(message, envelope=relabelled))) == (
        "exchange.signature_wrong",
        "message.envelope.signatures[0]",
    )


def test_a_body_that_was_not_signed_is_refused():
    other = replace(said(OURS, THEIRS, BODY), body={**BODY, "facts": "Nothing"})
    assert refused(sent(other)) == ("exchange.body_changed", "message.body")


def test_what_must_be_understood_and_is_not_is_refused_and_the_rest_passed_over():
    message = said(OURS, THEIRS)
    new = resigned(message, lambda fields: fields.update(priority="high"))
    assert arrived(sent(new)).statement == message.statement
    critical = resigned(message, lambda fields: fields.update(priority="high", critical=["priority"]))
    assert refused(sent(critical)) == (
        "exchange.unknown_critical",
        "message.envelope.payload.critical[0]",
    )


def test_another_version_of_the_protocol_is_refused():
    other = resigned(said(OURS, THEIRS), lambda fields: fields.update(protocol="entraide/0"))
    assert refused(sent(other)) == ("exchange.unknown_protocol", "message.envelope.payload")
    wire = sent(said(OURS, THEIRS)).replace(b'"entraide/1"', b'"entraide/9"')
    assert refused(wire) == ("exchange.unknown_protocol", "parcel")


@pytest.mark.parametrize("field", ["message", "sender", "key"])
def test_the_outside_is_bound_to_the_inside(field):
    wire = json.loads(sent(said(OURS, THEIRS)))
    other = {"message": str(uuid4()), "sender": str(STRANGER.id), "key": "0" * 32}
    wire[field] = other[field]
    code, where = refused(canonical(wire), partners=(OURS, STRANGER))
    assert (code, where) == ("exchange.not_opened", f"parcel.{'key' if field == 'key' else 'sealed'}")


def test_a_parcel_that_was_changed_on_its_way_does_not_open():
    wire = json.loads(sent(said(OURS, THEIRS)))
    sealed = bytearray(parcels.read_parcel(canonical(wire)).sealed)
    for at in (0, 1120, len(sealed) // 2, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[at] ^= 0x80
        assert refused(canonical({**wire, "sealed": text_of(bytes(changed))})) == (
            "exchange.not_opened",
            "parcel.sealed",
        )


def test_a_key_that_has_ended_signs_nothing_more():
    ended = replace(OURS.signing, term=Term(MADE, AT))
    card = replace(OURS.card, signing=(ended.public,))
    retired = Node(ended, OURS.opening, make_card(card, ended))
    code, where = refused(sent(said(retired, THEIRS)), partners=(retired,))
    assert (code, where) == ("exchange.key_not_in_force", "message.envelope.signatures[0]")
    before = said(retired, THEIRS, created=AT - timedelta(hours=1))
    in_time = AT - timedelta(microseconds=1)
    assert arrived(sent(before), partners=(retired,), at=in_time).digest == before.digest
    # Made before the end, or said to be, and come after it.
    assert refused(sent(before), partners=(retired,)) == (
        "exchange.key_not_in_force",
        "message.envelope.signatures[0]",
    )


def test_a_new_key_of_the_recipient_opens_beside_the_old_one():
    new = OpeningKey.made(Term(AT))
    message = said(OURS, THEIRS)
    keys = {key.public.id: key for key in (THEIRS.opening, new)}
    for key in (THEIRS.opening, new):
        wire = messages.pack(message, key.public).encoded()
        found = messages.unpack(wire, ours=THEIRS.id, opening=keys, party_of={OURS.id: OURS.party}.get, at=AT)
        assert found.digest == message.digest


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"sequence": 0}, "sequence"),
        ({"sequence": 2}, "previous"),
        ({"previous": "sha256:" + "0" * 64}, "previous"),
        ({"previous": "md5:0"}, "previous"),
        ({"message": str(uuid4()).upper()}, "message"),
        ({"created": "2026-03-02 14:30"}, "created"),
        ({"created": "2026-13-02T14:30:00.000000Z"}, "created"),
        ({"expires": "2026-03-02T14:30:00.000000Z"}, "expires"),
        ({"type": ""}, "type"),
        ({"type": 7}, "type"),
        ({"type": "Request (card given by you)"}, "type"),
        ({"critical": [[]]}, "critical[0]"),
        ({"critical": ["\x1b[2J"]}, "critical[0]"),
        ({"recipient": str(OURS.id)}, "recipient"),
        ({"created": "0001-01-01T00:00:00.000000Z"}, "created"),
        ({"expires": "2026-04-20T14:30:00.000000Z"}, "expires"),
        ({"seen": 5}, "seen"),
        ({"attachments": [ATTACHED | {"name": "../etc/passwd"}]}, "attachments[0].name"),
        ({"attachments": [ATTACHED, ATTACHED | {"id": str(uuid4())}]}, "attachments"),
        ({"handling": {"tlp": "pink"}}, "handling.tlp"),
        ({"handling": []}, "handling"),
        ({"attachments": [{}]}, "attachments[0].id"),
        ({"body": {"digest": None}}, "body.digest"),
    ],
)
def test_a_statement_that_is_not_as_the_protocol_writes_it_is_refused_with_its_place(changed, where):
    wrong = resigned(said(OURS, THEIRS), lambda fields: fields.update(changed))
    assert refused(sent(wrong)) == ("exchange.malformed", f"message.envelope.payload.{where}")


@pytest.mark.parametrize(
    "field",
    ["protocol", "critical", "message", "conversation", "sequence", "previous", "type", "sender", "handling"],
)
def test_a_field_that_is_missing_is_named(field):
    wrong = resigned(said(OURS, THEIRS), lambda fields: fields.pop(field))
    assert refused(sent(wrong)) == ("exchange.malformed", f"message.envelope.payload.{field}")


def test_a_receiving_key_opens_what_was_sealed_in_time_and_nothing_after():
    ended = replace(THEIRS.opening, term=Term(MADE, AT))
    wire = sent(said(OURS, THEIRS))
    for late, opens in ((timedelta(0), True), (LIFE, False)):
        opening = {ended.public.id: ended}
        parcel = parcels.read_parcel(wire)
        if opens:
            assert parcels.open_parcel(parcel, opening, AT + late)
        else:
            with pytest.raises(NotOpened):
                parcels.open_parcel(parcel, opening, AT + late)


def test_a_body_may_be_deep_but_not_without_end():
    def nested(depth: int) -> dict[str, object]:
        body: dict[str, object] = {}
        for _ in range(depth):
            body = {"in": body}
        return body

    assert arrived(sent(said(OURS, THEIRS, nested(DEPTH - 3))))
    for depth in (DEPTH, 300, 400):
        assert refused(sent(said(OURS, THEIRS, nested(depth)))) == ("exchange.malformed", "message")


def test_a_signing_key_that_was_kept_signs_the_same():
    kept = SigningKey.from_seeds(
        OURS.signing.ed25519.private_bytes_raw(), OURS.signing.ml_dsa_65.private_bytes_raw(), Term(MADE)
    )
    assert kept.public == OURS.signing.public
    opening = OpeningKey.from_seeds(
        THEIRS.opening.ml_kem_768.private_bytes_raw(), THEIRS.opening.x25519.private_bytes_raw(), Term(MADE)
    )
    assert opening.public == THEIRS.opening.public


def test_the_names_are_those_of_invented_agencies():
    assert {card.agency for card in (OURS.card, THEIRS.card, STRANGER.card)} == set(NAMES.values())
