"""What a request is: direction, track, kind, urgency, and the other closed lists of its record."""

from enum import StrEnum

from entraide.kernel.languages import Text


class Direction(StrEnum):
    INCOMING = "incoming"
    OUTGOING = "outgoing"


class Track(StrEnum):
    """Two tracks that can be linked and are never merged."""

    POLICE = "police"
    JUDICIAL = "judicial"


class Kind(StrEnum):
    POLICE_INFORMATION = "police_information"
    MUTUAL_LEGAL_ASSISTANCE = "mutual_legal_assistance"
    EMERGENCY_DISCLOSURE = "emergency_disclosure"
    PRESERVATION = "preservation"
    EXTRADITION = "extradition"
    FIREARM_TRACE = "firearm_trace"
    TRAVEL_NOTICE = "travel_notice"
    SPONTANEOUS_INFORMATION = "spontaneous_information"
    MISSING_PERSON = "missing_person"


class Urgency(StrEnum):
    ROUTINE = "routine"
    URGENT = "urgent"
    EMERGENCY = "emergency"


class Stage(StrEnum):
    INTELLIGENCE = "intelligence"
    INVESTIGATION = "investigation"
    CHARGED = "charged"
    TRIAL = "trial"
    SENTENCE = "sentence"


class Channel(StrEnum):
    EMAIL = "email"
    SECURE_MAIL = "secure_mail"
    INTERPOL = "interpol"
    LIAISON = "liaison"
    PHONE = "phone"
    POST = "post"
    FAX = "fax"
    PORTAL = "portal"
    HAND = "hand"
    NODE = "node"


class Relation(StrEnum):
    """The status of a request towards an earlier one."""

    NEW = "new"
    EXTENSION = "extension"
    FOLLOW_UP = "follow_up"


class Tlp(StrEnum):
    CLEAR = "clear"
    GREEN = "green"
    AMBER = "amber"
    AMBER_STRICT = "amber_strict"
    RED = "red"


class Handling(StrEnum):
    """Europol's handling codes."""

    H0 = "h0"
    H1 = "h1"
    H2 = "h2"
    H3 = "h3"


class AuthorityRole(StrEnum):
    REQUESTING = "requesting"
    SECOND_CONTACT = "second_contact"
    INVESTIGATING = "investigating"
    PROSECUTION = "prosecution"
    VALIDATING = "validating"
    CENTRAL_OUT = "central_out"
    CENTRAL_IN = "central_in"
    REQUESTED = "requested"
    CUSTODIAN = "custodian"


