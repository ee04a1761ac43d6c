"""Keeping the directory: administrators and liaison officers add, change, retire and import."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from entraide.directory import policy, queries, services
from entraide.directory.domain.exchange_csv import COLUMNS, MAX_BYTES, REQUIRED
from entraide.directory.domain.states import states
from entraide.directory.services.imports import OUTCOME_LABELS, ImportReport, Outcome
from entraide.directory.web.forms import AgencyForm, ContactForm, ImportForm, OfficeForm, reading_language
from entraide.kernel.clock import now
from entraide.kernel.errors import Refusal
from entraide.kernel.people import Actor
from entraide.ui.actors import actor_of
from entraide.ui.web import refusals


def _editor(request: HttpRequest) -> Actor:
    """Who keeps the directory. Raises `NotAllowed`."""
    actor = actor_of(request)
    policy.require_editor(actor)
    return actor


@login_required
@require_http_methods(["GET", "POST"])
def add_agency(request: HttpRequest) -> HttpResponse:
    """Add an agency."""
    acting = _editor(request)
    form = AgencyForm(request.POST or None, initial={"state": request.GET.get("state", "")})
    if form.is_valid():
        try:
            agency = services.add_agency(form.facts(), acting=acting, at=now())
        except Refusal as refusal:
            refusals.show(refusal, form)
        else:
            messages.success(request, _("The agency is added. Add an office to it."))
            return redirect("directory:agency", agency.uuid)
    return render(request, "directory/edit.html", {"form": form, "what": "add_agency"})


@login_required
@require_http_methods(["GET", "POST"])
def change_agency(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Change an agency."""
    acting = _editor(request)
    agency = queries.agency(uuid)
    form = AgencyForm(request.POST or None, initial=vars(queries.agency_facts(agency)))
    if form.is_valid():
        try:
            services.change_agency(agency, form.facts(), acting=acting, at=now())
        except Refusal as refusal:
            refusals.show(refusal, form)
        else:
            messages.success(request, _("The changes are kept."))
            return redirect("directory:agency", uuid)
    return render(request, "directory/edit.html", {"form": form, "what": "change_agency", "partner": agency})


@login_required
@require_POST
def retire_agency(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take an agency out of use."""
    acting = _editor(request)
    services.retire_agency(queries.agency(uuid), acting=acting, at=now())
    messages.success(request, _("The agency is retired. Requests that name it still do."))
    return redirect("directory:agency", uuid)


@login_required
@require_http_methods(["GET", "POST"])
def add_office(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Add an office to an agency; the time zone offered is that of the capital."""
    acting = _editor(request)
    agency = queries.agency(uuid)
    form = OfficeForm(request.POST or None, initial={"time_zone": states()[agency.state_id].time_zone})
    if form.is_valid():
        try:
            services.add_office(agency, form.facts(), acting=acting, at=now())
        except Refusal as refusal:
            refusals.show(refusal, form)
        else:
            messages.success(request, _("The office is added."))
            return redirect("directory:agency", uuid)
    return render(request, "directory/edit.html", {"form": form, "what": "add_office", "partner": agency})


@login_required
@require_http_methods(["GET", "POST"])
def change_office(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Change an office."""
    acting = _editor(request)
    office = queries.office(uuid)
    known = vars(queries.office_facts(office))
    form = OfficeForm(request.POST or None, initial={"office": office.name, **known})
    if form.is_valid():
        try:
            services.change_office(office, form.facts(), acting=acting, at=now())
        except Refusal as refusal:
            refusals.show(refusal, form)
        else:
            messages.success(request, _("The changes are kept."))
            return redirect("directory:agency", office.agency.uuid)
    context = {"form": form, "what": "change_office", "partner": office.agency, "office": office}
    return render(request, "directory/edit.html", context)


@login_required
@require_POST
def retire_office(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take an office out of use, with its contact points."""
    acting = _editor(request)
    office = services.retire_office(queries.office(uuid), acting=acting, at=now())
    messages.success(request, _("The office is retired, with its contact points."))
    return redirect("directory:agency", office.agency.uuid)


@login_required
@require_http_methods(["GET", "POST"])
def add_contact(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Add a contact point to an office."""
    acting = _editor(request)
    office = queries.office(uuid)
    form = ContactForm(request.POST or None)
    if form.is_valid():
        try:
            services.add_contact(office, form.facts(), acting=acting, at=now())
        except Refusal as refusal:
            refusals.show(refusal, form)
        else:
            messages.success(request, _("The contact point is added."))
            return redirect("directory:agency", office.agency.uuid)
    context = {"form": form, "what": "add_contact", "partner": office.agency, "office": office}
    return render(request, "directory/edit.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def change_contact(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Change a contact point."""
    acting = _editor(request)
    contact = queries.contact(uuid)
    form = ContactForm(request.POST or None, initial=vars(queries.contact_facts(contact)))
    if form.is_valid():
        try:
            services.change_contact(contact, form.facts(), acting=acting, at=now())
        except Refusal as refusal:
            refusals.show(refusal, form)
        else:
            messages.success(request, _("The changes are kept."))
            return redirect("directory:agency", contact.office.agency.uuid)
    context = {"form": form, "what": "change_contact", "partner": contact.office.agency, "contact": contact}
    return render(request, "directory/edit.html", context)


@login_required
@require_POST
def retire_contact(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a contact point out of use."""
    acting = _editor(request)
    contact = services.retire_contact(queries.contact(uuid), acting=acting, at=now())
    messages.success(request, _("The contact point is retired."))
    return redirect("directory:agency", contact.office.agency.uuid)


@login_required
@require_http_methods(["GET", "POST"])
def import_file(request: HttpRequest) -> HttpResponse:
    """Take in a file, and say what became of every row."""
    acting = _editor(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        content = form.cleaned_data["file"].read(MAX_BYTES + 1)
        try:
            report = services.import_csv(content, acting=acting, at=now())
        except Refusal as refusal:
            refusals.show(refusal, form)
        else:
            return render(request, "directory/imported.html", _reported(report))
    context = {"form": form, "columns": COLUMNS, "required": REQUIRED}
    return render(request, "directory/import.html", context)


def _reported(report: ImportReport) -> dict[str, object]:
    language = reading_language()
    return {
        "report": report,
        "counts": [(OUTCOME_LABELS[one].in_language(language), report.count(one)) for one in Outcome],
        "refused": [(row, row.reason.in_language(language)) for row in report.refused],
        "taken": [(row, OUTCOME_LABELS[row.outcome].in_language(language)) for row in report.taken[:500]],
        "more": max(0, len(report.taken) - 500),
    }
