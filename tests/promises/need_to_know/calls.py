"""One call to the node and what it answers, as a person behind a browser or a program with a token makes it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.cookies import Morsel

from django.contrib.messages.storage.cookie import CookieStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.base import BaseHandler
from django.core.signals import request_finished
from django.db import close_old_connections, connection, transaction
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.promises.need_to_know.bureau import Walker
from tests.promises.need_to_know.stillness import Dice, forget_files, kept_files


@dataclass(frozen=True)
class Upload:
    """A file put into a form."""

    name: str
    content: bytes


Value = str | Upload
Form = tuple[tuple[str, Value], ...]


@dataclass(frozen=True)
class Call:
    """What is asked. A form, a JSON text or bytes are sent along; a program shows its token, a browser its session."""

    method: str
    path: str
    form: Form | None = None
    json: str | None = None
    raw: bytes | None = None
    program: bool = False
    # Which address or operation this call belongs to, for the reader of a failure.
    route: str = field(default="", compare=False)

    @property
    def safe(self) -> bool:
        return self.method in {"GET", "HEAD"}

    def __str__(self) -> str:
        sent = f" with {self.json}" if self.json else f" with {dict(self.form)}" if self.form else ""
        return f"{self.method} {self.path}{sent}"


@dataclass(frozen=True)
class Answer:
    """What came back, and how often the database was asked for it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    statements: int


def ask(walker: Walker, call: Call, dice: Dice, look: Callable[[], None] = lambda: None) -> Answer:
    """Make the call, `look` at what it did, and undo it, so that every call meets the same world."""
    dice.cast(f"{call.method} {call.path}")
    kept = frozenset() if call.safe else kept_files()
    counter = _Counter()
    with transaction.atomic(), connection.execute_wrapper(counter):
        request = _request(walker, call)
        response = _handler().get_response(request)
        content = b"".join(response) if call.method != "HEAD" else b""
        response.close()
        look()
        transaction.set_rollback(True)
    if not call.safe:
        forget_files(kept)
    cookies = {name: _legible(request, name, set_to) for name, set_to in response.cookies.items()}
    told = sorted(response.items()) + sorted(cookies.items())
    return Answer(response.status_code, tuple(told), content, counter.count)


def _legible(request: HttpRequest, name: str, cookie: Morsel[str]) -> str:
    """A cookie as it is set; the messages for the next page are packed, and told in their own words."""
    if name != "messages":
        return str(cookie)
    kept = CookieStorage(request)._decode(cookie.value) or []
    return f"{[str(message) for message in kept]} {cookie['max-age']} {cookie['path']} {cookie['httponly']}"


@contextmanager
def connection_kept() -> Iterator[None]:
    """The end of an answer does not close the connection, on which the whole walk is one transaction."""
    request_finished.disconnect(close_old_connections)
    try:
        yield
    finally:
        request_finished.connect(close_old_connections)


def _request(walker: Walker, call: Call) -> HttpRequest:
    headers = {"Accept-Language": "en"}
    if call.program:
        headers["Authorization"] = f"Bearer {walker.secret}"
    else:
        headers["Cookie"] = f"sessionid={walker.session}"
    body, media = b"", ""
    if call.json is not None:
        body, media = call.json.encode(), "application/json"
    elif call.raw is not None:
        body, media = call.raw, "application/octet-stream"
    elif call.form is not None and not call.safe:
        body, media = encode_multipart(BOUNDARY, _sent(call.form)), MULTIPART_CONTENT
    request = RequestFactory().generic(call.method, call.path, body, media, headers=headers)
    # That a form needs its token is shown elsewhere; here it would hide what lies behind.
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
    return request


@cache
def _handler() -> BaseHandler:
    """The whole node, from its outermost middleware; the test client would also keep every template it renders."""
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def _sent(form: Form) -> dict[str, list[object]]:
    sent: dict[str, list[object]] = {}
    for name, value in form:
        file = SimpleUploadedFile(value.name, value.content) if isinstance(value, Upload) else value
        sent.setdefault(name, []).append(file)
    return sent


class _Counter:
    """Counts the statements that ask or change something."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute, sql, parameters, many, context):  # type: ignore[no-untyped-def]
        self.count += 1
        return execute(sql, parameters, many, context)
