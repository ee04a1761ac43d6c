"""What this node knows of a party, better than the library does. The last word counts; none is taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from entraide.directory.domain.states import states
from entraide.instruments import queries
from entraide.instruments.domain.instrument import Instrument, Party
from entraide.instruments.errors import TakesNoParties, UnknownState
from entraide.instruments.events import PartyConfirmed, PartyRecorded
from entraide.instruments.models import PartyRecord
from entraide.instruments.policy import require_keeper
from entraide.kernel.errors import Incomplete, NotFound
from entraide.kernel.languages import Text
from entraide.ledger import services as ledger

if TYPE_CHECKING:
    from entraide.accounts.models import Person

YEAR_OR_DAY = re.compile(r"[12]\d{3}(-\d{2}-\d{2})?")
MAX_SOURCE, MAX_REASON = 400, 1000

LABELS: dict[str, Text] = {
    "signed": Text(
        en="signed (a day as 2026-12-31, or a year)", fr="signature (un jour, 2026-12-31, ou une année)"
    ),
    "ratified": Text(
        en="ratified (a day as 2026-12-31, or a year)", fr="ratification (un jour, 2026-12-31, ou une année)"
    ),
    "in_force": Text(
        en="in force (a day as 2026-12-31, or a year)",
        fr="entrée en vigueur (un jour, 2026-12-31, ou une année)",
    ),
    "source": Text(en="where it is written", fr="où cela est écrit"),
    "as_of": Text(
        en="the day on which it was read there, not later than today",
        fr="le jour de la lecture, au plus tard aujourd’hui",
    ),
    "reason": Text(en="the reason for the change", fr="la raison du changement"),
}


@dataclass(frozen=True)
class PartyFacts:
    """What somebody says of one state and an instrument. Without `ratified` and `in_force` it is no party."""

    state: str
    signed: str
    ratified: str
    in_force: str
    source: str
    as_of: date
    verified: bool
    reason: str

    def problems(self, today: date) -> dict[str, Text]:
        """What is missing or not valid, field by field."""
        found = {
            name: LABELS[name]
            for name in ("signed", "ratified", "in_force")
            if (day := getattr(self, name)) and not is_year_or_day(day)
        }
        if not self.source.strip() or len(self.source) > MAX_SOURCE or "\x00" in self.source:
            found["source"] = LABELS["source"]
        if not date(1900, 1, 1) <= self.as_of <= today:
            found["as_of"] = LABELS["as_of"]
        if not self.reason.strip() or len(self.reason) > MAX_REASON or "\x00" in self.reason:
            found["reason"] = LABELS["reason"]
        return found


def is_year_or_day(text: str) -> bool:
    if not YEAR_OR_DAY.fullmatch(text):
        return False
    try:
        return len(text) == 4 or bool(date.fromisoformat(text))
    except ValueError:
        return False


@transaction.atomic
def record_party(code: str, facts: PartyFacts, *, acting: Person, at: datetime) -> PartyRecord:
    """Record what is known of a state and an instrument, over what the library says.

    Raises `NotAllowed`, `NotFound`, `TakesNoParties`, `UnknownState`, `Incomplete`.
    """
    require_keeper(acting)
    _of_parties(code)
    if facts.state not in states():
        raise UnknownState(state=facts.state[:20])
    if problems := facts.problems(timezone.localtime(at).date()):
        raise Incomplete(problems)
    record = _record(code, facts, acting, at)
    ledger.record(
        PartyRecorded(subject=record.uuid, facts=_facts(record), detail={"reason": record.reason}),
        by=acting.uuid,
        at=at,
    )
    return record


@transaction.atomic
def confirm(code: str, state: str, *, source: str, as_of: date, acting: Person, at: datetime) -> PartyRecord:
    """Say that what is known of a party was read at `source` on `as_of` and is so.

    Raises `NotAllowed`, `NotFound`, `Incomplete`.
    """
    require_keeper(acting)
    known = _of_parties(code).party(state)
    if known is None:
        raise NotFound
    facts = _confirmed(known, source, as_of)
    if problems := facts.problems(timezone.localtime(at).date()):
        raise Incomplete(problems)
    record = _record(code, facts, acting, at)
    ledger.record(PartyConfirmed(subject=record.uuid, facts=_facts(record)), by=acting.uuid, at=at)
    return record


def _confirmed(known: Party, source: str, as_of: date) -> PartyFacts:
    return PartyFacts(
        state=known.state,
        signed=known.signed or "",
        ratified=known.ratified or "",
        in_force=known.in_force or "",
        source=source,
        as_of=as_of,
        verified=True,
        reason="Confirmed at the source · Confirmé à la source",
    )


def _of_parties(code: str) -> Instrument:
    found = queries.instrument(code)
    if found.state is not None or found.for_everyone:
        raise TakesNoParties
    return found


def _record(code: str, facts: PartyFacts, acting: Person, at: datetime) -> PartyRecord:
    given = {field.name: getattr(facts, field.name) for field in fields(facts)}
    source = given.pop("source").strip()
    return PartyRecord.objects.create(
        code=code,
        state_id=given.pop("state"),
        source_en=source,
        source_fr=source,
        reason=given.pop("reason").strip(),
        at=at,
        by=acting,
        **given,
    )


def _facts(record: PartyRecord) -> dict[str, object]:
    return {
        "instrument": record.code,
        "state": record.state_id,
        "signed": record.signed,
        "ratified": record.ratified,
        "in_force": record.in_force,
        "verified": record.verified,
    }
