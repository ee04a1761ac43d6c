"""What somebody can do to a node's ledger in its database file and its folder, and what `verify` has to say of it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from entraide.evidence.events import CUSTODY
from entraide.ledger.domain.faults import Fault, What

CUSTODY_ACTS = ", ".join(f"'{act.code}'" for act in CUSTODY.values())
PAIRS = 1 << 56
COLUMNS = 'at, act, actor, "case", subject, canonical, leaf_hash'


@dataclass
class Behind:
    """The database of a node, open behind its back, and how many entries it was filled with."""

    folder: Path
    database: sqlite3.Connection
    total: int

    def one(self, query: str, *values: object) -> object:
        """The one value that a query finds."""
        row = self.database.execute(query, values).fetchone()
        assert row is not None, query
        return row[0]

    def number(self, query: str, *values: object) -> int:
        """The one number that a query finds."""
        found = self.one(query, *values)
        assert isinstance(found, int), found
        return found

    def do(self, statement: str, *values: object) -> None:
        """Change something; what is not there cannot be changed."""
        assert self.database.execute(statement, values).rowcount != 0, statement

    def entry(self, share: float) -> int:
        """An entry that lies about there, one of those that nothing follows from; its number is odd."""
        return self.number(
            "SELECT seq FROM ledger_entry WHERE act = 'cases.note_added' AND seq >= ? AND seq % 2 = 1"
            " ORDER BY seq LIMIT 1",
            int(self.total * share),
        )

    def checkpoints_from(self, seq: int) -> set[str]:
        """Every checkpoint that holds an entry comes to another root."""
        sizes = self.database.execute("SELECT size FROM ledger_checkpoint WHERE size >= ?", [seq])
        return {_line("ledger_checkpoint", str(size), What.OTHER_ROOT) for (size,) in sizes}


@contextmanager
def behind(folder: Path, total: int) -> Iterator[Behind]:
    """Open the database of a node that is not running; the guards are off meanwhile, and on again afterwards."""
    database = sqlite3.connect(folder / "entraide.sqlite3", isolation_level=None)
    guards = database.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%append-only%'"
    ).fetchall()
    for name, _ in guards:
        database.execute(f'DROP TRIGGER "{name}"')
    database.execute("BEGIN")
    try:
        yield Behind(folder, database, total)
        database.execute("COMMIT")
        for _, sql in guards:
            database.execute(sql)
    finally:
        database.close()


def _bytes_changed(node: Behind) -> set[str]:
    seq = node.entry(0.11)
    node.do(
        "UPDATE ledger_entry SET canonical = CAST(replace(CAST(canonical AS TEXT), '\"v\":1', '\"v\":2') AS BLOB)"
        " WHERE seq = ?",
        seq,
    )
    return {_line("ledger_entry", str(seq), What.CHANGED), _pair(seq)} | node.checkpoints_from(seq)


def _forged(node: Behind) -> set[str]:
    """The hash made to fit, and the column too: the tree does not."""
    seq = node.entry(0.17)
    written = node.one("SELECT canonical FROM ledger_entry WHERE seq = ?", seq)
    assert isinstance(written, bytes)
    written = written.replace(b"cases.note_added", b"cases.task_done_")
    leaf = hashlib.sha256(b"\x00" + written).digest()
    node.do(
        "UPDATE ledger_entry SET act = 'cases.task_done_', canonical = ?, leaf_hash = ? WHERE seq = ?",
        written,
        leaf,
        seq,
    )
    return {_pair(seq)} | node.checkpoints_from(seq)


def _not_bytes(node: Behind) -> set[str]:
    seq = node.entry(0.21)
    node.do("UPDATE ledger_entry SET canonical = 'not what it was' WHERE seq = ?", seq)
    place = str(seq)
    return {
        _line("ledger_entry", place, What.CHANGED),
        _line("ledger_entry", place, What.UNREADABLE),
        _pair(seq),
    }


def _column_changed(node: Behind) -> set[str]:
    seq, said = node.entry(0.05), set()
    for column, value in (
        ("actor", UUID(int=7).hex),
        ("at", "2020-01-01 00:00:00"),
        ("act", "cases.task_done"),
        ('"case"', None),
        ("subject", "nobody"),
    ):
        node.do(f"UPDATE ledger_entry SET {column} = ? WHERE seq = ?", value, seq)
        said.add(_line("ledger_entry", seq, What.OTHER_COLUMN, column=column.strip('"')))
        seq += 2
    return said


def _deleted(node: Behind) -> set[str]:
    seq = node.entry(0.41)
    node.do("DELETE FROM ledger_detail WHERE entry_id = ?", seq)
    node.do("DELETE FROM ledger_entry WHERE seq = ?", seq)
    return {_line("ledger_entry", str(seq), What.MISSING), _pair(seq)} | node.checkpoints_from(seq)


def _deleted_without_its_detail(node: Behind) -> set[str]:
    seq = node.entry(0.47)
    node.do("DELETE FROM ledger_entry WHERE seq = ?", seq)
    place = str(seq)
    return {_line("ledger_entry", place, What.MISSING), _line("ledger_detail", place, What.DETAIL_ADDED)}


def _inserted(node: Behind) -> set[str]:
    last = node.number("SELECT max(seq) FROM ledger_entry")
    for seq in (-1, 0, last + 1):
        node.do(
            f"INSERT INTO ledger_entry (seq, {COLUMNS}) SELECT ?, {COLUMNS} FROM ledger_entry WHERE seq = ?",
            seq,
            node.entry(0.3),
        )
    return {_line("ledger_entry", str(seq), What.INSERTED) for seq in (-1, 0, last + 1)}


def _inserted_far_away(node: Behind) -> set[str]:
    last, far = node.number("SELECT max(seq) FROM ledger_entry"), 1 << 60
    node.do(
        f"INSERT INTO ledger_entry (seq, {COLUMNS}) SELECT ?, {COLUMNS} FROM ledger_entry WHERE seq = ?",
        far,
        node.entry(0.3),
    )
    return {
        _line("ledger_entry", str(far), What.INSERTED),
        _line("ledger_entry", f"{last + 1}–{far - 1}", What.MISSING),
    }


def _swapped(node: Behind) -> set[str]:
    one, other = node.entry(0.52), node.entry(0.58)
    node.database.execute("PRAGMA defer_foreign_keys = ON")
    for before, after in ((one, -9), (other, one), (-9, other)):
        node.do("UPDATE ledger_entry SET seq = ? WHERE seq = ?", after, before)
    return {
        *(_line("ledger_entry", str(seq), What.INSERTED) for seq in (one, other)),
        *(_line("ledger_detail", str(seq), What.DETAIL_CHANGED) for seq in (one, other)),
        *map(_pair, (one, other)),
        *node.checkpoints_from(one),
    }


def _truncated(node: Behind) -> set[str]:
    size = node.number("SELECT max(size) FROM ledger_checkpoint")
    last = size - 8 - size % 2
    node.do("DELETE FROM ledger_detail WHERE entry_id > ?", last)
    node.do("DELETE FROM ledger_entry WHERE seq > ?", last)
    return {
        _line("ledger_checkpoint", size, What.CUT_OFF, last=last),
        _line("ledger_subtree", f"1/{last // 2}", What.SUBTREE_ADDED),
    }


def _truncated_with_its_tree(node: Behind) -> set[str]:
    """Cut off as cleanly as can be: the details, the tree and the last checkpoint go as well, but the one before."""
    size = node.number("SELECT size FROM ledger_checkpoint ORDER BY size DESC LIMIT 1 OFFSET 1")
    last = size - 8 - size % 2
    node.do("DELETE FROM ledger_checkpoint WHERE size > ?", size)
    node.do("DELETE FROM ledger_detail WHERE entry_id > ?", last)
    node.do("DELETE FROM ledger_entry WHERE seq > ?", last)
    for level in range(1, 40):
        node.database.execute(
            "DELETE FROM ledger_subtree WHERE place >= ? AND place < ?",
            [(level << 56) + (last >> level), (level + 1) << 56],
        )
    # What was done after is there still, and on no record.
    later = ("evidence_exhibit", "evidence_content", "evidence_custodyevent", "cases_membership")
    return {_line("ledger_checkpoint", size, What.CUT_OFF, last=last)} | {
        _line(table, node.number(f"SELECT max(id) FROM {table}"), What.NOT_ON_RECORD) for table in later
    }


def _detail_changed(node: Behind) -> set[str]:
    seq, other, third = node.entry(0.61), node.entry(0.63), node.entry(0.65)
    node.do('UPDATE ledger_detail SET body = \'{"beginning": "Nothing"}\' WHERE entry_id = ?', seq)
    node.do("UPDATE ledger_detail SET salt = zeroblob(32) WHERE entry_id = ?", other)
    node.do("UPDATE ledger_detail SET body = '[1, 2]' WHERE entry_id = ?", third)
    return {_line("ledger_detail", str(one), What.DETAIL_CHANGED) for one in (seq, other, third)}


def _detail_taken_away(node: Behind) -> set[str]:
    seq = node.entry(0.67)
    node.do("DELETE FROM ledger_detail WHERE entry_id = ?", seq)
    return {_line("ledger_entry", str(seq), What.DETAIL_MISSING)}


def _sequence_set_back(node: Behind) -> set[str]:
    said = set()
    for table in ("ledger_look", "evidence_custodyevent"):
        node.do("UPDATE sqlite_sequence SET seq = 1 WHERE name = ?", table)
        last = node.number(f"SELECT max(id) FROM {table}")
        said.add(_line(table, "*", What.SEQUENCE_BEHIND, at=1, last=last))
    return said


def _subtree_changed(node: Behind) -> set[str]:
    number = node.entry(0.71) // 2
    node.do("UPDATE ledger_subtree SET hash = zeroblob(32) WHERE place = ?", PAIRS + number)
    node.do("DELETE FROM ledger_subtree WHERE place = ?", 2 * PAIRS + number // 2 + 5)
    node.do("INSERT INTO ledger_subtree (place, hash) VALUES (17, zeroblob(32))")
    return {
        _line("ledger_subtree", f"1/{number}", What.SUBTREE_CHANGED),
        _line("ledger_subtree", f"2/{number // 2 + 5}", What.SUBTREE_MISSING),
        _line("ledger_subtree", "0/17", What.SUBTREE_ADDED),
    }


def _root_changed(node: Behind) -> set[str]:
    size = node.number("SELECT min(size) FROM ledger_checkpoint")
    node.do("UPDATE ledger_checkpoint SET root = zeroblob(32) WHERE size = ?", size)
    return {_line("ledger_checkpoint", size, What.OTHER_COLUMN, column="note")}


def _note_changed(node: Behind) -> set[str]:
    size = node.number("SELECT size FROM ledger_checkpoint ORDER BY size LIMIT 1 OFFSET 1")
    node.do(
        "UPDATE ledger_checkpoint SET note = replace(note, ?, ?) WHERE size = ?",
        f"\n{size}\n",
        f"\n{size - 1}\n",
        size,
    )
    return {_line("ledger_checkpoint", str(size), What.NOT_SIGNED)}


def _look_changed(node: Behind) -> set[str]:
    """One says that something else was looked at; another, further on, is gone."""
    node.do("UPDATE ledger_look SET what = 'nothing' WHERE id = 2")
    last = node.number("SELECT max(id) FROM ledger_look")
    node.do("DELETE FROM ledger_look WHERE id = ?", last - 1)
    part = last // 3
    return {
        _line("ledger_look", f"{first}–{end}", What.LOOKS_CHANGED, first=first, last=end)
        for first, end in ((1, part), (2 * part + 1, last))
    }


def _file_flipped(node: Behind) -> set[str]:
    number, key = node.database.execute("SELECT id, uuid FROM evidence_content WHERE id = 3").fetchone()
    path = node.folder / "exhibits" / "kept" / key[:2] / key
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 1
    path.write_bytes(held)
    entry = _entry(node, "evidence.content_taken", "content", key)
    return {_line("evidence_content", number, What.DIFFERS, column="bytes", entry=entry)}


def _custody_time(node: Behind) -> set[str]:
    number, key, act = node.database.execute(
        "SELECT id, uuid, act FROM evidence_custodyevent WHERE id = 5"
    ).fetchone()
    node.do("UPDATE evidence_custodyevent SET at = '2020-01-01 00:00:00' WHERE id = ?", number)
    code = next(one.code for kind, one in CUSTODY.items() if kind.value == act)
    entry = _entry(node, code, "event", key)
    return {_line("evidence_custodyevent", number, What.DIFFERS, column="custody", entry=entry)}


def _role_added(node: Behind) -> set[str]:
    person = node.number("SELECT id FROM accounts_person WHERE email = 'officer@bureau.example'")
    node.do("INSERT INTO accounts_rolegrant (person_id, role) VALUES (?, 'administrator')", person)
    pk = node.number("SELECT max(id) FROM accounts_rolegrant")
    return {_line("accounts_rolegrant", f"{pk} (administrator)", What.NOT_ON_RECORD)}


def _member_removed(node: Behind) -> set[str]:
    number, case, person = node.database.execute(
        "SELECT m.id, c.uuid, p.uuid FROM cases_membership m JOIN cases_case c ON c.id = m.case_id"
        " JOIN accounts_person p ON p.id = m.person_id WHERE p.email = 'supervisor@bureau.example'"
        " ORDER BY m.id LIMIT 1"
    ).fetchone()
    node.do("DELETE FROM cases_membership WHERE id = ?", number)
    entry = node.number(
        "SELECT min(seq) FROM ledger_entry WHERE act = 'cases.members_added' AND \"case\" = ?", case
    )
    row = f"{UUID(case)} {UUID(person)}"
    return {_line("cases_membership", row, What.NOT_THERE, entry=entry)}


def _exhibit_described_anew(node: Behind) -> set[str]:
    node.do("UPDATE evidence_exhibit SET description = 'something else' WHERE id = 4")
    key = node.one("SELECT uuid FROM evidence_exhibit WHERE id = 4")
    entry = node.number("SELECT seq FROM ledger_entry WHERE subject = ? AND act = 'evidence.registered'", key)
    return {_line("evidence_exhibit", 4, What.DIFFERS, column="registration", entry=entry)}


def _stands_otherwise(node: Behind) -> set[str]:
    """One is said to be held; one is shown in another case; one is shown nowhere."""
    node.do("UPDATE evidence_exhibitstanding SET held = 1 WHERE exhibit_id = 6")
    node.do("UPDATE evidence_exhibitstanding SET case_id = case_id - 1 WHERE exhibit_id = 7")
    node.do("DELETE FROM evidence_exhibitstanding WHERE exhibit_id = 8")

    def last(exhibit: int) -> int:
        key = node.one("SELECT uuid FROM evidence_exhibit WHERE id = ?", exhibit)
        return node.number(
            f"SELECT max(seq) FROM ledger_entry WHERE subject = ? AND act IN ({CUSTODY_ACTS})", key
        )

    table = "evidence_exhibitstanding"
    return {
        _line(table, 6, What.DIFFERS, column="held", entry=last(6)),
        _line(table, 7, What.DIFFERS, column="case_id", entry=last(7)),
        _line(table, 8, What.NOT_THERE, entry=last(8)),
    }


Edit = Callable[[Behind], set[str]]
# These leave the bytes of entries as they are: each is found by itself, however many there are.
BESIDE: dict[str, Edit] = {
    "a column says otherwise": _column_changed,
    "a detail says something else": _detail_changed,
    "a detail taken away": _detail_taken_away,
    "a sequence set back": _sequence_set_back,
    "hashes of the tree": _subtree_changed,
    "a look at something else, and one taken away": _look_changed,
    "a byte of an exhibit's file": _file_flipped,
    "the time of a link of custody": _custody_time,
    "a role that nobody granted": _role_added,
    "a member taken out": _member_removed,
    "an exhibit described anew": _exhibit_described_anew,
    "exhibits that stand otherwise": _stands_otherwise,
}
# These change what the tree comes to, or what was signed of it.
INSIDE: dict[str, Edit] = {
    "bytes of an entry": _bytes_changed,
    "bytes of an entry, its hash and its column": _forged,
    "an entry that is no bytes": _not_bytes,
    "an entry taken away": _deleted,
    "an entry taken away, its detail left": _deleted_without_its_detail,
    "two entries that change places": _swapped,
    "entries put in": _inserted,
    "the root of a checkpoint": _root_changed,
    "the text of a checkpoint": _note_changed,
}
# These take the end away, or put one there: each alone.
AT_THE_END: dict[str, Edit] = {
    "the end cut off": _truncated,
    "the end cut off with all that stood on it": _truncated_with_its_tree,
    "an entry put far away": _inserted_far_away,
}


def _pair(seq: int) -> str:
    """The lowest hash above an entry."""
    return _line("ledger_subtree", f"1/{(seq - 1) // 2}", What.SUBTREE_CHANGED)


def _entry(node: Behind, act: str, name: str, key: str) -> int:
    said = f'%"{name}":"{UUID(key)}"%'
    return node.number(
        "SELECT seq FROM ledger_entry WHERE act = ? AND CAST(canonical AS TEXT) LIKE ?", act, said
    )


def _line(table: str, row: object, what: What, **facts: object) -> str:
    return Fault(table, str(row), what, facts).in_language("en")
