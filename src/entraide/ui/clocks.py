"""What a clock shows: the time left in words, how much of it is gone, and whether a person must act."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.utils.translation import gettext as _

from entraide.ui.moments import span_words

Tone = Literal["late", "soon", "calm", "stopped", "none"]

# Without a start the bar shows the last thirty days before the due date.
HORIZON = timedelta(days=30)
# The last quarter of a clock's run is «soon», but never more than its last week.
SOON_AT_MOST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at a clock. `gone` is a percentage from 0 to 100."""

    tone: Tone
    words: str
    gone: int


def read(due: datetime | None, *, start: datetime | None, stopped: datetime | bool, at: datetime) -> Reading:
    """What a clock due at `due`, running since `start`, shows at `at`; a stopped one, what was left then."""
    if due is None:
        return Reading("none", _("No due date"), 0)
    seen_at = stopped if isinstance(stopped, datetime) else at
    left = due - seen_at
    run = due - start if start is not None and start < due else HORIZON
    gone = 100 - round(100 * min(max(left / run, 0.0), 1.0))
    words = {"span": span_words(left)}
    if stopped:
        late = left < timedelta(0)
        sentence = _("Stopped, %(span)s overdue") if late else _("Stopped with %(span)s left")
        return Reading("stopped", sentence % words, gone)
    if left < timedelta(0):
        return Reading("late", _("Overdue by %(span)s") % words, 100)
    soon = left <= min(run / 4, SOON_AT_MOST)
    return Reading("soon" if soon else "calm", _("%(span)s left") % words, gone)
