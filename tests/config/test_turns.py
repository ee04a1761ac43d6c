"""Whose turn it is to write: who waits is next, nobody waits for ever, and who is gone keeps nobody waiting."""

import gc
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction

from entraide.config.sqlite.turns import Turns
from entraide.directory.models import State

HELD = """
import sys, time
from pathlib import Path
from entraide.config.sqlite.turns import Turns
turns = Turns(Path(sys.argv[1]))
turns.take(5)
print("held", flush=True)
time.sleep(60)
"""


def test_nobody_writes_twice_while_another_waits(tmp_path: Path) -> None:
    writing, told = threading.Event(), list[str]()

    def act_after_act() -> None:
        turns = Turns(tmp_path / "node")
        while "waited" not in told:
            turns.take(5)
            told.append("act")
            writing.set()
            time.sleep(0.02)
            turns.give_back()
        turns.close()

    busy = threading.Thread(target=act_after_act)
    busy.start()
    writing.wait()
    waits = Turns(tmp_path / "node")
    for _ in range(5):
        before = len(told)
        waits.take(5)
        # The one that was under way, and one that was at the door before us.
        assert len(told) - before <= 2
        waits.give_back()
    told.append("waited")
    busy.join()
    waits.close()


def test_a_turn_that_does_not_come_is_given_up_and_the_door_is_left(tmp_path: Path) -> None:
    first, second, third = (Turns(tmp_path / "node") for _ in range(3))
    first.take(0)
    with pytest.raises(TimeoutError):
        second.take(0.01)
    first.give_back()
    third.take(0)
    third.give_back()
    second.take(0)


def test_the_turn_goes_with_the_process(tmp_path: Path) -> None:
    held = subprocess.Popen(
        [sys.executable, "-c", HELD, str(tmp_path / "node")], stdout=subprocess.PIPE, text=True
    )
    assert held.stdout
    assert held.stdout.readline() == "held\n"
    turns = Turns(tmp_path / "node")
    with pytest.raises(TimeoutError):
        turns.take(0.01)
    held.kill()
    held.communicate()
    turns.take(0)
    turns.close()


def test_what_a_child_has_too_is_free_when_it_is_given_up(tmp_path: Path) -> None:
    first, second = (Turns(tmp_path / "node") for _ in range(2))
    first.take(0)
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(write)
        os.read(read, 1)
        os._exit(0)
    try:
        first.close()
        second.take(0)
        second.give_back()
    finally:
        os.close(write)
        os.close(read)
        os.waitpid(child, 0)


def test_a_child_takes_turns_with_its_parent(tmp_path: Path) -> None:
    turns = Turns(tmp_path / "node")
    turns.take(0)
    child = os.fork()
    if not child:
        try:
            turns.take(0.01)
        except TimeoutError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    with pytest.raises(TimeoutError):
        Turns(tmp_path / "node").take(0)


@pytest.mark.django_db(transaction=True)
def test_threads_that_end_leave_no_files_open() -> None:
    if connection.vendor != "sqlite" or not Path("/proc/self/fd").is_dir():
        pytest.skip("on SQLite, where open files can be counted")

    def ends() -> None:
        with transaction.atomic():
            State.objects.exists()

    def still_open() -> int:
        gc.collect()
        names = [os.readlink(one) for one in Path("/proc/self/fd").iterdir() if one.is_symlink()]
        return sum(name.endswith(("-next", "-turn")) for name in names)

    before = still_open()
    for _ in range(20):
        thread = threading.Thread(target=ends)
        thread.start()
        thread.join()
    assert still_open() <= before


def test_a_folder_that_is_not_there_is_told_and_holds_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Turns(tmp_path / "gone" / "node").take(0)


@pytest.mark.django_db(transaction=True)
def test_who_waits_too_long_is_told_what_the_database_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its turns itself")
    refused: list[OperationalError] = []

    def impatient() -> None:
        connection.settings_dict["OPTIONS"]["timeout"] = 0.05
        try:
            with transaction.atomic():
                raise AssertionError
        except OperationalError as late:
            refused.append(late)
        finally:
            connection.close()

    kept = dict(connection.settings_dict["OPTIONS"])
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", kept)
    with transaction.atomic():
        other = threading.Thread(target=impatient)
        other.start()
        other.join(10)
    assert [str(one) for one in refused] == ["database is locked"]
    # And an act that failed gives its turn back as one that succeeded.
    with pytest.raises(ZeroDivisionError):
        _act(divided_by=0)
    done = threading.Thread(target=_act)
    done.start()
    done.join(10)
    assert not done.is_alive()


def _act(divided_by: int = 1) -> None:
    with transaction.atomic():
        assert State.objects.count() / divided_by >= 0
    connection.close()
