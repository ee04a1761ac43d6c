"""What the background process does for requests: it empties the outbox, and fetches what partners answer by mail."""

from datetime import datetime, timedelta

from django.conf import settings

from entraide.assistance.models import Dispatch, ReceivedMail
from entraide.assistance.services.dispatching import deliver_due
from entraide.assistance.services.mailing.fetching import fetch
from entraide.assistance.services.timing import derive_again
from entraide.kernel.jobs import Job, Queue


def deliver(at: datetime) -> None:
    """Hand over the letters that are due. Without a mail server they wait, and no attempt is counted against them."""
    if settings.EMAIL_HOST:
        deliver_due(at=at)


def fetch_mail(at: datetime) -> None:
    """Store what is new in the duty mailbox, and handle what is stored. Without a host nothing is fetched."""
    fetch(at=at)


def unhandled() -> int:
    """How many mails are stored and wait to be handled."""
    return ReceivedMail.objects.filter(outcome=ReceivedMail.Outcome.WAITING).count()


def derive(at: datetime) -> None:
    """After a release with other clocks or calendars: derive the due dates of the open requests again, bit by bit."""
    while derive_again(at=at, limit=DERIVED_AT_ONCE):
        pass


def waiting() -> int:
    """How many letters wait to be handed to the mail server."""
    return Dispatch.objects.filter(outcome=Dispatch.Outcome.QUEUED).count()


# One writer at a time: acts come in between two helpings.
DERIVED_AT_ONCE = 100
CLOCKS = Job("clocks", derive, every=timedelta(minutes=10))
OUTBOX = Job("outbox", deliver, every=timedelta(seconds=10))
OUTBOX_QUEUE = Queue("outbox", waiting)
MAILBOX = Job("mailbox", fetch_mail, every=timedelta(seconds=30))
MAILBOX_QUEUE = Queue("mailbox", unhandled)
