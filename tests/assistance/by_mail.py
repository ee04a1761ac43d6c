"""An invented agency that writes to a partner by mail, its mail servers, and what the partner's own program writes."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.models import Letter
from entraide.assistance.services import describing, following, registering, writing
from entraide.assistance.services.dispatching import deliver_due
from entraide.assistance.services.mailing import certificates, keys
from entraide.cases.services.members import add_members
from entraide.config.home import Mailbox
from tests.exchange.mail.imap_server import Server, open_mailbox
from tests.exchange.mail.openssl import openssl
from tests.exchange.mail.people import OURS, STRANGER, THEIRS, certificate, key, mail_key, now, pem, pem_key
from tests.postbox import Postbox, open_postbox

FIELDS = {
    "partner_state": "BE",
    "kind": "police_information",
    "track": "police",
    "title": "Keeper of a van",
    "facts": "A grey van stood near three burglaries in nine days.",
    "language": "en",
    "urgency": "routine",
    "tlp": "amber",
    "handling": "h1",
    "limits_on_use": "For inquiry V-26-0311 only.",
}


@pytest.fixture
def home(settings, tmp_path) -> Path:
    """The folder of the agency's keys, and the address it writes from."""
    settings.ENTRAIDE_MAIL = tmp_path / "mail"
    settings.DEFAULT_FROM_EMAIL = f"Police régionale <{OURS}>"
    return tmp_path


@pytest.fixture
def postbox(settings, home) -> Iterator[Postbox]:
    """The mail server through which letters leave."""
    with open_postbox() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.EMAIL_USE_TLS = False
        yield box


@pytest.fixture
def server(settings, home) -> Iterator[Server]:
    """The duty mailbox."""
    with open_mailbox(Server()) as box:
        settings.ENTRAIDE_MAILBOX = Mailbox(
            host="127.0.0.1", port=box.port, user=box.user, password=box.password, security="plain"
        )
        yield box


@pytest.fixture
def keyed(db, home) -> None:
    """The agency signs, and knows the partner's certificate."""
    keys.set_key(mail_key(OURS), acting=None, at=now())
    certificates.keep_certificate(
        THEIRS, certificate(THEIRS), compared_with="J. Adams, +1 555 0100", acting=None, at=now()
    )


@pytest.fixture
def approved(bureau, home) -> Letter:
    """A letter of request of ours, approved, to a partner by mail."""
    officer, supervisor, at = bureau["officer"], bureau["supervisor"], now()
    request = registering.draft(FIELDS, acting=officer, at=at)
    parts = (("measures", {"code": "identification"}), ("subjects", {"sort": "person", "name": "Corvin H."}))
    for part, fields in parts:
        describing.add_part(request, part, fields, acting=officer, at=at)
    add_members(request.case, [supervisor], acting=officer, at=at)
    following.submit(request, acting=officer, at=at)
    letter = writing.draft_letter(request, LetterKind.OUTGOING_REQUEST, acting=officer, at=at)
    writing.revise_letter(letter, {"email": THEIRS}, acting=officer, at=at)
    writing.submit_letter(letter, acting=officer, at=at)
    following.approve(request, acting=supervisor, at=at)
    return writing.approve_letter(letter, acting=supervisor, at=at)


def left(letter: Letter, postbox: Postbox) -> EmailMessage:
    """The letter as the partner's mail server has it."""
    at = now()
    writing.send_by_mail(letter, acting=letter.drafted_by, at=at)
    assert deliver_due(at=at) == 1
    return postbox.taken[-1]


def files_of(folder: Path) -> None:
    """Keys and certificates as files, for the partner's own program."""
    for name, address in (("ours", OURS), ("theirs", THEIRS), ("stranger", STRANGER)):
        (folder / f"{name}.pem").write_bytes(pem(certificate(address)))
        (folder / f"{name}.key").write_bytes(pem_key(key(address)))


def signed_answer(folder: Path, taken: EmailMessage, content: bytes, *, by: str = "theirs") -> bytes:
    """What the partner's program sends: signed, and encrypted to us."""
    signer = (folder / f"{by}.pem", "-inkey", folder / f"{by}.key")
    inside = openssl("cms", "-sign", "-signer", *signer, given=content)
    sealed = openssl(
        "cms", "-encrypt", "-aes256", "-from", THEIRS, "-to", OURS, "-subject", f"Re: {taken['Subject']}",
        folder / "ours.pem", given=inside,
    )  # fmt: skip
    answers = f"In-Reply-To: {taken['Message-ID']}\nMessage-ID: <a.reply@northmark.example>\n"
    return answers.encode() + sealed


def plain(
    taken: EmailMessage | None, *, sender: str = THEIRS, body: str = "We see to it.", **headers: str
) -> bytes:
    """A mail that is neither signed nor encrypted."""
    lines = {
        "From": sender,
        "To": OURS,
        "Subject": "Re: your letter",
        "Date": f"{now():%a, %d %b %Y %H:%M:%S} +0000",
    }
    if taken is not None:
        lines["In-Reply-To"] = str(taken["Message-ID"])
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    return (
        "".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode() + f"\r\n{body}\r\n".encode()
    )


def bounced(taken: EmailMessage, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    """What a mail server reports of a letter (RFC 3464)."""
    return (
        f"From: MAILER-DAEMON@northmark.example\r\nTo: {OURS}\r\nSubject: Undelivered Mail\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nNot delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.northmark.example\r\n\r\n"
        f"Final-Recipient: rfc822; {THEIRS}\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: smtp; {status} no such desk\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {taken['Message-ID']}\r\n\r\n--b--\r\n"
    ).encode()
