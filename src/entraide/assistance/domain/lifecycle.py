"""The life of a request: a table of acts. For each: from where, to where, by whom, what must be filled in first, and
what event it leaves for the clocks. The legal axis only; what becomes of a message is another (see the outbox)."""

from collections.abc import Iterable
from dataclasses import dataclass

from entraide.accounts.domain.roles import Role
from entraide.assistance.domain.kinds import Direction, Kind
from entraide.assistance.domain.measures import Decision, Result, Standing
from entraide.assistance.domain.states import DECIDABLE, OPEN, UNDER_WAY, State
from entraide.kernel.languages import Text

INTAKE = frozenset({Role.DUTY_OFFICER, Role.CASE_OFFICER, Role.LIAISON_OFFICER, Role.SUPERVISOR})
WORKING = INTAKE | {Role.LEGAL_COUNSEL}
DECIDING = frozenset({Role.CASE_OFFICER, Role.SUPERVISOR, Role.LEGAL_COUNSEL})
REVIEWING = frozenset({Role.SUPERVISOR, Role.LEGAL_COUNSEL})
IN, OUT = frozenset({Direction.INCOMING}), frozenset({Direction.OUTGOING})
BOTH = IN | OUT


@dataclass(frozen=True)
class Act:
    """One row of the table. `to` is None where the state stays or follows from the measures.

    `needs` names fields of the request that must be filled in before, `needs_block` that the block of its kind must,
    `needs_law` that what its legal basis demands must; `event` is the dated event left for the clocks.
    """

    code: str
    label: Text
    consequence: Text
    directions: frozenset[Direction]
    from_states: frozenset[State]
    to: State | None
    roles: frozenset[Role]
    needs: tuple[str, ...] = ()
    event: str = ""
    kinds: frozenset[Kind] = frozenset(Kind)
    by_letter: bool = False
    needs_block: bool = False
    needs_law: bool = False
    # Where the partner does it and we only write it down.
    label_out: Text | None = None

    def named(self, direction: str) -> Text:
        """What it is called in a request of this direction."""
        return self.label_out if self.label_out and direction == Direction.OUTGOING else self.label


def _states(*states: State) -> frozenset[State]:
    return frozenset(states)


TO_REPLY = _states(
    State.ROUTED,
    State.ACKNOWLEDGED,
    State.ACCEPTED,
    State.ACCEPTED_IN_PART,
    State.IN_EXECUTION,
    State.PRESERVED,
    State.MLA_FILED,
    State.PARTIAL_RESULTS,
    State.EXECUTED,
    State.NEGATIVE,
)
ENDABLE = _states(
    State.RESULTS_SENT,
    State.RESULTS_ACKNOWLEDGED,
    State.FEEDBACK,
    State.REFUSED,
    State.WITHDRAWN,
    State.LAPSED,
    State.RELEASED,
    State.NEGATIVE,
    State.CONDITIONS_DECLINED,
)

