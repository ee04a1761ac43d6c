"""A conversation of this node as a file that proves itself, by our card alone."""

import json
from datetime import timedelta

import pytest

from entraide.accounts.domain.roles import Role
from entraide.exchange.domain.conversations import verify
from entraide.exchange.domain.encoding import digest
from entraide.exchange.errors import NotTheWhole, SignatureWrong, WrongSender
from entraide.exchange.models import Conversation, Export, Message
from entraide.exchange.services.carrying import carry_due
from entraide.exchange.services.exporting import export_conversation
from entraide.exchange.services.identity import identity, revoke, rotate
from entraide.exchange.services.partners import send_test
from entraide.exchange.services.sending import open_conversation, send
from entraide.ledger.models import Entry
from tests.exchange.nodes import AT, HANDLING
from tests.exchange.speaking import TEST, OtherNode
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db):
    return PersonFactory(role=Role.CASE_OFFICER)


@pytest.fixture
def talk(answering: OtherNode) -> Conversation:
    """Both sides have spoken, one message of ours waits, and one of theirs was refused."""
    admin = PersonFactory(role=Role.ADMINISTRATOR)
    first = send_test(answering.speaker.row, acting=admin, at=AT)
    carry_due(at=AT)
    speaker, here = answering.speaker, first.conversation
    speaker.delivers(
        speaker.says(conversation=here.uuid, seen=first.digest),
        speaker.says(conversation=here.uuid, type="weather.report/1"),
    )
    send(here, TEST, {"after": True}, handling=HANDLING, acting=None, at=AT)
    return Conversation.objects.get(pk=here.pk)


def test_an_export_holds_all_that_was_said_and_attested_and_verifies_by_our_card_alone(talk, officer) -> None:
    data = export_conversation(talk, acting=officer, at=AT)
    read = verify(data, [identity().card])
    assert (read.conversation, read.exporter, read.exported) == (talk.uuid, identity().node, AT)
    said = [(one.statement.sequence, one.statement.sender == read.exporter) for one in read.messages]
    assert said == [(1, True), (1, False), (2, False), (2, True)]
    kinds = sorted(one.attestation.kind.value for one in read.attested)
    assert kinds == [
        "delivered", "delivered", "not_delivered", "relayed", "submission_accepted", "submission_accepted",
    ]  # fmt: skip
    assert len(read.cards) == 2


def test_that_it_was_exported_is_on_record(talk, officer) -> None:
    data = export_conversation(talk, acting=officer, at=AT)
    kept = Export.objects.get()
    assert (kept.conversation, kept.by, kept.at, kept.digest) == (talk, officer, AT, digest(data))
    assert kept.last_message == Message.objects.order_by("pk").last().pk
    assert Entry.objects.filter(act="exchange.conversation_exported", actor=officer.uuid).count() == 1


def test_an_export_verifies_after_our_keys_changed(talk, officer) -> None:
    first = identity().card
    admin = PersonFactory(role=Role.ADMINISTRATOR)
    rotate(acting=admin, at=AT)
    revoke(acting=admin, at=AT + timedelta(minutes=1))
    data = export_conversation(talk, acting=officer, at=AT + timedelta(minutes=1))
    assert len(verify(data, [first]).messages) == 4
    assert len(verify(data, [identity().card]).messages) == 4


def test_what_is_taken_out_or_changed_is_seen(talk, officer) -> None:
    data = export_conversation(talk, acting=officer, at=AT)
    content = json.loads(data)

    def written(**parts: object) -> bytes:
        return json.dumps(content | parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    for name in ("messages", "attestations"):
        with pytest.raises(NotTheWhole):
            verify(written(**{name: content[name][:-1]}), [identity().card])
        with pytest.raises(NotTheWhole):
            verify(written(**{name: content[name][::-1]}), [identity().card])
    first, second = content["export"]["signatures"]
    first["sig"], second["sig"] = second["sig"], first["sig"]
    with pytest.raises(SignatureWrong):
        verify(written(), [identity().card])


def test_an_export_is_not_believed_by_the_card_of_somebody_else(talk, officer, answering: OtherNode) -> None:
    data = export_conversation(talk, acting=officer, at=AT)
    with pytest.raises(WrongSender):
        verify(data, [answering.speaker.them.known])


def test_a_conversation_in_which_nothing_was_said_can_be_exported(answering: OtherNode, officer) -> None:
    empty = open_conversation(answering.speaker.row, at=AT)
    data = export_conversation(empty, acting=officer, at=AT)
    assert verify(data, [identity().card]).messages == ()
    assert Export.objects.get().last_message == 0
