"""Requests over the exchange: all of one travels, a partner's message moves what its table lets it, and no more."""

import copy
import json
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest

from entraide.assistance.domain.exchanged import RECORD, Type
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.errors import LetterNotThere, NoPartnerNode
from entraide.assistance.models import (
    Arrival,
    AssistanceRequest,
    Authority,
    DatedEvent,
    Enclosure,
    Letter,
    Measure,
    Offence,
    Question,
    Subject,
)
from entraide.assistance.services import (
    choosing,
    describing,
    enclosing,
    following,
    intake,
    registering,
    writing,
)
from entraide.assistance.services.bodies import request_body
from entraide.assistance.services.describing import PART_FIELDS
from entraide.assistance.services.exchanging.outward import partners_for, send_by_exchange
from entraide.cases.models import Case, Correspondence, Membership, Original
from entraide.cases.services import originals
from entraide.cases.services.members import add_members
from entraide.exchange.domain.attestations import Kind
from entraide.exchange.domain.chunks import seal_all
from entraide.exchange.models import Attestation, Conversation, Message
from entraide.exchange.queries import body_of, statement_of
from entraide.exchange.services.receiving import take_file
from entraide.exchange.services.timing_out import time_out
from entraide.ledger.models import Entry
from tests.assistance.conftest import MONDAY
from tests.exchange.speaking import Speaker
from tests.factories.assistance import AssistanceRequestFactory, LetterFactory

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
FILLED: dict[str, object] = {
    "title": "Accounts of a romance fraud",
    "partner_state": "DE",
    "track": "police",
    "kind": "police_information",
    "legal_basis": "art. 12",
    "earlier_reference": "NS-2025-17",
    "language": "fr",
    "reply_language": "en",
    "translation_certified": True,
    "classification": "Protected B",
    "tlp": "amber_strict",
    "handling": "h1",
    "source_evaluation": "B",
    "information_evaluation": "2",
    "keep_secret": True,
    "person_may_be_told": True,
    "consult_before_disclosure": True,
    "urgency": "urgent",
    "urgency_reason": "The trial begins.",
    "hard_date": datetime(2026, 12, 24, 12, 30, tzinfo=UTC),
    "stage": "investigation",
    "facts": "Des personnes âgées ont été escroquées.\nDeux ont plus de 90 ans. 東\u00ad",
    "dual_criminality": "Fraud, s. 380.",
    "evidence_link": "The accounts received the payments.",
    "proportionality": "Two accounts alone.",
    "related_elsewhere": "Preserved under P-12.",
    "limits_on_use": "This inquiry only.\r\nNot for\u200b publication.",
    "costs": "Borne by us",
}
PARTS: dict[str, list[dict[str, object]]] = {
    "authorities": [{
        "role": "requesting", "organisation": "Sûreté régionale de Valmont", "unit": "Fraud", "person": "J. Okafor",
        "title": "Sgt", "function": "Investigator", "phone": "+1 555 0142", "mobile": "+1 555 0143",
        "email": "fraud@valmont.example", "address": "1 Main Street\nValmont", "hours": "mon-fri 08:30-16:30",
        "time_zone": "America/Toronto", "languages": "fr, en", "number": "V-12",
    }],
    "offences": [{
        "title": "Fraud", "iccs": "0701", "article": "s. 380", "text": "Everyone who…", "maximum_penalty": "14 years",
        "limitation": "None",
    }],
    "subjects": [
        {"sort": "person", "name": "Gaspard Vellorine", "particulars": {"role": "suspect"}},
        {"sort": "ip", "name": "203.0.113.77"},
    ],
    "measures": [{
        "code": "checks", "description": "Who holds them?", "period_from": date(2026, 1, 1),
        "period_to": date(2026, 2, 28), "custodian": "Bank of Northmark", "formalities": "Certified copies",
        "questions": "Since when?",
    }],
}  # fmt: skip


