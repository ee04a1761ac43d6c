"""The law of a request: what is advised, what was chosen, and what must still be said before it may leave."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entraide.assistance.domain.kinds import Direction
from entraide.assistance.domain.measures import FINDINGS, LABELS, Finding, Ground
from entraide.assistance.domain.states import UNCHANGEABLE, State
from entraide.assistance.services import assessing, choosing, comparing, demanding
from entraide.assistance.services.advising import advice_for
from entraide.assistance.web.forms.comparing import ComparisonForm
from entraide.assistance.web.forms.law import BasisForm, LegalTestForm
from entraide.assistance.web.forms.refusing import tell
from entraide.assistance.web.labels import words
from entraide.assistance.web.next_acts import place_of
from entraide.assistance.web.views.asking import looked_at_request
from entraide.assistance.web.views.frame import held, page_of
from entraide.directory.domain.states import states
from entraide.instruments.domain.offences.classification import FRENCH_TITLES
from entraide.instruments.queries import node_library
from entraide.kernel.clock import now
from entraide.kernel.errors import Conflict, Refusal

# The warnings of the advice that an assurance answers.
ASSURANCES = frozenset({"advice.assurance", "advice.assurance_expected"})


@require_http_methods(["GET", "POST"])
def law(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Advice on the legal basis, the choice of it, and what the law demands."""
    sent = http.method == "POST"
    person, request = held(http, uuid, "" if sent else "law")
    advice = advice_for(request)
    form = BasisForm(http.POST if sent else None, advice=advice, library=node_library(), request=request)
    if sent and form.is_valid():
        try:
            choosing.choose_basis(request, **form.cleaned_data, acting=person, at=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(http, _("The legal basis is on record."))
            return redirect("assistance:law", uuid=uuid)
    if sent:
        # The service may have tried values on the object: the page shows what is on record, and is a look at it.
        person, request = held(http, uuid, "law")
    demands = [(one, is_met, place_of(one.field, request)) for one, is_met in demanding.demanded(request)]
    outgoing = request.direction == Direction.OUTGOING
    sent_off = outgoing and request.sent_at is not None
    chosen = {one.code: one for one in node_library().instruments}.get(request.basis)
    more = {
        "advice": advice,
        "form": form,
        "chosen": chosen,
        "demands": demands if outgoing and not sent_off else [],
        "may_choose": State(request.state) not in UNCHANGEABLE and not sent_off,
        # Once there is a basis, or nothing more to choose, the advice is there for whoever opens it.
        "advice_open": not request.basis and not sent_off,
        "assurance_advised": bool(
            advice
            and not request.assurances.exists()
            and any(one.rule in ASSURANCES for one in advice.warnings)
        ),
        "unmet": sum(1 for _one, is_met, _place in demands if not is_met),
        "compared": comparing.compared(request),
        "uncoded": comparing.uncoded(request),
        "looked": [
            (
                words(LABELS[ground]),
                words(FINDINGS[Finding(known["finding"])]),
                known["finding"],
                known["note"],
            )
            for ground in Ground
            if (known := request.worksheet.get(ground.value))
        ],
    }
    answer = page_of(http, "assistance/law.html", request, "law", **more)
    answer.status_code = 422 if sent else 200
    return answer


@require_http_methods(["GET", "POST"])
def legal_test(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """The legal test of a request, ground by ground."""
    sent = http.method == "POST"
    person, request = held(http, uuid, "" if sent else "law")
    grounds = assessing.grounds_to_check(advice_for(request), request.basis)
    form = LegalTestForm(http.POST if sent else None, grounds=grounds, found=request.worksheet)
    if sent and form.is_valid():
        try:
            assessing.record_legal_test(request, form.found(), acting=person, at=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(http, _("The legal test is on record."))
            return redirect("assistance:law", uuid=uuid)
    if sent:
        looked_at_request(http, request, "assistance.law")
    context = {"asked": request, "form": form}
    return render(http, "assistance/legal_test.html", context, status=422 if sent else 200)


@require_http_methods(["GET", "POST"])
def dual_criminality(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Two laws side by side for each coded offence, and the questions that a jurist answers."""
    sent = http.method == "POST"
    person, request = held(http, uuid, "" if sent else "law")
    form = ComparisonForm(http.POST if sent else None, sheet=comparing.compared(request))
    if sent and form.is_valid():
        try:
            if http.POST.get("seen", form.seen) != form.seen:
                # A colleague wrote meanwhile: what was typed stays on the page and takes nothing of theirs away.
                raise Conflict
            comparing.write_answers(request, form.answers(), acting=person, at=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(http, _("The worksheet is on record."))
            return redirect(reverse("assistance:law", args=[uuid]) + "#dual")
    if sent:
        looked_at_request(http, request, "assistance.law")
    context = {
        "asked": request,
        "form": form,
        "home": states()[settings.NODE.agency.country].name(get_language() or "en"),
        "uncoded": comparing.uncoded(request),
        "french_titles": words(FRENCH_TITLES),
        "may_write": State(request.state) not in UNCHANGEABLE,
    }
    return render(http, "assistance/dual_criminality.html", context, status=422 if sent else 200)
