"""What each kind of request asks for beyond the common record: one block of fields per kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from entraide.assistance.domain.kinds import Kind
from entraide.kernel.languages import Text

Shape = Literal["line", "text", "date", "moment", "choice", "flag", "number"]


@dataclass(frozen=True)
class Field:
    """One field of a block or of a subject. `choices` pairs codes with words;"""

    name: str
    label: Text
    shape: Shape = "line"
    choices: tuple[tuple[str, Text], ...] = ()
    required: bool = False


def _f(name: str, en: str, fr: str, shape: Shape = "line", *, required: bool = False) -> Field:
    return Field(name, Text(en=en, fr=fr), shape, required=required)


RISK = (
    ("low", Text(en="Low", fr="Faible")),
    ("medium", Text(en="Medium", fr="Moyen")),
    ("high", Text(en="High", fr="Élevé")),
)

BLOCKS: dict[Kind, tuple[Field, ...]] = {
    Kind.POLICE_INFORMATION: (_f("purpose", "Purpose of the inquiry", "But de la vérification", "text"),),
    Kind.MUTUAL_LEGAL_ASSISTANCE: (
        _f("proceeding", "Proceeding and court", "Procédure et tribunal"),
        _f(
            "confidentiality",
            "Why it must stay confidential",
            "Pourquoi elle doit rester confidentielle",
            "text",
        ),
    ),
    Kind.EMERGENCY_DISCLOSURE: (
        _f("danger", "The danger", "Le danger", "text", required=True),
        _f("to_whom", "To whom", "Pour qui", required=True),
        _f("imminence", "How imminent", "Imminence"),
        _f("account", "Account of the sender", "Compte de l’auteur"),
        _f("platform", "Platform", "Plateforme"),
        _f("url", "Address (URL)", "Adresse (URL)"),
        _f("ip", "IP address", "Adresse IP"),
        _f("port", "Port", "Port", "number"),
        _f("ip_at", "Time of the connection", "Heure de la connexion", "moment"),
        _f("no_other_means", "Why no other means will do", "Pourquoi aucun autre moyen ne convient", "text"),
        _f("paper_by", "Paper to follow by", "Document officiel attendu le", "date"),
    ),
    Kind.PRESERVATION: (
        _f("data", "Data to be preserved", "Données à conserver", "text", required=True),
        _f("custodian", "Custodian", "Détenteur", required=True),
        _f("necessity", "Why it is necessary", "Pourquoi c’est nécessaire", "text"),
        _f(
            "mla_will_follow",
            "A request for mutual legal assistance will follow",
            "Une demande d’entraide suivra",
            "flag",
        ),
        _f("expires", "Preserved until", "Conservées jusqu’au", "date"),
    ),
    Kind.EXTRADITION: (
        _f("sentence", "Offence and sentence", "Infraction et peine", "text"),
        _f("warrant", "Warrant (number, court, date)", "Mandat (numéro, tribunal, date)"),
        _f("arrested_on", "Provisional arrest on", "Arrestation provisoire le", "date"),
        _f("formal_request_by", "Formal request due by", "Demande officielle attendue le", "date"),
        _f("surrender_on", "Surrender on", "Remise le", "date"),
    ),
    Kind.FIREARM_TRACE: (
        _f("serial", "Serial number", "Numéro de série"),
        _f("obliterated", "The number is obliterated", "Le numéro est oblitéré", "flag"),
        _f("manufacturer", "Manufacturer", "Fabricant"),
        _f("type", "Type", "Type"),
        _f("calibre", "Calibre", "Calibre"),
        _f("model", "Model", "Modèle"),
        _f("origin", "Country of origin", "Pays d’origine"),
        _f("importer", "Importer", "Importateur"),
        _f("markings", "Markings", "Marquages"),
        _f("possessor", "Possessor", "Possesseur"),
        _f("recovered_at", "Place of recovery", "Lieu de récupération"),
        _f("recovered_on", "Date of recovery", "Date de récupération", "date"),
        _f("crime_code", "Crime code", "Code d’infraction"),
        _f("urgent_because", "Why it is urgent", "Pourquoi c’est urgent", "text"),
        _f("chain", "Supplier and receiver chain", "Chaîne des fournisseurs et destinataires", "text"),
    ),
    Kind.TRAVEL_NOTICE: (
        _f("person", "Person", "Personne", required=True),
        _f("document", "Travel document", "Document de voyage"),
        _f("offence", "Offence", "Infraction"),
        Field("risk", Text(en="Level of risk", fr="Niveau de risque"), "choice", RISK),
        _f("itinerary", "Itinerary", "Itinéraire", "text"),
        _f("arrives_on", "Arrives on", "Arrive le", "date"),
        _f("destination_authority", "Authority at destination", "Autorité à destination"),
        _f("purpose", "Purpose", "But", "text"),
        _f("proportionality", "Proportionality", "Proportionnalité", "text"),
    ),
    Kind.SPONTANEOUS_INFORMATION: (
        _f("conditions", "Conditions of use", "Conditions d’utilisation", "text"),
    ),
    Kind.MISSING_PERSON: (
        _f("original_year", "Year of the facts", "Année des faits", "number"),
        _f("last_seen", "Last seen (place, date)", "Vu pour la dernière fois (lieu, date)"),
        _f("exhibits", "Exhibits held", "Pièces à conviction conservées", "text"),
        _f("last_review", "Last review", "Dernier réexamen", "date"),
    ),
}


def lacking(kind: Kind | None, block: Mapping[str, object]) -> dict[str, Text]:
    """The required fields of a kind's block that are not filled in, each with its words."""
    fields = BLOCKS[kind] if kind else ()
    return {f"block.{f.name}": f.label for f in fields if f.required and not block.get(f.name)}


