"""What was said about a request between nodes: each message, what is attested of it, and the file that proves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from entraide.assistance.domain.exchanged import LABELS as TYPES
from entraide.assistance.domain.exchanged import Type
from entraide.assistance.web.views.asking import looked_at_request
from entraide.assistance.web.views.frame import held, page_of
from entraide.exchange.domain.attestations import Kind
from entraide.exchange.domain.standing import LABELS, MessageStanding
from entraide.exchange.domain.statement import Handling
from entraide.exchange.queries import conversations_about, messages_about, statement_of
from entraide.exchange.services.exporting import export_conversation
from entraide.kernel.clock import now
from entraide.kernel.errors import NotFound

if TYPE_CHECKING:
    from entraide.exchange.models import Attestation, Message

TONES = {
    MessageStanding.QUEUED: "info",
    MessageStanding.ARRIVING: "info",
    MessageStanding.DELIVERED: "good",
    MessageStanding.REFUSED: "danger",
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


@require_GET
def exchange(http: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was said, and how far each message came: beside the legal state, never in its place."""
    _, request = held(http, uuid, "exchange")
    found = conversations_about(request.uuid)
    said = [_said(row) for row in messages_about(request.uuid)]
    return page_of(
        http, "assistance/exchange.html", request, "exchange", conversations=list(found), said=said
    )


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
    response["Content-Disposition"] = f'attachment; filename="{request.reference}-conversation.json"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _said(row: Message) -> Said:
    language = get_language() or "en"
    label = TYPES[Type(row.type)].in_language(language) if row.type in set(Type) else row.type
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
        row, label, LABELS[standing].in_language(language), TONES[standing], statement_of(row).handling, steps
    )
