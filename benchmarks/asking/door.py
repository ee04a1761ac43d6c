"""The node's own WSGI application, called as its server calls it, for a person who is signed in or has a token."""

import io
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from entraide.accounts.domain.roles import Scope
from entraide.accounts.models import Person
from entraide.accounts.services import issue_token
from entraide.config.wsgi import application
from entraide.kernel.clock import now


class NotAnswered(Exception):
    """The node did not answer a question with 200."""


class Door:
    """Asks for addresses; what it sends along says who asks."""

    def __init__(self, **headers: str) -> None:
        self._headers = headers

    def get(self, address: str) -> bytes:
        """The whole answer. Raises `NotAnswered` for anything but 200."""
        path, _, query = address.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            **self._headers,
        }
        statuses: list[Any] = []

        def started(
            status: str, headers: list[tuple[str, str]], error: Any = None, /
        ) -> Callable[[bytes], object]:
            statuses.append(status)
            return statuses.append

        answer: Iterable[bytes] = application(environ, started)
        try:
            body = b"".join(answer)
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()
        if not statuses[0].startswith("200"):
            raise NotAnswered(f"{address}: {statuses[0]}")
        return body


class PageDoor(Door):
    """Pages, with the cookie of a session."""

    def __init__(self, person: Person) -> None:
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        super().__init__(HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}={session.session_key}")


class ApiDoor(Door):
    """The API, with a token that may read."""

    def __init__(self, person: Person) -> None:
        issued = issue_token(person, name="bench", scopes=[Scope.READ], days=1, acting=None, at=now())
        super().__init__(HTTP_AUTHORIZATION=f"Bearer {issued.secret}")
