"""An exhibit that is kept for long is looked at again: a review is a task of the case, with a day and a name."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from entraide.cases.errors import NotACaseworker
from entraide.cases.services.work import add_task
from entraide.evidence import policy
from entraide.kernel.languages import Text

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.cases.models import Task
    from entraide.evidence.models import Exhibit

TITLE = Text(en="Review of exhibit {number}", fr="Révision de la pièce {number}")


def schedule(
    exhibit: Exhibit, *, assigned_to: Person, due_at: datetime, acting: Person, at: datetime, words: str = ""
) -> Task:
    """Have it reviewed by that day. Raises `NotFound`, `NotAllowed`, `NotACaseworker` for one who is no member, or has
    left the bureau."""
    policy.require_keeper(acting, exhibit.case_id)
    if not assigned_to.is_active:
        raise NotACaseworker(name=assigned_to.name)
    title = TITLE.in_language(assigned_to.language, number=exhibit.number)
    return add_task(
        exhibit.case,
        title,
        assigned_to=assigned_to,
        acting=acting,
        at=at,
        due_at=due_at,
        detail=words,
        about=exhibit.about,
    )
