"""Reading the directory: the list, an agency, the map of partners, the file."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from entraide.directory import policy, queries
from entraide.directory.domain import exchange_csv
from entraide.directory.domain.hours import Open, in_words
from entraide.directory.domain.sorts import SORT_LABELS, AgencySort
from entraide.directory.models import Agency, Office
from entraide.directory.web.forms import AgencyFilter, reading_language
from entraide.directory.web.shown import language_names, office_shown
from entraide.kernel.clock import now
from entraide.ui.actors import actor_of
from entraide.ui.downloads import to_keep

PAGE = 50


@login_required
@require_http_methods(["GET"])
def agencies(request: HttpRequest) -> HttpResponse:
    """Agencies by state, filtered and searched."""
    form = AgencyFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = queries.agencies(**wanted)
    page = _page(request.GET.get("page", ""))
    offices = Prefetch("offices", queryset=Office.objects.filter(active=True).order_by("pk"))
    shown = list(found.prefetch_related(offices)[(page - 1) * PAGE : page * PAGE + 1])
    at = now()
    return render(
        request,
        "directory/agencies.html",
        {
            "form": form,
            "applied": sum(bool(value) for value in wanted.values()),
            "agencies": [_listed(agency, at) for agency in shown[:PAGE]],
            "count": found.count(),
            "previous": _address(wanted, page - 1) if page > 1 else "",
            "next": _address(wanted, page + 1) if len(shown) > PAGE else "",
            "may_edit": policy.may_edit(actor_of(request)),
        },
    )


@login_required
@require_http_methods(["GET"])
def agency(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One agency with its offices, contact points, and whether somebody is there now."""
    found = queries.agency(uuid)
    language = reading_language()
    return render(
        request,
        "directory/agency.html",
        {
            "partner": found,
            "name": found.name(language),
            "state_name": found.state.name(language),
            "sort": SORT_LABELS[AgencySort(found.sort)].in_language(language),
            "languages": language_names(found.languages),
            "offices": [office_shown(office, now()) for office in found.offices.all()],
            "may_edit": policy.may_edit(actor_of(request)),
        },
    )


@login_required
@require_http_methods(["GET"])
def partners(request: HttpRequest) -> HttpResponse:
    """The map of partners, with the same as a table."""
    language = reading_language()
    counts = queries.agencies_per_state()
    marks: dict[str, tuple[int, str, str]] = {}
    for state in queries.states(with_agencies=True):
        number = counts[state.code]
        address = f"{reverse('directory:agencies')}?{urlencode({'state': state.code})}"
        words = ngettext("%(number)d agency", "%(number)d agencies", number) % {"number": number}
        marks[state.code] = (
            number,
            address,
            _("%(state)s: %(words)s") % {"state": state.name(language), "words": words},
        )
    return render(request, "directory/partners.html", {"marks": marks})


@login_required
@require_http_methods(["GET"])
def export(request: HttpRequest) -> HttpResponse:
    """The whole directory as a file."""
    actor_of(request)
    response = HttpResponse(
        exchange_csv.write(queries.rows_to_export()), content_type="text/csv; charset=utf-8"
    )
    return to_keep(response, f"directory-{now():%Y-%m-%d}.csv")


def _listed(agency: Agency, at: datetime) -> dict[str, object]:
    language = reading_language()
    states = [queries.opening(office, at) for office in agency.offices.all()]
    best = next((state for state in states if isinstance(state, Open)), None) or min(
        (state for state in states if not isinstance(state, Open) and state.opens),
        key=lambda state: state.opens or at,
        default=states[0] if states else None,
    )
    return {
        "agency": agency,
        "name": agency.name(language),
        "state_name": agency.state.name(language),
        "sort": SORT_LABELS[AgencySort(agency.sort)].in_language(language),
        "languages": language_names(agency.languages),
        "cities": [office.city for office in agency.offices.all() if office.city],
        "opening": in_words(best, at).in_language(language) if best else "",
        "open": isinstance(best, Open),
    }


def _page(text: str) -> int:
    # Ten thousand rows in: whoever needs to go further searches.
    return min(int(text), 200) if text.isdecimal() and len(text) < 6 and int(text) > 0 else 1


def _address(wanted: dict[str, object], page: int) -> str:
    kept = {name: "on" if value is True else value for name, value in wanted.items() if value}
    return f"?{urlencode({**kept, 'page': page})}"
