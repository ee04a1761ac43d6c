"""The two records, page by page, for auditors: what was done and who looked, never what it was about."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from entraide.kernel.clock import now
from entraide.ledger import queries
from entraide.ledger.policy import require_auditor
from entraide.ledger.queries import checkpoints
from entraide.ledger.queries.things import numbers_of
from entraide.ledger.services.exporting import record_export
from entraide.ledger.web.exported import lines_of
from entraide.ledger.web.forms import EntryFilter, LookFilter
from entraide.ui.actors import actor_of
from entraide.ui.downloads import to_keep

PAGE = 50
LARGEST = 2**63 - 1


@login_required
@require_http_methods(["GET"])
def entries(request: HttpRequest) -> HttpResponse:
    """The ledger, newest first."""
    require_auditor(actor_of(request))
    form = EntryFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = list(
        queries.entries_before(
            _before(request),
            act=wanted.get("act", ""),
            actor=wanted.get("actor"),
            case=wanted.get("case"),
            subject=wanted.get("subject"),
            period=form.period() if wanted else None,
        )[: PAGE + 1 if form.is_valid() else 0]
    )
    shown = found[:PAGE]
    names = queries.names({entry.actor for entry in shown if entry.actor})
    numbers = numbers_of({entry.subject for entry in shown if entry.subject})
    language = get_language() or "en"
    rows = [
        {
            "entry": entry,
            "label": queries.label_of(entry.act).in_language(language),
            "who": names.get(entry.actor, "") if entry.actor else "",
            "number": numbers.get(entry.subject, "") if entry.subject else "",
            "hash": bytes(entry.leaf_hash).hex(),
        }
        for entry in shown
    ]
    return render(
        request,
        "ledger/entries.html",
        {
            "form": form,
            "applied": sum(bool(value) for value in wanted.values()),
            "rows": rows,
            "newest": _address(wanted) if "before" in request.GET else "",
            "next": _address(wanted, shown[-1].seq) if len(found) > PAGE else "",
            "export": _address(wanted),
        },
    )


@login_required
@require_http_methods(["POST"])
def export(request: HttpRequest) -> HttpResponseBase:
    """What the filters leave of the ledger, as CSV, newest first; that it was taken along is on record."""
    auditor = actor_of(request)
    require_auditor(auditor)
    form = EntryFilter(request.GET)
    if not form.is_valid():
        # The page says what is wrong; nothing leaves that was not asked for.
        return redirect(f"{reverse('ledger:entries')}?{request.GET.urlencode()}")
    wanted = form.cleaned_data
    found = queries.entries_before(
        act=wanted.get("act", ""),
        actor=wanted.get("actor"),
        case=wanted.get("case"),
        subject=wanted.get("subject"),
        period=form.period(),
    )
    record_export({name: value for name, value in wanted.items() if value}, acting=auditor, at=now())
    response = StreamingHttpResponse(
        lines_of(found, get_language() or "en"), content_type="text/csv; charset=utf-8"
    )
    return to_keep(response, "ledger.csv")


@login_required
@require_http_methods(["GET"])
def entry(request: HttpRequest, seq: int) -> HttpResponse:
    """One entry with its canonical bytes and leaf hash."""
    require_auditor(actor_of(request))
    found = queries.entry(min(seq, LARGEST))
    names = queries.names([found.actor] if found.actor else [])
    return render(
        request,
        "ledger/entry.html",
        {
            "entry": found,
            "provable": checkpoints.is_provable(found.seq),
            "label": queries.label_of(found.act).in_language(get_language() or "en"),
            "number": numbers_of([found.subject]).get(found.subject, "") if found.subject else "",
            "who": names.get(found.actor, "") if found.actor else "",
            "canonical": bytes(found.canonical).decode("utf-8"),
            "hash": bytes(found.leaf_hash).hex(),
        },
    )


@login_required
@require_http_methods(["GET"])
def looks(request: HttpRequest) -> HttpResponse:
    """The access log, newest first."""
    require_auditor(actor_of(request))
    form = LookFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = list(
        queries.looks_before(
            _before(request),
            person=wanted.get("person"),
            case=wanted.get("case"),
            period=form.period() if wanted else None,
        )[: PAGE + 1 if form.is_valid() else 0]
    )
    shown = found[:PAGE]
    names = queries.names({look.person for look in shown})
    return render(
        request,
        "ledger/looks.html",
        {
            "form": form,
            "applied": sum(bool(value) for value in wanted.values()),
            "rows": [
                {
                    "look": look,
                    "who": names.get(look.person, ""),
                    "what": queries.look_label(look.what).in_language(get_language() or "en"),
                }
                for look in shown
            ],
            "newest": _address(wanted) if "before" in request.GET else "",
            "next": _address(wanted, shown[-1].pk) if len(found) > PAGE else "",
        },
    )


def _before(request: HttpRequest) -> int | None:
    text = request.GET.get("before", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None


def _address(wanted: dict[str, Any], before: int | None = None) -> str:
    kept = {name: str(value) for name, value in wanted.items() if value}
    return "?" + urlencode({**kept, **({"before": before} if before is not None else {})})
