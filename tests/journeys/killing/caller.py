"""A program that calls the node over HTTP with a person's token, and knows which acts it was told are done."""

import http.client
import json
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

BOUNDARY = "----acts-of-the-desk"
Told = tuple[str, str]


class Unanswered(Exception):
    """The node was gone before it answered: the act may be done or not, and nobody was told."""


@dataclass
class Promises:
    """What the node has answered with yes: acts of the ledger, by code and subject. Shared by every thread."""

    kept: Counter[Told] = field(default_factory=Counter)
    answered: Counter[int] = field(default_factory=Counter)
    unanswered: int = 0
    failures: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Caller:
    """One person's program."""

    port: int
    token: str
    person: str
    promises: Promises

    def call(
        self, method: str, path: str, body: object = None, *, file: tuple[str, bytes] | None = None
    ) -> dict[str, Any] | None:
        """The body of a 2xx answer, None for a refusal. Raises `Unanswered`."""
        headers = {"Authorization": f"Bearer {self.token}", "Accept-Language": "en"}
        sent = b""
        if file is not None:
            headers["Content-Type"] = f"multipart/form-data; boundary={BOUNDARY}"
            head = (
                f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"\r\n\r\n'
            )
            sent = head.encode() + file[1] + f"\r\n--{BOUNDARY}--\r\n".encode()
        elif body is not None:
            headers["Content-Type"], sent = "application/json", json.dumps(body).encode()
        status, answer = self._exchange(method, f"/api/v1{path}", sent, headers)
        with self.promises.lock:
            self.promises.answered[status] += 1
            if status >= 500 or status == 401:
                self.promises.failures.append(f"{method} {path}: {status} {answer[:200]!r}")
        return dict(json.loads(answer)) if 200 <= status < 300 and answer else None

    def promise(self, code: str, subject: object) -> None:
        """The node has said that this act is done."""
        with self.promises.lock:
            self.promises.kept[code, str(subject)] += 1

    def _exchange(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException) as gone:
            with self.promises.lock:
                self.promises.unanswered += 1
            raise Unanswered from gone
        finally:
            connection.close()
