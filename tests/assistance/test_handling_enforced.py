"""What one partner keeps close goes on to nobody else: not in a letter's text, its files, nor the record beside it."""

from io import BytesIO

import pytest

from entraide.assistance.domain.exchanged import Type
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.models import AssistanceRequest, Letter
from entraide.assistance.services import describing, enclosing, following, registering, writing
from entraide.assistance.services.exchanging import afterwards
from entraide.assistance.services.exchanging.outward import send_by_exchange
from entraide.exchange.domain.chunks import seal_all
from entraide.exchange.errors import MayNotGoOn, Recalled
from entraide.exchange.models import Message
from entraide.exchange.services import consenting, recalling
from entraide.exchange.services.receiving import take_file
from entraide.kernel.errors import NotAllowed, NotFound
from tests.assistance.exchanged_story import KEPT, MONDAY, NOW, SECRET
from tests.exchange.nodes import attached, node
from tests.exchange.speaking import Speaker, let_in

pytestmark = pytest.mark.django_db

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
    (answer,) = northmark.delivers(northmark.says(body, type=consenting.GIVEN, **NOW), at=MONDAY)
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
    northmark.delivers(northmark.says(body, type=recalling.RECALL, **NOW), at=MONDAY)
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
