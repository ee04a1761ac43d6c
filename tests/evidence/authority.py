"""A real time-stamping authority on the loopback: its own root, and `openssl ts -reply` behind each question."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.evidence.papers import Papers, papers

OPENSSL = shutil.which("openssl")
NAME = "Invented Time-Stamping Authority"
POLICY = "1.3.6.1.4.1.32473.7.1"
CONFIGURATION = """
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = {policy}
digests = sha256
accuracy = secs:1, millisecs:500
ess_cert_id_alg = {naming}
"""


@dataclass
class Authority:
    """The authority at `url`, which gives time-stamps by the real clock. `refusing` is the HTTP status it has for
    everybody meanwhile, if any."""

    folder: Path
    papers: Papers
    port: int = 0
    refusing: int | None = None
    asked: list[bytes] = field(default_factory=list)
    _server: ThreadingHTTPServer | None = None
    _one: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/tsa"

    @property
    def root_pem(self) -> bytes:
        return self.papers.root.public_bytes(Encoding.PEM)

    def reply(self, question: bytes) -> bytes:
        """What it answers, without the network. One at a time: the serial numbers are in a file."""
        with self._one:
            (self.folder / "question.tsq").write_bytes(question)
            done = subprocess.run(
                [
                    str(OPENSSL), "ts", "-reply", "-config", self.folder / "tsa.cnf",
                    "-queryfile", self.folder / "question.tsq", "-out", self.folder / "answer.tsr",
                ],
                capture_output=True, timeout=30,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr.decode()
            return (self.folder / "answer.tsr").read_bytes()

    def start(self) -> None:
        """Answer from now on, at the same address as before."""
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                question = self.rfile.read(int(self.headers["Content-Length"]))
                authority.asked.append(question)
                ours = self.headers["Content-Type"] == "application/timestamp-query"
                status = authority.refusing or (200 if ours else 415)
                body = authority.reply(question) if status == 200 else b""
                self.send_response(status)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the library
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Be away: nobody takes a call at the address."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


@contextmanager
def authority(folder: Path, *, naming: str = "sha256", rsa: bool = False) -> Iterator[Authority]:
    """An authority for as long as the block lasts; `naming` is the digest by which it names its certificate.

    Skips the test where there is no `openssl`.
    """
    found = made(folder, naming=naming, rsa=rsa)
    found.start()
    try:
        yield found
    finally:
        found.stop()


def made(
    folder: Path, *, naming: str = "sha256", rsa: bool = False, ends: datetime | None = None
) -> Authority:
    """An authority that is not on the network yet."""
    if OPENSSL is None:
        pytest.skip("openssl is not on this machine")
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    held = papers(name=NAME, begins=now - timedelta(days=9), ends=ends or now + timedelta(days=9), rsa=rsa)
    key = held.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "tsa.key").write_bytes(key)
    (folder / "tsa.pem").write_bytes(held.certificate.public_bytes(Encoding.PEM))
    (folder / "root.pem").write_bytes(held.root.public_bytes(Encoding.PEM))
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(CONFIGURATION.format(folder=folder, policy=POLICY, naming=naming))
    assert rsa != isinstance(held.key, ec.EllipticCurvePrivateKey)
    return Authority(folder, held)


def openssl_takes(answer: bytes, digest: bytes, root_pem: bytes, folder: Path) -> bool:
    """Whether `openssl ts -verify` takes it: somebody else's judgement, with what anybody has at hand."""
    if OPENSSL is None:
        pytest.skip("openssl is not on this machine")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "shown.tsr").write_bytes(answer)
    (folder / "trusted.pem").write_bytes(root_pem)
    done = subprocess.run(
        [
            OPENSSL, "ts", "-verify", "-digest", digest.hex(), "-in", folder / "shown.tsr",
            "-CAfile", folder / "trusted.pem",
        ],
        capture_output=True, timeout=30,
    )  # fmt: skip
    return done.returncode == 0 and b"Verification: OK" in done.stdout + done.stderr