ACTS: tuple[Act, ...] = (
    Act(
        "verify",
        Text(en="Verify the requester", fr="Vérifier le requérant"),
        Text(
            en="Records who was called, on which number taken from where, and the result.",
            fr="Consigne qui a été appelé, à quel numéro pris où, et le résultat.",
        ),
        IN,
        _states(State.RECEIVED),
        State.VERIFIED,
        INTAKE,
        event="verified",
    ),
    Act(
        "cross_check",
        Text(en="Cross-check", fr="Recouper"),
        Text(
            en="Records what our own files say of the matter.",
            fr="Consigne ce que nos propres dossiers disent de l’affaire.",
        ),
        IN,
        _states(State.RECEIVED, State.VERIFIED),
        State.CROSS_CHECKED,
        INTAKE,
        event="cross_checked",
    ),
    Act(
        "triage",
        Text(en="Triage", fr="Trier"),
        Text(
            en="Fixes kind, track and urgency; the clocks of that kind start to run.",
            fr="Fixe le type, la voie et l’urgence ; les délais de ce type commencent à courir.",
        ),
        IN,
        _states(State.RECEIVED, State.VERIFIED, State.CROSS_CHECKED),
        State.TRIAGED,
        INTAKE,
        needs=("title", "partner_state", "kind", "track", "urgency_reason"),
        event="triaged",
    ),
    Act(
        "route",
        Text(en="Route to a unit or officer", fr="Acheminer à une unité ou à un agent"),
        Text(
            en="The people of the unit become members of the case; the officer finds it on their desk.",
            fr="Les personnes de l’unité deviennent membres du dossier ; l’agent le trouve sur son bureau.",
        ),
        BOTH,
        OPEN - {State.RECEIVED, State.VERIFIED, State.CROSS_CHECKED},
        None,
        INTAKE,
        event="routed",
    ),
    Act(
        "submit",
        Text(en="Submit for review", fr="Soumettre à la révision"),
        Text(en="A second person must approve it.", fr="Une seconde personne doit l’approuver."),
        OUT,
        _states(State.DRAFT),
        State.IN_REVIEW,
        WORKING,
        needs=("title", "partner_state", "kind", "track", "urgency_reason", "facts", "measures"),
        event="submitted",
        needs_block=True,
        needs_law=True,
    ),
    Act(
        "approve",
        Text(en="Approve", fr="Approuver"),
        Text(en="The request may then be sent.", fr="La demande pourra alors être envoyée."),
        OUT,
        _states(State.IN_REVIEW),
        State.VALIDATED,
        REVIEWING,
        event="validated",
        needs_law=True,
    ),
    Act(
        "send_back",
        Text(en="Send back to the author", fr="Retourner à l’auteur"),
        Text(
            en="It becomes a draft again, with your comment.",
            fr="Elle redevient un projet, avec votre commentaire.",
        ),
        OUT,
        _states(State.IN_REVIEW, State.VALIDATED),
        State.DRAFT,
        REVIEWING,
    ),
    Act(
        "send_request",
        Text(en="Send the request", fr="Envoyer la demande"),
        Text(en="The letter of request has left.", fr="La lettre de demande est partie."),
        OUT,
        _states(State.VALIDATED),
        State.SENT,
        WORKING,
        event="sent",
        by_letter=True,
        needs_law=True,
    ),
    Act(
        "acknowledge",
        Text(en="Acknowledge receipt", fr="Accuser réception"),
        Text(en="The acknowledgement has left.", fr="L’accusé de réception est parti."),
        IN,
        OPEN,
        None,
        WORKING,
        event="acknowledged",
        by_letter=True,
    ),
    Act(
        "record_acknowledged",
        Text(en="Record the partner’s acknowledgement", fr="Consigner l’accusé de réception du partenaire"),
        Text(
            en="They have it; the wait for an answer goes on.",
            fr="Ils l’ont ; l’attente de la réponse continue.",
        ),
        OUT,
        _states(State.SENT),
        State.ACKNOWLEDGED,
        WORKING,
        event="acknowledged",
    ),
    Act(
        "ask",
        Text(en="Ask the requester", fr="Interroger le requérant"),
        Text(
            en="The question has left; the clocks stop until the answer is here.",
            fr="La question est partie ; les délais sont suspendus jusqu’à la réponse.",
        ),
        IN,
        UNDER_WAY - {State.INFORMATION_REQUESTED} | {State.TRIAGED},
        State.INFORMATION_REQUESTED,
        WORKING,
        event="information_requested",
        by_letter=True,
    ),
    Act(
        "record_question",
        Text(en="Record a question from the partner", fr="Consigner une question du partenaire"),
        Text(en="It is for us to answer.", fr="C’est à nous de répondre."),
        OUT,
        UNDER_WAY - {State.INFORMATION_REQUESTED},
        State.INFORMATION_REQUESTED,
        WORKING,
        event="information_requested",
    ),
    Act(
        "record_answer",
        Text(en="Record the answer to the question", fr="Consigner la réponse à la question"),
        Text(en="The clocks run again.", fr="Les délais courent de nouveau."),
        BOTH,
        _states(State.INFORMATION_REQUESTED),
        None,
        WORKING,
        event="information_supplied",
    ),
    Act(
        "extend",
        Text(en="Extend a clock", fr="Prolonger un délai"),
        Text(
            en="The due date moves, with your reason on record; the partner is told by a notice of extension.",
            fr="L’échéance est reportée, votre raison est consignée ; un avis l’annonce au partenaire.",
        ),
        BOTH,
        UNDER_WAY | {State.TRIAGED},
        None,
        WORKING,
    ),
    Act(
        "decide",
        Text(en="Decide on a measure", fr="Décider d’une mesure"),
        Text(
            en="Once every measure has its decision, the request takes its state from them.",
            fr="Quand chaque mesure a sa décision, la demande en prend son état.",
        ),
        BOTH,
        DECIDABLE,
        None,
        DECIDING,
        event="decided",
        needs_block=True,
        label_out=Text(en="Record their decision on a measure", fr="Consigner leur décision sur une mesure"),
    ),
    Act(
        "settle_conditions",
        Text(
            en="Record whether the conditions are accepted", fr="Consigner si les conditions sont acceptées"
        ),
        Text(
            en="Accepted, the measure can be executed; declined, it rests.",
            fr="Acceptées, la mesure peut être exécutée ; rejetées, elle en reste là.",
        ),
        BOTH,
        _states(State.CONDITIONAL, State.ACCEPTED_IN_PART, State.IN_EXECUTION),
        None,
        DECIDING,
        event="conditions_settled",
    ),
    Act(
        "begin_execution",
        Text(en="Begin execution", fr="Commencer l’exécution"),
        Text(en="The work is under way.", fr="Le travail est en cours."),
        BOTH,
        _states(State.ACCEPTED, State.ACCEPTED_IN_PART, State.CONDITIONAL, State.POSTPONED),
        State.IN_EXECUTION,
        DECIDING | {Role.DUTY_OFFICER},
        event="execution_begun",
    ),
    Act(
        "record_preserved",
        Text(en="Record that the data are preserved", fr="Consigner que les données sont conservées"),
        Text(
            en="The expiry of the preservation starts to run.",
            fr="Le délai d’expiration de la conservation commence à courir.",
        ),
        BOTH,
        _states(State.ACCEPTED, State.ACCEPTED_IN_PART, State.IN_EXECUTION, State.PRESERVED),
        State.PRESERVED,
        WORKING,
        event="preserved",
        kinds=frozenset({Kind.PRESERVATION}),
    ),
    Act(
        "record_mla_filed",
        Text(en="Record that the MLA request is filed", fr="Consigner le dépôt de la demande d’entraide"),
        Text(
            en="The data are kept until that request is decided.",
            fr="Les données sont gardées jusqu’à la décision sur cette demande.",
        ),
        BOTH,
        _states(State.PRESERVED),
        State.MLA_FILED,
        WORKING,
        event="mla_filed",
        kinds=frozenset({Kind.PRESERVATION}),
    ),
    Act(
        "release",
        Text(en="Release the preserved data", fr="Libérer les données conservées"),
        Text(en="The custodian need no longer keep them.", fr="Le détenteur n’a plus à les garder."),
        BOTH,
        _states(State.PRESERVED, State.MLA_FILED),
        State.RELEASED,
        DECIDING,
        event="released",
        kinds=frozenset({Kind.PRESERVATION}),
    ),
    Act(
        "record_result",
        Text(en="Record the result of a measure", fr="Consigner le résultat d’une mesure"),
        Text(
            en="Once every measure to be executed has its result, the request is executed or negative.",
            fr="Quand chaque mesure à exécuter a son résultat, la demande est exécutée ou négative.",
        ),
        BOTH,
        _states(State.IN_EXECUTION, State.PARTIAL_RESULTS, State.PRESERVED, State.MLA_FILED, State.EXECUTED),
        None,
        WORKING,
        event="result_recorded",
    ),
    Act(
        "send_partial_results",
        Text(en="Send partial results", fr="Transmettre des résultats partiels"),
        Text(en="Part of the answer has left.", fr="Une partie de la réponse est partie."),
        IN,
        TO_REPLY,
        State.PARTIAL_RESULTS,
        WORKING,
        event="partial_results_sent",
        by_letter=True,
    ),
    Act(
        "send_results",
        Text(en="Send the reply", fr="Transmettre la réponse"),
        Text(en="The reply has left; the clocks end.", fr="La réponse est partie ; les délais prennent fin."),
        IN,
        TO_REPLY,
        State.RESULTS_SENT,
        WORKING,
        event="results_sent",
        by_letter=True,
    ),
    Act(
        "break_glass",
        Text(en="Break the glass", fr="Recourir au bris de glace"),
        Text(
            en="One letter may leave although its requester is not verified; another person judges that within "
            "24 hours.",
            fr="Une lettre peut partir bien que son requérant ne soit pas vérifié ; une autre personne en juge dans "
            "les 24 heures.",
        ),
        IN,
        OPEN - ENDABLE | TO_REPLY,
        None,
        frozenset({Role.SUPERVISOR}),
    ),
    Act(
        "refuse",
        Text(en="Send the refusal", fr="Transmettre le refus"),
        Text(en="The refusal has left, with its ground.", fr="Le refus est parti, avec son motif."),
        IN,
        _states(State.REFUSED, State.CONDITIONS_DECLINED),
        State.REFUSED,
        REVIEWING | {Role.CASE_OFFICER},
        event="results_sent",
        by_letter=True,
    ),
    Act(
        "record_results",
        Text(en="Record the partner’s results", fr="Consigner les résultats du partenaire"),
        Text(en="The answer is here.", fr="La réponse est arrivée."),
        OUT,
        UNDER_WAY - {State.RESULTS_SENT, State.RESULTS_ACKNOWLEDGED, State.FEEDBACK},
        State.RESULTS_SENT,
        WORKING,
        event="results_sent",
    ),
    Act(
        "record_receipt",
        Text(en="Record receipt of the results", fr="Consigner la réception des résultats"),
        Text(en="The results are in hand.", fr="Les résultats sont entre leurs mains."),
        BOTH,
        _states(State.RESULTS_SENT),
        State.RESULTS_ACKNOWLEDGED,
        WORKING,
        event="results_acknowledged",
    ),
    Act(
        "record_feedback",
        Text(en="Record feedback on use", fr="Consigner le retour sur l’utilisation"),
        Text(en="What the results were good for.", fr="Ce à quoi les résultats ont servi."),
        BOTH,
        _states(State.RESULTS_SENT, State.RESULTS_ACKNOWLEDGED),
        State.FEEDBACK,
        WORKING,
        event="feedback",
    ),
    Act(
        "withdraw",
        Text(en="Record a withdrawal", fr="Consigner un retrait"),
        Text(en="Nothing more is done for it.", fr="Plus rien n’est fait pour elle."),
        BOTH,
        OPEN - ENDABLE,
        State.WITHDRAWN,
        WORKING,
        event="withdrawn",
    ),
    Act(
        "lapse",
        Text(en="Record that it has lapsed", fr="Consigner la caducité"),
        Text(
            en="It ended by itself, for the reason given.",
            fr="Elle a pris fin d’elle-même, pour la raison donnée.",
        ),
        BOTH,
        OPEN - ENDABLE,
        State.LAPSED,
        DECIDING,
        event="lapsed",
    ),
    Act(
        "supersede",
        Text(en="Record that another request replaces it", fr="Consigner qu’une autre demande la remplace"),
        Text(en="It ends; the other one goes on.", fr="Elle prend fin ; l’autre continue."),
        BOTH,
        OPEN,
        State.SUPERSEDED,
        DECIDING,
        event="superseded",
    ),
    Act(
        "close",
        Text(en="Close", fr="Fermer"),
        Text(
            en="It leaves the desks; it can be reopened.",
            fr="Elle quitte les bureaux ; elle peut être rouverte.",
        ),
        BOTH,
        ENDABLE,
        State.CLOSED,
        WORKING,
        event="closed",
    ),
    Act(
        "reopen",
        Text(en="Reopen", fr="Rouvrir"),
        Text(
            en="It returns to the desks, with your reason.",
            fr="Elle revient sur les bureaux, avec votre raison.",
        ),
        BOTH,
        _states(State.CLOSED),
        State.ROUTED,
        DECIDING,
        event="reopened",
    ),
)

