"""Offices: adding, changing, retiring."""

from datetime import datetime
from typing import Any

from django.db import transaction

from entraide.directory.domain.changes import apply
from entraide.directory.domain.entries import OfficeFacts
from entraide.directory.domain.hours import in_writing, parse
from entraide.directory.errors import OfficeKnown
from entraide.directory.events import OfficeAdded, OfficeChanged, OfficeRetired
from entraide.directory.models import Agency, Office
from entraide.directory.policy import require_editor
from entraide.directory.queries import searched
from entraide.kernel.errors import Incomplete
from entraide.kernel.people import Actor
from entraide.ledger import services as ledger


@transaction.atomic
def add_office(agency: Agency, facts: OfficeFacts, *, acting: Actor, at: datetime) -> Office:
    """Add an office to an agency. Raises `NotAllowed`, `Incomplete`, `OfficeKnown`."""
    require_editor(acting)
    _check(facts)
    office = Office(agency=agency, **_values(facts))
    _require_new_name(office)
    office.save()
    _search_anew(agency)
    ledger.record(
        OfficeAdded(
            subject=office.uuid,
            facts={"agency": agency.uuid, "time_zone": office.time_zone},
            detail={"name": office.name},
        ),
        by=acting.uuid,
        at=at,
    )
    return office


@transaction.atomic
def change_office(office: Office, facts: OfficeFacts, *, acting: Actor, at: datetime) -> Office:
    """Change what is said of an office; a retired one is in use again. Raises as `add_office`."""
    require_editor(acting)
    _check(facts)
    difference = apply(office, {**_values(facts), "active": True})
    if not difference.fields:
        return office
    _require_new_name(office)
    office.save()
    _search_anew(office.agency)
    ledger.record(
        OfficeChanged(subject=office.uuid, facts={"changed": difference.fields}, detail=difference.detail),
        by=acting.uuid,
        at=at,
    )
    return office


@transaction.atomic
def retire_office(office: Office, *, acting: Actor, at: datetime) -> Office:
    """Take an office out of use, with its contact points. Raises `NotAllowed`."""
    require_editor(acting)
    if not office.active:
        return office
    office.active = False
    office.save(update_fields=["active"])
    retired = office.contacts.filter(active=True).update(active=False)
    ledger.record(OfficeRetired(subject=office.uuid, facts={"contacts": retired}), by=acting.uuid, at=at)
    return office


def _check(facts: OfficeFacts) -> None:
    if problems := facts.problems():
        raise Incomplete(problems)


def _values(facts: OfficeFacts) -> dict[str, Any]:
    return {
        "name": facts.name,
        "address": facts.address,
        "city": facts.city,
        "time_zone": facts.time_zone,
        "hours": in_writing(parse(facts.hours)),
        "always_open": facts.always_open,
        "closures": sorted({day.isoformat() for day in facts.closures}),
    }


def _require_new_name(office: Office) -> None:
    same = Office.objects.filter(agency_id=office.agency_id, name=office.name)
    if same.exclude(pk=office.pk).exists():
        raise OfficeKnown


def _search_anew(agency: Agency) -> None:
    agency.folded = searched(agency)
    agency.save(update_fields=["folded"])
