"""Who asks, which exhibit they may see, that they looked, and what a refusal says on a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entraide.evidence.errors import CustodyForbids
from entraide.evidence.queries import exhibit_for
from entraide.kernel.clock import now
from entraide.kernel.errors import Incomplete, NotAllowed, NotFound, Refusal
from entraide.ledger.services import look
from entraide.ui.actors import actor_of
from entraide.ui.web.refusals import error_of

if TYPE_CHECKING:
    from uuid import UUID

    from entraide.accounts.models import Person
    from entraide.evidence.models import Exhibit

# Where a service names what a form asks by another word.
THEIRS = {"when": ("happened",), "who": ("for_whom", "laboratory", "from_whom", "name")}


def person_of(http: HttpRequest) -> Person:
    """The signed-in person. Raises `NotAllowed` for anybody else."""
    return cast("Person", actor_of(http))


def held(http: HttpRequest, uuid: UUID) -> tuple[Person, Exhibit]:
    """The person and the exhibit they may see. Raises `NotFound`."""
    person = person_of(http)
    return person, exhibit_for(person, uuid)


def looked_at(http: HttpRequest, exhibit: Exhibit, what: str, subject: UUID | None = None) -> None:
    """Note that somebody saw something of an exhibit."""
    look(
        by=person_of(http).uuid,
        at=now(),
        case=exhibit.case.uuid,
        what=f"evidence.{what}",
        subject=subject or exhibit.uuid,
    )


def tell(form: forms.BaseForm, refusal: Refusal) -> None:
    """Put a refusal on a form, beside the field it is about where it names one."""
    # Those who may not do it have no form to read it on.
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    names = list(refusal.fields) if isinstance(refusal, Incomplete) else []
    here = [one for name in names for one in (name, *THEIRS.get(name, ())) if one in form.fields]
    for name in here:
        form.add_error(name, _("Fill this in."))
    if (
        isinstance(refusal, CustodyForbids)
        and refusal.facts["why"] == "seal_number"
        and "seals" in form.fields
    ):
        form.add_error("seals", error_of(refusal))
    elif len(here) < len(names) or not names:
        form.add_error(None, error_of(refusal))


def sentence_of(refusal: Refusal) -> str:
    """A refusal in the reader's language."""
    return refusal.in_language(get_language() or "en")
