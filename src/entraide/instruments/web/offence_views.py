"""The classification of offences: searched by words, and one category with the articles of national law in it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from entraide.instruments.domain.offences import classification
from entraide.instruments.domain.offences.finding import find
from entraide.instruments.domain.offences.refusals import UnknownOffence
from entraide.instruments.web import labels, offences_shown
from entraide.instruments.web.forms import OffenceSearch
from entraide.kernel.errors import NotFound
from entraide.ui.actors import actor_of


@login_required
@require_http_methods(["GET"])
def offences(request: HttpRequest) -> HttpResponse:
    """The categories that some words find; the sections while nothing is asked."""
    actor_of(request)
    form = OffenceSearch(request.GET if "words" in request.GET else None)
    words = form.cleaned_data["words"].strip() if form.is_bound and form.is_valid() else ""
    if words:
        listed = [offences_shown.found(one) for one in find(words, labels.language())]
    else:
        listed = [offences_shown.category(one) for one in classification.under("")]
    context = {"form": form, "words": words, "listed": listed, **_about()}
    return render(request, "instruments/offences.html", context)


@login_required
@require_http_methods(["GET"])
def offence(request: HttpRequest, code: str) -> HttpResponse:
    """One category: where it stands, what falls under it, and the articles that are known of it. Raises `NotFound`."""
    actor_of(request)
    try:
        line = classification.lineage(code)
    except UnknownOffence as unknown:
        raise NotFound from unknown
    found = line[-1]
    context = {
        "offence": found,
        "shown": offences_shown.category(found),
        "above": [offences_shown.category(one) for one in line[:-1]],
        "under": [offences_shown.category(one) for one in classification.under(code)],
        "keywords": ", ".join(found.keywords(labels.language())),
        "national": offences_shown.national(code, settings.NODE.agency.country),
        "concerns_drugs": classification.falls_under(code, classification.CONTROLLED_DRUGS),
        **_about(),
    }
    return render(request, "instruments/offence.html", context)


def _about() -> dict[str, str]:
    return {"source": classification.SOURCE, "french_titles": labels.said(classification.FRENCH_TITLES)}
