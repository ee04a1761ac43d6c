"""What was said about a request between nodes: each message, what is attested of it, and the file that proves it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entraide.assistance.domain.exchanged import Type
from entraide.assistance.domain.lifecycle import DECIDING
from entraide.assistance.services.exchanging import afterwards
from entraide.assistance.web.forms.exchanging import (
    AnswerConsentForm,
    AskConsentForm,
    CorrectForm,
    NarrowForm,
    RecallForm,
)
from entraide.assistance.web.forms.refusing import tell
from entraide.assistance.web.views.asking import looked_at_request
from entraide.assistance.web.views.frame import held, page_of
from entraide.cases.queries import originals_by_digest
from entraide.exchange.domain.attestations import Kind
from entraide.exchange.domain.onward import stays
from entraide.exchange.domain.standing import LABELS, MessageStanding
from entraide.exchange.domain.statement import Handling
from entraide.exchange.queries import (
    body_of,
    consent_to,
    consents_about,
    conversations_about,
    exports_of,
    handling_of,
    message,
    messages_about,
)
from entraide.exchange.services.exporting import export_conversation
from entraide.exchange.services.hooks import label_of
from entraide.kernel.clock import now
from entraide.kernel.errors import NotFound, Refusal
from entraide.ui.downloads import to_keep

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

    from entraide.accounts.models import Person
    from entraide.assistance.models import AssistanceRequest
    from entraide.cases.models import Original
    from entraide.exchange.models import Attachment, Attestation, Consent, Message

TONES = {
    MessageStanding.QUEUED: "info",
    MessageStanding.ARRIVING: "info",
    MessageStanding.DELIVERED: "good",
    MessageStanding.REFUSED: "danger",
}

# What may be said of a message afterwards, and what comes of it.
ACTS = {
    "recall": (
        gettext_lazy("Recall it"),
        gettext_lazy(
            "It is marked as recalled at every partner that has it, and exports made before are flagged."
        ),
    ),
    "correct": (
        gettext_lazy("Correct it"),
        gettext_lazy("The correction stands beside it at every partner that has it."),
    ),
    "narrow": (
        gettext_lazy("Narrow its handling"),
        gettext_lazy("Less may be done with it from now on, at every partner that has it."),
    ),
    "ask": (
        gettext_lazy("Ask for consent to pass it on"),
        gettext_lazy("Until the originator agrees it cannot be forwarded, exported or quoted."),
    ),
}


@dataclass(frozen=True)
class Step:
    """One attestation as the page shows it."""

    label: str
    row: Attestation
    by: str
    positive: bool


@dataclass(frozen=True)
class Said:
    """One message as the page shows it."""

    row: Message
    label: str
    standing: str
    tone: str
    handling: Handling
    steps: list[Step]
    acts: list[tuple[str, str]]
    correction: str
    files: list[tuple[Attachment, Original | None]]
    stays: bool
    agreed: Consent | None


@require_GET
def exchange(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was said, and how far each message came: beside the legal state, never in its place."""
    person, request = held(http, uuid, "exchange")
    found = conversations_about(request.uuid)
    may = not DECIDING.isdisjoint(person.roles)
    rows = list(messages_about(request.uuid))
    kept = originals_by_digest(
        request.case, {_sha256(file) for row in rows for file in row.attachments.all()}
    )
    said = [_said(row, kept, may=may) for row in rows]
    more = {
        "conversations": list(found),
        "said": said,
        "consents": list(consents_about(request.uuid)),
        "exports": exports_of(request.uuid),
        "may_answer": may,
    }
    return page_of(http, "assistance/exchange.html", request, "exchange", **more)


@require_http_methods(["GET", "POST"])
def afterwards_of(http: HttpRequest, uuid: UUID, message: UUID, act: str) -> HttpResponse:
    """Recall, correct or narrow a message of ours, or ask the originator of theirs for leave."""
    person, request = held(http, uuid)
    row = messages_about(request.uuid).filter(uuid=message).first()
    if row is None or act not in ACTS or (act == "ask") is row.outgoing:
        raise NotFound
    form = _form(act, http.POST if http.method == "POST" else None, row)
    if http.method == "POST" and form.is_valid():
        try:
            _do(act, request, row, form, person)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(http, _("Said. The exchange carries it to every partner that has the message."))
            return redirect("assistance:exchange", uuid=uuid)
    looked_at_request(http, request, "assistance.exchange")
    return _page(http, request, form, row, *ACTS[act])


