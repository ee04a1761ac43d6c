"""Controlled substances: recognised in a name or in a passage, with the item of the schedule and the reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entraide.instruments.domain.substances import shipped
from entraide.instruments.domain.substances.recognising import BY_LABELS, Hit, recognise
from entraide.instruments.web import labels
from entraide.instruments.web.forms import SubstanceForm
from entraide.ui.actors import actor_of


@dataclass(frozen=True)
class HitLine:
    """One place in what was typed, and the item of the schedule that it speaks of."""

    words: str
    place: str
    wording: str
    by: str
    because: str
    mark: str
    tone: str


@login_required
@require_http_methods(["GET", "POST"])
def substances(request: HttpRequest) -> HttpResponse:
    """Recognise the substances of the schedules in a text, which is kept nowhere."""
    actor_of(request)
    form = SubstanceForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {
        "form": form,
        "act": labels.said(shipped.ACT),
        "source": labels.said(shipped.SOURCE),
        "not_official": labels.said(shipped.NOT_OFFICIAL),
        "consolidated": shipped.shipped_schedules().consolidated,
    }
    if form.is_bound and form.is_valid():
        text = form.cleaned_data["text"]
        hits = recognise(text, shipped.shipped_schedules())
        context |= {"hits": [_line(one) for one in hits], "pieces": _pieces(text, hits)}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "instruments/substances.html", context, status=status)


def _line(hit: Hit) -> HitLine:
    wording = hit.item.wording(labels.language())
    if not hit.covered:
        mark, tone = _("not reached by the item"), "quiet"
    elif hit.certain:
        mark, tone = _("in the schedule"), "info"
    else:
        mark, tone = _("words alone cannot tell"), "warning"
    return HitLine(
        words=hit.words,
        place=labels.said(hit.item.place),
        wording=wording.text if wording else "",
        by=labels.said(BY_LABELS[hit.by]),
        because=labels.said(hit.because),
        mark=mark,
        tone=tone,
    )


def _pieces(text: str, hits: tuple[Hit, ...]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether a substance was recognised in it."""
    pieces, at = [], 0
    for hit in hits:
        # Two items may share one place.
        if hit.start >= at:
            pieces += [(text[at : hit.start], False), (hit.words, True)]
            at = hit.end
    return [piece for piece in (*pieces, (text[at:], False)) if piece[0]]
