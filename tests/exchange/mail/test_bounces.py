"""Reports on what could not be delivered: understood, and believed only about what we sent."""

import smtplib
from email.message import EmailMessage, Message
from uuid import UUID

import pytest

from entraide.exchange.domain.mail import errors
from entraide.exchange.domain.mail.bounces import Bounce, Outcome, read_bounce
from entraide.exchange.domain.mail.entities import read_entity
from entraide.exchange.domain.mail.incoming import receive
from entraide.exchange.domain.mail.references import Sent
from entraide.exchange.domain.mail.smime import signed_and_encrypted
from tests.exchange.mail.people import MARKS, OURS, SENT, THEIRS, certificate, mail, mail_key, now
from tests.postbox import open_postbox

OURS_ID = MARKS.message_id(SENT)
FORGED = OURS_ID[:67] + "0" * 32 + OURS_ID[99:]

REPORT = """\
From: MAILER-DAEMON@mx.northmark.example
To: {ours}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b=_1"

This is a MIME-encapsulated message.

--b=_1
Content-Description: Notification
Content-Type: text/plain; charset=utf-8

I'm sorry to have to inform you that your message could not be delivered.

--b=_1
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.northmark.example
Arrival-Date: Mon, 2 Mar 2026 09:00:00 +0000

Final-Recipient: rfc822; desk@northmark.example
Original-Recipient: rfc822;desk@northmark.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <desk@northmark.example>: Recipient address
    rejected: User\x07 unknown{more}

--b=_1
Content-Type: {returned}

Received: from mx.valmont.example
From: {ours}
Message-ID: {id}
Subject: [2026-O-0012]

--b=_1--
"""

QMAIL = """\
Return-Path: <>
From: MAILER-DAEMON@qmail.northmark.example
To: {ours}
Subject: failure notice

Hi. This is the qmail-send program at qmail.northmark.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<desk@northmark.example>:
203.0.113.7 does not like recipient.
Remote host said: {code} 5.7.1 mailbox unavailable
Giving up on 203.0.113.7.

--- Below this line is a copy of the message.

Return-Path: <{ours}>
Message-ID: {id}
"""

EXIM = """\
X-Failed-Recipients: desk@northmark.example
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.northmark.example>
To: {ours}
Subject: Mail delivery failed: returning message to sender
References: {id}

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.

  desk@northmark.example
    mailbox is full
"""

DELAYED = """\
From: postmaster@mx.northmark.example
To: {ours}
Subject: Warning: message delayed 4 hours
In-Reply-To: {id}

The message has not been delivered yet. The server will keep trying.
"""


def report(action: str = "failed", status: str = "5.1.1", **changes: str) -> bytes:
    fields = {"ours": OURS, "id": OURS_ID, "returned": "text/rfc822-headers", "more": "", **changes}
    return REPORT.format(action=action, status=status, **fields).replace("\n", "\r\n").encode()


def bounce(raw: bytes) -> Bounce | None:
    return read_bounce(read_entity(raw), MARKS)


@pytest.mark.parametrize(
    ("action", "status", "outcome"),
    [
        ("failed", "5.1.1", Outcome.PERMANENT),
        ("failed", "4.4.7", Outcome.PERMANENT),
        ("delayed", "4.4.1", Outcome.TEMPORARY),
        ("delivered", "2.0.0", Outcome.DELIVERED),
        ("relayed", "2.0.0", Outcome.DELIVERED),
        ("unheard-of", "4.0.0", Outcome.TEMPORARY),
    ],
)
@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_by_the_book(action: str, status: str, outcome: Outcome, returned: str) -> None:
    found = bounce(report(action, status, returned=returned))
    assert found == Bounce(
        SENT,
        outcome,
        "desk@northmark.example",
        "smtp; 550 5.1.1 <desk@northmark.example>: Recipient address rejected: User unknown",
        standard=True,
    )


def test_of_several_recipients_the_worst_counts() -> None:
    more = "\n\nFinal-Recipient: rfc822; copy@northmark.example\nAction: delivered\nStatus: 2.0.0"
    found = bounce(report(more=more))
    assert found is not None
    assert (found.outcome, found.recipient) == (Outcome.PERMANENT, "desk@northmark.example")


