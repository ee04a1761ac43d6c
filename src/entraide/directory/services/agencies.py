"""Agencies: adding, changing, retiring."""

from datetime import datetime
from typing import Any

from django.db import transaction

from entraide.directory.domain.changes import apply
from entraide.directory.domain.entries import AgencyFacts
from entraide.directory.errors import AgencyKnown
from entraide.directory.events import AgencyAdded, AgencyChanged, AgencyRetired
from entraide.directory.models import Agency
from entraide.directory.policy import require_editor
from entraide.directory.queries import searched
from entraide.kernel.errors import Incomplete
from entraide.kernel.people import Actor
from entraide.ledger import services as ledger


@transaction.atomic
def add_agency(facts: AgencyFacts, *, acting: Actor, at: datetime) -> Agency:
    """Add an agency. Raises `NotAllowed`, `Incomplete`, `AgencyKnown`."""
    require_editor(acting)
    _check(facts)
    agency = Agency(**_values(facts))
    _require_new_name(agency)
    agency.folded = searched(agency)
    agency.save()
    ledger.record(
        AgencyAdded(
            subject=agency.uuid,
            facts={"state": facts.state, "sort": facts.sort},
            detail={"name": agency.name_en},
        ),
        by=acting.uuid,
        at=at,
    )
    return agency


@transaction.atomic
def change_agency(agency: Agency, facts: AgencyFacts, *, acting: Actor, at: datetime) -> Agency:
    """Change what is said of an agency; a retired one is in use again. Raises as `add_agency`."""
    require_editor(acting)
    _check(facts)
    difference = apply(agency, {**_values(facts), "active": True})
    if not difference.fields:
        return agency
    _require_new_name(agency)
    agency.folded = searched(agency)
    agency.save()
    ledger.record(
        AgencyChanged(subject=agency.uuid, facts={"changed": difference.fields}, detail=difference.detail),
        by=acting.uuid,
        at=at,
    )
    return agency


@transaction.atomic
def retire_agency(agency: Agency, *, acting: Actor, at: datetime) -> Agency:
    """Take an agency out of use. It stays on record: requests name it. Raises `NotAllowed`."""
    require_editor(acting)
    if not agency.active:
        return agency
    agency.active = False
    agency.save(update_fields=["active"])
    ledger.record(AgencyRetired(subject=agency.uuid), by=acting.uuid, at=at)
    return agency


def _check(facts: AgencyFacts) -> None:
    if problems := facts.problems():
        raise Incomplete(problems)


def _values(facts: AgencyFacts) -> dict[str, Any]:
    return {
        "state_id": facts.state,
        "name_en": facts.name_en,
        "name_fr": facts.name_fr,
        "name_original": facts.name_original,
        "sort": str(facts.sort),
        "languages": list(facts.languages),
        "notes": facts.notes,
    }


def _require_new_name(agency: Agency) -> None:
    same = Agency.objects.filter(state_id=agency.state_id, name_en=agency.name_en)
    if same.exclude(pk=agency.pk).exists():
        raise AgencyKnown
