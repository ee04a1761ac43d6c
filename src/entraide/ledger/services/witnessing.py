"""This node as a witness: it vouches for a partner's checkpoint when that goes on from all it has seen of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from entraide.ledger.domain import tree
from entraide.ledger.domain.checkpoints import Checkpoint, read_checkpoint, signed_by
from entraide.ledger.domain.keys import VerifyKey
from entraide.ledger.domain.notes import Note, read_note
from entraide.ledger.domain.witnessing import Answer, Ask
from entraide.ledger.errors import CosignatureWrong, ProofRejected
from entraide.ledger.models import Watched
from entraide.ledger.queries.checkpoints import last_watched
from entraide.ledger.services.checkpoints import key
from entraide.ledger.services.contradicting import contradicted
from entraide.ledger.services.sequence import hold_sequence


@transaction.atomic
def vouch(ask: Ask, log: VerifyKey, *, at: datetime) -> Answer:
    """Vouch for what goes on from what was seen before; otherwise answer with that. A checkpoint that contradicts it is
    put on record, with the one that was seen: both are signed by the same node.

    Raises `CosignatureWrong` where the ledger's own key did not sign it.
    """
    hold_sequence()
    said = read_checkpoint(ask.note)
    if said.origin != log.name:
        raise CosignatureWrong(name=log.name)
    signed_at = signed_by(ask.note, log)
    held = last_watched(said.origin)
    if held is not None and not _goes_on(ask, said, held, signed_at, log, at=at):
        return Answer(held=read_note(held.note.encode()))
    if held is None or said.size > held.size:
        Watched.objects.create(
            origin=said.origin, size=said.size, root=said.root, at=at, note=_alone(ask.note, log).written()
        )
    ours = key()
    return Answer(ours.vouch(said.text(), said.origin, said.size, said.root, int(at.timestamp())))


def _goes_on(
    ask: Ask, said: Checkpoint, held: Watched, signed_at: datetime, log: VerifyKey, *, at: datetime
) -> bool:
    """Whether a checkpoint goes on from the one that is held; what contradicts it is put on record."""
    if said.size < held.size:
        # An earlier one that somebody brings again says nothing; one that was signed later unsays what was said.
        if signed_at > signed_by(read_note(held.note.encode()), log):
            _contradicted(held, ask.note, at=at)
        return False
    if said.size == held.size:
        if said.root != bytes(held.root):
            _contradicted(held, ask.note, at=at)
        return said.root == bytes(held.root)
    # A proof that does not hold accuses nobody: whoever hands it in may have made it up.
    try:
        tree.verify_consistency(held.size, said.size, bytes(held.root), said.root, ask.proof)
    except ProofRejected:
        return False
    return ask.old == held.size


def _contradicted(held: Watched, shown: Note, *, at: datetime) -> None:
    """Once for each ledger and each checkpoint that is held: whoever insists fills no table."""
    contradicted(held.origin, held.note, shown.written(), ours=False, at=at)


def _alone(note: Note, log: VerifyKey) -> Note:
    """A checkpoint with the signatures of its own ledger, and no lines of anybody else."""
    ids = {kind.id for kind in log.kinds()}
    return Note(
        note.text,
        tuple(one for one in note.signatures if (one.name, one.key) in {(log.name, i) for i in ids}),
    )
