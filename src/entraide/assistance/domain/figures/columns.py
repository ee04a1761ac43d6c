"""What is counted, and in words what each count means."""

from dataclasses import dataclass
from enum import StrEnum

from entraide.kernel.languages import Text


class Column(StrEnum):
    """The counts of a line. Each is a number of requests."""

    RECEIVED = "received"
    ANSWERED = "answered"
    REFUSED = "refused"
    KEPT = "kept"
    MISSED = "missed"
    SENT = "sent"
    REPLIES = "replies"
    ENDED = "ended"
    OPEN = "open"
    OVERDUE = "overdue"


class Measured(StrEnum):
    """What is worked out from the counts of a line."""

    KEPT_SHARE = "kept_share"
    MEDIAN = "median_time"
    NINETIETH = "ninetieth_time"


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a column is headed, and what it counts."""

    label: Text
    definition: Text


MEANINGS: dict[Column | Measured, Meaning] = {
    Column.RECEIVED: Meaning(
        Text(en="Received", fr="Reçues"),
        Text(
            en="Incoming requests whose date of receipt is in the period.",
            fr="Demandes reçues dont la date de réception est dans la période.",
        ),
    ),
    Column.ANSWERED: Meaning(
        Text(en="Answered", fr="Réponses transmises"),
        Text(
            en="Incoming requests whose reply or refusal was sent in the period. Partial replies do not count; "
            "a request that was answered again after it was reopened counts once, at its first reply.",
            fr="Demandes reçues dont la réponse ou le refus a été transmis dans la période. Les réponses partielles "
            "ne comptent pas ; une demande répondue de nouveau après réouverture compte une fois, à sa "
            "première réponse.",
        ),
    ),
    Column.REFUSED: Meaning(
        Text(en="Of these, refused", fr="Dont refus"),
        Text(
            en="Of the requests answered, those whose reply was a letter of refusal.",
            fr="Parmi les demandes répondues, celles dont la réponse était une lettre de refus.",
        ),
    ),
    Column.KEPT: Meaning(
        Text(en="Limit kept", fr="Délai respecté"),
        Text(
            en="Of the requests answered, those answered on or before the due date then derived: of every limit "
            "that a reply alone ends, and of the date set by the requester. A limit that stops while information "
            "is awaited from the requester is longer by that time.",
            fr="Parmi les demandes répondues, celles qui l’ont été au plus tard à l’échéance alors calculée : celle "
            "de chaque délai que seule une réponse termine, et la date fixée par le requérant. Un délai suspendu "
            "dans l’attente de renseignements du requérant est prolongé d’autant.",
        ),
    ),
    Column.MISSED: Meaning(
        Text(en="Limit missed", fr="Délai dépassé"),
        Text(
            en="Of the requests answered, those answered after such a due date. Requests without a limit to answer "
            "are in neither column.",
            fr="Parmi les demandes répondues, celles qui l’ont été après une telle échéance. Les demandes sans délai "
            "de réponse ne figurent dans aucune des deux colonnes.",
        ),
    ),
    Column.SENT: Meaning(
        Text(en="Sent", fr="Envoyées"),
        Text(
            en="Outgoing requests that were sent in the period.",
            fr="Demandes de notre bureau envoyées dans la période.",
        ),
    ),
    Column.REPLIES: Meaning(
        Text(en="Replies received", fr="Réponses reçues"),
        Text(
            en="Outgoing requests for which the partner’s results were first recorded in the period.",
            fr="Demandes de notre bureau dont les résultats du partenaire ont été consignés pour la première fois "
            "dans la période.",
        ),
    ),
    Column.ENDED: Meaning(
        Text(en="Ended without a reply", fr="Terminées sans réponse"),
        Text(
            en="Requests received or sent that in the period were withdrawn, lapsed, replaced, released or closed, "
            "without a reply before.",
            fr="Demandes reçues ou envoyées qui, dans la période, ont été retirées, frappées de caducité, remplacées, "
            "libérées ou fermées, sans réponse auparavant.",
        ),
    ),
    Column.OPEN: Meaning(
        Text(en="Open at the end", fr="Ouvertes à la fin"),
        Text(
            en="Requests received or sent before the end of the period and by then neither closed nor replaced, "
            "answered or not; while the period is not over: by now.",
            fr="Demandes reçues ou envoyées avant la fin de la période et alors ni fermées ni remplacées, répondues "
            "ou non ; tant que la période n’est pas terminée : à ce jour.",
        ),
    ),
    Column.OVERDUE: Meaning(
        Text(en="Of these, overdue", fr="Dont en retard"),
        Text(
            en="Of the requests open at the end, the incoming ones whose limit to answer had run out by then.",
            fr="Parmi les demandes ouvertes à la fin, celles reçues dont le délai de réponse était alors écoulé.",
        ),
    ),
    Measured.KEPT_SHARE: Meaning(
        Text(en="Limit kept, %", fr="Délai respecté, %"),
        Text(
            en="Limits kept, for each hundred answers that had a limit.",
            fr="Délais respectés, pour cent réponses soumises à un délai.",
        ),
    ),
    Measured.MEDIAN: Meaning(
        Text(en="Median time to answer", fr="Temps de réponse médian"),
        Text(
            en="From receipt to the reply, for the requests answered: all the time that passed, waits included. "
            "Half of them took this long or less.",
            fr="De la réception à la réponse, pour les demandes répondues : tout le temps écoulé, attentes comprises. "
            "La moitié d’entre elles ont demandé ce temps ou moins.",
        ),
    ),
    Measured.NINETIETH: Meaning(
        Text(en="90th percentile", fr="90e centile"),
        Text(
            en="The same time: nine in ten of the requests answered took this long or less (nearest rank).",
            fr="Le même temps : neuf demandes répondues sur dix ont demandé ce temps ou moins (rang le plus proche).",
        ),
    ),
}
