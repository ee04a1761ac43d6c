"""Filling in the record of a request, and its parts: authorities, offences, subjects, measures, assurances."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import translation

from entraide.assistance import policy
from entraide.assistance.domain import assurances
from entraide.assistance.domain.blocks import BLOCKS, SORT_LABELS, SUBJECT_FIELDS, SubjectSort
from entraide.assistance.domain.fields import FIELDS
from entraide.assistance.domain.kinds import LABELS as KIND_LABELS
from entraide.assistance.domain.kinds import AuthorityRole, Kind
from entraide.assistance.domain.measures import LABELS as MEASURE_LABELS
from entraide.assistance.domain.measures import MeasureCode
from entraide.assistance.domain.states import ENDED, State
from entraide.assistance.domain.values import clean_values
from entraide.assistance.errors import (
    AssuranceStays,
    FieldsRefused,
    MeasureDecidedAlready,
    RequestApproved,
    RequestEnded,
)
from entraide.assistance.events import PartAdded, PartChanged, PartRemoved, RecordChanged
from entraide.assistance.models import AssistanceRequest, Assurance, Authority, Measure, Offence, Subject
from entraide.assistance.services.finding import make_request_findable
from entraide.assistance.services.moving import locked, settle
from entraide.instruments.domain.offences.classification import offence as classified
from entraide.instruments.domain.offences.refusals import UnknownOffence
from entraide.kernel.errors import NotFound
from entraide.kernel.languages import Text
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person

# What a person may fill in by hand. States, dates of acts and assignments move by acts alone.
EDITABLE = frozenset(FIELDS) - {"measures", "sent_at", "basis", "basis_reason"} | {"related_to"}

Part: TypeAlias = Authority | Offence | Subject | Measure | Assurance
PARTS: dict[str, type[Part]] = {
    "authorities": Authority,
    "offences": Offence,
    "subjects": Subject,
    "measures": Measure,
    "assurances": Assurance,
}
# Of a measure, only what is asked; its decision and result have acts of their own.
PART_FIELDS: dict[str, frozenset[str]] = {
    "authorities": frozenset(
        "role organisation unit person title function phone mobile email address hours time_zone languages number "
        "contact".split()
    ),
    "offences": frozenset({"title", "iccs", "article", "text", "maximum_penalty", "limitation"}),
    "subjects": frozenset({"sort", "name", "particulars"}),
    "measures": frozenset(
        {"code", "description", "period_from", "period_to", "custodian", "formalities", "questions"}
    ),
    "assurances": frozenset({"matter", "standing", "text", "authority", "day"}),
}


EARLIEST_ZONE = timedelta(hours=14)


@transaction.atomic
def change_record(
    request: AssistanceRequest, fields: Mapping[str, object], *, acting: Person, at: datetime
) -> AssistanceRequest:
    """Fill in or correct fields of the record.

    Raises `NotFound`, `NotAllowed`, `RequestEnded`, `RequestApproved`, `FieldsRefused`.
    """
    request = to_change(request, acting=acting)
    changed = set_fields(request, fields)
    if not changed:
        return request
    settle(request, at=at)
    make_request_findable(request)
    names = [FIELDS[name] for name in changed if name in FIELDS]
    record(
        RecordChanged(
            case=request.case.uuid,
            subject=request.uuid,
            facts={"fields": list(changed)},
            detail={
                "fields": {
                    "en": ", ".join(name.en for name in names),
                    "fr": ", ".join(name.fr for name in names),
                }
            },
        ),
        by=acting.uuid,
        at=at,
    )
    return request


@transaction.atomic
def add_part(
    request: AssistanceRequest, part: str, fields: Mapping[str, object], *, acting: Person, at: datetime
) -> Part:
    """Add a part of one of the sorts in `PARTS`. Raises as `change_record` does."""
    request = to_change(request, acting=acting, approved_too=part == "assurances")
    made = PARTS[part](request=request)
    fill_part(part, made, fields, at=at)
    made.save()
    _part_settled(PartAdded, request, part, made, acting=acting, at=at)
    return made


@transaction.atomic
def change_part(
    request: AssistanceRequest,
    part: str,
    uuid: UUID,
    fields: Mapping[str, object],
    *,
    acting: Person,
    at: datetime,
) -> Part:
    """Correct a part of the record. Raises as `change_record` does, `NotFound` for another request's part."""
    request = to_change(request, acting=acting, approved_too=part == "assurances")
    found = part_of(request, part, uuid)
    # What was decided is what was asked then: otherwise a decision would pass to another measure.
    if isinstance(found, Measure) and found.decision and fields.get("code", found.code) != found.code:
        raise MeasureDecidedAlready
    fill_part(part, found, fields, at=at)
    found.save()
    _part_settled(PartChanged, request, part, found, acting=acting, at=at)
    return found


@transaction.atomic
def remove_part(request: AssistanceRequest, part: str, uuid: UUID, *, acting: Person, at: datetime) -> None:
    """Take a part out of the record; the ledger keeps that it stood there. A decided measure stays, and so
    does an assurance that was asked for or received. Raises as `change_part` does, and `AssuranceStays`.
    """
    request = to_change(request, acting=acting, approved_too=part == "assurances")
    found = part_of(request, part, uuid)
    if isinstance(found, Measure) and found.decision:
        raise MeasureDecidedAlready
    if isinstance(found, Assurance) and found.standing in assurances.HELD:
        raise AssuranceStays
    found.delete()
    _part_settled(PartRemoved, request, part, found, acting=acting, at=at)


