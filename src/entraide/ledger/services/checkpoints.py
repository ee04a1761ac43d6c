"""What this node signs of its own ledger, and who has vouched for it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from entraide.kernel.identifiers import new_id
from entraide.ledger.domain import keeping, tree
from entraide.ledger.domain.checkpoints import Checkpoint as Said
from entraide.ledger.domain.checkpoints import read_checkpoint, signed_by
from entraide.ledger.domain.keys import SigningKey, VerifyKey
from entraide.ledger.domain.notes import Note, Signature
from entraide.ledger.domain.witnessing import Ask
from entraide.ledger.errors import CosignatureWrong, HistoryRewritten
from entraide.ledger.events import LedgerBegunAgain
from entraide.ledger.models import Checkpoint, Vouched
from entraide.ledger.queries.checkpoints import last_checkpoint, last_vouched, note_of
from entraide.ledger.queries.places import read
from entraide.ledger.services import record
from entraide.ledger.services.contradicting import contradicted
from entraide.ledger.services.sequence import hold_sequence
from entraide.ledger.services.tree import grow


def key() -> SigningKey:
    """The key that this node vouches with; made when there is none. Raises `KeyUnreadable`."""
    path: Path = settings.ENTRAIDE_LEDGER_KEY
    found = keeping.kept(path)
    if found is None:
        with suppress(FileExistsError):
            keeping.keep(path, SigningKey.made(f"entraide.ledger/{new_id()}"))
        found = keeping.kept(path)
    assert found is not None
    return found


def known_keys() -> dict[str, VerifyKey]:
    """Every key under which this ledger was signed, by its name. Raises `KeyUnreadable`."""
    path: Path = settings.ENTRAIDE_LEDGER_KEY
    found = [keeping.kept(one) for one in (*path.parent.glob(f"{path.stem}-*{path.suffix}"), path)]
    return {one.name: one.public for one in found if one is not None}


@transaction.atomic
def begin_again(reason: str, *, acting: None, at: datetime) -> SigningKey:
    """Sign under another name from now on: after a restored backup, no witness can vouch for the old one. What was
    signed stays, and so does every contradiction. `acting` is None: it is done at the console of the node."""
    before = key()
    path: Path = settings.ENTRAIDE_LEDGER_KEY
    facts = {"before": before.name}
    record(LedgerBegunAgain(facts=facts, detail={"reason": reason}), by=acting, at=at)
    path.rename(path.with_name(f"{path.stem}-{before.name.rpartition('/')[2]}{path.suffix}"))
    return key()


def make_checkpoint(*, at: datetime) -> Checkpoint | None:
    """Sign what the ledger holds now; the last checkpoint again where nothing was added. None for an empty ledger.

    Raises `HistoryRewritten` where the ledger does not go on from what was signed before: then nothing is signed.
    """
    ours, size = key(), grow()
    with transaction.atomic():
        hold_sequence()
        last = last_checkpoint()
        if last is not None:
            _require_goes_on(last, size)
        if not size or (last is not None and (last.origin, last.size) == (ours.name, size)):
            return last
        said = Said(ours.name, size, tree.root(size, read))
        note = Note(said.text(), _vouch(ours, said, at))
        return Checkpoint.objects.create(
            origin=ours.name, size=size, at=at, root=said.root, note=note.written()
        )


def asked_of(witness: str, checkpoint: Checkpoint) -> Ask:
    """What to ask of a witness: that it vouch for a checkpoint, led on from the last one that it vouched for."""
    before = last_vouched(witness, checkpoint.origin)
    return led_on(before.checkpoint.size if before else 0, checkpoint)


def led_on(old: int, checkpoint: Checkpoint) -> Ask:
    """The same, from the size that the witness says it holds."""
    proof = tree.consistency(old, checkpoint.size, read)
    return Ask(old, tuple(proof), note_of(checkpoint))


@transaction.atomic
def take_vouched(
    checkpoint: Checkpoint, signatures: tuple[Signature, ...], witness: VerifyKey, *, at: datetime
) -> Vouched:
    """Keep what a witness signed for a checkpoint of ours. Raises `CosignatureWrong`, `NoteUnreadable`."""
    theirs = tuple(one for one in signatures if one.name == witness.name)
    note = note_of(checkpoint).signed_also(*theirs)
    when = signed_by(note, witness)
    found, _ = Vouched.objects.get_or_create(
        checkpoint=checkpoint,
        witness=witness.name,
        defaults={"at": when, "lines": "".join(one.line() for one in theirs)},
    )
    return found


@transaction.atomic
def take_held(held: Note, *, at: datetime) -> Ask | None:
    """What a witness says it holds of our ledger: what to ask of it next, led on from there.

    Where that is not what our ledger holds now, although we signed it, the contradiction goes on record, and the
    witness is shown what stands in its place now; None where nothing stands there any more.
    Raises `CosignatureWrong` where we did not sign it, `NoteUnreadable`.
    """
    ours = key()
    said, last = read_checkpoint(held), last_checkpoint(ours.name)
    if said.origin != ours.name:
        raise CosignatureWrong(name=ours.name)
    signed_by(held, ours.public)
    now_there = None
    if last is not None and said.size <= last.size:
        now_there = Said(ours.name, said.size, tree.root(said.size, read))
        if now_there == said:
            return led_on(said.size, last)
    shown = Note(now_there.text(), _vouch(ours, now_there, at)) if now_there else None
    there = shown.written() if shown else last.note if last else ""
    contradicted(said.origin, held.written(), there, ours=True, at=at)
    return Ask(said.size, (), shown) if shown else None


def _require_goes_on(last: Checkpoint, size: int) -> None:
    if size < last.size or tree.root(last.size, read) != bytes(last.root):
        raise HistoryRewritten(origin=key().name, size=last.size)


def _vouch(ours: SigningKey, said: Said, at: datetime) -> tuple[Signature, ...]:
    return ours.vouch(said.text(), said.origin, said.size, said.root, int(at.timestamp()))
