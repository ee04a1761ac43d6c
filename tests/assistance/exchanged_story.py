"""A request of ours with everything in it, and a partner that the test speaks as."""

import copy
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from entraide.assistance.domain.exchanged import Type
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.models import (
    AssistanceRequest,
)
from entraide.assistance.services import (
    choosing,
    describing,
    enclosing,
    following,
    registering,
    writing,
)
from entraide.assistance.services.exchanging.outward import send_by_exchange
from entraide.cases.services.members import add_members
from entraide.exchange.domain.attestations import Kind
from entraide.exchange.domain.statement import Handling
from entraide.exchange.models import Message
from tests.exchange.speaking import Speaker
from tests.factories.cases import MembershipFactory

MONDAY = datetime(2026, 11, 16, 13, 5, tzinfo=UTC)
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


GOOD: dict[str, object] = {
    "reference": "NS-1",
    "record": {"title": "Theft", "kind": "police_information", "track": "police", "urgency": "routine"},
    "parts": {"measures": [{"uuid": "0199aaaa-0000-7000-8000-000000000001", "code": "checks"}]},
    "letter": {"subject": "Theft", "text": "Please check.", "language": "en"},
}


@pytest.fixture
def underway(sent, northmark):
    """Our request, which the partner has."""
    northmark.delivers(northmark.attests(sent.uuid, sent.digest, Kind.DELIVERED, MONDAY), at=MONDAY)
    request = AssistanceRequest.objects.get()
    assert request.state == "sent"
    return request


SECRET = (
    "The informant met the courier behind the old mill at nine and heard that the shipment "
    "would leave the harbour before the end of the week."
)
NOW = {"created": MONDAY, "expires": MONDAY + timedelta(days=2)}
KEPT = Handling("red", "The inquiry", "H2")


@pytest.fixture
def told(bureau, northmark) -> Message:
    """What Northmark told us and keeps close, in a case of the officer and the supervisor."""
    body = GOOD | {"record": {**GOOD["record"], "facts": SECRET}}  # type: ignore[dict-item]
    northmark.delivers(northmark.says(body, type=Type.REQUEST.value, **NOW, handling=KEPT), at=MONDAY)
    case = AssistanceRequest.objects.get().case
    for name in ("officer", "supervisor"):
        MembershipFactory(case=case, person=bureau[name])
    return Message.objects.get()