class SubjectSort(StrEnum):
    PERSON = "person"
    GROUP = "group"
    ENTITY = "entity"
    ADDRESS = "address"
    ACCOUNT = "account"
    IP = "ip"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    VEHICLE = "vehicle"
    FIREARM = "firearm"
    ASSET = "asset"


SORT_LABELS: dict[SubjectSort, Text] = {
    SubjectSort.PERSON: Text(en="Person", fr="Personne"),
    SubjectSort.GROUP: Text(en="Group", fr="Groupe"),
    SubjectSort.ENTITY: Text(en="Legal entity", fr="Personne morale"),
    SubjectSort.ADDRESS: Text(en="Address", fr="Adresse"),
    SubjectSort.ACCOUNT: Text(en="Account", fr="Compte"),
    SubjectSort.IP: Text(en="IP address", fr="Adresse IP"),
    SubjectSort.PHONE: Text(en="Telephone", fr="Téléphone"),
    SubjectSort.EMAIL: Text(en="E-mail address", fr="Adresse de courriel"),
    SubjectSort.URL: Text(en="Web address", fr="Adresse Web"),
    SubjectSort.VEHICLE: Text(en="Vehicle", fr="Véhicule"),
    SubjectSort.FIREARM: Text(en="Firearm", fr="Arme à feu"),
    SubjectSort.ASSET: Text(en="Asset", fr="Bien"),
}

PERSON_ROLES = (
    ("suspect", Text(en="Suspect", fr="Suspect")),
    ("witness", Text(en="Witness", fr="Témoin")),
    ("victim", Text(en="Victim", fr="Victime")),
    ("other", Text(en="Other", fr="Autre")),
)

SUBJECT_FIELDS: dict[SubjectSort, tuple[Field, ...]] = {
    SubjectSort.PERSON: (
        Field("role", Text(en="Role", fr="Rôle"), "choice", PERSON_ROLES),
        _f("aliases", "Aliases", "Noms d’emprunt"),
        _f("original_script", "Name in original script", "Nom en écriture d’origine"),
        _f("born_on", "Date of birth", "Date de naissance"),
        _f("born_at", "Place of birth", "Lieu de naissance"),
        _f("sex", "Sex", "Sexe"),
        _f("nationality", "Nationality", "Nationalité"),
        _f("documents", "Identity documents", "Pièces d’identité"),
    ),
    SubjectSort.IP: (
        _f("port", "Port", "Port", "number"),
        _f("at", "Time of the connection", "Heure de la connexion"),
        _f("zone", "Time zone", "Fuseau horaire"),
    ),
    SubjectSort.ACCOUNT: (_f("platform", "Platform or bank", "Plateforme ou banque"),),
    SubjectSort.VEHICLE: (_f("plate", "Plate and state", "Immatriculation et pays"), _f("vin", "VIN", "NIV")),
    SubjectSort.FIREARM: (_f("serial", "Serial number", "Numéro de série"), _f("model", "Model", "Modèle")),
    **{
        sort: (_f("note", "Note", "Note"),)
        for sort in (
            SubjectSort.GROUP,
            SubjectSort.ENTITY,
            SubjectSort.ADDRESS,
            SubjectSort.PHONE,
            SubjectSort.EMAIL,
            SubjectSort.URL,
            SubjectSort.ASSET,
        )
    },
}
