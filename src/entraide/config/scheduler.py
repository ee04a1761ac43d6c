"""The background process: runs the registered jobs, each in a process of its own.

A job that crashes, leaks or hangs takes nothing with it: its process ends, the failure is logged without any case
data, and the job comes round again later. Started by `entraide serve`; alone: `python -m entraide.config.scheduler`.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import django
import structlog

from entraide.config import heartbeat, logs, neighbours
from entraide.config.children import die_with_parent
from entraide.config.garbage import look_less_often
from entraide.kernel.clock import now
from entraide.kernel.jobs import Job, Schedule, jobs

log = structlog.get_logger("entraide.background")
TICK_SECONDS = 0.5
GRACE = timedelta(seconds=2)
AFTERWARDS = 2
_began, _ticks = now(), time.monotonic()


def steady() -> datetime:
    """A clock that nobody sets: a job waits as long as it should, and is ended no sooner, when the other one jumps."""
    return _began + timedelta(seconds=time.monotonic() - _ticks)


@dataclass(frozen=True)
class Run:
    """A job at work."""

    job: Job
    process: int
    since: datetime


class Background:
    """Starts what is due, ends what takes too long, and leaves a sign of life.

    `clock` tells a job what time it is; `pace` is what it is scheduled by.
    """

    def __init__(
        self,
        known: list[Job],
        clock: Callable[[], datetime] = now,
        pace: Callable[[], datetime] = steady,
    ) -> None:
        self.clock, self.pace = clock, pace
        self.schedule = Schedule(known, at=pace())
        self.running: list[Run] = []
        self.stopping = False

    def stop(self, *_: object) -> None:
        """Begin no further job; `run` returns when those at work have ended, or after a short grace."""
        self.stopping = True

    def run(self) -> None:
        """Go on until `stop`."""
        parent = os.getppid()
        # An orphan would keep working on a folder that another node may have taken over.
        while not self.stopping and os.getppid() == parent:
            heartbeat.beat()
            self.tick()
            time.sleep(TICK_SECONDS)
        self.finish()

    def tick(self) -> None:
        """Collect what has ended, start what is due."""
        at = self.pace()
        self.collect(at)
        for job in self.schedule.due(at):
            self.schedule.start(job)
            self.running.append(Run(job, start(job, self.clock), at))

    def collect(self, at: datetime) -> None:
        """Note the runs that have ended; end those over their limit."""
        for run in list(self.running):
            ended, status = os.waitpid(run.process, os.WNOHANG)
            if ended:
                self.running.remove(run)
                # One that failed after it had run well comes round again like any other.
                well = os.waitstatus_to_exitcode(status) in {0, AFTERWARDS}
                self.schedule.end(run.job, well=well, at=at)
            elif at - run.since > run.job.limit:
                log.error("job_took_too_long", job=run.job.name)
                os.kill(run.process, signal.SIGKILL)

    def finish(self) -> None:
        """Let the runs at work end; after the grace, end them. Their transactions are then undone."""
        for run in self.running:
            if run.job.stays:
                os.kill(run.process, signal.SIGTERM)
        until = time.monotonic() + GRACE.total_seconds()
        while self.running and time.monotonic() < until:
            self.collect(self.pace())
            time.sleep(0.05)
        for run in self.running:
            os.kill(run.process, signal.SIGKILL)
            os.waitpid(run.process, 0)
        self.running.clear()


def start(job: Job, clock: Callable[[], datetime]) -> int:
    """Run a job in a child process; returns the child's number. Its exit code is 0 when the job went well."""
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        # What it carries on with after a kill would meet the node that was started in its place.
        die_with_parent()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        job.run(clock())
        code = AFTERWARDS
        if job.stays:
            stay(job, clock)
        code = 0
    finally:
        # Whatever was raised ends here with the process: nothing of the parent's may run on in the child.
        if code:
            log.error("job_failed", job=job.name, exc_info=True)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def stay(job: Job, clock: Callable[[], datetime]) -> None:
    """Run a job again and again, as long as its process stays or until SIGTERM: what is begun then is ended first."""
    assert job.stays
    leaving, pause = threading.Event(), job.every.total_seconds() if job.every else 0.0
    signal.signal(signal.SIGTERM, lambda *_: leaving.set())
    until = time.monotonic() + job.stays.total_seconds()
    while not leaving.wait(pause) and time.monotonic() < until:
        job.run(clock())


def clear_sessions(at: datetime) -> None:
    """Forget sessions that have expired."""
    from django.contrib.sessions.models import Session

    Session.objects.filter(expire_date__lt=at).delete()


HOUSEKEEPING = Job(name="sessions", run=clear_sessions, every=timedelta(hours=6))


def main() -> int:
    """The background process, until SIGTERM or SIGINT."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entraide.config.settings.production")
    logs.configure()
    django.setup()
    from django.conf import settings

    known = [*jobs(), HOUSEKEEPING]
    if settings.NODE.demo:
        known += neighbours.jobs_of(settings.NODE)
    look_less_often()
    background = Background(known)
    signal.signal(signal.SIGTERM, background.stop)
    signal.signal(signal.SIGINT, background.stop)
    background.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
