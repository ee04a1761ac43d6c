"""A ledger filled to any size, straight into its tables, with what `ledger.services.record` and `grow` would write."""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from random import Random

from django.conf import settings
from django.db.models import Max

from benchmarks.filling.acts import entry, require_the_same_bytes
from benchmarks.filling.loading import copy_text, open_postgres, open_sqlite
from benchmarks.filling.moments import moment
from benchmarks.filling.tables import Row
from entraide.ledger.domain.tree import Place, Span, grown
from entraide.ledger.models import Entry
from entraide.ledger.queries.places import number_of, read, size_of_tree

BATCH = 1 << 15
BEGAN = int(datetime(2020, 1, 6, 8, tzinfo=UTC).timestamp())
# What leaves nothing elsewhere that would have to follow from it.
ACT = "cases.note_added"
PEOPLE, CASES = 9, 5_000


def fill(
    until: int, *, tree: bool = False, say: Callable[[int], None] = lambda _done: None, seed: int = 20_260_302
) -> None:
    """Entries up to the number `until`, each with a detail; with the tree above them when `tree`."""
    made = Random(seed)
    require_the_same_bytes(made)
    postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    last = Entry.objects.aggregate(last=Max("seq"))["last"] or 0
    edge: dict[Place, bytes] = dict(read(Span(0, last).places())) if tree else {}
    if tree and size_of_tree() < last - last % 2:
        raise ValueError("the tree does not hold what is there")
    people, cases = [_key(made) for _ in range(PEOPLE)], [_key(made) for _ in range(CASES)]
    with open_postgres() if postgres else open_sqlite() as loader:
        while last < until:
            rows = _batch(made, last, min(until, last + BATCH), people, cases)
            if tree:
                rows["ledger_subtree"], edge = _above(last, rows["ledger_entry"], edge)
            last += len(rows["ledger_entry"])
            loader.load({table: copy_text(found) for table, found in rows.items()} if postgres else rows)
            say(last)


def _batch(made: Random, last: int, until: int, people: list[str], cases: list[str]) -> dict[str, list[Row]]:
    entries: list[Row] = []
    details: list[Row] = []
    for seq in range(last + 1, until + 1):
        at, by, case, about = moment(BEGAN + seq * 20), made.choice(people), made.choice(cases), _key(made)
        salt, detail = made.randbytes(32), {"beginning": f"Note {seq}: the branch answers by Thursday."}
        written, leaf, body = entry(seq, at, ACT, by, case, about, {}, detail, salt)
        entries.append((seq, at, ACT, by, case, about, written, leaf))
        details.append((seq, salt, body))
    return {"ledger_entry": entries, "ledger_detail": details}


def _above(
    size: int, entries: list[Row], edge: Mapping[Place, bytes]
) -> tuple[list[Row], dict[Place, bytes]]:
    leaves = [bytes(row[-1]) for row in entries]  # type: ignore[call-overload]
    levels = {0: (size, leaves)}
    rows: list[Row] = []

    def before(_places: Collection[Place]) -> Mapping[Place, bytes]:
        return edge

    for level, first, hashes in grown(size, leaves, before):
        levels[level] = first, hashes
        rows += zip(
            range(number_of(level, first), number_of(level, first + len(hashes))), hashes, strict=True
        )
    found: dict[Place, bytes] = {}
    for place in Span(0, size + len(leaves)).places():
        first, hashes = levels.get(place.level, (0, []))
        inside = 0 <= place.number - first < len(hashes)
        found[place] = hashes[place.number - first] if inside else edge[place]
    return rows, found


def _key(made: Random) -> str:
    """A random uuid (version 4) as 32 digits."""
    digits = f"{made.getrandbits(128):032x}"
    return f"{digits[:12]}4{digits[13:16]}a{digits[17:]}"
