"""What arrives as a file: dropped on the desk, read beside its draft, taken over piece by piece, or set aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entraide.assistance import policy
from entraide.assistance.domain.opening.defusing import safe_html
from entraide.assistance.domain.opening.refusals import TooLarge
from entraide.assistance.models import Arrival
from entraide.assistance.queries import arrival_for, suggestion_for, unreadable
from entraide.assistance.services import arriving, suggesting
from entraide.assistance.services.mailing import filing
from entraide.assistance.web.draft_rows import draft_rows, lacking_for_triage
from entraide.assistance.web.forms.acts import OtherRequestForm, SayForm
from entraide.assistance.web.forms.refusing import tell, words_of
from entraide.assistance.web.mails import mail_face
from entraide.assistance.web.next_acts import next_acts
from entraide.assistance.web.originals import reading_of
from entraide.assistance.web.suggested import offered
from entraide.assistance.web.views.asking import looked_at_arrival, person_of
from entraide.assistance.web.views.requests import matter_of
from entraide.cases.services import originals
from entraide.kernel.clock import now
from entraide.kernel.errors import NotAllowed, NotFound, Refusal
from entraide.ui.widgets import FilesField

if TYPE_CHECKING:
    from entraide.accounts.models import Person

ROWS = 25
SET_ASIDE = gettext_lazy("Why it is set aside")
# The media types of which a defused view is offered; of the others the text is read off, or they are downloaded.
DEFUSED = frozenset({"text/html"})
# Nothing runs, nothing loads, nothing is styled, nothing can be sent from here.
SANDBOX = (
    "sandbox; default-src 'none'; style-src 'none'; img-src 'none'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)


class DropForm(forms.Form):
    """Files that came in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"] = FilesField(label=gettext_lazy("Files"))


@require_http_methods(["GET", "POST"])
def drop(http: HttpRequest) -> HttpResponse:
    """Take in files; one that is refused stops no other."""
    person = person_of(http)
    if not policy.may_take_in(person):
        raise NotAllowed
    sent = http.method == "POST"
    form = DropForm(http.POST, http.FILES) if sent else DropForm()
    if not (sent and form.is_valid()):
        return render(http, "assistance/drop.html", {"form": form}, status=422 if sent else 200)
    taken, refused = _take_in(form.cleaned_data["files"], person)
    if not taken:
        for sentence in refused:
            form.add_error(None, sentence)
        return render(http, "assistance/drop.html", {"form": form}, status=422)
    for sentence in refused:
        messages.error(http, sentence)
    if len(taken) == 1:
        return redirect("assistance:arrival", uuid=taken[0].uuid)
    number = len(taken)
    messages.success(
        http, ngettext("%(number)d file taken in.", "%(number)d files taken in.", number) % {"number": number}
    )
    return redirect("assistance:arrivals")


@require_GET
def arrivals(http: HttpRequest) -> HttpResponse:
    """What arrived: what no program could read first, then the latest."""
    person = person_of(http)
    if not policy.may_take_in(person):
        raise NotAllowed
    before = http.GET.get("before", "")
    found = (
        policy.visible_arrivals(person).filter(request__isnull=False).select_related("request__partner_state")
    )
    if before.isdecimal() and len(before) < 19:
        found = found.filter(pk__lt=int(before))
    rows = list(found.order_by("-pk")[: ROWS + 1])
    context = {
        "unreadable": [] if before else unreadable(person)[:ROWS],
        "rows": rows[:ROWS],
        "next": f"?before={rows[ROWS - 1].pk}" if len(rows) > ROWS else "",
        "is_first": not before,
    }
    return render(http, "assistance/arrivals.html", context)


