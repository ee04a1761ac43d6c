"""The mailbox of the node (IMAP4rev1, RFC 3501): new messages fetched, handed over, and only then set aside.

What was fetched is remembered by the server alone: a message waits until it is flagged or moved, and that is done
after `store` came back. Whoever is killed before leaves it where it is; it is fetched again, and recognised by its
digest. Nothing is ever expunged but the one message whose copy was just made, and that only where the server has no
MOVE and can expunge one alone.
"""

import imaplib
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from entraide.exchange.domain.mail.entities import MOST_BYTES
from entraide.exchange.domain.mail.errors import (
    MailboxLoginRefused,
    MailboxNotTrusted,
    MailboxUnreachable,
    MailboxUnsound,
    MailNotFetched,
    MailNotSetAside,
    MailTooLarge,
)
from entraide.exchange.domain.mail.folders import quoted, written
from entraide.kernel.errors import Refusal

MOST_AT_ONCE: Final = 100
_SIZES_AT_ONCE: Final = 200
_SYSTEM_FLAGS: Final = {"\\Seen": "UNSEEN", "\\Flagged": "UNFLAGGED"}
_KEYWORD: Final = re.compile(r"[A-Za-z0-9$_.-]{1,64}\Z")
_SIZE: Final = re.compile(rb"(?=.*\bUID (\d{1,10})\b)(?=.*\bRFC822\.SIZE (\d{1,19})\b)", re.DOTALL)
# What the client of the standard library raises on answers that are none, besides its own errors.
_NO_ANSWER: Final = (ValueError, IndexError, KeyError, TypeError, AttributeError)


class Security(StrEnum):
    """How the connection is protected."""

    TLS = "tls"
    """From the first byte (RFC 8314, 3.2)."""
    STARTTLS = "starttls"
    """Before anything is said; a server that does not offer it is refused."""
    PLAIN = "plain"
    """Not at all: for a server on the same machine."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where mail is fetched. `processed` is the folder to which what is stored is moved; empty, it is flagged instead.

    `authorities` are certificates in PEM that the server's must come from; empty, those of the system. Raises
    `ValueError` where a name or the flag cannot be written.
    """

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    security: Security = Security.TLS
    authorities: str = field(default="", repr=False)
    folder: str = "INBOX"
    processed: str = "Processed"
    flag: str = "$EntraideStored"
    most_bytes: int = MOST_BYTES
    timeout: float = 30.0

    def __post_init__(self) -> None:
        for name in (self.user, self.password, self.folder, self.processed):
            if any(ord(sign) < 32 or ord(sign) == 127 for sign in name):
                raise ValueError("a control character in a name")
        if self.flag not in _SYSTEM_FLAGS and not _KEYWORD.match(self.flag):
            raise ValueError("a flag is \\Seen, \\Flagged or a word")


@dataclass(frozen=True, slots=True)
class Uid:
    """A message of a folder. The number means the same message only while `validity` stays (RFC 3501, 2.3.1.1)."""

    validity: int
    number: int


@dataclass(frozen=True, slots=True)
class Left:
    """A message that waits on, and why."""

    uid: Uid
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Polled:
    """How many messages were stored and set aside, and which were left; they are met again at the next poll."""

    stored: int
    left: tuple[Left, ...]


def poll(mailbox: Mailbox, store: Callable[[bytes, Uid], None], *, most: int = MOST_AT_ONCE) -> Polled:
    """Fetch what is new, oldest first, at most so many; hand each message to `store`, then set it aside.

    `store` returns only when the message is kept for good; a refusal that it raises leaves this one message and goes
    on with the others, anything else ends the poll. A message can be handed over more than once. Raises
    `MailboxUnreachable`, `MailboxNotTrusted`, `MailboxLoginRefused`, `MailboxUnsound`.
    """
    left: list[Left] = []
    stored = 0
    with _session(mailbox) as session:
        validity = session.select()
        for number, size in session.waiting():
            if stored >= most:
                break
            uid = Uid(validity, number)
            try:
                if size > mailbox.most_bytes:
                    raise MailTooLarge(most=mailbox.most_bytes)
                store(session.fetched(number), uid)
                session.set_aside(number)
            except (MailboxUnreachable, MailboxUnsound):
                raise
            except Refusal as refusal:
                left.append(Left(uid, refusal))
            else:
                stored += 1
    return Polled(stored, tuple(left))


def look_in(mailbox: Mailbox) -> int:
    """How many messages wait there; nothing is fetched, flagged or moved. Raises as `poll` does."""
    with _session(mailbox) as session:
        session.select()
        return sum(1 for _ in session.waiting())


