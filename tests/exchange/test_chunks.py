"""Attachments: every chunk in its place, and none that was not sent."""

import itertools
from dataclasses import replace
from uuid import uuid4

import pytest

from entraide.exchange.domain import chunks
from entraide.exchange.domain.statement import CHUNK_BYTES
from entraide.exchange.errors import AttachmentChanged
from tests.exchange.nodes import attached

CONTENT = bytes(itertools.islice(itertools.cycle(range(251)), 2 * CHUNK_BYTES + 77))
FILE = attached(CONTENT)


def pieces(content: bytes) -> list[bytes]:
    return [content[at : at + CHUNK_BYTES] for at in range(0, len(content), CHUNK_BYTES)] or [b""]


SEALED = list(chunks.seal_all(FILE, pieces(CONTENT)))


def opened(sealed, attachment=FILE) -> bytes:
    return b"".join(chunks.open_all(attachment, sealed))


def refused(sealed, attachment=FILE) -> str:
    with pytest.raises(AttachmentChanged) as caught:
        opened(sealed, attachment)
    return str(caught.value.facts["where"])


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES])
def test_a_file_of_any_size_arrives_byte_for_byte(size):
    content = CONTENT[:size]
    attachment = attached(content)
    sealed = list(chunks.seal_all(attachment, pieces(content)))
    assert len(sealed) == attachment.chunks
    assert opened(sealed, attachment) == content


def test_a_chunk_is_sent_again_by_its_number_alone():
    assert chunks.seal_chunk(FILE, 1, pieces(CONTENT)[1]) == SEALED[1]
    assert chunks.open_chunk(FILE, 1, SEALED[1]) == pieces(CONTENT)[1]


def test_chunks_that_changed_places_are_refused_at_the_first():
    assert refused([SEALED[1], SEALED[0], SEALED[2]]) == f"attachment {FILE.id} chunk 0"


def test_a_chunk_of_another_file_is_refused():
    other = replace(FILE, id=uuid4())
    assert refused([SEALED[0], chunks.seal_chunk(other, 1, pieces(CONTENT)[1]), SEALED[2]]) == (
        f"attachment {FILE.id} chunk 1"
    )


def test_a_file_that_was_cut_short_is_refused_after_its_last_chunk():
    assert refused(SEALED[:2]) == f"attachment {FILE.id} after chunk 1"
    shorter = replace(FILE, size=2 * CHUNK_BYTES)
    assert refused(SEALED[:2], shorter) == f"attachment {FILE.id} chunk 1"


def test_a_chunk_too_many_or_too_long_is_refused():
    assert refused([*SEALED, SEALED[2]]) == f"attachment {FILE.id} chunk 3"
    assert refused([SEALED[0] + b"\x00", *SEALED[1:]]) == f"attachment {FILE.id} chunk 0"


@pytest.mark.parametrize("at", [0, 5000, CHUNK_BYTES + 15])
def test_a_flipped_bit_is_refused(at):
    changed = bytearray(SEALED[1])
    changed[at] ^= 4
    assert refused([SEALED[0], bytes(changed), SEALED[2]]) == f"attachment {FILE.id} chunk 1"


def test_the_file_of_another_statement_is_refused_at_its_end():
    other = replace(FILE, digest="sha256:" + "0" * 64)
    assert refused(SEALED, other) == f"attachment {FILE.id}"


def test_the_key_of_a_file_seals_no_piece_that_is_not_one_of_it():
    with pytest.raises(ValueError, match="chunk 2 of 3"):
        chunks.seal_chunk(FILE, 2, b"other")
    with pytest.raises(ValueError, match="chunk 3 of 3"):
        chunks.seal_chunk(FILE, 3, b"")
