"""A real node with its tables in PostgreSQL."""

import signal
from pathlib import Path

import pytest

from tests.config.running import gone, lasting, node, run
from tests.config.test_serve import MADE
from tools import postgres


def test_a_node_with_its_tables_in_postgresql_answers_with_two_workers_and_stops_clean(
    tmp_path: Path,
) -> None:
    try:
        postgres.binaries()
    except postgres.NoPostgres as missing:
        pytest.skip(str(missing))
    with postgres.cluster() as url:
        done = run(tmp_path / "node", *MADE, DATABASE_URL=url)
        assert done.returncode == 0, done.stderr
        with node(tmp_path / "node", DATABASE_URL=url) as running:
            family = running.family()
            # The watcher, the server, two workers, the background process; and whatever job is at work just now.
            assert len(lasting(family)) == 5
            running.process.send_signal(signal.SIGTERM)
            running.process.communicate(timeout=20)
            assert running.process.returncode == 0
            assert gone(family)
    assert not (tmp_path / "node" / "entraide.sqlite3").exists()
