"""What comes with a call is let go when it is answered, and not when Python next looks for what nobody uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Readable(Protocol):
    """The body of a call, as the server gives it."""

    def read(self, size: int = -1, /) -> bytes: ...
    def readline(self, size: int = -1, /) -> bytes: ...
    def readlines(self, hint: int = -1, /) -> list[bytes]: ...
    def __iter__(self) -> Iterator[bytes]: ...


class Lent:
    """A body for as long as the call lasts; afterwards it is empty."""

    def __init__(self, body: Readable) -> None:
        self._body: Readable | None = body

    def read(self, size: int = -1) -> bytes:
        return self._body.read(size) if self._body is not None else b""

    def readline(self, size: int = -1) -> bytes:
        return self._body.readline(size) if self._body is not None else b""

    def readlines(self, hint: int = -1) -> list[bytes]:
        return self._body.readlines(hint) if self._body is not None else []

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body if self._body is not None else ())

    def take_back(self) -> None:
        """Let go of what the server keeps for it."""
        self._body = None


def lending(application: Application) -> Application:
    """The application, with the body of each call lent to it.

    A request refers to itself through its person, so it stays until Python looks for such rings; and the server keeps
    a megabyte or more for each body that somebody still holds.
    """

    def answered(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        lent = environ["wsgi.input"] = Lent(environ["wsgi.input"])
        try:
            return application(environ, start_response)
        finally:
            lent.take_back()

    return answered
