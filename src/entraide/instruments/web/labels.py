"""The closed lists of the library in the reader's language."""

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language

from entraide.instruments.domain.instrument import Rank
from entraide.kernel.languages import Text

RANKS: Mapping[Rank, Text] = {
    Rank.BILATERAL: Text(en="Bilateral treaties", fr="Traités bilatéraux"),
    Rank.REGIONAL: Text(en="Regional conventions", fr="Conventions régionales"),
    Rank.SUBJECT: Text(en="Conventions on one subject", fr="Conventions spéciales"),
    Rank.SCHEME: Text(en="Schemes and networks", fr="Dispositifs et réseaux"),
    Rank.DOMESTIC: Text(en="Domestic law", fr="Droit interne"),
    Rank.FALLBACK: Text(en="Where no treaty applies", fr="À défaut de traité"),
}
# The words of a request for assistance; a test holds them to those of that package, which stands above this one.
KIND_WORDS: Mapping[str, Text] = {
    "police_information": Text(en="Police information", fr="Renseignements de police"),
    "mutual_legal_assistance": Text(en="Mutual legal assistance", fr="Entraide juridique"),
    "emergency_disclosure": Text(en="Emergency disclosure", fr="Communication d’urgence"),
    "preservation": Text(en="Preservation of data", fr="Conservation de données"),
    "extradition": Text(en="Extradition support", fr="Soutien à l’extradition"),
    "firearm_trace": Text(en="Firearm trace", fr="Dépistage d’une arme à feu"),
    "travel_notice": Text(en="Travel notice", fr="Préavis de déplacement"),
    "spontaneous_information": Text(
        en="Spontaneous information", fr="Transmission spontanée de renseignements"
    ),
    "missing_person": Text(en="Missing person or cold case", fr="Personne disparue ou affaire non résolue"),
}
TRACK_WORDS: Mapping[str, Text] = {
    "police": Text(en="Police track", fr="Voie policière"),
    "judicial": Text(en="Judicial track", fr="Voie judiciaire"),
}
URGENCY_WORDS: Mapping[str, Text] = {
    "routine": Text(en="Routine", fr="Ordinaire"),
    "urgent": Text(en="Urgent", fr="Urgent"),
    "emergency": Text(en="Emergency", fr="Urgence vitale"),
}
STAGE_WORDS: Mapping[str, Text] = {
    "intelligence": Text(en="Intelligence", fr="Renseignement"),
    "investigation": Text(en="Investigation", fr="Enquête"),
    "charged": Text(en="Charges laid", fr="Accusations portées"),
    "trial": Text(en="Trial", fr="Procès"),
    "sentence": Text(en="Sentence", fr="Peine"),
}
MEASURE_WORDS: Mapping[str, Text] = {
    "subscriber": Text(en="Subscriber information", fr="Renseignements sur l’abonné"),
    "traffic": Text(en="Traffic data", fr="Données relatives au trafic"),
    "content": Text(en="Content data", fr="Données de contenu"),
    "preservation": Text(en="Preservation of data", fr="Conservation de données"),
    "removal": Text(en="Removal of content", fr="Retrait de contenu"),
    "interception": Text(en="Interception", fr="Interception"),
    "identification": Text(en="Identification of a person", fr="Identification d’une personne"),
    "criminal_record": Text(en="Criminal record", fr="Casier judiciaire"),
    "checks": Text(en="Checks in police files", fr="Vérifications dans les fichiers de police"),
    "interview": Text(en="Interview", fr="Audition"),
    "video_hearing": Text(en="Hearing by video link", fr="Audience par visioconférence"),
    "search": Text(en="Search and seizure", fr="Perquisition et saisie"),
    "bank_records": Text(en="Bank records", fr="Documents bancaires"),
    "restraint": Text(en="Restraint of assets", fr="Blocage de biens"),
    "documents": Text(en="Production of documents", fr="Communication de documents"),
    "service": Text(en="Service of documents", fr="Signification de documents"),
    "locate": Text(en="Locating a person", fr="Localisation d’une personne"),
    "welfare_check": Text(en="Welfare check", fr="Vérification du bien-être"),
    "provisional_arrest": Text(en="Provisional arrest", fr="Arrestation provisoire"),
    "surrender": Text(en="Surrender", fr="Remise"),
    "trace": Text(en="Tracing of a firearm", fr="Dépistage d’une arme à feu"),
    "forensic": Text(en="Forensic examination", fr="Expertise"),
    "surveillance": Text(en="Surveillance", fr="Surveillance"),
    "notice": Text(en="Notice", fr="Avis"),
    "other": Text(en="Other", fr="Autre"),
}


def language() -> str:
    """The language of the page: «en» or «fr»."""
    return get_language() or "en"


def said(text: Text) -> str:
    """A sentence in the reader's language."""
    return text.in_language(language())


def choices(words: Mapping[str, Text], *first: tuple[str, object]) -> list[tuple[str, object]]:
    """A closed list for a form."""
    return [*first, *((code, said(text)) for code, text in words.items())]


def named(codes: Iterable[str], words: Mapping[str, Text]) -> str:
    """«Interview, Search and seizure» for their codes; a code without words stands as it is."""
    return ", ".join(said(words[code]) if code in words else code for code in codes)