@pytest.fixture
def asked(bureau, northmark):
    """A request of ours with everything in it, approved by a second person, whose letter is approved too."""
    officer, supervisor = bureau["officer"], bureau["supervisor"]
    request = registering.draft(FILLED, acting=officer, at=MONDAY)
    for part, rows in PARTS.items():
        for fields in rows:
            describing.add_part(request, part, fields, acting=officer, at=MONDAY)
    choosing.choose_basis(
        request, instrument="interpol", reason="Both are members.", acting=officer, at=MONDAY
    )
    add_members(request.case, [supervisor], acting=officer, at=MONDAY)
    following.submit(request, acting=officer, at=MONDAY)
    following.approve(request, acting=supervisor, at=MONDAY)
    letter = writing.draft_letter(request, LetterKind.OUTGOING_REQUEST, acting=officer, at=MONDAY)
    enclosing.enclose(
        letter, [b"account,amount\n"], name="payments.csv", media_type="text/csv", acting=officer, at=MONDAY
    )
    writing.submit_letter(letter, acting=officer, at=MONDAY)
    return writing.approve_letter(letter, acting=supervisor, at=MONDAY)


@pytest.fixture
def sent(asked, northmark):
    """The same, given to the exchange."""
    send_by_exchange(asked, northmark.row, acting=asked.drafted_by, at=MONDAY)
    return Message.objects.get()


def says(northmark: Speaker, type_: Type, body: dict[str, object], *, at=MONDAY, talk: UUID | None = None):
    """A partner says it; how this node attests it: the code of the refusal, or nothing."""
    more = {"conversation": talk} if talk else {}
    message = northmark.says(body, type=type_.value, created=at, expires=at + timedelta(days=3), **more)
    (answer,) = northmark.delivers(message, at=at)
    assert answer.refusal == "", answer
    proof = answer.attested[0].attestation
    assert proof.kind is (Kind.NOT_DELIVERED if proof.reason else Kind.DELIVERED)
    return proof.reason


def elsewhere(body: dict[str, object]) -> dict[str, object]:
    """The same as another bureau would have it: its parts are rows that this database does not hold."""
    found = copy.deepcopy(body)
    for rows in found["parts"].values():  # type: ignore[attr-defined]
        for row in rows:
            row["uuid"] = str(uuid4())
    return found


# --- A request travels whole ---


def test_every_field_and_part_that_travels_is_on_the_other_side_as_it_was(sent, northmark) -> None:
    ours = AssistanceRequest.objects.get()
    body = elsewhere(body_of(sent))
    assert says(northmark, Type.REQUEST, body) == ""
    theirs = AssistanceRequest.objects.get(direction="incoming")
    # The instrument is for each side to choose.
    assert (ours.basis, theirs.basis) == ("interpol", "")
    alike = [name for name in RECORD if name not in {"tlp", "handling", "limits_on_use"}]
    assert {name: getattr(theirs, name) for name in alike} == {name: getattr(ours, name) for name in alike}
    assert [name for name in alike if not getattr(ours, name)] == ["block"]
    assert (theirs.state, theirs.channel, theirs.reply_channel) == ("received", "node", "node")
    assert (theirs.partner_agency, theirs.partner_references) == ("Northmark State Police", ours.reference)
    assert theirs.partner_state_id == "DE"
    for part, model in describing.PARTS.items():
        fields = sorted(PART_FIELDS[part] - {"contact"})
        rows = [list(model._default_manager.filter(request=one).order_by("pk")) for one in (ours, theirs)]
        told = [[[getattr(row, name) for name in fields] for row in side] for side in rows]
        assert told[0] == told[1]
        assert len(told[0]) == len(PARTS.get(part, []))
        named = {str(row["uuid"]) for row in body["parts"].get(part, [])}  # type: ignore[attr-defined]
        assert {str(row.uuid) for row in rows[1]} == named


def test_how_it_may_be_handled_travels_in_the_statement(sent, northmark) -> None:
    said = statement_of(sent).handling
    assert (said.tlp, said.code) == ("amber+strict", "H1")
    assert said.limits == "This inquiry only.\nNot for publication."
    assert said.purpose == f"{AssistanceRequest.objects.get().reference} Accounts of a romance fraud"
    message = northmark.says(
        elsewhere(body_of(sent)),
        type=Type.REQUEST.value,
        created=MONDAY,
        expires=MONDAY + HOUR,
        handling=said,
    )
    northmark.delivers(message, at=MONDAY)
    theirs = AssistanceRequest.objects.get(direction="incoming")
    assert (theirs.tlp, theirs.handling, theirs.limits_on_use) == ("amber_strict", "h1", said.limits)


