"""A certificate or report comes from a laboratory, with its file: both are taken in, or neither is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from entraide.evidence import policy
from entraide.evidence.domain.custody import Standing
from entraide.evidence.domain.exhibits import Part
from entraide.evidence.services import keeping
from entraide.evidence.services.registering import Incoming, in_vault, keep_files

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.evidence.models import Exhibit


def certify(
    exhibit: Exhibit,
    files: Sequence[Incoming],
    *,
    who: str,
    reason: str,
    acting: Person,
    at: datetime,
    happened: datetime | None = None,
) -> Standing:
    """Note a certificate, and take its files in. Raises as `keeping.certify` and `registering.add_files`."""
    policy.require_keeper(acting, exhibit.case_id)
    with in_vault(files, Part.CERTIFICATE) as kept, transaction.atomic():
        now = keeping.certify(exhibit, who=who, reason=reason, acting=acting, at=at, happened=happened)
        keep_files(exhibit, kept, acting=acting, at=at)
    return now
