"""Mail is fetched from a real server over a real line, and nothing is lost wherever it breaks."""

import os
import signal
import socket
import ssl
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID

from entraide.exchange.domain.mail import errors
from entraide.exchange.domain.mail.folders import written
from entraide.exchange.domain.mail.mailbox import Mailbox, Polled, Security, Uid, poll
from entraide.kernel.errors import Refusal
from tests.exchange.mail.imap_server import Folder, Server, open_mailbox
from tests.exchange.mail.people import key, pem, pem_key

MAILS = [f"From: desk@northmark.example\r\nSubject: {n}\r\n\r\nLine {n}\r\n".encode() for n in range(5)]


class Store:
    """What was handed over, in its order."""

    def __init__(self, refuses: bytes | None = None) -> None:
        self.kept: list[tuple[bytes, Uid]] = []
        self.refuses = refuses

    def __call__(self, raw: bytes, uid: Uid) -> None:
        if raw == self.refuses:
            raise errors.MailUnreadable(where="headers")
        self.kept.append((raw, uid))

    @property
    def raws(self) -> list[bytes]:
        return [raw for raw, _ in self.kept]


def server_with(*mails: bytes, **changes: Any) -> Server:
    server = Server(**changes)
    for mail in mails:
        server.inbox.put(mail)
    return server


def at(server: Server, **changes: Any) -> Mailbox:
    settings = {"user": server.user, "password": server.password, "security": Security.PLAIN, "timeout": 3.0}
    return Mailbox("127.0.0.1", server.port, **{**settings, **changes})


MOVE = ["IMAP4rev1", "MOVE"]
COPY_AND_EXPUNGE = ["IMAP4rev1", "UIDPLUS"]
COPY = ["IMAP4rev1"]


class TestPolling:
    @pytest.mark.parametrize("capabilities", [MOVE, COPY_AND_EXPUNGE, COPY])
    @pytest.mark.parametrize("chatty", [False, True])
    def test_everything_is_stored_in_its_order_then_moved(
        self, capabilities: list[str], chatty: bool
    ) -> None:
        store = Store()
        with open_mailbox(server_with(*MAILS, capabilities=capabilities, chatty=chatty)) as server:
            assert poll(at(server), store) == Polled(5, ())
            assert poll(at(server), store) == Polled(0, ())
        assert store.raws == MAILS
        assert [uid for _, uid in store.kept] == [Uid(1_700_000_000, number) for number in range(1, 6)]
        assert server.inbox.contents == []
        assert server.folders["Processed"].contents == MAILS
        assert not any("\\Seen" in one.flags for one in server.inbox.messages)

    @pytest.mark.parametrize("flag", ["$EntraideStored", "\\Seen", "\\Flagged"])
    def test_or_flagged_and_left_where_it_is(self, flag: str) -> None:
        store = Store()
        with open_mailbox(server_with(*MAILS)) as server:
            mailbox = at(server, processed="", flag=flag)
            assert poll(mailbox, store) == Polled(5, ())
            server.inbox.put(b"New: 1\r\n\r\n")
            assert poll(mailbox, store) == Polled(1, ())
        assert store.raws == [*MAILS, b"New: 1\r\n\r\n"]
        assert all(one.flags == {flag} for one in server.inbox.messages)

    def test_at_most_so_many_at_once(self) -> None:
        store = Store()
        with open_mailbox(server_with(*MAILS)) as server:
            assert poll(at(server), store, most=2) == Polled(2, ())
            assert poll(at(server), store, most=9) == Polled(3, ())
        assert store.raws == MAILS

    def test_a_folder_with_letters_of_our_own(self) -> None:
        assert written("Traités & cie") == '"Trait&AOk-s &- cie"'
        with open_mailbox(server_with(*MAILS)) as server:
            assert poll(at(server, processed="Traités"), Store()).stored == 5
        assert len(server.folders["Trait&AOk-s"].messages) == 5

    def test_names_and_pass_words_of_all_sorts(self) -> None:
        for user, password in (("a b", 'q"uote\\s'), ("été", "ünïcode")):
            with open_mailbox(server_with(MAILS[0], user=user, password=password)) as server:
                assert poll(at(server), Store()).stored == 1

    def test_a_new_validity_is_handed_on(self) -> None:
        store = Store()
        with open_mailbox(server_with(MAILS[0])) as server:
            mailbox = at(server, processed="", flag="\\Seen")
            poll(mailbox, store)
            server.folders["INBOX"] = Folder(validity=1_700_000_001)
            server.inbox.put(MAILS[1])
            poll(mailbox, store)
        assert [uid for _, uid in store.kept] == [Uid(1_700_000_000, 1), Uid(1_700_000_001, 1)]

    def test_many_messages(self) -> None:
        store = Store()
        with open_mailbox(server_with(*MAILS * 90)) as server:
            assert poll(at(server), store, most=1000).stored == 450
        assert store.raws == MAILS * 90


