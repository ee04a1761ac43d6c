"""What is told of an exhibit while it is kept: seals, openings, examinations, copies, certificates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from entraide.evidence import policy
from entraide.evidence.domain.custody import Act, Signatory, Standing
from entraide.evidence.services.telling import next_event, signed_in, tell
from entraide.kernel.errors import Incomplete
from entraide.kernel.languages import Text

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.evidence.models import Exhibit

WHY = Text(en="Reason", fr="Motif")
CONDITION = Text(en="Condition", fr="État")
WHO = Text(en="Who", fr="Qui")
PLACE = Text(en="Place", fr="Lieu")


@transaction.atomic
def seal(
    exhibit: Exhibit, seals: Sequence[str], *, condition: str, acting: Person, at: datetime, place: str = ""
) -> Standing:
    """Put numbered seals on it. Raises `NotFound`, `NotAllowed`, `Incomplete`, `CustodyForbids`."""
    policy.require_keeper(acting, exhibit.case_id)
    _require(condition=condition)
    event = next_event(
        exhibit,
        Act.SEALED,
        signed_in(acting),
        at=at,
        seals=numbers(seals),
        condition=condition.strip(),
        place=place.strip(),
    )
    return tell(exhibit, event, by=acting.uuid)


@transaction.atomic
def open_seal(
    exhibit: Exhibit,
    seals: Sequence[str],
    *,
    reason: str,
    condition: str,
    acting: Person,
    at: datetime,
    place: str = "",
) -> Standing:
    """Open seals that are on it, for a reason. Raises as `seal`."""
    policy.require_keeper(acting, exhibit.case_id)
    _require(reason=reason, condition=condition)
    event = next_event(
        exhibit,
        Act.OPENED,
        signed_in(acting),
        at=at,
        seals=numbers(seals),
        reason=reason.strip(),
        condition=condition.strip(),
        place=place.strip(),
    )
    return tell(exhibit, event, by=acting.uuid)


@transaction.atomic
def examine(
    exhibit: Exhibit,
    *,
    reason: str,
    acting: Person,
    at: datetime,
    who: str = "",
    happened: datetime | None = None,
    place: str = "",
    condition: str = "",
) -> Standing:
    """Note that somebody examined it. Raises as `seal`."""
    policy.require_keeper(acting, exhibit.case_id)
    _require(reason=reason)
    event = next_event(
        exhibit,
        Act.EXAMINED,
        signed_in(acting),
        at=at,
        happened=happened,
        other=_outside(who),
        reason=reason.strip(),
        place=place.strip(),
        condition=condition.strip(),
    )
    return tell(exhibit, event, by=acting.uuid)


@transaction.atomic
def copy(
    exhibit: Exhibit, *, reason: str, who: str, acting: Person, at: datetime, place: str = ""
) -> Standing:
    """Note that a copy was made, for whom and why. Raises as `seal`."""
    policy.require_keeper(acting, exhibit.case_id)
    _require(reason=reason, who=who)
    event = next_event(
        exhibit,
        Act.COPIED,
        signed_in(acting),
        at=at,
        other=_outside(who),
        reason=reason.strip(),
        place=place.strip(),
    )
    return tell(exhibit, event, by=acting.uuid)


@transaction.atomic
def certify(
    exhibit: Exhibit,
    *,
    who: str,
    reason: str,
    acting: Person,
    at: datetime,
    happened: datetime | None = None,
) -> Standing:
    """Note the certificate or report of a laboratory; its file is taken in beside it. Raises as `seal`."""
    policy.require_keeper(acting, exhibit.case_id)
    _require(reason=reason, who=who)
    event = next_event(
        exhibit,
        Act.CERTIFIED,
        signed_in(acting),
        at=at,
        happened=happened,
        other=_outside(who),
        reason=reason.strip(),
    )
    return tell(exhibit, event, by=acting.uuid)


@transaction.atomic
def tell_gap(
    exhibit: Exhibit,
    *,
    words: str,
    acting: Person,
    at: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Standing:
    """Say of what time nobody knows where it was. Raises as `seal`."""
    policy.require_keeper(acting, exhibit.case_id)
    _require(reason=words)
    event = next_event(
        exhibit, Act.UNKNOWN, signed_in(acting), at=at, happened=since, until=until, when=words.strip()[:200]
    )
    return tell(exhibit, event, by=acting.uuid)


def numbers(seals: Sequence[str]) -> tuple[str, ...]:
    """Numbers of seals as they are kept: without spaces around them, each once."""
    return tuple(dict.fromkeys(one.strip()[:60] for one in seals if one.strip()))


def _outside(who: str) -> Signatory | None:
    return Signatory(name=who.strip()[:200]) if who.strip() else None


def _require(**said: str) -> None:
    labels = {"reason": WHY, "condition": CONDITION, "who": WHO, "place": PLACE}
    wanting = {name: labels[name] for name, words in said.items() if not words.strip()}
    if wanting:
        raise Incomplete(wanting)