# Left beside `triaged` by an emergency disclosure: who asks must be confirmed before anything is disclosed.
TRIAGED_AS_EMERGENCY = "triaged_as_emergency"

BY_CODE: dict[str, Act] = {act.code: act for act in ACTS}


def acts_open_to(
    state: State, direction: Direction, kind: Kind | None, roles: Iterable[Role]
) -> tuple[Act, ...]:
    """The acts somebody holding `roles` may do now, in the order of the table."""
    held = frozenset(roles)
    return tuple(act for act in ACTS if is_open(act, state, direction, kind) and held & act.roles)


def is_open(act: Act, state: State, direction: Direction, kind: Kind | None) -> bool:
    """Whether the table lets `act` be done in this state, whoever does it."""
    fits_kind = act.kinds == frozenset(Kind) or (kind is not None and kind in act.kinds)
    return state in act.from_states and direction in act.directions and fits_kind


def state_after_decisions(standings: Iterable[Standing]) -> State | None:
    """The state a request takes from the decisions on its measures; None while one is undecided."""
    measures = tuple(standings)
    decisions = {standing.decision for standing in measures}
    if not measures or None in decisions:
        return None
    if decisions == {Decision.REFUSE}:
        return State.REFUSED
    if decisions <= {Decision.POSTPONE, Decision.REFUSE}:
        return State.POSTPONED
    open_conditions = [
        s for s in measures if s.decision is Decision.CONDITIONAL and s.conditions_accepted is None
    ]
    if open_conditions:
        return State.CONDITIONAL
    if not any(standing.to_be_executed for standing in measures):
        return State.CONDITIONS_DECLINED
    whole = all(s.decision is Decision.EXECUTE or s.conditions_accepted is True for s in measures)
    return State.ACCEPTED if whole else State.ACCEPTED_IN_PART


def state_after_results(standings: Iterable[Standing]) -> State | None:
    """The state a request takes from the results of its measures; None while one to be executed has none."""
    results = [standing.result for standing in standings if standing.to_be_executed]
    if not results or None in results:
        return None
    return State.NEGATIVE if set(results) == {Result.NEGATIVE} else State.EXECUTED
