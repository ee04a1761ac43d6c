"""What a partner hands over is believed, done and attested; or refused with its code, its place, and on record."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError

from entraide.accounts.domain.roles import Role
from entraide.exchange.domain import dsse
from entraide.exchange.domain.attestations import Kind, read_attested
from entraide.exchange.domain.delivery import DELIVERY_BYTES, Answer, write_lines
from entraide.exchange.domain.encoding import Fields, digest_of
from entraide.exchange.domain.messages import Message as Spoken
from entraide.exchange.domain.messages import pack
from entraide.exchange.domain.statement import STATEMENT_TYPE
from entraide.exchange.errors import Malformed, TooLarge
from entraide.exchange.models import Attestation, Conversation, Incident, Message, Partner
from entraide.exchange.queries import body_of
from entraide.exchange.services import hooks, partners, receiving
from entraide.exchange.services.partners import send_test
from entraide.kernel.canonical import canonical
from entraide.ledger.models import Entry
from tests.exchange.nodes import AT, node, said
from tests.exchange.speaking import TEST, Speaker, let_in, parcelled, resealed, us
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db

PAYLOAD = "message.envelope.payload"


def kinds(answer: Answer) -> list[Kind]:
    return [one.attestation.kind for one in answer.attested]


def test_a_good_message_is_kept_done_and_its_delivery_attested_so_that_the_sender_can_prove_it(
    northmark: Speaker,
) -> None:
    message = northmark.says({"test": True, "note": "äé 東"})
    (answer,) = northmark.delivers(message)
    assert (answer.message, answer.refusal, answer.wanted) == (message.statement.message, "", ())
    (proof,) = answer.attested
    read = read_attested(Fields(proof.as_json(), "answer"), us().party).attestation
    assert (read.kind, read.node, read.digest, read.at) == (Kind.DELIVERED, us().id, message.digest, AT)
    row = Message.objects.get()
    assert (row.uuid, row.standing, row.digest) == (message.statement.message, "delivered", message.digest)
    assert body_of(row) == {"test": True, "note": "äé 東"}
    # The taker of test messages looked at it: no person has to.
    assert row.retrieved_at == AT
    assert Entry.objects.filter(act="exchange.message_received").count() == 1
    assert not Incident.objects.exists()


def test_the_same_parcel_again_gets_the_identical_attestation_and_does_nothing_twice(
    northmark: Speaker,
) -> None:
    line = parcelled(northmark.says())
    (first,) = northmark.delivers(line)
    before = Entry.objects.count()
    (again,) = northmark.delivers(line, at=AT + timedelta(hours=1))
    assert [one.as_json() for one in again.attested] == [one.as_json() for one in first.attested]
    assert (Message.objects.count(), Attestation.objects.count()) == (1, 1)
    assert Entry.objects.count() == before


def test_the_same_message_twice_in_one_delivery_is_answered_alike_and_done_once(northmark: Speaker) -> None:
    message = northmark.says()
    first, second = northmark.delivers(message, message)
    assert first == second
    assert kinds(first) == [Kind.DELIVERED]
    assert Message.objects.count() == 1


def test_what_is_attested_together_stands_under_one_signed_root(northmark: Speaker) -> None:
    answers = northmark.delivers(*(northmark.says() for _ in range(5)))
    assert [kinds(one) for one in answers] == [[Kind.DELIVERED]] * 5
    assert len({one.attested[0].root for one in answers}) == 1
    for one in answers:
        read_attested(Fields(one.attested[0].as_json(), "answer"), us().party)


def unsigned(message: Spoken) -> bytes:
    """Its second signature taken off."""
    content = message.as_json()
    content["envelope"]["signatures"].pop()  # type: ignore[index]
    return resealed(message, content)


def half_wrong(which: int) -> Callable[[Spoken], bytes]:
    def changed(message: Spoken) -> bytes:
        content = message.as_json()
        one = content["envelope"]["signatures"][which]  # type: ignore[index]
        value = bytearray(base64.b64decode(one["sig"]))
        value[0] ^= 1
        one["sig"] = base64.b64encode(value).decode()
        return resealed(message, content)

    return changed


def other_body(message: Spoken) -> bytes:
    return resealed(message, message.as_json() | {"body": {"test": False}})


def other_message_outside(message: Spoken) -> bytes:
    return resealed(message, message.as_json(), message=uuid4())


def resigned(message: Spoken, them: Speaker, **fields: object) -> bytes:
    """The statement with other fields, signed by the partner itself."""
    said = json.loads(message.envelope.payload) | fields
    envelope = dsse.sign(STATEMENT_TYPE, canonical(said), them.them.signing)
    return resealed(message, {"envelope": envelope.as_json(), "body": message.body})


TAMPERED: dict[str, tuple[Callable[[Spoken], bytes], str, str]] = {
    "a signature taken off": (unsigned, "exchange.signature_missing", "message.envelope.signatures"),
    "the first signature wrong": (
        half_wrong(0),
        "exchange.signature_wrong",
        "message.envelope.signatures[0]",
    ),
    "the second signature wrong": (
        half_wrong(1),
        "exchange.signature_wrong",
        "message.envelope.signatures[1]",
    ),
    "another body": (other_body, "exchange.body_changed", "message.body"),
    "another message outside": (other_message_outside, "exchange.wrong_sender", f"{PAYLOAD}.message"),
}


def refused(northmark: Speaker, line: bytes, code: str, where: str) -> Answer:
    """That a line is refused for that reason, leaves nothing but an incident, and what follows is looked at."""
    before = (Message.objects.count(), Conversation.objects.count(), Attestation.objects.count())
    (answer,) = northmark.delivers(line)
    assert (answer.refusal, answer.where, answer.again) == (code, where, False)
    assert (answer.attested, answer.wanted) == ((), ())
    incident = Incident.objects.get()
    assert (incident.code, incident.place, incident.at) == (code, where, AT)
    assert (Message.objects.count(), Conversation.objects.count(), Attestation.objects.count()) == before
    return answer


@pytest.mark.parametrize("how", TAMPERED)
def test_what_was_changed_on_its_way_is_refused_and_noted(northmark: Speaker, how: str) -> None:
    tamper, code, where = TAMPERED[how]
    message = northmark.says()
    refused(northmark, tamper(message), code, where)
    incident = Incident.objects.get()
    assert (incident.partner, incident.sender) == (northmark.row, northmark.them.id)
    # The message itself is still as good as it was.
    (answer,) = northmark.delivers(message)
    assert kinds(answer) == [Kind.DELIVERED]


def test_a_changed_outside_of_a_parcel_does_not_open(northmark: Speaker) -> None:
    parcel = json.loads(parcelled(northmark.says())) | {"message": str(uuid4())}
    refused(northmark, canonical(parcel), "exchange.not_opened", "parcel.sealed")


def test_a_parcel_for_another_node_is_refused(northmark: Speaker) -> None:
    elsewhere = node("stranger")
    message = said(northmark.them, elsewhere)
    line = pack(message, elsewhere.opening.public).encoded()
    refused(northmark, line, "exchange.wrong_recipient", "parcel.recipient")


def test_what_was_said_to_another_node_cannot_be_handed_on_as_said_to_us(northmark: Speaker) -> None:
    message = said(northmark.them, node("stranger"))
    line = resealed(message, message.as_json(), recipient=us().id)
    refused(northmark, line, "exchange.wrong_recipient", f"{PAYLOAD}.recipient")


def test_a_sender_that_nobody_knows_is_refused_and_its_claim_noted(northmark: Speaker) -> None:
    stranger = Speaker(node("stranger"))
    refused(northmark, parcelled(stranger.says()), "exchange.wrong_sender", "parcel.sender")
    incident = Incident.objects.get()
    assert (incident.sender, incident.partner) == (stranger.them.id, None)


def test_one_partner_cannot_speak_in_the_name_of_another(northmark: Speaker) -> None:
    stranger = Speaker(node("stranger"))
    let_in(stranger.them)
    message = stranger.says()
    line = resealed(message, message.as_json(), sender=northmark.them.id)
    refused(northmark, line, "exchange.signer_unknown", "message.envelope.signatures[0]")


def test_a_suspended_partner_is_refused_until_it_is_taken_up_again(northmark: Speaker) -> None:
    admin = PersonFactory(role=Role.ADMINISTRATOR)
    partners.suspend(northmark.row, reason="Lost a key", acting=admin, at=AT)
    message = northmark.says()
    refused(northmark, parcelled(message), "exchange.wrong_sender", "parcel.sender")
    partners.resume(northmark.row, reason="Found it", acting=admin, at=AT)
    (answer,) = northmark.delivers(message)
    assert kinds(answer) == [Kind.DELIVERED]


def test_a_partner_whose_fingerprint_nobody_compared_is_refused(northmark: Speaker) -> None:
    stranger = Speaker(node("stranger"))
    partners.introduce([stranger.them.known], acting=None, at=AT)
    refused(northmark, parcelled(stranger.says()), "exchange.wrong_sender", "parcel.sender")


def test_a_field_that_must_be_understood_and_is_not_refuses_the_message(northmark: Speaker) -> None:
    line = resigned(northmark.says(), northmark, critical=["escrow"], escrow="yes")
    refused(northmark, line, "exchange.unknown_critical", f"{PAYLOAD}.critical[0]")


def test_a_field_that_need_not_be_understood_is_passed_over(northmark: Speaker) -> None:
    (answer,) = northmark.delivers(resigned(northmark.says(), northmark, mood="good"))
    assert kinds(answer) == [Kind.DELIVERED]


def test_a_message_that_expired_is_kept_as_refused_and_attested_and_what_follows_is_taken(
    northmark: Speaker,
) -> None:
    late, next_one = (
        northmark.says(created=AT, expires=AT + timedelta(hours=1)),
        northmark.says(created=AT, expires=AT + timedelta(days=2)),
    )
    first, second = northmark.delivers(late, next_one, at=AT + timedelta(hours=1))
    (proof,) = first.attested
    read = read_attested(Fields(proof.as_json(), "answer"), us().party).attestation
    assert (read.kind, read.reason, read.digest) == (
        Kind.NOT_DELIVERED,
        "exchange.expired",
        late.digest,
    )
    row = Message.objects.get(uuid=late.statement.message)
    assert (row.standing, row.last_error) == ("refused", "exchange.expired")
    assert kinds(second) == [Kind.DELIVERED]
    # A duplicate of what failed never gets a positive one.
    (again,) = northmark.delivers(late, at=AT + timedelta(hours=2))
    assert [one.as_json() for one in again.attested] == [proof.as_json()]


def test_a_message_from_the_future_is_refused_until_its_time_has_come(northmark: Speaker) -> None:
    ahead = AT + timedelta(minutes=10, seconds=1)
    message = northmark.says(created=ahead, expires=ahead + timedelta(days=1))
    refused(northmark, parcelled(message), "exchange.from_the_future", "message")
    (answer,) = northmark.delivers(message, at=AT + timedelta(seconds=1))
    assert kinds(answer) == [Kind.DELIVERED]


def test_a_conversation_of_another_partner_cannot_be_spoken_in(northmark: Speaker) -> None:
    northmark.delivers(northmark.says())
    stranger = Speaker(node("stranger"), conversation=northmark.conversation)
    let_in(stranger.them)
    line = parcelled(stranger.says())
    refused(northmark, line, "exchange.wrong_conversation", f"{PAYLOAD}.conversation")


def test_a_message_with_the_number_of_another_is_refused(northmark: Speaker) -> None:
    first = northmark.says()
    northmark.delivers(first)
    copied = northmark.says({"test": 2}, conversation=uuid4(), message=first.statement.message)
    refused(northmark, parcelled(copied), "exchange.wrong_sender", f"{PAYLOAD}.message")


def test_a_message_ahead_of_one_that_is_missing_waits_without_an_incident(northmark: Speaker) -> None:
    first, second, third = northmark.says(), northmark.says(), northmark.says()
    (too_soon,) = northmark.delivers(second)
    assert (too_soon.refusal, too_soon.where, too_soon.again) == (
        "exchange.not_yet",
        f"{PAYLOAD}.sequence",
        True,
    )
    answers = northmark.delivers(first, third, second)
    assert [(one.refusal, one.again) for one in answers] == [
        ("", False),
        ("exchange.not_yet", True),
        ("", False),
    ]
    (late,) = northmark.delivers(third)
    assert kinds(late) == [Kind.DELIVERED]
    assert list(Message.objects.order_by("pk").values_list("sequence", flat=True)) == [1, 2, 3]
    assert not Incident.objects.exists()


def test_a_second_message_in_the_place_of_one_that_is_here_is_refused(northmark: Speaker) -> None:
    northmark.delivers(northmark.says())
    forked = northmark.says({"test": "other"}, sequence=1, previous=None)
    refused(northmark, parcelled(forked), "exchange.out_of_sequence", f"{PAYLOAD}.sequence")


def test_a_message_that_follows_another_than_the_one_that_is_here_is_refused(northmark: Speaker) -> None:
    northmark.delivers(northmark.says())
    spliced = northmark.says(previous="sha256:" + "1" * 64)
    refused(northmark, parcelled(spliced), "exchange.out_of_sequence", f"{PAYLOAD}.sequence")


def test_an_answer_to_what_we_never_said_is_refused(northmark: Speaker) -> None:
    northmark.delivers(northmark.says())
    answer = northmark.says(seen="sha256:" + "2" * 64)
    refused(northmark, parcelled(answer), "exchange.out_of_sequence", f"{PAYLOAD}.seen")


def test_an_answer_to_what_we_said_elsewhere_is_refused_and_one_to_what_we_said_here_taken(
    northmark: Speaker,
) -> None:
    acting = PersonFactory(role=Role.ADMINISTRATOR)
    here, elsewhere = (send_test(northmark.row, acting=acting, at=AT) for _ in range(2))
    talk = here.conversation.uuid
    wrong = northmark.says(conversation=talk, seen=elsewhere.digest)
    refused(northmark, parcelled(wrong), "exchange.out_of_sequence", f"{PAYLOAD}.seen")
    northmark.last.clear()
    (answer,) = northmark.delivers(northmark.says(conversation=talk, seen=here.digest))
    assert kinds(answer) == [Kind.DELIVERED]


def test_a_type_that_nobody_knows_is_refused_under_our_signature(northmark: Speaker) -> None:
    strange, after = northmark.says(type="weather.report/1"), northmark.says()
    first, second = northmark.delivers(strange, after)
    read = read_attested(Fields(first.attested[0].as_json(), "answer"), us().party).attestation
    assert (read.kind, read.reason) == (Kind.NOT_DELIVERED, "exchange.unknown_type")
    assert Message.objects.get(uuid=strange.statement.message).standing == "refused"
    assert kinds(second) == [Kind.DELIVERED]
    assert Entry.objects.filter(act="exchange.message_refused").count() == 1


def test_more_in_a_minute_than_a_partner_may_is_asked_for_later(northmark: Speaker) -> None:
    Partner.objects.update(per_minute=2)
    spoken = [northmark.says() for _ in range(3)]
    answers = northmark.delivers(*spoken)
    assert [(one.refusal, one.again) for one in answers] == [
        ("", False),
        ("", False),
        ("exchange.too_many", True),
    ]
    assert northmark.delivers(spoken[2], at=AT + timedelta(seconds=59))[0].refusal == "exchange.too_many"
    (answer,) = northmark.delivers(spoken[2], at=AT + timedelta(minutes=1))
    assert kinds(answer) == [Kind.DELIVERED]
    assert not Incident.objects.exists()


def test_more_conversations_than_a_partner_may_open_are_asked_for_later(northmark: Speaker) -> None:
    Partner.objects.update(open_conversations=1)
    first, other = northmark.says(), northmark.says(conversation=uuid4())
    answers = northmark.delivers(first, other, northmark.says())
    assert [(one.refusal, one.again) for one in answers] == [
        ("", False),
        ("exchange.too_many", True),
        ("", False),
    ]


def test_a_parcel_larger_than_its_sender_may_send_is_refused(northmark: Speaker) -> None:
    Partner.objects.update(most_bytes=8000)
    message = northmark.says({"test": "a" * 16_000})
    refused(northmark, parcelled(message), "exchange.too_large", "parcel")


def test_a_delivery_larger_than_any_is_refused_whole(northmark: Speaker) -> None:
    with pytest.raises(TooLarge) as refusal:
        receiving.take_delivery(b"x" * DELIVERY_BYTES + b"\n", at=AT)
    assert refusal.value.facts == {"where": "delivery", "most": DELIVERY_BYTES}
    with pytest.raises(TooLarge):
        receiving.take_delivery(b"{}\n" * 2001, at=AT)


def test_a_delivery_that_was_cut_off_is_refused_whole(northmark: Speaker) -> None:
    whole = write_lines([parcelled(northmark.says())])
    with pytest.raises(Malformed) as refusal:
        receiving.take_delivery(whole[:-1], at=AT)
    assert refusal.value.facts == {"where": "delivery"}
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"<html>",
        b'{"a":1,"a":1}',
        b"[" * 5000,
        b"1e999",
        b'"' + b"x" * 9999,
    ],
    ids=lambda one: repr(one[:14]),
)
def test_garbage_is_noted_and_keeps_nothing_else_from_being_taken(northmark: Speaker, garbage: bytes) -> None:
    answers = northmark.delivers(garbage, northmark.says())
    assert [kinds(one) for one in answers] == [[Kind.DELIVERED]]
    incident = Incident.objects.get()
    assert (incident.code, incident.place, incident.sender) == ("exchange.malformed", "parcel", None)


def test_what_one_parcel_breaks_leaves_the_others(northmark: Speaker) -> None:
    good, bad = northmark.says(), northmark.says(conversation=uuid4())
    answers = northmark.delivers(good, other_body(bad), northmark.says())
    assert [one.refusal for one in answers] == ["", "exchange.body_changed", ""]
    assert Message.objects.count() == 2


# --- What partners attest ---


def our_message(northmark: Speaker) -> Message:
    return send_test(northmark.row, acting=PersonFactory(role=Role.ADMINISTRATOR), at=AT)


def test_what_a_partner_attests_of_our_message_is_kept_once(northmark: Speaker) -> None:
    ours = our_message(northmark)
    line = northmark.attests(ours.uuid, ours.digest, Kind.RETRIEVED)
    assert northmark.delivers(line, line) == []
    kept = Attestation.objects.get(ours=False)
    assert (kept.kind, kept.message, kept.node) == ("retrieved", ours, northmark.them.id)
    assert Entry.objects.filter(act="exchange.attestation_received").count() == 1
    assert not Incident.objects.exists()


def wrong_attestation(
    northmark: Speaker, line: bytes, where: str, code: str = "exchange.attestation_wrong"
) -> None:
    assert northmark.delivers(line) == []
    incident = Incident.objects.get()
    assert (incident.code, incident.place) == (code, where)
    assert not Attestation.objects.filter(ours=False).exists()


def test_an_attestation_about_nothing_that_is_here_is_refused(northmark: Speaker) -> None:
    ours = our_message(northmark)
    line = northmark.attests(uuid4(), ours.digest, Kind.DELIVERED)
    wrong_attestation(northmark, line, "attestation[0].attestation.message")


def test_an_attestation_of_another_content_is_refused(northmark: Speaker) -> None:
    ours = our_message(northmark)
    line = northmark.attests(ours.uuid, digest_of({"other": True}), Kind.DELIVERED)
    wrong_attestation(northmark, line, "attestation[0].attestation.digest")


def test_a_recipient_cannot_attest_what_is_the_senders_to_attest(northmark: Speaker) -> None:
    ours = our_message(northmark)
    line = northmark.attests(ours.uuid, ours.digest, Kind.RELAYED)
    wrong_attestation(northmark, line, "attestation[0].attestation.kind")


def test_a_sender_cannot_attest_that_its_own_message_was_delivered(northmark: Speaker) -> None:
    theirs = northmark.says()
    northmark.delivers(theirs)
    line = northmark.attests(theirs.statement.message, theirs.digest, Kind.DELIVERED)
    wrong_attestation(northmark, line, "attestation[0].attestation.kind")


def test_a_partner_cannot_attest_of_a_message_that_went_to_another(northmark: Speaker) -> None:
    ours = our_message(northmark)
    stranger = Speaker(node("stranger"))
    let_in(stranger.them)
    line = stranger.attests(ours.uuid, ours.digest, Kind.DELIVERED)
    wrong_attestation(northmark, line, "attestation[0].attestation.message")


def test_an_attestation_of_nobody_that_we_know_is_refused(northmark: Speaker) -> None:
    ours = our_message(northmark)
    line = Speaker(node("stranger")).attests(ours.uuid, ours.digest, Kind.DELIVERED)
    wrong_attestation(northmark, line, "attestation[0]", "exchange.wrong_sender")


def test_an_attestation_under_another_root_is_refused(northmark: Speaker) -> None:
    ours = our_message(northmark)
    one = northmark.attested(ours.uuid, ours.digest, Kind.DELIVERED)
    other = northmark.attested(ours.uuid, ours.digest, Kind.RETRIEVED)
    line = canonical(replace(one, root=other.root).as_json())
    wrong_attestation(northmark, line, "attestation[0].path")


def asked_for_again(northmark: Speaker, line: bytes, code: str) -> None:
    """What is not believed now and may be later is no incident: the partner keeps it and brings it again."""
    (answer,) = northmark.delivers(line)
    assert (answer.refusal, answer.again) == (code, True)
    assert not Incident.objects.exists()
    assert not Attestation.objects.filter(ours=False).exists()


def test_an_attestation_from_before_its_message_is_refused(northmark: Speaker) -> None:
    ours = our_message(northmark)
    line = northmark.attests(ours.uuid, ours.digest, Kind.DELIVERED, at=AT - timedelta(hours=1))
    wrong_attestation(northmark, line, "attestation[0].attestation.at")


def test_an_attestation_from_the_future_is_not_believed_before_that_has_come(northmark: Speaker) -> None:
    ours = our_message(northmark)
    line = northmark.attests(ours.uuid, ours.digest, Kind.DELIVERED, at=AT + timedelta(hours=1))
    asked_for_again(northmark, line, "exchange.from_the_future")


def test_what_a_suspended_partner_attests_is_not_believed(northmark: Speaker) -> None:
    ours = our_message(northmark)
    partners.suspend(northmark.row, reason="Lost a key", acting=PersonFactory(role=Role.ADMINISTRATOR), at=AT)
    line = northmark.attests(ours.uuid, ours.digest, Kind.DELIVERED)
    asked_for_again(northmark, line, "exchange.partner_not_confirmed")


def test_strangers_who_knock_without_end_fill_one_line_an_hour(northmark: Speaker) -> None:
    stranger = Speaker(node("stranger"))
    for _ in range(3):
        stranger.delivers(stranger.says())
    incident = Incident.objects.get()
    assert (incident.code, incident.times, incident.partner) == ("exchange.wrong_sender", 3, None)
    receiving.take_delivery(b"{}\n", at=AT)
    assert Incident.objects.count() == 2
    late = AT + timedelta(hours=1)
    receiving.take_delivery(b"{}\n", at=late)
    assert list(Incident.objects.order_by("pk").values_list("times", flat=True)) == [3, 1, 1]


def test_a_partner_is_counted_by_what_was_wrong_and_where(northmark: Speaker) -> None:
    tamper, code, _ = TAMPERED["another body"]
    message = northmark.says()
    for _ in range(2):
        northmark.delivers(tamper(message))
    northmark.delivers(TAMPERED["another message outside"][0](message))
    assert [(one.code, one.times) for one in Incident.objects.order_by("pk")] == [
        (code, 2),
        ("exchange.wrong_sender", 1),
    ]


def test_a_fault_of_ours_is_told_and_stands_in_the_way_of_nothing(northmark: Speaker, monkeypatch) -> None:
    def breaks(arrived) -> None:
        arrived.message.conversation.subject = uuid4()
        arrived.message.conversation.save()
        raise KeyError("what the message says")

    first, second = northmark.says(), northmark.says()
    with monkeypatch.context() as broken:
        broken.setitem(hooks._takers, TEST, breaks)
        (answer,) = northmark.delivers(first)
    (proof,) = answer.attested
    assert (proof.attestation.kind, proof.attestation.reason) == (Kind.NOT_DELIVERED, "exchange.not_done")
    assert Conversation.objects.get().subject is None
    (answer,) = northmark.delivers(second)
    assert kinds(answer) == [Kind.DELIVERED]


@pytest.mark.parametrize("fault", [OSError("no space"), OperationalError("locked")])
def test_what_passes_by_itself_refuses_nothing(northmark: Speaker, monkeypatch, fault: Exception) -> None:
    def cannot_now(arrived) -> None:
        raise fault

    message = northmark.says()
    with monkeypatch.context() as full:
        full.setitem(hooks._takers, TEST, cannot_now)
        with pytest.raises(type(fault)):
            northmark.delivers(message)
    assert not Message.objects.exists()
    (answer,) = northmark.delivers(message)
    assert kinds(answer) == [Kind.DELIVERED]