def part_of(request: AssistanceRequest, part: str, uuid: UUID) -> Part:
    """A part of this request. Raises `NotFound`."""
    model = PARTS.get(part)
    found = model._default_manager.filter(request=request, uuid=uuid).first() if model else None
    if found is None:
        raise NotFound
    return found


def set_fields(request: AssistanceRequest, fields: Mapping[str, object]) -> tuple[str, ...]:
    """Set fields on the object, checked; gives back the names that changed. Saving is the caller's.

    Raises `FieldsRefused` naming every field that cannot be taken.
    """
    refused = {name: _not_a_field(name) for name in fields if name not in EDITABLE}
    changed: list[str] = []
    for name, value in fields.items():
        if name in refused or name == "block":
            continue
        attribute = AssistanceRequest._meta.get_field(name).attname  # type: ignore[union-attr]
        before = getattr(request, attribute)
        setattr(request, name if isinstance(value, models.Model) else attribute, value)
        if getattr(request, attribute) != before:
            changed.append(name)
    if "block" in fields:
        changed += _set_block(request, fields["block"], refused)
    refused |= problems_of(request, {name for name in fields if name in EDITABLE and name not in refused})
    if refused:
        raise FieldsRefused(refused)
    return tuple(changed)


def _not_a_field(name: str) -> Text:
    return Text(en=f"{name}: not a field of the record", fr=f"{name} : pas un champ de la fiche")


def _set_block(request: AssistanceRequest, values: object, refused: dict[str, Text]) -> list[str]:
    # A kind that is none is refused for itself.
    shape = BLOCKS[Kind(request.kind)] if request.kind in set(Kind) else ()
    cleaned, problems = clean_values(shape, values)
    refused.update({f"block.{name}": text for name, text in problems.items()})
    if cleaned == request.block:
        return []
    request.block = cleaned
    return ["block"]


def fill_part(part: str, made: Part, fields: Mapping[str, object], *, at: datetime) -> None:
    """Fill in a part, checked. Saving is the caller's. Raises `FieldsRefused`."""
    refused = {name: _not_a_field(name) for name in fields if name not in PART_FIELDS[part]}
    for name, value in fields.items():
        if name not in refused and name != "particulars":
            setattr(made, name, value)
    if isinstance(made, Subject) and "particulars" in fields:
        shape = (
            SUBJECT_FIELDS.get(SubjectSort(made.sort), ())
            if made.sort in SubjectSort.__members__.values()
            else ()
        )
        made.particulars, problems = clean_values(shape, fields["particulars"])
        refused |= {f"particulars.{name}": text for name, text in problems.items()}
    if isinstance(made, Assurance):
        # The latest day it is anywhere: the partner's may have begun before ours.
        today = (at + EARLIEST_ZONE).date()
        refused |= assurances.lacking(
            made.matter, made.standing, text=made.text, authority=made.authority, day=made.day, today=today
        )
    if isinstance(made, Offence) and made.iccs:
        try:
            classified(made.iccs)
        except UnknownOffence as unknown:
            refused["iccs"] = Text(en=unknown.in_language("en"), fr=unknown.in_language("fr"))
    refused |= problems_of(made, PART_FIELDS[part] - set(refused))
    if refused:
        raise FieldsRefused(refused)


def problems_of(thing: models.Model, names: set[str] | frozenset[str]) -> dict[str, Text]:
    """What Django's own field checks say of these fields, in both languages."""
    others = {field.name for field in thing._meta.fields} - names
    found: dict[str, dict[str, str]] = {}
    for language in ("en", "fr"):
        with translation.override(language):
            try:
                thing.clean_fields(exclude=others)
            except ValidationError as error:
                for name, messages in error.message_dict.items():
                    found.setdefault(name, {})[language] = " ".join(messages)
    return {
        name: Text(
            en=f"{FIELDS[name].en if name in FIELDS else name}: {said['en']}",
            fr=f"{FIELDS[name].fr if name in FIELDS else name} : {said['fr']}",
        )
        for name, said in found.items()
    }


def to_change(request: AssistanceRequest, *, acting: Person, approved_too: bool = False) -> AssistanceRequest:
    """The request, held, for a person who may change its record; `approved_too` for what moves on after the approval.

    Raises `NotFound`, `NotAllowed`, `RequestEnded`, `RequestApproved`.
    """
    policy.require_may_work(acting, request.case_id)
    request = locked(request)
    if State(request.state) in ENDED:
        raise RequestEnded
    if State(request.state) is State.VALIDATED and not approved_too:
        raise RequestApproved
    return request


def _part_settled(
    event: type[PartAdded | PartChanged | PartRemoved],
    request: AssistanceRequest,
    part: str,
    made: Part,
    *,
    acting: Person,
    at: datetime,
) -> None:
    settle(request, at=at)
    make_request_findable(request)
    what = _words(made)
    record(
        event(
            case=request.case.uuid,
            subject=request.uuid,
            facts={"part": part, "uuid": made.uuid},
            detail={"what": {"en": what.en, "fr": what.fr}},
        ),
        by=acting.uuid,
        at=at,
    )


def _words(part: Part) -> Text:
    match part:
        case Measure():
            return MEASURE_LABELS[MeasureCode(part.code)]
        case Authority():
            role = KIND_LABELS[AuthorityRole(part.role)]
            return Text(en=f"{role.en}, {part}", fr=f"{role.fr}, {part}")
        case Subject():
            sort = SORT_LABELS[SubjectSort(part.sort)]
            return Text(en=f"{sort.en} {part.name}", fr=f"{sort.fr} {part.name}")
        case Offence():
            return Text(en=part.title, fr=part.title)
        case Assurance():
            return assurances.told(
                part.matter, part.standing, text=part.text, authority=part.authority, day=part.day
            )