def test_the_paper_and_what_is_enclosed_go_along(sent, asked) -> None:
    paper, file = statement_of(sent).attachments
    pdf = Original.objects.get(pk=asked.pdf_id)
    assert (paper.digest, paper.size, paper.media_type) == (
        f"sha256:{pdf.sha256}",
        pdf.size,
        "application/pdf",
    )
    assert (file.name, file.media_type, file.size) == ("payments.csv", "text/csv", 15)
    letter = Letter.objects.get()
    assert (letter.standing, letter.message, letter.channel) == ("leaving", sent.uuid, "node")
    # It counts as sent when the other side attests that it has it.
    assert AssistanceRequest.objects.get().state == "validated"


BLOCKS: dict[str, dict[str, object]] = {
    "emergency_disclosure": {
        "danger": "A threat", "to_whom": "A school", "port": 443, "ip_at": "2026-11-15T10:00:00+00:00",
        "paper_by": "2026-11-20",
    },
    "preservation": {"data": "Mailbox", "custodian": "Mail Inc.", "mla_will_follow": True, "expires": "2027-02-14"},
    "firearm_trace": {"serial": "A-1", "obliterated": True, "recovered_on": "2026-10-01"},
    "travel_notice": {"person": "G. Vellorine", "risk": "high", "arrives_on": "2026-11-30"},
    "missing_person": {"original_year": 1998, "last_seen": "Valmont"},
}  # fmt: skip


@pytest.mark.parametrize("kind", BLOCKS)
def test_the_block_of_each_kind_travels(bureau, northmark, kind: str) -> None:
    request = AssistanceRequestFactory(
        reference="2026-O-0001", direction="outgoing", state="validated", kind=kind, track="police"
    )
    describing.set_fields(request, {"block": BLOCKS[kind]})
    body = json.loads(json.dumps(request_body(request, LetterFactory(request=request, kind="request_out"))))
    assert says(northmark, Type.REQUEST, body) == ""
    theirs = AssistanceRequest.objects.get(channel="node")
    assert (theirs.kind, theirs.block) == (kind, BLOCKS[kind])


def test_a_request_with_its_files_is_in_a_case_of_the_intake_with_its_letter_beside_it(
    sent, asked, northmark, bureau
) -> None:
    files = statement_of(sent).attachments
    message = northmark.says(
        elsewhere(body_of(sent)),
        type=Type.REQUEST.value,
        created=MONDAY,
        expires=MONDAY + HOUR,
        attachments=files,
    )
    (waits,) = northmark.delivers(message, at=MONDAY)
    assert len(waits.wanted) == 2
    assert AssistanceRequest.objects.count() == 1
    contents = [originals.path_of(asked.pdf.uuid).read_bytes(), b"account,amount\n"]
    for file, content in zip(files, contents, strict=True):
        (sealed,) = seal_all(file, [content])
        answer = take_file(message.statement.message, file.id, 0, BytesIO(sealed), len(sealed), at=MONDAY)
    assert answer.attested[0].attestation.kind is Kind.DELIVERED
    theirs = AssistanceRequest.objects.get(direction="incoming")
    kept = Original.objects.filter(case=theirs.case).order_by("pk")
    assert [one.name for one in kept] == [files[0].name, "payments.csv"]
    assert originals.path_of(kept[1].uuid).read_bytes() == b"account,amount\n"
    filed = Correspondence.objects.filter(case=theirs.case).order_by("pk")
    assert [one.original_id for one in filed] == [one.pk for one in kept]
    beside = Arrival.objects.get()
    assert (beside.request, beside.original, beside.channel) == (theirs, kept[0], "node")
    assert Membership.objects.filter(case=theirs.case, person=bureau["duty"]).exists()


def test_what_nobody_sees_in_a_text_of_ours_does_not_have_it_refused(underway, bureau) -> None:
    """A soft hyphen came with a text that was pasted in; the other side takes no signs that nobody sees."""
    following.withdraw(
        underway, text="Sol\u00adved.\r\nThank\u200b you.", acting=bureau["officer"], at=MONDAY + HOUR
    )
    told = Message.objects.filter(outgoing=True).order_by("pk").last()
    assert (told.type, body_of(told)["text"]) == ("assistance.withdrawal/1", "Solved.\nThank you.")


def test_a_letter_goes_only_to_a_node_of_the_state_it_is_for(asked, northmark, bureau) -> None:
    assert partners_for(asked.request) == [northmark.row]
    AssistanceRequest.objects.update(partner_state="BE")
    asked.refresh_from_db()
    with pytest.raises(NoPartnerNode):
        send_by_exchange(asked, northmark.row, acting=asked.drafted_by, at=MONDAY)
    assert not Message.objects.exists()
    assert Letter.objects.get().standing == "approved"