@pytest.mark.parametrize(
    ("text", "outcome", "said"),
    [
        (QMAIL.replace("{code}", "550"), Outcome.PERMANENT, "550 5.7.1 mailbox unavailable"),
        (QMAIL.replace("{code} 5.7.1", "451"), Outcome.TEMPORARY, "451 mailbox unavailable"),
        (EXIM, Outcome.PERMANENT, "could not be delivered"),
        (DELAYED, Outcome.TEMPORARY, "will keep trying"),
    ],
)
def test_reports_that_follow_no_book(text: str, outcome: Outcome, said: str) -> None:
    found = bounce(text.format(ours=OURS, id=OURS_ID).replace("\n", "\r\n").encode())
    assert found is not None
    assert (found.sent, found.outcome, found.standard) == (SENT, outcome, False)
    assert said in found.diagnostic
    assert len(found.diagnostic) <= 500


@pytest.mark.parametrize("text", [QMAIL.replace("{code}", "550"), EXIM, DELAYED])
def test_a_report_on_a_message_that_is_not_ours_is_not_believed(text: str) -> None:
    for wrong, refusal in (
        (FORGED, errors.MailReferenceForged),
        ("<other@northmark.example>", errors.MailBounceNotOurs),
    ):
        with pytest.raises(refusal):
            bounce(text.format(ours=OURS, id=wrong).encode())


def test_a_report_by_the_book_is_not_believed_either() -> None:
    with pytest.raises(errors.MailReferenceForged):
        bounce(report(id=FORGED))
    with pytest.raises(errors.MailBounceNotOurs):
        bounce(report(id="<other@northmark.example>"))


def test_a_report_on_two_messages_is_on_neither() -> None:
    other = MARKS.message_id(Sent(SENT.conversation, UUID(int=99)))
    with pytest.raises(errors.MailBounceNotOurs):
        bounce(EXIM.format(ours=OURS, id=f"{OURS_ID} {other}").encode())


def test_what_a_server_says_is_cleaned_and_bounded() -> None:
    found = bounce(report().replace(b"User\x07", b"\x1b[2J\xe2\x80\xae" + b"x" * 3000))
    assert found is not None
    assert len(found.diagnostic) <= 500
    assert found.diagnostic.isprintable()


def test_a_report_without_a_recipient_says_nothing() -> None:
    with pytest.raises(errors.MailBounceNotOurs):
        bounce(report(action="", status=""))


def test_a_letter_is_no_report() -> None:
    assert bounce(mail(sender=THEIRS, to=OURS).as_bytes()) is None
    assert bounce(f"From: {THEIRS}\r\nSubject: Undelivered parcels\r\n\r\nx".encode()) is None


def test_what_we_handed_to_a_mail_server_comes_back_and_is_recognised() -> None:
    raw = signed_and_encrypted(mail(), mail_key(OURS), [certificate(THEIRS)], at=now())
    with open_postbox() as box, smtplib.SMTP("127.0.0.1", box.port) as server:
        server.sendmail(OURS, [THEIRS], raw)
    [taken] = box.taken
    answer = EmailMessage()
    answer["From"], answer["To"], answer["Subject"] = (
        "MAILER-DAEMON@mx.northmark.example",
        OURS,
        "Returned mail",
    )
    answer.set_type("multipart/report")
    answer.set_param("report-type", "delivery-status")
    status = EmailMessage()
    status["Content-Type"] = "message/delivery-status"
    whole, one = Message(), Message()
    whole["Reporting-MTA"] = "dns; mx.northmark.example"
    one["Final-Recipient"], one["Action"], one["Status"] = "rfc822; a@b.example", "failed", "5.0.0"
    status.set_payload([whole, one])
    answer.attach(status)
    returned = EmailMessage()
    returned.set_content(taken)
    answer.attach(returned)
    found = receive(
        answer.as_bytes(), keys=[mail_key(OURS)], marks=MARKS, correspondent_of=lambda reply: None, at=now()
    )
    assert found == Bounce(SENT, Outcome.PERMANENT, "a@b.example", "5.0.0", standard=True)
