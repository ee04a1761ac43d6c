"""The whole ledger, looked at again: every entry, the tree above them, every checkpoint, and what follows from them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from django.apps import apps
from django.db import connection, models
from django.db.models import Exists, Max, OuterRef

from entraide.kernel.canonical import WRITTEN, canonical, leaf_hash, salted_digest
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
# Without a look at which of the encodings of JSON it is: it is UTF-8.
read_json = json.JSONDecoder().decode


class Row(NamedTuple):
    """An entry and its detail as they lie in the database; what is said beside the bytes, in the words of the bytes."""

    seq: int
    at: str
    act: str
    actor: str | None
    case: str | None
    subject: str | None
    canonical: bytes
    leaf_hash: bytes
    salt: bytes | None
    body: str | None


# The database itself writes moments and uuids as the bytes of an entry do: to make Python's of them, and text of those
# again, would take most of the time. What is not of its type is taken as it lies there, and differs.
ROWS = """
SELECT e.seq, {at}, e.act, {actor}, {case}, {subject}, {canonical}, {leaf_hash}, {salt}, {body}
FROM ledger_entry e LEFT JOIN ledger_detail d ON d.entry_id = e.seq
WHERE e.seq > %s ORDER BY e.seq LIMIT %s
"""
# «2026-03-02 14:30:00», and its fractions where there are any.
SQLITE_MOMENT = "replace(e.at, ' ', 'T') || CASE WHEN length(e.at) = 19 THEN '.000000Z' ELSE 'Z' END"
SQLITE_UUID = (
    "substr({0}, 1, 8) || '-' || substr({0}, 9, 4) || '-' || substr({0}, 13, 4) || '-' || substr({0}, 17, 4)"
    " || '-' || substr({0}, 21)"
)
UUIDS = {"actor": "e.actor", "case": 'e."case"', "subject": "e.subject"}
BYTES = {"canonical": "e.canonical", "leaf_hash": "e.leaf_hash", "salt": "d.salt"}
SQLITE = {
    "at": SQLITE_MOMENT,
    "body": "CAST(d.body AS TEXT)",
    **{name: SQLITE_UUID.format(column) for name, column in UUIDS.items()},
    **{name: f"CAST({column} AS BLOB)" for name, column in BYTES.items()},
}
POSTGRES = {
    "at": """to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
    "body": "d.body::text",
    **{name: f"{column}::text" for name, column in UUIDS.items()},
    **BYTES,
}
COLUMNS = ("at", "act", "actor", "case", "subject")
SUBTREES = {
    "sqlite": "SELECT place, CAST(hash AS BLOB) FROM ledger_subtree WHERE place >= %s AND place < %s ORDER BY place",
    "postgresql": "SELECT place, hash FROM ledger_subtree WHERE place >= %s AND place < %s ORDER BY place",
}
NOTHING = bytes(tree.HASH_BYTES)
# So many entries in a row may be gone, and the tree is counted on; more than that cannot have been there.
WIDEST = 1 << 22


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
        self.size = self.details = 0
        self.edge: dict[Place, bytes] = {}
        self.grown: dict[int, int] = {}
        self.erased = set(_erased())
        self.checkpoints = list(Checkpoint.objects.order_by("size").prefetch_related("vouched"))

    def entries(self) -> Iterator[Fault]:
        """Every entry with its detail, and the subtrees and checkpoints above them."""
        for seq in Entry.objects.filter(seq__lt=1).order_by("seq").values_list("seq", flat=True)[:100]:
            yield Fault("ledger_entry", str(seq), What.INSERTED)
        done, last, broken = 0, 0, False
        while rows := _rows_after(last):
            leaves: list[bytes] = []
            for row in rows:
                gap = row.seq - last - 1
                if gap:
                    yield from _missing(last + 1, row.seq - 1)
                    # Where an entry is gone, no root above it can come right; what lies far beyond is in no tree.
                    broken = broken or gap > WIDEST
                    leaves.extend([NOTHING] * (0 if broken else gap))
                leaf = leaf_hash(row.canonical)
                yield from _faults_of(row, leaf, erased=row.seq in self.erased)
                if not broken:
                    leaves.append(leaf)
                self.details += row.salt is not None
                last = row.seq
            yield from self._above(leaves)
            done += len(rows)
            self.progress(done, self.all)

    def rest(self) -> Iterator[Fault]:
        """What is stored beyond the last entry, or outside of the tree."""
        for one in self.checkpoints:
            if one.size > self.size:
                yield Fault("ledger_checkpoint", str(one.size), What.CUT_OFF, {"last": self.size})
            elif one.size < 1:
                yield from self._of_checkpoint(one, tree.EMPTY_ROOT)
        if Detail.objects.count() != self.details:
            alone = Detail.objects.exclude(Exists(Entry.objects.filter(pk=OuterRef("pk")))).order_by("pk")
            for entry in alone.values_list("pk", flat=True)[:100]:
                yield Fault("ledger_detail", str(entry), What.DETAIL_ADDED)
        outside = Subtree.objects.exclude(
            place__gte=number_of(1, 0), place__lt=number_of(tree.DEEPEST + 1, 0)
        )
        for place in outside.order_by("place").values_list("place", flat=True)[:100]:
            yield _of_subtree(place, What.SUBTREE_ADDED)
        for level in range(1, tree.DEEPEST + 1):
            first, end = number_of(level, self.size >> level), number_of(level + 1, 0)
            beyond = Subtree.objects.filter(place__gte=first, place__lt=end)
            for place in beyond.values_list("place", flat=True)[:100]:
                yield _of_subtree(place, What.SUBTREE_ADDED)

    def _above(self, leaves: Sequence[bytes]) -> Iterator[Fault]:
        levels: dict[int, tuple[int, Sequence[bytes]]] = {0: (self.size, leaves)}

        def known(places: Collection[Place]) -> dict[Place, bytes]:
            return {place: self._known(place, *levels.get(place.level, (0, ()))) for place in places}

        for level, first, hashes in tree.grown(self.size, leaves, lambda _places: self.edge):
            levels[level] = first, hashes
            yield from self._compare(level, first, hashes)
        before, self.size = self.size, self.size + len(leaves)
        for one in self.checkpoints:
            if before < one.size <= self.size:
                yield from self._of_checkpoint(one, tree.root(one.size, known))
        self.edge = known(Span(0, self.size).places())

    def _known(self, place: Place, first: int, hashes: Sequence[bytes]) -> bytes:
        number = place.number - first
        return hashes[number] if 0 <= number < len(hashes) else self.edge[place]

    def _compare(self, level: int, first: int, hashes: Sequence[bytes]) -> Iterator[Fault]:
        here, end = number_of(level, first), number_of(level, first + len(hashes))
        found = _subtrees(here, end)
        if found == list(zip(range(here, end), hashes, strict=True)):
            return
        stored = dict(found)
        if level not in self.grown:
            self.grown[level] = _last_of(level)
        for number, one in enumerate(hashes, here):
            if number not in stored:
                # The tree grows now and then: what is missing at its end is to come.
                if number < self.grown[level]:
                    yield _of_subtree(number, What.SUBTREE_MISSING)
            elif stored[number] != one:
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
            if bytes(one.root) != root:
                yield Fault("ledger_checkpoint", row, What.OTHER_ROOT)
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