# --- Hostile bodies ---

GOOD: dict[str, object] = {
    "reference": "NS-1",
    "record": {"title": "Theft", "kind": "police_information", "track": "police", "urgency": "routine"},
    "parts": {"measures": [{"uuid": "0199aaaa-0000-7000-8000-000000000001", "code": "checks"}]},
    "letter": {"subject": "Theft", "text": "Please check.", "language": "en"},
}


def changed(path: str, value: object) -> dict[str, object]:
    body = copy.deepcopy(GOOD)
    *way, last = path.split(".")
    at = body
    for step in way:
        at = at.setdefault(step, {})  # type: ignore[assignment]
    at[last] = value
    return body


def part(of: str, /, **fields: object) -> dict[str, object]:
    return changed(f"parts.{of}", [{"uuid": str(uuid4())} | fields])


HOSTILE: dict[str, dict[str, object]] = {
    "nothing": {},
    "no record": {"parts": {}},
    "no parts": {"record": {}},
    "record is a list": changed("record", []),
    "parts is a text": changed("parts", "measures"),
    "measures are an object": changed("parts.measures", {}),
    "too many measures": changed("parts.measures", [{"uuid": str(uuid4()), "code": "checks"}] * 501),
    "a measure is a text": changed("parts.measures", ["checks"]),
    "a measure without its uuid": changed("parts.measures", [{"code": "checks"}]),
    "a measure twice": changed("parts.measures", [{"uuid": str(UUID(int=9)), "code": "checks"}] * 2),
    "an unknown measure": part("measures", code="torture"),
    "a measure of a list": part("measures", code=["checks"]),
    "a day that is none": part("measures", code="checks", period_from="2026-02-31"),
    "a day of a list": part("measures", code="checks", period_from=["2026-01-01"]),
    "an unknown sort": part("subjects", sort="planet", name="Mars"),
    "a sort of a list": part("subjects", sort=["person"], name="Mars"),
    "particulars of a list": part("subjects", sort="person", name="A", particulars=["role"]),
    "unknown particulars": part("subjects", sort="person", name="A", particulars={"shoe": "42"}),
    "particulars of an object": part("subjects", sort="person", name="A", particulars={"role": {"a": 1}}),
    "an offence of no class": part("offences", title="Fraud", iccs="9999"),
    "an offence of a list": part("offences", title="Fraud", iccs=["0701"]),
    "an offence without words": part("offences", title={"en": "Fraud"}),
    "an unknown role": part("authorities", role="king", organisation="Court"),
    "an address that is none": part(
        "authorities", role="requesting", organisation="A", email="not an address"
    ),
    "an unknown kind": changed("record.kind", "execution"),
    "a kind of a list": changed("record.kind", ["police_information"]),
    "a kind of an object, with its block": changed("record", {"kind": {}, "block": {"a": 1}}),
    "an unknown kind with a block": changed("record", {"kind": "execution", "block": {"a": 1}}),
    "a block of a list": changed("record.block", [1]),
    "a block of another kind": changed("record.block", {"serial": "A-1"}),
    "an unknown urgency": changed("record.urgency", "yesterday"),
    "an urgency of a list": changed("record.urgency", ["urgent"]),
    "an unknown track": changed("record.track", "railway"),
    "a flag that is none": changed("record.keep_secret", "perhaps"),
    "a flag of a list": changed("record.keep_secret", [True]),
    "a moment without a zone": changed("record.hard_date", "2026-11-30T10:00:00"),
    "a moment that is none": changed("record.hard_date", "soon"),
    "a moment of a number": changed("record.hard_date", 1764000000),
    "a title that is too long": changed("record.title", "x" * 201),
    "a title of a list": changed("record.title", ["a", "b"]),
    "facts of an object": changed("record.facts", {"html": "<b>"}),
    "facts with a zero byte": changed("record.facts", "a\x00b"),
    "a name with a zero byte": part("subjects", sort="person", name="A\x00"),
    "a reference of a list": changed("reference", ["NS-1"]),
    "a reference that is too long": changed("reference", "x" * 301),
    "a letter of a list": changed("letter", ["dear"]),
    "a letter whose text is a number": changed("letter.text", 5),
    "a letter whose text turns its direction": changed("letter.text", "pay \u202e000,1"),
}


