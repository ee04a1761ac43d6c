"""What the background process does for requests: it empties the outbox."""

from datetime import datetime, timedelta

from django.conf import settings

from entraide.assistance.models import Dispatch
from entraide.assistance.services.dispatching import deliver_due
from entraide.kernel.jobs import Job, Queue


def deliver(at: datetime) -> None:
    """Hand over the letters that are due. Without a mail server they wait, and no attempt is counted against them."""
    if settings.EMAIL_HOST:
        deliver_due(at=at)


def waiting() -> int:
    """How many letters wait to be handed to the mail server."""
    return Dispatch.objects.filter(outcome=Dispatch.Outcome.QUEUED).count()


OUTBOX = Job("outbox", deliver, every=timedelta(seconds=10))
OUTBOX_QUEUE = Queue("outbox", waiting)
