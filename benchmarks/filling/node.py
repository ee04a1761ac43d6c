"""Fill the node of this process's environment:  ENTRAIDE_HOME=… [DATABASE_URL=…] python -m benchmarks.filling.node N"""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from random import Random

SETTINGS = "entraide.config.settings.production"
BATCH = 5_000
DAY = 86_400
# The busier the node, the older: 274 requests a day for ten years make the million.
DAYS = ((1_000, 180), (100_000, 1_500), (10**12, 3_650))


def set_up() -> None:
    """Make Django read this process's environment."""
    import django

    from entraide.config import logs

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    logs.configure()
    django.setup()


def fill(total: int, say: Callable[[str], None]) -> None:
    """Tables, people and `total` requests with all that belongs to them."""
    from entraide.config import installing
    from entraide.config.home import Agency, home

    began = time.monotonic()
    folder = home()
    if not (folder / "node.toml").exists():
        agency = Agency(name_en="Valmont Regional Police Service", name_fr="Sûreté régionale de Valmont")
        text = installing.node_file(agency, hosts=("localhost",), https=False)
        installing.write_node_file(folder, text)
    set_up()
    from django.conf import settings

    installing.migrate()
    installing.collect_static()

    from benchmarks.filling import loading
    from benchmarks.filling.people import bureau_of

    people = bureau_of()
    postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    opened = loading.open_postgres() if postgres else loading.open_sqlite()
    with opened as loader:
        done = 0
        for count, batch in batches(total, people, as_copy=postgres):
            loader.load(batch)
            done += count
            passed = time.monotonic() - began
            say(f"{done:>9,} of {total:,} requests, {done / passed:,.0f} a second")
        say(f"{total:,} requests in; indexes and statistics …")
    say(f"filled in {time.monotonic() - began:,.0f} s")


def batches(total: int, people: object, *, as_copy: bool) -> Iterator[tuple[int, dict[str, object]]]:
    """Rows made in a process of their own, while the ones before are on their way into the tables."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    worker = context.Process(target=make, args=(theirs, total, people, _taken(), as_copy), daemon=True)
    worker.start()
    theirs.close()
    try:
        while True:
            batch = ours.recv()
            if batch is None:
                break
            yield batch
    finally:
        worker.join(timeout=30)
        if worker.is_alive():
            worker.terminate()


def make(out: Connection, total: int, people: object, taken: dict[str, int], as_copy: bool) -> None:
    """In the other process: every request's life, some thousand at a time."""
    set_up()
    from benchmarks.filling.acts import require_the_same_bytes
    from benchmarks.filling.batch import MARKS, WORDS, Batch, Numbers, require_the_columns, with_blocks
    from benchmarks.filling.history import Fixed, Life
    from benchmarks.filling.loading import copy_text
    from benchmarks.filling.population import Bureau, caseload
    from benchmarks.filling.references import References
    from benchmarks.filling.vocabulary import Vocabulary

    assert isinstance(people, Bureau)
    made = Random(20_260_302)
    require_the_same_bytes(made)
    require_the_columns()
    until = int(time.time())
    days = next(days for most, days in DAYS if total <= most)
    fixed = Fixed(people, caseload(total), Vocabulary(), until - days * DAY, until)
    numbers, references = Numbers(taken), References()
    for start in range(0, total, BATCH):
        batch = Batch(numbers, made)
        positions = range(start, min(start + BATCH, total))
        for position in positions:
            Life(batch, fixed, made, position, references).tell()
        rows = batch.finished()
        if as_copy:
            for table in (WORDS, MARKS):
                rows[table] = with_blocks(rows[table])
            out.send((len(positions), {table: copy_text(found) for table, found in rows.items()}))
        else:
            out.send((len(positions), rows))
    out.send(None)


def _taken() -> dict[str, int]:
    """What the ledger already holds: the people's own entries."""
    from django.db.models import Max

    from entraide.ledger.models import Entry

    return {"ledger_entry": Entry.objects.aggregate(last=Max("seq"))["last"] or 0}


if __name__ == "__main__":
    fill(int(sys.argv[1]), lambda line: print(line, flush=True))