@pytest.mark.parametrize("how", HOSTILE)
def test_a_hostile_body_is_refused_whole_under_signature_and_leaves_nothing(
    bureau, northmark, how: str
) -> None:
    reason = says(northmark, Type.REQUEST, HOSTILE[how])
    assert reason in {"exchange.malformed", "assistance.fields_refused"}, reason
    for model in (AssistanceRequest, Case, Original, Correspondence, Measure, Subject, Offence, Authority):
        assert not model._default_manager.exists(), model
    assert Conversation.objects.get().subject is None
    assert Message.objects.get().standing == "refused"
    # What is well written is taken behind it, in the same conversation.
    assert says(northmark, Type.REQUEST, GOOD) == ""
    assert AssistanceRequest.objects.get().title == "Theft"


def test_what_is_written_in_html_is_a_text_like_any_other(bureau, northmark, client) -> None:
    evil = "<script>alert(1)</script>"
    body = changed("record.title", evil)
    body["letter"] = {"subject": evil, "text": evil, "language": "en"}
    assert says(northmark, Type.REQUEST, body) == ""
    request = AssistanceRequest.objects.get()
    assert request.title == evil
    client.force_login(bureau["duty"])
    for page in ("", "record/", "exchange/", "letters/", "timeline/"):
        answer = client.get(f"/requests/{request.uuid}/{page}")
        assert answer.status_code == 200
        assert evil not in answer.content.decode()


def test_a_part_of_another_request_is_not_taken_for_one_of_this(bureau, northmark) -> None:
    """Passed over it would be lost without a word; taken over it would change what is somebody else's."""
    assert says(northmark, Type.REQUEST, GOOD) == ""
    before = Measure.objects.get()
    assert says(northmark, Type.REQUEST, GOOD, talk=uuid4()) == "exchange.malformed"
    assert AssistanceRequest.objects.count() == 1
    assert Measure.objects.get().request_id == before.request_id


# --- What moves ---


@pytest.fixture
def underway(sent, northmark):
    """Our request, which the partner has."""
    northmark.delivers(northmark.attests(sent.uuid, sent.digest, Kind.DELIVERED, MONDAY), at=MONDAY)
    request = AssistanceRequest.objects.get()
    assert request.state == "sent"
    return request


def talk_of(request: AssistanceRequest) -> UUID:
    return Conversation.objects.get(subject=request.uuid).uuid


def hears(northmark, request, type_: Type, body: dict[str, object], *, at=MONDAY + HOUR) -> str:
    return says(northmark, type_, body, at=at, talk=talk_of(request))


def events(request: AssistanceRequest) -> list[str]:
    return list(DatedEvent.objects.filter(request=request).order_by("pk").values_list("code", flat=True))


def decided(request: AssistanceRequest, **fields: object) -> dict[str, object]:
    measure = request.measures.get()
    return {
        "measures": [
            {"uuid": str(measure.uuid), "conditions_accepted": None, "postponed_until": None} | fields
        ]
    }


def test_a_letter_that_the_partner_has_is_sent_and_so_is_its_request(underway, northmark) -> None:
    letter = Letter.objects.get()
    assert (letter.standing, letter.sent_at, letter.channel) == ("sent", MONDAY, "node")
    (filed,) = Correspondence.objects.filter(incoming=False)
    assert (filed.channel, filed.original_id) == ("node", letter.pdf_id)
    assert events(underway)[-1] == "sent"


def test_a_letter_that_the_partner_refuses_is_back_with_its_officer_and_can_go_again(
    sent, northmark, asked
) -> None:
    line = northmark.attests(sent.uuid, sent.digest, Kind.NOT_DELIVERED, MONDAY, "exchange.unknown_type")
    northmark.delivers(line, at=MONDAY)
    letter = Letter.objects.get()
    assert (letter.standing, AssistanceRequest.objects.get().state) == ("approved", "validated")
    assert Entry.objects.filter(act="assistance.letter_refused").count() == 1
    again = send_by_exchange(letter, northmark.row, acting=asked.drafted_by, at=MONDAY + HOUR)
    assert (again.conversation_id, again.sequence) == (sent.conversation_id, 2)
    northmark.delivers(
        northmark.attests(again.uuid, again.digest, Kind.DELIVERED, MONDAY + HOUR), at=MONDAY + HOUR
    )
    assert AssistanceRequest.objects.get().state == "sent"


def test_what_we_attest_ourselves_sends_no_letter(sent) -> None:
    assert time_out(at=MONDAY + timedelta(days=2)) == 3
    assert Attestation.objects.filter(kind="not_delivered", ours=True).exists()
    assert Letter.objects.get().standing == "leaving"


