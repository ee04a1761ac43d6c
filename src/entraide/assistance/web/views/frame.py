"""What every page of a request shows around its own content: header, clocks, next acts, tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from entraide.assistance.models import AssistanceRequest, Letter
from entraide.assistance.queries import not_left_of, request_for
from entraide.assistance.services.timing import clock_faces
from entraide.assistance.web.listed import title_of
from entraide.assistance.web.next_acts import next_acts
from entraide.assistance.web.views.asking import looked_at_request, person_of
from entraide.cases.queries import members_of, tasks_of
from entraide.exchange.queries import is_exchanged, recalled_about
from entraide.exchange.services.retrieving import seen
from entraide.kernel.clock import now

if TYPE_CHECKING:
    from uuid import UUID

    from entraide.accounts.models import Person


# The pages of a request on which what came with files lies before a person, to be opened.
WHERE_FILES_LIE = frozenset({"letters", "exchange", "original"})


def held(http: HttpRequest, uuid: UUID, page: str = "") -> tuple[Person, AssistanceRequest]:
    """The person and the request they may see; the look is noted when the page shows it. Raises `NotFound`."""
    person = person_of(http)
    request = request_for(person, uuid)
    if page:
        looked_at_request(http, request, f"assistance.{page}")
    return person, request


def page_of(
    http: HttpRequest, template: str, request: AssistanceRequest, tab: str, **more: Any
) -> HttpResponse:
    """One page of a request within its frame."""
    person = person_of(http)
    at = now()
    seen(request.uuid, with_files=tab in WHERE_FILES_LIE, acting=person, at=at)
    clocks = clock_faces(request, at=at)
    context = {
        "case": request.case,
        "asked": request,
        "asked_title": title_of(request),
        "tab": tab,
        "tabs": _tabs(request),
        "clocks": [clock for clock in clocks if clock.standing != "met"],
        "clocks_met": [clock for clock in clocks if clock.standing == "met"],
        "next_clock": next((clock for clock in clocks if clock.standing == "running"), None),
        "stopped_clock": next((clock for clock in clocks if clock.standing == "stopped"), None),
        "at": at,
        "acts": next_acts(person, request),
        "open_tasks": tasks_of(request.case).filter(done_at=None)[:20],
        "open_letters": letters_under_way(request),
        "not_left": list(not_left_of(AssistanceRequest.objects.filter(pk=request.pk))),
        "recalled": recalled_about(request.uuid),
        "members_count": members_of(request.case).count(),
        **more,
    }
    return render(http, template, context)


def letters_under_way(request: AssistanceRequest) -> list[Letter]:
    """Letters that are neither sent nor discarded."""
    done = (Letter.Standing.SENT, Letter.Standing.DISCARDED)
    return list(
        request.letters.exclude(standing__in=done).select_related("drafted_by").order_by("-drafted_at")
    )


def _tabs(request: AssistanceRequest) -> list[tuple[str, str, str]]:
    def at(name: str) -> str:
        return reverse(f"assistance:{name}", args=[request.uuid])

    tabs = [("overview", _("Request"), at("request"))]
    if request.arrivals.exists():
        tabs.append(("original", _("Beside the original"), at("beside")))
    return [
        *tabs,
        ("record", _("Full record"), at("record")),
        ("law", _("Law"), at("law")),
        ("letters", _("Letters and correspondence"), at("letters")),
        *([("exchange", _("Exchange"), at("exchange"))] if is_exchanged(request.uuid) else []),
        ("exhibits", pgettext("tab", "Exhibits"), at("exhibits")),
        ("work", _("Tasks and notes"), at("work")),
        ("timeline", _("Timeline"), at("timeline")),
        ("people", _("People"), at("people")),
    ]