def _rows_after(seq: int) -> list[Row]:
    written = SQLITE if connection.vendor == "sqlite" else POSTGRES
    with connection.cursor() as cursor:
        cursor.execute(ROWS.format(**written), [seq, AT_ONCE])
        return list(map(Row._make, cursor.fetchall()))


def _subtrees(first: int, end: int) -> list[tuple[int, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(SUBTREES[connection.vendor], [first, end])
        return list(cursor.fetchall())


def _missing(first: int, last: int) -> Iterator[Fault]:
    if last - first < AT_ONCE:
        for seq in range(first, last + 1):
            yield Fault("ledger_entry", str(seq), What.MISSING)
    else:
        yield Fault("ledger_entry", f"{first}–{last}", What.MISSING)


def _faults_of(row: Row, leaf: bytes, *, erased: bool) -> Iterator[Fault]:
    place = str(row.seq)
    if leaf != row.leaf_hash:
        yield Fault("ledger_entry", place, What.CHANGED)
    try:
        said = read_json(row.canonical.decode())
        columns = (said["at"], said["act"], said["actor"], said["case"], said["subject"])
        seq, bound, facts = said["seq"], said.get("detail"), said["facts"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield Fault("ledger_entry", place, What.UNREADABLE)
        return
    if seq != row.seq:
        yield Fault("ledger_entry", place, What.INSERTED)
    if columns != row[1:6]:
        for name, one in zip(COLUMNS, columns, strict=True):
            if one != getattr(row, name):
                yield Fault("ledger_entry", place, What.OTHER_COLUMN, {"column": name})
    if row.salt is None or row.body is None:
        if bound is not None and not erased:
            yield Fault("ledger_entry", place, What.DETAIL_MISSING)
    elif bound is None:
        yield Fault("ledger_detail", place, What.DETAIL_ADDED)
    elif not _is_bound(row.salt, row.body, bound):
        yield Fault("ledger_detail", place, What.DETAIL_CHANGED)
    if columns[1] == LooksCounted.code:
        yield from _of_looks(place, facts)


def _is_bound(salt: bytes, body: str, bound: object) -> bool:
    """Whether a detail is the one that an entry was bound to."""
    with suppress(ValueError, TypeError, RecursionError):
        detail = read_json(body)
        # Nearly every detail is written like this; what is not is written once more, as RFC 8785 has it.
        if salted_digest(salt, WRITTEN.encode(detail).encode()).hex() == bound:
            return True
        return salted_digest(salt, canonical(detail)).hex() == bound
    return False


def _of_looks(place: str, facts: dict[str, int | str]) -> Iterator[Fault]:
    try:
        first, last = int(facts["first"]), int(facts["last"])
        counted = facts["count"], facts["digest"]
    except (KeyError, ValueError, TypeError):
        yield Fault("ledger_entry", place, What.UNREADABLE)
        return
    with suppress(ValueError, TypeError):
        if digest_of_looks(first, last) == counted:
            return
    yield Fault("ledger_look", f"{first}–{last}", What.LOOKS_CHANGED, {"first": first, "last": last})


def _last_of(level: int) -> int:
    stored = Subtree.objects.filter(place__gte=number_of(level, 0), place__lt=number_of(level + 1, 0))
    return stored.aggregate(last=Max("place"))["last"] or 0


def _of_subtree(place: int, what: What) -> Fault:
    level, number = place_of(place)
    return Fault("ledger_subtree", f"{level}/{number}", what)


def _erased() -> Iterator[int]:
    for written in Entry.objects.filter(act=DetailErased.code).values_list("canonical", flat=True):
        # One that cannot be read is a fault of its own.
        with suppress(ValueError, KeyError, TypeError):
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
