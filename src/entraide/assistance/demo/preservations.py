"""Data kept until the paper comes: one that expires in two days, one whose paper has come, one let go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from entraide.assistance.demo.bureau import Bureau, Story
from entraide.assistance.demo.post import accept, arrive, on_paper, request_of
from entraide.assistance.domain.kinds import AuthorityRole, Channel
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.measures import Decision
from entraide.assistance.models import AssistanceRequest
from entraide.assistance.services import deciding, describing, following, intake
from entraide.assistance.services.deciding import Ruling
from entraide.cases.services import work

KEEP = """Madame, Monsieur,

Une enquête porte sur l’intrusion dans les dossiers d’un hôpital de Valbourg. Les auteurs ont loué chez Hébergement
Valmontois un serveur, à l’adresse 198.51.100.205, d’où les données ont été copiées.

En application de l’article 29 de la Convention de Budapest, nous demandons la conservation rapide, pour
quatre-vingt-dix jours, du contenu de ce serveur et des journaux de connexion. Une demande d’entraide suivra.

Les données risquent d’être effacées à la fin du mois, terme du contrat de location.
"""


def preserved(bureau: Bureau, request: AssistanceRequest, *, officer: str, text: str, days: float) -> Story:
    """From triage to the custodian's word that the data are kept."""
    bureau.do(intake.triage, request, fields={})
    bureau.route(request, "fraud", officer)
    yield bureau.after(hours=3)
    measure = request.measures.get()
    bureau.do(deciding.decide, measure, by=officer, ruling=Ruling(Decision.EXECUTE))
    yield bureau.after(hours=5)
    bureau.do(following.record_preserved, request, by=officer, text=text)
    yield bureau.after(hours=1)
    yield from bureau.letter(
        request, LetterKind.ACKNOWLEDGEMENT, by=officer, reviewer="supervisor.fraud", channel=Channel.EMAIL
    )
    yield bureau.after(days=days)


def near_expiry(bureau: Bureau) -> Story:
    """Kept for 58 days of 60, and no paper has come."""
    yield bureau.ago(days=58, hours=14)
    request = bureau.register(
        {
            "title": "Logs of a mail server used to spy on a ministry",
            "partner_state": "NL",
            "kind": "preservation",
            "track": "police",
            "language": "en",
            "reply_language": "en",
            "channel": "email",
            "urgency": "urgent",
            "urgency_reason": "Logs are overwritten after ten days.",
            "legal_basis": "Budapest Convention, Art. 29",
            "facts": "A server hired in Valmont relayed the mail of eleven officials of Polderdam.",
            "block": {
                "data": "Connection logs of 203.0.113.9",
                "custodian": "Hébergement Valmontois",
                "necessity": "Nothing else shows who connected.",
                "mla_will_follow": True,
            },
        }
    )
    bureau.part(
        request,
        "measures",
        code="preservation",
        description="Connection logs, 60 days",
        custodian="Hébergement Valmontois",
    )
    yield bureau.after(minutes=40)
    text = "12 GB sealed; reference HV-0155."
    yield from preserved(bureau, request, officer="officer", text=text, days=40)
    yield from bureau.letter(
        request,
        LetterKind.NOTICE,
        by="officer",
        reviewer="supervisor.fraud",
        channel=Channel.EMAIL,
        text="The preservation ends sixty days after it began. Please tell us whether your request is on its way.",
    )
    yield bureau.ago(hours=26)
    bureau.do(
        work.add_task,
        request.case,
        by="supervisor.fraud",
        title="Call Polderdam: extend or release?",
        assigned_to=bureau.people["officer"],
        due_at=bureau.at + timedelta(hours=6),
        about=request.uuid,
    )


def paper_has_come(bureau: Bureau) -> Story:
    """The hospital of Valbourg: preserved, and the request for mutual legal assistance filed."""
    yield bureau.ago(days=27)
    content = on_paper(
        language="fr",
        agency="Police judiciaire de Valbourg",
        address=("Section numérique", "16, place de l’Exemple", "Valbourg, France"),
        reference="PJV-55-0214",
        subject="Demande de conservation rapide de données",
        sent=bureau.ago(days=27, hours=5),
        text=KEEP,
        signed=("Clotilde Verneau", "Commissaire"),
    )
    arrival = arrive(bureau, content, "PJV-55-0214.pdf")
    request = request_of(arrival)
    yield bureau.after(minutes=50)
    accept(bureau, arrival, {"sending_state", "language", "ip_address", "partner_reference"})
    bureau.do(
        describing.change_record,
        request,
        fields={
            "title": "Conservation d’un serveur : intrusion dans un hôpital",
            "partner_state": "FR",
            "partner_agency": "Police judiciaire de Valbourg",
            "kind": "preservation",
            "track": "police",
            "language": "fr",
            "reply_language": "fr",
            "legal_basis": "Convention de Budapest, art. 29",
            "facts": "Les dossiers d’un hôpital ont été copiés vers un serveur loué à Valmont.",
            "block": {
                "data": "Contenu du serveur et journaux de connexion",
                "custodian": "Hébergement Valmontois",
                "mla_will_follow": True,
            },
        },
    )
    bureau.authority(request, AuthorityRole.REQUESTING, by="duty")
    bureau.part(request, "measures", code="preservation", description="Contenu du serveur et journaux.")
    text = "Copie scellée, référence HV-0161."
    yield from preserved(bureau, request, officer="officer.fraud", text=text, days=15)
    text = "Déposée par l’autorité centrale de Valbourg."
    bureau.do(following.record_mla_filed, request, by="officer.fraud", text=text)


def let_go(bureau: Bureau) -> Story:
    """No longer needed, and released."""
    yield bureau.ago(days=50)
    request = bureau.register(
        {
            "title": "Messages of a forum for stolen vouchers",
            "partner_state": "KR",
            "kind": "preservation",
            "track": "police",
            "language": "en",
            "reply_language": "en",
            "channel": "email",
            "facts": "A forum kept by a student of Valmont traded vouchers stolen in Haesong.",
            "block": {"data": "Messages of the forum", "custodian": "Hébergement Valmontois"},
        }
    )
    bureau.part(request, "measures", code="preservation", description="Messages of the forum.")
    yield bureau.after(minutes=45)
    yield from preserved(bureau, request, officer="officer.fraud", text="Sealed, HV-0147.", days=30)
    text = "Haesong has what it needs from another source."
    bureau.do(following.release, request, by="officer.fraud", text=text)


STORIES: tuple[Callable[[Bureau], Story], ...] = (near_expiry, paper_has_come, let_go)
