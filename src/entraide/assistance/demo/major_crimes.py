"""An unsolved homicide, an assurance before a hearing, a firearm, a notice due in hours, a file taken up again."""

from __future__ import annotations

from datetime import timedelta

from entraide.assistance.demo import exhibits
from entraide.assistance.demo.bureau import Bureau, Story
from entraide.assistance.demo.post import accept, arrive, on_paper, request_of
from entraide.assistance.domain.assurances import AssuranceMatter, AssuranceStanding
from entraide.assistance.domain.kinds import AuthorityRole, Channel
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.measures import Decision, Result
from entraide.assistance.services import deciding, describing, following, intake, writing
from entraide.assistance.services.deciding import Ruling
from entraide.cases.services import work

HOMICIDE = """Dear colleagues,

In August 1994 a young woman was found dead at the lake of Carrigmore. She was never named. In her bag was a ticket of a
swimming bath of Valmont, dated June 1994, and a key with the number 55.

Our laboratory can now compare what was kept. We ask you:

- to search your files of 1994 for a missing woman of 18 to 25, 1.68 m, with a scar on the left knee;
- to say whether the number 55 means a locker or a room of that time;
- to compare the genetic profile, which we will send by the channel you prefer.

We would be grateful for an answer before the end of next month. Please treat the matter as confidential: the family of
a suspect lives in Valmont.
"""
TRACE = """Prosecutor of Villa Serena
Firearms desk

Ref: FVS/ARM/0155

Request to trace a firearm - URGENT

A rifle was recovered on Sunday beside two dead men in Villa Serena.
Manufacturer: Corvane. Model: R4. Calibre: .223. Serial number: CV-551201.
It bears the mark of an importer of Valmont.

Please tell us its first sale and every holder that you know of. A hearing on the custody of the suspect takes place in
two days.

Ximena Orduno
desk@villa-serena.example
+52 555 0135
"""


def lake(bureau: Bureau) -> Story:
    """A homicide thirty years old: a woman without a name, a ticket, a key."""
    yield bureau.ago(days=38)
    content = on_paper(
        language="en",
        agency="Carrigmore Guard",
        address=("Serious Crime Review", "12 Example Square", "Carrigmore, Ireland"),
        reference="CG-1994-0155",
        subject="Unidentified woman, lake of Carrigmore, August 1994",
        sent=bureau.ago(days=43),
        text=HOMICIDE,
        signed=("Eoin Brannock", "Superintendent"),
    )
    arrival = arrive(bureau, content, "CG-1994-0155.pdf", channel=Channel.POST)
    request = request_of(arrival)
    yield bureau.after(hours=3)
    accept(bureau, arrival, {"language", "partner_reference"})
    bureau.do(
        describing.change_record,
        request,
        fields={
            "title": "Unsolved homicide of 1994: the woman of the lake",
            "partner_state": "IE",
            "partner_agency": "Carrigmore Guard",
            "kind": "missing_person",
            "track": "judicial",
            "language": "en",
            "reply_language": "en",
            "stage": "investigation",
            "keep_secret": True,
            "tlp": "amber_strict",
            "facts": "A young woman found dead in 1994 was never named. A ticket and a key point to Valmont. The "
            "laboratory can now compare what was kept.",
            "block": {
                "original_year": 1994,
                "last_seen": "Valmont, June 1994 (ticket of a swimming bath)",
                "exhibits": "Ticket, key with the number 55, genetic profile",
            },
        },
    )
    bureau.authority(request, AuthorityRole.REQUESTING, by="duty")
    bureau.part(
        request, "measures", code="checks", description="Missing women of 1994, 18 to 25, scar on a knee."
    )
    bureau.part(request, "measures", code="forensic", description="Comparison of the genetic profile.")
    bureau.part(
        request,
        "subjects",
        sort="person",
        name="Unknown woman (lake of Carrigmore)",
        particulars={"role": "victim"},
    )
    text = "Three women of that age were never found; one had a locker at the bath, number 55."
    bureau.do(intake.cross_check, request, text=text)
    bureau.do(intake.triage, request, fields={})
    bureau.route(request, "major", "officer.major")
    yield bureau.after(days=2)
    yield from bureau.letter(
        request,
        LetterKind.ACKNOWLEDGEMENT,
        by="officer.major",
        reviewer="supervisor",
        channel=Channel.SECURE_MAIL,
    )
    yield bureau.after(days=5)
    question = "Was the profile made from bone or from hair?\nWhich markers does it have?"
    yield from bureau.letter(
        request, LetterKind.QUESTION, by="officer.major", reviewer="supervisor", text=question
    )
    yield bureau.after(days=6)
    answer = "From a tooth; 24 markers. The profile comes by the liaison officer."
    bureau.do(following.record_answer, request, by="officer.major", text=answer)
    yield bureau.after(days=3)
    for measure in request.measures.order_by("pk"):
        bureau.do(deciding.decide, measure, by="officer.major", ruling=Ruling(Decision.EXECUTE))
    bureau.do(deciding.begin_execution, request, by="officer.major")
    kept = exhibits.ticket(bureau, request, by="officer.major")
    yield bureau.after(days=9)
    exhibits.certified(bureau, kept, by="officer.major")
    checks = request.measures.order_by("pk")[0]
    text = (
        "One of the three: a lifeguard’s daughter, reported missing in July 1994. Her sister gives a sample."
    )
    bureau.do(deciding.record_result, checks, by="officer.major", result=Result.EXECUTED, text=text)
    bureau.do(
        work.add_task,
        request.case,
        by="officer.major",
        title="Laboratory: comparison with the sister’s sample",
        assigned_to=bureau.people["officer.major"],
        due_at=bureau.at + timedelta(days=6),
        about=request.uuid,
    )
    bureau.do(
        work.add_task,
        request.case,
        by="officer.major",
        title="Tell the family before the partial reply leaves",
        assigned_to=bureau.people["supervisor"],
        due_at=bureau.at + timedelta(hours=30),
        about=request.uuid,
    )
    letter = bureau.do(writing.draft_letter, request, by="officer.major", kind=LetterKind.PARTIAL_REPLY)
    yield bureau.after(hours=2)
    bureau.do(writing.submit_letter, letter, by="officer.major")


