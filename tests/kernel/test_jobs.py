"""When jobs are due."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.kernel import jobs
from entraide.kernel.jobs import Job, Queue, Schedule, wait_after

AT = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
OFTEN = Job("often", lambda at: None, every=MINUTE)
ONCE = Job("once", lambda at: None, every=None)


def test_every_job_is_due_at_the_start() -> None:
    assert Schedule([OFTEN, ONCE], at=AT).due(AT) == [OFTEN, ONCE]


def test_a_job_at_work_is_not_due() -> None:
    schedule = Schedule([OFTEN], at=AT)
    schedule.start(OFTEN)
    assert schedule.due(AT + 10 * MINUTE) == []


def test_a_job_that_went_well_is_due_again_after_its_time() -> None:
    schedule = Schedule([OFTEN], at=AT)
    schedule.start(OFTEN)
    schedule.end(OFTEN, well=True, at=AT)
    assert schedule.due(AT + timedelta(seconds=59)) == []
    assert schedule.due(AT + MINUTE) == [OFTEN]


def test_a_job_for_once_that_went_well_is_never_due_again() -> None:
    schedule = Schedule([ONCE], at=AT)
    schedule.start(ONCE)
    schedule.end(ONCE, well=True, at=AT)
    assert schedule.due(AT + timedelta(days=365)) == []


def test_a_failing_job_rests_longer_each_time_and_recovers_at_once() -> None:
    schedule = Schedule([OFTEN], at=AT)
    rests = []
    for _ in range(6):
        schedule.start(OFTEN)
        schedule.end(OFTEN, well=False, at=AT)
        rests.append(next(n for n in range(1, 100) if schedule.due(AT + n * MINUTE)))
    assert rests == [2, 4, 8, 15, 15, 15]
    schedule.start(OFTEN)
    schedule.end(OFTEN, well=True, at=AT)
    assert schedule.due(AT + MINUTE) == [OFTEN]


def test_a_job_for_once_that_failed_is_tried_again() -> None:
    schedule = Schedule([ONCE], at=AT)
    schedule.start(ONCE)
    schedule.end(ONCE, well=False, at=AT)
    assert schedule.due(AT + MINUTE) == []
    assert schedule.due(AT + 2 * MINUTE) == [ONCE]


@given(st.integers(1, 10_000), st.integers(1, 7 * 24 * 3600))
def test_a_rest_is_never_shorter_than_the_time_of_the_job_nor_endless(failures: int, seconds: int) -> None:
    every = timedelta(seconds=seconds)
    assert every <= wait_after(failures, every) <= max(every, timedelta(minutes=15))


def test_a_name_is_registered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_jobs", {})
    monkeypatch.setattr(jobs, "_queues", {})
    again = Job("often", lambda at: None, every=2 * MINUTE)
    for job in (OFTEN, ONCE, again):
        jobs.register(job)
    jobs.register_queue(Queue("letters", lambda: 3))
    assert jobs.jobs() == [again, ONCE]
    assert [(queue.name, queue.length()) for queue in jobs.queues()] == [("letters", 3)]
