"""Doing the acts of the lifecycle."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entraide.assistance.domain.lifecycle import BY_CODE, Act
from entraide.assistance.models import AssistanceRequest
from entraide.assistance.services import moving
from entraide.assistance.services.telling import told_at_once
from entraide.assistance.web.doors import DOORS, Door
from entraide.assistance.web.forms.refusing import tell
from entraide.assistance.web.labels import words
from entraide.assistance.web.measure_faces import PAGES, measure_faces, waiting_for
from entraide.assistance.web.next_acts import LETTER_OF
from entraide.assistance.web.views.asking import looked_at_request, person_of
from entraide.assistance.web.views.frame import held
from entraide.assistance.web.views.requests import examined_by
from entraide.kernel.clock import now
from entraide.kernel.errors import NotFound, Refusal

# A verification can be repeated at any time and the form of triage fills in what triage needs: their forms are always
# shown. Every other act says at once when it is not open.
FORMS_FIRST = frozenset({"verify", "triage"})

# Acts that turn on who asks: what was noticed of the sender stands above their form.
ASKS_WHO_IT_IS = frozenset({"verify", "break_glass"})


@require_http_methods(["GET", "POST"])
def act(http: HttpRequest, uuid: UUID, code: str) -> HttpResponse:
    """One act: its form, or the doing of it. Raises `NotFound` for an act there is not."""
    _person, request = held(http, uuid)
    if code not in BY_CODE:
        raise NotFound
    if code in LETTER_OF:
        address = reverse("assistance:letter_new", args=[uuid])
        return redirect(f"{address}?kind={LETTER_OF[code].value}")
    if code in PAGES:
        return _which_measure(http, request, BY_CODE[code])
    return _through(http, request, BY_CODE[code], DOORS[code])


def _through(http: HttpRequest, request: AssistanceRequest, the_act: Act, door: Door) -> HttpResponse:
    person = person_of(http)
    sent = http.method == "POST"
    told = told_at_once(request, the_act.code)
    form = door.form(http.POST if sent else None, request, person) if door.form else None
    if sent and (form is None or form.is_valid()):
        try:
            door.do(request, form, acting=person, at=now())
        except Refusal as refusal:
            if form is None:
                raise
            tell(form, refusal)
        else:
            messages.success(http, _("Done: %(act)s.") % {"act": words(the_act.named(request.direction))})
            for partner in told:
                messages.success(http, _("%(partner)s is told of it.") % {"partner": partner.shown})
            return redirect("assistance:request", uuid=request.uuid)
    if not sent and the_act.code not in FORMS_FIRST:
        moving.require_open(request, the_act)
    looked_at_request(http, request)
    context: dict[str, object] = {"asked": request, "act": the_act, "form": form, "code": the_act.code}
    context["told"] = told
    if the_act.code in ASKS_WHO_IT_IS:
        context |= examined_by(person, request)
    return render(http, "assistance/act.html", context, status=422 if sent else 200)


def _which_measure(http: HttpRequest, request: AssistanceRequest, the_act: Act) -> HttpResponse:
    person = person_of(http)
    waiting = waiting_for(the_act.code, measure_faces(person, request))
    if len(waiting) == 1:
        return redirect(
            f"assistance:{PAGES[the_act.code]}", uuid=request.uuid, measure=waiting[0].measure.uuid
        )
    looked_at_request(http, request)
    context = {
        "asked": request,
        "act": the_act,
        "choices": [
            (face, reverse(f"assistance:{PAGES[the_act.code]}", args=[request.uuid, face.measure.uuid]))
            for face in waiting
        ],
    }
    return render(http, "assistance/which_measure.html", context)
