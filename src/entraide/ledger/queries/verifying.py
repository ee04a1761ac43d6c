"""The whole ledger, looked at again: every entry, the tree above them, every checkpoint, and what follows from them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.db.models import Max

from entraide.kernel.canonical import canonical, leaf_hash, plain, salted_digest
from entraide.kernel.errors import Refusal
from entraide.ledger.domain import tree
from entraide.ledger.domain.checkpoints import read_checkpoint, signed_by
from entraide.ledger.domain.faults import Fault, What
from entraide.ledger.domain.keys import VerifyKey
from entraide.ledger.domain.notes import read_note, read_signatures
from entraide.ledger.domain.tree import Place, Span
from entraide.ledger.events import DetailErased, LedgerBegunAgain, LooksCounted
from entraide.ledger.models import Checkpoint, Contradiction, Detail, Entry, Subtree
from entraide.ledger.queries.links import links, written_of
from entraide.ledger.queries.looked import digest_of_looks
from entraide.ledger.queries.places import number_of, place_of

AT_ONCE = 1 << 13
Progress = Callable[[int, int], None]


@dataclass
class Row:
    """An entry as it lies in the database."""

    seq: int
    at: datetime
    act: str
    actor: UUID | None
    case: UUID | None
    subject: UUID | None
    canonical: bytes
    leaf_hash: bytes


COLUMNS = ("seq", "at", "act", "actor", "case", "subject", "canonical", "leaf_hash")


def verify(keys: Mapping[str, VerifyKey], progress: Progress = lambda _done, _all: None) -> Iterator[Fault]:
    """Everything that is not as it should be. `keys` are those under which this node signed, by their names."""
    whole = _Whole(keys, progress)
    yield from whole.entries()
    yield from whole.rest()
    # A history that was set back is told of once it is said why, under another name: `ledger begin-again`.
    told = {one.facts["before"] for one in written_of(LedgerBegunAgain.code)}
    for one in Contradiction.objects.filter(ours=True).exclude(origin__in=told).order_by("pk"):
        at = one.at.isoformat(timespec="seconds")
        yield Fault("ledger_contradiction", str(one.pk), What.TWO_HISTORIES, {"at": at})
    yield from _guards()
    yield from _sequences()
    for compare in links().values():
        yield from compare()


class _Whole:
    """One walk along the ledger. The tree is counted from the entries alone; what is stored is compared with it."""

    def __init__(self, keys: Mapping[str, VerifyKey], progress: Progress) -> None:
        self.keys, self.progress = keys, progress
        self.all = Entry.objects.count()
        self.size = 0
        self.edge: dict[Place, bytes] = {}
        self.grown: dict[int, int] = {}
        self.erased = set(_erased())
        self.checkpoints = list(Checkpoint.objects.order_by("size").prefetch_related("vouched"))

    def entries(self) -> Iterator[Fault]:
        """Every entry with its detail, and the subtrees and checkpoints above them."""
        done = 0
        while True:
            found = Entry.objects.filter(seq__gt=self.size).order_by("seq").values_list(*COLUMNS)
            rows = [Row(*values) for values in found[:AT_ONCE]]
            if not rows:
                return
            leaves: list[bytes] = []
            details = {
                one.entry_id: one
                for one in Detail.objects.filter(entry__gte=rows[0].seq, entry__lte=rows[-1].seq)
            }
            for row in rows:
                while self.size + len(leaves) + 1 < row.seq and len(leaves) < AT_ONCE:
                    # Where an entry is gone, no root above it can come right.
                    yield Fault("ledger_entry", str(self.size + len(leaves) + 1), What.MISSING)
                    leaves.append(bytes(tree.HASH_BYTES))
                yield from _faults_of(row, details.get(row.seq), erased=row.seq in self.erased)
                leaves.append(leaf_hash(bytes(row.canonical)))
            yield from self._above(leaves)
            done += len(rows)
            self.progress(done, self.all)

    def rest(self) -> Iterator[Fault]:
        """What is stored beyond the last entry."""
        for one in self.checkpoints:
            if one.size > self.size:
                yield Fault("ledger_checkpoint", str(one.size), What.CUT_OFF, {"last": self.size})
        level = 1
        while True:
            first, end = number_of(level, self.size >> level), number_of(level + 1, 0)
            beyond = Subtree.objects.filter(place__gte=first, place__lt=end)
            for place in beyond.values_list("place", flat=True)[:100]:
                yield _of_subtree(place, What.SUBTREE_ADDED)
            if level > tree.DEEPEST:
                return
            level += 1

    def _above(self, leaves: Sequence[bytes]) -> Iterator[Fault]:
        known = {**self.edge, **{Place(0, self.size + n): one for n, one in enumerate(leaves)}}
        for level, first, hashes in tree.grown(self.size, leaves, lambda _places: self.edge):
            known.update({Place(level, first + n): one for n, one in enumerate(hashes)})
            fresh = first if (self.size >> level) <= first else self.size >> level
            yield from self._compare(level, fresh, hashes[fresh - first :])
        before, self.size = self.size, self.size + len(leaves)
        for one in self.checkpoints:
            if before < one.size <= self.size:
                yield from self._of_checkpoint(one, tree.root(one.size, lambda _places: known))
        self.edge = {place: known[place] for place in Span(0, self.size).places()}

    def _compare(self, level: int, first: int, hashes: Sequence[bytes]) -> Iterator[Fault]:
        here, end = number_of(level, first), number_of(level, first + len(hashes))
        stored = dict(Subtree.objects.filter(place__gte=here, place__lt=end).values_list("place", "hash"))
        if level not in self.grown:
            self.grown[level] = _last_of(level)
        for number, one in enumerate(hashes, here):
            found = stored.get(number)
            if found is None:
                # The tree grows now and then: what is missing at its end is to come.
                if number < self.grown[level]:
                    yield _of_subtree(number, What.SUBTREE_MISSING)
            elif bytes(found) != one:
                yield _of_subtree(number, What.SUBTREE_CHANGED)

    def _of_checkpoint(self, one: Checkpoint, root: bytes) -> Iterator[Fault]:
        row = str(one.size)
        try:
            note = read_note(one.note.encode())
            said = read_checkpoint(note)
            if said.origin not in self.keys:
                yield Fault("ledger_checkpoint", row, What.NOT_SIGNED)
            else:
                signed_by(note, self.keys[said.origin])
        except Refusal:
            yield Fault("ledger_checkpoint", row, What.NOT_SIGNED)
            return
        if (said.origin, said.size, said.root) != (one.origin, one.size, bytes(one.root)):
            yield Fault("ledger_checkpoint", row, What.OTHER_COLUMN, {"column": "note"})
        if said.root != root:
            yield Fault("ledger_checkpoint", row, What.OTHER_ROOT)
        for each in one.vouched.all():
            try:
                read_signatures(each.lines.encode())
            except Refusal:
                yield Fault("ledger_vouched", str(each.pk), What.NOT_VOUCHED)


def _faults_of(row: Row, detail: Detail | None, *, erased: bool) -> Iterator[Fault]:
    place, written = str(row.seq), bytes(row.canonical)
    if leaf_hash(written) != bytes(row.leaf_hash):
        yield Fault("ledger_entry", place, What.CHANGED)
    try:
        said = json.loads(written)
        columns = {name: said[name] for name in ("seq", "at", "act", "actor", "case", "subject")}
        bound = said.get("detail")
        facts = said["facts"]
    except (ValueError, KeyError, TypeError, AttributeError):
        yield Fault("ledger_entry", place, What.UNREADABLE)
        return
    if columns["seq"] != row.seq:
        yield Fault("ledger_entry", place, What.INSERTED)
    for name in ("at", "act", "actor", "case", "subject"):
        if columns[name] != plain(getattr(row, name)):
            yield Fault("ledger_entry", place, What.OTHER_COLUMN, {"column": name})
    if detail is None:
        if bound is not None and not erased:
            yield Fault("ledger_entry", place, What.DETAIL_MISSING)
    elif bound is None:
        yield Fault("ledger_detail", place, What.DETAIL_ADDED)
    elif salted_digest(bytes(detail.salt), canonical(detail.body)).hex() != bound:
        yield Fault("ledger_detail", place, What.DETAIL_CHANGED)
    if columns["act"] == LooksCounted.code:
        yield from _of_looks(facts)


def _of_looks(facts: dict[str, int | str]) -> Iterator[Fault]:
    first, last = int(facts["first"]), int(facts["last"])
    if digest_of_looks(first, last) != (facts["count"], facts["digest"]):
        yield Fault("ledger_look", f"{first}–{last}", What.LOOKS_CHANGED, {"first": first, "last": last})


def _last_of(level: int) -> int:
    stored = Subtree.objects.filter(place__gte=number_of(level, 0), place__lt=number_of(level + 1, 0))
    return stored.aggregate(last=Max("place"))["last"] or 0


def _of_subtree(place: int, what: What) -> Fault:
    level, number = place_of(place)
    return Fault("ledger_subtree", f"{level}/{number}", what)


def _erased() -> Iterator[int]:
    for written in Entry.objects.filter(act=DetailErased.code).values_list("canonical", flat=True):
        yield from json.loads(bytes(written))["facts"]["entries"]


def _guards() -> Iterator[Fault]:
    """Tables that nothing may change, where the database would let it."""
    for table in append_only_tables():
        if not _guarded(table):
            yield Fault(table, "*", What.UNGUARDED)


def append_only_tables() -> list[str]:
    """The tables whose rows the database refuses to change, as the models say of themselves."""
    return [one._meta.db_table for one in apps.get_models() if getattr(one, "append_only", False)]


def _guarded(table: str) -> bool:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
                " AND name IN (%s, %s)",
                [table, f"{table}_no_update", f"{table}_no_delete"],
            )
            return bool(cursor.fetchone()[0] == 2)
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = %s AND tgenabled <> 'D'",
            [table, f"{table}_append_only"],
        )
        return bool(cursor.fetchone()[0] == 1)


def _sequences() -> Iterator[Fault]:
    """Tables that would give a number again that they have given already."""
    for model in apps.get_models():
        key = model._meta.pk
        if not model.__module__.startswith("entraide.") or not isinstance(key, models.AutoField):
            continue
        last = model._default_manager.aggregate(last=Max(key.name))["last"] or 0
        at = _sequence_of(model._meta.db_table, str(key.column))
        if at is not None and at < last:
            yield Fault(model._meta.db_table, "*", What.SEQUENCE_BEHIND, {"at": at, "last": last})


def _sequence_of(table: str, column: str) -> int | None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        else:
            cursor.execute(
                "SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass), 0)",
                [table, column],
            )
        found = cursor.fetchone()
    return int(found[0]) if found else 0
