"""Decision, conditions and result of one measure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entraide.assistance.domain.lifecycle import BY_CODE
from entraide.assistance.errors import ActNotOpen
from entraide.assistance.models import AssistanceRequest, Measure
from entraide.assistance.services import deciding
from entraide.assistance.services.describing import part_of
from entraide.assistance.web.forms.measures import ConditionsForm, DecisionForm, ResultForm
from entraide.assistance.web.forms.refusing import tell
from entraide.assistance.web.next_acts import Lack, lacking_for
from entraide.assistance.web.views.asking import looked_at_request, person_of
from entraide.assistance.web.views.frame import held
from entraide.kernel.clock import now
from entraide.kernel.errors import Refusal


@require_http_methods(["GET", "POST"])
def decide(http: HttpRequest, uuid: UUID, measure: UUID) -> HttpResponse:
    """Decide on a measure."""

    def do(found: Measure, form: DecisionForm, **who: Any) -> Measure:
        return deciding.decide(found, form.ruling(), **who)

    return _measure(http, uuid, measure, "decide", DecisionForm, do)


@require_http_methods(["GET", "POST"])
def conditions(http: HttpRequest, uuid: UUID, measure: UUID) -> HttpResponse:
    """Say whether the conditions of a measure are accepted."""

    def do(found: Measure, form: ConditionsForm, **who: Any) -> Measure:
        return deciding.settle_conditions(found, **form.values(), **who)

    return _measure(http, uuid, measure, "settle_conditions", ConditionsForm, do)


@require_http_methods(["GET", "POST"])
def result(http: HttpRequest, uuid: UUID, measure: UUID) -> HttpResponse:
    """Record what came of a measure."""

    def do(found: Measure, form: ResultForm, **who: Any) -> Measure:
        return deciding.record_result(found, **form.values(), **who)

    return _measure(http, uuid, measure, "record_result", ResultForm, do)


def _measure(
    http: HttpRequest,
    uuid: UUID,
    measure: UUID,
    code: str,
    form_class: type[forms.Form],
    do: Callable[..., Measure],
) -> HttpResponse:
    _person, request = held(http, uuid)
    found = part_of(request, "measures", measure)
    assert isinstance(found, Measure)
    found.request = request
    sent = http.method == "POST"
    form = form_class(http.POST) if sent else form_class(initial=_on_record(found, code))
    if sent and form.is_valid():
        try:
            do(found, form, acting=person_of(http), at=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(http, _("Recorded."))
            return redirect("assistance:request", uuid=request.uuid)
    looked_at_request(http, request)
    context = {
        "asked": request,
        "act": BY_CODE[code],
        "form": form,
        "measure": found,
        "code": code,
        "lacking": _lacking(request, code),
    }
    return render(http, "assistance/act.html", context, status=422 if sent else 200)


def _lacking(request: AssistanceRequest, code: str) -> tuple[Lack, ...]:
    try:
        return lacking_for(BY_CODE[code], request)
    except ActNotOpen:
        # Said when the form is sent: what was typed before somebody else moved the request is not lost.
        return ()


def _on_record(measure: Measure, code: str) -> dict[str, object]:
    if code != "decide":
        return {}
    return {
        "decision": measure.decision,
        "ground": measure.ground,
        "text": measure.decision_text,
        "consulted": measure.consulted,
        "postponed_until": measure.postponed_until,
    }
