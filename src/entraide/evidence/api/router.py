"""`/exhibits`: the register, one exhibit with its chain; in files of their own its files, its acts, its reviews, and
sealed packages."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from entraide.cases.queries import case_for
from entraide.evidence import queries
from entraide.evidence.api.acts import router as acts
from entraide.evidence.api.files import router as files
from entraide.evidence.api.packages import router as packages
from entraide.evidence.api.reviews import router as reviews
from entraide.evidence.api.schemas import ExhibitFilter, ExhibitList, ExhibitOut, ExhibitPage, NewExhibit
from entraide.evidence.api.showing import looked_at, reader, row_of, whole, writer
from entraide.evidence.queries.waiting import waiting_for
from entraide.evidence.services import registering
from entraide.evidence.services.registering import Beginning, Registration
from entraide.kernel.clock import now
from entraide.ui.api.schemas import PROBLEMS

router = Router()


@router.get("/exhibits", response={200: ExhibitPage, **PROBLEMS}, summary="Exhibits, newest first")
def exhibits(request: HttpRequest, wanted: Query[ExhibitFilter]) -> ExhibitPage:
    person = reader(request)
    case = case_for(person, wanted.case) if wanted.case else None
    if case is not None:
        looked_at(person, case.uuid, "evidence.register")
    found = queries.register_of(
        person,
        case=case,
        kind=wanted.kind or "",
        where=wanted.where or "",
        held=wanted.held,
        before=wanted.before,
        limit=wanted.limit + 1,
    )
    shown = found[: wanted.limit]
    return ExhibitPage(
        items=[row_of(one) for one in shown],
        next=shown[-1].pk if len(found) > wanted.limit else None,
    )


@router.get(
    "/exhibits/offered",
    response={200: ExhibitList, **PROBLEMS},
    summary="What was offered to me and waits for my word",
)
def offered(request: HttpRequest) -> ExhibitList:
    return ExhibitList(
        items=[row_of(one.exhibit) for one in waiting_for(reader(request)) if one.asked is None]
    )


@router.post(
    "/cases/{uuid}/exhibits",
    response={201: ExhibitOut, **PROBLEMS},
    summary="Put an exhibit on the register of a case",
)
def register(request: HttpRequest, uuid: UUID, body: NewExhibit) -> Status[ExhibitOut]:
    person = writer(request)
    said = Registration(
        kind=body.kind,
        title=body.title,
        began=tuple(Beginning(**one.dict()) for one in body.began),
        description=body.description,
        source=body.source,
        marking=body.marking,
        details=body.details,
        about=body.about,
        measure=body.measure,
    )
    made = registering.register(case_for(person, uuid), said, acting=person, at=now())
    return Status(201, whole(person, made.uuid))


@router.get(
    "/exhibits/{uuid}",
    response={200: ExhibitOut, **PROBLEMS},
    summary="One exhibit: how it stands, its chain of custody, its files",
)
def exhibit(request: HttpRequest, uuid: UUID) -> ExhibitOut:
    person = reader(request)
    shown = whole(person, uuid)
    looked_at(person, shown.case, "evidence.exhibit", uuid)
    return shown


router.add_router("", files)
router.add_router("", acts)
router.add_router("", packages)
router.add_router("", reviews)
