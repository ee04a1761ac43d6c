"""What does not come in time is attested as missing, once; what comes late overrules it, and both stay on record."""

from datetime import timedelta

import pytest

from entraide.accounts.domain.roles import Role
from entraide.exchange.domain.attestations import Kind, read_attested
from entraide.exchange.domain.encoding import Fields
from entraide.exchange.models import Attestation, Message
from entraide.exchange.queries import attested_of, dead_letters
from entraide.exchange.services.carrying import carry_due
from entraide.exchange.services.partners import send_test
from entraide.exchange.services.timing_out import time_out
from entraide.ledger.models import Entry
from tests.exchange.nodes import AT
from tests.exchange.speaking import OtherNode, Speaker, us
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
RELAY, DELIVERY, RETRIEVAL = timedelta(hours=12), timedelta(hours=24), timedelta(hours=36)


@pytest.fixture
def waiting(northmark: Speaker) -> Message:
    """A message of ours that nobody takes."""
    return send_test(northmark.row, acting=PersonFactory(role=Role.ADMINISTRATOR), at=AT)


def negative() -> list[str]:
    return [
        row.kind
        for row in Attestation.objects.filter(ours=True).order_by("pk")
        if not Kind(row.kind).positive
    ]


def hear(northmark: Speaker, message: Message, kind: Kind, at, reason: str = "") -> None:
    northmark.delivers(northmark.attests(message.uuid, message.digest, kind, at, reason), at=at)


def test_each_thing_that_is_missing_is_attested_when_its_time_is_over(waiting: Message) -> None:
    made = [
        time_out(at=AT + when)
        for when in (
            RELAY - SECOND, RELAY, RELAY + SECOND,
            DELIVERY - SECOND, DELIVERY, DELIVERY + SECOND,
            RETRIEVAL - SECOND, RETRIEVAL, RETRIEVAL + timedelta(days=30),
        )
    ]  # fmt: skip
    assert made == [0, 1, 0, 0, 1, 0, 0, 1, 0]
    assert negative() == ["relay_failed", "not_delivered", "not_retrieved"]
    waiting.refresh_from_db()
    assert (waiting.missed_at, waiting.standing) == (None, "queued")
    kept = Attestation.objects.get(kind="not_delivered")
    assert (kept.at, kept.reason, kept.node) == (AT + DELIVERY, "exchange.timed_out", us().id)
    (proof,) = attested_of([kept])
    assert read_attested(Fields(proof.as_json(), "kept"), us().party).attestation.digest == waiting.digest
    assert Entry.objects.filter(act="exchange.attested").count() == 4  # with the submission


def test_a_node_that_slept_attests_all_that_was_missed_at_once(waiting: Message) -> None:
    assert time_out(at=AT + timedelta(days=3)) == 3
    assert negative() == ["relay_failed", "not_delivered", "not_retrieved"]
    assert time_out(at=AT + timedelta(days=4)) == 0


def test_a_late_delivery_overrules_what_was_missed_and_both_stay_on_record(
    answering: OtherNode, monkeypatch
) -> None:
    message = send_test(answering.speaker.row, acting=PersonFactory(role=Role.ADMINISTRATOR), at=AT)
    late = AT + DELIVERY + timedelta(hours=1)
    assert time_out(at=late) == 2
    assert list(dead_letters()) == [message]
    answering.at = late
    carry_due(at=late)
    message.refresh_from_db()
    assert (message.standing, message.missed_at) == ("delivered", AT + RETRIEVAL)
    assert list(dead_letters()) == []
    assert set(Attestation.objects.values_list("kind", "ours")) == {
        ("submission_accepted", True), ("relay_failed", True), ("not_delivered", True),
        ("delivered", False), ("relayed", True),
    }  # fmt: skip
    # Only that a person looks at it is still to come.
    assert time_out(at=AT + RETRIEVAL) == 1
    assert negative() == ["relay_failed", "not_delivered", "not_retrieved"]


def test_a_message_that_a_person_saw_in_time_misses_nothing(answering: OtherNode) -> None:
    message = send_test(answering.speaker.row, acting=PersonFactory(role=Role.ADMINISTRATOR), at=AT)
    carry_due(at=AT)
    hear(answering.speaker, message, Kind.RETRIEVED, AT + timedelta(hours=1))
    assert time_out(at=AT + timedelta(days=9)) == 0
    message.refresh_from_db()
    assert message.missed_at is None
    assert negative() == []


def test_nothing_is_missed_of_what_was_refused_under_signature(answering: OtherNode) -> None:
    answering.refusing = "exchange.unknown_type"
    message = send_test(answering.speaker.row, acting=PersonFactory(role=Role.ADMINISTRATOR), at=AT)
    carry_due(at=AT)
    assert time_out(at=AT + timedelta(days=9)) == 0
    assert negative() == []
    assert list(dead_letters()) == [message]


def test_a_refusal_that_came_beside_a_delivery_stops_the_clock_too(
    northmark: Speaker, waiting: Message
) -> None:
    hear(northmark, waiting, Kind.NOT_DELIVERED, AT + timedelta(hours=1), "exchange.unknown_type")
    assert time_out(at=AT + timedelta(days=9)) == 0
    waiting.refresh_from_db()
    assert waiting.missed_at is None


def test_many_that_are_missed_are_signed_together(northmark: Speaker) -> None:
    acting = PersonFactory(role=Role.ADMINISTRATOR)
    for _ in range(3):
        send_test(northmark.row, acting=acting, at=AT)
    assert time_out(at=AT + RELAY) == 3
    assert Attestation.objects.filter(kind="relay_failed").values("root").distinct().count() == 1


def test_what_partners_say_is_not_timed(northmark: Speaker) -> None:
    northmark.delivers(northmark.says())
    assert time_out(at=AT + timedelta(days=9)) == 0
