"""Where a request stands on the legal axis, and which states belong together."""

from enum import StrEnum

from entraide.kernel.languages import Text


class State(StrEnum):
    RECEIVED = "received"
    VERIFIED = "verified"
    CROSS_CHECKED = "cross_checked"
    TRIAGED = "triaged"
    ROUTED = "routed"
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    VALIDATED = "validated"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    INFORMATION_REQUESTED = "information_requested"
    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "accepted_in_part"
    CONDITIONAL = "conditional"
    CONDITIONS_DECLINED = "conditions_declined"
    POSTPONED = "postponed"
    REFUSED = "refused"
    IN_EXECUTION = "in_execution"
    PRESERVED = "preserved"
    MLA_FILED = "mla_filed"
    PARTIAL_RESULTS = "partial_results"
    EXECUTED = "executed"
    NEGATIVE = "negative"
    RESULTS_SENT = "results_sent"
    RESULTS_ACKNOWLEDGED = "results_acknowledged"
    FEEDBACK = "feedback"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    SUPERSEDED = "superseded"
    CLOSED = "closed"


ENDED = frozenset({State.CLOSED, State.SUPERSEDED})
# What a second person has approved is what leaves: whoever would change it sends it back first.
UNCHANGEABLE = ENDED | {State.VALIDATED}
ARRIVING = frozenset({State.RECEIVED, State.VERIFIED, State.CROSS_CHECKED, State.TRIAGED})
OUTGOING_BEFORE_SENDING = frozenset({State.DRAFT, State.IN_REVIEW, State.VALIDATED})
OPEN = frozenset(State) - ENDED
UNDER_WAY = OPEN - ARRIVING - OUTGOING_BEFORE_SENDING
DECIDABLE = frozenset(
    {
        State.ROUTED,
        State.SENT,
        State.ACKNOWLEDGED,
        State.ACCEPTED,
        State.ACCEPTED_IN_PART,
        State.CONDITIONAL,
        State.CONDITIONS_DECLINED,
        State.POSTPONED,
        State.IN_EXECUTION,
        State.PARTIAL_RESULTS,
    }
)

STATE_LABELS: dict[State, Text] = {
    State.RECEIVED: Text(en="Received", fr="Reçue"),
    State.VERIFIED: Text(en="Authenticity verified", fr="Authenticité vérifiée"),
    State.CROSS_CHECKED: Text(en="Cross-checked", fr="Recoupée"),
    State.TRIAGED: Text(en="Triaged", fr="Triée"),
    State.ROUTED: Text(en="Routed", fr="Acheminée"),
    State.DRAFT: Text(en="Draft", fr="Projet"),
    State.IN_REVIEW: Text(en="In review", fr="En révision"),
    State.VALIDATED: Text(en="Validated", fr="Validée"),
    State.SENT: Text(en="Sent", fr="Envoyée"),
    State.ACKNOWLEDGED: Text(en="Acknowledged", fr="Réception accusée"),
    State.INFORMATION_REQUESTED: Text(en="Information requested", fr="Renseignements demandés"),
    State.ACCEPTED: Text(en="Accepted", fr="Acceptée"),
    State.ACCEPTED_IN_PART: Text(en="Accepted in part", fr="Acceptée en partie"),
    State.CONDITIONAL: Text(en="Accepted on conditions", fr="Acceptée sous conditions"),
    State.CONDITIONS_DECLINED: Text(en="Conditions declined", fr="Conditions rejetées"),
    State.POSTPONED: Text(en="Postponed", fr="Reportée"),
    State.REFUSED: Text(en="Refused", fr="Refusée"),
    State.IN_EXECUTION: Text(en="In execution", fr="En exécution"),
    State.PRESERVED: Text(en="Data preserved", fr="Données conservées"),
    State.MLA_FILED: Text(en="MLA request filed", fr="Demande d’entraide déposée"),
    State.PARTIAL_RESULTS: Text(en="Partial results", fr="Résultats partiels"),
    State.EXECUTED: Text(en="Executed", fr="Exécutée"),
    State.NEGATIVE: Text(en="Negative result", fr="Résultat négatif"),
    State.RESULTS_SENT: Text(en="Results sent", fr="Résultats transmis"),
    State.RESULTS_ACKNOWLEDGED: Text(en="Results acknowledged", fr="Réception des résultats accusée"),
    State.FEEDBACK: Text(en="Feedback on use received", fr="Retour sur l’utilisation reçu"),
    State.RELEASED: Text(en="Data released", fr="Données libérées"),
    State.WITHDRAWN: Text(en="Withdrawn", fr="Retirée"),
    State.LAPSED: Text(en="Lapsed", fr="Caduque"),
    State.SUPERSEDED: Text(en="Superseded", fr="Remplacée"),
    State.CLOSED: Text(en="Closed", fr="Fermée"),
}
