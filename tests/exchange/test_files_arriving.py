"""Files of a partner: taken chunk by chunk, each in its place, and here once the whole is what was signed."""

from datetime import timedelta
from io import BytesIO
from random import Random
from uuid import uuid4

import pytest

from entraide.exchange.domain.attestations import Kind, read_attested
from entraide.exchange.domain.chunks import TAG_BYTES, seal_all
from entraide.exchange.domain.delivery import Answer
from entraide.exchange.domain.encoding import Fields, digest
from entraide.exchange.domain.messages import Message as Spoken
from entraide.exchange.domain.statement import CHUNK_BYTES
from entraide.exchange.domain.statement import Attachment as Said
from entraide.exchange.errors import AttachmentChanged, Busy, NotYet, PartnerNotConfirmed
from entraide.exchange.models import Attachment, Message, Partner
from entraide.exchange.services import files, hooks
from entraide.exchange.services.receiving import take_file
from entraide.kernel.errors import NotFound
from tests.exchange.nodes import AT, attached
from tests.exchange.speaking import Speaker, us

pytestmark = pytest.mark.django_db

MIB = 1024 * 1024


def content_of(size: int) -> bytes:
    """Bytes of which no two chunks are alike."""
    return Random(size).randbytes(size)


def sent(northmark: Speaker, *contents: bytes, **changed: object) -> tuple[Spoken, list[list[bytes]]]:
    """A message that was delivered with its files still to come, and the chunks of each."""
    said = [
        attached(content, key=bytes([number]) * 32, **changed) for number, content in enumerate(contents, 1)
    ]
    message = northmark.says(attachments=tuple(said))
    (answer,) = northmark.delivers(message)
    assert [(one.attachment, one.there) for one in answer.wanted] == [(one.id, 0) for one in said]
    assert (answer.attested, answer.refusal) == ((), "")
    pieces = [
        [content[start : start + CHUNK_BYTES] for start in range(0, max(1, len(content)), CHUNK_BYTES)]
        for content in contents
    ]
    return message, [list(seal_all(one, piece)) for one, piece in zip(said, pieces, strict=True)]


def put(
    message: Spoken, chunks: list[bytes], first: int = 0, which: int = 0, length: int | None = None
) -> Answer:
    body = b"".join(chunks)
    file = message.statement.attachments[which]
    return take_file(
        message.statement.message,
        file.id,
        first,
        BytesIO(body),
        len(body) if length is None else length,
        at=AT + timedelta(minutes=1),
    )


def bytes_here(message: Spoken, which: int = 0) -> bytes:
    said = message.statement
    return files.path_of(said.message, said.attachments[which].id).read_bytes()


def is_delivered(answer: Answer) -> bool:
    (proof,) = answer.attested
    read = read_attested(Fields(proof.as_json(), "answer"), us().party).attestation
    return read.kind is Kind.DELIVERED and not answer.wanted


@pytest.mark.parametrize("size", [0, 1, MIB - 1, MIB, MIB + 1, 2 * MIB + 1])
def test_a_file_of_any_size_arrives_as_it_was_sent(northmark: Speaker, size: int) -> None:
    content = content_of(size)
    message, (chunks,) = sent(northmark, content)
    assert is_delivered(put(message, chunks))
    assert bytes_here(message) == content
    row = Attachment.objects.get()
    assert (row.chunks, row.whole, row.size) == (len(chunks), True, size)
    assert Message.objects.get().standing == "delivered"


