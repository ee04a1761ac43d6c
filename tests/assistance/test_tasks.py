"""The outbox is emptied by the background process."""

from datetime import datetime, timedelta

import pytest
from django.test import override_settings

from entraide.assistance import tasks
from entraide.kernel import jobs


def test_the_outbox_is_a_job_of_the_background_process_and_a_queue_that_is_counted() -> None:
    assert tasks.OUTBOX in jobs.jobs()
    assert tasks.OUTBOX_QUEUE in jobs.queues()


@pytest.mark.django_db
def test_the_duty_mailbox_is_polled_twice_a_minute_and_without_a_host_not_at_all(at: datetime) -> None:
    assert tasks.MAILBOX in jobs.jobs()
    assert tasks.MAILBOX_QUEUE in jobs.queues()
    assert tasks.MAILBOX.every == timedelta(seconds=30)
    tasks.fetch_mail(at)
    assert tasks.unhandled() == 0


@pytest.mark.parametrize(("host", "tries"), [("mail.example.org", 1), ("", 0)])
def test_letters_are_tried_only_where_there_is_a_mail_server(
    monkeypatch: pytest.MonkeyPatch, at: datetime, host: str, tries: int
) -> None:
    tried: list[datetime] = []
    monkeypatch.setattr(tasks, "deliver_due", lambda *, at: tried.append(at))
    with override_settings(EMAIL_HOST=host):
        tasks.deliver(at)
    assert tried == [at] * tries


@pytest.mark.django_db
def test_an_empty_outbox_is_counted_as_empty() -> None:
    assert tasks.waiting() == 0
