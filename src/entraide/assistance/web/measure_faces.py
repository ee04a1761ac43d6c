"""Measures as a page shows them: what was decided, what came of it, and what a person may record next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from entraide.assistance.domain.measures import Decision
from entraide.assistance.queries import acts_open_to
from entraide.assistance.services.moving import standing_of

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.assistance.models import AssistanceRequest, Measure

# The act of the lifecycle, and the page on which it is done for one measure.
PAGES = {
    "decide": "measure_decide",
    "settle_conditions": "measure_conditions",
    "record_result": "measure_result",
}


@dataclass(frozen=True)
class Face:
    """One measure, and the acts that wait on it."""

    measure: Measure
    number: int
    may_decide: bool
    may_decide_again: bool
    may_settle: bool
    may_record: bool


def measure_faces(person: Person, request: AssistanceRequest) -> list[Face]:
    """The measures of a request in order, each with what this person may record of it now."""
    open_acts = {act.code for act in acts_open_to(person, request)}
    measures = request.measures.select_related("decided_by").order_by("pk")
    return [_face(measure, number, open_acts) for number, measure in enumerate(measures, start=1)]


def waiting_for(act: str, faces: Collection[Face]) -> list[Face]:
    """The measures on which an act can be done."""
    match act:
        case "decide":
            undecided = [face for face in faces if face.may_decide]
            return undecided or [face for face in faces if face.may_decide_again]
        case "settle_conditions":
            return [face for face in faces if face.may_settle]
        case _:
            return [face for face in faces if face.may_record]


def _face(measure: Measure, number: int, open_acts: set[str]) -> Face:
    decidable = "decide" in open_acts and not measure.result
    conditional = measure.decision == Decision.CONDITIONAL and not measure.result
    return Face(
        measure=measure,
        number=number,
        may_decide=decidable and not measure.decision,
        may_decide_again=decidable and bool(measure.decision),
        may_settle="settle_conditions" in open_acts and conditional and measure.conditions_accepted is None,
        may_record="record_result" in open_acts
        and standing_of(measure).to_be_executed
        and not measure.result,
    )