def test_an_acknowledgement_notes_the_reference_of_the_partner(underway, northmark) -> None:
    assert hears(northmark, underway, Type.ACKNOWLEDGEMENT, {"reference": "NS-2026-9"}) == ""
    underway.refresh_from_db()
    assert (underway.state, underway.partner_references) == ("acknowledged", "NS-2026-9")
    assert events(underway)[-1] == "acknowledged"
    # Again it is filed, with its event, and moves nothing.
    filed = Correspondence.objects.count()
    assert hears(northmark, underway, Type.ACKNOWLEDGEMENT, {"reference": "NS-2026-9"}) == ""
    underway.refresh_from_db()
    assert (underway.state, Correspondence.objects.count()) == ("acknowledged", filed + 1)


def test_a_question_stops_the_request_until_it_is_answered_and_the_partner_is_told(
    underway, northmark, bureau
) -> None:
    body = {"letter": {"subject": "Which?", "text": "Which account is meant?", "language": "en"}}
    assert hears(northmark, underway, Type.QUESTION, body) == ""
    underway.refresh_from_db()
    assert (underway.state, underway.state_before_question) == ("information_requested", "sent")
    assert Question.objects.get().text == "Which account is meant?"
    following.record_answer(underway, text="The first.", acting=bureau["officer"], at=MONDAY + 2 * HOUR)
    told = Message.objects.filter(outgoing=True).order_by("pk").last()
    assert (told.type, body_of(told)["text"]) == ("assistance.answer/1", "The first.")
    assert statement_of(told).seen == Message.objects.get(outgoing=False).digest


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"decision": "execute"}, "accepted"),
        ({"decision": "refuse", "ground": "political"}, "refused"),
        ({"decision": "postpone", "postponed_until": "2027-01-01"}, "postponed"),
        ({"decision": "conditional", "decision_text": "Not in court."}, "conditional"),
    ],
)
def test_a_decision_of_the_partner_gives_the_request_its_state(
    underway, northmark, fields, state: str
) -> None:
    assert hears(northmark, underway, Type.DECISION, decided(underway, **fields)) == ""
    underway.refresh_from_db()
    measure = underway.measures.get()
    assert (underway.state, measure.decision, measure.decided_at) == (
        state,
        fields["decision"],
        MONDAY + HOUR,
    )
    assert measure.ground == fields.get("ground", "")
    assert Entry.objects.filter(act="assistance.measure_decided").count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"decision": "hang"},
        {"decision": "refuse"},
        {"decision": "refuse", "ground": "whim"},
        {"decision": "execute", "result": "magic"},
        {"decision": ["execute"]},
        {"decision": "execute", "conditions_accepted": "perhaps"},
        {"decision": "postpone", "postponed_until": "later"},
    ],
)
def test_a_decision_that_is_none_changes_nothing(underway, northmark, fields) -> None:
    filed = Correspondence.objects.count()
    assert hears(northmark, underway, Type.DECISION, decided(underway, **fields)) in {
        "exchange.malformed", "assistance.fields_refused",
    }  # fmt: skip
    underway.refresh_from_db()
    assert (underway.state, underway.measures.get().decision, Correspondence.objects.count()) == (
        "sent",
        "",
        filed,
    )


def test_results_come_in_part_and_as_a_whole(underway, northmark) -> None:
    part_of_it = decided(underway, decision="execute") | {"final": False, "text": "First accounts."}
    assert hears(northmark, underway, Type.RESULTS, part_of_it) == ""
    underway.refresh_from_db()
    assert underway.state == "partial_results"
    whole = decided(underway, decision="execute", result="executed", result_text="Two accounts.") | {
        "final": True
    }
    assert hears(northmark, underway, Type.RESULTS, whole, at=MONDAY + 2 * HOUR) == ""
    underway.refresh_from_db()
    measure = underway.measures.get()
    assert (underway.state, measure.result, measure.result_text) == (
        "results_sent",
        "executed",
        "Two accounts.",
    )
    assert measure.result_at == MONDAY + 2 * HOUR


def test_a_notice_is_filed_and_moves_nothing(underway, northmark) -> None:
    filed = Correspondence.objects.count()
    assert hears(northmark, underway, Type.NOTICE, {"text": "It takes longer."}) == ""
    underway.refresh_from_db()
    assert (underway.state, Correspondence.objects.count()) == ("sent", filed + 1)
    assert Correspondence.objects.order_by("pk").last().text == "It takes longer."