@contextmanager
def _session(mailbox: Mailbox) -> Iterator["_Session"]:
    """A session that is logged in; its connection is closed at the end whatever happened."""
    client = _connected(mailbox)
    try:
        _log_in(client, mailbox)
        yield _Session(client, mailbox)
        # The work is done by now: what the server says to a farewell changes nothing.
        with suppress(imaplib.IMAP4.error, OSError, *_NO_ANSWER):
            client.logout()
    finally:
        with suppress(OSError):
            client.shutdown()


def _connected(mailbox: Mailbox) -> imaplib.IMAP4:
    """Raises `MailboxUnreachable`, `MailboxNotTrusted`."""
    try:
        if mailbox.security is Security.TLS:
            return _TlsClient(mailbox, _trust(mailbox))
        client = _Client(mailbox)
        if mailbox.security is Security.STARTTLS:
            _start_tls(client, mailbox)
    except ssl.SSLError as error:
        raise MailboxNotTrusted(host=mailbox.host, reason=_reason(error)) from error
    except (imaplib.IMAP4.error, OSError, *_NO_ANSWER) as error:
        raise MailboxUnreachable(host=mailbox.host, reason=_reason(error)) from error
    return client


def _start_tls(client: imaplib.IMAP4, mailbox: Mailbox) -> None:
    try:
        if "STARTTLS" not in client.capabilities:
            raise MailboxNotTrusted(host=mailbox.host, reason="STARTTLS")
        client.starttls(_trust(mailbox))
    except BaseException:
        client.shutdown()
        raise


def _trust(mailbox: Mailbox) -> ssl.SSLContext:
    return ssl.create_default_context(cadata=mailbox.authorities or None)


def _log_in(client: imaplib.IMAP4, mailbox: Mailbox) -> None:
    """Raises `MailboxLoginRefused`, `MailboxUnreachable`."""
    user, password = mailbox.user, mailbox.password
    try:
        if (user + password).isascii():
            client.login(quoted(user), password)
        else:
            client.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
        client.capability()
    except (imaplib.IMAP4.abort, OSError) as error:
        raise MailboxUnreachable(host=mailbox.host, reason=_reason(error)) from error
    except (imaplib.IMAP4.error, *_NO_ANSWER) as error:
        raise MailboxLoginRefused(host=mailbox.host, user=user) from error


