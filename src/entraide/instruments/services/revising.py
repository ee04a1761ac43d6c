"""A node's own versions: of a shipped instrument, or of an agreement that it adds itself. Nothing is overwritten."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max

from entraide.instruments import queries
from entraide.instruments.domain.instrument import Instrument
from entraide.instruments.domain.reading import read_instrument
from entraide.instruments.errors import (
    CodeDiffers,
    CodeNotUsable,
    CodeTaken,
    NothingChanged,
    NothingOfOurs,
)
from entraide.instruments.events import AgreementAdded, InstrumentRevised, OwnVersionWithdrawn
from entraide.instruments.models import Revision
from entraide.instruments.policy import require_keeper
from entraide.kernel.errors import Conflict, Incomplete, NotFound
from entraide.kernel.languages import Text
from entraide.ledger import services as ledger

if TYPE_CHECKING:
    from entraide.accounts.models import Person

MAX_TEXT = 100_000
MAX_REASON = 1000
CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
# They stand in the addresses of the pages.
RESERVED = frozenset({"new", "advice", "offences", "substances"})

TEXT_LABEL = Text(en="the text of the instrument", fr="le texte de l’instrument")
REASON_LABEL = Text(en="the reason for the change", fr="la raison du changement")


@transaction.atomic
def revise(code: str, text: str, reason: str, *, acting: Person, at: datetime) -> Revision:
    """Write an own version of an instrument that is known here.

    Raises `NotAllowed`, `NotFound`, `Incomplete`, `InstrumentBroken`, `CodeDiffers`, `NothingChanged`, `Conflict`.
    """
    require_keeper(acting)
    if not queries.shipped_text(code) and not queries.revisions(code).exists():
        raise NotFound
    text, reason = _given(text, reason)
    found = read_text(text)
    if found.code != code:
        raise CodeDiffers(found=found.code, wanted=code)
    if text == queries.current_text(code):
        raise NothingChanged
    revision = _write(code, text, reason, acting, at)
    ledger.record(
        InstrumentRevised(subject=revision.uuid, facts=_facts(revision), detail={"reason": reason}),
        by=acting.uuid,
        at=at,
    )
    return revision


@transaction.atomic
def add_agreement(text: str, reason: str, *, acting: Person, at: datetime) -> Revision:
    """Add an agreement that no library ships, under the code its text names.

    Raises `NotAllowed`, `Incomplete`, `InstrumentBroken`, `CodeNotUsable`, `CodeTaken`.
    """
    require_keeper(acting)
    text, reason = _given(text, reason)
    code = read_text(text).code
    if not CODE.fullmatch(code) or code in RESERVED:
        raise CodeNotUsable(found=code[:60])
    if queries.shipped_text(code) or queries.revisions(code).exists():
        raise CodeTaken(taken=code)
    revision = _write(code, text, reason, acting, at)
    ledger.record(
        AgreementAdded(subject=revision.uuid, facts=_facts(revision), detail={"reason": reason}),
        by=acting.uuid,
        at=at,
    )
    return revision


@transaction.atomic
def withdraw(code: str, reason: str, *, acting: Person, at: datetime) -> Revision:
    """Go back to the shipped version; an agreement that only this node has is no longer used.

    Raises `NotAllowed`, `Incomplete`, `NothingOfOurs`.
    """
    require_keeper(acting)
    _, reason = _given("-", reason)
    newest = queries.revisions(code).first()
    if newest is None or not newest.text:
        raise NothingOfOurs
    revision = _write(code, "", reason, acting, at)
    ledger.record(
        OwnVersionWithdrawn(subject=revision.uuid, facts=_facts(revision), detail={"reason": reason}),
        by=acting.uuid,
        at=at,
    )
    return revision


def read_text(text: str) -> Instrument:
    """What a text says, as it would be used. Raises `InstrumentBroken`, which names the key and the reason."""
    return read_instrument("instrument.toml", normal(text))


def normal(text: str) -> str:
    """The text with the line ends of the library: a browser sends its own."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip() + "\n"


def _given(text: str, reason: str) -> tuple[str, str]:
    missing = {}
    if not text.strip() or len(text) > MAX_TEXT or "\x00" in text:
        missing["text"] = TEXT_LABEL
    if not reason.strip() or len(reason) > MAX_REASON or "\x00" in reason:
        missing["reason"] = REASON_LABEL
    if missing:
        raise Incomplete(missing)
    return normal(text), reason.strip()


def _write(code: str, text: str, reason: str, acting: Person, at: datetime) -> Revision:
    last = Revision.objects.filter(code=code).aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            return Revision.objects.create(
                code=code, number=last + 1, text=text, reason=reason, at=at, by=acting
            )
    except IntegrityError as taken:
        # Two people wrote at the same moment: the second looks at what the first has written.
        raise Conflict from taken


def _facts(revision: Revision) -> dict[str, object]:
    digest = hashlib.sha256(revision.text.encode()).hexdigest()
    return {"instrument": revision.code, "number": revision.number, "sha256": digest}
