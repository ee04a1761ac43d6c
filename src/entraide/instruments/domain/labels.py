"""The words of the question and the headings of the advice, in both languages."""

from types import MappingProxyType

from entraide.instruments.domain.instrument import Rank
from entraide.kernel.languages import Text

KIND_LABELS = MappingProxyType(
    {
        "police_information": Text(en="Police information", fr="Renseignements de police"),
        "mutual_legal_assistance": Text(en="Mutual legal assistance", fr="Entraide juridique"),
        "emergency_disclosure": Text(en="Emergency disclosure", fr="Communication d’urgence"),
        "preservation": Text(en="Preservation of data", fr="Conservation de données"),
        "extradition": Text(en="Extradition", fr="Extradition"),
        "firearm_trace": Text(en="Firearm trace", fr="Dépistage d’une arme à feu"),
        "travel_notice": Text(en="Travel notice", fr="Préavis de déplacement"),
        "spontaneous_information": Text(
            en="Spontaneous information", fr="Transmission spontanée de renseignements"
        ),
        "missing_person": Text(en="Missing person", fr="Personne disparue"),
    }
)
RANK_LABELS = MappingProxyType(
    {
        Rank.BILATERAL: Text(en="bilateral treaty", fr="traité bilatéral"),
        Rank.REGIONAL: Text(en="regional instrument", fr="instrument régional"),
        Rank.SUBJECT: Text(en="multilateral convention", fr="convention multilatérale"),
        Rank.SCHEME: Text(en="scheme, not a treaty", fr="programme, sans valeur de traité"),
        Rank.DOMESTIC: Text(en="domestic law or arrangement", fr="droit interne ou arrangement"),
        Rank.FALLBACK: Text(en="without a treaty", fr="sans traité"),
    }
)

ADVICE = Text(en="Advice: {home} → {partner}. {kind}.", fr="Conseil : {home} → {partner}. {kind}.")
OFFENCES = Text(en="Offences: {words}", fr="Infractions : {words}")
MEASURES = Text(en="Measures: {words}", fr="Mesures : {words}")
TRACK = Text(en="Track: {words}", fr="Voie : {words}")
TRACK_LABELS = MappingProxyType(
    {"police": Text(en="police", fr="policière"), "judicial": Text(en="judicial", fr="judiciaire")}
)
BOTH_TRACKS = Text(en="police or judicial", fr="policière ou judiciaire")

WARNINGS = Text(en="Warnings", fr="Avertissements")
BASES = Text(en="Legal bases, in order", fr="Fondements, dans l’ordre")
NO_BASES = Text(en="None was found.", fr="Aucun n’a été trouvé.")
FOLLOW_UP = Text(
    en="For the request for disclosure that must follow",
    fr="Pour la demande de communication qui doit suivre",
)
NOT_AVAILABLE = Text(en="Not available", fr="Non disponibles")
CONTEXT = Text(en="Also to know", fr="À savoir aussi")
CONDITIONAL = Text(en="on a condition", fr="sous condition")
ARTICLES = Text(en="Articles: {articles}", fr="Articles : {articles}")

NO_ARTICLES = Text(en="Articles: not looked up", fr="Articles : non recherchés")

WHY = Text(en="Why it applies", fr="Pourquoi il s’applique")
CHANNEL = Text(en="Channel", fr="Voie de transmission")
SIGNERS = Text(en="Who signs", fr="Qui signe")
LANGUAGES = Text(en="Languages", fr="Langues")
FORMALITIES = Text(en="Formalities", fr="Formalités")
CLOCKS = Text(en="Clocks", fr="Délais")
USE_LIMITS = Text(en="Limits on use", fr="Restrictions d’utilisation")
REFUSALS = Text(en="Grounds for refusal to check", fr="Motifs de refus à vérifier")
DUAL_CRIMINALITY = Text(en="Dual criminality", fr="Double incrimination")
TO_WATCH = Text(en="To watch", fr="À surveiller")

VERIFIED = Text(en="verified", fr="vérifié")
NOT_VERIFIED = Text(en="not verified", fr="non vérifié")
READ = Text(en="as of {day}", fr="au {day}")
