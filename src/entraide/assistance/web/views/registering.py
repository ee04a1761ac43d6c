"""Beginning a request, filling in its record, changing what kind it is."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entraide.assistance import policy
from entraide.assistance.services import describing, registering
from entraide.assistance.web.forms.record import RecordForm
from entraide.assistance.web.forms.refusing import tell
from entraide.assistance.web.forms.registering import IncomingForm, KindForm, OutgoingForm
from entraide.assistance.web.views.asking import looked_at_request, person_of
from entraide.assistance.web.views.frame import held
from entraide.kernel.clock import now
from entraide.kernel.errors import NotAllowed, Refusal


@require_http_methods(["GET", "POST"])
def new(http: HttpRequest) -> HttpResponse:
    """Register by form what came in by telephone, by hand or on paper."""
    person = person_of(http)
    if not policy.may_take_in(person):
        raise NotAllowed
    sent = http.method == "POST"
    form = (
        IncomingForm(http.POST) if sent else IncomingForm(initial={"received_at": now(), "channel": "phone"})
    )
    if sent and form.is_valid():
        try:
            made = registering.register(
                form.values(), acting=person, at=now(), received_at=form.cleaned_data["received_at"]
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(http, _("Registered as %(reference)s.") % {"reference": made.reference})
            return redirect("assistance:request", uuid=made.uuid)
    return render(http, "assistance/new.html", {"form": form}, status=422 if sent else 200)


@require_http_methods(["GET", "POST"])
def draft(http: HttpRequest) -> HttpResponse:
    """Begin a request of ours to somebody else."""
    person = person_of(http)
    if not policy.may_draft(person):
        raise NotAllowed
    sent = http.method == "POST"
    form = OutgoingForm(http.POST) if sent else OutgoingForm(initial={"reply_language": "en"})
    if sent and form.is_valid():
        try:
            made = registering.draft(form.values(), acting=person, at=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(
                http,
                _("Begun as %(reference)s. Say next what is asked, and fill in what this kind needs.")
                % {"reference": made.reference},
            )
            return redirect("assistance:request", uuid=made.uuid)
    return render(http, "assistance/draft.html", {"form": form}, status=422 if sent else 200)


@require_http_methods(["GET", "POST"])
def record_edit(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Fill in or correct the record."""
    person, request = held(http, uuid)
    sent = http.method == "POST"
    form = RecordForm(http.POST if sent else None, request=request, person=person)
    if sent and form.is_valid():
        try:
            describing.change_record(request, form.values(), acting=person, at=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(http, _("The record is saved."))
            return redirect("assistance:request", uuid=uuid)
        # The service may have tried values on the object: the page shows what is on record.
        _person, request = held(http, uuid)
    looked_at_request(http, request, "assistance.record")
    context = {"asked": request, "form": form}
    return render(http, "assistance/record_edit.html", context, status=422 if sent else 200)


@require_http_methods(["GET", "POST"])
def kind(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Change kind and track, which decide the block, the acts and the clocks."""
    person, request = held(http, uuid)
    sent = http.method == "POST"
    form = KindForm(http.POST if sent else None, initial={"kind": request.kind, "track": request.track})
    if sent and form.is_valid():
        try:
            describing.change_record(request, form.cleaned_data, acting=person, at=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(http, _("The kind is set. Fill in what it needs."))
            return redirect(reverse("assistance:record_edit", args=[uuid]) + "#block")
    looked_at_request(http, request, "assistance.record")
    context = {"asked": request, "form": form}
    return render(http, "assistance/kind.html", context, status=422 if sent else 200)
