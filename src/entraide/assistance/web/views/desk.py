"""My desk, the list of requests, and the search."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from entraide.accounts.policy import works_on_cases
from entraide.assistance import policy, queries
from entraide.assistance.web.forms.filters import FilterForm
from entraide.assistance.web.listed import listed
from entraide.assistance.web.mails import mail_rows
from entraide.assistance.web.views.asking import person_of
from entraide.evidence.queries.waiting import waiting_for
from entraide.exchange.policy import may_see_links
from entraide.exchange.queries import troubled_partners
from entraide.kernel.clock import now

SEARCHED = 300


@require_GET
def desk(http: HttpRequest) -> HttpResponse:
    """What needs this person now, by the clock."""
    person, at = person_of(http), now()
    found = queries.desk(person, at=at)
    context = {
        "desk": found,
        "at": at,
        "mine": listed(found.mine, at=at),
        "to_triage": listed(found.to_triage, at=at),
        "escalated": listed(found.escalated, at=at),
        "to_chase": found.to_chase,
        "held_up": queries.held_up(person, at=at),
        "troubled": troubled_partners() if may_see_links(person) else [],
        "waiting": waiting_for(person),
        "new_mail": mail_rows(found.new_mail),
        "to_review": listed(found.requests_to_review, at=at),
        "works_on_cases": works_on_cases(person),
        "may_take_in": policy.may_take_in(person),
        "may_review": policy.may_review(person),
        "may_draft": policy.may_draft(person),
        "rows_at_most": queries.ROWS,
    }
    return render(http, "assistance/desk.html", context)


@require_GET
def requests(http: HttpRequest) -> HttpResponse:
    """Requests of the cases a person belongs to: the open ones by the clock, or all by age; no list is counted.

    Raises `BadKey` for a place in the list that no list gave out.
    """
    person = person_of(http)
    form = FilterForm(http.GET)
    narrowed, newest = form.narrowed(), form.newest_first
    pages = queries.newest if newest else queries.open_by_the_clock
    after = http.GET.get("after") or None
    page = pages(person, narrowed, after=after)
    kept = [(name, value) for name, value in http.GET.items() if name != "after" and value]
    context = {
        "form": form,
        "rows": listed(page.rows, at=now()),
        "applied": len(narrowed),
        "newest": newest,
        "is_first": after is None,
        "next": f"?{urlencode([*kept, ('after', page.next_key)])}" if page.next_key else "",
        "first": f"?{urlencode(kept)}",
        "works_on_cases": works_on_cases(person),
        "may_take_in": policy.may_take_in(person),
        "may_draft": policy.may_draft(person),
    }
    return render(http, "assistance/requests.html", context)


@require_GET
def search(http: HttpRequest) -> HttpResponse:
    """Requests, letters and notes that hold every word. Raises `BadKey`."""
    person = person_of(http)
    text = http.GET.get("q", "").strip()[:SEARCHED]
    after = http.GET.get("after", "")
    hits = queries.search(person, text, after=after or None) if text else None
    following = urlencode({"q": text, "after": hits.next_key}) if hits and hits.next_key else ""
    context = {
        "text": text,
        "hits": hits,
        "next": f"?{following}" if following else "",
        "is_first": not after,
    }
    return render(http, "assistance/search.html", context)
