"""The links: each partner, how its line stands, what waits, what was refused. Nothing of a case is on these pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entraide.exchange import policy, queries
from entraide.exchange.domain.standing import LABELS, PartnerStanding
from entraide.exchange.models import Message, Partner
from entraide.exchange.services import driving, hooks, partners
from entraide.exchange.services.identity import has_identity, identity
from entraide.exchange.web.forms import ConfirmForm, IntroduceForm, ReasonForm
from entraide.kernel.clock import now
from entraide.kernel.errors import Refusal
from entraide.ui.actors import actor_of
from entraide.ui.web import refusals

if TYPE_CHECKING:
    from entraide.accounts.models import Person

ROWS = 50
TONES = {
    PartnerStanding.INTRODUCED: "warning",
    PartnerStanding.CONFIRMED: "good",
    PartnerStanding.SUSPENDED: "danger",
}


@require_GET
def links(http: HttpRequest) -> HttpResponse:
    """Every partner and how its link stands; our own card; letters that did not arrive."""
    person = _viewer(http)
    context = {
        "partners": [_face(one) for one in queries.partners()],
        "ours": identity().card if has_identity() else None,
        "dead": [(_label(one), one) for one in queries.dead_letters()[:ROWS]],
        "may_keep": policy.may_keep_partners(person),
    }
    return render(http, "exchange/links.html", context)


@require_http_methods(["GET", "POST"])
def introduce(http: HttpRequest) -> HttpResponse:
    """Introduce another node; nothing passes before its fingerprint is compared."""
    person = _keeper(http)
    sent = http.method == "POST"
    form = IntroduceForm(http.POST or None, http.FILES or None)
    if sent and form.is_valid():
        try:
            file, address = form.cleaned_data["file"], form.cleaned_data["address"]
            cards = partners.read_line(file.read()) if file else partners.fetch_cards(address)
            made = partners.introduce(cards, acting=person, at=now())
        except Refusal as refusal:
            refusals.show(refusal, form)
        else:
            messages.success(http, _("Introduced. Compare the fingerprint over the telephone now."))
            return redirect("exchange:partner", made.node)
    return render(http, "exchange/introduce.html", {"form": form}, status=422 if sent else 200)


@require_GET
def partner(http: HttpRequest, node: UUID) -> HttpResponse:
    """One partner: its card, its link, what waits for it, what of it was refused."""
    person = _viewer(http)
    return _partner_page(http, queries.partner(node), person)


@require_POST
def confirm(http: HttpRequest, node: UUID) -> HttpResponse:
    """Let a partner in, its fingerprint compared."""
    person, found = _keeper(http), queries.partner(node)
    form = ConfirmForm(http.POST)
    if form.is_valid():
        try:
            partners.confirm(found, **form.cleaned_data, acting=person, at=now())
        except Refusal as refusal:
            refusals.show(refusal, form)
        else:
            messages.success(http, _("Confirmed. Try the link with a test message."))
            return redirect("exchange:partner", node)
    return _partner_page(http, found, person, confirm_form=form, status=422)


@require_POST
def stand(http: HttpRequest, node: UUID) -> HttpResponse:
    """Suspend a partner, or take it up again, for a reason."""
    person, found = _keeper(http), queries.partner(node)
    form = ReasonForm(http.POST)
    if form.is_valid():
        if found.standing == PartnerStanding.SUSPENDED:
            partners.resume(found, reason=form.cleaned_data["reason"], acting=person, at=now())
            messages.success(http, _("Messages pass again."))
        else:
            partners.suspend(found, reason=form.cleaned_data["reason"], acting=person, at=now())
            messages.success(http, _("Nothing passes to or from this partner any more."))
        return redirect("exchange:partner", node)
    return _partner_page(http, found, person, reason_form=form, status=422)


@require_POST
def test(http: HttpRequest, node: UUID) -> HttpResponse:
    """Send a test message."""
    message = partners.send_test(queries.partner(node), acting=_viewer(http), at=now())
    messages.success(http, _("The test message is on its way."))
    return redirect("exchange:message", message.uuid)


@require_GET
def message(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far a message came: who attests what. Not what it says."""
    _viewer(http)
    found = queries.message(uuid)
    attested = [
        (LABELS_OF[one.kind].in_language(get_language() or "en"), one)
        for one in found.attestations.order_by("at", "pk")
    ]
    context = {"message": found, "label": _label(found), "attested": attested}
    return render(http, "exchange/message.html", context)


@require_POST
def drive(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Try a message again at once."""
    driving.drive(queries.message(uuid), acting=_viewer(http), at=now())
    messages.success(http, _("It is tried again now."))
    return redirect("exchange:message", uuid)


@require_GET
def incidents(http: HttpRequest) -> HttpResponse:
    """What was refused at the door: codes, places, and who it claimed to be of."""
    _viewer(http)
    found = [
        (driving.sentence_of(one.code, get_language() or "en"), one) for one in queries.incidents()[:200]
    ]
    return render(http, "exchange/incidents.html", {"incidents": found})


def _partner_page(
    http: HttpRequest,
    found: Partner,
    person: Person,
    *,
    confirm_form: ConfirmForm | None = None,
    reason_form: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    card = queries.card_of(found)
    context = {
        "partner": found,
        "face": _face(found),
        "card": card.card,
        "fingerprint": card.fingerprint,
        "cards": list(found.cards.order_by("-version")),
        "queue": [(_label(one), one) for one in queries.queue_of(found)[:ROWS]],
        "incidents": list(queries.incidents().filter(partner=found)[:20]),
        "may_keep": policy.may_keep_partners(person),
        "confirm_form": confirm_form or ConfirmForm(),
        "reason_form": reason_form or ReasonForm(),
    }
    return render(http, "exchange/partner.html", context, status=status)


def _face(one: Partner) -> dict[str, object]:
    standing = PartnerStanding(one.standing)
    oldest = queries.queue_of(one).first()
    card = queries.card_of(one).card
    return {
        "partner": one,
        "name": one.name(get_language() or "en"),
        "standing": LABELS[standing].in_language(get_language() or "en"),
        "tone": TONES[standing],
        "waiting": queries.queue_of(one).count(),
        "oldest": oldest.created if oldest else None,
        "keys_since": max(key.term.since for key in card.signing),
        "version": card.version,
        "skew": round(one.clock_skew) if one.clock_skew is not None and abs(one.clock_skew) >= 2 else None,
    }


def _label(message: Message) -> str:
    return hooks.label_of(message.type).in_language(get_language() or "en")


def _viewer(http: HttpRequest) -> Person:
    person = cast("Person", actor_of(http))
    policy.require_may_see_links(person)
    return person


def _keeper(http: HttpRequest) -> Person:
    person = _viewer(http)
    policy.require_may_keep_partners(person)
    return person


LABELS_OF = {str(kind.value): text for kind, text in LABELS.items()}
