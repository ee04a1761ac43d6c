"""What one partner keeps close goes on to nobody else: not in a letter's text, its files, nor the record beside it."""

from io import BytesIO

import pytest

from entraide.assistance.domain.exchanged import Type
from entraide.assistance.domain.kinds import Channel
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.models import AssistanceRequest, Letter
from entraide.assistance.services import describing, enclosing, following, registering, writing
from entraide.assistance.services.exchanging import afterwards
from entraide.assistance.services.exchanging.outward import send_by_exchange
from entraide.assistance.services.telling import tell
from entraide.exchange.domain import spoken
from entraide.exchange.domain.attestations import Kind
from entraide.exchange.domain.chunks import seal_all
from entraide.exchange.errors import MayNotGoOn, Recalled
from entraide.exchange.models import Message
from entraide.exchange.queries import body_of
from entraide.exchange.services.receiving import take_file
from entraide.kernel.errors import NotAllowed, NotFound
from tests.assistance.exchanged_story import KEPT, MONDAY, NOW, SECRET
from tests.exchange.nodes import attached, node
from tests.exchange.speaking import Speaker, let_in

pytestmark = pytest.mark.django_db

STANDING = {
    "decision": "", "ground": "", "decision_text": "", "postponed_until": None, "conditions_accepted": None,
    "result": "", "result_text": "",
}  # fmt: skip

FIELDS: dict[str, object] = {
    "title": "Harbour", "partner_state": "FR", "track": "police", "kind": "police_information", "language": "en",
    "urgency": "routine",
}  # fmt: skip


@pytest.fixture
def third(our_card) -> Speaker:
    """A second partner, in another state."""
    speaker = Speaker(node("stranger"))
    let_in(speaker.them, at=MONDAY)
    return speaker


@pytest.fixture
def letter_of(told, bureau, third):
    """Makes a letter to the third state, in the same case, ready to be approved: `letter_of(text=…, facts=…)`."""

    def make(*, text: str = "Please check.", facts: str = "See below.", file: bytes = b"") -> Letter:
        officer, supervisor = bureau["officer"], bureau["supervisor"]
        case = AssistanceRequest.objects.get(direction="incoming").case
        ours = registering.draft(FIELDS | {"facts": facts}, acting=officer, at=MONDAY, case=case)
        asked = {"code": "checks", "description": "Who?"}
        describing.add_part(ours, "measures", asked, acting=officer, at=MONDAY)
        following.submit(ours, acting=officer, at=MONDAY)
        following.approve(ours, acting=supervisor, at=MONDAY)
        letter = writing.draft_letter(ours, LetterKind.OUTGOING_REQUEST, acting=officer, at=MONDAY)
        said = {"subject": "Harbour", "body": text}
        writing.revise_letter(letter, said, acting=officer, at=MONDAY)
        if file:
            enclosing.enclose(
                letter, [file], name="extract.csv", media_type="text/csv", acting=officer, at=MONDAY
            )
        return writing.submit_letter(letter, acting=officer, at=MONDAY)

    return make


def goes(letter: Letter, to: Speaker, bureau) -> Message:
    """It is approved by the second person, and given to the exchange."""
    approved = writing.approve_letter(letter, acting=bureau["supervisor"], at=MONDAY)
    return send_by_exchange(approved, to.row, acting=letter.drafted_by, at=MONDAY)


def agrees(told: Message, northmark: Speaker, officer) -> None:
    request = AssistanceRequest.objects.get(direction="incoming")
    asked = afterwards.ask_consent(request, told.uuid, "For the third state.", acting=officer, at=MONDAY)
    body = {
        "message": str(told.uuid), "digest": told.digest, "consent": str(asked.uuid), "granted": True, "text": "",
    }  # fmt: skip
    (answer,) = northmark.delivers(northmark.says(body, type=spoken.CONSENT_GIVEN, **NOW), at=MONDAY)
    assert answer.attested[0].attestation.reason == "", answer


def test_what_is_not_quoted_goes(letter_of, third, bureau) -> None:
    assert goes(letter_of(facts="A shipment is expected."), third, bureau)


def test_a_passage_in_the_text_keeps_the_letter_here_until_its_originator_agrees(
    letter_of, told, third, northmark, bureau
) -> None:
    letter = letter_of(text=f"We were told: {SECRET.upper()}")
    with pytest.raises(MayNotGoOn):
        goes(letter, third, bureau)
    letter.refresh_from_db()
    assert letter.standing == "in_review"
    assert Message.objects.filter(outgoing=True).count() == 0
    agrees(told, northmark, bureau["officer"])
    assert goes(letter, third, bureau)


def test_a_passage_in_the_record_that_travels_beside_the_letter_keeps_it_here(
    letter_of, third, bureau
) -> None:
    letter = letter_of(facts=f"Known so far.\n{SECRET}")
    with pytest.raises(MayNotGoOn):
        goes(letter, third, bureau)


