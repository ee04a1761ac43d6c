"""What was signed of this ledger and of others, and what proves a place in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db.models import Count

from entraide.kernel.errors import NotFound
from entraide.ledger.domain import tree
from entraide.ledger.domain.notes import Note, read_note, read_signatures
from entraide.ledger.domain.proofs import Proof
from entraide.ledger.events import DetailErased
from entraide.ledger.models import Checkpoint, Contradiction, Entry, Vouched, Watched
from entraide.ledger.queries.links import written_of
from entraide.ledger.queries.places import read


def last_checkpoint(origin: str | None = None) -> Checkpoint | None:
    """The largest checkpoint that this node signed; under one name of its ledger, or under any."""
    named = Checkpoint.objects.all() if origin is None else Checkpoint.objects.filter(origin=origin)
    return named.order_by("-size", "-pk").first()


def last_vouched(witness: str, origin: str) -> Vouched | None:
    """What a witness vouched for last, of our ledger under that name."""
    found = Vouched.objects.filter(witness=witness, checkpoint__origin=origin)
    return found.select_related("checkpoint").order_by("-checkpoint__size").first()


def last_watched(origin: str) -> Watched | None:
    """The largest checkpoint of another's ledger that this node vouched for."""
    return Watched.objects.filter(origin=origin).order_by("-size").first()


def contradictions() -> list[Contradiction]:
    """Every history that was seen to be rewritten, ours and others', newest first."""
    return list(Contradiction.objects.order_by("-pk"))


@dataclass(frozen=True)
class Witness:
    """A partner that vouches for our ledger: how far, and when it did so last."""

    name: str
    who: str
    size: int
    at: datetime


Names = Callable[[Collection[str]], Mapping[str, str]]
_resolvers: list[Names] = []


def register_ledger_names(resolver: Names) -> None:
    """Let a higher package say whose ledgers these are. Called once, from its `apps.py: ready()`."""
    if resolver not in _resolvers:
        _resolvers.append(resolver)


def whose(names: Collection[str]) -> dict[str, str]:
    """Whose ledgers these are, by their names; those that nobody knows are left out."""
    found: dict[str, str] = {}
    for resolver in _resolvers:
        found.update(resolver(names))
    return found


def witnesses() -> list[Witness]:
    """Who vouches for our ledger, each with the last that it vouched for."""
    names = list(Vouched.objects.values_list("witness", flat=True).distinct())
    known = whose(names)
    found = []
    for name in names:
        last = (
            Vouched.objects.filter(witness=name)
            .select_related("checkpoint")
            .order_by("-checkpoint__size", "-pk")[0]
        )
        found.append(Witness(name, known.get(name, ""), last.checkpoint.size, last.at))
    return sorted(found, key=lambda one: one.who or one.name)


def watched() -> list[Witness]:
    """The ledgers of others that this node vouches for, each as it saw it last."""
    names = list(Watched.objects.values_list("origin", flat=True).distinct())
    known = whose(names)
    lasts = [one for one in map(last_watched, names) if one is not None]
    found = [Witness(one.origin, known.get(one.origin, ""), one.size, one.at) for one in lasts]
    return sorted(found, key=lambda one: one.who or one.name)


def newest(most: int) -> list[Checkpoint]:
    """The last checkpoints of this ledger, newest first, each with how many vouch for it."""
    return list(Checkpoint.objects.annotate(vouching=Count("vouched")).order_by("-size", "-pk")[:most])


def note_of(checkpoint: Checkpoint) -> Note:
    """A checkpoint of ours with all that vouch for it."""
    note = read_note(checkpoint.note.encode())
    for one in checkpoint.vouched.order_by("pk"):
        note = note.signed_also(*read_signatures(one.lines.encode()))
    return note


@dataclass(frozen=True)
class Standing:
    """How far the ledger is, and how far it was signed."""

    entries: int
    checkpoints: int
    vouched: int
    size: int | None
    at: datetime | None
    # Beside how many entries something was erased on a recorded ground.
    erased: int


def standing_of() -> Standing:
    """How far this ledger is."""
    last = last_checkpoint()
    return Standing(
        Entry.objects.count(),
        Checkpoint.objects.count(),
        Vouched.objects.values("checkpoint").distinct().count(),
        last.size if last else None,
        last.at if last else None,
        sum(len(cast("list[int]", one.facts["entries"])) for one in written_of(DetailErased.code)),
    )


@dataclass(frozen=True)
class Proved:
    """An entry and what proves that it is in the ledger."""

    entry: Entry
    proof: Proof


def is_provable(seq: int) -> bool:
    """Whether a checkpoint holds an entry."""
    return Checkpoint.objects.filter(size__gte=seq).exists()


def proof_of(seq: int) -> Proved:
    """What proves an entry to anybody: its place in the smallest checkpoint that holds it and is vouched for by the
    most. Raises `NotFound` where no checkpoint holds it yet."""
    entry = Entry.objects.filter(seq=seq).first()
    checkpoint = _checkpoint_for(seq)
    if entry is None or checkpoint is None:
        raise NotFound
    hashes = tree.inclusion(seq - 1, checkpoint.size, read)
    return Proved(entry, Proof(seq - 1, tuple(hashes), note_of(checkpoint)))


def _checkpoint_for(seq: int) -> Checkpoint | None:
    holding = Checkpoint.objects.filter(size__gte=seq)
    vouched = holding.filter(vouched__isnull=False).order_by("size", "-pk").first()
    return vouched or holding.order_by("size", "-pk").first()


def proved_together(seqs: Collection[int], origin: str) -> list[Proved]:
    """What proves some entries by one checkpoint of the ledger under that name: the last that holds them all, one that
    is vouched for where there is one. Raises `NotFound` where no checkpoint holds them yet."""
    holding = Checkpoint.objects.filter(origin=origin, size__gte=max(seqs, default=1)).order_by("-size")
    checkpoint = holding.filter(vouched__isnull=False).first() or holding.first()
    if checkpoint is None:
        raise NotFound
    note, entries = note_of(checkpoint), Entry.objects.in_bulk(seqs)
    return [
        Proved(entries[seq], Proof(seq - 1, tuple(tree.inclusion(seq - 1, checkpoint.size, read)), note))
        for seq in seqs
    ]
