"""Thousands of old people defrauded across a border: police, judicial and extradition requests of one matter."""

from __future__ import annotations

from datetime import timedelta

from entraide.assistance.demo import exhibits
from entraide.assistance.demo.bureau import Bureau, Story
from entraide.assistance.demo.post import accept, arrive, mail, request_of
from entraide.assistance.domain.kinds import AuthorityRole, Channel
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.measures import Decision, Result
from entraide.assistance.services import comparing, deciding, describing, following, intake, writing
from entraide.assistance.services.deciding import Ruling
from entraide.cases.services import work
from entraide.instruments.domain.offences.worksheet import QuestionCode

GRANDPARENTS = """Kestrel County Sheriff
Elder Abuse Unit
Kestrel Falls

Reference KCS-24-5501

Dear colleagues,

Between January and June, 5,212 people over seventy in eleven counties were called by a «grandson in prison» and paid
bail in cash, by courier. We count 8.4 million dollars. The calls came from numbers hired in Valmont. Couriers who were
arrested name three men of Valmont: Auberon Kestleigh, Tiberius Monfort and Jude Sallander.

Please check whether these three are known to you, and who hires the telephone numbers +1 555 0121 and +1 555 0122.

Dwight Orrley
Sheriff's investigator
desk@kestrel-falls.example
"""
MEN = (
    ("Auberon Kestleigh", "1986-04-17"),
    ("Tiberius Monfort", "1990-11-02"),
    ("Jude Sallander", "1995-08-26"),
)