def assurance(bureau: Bureau) -> Story:
    """Evidence for a trial that could end in death: given once it is assured that it will not."""
    yield bureau.ago(days=33)
    request = bureau.register(
        {
            "title": "Hearing of a witness by video link for a murder trial",
            "partner_state": "JP",
            "kind": "mutual_legal_assistance",
            "track": "judicial",
            "language": "en",
            "reply_language": "en",
            "channel": "secure_mail",
            "stage": "trial",
            "translation_certified": True,
            "partner_references": "MPP-155",
            "facts": "A teacher of Valmont, then in Minatogawa, saw two men leave a place on the night of a murder.",
            "block": {"proceeding": "District court of Minatogawa"},
        }
    )
    bureau.part(request, "measures", code="video_hearing", description="The teacher, under oath.")
    bureau.do(intake.triage, request, fields={})
    bureau.route(request, "legal", "officer.legal")
    yield bureau.after(days=2)
    yield from bureau.letter(
        request,
        LetterKind.ACKNOWLEDGEMENT,
        by="officer.legal",
        reviewer="counsel",
        channel=Channel.SECURE_MAIL,
    )
    yield bureau.after(days=8)
    hearing = request.measures.get()
    ruling = Ruling(Decision.CONDITIONAL, text="Assurance that the death penalty will not be sought.")
    bureau.do(deciding.decide, hearing, by="counsel", ruling=ruling)
    awaited = bureau.part(
        request, "assurances", by="officer.legal", matter=AssuranceMatter.DEATH_PENALTY,
        standing=AssuranceStanding.AWAITED, text="Asked of the Ministry with the decision on the hearing.",
    )  # fmt: skip
    limits = "Not to be used in support of a death sentence."
    bureau.do(describing.change_record, request, by="officer.legal", fields={"limits_on_use": limits})
    yield bureau.after(days=11)
    note = "The assurance came, signed by the Minister, with the seal. Original in the safe."
    bureau.do(work.add_note, request.case, by="officer.legal", text=note, about=request.uuid)
    came = {
        "standing": AssuranceStanding.RECEIVED,
        "authority": "The Minister of Justice",
        "day": bureau.now.date(),
    }
    bureau.do(
        describing.change_part,
        request,
        by="officer.legal",
        part="assurances",
        uuid=awaited.uuid,
        fields=came,
    )
    bureau.do(deciding.settle_conditions, hearing, by="counsel", accepted=True)
    yield bureau.after(days=1)
    bureau.do(deciding.begin_execution, request, by="officer.legal")
    bureau.do(
        work.add_task,
        request.case,
        by="counsel",
        title="Book the courtroom with the video link",
        assigned_to=bureau.people["officer.legal"],
        due_at=bureau.at + timedelta(hours=30),
        about=request.uuid,
    )


