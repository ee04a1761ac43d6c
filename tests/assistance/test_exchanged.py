"""Requests over the exchange: all of one travels, a partner's message moves what its table lets it, and no more."""

import copy
import json
from io import BytesIO
from uuid import UUID, uuid4

import pytest

from entraide.assistance.domain.exchanged import RECORD, Type
from entraide.assistance.errors import NoPartnerNode
from entraide.assistance.models import (
    Arrival,
    AssistanceRequest,
    Authority,
    Letter,
    Measure,
    Offence,
    Subject,
)
from entraide.assistance.services import (
    describing,
    following,
)
from entraide.assistance.services.bodies import request_body
from entraide.assistance.services.describing import PART_FIELDS
from entraide.assistance.services.exchanging.outward import partners_for, send_by_exchange
from entraide.cases.models import Case, Correspondence, Membership, Original
from entraide.cases.services import originals
from entraide.exchange.domain.attestations import Kind
from entraide.exchange.domain.chunks import seal_all
from entraide.exchange.models import Conversation, Message
from entraide.exchange.queries import body_of, statement_of
from entraide.exchange.services.receiving import take_file
from tests.assistance.exchanged_story import GOOD, HOUR, MONDAY, PARTS, elsewhere, says
from tests.factories.assistance import AssistanceRequestFactory, LetterFactory

pytestmark = pytest.mark.django_db

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
    AssistanceRequest.objects.update(partner_state="BE", kind="mutual_legal_assistance")
    asked.refresh_from_db()
    with pytest.raises(NoPartnerNode):
        send_by_exchange(asked, northmark.row, acting=asked.drafted_by, at=MONDAY)
    assert not Message.objects.exists()
    assert Letter.objects.get().standing == "approved"


# --- Hostile bodies ---


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
    assert reason in {"exchange.body_refused", "exchange.malformed", "assistance.fields_refused"}, reason
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