def grandparents(bureau: Bureau) -> Story:
    """The first alert, the judicial request, three arrests and an extradition, all in one case."""
    yield bureau.ago(days=96)
    content = mail(
        sender="Dwight Orrley <desk@kestrel-falls.example>",
        subject="KCS-24-5501: grandparent fraud, suspects in Valmont",
        sent=bureau.ago(days=96, hours=2),
        text=GRANDPARENTS,
    )
    arrival = arrive(bureau, content, "KCS-24-5501.eml")
    police = request_of(arrival)
    yield bureau.after(hours=1)
    accept(bureau, arrival, {"sending_state", "language", "partner_reference"})
    common = {
        "partner_state": "US",
        "language": "en",
        "reply_language": "en",
    }
    bureau.do(
        describing.change_record,
        police,
        fields={
            **common,
            "title": "Grandparent fraud: three suspects of Valmont",
            "partner_agency": "Kestrel County Sheriff",
            "kind": "police_information",
            "track": "police",
            "facts": "5,212 people over seventy were called by a «grandson in prison» and paid bail in cash. The calls "
            "came from numbers hired in Valmont; couriers name three men.",
        },
    )
    bureau.authority(police, AuthorityRole.REQUESTING, by="duty")
    bureau.part(police, "measures", code="checks", description="The three men in our files.")
    for name, born in MEN:
        particulars = {"role": "suspect", "born_on": born}
        bureau.part(police, "subjects", sort="person", name=name, particulars=particulars)
    bureau.do(intake.cross_check, police, text="Monfort: fraud, 2018. The others: nothing.")
    bureau.do(intake.triage, police, fields={})
    bureau.route(police, "fraud", "officer")
    yield bureau.after(hours=20)
    yield from bureau.letter(
        police, LetterKind.ACKNOWLEDGEMENT, by="officer", reviewer="supervisor.fraud", channel=Channel.EMAIL
    )
    yield bureau.after(hours=40)
    checks = police.measures.get()
    bureau.do(deciding.decide, checks, by="officer", ruling=Ruling(Decision.EXECUTE))
    bureau.do(deciding.begin_execution, police, by="officer")
    exhibits.page(bureau, police, checks, by="officer")
    text = "All three identified, with addresses. One company hires both numbers; its director is Monfort."
    bureau.do(deciding.record_result, checks, by="officer", result=Result.EXECUTED, text=text)
    yield bureau.after(hours=2)
    yield from bureau.letter(
        police, LetterKind.REPLY, by="officer", reviewer="supervisor.fraud", channel=Channel.EMAIL
    )

    yield bureau.ago(days=61)
    bureau.let_in(police, "counsel", "officer.legal", by="officer")
    judicial = bureau.register(
        {
            **common,
            "title": "Grandparent fraud: bank records and telephones",
            "partner_agency": "Office of Foreign Requests",
            "partner_references": "OFR-90155",
            "kind": "mutual_legal_assistance",
            "track": "judicial",
            "relation": "follow_up",
            "related_to": police,
            "legal_basis": "Treaty on mutual legal assistance, Art. 2",
            "channel": "secure_mail",
            "stage": "charged",
            "facts": "An indictment of 25 counts was found against the three men. The office asks for the records of "
            "six accounts and for what is on the telephones seized on arrest.",
            "block": {"proceeding": "Indictment 24-CR-0155, Fairhaven"},
            "evidence_link": "The cash of the couriers became deposits on the six accounts.",
        },
        by="duty",
        case=police.case,
    )
    bureau.part(judicial, "measures", code="bank_records", description="Six accounts, January to June.")
    bureau.part(judicial, "measures", code="search", description="The telephones, by a court’s order.")
    bureau.part(
        judicial,
        "offences",
        title="Wire fraud",
        iccs="0701",
        article="Title 18, s. 1343",
        maximum_penalty="20 years",
    )
    bureau.do(intake.triage, judicial, fields={})
    bureau.route(judicial, "legal", "officer.legal")
    yield bureau.after(hours=30)
    yield from bureau.letter(
        judicial,
        LetterKind.ACKNOWLEDGEMENT,
        by="officer.legal",
        reviewer="counsel",
        channel=Channel.SECURE_MAIL,
    )
    yield bureau.after(days=14)
    answers = {
        QuestionCode.CONDUCT: "They told old people that a grandchild was in prison and sent couriers for the bail.",
        QuestionCode.ARTICLE_AT_HOME: "Section 380(1)(a) of the Criminal Code: money was had by falsehood.",
        QuestionCode.PENALTIES: "Fourteen years here, twenty there; the treaty asks for one.",
    }
    bureau.do(comparing.write_answers, judicial, by="officer.legal", answers={"0701": answers})
    records, telephones = judicial.measures.order_by("pk")
    bureau.do(deciding.decide, records, by="officer.legal", ruling=Ruling(Decision.EXECUTE))
    conditions = Ruling(Decision.CONDITIONAL, text="For the 25 counts of the indictment and no others.")
    bureau.do(deciding.decide, telephones, by="officer.legal", ruling=conditions)
    yield bureau.after(days=5)
    bureau.do(deciding.settle_conditions, telephones, by="officer.legal", accepted=True)
    bureau.do(deciding.begin_execution, judicial, by="officer.legal")
    yield bureau.after(days=20)
    text = "Records of six accounts, 1,412 pages, certified."
    bureau.do(deciding.record_result, records, by="officer.legal", result=Result.EXECUTED, text=text)
    yield from bureau.letter(
        judicial,
        LetterKind.PARTIAL_REPLY,
        by="officer.legal",
        reviewer="counsel",
        channel=Channel.SECURE_MAIL,
    )

    yield bureau.ago(days=12)
    extradition = bureau.register(
        {
            **common,
            "title": "Extradition of Auberon Kestleigh, Tiberius Monfort and Jude Sallander",
            "partner_agency": "Office of Foreign Requests",
            "partner_references": "OFR-90155/X",
            "kind": "extradition",
            "track": "judicial",
            "relation": "follow_up",
            "related_to": judicial,
            "channel": "secure_mail",
            "urgency": "urgent",
            "urgency_reason": "Sallander has booked a flight.",
            "stage": "charged",
            "facts": "The three men are charged in Fairhaven. Provisional arrest is asked; papers follow in 60 days.",
            "block": {
                "warrant": "24-CR-0155, Fairhaven",
                "arrested_on": (bureau.at - timedelta(days=11)).date().isoformat(),
                "formal_request_by": (bureau.at + timedelta(days=49)).date().isoformat(),
            },
        },
        by="duty",
        case=police.case,
    )
    for name, born in MEN:
        particulars = {"role": "suspect", "born_on": born}
        bureau.part(extradition, "subjects", sort="person", name=name, particulars=particulars)
    bureau.part(extradition, "measures", code="provisional_arrest", description="Of the three men.")
    bureau.part(extradition, "measures", code="surrender", description="Once committed by the court.")
    bureau.do(intake.triage, extradition, fields={})
    bureau.route(extradition, "legal", "officer.legal")
    yield bureau.after(hours=6)
    for measure in extradition.measures.order_by("pk"):
        bureau.do(deciding.decide, measure, by="counsel", ruling=Ruling(Decision.EXECUTE))
    bureau.do(deciding.begin_execution, extradition, by="officer.legal")
    yield bureau.after(hours=20)
    arrest = extradition.measures.order_by("pk")[0]
    text = "All three arrested at six in the morning; detained."
    bureau.do(deciding.record_result, arrest, by="officer.legal", result=Result.EXECUTED, text=text)
    yield from bureau.letter(
        extradition,
        LetterKind.ACKNOWLEDGEMENT,
        by="officer.legal",
        reviewer="counsel",
        channel=Channel.SECURE_MAIL,
    )
    yield bureau.ago(days=2)
    bureau.do(
        work.add_task,
        extradition.case,
        by="counsel",
        title="Prepare the committal hearing",
        assigned_to=bureau.people["officer.legal"],
        due_at=bureau.at + timedelta(days=3),
        about=extradition.uuid,
    )
    reply = bureau.do(writing.draft_letter, judicial, by="officer.legal", kind=LetterKind.PARTIAL_REPLY)
    yield bureau.after(hours=20)
    bureau.do(writing.submit_letter, reply, by="officer.legal")