@require_http_methods(["GET", "POST"])
def answer_consent(http: HttpRequest, uuid: UUID, consent: UUID) -> HttpResponse:
    """Answer a partner that asked for leave to pass on what we said."""
    person, request = held(http, uuid)
    found = consents_about(request.uuid).filter(uuid=consent).first()
    if found is None:
        raise NotFound
    form = AnswerConsentForm(http.POST if http.method == "POST" else None)
    if http.method == "POST" and form.is_valid():
        try:
            afterwards.answer_consent(
                request,
                consent,
                granted=form.cleaned_data["granted"] == "yes",
                text=form.cleaned_data["text"],
                acting=person,
                at=now(),
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(http, _("The answer is on its way."))
            return redirect("assistance:exchange", uuid=uuid)
    looked_at_request(http, request, "assistance.exchange")
    return _page(http, request, form, found.message, _("Answer on consent"), found.purpose)


@require_POST
def export(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """The conversation as a file that proves itself. Raises `NotFound` where there is none."""
    person, request = held(http, uuid)
    conversation = conversations_about(request.uuid).first()
    if conversation is None:
        raise NotFound
    looked_at_request(http, request, "assistance.exchange_export")
    data = export_conversation(conversation, acting=person, at=now())
    response = HttpResponse(data, content_type="application/json")
    return to_keep(response, f"{request.reference}-conversation.json")


def _page(
    http: HttpRequest,
    request: AssistanceRequest,
    form: forms.Form,
    row: Message,
    title: StrOrPromise,
    consequence: StrOrPromise,
) -> HttpResponse:
    about = f"{_label(row)} · {row.partner.shown}"
    context = {
        "asked": request,
        "form": form,
        "title": title,
        "consequence": consequence,
        "about": about,
        "row": row,
    }
    status = 422 if http.method == "POST" else 200
    return render(http, "assistance/afterwards.html", context, status=status)


def _form(act: str, data: QueryDict | None, row: Message) -> forms.Form:
    if act == "narrow":
        return NarrowForm(data, handling=handling_of(row))
    return {"recall": RecallForm, "correct": CorrectForm, "ask": AskConsentForm}[act](data)


def _do(act: str, request: AssistanceRequest, row: Message, form: forms.Form, person: Person) -> None:
    text, at = form.cleaned_data["text"], now()
    if isinstance(form, NarrowForm):
        afterwards.narrow(request, row.uuid, form.narrowed(), text, acting=person, at=at)
        return
    {"recall": afterwards.recall, "correct": afterwards.correct, "ask": afterwards.ask_consent}[act](
        request, row.uuid, text, acting=person, at=at
    )


def _acts(row: Message, kept: bool, *, may: bool) -> list[tuple[str, str]]:
    if not may or row.recalled_at or row.type not in set(Type):
        return []
    names = ("recall", "correct", "narrow") if row.outgoing else (("ask",) if kept else ())
    return [(name, str(ACTS[name][0])) for name in names]


def _correction(row: Message) -> str:
    if row.corrected_by is None:
        return ""
    return str(body_of(message(row.corrected_by)).get("text", ""))


def _label(row: Message) -> str:
    """What kind of message it is, in the reader's language."""
    return label_of(row.type).in_language(get_language() or "en")


def _sha256(file: Attachment) -> str:
    return file.digest.removeprefix("sha256:")


def _said(row: Message, originals: Mapping[str, Original], *, may: bool) -> Said:
    language = get_language() or "en"
    handling = handling_of(row)
    kept = stays(handling) and not row.outgoing
    agreed = consent_to(row) if kept else None
    standing = MessageStanding(row.standing)
    steps = [
        Step(
            LABELS[Kind(one.kind)].in_language(language),
            one,
            "" if one.ours else row.partner.name(language),
            Kind(one.kind).positive,
        )
        for one in sorted(row.attestations.all(), key=lambda one: (one.at, one.pk))
    ]
    return Said(
        row,
        _label(row),
        LABELS[standing].in_language(language),
        TONES[standing],
        handling,
        steps,
        _acts(row, kept and agreed is None, may=may),
        _correction(row),
        [(file, originals.get(_sha256(file))) for file in row.attachments.all()],
        kept,
        agreed,
    )
