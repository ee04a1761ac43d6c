"""A file of an exhibit leaves the node with somebody: on record before the first byte."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from entraide.cases.policy import require_member
from entraide.evidence.domain.exhibits import Marking
from entraide.evidence.errors import ContentSealed
from entraide.evidence.events import ContentOpened
from entraide.evidence.queries.vault import check, read
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.evidence.models import Content


def download(content: Content, *, acting: Person, at: datetime) -> Iterator[bytes]:
    """Its bytes, looked through to the end first. Raises `NotFound`, `ContentSealed`, `ContentGone`,
    `ExhibitDamaged`."""
    exhibit = content.exhibit
    require_member(acting, exhibit.case_id)
    require_open(content)
    # Nothing is held meanwhile: a large file takes its time.
    check(content)
    with transaction.atomic():
        record(
            ContentOpened(
                case=exhibit.case.uuid,
                subject=exhibit.uuid,
                facts={"content": content.uuid, "sha256": content.sha256},
                detail={"number": exhibit.number, "name": content.name},
            ),
            by=acting.uuid,
            at=at,
        )
    return read(content)


def require_open(content: Content) -> None:
    """Raises `ContentSealed` for a file of marked material."""
    if content.exhibit.marking != Marking.NONE:
        raise ContentSealed
