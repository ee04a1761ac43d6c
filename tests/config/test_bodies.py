"""The body of a call is let go when the call is answered, whatever still refers to the request."""

import weakref
from io import BytesIO

from entraide.config.bodies import lending


class Body(BytesIO):
    """What a server would keep for a call."""


def answered(read):
    """What came of a body that an application reads so, what is held of it, and what can be read afterwards."""
    kept = {}

    def application(environ, start_response):
        # As a request does that refers to itself.
        kept["body"] = environ["wsgi.input"]
        return [read(environ["wsgi.input"])]

    body = Body(b"one\ntwo\n")
    held = weakref.ref(body)
    (told,) = lending(application)({"wsgi.input": body}, lambda *_: None)
    del body
    return told, held(), kept["body"]


def test_a_body_is_read_in_every_way_and_gone_with_its_answer():
    for read, told in (
        (lambda body: body.read(), b"one\ntwo\n"),
        (lambda body: body.read(3), b"one"),
        (lambda body: body.readline(), b"one\n"),
        (lambda body: body.readlines()[1], b"two\n"),
        (lambda body: b"".join(body), b"one\ntwo\n"),
    ):
        found, held, lent = answered(read)
        assert (found, held) == (told, None)
        assert (lent.read(), lent.readline(), lent.readlines(), list(lent)) == (b"", b"", [], [])


def test_a_body_is_gone_after_a_fault_too():
    body = Body(b"x")
    held, kept = weakref.ref(body), {}

    def application(environ, start_response):
        kept["body"] = environ["wsgi.input"]
        raise RuntimeError("on purpose")

    try:
        lending(application)({"wsgi.input": body}, lambda *_: None)
    except RuntimeError as fault:
        fault.__traceback__ = None
    del body
    assert held() is None
