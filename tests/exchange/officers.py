"""What the officers of a node do at its desk, one thing to a call: `python -m tests.exchange.officers WHAT …`."""

import sys

import django


def main() -> None:
    django.setup()
    what, *more = sys.argv[1:]
    known = {"partners": partners, "prepare": prepare, "take_in": take_in}
    known |= {"arrived": arrived, "seize": seize}
    sys.stdout.write(known[what](*more))


def partners() -> str:
    """How many partners are confirmed."""
    from entraide.exchange.queries import confirmed_partners

    return str(confirmed_partners().count())


def prepare(state: str) -> str:
    """An outgoing request, approved, with its letter; gives back the letter's uuid."""
    from entraide.assistance.domain.letters.facts import LetterKind
    from entraide.assistance.services import following, writing

    bureau = _bureau()
    fields = {
        "partner_state": state,
        "kind": "police_information",
        "track": "police",
        "title": "Keeper of a van seen at three burglaries",
        "facts": "A grey van stood near three burglaries in nine days.",
        "language": "en",
        "urgency": "routine",
        "tlp": "amber",
        "handling": "h1",
        "limits_on_use": "For inquiry V-26-0311 only.",
    }
    request = bureau.draft(fields)
    bureau.part(request, "measures", by="officer", code="identification", description="Keeper of the van")
    bureau.part(request, "subjects", by="officer", sort="person", name="Corvin Halvorsen")
    bureau.let_in(request, "supervisor", by="officer")
    request = bureau.do(following.submit, request, by="officer")
    letter = bureau.do(writing.draft_letter, request, by="officer", kind=LetterKind.OUTGOING_REQUEST)
    bureau.do(writing.submit_letter, letter, by="officer")
    bureau.do(following.approve, request, by="supervisor")
    bureau.do(writing.approve_letter, letter, by="supervisor")
    return str(letter.uuid)


def take_in() -> str:
    """Take in the newest request that came over the exchange, decide and execute it; the reply is a draft then."""
    from entraide.assistance.domain.letters.facts import LetterKind
    from entraide.assistance.domain.measures import Decision, Result
    from entraide.assistance.models import AssistanceRequest
    from entraide.assistance.services import deciding, intake, writing
    from entraide.assistance.services.deciding import Ruling

    bureau = _bureau()
    request = AssistanceRequest.objects.filter(channel="node").order_by("-pk")[0]
    bureau.do(intake.triage, request, fields={"urgency": "routine"})
    bureau.route(request, "duty", "officer")
    bureau.let_in(request, "supervisor", by="officer")
    for measure in request.measures.order_by("pk"):
        bureau.do(deciding.decide, measure, by="officer", ruling=Ruling(Decision.EXECUTE))
    bureau.do(deciding.begin_execution, request, by="officer")
    for measure in request.measures.order_by("pk"):
        text = "The keeper is known."
        bureau.do(deciding.record_result, measure, by="officer", result=Result.EXECUTED, text=text)
    return str(bureau.do(writing.draft_letter, request, by="officer", kind=LetterKind.REPLY).uuid)


def arrived() -> str:
    """How many requests came over the exchange."""
    from entraide.assistance.models import AssistanceRequest

    return str(AssistanceRequest.objects.filter(channel="node").count())


def seize() -> str:
    """An exhibit of the newest request that came over the exchange, a copy of it released by two people; gives back
    the case and the exhibit."""
    from entraide.assistance.models import AssistanceRequest
    from entraide.evidence.domain.custody import Act
    from entraide.evidence.domain.exhibits import Kind
    from entraide.evidence.services import judging, keeping
    from entraide.evidence.services.handing import Outside
    from entraide.evidence.services.registering import Beginning, Registration, add_file, register

    bureau = _bureau()
    request = AssistanceRequest.objects.filter(channel="node").order_by("-pk")[0]
    who = {"acting": bureau.people["officer"], "at": bureau.at}
    began = (Beginning(act=Act.COLLECTED, happened=bureau.at, place="Depot 4", reason="Search of the van"),)
    said = Registration(kind=Kind.FILE, title="Log of the van", began=began, about=request.uuid)
    exhibit = register(request.case, said, **who)
    add_file(exhibit, [b"08:14 engine on\n" * 5000], name="log.txt", media_type="text/plain", **who)
    keeping.seal(exhibit, ["V-17"], condition="Whole.", **who)
    partner = Outside(name="The requesting agency")
    judging.ask_release(
        exhibit, partner, reason="Asked for in the request", place="Depot 4", copy=True, **who
    )
    judging.agree(exhibit, acting=bureau.people["supervisor"], at=bureau.at)
    return f"{request.case.uuid} {exhibit.uuid}"


def _bureau():  # type: ignore[no-untyped-def]
    from entraide.assistance.demo.bureau import Bureau
    from entraide.kernel.clock import now

    return Bureau(now())


if __name__ == "__main__":
    main()
