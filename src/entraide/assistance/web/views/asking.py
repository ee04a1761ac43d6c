"""Who asks for a page, and the note in the access log that they looked."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

from entraide.kernel.clock import now
from entraide.ledger.services import look
from entraide.ui.actors import actor_of

if TYPE_CHECKING:
    from uuid import UUID

    from entraide.accounts.models import Person
    from entraide.assistance.models import Arrival, AssistanceRequest, Letter


def person_of(http: HttpRequest) -> Person:
    """The signed-in person. Raises `NotAllowed` for anybody else."""
    return cast("Person", actor_of(http))


def looked_at_request(
    http: HttpRequest, request: AssistanceRequest, what: str = "assistance.request"
) -> None:
    """Note that somebody sees a request; `what` says which page of it."""
    _note(http, case=request.case.uuid, what=what, subject=request.uuid)


def looked_at_arrival(http: HttpRequest, arrival: Arrival, what: str = "assistance.arrival") -> None:
    """Note that somebody sees something that arrived."""
    _note(http, case=arrival.case.uuid, what=what, subject=arrival.uuid)


def looked_at_letter(http: HttpRequest, letter: Letter, what: str = "assistance.letter") -> None:
    """Note that somebody sees a letter of ours."""
    _note(http, case=letter.request.case.uuid, what=what, subject=letter.uuid)


def _note(http: HttpRequest, *, case: UUID, what: str, subject: UUID) -> None:
    look(by=person_of(http).uuid, at=now(), case=case, what=what, subject=subject)
