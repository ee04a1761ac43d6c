"""People and units, for administrators."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from entraide.accounts import policy, queries, services
from entraide.accounts.domain.people import first_password
from entraide.accounts.domain.roles import LABELS, Role
from entraide.accounts.models import Person
from entraide.accounts.web.forms import NewPersonForm, PersonForm, RolesForm, UnitForm
from entraide.accounts.web.visitor import reading_language, signed_in
from entraide.kernel.clock import now
from entraide.kernel.errors import Refusal
from entraide.ui.web import refusals


def _administrator(request: HttpRequest) -> Person:
    """The administrator who looks. Raises `NotAllowed`."""
    person = signed_in(request)
    policy.require_role(person, Role.ADMINISTRATOR)
    return person


@login_required
@require_http_methods(["GET"])
def people(request: HttpRequest) -> HttpResponse:
    """Everybody of the bureau."""
    _administrator(request)
    inactive = "inactive" in request.GET
    found = queries.people(with_inactive=True).filter(is_active=not inactive)
    shown = [{"person": person, "roles": _role_names(person), "unit": _unit_name(person)} for person in found]
    return render(request, "accounts/people.html", {"people": shown, "inactive": inactive})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def add_person(request: HttpRequest) -> HttpResponse:
    """Open an account; the first password is on the page that answers, and nowhere else."""
    acting = _administrator(request)
    form = NewPersonForm(request.POST or None, initial={"language": acting.language})
    if form.is_valid():
        password = first_password()
        try:
            person = services.add_person(
                form.facts(),
                unit=form.cleaned_data["unit"],
                roles=form.chosen_roles(),
                password=password,
                acting=acting,
                at=now(),
            )
        except Refusal as refusal:
            refusals.show(refusal, form)
        else:
            return render(
                request, "accounts/password.html", {"person": person, "password": password, "new": True}
            )
    return render(request, "accounts/add_person.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One person: their facts, and what an administrator may do."""
    acting = _administrator(request)
    person = queries.person(uuid)
    form = PersonForm(request.POST or None, initial=PersonForm.of(person))
    if form.is_valid():
        try:
            services.change_person(
                person, form.facts(), unit=form.cleaned_data["unit"], acting=acting, at=now()
            )
        except Refusal as refusal:
            refusals.show(refusal, form)
        else:
            messages.success(request, _("The changes are kept."))
            return redirect("accounts:person", uuid)
    roles_form = RolesForm(initial={"roles": [role.value for role in person.roles]})
    return render(request, "accounts/person.html", {"form": form, "person": person, "roles_form": roles_form})


@login_required
@require_POST
def roles(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Set the roles of a person: what is no longer ticked is revoked first."""
    acting = _administrator(request)
    person = queries.person(uuid)
    form = RolesForm(request.POST)
    if form.is_valid():
        services.set_roles(person, form.chosen_roles(), acting=acting, at=now())
        messages.success(request, _("The roles are changed."))
    return redirect("accounts:person", uuid)


@login_required
@never_cache
@require_POST
def new_password(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give a person a new password, told once on the page that answers."""
    acting = _administrator(request)
    person, password = queries.person(uuid), first_password()
    services.set_password(person, password, acting=acting, at=now())
    return render(request, "accounts/password.html", {"person": person, "password": password, "new": False})


@login_required
@require_POST
def deactivate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Close an account."""
    services.deactivate(queries.person(uuid), acting=_administrator(request), at=now())
    messages.success(request, _("The account is closed."))
    return redirect("accounts:person", uuid)


@login_required
@require_POST
def reactivate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Open an account again."""
    services.reactivate(queries.person(uuid), acting=_administrator(request), at=now())
    messages.success(request, _("The account is open again."))
    return redirect("accounts:person", uuid)


@login_required
@require_http_methods(["GET"])
def units(request: HttpRequest) -> HttpResponse:
    """The units of the bureau."""
    _administrator(request)
    return render(request, "accounts/units.html", {"units": queries.units()})


@login_required
@require_http_methods(["GET", "POST"])
def add_unit(request: HttpRequest) -> HttpResponse:
    """Add a unit."""
    acting = _administrator(request)
    form = UnitForm(request.POST or None)
    if form.is_valid():
        try:
            services.add_unit(**form.cleaned_data, acting=acting, at=now())
        except Refusal as refusal:
            refusals.show(refusal, form)
        else:
            messages.success(request, _("The unit is added."))
            return redirect("accounts:units")
    return render(request, "accounts/unit.html", {"form": form, "unit": None})


@login_required
@require_http_methods(["GET", "POST"])
def unit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Change a unit."""
    acting = _administrator(request)
    unit = queries.unit(uuid)
    known = {"name_en": unit.name_en, "name_fr": unit.name_fr, "intake": unit.intake}
    form = UnitForm(request.POST or None, initial=known)
    if form.is_valid():
        try:
            services.change_unit(unit, **form.cleaned_data, acting=acting, at=now())
        except Refusal as refusal:
            refusals.show(refusal, form)
        else:
            messages.success(request, _("The changes are kept."))
            return redirect("accounts:units")
    return render(request, "accounts/unit.html", {"form": form, "unit": unit})


def _role_names(person: Person) -> list[str]:
    language = reading_language()
    return [text.in_language(language) for role, text in LABELS.items() if role in person.roles]


def _unit_name(person: Person) -> str:
    return person.unit.name(reading_language()) if person.unit else ""
