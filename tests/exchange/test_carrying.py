"""What is said is carried in its order to a node that answers over a real line, and never given up before it did."""

import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from entraide.accounts.domain.roles import Role
from entraide.exchange.domain.attestations import Kind
from entraide.exchange.domain.cards import follows
from entraide.exchange.domain.delivery import Answer, lines_of, write_answers
from entraide.exchange.domain.encoding import digest
from entraide.exchange.domain.statement import CHUNK_BYTES, Handling
from entraide.exchange.errors import Malformed, PartnerNotConfirmed, TooLarge
from entraide.exchange.models import Attachment, Attestation, Message, Partner
from entraide.exchange.queries import statement_of
from entraide.exchange.services import carrying, identity, partners
from entraide.exchange.services.carrying import (
    FIRST_WAIT,
    LONGEST_WAIT,
    carry_due,
    carry_side_by_side,
    wait_after,
)
from entraide.exchange.services.driving import drive
from entraide.exchange.services.partners import send_test
from entraide.exchange.services.sending import COUNTS_FOR, MOST_BYTES, Enclosure, open_conversation, send
from entraide.kernel.errors import Conflict, NotAllowed
from entraide.ledger.models import Entry
from tests.exchange.nodes import AT, HANDLING, node
from tests.exchange.speaking import TEST, OtherNode, Speaker, a_partner_at_work, let_in, served
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db):
    return PersonFactory(role=Role.ADMINISTRATOR)


def queue(row: Partner, *bodies: dict[str, object], **more: object) -> list[Message]:
    talk = open_conversation(row, at=AT)
    return [
        send(talk, TEST, body, handling=HANDLING, acting=None, at=AT, **more)  # type: ignore[arg-type]
        for body in bodies or ({"test": True},)
    ]


def kinds(message: Message, *, ours: bool | None = None) -> set[str]:
    found = Attestation.objects.filter(message=message)
    return set((found if ours is None else found.filter(ours=ours)).values_list("kind", flat=True))


def test_what_is_said_is_signed_numbered_and_kept_before_anything_leaves(northmark: Speaker) -> None:
    first, second = queue(northmark.row, {"number": 1}, {"number": 2})
    said, then = statement_of(first), statement_of(second)
    assert (said.sequence, said.previous, then.sequence, then.previous) == (1, None, 2, first.digest)
    assert (said.created, said.expires, said.handling) == (AT, AT + COUNTS_FOR, HANDLING)
    assert (said.sender, said.recipient) == (identity.identity().node, northmark.them.id)
    assert [one.standing for one in (first, second)] == ["queued", "queued"]
    assert kinds(first) == {"submission_accepted"}
    assert first.missed_at == AT + timedelta(hours=12)
    assert Entry.objects.filter(act="exchange.message_queued").count() == 2


def test_what_we_say_names_the_last_that_we_heard(northmark: Speaker) -> None:
    heard = northmark.says()
    northmark.delivers(heard)
    talk = open_conversation(northmark.row, at=AT)
    (fresh,) = [send(talk, TEST, {}, handling=HANDLING, acting=None, at=AT)]
    answer = send(
        Message.objects.get(uuid=heard.statement.message).conversation,
        TEST, {}, handling=HANDLING, acting=None, at=AT,
    )  # fmt: skip
    assert (statement_of(fresh).seen, statement_of(answer).seen) == (None, heard.digest)
    assert statement_of(answer).conversation == northmark.conversation


def test_nothing_is_said_to_a_partner_that_is_not_confirmed(northmark: Speaker, admin) -> None:
    talk = open_conversation(northmark.row, at=AT)
    partners.suspend(northmark.row, reason="Lost a key", acting=admin, at=AT)
    with pytest.raises(PartnerNotConfirmed):
        send(talk, TEST, {}, handling=HANDLING, acting=None, at=AT)
    with pytest.raises(PartnerNotConfirmed):
        open_conversation(northmark.row, at=AT)
    assert not Message.objects.exists()


