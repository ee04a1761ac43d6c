"""Contact points: adding, changing, retiring."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from entraide.directory.domain.changes import apply
from entraide.directory.domain.entries import ContactFacts
from entraide.directory.events import ContactAdded, ContactChanged, ContactRetired
from entraide.directory.models import ContactPoint, Office
from entraide.directory.policy import require_editor
from entraide.kernel.errors import Incomplete
from entraide.kernel.identifiers import new_id
from entraide.kernel.people import Actor
from entraide.ledger import services as ledger


@transaction.atomic
def add_contact(
    office: Office, facts: ContactFacts, *, uuid: UUID | None = None, acting: Actor, at: datetime
) -> ContactPoint:
    """Add a contact point to an office; `uuid` is kept when it comes from another directory.

    Raises `NotAllowed`, `Incomplete`.
    """
    require_editor(acting)
    _check(facts)
    contact = ContactPoint.objects.create(uuid=uuid or new_id(), office=office, **_values(facts))
    ledger.record(
        ContactAdded(
            subject=contact.uuid,
            facts={"office": office.uuid, "function": contact.function},
            detail={"person": contact.person},
        ),
        by=acting.uuid,
        at=at,
    )
    return contact


@transaction.atomic
def change_contact(
    contact: ContactPoint, facts: ContactFacts, *, office: Office | None = None, acting: Actor, at: datetime
) -> ContactPoint:
    """Change what is said of a contact point, or move it to another office; a retired one is in use again.

    Raises `NotAllowed`, `Incomplete`.
    """
    require_editor(acting)
    _check(facts)
    wanted = {**_values(facts), "active": True}
    if office is not None:
        wanted["office_id"] = office.pk
    difference = apply(contact, wanted)
    if not difference.fields:
        return contact
    contact.save()
    ledger.record(
        ContactChanged(subject=contact.uuid, facts={"changed": difference.fields}, detail=difference.detail),
        by=acting.uuid,
        at=at,
    )
    return contact


@transaction.atomic
def retire_contact(contact: ContactPoint, *, acting: Actor, at: datetime) -> ContactPoint:
    """Take a contact point out of use. Raises `NotAllowed`."""
    require_editor(acting)
    if not contact.active:
        return contact
    contact.active = False
    contact.save(update_fields=["active"])
    ledger.record(ContactRetired(subject=contact.uuid), by=acting.uuid, at=at)
    return contact


def _check(facts: ContactFacts) -> None:
    if problems := facts.problems():
        raise Incomplete(problems)


def _values(facts: ContactFacts) -> dict[str, Any]:
    return {
        "function": str(facts.function),
        "person": facts.person,
        "title": facts.title,
        "phone": facts.phone,
        "mobile": facts.mobile,
        "email": facts.email,
        "languages": list(facts.languages),
        "channels": [str(channel) for channel in facts.channels],
        "preferred_channel": str(facts.preferred_channel),
        "verified_on": facts.verified_on,
    }
