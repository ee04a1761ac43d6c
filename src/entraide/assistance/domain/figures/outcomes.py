"""What came of a request, as its decisions, results and letters say."""

from enum import StrEnum

from entraide.assistance.domain.figures.rows import Row
from entraide.assistance.domain.kinds import Direction
from entraide.assistance.domain.measures import Decision, Result
from entraide.kernel.languages import Text


class Outcome(StrEnum):
    """One for each request; the first four are replies."""

    EXECUTED = "executed"
    PARTLY = "partly"
    NEGATIVE = "negative"
    REFUSED = "refused"
    NOT_RECORDED = "not_recorded"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    SUPERSEDED = "superseded"
    RELEASED = "released"
    CLOSED = "closed"
    PENDING = "pending"


LABELS: dict[Outcome, Text] = {
    Outcome.EXECUTED: Text(en="Executed", fr="Exécutée"),
    Outcome.PARTLY: Text(en="Executed in part", fr="Exécutée en partie"),
    Outcome.NEGATIVE: Text(en="Negative", fr="Négative"),
    Outcome.REFUSED: Text(en="Refused", fr="Refusée"),
    Outcome.NOT_RECORDED: Text(
        en="Answered, no result on record", fr="Réponse donnée, sans résultat consigné"
    ),
    Outcome.WITHDRAWN: Text(en="Withdrawn", fr="Retirée"),
    Outcome.LAPSED: Text(en="Lapsed", fr="Caduque"),
    Outcome.SUPERSEDED: Text(en="Replaced by another request", fr="Remplacée par une autre demande"),
    Outcome.RELEASED: Text(en="Data released", fr="Données libérées"),
    Outcome.CLOSED: Text(en="Closed without a reply", fr="Fermée sans réponse"),
    Outcome.PENDING: Text(en="No outcome yet", fr="Sans issue à ce jour"),
}


def outcome_of(row: Row) -> Outcome:
    """What came of the request, as far as its events go."""
    answered, ended = row.answered_at, row.ended_as
    if answered is None:
        if ended is None or any(e.code == "reopened" and e.at > ended.at for e in row.events):
            return Outcome.PENDING
        return Outcome(ended.code)
    if row.direction is Direction.INCOMING:
        refused = any(refusal <= answered for refusal in row.refusals)
    else:
        refused = bool(row.measures) and all(one.decision is Decision.REFUSE for one in row.measures)
    return Outcome.REFUSED if refused else _of_results(row)


def _of_results(row: Row) -> Outcome:
    results = [one.result for one in row.measures if one.to_be_executed and one.result is not None]
    done = [result for result in results if result is not Result.NEGATIVE]
    if not results:
        return Outcome.NOT_RECORDED
    if not done:
        return Outcome.NEGATIVE
    # Whole means: every measure asked was granted whole, and its result says executed.
    whole = set(results) == {Result.EXECUTED} and len(results) == len(row.measures)
    granted = all(one.decision is not Decision.IN_PART for one in row.measures)
    return Outcome.EXECUTED if whole and granted else Outcome.PARTLY