def test_messages_arrive_in_their_order_and_both_sides_have_the_proof(answering: OtherNode) -> None:
    spoken = queue(answering.speaker.row, *({"number": number} for number in range(4)))
    assert carry_due(at=AT) > 0
    assert [one.body["number"] for one in answering.taken.values()] == [0, 1, 2, 3]
    assert list(answering.taken) == [one.uuid for one in spoken]
    for one in spoken:
        one.refresh_from_db()
        assert (one.standing, one.attempts, one.last_error) == ("delivered", 1, "")
        assert kinds(one, ours=False) == {"delivered"}
        assert kinds(one, ours=True) == {"submission_accepted", "relayed"}
    partner = answering.speaker.row
    assert (partner.failures, partner.next_try_at, partner.last_error) == (0, None, "")
    assert partner.clock_skew == 0.0


def test_our_attestations_are_carried_once_they_are_of_something_that_the_partner_has(
    answering: OtherNode,
) -> None:
    (message,) = queue(answering.speaker.row)
    assert not Attestation.objects.get().carried_at
    carry_due(at=AT)
    assert {one.attestation.kind for one in answering.told} == {Kind.SUBMISSION_ACCEPTED, Kind.RELAYED}
    assert {one.attestation.digest for one in answering.told} == {message.digest}
    assert not Attestation.objects.filter(ours=True, carried_at=None).exists()
    # And not again.
    before = len(answering.asked)
    carry_due(at=AT + timedelta(hours=1))
    assert len(answering.asked) == before


def test_attestations_that_an_answer_does_not_acknowledge_are_carried_again(answering: OtherNode) -> None:
    queue(answering.speaker.row)
    carry_due(at=AT)
    theirs = answering.speaker.says()
    answering.speaker.delivers(theirs)
    row = Message.objects.get(outgoing=False)
    Attestation.objects.filter(message=row).update(carried_at=None, carry_to=answering.speaker.row)
    answering.told.clear()
    answering.instead = lambda method, path, body: (200, b"<html>Sign in to the network</html>", {})
    carry_due(at=AT)
    assert Attestation.objects.get(message=row).carried_at is None
    answering.instead = None
    carry_due(at=AT + LONGEST_WAIT)
    assert [one.attestation.message for one in answering.told] == [row.uuid]


