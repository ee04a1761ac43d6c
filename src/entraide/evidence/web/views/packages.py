"""Sealed packages: asked for, ready, sent; and those of partners, checked and taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entraide.cases.queries import case_for
from entraide.evidence import policy, queries
from entraide.evidence.domain.package.reading import read_record
from entraide.evidence.queries.naming import names_of
from entraide.evidence.services import arriving, packaging
from entraide.evidence.web.chain import links_of
from entraide.evidence.web.forms.packaging import DeclineForm, PackageForm, TakeOverForm
from entraide.evidence.web.views.asking import person_of, tell
from entraide.exchange.queries import conversations_of_case
from entraide.kernel.clock import now
from entraide.kernel.errors import NotAllowed, Refusal
from entraide.ledger.services import look
from entraide.ui.downloads import to_keep

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.cases.models import Case


@require_GET
def listed(http: HttpRequest, case: UUID) -> HttpResponse:
    """The packages of a case: those that go out and those that came."""
    person = person_of(http)
    found = case_for(person, case)
    _looked(person, found)
    context = {
        "case": found,
        "case_name": names_of(person, [found])[found.pk],
        "packages": queries.packages_of(found),
        "arrived": queries.arrived_in(found),
        "may_keep": policy.may_keep(person),
    }
    return render(http, "evidence/packages.html", context)


@require_http_methods(["GET", "POST"])
def new(http: HttpRequest, case: UUID) -> HttpResponse:
    """Ask for a package."""
    person = person_of(http)
    found = case_for(person, case)
    if not policy.may_keep(person):
        raise NotAllowed
    sent = http.method == "POST"
    ready = queries.ready_to_go(found)
    exhibits = {str(one.uuid): one for one in ready}
    talks = conversations_of_case(found.uuid)
    form = PackageForm(http.POST if sent else None, exhibits=ready, to=talks)
    if sent and form.is_valid():
        to = form.cleaned_data["to"]
        try:
            wanted = packaging.want(
                found,
                [exhibits[one] for one in form.cleaned_data["exhibits"]],
                handling=form.handling(),
                acting=person,
                at=now(),
                conversation=UUID(to) if to else None,
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(http, _("The package is being made."))
            return redirect("evidence:package", uuid=wanted.uuid)
    _looked(person, found)
    context = {
        "case": found,
        "case_name": names_of(person, [found])[found.pk],
        "form": form,
        "exhibits": exhibits,
    }
    return render(http, "evidence/package_new.html", context, status=422 if sent else 200)


@require_GET
def package(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far a package is, what is in it, where it went."""
    person = person_of(http)
    found = queries.package_for(person, uuid)
    _looked(person, found.case, found.uuid)
    context = {
        "package": found,
        "case_name": names_of(person, [found.case])[found.case_id],
        "exhibits": found.exhibits.select_related("standing").order_by("pk"),
        "percent": found.done * 100 // found.whole if found.whole else 0,
        "handling": packaging.handling_of(found),
        "may_keep": policy.may_keep(person),
    }
    return render(http, "evidence/package.html", context)


@require_POST
def download(http: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The package itself. Raises `NotFound` where it does not lie ready."""
    person = person_of(http)
    found = queries.package_for(person, uuid)
    pieces = packaging.give_out(found, acting=person, at=now())
    response = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    return to_keep(response, f"package-{found.uuid}.zip", size=found.size)


@require_http_methods(["GET", "POST"])
def arrived(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """A partner's package: what it proves; POST takes over what is in it, or declines it."""
    person = person_of(http)
    found = queries.arrived_for(person, uuid)
    said = read_record(bytes(found.record)) if found.checked_at and not found.fault else None
    exhibits = [
        (one, links_of([bound.event for bound in one.chain]), arriving.offer_in(one) is not None)
        for one in (said.exhibits if said else ())
    ]
    originals = any(original for _one, _links, original in exhibits)
    sent = http.method == "POST"
    declines = sent and "decline" in http.POST
    form = TakeOverForm(http.POST if sent and not declines else None, originals=originals)
    declining = DeclineForm(http.POST if declines else None)
    if sent and (declining if declines else form).is_valid():
        try:
            if declines:
                reason = declining.cleaned_data["reason"]
                arriving.decline(found, reason=reason, acting=person, at=now())
                done = _("The partner is told that it was not taken over.")
            else:
                taken = arriving.take_over(found, **form.cleaned_data, acting=person, at=now())
                done = ngettext("%(n)d exhibit taken over.", "%(n)d exhibits taken over.", len(taken))
                done %= {"n": len(taken)}
        except Refusal as refusal:
            tell(declining if declines else form, refusal)
        else:
            messages.success(http, done)
            return redirect("evidence:arrived", uuid=uuid)
    _looked(person, found.case, found.uuid)
    context = {
        "arrived": found,
        "case_name": names_of(person, [found.case])[found.case_id],
        "said": said,
        "exhibits": exhibits,
        "originals": originals,
        "recalled": queries.is_recalled(found),
        "here": queries.taken_over_from(found),
        "form": form,
        "declining": declining,
        "may_answer": policy.may_keep(person) and queries.can_be_taken_over(found),
    }
    return render(http, "evidence/arrived.html", context, status=422 if sent else 200)


def _looked(person: Person, case: Case, subject: UUID | None = None) -> None:
    look(by=person.uuid, at=now(), case=case.uuid, what="evidence.package", subject=subject)
