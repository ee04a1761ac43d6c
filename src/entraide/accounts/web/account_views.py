"""My account: what I may change of myself, and my tokens."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from entraide.accounts import queries, services
from entraide.accounts.domain.roles import SCOPE_LABELS, Scope
from entraide.accounts.models import ApiToken
from entraide.accounts.web.adapter import speak
from entraide.accounts.web.forms import OwnAccountForm, TokenForm
from entraide.accounts.web.visitor import reading_language, signed_in
from entraide.kernel.clock import now
from entraide.kernel.errors import Refusal
from entraide.ui.web import refusals


@login_required
@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """My facts, my roles, my language."""
    person = signed_in(request)
    known = {"title": person.title, "phone": person.phone, "language": person.language}
    form = OwnAccountForm(request.POST or None, initial=known)
    if form.is_valid():
        try:
            services.change_own_account(person, **form.cleaned_data, acting=person, at=now())
        except Refusal as refusal:
            refusals.show(refusal, form)
        else:
            response = redirect("accounts:me")
            speak(response, person.language)
            messages.success(request, _("Your account is changed."))
            return response
    return render(request, "accounts/me.html", {"form": form, "person": person})


@login_required
@require_http_methods(["GET"])
def tokens(request: HttpRequest) -> HttpResponse:
    """My tokens, newest first."""
    mine = [_shown(token) for token in queries.tokens_of(signed_in(request))]
    return render(request, "accounts/tokens.html", {"tokens": mine})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def issue_token(request: HttpRequest) -> HttpResponse:
    """Make a token; its secret is on the page that answers, and nowhere else."""
    person = signed_in(request)
    form = TokenForm(request.POST or None, person=person)
    if form.is_valid():
        try:
            issued = services.issue_token(
                person,
                name=form.cleaned_data["name"],
                scopes=form.chosen_scopes(),
                days=form.cleaned_data["days"],
                acting=person,
                at=now(),
            )
        except Refusal as refusal:
            refusals.show(refusal, form)
        else:
            context = {"issued": issued, "calendar_address": _calendar_address(request, issued)}
            return render(request, "accounts/token_issued.html", context)
    return render(request, "accounts/issue_token.html", {"form": form})


@login_required
@require_POST
def revoke_token(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """End one of my tokens."""
    person = signed_in(request)
    services.revoke_token(queries.token(uuid, owner=person), acting=person, at=now())
    messages.success(request, _("The token is revoked."))
    return redirect("accounts:tokens")


def _shown(token: ApiToken) -> dict[str, object]:
    state = "revoked" if token.revoked_at else "expired" if token.expires_at <= now() else "good"
    scopes = [SCOPE_LABELS[Scope(code)].in_language(reading_language()) for code in token.scopes]
    return {"token": token, "state": state, "scopes": scopes}


def _calendar_address(request: HttpRequest, issued: services.IssuedToken) -> str:
    """Where a calendar token is used: the page that answers there belongs to a package above, hence its name."""
    if issued.token.scopes != [Scope.CALENDAR.value]:
        return ""
    return request.build_absolute_uri(reverse("assistance:calendar", args=[issued.secret]))
