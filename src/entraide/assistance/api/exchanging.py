"""`/requests/…/exchange`, `/letters/…/send-node`: what passes between nodes, and what is said of it afterwards."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, File, Router, Schema, Status, UploadedFile

from entraide.assistance import queries
from entraide.assistance.api.schemas import LetterOut
from entraide.assistance.api.showing import letter_out, looked_at, reader, writer
from entraide.assistance.errors import NoPartnerNode
from entraide.assistance.models import AssistanceRequest
from entraide.assistance.services import enclosing
from entraide.assistance.services.exchanging import afterwards
from entraide.assistance.services.exchanging.outward import nodes_for, send_by_exchange
from entraide.exchange.domain.statement import Handling
from entraide.exchange.queries import conversations_about, handling_of, messages_about
from entraide.exchange.services.exporting import export_conversation
from entraide.kernel.clock import now
from entraide.kernel.errors import NotFound
from entraide.ui.api.schemas import PROBLEMS, Prose
from entraide.ui.downloads import to_keep

router = Router()
FILE = {
    "responses": {
        200: {
            "description": "A file that `entraide conversation verify` checks",
            "content": {"application/json": {"schema": {"type": "object"}}},
        }
    }
}


class NodesIn(Schema):
    """The nodes of partners to which a letter goes."""

    partners: Annotated[list[UUID], Field(min_length=1, max_length=50)]


class SaidIn(Schema):
    """A text that the partner reads: the reason of a recall, what is right, for what leave is asked."""

    text: Prose


class NarrowedIn(Schema):
    """How a message may be handled from now on: never more than before."""

    tlp: Literal["red", "amber+strict", "amber", "green", "clear"]
    code: Literal["H0", "H1", "H2", "H3"]
    limits: Annotated[Prose, Field(max_length=4000)] = ""
    text: Prose


class ConsentAnswer(Schema):
    """The answer to a partner that asks for leave."""

    granted: bool
    text: Prose = ""


class AttestedOut(Schema):
    """What a node attests of a message; `reason` is the code of a refusal."""

    kind: str
    node: UUID
    ours: bool
    at: datetime
    reason: str


class FileOut(Schema):
    """A file that went with a message."""

    name: str
    media_type: str
    size: int
    digest: str


class HandlingOut(Schema):
    """What may be done with a message, as its originator says now."""

    tlp: str
    code: str
    purpose: str
    limits: str
    keep_until: date | None


class MessageOut(Schema):
    """One message of a conversation, with what is attested of it. What it says stands in the record and on file."""

    uuid: UUID
    conversation: UUID
    partner: UUID
    outgoing: bool
    sequence: int
    type: str
    digest: str
    created: datetime
    expires: datetime
    standing: str
    last_error: str
    recalled_at: datetime | None
    recall_reason: str
    corrected_by: UUID | None
    handling: HandlingOut
    attestations: list[AttestedOut]
    files: list[FileOut]


class ExchangeOut(Schema):
    """What was said about a request between nodes, in order."""

    items: list[MessageOut]


@router.get(
    "/requests/{uuid}/exchange", response={200: ExchangeOut, **PROBLEMS}, summary="What passed between nodes"
)
def get_exchange(request: HttpRequest, uuid: UUID) -> ExchangeOut:
    person = reader(request)
    asked = queries.request_for(person, uuid)
    looked_at(person, asked.case.uuid, "assistance.exchange", uuid)
    return _exchange(asked)


@router.post(
    "/requests/{uuid}/exchange/export",
    response={200: None, **PROBLEMS},
    summary="Export the conversation as a file that proves itself",
    openapi_extra=FILE,
)
def export(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = writer(request)
    asked = queries.request_for(person, uuid)
    conversation = conversations_about(uuid).first()
    if conversation is None:
        raise NotFound
    looked_at(person, asked.case.uuid, "assistance.exchange_export", uuid)
    response = HttpResponse(export_conversation(conversation, acting=person, at=now()), "application/json")
    return to_keep(response, f"{asked.reference}-conversation.json")


@router.post(
    "/requests/{uuid}/exchange/{message}/recall",
    response={200: ExchangeOut, **PROBLEMS},
    summary="Recall a message of ours everywhere",
)
def recall(request: HttpRequest, uuid: UUID, message: UUID, body: SaidIn) -> ExchangeOut:
    person = writer(request)
    asked = queries.request_for(person, uuid)
    afterwards.recall(asked, message, body.text, acting=person, at=now())
    return _exchange(asked)


@router.post(
    "/requests/{uuid}/exchange/{message}/correct",
    response={200: ExchangeOut, **PROBLEMS},
    summary="Correct a message of ours everywhere",
)
def correct(request: HttpRequest, uuid: UUID, message: UUID, body: SaidIn) -> ExchangeOut:
    person = writer(request)
    asked = queries.request_for(person, uuid)
    afterwards.correct(asked, message, body.text, acting=person, at=now())
    return _exchange(asked)


@router.post(
    "/requests/{uuid}/exchange/{message}/narrow",
    response={200: ExchangeOut, **PROBLEMS},
    summary="Narrow the handling of a message of ours everywhere",
)
def narrow(request: HttpRequest, uuid: UUID, message: UUID, body: NarrowedIn) -> ExchangeOut:
    person = writer(request)
    asked = queries.request_for(person, uuid)
    handling = Handling(tlp=body.tlp, purpose="-", code=body.code, limits=body.limits)
    afterwards.narrow(asked, message, handling, body.text, acting=person, at=now())
    return _exchange(asked)


@router.post(
    "/requests/{uuid}/exchange/{message}/ask-consent",
    response={200: ExchangeOut, **PROBLEMS},
    summary="Ask the originator for leave to pass a message on",
)
def ask_consent(request: HttpRequest, uuid: UUID, message: UUID, body: SaidIn) -> ExchangeOut:
    person = writer(request)
    asked = queries.request_for(person, uuid)
    afterwards.ask_consent(asked, message, body.text, acting=person, at=now())
    return _exchange(asked)


@router.post(
    "/requests/{uuid}/exchange/consents/{consent}",
    response={200: ExchangeOut, **PROBLEMS},
    summary="Answer a partner that asks for leave",
)
def answer_consent(request: HttpRequest, uuid: UUID, consent: UUID, body: ConsentAnswer) -> ExchangeOut:
    person = writer(request)
    asked = queries.request_for(person, uuid)
    afterwards.answer_consent(asked, consent, granted=body.granted, text=body.text, acting=person, at=now())
    return _exchange(asked)


@router.post(
    "/letters/{uuid}/send-node", response={200: LetterOut, **PROBLEMS}, summary="Send to nodes of partners"
)
def send_node(request: HttpRequest, uuid: UUID, body: NodesIn) -> LetterOut:
    person = writer(request)
    letter = queries.letter_for(person, uuid)
    offered = {one.node: one for each in nodes_for(letter) for one in each}
    chosen = [offered[node] for node in dict.fromkeys(body.partners) if node in offered]
    if len(chosen) != len(set(body.partners)):
        raise NoPartnerNode
    send_by_exchange(letter, chosen[0], acting=person, at=now(), also=chosen[1:])
    return letter_out(person, uuid)


@router.post(
    "/letters/{uuid}/enclosures", response={201: FileOut, **PROBLEMS}, summary="Add a file to a draft"
)
def enclose(request: HttpRequest, uuid: UUID, file: File[UploadedFile]) -> Status[FileOut]:
    person = writer(request)
    made = enclosing.enclose(
        queries.letter_for(person, uuid),
        file.chunks(),
        name=file.name or "",
        media_type=file.content_type or "",
        acting=person,
        at=now(),
    )
    kept = made.original
    return Status(
        201,
        FileOut(name=kept.name, media_type=kept.media_type, size=kept.size, digest=f"sha256:{kept.sha256}"),
    )


def _exchange(asked: AssistanceRequest) -> ExchangeOut:
    return ExchangeOut(
        items=[
            MessageOut(
                uuid=one.uuid,
                conversation=one.conversation.uuid,
                partner=one.partner.node,
                outgoing=one.outgoing,
                sequence=one.sequence,
                type=one.type,
                digest=one.digest,
                created=one.created,
                expires=one.expires,
                standing=one.standing,
                last_error=one.last_error,
                recalled_at=one.recalled_at,
                recall_reason=one.recall_reason,
                corrected_by=one.corrected_by,
                handling=HandlingOut.from_orm(handling_of(one)),
                attestations=[AttestedOut.from_orm(each) for each in one.attestations.all()],
                files=[FileOut.from_orm(each) for each in one.attachments.all()],
            )
            for one in messages_about(asked.uuid)
        ]
    )