FAULTS: dict[str, tuple[tuple[int, bytes, dict[str, str]], str]] = {
    "500": ((500, b"", {}), "exchange.link_down HTTP 500"),
    "404": ((404, b"<html>", {}), "exchange.link_down HTTP 404"),
    "redirect": ((302, b"", {"Location": "http://127.0.0.1:9/elsewhere"}), "exchange.link_down HTTP 302"),
    "garbage": ((200, b"<html>hello</html>\n", {}), "exchange.malformed"),
    "no line": ((200, b"{}", {}), "exchange.malformed"),
    "hangs up": ((0, b"", {}), "exchange.link_down RemoteDisconnected"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_while_a_partner_answers_nothing_of_use_what_is_said_waits(answering: OtherNode, fault: str) -> None:
    reply, code = FAULTS[fault]
    carry_due(at=AT)  # the card is shown
    (message,) = queue(answering.speaker.row)
    answering.instead = lambda method, path, body: (reply[0], reply[1], dict(reply[2]))
    carry_due(at=AT)
    message.refresh_from_db()
    partner = answering.speaker.row
    assert (message.standing, kinds(message)) == ("queued", {"submission_accepted"})
    assert (partner.failures, partner.last_error) == (1, code)
    assert AT + FIRST_WAIT / 2 <= partner.next_try_at <= AT + FIRST_WAIT
    # Not before its time; and then as if nothing had been.
    answering.instead = None
    assert carry_due(at=AT) == 0
    carry_due(at=AT + FIRST_WAIT)
    message.refresh_from_db()
    assert (message.standing, answering.speaker.row.failures) == ("delivered", 0)


def test_a_partner_that_is_not_there_keeps_what_is_said_waiting(northmark: Speaker) -> None:
    (message,) = queue(northmark.row)
    carry_due(at=AT)
    message.refresh_from_db()
    assert (message.standing, northmark.row.last_error) == (
        "queued",
        "exchange.link_down ConnectionRefusedError",
    )


def another_key(answering: OtherNode, message: Message) -> bytes:
    stranger = Speaker(node("stranger"))
    proof = stranger.attested(message.uuid, message.digest, Kind.DELIVERED)
    return write_answers([Answer(message.uuid, attested=(proof,))])


def another_digest(answering: OtherNode, message: Message) -> bytes:
    proof = answering.speaker.attested(message.uuid, digest(b"other"), Kind.DELIVERED)
    return write_answers([Answer(message.uuid, attested=(proof,))])


def another_signature(answering: OtherNode, message: Message) -> bytes:
    proof = answering.speaker.attested(message.uuid, message.digest, Kind.DELIVERED).as_json()
    proof["root"]["signatures"].reverse()  # type: ignore[index]
    answer = Answer(message.uuid).as_json() | {"attestations": [proof]}
    return json.dumps(answer, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def bare_word(answering: OtherNode, message: Message) -> bytes:
    return write_answers([Answer(message.uuid)])


def unsigned_refusal(answering: OtherNode, message: Message) -> bytes:
    return write_answers([Answer(message.uuid, refusal="exchange.wrong_sender", where="parcel.sender")])


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (another_key, "exchange.signer_unknown"),
        (another_digest, "exchange.attestation_wrong"),
        (another_signature, "exchange.signature_missing"),
        (bare_word, "exchange.not_yet"),
        (unsigned_refusal, "exchange.wrong_sender"),
    ],
)
def test_what_a_partner_does_not_prove_settles_nothing(answering: OtherNode, answer, code: str) -> None:
    carry_due(at=AT)
    (message,) = queue(answering.speaker.row)
    told = answer(answering, message)
    answering.instead = lambda method, path, body: (200, told, {})
    carry_due(at=AT)
    message.refresh_from_db()
    assert (message.standing, message.attempts, message.last_error) == ("queued", 1, code)
    assert AT + FIRST_WAIT / 2 <= message.next_try_at <= AT + FIRST_WAIT
    assert kinds(message) == {"submission_accepted"}
    answering.instead = None
    carry_due(at=AT + FIRST_WAIT)
    message.refresh_from_db()
    assert message.standing == "delivered"


def test_a_signed_refusal_settles_a_message_with_its_reason(answering: OtherNode) -> None:
    answering.refusing = "exchange.unknown_type"
    (message,) = queue(answering.speaker.row)
    carry_due(at=AT)
    message.refresh_from_db()
    assert (message.standing, message.missed_at) == ("refused", None)
    kept = Attestation.objects.get(message=message, ours=False)
    assert (kept.kind, kept.reason) == ("not_delivered", "exchange.unknown_type")


def test_answers_about_messages_that_did_not_go_are_passed_over(answering: OtherNode) -> None:
    carry_due(at=AT)
    row = answering.speaker.row
    (held,) = queue(row)
    Message.objects.filter(pk=held.pk).update(next_try_at=AT + timedelta(days=1))
    (sent,) = queue(row)
    proof = answering.speaker.attested(held.uuid, held.digest, Kind.DELIVERED)

    def also(method: str, path: str, body: bytes) -> tuple[int, bytes, dict[str, str]]:
        answers = answering._delivered(lines_of(body))
        return 200, write_answers([Answer(held.uuid, attested=(proof,)), *answers]), {}

    answering.instead = also
    carry_due(at=AT)
    held.refresh_from_db()
    sent.refresh_from_db()
    assert (held.standing, sent.standing) == ("queued", "delivered")
    assert kinds(held, ours=False) == set()


def test_waits_grow_to_a_bound_and_are_not_the_same_for_all() -> None:
    longest = [FIRST_WAIT * 2**number for number in range(7)]
    for failures, most in enumerate(longest, 1):
        assert most / 2 <= wait_after(failures) <= most
    for failures in (9, 10, 100, 10_000):
        assert LONGEST_WAIT / 2 <= wait_after(failures) <= LONGEST_WAIT
    assert len({wait_after(5) for _ in range(20)}) > 10


def test_a_partner_that_stays_down_is_called_less_and_less_but_always_again(northmark: Speaker) -> None:
    queue(northmark.row)
    at, waits = AT, []
    for _ in range(12):
        carry_due(at=at)
        waits.append(northmark.row.next_try_at - at)
        at = northmark.row.next_try_at
    assert northmark.row.failures == 12
    assert waits[0] <= FIRST_WAIT < waits[3] < waits[6]
    assert max(waits) <= LONGEST_WAIT
    assert min(waits[-3:]) >= LONGEST_WAIT / 2


def test_what_goes_wrong_with_one_message_keeps_none_behind_it(answering: OtherNode) -> None:
    carry_due(at=AT)
    bad, good = queue(answering.speaker.row)[0], queue(answering.speaker.row)[0]
    stubborn = bad.uuid

    def but_one(method: str, path: str, body: bytes) -> tuple[int, bytes, dict[str, str]]:
        answers = [
            Answer(stubborn, refusal="exchange.not_opened") if one.message == stubborn else one
            for one in answering._delivered(lines_of(body))
        ]
        return 200, write_answers(answers), {}

    answering.instead = but_one
    carry_due(at=AT)
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.standing, bad.last_error, good.standing) == ("queued", "exchange.not_opened", "delivered")


