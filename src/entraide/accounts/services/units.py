"""The units of the bureau."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from entraide.accounts import policy
from entraide.accounts.domain.people import LONGEST
from entraide.accounts.errors import UnitNameTaken
from entraide.accounts.events import UnitAdded, UnitChanged
from entraide.accounts.models import Person, Unit
from entraide.kernel.errors import Incomplete
from entraide.kernel.languages import Text
from entraide.ledger import services as ledger


@transaction.atomic
def add_unit(
    name_en: str, name_fr: str, *, intake: bool = False, acting: Person | None, at: datetime
) -> Unit:
    """Add a unit. The intake unit sees what arrives. Raises `NotAllowed`, `Incomplete`, `UnitNameTaken`."""
    policy.require_administrator(acting)
    unit = Unit(intake=intake)
    _name(unit, name_en, name_fr)
    unit.save()
    ledger.record(
        UnitAdded(
            subject=unit.uuid,
            facts={"intake": intake},
            detail={"name_en": unit.name_en, "name_fr": unit.name_fr},
        ),
        by=acting.uuid if acting else None,
        at=at,
    )
    return unit


@transaction.atomic
def change_unit(
    unit: Unit, *, name_en: str, name_fr: str, intake: bool, acting: Person | None, at: datetime
) -> Unit:
    """Rename a unit or change whether it receives what arrives. Raises as `add_unit`."""
    policy.require_administrator(acting)
    _name(unit, name_en, name_fr)
    unit.intake = intake
    unit.save(update_fields=["name_en", "name_fr", "intake"])
    ledger.record(
        UnitChanged(
            subject=unit.uuid,
            facts={"intake": intake},
            detail={"name_en": unit.name_en, "name_fr": unit.name_fr},
        ),
        by=acting.uuid if acting else None,
        at=at,
    )
    return unit


def _name(unit: Unit, name_en: str, name_fr: str) -> None:
    unit.name_en, unit.name_fr = name_en.strip(), name_fr.strip()
    missing: dict[str, Text] = {}
    if not 1 <= len(unit.name_en) <= LONGEST:
        missing["name_en"] = Text(en="Name in English", fr="Nom en anglais")
    if not 1 <= len(unit.name_fr) <= LONGEST:
        missing["name_fr"] = Text(en="Name in French", fr="Nom en français")
    if missing:
        raise Incomplete(missing)
    same = Unit.objects.filter(Q(name_en=unit.name_en) | Q(name_fr=unit.name_fr))
    if same.exclude(pk=unit.pk).exists():
        raise UnitNameTaken
