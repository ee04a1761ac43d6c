"""`/cases`, `/tasks`, `/originals`. Every look at a case is noted in the access log."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router, Status

from entraide.accounts.queries import person as person_known
from entraide.cases import queries
from entraide.cases.api.schemas import (
    CaseOut,
    LeaveReason,
    MemberOut,
    MemberPage,
    MembersIn,
    MomentOut,
    NoteIn,
    NoteOut,
    NotePage,
    SheetIn,
    SheetOut,
    SheetPage,
    TaskIn,
    TaskOut,
    TaskPage,
    Timeline,
    TimelinePart,
)
from entraide.cases.models import Case, Membership
from entraide.cases.services import members, originals, work
from entraide.cases.services.work import Sheet
from entraide.kernel.clock import now
from entraide.ledger.services import look
from entraide.ui.actors import actor_of
from entraide.ui.api.schemas import PROBLEMS, Slice
from entraide.ui.api.scopes import require_scope
from entraide.ui.downloads import to_keep

if TYPE_CHECKING:
    from entraide.accounts.models import Person

router = Router()

BYTES = {
    "responses": {200: {"content": {"application/octet-stream": {"schema": {"type": "string"}}}}},
}


@router.get("/cases/{uuid}", response={200: CaseOut, **PROBLEMS}, summary="One case file")
def case(request: HttpRequest, uuid: UUID) -> CaseOut:
    found = _looked_at(request, uuid, "cases.case")
    return CaseOut(
        uuid=found.uuid,
        title=found.title,
        opened_at=found.opened_at,
        members=queries.members_of(found).count(),
    )


@router.get("/cases/{uuid}/members", response={200: MemberPage, **PROBLEMS}, summary="Who belongs to a case")
def case_members(request: HttpRequest, uuid: UUID, part: Query[Slice]) -> MemberPage:
    found = queries.members_of(_looked_at(request, uuid, "cases.members"))
    shown = found[part.offset : part.offset + part.limit]
    return MemberPage(items=[_member(one) for one in shown], count=found.count())


@router.post("/cases/{uuid}/members", response={200: MemberPage, **PROBLEMS}, summary="Let people in")
def add_members(request: HttpRequest, uuid: UUID, body: MembersIn) -> MemberPage:
    acting, found = _to_write(request, uuid)
    people = [person_known(one) for one in body.people]
    members.add_members(found, people, acting=acting, at=now(), reason=body.reason)
    everybody = queries.members_of(found)
    return MemberPage(items=[_member(one) for one in everybody[:100]], count=everybody.count())


@router.delete(
    "/cases/{uuid}/members/{person}", response={200: MemberPage, **PROBLEMS}, summary="Take a person out"
)
def remove_member(request: HttpRequest, uuid: UUID, person: UUID, why: Query[LeaveReason]) -> MemberPage:
    acting, found = _to_write(request, uuid)
    members.remove_member(found, person_known(person), acting=acting, at=now(), reason=why.reason)
    # Whoever took themselves out sees no more of it from here on.
    everybody = queries.members_of(found) if acting.uuid != person else Membership.objects.none()
    return MemberPage(items=[_member(one) for one in everybody[:100]], count=everybody.count())


@router.get("/cases/{uuid}/tasks", response={200: TaskPage, **PROBLEMS}, summary="Tasks, open ones first")
def tasks(request: HttpRequest, uuid: UUID, part: Query[Slice]) -> TaskPage:
    found = queries.tasks_of(_looked_at(request, uuid, "cases.tasks"))
    shown = found[part.offset : part.offset + part.limit]
    return TaskPage(items=[TaskOut.from_orm(task) for task in shown], count=found.count())


@router.post("/cases/{uuid}/tasks", response={201: TaskOut, **PROBLEMS}, summary="Give a member a task")
def add_task(request: HttpRequest, uuid: UUID, body: TaskIn) -> Status[TaskOut]:
    acting, found = _to_write(request, uuid)
    task = work.add_task(
        found,
        body.title,
        assigned_to=person_known(body.assigned_to),
        acting=acting,
        at=now(),
        due_at=body.due_at,
        detail=body.detail,
        about=queries.about_in(found, body.about),
    )
    return Status(201, TaskOut.from_orm(task))


@router.post("/tasks/{uuid}/finish", response={200: TaskOut, **PROBLEMS}, summary="Mark a task done")
def finish_task(request: HttpRequest, uuid: UUID) -> TaskOut:
    require_scope(request, "write")
    acting = _caller(request)
    return TaskOut.from_orm(work.finish_task(queries.task_for(acting, uuid), acting=acting, at=now()))


@router.get("/cases/{uuid}/notes", response={200: NotePage, **PROBLEMS}, summary="Notes, newest first")
def notes(request: HttpRequest, uuid: UUID, part: Query[Slice]) -> NotePage:
    found = queries.notes_of(_looked_at(request, uuid, "cases.notes"))
    shown = found[part.offset : part.offset + part.limit]
    return NotePage(items=[NoteOut.from_orm(note) for note in shown], count=found.count())


@router.post("/cases/{uuid}/notes", response={201: NoteOut, **PROBLEMS}, summary="Write a note")
def add_note(request: HttpRequest, uuid: UUID, body: NoteIn) -> Status[NoteOut]:
    acting, found = _to_write(request, uuid)
    about = queries.about_in(found, body.about)
    return Status(
        201, NoteOut.from_orm(work.add_note(found, body.text, acting=acting, at=now(), about=about))
    )


@router.get(
    "/cases/{uuid}/correspondence",
    response={200: SheetPage, **PROBLEMS},
    summary="Letters, messages and calls on file, newest first",
)
def correspondence(request: HttpRequest, uuid: UUID, part: Query[Slice]) -> SheetPage:
    found = queries.correspondence_of(_looked_at(request, uuid, "cases.correspondence"))
    shown = found[part.offset : part.offset + part.limit]
    return SheetPage(items=[SheetOut.from_orm(sheet) for sheet in shown], count=found.count())


@router.post(
    "/cases/{uuid}/correspondence",
    response={201: SheetOut, **PROBLEMS},
    summary="Put a letter, message or call on file",
)
def file_correspondence(request: HttpRequest, uuid: UUID, body: SheetIn) -> Status[SheetOut]:
    acting, found = _to_write(request, uuid)
    queries.about_in(found, body.about)
    filed = work.file_correspondence(found, Sheet(**body.dict()), acting=acting, at=now())
    return Status(201, SheetOut.from_orm(filed))


@router.get(
    "/cases/{uuid}/timeline", response={200: Timeline, **PROBLEMS}, summary="What was done, newest first"
)
def timeline(request: HttpRequest, uuid: UUID, part: Query[TimelinePart]) -> Timeline:
    found = _looked_at(request, uuid, "cases.timeline")
    moments = queries.timeline(
        found,
        _caller(request),
        language=get_language() or "en",
        before=part.before,
        limit=part.limit + 1,
    )
    shown = moments[: part.limit]
    return Timeline(
        items=[
            MomentOut(
                seq=one.seq,
                at=one.at,
                who=one.who,
                sentence=one.sentence,
                code=one.code,
                subject=one.subject,
            )
            for one in shown
        ],
        next=shown[-1].seq if len(moments) > part.limit else None,
    )


@router.get(
    "/originals/{uuid}",
    response={200: None, **PROBLEMS},
    summary="An original, byte for byte",
    openapi_extra=BYTES,
)
def original(request: HttpRequest, uuid: UUID) -> HttpResponse:
    require_scope(request, "read")
    reader = _caller(request)
    found = queries.original_for(reader, uuid)
    content = originals.read(found)
    look(by=reader.uuid, at=now(), case=found.case.uuid, what="cases.original", subject=found.uuid)
    response = HttpResponse(content, content_type="application/octet-stream")
    return to_keep(response, found.name, otherwise="original")


def _caller(request: HttpRequest) -> Person:
    return cast("Person", actor_of(request))


def _looked_at(request: HttpRequest, uuid: UUID, what: str) -> Case:
    require_scope(request, "read")
    reader = _caller(request)
    found = queries.case_for(reader, uuid)
    look(by=reader.uuid, at=now(), case=found.uuid, what=what)
    return found


def _to_write(request: HttpRequest, uuid: UUID) -> tuple[Person, Case]:
    require_scope(request, "write")
    acting = _caller(request)
    return acting, queries.case_for(acting, uuid)


def _member(membership: Membership) -> MemberOut:
    return MemberOut(
        person=membership.person.uuid,
        name=membership.person.name,
        since=membership.since,
        reason=membership.reason,
    )
