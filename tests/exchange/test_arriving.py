"""What comes twice, in part or too early takes nothing from what is here, and nothing of it is forgotten."""

import os
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from entraide.exchange.domain import attestations, chunks, messages
from entraide.exchange.domain.attestations import Kind, read_attested
from entraide.exchange.domain.delivery import Answer, write_answers, write_lines
from entraide.exchange.domain.encoding import Fields
from entraide.exchange.domain.messages import Message as Opened
from entraide.exchange.domain.parcels import PARCEL_BYTES, content_bytes, seal
from entraide.exchange.domain.spoken import TEST
from entraide.exchange.domain.statement import CHUNK_BYTES
from entraide.exchange.errors import AttachmentChanged, TooLarge
from entraide.exchange.models import Attestation, Message, Partner
from entraide.exchange.queries import attested_of, opened
from entraide.exchange.services import carrying, files
from entraide.exchange.services.attesting import ToAttest, attest_all
from entraide.exchange.services.carrying import carry_to
from entraide.exchange.services.identity import identity, make_identity
from entraide.exchange.services.link import Reply
from entraide.exchange.services.partners import confirm, introduce
from entraide.exchange.services.receiving import take_delivery, take_file
from entraide.exchange.services.sending import open_conversation, send
from entraide.kernel.canonical import canonical
from tests.exchange.nodes import AT, HANDLING, Node, about, attached, node, statement

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=13)


@pytest.fixture
def theirs(settings: Any, tmp_path: Path) -> Node:
    """A partner of this node, which has a card."""
    settings.ENTRAIDE_EXCHANGE = tmp_path / "exchange"
    settings.ENTRAIDE_IDENTITY = settings.ENTRAIDE_EXCHANGE / "identity.json"
    make_identity(("https://valmont.example/exchange",), acting=None, at=AT)
    made = node("northmark")
    partner = introduce([made.known], acting=None, at=AT)
    facts = {"person": "Sgt Roy", "number": "+1 555 0100", "number_from": "the directory"}
    confirm(partner, heard=made.known.fingerprint, **facts, acting=None, at=AT)
    return made


def handed_in(theirs: Node, content: bytes | None = None) -> Opened:
    """A message of theirs, taken in at AT; a file with these bytes is still to come."""
    body: dict[str, object] = {"test": True}
    enclosed = () if content is None else (attached(content),)
    said = replace(
        statement(theirs, theirs, body, type=TEST, attachments=enclosed), recipient=identity().node
    )
    message = messages.write(said, body, theirs.signing)
    key = identity().card.card.receiving_at(AT)
    assert key is not None
    [answer] = take_delivery(write_lines([messages.pack(message, key).encoded()]), at=AT)
    assert answer.refusal == ""
    return message


@dataclass
class Arriving:
    """A file on its way here."""

    message: Opened
    content: bytes

    @property
    def path(self) -> Path:
        said = self.message.statement
        return files.path_of(said.message, said.attachments[0].id)

    def take(self, first: int, data: bytes) -> Answer:
        said = self.message.statement
        return take_file(said.message, said.attachments[0].id, first, BytesIO(data), len(data), at=AT)

    def sealed(self) -> list[bytes]:
        pieces = [
            self.content[start : start + CHUNK_BYTES] for start in range(0, len(self.content), CHUNK_BYTES)
        ]
        return list(chunks.seal_all(self.message.statement.attachments[0], pieces))


def arriving(theirs: Node, content: bytes) -> Arriving:
    return Arriving(handed_in(theirs, content), content)


def kinds(answer: Answer) -> list[Kind]:
    return [one.attestation.kind for one in answer.attested]


