"""An officer's due dates as a calendar (RFC 5545), for the program they keep their days in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from icalendar import Alarm, Calendar, Event

from entraide.accounts.domain.roles import Scope
from entraide.accounts.services import use_token
from entraide.assistance.queries import dates_of
from entraide.assistance.web.labels import words
from entraide.cases.queries import tasks_to_do
from entraide.instruments.domain.clocks.table import HARD_DATE, rules
from entraide.kernel.clock import now

if TYPE_CHECKING:
    from entraide.accounts.models import Person

# Programs that keep days cannot send a token in a header, so it stands in the address: a token that opens this alone.
ALONE = [Scope.CALENDAR.value]
BEFORE = timedelta(hours=24)


@login_not_required
@require_GET
def calendar(http: HttpRequest, secret: str) -> HttpResponse:
    """The dates of whoever this calendar token belongs to; 401 for any other token."""
    token = use_token(secret, at=now())
    if token is None or token.scopes != ALONE:
        return HttpResponse(status=401, content_type="text/plain")
    with translation.override(token.person.language):
        feed = _feed(token.person, at=now())
    headers = {"Cache-Control": "private, no-store"}
    return HttpResponse(feed, content_type="text/calendar; charset=utf-8", headers=headers)


def _feed(person: Person, *, at: datetime) -> bytes:
    """References and clocks, and no title: a calendar is read in the tram, and kept by strangers."""
    feed = Calendar()
    feed.add("prodid", "-//Entraide//due dates//")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", _("Due dates"))
    labels = {rule.code: rule.label for rule in (*rules(), HARD_DATE)}
    for request in dates_of(person):
        label = labels.get(request.next_due_rule)
        clock = words(label) if label else request.next_due_rule
        assert request.next_due_at is not None
        feed.add_component(
            _event(f"{request.reference} · {clock}", str(request.uuid), request.next_due_at, at)
        )
    for task in tasks_to_do(person, limit=200):
        if task.due_at is not None:
            feed.add_component(_event(_("Task"), str(task.uuid), task.due_at, at))
    return bytes(feed.to_ical())


def _event(title: str, uid: str, due: datetime, at: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", at)
    event.add("dtstart", due)
    event.add("dtend", due)
    event.add("summary", title)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -BEFORE)
    event.add_component(alarm)
    return event