def test_a_file_of_theirs_goes_on_to_nobody_else(letter_of, told, third, northmark, bureau) -> None:
    content = b"account;amount\n1;2\n"
    file = attached(content)
    message = northmark.says(
        {"reference": "NS-1", "letter": {"subject": "File", "text": "Here.", "language": "en"}},
        type=Type.NOTICE.value, **NOW, handling=KEPT, attachments=(file,),
    )  # fmt: skip
    northmark.delivers(message, at=MONDAY)
    (sealed,) = seal_all(file, [content])
    take_file(message.statement.message, file.id, 0, BytesIO(sealed), len(sealed), at=MONDAY)
    assert Message.objects.get(uuid=message.statement.message).standing == "delivered"
    with pytest.raises(MayNotGoOn):
        goes(letter_of(file=content), third, bureau)
    assert goes(letter_of(file=b"another file"), third, bureau)


def test_what_was_taken_back_is_not_quoted_even_with_leave(letter_of, told, third, northmark, bureau) -> None:
    letter = letter_of(text=SECRET)
    agrees(told, northmark, bureau["officer"])
    body = {"message": str(told.uuid), "digest": told.digest, "reason": "It is wrong."}
    northmark.delivers(northmark.says(body, type=spoken.RECALL, **NOW), at=MONDAY)
    with pytest.raises(Recalled):
        goes(letter, third, bureau)


def test_who_decides_in_the_case_and_nobody_else_speaks_of_a_message_afterwards(told, bureau) -> None:
    request = AssistanceRequest.objects.get()
    for name, refusal in (("auditor", NotFound), ("officer.major", NotFound)):
        with pytest.raises((refusal, NotAllowed)):
            afterwards.ask_consent(request, told.uuid, "For them.", acting=bureau[name], at=MONDAY)
    with pytest.raises(NotFound):
        afterwards.recall(
            AssistanceRequest.objects.get(), request.uuid, "x", acting=bureau["officer"], at=MONDAY
        )


def test_a_letter_that_goes_by_another_way_is_not_taken_for_one_to_its_originator(told, bureau) -> None:
    """Nobody here knows who reads a mail or a paper: at the third, of whose address it bears, or at the originator."""
    request, officer = AssistanceRequest.objects.get(), bureau["officer"]
    letter = writing.draft_letter(request, LetterKind.NOTICE, acting=officer, at=MONDAY)
    said = {"subject": "Harbour", "body": SECRET, "email": "somebody@third.example"}
    writing.revise_letter(letter, said, acting=officer, at=MONDAY)
    writing.submit_letter(letter, acting=officer, at=MONDAY)
    writing.approve_letter(letter, acting=bureau["supervisor"], at=MONDAY)
    with pytest.raises(MayNotGoOn):
        writing.send_by_mail(letter, acting=officer, at=MONDAY)
    with pytest.raises(MayNotGoOn):
        writing.record_sent(letter, channel=Channel.POST, acting=officer, at=MONDAY)


def test_what_one_of_several_partners_found_is_not_told_to_the_others(
    asked, third, northmark, bureau
) -> None:
    officer = bureau["officer"]
    send_by_exchange(asked, northmark.row, acting=officer, at=MONDAY, also=[third.row])
    for speaker in (northmark, third):
        message = Message.objects.get(partner=speaker.row, outgoing=True)
        line = speaker.attests(message.uuid, message.digest, Kind.DELIVERED, MONDAY)
        speaker.delivers(line, at=MONDAY)
    request = AssistanceRequest.objects.get()
    measure = request.measures.get()
    talk = Message.objects.filter(partner=northmark.row, outgoing=True).earliest("pk").conversation.uuid
    found = {"uuid": str(measure.uuid), "decision": "execute", "result": "executed", "result_text": SECRET}
    body = {"reference": "NS-1", "measures": [STANDING | found], "final": True}
    spoken = northmark.says(body, type=Type.RESULTS.value, conversation=talk, handling=KEPT, **NOW)
    (answer,) = northmark.delivers(spoken, at=MONDAY)
    assert answer.attested[0].attestation.reason == ""
    measure.refresh_from_db()
    assert measure.result_text == SECRET
    with pytest.raises(MayNotGoOn):
        tell(request, Type.RECEIPT, f"Thank you: {SECRET}", acting=officer, at=MONDAY)
    told = tell(request, Type.RECEIPT, "Thank you.", acting=officer, at=MONDAY)
    assert {one.partner for one in told} == {northmark.row, third.row}
    for one in told:
        assert (body_of(one)["measures"], SECRET in str(body_of(one))) == ([], False)


def test_a_claim_of_a_file_binds_nobody(letter_of, told, third, northmark, bureau) -> None:
    """Its digest is known to everybody who had it from us: without its bytes it is no file of theirs."""
    spoken = northmark.says(
        {"reference": "NS-1", "letter": {"subject": "File", "text": "Here.", "language": "en"}},
        type=Type.NOTICE.value, handling=KEPT, attachments=(attached(b"ours"),), **NOW,
    )  # fmt: skip
    northmark.delivers(spoken, at=MONDAY)
    assert goes(letter_of(file=b"ours"), third, bureau)
