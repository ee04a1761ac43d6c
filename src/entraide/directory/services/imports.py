"""Taking in a directory file: the good rows go in, each of the others is named with its reason."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from entraide.directory.domain.entries import AgencyFacts, OfficeFacts
from entraide.directory.domain.exchange_csv import Row, RowRefused, read
from entraide.directory.domain.hours import in_writing, parse
from entraide.directory.domain.names import fold
from entraide.directory.domain.sorts import FUNCTION_LABELS, Function
from entraide.directory.events import DirectoryImported
from entraide.directory.models import Agency, ContactPoint, Office
from entraide.directory.policy import require_editor
from entraide.directory.queries import agency_facts, contact_facts, office_facts
from entraide.directory.services.agencies import add_agency, change_agency
from entraide.directory.services.contacts import add_contact, change_contact
from entraide.directory.services.offices import add_office, change_office
from entraide.kernel.languages import Text
from entraide.kernel.people import Actor
from entraide.ledger import services as ledger


class Outcome(StrEnum):
    """What became of a good row."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"


OUTCOME_LABELS: dict[Outcome, Text] = {
    Outcome.ADDED: Text(en="Added", fr="Ajoutée"),
    Outcome.CHANGED: Text(en="Changed", fr="Modifiée"),
    Outcome.SAME: Text(en="Already known", fr="Déjà connue"),
}


@dataclass(frozen=True)
class RowTaken:
    """One row that went in: its line, what it is about, what became of it."""

    line: int
    what: str
    outcome: Outcome


@dataclass(frozen=True)
class ImportReport:
    """Every row of the file, in one list or the other."""

    taken: tuple[RowTaken, ...]
    refused: tuple[RowRefused, ...]

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.taken)


@transaction.atomic
def import_csv(content: bytes, *, acting: Actor, at: datetime) -> ImportReport:
    """Take in a file. A second import of the same file changes nothing.

    Raises `NotAllowed`, and `FileTooBig`, `FileNotText`, `FileColumnsMissing` when the file is refused as a whole.
    """
    require_editor(acting)
    reading = read(content)
    known = _Known()
    taken: list[RowTaken] = []
    refused: list[RowRefused] = list(reading.refused)
    for row in reading.rows:
        done = _take(row, known, acting=acting, at=at)
        if isinstance(done, RowRefused):
            refused.append(done)
        else:
            taken.append(done)
    report = ImportReport(tuple(taken), tuple(sorted(refused, key=lambda row: row.line)))
    counts = {outcome.value: report.count(outcome) for outcome in Outcome}
    ledger.record(
        DirectoryImported(
            facts={"sha256": hashlib.sha256(content).hexdigest(), "refused": len(report.refused), **counts}
        ),
        by=acting.uuid,
        at=at,
    )
    return report


class _Known:
    """What the directory holds, by the names a file uses; read once, kept up while the file goes in."""

    def __init__(self) -> None:
        agencies = {agency.pk: agency for agency in Agency.objects.all()}
        offices = {office.pk: office for office in Office.objects.select_related("agency")}
        self.agencies = {(a.state_id, fold(a.name_en)): a for a in agencies.values()}
        self.offices = {(o.agency_id, fold(o.name)): o for o in offices.values()}
        contacts = list(ContactPoint.objects.select_related("office__agency"))
        self.by_uuid = {contact.uuid: contact for contact in contacts}
        self.by_key = {(c.office_id, contact_facts(c).key): c for c in contacts}


def _take(row: Row, known: _Known, *, acting: Actor, at: datetime) -> RowTaken | RowRefused:
    contact = known.by_uuid.get(row.uuid) if row.uuid is not None and row.contact is not None else None
    if contact is not None and contact.office.agency.state_id != row.agency.state:
        reason = Text(
            en="This uuid belongs to a contact point of another state.",
            fr="Cet uuid appartient à un point de contact d’un autre État.",
        )
        return RowRefused(row.line, "directory.uuid_elsewhere", "uuid", reason)
    agency, outcome = _take_agency(row.agency, known, acting=acting, at=at)
    what = [agency.name_en]
    if row.office is not None:
        office, outcome_of_office = _take_office(agency, row.office, known, acting=acting, at=at)
        outcome = _together(outcome, outcome_of_office)
        what.append(office.name)
        if row.contact is not None:
            contact = contact or known.by_key.get((office.pk, row.contact.key))
            outcome_of_contact = _take_contact(office, contact, row, known, acting=acting, at=at)
            outcome = _together(outcome, outcome_of_contact)
            what.append(row.contact.person or FUNCTION_LABELS[Function(row.contact.function)].en)
    return RowTaken(row.line, " · ".join(what), outcome)


def _together(one: Outcome, other: Outcome) -> Outcome:
    """A row is about its last part: new when that is new, changed when anything in it changed."""
    if other is Outcome.SAME:
        return Outcome.SAME if one is Outcome.SAME else Outcome.CHANGED
    return other


def _take_agency(facts: AgencyFacts, known: _Known, *, acting: Actor, at: datetime) -> tuple[Agency, Outcome]:
    key = (facts.state, fold(facts.name_en))
    agency = known.agencies.get(key)
    if agency is None:
        known.agencies[key] = add_agency(facts, acting=acting, at=at)
        return known.agencies[key], Outcome.ADDED
    if agency.active and agency_facts(agency) == facts:
        return agency, Outcome.SAME
    return change_agency(agency, facts, acting=acting, at=at), Outcome.CHANGED


def _take_office(
    agency: Agency, facts: OfficeFacts, known: _Known, *, acting: Actor, at: datetime
) -> tuple[Office, Outcome]:
    key = (agency.pk, fold(facts.name))
    facts = replace(facts, hours=in_writing(parse(facts.hours)), closures=tuple(sorted(set(facts.closures))))
    office = known.offices.get(key)
    if office is None:
        known.offices[key] = add_office(agency, facts, acting=acting, at=at)
        return known.offices[key], Outcome.ADDED
    if office.active and office_facts(office) == facts:
        return office, Outcome.SAME
    return change_office(office, facts, acting=acting, at=at), Outcome.CHANGED


def _take_contact(
    office: Office, contact: ContactPoint | None, row: Row, known: _Known, *, acting: Actor, at: datetime
) -> Outcome:
    assert row.contact is not None
    if contact is None:
        contact = add_contact(office, row.contact, uuid=row.uuid, acting=acting, at=at)
        outcome = Outcome.ADDED
    elif contact.active and contact.office_id == office.pk and contact_facts(contact) == row.contact:
        return Outcome.SAME
    else:
        change_contact(contact, row.contact, office=office, acting=acting, at=at)
        outcome = Outcome.CHANGED
    known.by_uuid[contact.uuid] = contact
    known.by_key[office.pk, row.contact.key] = contact
    return outcome
