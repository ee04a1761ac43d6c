"""Letters of ours: begun, revised, previewed, reviewed by a second person, sent."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entraide.assistance import policy
from entraide.assistance.domain.assurances import AssuranceStanding
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.letters.markup import parse
from entraide.assistance.domain.letters.wording import tongue_for
from entraide.assistance.errors import NoPartnerNode
from entraide.assistance.models import Letter
from entraide.assistance.queries import check_is_due, discloses, glass_of, letter_for, reviewers_of
from entraide.assistance.services import enclosing, wording, writing
from entraide.assistance.services.exchanging.outward import nodes_for, send_by_exchange
from entraide.assistance.web.forms.letters import (
    ASKS_FOR,
    BeginLetterForm,
    CommentForm,
    EnclosureForm,
    LetterForm,
    NodesForm,
    OtherChannelForm,
)
from entraide.assistance.web.forms.refusing import tell, words_of
from entraide.assistance.web.labels import LETTER_KINDS
from entraide.assistance.web.letter_kinds import kinds_open
from entraide.assistance.web.mails import leaving
from entraide.assistance.web.views.asking import looked_at_letter, looked_at_request, person_of
from entraide.assistance.web.views.frame import held
from entraide.cases.services import originals
from entraide.kernel.clock import now
from entraide.kernel.errors import Refusal

if TYPE_CHECKING:
    from entraide.accounts.models import Person

FIELDS = ("recipient", "email", "language", "subject", "body")


@require_http_methods(["GET", "POST"])
def new(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Begin a letter: which, in which language, and what only a person can say."""
    person, request = held(http, uuid)
    code = http.GET.get("kind", "")
    kind = LetterKind(code) if code in LetterKind.__members__.values() else None
    if kind is None:
        looked_at_request(http, request)
        context = {"asked": request, "kinds": kinds_open(request)}
        return render(http, "assistance/which_letter.html", context)
    sent = http.method == "POST"
    language = tongue_for(kind, request.written_to_in)
    form = BeginLetterForm(http.POST if sent else None, kind=kind, initial={"language": language})
    if sent and form.is_valid():
        try:
            made = writing.draft_letter(
                request,
                kind,
                acting=person,
                at=now(),
                language=form.cleaned_data["language"],
                text=form.cleaned_data.get("text", ""),
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(http, _("A first draft was written from the record. Read it and make it yours."))
            return redirect("assistance:letter", uuid=made.uuid)
    looked_at_request(http, request)
    context = {
        "asked": request,
        "form": form,
        "kind": kind,
        "kind_label": LETTER_KINDS[kind],
        "asks": kind in ASKS_FOR,
    }
    return render(http, "assistance/letter_new.html", context, status=422 if sent else 200)


@require_http_methods(["GET", "POST"])
def letter(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """A letter where it stands: to be written, read by the second person, sent, or kept. POST saves a draft."""
    person = person_of(http)
    found = letter_for(person, uuid)
    sent = http.method == "POST"
    form = (
        LetterForm(http.POST) if sent else LetterForm(initial={name: getattr(found, name) for name in FIELDS})
    )
    if sent and form.is_valid():
        try:
            writing.revise_letter(found, form.cleaned_data, acting=person, at=now())
            if "submit" in http.POST:
                writing.submit_letter(found, acting=person, at=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            handed = "submit" in http.POST
            messages.success(http, _("Handed to a second person.") if handed else _("The draft is saved."))
            return redirect("assistance:letter", uuid=uuid)
    looked_at_letter(http, found)
    context = _shown(found, person) | {"form": form}
    return render(http, "assistance/letter.html", context, status=422 if sent else 200)


@require_GET
def paper(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """The letter as paper: what was approved, or the draft with its mark."""
    found = letter_for(person_of(http), uuid)
    looked_at_letter(http, found, "assistance.letter_paper")
    pdf = originals.read(found.pdf) if found.pdf else writing.render(found, at=now(), draft=True)
    response = HttpResponse(pdf, content_type="application/pdf")
    name = f"{found.request.reference}-{found.kind}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def submit(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Hand a draft, as it is saved, to a second person."""
    writing.submit_letter(letter_for(person_of(http), uuid), acting=person_of(http), at=now())
    messages.success(http, _("Handed to a second person."))
    return redirect("assistance:letter", uuid=uuid)


@require_POST
def approve(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Approve somebody else's letter."""
    return _reviewed(http, uuid, approved=True)


@require_POST
def send_back(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Return a letter to its author."""
    return _reviewed(http, uuid, approved=False)


@require_POST
def discard(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give up a draft."""
    found = writing.discard_letter(letter_for(person_of(http), uuid), acting=person_of(http), at=now())
    messages.success(http, _("The draft is discarded; it stays on record."))
    return redirect("assistance:letters", uuid=found.request.uuid)


@require_POST
def send(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Hand an approved letter to the mail."""
    writing.send_by_mail(letter_for(person_of(http), uuid), acting=person_of(http), at=now())
    messages.success(
        http, _("The letter is on its way. It counts as sent when the mail server has taken it.")
    )
    return redirect("assistance:letter", uuid=uuid)


@require_POST
def send_node(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Give an approved letter to the exchange."""
    person = person_of(http)
    found = letter_for(person, uuid)
    form = NodesForm(http.POST, nodes=nodes_for(found))
    if not form.is_valid():
        looked_at_letter(http, found)
        context = _shown(found, person) | {"nodes_form": form}
        return render(http, "assistance/letter.html", context, status=422)
    chosen = form.chosen()
    if not chosen:
        raise NoPartnerNode
    send_by_exchange(found, chosen[0], acting=person, at=now(), also=chosen[1:])
    messages.success(
        http, _("The letter is on its way. It counts as sent when the partner’s node attests that it has it.")
    )
    return redirect("assistance:letter", uuid=uuid)


@require_POST
def enclose(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Add a file to a draft."""
    person = person_of(http)
    found = letter_for(person, uuid)
    form = EnclosureForm(http.POST, http.FILES)
    if not form.is_valid():
        looked_at_letter(http, found)
        context = _shown(found, person) | {"enclosure_form": form}
        return render(http, "assistance/letter.html", context, status=422)
    file = form.cleaned_data["file"]
    enclosing.enclose(
        found, file.chunks(), name=file.name, media_type=file.content_type or "", acting=person, at=now()
    )
    messages.success(http, _("The file goes with the letter."))
    return redirect("assistance:letter", uuid=uuid)


@require_POST
def take_off(http: HttpRequest, uuid: UUID, enclosure: UUID) -> HttpResponse:
    """Take a file off a draft."""
    person = person_of(http)
    enclosing.take_off(letter_for(person, uuid), enclosure, acting=person, at=now())
    messages.success(http, _("The file no longer goes with the letter; it stays with the case."))
    return redirect("assistance:letter", uuid=uuid)


@require_POST
def sent(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """Record that a letter left by another channel."""
    person = person_of(http)
    found = letter_for(person, uuid)
    form = OtherChannelForm(http.POST)
    if not form.is_valid():
        looked_at_letter(http, found)
        return render(
            http, "assistance/letter.html", _shown(found, person) | {"channel_form": form}, status=422
        )
    writing.record_sent(found, channel=form.channel_chosen(), acting=person, at=now())
    messages.success(http, _("Recorded as sent."))
    return redirect("assistance:request", uuid=found.request.uuid)


def _reviewed(http: HttpRequest, uuid: UUID, *, approved: bool) -> HttpResponse:
    person = person_of(http)
    found = letter_for(person, uuid)
    form = CommentForm(http.POST)
    form.is_valid()
    comment = form.cleaned_data.get("comment", "")
    if not approved and not comment.strip():
        form.add_error("comment", _("Say what must be changed."))
    if form.is_valid():
        try:
            if approved:
                read = http.POST.get("submitted", "")
                writing.approve_letter(found, comment=comment, acting=person, at=now(), submitted=read)
            else:
                writing.send_back_letter(found, comment=comment, acting=person, at=now())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(http, _("Approved.") if approved else _("Sent back to its author."))
            return redirect("assistance:letter", uuid=uuid)
    looked_at_letter(http, found)
    return render(http, "assistance/letter.html", _shown(found, person) | {"review_form": form}, status=422)


def _unverified(letter: Letter) -> dict[str, object]:
    """Whether a letter is held back for want of a check, or leaves, or left, without one by break-glass."""
    request, glass = letter.request, glass_of(letter)
    checked_first = (
        request.verified_result == "confirmed"
        and request.verified_at is not None
        and (letter.sent_at is None or request.verified_at <= letter.sent_at)
    )
    return {
        "glass": None if checked_first else glass,
        "waits_for_check": glass is None
        and letter.sent_at is None
        and check_is_due(request)
        and discloses(letter),
    }


def _shown(letter: Letter, person: Person) -> dict[str, object]:
    is_author = letter.drafted_by_id == person.pk
    set_aside = wording.set_aside(letter) if letter.standing == Letter.Standing.DRAFT else None
    return {
        "letter": letter,
        "asked": letter.request,
        "letter_blocks": [(type(block).__name__.lower(), block) for block in parse(letter.body)],
        "form": LetterForm(initial={name: getattr(letter, name) for name in FIELDS}),
        "review_form": CommentForm(),
        "channel_form": OtherChannelForm(),
        "enclosure_form": EnclosureForm(),
        "enclosures": list(letter.enclosures.select_related("original").order_by("pk")),
        "nodes_form": NodesForm(nodes=nodes_for(letter)),
        "carried": letter.message is not None,
        "may_review": policy.may_review(person) and not is_author,
        "reviewers": reviewers_of(letter.request.case, but=letter.drafted_by_id),
        "is_author": is_author,
        "set_aside": set_aside,
        "set_aside_because": [words_of(problem.refusal) for problem in set_aside.problems]
        if set_aside
        else [],
        **_unverified(letter),
        # What is not held back for it (a notice is free text) the second person holds against it.
        "awaited": list(letter.request.assurances.filter(standing=AssuranceStanding.AWAITED).order_by("pk")),
        "dispatch": letter.dispatches.order_by("-queued_at", "-pk").first(),
        "leaving": leaving(letter),
    }