class TestWhatCannotBeStored:
    def test_a_broken_message_does_not_stop_the_others(self) -> None:
        store = Store(refuses=MAILS[1])
        with open_mailbox(server_with(*MAILS)) as server:
            found = poll(at(server), store)
        assert (found.stored, [one.uid.number for one in found.left]) == (4, [2])
        assert found.left[0].refusal.code == "exchange.mail_unreadable"
        assert server.inbox.contents == [MAILS[1]]

    def test_a_message_that_is_too_large_is_not_even_fetched(self) -> None:
        store = Store()
        with open_mailbox(server_with(MAILS[0], b"x" * 5000, MAILS[2])) as server:
            found = poll(at(server, most_bytes=1000), store)
        assert (found.stored, [one.refusal.code for one in found.left]) == (2, ["exchange.mail_too_large"])
        assert server.commands.count("UID FETCH") == 3

    def test_a_message_that_is_larger_than_announced_is_refused(self) -> None:
        with (
            open_mailbox(server_with(MAILS[0], lies_about=lambda one, raw: b"x" * 1001)) as server,
        ):
            found = poll(at(server, most_bytes=1000), Store())
        assert [one.refusal.code for one in found.left] == ["exchange.mail_too_large"]

    def test_a_literal_without_end_breaks_off(self) -> None:
        with (
            open_mailbox(server_with(MAILS[0], lies_about=lambda one, raw: b"x" * 100_000)) as server,
            pytest.raises(errors.MailboxUnreachable),
        ):
            poll(at(server, most_bytes=1000), Store())

    def test_a_fault_of_the_store_is_not_taken_for_one_of_the_line(self) -> None:
        def full(raw: bytes, uid: Uid) -> None:
            raise OSError("no space left on device")

        with open_mailbox(server_with(*MAILS)) as server, pytest.raises(OSError, match="no space"):
            poll(at(server), full)
        assert server.inbox.contents == MAILS

    def test_what_cannot_be_set_aside_is_said_and_fetched_again(self) -> None:
        store = Store()
        with open_mailbox(server_with(MAILS[0])) as server:

            def vanish(raw: bytes, uid: Uid) -> None:
                store(raw, uid)
                server.folders.pop("Processed", None)

            found = poll(at(server), vanish)
            assert [one.refusal.code for one in found.left] == ["exchange.mail_not_set_aside"]
            server.folders["Processed"] = Folder()
            assert poll(at(server), store).stored == 1
        assert store.raws == [MAILS[0]] * 2


class TestWhereverItBreaks:
    @pytest.mark.parametrize("capabilities", [MOVE, COPY_AND_EXPUNGE, COPY])
    @pytest.mark.parametrize("when", ["before", "after"])
    def test_every_message_is_stored_whichever_command_is_the_last(
        self, capabilities: list[str], when: str
    ) -> None:
        for last in range(1, 18):
            store = Store()
            with open_mailbox(server_with(*MAILS[:2], capabilities=capabilities)) as server:
                server.break_at = lambda count, command, last=last: when if count == last else None  # type: ignore[misc]
                with suppress(errors.MailboxUnreachable):
                    poll(at(server), store)
                # What is out of the inbox was stored before.
                assert set(server.folders["Processed"].contents) <= set(store.raws)
                server.break_at = lambda count, command: None
                assert poll(at(server), store).left == ()
            assert {sha256(raw).digest() for raw in store.raws} == {sha256(raw).digest() for raw in MAILS[:2]}
            assert server.inbox.contents == []
            assert set(server.folders["Processed"].contents) == set(MAILS[:2])

    def test_killed_between_storing_and_setting_aside(self, tmp_path: Path) -> None:
        with open_mailbox(server_with(*MAILS)) as server:
            child = subprocess.run(
                [sys.executable, "-c", KILLED, str(server.port), str(tmp_path)],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
                timeout=20,
                check=False,
            )
            assert child.returncode == -signal.SIGKILL
            assert [path.read_bytes() for path in tmp_path.iterdir()] == [MAILS[0]]
            assert server.inbox.contents == MAILS
            store = Store()
            assert poll(at(server), store).stored == 5
        assert store.raws == MAILS
        assert sha256(store.raws[0]).hexdigest() == next(tmp_path.iterdir()).name


KILLED = """
import hashlib, os, signal, sys
from entraide.exchange.domain.mail.mailbox import Mailbox, Security, poll

def store(raw, uid):
    with open(os.path.join(sys.argv[2], hashlib.sha256(raw).hexdigest()), "xb") as kept:
        kept.write(raw)
        kept.flush()
        os.fsync(kept.fileno())
    os.kill(os.getpid(), signal.SIGKILL)

poll(Mailbox("127.0.0.1", int(sys.argv[1]), "liaison", "seven lanterns", security=Security.PLAIN), store)
"""


def certificate_for(name: str) -> tuple[bytes, bytes]:
    """A certificate of a server, that stands for itself, and its key."""
    own = key("imap server")
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(own.public_key())
        .serial_number(11)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(name))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(own, hashes.SHA256())
    )
    return pem(made), pem_key(own)


