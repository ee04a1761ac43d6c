"""The background process: jobs in processes of their own, which take nothing with them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest
from django.contrib.sessions.models import Session

from entraide.config import heartbeat
from entraide.config.scheduler import Background, clear_sessions
from entraide.kernel.clock import now
from entraide.kernel.jobs import Job
from tests.config.running import ROOT, environment, gone

EVERY = timedelta(hours=1)


def run_until(background: Background, ended: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not ended():
        assert time.monotonic() < until, "the job did not end"
        background.tick()
        time.sleep(0.02)


def test_a_job_is_run_with_the_present_moment_in_a_process_of_its_own(tmp_path: Path, at: datetime) -> None:
    note = tmp_path / "note"
    job = Job("note", lambda moment: note.write_text(f"{os.getpid()} {moment.isoformat()}"), every=EVERY)
    background = Background([job], clock=lambda: at)
    run_until(background, lambda: note.exists() and not background.running)
    process, moment = note.read_text().split()
    assert int(process) != os.getpid()
    assert moment == at.isoformat()


def test_a_job_that_crashes_stops_no_other_and_comes_round_again(tmp_path: Path) -> None:
    note = tmp_path / "note"

    def crash(moment: datetime) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def write(moment: datetime) -> None:
        with note.open("a") as file:
            file.write("x")

    moments = iter(datetime(2026, 3, 2, tzinfo=UTC) + n * timedelta(minutes=10) for n in range(100_000))
    background = Background(
        [Job("crash", crash, every=EVERY), Job("write", write, every=EVERY)], pace=lambda: next(moments)
    )
    run_until(background, lambda: note.exists() and len(note.read_text()) >= 2)
    background.finish()
    assert background.running == []


def test_a_job_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    job = Job("hang", lambda moment: time.sleep(60), every=EVERY, limit=timedelta(milliseconds=100))
    background = Background([job])
    background.tick()
    assert len(background.running) == 1
    run_until(background, lambda: not background.running)
    assert background.schedule.due(now()) == []


def test_a_clock_that_jumps_ends_no_job_and_keeps_none_waiting(tmp_path: Path, at: datetime) -> None:
    note = tmp_path / "note"

    def write(moment: datetime) -> None:
        time.sleep(0.2)
        with note.open("a") as file:
            file.write("x")

    jumps = iter(at + n * timedelta(days=3) * (-1) ** n for n in range(100_000))
    background = Background([Job("write", write, every=timedelta(0))], lambda: next(jumps))
    run_until(background, lambda: note.exists() and len(note.read_text()) >= 3)
    background.finish()


def test_a_job_does_not_outlive_a_background_process_that_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "note"
    code = (
        "import os, sys, time\n"
        "from datetime import timedelta\n"
        "from pathlib import Path\n"
        "from entraide.config import scheduler\n"
        "from entraide.kernel.jobs import Job\n"
        "def work(at):\n"
        f"    Path({str(note)!r}).write_text(str(os.getpid()))\n"
        "    time.sleep(60)\n"
        "scheduler.Background([Job('work', work, every=timedelta(hours=1))]).run()\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], env=environment(tmp_path / "node"), cwd=ROOT)
    until = time.monotonic() + 20
    while not (note.exists() and note.read_text()):
        assert time.monotonic() < until, "the job did not begin"
        time.sleep(0.02)
    job = psutil.Process(int(note.read_text()))
    process.kill()
    process.wait()
    assert gone([job])


def test_what_is_at_work_when_the_node_stops_is_ended_after_a_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("entraide.config.scheduler.GRACE", timedelta(milliseconds=200))
    background = Background([Job("long", lambda moment: time.sleep(60), every=EVERY)])
    background.tick()
    process = background.running[0].process
    background.finish()
    assert background.running == []
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_job_that_comes_round_often_stays_in_its_process_and_leaves_when_the_node_stops(
    tmp_path: Path,
) -> None:
    note = tmp_path / "note"

    def write(moment: datetime) -> None:
        with note.open("a") as file:
            file.write(f"{os.getpid()}\n")

    def lines() -> list[str]:
        return note.read_text().split() if note.exists() else []

    often = Job("often", write, every=timedelta(milliseconds=10), stays=timedelta(minutes=1))
    background = Background([often])
    run_until(background, lambda: len(lines()) >= 5)
    assert len(set(lines())) == 1
    began = time.monotonic()
    background.finish()
    assert (background.running, time.monotonic() - began < 1.5) == ([], True)


def test_the_process_of_such_a_job_makes_room_for_another_in_time(tmp_path: Path) -> None:
    note = tmp_path / "note"

    def write(moment: datetime) -> None:
        with note.open("a") as file:
            file.write(f"{os.getpid()}\n")

    stays = timedelta(milliseconds=50)
    background = Background([Job("often", write, every=timedelta(milliseconds=10), stays=stays)])
    run_until(background, lambda: note.exists() and len(set(note.read_text().split())) >= 2)
    background.finish()


def test_a_failure_is_logged_without_what_it_was_about(tmp_path: Path) -> None:
    log = tmp_path / "log"
    code = (
        "import sys\n"
        "from datetime import timedelta\n"
        "from entraide.config import logs, scheduler\n"
        "from entraide.kernel.jobs import Job\n"
        "logs.configure()\n"
        "def deliver(at):\n"
        "    name = 'Marguerite Blanchard'\n"
        "    raise ValueError(f'cannot write to {name}')\n"
        "job = Job('letters', deliver, every=timedelta(hours=1))\n"
        "background = scheduler.Background([job])\n"
        "background.tick()\n"
        "background.finish()\n"
    )
    told = environment(tmp_path / "node", ENTRAIDE_LOG=str(log))
    done = subprocess.run(
        [sys.executable, "-c", code], env=told, capture_output=True, text=True, cwd=ROOT, check=True
    )
    [line] = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert (line["event"], line["job"], line["level"]) == ("job_failed", "letters", "error")
    assert line["error"][0]["type"] == "builtins.ValueError"
    assert line["error"][0]["at"][-1] == "<string>:8 deliver"
    assert "arguerite" not in log.read_text("utf-8") + done.stdout + done.stderr


@pytest.mark.django_db
def test_sessions_that_have_expired_are_forgotten(at: datetime) -> None:
    Session.objects.create(session_key="gone", session_data="", expire_date=at - timedelta(seconds=1))
    Session.objects.create(session_key="kept", session_data="", expire_date=at + timedelta(seconds=1))
    clear_sessions(at)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["kept"]


def test_a_sign_of_life_ages(node_home: Path) -> None:
    assert heartbeat.age() is None
    heartbeat.beat()
    age = heartbeat.age()
    assert age is not None
    assert age < 5
    an_hour_ago = time.time() - 3600
    os.utime(node_home / "run" / "heartbeat", (an_hour_ago, an_hour_ago))
    age = heartbeat.age()
    assert age is not None
    assert 3599 < age < 3700
