"""What is said of a message afterwards: taken back, put right, held closer; and leave to pass it on."""

import unicodedata
from dataclasses import replace
from uuid import uuid4

import pytest

from entraide.accounts.domain.roles import Role
from entraide.exchange.domain import spoken
from entraide.exchange.domain.attestations import Kind
from entraide.exchange.domain.onward import PASSAGE, is_narrower, quotes, stays
from entraide.exchange.domain.statement import Handling
from entraide.exchange.errors import MayNotGoOn, NothingNarrower, NotNarrower, NotSaid, NotYours, Recalled
from entraide.exchange.models import Consent, Message
from entraide.exchange.queries import body_of, handling_of, has_consent
from entraide.exchange.services import consenting, recalling
from entraide.exchange.services.exporting import export_conversation
from entraide.exchange.services.sending import open_conversation, send
from entraide.kernel.errors import Conflict
from entraide.ledger.models import Entry
from tests.exchange.nodes import AT, HANDLING
from tests.exchange.speaking import TEST, Speaker
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db

KEPT = replace(HANDLING, tlp="red")
CLOSER = replace(HANDLING, tlp="amber+strict", code="H2")


@pytest.fixture
def officer(db):
    return PersonFactory(role=Role.CASE_OFFICER)


@pytest.fixture
def ours(northmark: Speaker) -> Message:
    """A message of ours, to that partner."""
    talk = open_conversation(northmark.row, at=AT)
    return send(talk, TEST, {"test": True}, handling=HANDLING, acting=None, at=AT)


def theirs(northmark: Speaker, handling: Handling = HANDLING) -> Message:
    """A message of the partner's, delivered here."""
    message = northmark.says(handling=handling)
    northmark.delivers(message)
    return Message.objects.get(uuid=message.statement.message)


def says_of(northmark: Speaker, type_: str, about: Message, **fields: object) -> str:
    """The partner says something of a message; the code of the refusal under signature, or nothing."""
    body = {"message": str(about.uuid), "digest": about.digest, **fields}
    (answer,) = northmark.delivers(northmark.says(body, type=type_, conversation=about.conversation.uuid))
    (proof,) = answer.attested
    assert proof.attestation.kind is (Kind.NOT_DELIVERED if proof.attestation.reason else Kind.DELIVERED)
    return proof.attestation.reason


# --- Ours ---


def test_what_we_take_back_is_marked_here_and_said_to_the_partner(ours: Message, officer) -> None:
    (said,) = recalling.recall(ours, " It shows somebody else. ", acting=officer, at=AT)
    ours.refresh_from_db()
    assert (ours.recalled_at, ours.recall_reason) == (AT, "It shows somebody else.")
    assert body_of(said) == {
        "message": str(ours.uuid),
        "digest": ours.digest,
        "reason": "It shows somebody else.",
    }
    assert Entry.objects.filter(act="exchange.recalled", actor=officer.uuid).count() == 1


def test_what_went_to_several_is_taken_back_at_each(northmark: Speaker, officer) -> None:
    group = uuid4()
    several = [
        send(
            open_conversation(northmark.row, at=AT), TEST, {"test": True},
            handling=HANDLING, acting=None, at=AT, group=group,
        )
        for _ in range(2)
    ]  # fmt: skip
    said = recalling.recall(several[1], "Wrong person.", acting=officer, at=AT)
    assert [one.conversation_id for one in said] == [one.conversation_id for one in several]
    assert Message.objects.filter(group=group, recalled_at=AT).count() == 2


def test_a_correction_stands_beside_what_it_corrects(ours: Message, officer) -> None:
    (said,) = recalling.correct(ours, "The number is 12.", acting=officer, at=AT)
    ours.refresh_from_db()
    assert (ours.corrected_by, body_of(said)["text"]) == (said.uuid, "The number is 12.")


def test_handling_is_only_made_narrower(ours: Message, officer) -> None:
    recalling.narrow(ours, CLOSER, "A witness is at risk.", acting=officer, at=AT)
    ours.refresh_from_db()
    assert (handling_of(ours).tlp, handling_of(ours).code) == ("amber+strict", "H2")
    for wider in (HANDLING, replace(CLOSER, limits="None.")):
        with pytest.raises(NotNarrower):
            recalling.narrow(ours, wider, "Why not.", acting=officer, at=AT)
    with pytest.raises(NothingNarrower):
        recalling.narrow(ours, CLOSER, "Again.", acting=officer, at=AT)


def test_only_what_we_said_is_taken_back_and_not_without_a_reason(northmark, ours: Message, officer) -> None:
    message = theirs(northmark)
    for act in (recalling.recall, recalling.correct):
        with pytest.raises(NotYours):
            act(message, "Not ours.", acting=officer, at=AT)
        with pytest.raises(NotSaid):
            act(ours, "  ", acting=officer, at=AT)
    with pytest.raises(NotYours):
        recalling.narrow(message, KEPT, "Not ours.", acting=officer, at=AT)
    assert not Message.objects.exclude(recalled_at=None).exists()


