"""`/exhibits/…/files`, `/exhibits/uploads`: files come in whole or piece by piece, and go out as they came."""

from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from ninja import Query, Router, Status

from entraide.evidence import queries
from entraide.evidence.api.schemas import (
    ExhibitFile,
    ExhibitFileSaid,
    ExhibitUploadIn,
    ExhibitUploadOut,
    ExhibitUploadStart,
)
from entraide.evidence.api.showing import MOST_AT_ONCE, file_of, looked_at, reader, upload_of, writer
from entraide.evidence.api.streams import BYTES, RAW, at_once, pieces
from entraide.evidence.services import giving, registering, uploading
from entraide.kernel.clock import now
from entraide.ui.api.schemas import PROBLEMS
from entraide.ui.downloads import to_keep

router = Router()


@router.post(
    "/exhibits/{uuid}/files",
    response={201: ExhibitFile, **PROBLEMS},
    summary="Take a file in with an exhibit: its bytes are the body",
    openapi_extra=RAW,
)
def add_file(request: HttpRequest, uuid: UUID, said: Query[ExhibitFileSaid]) -> Status[ExhibitFile]:
    person = writer(request)
    kept = registering.add_file(
        queries.exhibit_for(person, uuid),
        pieces(request),
        name=said.name,
        media_type=said.media_type,
        part=said.part,
        sha256=said.sha256,
        acting=person,
        at=now(),
    )
    return Status(201, file_of(kept))


@router.get(
    "/exhibits/files/{uuid}",
    response={200: None, **PROBLEMS},
    summary="A file of an exhibit, byte for byte",
    openapi_extra=BYTES,
)
def download(request: HttpRequest, uuid: UUID) -> StreamingHttpResponse:
    person = reader(request)
    content = queries.content_for(person, uuid)
    given = giving.download(content, acting=person, at=now())
    looked_at(person, content.exhibit.case.uuid, "evidence.download", content.exhibit.uuid)
    response = StreamingHttpResponse(given, content_type="application/octet-stream")
    return to_keep(response, content.name, otherwise=content.exhibit.number, size=content.size)


@router.post(
    "/exhibits/{uuid}/uploads",
    response={201: ExhibitUploadOut, **PROBLEMS},
    summary="Announce a large file, or find the one that is on its way",
)
def begin(request: HttpRequest, uuid: UUID, body: ExhibitUploadIn) -> Status[ExhibitUploadOut]:
    person = writer(request)
    exhibit = queries.exhibit_for(person, uuid)
    return Status(201, upload_of(uploading.begin(exhibit, **body.dict(), acting=person, at=now())))


@router.get(
    "/exhibits/uploads/{uuid}", response={200: ExhibitUploadOut, **PROBLEMS}, summary="Where to go on"
)
def where_to_go_on(request: HttpRequest, uuid: UUID) -> ExhibitUploadOut:
    return upload_of(queries.upload_for(reader(request), uuid))


@router.put(
    "/exhibits/uploads/{uuid}",
    response={200: ExhibitUploadOut, **PROBLEMS},
    summary="The next piece of a large file: its bytes are the body",
    openapi_extra=RAW,
)
def go_on(request: HttpRequest, uuid: UUID, where: Query[ExhibitUploadStart]) -> ExhibitUploadOut:
    person = writer(request)
    upload = queries.upload_for(person, uuid)
    plain = at_once(request, MOST_AT_ONCE)
    uploading.go_on(upload, where.start, plain, acting=person, at=now())
    return upload_of(upload)


@router.post(
    "/exhibits/uploads/{uuid}/finish",
    response={201: ExhibitFile, **PROBLEMS},
    summary="Make what has come a file of its exhibit",
)
def finish(request: HttpRequest, uuid: UUID) -> Status[ExhibitFile]:
    person = writer(request)
    kept = uploading.finish(queries.upload_for(person, uuid), acting=person, at=now())
    return Status(201, file_of(kept))


@router.delete(
    "/exhibits/uploads/{uuid}",
    response={204: None, **PROBLEMS},
    summary="Give up a large file that was on its way",
)
def give_up(request: HttpRequest, uuid: UUID) -> Status[None]:
    person = writer(request)
    uploading.let_go(queries.upload_for(person, uuid), acting=person, at=now())
    return Status(204, None)
