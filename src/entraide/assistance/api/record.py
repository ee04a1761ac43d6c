"""`/requests`: a request told whole, entered, drafted, corrected; and the parts of its record."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from entraide.assistance import queries
from entraide.assistance.api.bodies import (
    AssuranceIn,
    AssurancePatch,
    AuthorityIn,
    AuthorityPatch,
    IncomingIn,
    MeasureIn,
    MeasurePatch,
    OffenceIn,
    OffencePatch,
    OutgoingIn,
    Record,
    SubjectIn,
    SubjectPatch,
    given,
)
from entraide.assistance.api.schemas import (
    AssuranceOut,
    AuthorityOut,
    MeasureOut,
    OffenceOut,
    RequestOut,
    SubjectOut,
)
from entraide.assistance.api.showing import known, looked_at, reader, whole, writer
from entraide.assistance.services import describing, registering
from entraide.cases.queries import case_for
from entraide.kernel.clock import now
from entraide.ui.api.schemas import PROBLEMS

router = Router()


@router.post(
    "/requests/incoming", response={201: RequestOut, **PROBLEMS}, summary="Register a request that came in"
)
def register(request: HttpRequest, body: IncomingIn) -> Status[RequestOut]:
    person = writer(request)
    fields = given(body)
    fields.pop("case", None)
    fields.pop("received_at", None)
    made = registering.register(
        _linked(request, fields),
        acting=person,
        at=now(),
        received_at=body.received_at,
        case=case_for(person, body.case) if body.case else None,
    )
    return Status(201, whole(person, made.uuid))


@router.post(
    "/requests/outgoing", response={201: RequestOut, **PROBLEMS}, summary="Begin a request of our own"
)
def draft(request: HttpRequest, body: OutgoingIn) -> Status[RequestOut]:
    person = writer(request)
    fields = given(body)
    fields.pop("case", None)
    case = case_for(person, body.case) if body.case else None
    made = registering.draft(_linked(request, fields), acting=person, at=now(), case=case)
    return Status(201, whole(person, made.uuid))


@router.get("/requests/{uuid}", response={200: RequestOut, **PROBLEMS}, summary="A request told whole")
def get_request(request: HttpRequest, uuid: UUID) -> RequestOut:
    person = reader(request)
    shown = whole(person, uuid)
    looked_at(person, shown.case, "assistance.request", uuid)
    return shown


@router.patch("/requests/{uuid}", response={200: RequestOut, **PROBLEMS}, summary="Correct the record")
def change(request: HttpRequest, uuid: UUID, body: Record) -> RequestOut:
    person = writer(request)
    found = queries.request_for(person, uuid)
    at = now()
    after = describing.change_record(found, _linked(request, given(body)), acting=person, at=at)
    if after.changed_at != at:
        # Nothing changed and no act was left, and yet the answer tells the request whole.
        looked_at(person, after.case.uuid, "assistance.request", uuid)
    return whole(person, uuid)


@router.post(
    "/requests/{uuid}/authorities", response={201: AuthorityOut, **PROBLEMS}, summary="Add an authority"
)
def add_authority(request: HttpRequest, uuid: UUID, body: AuthorityIn) -> Status[AuthorityOut]:
    return Status(201, AuthorityOut.from_orm(_add(request, uuid, "authorities", body)))


@router.patch(
    "/requests/{uuid}/authorities/{part}",
    response={200: AuthorityOut, **PROBLEMS},
    summary="Correct an authority",
)
def change_authority(request: HttpRequest, uuid: UUID, part: UUID, body: AuthorityPatch) -> AuthorityOut:
    return AuthorityOut.from_orm(_change(request, uuid, "authorities", part, body))


@router.delete(
    "/requests/{uuid}/authorities/{part}",
    response={200: RequestOut, **PROBLEMS},
    summary="Take an authority out",
)
def remove_authority(request: HttpRequest, uuid: UUID, part: UUID) -> RequestOut:
    return _remove(request, uuid, "authorities", part)


@router.post(
    "/requests/{uuid}/assurances", response={201: AssuranceOut, **PROBLEMS}, summary="Add an assurance"
)
def add_assurance(request: HttpRequest, uuid: UUID, body: AssuranceIn) -> Status[AssuranceOut]:
    return Status(201, AssuranceOut.from_orm(_add(request, uuid, "assurances", body)))


@router.patch(
    "/requests/{uuid}/assurances/{part}",
    response={200: AssuranceOut, **PROBLEMS},
    summary="Correct an assurance",
)
def change_assurance(request: HttpRequest, uuid: UUID, part: UUID, body: AssurancePatch) -> AssuranceOut:
    return AssuranceOut.from_orm(_change(request, uuid, "assurances", part, body))


@router.delete(
    "/requests/{uuid}/assurances/{part}",
    response={200: RequestOut, **PROBLEMS},
    summary="Take an assurance out",
)
def remove_assurance(request: HttpRequest, uuid: UUID, part: UUID) -> RequestOut:
    return _remove(request, uuid, "assurances", part)


@router.post("/requests/{uuid}/offences", response={201: OffenceOut, **PROBLEMS}, summary="Add an offence")
def add_offence(request: HttpRequest, uuid: UUID, body: OffenceIn) -> Status[OffenceOut]:
    return Status(201, OffenceOut.from_orm(_add(request, uuid, "offences", body)))


@router.patch(
    "/requests/{uuid}/offences/{part}", response={200: OffenceOut, **PROBLEMS}, summary="Correct an offence"
)
def change_offence(request: HttpRequest, uuid: UUID, part: UUID, body: OffencePatch) -> OffenceOut:
    return OffenceOut.from_orm(_change(request, uuid, "offences", part, body))


@router.delete(
    "/requests/{uuid}/offences/{part}", response={200: RequestOut, **PROBLEMS}, summary="Take an offence out"
)
def remove_offence(request: HttpRequest, uuid: UUID, part: UUID) -> RequestOut:
    return _remove(request, uuid, "offences", part)


@router.post(
    "/requests/{uuid}/subjects", response={201: SubjectOut, **PROBLEMS}, summary="Add a person or thing"
)
def add_subject(request: HttpRequest, uuid: UUID, body: SubjectIn) -> Status[SubjectOut]:
    return Status(201, SubjectOut.from_orm(_add(request, uuid, "subjects", body)))


@router.patch(
    "/requests/{uuid}/subjects/{part}",
    response={200: SubjectOut, **PROBLEMS},
    summary="Correct a person or thing",
)
def change_subject(request: HttpRequest, uuid: UUID, part: UUID, body: SubjectPatch) -> SubjectOut:
    return SubjectOut.from_orm(_change(request, uuid, "subjects", part, body))


@router.delete(
    "/requests/{uuid}/subjects/{part}",
    response={200: RequestOut, **PROBLEMS},
    summary="Take a person or thing out",
)
def remove_subject(request: HttpRequest, uuid: UUID, part: UUID) -> RequestOut:
    return _remove(request, uuid, "subjects", part)


@router.post("/requests/{uuid}/measures", response={201: MeasureOut, **PROBLEMS}, summary="Add a measure")
def add_measure(request: HttpRequest, uuid: UUID, body: MeasureIn) -> Status[MeasureOut]:
    return Status(201, MeasureOut.from_orm(_add(request, uuid, "measures", body)))


@router.patch(
    "/requests/{uuid}/measures/{part}",
    response={200: MeasureOut, **PROBLEMS},
    summary="Correct what a measure asks",
)
def change_measure(request: HttpRequest, uuid: UUID, part: UUID, body: MeasurePatch) -> MeasureOut:
    return MeasureOut.from_orm(_change(request, uuid, "measures", part, body))


@router.delete(
    "/requests/{uuid}/measures/{part}",
    response={200: RequestOut, **PROBLEMS},
    summary="Take an undecided measure out",
)
def remove_measure(request: HttpRequest, uuid: UUID, part: UUID) -> RequestOut:
    return _remove(request, uuid, "measures", part)


def _add(request: HttpRequest, uuid: UUID, part: str, body: Schema) -> describing.Part:
    person = writer(request)
    found = queries.request_for(person, uuid)
    return describing.add_part(found, part, given(body), acting=person, at=now())


def _change(request: HttpRequest, uuid: UUID, part: str, which: UUID, body: Schema) -> describing.Part:
    person = writer(request)
    found = queries.request_for(person, uuid)
    return describing.change_part(found, part, which, given(body), acting=person, at=now())


def _remove(request: HttpRequest, uuid: UUID, part: str, which: UUID) -> RequestOut:
    person = writer(request)
    describing.remove_part(queries.request_for(person, uuid), part, which, acting=person, at=now())
    return whole(person, uuid)


def _linked(request: HttpRequest, fields: Mapping[str, object]) -> dict[str, object]:
    """The fields, an earlier request named by its uuid found among those that the caller can see."""
    named = fields.get("related_to")
    if "related_to" not in fields:
        return dict(fields)
    return {**fields, "related_to": known(writer(request), named if isinstance(named, UUID) else None)}
