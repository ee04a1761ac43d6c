"""What can be asked, how it is decided, and what comes of it."""

from dataclasses import dataclass
from enum import StrEnum

from entraide.kernel.languages import Text


class MeasureCode(StrEnum):
    SUBSCRIBER = "subscriber"
    TRAFFIC = "traffic"
    CONTENT = "content"
    PRESERVATION = "preservation"
    REMOVAL = "removal"
    INTERCEPTION = "interception"
    IDENTIFICATION = "identification"
    CRIMINAL_RECORD = "criminal_record"
    CHECKS = "checks"
    INTERVIEW = "interview"
    VIDEO_HEARING = "video_hearing"
    SEARCH = "search"
    BANK_RECORDS = "bank_records"
    RESTRAINT = "restraint"
    DOCUMENTS = "documents"
    SERVICE = "service"
    LOCATE = "locate"
    WELFARE_CHECK = "welfare_check"
    PROVISIONAL_ARREST = "provisional_arrest"
    SURRENDER = "surrender"
    TRACE = "trace"
    FORENSIC = "forensic"
    SURVEILLANCE = "surveillance"
    NOTICE = "notice"
    OTHER = "other"


class Decision(StrEnum):
    """What is decided of one measure."""

    EXECUTE = "execute"
    IN_PART = "in_part"
    CONDITIONAL = "conditional"
    POSTPONE = "postpone"
    REFUSE = "refuse"


class Result(StrEnum):
    """What came of one measure."""

    EXECUTED = "executed"
    PARTLY = "partly"
    NEGATIVE = "negative"


class Ground(StrEnum):
    """Grounds for refusal or postponement: a closed list, editable per instrument."""

    POLITICAL = "political"
    ESSENTIAL_INTERESTS = "essential_interests"
    DISCRIMINATION = "discrimination"
    NE_BIS_IN_IDEM = "ne_bis_in_idem"
    DUAL_CRIMINALITY = "dual_criminality"
    PRIVILEGE = "privilege"
    BURDEN = "burden"
    PENDING_PROCEEDING = "pending_proceeding"
    DEATH_PENALTY_TORTURE = "death_penalty_torture"
    LIMITATION = "limitation"
    NOT_AVAILABLE = "not_available"
    ALREADY_HELD = "already_held"
    NOT_PROPORTIONATE = "not_proportionate"
    DANGER = "danger"
    NOT_HELD = "not_held"


