"""Asking an authority for a time-stamp: HTTP as RFC 3161, 3.4, has it, at the address that the agency has set.

Who keeps the node chooses the address, so one inside the agency's network is as good as another, and so is one without
TLS, which many authorities have: what they answer is signed, and a digest gives nothing away. What is answered is not
believed here, and not read: `domain.stamps` does that.
"""

import http.client
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final
from urllib.parse import SplitResult, urlsplit

from entraide.evidence.domain.stamps import ANSWER_BYTES
from entraide.evidence.errors.stamps import AuthorityAddressWrong, AuthorityAway, AuthorityRefused

QUESTION: Final = "application/timestamp-query"
ANSWER: Final = "application/timestamp-reply"
# Too slow, too many questions, too early: it may take the same question later (RFC 9110, RFC 6585).
_LATER: Final = frozenset({408, 425, 429})
_ADDRESS: Final = re.compile(r"[!-~]{1,500}")


def ask(url: str, request: bytes, *, timeout: float) -> bytes:
    """What the authority at that address answers, unread.

    `timeout` in seconds bounds the connecting to each of its addresses, and once more all that follows, however often
    a little comes. Nobody is followed elsewhere, and no proxy is asked. Raises `AuthorityAddressWrong`;
    `AuthorityAway` where the same question can be asked again later; `AuthorityRefused` where that would not help.
    """
    parts = _parts(url)
    try:
        return _asked(parts, request, timeout)
    except (OSError, http.client.HTTPException, ValueError) as away:
        raise AuthorityAway(reason=type(away).__name__) from away


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as wrong:
        raise AuthorityAddressWrong(address=url[:200]) from wrong
    named = parts.scheme in ("https", "http") and parts.hostname and "@" not in parts.netloc
    if not named or not _ADDRESS.fullmatch(url):
        raise AuthorityAddressWrong(address=url[:200])
    return parts


def _asked(parts: SplitResult, request: bytes, timeout: float) -> bytes:
    secure, host = parts.scheme == "https", str(parts.hostname)
    port = parts.port or (443 if secure else 80)
    line = socket.create_connection((host, port), timeout=timeout)
    if secure:
        # Shaken hands with below, where the time for it is bounded.
        line = ssl.create_default_context().wrap_socket(
            line, server_hostname=host, do_handshake_on_connect=False
        )
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    connection.sock = line
    with line, _patience(line, timeout):
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        where = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        headers = {"Content-Type": QUESTION, "Accept": ANSWER, "Connection": "close"}
        connection.request("POST", where, request, headers)
        return _answer(connection.getresponse())


def _answer(response: http.client.HTTPResponse) -> bytes:
    """The body of an answer that is one. Raises `AuthorityAway`, `AuthorityRefused`."""
    if response.status >= 500 or response.status in _LATER:
        raise AuthorityAway(reason=f"HTTP {response.status}")
    if response.status != 200:
        raise AuthorityRefused(reason=f"HTTP {response.status}")
    kind = response.headers.get_content_type()
    if kind != ANSWER:
        raise AuthorityRefused(reason=kind[:60] if kind.isascii() and kind.isprintable() else "Content-Type")
    if response.length is not None and response.length > ANSWER_BYTES:
        raise AuthorityRefused(reason=f"> {ANSWER_BYTES} B")
    body = response.read(ANSWER_BYTES + 1)
    if len(body) > ANSWER_BYTES:
        raise AuthorityRefused(reason=f"> {ANSWER_BYTES} B")
    if response.length:
        # The library says nothing when a part that was asked for is not all there.
        raise AuthorityAway(reason="IncompleteRead")
    return body


@contextmanager
def _patience(line: socket.socket, seconds: float) -> Iterator[None]:
    """Hang up on whoever takes too long, however often it takes or gives something. Raises `TimeoutError`."""
    over = threading.Event()

    def hang_up() -> None:
        over.set()
        with suppress(OSError):
            # That of TLS would take the encryption off a line on which somebody is still reading.
            socket.socket.shutdown(line, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException, AuthorityAway) as cut:
        if not over.is_set():
            raise
        raise TimeoutError from cut
    finally:
        timer.cancel()
