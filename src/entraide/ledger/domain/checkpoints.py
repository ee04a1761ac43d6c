"""Checkpoints (C2SP tlog-checkpoint) and who vouches for them (tlog-cosignature): a log at a size, and its root."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from entraide.ledger.domain.keys import Cosigned, VerifyKey
from entraide.ledger.domain.notes import NAME, Note, bytes_of, read_note, text_of
from entraide.ledger.domain.tree import HASH_BYTES
from entraide.ledger.errors import CosignatureWrong, NoteUnreadable

SIZE = re.compile(r"0|[1-9]\d{0,17}", re.ASCII)


@dataclass(frozen=True)
class Checkpoint:
    """A log of that name had so many entries, and they had that root."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{text_of(self.root)}\n"


def read_checkpoint(note: Note) -> Checkpoint:
    """What a note says, whoever signed it; it says nothing further. Raises `NoteUnreadable`."""
    lines = note.text[:-1].split("\n")
    if len(lines) != 3:
        raise NoteUnreadable(where="checkpoint")
    origin, size, root = lines
    if not NAME.fullmatch(origin) or not SIZE.fullmatch(size):
        raise NoteUnreadable(where="checkpoint")
    found = Checkpoint(origin, int(size), bytes_of(root, "checkpoint.root"))
    if len(found.root) != HASH_BYTES:
        raise NoteUnreadable(where="checkpoint.root")
    return found


def signed_by(note: Note, key: VerifyKey) -> datetime:
    """When this key vouched for a checkpoint, with both of its signatures: the earlier of the two moments.

    Raises `CosignatureWrong` where one of them is missing or wrong, `NoteUnreadable`.
    """
    said = read_checkpoint(note)
    moments = [_moment(note, said, key, kind) for kind in key.kinds()]
    return datetime.fromtimestamp(min(moments), UTC)


def vouched(note: Note, keys: Sequence[VerifyKey]) -> dict[str, datetime]:
    """Who of these vouched for a checkpoint, by name, and when; those who did not are left out.

    Raises `CosignatureWrong` where a known key's signature is wrong: then the whole note counts for nothing.
    """
    named = {(one.name, one.key) for one in note.signatures}
    return {
        key.name: signed_by(note, key)
        for key in keys
        if any((key.name, id_) in named for id_ in (kind.id for kind in key.kinds()))
    }


def checkpoint_signed_by(data: bytes, key: VerifyKey) -> tuple[Note, Checkpoint]:
    """A checkpoint from elsewhere, of the log whose key this is. Raises `NoteUnreadable`, `CosignatureWrong`."""
    note = read_note(data)
    said = read_checkpoint(note)
    if said.origin != key.name:
        raise CosignatureWrong(name=key.name)
    signed_by(note, key)
    return note, said


def _moment(note: Note, said: Checkpoint, key: VerifyKey, kind: Cosigned) -> int:
    found = [one for one in note.signatures if (one.name, one.key) == (key.name, kind.id)]
    if not found:
        raise CosignatureWrong(name=key.name)
    return max(kind.verify(one.value, note.text, said.origin, said.size, said.root) for one in found)
