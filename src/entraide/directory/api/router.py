"""`/directory`: states, agencies, offices, contact points, and the exchange file."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Query, Router, Schema, Status
from ninja.files import UploadedFile

from entraide.directory import queries, services
from entraide.directory.api.schemas import (
    AgencyFilter,
    AgencyIn,
    AgencyOut,
    AgencyPage,
    AgencyPatch,
    ContactFilter,
    ContactIn,
    ContactOut,
    ContactPage,
    ContactPatch,
    ImportOut,
    OfficeFilter,
    OfficeIn,
    OfficeOut,
    OfficePage,
    OfficePatch,
    RowRefusedOut,
    RowTakenOut,
    StateOut,
    StatePage,
)
from entraide.directory.domain import exchange_csv
from entraide.directory.domain.entries import AgencyFacts, ContactFacts, OfficeFacts
from entraide.directory.domain.hours import Open
from entraide.directory.domain.sorts import AgencySort, Channel, Function
from entraide.directory.models import Agency, ContactPoint, Office
from entraide.directory.policy import require_editor
from entraide.directory.services.imports import Outcome
from entraide.kernel.clock import now
from entraide.kernel.people import Actor
from entraide.ui.actors import actor_of
from entraide.ui.api.schemas import PROBLEMS, Slice
from entraide.ui.api.scopes import require_scope

router = Router()


@router.get("/states", response={200: StatePage, **PROBLEMS}, summary="Every state and territory")
def states(request: HttpRequest, part: Query[Slice]) -> StatePage:
    require_scope(request, "read")
    found = queries.states()
    shown = found[part.offset : part.offset + part.limit]
    return StatePage(items=[StateOut.from_orm(state) for state in shown], count=found.count())


@router.get("/agencies", response={200: AgencyPage, **PROBLEMS}, summary="Agencies, by state and name")
def agencies(request: HttpRequest, wanted: Query[AgencyFilter]) -> AgencyPage:
    require_scope(request, "read")
    found = queries.agencies(
        state=wanted.state,
        sort=wanted.sort or "",
        text=wanted.text,
        retired=wanted.retired,
        round_the_clock=wanted.round_the_clock,
    )
    shown = found[wanted.offset : wanted.offset + wanted.limit]
    return AgencyPage(items=[_agency(agency) for agency in shown], count=found.count())


@router.post("/agencies", response={201: AgencyOut, **PROBLEMS}, summary="Add an agency")
def add_agency(request: HttpRequest, body: AgencyIn) -> Status[AgencyOut]:
    facts = AgencyFacts(**_facts(body))
    return Status(201, _agency(services.add_agency(facts, acting=_editor(request), at=now())))


@router.get("/agencies/{uuid}", response={200: AgencyOut, **PROBLEMS}, summary="One agency")
def agency(request: HttpRequest, uuid: UUID) -> AgencyOut:
    require_scope(request, "read")
    return _agency(queries.agency(uuid))


@router.patch("/agencies/{uuid}", response={200: AgencyOut, **PROBLEMS}, summary="Change an agency")
def change_agency(request: HttpRequest, uuid: UUID, body: AgencyPatch) -> AgencyOut:
    acting, agency = _editor(request), queries.agency(uuid)
    facts = replace(queries.agency_facts(agency), **_facts(body))
    return _agency(services.change_agency(agency, facts, acting=acting, at=now()))


@router.post("/agencies/{uuid}/retire", response={200: AgencyOut, **PROBLEMS}, summary="Retire an agency")
def retire_agency(request: HttpRequest, uuid: UUID) -> AgencyOut:
    acting = _editor(request)
    return _agency(services.retire_agency(queries.agency(uuid), acting=acting, at=now()))


@router.get(
    "/offices", response={200: OfficePage, **PROBLEMS}, summary="Offices, and whether they are open now"
)
def offices(request: HttpRequest, wanted: Query[OfficeFilter]) -> OfficePage:
    require_scope(request, "read")
    found = queries.offices(agency=wanted.agency)
    shown = found[wanted.offset : wanted.offset + wanted.limit]
    return OfficePage(items=[_office(office) for office in shown], count=found.count())


@router.post("/agencies/{uuid}/offices", response={201: OfficeOut, **PROBLEMS}, summary="Add an office")
def add_office(request: HttpRequest, uuid: UUID, body: OfficeIn) -> Status[OfficeOut]:
    acting, agency = _editor(request), queries.agency(uuid)
    return Status(
        201, _office(services.add_office(agency, OfficeFacts(**_facts(body)), acting=acting, at=now()))
    )


@router.get("/offices/{uuid}", response={200: OfficeOut, **PROBLEMS}, summary="One office")
def office(request: HttpRequest, uuid: UUID) -> OfficeOut:
    require_scope(request, "read")
    return _office(queries.office(uuid))


@router.patch("/offices/{uuid}", response={200: OfficeOut, **PROBLEMS}, summary="Change an office")
def change_office(request: HttpRequest, uuid: UUID, body: OfficePatch) -> OfficeOut:
    acting, office = _editor(request), queries.office(uuid)
    facts = replace(queries.office_facts(office), **_facts(body))
    return _office(services.change_office(office, facts, acting=acting, at=now()))


@router.post("/offices/{uuid}/retire", response={200: OfficeOut, **PROBLEMS}, summary="Retire an office")
def retire_office(request: HttpRequest, uuid: UUID) -> OfficeOut:
    acting = _editor(request)
    return _office(services.retire_office(queries.office(uuid), acting=acting, at=now()))


@router.get("/contacts", response={200: ContactPage, **PROBLEMS}, summary="Contact points")
def contacts(request: HttpRequest, wanted: Query[ContactFilter]) -> ContactPage:
    require_scope(request, "read")
    found = queries.contacts(agency=wanted.agency, state=wanted.state, function=wanted.function or "")
    shown = found[wanted.offset : wanted.offset + wanted.limit]
    return ContactPage(items=[_contact(contact) for contact in shown], count=found.count())


@router.post(
    "/offices/{uuid}/contacts", response={201: ContactOut, **PROBLEMS}, summary="Add a contact point"
)
def add_contact(request: HttpRequest, uuid: UUID, body: ContactIn) -> Status[ContactOut]:
    acting, office = _editor(request), queries.office(uuid)
    facts = ContactFacts(**_facts(body))
    return Status(201, _contact(services.add_contact(office, facts, acting=acting, at=now())))


@router.get("/contacts/{uuid}", response={200: ContactOut, **PROBLEMS}, summary="One contact point")
def contact(request: HttpRequest, uuid: UUID) -> ContactOut:
    require_scope(request, "read")
    return _contact(queries.contact(uuid))


@router.patch("/contacts/{uuid}", response={200: ContactOut, **PROBLEMS}, summary="Change a contact point")
def change_contact(request: HttpRequest, uuid: UUID, body: ContactPatch) -> ContactOut:
    acting, contact = _editor(request), queries.contact(uuid)
    facts = replace(queries.contact_facts(contact), **_facts(body))
    return _contact(services.change_contact(contact, facts, acting=acting, at=now()))


@router.post(
    "/contacts/{uuid}/retire", response={200: ContactOut, **PROBLEMS}, summary="Retire a contact point"
)
def retire_contact(request: HttpRequest, uuid: UUID) -> ContactOut:
    acting = _editor(request)
    return _contact(services.retire_contact(queries.contact(uuid), acting=acting, at=now()))


@router.post("/import", response={200: ImportOut, **PROBLEMS}, summary="Take in a directory file (CSV)")
def import_csv(request: HttpRequest, file: File[UploadedFile]) -> ImportOut:
    acting = _editor(request)
    content = file.read(exchange_csv.MAX_BYTES + 1)
    report = services.import_csv(content, acting=acting, at=now())
    return ImportOut(
        added=report.count(Outcome.ADDED),
        changed=report.count(Outcome.CHANGED),
        same=report.count(Outcome.SAME),
        taken=[RowTakenOut(line=row.line, what=row.what, outcome=row.outcome) for row in report.taken],
        refused=[
            RowRefusedOut(
                line=row.line,
                code=row.code,
                column=row.column,
                reason_en=row.reason.en,
                reason_fr=row.reason.fr,
            )
            for row in report.refused
        ],
    )


@router.get("/export", response={200: None, **PROBLEMS}, summary="The whole directory as a file (CSV)")
def export_csv(request: HttpRequest) -> HttpResponse:
    require_scope(request, "read")
    return HttpResponse(exchange_csv.write(queries.rows_to_export()), content_type="text/csv; charset=utf-8")


def _editor(request: HttpRequest) -> Actor:
    # Before anything is looked up or checked: who may not write is told that, and nothing else.
    require_scope(request, "write")
    acting = actor_of(request)
    require_editor(acting)
    return acting


def _facts(body: Schema) -> dict[str, Any]:
    given = {name: value for name, value in body.dict().items() if value is not None}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}


def _agency(agency: Agency) -> AgencyOut:
    return AgencyOut(
        uuid=agency.uuid,
        state=agency.state_id,
        name_en=agency.name_en,
        name_fr=agency.name_fr,
        name_original=agency.name_original,
        sort=AgencySort(agency.sort),
        languages=agency.languages,
        notes=agency.notes,
        active=agency.active,
    )


def _office(office: Office) -> OfficeOut:
    state = queries.opening(office, now())
    return OfficeOut(
        uuid=office.uuid,
        agency=office.agency.uuid,
        name=office.name,
        address=office.address,
        city=office.city,
        time_zone=office.time_zone,
        hours=office.hours,
        always_open=office.always_open,
        closures=[date.fromisoformat(day) for day in office.closures],
        open_now=isinstance(state, Open),
        until=state.until if isinstance(state, Open) else None,
        opens=None if isinstance(state, Open) else state.opens,
        active=office.active,
    )


def _contact(contact: ContactPoint) -> ContactOut:
    return ContactOut(
        uuid=contact.uuid,
        agency=contact.office.agency.uuid,
        office=contact.office.uuid,
        function=Function(contact.function),
        person=contact.person,
        title=contact.title,
        phone=contact.phone,
        mobile=contact.mobile,
        email=contact.email,
        languages=contact.languages,
        channels=[Channel(channel) for channel in contact.channels],
        preferred_channel=Channel(contact.preferred_channel) if contact.preferred_channel else None,
        verified_on=contact.verified_on,
        active=contact.active,
    )
