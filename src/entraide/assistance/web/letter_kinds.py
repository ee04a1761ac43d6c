"""Which letters can be begun for a request now, each with what it brings about when it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from entraide.assistance.domain import lifecycle
from entraide.assistance.domain.kinds import Direction, Kind
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.letters.forms.composing import FORMS
from entraide.assistance.domain.letters.forms.fitting import forms_for
from entraide.assistance.domain.states import State
from entraide.assistance.services.writing import ACT_OF
from entraide.assistance.web.labels import LETTER_KINDS, words

if TYPE_CHECKING:
    from entraide.assistance.models import AssistanceRequest

# Letters that do no act of the lifecycle: from which side they are written, and what they are for.
FREE: dict[LetterKind, tuple[frozenset[Direction], Any]] = {
    LetterKind.POSTPONEMENT: (
        frozenset({Direction.INCOMING}),
        _("Tells the requester until when, and on which ground, the work waits."),
    ),
    LetterKind.EXTENSION_NOTICE: (
        frozenset({Direction.INCOMING}),
        _("Tells the requester that the answer takes longer, and until when."),
    ),
    LetterKind.NOTICE: (frozenset(Direction), _("Tells the partner something that needs no answer.")),
    LetterKind.CHASER: (frozenset({Direction.OUTGOING}), _("Asks the partner where the answer stays.")),
    LetterKind.TRANSMISSION: (frozenset(Direction), _("Goes before documents that are sent on.")),
}
BEFORE_SENDING = frozenset({State.DRAFT, State.IN_REVIEW, State.VALIDATED})


@dataclass(frozen=True)
class Offer:
    """One letter on offer."""

    code: str
    label: Any
    consequence: Any


def kinds_open(request: AssistanceRequest) -> list[Offer]:
    """The letters on offer, those that carry the work on first."""
    direction = Direction(request.direction)
    acting = [
        Offer(kind.value, LETTER_KINDS[kind], words(lifecycle.BY_CODE[code].consequence))
        for kind, code in ACT_OF.items()
        if _is_open(request, kind, code)
    ]
    free = [
        Offer(kind.value, LETTER_KINDS[kind], why)
        for kind, (directions, why) in FREE.items()
        if direction in directions
    ]
    return [*acting, *free]


def _is_open(request: AssistanceRequest, letter: LetterKind, code: str) -> bool:
    kind = Kind(request.kind) if request.kind else None
    if letter in FORMS:
        fits = letter in forms_for(kind) and request.direction == Direction.OUTGOING
        return fits and request.state in BEFORE_SENDING
    act = lifecycle.BY_CODE[code]
    return lifecycle.is_open(act, State(request.state), Direction(request.direction), kind)