def test_a_newer_card_is_shown_before_anything_else_and_only_once(answering: OtherNode, admin) -> None:
    queue(answering.speaker.row)
    carry_due(at=AT)
    assert answering.asked[0] == ("POST", "/cards")
    answering.asked.clear()
    identity.rotate(acting=admin, at=AT + timedelta(minutes=1))
    later = AT + timedelta(minutes=2)
    talk = open_conversation(answering.speaker.row, at=later)
    send(talk, TEST, {}, handling=HANDLING, acting=None, at=later)
    answering.at = later
    carry_due(at=later)
    assert [path for _, path in answering.asked][:2] == ["/cards", "/deliveries"]
    assert len(answering.cards) == 2
    # What the new key signed could be checked over there: it was delivered.
    assert not Message.objects.exclude(standing="delivered").exists()
    assert [path for _, path in answering.asked].count("/cards") == 1
    old, new = identity.identity().cards
    assert follows(old, new, "card")


def test_a_newer_card_is_shown_even_when_nothing_waits(answering: OtherNode) -> None:
    carry_due(at=AT)
    assert answering.asked == [("POST", "/cards")]
    assert carry_due(at=AT) == 0
    assert answering.asked == [("POST", "/cards")]


def test_a_card_that_is_not_taken_keeps_everything_waiting(answering: OtherNode) -> None:
    (message,) = queue(answering.speaker.row)
    answering.instead = lambda method, path, body: (422, b"", {}) if path == "/cards" else None
    carry_due(at=AT)
    message.refresh_from_db()
    assert (message.standing, answering.speaker.row.last_error) == ("queued", "exchange.link_down HTTP 422")
    assert [path for _, path in answering.asked] == ["/cards"]


def test_nothing_leaves_for_a_partner_that_is_suspended_and_it_waits_for_its_return(
    answering: OtherNode, admin
) -> None:
    (message,) = queue(answering.speaker.row)
    partners.suspend(answering.speaker.row, reason="Lost a key", acting=admin, at=AT)
    assert carry_due(at=AT) == 0
    assert answering.asked == []
    partners.resume(answering.speaker.row, reason="Found it", acting=admin, at=AT)
    carry_due(at=AT)
    message.refresh_from_db()
    assert message.standing == "delivered"


def test_what_leaves_is_sealed_for_the_key_that_the_partner_shows_when_it_leaves(
    answering: OtherNode, admin
) -> None:
    """A message that waited is not sealed to a key that ended meanwhile."""
    (message,) = queue(answering.speaker.row)
    content = bytes(message.content)
    carry_due(at=AT)
    message.refresh_from_db()
    assert bytes(message.content) == content
    (parcel,) = [
        json.loads(line) for body in answering.bodies for line in body.splitlines() if b'"sealed"' in line
    ]
    assert parcel["key"] == answering.speaker.them.opening.public.id
    assert b"exchange.test/1" not in b"".join(answering.bodies)


def test_the_difference_of_the_clocks_is_noted(answering: OtherNode) -> None:
    queue(answering.speaker.row)
    carrying_at = "Mon, 02 Mar 2026 14:30:42 +0000"

    def ahead(method: str, path: str, body: bytes) -> tuple[int, bytes, dict[str, str]] | None:
        if path != "/deliveries":
            return None
        return 200, write_answers(answering._delivered(lines_of(body))), {"Date": carrying_at}

    answering.instead = ahead
    carry_due(at=AT)
    assert answering.speaker.row.clock_skew == 42.0


# --- Files ---