LABELS: dict[StrEnum, Text] = {
    Direction.INCOMING: Text(en="Incoming", fr="Entrante"),
    Direction.OUTGOING: Text(en="Outgoing", fr="Sortante"),
    Track.POLICE: Text(en="Police track", fr="Voie policière"),
    Track.JUDICIAL: Text(en="Judicial track", fr="Voie judiciaire"),
    Kind.POLICE_INFORMATION: Text(en="Police information", fr="Renseignements de police"),
    Kind.MUTUAL_LEGAL_ASSISTANCE: Text(en="Mutual legal assistance", fr="Entraide juridique"),
    Kind.EMERGENCY_DISCLOSURE: Text(en="Emergency disclosure", fr="Communication d’urgence"),
    Kind.PRESERVATION: Text(en="Preservation of data", fr="Conservation de données"),
    Kind.EXTRADITION: Text(en="Extradition support", fr="Soutien à l’extradition"),
    Kind.FIREARM_TRACE: Text(en="Firearm trace", fr="Dépistage d’une arme à feu"),
    Kind.TRAVEL_NOTICE: Text(en="Travel notice", fr="Préavis de déplacement"),
    Kind.SPONTANEOUS_INFORMATION: Text(
        en="Spontaneous information", fr="Transmission spontanée de renseignements"
    ),
    Kind.MISSING_PERSON: Text(
        en="Missing person or cold case", fr="Personne disparue ou affaire non résolue"
    ),
    Urgency.ROUTINE: Text(en="Routine", fr="Ordinaire"),
    Urgency.URGENT: Text(en="Urgent", fr="Urgent"),
    Urgency.EMERGENCY: Text(en="Emergency", fr="Urgence vitale"),
    Stage.INTELLIGENCE: Text(en="Intelligence", fr="Renseignement"),
    Stage.INVESTIGATION: Text(en="Investigation", fr="Enquête"),
    Stage.CHARGED: Text(en="Charges laid", fr="Accusations portées"),
    Stage.TRIAL: Text(en="Trial", fr="Procès"),
    Stage.SENTENCE: Text(en="Sentence", fr="Peine"),
    Channel.EMAIL: Text(en="E-mail", fr="Courriel"),
    Channel.SECURE_MAIL: Text(en="Secure mail", fr="Messagerie sécurisée"),
    Channel.INTERPOL: Text(en="INTERPOL (I-24/7)", fr="INTERPOL (I-24/7)"),
    Channel.LIAISON: Text(en="Liaison officer", fr="Agent de liaison"),
    Channel.PHONE: Text(en="Telephone", fr="Téléphone"),
    Channel.POST: Text(en="Post", fr="Poste"),
    Channel.FAX: Text(en="Fax", fr="Télécopie"),
    Channel.PORTAL: Text(en="Portal", fr="Portail"),
    Channel.HAND: Text(en="By hand", fr="En main propre"),
    Channel.NODE: Text(en="Node to node", fr="De nœud à nœud"),
    Relation.NEW: Text(en="New", fr="Nouvelle"),
    Relation.EXTENSION: Text(
        en="Extension of an earlier request", fr="Prolongation d’une demande antérieure"
    ),
    Relation.FOLLOW_UP: Text(en="Follow-up of an earlier request", fr="Suite d’une demande antérieure"),
    Tlp.CLEAR: Text(en="TLP:CLEAR", fr="TLP:CLEAR"),
    Tlp.GREEN: Text(en="TLP:GREEN", fr="TLP:GREEN"),
    Tlp.AMBER: Text(en="TLP:AMBER", fr="TLP:AMBER"),
    Tlp.AMBER_STRICT: Text(en="TLP:AMBER+STRICT", fr="TLP:AMBER+STRICT"),
    Tlp.RED: Text(en="TLP:RED", fr="TLP:RED"),
    Handling.H0: Text(en="H0: police use, no condition", fr="H0 : usage policier, sans condition"),
    Handling.H1: Text(en="H1: not as evidence without consent", fr="H1 : pas en preuve sans accord"),
    Handling.H2: Text(en="H2: no onward sharing without consent", fr="H2 : pas de transmission sans accord"),
    Handling.H3: Text(en="H3: other conditions", fr="H3 : autres conditions"),
    AuthorityRole.REQUESTING: Text(en="Requesting authority", fr="Autorité requérante"),
    AuthorityRole.SECOND_CONTACT: Text(
        en="Second contact for confirmation", fr="Second contact pour confirmation"
    ),
    AuthorityRole.INVESTIGATING: Text(en="Investigating authority", fr="Autorité chargée de l’enquête"),
    AuthorityRole.PROSECUTION: Text(en="Prosecution or court", fr="Poursuite ou tribunal"),
    AuthorityRole.VALIDATING: Text(
        en="Issuing or validating authority", fr="Autorité d’émission ou de validation"
    ),
    AuthorityRole.CENTRAL_OUT: Text(en="Central authority (out)", fr="Autorité centrale (départ)"),
    AuthorityRole.CENTRAL_IN: Text(en="Central authority (in)", fr="Autorité centrale (arrivée)"),
    AuthorityRole.REQUESTED: Text(en="Requested authority", fr="Autorité requise"),
    AuthorityRole.CUSTODIAN: Text(en="Custodian or provider", fr="Détenteur ou fournisseur"),
}


def label(value: StrEnum) -> Text:
    """The words for a value of any of these lists. Raises `KeyError` for a value without words."""
    return LABELS[value]