# --- Theirs ---


def test_what_a_partner_takes_back_is_marked_and_goes_nowhere(northmark: Speaker) -> None:
    message = theirs(northmark)
    assert says_of(northmark, spoken.RECALL, message, reason="Somebody else.") == ""
    message.refresh_from_db()
    assert (message.recalled_at, message.recall_reason) == (AT, "Somebody else.")
    with pytest.raises(Recalled):
        consenting.require_may_go_on(message, "it")


def test_a_partner_corrects_and_narrows_what_it_said(northmark: Speaker) -> None:
    message = theirs(northmark)
    assert says_of(northmark, spoken.CORRECTION, message, text="It is 12.") == ""
    message.refresh_from_db()
    assert message.corrected_by == Message.objects.get(type=spoken.CORRECTION).uuid
    narrowed = {"tlp": "red", "code": "H1", "limits": HANDLING.limits, "reason": "A witness."}
    assert says_of(northmark, spoken.NARROWING, message, **narrowed) == ""
    message.refresh_from_db()
    assert handling_of(message).tlp == "red"
    wider = {**narrowed, "tlp": "amber"}
    assert says_of(northmark, spoken.NARROWING, message, **wider) == "exchange.not_narrower"
    message.refresh_from_db()
    assert handling_of(message).tlp == "red"


@pytest.mark.parametrize(
    ("type_", "fields"),
    [
        (spoken.RECALL, {"reason": "x"}),
        (spoken.CORRECTION, {"text": "x"}),
        (spoken.NARROWING, {"tlp": "red", "code": "H1", "limits": HANDLING.limits, "reason": "x"}),
        (spoken.CONSENT_GIVEN, {"consent": str(uuid4()), "granted": True, "text": ""}),
    ],
)
def test_a_partner_says_nothing_of_what_is_not_its_own(northmark, ours: Message, type_: str, fields) -> None:
    theirs(northmark)
    northmark.last.pop(ours.conversation.uuid, None)
    assert says_of(northmark, type_, ours, **fields) == "exchange.not_yours"
    ours.refresh_from_db()
    assert (ours.recalled_at, ours.corrected_by, ours.narrowed) == (None, None, None)


def test_another_digest_is_another_message(northmark: Speaker) -> None:
    message = theirs(northmark)
    other = Message(uuid=message.uuid, digest="sha256:" + "0" * 64, conversation=message.conversation)
    assert says_of(northmark, spoken.RECALL, other, reason="x") == "exchange.not_yours"


# --- Leave to pass it on ---


@pytest.mark.parametrize("handling", [KEPT, CLOSER, replace(HANDLING, code="H3")])
def test_what_its_handling_keeps_here_is_exported_once_its_originator_agreed(
    northmark: Speaker, officer, handling: Handling
) -> None:
    message = theirs(northmark, handling)
    with pytest.raises(MayNotGoOn):
        export_conversation(message.conversation, acting=officer, at=AT)
    asked = consenting.ask(message, "For the prosecution service.", acting=officer, at=AT)
    with pytest.raises(MayNotGoOn):
        export_conversation(message.conversation, acting=officer, at=AT)
    given = {"consent": str(asked.uuid), "granted": True, "text": "For them alone."}
    assert says_of(northmark, spoken.CONSENT_GIVEN, message, **given) == ""
    asked.refresh_from_db()
    assert (asked.granted, asked.answer, asked.answered_at) == (True, "For them alone.", AT)
    assert export_conversation(message.conversation, acting=officer, at=AT)
    # It is answered once: a yes is not taken back by the same question, nor a no turned.
    given["granted"] = False
    assert says_of(northmark, spoken.CONSENT_GIVEN, message, **given) == "exchange.not_yours"


def test_a_no_keeps_it_here_and_a_later_yes_to_another_question_lets_it_go(northmark, officer) -> None:
    message = theirs(northmark, KEPT)
    for granted in (False, True, False):
        asked = consenting.ask(message, "For the prosecution service.", acting=officer, at=AT)
        answer = {"consent": str(asked.uuid), "granted": granted, "text": "Because."}
        assert says_of(northmark, spoken.CONSENT_GIVEN, message, **answer) == ""
        assert has_consent(message) is granted