@pytest.mark.parametrize(
    "type_", [Type.ANSWER, Type.RECEIPT, Type.FEEDBACK, Type.WITHDRAWAL, Type.SUPPLEMENT]
)
def test_the_requested_side_cannot_say_what_is_the_requesters_to_say(
    underway, northmark, type_: Type
) -> None:
    filed = Correspondence.objects.count()
    assert hears(northmark, underway, type_, {"text": "x", "parts": {}}) == "assistance.not_of_this_partner"
    underway.refresh_from_db()
    assert (underway.state, Correspondence.objects.count()) == ("sent", filed)


@pytest.fixture
def incoming(bureau, northmark):
    """A request of the partner, routed to an officer."""
    assert says(northmark, Type.REQUEST, GOOD) == ""
    request = AssistanceRequest.objects.get()
    intake.triage(request, {}, acting=bureau["duty"], at=MONDAY)
    return intake.route(request, unit=None, officer=bureau["officer"], acting=bureau["duty"], at=MONDAY)


@pytest.mark.parametrize("type_", [Type.ACKNOWLEDGEMENT, Type.QUESTION, Type.DECISION, Type.RESULTS])
def test_the_requester_cannot_decide_for_the_side_it_asked(incoming, northmark, type_: Type) -> None:
    body = decided(incoming, decision="execute") | {"text": "x", "final": True}
    assert hears(northmark, incoming, type_, body) == "assistance.not_of_this_partner"
    incoming.refresh_from_db()
    assert (incoming.state, incoming.measures.get().decision) == ("routed", "")


@pytest.mark.parametrize("type_", [one for one in Type if one not in {
    Type.REQUEST, Type.CONSENT_ASKED, Type.CONSENT_GIVEN,
}])  # fmt: skip
def test_what_is_said_about_no_request_is_refused(bureau, northmark, type_: Type) -> None:
    assert says(northmark, type_, {"text": "x", "parts": {}}) == "assistance.not_of_this_partner"
    assert not Correspondence.objects.exists()


def test_a_notice_of_the_requester_decides_nothing(incoming, northmark) -> None:
    assert hears(northmark, incoming, Type.NOTICE, decided(incoming, decision="execute")) == ""
    assert incoming.measures.get().decision == ""


def test_a_withdrawal_ends_the_request(incoming, northmark) -> None:
    assert hears(northmark, incoming, Type.WITHDRAWAL, {"text": "Solved."}) == ""
    incoming.refresh_from_db()
    assert (incoming.state, events(incoming)[-1]) == ("withdrawn", "withdrawn")


def test_receipt_and_feedback_follow_the_results(incoming, northmark) -> None:
    # Before there are results they are filed and leave their event alone.
    assert hears(northmark, incoming, Type.RECEIPT, {"text": "Thanks."}) == ""
    incoming.refresh_from_db()
    assert (incoming.state, events(incoming)[-1]) == ("routed", "results_acknowledged")
    AssistanceRequest.objects.update(state="results_sent")
    assert hears(northmark, incoming, Type.RECEIPT, {"text": "Thanks."}) == ""
    assert AssistanceRequest.objects.get().state == "results_acknowledged"
    assert hears(northmark, incoming, Type.FEEDBACK, {"text": "It led to an arrest."}) == ""
    incoming.refresh_from_db()
    assert (incoming.state, incoming.feedback) == ("feedback", "It led to an arrest.")


def test_a_supplement_adds_what_is_new_and_leaves_what_is_there(incoming, northmark) -> None:
    first = incoming.measures.get()
    body = {
        "text": "One more.",
        "parts": {"measures": [
            {"uuid": str(first.uuid), "code": "search"}, {"uuid": str(uuid4()), "code": "interview"},
        ]},
    }  # fmt: skip
    assert hears(northmark, incoming, Type.SUPPLEMENT, body) == ""
    assert [one.code for one in incoming.measures.order_by("pk")] == ["checks", "interview"]


def test_a_letter_behind_a_request_is_filed_to_it_and_makes_no_other(incoming, northmark) -> None:
    assert hears(northmark, incoming, Type.REQUEST, GOOD | {"parts": {}}) == ""
    assert AssistanceRequest.objects.count() == 1
    assert Correspondence.objects.filter(case=incoming.case).count() == 2