def rifle(bureau: Bureau) -> Story:
    """The trace of a rifle, due in hours."""
    yield bureau.ago(hours=20)
    content = TRACE.encode()
    arrival = arrive(bureau, content, "FVS-ARM-0155.txt", channel=Channel.INTERPOL)
    request = request_of(arrival)
    yield bureau.after(minutes=30)
    accept(bureau, arrival, {"language", "partner_reference"})
    bureau.do(
        describing.change_record,
        request,
        fields={
            "title": "Trace of a rifle found beside two dead men",
            "partner_state": "MX",
            "partner_agency": "Prosecutor of Villa Serena",
            "kind": "firearm_trace",
            "track": "police",
            "language": "en",
            "reply_language": "en",
            "urgency": "urgent",
            "urgency_reason": "A hearing on custody in two days.",
            "hard_date": bureau.at + timedelta(hours=28),
            "facts": "A rifle recovered beside two dead men bears the mark of an importer of Valmont.",
            "block": {
                "serial": "CV-551201",
                "manufacturer": "Corvane (invented)",
                "type": "Rifle",
                "calibre": ".223",
                "model": "R4",
                "recovered_at": "Villa Serena",
                "urgent_because": "A hearing on the custody of the suspect in two days.",
            },
        },
    )
    bureau.authority(request, AuthorityRole.REQUESTING, by="duty")
    bureau.part(request, "measures", code="trace", description="First sale and every holder.")
    bureau.part(
        request,
        "subjects",
        sort="firearm",
        name="Corvane R4",
        particulars={"serial": "CV-551201", "model": "R4"},
    )
    bureau.do(intake.triage, request, fields={})
    bureau.route(request, "major", "officer.major")
    yield bureau.after(hours=2)
    trace = request.measures.get()
    bureau.do(deciding.decide, trace, by="officer.major", ruling=Ruling(Decision.EXECUTE))
    bureau.do(deciding.begin_execution, request, by="officer.major")
    note = "Imported in 2015, sold to a dealer of Valmont that closed in 2019; its book is at the registry."
    bureau.do(work.add_note, request.case, by="officer.major", text=note, about=request.uuid)
    exhibits.book(bureau, request, by="officer.major")


def traveller(bureau: Bureau) -> Story:
    """A notice of a travelling offender, to be passed on within twelve hours."""
    yield bureau.ago(hours=7)
    request = bureau.register(
        {
            "title": "Person of the register lands in Valmont tonight",
            "partner_state": "GB",
            "kind": "travel_notice",
            "track": "police",
            "language": "en",
            "reply_language": "en",
            "channel": "interpol",
            "urgency": "urgent",
            "urgency_reason": "He lands tonight.",
            "facts": "Subject of an order that forbids him to be alone with children; travels to visit a pen-friend.",
            "block": {
                "person": "Lucian Farthingale",
                "risk": "high",
                "itinerary": "Ashbourne Vale – Valmont, one way",
                "arrives_on": bureau.at.date().isoformat(),
                "destination_authority": "Sûreté régionale de Valmont",
                "proportionality": "Only the border and the police of the place.",
            },
        },
        by="liaison",
    )
    bureau.part(
        request, "measures", by="liaison", code="notice", description="For the border and the police."
    )
    yield bureau.after(minutes=25)
    bureau.do(intake.triage, request, by="liaison", fields={})
    bureau.route(request, "major", "officer.major", by="liaison")


def taken_up_again(bureau: Bureau) -> Story:
    """Closed and, when a second account came to light, opened again."""
    yield bureau.ago(days=70)
    request = bureau.register(
        {
            "title": "Recel d’œuvres d’art volées dans une église",
            "partner_state": "BE",
            "kind": "police_information",
            "track": "police",
            "language": "fr",
            "reply_language": "fr",
            "channel": "interpol",
            "facts": "Deux statues volées dans une église de Hautebruyère ont été offertes à un antiquaire de Valmont.",
        }
    )
    bureau.part(request, "measures", code="checks", description="L’antiquaire et le vendeur.")
    bureau.do(intake.triage, request, fields={})
    bureau.route(request, "major", "officer.major")
    yield bureau.after(days=2)
    checks = request.measures.get()
    bureau.do(deciding.decide, checks, by="officer.major", ruling=Ruling(Decision.EXECUTE))
    bureau.do(deciding.begin_execution, request, by="officer.major")
    yield bureau.after(days=3)
    text = "L’antiquaire a remis les photographies et le nom du vendeur."
    bureau.do(deciding.record_result, checks, by="officer.major", result=Result.EXECUTED, text=text)
    yield from bureau.letter(request, LetterKind.REPLY, by="officer.major", reviewer="supervisor")
    yield bureau.after(days=10)
    bureau.do(following.close, request, by="officer.major", text="Réponse transmise.")
    yield bureau.ago(days=1, hours=5)
    reason = "L’antiquaire a retrouvé un courriel du vendeur : il y aurait une troisième statue."
    bureau.do(following.reopen, request, by="officer.major", text=reason)


STORIES = (lake, assurance, rifle, traveller, taken_up_again)
