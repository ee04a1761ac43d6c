"""The words for the fields of a request's record, and which are still missing for an act."""

from collections.abc import Iterable

from entraide.kernel.languages import Text

FIELDS: dict[str, Text] = {
    "title": Text(en="Title", fr="Titre"),
    "partner_state": Text(en="Partner state", fr="État partenaire"),
    "partner_agency": Text(en="Partner agency", fr="Service partenaire"),
    "partner_references": Text(en="Partner’s references", fr="Références du partenaire"),
    "kind": Text(en="Kind", fr="Type de demande"),
    "track": Text(en="Track", fr="Voie"),
    "legal_basis": Text(en="Legal basis", fr="Fondement juridique"),
    "basis": Text(en="Instrument it is based on", fr="Instrument invoqué"),
    "basis_reason": Text(en="Why this basis", fr="Raison du choix du fondement"),
    "relation": Text(en="Relation to an earlier request", fr="Lien avec une demande antérieure"),
    "earlier_reference": Text(en="Earlier reference", fr="Référence antérieure"),
    "received_at": Text(en="Received", fr="Reçue le"),
    "sent_at": Text(en="Sent", fr="Envoyée le"),
    "time_zone": Text(en="Time zone", fr="Fuseau horaire"),
    "channel": Text(en="Channel", fr="Voie de transmission"),
    "reply_channel": Text(en="Preferred reply channel", fr="Voie de réponse souhaitée"),
    "language": Text(en="Language of the request", fr="Langue de la demande"),
    "reply_language": Text(en="Language of the reply", fr="Langue de la réponse"),
    "translation_certified": Text(en="The translation is certified", fr="La traduction est certifiée"),
    "classification": Text(en="Classification", fr="Classification"),
    "tlp": Text(en="Traffic light protocol", fr="Protocole TLP"),
    "handling": Text(en="Handling code", fr="Code de traitement"),
    "source_evaluation": Text(en="Evaluation of the source", fr="Cotation de la source"),
    "information_evaluation": Text(en="Evaluation of the information", fr="Cotation du renseignement"),
    "keep_secret": Text(en="Keep its existence secret", fr="Garder son existence secrète"),
    "person_may_be_told": Text(en="The person may be told", fr="La personne peut être informée"),
    "consult_before_disclosure": Text(
        en="Consult before any disclosure", fr="Consulter avant toute communication"
    ),
    "urgency": Text(en="Urgency", fr="Urgence"),
    "urgency_reason": Text(en="Reason for the urgency", fr="Raison de l’urgence"),
    "hard_date": Text(en="Hard date", fr="Date impérative"),
    "stage": Text(en="Stage", fr="Stade"),
    "facts": Text(en="Facts", fr="Faits"),
    "dual_criminality": Text(en="Dual criminality", fr="Double incrimination"),
    "evidence_link": Text(
        en="Link between the evidence sought and the offence",
        fr="Lien entre la preuve recherchée et l’infraction",
    ),
    "proportionality": Text(en="Necessity and proportionality", fr="Nécessité et proportionnalité"),
    "related_elsewhere": Text(en="Related requests to other states", fr="Demandes connexes à d’autres États"),
    "limits_on_use": Text(en="Limits on use", fr="Restrictions d’utilisation"),
    "costs": Text(en="Costs", fr="Frais"),
    "estimated_for": Text(en="Estimated for", fr="Prévue pour le"),
    "delay_reason": Text(en="Reason for the delay", fr="Raison du retard"),
    "outcome": Text(en="Outcome", fr="Issue"),
    "feedback": Text(en="Feedback on use", fr="Retour sur l’utilisation"),
    "measures": Text(en="At least one measure", fr="Au moins une mesure"),
    "block": Text(en="What this kind asks for", fr="Ce que ce type demande"),
}


def missing(needed: Iterable[str], filled_in: frozenset[str]) -> dict[str, Text]:
    """The needed fields that are not filled in, each with its words."""
    return {name: FIELDS[name] for name in needed if name not in filled_in}
