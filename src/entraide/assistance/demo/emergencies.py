"""Lives in danger: a threat on a gaming blog, a cry for help, hostages, a call that was not what it said, and a ferry
that would not wait for an answer."""

from __future__ import annotations

from entraide.assistance.demo.bureau import Bureau, Story
from entraide.assistance.demo.post import accept, arrive, mail, request_of
from entraide.assistance.domain.kinds import AuthorityRole, Channel
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.measures import Decision, Result
from entraide.assistance.services import breaking, deciding, describing, following, intake, writing
from entraide.assistance.services.deciding import Ruling
from entraide.cases.services import work
from entraide.cases.services.work import Sheet

THREAT = """Ashbourne Crime Agency
Online Harm Desk
Ashbourne Vale, United Kingdom

Our reference: ACA/OH/55120

URGENT - threat to life

To the duty officer,

At 01:47 UTC a comment appeared under an article on the blog of Lanternfish Games, a studio of Ashbourne Vale:
«You closed my account. Tomorrow I come to your office with my father's rifle and close yours.»

The account of the player, «GreyHeron_88», was suspended on Friday for insults. He writes that nobody will ever
find him. The studio gave us his last connection: IP address 203.0.113.155, port 51244, at 01:46:58 UTC. The address
belongs to a carrier of Valmont.

Please identify the user of this address and make sure that he can harm nobody. The office opens at 08:30 UTC tomorrow.

Imogen Tarrant
Detective Inspector
desk@ashbourne-vale.example
+44 555 0110
"""

DANGER = """Norrvik Police Region
Operations Centre, Norrvik, Sweden

Ref. NPR-0155-E

Emergency disclosure request

A woman of Norrvik reads, on Palaver Social, the messages of a person she knows only as «linden.after.rain». Tonight the
person wrote that the tablets are on the table and that it will be over before morning. A photograph shows a window and,
behind it, the bridge of Valmont.

We ask you to find the person and to send help. Account: linden.after.rain. Last seen at 23:12 UTC from 198.51.100.77.

Stellan Ekmark, duty commander, +46 555 0119, desk@norrvik.example
"""


