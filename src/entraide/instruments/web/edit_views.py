"""Keeping the law desk: jurists and administrators write own versions and say what they know of parties."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from entraide.instruments import policy, queries, services
from entraide.instruments.domain.instrument import Instrument
from entraide.instruments.errors import (
    CodeDiffers,
    CodeNotUsable,
    CodeTaken,
    InstrumentBroken,
    NothingChanged,
)
from entraide.instruments.web import labels, shown
from entraide.instruments.web.forms import ConfirmationForm, PartyForm, RevisionForm, WithdrawalForm
from entraide.kernel.clock import now
from entraide.kernel.differences import difference, marked
from entraide.kernel.errors import NotFound, Refusal
from entraide.ui.actors import actor_of
from entraide.ui.web import refusals

if TYPE_CHECKING:
    from entraide.accounts.models import Person

# What is wrong with the text is said beside it.
OF_THE_TEXT = (InstrumentBroken, CodeDiffers, CodeNotUsable, CodeTaken, NothingChanged)


@cache
def example() -> str:
    """The smallest agreement that is one, with remarks in both languages."""
    return resources.files("entraide.instruments.web").joinpath("agreement_example.toml").read_text("utf-8")


@login_required
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, code: str) -> HttpResponse:
    """Write an own version of an instrument, or look first whether a text can be read."""
    acting = _keeper(request)
    text = queries.current_text(code) or next((one.text for one in queries.revisions(code) if one.text), "")
    if not text:
        raise NotFound
    form = RevisionForm(request.POST or None, initial={"text": text})
    preview: dict[str, object] = {}
    if form.is_valid():
        given = form.cleaned_data
        try:
            if "check" in request.POST:
                preview = _preview(given["text"], queries.current_text(code))
            else:
                services.revise(code, given["text"], given["reason"], acting=acting, at=now())
                messages.success(request, _("Your own version is in use."))
                return redirect("instruments:instrument", code)
        except Refusal as refusal:
            _show(refusal, form)
    known = next((one for one in queries.node_library().instruments if one.code == code), None)
    context = {
        "form": form,
        "code": code,
        "name": labels.said(known.short) if known else code,
        "in_library": known is not None,
        **preview,
    }
    return render(request, "instruments/write.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add_agreement(request: HttpRequest) -> HttpResponse:
    """Add an agreement of the bureau's own."""
    acting = _keeper(request)
    form = RevisionForm(request.POST or None, initial={"text": example()})
    preview: dict[str, object] = {}
    if form.is_valid():
        given = form.cleaned_data
        try:
            if "check" in request.POST:
                preview = _preview(given["text"], "")
            else:
                added = services.add_agreement(given["text"], given["reason"], acting=acting, at=now())
                messages.success(request, _("The agreement is added."))
                return redirect("instruments:instrument", added.code)
        except Refusal as refusal:
            _show(refusal, form)
    return render(request, "instruments/write.html", {"form": form, "code": "", **preview})


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Go back to the shipped version."""
    acting = _keeper(request)
    found = queries.instrument(code)
    form = WithdrawalForm(request.POST or None)
    if form.is_valid():
        try:
            services.withdraw(code, form.cleaned_data["reason"], acting=acting, at=now())
        except Refusal as refusal:
            refusals.show(refusal, form)
        else:
            messages.success(request, _("Your own version is withdrawn. It stays in the history."))
            return redirect("instruments:history", code)
    context = {"form": form, "instrument": found, "name": labels.said(found.short)}
    return render(
        request, "instruments/withdraw.html", {**context, "shipped": bool(queries.shipped_text(code))}
    )


@login_required
@require_http_methods(["GET", "POST"])
def add_party(request: HttpRequest, code: str) -> HttpResponse:
    """Say what is known of a state that the list does not name."""
    return _party(request, _kept(request, code), "")


@login_required
@require_http_methods(["GET", "POST"])
def correct_party(request: HttpRequest, code: str, state: str) -> HttpResponse:
    """Say what is known of a state, over what the list says."""
    found = _kept(request, code)
    if found.party(state) is None:
        raise NotFound
    return _party(request, found, state)


@login_required
@require_http_methods(["GET", "POST"])
def confirm_party(request: HttpRequest, code: str, state: str) -> HttpResponse:
    """Say that what the list says of a state was read at its source and is so."""
    acting = _keeper(request)
    found = queries.instrument(code)
    known = found.party(state)
    if known is None:
        raise NotFound
    initial = {"source": labels.said(known.origin.source), "as_of": timezone.localdate()}
    form = ConfirmationForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            services.confirm(code, state, **form.cleaned_data, acting=acting, at=now())
        except Refusal as refusal:
            refusals.show(refusal, form)
        else:
            messages.success(request, _("The party is confirmed."))
            return redirect("instruments:instrument", code)
    context = {
        "form": form,
        "instrument": found,
        "name": labels.said(found.short),
        "party": known,
        "state_name": shown.state_name(state),
    }
    return render(request, "instruments/confirm.html", context)


def _kept(request: HttpRequest, code: str) -> Instrument:
    """The instrument, for one who may keep it. Raises `NotAllowed`, `NotFound`."""
    _keeper(request)
    return queries.instrument(code)


def _keeper(request: HttpRequest) -> Person:
    acting = actor_of(request)
    policy.require_keeper(acting)
    return cast("Person", acting)


def _party(request: HttpRequest, instrument: Instrument, state: str) -> HttpResponse:
    acting = _keeper(request)
    form = PartyForm(request.POST or None, initial=_known(instrument, state))
    # Who corrects one state does not write about another by a slip of the list.
    form.fields["state"].disabled = bool(state)
    if form.is_valid():
        try:
            services.record_party(instrument.code, form.facts(), acting=acting, at=now())
        except Refusal as refusal:
            refusals.show(refusal, form)
        else:
            messages.success(request, _("What is known of the party is kept."))
            return redirect("instruments:instrument", instrument.code)
    context = {
        "form": form,
        "instrument": instrument,
        "name": labels.said(instrument.short),
        "state_name": shown.state_name(state) if state else "",
    }
    return render(request, "instruments/party.html", context)


def _known(instrument: Instrument, state: str) -> dict[str, object]:
    party = instrument.party(state)
    if party is None:
        return {"as_of": timezone.localdate()}
    return {
        "state": party.state,
        "signed": party.signed or "",
        "ratified": party.ratified or "",
        "in_force": party.in_force or "",
        "as_of": timezone.localdate(),
    }


def _preview(text: str, before: str) -> dict[str, object]:
    """What a text says if it can be read, and what it changes. Raises `InstrumentBroken`."""
    found = services.read_text(text)
    changed = difference(before, text.replace("\r\n", "\n")) if before else ()
    return {
        "read": shown.listed(found, None),
        "sections": [
            (section.title, len(section.lines)) for section in shown.sections(found, queries.node_library())
        ],
        "diff": marked(changed),
    }


def _show(refusal: Refusal, form: RevisionForm) -> None:
    if isinstance(refusal, OF_THE_TEXT):
        form.add_error("text", refusal.in_language(labels.language()))
    else:
        refusals.show(refusal, form)
