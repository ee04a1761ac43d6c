"""Adding, correcting and removing authorities, offences, subjects, measures and assurances."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entraide.assistance.domain.blocks import SORT_LABELS, SubjectSort
from entraide.assistance.models import Offence, Subject
from entraide.assistance.services import describing
from entraide.assistance.services.describing import PARTS
from entraide.assistance.web.forms.parts import PartForm
from entraide.assistance.web.forms.refusing import tell
from entraide.assistance.web.labels import part_name, words
from entraide.assistance.web.offence_choice import choice_of, tell_suggestions
from entraide.assistance.web.views.asking import looked_at_request
from entraide.assistance.web.views.frame import held
from entraide.directory import queries as directory
from entraide.kernel.clock import now
from entraide.kernel.errors import NotFound, Refusal

if TYPE_CHECKING:
    from entraide.assistance.models import AssistanceRequest


@require_http_methods(["GET", "POST"])
def add(http: HttpRequest, uuid: UUID, part: str) -> HttpResponse:
    """Add a part. A subject first says of which sort it is; an authority can be taken from the directory."""
    person, request = held(http, uuid)
    if part not in PARTS:
        raise NotFound
    sort = _sort(http.GET.get("sort", "")) if part == "subjects" else None
    if part == "subjects" and sort is None:
        looked_at_request(http, request)
        sorts = [(sort.value, words(text)) for sort, text in SORT_LABELS.items()]
        return render(http, "assistance/which_sort.html", {"asked": request, "sorts": sorts})
    sent = http.method == "POST"
    initial = _from_directory(http.GET.get("contact", ""), request) if part == "authorities" else {}
    choice = choice_of(http, request) if part == "offences" else None
    if choice and choice.typed is not None:
        initial, sent = dict(choice.typed), False
    form = PartForm(http.POST if sent else None, part=part, sort=sort, initial=initial)
    if sent and form.is_valid():
        try:
            describing.add_part(request, part, form.values(), acting=person, at=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(http, _("Added."))
            return redirect(reverse("assistance:request", args=[uuid]) + f"#{part}")
    looked_at_request(http, request)
    context = {
        "asked": request,
        "form": form,
        "part": part,
        "sort": sort,
        "contacts": _contacts(request) if part == "authorities" and not sent else [],
        "choice": choice,
    }
    if choice:
        tell_suggestions(form, choice)
    return render(http, "assistance/part.html", context, status=422 if sent else 200)


@require_http_methods(["GET", "POST"])
def change(http: HttpRequest, uuid: UUID, part: str, which: UUID) -> HttpResponse:
    """Correct a part."""
    person, request = held(http, uuid)
    found = describing.part_of(request, part, which)
    sort = SubjectSort(found.sort) if isinstance(found, Subject) else None
    sent = http.method == "POST"
    choice = choice_of(http, request, found) if isinstance(found, Offence) else None
    if choice and choice.typed is not None:
        sent = False
        form = PartForm(part=part, initial=choice.typed)
    else:
        form = PartForm(http.POST if sent else None, part=part, sort=sort, on_record=found)
    if sent and form.is_valid():
        try:
            describing.change_part(request, part, which, form.values(), acting=person, at=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(http, _("Changed."))
            return redirect(reverse("assistance:request", args=[uuid]) + f"#{part}")
    looked_at_request(http, request)
    context = {
        "asked": request,
        "form": form,
        "part": part,
        "sort": sort,
        "which": found,
        "choice": choice,
    }
    if choice:
        tell_suggestions(form, choice)
    return render(http, "assistance/part.html", context, status=422 if sent else 200)


@require_http_methods(["GET", "POST"])
def remove(http: HttpRequest, uuid: UUID, part: str, which: UUID) -> HttpResponse:
    """Take a part out of the record, once it was asked whether that is meant."""
    person, request = held(http, uuid)
    found = describing.part_of(request, part, which)
    if http.method == "POST":
        describing.remove_part(request, part, which, acting=person, at=now())
        messages.success(http, _("Removed. The timeline keeps that it stood there."))
        return redirect(reverse("assistance:request", args=[uuid]) + f"#{part}")
    looked_at_request(http, request)
    context = {"asked": request, "part": part, "which": found, "what": part_name(found)}
    return render(http, "assistance/part_remove.html", context)


def _sort(code: str) -> SubjectSort | None:
    return SubjectSort(code) if code in SubjectSort.__members__.values() else None


def _contacts(request: AssistanceRequest) -> list[object]:
    """Contact points of the partner state, to be taken over from the directory."""
    if not request.partner_state_id:
        return []
    return list(directory.contacts(state=request.partner_state_id)[:20])


def _from_directory(uuid: str, request: AssistanceRequest) -> dict[str, object]:
    if not uuid:
        return {}
    try:
        point = directory.contact(UUID(uuid))
    except ValueError as malformed:
        raise NotFound from malformed
    office, agency = point.office, point.office.agency
    return {
        "role": "requested" if request.direction == "outgoing" else "requesting",
        "organisation": agency.name_original or agency.name_en,
        "unit": office.name,
        "person": point.person,
        "title": point.title,
        "phone": point.phone,
        "mobile": point.mobile,
        "email": point.email,
        "address": "\n".join(part for part in (office.address, office.city) if part),
        "time_zone": office.time_zone,
        "hours": office.hours,
        "languages": ", ".join(point.languages),
    }
