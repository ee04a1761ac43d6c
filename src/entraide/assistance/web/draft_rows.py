"""The draft beside its letter: what is filled in so far, and what triage will still ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entraide.assistance.domain.fields import FIELDS
from entraide.assistance.domain.kinds import Urgency
from entraide.assistance.domain.lifecycle import BY_CODE
from entraide.assistance.domain.states import State
from entraide.assistance.web.labels import code_words, words
from entraide.assistance.web.record_rows import Row

if TYPE_CHECKING:
    from entraide.assistance.models import AssistanceRequest


def draft_rows(request: AssistanceRequest) -> list[Row]:
    """What is known of the request so far, the empty left out."""
    state = request.partner_state
    rows = [
        _row("title", request.title),
        _row("partner_state", state.name(get_language() or "en") if state else ""),
        _row("partner_agency", request.partner_agency),
        _row("partner_references", request.partner_references),
        _row("language", code_words("language", request.language)),
        _row("kind", code_words("kind", request.kind)),
        _row("urgency", code_words("urgency", request.urgency) if request.urgency != Urgency.ROUTINE else ""),
        _row("urgency_reason", request.urgency_reason),
        Row("hard_date", words(FIELDS["hard_date"]), when=request.hard_date),
        Row("sent_at", words(FIELDS["sent_at"]), when=request.sent_at),
        _lines(_("Measures"), (code_words("measure", one.code) for one in request.measures.all())),
        _lines(_("Persons and things"), (one.name for one in request.subjects.all())),
        _lines(_("Offences"), (one.title for one in request.offences.all())),
        _lines(
            _("Contacts"),
            (" · ".join(filter(None, (str(a), a.email, a.phone))) for a in request.authorities.all()),
        ),
    ]
    return [row for row in rows if row.filled]


def lacking_for_triage(request: AssistanceRequest) -> list[str]:
    """The names of the fields that triage will still ask for; none once it is behind."""
    act = BY_CODE["triage"]
    if State(request.state) not in act.from_states:
        return []
    given = {name for name in act.needs if getattr(request, name)}
    if request.urgency == Urgency.ROUTINE:
        given.add("urgency_reason")
    return [words(FIELDS[name]).lower() for name in act.needs if name not in given]


def _row(name: str, value: str) -> Row:
    return Row(name, words(FIELDS[name]), value)


def _lines(label: str, values: Iterable[str]) -> Row:
    return Row("", label, "\n".join(values))
