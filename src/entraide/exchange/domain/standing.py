"""How a partner stands with this node, and a message on its way."""

from datetime import timedelta
from enum import StrEnum

from entraide.exchange.domain.attestations import Kind
from entraide.kernel.languages import Text


class PartnerStanding(StrEnum):
    """Nothing is taken from a partner, or sent to it, but while it is confirmed."""

    INTRODUCED = "introduced"
    CONFIRMED = "confirmed"
    SUSPENDED = "suspended"


class MessageStanding(StrEnum):
    """Ours: queued, delivered or refused by the partner. Theirs: arriving (files are missing), delivered or refused."""

    QUEUED = "queued"
    ARRIVING = "arriving"
    DELIVERED = "delivered"
    REFUSED = "refused"


# Within what time of its making a message should have come so far; after it, the negative attestation is made.
TIME_OUTS: tuple[tuple[timedelta, Kind, Kind], ...] = (
    (timedelta(hours=12), Kind.RELAYED, Kind.RELAY_FAILED),
    (timedelta(hours=24), Kind.DELIVERED, Kind.NOT_DELIVERED),
    (timedelta(hours=36), Kind.RETRIEVED, Kind.NOT_RETRIEVED),
)

LABELS: dict[StrEnum, Text] = {
    PartnerStanding.INTRODUCED: Text(en="to be confirmed", fr="à confirmer"),
    PartnerStanding.CONFIRMED: Text(en="confirmed", fr="confirmé"),
    PartnerStanding.SUSPENDED: Text(en="suspended", fr="suspendu"),
    MessageStanding.QUEUED: Text(en="on its way", fr="en route"),
    MessageStanding.ARRIVING: Text(en="arriving", fr="en cours d’arrivée"),
    MessageStanding.DELIVERED: Text(en="delivered", fr="message remis"),
    MessageStanding.REFUSED: Text(en="refused", fr="message refusé"),
    Kind.SUBMISSION_ACCEPTED: Text(en="submission accepted", fr="dépôt accepté"),
    Kind.SUBMISSION_REJECTED: Text(en="submission rejected", fr="dépôt rejeté"),
    Kind.RELAYED: Text(en="relayed", fr="acheminé"),
    Kind.RELAY_FAILED: Text(en="relay failed", fr="acheminement échoué"),
    Kind.DELIVERED: Text(en="delivered", fr="remis"),
    Kind.NOT_DELIVERED: Text(en="not delivered", fr="non remis"),
    Kind.RETRIEVED: Text(en="retrieved by a person", fr="consulté par une personne"),
    Kind.NOT_RETRIEVED: Text(en="not retrieved", fr="non consulté"),
}