def gaming_blog(bureau: Bureau) -> Story:
    """A player, his account suspended, threatens a studio and believes himself untraceable; answered within hours."""
    yield bureau.ago(days=3, hours=11)
    content = mail(
        sender="Imogen Tarrant <desk@ashbourne-vale.example>",
        subject="URGENT - threat to life - ACA/OH/55120",
        sent=bureau.ago(days=3, hours=11, minutes=6),
        text=THREAT,
    )
    arrival = arrive(bureau, content, "ACA-OH-55120.eml", by="duty.night")
    request = request_of(arrival)
    yield bureau.after(minutes=6)
    accept(bureau, arrival, {"sending_state", "language", "ip_address", "urgency"}, by="duty.night")
    fields = {
        "title": "Threat against a games studio by a suspended player",
        "partner_state": "GB",
        "partner_agency": "Ashbourne Crime Agency",
        "partner_references": "ACA/OH/55120",
        "kind": "police_information",
        "track": "police",
        "language": "en",
        "reply_language": "en",
        "facts": "A player whose account was suspended threatens to come with a rifle to the studio’s office. His "
        "last connection is from an address of Valmont.",
        "urgency": "emergency",
        "urgency_reason": "He announces an attack for tomorrow morning.",
        "stage": "investigation",
    }
    bureau.do(describing.change_record, request, by="duty.night", fields=fields)
    bureau.authority(request, AuthorityRole.REQUESTING, by="duty.night")
    bureau.part(request, "measures", by="duty.night", code="subscriber", description="User of the address.")
    bureau.part(request, "measures", by="duty.night", code="interview", description="Of the player, at once.")
    bureau.part(
        request,
        "offences",
        by="duty.night",
        title="Uttering threats",
        iccs="02012",
        article="Criminal Code, s. 264.1(1)(a)",
        maximum_penalty="Five years",
    )
    bureau.do(
        intake.verify,
        request,
        by="duty.night",
        person="Sgt. Oakley, operations room",
        number="+44 555 0160",
        number_from="Directory, verified five weeks ago",
        result="confirmed",
    )
    yield bureau.after(minutes=5)
    bureau.do(intake.triage, request, by="duty.night", fields={})
    bureau.route(request, "major", "officer.major", by="duty.night")
    yield bureau.after(minutes=12)
    for measure in request.measures.order_by("pk"):
        bureau.do(deciding.decide, measure, by="officer.major", ruling=Ruling(Decision.EXECUTE))
    bureau.do(deciding.begin_execution, request, by="officer.major")
    note = "The carrier gave the subscriber by telephone under the emergency clause; paper follows tomorrow."
    bureau.do(work.add_note, request.case, by="officer.major", text=note, about=request.uuid)
    yield bureau.after(hours=2)
    first, second = request.measures.order_by("pk")
    bureau.do(
        deciding.record_result,
        first,
        by="officer.major",
        result=Result.EXECUTED,
        text="A household of Valmont; the son, 19, plays as GreyHeron_88.",
    )
    bureau.do(
        deciding.record_result,
        second,
        by="officer.major",
        result=Result.EXECUTED,
        text="Two officers spoke to him and his parents. The rifle was handed in. He admits the comment.",
    )
    yield bureau.after(minutes=10)
    yield from bureau.letter(
        request, LetterKind.REPLY, by="officer.major", reviewer="supervisor", channel=Channel.EMAIL, minutes=7
    )
    yield bureau.after(hours=7)
    bureau.do(following.record_receipt, request, by="officer.major")
    yield bureau.after(hours=30)
    feedback = "The studio opened on time. Their prosecutor leaves the matter to ours; thanks to all."
    bureau.do(following.record_feedback, request, by="officer.major", text=feedback)
    yield bureau.after(hours=1)
    outcome = "Found and spoken to four hours after the alert; file with the Crown."
    bureau.do(following.close, request, by="officer.major", text=outcome)


def cry_for_help(bureau: Bureau) -> Story:
    """A person in danger on a social network: called back by a second channel, found, brought to safety."""
    yield bureau.ago(days=1, hours=14)
    content = mail(
        sender="Norrvik Operations Centre <desk@norrvik.example>",
        subject="Emergency disclosure request NPR-0155-E",
        sent=bureau.ago(days=1, hours=14, minutes=4),
        text=DANGER,
    )
    arrival = arrive(bureau, content, "NPR-0155-E.eml", by="duty.night")
    request = request_of(arrival)
    yield bureau.after(minutes=4)
    accept(bureau, arrival, {"sending_state", "language", "ip_address"}, by="duty.night")
    fields = {
        "title": "Person in danger: «linden.after.rain»",
        "partner_state": "SE",
        "partner_agency": "Norrvik Police Region",
        "partner_references": "NPR-0155-E",
        "kind": "emergency_disclosure",
        "track": "police",
        "language": "en",
        "reply_language": "en",
        "urgency": "emergency",
        "urgency_reason": "Tablets on the table; «over before morning».",
        "facts": "A user of a social network announces a suicide; a photograph shows the bridge of Valmont.",
        "block": {
            "danger": "Announced suicide by tablets",
            "to_whom": "The user «linden.after.rain»",
            "imminence": "Before morning",
            "account": "linden.after.rain",
            "platform": "Palaver Social",
            "ip": "198.51.100.77",
            "no_other_means": "Nobody there knows the person’s name.",
        },
    }
    bureau.do(describing.change_record, request, by="duty.night", fields=fields)
    bureau.authority(request, AuthorityRole.REQUESTING, by="duty.night")
    bureau.part(request, "measures", by="duty.night", code="subscriber", description="Name and address.")
    bureau.part(request, "measures", by="duty.night", code="welfare_check", description="At the address.")
    bureau.do(
        intake.verify,
        request,
        by="duty.night",
        person="Operations Centre, officer on duty",
        number="+46 555 0169",
        number_from="Directory of the node, not the letter",
        result="confirmed",
    )
    yield bureau.after(minutes=3)
    bureau.do(intake.triage, request, by="duty.night", fields={})
    bureau.route(request, "major", "officer.major", by="duty.night")
    yield bureau.after(minutes=8)
    for measure in request.measures.order_by("pk"):
        bureau.do(deciding.decide, measure, by="officer.major", ruling=Ruling(Decision.EXECUTE))
    bureau.do(deciding.begin_execution, request, by="duty.night")
    call = Sheet(
        incoming=False,
        channel=Channel.PHONE.value,
        counterpart="Palaver Social, disclosure desk",
        subject="Emergency disclosure by telephone",
        text="Name, number and last three addresses given at once; form sent after.",
        about=request.uuid,
    )
    bureau.do(work.file_correspondence, request.case, by="duty.night", sheet=call)
    yield bureau.after(minutes=31)
    results = ("Name and address obtained in nine minutes.", "Found awake; in hospital, out of danger.")
    for measure, text in zip(request.measures.order_by("pk"), results, strict=True):
        bureau.do(deciding.record_result, measure, by="officer.major", result=Result.EXECUTED, text=text)
    yield bureau.after(minutes=5)
    yield from bureau.letter(
        request, LetterKind.REPLY, by="officer.major", reviewer="supervisor", channel=Channel.EMAIL, minutes=4
    )
    yield bureau.after(hours=3)
    bureau.do(following.record_receipt, request, by="duty")