def enclosure(path: Path, content: bytes, name: str = "extract.csv") -> Enclosure:
    path.write_bytes(content)
    return Enclosure(path, name, "text/csv", len(content), digest(content))


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES, 2 * CHUNK_BYTES + 1])
def test_a_file_goes_with_its_message_and_both_are_delivered_together(
    answering: OtherNode, tmp_path: Path, size: int
) -> None:
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    (message,) = queue(answering.speaker.row, enclosures=[enclosure(tmp_path / "one", content)])
    carry_due(at=AT)
    message.refresh_from_db()
    assert message.standing == "delivered"
    assert list(answering.files.values()) == [content]
    (said,) = answering.taken[message.uuid].statement.attachments
    assert (said.name, said.media_type, said.size) == ("extract.csv", "text/csv", size)
    assert Attachment.objects.get().chunks == said.chunks
    assert kinds(message, ours=True) == {"submission_accepted", "relayed"}


def test_every_file_travels_under_a_key_of_its_own_and_none_in_the_clear(
    answering: OtherNode, tmp_path: Path
) -> None:
    content = b"the account of Gaspard Vellorine" * 10
    two = [enclosure(tmp_path / "one", content), enclosure(tmp_path / "two", content)]
    (message,) = queue(answering.speaker.row, enclosures=two)
    carry_due(at=AT)
    first, second = statement_of(message).attachments
    assert first.key != second.key
    assert b"Vellorine" not in b"".join(answering.bodies)
    bodies = [
        body for body, (method, _) in zip(answering.bodies, answering.asked, strict=True) if method == "PUT"
    ]
    assert len(bodies) == 2
    assert bodies[0] != bodies[1]


