"""A proof that stands alone (C2SP tlog-proof): an entry's place, the hashes up to the root, the checkpoint."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from entraide.kernel.canonical import leaf_hash
from entraide.ledger.domain.checkpoints import checkpoint_signed_by, vouched
from entraide.ledger.domain.keys import VerifyKey
from entraide.ledger.domain.notes import NOTE_BYTES, Note, bytes_of, read_note, text_of
from entraide.ledger.domain.tree import DEEPEST, verify_inclusion
from entraide.ledger.errors import NoteUnreadable

FIRST = "c2sp.org/tlog-proof@v1"
INDEX = re.compile(r"index (0|[1-9]\d{0,17})", re.ASCII)


@dataclass(frozen=True)
class Proof:
    """Where an entry lies, counted from 0, what leads from it to the root, and who signed that."""

    index: int
    hashes: tuple[bytes, ...]
    note: Note

    def written(self) -> str:
        """The text of a `.tlog-proof` file."""
        lines = [FIRST, f"index {self.index}", *map(text_of, self.hashes), "", ""]
        return "\n".join(lines) + self.note.written()


def read_proof(data: bytes) -> Proof:
    """A proof from a stranger, unverified. Raises `NoteUnreadable`."""
    head, parted, note = data.partition(b"\n\n")
    if not parted or len(data) > 2 * NOTE_BYTES or not head.isascii():
        raise NoteUnreadable(where="proof")
    lines = head.decode("ascii").split("\n")
    if lines[1:] and lines[1].startswith("extra "):
        # What stands there is proved by nothing.
        del lines[1]
    index = INDEX.fullmatch(lines[1]) if len(lines) > 1 else None
    if lines[0] != FIRST or index is None or len(lines) > DEEPEST + 3:
        raise NoteUnreadable(where="proof")
    hashes = tuple(bytes_of(one, "proof") for one in lines[2:])
    return Proof(int(index[1]), hashes, read_note(note))


def verify_proof(
    entry: bytes, proof: Proof, log: VerifyKey, witnesses: Sequence[VerifyKey] = ()
) -> dict[str, datetime]:
    """That an entry is in the ledger of that key; gives back who else vouches for that, and since when.

    Raises `NoteUnreadable`, `CosignatureWrong`, `ProofRejected`.
    """
    note, said = checkpoint_signed_by(proof.note.written().encode(), log)
    verify_inclusion(leaf_hash(entry), proof.index, said.size, proof.hashes, said.root)
    return vouched(note, witnesses)
