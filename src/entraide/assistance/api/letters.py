"""`/letters`: letters of ours, from the draft through a second person's review to their departure."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from entraide.assistance import queries
from entraide.assistance.api.bodies import (
    CommentIn,
    LetterDraft,
    LetterPatch,
    MaybeCommentIn,
    SentBy,
)
from entraide.assistance.api.schemas import LetterOut
from entraide.assistance.api.showing import letter_out, looked_at, reader, writer
from entraide.assistance.models import Letter
from entraide.assistance.services import writing
from entraide.cases.services import originals
from entraide.kernel.clock import now
from entraide.ui.api.schemas import PROBLEMS
from entraide.ui.downloads import to_keep

if TYPE_CHECKING:
    from entraide.accounts.models import Person

router = Router()

PDF = {"responses": {200: {"content": {"application/pdf": {"schema": {"type": "string"}}}}}}


@router.post(
    "/requests/{uuid}/letters",
    response={201: LetterOut, **PROBLEMS},
    summary="Draft a letter from the record",
)
def draft_letter(request: HttpRequest, uuid: UUID, body: LetterDraft) -> Status[LetterOut]:
    person = writer(request)
    letter = writing.draft_letter(
        queries.request_for(person, uuid),
        body.kind,
        acting=person,
        at=now(),
        language=body.language or "",
        text=body.text,
    )
    return Status(201, letter_out(person, letter.uuid))


@router.get("/letters/{uuid}", response={200: LetterOut, **PROBLEMS}, summary="One letter")
def get_letter(request: HttpRequest, uuid: UUID) -> LetterOut:
    person = reader(request)
    _look_at(person, queries.letter_for(person, uuid), "assistance.letter")
    return letter_out(person, uuid)


@router.patch("/letters/{uuid}", response={200: LetterOut, **PROBLEMS}, summary="Revise a draft")
def revise_letter(request: HttpRequest, uuid: UUID, body: LetterPatch) -> LetterOut:
    person = writer(request)
    fields = {name: str(value) for name, value in body.dict(exclude_unset=True).items()}
    writing.revise_letter(queries.letter_for(person, uuid), fields, acting=person, at=now())
    return letter_out(person, uuid)


@router.post("/letters/{uuid}/submit", response={200: LetterOut, **PROBLEMS}, summary="Submit for review")
def submit_letter(request: HttpRequest, uuid: UUID) -> LetterOut:
    person = writer(request)
    writing.submit_letter(queries.letter_for(person, uuid), acting=person, at=now())
    return letter_out(person, uuid)


@router.post("/letters/{uuid}/approve", response={200: LetterOut, **PROBLEMS}, summary="Approve")
def approve_letter(request: HttpRequest, uuid: UUID, body: MaybeCommentIn) -> LetterOut:
    person = writer(request)
    letter = queries.letter_for(person, uuid)
    writing.approve_letter(letter, comment=body.comment, acting=person, at=now())
    return letter_out(person, uuid)


@router.post(
    "/letters/{uuid}/send-back", response={200: LetterOut, **PROBLEMS}, summary="Send back to its author"
)
def send_back_letter(request: HttpRequest, uuid: UUID, body: CommentIn) -> LetterOut:
    person = writer(request)
    letter = queries.letter_for(person, uuid)
    writing.send_back_letter(letter, comment=body.comment, acting=person, at=now())
    return letter_out(person, uuid)


@router.post("/letters/{uuid}/discard", response={200: LetterOut, **PROBLEMS}, summary="Give up a draft")
def discard_letter(request: HttpRequest, uuid: UUID) -> LetterOut:
    person = writer(request)
    writing.discard_letter(queries.letter_for(person, uuid), acting=person, at=now())
    return letter_out(person, uuid)


@router.post("/letters/{uuid}/send", response={200: LetterOut, **PROBLEMS}, summary="Send by mail")
def send_letter(request: HttpRequest, uuid: UUID) -> LetterOut:
    person = writer(request)
    writing.send_by_mail(queries.letter_for(person, uuid), acting=person, at=now())
    return letter_out(person, uuid)


@router.post(
    "/letters/{uuid}/record-sent",
    response={200: LetterOut, **PROBLEMS},
    summary="Record that it left by another channel",
)
def record_sent(request: HttpRequest, uuid: UUID, body: SentBy) -> LetterOut:
    person = writer(request)
    writing.record_sent(queries.letter_for(person, uuid), channel=body.channel, acting=person, at=now())
    return letter_out(person, uuid)


@router.get(
    "/letters/{uuid}/paper.pdf",
    response={200: None, **PROBLEMS},
    summary="The letter on paper: as approved, or a draft of it",
    openapi_extra=PDF,
)
def paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = reader(request)
    letter = queries.letter_for(person, uuid)
    content = originals.read(letter.pdf) if letter.pdf else writing.render(letter, at=now(), draft=True)
    _look_at(person, letter, "assistance.letter_paper")
    response = HttpResponse(content, content_type="application/pdf")
    return to_keep(response, f"{letter.request.reference}-{letter.kind}.pdf")


def _look_at(person: "Person", letter: Letter, what: str) -> None:
    looked_at(person, letter.request.case.uuid, what, letter.uuid)
