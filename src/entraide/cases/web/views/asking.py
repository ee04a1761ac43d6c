"""Who asks, which case they may see, and where the page goes back to."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from entraide.cases.queries import case_for
from entraide.kernel.clock import now
from entraide.ledger.services import look
from entraide.ui.actors import actor_of

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.cases.models import Case


def person_of(http: HttpRequest) -> Person:
    """The signed-in person. Raises `NotAllowed` for anybody else."""
    return cast("Person", actor_of(http))


def held(http: HttpRequest, uuid: UUID) -> tuple[Person, Case]:
    """The person and the case they belong to. Raises `NotFound`."""
    person = person_of(http)
    return person, case_for(person, uuid)


def looked_at(http: HttpRequest, case: Case, what: str, subject: UUID | None = None) -> None:
    """Note that somebody saw something of a case."""
    look(by=person_of(http).uuid, at=now(), case=case.uuid, what=what, subject=subject)


def about_of(http: HttpRequest) -> UUID | None:
    """The thing of a higher package (a request) that what is written is about, when the page named one."""
    try:
        return UUID(http.POST.get("about") or http.GET.get("about") or "")
    except ValueError:
        return None


def next_of(http: HttpRequest) -> str:
    """The page of this node to go back to; empty when none was named or it is elsewhere."""
    wanted = http.POST.get("next") or http.GET.get("next") or ""
    here = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=None, require_https=http.is_secure()
    )
    return wanted if here else ""


def back(http: HttpRequest, case: Case, page: str) -> HttpResponseRedirect:
    """Go back to where the form stood, or to the page of the case."""
    return HttpResponseRedirect(next_of(http) or reverse(f"cases:{page}", args=[case.uuid]))
