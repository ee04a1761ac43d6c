"""An authority is asked over the network: briefly, at its own address, and without believing what comes."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from entraide.evidence.domain.stamps import ANSWER_BYTES, read_answer, request
from entraide.evidence.errors.stamps import AuthorityAddressWrong, AuthorityAway, AuthorityRefused
from entraide.evidence.services.asking import ask
from tests.evidence.authority import authority
from tests.evidence.papers import ec_key, papers
from tests.seals import named

BEGINS, ENDS = (datetime.now(UTC) + timedelta(days=days) for days in (-9, 9))
DIGEST = sha256(b"a lantern").digest()
REPLY = "Content-Type: application/timestamp-reply"


@contextmanager
def talking(answer: bytes, slowly: float = 0) -> Iterator[tuple[str, list[bytes]]]:
    """A server that says what it was told to, once; byte by byte where it is slow."""
    server = socket.create_server(("127.0.0.1", 0))
    heard: list[bytes] = []
    stop = threading.Event()

    def serve() -> None:
        try:
            line, _ = server.accept()
            with line:
                heard.append(told(line))
                for byte in [bytes([byte]) for byte in answer] if slowly else [answer]:
                    line.sendall(byte)
                    if slowly and stop.wait(slowly):
                        return
        except OSError:
            return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/tsa?for=us", heard
    finally:
        stop.set()
        # Whoever still waits for a call is woken by this.
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(2)


def told(line: socket.socket) -> bytes:
    """A question with its body, or as much of it as comes; of what is not HTTP the first piece."""
    heard = line.recv(65536)
    while (
        heard.startswith(b"POST ") and not heard.endswith(b"\r\n\r\nquestion") and (piece := line.recv(65536))
    ):
        heard += piece
    return heard


def http(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {size}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def test_a_question_is_handed_over_as_the_standard_has_it() -> None:
    with talking(http(b"answer", REPLY)) as (url, heard):
        assert ask(url, b"question", timeout=5) == b"answer"
    head, _, body = heard[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /tsa?for=us HTTP/1.1\r\n")
    assert b"\r\nContent-Type: application/timestamp-query" in head
    assert b"\r\nContent-Length: 8" in head
    assert body == b"question"


@pytest.mark.parametrize(
    "url",
    ["", "tsa.example", "ftp://tsa.example", "file:///etc/passwd", "http://", "http://me:secret@tsa.example/",
     "http://tsa.example/a b", "http://tsa.example/\r\nX: y", "http://tsa.example:99999/", "http://[::1/",
     "http://tsa.example/" + "x" * 600],
)  # fmt: skip
def test_what_is_no_address_is_not_called(url: str) -> None:
    with pytest.raises(AuthorityAddressWrong):
        ask(url, b"question", timeout=5)


@pytest.mark.parametrize("status", ["500 Oh", "503 Later", "502 Gone", "429 Too many", "408 Slow"])
def test_who_cannot_answer_now_is_away(status: str) -> None:
    with talking(http(b"", status=status)) as (url, _), pytest.raises(AuthorityAway) as refused:
        ask(url, b"question", timeout=5)
    assert refused.value.facts == {"reason": f"HTTP {status[:3]}"}


@pytest.mark.parametrize("status", ["400 No", "401 Who", "403 No", "404 Not here", "204 Nothing", "206 Part"])
def test_who_answers_otherwise_has_refused(status: str) -> None:
    with talking(http(b"", status=status)) as (url, _), pytest.raises(AuthorityRefused) as refused:
        ask(url, b"question", timeout=5)
    assert refused.value.facts == {"reason": f"HTTP {status[:3]}"}


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 There", "308 There"])
def test_nobody_is_followed_elsewhere(status: str) -> None:
    with talking(http(b"answer", REPLY)) as (elsewhere, heard):
        moved = http(b"", f"Location: {elsewhere}", status=status)
        with talking(moved) as (url, _), pytest.raises(AuthorityRefused):
            ask(url, b"question", timeout=5)
        assert heard == []


@pytest.mark.parametrize(
    "headers", [[], ["Content-Type: text/html"], ["Content-Type: application/timestamp-query"]]
)
def test_what_is_not_said_to_be_an_answer_is_none(headers: list[str]) -> None:
    with talking(http(b"<html>", *headers)) as (url, _), pytest.raises(AuthorityRefused):
        ask(url, b"question", timeout=5)


def test_an_answer_of_the_largest_size_is_taken_and_a_larger_one_is_not() -> None:
    with talking(http(b"x" * ANSWER_BYTES, REPLY)) as (url, _):
        assert len(ask(url, b"question", timeout=5)) == ANSWER_BYTES
    endless = f"HTTP/1.1 200 OK\r\n{REPLY}\r\n\r\n".encode() + b"x" * (ANSWER_BYTES + 1)
    for large in (http(b"x" * (ANSWER_BYTES + 1), REPLY), http(b"", REPLY, length=10**12), endless):
        with talking(large) as (url, _), pytest.raises(AuthorityRefused):
            ask(url, b"question", timeout=5)


@pytest.mark.parametrize(
    "answer",
    [b"", b"\0\1\2", b"HTTP/9.9 hello\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200,
     http(b"part", REPLY, length=40),
     f"HTTP/1.1 200 OK\r\n{REPLY}\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npa".encode()],
)  # fmt: skip
def test_an_answer_that_is_cut_or_none_is_asked_for_again_later(answer: bytes) -> None:
    with talking(answer) as (url, _), pytest.raises(AuthorityAway):
        ask(url, b"question", timeout=5)


def test_who_says_nothing_is_not_waited_for() -> None:
    silent = socket.create_server(("127.0.0.1", 0))
    for scheme in ("http", "https"):
        began = time.monotonic()
        with pytest.raises(AuthorityAway) as refused:
            ask(f"{scheme}://127.0.0.1:{silent.getsockname()[1]}/", b"question", timeout=0.3)
        assert time.monotonic() - began < 3
        assert refused.value.facts == {"reason": "TimeoutError"}
    silent.close()


@pytest.mark.parametrize(
    "answer",
    [
        http(b"x" * 500, REPLY),
        http(b"x" * 500, REPLY, "Connection: close"),
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 500,
    ],
)
def test_who_answers_drop_by_drop_is_not_waited_for(answer: bytes) -> None:
    """Each drop comes in time, and all of them never would."""
    began = time.monotonic()
    with talking(answer, slowly=0.05) as (url, _), pytest.raises(AuthorityAway) as refused:
        ask(url, b"question", timeout=0.5)
    assert time.monotonic() - began < 4
    assert refused.value.facts == {"reason": "TimeoutError"}


def test_a_line_without_its_certificate_is_not_spoken_on() -> None:
    with talking(b"not TLS at all" * 10) as (url, heard), pytest.raises(AuthorityAway) as refused:
        ask(url.replace("http:", "https:"), b"question", timeout=5)
    assert issubclass(getattr(ssl, str(refused.value.facts["reason"])), ssl.SSLError)
    assert b"question" not in b"".join(heard)


@contextmanager
def over_tls(folder: Path, name: str) -> Iterator[int]:
    """A server with a certificate of the invented root for that name, that answers once."""
    key, root = ec_key(), papers().root
    made = (
        x509.CertificateBuilder(root.subject, named(name), key.public_key(), 77, BEGINS, ENDS)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key()), critical=False)
        .sign(ec_key(1), hashes.SHA256())
    )
    (folder / "root.pem").write_bytes(root.public_bytes(Encoding.PEM))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "server.pem").write_bytes(made.public_bytes(Encoding.PEM) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            line, _ = server.accept()
            with context.wrap_socket(line, server_side=True) as secure:
                told(secure)
                secure.sendall(http(b"answer", REPLY))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1]
    finally:
        server.close()
        thread.join(2)


@pytest.mark.parametrize(
    ("name", "trusted", "fits"),
    [
        ("localhost", "root.pem", True),
        ("tsa.example", "root.pem", False),
        ("localhost", "nobody.pem", False),
    ],
)
def test_an_authority_over_tls_is_the_one_it_is_called_by(
    name: str, trusted: str, fits: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with over_tls(tmp_path, name) as port:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / trusted))
        url = f"https://localhost:{port}/"
        if fits:
            assert ask(url, b"question", timeout=5) == b"answer"
            return
        with pytest.raises(AuthorityAway) as refused:
            ask(url, b"question", timeout=5)
        assert refused.value.facts == {"reason": "SSLCertVerificationError"}


def test_a_real_authority_is_asked_is_away_and_comes_back(tmp_path: Path) -> None:
    with authority(tmp_path) as there:
        first = read_answer(ask(there.url, request(DIGEST, 1), timeout=20), DIGEST, 1, [there.root_pem])
        there.stop()
        with pytest.raises(AuthorityAway) as refused:
            ask(there.url, request(DIGEST, 2), timeout=5)
        assert refused.value.facts == {"reason": "ConnectionRefusedError"}
        there.start()
        there.refusing = 503
        with pytest.raises(AuthorityAway):
            ask(there.url, request(DIGEST, 2), timeout=5)
        there.refusing = None
        second = read_answer(ask(there.url, request(DIGEST, 2), timeout=20), DIGEST, 2, [there.root_pem])
        assert second.serial == first.serial + 1
        assert there.asked == [request(DIGEST, 1), request(DIGEST, 2), request(DIGEST, 2)]
