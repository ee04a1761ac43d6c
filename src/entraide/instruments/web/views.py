"""Reading the law desk: the list, an instrument, its history, and the advice."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from entraide.directory.domain.names import fold
from entraide.instruments import policy, queries
from entraide.instruments.domain.advising import advise
from entraide.instruments.domain.instrument import Instrument, Rank
from entraide.instruments.web import labels, shown
from entraide.instruments.web.forms import USUAL, AdviceForm, InstrumentFilter, PartyFilter
from entraide.kernel.differences import marked
from entraide.kernel.errors import Refusal
from entraide.ui.actors import actor_of
from entraide.ui.web import refusals


@login_required
@require_http_methods(["GET"])
def instruments(request: HttpRequest) -> HttpResponse:
    """Every instrument, by rank."""
    form = InstrumentFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    own = {one.code: one for one in queries.newest_revisions()}
    library = queries.node_library()
    found = [one for one in library.instruments if _answers(one, wanted)]
    groups = [
        (
            labels.said(label),
            [
                shown.listed(one, own[one.code].number if one.code in own and own[one.code].text else None)
                for one in found
                if one.rank is rank
            ],
        )
        for rank, label in labels.RANKS.items()
    ]
    here = {one.code for one in library.instruments}
    return render(
        request,
        "instruments/instruments.html",
        {
            "form": form,
            "applied": sum(bool(value) for value in wanted.values()),
            "groups": [(label, listed) for label, listed in groups if listed],
            "count": len(found),
            "withdrawn": [one for one in own.values() if one.code not in here],
            "may_keep": policy.may_keep(actor_of(request)),
        },
    )


@login_required
@require_http_methods(["GET"])
def instrument(request: HttpRequest, code: str) -> HttpResponse:
    """One instrument: what it says, with its sources, and its parties."""
    found = queries.instrument(code)
    library = queries.node_library()
    form = PartyFilter(request.GET)
    name = form.cleaned_data["party"] if form.is_valid() else ""
    newest = queries.revisions(code).first()
    return render(
        request,
        "instruments/instrument.html",
        {
            "instrument": found,
            "listed": shown.listed(found, newest.number if newest and newest.text else None),
            "rank": labels.said(labels.RANKS[Rank(found.rank)]),
            "state_name": shown.state_name(found.state) if found.state else "",
            "source": labels.said(found.origin.source),
            "sections": shown.sections(found, library),
            "has_parties": shown.has_parties(found),
            "parties": shown.parties(found, library, name),
            "searched": name,
            "form": form,
            "own": newest,
            "may_keep": policy.may_keep(actor_of(request)),
        },
    )


@login_required
@require_http_methods(["GET"])
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Who changed what in an instrument, when and why."""
    actor_of(request)
    versions = queries.history(code)
    known = next((one for one in queries.node_library().instruments if one.code == code), None)
    return render(
        request,
        "instruments/history.html",
        {
            "code": code,
            "name": labels.said(known.short) if known else code,
            "in_library": known is not None,
            "versions": [(one.revision, marked(one.diff)) for one in versions],
            "records": [
                (one, one.state.name(labels.language())) for one in queries.party_records(code)[:300]
            ],
        },
    )


@login_required
@require_http_methods(["GET"])
def advice(request: HttpRequest) -> HttpResponse:
    """What a request may rest on. It advises and never decides."""
    actor_of(request)
    form = AdviceForm(initial=USUAL)
    if "partner" in request.GET:
        given = request.GET.copy()
        for name, usual in USUAL.items():
            given.setdefault(name, usual)
        form = AdviceForm(given)
    context: dict[str, object] = {"form": form, "home": shown.state_name(settings.NODE.agency.country)}
    if form.is_bound and form.is_valid():
        library = queries.node_library()
        question = form.question(settings.NODE.agency.country)
        try:
            found = advise(question, library)
        except Refusal as refusal:
            refusals.show(refusal, form)
        else:
            context |= {
                "advice": found,
                "asks": shown.state_name(question.home),
                "asked": shown.state_name(question.partner),
                "kind": labels.named([question.kind], labels.KIND_WORDS),
                **shown.advised(found, library),
            }
    return render(request, "instruments/advice.html", context)


def _answers(instrument: Instrument, wanted: dict[str, str]) -> bool:
    known = fold(
        " ".join(
            [
                instrument.name.en,
                instrument.name.fr,
                instrument.short.en,
                instrument.short.fr,
                instrument.citation.en,
                instrument.citation.fr,
                instrument.code,
            ]
        )
    )
    if not all(word in known for word in fold(wanted.get("text", "")).split()):
        return False
    state = wanted.get("state", "")
    return not state or queries.reaches(instrument, state)