def test_a_message_is_done_once_its_last_file_is_whole_and_its_taker_is_given_them(
    northmark: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[list[bytes]] = []
    monkeypatch.setitem(
        hooks._takers,
        "exchange.test/1",
        lambda one: taken.append([file.path.read_bytes() for file in one.files]),
    )
    message, (first, second) = sent(northmark, b"one", b"two")
    answer = put(message, second, which=1)
    assert [(one.attachment, one.there) for one in answer.wanted] == [
        (message.statement.attachments[0].id, 0)
    ]
    assert (answer.attested, taken) == ((), [])
    assert is_delivered(put(message, first))
    assert taken == [[b"one", b"two"]]
    # Asked again it answers the same, and does nothing twice.
    assert is_delivered(put(message, first))
    assert len(taken) == 1


def test_a_file_that_broke_off_goes_on_where_it_was(northmark: Speaker) -> None:
    content = content_of(2 * MIB + 1)
    message, (chunks,) = sent(northmark, content)
    answer = put(message, chunks[:1])
    assert [one.there for one in answer.wanted] == [1]
    # The sender that has forgotten asks, and is told how far it came.
    (told,) = northmark.delivers(message)
    assert [one.there for one in told.wanted] == [1]
    assert is_delivered(put(message, chunks[1:], first=1))
    assert bytes_here(message) == content


def test_the_whole_chunks_of_an_upload_that_the_line_cut_off_are_kept(northmark: Speaker) -> None:
    content = content_of(3 * MIB)
    message, (chunks,) = sent(northmark, content)
    cut = [*chunks[:2], chunks[2][:1000]]
    with pytest.raises(AttachmentChanged):
        put(message, cut, length=sum(map(len, chunks)))
    (told,) = northmark.delivers(message)
    assert [one.there for one in told.wanted] == [2]
    assert is_delivered(put(message, chunks[2:], first=2))
    assert bytes_here(message) == content


def test_a_file_that_comes_in_one_piece_is_not_read_again_and_any_other_is(
    northmark: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = [content_of(2 * MIB + number) for number in (1, 2, 3)]
    message, (whole, broken, doubled) = sent(northmark, *contents)
    read: list[str] = []
    right = files.digest_of
    monkeypatch.setattr(files, "digest_of", lambda path: read.append(path.name) or right(path))
    put(message, whole[:1])
    put(message, whole[1:], first=1)
    assert read == []
    with pytest.raises(AttachmentChanged):
        put(message, [*broken[:1], flipped(broken[1])], which=1)
    put(message, broken[1:], first=1, which=1)
    put(message, doubled[:2], which=2)
    assert is_delivered(put(message, doubled[1:], first=1, which=2))
    assert read == [one.id.hex for one in message.statement.attachments[1:]]
    assert [bytes_here(message, which) for which in range(3)] == contents


def test_chunks_that_are_here_already_can_come_again(northmark: Speaker) -> None:
    content = content_of(2 * MIB + 1)
    message, (chunks,) = sent(northmark, content)
    put(message, chunks[:2])
    assert is_delivered(put(message, chunks))
    assert bytes_here(message) == content


def flipped(chunk: bytes) -> bytes:
    return chunk[:-1] + bytes([chunk[-1] ^ 1])


@pytest.mark.parametrize(
    ("how", "there"),
    [("swapped", 0), ("changed", 1), ("short", 1), ("doubled", 1), ("left out", 0)],
)
def test_a_chunk_that_is_not_the_one_for_its_place_is_refused_and_those_before_it_stay(
    northmark: Speaker, how: str, there: int
) -> None:
    message, (chunks,) = sent(northmark, content_of(2 * MIB + 1))
    first, second, last = chunks
    wrong = {
        "swapped": [second, first, last],
        "changed": [first, flipped(second), last],
        "short": [first, second[:-1], last],
        "doubled": [first, first, last],
        "left out": [second, last],
    }[how]
    with pytest.raises(AttachmentChanged) as refusal:
        put(message, wrong)
    file = message.statement.attachments[0]
    assert refusal.value.facts["where"] == f"attachment {file.id} chunk {there}"
    assert Message.objects.get().standing == "arriving"
    (told,) = northmark.delivers(message)
    assert [one.there for one in told.wanted] == [there]
    assert is_delivered(put(message, chunks[there:], first=there))


def test_a_chunk_of_another_file_is_refused(northmark: Speaker) -> None:
    message, (mine, other) = sent(northmark, b"mine", b"othr")
    with pytest.raises(AttachmentChanged):
        put(message, other)
    assert is_delivered([put(message, mine), put(message, other, which=1)][-1])


def test_what_lies_behind_the_end_of_a_file_is_refused(northmark: Speaker) -> None:
    message, (chunks,) = sent(northmark, b"one line")
    with pytest.raises(AttachmentChanged):
        put(message, [*chunks, b"more"])
    assert Message.objects.get().standing == "arriving"


def test_a_chunk_ahead_of_its_turn_is_asked_for_later(northmark: Speaker) -> None:
    message, (chunks,) = sent(northmark, content_of(2 * MIB + 1))
    with pytest.raises(NotYet) as refusal:
        put(message, chunks[1:], first=1)
    assert refusal.value.facts == {"where": "chunk 1"}
    assert files.path_of(message.statement.message, message.statement.attachments[0].id).stat().st_size == 0


def test_a_file_whose_whole_is_another_than_was_signed_is_asked_for_from_its_beginning(
    northmark: Speaker,
) -> None:
    promised = content_of(MIB + 5)
    message, _ = sent(northmark, promised)
    file = message.statement.attachments[0]
    other = b"\x01" * MIB, b"other"
    answer = put(message, list(seal_all(file, other)))
    assert [(one.attachment, one.there) for one in answer.wanted] == [(file.id, 0)]
    assert answer.attested == ()
    assert not Attachment.objects.get().whole
    assert is_delivered(put(message, list(seal_all(file, (promised[:MIB], promised[MIB:])))))
    assert bytes_here(message) == promised


def test_a_file_that_nobody_wants_is_not_there(northmark: Speaker) -> None:
    message, (chunks,) = sent(northmark, b"one line")
    said = message.statement
    for where in ((uuid4(), said.attachments[0].id), (said.message, uuid4())):
        with pytest.raises(NotFound):
            take_file(*where, 0, BytesIO(chunks[0]), len(chunks[0]), at=AT)


def test_files_of_a_suspended_partner_are_not_taken(northmark: Speaker) -> None:
    message, (chunks,) = sent(northmark, b"one line")
    Partner.objects.update(standing="suspended")
    with pytest.raises(PartnerNotConfirmed):
        put(message, chunks)
    assert not Attachment.objects.get().whole


def test_two_who_bring_the_same_file_do_not_write_over_each_other(northmark: Speaker) -> None:
    message, (chunks,) = sent(northmark, b"one line")
    said = message.statement
    path = files.path_of(said.message, said.attachments[0].id)
    tried = []

    class WhileAnotherComes(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            with pytest.raises(Busy), files.held(path):
                pass
            tried.append(self.tell())
            return super().read(size)

    body = WhileAnotherComes(chunks[0])
    assert is_delivered(take_file(said.message, said.attachments[0].id, 0, body, len(chunks[0]), at=AT))
    assert tried == [0]
    with files.held(path):
        pass


def test_a_file_lies_where_only_uuids_name_it_and_only_its_owner_reads_it(northmark: Speaker) -> None:
    message, (chunks,) = sent(northmark, b"one line", name="extract.csv")
    put(message, chunks)
    path = files.path_of(message.statement.message, message.statement.attachments[0].id)
    assert "extract" not in str(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_of_an_expired_message_is_not_asked_for(northmark: Speaker) -> None:
    file = Said(uuid4(), "a.txt", "text/plain", 1, digest(b"a"), bytes(32))
    message = northmark.says(attachments=(file,), created=AT, expires=AT + timedelta(hours=1))
    (answer,) = northmark.delivers(message, at=AT + timedelta(hours=2))
    assert (answer.wanted, [one.attestation.kind for one in answer.attested]) == ((), [Kind.NOT_DELIVERED])


def test_how_long_some_chunks_are_is_told_before_they_are_sent(northmark: Speaker, tmp_path) -> None:
    content = content_of(2 * MIB + 1)
    path = tmp_path / "file"
    path.write_bytes(content)
    file = attached(content)
    for first, count in ((0, 1), (0, 3), (1, 32), (2, 1)):
        body = b"".join(files.sealed_from(file, path, first, count))
        assert len(body) == files.sealed_length(file, first, count)
    assert files.sealed_length(attached(b""), 0, 32) == TAG_BYTES
