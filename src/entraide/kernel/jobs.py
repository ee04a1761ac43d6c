"""What a node does on its own, now and then: packages put their jobs in; the background process runs them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True)
class Job:
    """Work to be done every so often, or once when `every` is None.

    `run` is given the present moment; it must be harmless when it runs twice. A run longer than `limit` is ended.
    A job that comes round every second or two would spend more on its process than on its work: its process stays for
    a while (`stays`), and runs it again every so often.
    """

    name: str
    run: Callable[[datetime], object]
    every: timedelta | None
    limit: timedelta = timedelta(minutes=10)
    stays: timedelta | None = None


@dataclass(frozen=True)
class Queue:
    """Something that fills and empties, counted for whoever watches the node."""

    name: str
    length: Callable[[], int]


_jobs: dict[str, Job] = {}
_queues: dict[str, Queue] = {}


def register(job: Job) -> None:
    """Have a job run, from `apps.py: ready()`; a second registration of one name replaces the first."""
    _jobs[job.name] = job


def register_queue(queue: Queue) -> None:
    """Have a queue counted, from `apps.py: ready()`."""
    _queues[queue.name] = queue


def jobs() -> list[Job]:
    """Every registered job, by name."""
    return [_jobs[name] for name in sorted(_jobs)]


def queues() -> list[Queue]:
    """Every registered queue, by name."""
    return [_queues[name] for name in sorted(_queues)]


class Schedule:
    """When each job is due: at once at first, then `every`, and later and later while it fails."""

    def __init__(self, known: list[Job], *, at: datetime) -> None:
        self._due = {job.name: (job, at) for job in known}
        self._failures: dict[str, int] = {}

    def due(self, at: datetime) -> list[Job]:
        """The jobs to start now. A job that was started is not due before it has ended."""
        return [job for job, when in self._due.values() if when <= at]

    def start(self, job: Job) -> None:
        """Note that a run began."""
        del self._due[job.name]

    def end(self, job: Job, *, well: bool, at: datetime) -> None:
        """Note how a run ended, and when the next is due; a job for once that went well has no next."""
        if well:
            self._failures.pop(job.name, None)
            if job.every is not None:
                self._due[job.name] = (job, at + job.every)
            return
        failures = self._failures[job.name] = self._failures.get(job.name, 0) + 1
        self._due[job.name] = (job, at + wait_after(failures, job.every or timedelta(minutes=1)))


def wait_after(failures: int, every: timedelta) -> timedelta:
    """How long a failing job rests: twice as long each time, up to a quarter of an hour, never under `every`."""
    longest = max(every, LONGEST_WAIT)
    return min(every * (2.0 ** min(failures, 20)), longest)