def test_an_answer_lets_the_request_go_on(incoming, northmark, bureau) -> None:
    officer, supervisor = bureau["officer"], bureau["supervisor"]
    add_members(incoming.case, [supervisor], acting=officer, at=MONDAY)
    letter = writing.draft_letter(incoming, LetterKind.QUESTION, acting=officer, at=MONDAY, text="Which?")
    writing.submit_letter(letter, acting=officer, at=MONDAY)
    letter = writing.approve_letter(letter, acting=supervisor, at=MONDAY)
    message = send_by_exchange(letter, northmark.row, acting=officer, at=MONDAY)
    assert (message.type, message.conversation.uuid) == ("assistance.question/1", talk_of(incoming))
    northmark.delivers(northmark.attests(message.uuid, message.digest, Kind.DELIVERED, MONDAY), at=MONDAY)
    incoming.refresh_from_db()
    assert incoming.state == "information_requested"
    assert hears(northmark, incoming, Type.ANSWER, {"text": "The first."}) == ""
    incoming.refresh_from_db()
    assert (incoming.state, incoming.state_before_question) == ("routed", "")
    assert Question.objects.get().answer == "The first."
    # An answer to no question is put on file, and moves nothing.
    assert hears(northmark, incoming, Type.ANSWER, {"text": "And another."}) == ""
    assert AssistanceRequest.objects.get().state == "routed"


def test_what_came_while_a_letter_of_ours_was_on_its_way_does_not_hold_it_up(
    incoming, northmark, bureau
) -> None:
    """The case is closed while our question is under way: the partner attests all the same that it has it."""
    officer, supervisor = bureau["officer"], bureau["supervisor"]
    add_members(incoming.case, [supervisor], acting=officer, at=MONDAY)
    letter = writing.draft_letter(incoming, LetterKind.QUESTION, acting=officer, at=MONDAY, text="Which?")
    writing.submit_letter(letter, acting=officer, at=MONDAY)
    letter = writing.approve_letter(letter, acting=supervisor, at=MONDAY)
    message = send_by_exchange(letter, northmark.row, acting=officer, at=MONDAY)
    AssistanceRequest.objects.update(state="closed", is_open=False)
    northmark.delivers(northmark.attests(message.uuid, message.digest, Kind.DELIVERED, MONDAY), at=MONDAY)
    assert Attestation.objects.filter(message=message, kind="delivered", ours=False).exists()
    assert (Letter.objects.get().standing, AssistanceRequest.objects.get().state) == ("sent", "closed")


# --- Who has seen it ---


def test_that_a_person_saw_it_is_attested_when_a_member_opens_the_request(
    incoming, northmark, bureau, client
) -> None:
    def retrieved() -> list[str]:
        return list(Attestation.objects.filter(ours=True, kind="retrieved").values_list("kind", flat=True))

    for stranger in ("officer.major", "admin", "auditor"):
        client.force_login(bureau[stranger])
        assert client.get(f"/requests/{incoming.uuid}/").status_code == 404
    assert retrieved() == []
    client.force_login(bureau["officer"])
    assert client.get(f"/requests/{incoming.uuid}/").status_code == 200
    assert client.get(f"/requests/{incoming.uuid}/exchange/").status_code == 200
    assert retrieved() == ["retrieved"]
    assert Message.objects.get(outgoing=False).retrieved_at is not None
    entry = Entry.objects.filter(act="exchange.attested").order_by("seq").last()
    assert entry.actor == bureau["officer"].uuid


def test_files_are_added_to_a_draft_and_taken_off_it_alone(bureau, northmark, asked) -> None:
    enclosure = Enclosure.objects.get()
    with pytest.raises(LetterNotThere):
        enclosing.take_off(asked, enclosure.uuid, acting=bureau["officer"], at=MONDAY)
    with pytest.raises(LetterNotThere):
        enclosing.enclose(asked, [b"x"], name="x", media_type="", acting=bureau["officer"], at=MONDAY)
    draft = writing.draft_letter(asked.request, LetterKind.CHASER, acting=bureau["officer"], at=MONDAY)
    made = enclosing.enclose(draft, [b"x"], name="../x", media_type="", acting=bureau["officer"], at=MONDAY)
    assert (made.original.name, made.original.media_type) == ("x", "application/octet-stream")
    enclosing.take_off(draft, made.uuid, acting=bureau["officer"], at=MONDAY)
    assert list(Enclosure.objects.all()) == [enclosure]
    assert Original.objects.filter(pk=made.original_id).exists()