@require_GET
def arrival(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """The original beside the draft, with what can be read off it; or why it could not be read."""
    person = person_of(http)
    found = arrival_for(person, uuid)
    looked_at_arrival(http, found)
    return render(http, "assistance/arrival.html", _shown(found, person))


@require_GET
def original_view(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """An HTML original with nothing live left in it, in a page of its own that can do nothing."""
    found = arrival_for(person_of(http), uuid)
    if found.original is None or found.original.media_type not in DEFUSED:
        raise NotFound
    looked_at_arrival(http, found, "assistance.original_view")
    # What `safe_html` lets through is structure without a single attribute; the page around it can run nothing.
    shown = mark_safe(safe_html(originals.read(found.original).decode("utf-8", "replace")))  # noqa: S308
    response = render(http, "assistance/original_view.html", {"arrival": found, "shown": shown})
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def accept(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a suggestion over into the record."""
    return _settle(http, uuid, accepted=True)


@require_POST
def dismiss(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put a suggestion aside."""
    return _settle(http, uuid, accepted=False)


@require_POST
def accept_ticked(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take over the suggestions that were ticked; one that does not fit is named and stops no other."""
    person = person_of(http)
    found = arrival_for(person, uuid)
    ticked = set(http.POST.getlist("suggestion"))
    number = 0
    for suggestion in found.suggestions.filter(settled_at=None):
        if str(suggestion.uuid) not in ticked:
            continue
        try:
            suggesting.accept_suggestion(suggestion_for(person, suggestion.uuid), acting=person, at=now())
        except Refusal as refusal:
            messages.error(http, f"{suggestion.label}: {words_of(refusal)}")
        else:
            number += 1
    if number:
        words = ngettext("%(number)d suggestion accepted.", "%(number)d suggestions accepted.", number)
        messages.success(http, words % {"number": number})
    else:
        messages.info(http, _("No suggestion was ticked."))
    return redirect("assistance:arrival", uuid=uuid)


@require_POST
def join(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say that an arrival belongs to a request that is already here."""
    person = person_of(http)
    found = arrival_for(person, uuid)
    form = OtherRequestForm(http.POST, person=person)
    if form.is_valid():
        target = form.cleaned_data["reference"]
        try:
            arriving.join(found, target, acting=person, at=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(http, _("Joined to %(reference)s.") % {"reference": target.reference})
            return redirect("assistance:request", uuid=target.uuid)
    looked_at_arrival(http, found)
    return render(http, "assistance/arrival.html", _shown(found, person) | {"join_form": form}, status=422)


@require_POST
def take_note(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say that one has read a mail that was filed with its request."""
    person = person_of(http)
    found = arrival_for(person, uuid)
    filing.take_note(found, acting=person, at=now())
    messages.success(http, _("Noted. It is no longer on the desks."))
    return redirect("assistance:arrival", uuid=uuid)


@require_POST
def set_aside(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take an arrival that could not be read off the desk, for a reason."""
    person = person_of(http)
    found = arrival_for(person, uuid)
    form = SayForm(http.POST, label=SET_ASIDE)
    if form.is_valid():
        arriving.set_aside(found, reason=form.cleaned_data["text"], acting=person, at=now())
        messages.success(http, _("Set aside. The original is kept."))
        return redirect("assistance:arrivals")
    looked_at_arrival(http, found)
    return render(http, "assistance/arrival.html", _shown(found, person) | {"aside_form": form}, status=422)


@require_POST
def by_hand(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Register a request for an arrival that a person has read."""
    person = person_of(http)
    made = arriving.enter_by_hand(arrival_for(person, uuid), acting=person, at=now())
    messages.success(http, _("Registered as %(reference)s.") % {"reference": made.reference})
    return redirect("assistance:record_edit", uuid=made.uuid)


def _take_in(files: Sequence[UploadedFile[Any]], person: Person) -> tuple[list[Arrival], list[str]]:
    taken, refused = [], []
    for file in files:
        try:
            size = file.size or 0
            if size > settings.ENTRAIDE_ARRIVAL_MAX_BYTES:
                raise TooLarge(size=size, limit=settings.ENTRAIDE_ARRIVAL_MAX_BYTES)
            taken.append(arriving.receive(file.chunks(), name=file.name or "", acting=person, at=now()))
        except Refusal as refusal:
            refused.append(f"{file.name}: {words_of(refusal)}")
    return taken, refused


def _settle(http: HttpRequest, uuid: UUID, *, accepted: bool) -> HttpResponse:
    person = person_of(http)
    found = suggestion_for(person, uuid)
    do = suggesting.accept_suggestion if accepted else suggesting.dismiss_suggestion
    try:
        do(found, acting=person, at=now())
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(http, words_of(refusal))
    return redirect(reverse("assistance:arrival", args=[found.arrival.uuid]) + f"#suggestion-{uuid}")


def _shown(found: Arrival, person: Person) -> dict[str, object]:
    suggestions = list(found.suggestions.all())
    offers = offered(suggestions)
    looks_like = found.looks_like
    if looks_like is not None and not policy.visible_requests(person).filter(pk=looks_like.pk).exists():
        looks_like = None
    context: dict[str, object] = {
        "arrival": found,
        "likely": [one for one in offers if one.likely and one.suggestion.settled_at is None],
        "unlikely": [one for one in offers if not one.likely],
        "settled": [one for one in offers if one.suggestion.settled_at is not None],
        "waiting": any(one.settled_at is None for one in suggestions),
        "reading": reading_of(
            found, [one.suggestion for one in offers if one.likely and one.suggestion.accepted is not False]
        ),
        "looks_like": looks_like,
        "likeness": round(100 * (found.likeness or 0)),
        "join_form": OtherRequestForm(
            person=person, initial={"reference": looks_like.reference if looks_like else ""}
        ),
        "aside_form": SayForm(label=SET_ASIDE),
        "may_defuse": found.original is not None and found.original.media_type in DEFUSED,
        "asked": found.request,
        "mail": mail_face(found, person),
    }
    if found.request is not None:
        context |= matter_of(person, found.request) | {
            "acts": next_acts(person, found.request),
            "draft_rows": draft_rows(found.request),
            "lacking": lacking_for_triage(found.request),
        }
    return context