class _Client(imaplib.IMAP4):
    """Takes no literal that is larger than what was asked for, whatever the server announces."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.most = mailbox.most_bytes + 1
        super().__init__(mailbox.host, mailbox.port, mailbox.timeout)

    def read(self, size: int) -> bytes:
        return super().read(_bounded(size, self.most))


class _TlsClient(imaplib.IMAP4_SSL):
    """The same, over TLS."""

    def __init__(self, mailbox: Mailbox, trust: ssl.SSLContext) -> None:
        self.most = mailbox.most_bytes + 1
        super().__init__(mailbox.host, mailbox.port, ssl_context=trust, timeout=mailbox.timeout)

    def read(self, size: int) -> bytes:
        return super().read(_bounded(size, self.most))


def _bounded(size: int, most: int) -> int:
    if size > most:
        raise imaplib.IMAP4.abort("a literal that is larger than what was asked for")
    return size


class _Session:
    """The commands that a poll is made of."""

    def __init__(self, client: imaplib.IMAP4, mailbox: Mailbox) -> None:
        self._client = client
        self._mailbox = mailbox

    def select(self) -> int:
        """Open the folder; its UIDVALIDITY. Raises `MailboxUnsound`, `MailboxUnreachable`."""
        with self._translated():
            if self._mailbox.processed:
                answer, _ = self._client.status(written(self._mailbox.processed), "(UIDNEXT)")
                if answer != "OK":
                    raise self._unsound(answer, self._mailbox.processed)
            answer, data = self._client.select(written(self._mailbox.folder))
            if answer != "OK":
                raise self._unsound(_shown(data))
            if not self._mailbox.processed:
                self._require_flag()
            validity = self._client.response("UIDVALIDITY")[1]
            if not validity or not validity[0]:
                raise self._unsound("UIDVALIDITY")
            return int(validity[0])

    def waiting(self) -> Iterator[tuple[int, int]]:
        """The numbers of what is new, in their order, each with its size."""
        with self._translated():
            answer, data = self._client.uid("SEARCH", *self._criteria())
            if answer != "OK":
                raise self._unsound("SEARCH")
            numbers = sorted({int(number) for line in data if line for number in line.split()})
        for begins in range(0, len(numbers), _SIZES_AT_ONCE):
            yield from self._sized(numbers[begins : begins + _SIZES_AT_ONCE])

    def fetched(self, number: int) -> bytes:
        """A message byte for byte, without marking it as read. Raises `MailTooLarge`, `MailNotFetched`."""
        with self._translated():
            wanted = f"(UID BODY.PEEK[]<0.{self._mailbox.most_bytes + 1}>)"
            answer, data = self._client.uid("FETCH", str(number), wanted)
        raw = _literal_of(number, data) if answer == "OK" else None
        if raw is None:
            raise MailNotFetched(number=number)
        if len(raw) > self._mailbox.most_bytes:
            raise MailTooLarge(most=self._mailbox.most_bytes)
        return raw

    def set_aside(self, number: int) -> None:
        """Move or flag what is stored. Raises `MailNotSetAside`."""
        if not self._mailbox.processed:
            self._demand(number, "STORE", "+FLAGS.SILENT", f"({self._mailbox.flag})")
        elif "MOVE" in self._client.capabilities:
            self._demand(number, "MOVE", written(self._mailbox.processed))
        else:
            self._demand(number, "COPY", written(self._mailbox.processed))
            self._demand(number, "STORE", "+FLAGS.SILENT", "(\\Deleted)")
            if "UIDPLUS" in self._client.capabilities:
                self._demand(number, "EXPUNGE")

    def _demand(self, number: int, command: str, *arguments: str) -> None:
        with self._translated():
            answer, data = self._client.uid(command, str(number), *arguments)
        if answer != "OK":
            raise MailNotSetAside(number=number, reason=f"{command} {_shown(data)}".strip())

    def _criteria(self) -> list[str]:
        if self._mailbox.processed:
            return ["UNDELETED"]
        system = _SYSTEM_FLAGS.get(self._mailbox.flag)
        return ["UNDELETED", system] if system else ["UNDELETED", "UNKEYWORD", self._mailbox.flag]

    def _require_flag(self) -> None:
        """That the server keeps our flag: one that forgets it would hand over everything again and again."""
        kept = self._client.response("PERMANENTFLAGS")[1]
        if not kept or not kept[0]:
            return
        flags = kept[0].decode("ascii", "replace").strip("()").lower().split()
        if self._mailbox.flag.lower() not in flags and ("\\*" not in flags or self._mailbox.flag[0] == "\\"):
            raise self._unsound("PERMANENTFLAGS")

    def _sized(self, numbers: list[int]) -> Iterator[tuple[int, int]]:
        """Those that are still there, with their sizes."""
        with self._translated():
            answer, data = self._client.uid("FETCH", ",".join(map(str, numbers)), "(UID RFC822.SIZE)")
            if answer != "OK":
                raise self._unsound("FETCH")
            lines = [line for line in data if isinstance(line, bytes)]
        sizes = {int(found[1]): int(found[2]) for line in lines if (found := _SIZE.match(line))}
        yield from ((number, sizes[number]) for number in numbers if number in sizes)

    def _unsound(self, reason: str, folder: str = "") -> MailboxUnsound:
        return MailboxUnsound(
            folder=folder or self._mailbox.folder, host=self._mailbox.host, reason=reason[:200]
        )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Around what is said to the server and nothing else: an `OSError` of `store` is not one of the line."""
        try:
            yield
        except imaplib.IMAP4.readonly as error:
            raise self._unsound("READ-ONLY") from error
        except (imaplib.IMAP4.abort, OSError) as error:
            raise MailboxUnreachable(host=self._mailbox.host, reason=_reason(error)) from error
        except (imaplib.IMAP4.error, *_NO_ANSWER) as error:
            raise self._unsound(_reason(error)) from error


def _literal_of(number: int, data: list[bytes | tuple[bytes, bytes] | None]) -> bytes | None:
    """The body in the answer that speaks of this message; servers put in news of others as they like."""
    for index, item in enumerate(data):
        if isinstance(item, tuple) and b"BODY[]" in item[0].upper():
            after = data[index + 1] if index + 1 < len(data) else b""
            words = item[0] + b" " + (after if isinstance(after, bytes) else b"")
            if re.search(rb"\bUID %d\b" % number, words, re.IGNORECASE):
                return item[1]
    return None


def _shown(data: list[bytes | None] | list[bytes]) -> str:
    text = b" ".join(line for line in data if isinstance(line, bytes)).decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else " " for sign in text)[:200]


def _reason(error: BaseException) -> str:
    """The kind of fault, and what was said of it, bounded: some of it comes from the server."""
    said = "".join(sign if sign.isprintable() else " " for sign in str(error))[:150]
    return f"{type(error).__name__} {said}".strip()
