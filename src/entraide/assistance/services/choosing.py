"""The legal basis of a request: advice on it, and the choice, which is a person's."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from entraide.assistance.domain.kinds import Direction
from entraide.assistance.errors import BasisFixed, BasisUnknown, DepartureNeedsReason
from entraide.assistance.events import BasisChosen
from entraide.assistance.models import AssistanceRequest
from entraide.assistance.services import moving
from entraide.assistance.services.advising import advice_for
from entraide.assistance.services.describing import to_change
from entraide.assistance.services.finding import make_request_findable
from entraide.instruments.queries import node_library
from entraide.kernel.languages import Text
from entraide.ledger.services import record

if TYPE_CHECKING:
    from entraide.accounts.models import Person


@transaction.atomic
def choose_basis(
    request: AssistanceRequest, *, instrument: str, reason: str = "", acting: Person, at: datetime
) -> AssistanceRequest:
    """Record on which instrument the request rests. The advice never decides; whoever departs from its first says why.

    Raises `NotFound`, `NotAllowed`, `RequestEnded`, `RequestApproved`, `BasisFixed`, `BasisUnknown`,
    `DepartureNeedsReason`.
    """
    request = to_change(request, acting=acting)
    if request.direction == Direction.OUTGOING and request.sent_at is not None:
        raise BasisFixed
    known = {one.code: one for one in node_library().instruments}
    if instrument not in known:
        raise BasisUnknown(code=instrument)
    advice = advice_for(request)
    bases = {basis.instrument: basis for basis in advice.bases} if advice else {}
    first = next(iter(bases), "")
    if first and instrument != first and not reason.strip():
        raise DepartureNeedsReason(first=bases[first].short)
    request.basis, request.basis_reason = instrument, reason.strip()
    named, basis = known[instrument].short, bases.get(instrument)
    articles = ", ".join(basis.articles) if basis else ""
    language = request.written_to_in or settings.LANGUAGE_CODE
    said = Text(en=f"{named.en}, {articles}", fr=f"{named.fr}, {articles}") if articles else named
    request.legal_basis = said.in_language(language)[:300]
    moving.settle(request, at=at)
    make_request_findable(request)
    record(
        BasisChosen(
            case=request.case.uuid,
            subject=request.uuid,
            facts={"instrument": instrument, "advised": list(bases)},
            detail={"instrument": {"en": named.en, "fr": named.fr}, "reason": reason.strip()},
        ),
        by=acting.uuid,
        at=at,
    )
    return request
