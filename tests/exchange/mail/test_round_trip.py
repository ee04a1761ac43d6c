"""The whole way: out by SMTP, opened by the partner's own program, answered, fetched by IMAP, and filed."""

import smtplib
from email.message import EmailMessage
from pathlib import Path

from entraide.exchange.domain.mail.entities import read_entity
from entraide.exchange.domain.mail.incoming import Correspondent, Incoming, receive
from entraide.exchange.domain.mail.mailbox import Mailbox, Security, Uid, poll
from entraide.exchange.domain.mail.references import Found, ReplyTo
from entraide.exchange.domain.mail.smime import signed_and_encrypted
from entraide.exchange.domain.mail.verifying import Verdict
from tests.exchange.mail.imap_server import Server, open_mailbox
from tests.exchange.mail.openssl import needs_openssl, openssl
from tests.exchange.mail.people import (
    MARKS,
    OURS,
    SENT,
    THEIRS,
    certificate,
    key,
    mail,
    mail_key,
    now,
    pem,
    pem_key,
)
from tests.postbox import open_postbox


def sent() -> EmailMessage:
    """Our letter as it reaches the partner's mail server."""
    raw = signed_and_encrypted(mail(), mail_key(OURS), [certificate(THEIRS)], at=now())
    with open_postbox() as box, smtplib.SMTP("127.0.0.1", box.port) as server:
        server.sendmail(OURS, [THEIRS], raw)
    [taken] = box.taken
    return taken


@needs_openssl
def test_a_letter_goes_out_and_its_answer_is_filed(tmp_path: Path) -> None:
    files = {
        "ours.pem": pem(certificate(OURS)), "theirs.pem": pem(certificate(THEIRS)), "theirs.key": pem_key(key(THEIRS)),
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    taken = sent()
    inside = openssl(
        "cms", "-decrypt", "-recip", tmp_path / "theirs.pem", "-inkey", tmp_path / "theirs.key",
        given=taken.as_bytes(),
    )  # fmt: skip
    said = openssl(
        "cms", "-verify", "-CAfile", tmp_path / "ours.pem", "-partial_chain", "-purpose", "any", given=inside
    )
    assert "Océane" in read_entity(said).line("Subject")

    answer = b"Content-Type: text/plain\r\n\r\nThe account is in the name of a third person.\r\n"
    signed = openssl(
        "cms", "-sign", "-signer", tmp_path / "theirs.pem", "-inkey", tmp_path / "theirs.key", given=answer
    )
    sealed = openssl(
        "cms", "-encrypt", "-aes256", "-from", THEIRS, "-to", OURS, "-subject", "Re: " + taken["Subject"],
        tmp_path / "ours.pem", given=signed,
    )  # fmt: skip
    server = Server()
    server.inbox.put(f"In-Reply-To: {taken['Message-ID']}\n".encode() + sealed)
    stored: list[bytes] = []

    def store(raw: bytes, uid: Uid) -> None:
        stored.append(raw)

    with open_mailbox(server):
        mailbox = Mailbox(
            "127.0.0.1", server.port, server.user, server.password, security=Security.PLAIN, timeout=5
        )
        assert poll(mailbox, store).stored == 1

    partner = Correspondent(frozenset({THEIRS}), (certificate(THEIRS),), signs=True)
    got = receive(
        stored[0], keys=[mail_key(OURS)], marks=MARKS, correspondent_of=lambda reply: partner,
        at=now(),
    )  # fmt: skip
    assert isinstance(got, Incoming)
    assert got.doubts == ()
    assert got.reply == ReplyTo(Found.BY_MESSAGE_ID, SENT)
    assert got.verified.verdict == Verdict.SIGNED_BY_PARTNER
    assert b"in the name of a third person" in got.opened.content.body