def search_under_way(bureau: Bureau) -> Story:
    """An emergency of this morning, its eight hours nearly over."""
    yield bureau.ago(hours=5, minutes=40)
    fields: dict[str, object] = {
        "title": "Hostage-taker in Wattle Bay speaks to a cousin in Valmont",
        "partner_state": "AU",
        "kind": "emergency_disclosure",
        "track": "police",
        "language": "en",
        "reply_language": "en",
        "channel": "phone",
        "urgency": "emergency",
        "urgency_reason": "Two people are held; he speaks to nobody but his cousin.",
        "facts": "A man holds two people in a pharmacy. He calls a number of Valmont every twenty minutes.",
        "block": {
            "danger": "Two people held with a knife",
            "to_whom": "A pharmacist and a customer",
            "imminence": "Now",
            "no_other_means": "He answers no negotiator.",
        },
    }
    request = bureau.register(fields, by="liaison")
    bureau.part(request, "subjects", by="liaison", sort="phone", name="+1 555 0188", particulars={})
    bureau.part(
        request, "measures", by="liaison", code="locate", description="The cousin, to be a go-between."
    )
    yield bureau.after(minutes=9)
    bureau.do(
        intake.verify,
        request,
        by="liaison",
        person="Declan Moorhouse",
        number="+61 555 0135",
        number_from="Directory of the node",
        result="confirmed",
    )
    bureau.do(intake.triage, request, by="liaison", fields={})
    bureau.route(request, "major", "officer.major", by="liaison")
    yield bureau.after(minutes=15)
    bureau.do(deciding.decide, request.measures.get(), by="officer.major", ruling=Ruling(Decision.EXECUTE))
    bureau.do(deciding.begin_execution, request, by="officer.major")
    bureau.do(
        work.add_task,
        request.case,
        by="supervisor",
        title="Stay with the cousin while he calls",
        assigned_to=bureau.people["officer.major"],
        due_at=bureau.at.replace(microsecond=0),
        about=request.uuid,
    )