def test_a_duplicate_that_was_begun_before_the_file_was_whole_takes_nothing_from_it(
    theirs: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = arriving(theirs, b"x" * 5000)
    opening, others = os.open, [lambda: file.take(0, b"".join(file.sealed()))]

    def after_another(path: Any, *arguments: Any, **named: Any) -> int:
        if path == file.path and others:
            assert kinds(others.pop()()) == [Kind.DELIVERED]
        return opening(path, *arguments, **named)

    monkeypatch.setattr(os, "open", after_another)
    answer = file.take(0, b"cut off here")
    assert kinds(answer) == [Kind.DELIVERED]
    assert file.path.read_bytes() == file.content


def test_chunks_that_come_again_in_part_leave_those_that_are_here(theirs: Node) -> None:
    file = arriving(theirs, b"a" * CHUNK_BYTES + b"b" * CHUNK_BYTES + b"c")
    sealed = file.sealed()
    [wanted] = file.take(0, sealed[0] + sealed[1]).wanted
    assert wanted.there == 2
    with pytest.raises(AttachmentChanged):
        file.take(0, sealed[0][:100])
    assert kinds(file.take(2, sealed[2])) == [Kind.DELIVERED]
    assert file.path.read_bytes() == file.content


def test_what_another_process_wrote_over_is_read_again_before_it_is_attested(
    theirs: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = arriving(theirs, b"a" * CHUNK_BYTES + b"b" * CHUNK_BYTES + b"c")
    sealed, said = file.sealed(), file.message.statement.attachments[0]
    file.take(0, sealed[0] + sealed[1])
    # Another process knows nothing of what was counted here. The sender can seal whatever it likes under its key.
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(files, "_counted", {})
        file.take(0, chunks.seal_chunk(said, 0, b"z" * CHUNK_BYTES))
    [wanted] = file.take(2, sealed[2]).wanted
    assert wanted.there == 0
    assert kinds(file.take(0, b"".join(sealed))) == [Kind.DELIVERED]
    assert file.path.read_bytes() == file.content


def relayed(message: Opened, theirs: Node, at: datetime) -> bytes:
    """What the sender's node attests of its message, as it is carried."""
    said = replace(about(message, theirs, Kind.RELAYED), at=at)
    [attested] = attestations.attest([said], at, theirs.signing)
    return write_lines([canonical(attested.as_json())])


def test_an_attestation_from_a_clock_that_is_ahead_is_asked_for_again(theirs: Node) -> None:
    message = handed_in(theirs)
    line = relayed(message, theirs, AT + LATER)
    [answer] = take_delivery(line, at=AT)
    assert (answer.message, answer.refusal, answer.again) == (
        message.statement.message,
        "exchange.from_the_future",
        True,
    )
    assert take_delivery(line, at=AT + LATER) == []
    assert Attestation.objects.filter(kind=Kind.RELAYED, node=theirs.id).count() == 1


def test_an_attestation_of_a_suspended_partner_is_asked_for_again(theirs: Node) -> None:
    message = handed_in(theirs)
    line = relayed(message, theirs, AT)
    Partner.objects.update(standing="suspended")
    [answer] = take_delivery(line, at=AT)
    assert (answer.refusal, answer.again) == ("exchange.partner_not_confirmed", True)


class Line:
    """A line to a partner that answers as told; the answers are made when they are asked for."""

    def __init__(self, answers: Callable[[], list[Answer]]) -> None:
        self.answers = answers

    def __call__(self, address: str) -> "Line":
        return self

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def post(self, path: str, body: bytes, *, most: int) -> Reply:
        return Reply(200, b"" if path == "/cards" else write_answers(self.answers()), None)

    def begin(self, path: str, body: bytes, *, most: int) -> Future[Reply]:
        reply: Future[Reply] = Future()
        reply.set_result(self.post(path, body, most=most))
        return reply


def test_what_a_partner_could_not_take_yet_is_carried_again_and_later(
    theirs: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    partner = Partner.objects.get()
    conversation = open_conversation(partner, at=AT)
    row = send(conversation, TEST, {"test": True}, handling=HANDLING, acting=None, at=AT)

    def delivered() -> list[Answer]:
        said = opened(row, identity().party())
        proofs = attestations.attest([about(said, theirs, Kind.DELIVERED)], AT, theirs.signing)
        return [Answer(row.uuid, tuple(proofs))]

    def not_yet() -> list[Answer]:
        return [Answer(row.uuid, refusal="exchange.from_the_future", again=True)]

    answers = [delivered, not_yet, not_yet]
    monkeypatch.setattr(carrying, "Link", Line(lambda: answers.pop(0)()))
    carry_to(partner.pk, at=AT)
    ours = Attestation.objects.filter(ours=True)
    assert Message.objects.get().standing == "delivered"
    assert set(ours.values_list("carried_at", flat=True)) == {None}
    partner.refresh_from_db()
    assert partner.last_error == "exchange.link_down exchange.from_the_future"
    answers[:] = [list]
    carry_to(partner.pk, at=AT + LATER)
    assert ours.filter(carried_at=None).count() == 0


def test_what_is_refused_for_good_is_not_carried_again(theirs: Node) -> None:
    """About a message that nobody here knows there is no later."""
    message = handed_in(theirs)
    strange = replace(message, statement=replace(message.statement, message=UUID(int=7)))
    assert take_delivery(relayed(strange, theirs, AT), at=AT) == []


def test_a_message_that_a_partner_does_not_answer_for_is_tried_later(
    theirs: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    partner = Partner.objects.get()
    conversation = open_conversation(partner, at=AT)
    send(conversation, TEST, {"test": True}, handling=HANDLING, acting=None, at=AT)
    monkeypatch.setattr(carrying, "Link", Line(list))
    carry_to(partner.pk, at=AT)
    row = Message.objects.get()
    assert (row.standing, row.attempts, row.last_error) == ("queued", 1, "exchange.not_yet")
    assert row.next_try_at is not None
    assert AT < row.next_try_at <= AT + timedelta(seconds=2)


def test_a_message_that_its_partner_could_never_take_is_not_sent(theirs: Node) -> None:
    """It would stand before everything else that waits for that partner."""
    conversation = open_conversation(Partner.objects.get(), at=AT)
    body: dict[str, object] = {"text": "x" * 13 * 1024 * 1024}
    with pytest.raises(TooLarge):
        send(conversation, TEST, body, handling=HANDLING, acting=None, at=AT)
    assert not Message.objects.exists()
    largest = content_bytes(theirs.card.most_bytes)
    key = theirs.card.receiving_at(AT)
    assert key is not None
    parcel = seal(bytes(largest), message=theirs.id, sender=theirs.id, recipient=theirs.id, key=key)
    assert PARCEL_BYTES - 4096 < len(parcel.encoded()) <= PARCEL_BYTES


def test_nothing_is_attested_of_a_message_before_it_was_made(theirs: Node) -> None:
    """The clock was thirteen hours ahead when the message was made, and was put right before it was delivered."""
    partner = Partner.objects.get()
    conversation = open_conversation(partner, at=AT + LATER)
    row = send(conversation, TEST, {"test": True}, handling=HANDLING, acting=None, at=AT + LATER)
    [proof] = attest_all([ToAttest(row, Kind.RELAYED)], at=AT)
    assert proof.attestation.at == AT + LATER
    assert attested_of(Attestation.objects.filter(message=row, kind=Kind.RELAYED)) == [proof]
    assert read_attested(Fields(proof.as_json(), "attested"), identity().party()) == proof
