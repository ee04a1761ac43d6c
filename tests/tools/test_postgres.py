"""The throwaway PostgreSQL: there for the command, gone after it."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tools import postgres


@pytest.fixture(autouse=True)
def _needs_a_server() -> None:
    try:
        postgres.binaries()
    except postgres.NoPostgres as missing:
        pytest.skip(str(missing))


def test_a_cluster_answers_while_it_is_held_and_is_gone_afterwards() -> None:
    with postgres.cluster() as url:
        assert url.startswith("postgresql://entraide@127.0.0.1:")
        with psycopg.connect(url) as connection:
            held = connection.execute("SHOW data_directory").fetchone()
            assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
            assert connection.execute("SHOW listen_addresses").fetchone() == ("127.0.0.1",)
    assert held is not None
    assert not Path(held[0]).exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)


def test_a_command_is_run_with_the_address_of_the_database_and_its_exit_code_is_kept() -> None:
    tool = Path(postgres.__file__)
    asks = "import os, psycopg; psycopg.connect(os.environ['DATABASE_URL']); raise SystemExit(7)"
    done = subprocess.run(
        [sys.executable, str(tool), "run", "--", sys.executable, "-c", asks], env=os.environ, check=False
    )
    assert done.returncode == 7
