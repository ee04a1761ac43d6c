"""Another node's ledger, in memory: it grows, signs, proves, and can begin to tell another history."""

from __future__ import annotations

import copy
from datetime import datetime

from entraide.kernel.canonical import leaf_hash
from entraide.ledger.domain import tree
from entraide.ledger.domain.checkpoints import Checkpoint
from entraide.ledger.domain.keys import SigningKey
from entraide.ledger.domain.notes import Note
from entraide.ledger.domain.witnessing import Ask
from tests.ledger.trees import Log


class Another:
    """A node with a ledger of its own."""

    def __init__(self, name: str = "entraide.ledger/another") -> None:
        self.key, self.log = SigningKey.made(name), Log()

    def write(self, *entries: str) -> Another:
        self.log.add([leaf_hash(one.encode()) for one in entries])
        return self

    def copy(self) -> Another:
        """The same node, as it is now; what either writes from here on the other does not have."""
        other = copy.copy(self)
        other.log = copy.deepcopy(self.log)
        return other

    def signed(self, at: datetime, size: int | None = None) -> Note:
        size = self.log.size if size is None else size
        said = Checkpoint(self.key.name, size, tree.root(size, self.log.read))
        return Note(
            said.text(), self.key.vouch(said.text(), said.origin, size, said.root, int(at.timestamp()))
        )

    def ask(self, old: int, at: datetime) -> Ask:
        return Ask(old, tuple(tree.consistency(old, self.log.size, self.log.read)), self.signed(at))