def false_sheriff(bureau: Bureau) -> Story:
    """Somebody who says he is a sheriff wants an address «to save a child»; the sheriff knows nothing of it."""
    yield bureau.ago(days=2, hours=6)
    fields: dict[str, object] = {
        "title": "«Emergency»: address of a streamer",
        "partner_state": "US",
        "kind": "emergency_disclosure",
        "track": "police",
        "language": "en",
        "reply_language": "en",
        "channel": "email",
        "urgency": "emergency",
        "urgency_reason": "The sender says that a child is in danger.",
        "facts": "A message from sheriff@kestrel-county.example asks for the home address of a woman who streams "
        "games, «within the hour, no time for paper». It names no file number.",
        "block": {"danger": "«A child is in the house»", "to_whom": "Not said"},
    }
    request = bureau.register(fields)
    bureau.part(request, "measures", code="subscriber", description="Home address of the streamer.")
    yield bureau.after(minutes=11)
    bureau.do(
        intake.verify,
        request,
        person="Dwight Orrley, Kestrel County Sheriff",
        number="+1 555 0103",
        number_from="Directory of the node, not the message",
        result="denied",
    )
    note = "The office never wrote this. The domain was registered last week. The woman was told and knows the man."
    bureau.do(work.add_note, request.case, text=note, about=request.uuid)
    yield bureau.after(minutes=20)
    bureau.let_in(request, "supervisor", by="duty")
    yield bureau.after(minutes=25)
    bureau.do(intake.triage, request, fields={})
    bureau.do(
        following.lapse,
        request,
        by="supervisor",
        text="A fake: denied by the office it names. Nothing was disclosed; inquiry V-24-0201 opened.",
    )
    yield bureau.after(hours=2)
    bureau.do(following.close, request, by="supervisor", text="No disclosure. Partners warned.")


def last_ferry(bureau: Bureau) -> Story:
    """Nobody answers, and the ferry leaves: a supervisor breaks the glass. Somebody else will have to judge it."""
    yield bureau.ago(hours=9)
    fields: dict[str, object] = {
        "title": "Father on his way to the ferry with a child he threatens to kill",
        "partner_state": "IE",
        "kind": "emergency_disclosure",
        "track": "police",
        "language": "en",
        "reply_language": "en",
        "channel": "email",
        "urgency": "emergency",
        "urgency_reason": "The ferry leaves in two hours; he wrote that neither of them will arrive.",
        "facts": "A man took his daughter from school. His telephone was last bought and charged in Valmont.",
        "block": {
            "danger": "Announced killing of a child",
            "to_whom": "A girl of six",
            "imminence": "Two hours",
            "no_other_means": "His telephone is known to nobody else.",
        },
    }
    request = bureau.register(fields, by="duty.night")
    bureau.part(
        request, "measures", by="duty.night", code="locate", description="Last position of the telephone."
    )
    yield bureau.after(minutes=14)
    bureau.do(
        intake.verify,
        request,
        by="duty.night",
        person="Carrigmore Guard, front desk",
        contact=request.authorities.get().contact,
        result="unreached",
    )
    bureau.do(intake.triage, request, by="duty.night", fields={})
    bureau.route(request, "major", "officer.major", by="duty.night")
    bureau.let_in(request, "supervisor", "counsel", by="officer.major")
    yield bureau.after(minutes=6)
    bureau.do(deciding.decide, request.measures.get(), by="officer.major", ruling=Ruling(Decision.EXECUTE))
    bureau.do(deciding.begin_execution, request, by="officer.major")
    yield bureau.after(minutes=22)
    found = "At the quay of Valmont at 04:10; the harbour was called."
    bureau.do(
        deciding.record_result, request.measures.get(), by="officer.major", result=Result.EXECUTED, text=found
    )
    letter = bureau.do(writing.draft_letter, request, by="officer.major", kind=LetterKind.PARTIAL_REPLY)
    bureau.do(writing.submit_letter, letter, by="officer.major")
    yield bureau.after(minutes=3)
    bureau.do(
        breaking.break_glass,
        request,
        by="supervisor",
        letter=letter,
        reason="The ferry leaves in forty minutes; a position is of use now or never.",
        tried="The front desk and the investigator, twice each; the liaison officer is in the air.",
    )
    bureau.do(writing.approve_letter, letter, by="supervisor")
    yield bureau.after(minutes=2)
    bureau.do(writing.record_sent, letter, by="officer.major", channel=Channel.INTERPOL)


STORIES = (gaming_blog, cry_for_help, search_under_way, false_sheriff, last_ferry)
