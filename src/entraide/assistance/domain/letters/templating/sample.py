"""An invented case, to try a template on: nothing in it is of anybody's file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from entraide.assistance.domain.kinds import AuthorityRole, Stage
from entraide.assistance.domain.letters.facts import (
    AuthorityFacts,
    LetterFacts,
    LetterKind,
    MeasureFacts,
    OffenceFacts,
    Particular,
    SubjectFacts,
)
from entraide.assistance.domain.letters.languages import LetterLanguage
from entraide.assistance.domain.letters.terms import term
from entraide.assistance.domain.letters.wording import FORMS
from entraide.assistance.domain.measures import Decision, Ground, MeasureCode, Result

OUR_REFERENCE, THEIR_REFERENCE = "2026-I-0012", "NSP/77-2026"
RECIPIENT = ("A. Castellan", "Northmark State Police", "12 Harbour Street", "Northmark")
LEGAL_BASIS = {
    "en": "Convention on Cybercrime (Budapest, 2001; ETS No. 185)",
    "fr": "Convention sur la cybercriminalité (Budapest, 2001 ; STE nº 185)",
    "es": "Convenio sobre la Ciberdelincuencia (Budapest, 2001; STE n.º 185)",
}


@dataclass(frozen=True, slots=True)
class _Words:
    """What only a language can say."""

    matter: str
    form_of_address: str
    contact: str
    facts: str
    why: str
    urgent: str
    limit: str
    questions: tuple[str, str]
    documents: tuple[str, str]
    notice: str
    offence: str
    person: str
    particular: Particular
    danger: Particular
    data: str
    agency: str


_WORDS: Mapping[LetterLanguage, _Words] = {
    "en": _Words(
        matter="Threats on a gaming blog",
        form_of_address="Inspector Castellan",
        contact="Insp. L. Harvey, +1 555 0100",
        facts="On March 1, 2026, an attack on a school was announced on a blog.\n\nThe author wrote from an address "
        "in Northmark.",
        why="The author is to be identified.",
        urgent="An attack is announced for the end of the month.",
        limit="For police use only.",
        questions=(
            "Which period should the records cover?",
            "May the person concerned be told of the request?",
        ),
        documents=("Certified copy of the record", "Statement of the witness"),
        notice="The duty desk can now be reached at any hour, under the number given above.",
        offence="Uttering threats",
        person="Person",
        particular=Particular("Serial number", "KX-1042"),
        danger=Particular("What threatens", "an attack on a school"),
        data="Connection logs of the account «night.heron» from February 20 to March 3, 2026.",
        agency="Our agency",
    ),
    "fr": _Words(
        matter="Menaces sur un blogue de joueurs",
        form_of_address="Madame la Commissaire",
        contact="insp. L. Harvey, +1 555 0100",
        facts="Le 1er mars 2026, une attaque contre une école a été annoncée sur un blogue.\n\nL’auteur a écrit d’une "
        "adresse située à Northmark.",
        why="L’auteur doit être identifié.",
        urgent="Une attaque est annoncée pour la fin du mois.",
        limit="Réservé à l’usage de la police.",
        questions=(
            "Quelle période les documents doivent-ils couvrir ?",
            "La personne visée peut-elle être informée de la demande ?",
        ),
        documents=("Copie certifiée du dossier", "Déclaration du témoin"),
        notice="Le bureau de permanence peut désormais être joint à toute heure, au numéro indiqué ci-dessus.",
        offence="Menaces",
        person="Personne",
        particular=Particular("Numéro de série", "KX-1042"),
        danger=Particular("Menace", "une attaque contre une école"),
        data="Journaux de connexion du compte « night.heron » du 20 février au 3 mars 2026.",
        agency="Notre service",
    ),
    "es": _Words(
        matter="Amenazas en un blog de videojuegos",
        form_of_address="Señora comisaria",
        contact="insp. L. Harvey, +1 555 0100",
        facts="El 1 de marzo de 2026 se anunció en un blog un ataque contra una escuela.\n\nEl autor escribió desde "
        "una dirección situada en Northmark.",
        why="Debe identificarse al autor.",
        urgent="Se anuncia un ataque para finales de mes.",
        limit="Reservado para uso policial.",
        questions=(
            "¿Qué período debe abarcar la documentación?",
            "¿Puede ser informada de la solicitud la persona afectada?",
        ),
        documents=("Copia certificada del expediente", "Declaración del testigo"),
        notice="El servicio de guardia puede localizarse a cualquier hora en el número indicado.",
        offence="Amenazas",
        person="Persona",
        particular=Particular("Número de serie", "KX-1042"),
        danger=Particular("Amenaza", "un ataque contra una escuela"),
        data="Registros de conexión de la cuenta «night.heron» del 20 de febrero al 3 de marzo de 2026.",
        agency="Nuestro servicio",
    ),
}


def sample_facts(kind: LetterKind, language: LetterLanguage) -> LetterFacts:
    """The facts of the invented case as a letter of that kind is told them: every field has something to say."""
    said, is_ours = _WORDS[language], kind in FORMS or kind is LetterKind.CHASER
    return LetterFacts(
        is_ours=is_ours,
        our_reference=OUR_REFERENCE,
        their_reference=THEIR_REFERENCE,
        addressee=RECIPIENT[0],
        form_of_address=said.form_of_address,
        matter=said.matter,
        dated=date(2026, 3, 2),
        received_on=None if is_ours else date(2026, 3, 3),
        measures=_measures(kind, language, said),
        questions=said.questions,
        answer_by=date(2026, 4, 1),
        reply_by=date(2026, 4, 15),
        reasons=(term(Ground.DUAL_CRIMINALITY, language),),
        postponed_until=date(2026, 9, 1),
        delay_reason=said.why,
        legal_basis=LEGAL_BASIS[language],
        summary=said.facts,
        purpose=said.why,
        urgency=said.urgent,
        limits=(said.limit,),
        reminders=(date(2026, 3, 20),),
        documents=said.documents,
        on_behalf_of="Superior Court of Northmark",
        contact=said.contact,
        text=said.notice,
        requested_state="Northmark",
        sender=(said.agency,),
        authorities=(AuthorityFacts(term(AuthorityRole.PROSECUTION, language), ("Superior Court",)),),
        relation="follow_up",
        earlier_reference="2025-O-0031",
        proceeding="V-2026-118",
        stage=term(Stage.INVESTIGATION, language),
        offences=(OffenceFacts(said.offence, "264.1"),),
        dual_criminality=said.offence,
        subjects=(SubjectFacts("Ash Moreau", said.person, (said.particular,), is_witness=True),),
        particulars=(said.particular,),
        danger=(said.danger,),
        data=said.data,
        custodian="Host Inc.",
        preserve_until=date(2026, 6, 1),
        necessity=(said.why,),
        mla_will_follow=True,
        paper_by=date(2026, 5, 1),
        confidential_because=said.why,
        person_may_be_told=True,
        related_elsewhere=said.why,
        translation_certified=True,
    )


def _measures(kind: LetterKind, language: LetterLanguage, said: _Words) -> tuple[MeasureFacts, ...]:
    is_refused = kind is LetterKind.REFUSAL
    done = MeasureFacts(
        term(MeasureCode.SUBSCRIBER, language),
        decision=term(Decision.REFUSE, language) if is_refused else "",
        result="" if is_refused else term(Result.EXECUTED, language),
    )
    open_ = MeasureFacts(
        term(MeasureCode.INTERVIEW, language),
        due=date(2026, 5, 1),
        description=said.why,
        formalities=said.documents[0],
        is_hearing=True,
        questions=said.questions,
    )
    return done, open_