@pytest.fixture
def trust(tmp_path: Path) -> tuple[ssl.SSLContext, str]:
    """What the server proves itself with, and the certificate that must be known for it."""
    return context_for("127.0.0.1", tmp_path)


def context_for(name: str, folder: Path) -> tuple[ssl.SSLContext, str]:
    public, private = certificate_for(name)
    (folder / "server.pem").write_bytes(public + private)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "server.pem")
    return context, public.decode()


class TestTheLine:
    def test_over_tls(self, trust: tuple[ssl.SSLContext, str]) -> None:
        context, known = trust
        with open_mailbox(server_with(*MAILS), implicit=context) as server:
            assert poll(at(server, security=Security.TLS, authorities=known), Store()).stored == 5

    def test_over_starttls(self, trust: tuple[ssl.SSLContext, str]) -> None:
        context, known = trust
        with open_mailbox(server_with(*MAILS, capabilities=[*MOVE, "STARTTLS"], trust=context)) as server:
            found = poll(at(server, security=Security.STARTTLS, authorities=known), Store())
        assert found.stored == 5
        assert server.commands.index("STARTTLS") < server.commands.index("LOGIN")

    def test_a_server_that_offers_no_starttls_learns_no_pass_word(self) -> None:
        with open_mailbox(server_with(*MAILS)) as server, pytest.raises(errors.MailboxNotTrusted):
            poll(at(server, security=Security.STARTTLS), Store())
        assert "LOGIN" not in server.commands

    def test_a_certificate_that_is_not_known_is_refused(self, trust: tuple[ssl.SSLContext, str]) -> None:
        context, _ = trust
        with (
            open_mailbox(server_with(*MAILS), implicit=context) as server,
            pytest.raises(errors.MailboxNotTrusted),
        ):
            poll(at(server, security=Security.TLS), Store())
        assert server.commands == []

    def test_a_certificate_for_another_name_is_refused(self, tmp_path: Path) -> None:
        context, known = context_for("127.0.0.2", tmp_path)
        with (
            open_mailbox(server_with(*MAILS), implicit=context) as server,
            pytest.raises(errors.MailboxNotTrusted),
        ):
            poll(at(server, security=Security.TLS, authorities=known), Store())

    def test_a_server_that_does_not_speak_tls_is_refused(self) -> None:
        with open_mailbox(server_with(*MAILS)) as server, pytest.raises(errors.MailboxNotTrusted):
            poll(at(server, security=Security.TLS), Store())

    @pytest.mark.parametrize("password", ["wrong", "fälsch"])
    def test_a_wrong_pass_word(self, password: str) -> None:
        with (
            open_mailbox(server_with(*MAILS)) as server,
            pytest.raises(errors.MailboxLoginRefused) as refused,
        ):
            poll(at(server, password=password), Store())
        assert password not in str(refused.value)

    def test_nobody_there(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with pytest.raises(errors.MailboxUnreachable):
            poll(Mailbox("127.0.0.1", port, "a", "b", security=Security.PLAIN), Store())

    def test_a_server_that_never_answers(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            mailbox = Mailbox(
                "127.0.0.1", silent.getsockname()[1], "a", "b", security=Security.PLAIN, timeout=0.3
            )
            with pytest.raises(errors.MailboxUnreachable):
                poll(mailbox, Store())

    @pytest.mark.parametrize(
        ("server", "changes"),
        [
            (server_with(*MAILS), {"folder": "Nowhere"}),
            (server_with(*MAILS), {"processed": "Nowhere"}),
            (server_with(*MAILS, read_only=True), {}),
            (server_with(*MAILS, permanent_flags="\\Seen"), {"processed": ""}),
            (server_with(*MAILS, permanent_flags="\\*"), {"processed": "", "flag": "\\Seen"}),
        ],
    )
    def test_a_folder_that_cannot_be_used(self, server: Server, changes: dict[str, str]) -> None:
        store = Store()
        with open_mailbox(server), pytest.raises(errors.MailboxUnsound):
            poll(at(server, **changes), store)
        assert store.kept == []

    def test_refusals_are_written_in_both_languages(self) -> None:
        refusals: list[Refusal] = [
            errors.MailboxUnreachable(host="h", reason="r"),
            errors.MailboxUnsound(folder="f", host="h", reason="r"),
            errors.MailboxLoginRefused(host="h", user="u"),
            errors.MailNotSetAside(number=1, reason="r"),
        ]
        for refusal in refusals:
            assert "{" not in refusal.in_language("fr") + refusal.in_language("en")

    @pytest.mark.parametrize(
        "changes", [{"user": "a\r\nb"}, {"folder": "\0"}, {"flag": "\\Deleted"}, {"flag": "a b"}]
    )
    def test_what_cannot_be_written_to_a_server_is_an_error(self, changes: dict[str, str]) -> None:
        with pytest.raises(ValueError):
            replace(Mailbox("h", 143, "u", "p"), **changes)  # type: ignore[arg-type]

    def test_pass_words_are_not_shown(self) -> None:
        assert "lanterns" not in repr(Mailbox("h", 143, "u", "seven lanterns"))
