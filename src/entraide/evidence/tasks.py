"""What the background process does for exhibits."""

from datetime import datetime, timedelta

from entraide.evidence.queries import stamps_wanted
from entraide.evidence.services import packaging, uploading
from entraide.evidence.services.arriving import check_due
from entraide.evidence.services.packaging import make_due
from entraide.evidence.services.stamping import stamp_due
from entraide.evidence.services.watching import watch
from entraide.kernel.clock import now
from entraide.kernel.jobs import Job, Queue

# Every file is looked at again once in so long, or as often as the node gets round to it.
AGAIN_AFTER = timedelta(days=30)


def look_again(at: datetime) -> None:
    """Look at some of the files again."""
    watch(at=at, before=at - AGAIN_AFTER)


def stamp(at: datetime) -> None:
    """Have what is due time-stamped, where an authority is set."""
    stamp_due(at=at)


def tidy(at: datetime) -> None:
    """Give up uploads that nobody goes on with, and packages that lie ready for long."""
    uploading.let_old_go(at=at)
    packaging.let_old_go(at=at)


def packages(at: datetime) -> None:
    """Make the packages that are wanted, and check those that came."""
    make_due(moment=lambda: max(at, now()))
    check_due(at=at)


JOBS = (
    Job("evidence_packages", packages, every=timedelta(seconds=20), limit=timedelta(hours=12)),
    Job("evidence_stamps", stamp, every=timedelta(minutes=1)),
    Job("evidence_watch", look_again, every=timedelta(minutes=10), limit=timedelta(hours=12)),
    Job("evidence_uploads", tidy, every=timedelta(hours=6)),
)
STAMPS = Queue("evidence_stamps", stamps_wanted)
