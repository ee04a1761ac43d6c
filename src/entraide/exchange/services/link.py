"""The line to another node: HTTP at an address of its card, and at no other.

What passes is signed and encrypted whatever the line is; TLS hides who speaks with whom. A name that leads into a
network of its own is not called: a card must not make a node knock on doors inside.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from urllib.parse import urlsplit

from django.conf import settings

from entraide.exchange.domain.delivery import content_digest
from entraide.exchange.errors import AddressRefused, LinkDown

# For each step of what passes; and for the whole of an answer, which could come drop by drop for ever.
SECONDS = 20
LONGEST = 120
PIECE = 256 * 1024
# Bytes a second below which a line counts as down.
SLOWEST = 128 * 1024
BODY = "application/octet-stream"


@dataclass(frozen=True)
class Reply:
    """What the other node answers; `date` by its own clock."""

    status: int
    body: bytes
    date: datetime | None


class Link:
    """A line that stays open while it is used. Every fault of it is a `LinkDown`.

    It is used from a thread of its own, one thing after the other: whoever has begun something can do other work
    meanwhile.
    """

    def __init__(self, address: str) -> None:
        schemes = ("https", "http") if settings.ENTRAIDE_PRIVATE_LINKS else ("https",)
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError as wrong:
            raise AddressRefused(address=address) from wrong
        if parts.hostname is None or parts.scheme not in schemes:
            raise AddressRefused(address=address)
        self.host, self.secure = parts.hostname, parts.scheme == "https"
        self.port = port or (443 if self.secure else 80)
        self.base = parts.path.rstrip("/")
        self._connection: http.client.HTTPConnection | None = None
        self._thread = ThreadPoolExecutor(1)

    def __enter__(self) -> Link:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # What is under way is waited for: its end is nobody's any more.
        self._thread.shutdown()
        self._hang_up()

    def get(self, path: str, *, most: int) -> Reply:
        """Ask for something of at most so many bytes. Raises `LinkDown`, `AddressRefused`."""
        return self._thread.submit(self._ask, "GET", path, None, 0, most).result()

    def post(self, path: str, body: bytes, *, most: int) -> Reply:
        """Hand something over."""
        return self.begin(path, body, most=most).result()

    def begin(self, path: str, body: bytes, *, most: int) -> Future[Reply]:
        """Begin to hand something over; the reply comes later, or what `post` raises."""
        return self._thread.submit(self._ask, "POST", path, [body], len(body), most)

    def put(self, path: str, pieces: Iterable[bytes | memoryview], length: int, *, most: int) -> Reply:
        """Hand something large over, piece by piece; the pieces are made in the thread of the line."""
        return self._thread.submit(self._ask, "PUT", path, pieces, length, most).result()

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(
        self, method: str, path: str, pieces: Iterable[bytes | memoryview] | None, length: int, most: int
    ) -> Reply:
        fresh = self._connection is None
        try:
            return self._once(method, path, pieces, length, most)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError) as gone:
            self._hang_up()
            # A line that lay idle may have been closed from over there; what is a list can be said again.
            if fresh or not isinstance(pieces, list | None):
                raise LinkDown(reason=type(gone).__name__) from gone
        except (OSError, http.client.HTTPException, ValueError) as down:
            self._hang_up()
            raise LinkDown(reason=type(down).__name__) from down
        try:
            return self._once(method, path, pieces, length, most)
        except (OSError, http.client.HTTPException, ValueError) as down:
            self._hang_up()
            raise LinkDown(reason=type(down).__name__) from down

    def _once(
        self, method: str, path: str, pieces: Iterable[bytes | memoryview] | None, length: int, most: int
    ) -> Reply:
        if self._connection is None:
            self._connection = self._opened()
        connection = self._connection
        connection.putrequest(method, f"{self.base}{path}")
        if pieces is not None:
            connection.putheader("Content-Type", BODY)
            connection.putheader("Content-Length", str(length))
        if isinstance(pieces, list):
            connection.putheader("Content-Digest", content_digest(b"".join(pieces)))
        with _patience(connection.sock, LONGEST + length / SLOWEST):
            connection.endheaders()
            for piece in pieces or ():
                # Little by little: the time for a step is that of one sending, and lines are slow.
                seen = memoryview(piece)
                for start in range(0, len(piece), PIECE):
                    connection.send(seen[start : start + PIECE])
            response = connection.getresponse()
            if response.length is None and not response.chunked:
                # Its head was cut, or it ends where the line does: what is missing of it could not be told.
                raise ValueError("no end")
            body = response.read(most + 1)
        if len(body) > most:
            raise ValueError("too much")
        if response.length:
            # The library says nothing when a part that was asked for is not all there.
            raise ValueError("cut")
        if response.getheader("Content-Digest", content_digest(body)) != content_digest(body):
            raise ValueError("damaged")
        if response.will_close:
            self._hang_up()
        return Reply(response.status, body, _date(response.getheader("Date")))

    def _opened(self) -> http.client.HTTPConnection:
        where = _place_of(self.host, self.port)
        line = socket.create_connection(where, timeout=SECONDS)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.secure:
            line = ssl.create_default_context().wrap_socket(line, server_hostname=self.host)
        connection = http.client.HTTPConnection(self.host, self.port, timeout=SECONDS)
        connection.sock = line
        return connection


@contextmanager
def _patience(line: socket.socket, seconds: float) -> Iterator[None]:
    """Hang up on whoever takes too long, however often it takes or gives something. Raises `TimeoutError`."""
    over = threading.Event()

    def hang_up() -> None:
        over.set()
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException):
        if not over.is_set():
            raise
    finally:
        timer.cancel()
    if over.is_set():
        raise TimeoutError


def _place_of(host: str, port: int) -> tuple[str, int]:
    """The first address of a name that may be called; it is called by number, so that it cannot change meanwhile."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for *_, place in found:
        number = ipaddress.ip_address(str(place[0]).partition("%")[0])
        if settings.ENTRAIDE_PRIVATE_LINKS or (number.is_global and not number.is_multicast):
            return str(place[0]), port
    raise AddressRefused(address=host)


def _date(text: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(text) if text else None
    except (ValueError, OverflowError):
        return None
    return found if found is None or found.tzinfo else None