LABELS: dict[StrEnum, Text] = {
    MeasureCode.SUBSCRIBER: Text(en="Subscriber information", fr="Renseignements sur l’abonné"),
    MeasureCode.TRAFFIC: Text(en="Traffic data", fr="Données relatives au trafic"),
    MeasureCode.CONTENT: Text(en="Content data", fr="Données de contenu"),
    MeasureCode.PRESERVATION: Text(en="Preservation of data", fr="Conservation de données"),
    MeasureCode.REMOVAL: Text(en="Removal of content", fr="Retrait de contenu"),
    MeasureCode.INTERCEPTION: Text(en="Interception", fr="Interception"),
    MeasureCode.IDENTIFICATION: Text(en="Identification of a person", fr="Identification d’une personne"),
    MeasureCode.CRIMINAL_RECORD: Text(en="Criminal record", fr="Casier judiciaire"),
    MeasureCode.CHECKS: Text(en="Checks in police files", fr="Vérifications dans les fichiers de police"),
    MeasureCode.INTERVIEW: Text(en="Interview", fr="Audition"),
    MeasureCode.VIDEO_HEARING: Text(en="Hearing by video link", fr="Audience par visioconférence"),
    MeasureCode.SEARCH: Text(en="Search and seizure", fr="Perquisition et saisie"),
    MeasureCode.BANK_RECORDS: Text(en="Bank records", fr="Documents bancaires"),
    MeasureCode.RESTRAINT: Text(en="Restraint of assets", fr="Blocage de biens"),
    MeasureCode.DOCUMENTS: Text(en="Production of documents", fr="Communication de documents"),
    MeasureCode.SERVICE: Text(en="Service of documents", fr="Signification de documents"),
    MeasureCode.LOCATE: Text(en="Locating a person", fr="Localisation d’une personne"),
    MeasureCode.WELFARE_CHECK: Text(en="Welfare check", fr="Vérification du bien-être"),
    MeasureCode.PROVISIONAL_ARREST: Text(en="Provisional arrest", fr="Arrestation provisoire"),
    MeasureCode.SURRENDER: Text(en="Surrender", fr="Remise"),
    MeasureCode.TRACE: Text(en="Tracing of a firearm", fr="Dépistage d’une arme à feu"),
    MeasureCode.FORENSIC: Text(en="Forensic examination", fr="Expertise"),
    MeasureCode.SURVEILLANCE: Text(en="Surveillance", fr="Surveillance"),
    MeasureCode.NOTICE: Text(en="Notice", fr="Avis"),
    MeasureCode.OTHER: Text(en="Other", fr="Autre"),
    Decision.EXECUTE: Text(en="Execute", fr="Exécuter"),
    Decision.IN_PART: Text(en="Execute in part", fr="Exécuter en partie"),
    Decision.CONDITIONAL: Text(en="Execute on conditions", fr="Exécuter sous conditions"),
    Decision.POSTPONE: Text(en="Postpone", fr="Reporter"),
    Decision.REFUSE: Text(en="Refuse", fr="Refuser"),
    Result.EXECUTED: Text(en="Executed", fr="Exécutée"),
    Result.PARTLY: Text(en="Executed in part", fr="Exécutée en partie"),
    Result.NEGATIVE: Text(en="Negative", fr="Négative"),
    Ground.POLITICAL: Text(en="Political or military offence", fr="Infraction politique ou militaire"),
    Ground.ESSENTIAL_INTERESTS: Text(
        en="Sovereignty, security, public order or essential interests",
        fr="Souveraineté, sécurité, ordre public ou intérêts essentiels",
    ),
    Ground.DISCRIMINATION: Text(en="Discriminatory purpose", fr="But discriminatoire"),
    Ground.NE_BIS_IN_IDEM: Text(en="Already judged (ne bis in idem)", fr="Déjà jugé (ne bis in idem)"),
    Ground.DUAL_CRIMINALITY: Text(en="No dual criminality", fr="Absence de double incrimination"),
    Ground.PRIVILEGE: Text(en="Immunity, privilege or press", fr="Immunité, secret ou presse"),
    Ground.BURDEN: Text(en="Burden out of proportion", fr="Charge disproportionnée"),
    Ground.PENDING_PROCEEDING: Text(en="Prejudice to a proceeding", fr="Préjudice à une procédure en cours"),
    Ground.DEATH_PENALTY_TORTURE: Text(
        en="Risk of death penalty or torture", fr="Risque de peine de mort ou de torture"
    ),
    Ground.LIMITATION: Text(en="Limitation", fr="Prescription"),
    Ground.NOT_AVAILABLE: Text(
        en="Measure not available in domestic law", fr="Mesure inexistante en droit interne"
    ),
    Ground.ALREADY_HELD: Text(en="Already held by the requester", fr="Déjà en possession du requérant"),
    Ground.NOT_PROPORTIONATE: Text(
        en="Not necessary or not proportionate", fr="Ni nécessaire ni proportionnée"
    ),
    Ground.DANGER: Text(en="Danger to a person", fr="Danger pour une personne"),
    Ground.NOT_HELD: Text(en="Information not held", fr="Renseignement non détenu"),
}


class Finding(StrEnum):
    """What was found when a ground was looked at."""

    NO_BAR = "no_bar"
    UNCLEAR = "unclear"
    BAR = "bar"


FINDINGS: dict[Finding, Text] = {
    Finding.NO_BAR: Text(en="No obstacle", fr="Aucun obstacle"),
    Finding.UNCLEAR: Text(en="To be cleared up", fr="À éclaircir"),
    Finding.BAR: Text(en="An obstacle", fr="Un obstacle"),
}


@dataclass(frozen=True)
class Standing:
    """Where one measure stands: what was decided, and what came of it."""

    decision: Decision | None = None
    conditions_accepted: bool | None = None
    result: Result | None = None

    @property
    def to_be_executed(self) -> bool:
        """Whether something is still, or was, to be done for it."""
        if self.decision is Decision.CONDITIONAL:
            return self.conditions_accepted is True
        return self.decision in {Decision.EXECUTE, Decision.IN_PART}