def test_a_file_that_broke_off_goes_on_where_the_partner_has_it(
    answering: OtherNode, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr(carrying, "CHUNKS_AT_ONCE", 1)
    content = bytes(range(256)) * 4096 * 2 + b"end"
    (message,) = queue(answering.speaker.row, enclosures=[enclosure(tmp_path / "one", content)])
    breaking = iter([None, (500, b"", {})])

    def breaks(method: str, path: str, body: bytes) -> tuple[int, bytes, dict[str, str]] | None:
        return next(breaking, None) if method == "PUT" else None

    answering.instead = breaks
    carry_due(at=AT)
    message.refresh_from_db()
    assert (message.standing, Attachment.objects.get().chunks) == ("queued", 1)
    carry_due(at=AT + FIRST_WAIT)
    message.refresh_from_db()
    assert message.standing == "delivered"
    assert list(answering.files.values()) == [content]
    numbers = [path.rsplit("/", 1)[1] for method, path in answering.asked if method == "PUT"]
    assert numbers == ["0", "1", "1", "2"]


def test_a_partner_that_never_has_enough_of_a_file_is_not_fed_for_ever(
    answering: OtherNode, tmp_path
) -> None:
    (message,) = queue(answering.speaker.row, enclosures=[enclosure(tmp_path / "one", b"x")])
    given = statement_of(message).attachments[0].id
    more = json.dumps(
        Answer(message.uuid).as_json() | {"wanted": [{"attachment": str(given), "there": 0}]},
        sort_keys=True, separators=(",", ":"),
    ).encode()  # fmt: skip
    answering.instead = lambda method, path, body: (200, more + b"\n", {}) if method == "PUT" else None
    carry_due(at=AT)
    assert [method for method, _ in answering.asked].count("PUT") == 1
    assert answering.speaker.row.last_error == "exchange.link_down file"


@pytest.mark.parametrize(
    ("name", "travels"),
    [
        ("a/b\\c.pdf", "a b c.pdf"),
        ("  two   spaces.pdf ", "two spaces.pdf"),
        ("line\nbreak.pdf", "line break.pdf"),
        ("turned\u202efdp.exe", "turned fdp.exe"),
        ("soft\u00adhyphen\u200b.pdf", "soft hyphen .pdf"),
        ("x" * 300, "x" * 255),
        (".pdf", ".pdf"),
    ],
)
def test_a_file_name_of_ours_is_one_that_the_protocol_takes(
    northmark, tmp_path, name: str, travels: str
) -> None:
    (message,) = queue(northmark.row, enclosures=[enclosure(tmp_path / "one", b"x", name)])
    (said,) = statement_of(message).attachments
    assert said.name == travels


@pytest.mark.parametrize("name", ["", " ", "..", ".", "\u202e", "/"])
def test_a_file_name_that_is_none_is_replaced(northmark, tmp_path, name: str) -> None:
    (message,) = queue(northmark.row, enclosures=[enclosure(tmp_path / "one", b"x", name)])
    (said,) = statement_of(message).attachments
    assert len(said.name) == 8
    assert said.name.isalnum()


def test_what_nobody_could_read_is_not_signed(northmark: Speaker) -> None:
    """A statement that its recipient refuses would stand in the way of all that is said after it."""
    talk = open_conversation(northmark.row, at=AT)
    unreadable = Handling("amber", "a purpose\nof two lines")
    with pytest.raises(Malformed):
        send(talk, TEST, {}, handling=unreadable, acting=None, at=AT)
    with pytest.raises(TooLarge):
        send(talk, TEST, {"more": "a" * MOST_BYTES}, handling=HANDLING, acting=None, at=AT)
    assert not Message.objects.exists()


# --- By hand ---


def test_who_sees_the_links_has_a_message_tried_again_at_once(answering: OtherNode, admin) -> None:
    message = send_test(answering.speaker.row, acting=admin, at=AT)
    answering.instead = lambda method, path, body: (500, b"", {})
    carry_due(at=AT)
    answering.instead = None
    with pytest.raises(NotAllowed):
        drive(message, acting=PersonFactory(role=Role.CASE_OFFICER), at=AT)
    assert carry_due(at=AT) == 0
    drive(message, acting=admin, at=AT)
    carry_due(at=AT)
    message.refresh_from_db()
    assert message.standing == "delivered"
    assert Entry.objects.get(act="exchange.message_driven").actor == admin.uuid
    with pytest.raises(Conflict):
        drive(message, acting=admin, at=AT)


def test_only_who_sees_the_links_sends_a_test_message(northmark: Speaker) -> None:
    with pytest.raises(NotAllowed):
        send_test(northmark.row, acting=PersonFactory(role=Role.CASE_OFFICER), at=AT)
    assert not Message.objects.exists()


def test_the_background_process_carries_only_where_there_is_a_card(own_room, db) -> None:
    from entraide.exchange import tasks

    now = datetime(2026, 3, 2, tzinfo=UTC)
    tasks.carry(now)
    tasks.miss(now)
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("emptied_records")
def test_a_partner_that_is_slow_keeps_no_other_waiting(our_card, still) -> None:
    with a_partner_at_work("northmark") as slow, a_partner_at_work("stranger") as quick:
        (waits,), (passes,) = queue(slow.speaker.row), queue(quick.speaker.row)
        passed, seen = threading.Event(), []

        def hangs(method: str, path: str, body: bytes) -> tuple[int, bytes, dict[str, str]]:
            # Until the other has its message: carried one after the other, that would not come.
            seen.append(passed.wait(10))
            return 500, b"", {}

        def notes(method: str, path: str, body: bytes) -> None:
            if path == "/deliveries":
                passed.set()

        slow.instead, quick.instead = hangs, notes
        carry_side_by_side(at=AT)
        waits.refresh_from_db()
        passes.refresh_from_db()
    assert seen == [True]
    assert (waits.standing, passes.standing) == ("queued", "delivered")


def test_a_fault_with_one_partner_stops_nothing_for_the_others(
    answering: OtherNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Speaker(node("stranger"))
    (broken,) = queue(let_in(other.them, at=AT))
    (message,) = queue(answering.speaker.row)
    reading = carrying.card_of

    def breaks(partner: Partner):
        if partner.node == other.them.id:
            raise FileNotFoundError("a file of ours that is gone")
        return reading(partner)

    monkeypatch.setattr(carrying, "card_of", breaks)
    for _ in range(2):
        carry_due(at=AT)
    message.refresh_from_db()
    assert (message.standing, Message.objects.get(pk=broken.pk).standing) == ("delivered", "queued")
    assert (other.row.failures, answering.speaker.row.failures) == (1, 0)
    assert other.row.next_try_at > AT


def test_the_partner_is_not_called_where_its_card_does_not_lead(answering: OtherNode) -> None:
    """A redirect is an answer like any other that is of no use: it is not followed."""
    elsewhere = OtherNode(answering.speaker)
    with served(elsewhere) as address:
        answering.instead = lambda method, path, body: (307, b"", {"Location": f"{address}{path}"})
        queue(answering.speaker.row)
        carry_due(at=AT)
    assert elsewhere.asked == []
    assert Message.objects.get().standing == "queued"


def test_a_confirmed_partner_is_one_whose_card_is_kept(northmark: Speaker) -> None:
    let_in(node("stranger"))
    assert Partner.objects.filter(standing="confirmed", cards__isnull=False).count() == 2
