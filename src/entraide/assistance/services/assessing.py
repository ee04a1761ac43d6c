"""The legal test: each ground for refusal looked at, with what was found and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from entraide.assistance.domain.measures import FINDINGS, LABELS, Finding, Ground
from entraide.assistance.errors import ReasonNeeded
from entraide.assistance.events import LegalTestDone
from entraide.assistance.models import AssistanceRequest
from entraide.assistance.services import moving
from entraide.assistance.services.describing import to_change
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.instruments.domain.advice import Advice

# Looked at whatever the instrument says: they follow from our own law and from what is asked.
ALWAYS = (
    Ground.ESSENTIAL_INTERESTS,
    Ground.DISCRIMINATION,
    Ground.NE_BIS_IN_IDEM,
    Ground.DUAL_CRIMINALITY,
    Ground.DEATH_PENALTY_TORTURE,
    Ground.NOT_PROPORTIONATE,
)


@dataclass(frozen=True)
class Looked:
    """What was found on one ground."""

    finding: Finding
    note: str = ""


def grounds_to_check(advice: Advice | None, basis: str) -> tuple[Ground, ...]:
    """The grounds of the instrument chosen (or of all that are advised), then those that are always looked at."""
    bases = advice.bases if advice else ()
    chosen = [one for one in bases if one.instrument == basis] or list(bases)
    named = [code for one in chosen for refusal in one.refusals for code in refusal.grounds]
    known = [ground for code in named for ground in Ground if ground.value == code]
    return tuple(dict.fromkeys((*known, *ALWAYS)))


@transaction.atomic
def record_legal_test(
    request: AssistanceRequest, found: Mapping[Ground, Looked], *, acting: Person, at: datetime
) -> AssistanceRequest:
    """Put the legal test on record; grounds that are left out keep what was found before.

    Raises `NotFound`, `NotAllowed`, `RequestEnded`, `RequestApproved`, `ReasonNeeded` where nothing was looked at.
    """
    request = to_change(request, acting=acting)
    if not found:
        raise ReasonNeeded
    request.worksheet = request.worksheet | {
        ground.value: {"finding": looked.finding.value, "note": looked.note.strip()}
        for ground, looked in found.items()
    }
    moving.settle(request, at=at)

    def told(language: str) -> str:
        said = [
            f"{LABELS[ground].in_language(language)}: {FINDINGS[looked.finding].in_language(language)}"
            + (f" ({looked.note.strip()})" if looked.note.strip() else "")
            for ground, looked in found.items()
        ]
        return "; ".join(said)

    record(
        LegalTestDone(
            case=request.case.uuid,
            subject=request.uuid,
            facts={ground.value: looked.finding.value for ground, looked in found.items()},
            detail={"findings": {"en": told("en"), "fr": told("fr")}},
        ),
        by=acting.uuid,
        at=at,
    )
    return request