def test_leave_that_was_given_ends_where_the_originator_holds_it_closer(northmark, officer) -> None:
    message = theirs(northmark, KEPT)
    asked = consenting.ask(message, "For the prosecution service.", acting=officer, at=AT)
    answer = {"consent": str(asked.uuid), "granted": True, "text": ""}
    assert says_of(northmark, spoken.CONSENT_GIVEN, message, **answer) == ""
    assert has_consent(message)
    narrowed = {"tlp": "red", "code": "H2", "limits": HANDLING.limits, "reason": "A witness."}
    assert says_of(northmark, spoken.NARROWING, message, **narrowed) == ""
    message.refresh_from_db()
    with pytest.raises(MayNotGoOn):
        consenting.require_may_go_on(message, "it")


def test_what_handling_lets_go_on_needs_no_leave(northmark: Speaker, officer) -> None:
    message = theirs(northmark)
    consenting.require_may_go_on(message, "it")
    assert export_conversation(message.conversation, acting=officer, at=AT)


def test_a_partner_asks_us_and_is_answered_once(northmark: Speaker, ours: Message, officer) -> None:
    uuid = uuid4()
    asked = {"consent": str(uuid), "purpose": "For our prosecutor."}
    assert says_of(northmark, spoken.CONSENT_ASKED, ours, **asked) == ""
    consent = Consent.objects.get(uuid=uuid)
    assert (consent.message, consent.purpose, consent.granted) == (ours, "For our prosecutor.", None)
    with pytest.raises(NotSaid):
        consenting.answer(consent, granted=False, text=" ", acting=officer, at=AT)
    consenting.answer(consent, granted=True, text="", acting=officer, at=AT)
    with pytest.raises(Conflict):
        consenting.answer(consent, granted=False, text="No more.", acting=officer, at=AT)
    said = Message.objects.filter(outgoing=True, type=spoken.CONSENT_GIVEN).get()
    assert body_of(said)["granted"] is True
    # The same question again is none.
    assert says_of(northmark, spoken.CONSENT_ASKED, ours, **asked) == "exchange.not_yours"


def test_nobody_gives_leave_for_what_they_asked_themselves(
    northmark: Speaker, ours: Message, officer
) -> None:
    message = theirs(northmark, KEPT)
    with pytest.raises(NotYours):
        consenting.ask(ours, "Ours.", acting=officer, at=AT)
    with pytest.raises(NotSaid):
        consenting.ask(message, " ", acting=officer, at=AT)
    asked = consenting.ask(message, "For the prosecution service.", acting=officer, at=AT)
    with pytest.raises(NotYours):
        consenting.answer(asked, granted=True, text="", acting=officer, at=AT)
    assert not has_consent(message)


# --- The rules themselves ---


@pytest.mark.parametrize(
    ("tlp", "code", "kept"),
    [
        ("clear", "H0", False), ("green", "H1", False), ("amber", "H1", False), ("amber", "H2", True),
        ("amber+strict", "H0", True), ("red", "H0", True), ("clear", "H3", True),
    ],
)  # fmt: skip
def test_what_stays_here(tlp: str, code: str, kept: bool) -> None:
    assert stays(Handling(tlp, "The inquiry", code)) is kept


def test_narrower_in_one_thing_and_wider_in_another_is_not_narrower() -> None:
    old = Handling("amber", "The inquiry", "H2", "This inquiry only.")
    assert is_narrower(old, replace(old, tlp="red"))
    assert is_narrower(old, replace(old, limits="This inquiry only. No publication."))
    for other in ({"tlp": "red", "code": "H0"}, {"code": "H3", "limits": ""}, {"tlp": "green"}):
        assert not is_narrower(old, replace(old, **other))


def test_a_passage_is_known_again_whatever_was_done_to_its_looks() -> None:
    words = [f"word{number}" for number in range(PASSAGE + 4)]
    source = " ".join(words)
    assert quotes("Before. " + "\n".join(words[2:]).upper().replace("WORD9", "WORD9,") + " After.", source)
    assert not quotes(" ".join(words[: PASSAGE - 1]), source)
    assert not quotes(" ".join(reversed(words)), source)


IN_ANY_WRITING = {
    "Das Konto gehört Erika Musterfrau, Hauptstraße 12.": "das KONTO gehört\nerika musterfrau hauptstrasse 12",
    "情報提供者は港の倉庫で運び屋と会った": "報告によれば情報提供者は港の倉庫で運び屋と会ったという",
    "Le témoin protégé réside désormais à Valbourg": unicodedata.normalize(
        "NFD", "le témoin protégé réside désormais à Valbourg"
    ),
    "The witness now lives at the old mill": "the witness now lives\u200b at the old\u00ad mill",
}


@pytest.mark.parametrize(("source", "text"), IN_ANY_WRITING.items())
def test_a_short_text_is_known_again_as_a_whole_in_any_writing(source: str, text: str) -> None:
    assert quotes(text, source)
    assert not quotes(text[: len(text) // 2], source)


def test_a_few_common_words_are_no_passage() -> None:
    assert not quotes("Please check the account holder today.", "Please check the account holder.")