def call_centre(bureau: Bureau) -> Story:
    """Our own request about the call centre behind the calls, answered with a name."""
    yield bureau.ago(days=55)
    request = bureau.draft(
        {
            "title": "Call centre behind the grandparent calls",
            "partner_state": "IN",
            "language": "en",
            "reply_language": "en",
            "kind": "police_information",
            "track": "police",
            "facts": "The company of Valmont forwards its numbers to a call centre in Chandrapuri. Who runs it?",
        },
        by="officer",
    )
    bureau.part(request, "measures", by="officer", code="identification", description="Who runs it.")
    bureau.let_in(request, "supervisor.fraud", by="officer")
    bureau.do(following.submit, request, by="officer")
    yield bureau.after(hours=3)
    bureau.do(following.send_back, request, by="supervisor.fraud", comment="Add the forwarding numbers.")
    yield bureau.after(hours=2)
    bureau.part(request, "subjects", by="officer", sort="phone", name="+91 555 0129", particulars={})
    bureau.do(following.submit, request, by="officer")
    yield bureau.after(hours=1)
    bureau.do(following.approve, request, by="supervisor.fraud")
    yield from bureau.letter(request, LetterKind.OUTGOING_REQUEST, by="officer", reviewer="supervisor.fraud")
    yield bureau.after(days=4)
    bureau.do(following.record_acknowledged, request, by="officer", text="")
    yield bureau.after(days=33)
    yield from bureau.letter(request, LetterKind.CHASER, by="officer", reviewer="supervisor.fraud")
    yield bureau.ago(days=1)
    text = "Run by a firm that serves 40 companies; its books are being looked at."
    bureau.do(following.record_results, request, by="officer", text=text)


STORIES = (grandparents, call_centre)
