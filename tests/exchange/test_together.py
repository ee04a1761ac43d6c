"""Many things in one go: each is answered as if it had come alone, and what one breaks leaves the others."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entraide.accounts.domain.roles import Role
from entraide.exchange.domain.attestations import Attestation as Attests
from entraide.exchange.domain.attestations import Kind, Roots, attest, read_attested
from entraide.exchange.domain.chunks import seal_all
from entraide.exchange.domain.delivery import LINES
from entraide.exchange.domain.dsse import Envelope
from entraide.exchange.domain.encoding import Fields, digest, digest_of
from entraide.exchange.domain.parcels import Parcel
from entraide.exchange.errors import NotNarrower, PartnerNotConfirmed, SignatureWrong, TooLarge, WrongSender
from entraide.exchange.models import (
    Attachment,
    Attestation,
    Conversation,
    Incident,
    Message,
    Partner,
    SignedRoot,
)
from entraide.exchange.queries import attested_lines, attested_of, statement_of
from entraide.exchange.services import carrying, hooks, partners, receiving
from entraide.exchange.services.hooks import Arrived
from entraide.exchange.services.partners import send_test
from entraide.exchange.services.receiving import take_file
from entraide.exchange.services.refused import MOST_CLAIMS, Refused
from entraide.exchange.services.sending import MOST_BYTES, Draft, Enclosure, open_conversation, send_all
from entraide.kernel.canonical import canonical
from entraide.ledger.models import Entry
from tests.exchange.nodes import AT, HANDLING, attached, node
from tests.exchange.speaking import TEST, OtherNode, Speaker, parcelled, resealed
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


def entries(act: str) -> int:
    return Entry.objects.filter(act=f"exchange.{act}").count()


# --- What comes in ---


def particular(arrived: Arrived) -> None:
    """A taker that begins something and then refuses what it is told to."""
    conversation = arrived.message.conversation
    arrived.message.retrieved_at = arrived.at
    if "refuse" in arrived.body:
        conversation.case = uuid4()
        conversation.save(update_fields=["case"])
        raise NotNarrower


def test_each_line_of_a_delivery_is_answered_as_if_it_had_come_alone(
    northmark: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(hooks._takers, TEST, particular)
    other, third = uuid4(), uuid4()
    spoken = {
        "good": northmark.says(),
        "refused by its taker": northmark.says({"refuse": True}),
        "behind it": northmark.says(),
        "of no type that we know": northmark.says(type="weather.report/1"),
        "in another conversation": northmark.says(conversation=other),
    }
    missing = northmark.says(conversation=other)
    ahead = northmark.says(conversation=other)
    forged = northmark.says(conversation=third)
    stranger = Speaker(node("stranger")).says()
    lines = [
        *map(parcelled, spoken.values()),
        b"garbage",
        parcelled(ahead),
        resealed(forged, {**forged.as_json(), "body": {"other": True}}),
        parcelled(stranger),
        parcelled(spoken["good"]),
        parcelled(missing),
    ]
    answers = northmark.delivers(*lines)
    told = [(one.refusal, one.again, [each.attestation.kind for each in one.attested]) for one in answers]
    delivered, refused = ("", False, [Kind.DELIVERED]), ("", False, [Kind.NOT_DELIVERED])
    assert told == [
        delivered,
        refused,
        delivered,
        refused,
        delivered,
        ("exchange.not_yet", True, []),
        ("exchange.body_changed", False, []),
        ("exchange.wrong_sender", False, []),
        delivered,
        delivered,
    ]
    assert {one.code for one in Incident.objects.all()} == {
        "exchange.malformed",
        "exchange.body_changed",
        "exchange.wrong_sender",
    }
    kept = Message.objects.order_by("pk")
    assert [one.uuid for one in kept] == [
        *(one.statement.message for one in spoken.values()),
        missing.statement.message,
    ]
    assert [one.last_error for one in kept] == [
        "",
        "exchange.not_narrower",
        "",
        "exchange.unknown_type",
        "",
        "",
    ]
    # What the taker began for the one that it refused is undone, and colours nothing behind it.
    assert [one.retrieved_at for one in kept] == [AT, None, AT, None, AT, AT]
    assert set(Conversation.objects.values_list("uuid", "case", "their_sequence")) == {
        (northmark.conversation, None, 4),
        (other, None, 2),
    }
    assert (entries("message_received"), entries("message_refused"), entries("attested")) == (4, 2, 6)
    assert not Entry.objects.filter(act="exchange.message_received").exclude(case=None).exists()
    # All six under one signature.
    assert SignedRoot.objects.count() == 1


def test_what_a_delivery_asks_of_the_database_does_not_grow_with_it(northmark: Speaker) -> None:
    def queries(count: int) -> int:
        spoken = [northmark.says() for _ in range(count)]
        with CaptureQueriesContext(connection) as asked:
            assert len(northmark.delivers(*spoken)) == count
        # Each message is done within a savepoint of its own.
        return len([one for one in asked if "SAVEPOINT" not in one["sql"]])

    northmark.delivers(northmark.says())
    assert queries(20) == queries(5)


# --- What is attested ---


def test_what_is_wrong_among_attestations_is_noted_with_its_place_and_the_others_are_kept(
    northmark: Speaker,
) -> None:
    acting = PersonFactory(role=Role.ADMINISTRATOR)
    ours = [send_test(northmark.row, acting=acting, at=AT) for _ in range(5)]
    good = [northmark.attests(one.uuid, one.digest, Kind.DELIVERED) for one in ours]
    wrong = {
        1: northmark.attests(uuid4(), ours[0].digest, Kind.DELIVERED),
        4: northmark.attests(ours[0].uuid, digest_of({"other": True}), Kind.RETRIEVED),
        5: b'{"attestation":1}',
    }
    early = northmark.attests(ours[4].uuid, ours[4].digest, Kind.RETRIEVED, at=AT + timedelta(hours=1))
    lines = [good[0], wrong[1], good[1], good[2], wrong[4], wrong[5], good[0], early, good[3], good[4]]
    (again,) = northmark.delivers(*lines)
    assert (again.message, again.refusal, again.again) == (ours[4].uuid, "exchange.from_the_future", True)
    kept = Attestation.objects.filter(ours=False).order_by("pk")
    assert [(one.message, one.kind) for one in kept] == [(one, "delivered") for one in ours]
    # Two of the same code within the hour are one line.
    assert [(one.place, one.times) for one in Incident.objects.order_by("pk")] == [
        ("attestation[1].attestation.message", 2),
        ("attestation[5].attestation", 1),
    ]
    assert entries("attestation_received") == 5


def test_a_listener_that_refuses_one_attestation_leaves_the_others(
    northmark: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    acting = PersonFactory(role=Role.ADMINISTRATOR)
    ours = [send_test(northmark.row, acting=acting, at=AT) for _ in range(3)]
    heard: list[UUID] = []

    def listener(attestation: Attestation) -> None:
        if attestation.message == ours[1]:
            raise NotNarrower
        heard.append(attestation.message.uuid)

    monkeypatch.setattr(hooks, "_listeners", [listener])
    northmark.delivers(*(northmark.attests(one.uuid, one.digest, Kind.DELIVERED) for one in ours))
    kept = Attestation.objects.filter(ours=False).order_by("pk")
    assert [one.message for one in kept] == [ours[0], ours[2]]
    assert {ours[0].uuid, ours[2].uuid} <= set(heard)
    assert entries("attestation_received") == 2


def test_a_root_that_others_signed_is_not_taken_for_one_that_was_seen_to_hold() -> None:
    ours, stranger = node("valmont"), node("stranger")
    said = [Attests(Kind.DELIVERED, ours.id, uuid4(), digest(b"one"), AT) for _ in range(2)]
    first, second = attest(said, AT, ours.signing)
    roots = Roots()
    assert read_attested(Fields(first.as_json(), "first"), ours.party, roots) == first
    assert read_attested(Fields(second.as_json(), "second"), ours.party, roots).root is roots.read(
        Fields(first.root.as_json(), "root"), ours.party
    )
    right, wrong = first.root, attest(said, AT, stranger.signing)[0].root
    forged = [
        replace(one, value=other.value) for one, other in zip(right.signatures, wrong.signatures, strict=True)
    ]
    root = Envelope(right.payload_type, right.payload, tuple(forged))
    with pytest.raises(SignatureWrong):
        read_attested(Fields(replace(second, root=root).as_json(), "second"), ours.party, roots)


# --- What leaves ---


def test_what_is_said_together_is_numbered_kept_and_recorded_as_if_each_had_been_said_alone(
    northmark: Speaker, tmp_path: Path
) -> None:
    file = tmp_path / "extract.csv"
    file.write_bytes(b"one line")
    enclosure = Enclosure(file, "extract.csv", "text/csv", 8, digest(b"one line"))
    one, two = (open_conversation(northmark.row, at=AT) for _ in range(2))
    acting, group = PersonFactory(role=Role.ADMINISTRATOR), uuid4()
    drafts = [
        Draft(one, TEST, {"number": 1}, HANDLING),
        Draft(two, TEST, {"number": 2}, HANDLING, [enclosure]),
        Draft(one, TEST, {"number": 3}, HANDLING),
    ]
    rows = send_all(drafts, acting=acting, at=AT, group=group)
    assert [row.pk for row in rows] == list(Message.objects.order_by("pk").values_list("pk", flat=True))
    said = [statement_of(row) for row in rows]
    assert [(each.sequence, each.previous) for each in said] == [(1, None), (1, None), (2, rows[0].digest)]
    assert {(row.by, row.group, row.standing) for row in rows} == {(acting.uuid, group, "queued")}
    assert [(row.our_sequence, row.our_digest) for row in Conversation.objects.order_by("pk")] == [
        (2, rows[2].digest),
        (1, rows[1].digest),
    ]
    assert (Attachment.objects.get().message, Attachment.objects.get().whole) == (rows[1], True)
    assert (entries("message_queued"), entries("attested")) == (3, 3)
    assert set(Attestation.objects.values_list("kind", flat=True)) == {"submission_accepted"}
    assert SignedRoot.objects.count() == 1
    assert send_all([], acting=None, at=AT) == []


def test_of_what_is_said_together_all_is_said_or_nothing(northmark: Speaker) -> None:
    talk = open_conversation(northmark.row, at=AT)
    good, large = (Draft(talk, TEST, body, HANDLING) for body in ({"number": 1}, {"text": "a" * MOST_BYTES}))
    with pytest.raises(TooLarge):
        send_all([good, large], acting=None, at=AT)
    acting = PersonFactory(role=Role.ADMINISTRATOR)
    partners.suspend(northmark.row, reason="Lost a key", acting=acting, at=AT)
    with pytest.raises(PartnerNotConfirmed):
        send_all([good], acting=None, at=AT)
    assert not Message.objects.exists()
    assert Conversation.objects.get().our_sequence == 0


def test_more_than_one_delivery_holds_is_carried_in_its_order(
    answering: OtherNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "AT_ONCE", 3)
    monkeypatch.setattr(carrying, "ATTESTATIONS_AT_ONCE", 2)
    partner = Partner.objects.get()
    talks = [open_conversation(partner, at=AT) for _ in range(2)]
    rows = send_all(
        [Draft(talks[number % 2], TEST, {"number": number}, HANDLING) for number in range(10)],
        acting=None,
        at=AT,
    )
    carrying.carry_to(partner.pk, at=AT)
    assert list(answering.taken) == [row.uuid for row in rows]
    assert set(Message.objects.values_list("standing", "attempts")) == {("delivered", 1)}
    ours = Attestation.objects.filter(ours=True)
    assert set(ours.values_list("kind", flat=True)) == {"submission_accepted", "relayed"}
    assert ours.count() == len(answering.told) == 20
    assert not ours.filter(carried_at=None).exists()


def test_an_attestation_is_carried_as_the_protocol_writes_it(northmark: Speaker) -> None:
    send_test(northmark.row, acting=PersonFactory(role=Role.ADMINISTRATOR), at=AT)
    rows = Attestation.objects.select_related("root")
    lines = [one.content for one in attested_lines(rows)]
    assert lines == [canonical(one.as_json()) for one in attested_of(rows)]


def test_a_node_without_a_card_says_nothing_to_nobody(own_room: Path, db: None) -> None:
    assert send_all([], acting=None, at=AT) == []


def test_what_follows_a_message_waits_until_its_files_are_here(northmark: Speaker) -> None:
    content = b"the whole file"
    said = attached(content)
    first, second = northmark.says(attachments=(said,)), northmark.says()
    for _ in range(2):
        wanted, early = northmark.delivers(first, second)
        assert [one.attachment for one in wanted.wanted] == [said.id]
        assert (early.refusal, early.again, early.attested) == ("exchange.not_yet", True, ())
    (early,) = northmark.delivers(second)
    assert early.refusal == "exchange.not_yet"
    # Another conversation waits for nothing.
    (other,) = northmark.delivers(northmark.says(conversation=uuid4()))
    assert [one.attestation.kind for one in other.attested] == [Kind.DELIVERED]
    (sealed,) = seal_all(said, [content])
    take_file(first.statement.message, said.id, 0, BytesIO(sealed), len(sealed), at=AT)
    (late,) = northmark.delivers(second)
    assert [one.attestation.kind for one in late.attested] == [Kind.DELIVERED]


def test_files_that_never_come_stop_a_conversation_only_as_long_as_their_message_counts(
    northmark: Speaker,
) -> None:
    first = northmark.says(attachments=(attached(b"never"),))
    later = first.statement.expires + timedelta(minutes=1)
    northmark.delivers(first)
    second = northmark.says(created=later, expires=later + timedelta(days=1))
    (answer,) = northmark.delivers(second, at=later)
    assert [one.attestation.kind for one in answer.attested] == [Kind.DELIVERED]


def test_what_we_say_counts_against_no_limit_of_a_partner(northmark: Speaker) -> None:
    acting = PersonFactory(role=Role.ADMINISTRATOR)
    Partner.objects.update(per_minute=2, open_conversations=2)
    for _ in range(3):
        send_test(northmark.row, acting=acting, at=AT)
    talks = [uuid4() for _ in range(3)]
    answers = northmark.delivers(*(northmark.says(conversation=one) for one in talks))
    assert [one.refusal for one in answers] == ["", "", "exchange.too_many"]
    # A minute later it may say more, and a day later begin more.
    soon, tomorrow = AT + timedelta(minutes=2), AT + timedelta(days=1, minutes=2)
    again = northmark.last[talks[2]]
    assert [one.refusal for one in northmark.delivers(again, at=soon)] == ["exchange.too_many"]
    assert [one.refusal for one in northmark.delivers(again, at=tomorrow)] == [""]


def test_two_thousand_lines_of_nothing_cost_no_more_of_the_database_than_a_few(northmark: Speaker) -> None:
    asked = []
    for count in (5, LINES):
        with CaptureQueriesContext(connection) as queries:
            assert receiving.take_delivery(b"x\n" * count, at=AT) == []
        asked.append(len(queries))
    assert asked[0] >= asked[1]
    assert Incident.objects.get().times == 5 + LINES


def test_claims_of_strangers_are_told_apart_up_to_a_bound() -> None:
    for number in range(MOST_CLAIMS + 5):
        refused = Refused()
        outside = Parcel(message=uuid4(), sender=UUID(int=number), recipient=uuid4(), key="", sealed=b"")
        refused.note(WrongSender(where="parcel.sender"), outside)
        refused.keep(at=AT)
    assert Incident.objects.count() == MOST_CLAIMS
    assert sum(Incident.objects.values_list("times", flat=True)) == MOST_CLAIMS + 5


def test_what_undoes_a_delivery_leaves_what_was_refused_in_it(northmark: Speaker, monkeypatch) -> None:
    def full(arrived: Arrived) -> None:
        raise OSError("no space")

    monkeypatch.setitem(hooks._takers, TEST, full)
    with pytest.raises(OSError, match="no space"):
        northmark.delivers(b"{}", northmark.says())
    assert Incident.objects.get().code == "exchange.malformed"
    assert not Message.objects.exists()
