"""A mail server that answers anything at all gets a refusal out of the node, and nothing else."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from entraide.exchange.domain.mail.mailbox import Mailbox, Security, Uid, poll
from entraide.kernel.errors import Refusal

LINES = st.sampled_from(
    [
        b"* CAPABILITY IMAP4rev1 MOVE", b"* OK [UIDVALIDITY 5] ok", b"* OK [UIDVALIDITY x] ok", b"* SEARCH 1 2 3",
        b"* SEARCH 1 a -4 99999999999999999999", b"* SEARCH", b"* 1 FETCH (UID 1 RFC822.SIZE 5)",
        b"* 1 FETCH (UID 1 BODY[]<0> {5}\r\nhello)", b"* 1 FETCH (UID 2 BODY[]<0> {5}\r\nhello)",
        b"* 1 FETCH (UID 1 BODY[]<0> {99999999999}\r\n", b'* 1 FETCH (UID 1 BODY[] "hello")', b"* BYE",
        b"* 1 FETCH (UID 1 BODY[] NIL)", b"* OK [PERMANENTFLAGS (\\*)] ok", b"* OK [PERMANENTFLAGS \xff] ok",
        b"* OK [READ-ONLY]", b"+ go on", b"A B C", b"* 1 FETCH", b"* 1 FETCH (UID 1 RFC822.SIZE " + b"9" * 30 + b")",
        b"* OK [UIDVALIDITY 99999999999999999999] ok", b"* NO", b"* 1 EXPUNGE",
    ]
) | st.binary(max_size=30)  # fmt: skip
ANSWERS = st.lists(
    st.tuples(st.lists(LINES, max_size=4), st.sampled_from([b"OK", b"OK", b"OK", b"NO", b"BAD", b"WHAT"])),
    max_size=12,
)


def answer(listening: socket.socket, answers: list[tuple[list[bytes], bytes]]) -> None:
    """One connection: to each command the next of the answers, then the end."""
    with contextlib.suppress(OSError):
        connection, _ = listening.accept()
        with connection, connection.makefile("rwb") as line:
            line.write(b"* OK welcome\r\n")
            line.flush()
            for said, outcome in answers:
                tag = line.readline().split(b" ")[0]
                line.write(b"".join(one + b"\r\n" for one in said) + tag + b" " + outcome + b" done\r\n")
                line.flush()


@contextlib.contextmanager
def server(answers: list[tuple[list[bytes], bytes]]) -> Iterator[Mailbox]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        speaking = threading.Thread(target=answer, args=(listening, answers), daemon=True)
        speaking.start()
        port = listening.getsockname()[1]
        yield Mailbox("127.0.0.1", port, "a", "b", security=Security.PLAIN, most_bytes=1000, timeout=0.05)
        speaking.join(5)


@given(answers=ANSWERS, processed=st.sampled_from(["", "Processed"]))
def test_any_answers(answers: list[tuple[list[bytes], bytes]], processed: str) -> None:
    stored: list[bytes] = []

    def store(raw: bytes, uid: Uid) -> None:
        stored.append(raw)

    hello = [
        ([b"* CAPABILITY IMAP4rev1 MOVE"], b"OK"),
        ([], b"OK"),
        ([b"* CAPABILITY IMAP4rev1 MOVE"], b"OK"),
    ]
    with server([*hello, *answers]) as mailbox:
        refusal = None
        try:
            poll(replace(mailbox, processed=processed), store)
        except Refusal as caught:
            refusal = caught
    assert set(stored) <= {b"hello"}
    if refusal is not None:
        assert refusal.code.startswith("exchange.mail_box_")
        assert all(str(fact).isprintable() for fact in refusal.facts.values())
