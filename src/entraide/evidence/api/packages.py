"""`/cases/…/packages`, `/packages`: sealed packages that go out, and those of partners that came."""

from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from ninja import Router, Status

from entraide.cases.queries import case_for
from entraide.evidence import policy, queries
from entraide.evidence.api.package_shapes import (
    ArrivedPackageList,
    ArrivedPackageOut,
    PackageChoice,
    PackageChoices,
    PackageDeclineIn,
    PackageIn,
    PackageList,
    PackageOut,
    PackageRecipient,
    PackageTakeOverIn,
)
from entraide.evidence.api.packages_shown import arrived_of, arrived_row, package_of, package_row
from entraide.evidence.api.showing import looked_at, reader, row_of, writer
from entraide.evidence.api.streams import BYTES
from entraide.evidence.domain.custody import Act
from entraide.evidence.services import arriving, packaging
from entraide.exchange.domain.statement import Handling
from entraide.exchange.queries import conversations_of_case
from entraide.kernel.clock import now
from entraide.ui.api.schemas import PROBLEMS
from entraide.ui.downloads import to_keep

router = Router()
SEEN = "evidence.package"


@router.get(
    "/cases/{uuid}/packages",
    response={200: PackageList, **PROBLEMS},
    summary="The packages that were asked for in a case, newest first",
)
def packages(request: HttpRequest, uuid: UUID) -> PackageList:
    person = reader(request)
    case = case_for(person, uuid)
    looked_at(person, case.uuid, SEEN)
    return PackageList(items=[package_row(one, case.uuid) for one in queries.packages_of(case)])


@router.get(
    "/cases/{uuid}/packages/choices",
    response={200: PackageChoices, **PROBLEMS},
    summary="What a package of a case can take along, and where it can be sent",
)
def choices(request: HttpRequest, uuid: UUID) -> PackageChoices:
    person = reader(request)
    case = case_for(person, uuid)
    policy.require_keeper(person, case.pk)
    looked_at(person, case.uuid, SEEN)
    return PackageChoices(
        exhibits=[
            PackageChoice(**row_of(one).dict(), original=release.act == Act.OFFERED)
            for one, release in queries.ready_to_go(case).items()
        ],
        to=[
            PackageRecipient(
                conversation=one.uuid,
                partner=one.partner.node,
                name_en=one.partner.name_en,
                name_fr=one.partner.name_fr,
            )
            for one in conversations_of_case(case.uuid)
        ],
    )


@router.post(
    "/cases/{uuid}/packages",
    response={201: PackageOut, **PROBLEMS},
    summary="Ask for a sealed package of exhibits",
)
def want(request: HttpRequest, uuid: UUID, body: PackageIn) -> Status[PackageOut]:
    person = writer(request)
    case = case_for(person, uuid)
    policy.require_keeper(person, case.pk)
    wanted = packaging.want(
        case,
        queries.exhibits_in(case, body.exhibits),
        handling=Handling(**body.handling.dict()),
        acting=person,
        at=now(),
        conversation=body.conversation,
    )
    return Status(201, package_of(queries.package_for(person, wanted.uuid)))


@router.get(
    "/packages/{uuid}",
    response={200: PackageOut, **PROBLEMS},
    summary="One package: how far it is, what is in it, where it went",
)
def package(request: HttpRequest, uuid: UUID) -> PackageOut:
    person = reader(request)
    found = queries.package_for(person, uuid)
    looked_at(person, found.case.uuid, SEEN, found.uuid)
    return package_of(found)


@router.get(
    "/packages/{uuid}/file",
    response={200: None, **PROBLEMS},
    summary="A package that lies ready, byte for byte",
    openapi_extra=BYTES,
)
def download(request: HttpRequest, uuid: UUID) -> StreamingHttpResponse:
    person = reader(request)
    found = queries.package_for(person, uuid)
    # It is on the ledger who took it, so no look is noted beside.
    pieces = packaging.give_out(found, acting=person, at=now())
    response = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    return to_keep(response, f"package-{found.uuid}.zip", size=found.size)


@router.get(
    "/cases/{uuid}/packages/arrived",
    response={200: ArrivedPackageList, **PROBLEMS},
    summary="The packages of partners that arrived in a case, newest first",
)
def arrived_in(request: HttpRequest, uuid: UUID) -> ArrivedPackageList:
    person = reader(request)
    case = case_for(person, uuid)
    looked_at(person, case.uuid, SEEN)
    return ArrivedPackageList(items=[arrived_row(one, case.uuid) for one in queries.arrived_in(case)])


@router.get(
    "/packages/arrived/{uuid}",
    response={200: ArrivedPackageOut, **PROBLEMS},
    summary="A package of a partner: what was found of it, what it proves",
)
def arrived(request: HttpRequest, uuid: UUID) -> ArrivedPackageOut:
    person = reader(request)
    found = queries.arrived_for(person, uuid)
    looked_at(person, found.case.uuid, SEEN, found.uuid)
    return arrived_of(found)


@router.post(
    "/packages/arrived/{uuid}/take-over",
    response={200: ArrivedPackageOut, **PROBLEMS},
    summary="Take over what is in it: each becomes an exhibit here, and custody of originals passes",
)
def take_over(request: HttpRequest, uuid: UUID, body: PackageTakeOverIn) -> ArrivedPackageOut:
    person = writer(request)
    found = queries.arrived_for(person, uuid)
    arriving.take_over(found, **body.dict(), acting=person, at=now())
    return arrived_of(queries.arrived_for(person, uuid))


@router.post(
    "/packages/arrived/{uuid}/decline",
    response={200: ArrivedPackageOut, **PROBLEMS},
    summary="Not take over what is in it; its sender is told why",
)
def decline(request: HttpRequest, uuid: UUID, body: PackageDeclineIn) -> ArrivedPackageOut:
    person = writer(request)
    found = queries.arrived_for(person, uuid)
    arriving.decline(found, reason=body.reason, acting=person, at=now())
    return arrived_of(queries.arrived_for(person, uuid))
