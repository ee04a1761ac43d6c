"""A reply is known by a Message-ID that nobody else can make; a subject alone proves nothing."""

import hmac
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.exchange.domain.mail import errors
from entraide.exchange.domain.mail.entities import Entity, read_entity
from entraide.exchange.domain.mail.incoming import Correspondent, Incoming, receive
from entraide.exchange.domain.mail.references import Found, Marks, ReplyTo, Sent, marked, reply_to_what
from entraide.exchange.domain.mail.smime import signed, signed_and_encrypted
from tests.exchange.mail.people import (
    MARKS,
    OURS,
    SENT,
    STRANGER,
    THEIRS,
    certificate,
    mail,
    mail_key,
    now,
)

OURS_ID = MARKS.message_id(SENT)
OTHER = Sent(uuid4(), uuid4())
NORTHMARK = Correspondent(frozenset({THEIRS}), (certificate(THEIRS),))


def reply(**headers: str) -> Entity:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return read_entity(f"From: {THEIRS}\r\n{lines}\r\nText\r\n".encode())


class TestMessageIds:
    def test_each_is_unlike_any_other_and_found_again(self) -> None:
        assert OURS_ID.count("@valmont.example>") == 1
        assert MARKS.named_in(OURS_ID) == [SENT]
        assert MARKS.message_id(OTHER) != OURS_ID

    def test_a_former_secret_still_recognises_and_no_longer_marks(self) -> None:
        former = Marks(MARKS.domain, MARKS.secrets[1:])
        assert MARKS.named_in(former.message_id(SENT)) == [SENT]
        with pytest.raises(errors.MailReferenceForged):
            former.named_in(OURS_ID)

    @pytest.mark.parametrize(
        ("domain", "secret"), [("Valmont.example", b"x" * 32), ("a b", b"x" * 32), ("a", b"x")]
    )
    def test_a_weak_secret_or_no_domain_is_an_error(self, domain: str, secret: bytes) -> None:
        with pytest.raises(ValueError):
            Marks(domain, (secret,))

    def test_secrets_are_not_shown(self) -> None:
        assert "secret of" not in repr(MARKS)

    @given(place=st.integers(1, 98), sign=st.sampled_from("0123456789abcdef"))
    def test_a_change_of_any_sign_is_a_forgery(self, place: int, sign: str) -> None:
        changed = OURS_ID[:place] + sign + OURS_ID[place + 1 :]
        if changed == OURS_ID or OURS_ID[place] == ".":
            return
        with pytest.raises(errors.MailReferenceForged):
            MARKS.named_in(changed)

    def test_the_tag_of_one_domain_does_not_hold_for_another(self) -> None:
        elsewhere = Marks("elsewhere.example", MARKS.secrets)
        with pytest.raises(errors.MailReferenceForged):
            elsewhere.named_in(OURS_ID.replace("valmont", "elsewhere"))

    @pytest.mark.parametrize("tail", [".attacker.example>", "x>", "-x>"])
    def test_a_longer_domain_is_another_one(self, tail: str) -> None:
        assert MARKS.named_in(OURS_ID[:-1] + tail) == []

    def test_tags_are_compared_in_constant_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        compared: list[str] = []

        def noted(one: str, other: str) -> bool:
            compared.append(other)
            return one == other

        monkeypatch.setattr(hmac, "compare_digest", noted)
        assert MARKS.named_in(OURS_ID) == [SENT]
        assert len(compared) == len(MARKS.secrets)


class TestReplies:
    def test_in_reply_to_comes_first_then_the_last_reference(self) -> None:
        second = Sent(SENT.conversation, UUID(int=7))
        found = reply_to_what(
            reply(In_Reply_To=OURS_ID, References=f"{OURS_ID} {MARKS.message_id(second)}"), MARKS
        )
        assert found == ReplyTo(Found.BY_MESSAGE_ID, SENT)
        found = reply_to_what(
            reply(
                In_Reply_To="<theirs@northmark.example>",
                References=f"{OURS_ID}\r\n {MARKS.message_id(second)}",
            ),
            MARKS,
        )
        assert found == ReplyTo(Found.BY_MESSAGE_ID, second)

    def test_servers_that_change_the_case_do_no_harm(self) -> None:
        assert reply_to_what(reply(References=OURS_ID.upper()), MARKS) == ReplyTo(Found.BY_MESSAGE_ID, SENT)

    @pytest.mark.parametrize(
        "subject",
        ["RE: [2026-O-0012] Letter", "=?utf-8?q?R=C3=A9p_=3A_=5B2026-O-0012=5D?=", "AW: [E-2026-O-0012]"],
    )
    def test_by_subject_is_the_weaker_way(self, subject: str) -> None:
        found = reply_to_what(reply(Subject=subject), MARKS)
        assert found is not None
        assert (found.how, found.sent) == (Found.BY_SUBJECT, None)
        assert found.reference.endswith("2026-O-0012")

    def test_two_conversations_are_one_too_many(self) -> None:
        with pytest.raises(errors.MailReferencesDiffer):
            reply_to_what(reply(References=f"{OURS_ID} {MARKS.message_id(OTHER)}"), MARKS)
        with pytest.raises(errors.MailReferencesDiffer):
            reply_to_what(reply(Subject="[2026-O-0012] [2026-O-0013]"), MARKS)

    def test_a_forged_reference_is_refused_though_the_subject_is_right(self) -> None:
        forged = OURS_ID[:67] + "0" * 32 + OURS_ID[99:]
        with pytest.raises(errors.MailReferenceForged):
            reply_to_what(reply(In_Reply_To=forged, Subject="[2026-O-0012]"), MARKS)

    def test_a_mail_that_names_nothing_answers_nothing(self) -> None:
        assert reply_to_what(reply(Subject="Hello"), MARKS) is None

    def test_a_subject_is_marked_once_on_one_line(self) -> None:
        assert marked("A\r\nB", "2026-O-0012") == "[2026-O-0012] A B"
        assert marked("[2026-O-0012] A", "2026-O-0012") == "[2026-O-0012] A"


