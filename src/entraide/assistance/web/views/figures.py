"""Figures over the cases that their reader belongs to, on a page and as files.

Small counts tell of a case. So nobody is counted what they may not know, whatever their role; the return of the whole
bureau is written on the node's own machine (`entraide figures`).
"""

from __future__ import annotations

from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from entraide.accounts.policy import works_on_cases
from entraide.assistance.domain.figures.errors import NotADay
from entraide.assistance.domain.figures.files import WRITERS
from entraide.assistance.domain.figures.period import Period, last_year, this_year
from entraide.assistance.domain.figures.saying import SCOPES, Scope, meanings
from entraide.assistance.queries import figures_for
from entraide.assistance.web.figures_shown import chart, key_figures, marks, shown_table
from entraide.assistance.web.forms.figures import PeriodForm
from entraide.assistance.web.views.asking import person_of
from entraide.kernel.clock import now
from entraide.kernel.languages import Language
from entraide.ui.downloads import to_keep


@require_GET
def figures(http: HttpRequest) -> HttpResponse:
    """The figures of a period: of this year, where none is asked for."""
    person, at, zone, language = person_of(http), now(), _zone(), _language()
    asked = bool({"since", "until"} & http.GET.keys())
    given = http.GET if asked else _query(this_year(at, zone))
    form = PeriodForm(given, zone=zone)
    context: dict[str, object] = {
        "form": form,
        "works_on_cases": works_on_cases(person),
        "scope": SCOPES[Scope.MEMBER].in_language(language),
        "presets": [
            (_("This year"), urlencode(_query(this_year(at, zone)))),
            (_("Last year"), urlencode(_query(last_year(at, zone)))),
        ],
    }
    if not form.is_valid():
        return render(http, "assistance/figures.html", context, status=422)
    period = form.cleaned_data["period"]
    found = figures_for(person, period, at=at)
    query = urlencode(_query(period))
    requests = reverse("assistance:requests")
    urls = {line.code: f"{requests}?order=newest&from={line.code}" for line in found.table("partner").lines}
    context |= {
        "period": period.words(language),
        "key_figures": key_figures(found, language),
        "chart": chart(found, language),
        "marks": marks(found, urls, language),
        "tables": [shown_table(table, language) for table in found.tables],
        "meanings": list(meanings(language)),
        "files": [
            (ending.upper(), f"{reverse(f'assistance:figures_{ending}')}?{query}") for ending in WRITERS
        ],
        "command": f"entraide figures --from {period.since} --to {period.until} --out .",
    }
    return render(http, "assistance/figures.html", context)


@require_GET
def figures_file(http: HttpRequest, ending: str) -> HttpResponse:
    """The same figures as a file, in the language of the page. Raises `NotADay` and what `Period` refuses."""
    person, language, zone = person_of(http), _language(), _zone()
    form = PeriodForm(http.GET, zone=zone)
    if not form.is_valid():
        since, until = form.cleaned_data.get("since"), form.cleaned_data.get("until")
        if since is None or until is None:
            raise NotADay
        # Two days that make no period: said in its own words.
        Period(since, until, zone)
    period, writer = form.cleaned_data["period"], WRITERS[ending]
    found = figures_for(person, period, at=now())
    agency = settings.NODE.agency.name(language)
    response = HttpResponse(
        writer.written(found, Scope.MEMBER, language, agency), content_type=writer.media_type
    )
    return to_keep(response, f"figures-{period.since}-{period.until}.{ending}")


def _zone() -> ZoneInfo:
    return ZoneInfo(settings.NODE.agency.time_zone)


def _language() -> Language:
    return "fr" if (get_language() or "en").startswith("fr") else "en"


def _query(period: Period) -> dict[str, str]:
    return {"since": period.since.isoformat(), "until": period.until.isoformat()}
