"""What a node asks of a witness, and what it hears: written down, and read from a stranger."""

from __future__ import annotations

import re
from dataclasses import dataclass

from entraide.ledger.domain.notes import Note, Signature, bytes_of, read_note, read_signatures, text_of
from entraide.ledger.domain.tree import DEEPEST
from entraide.ledger.errors import NoteUnreadable

ASK_BYTES = ANSWER_BYTES = 512 * 1024
OLD = re.compile(r"old (0|[1-9]\d{0,17})", re.ASCII)
VOUCHED, HELD = b"vouched\n", b"held\n"


@dataclass(frozen=True)
class Ask:
    """A checkpoint to be vouched for, and the proof that it goes on from the one of size `old`.

    Written as C2SP's tlog-witness writes it: `old N`, a line for each hash, an empty line, the checkpoint.
    """

    old: int
    proof: tuple[bytes, ...]
    note: Note

    def written(self) -> bytes:
        """The bytes that are sent."""
        lines = [f"old {self.old}", *map(text_of, self.proof), "", ""]
        return ("\n".join(lines) + self.note.written()).encode()


@dataclass(frozen=True)
class Answer:
    """The signatures of a witness; or the checkpoint that it holds, from which it asks to be led on."""

    signatures: tuple[Signature, ...] = ()
    held: Note | None = None

    def written(self) -> bytes:
        """The bytes that are sent."""
        if self.held is not None:
            return HELD + self.held.written().encode()
        return VOUCHED + "".join(one.line() for one in self.signatures).encode()


def read_ask(data: bytes) -> Ask:
    """An ask from a stranger. Raises `NoteUnreadable`."""
    head, parted, note = data.partition(b"\n\n")
    if not parted or len(data) > ASK_BYTES or not head.isascii():
        raise NoteUnreadable(where="ask")
    first, *proof = head.decode("ascii").split("\n")
    old = OLD.fullmatch(first)
    if old is None or len(proof) > DEEPEST + 1:
        raise NoteUnreadable(where="ask")
    return Ask(int(old[1]), tuple(bytes_of(one, "proof") for one in proof), read_note(note))


def read_answer(data: bytes) -> Answer:
    """An answer from a stranger. Raises `NoteUnreadable`."""
    if data.startswith(HELD):
        return Answer(held=read_note(data.removeprefix(HELD)))
    if data.startswith(VOUCHED):
        return Answer(signatures=read_signatures(data.removeprefix(VOUCHED)))
    raise NoteUnreadable(where="answer")