def received(raw: bytes, partner: Correspondent | None = NORTHMARK) -> Incoming:
    known = {SENT.conversation: partner}

    def correspondent_of(reply: ReplyTo) -> Correspondent | None:
        return known.get(reply.sent.conversation) if reply.sent else partner

    got = receive(raw, keys=[mail_key(OURS)], marks=MARKS, correspondent_of=correspondent_of, at=now())
    assert isinstance(got, Incoming)
    return got


def doubts(raw: bytes, partner: Correspondent | None = NORTHMARK) -> list[str]:
    return [doubt.code.removeprefix("exchange.mail_") for doubt in received(raw, partner).doubts]


def plain(sender: str = THEIRS, **headers: str) -> bytes:
    headers = {"In-Reply-To": OURS_ID, "Subject": "Re: our letter", **headers}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items() if value)
    return f"From: Desk <{sender}>\r\nTo: {OURS}\r\n{lines}\r\nWe have found it.\r\n".encode()


class TestWhatIsFiled:
    def test_a_reply_from_the_partner_is_filed(self) -> None:
        got = received(plain())
        assert (got.doubts, got.automatic) == ((), False)
        assert got.reply == ReplyTo(Found.BY_MESSAGE_ID, SENT)

    def test_a_reply_that_is_signed_and_encrypted_is_filed(self) -> None:
        message = mail(sender=THEIRS, to=OURS, subject="Re: our letter", In_Reply_To=OURS_ID)
        raw = signed_and_encrypted(message, mail_key(THEIRS), [certificate(OURS)], at=now())
        assert doubts(raw, Correspondent(frozenset({THEIRS}), (certificate(THEIRS),), signs=True)) == []

    @pytest.mark.parametrize(
        ("raw", "expected"),
        [
            (plain(In_Reply_To="", References=OURS_ID[:70] + "0000" + OURS_ID[74:]), ["reference_forged"]),
            (plain(STRANGER), ["not_from_partner"]),
            (plain(f"{THEIRS}>, <{STRANGER}"), ["sender_unclear"]),
            (plain(f"{STRANGER}(<{THEIRS}>)"), ["sender_unclear"]),
            (plain(From=STRANGER), ["sender_unclear"]),
            (plain(**{"In-Reply-To": "", "Subject": "Re: [2026-O-0012]"}), ["reference_by_subject"]),
            (plain(**{"In-Reply-To": ""}), ["reference_missing"]),
            (plain(**{"In-Reply-To": MARKS.message_id(OTHER)}), ["reference_unknown"]),
        ],
    )
    def test_what_a_person_must_decide(self, raw: bytes, expected: list[str]) -> None:
        assert doubts(raw) == expected

    def test_a_partner_that_signs_is_not_believed_without(self) -> None:
        assert doubts(plain(), Correspondent(frozenset({THEIRS}), (certificate(THEIRS),), signs=True)) == [
            "unsigned"
        ]

    def test_what_claims_to_be_signed_and_is_not_is_marked(self) -> None:
        message = mail(sender=THEIRS, to=OURS, subject="Re: our letter", In_Reply_To=OURS_ID)
        raw = signed(message, mail_key(THEIRS), at=now())
        assert doubts(raw) == []
        assert doubts(raw, Correspondent(frozenset({THEIRS}))) == ["signed_by_stranger"]
        changed = raw.replace(b"Content-Type: text/plain", b"Content-Type: text/plaim")
        assert doubts(changed) == ["signature_broken"]

    def test_headers_outside_do_not_move_a_protected_reply_to_another_conversation(self) -> None:
        message = mail(sender=THEIRS, to=OURS, subject="Re: our letter", In_Reply_To=OURS_ID)
        raw = signed(message, mail_key(THEIRS), at=now())
        moved = raw.replace(OURS_ID.encode(), MARKS.message_id(OTHER).encode(), 1)
        assert received(moved).reply == ReplyTo(Found.BY_MESSAGE_ID, SENT)

    def test_the_same_content_in_another_wrapping_has_the_same_digest(self) -> None:
        message = mail(sender=THEIRS, to=OURS, subject="Re: our letter", In_Reply_To=OURS_ID)
        raw = signed(message, mail_key(THEIRS), at=now())
        again = b"X-Sent: again\r\n" + raw
        assert received(raw).opened.digest == received(again).opened.digest

    def test_an_answer_that_no_person_wrote_is_said_to_be_one(self) -> None:
        assert received(plain(Auto_Submitted="auto-replied")).automatic
        receipt = "multipart/report; report-type=disposition-notification; boundary=b"
        assert received(plain(Content_Type=receipt)).automatic
