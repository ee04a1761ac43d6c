"""What was damaged on the way is refused whole, in both directions, and comes again."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from entraide.exchange.domain.delivery import content_digest
from entraide.exchange.errors import LinkDown
from entraide.exchange.services.identity import make_identity
from entraide.exchange.services.link import Link
from tests.exchange.nodes import AT

KIND = "application/octet-stream"


@pytest.mark.django_db
def test_a_delivery_that_is_not_what_was_handed_over_is_refused_before_anything_of_it_is_taken(
    settings: Any, tmp_path: Path
) -> None:
    settings.ENTRAIDE_IDENTITY = tmp_path / "exchange" / "identity.json"
    make_identity(("https://valmont.example/exchange",), acting=None, at=AT)
    sent, came = b'{"attestation":1}\n', b'{"attestation":2}\n'
    address = "/exchange/deliveries"
    whole = Client().post(address, sent, content_type=KIND, headers={"Content-Digest": content_digest(sent)})
    damaged = Client().post(
        address, came, content_type=KIND, headers={"Content-Digest": content_digest(sent)}
    )
    silent = Client().post(address, came, content_type=KIND)
    assert [one.status_code for one in (whole, damaged, silent)] == [200, 422, 200]
    assert damaged.json()["code"] == "exchange.malformed"
    assert [one["Content-Digest"] for one in (whole, damaged)] == [
        content_digest(one.content) for one in (whole, damaged)
    ]


def test_the_field_is_written_as_rfc_9530_does() -> None:
    """Its example in section 2, over «{"hello": "world"}» and a line feed."""
    said = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"
    assert content_digest(b'{"hello": "world"}\n') == said


class _Answering(BaseHTTPRequestHandler):
    """Gives back what it got, with the digest that its address names; says what digest it was given."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        given = self.headers["Content-Digest"]
        self.send_response(200 if given == content_digest(body) else 422)
        self.send_header("Content-Length", str(len(body)))
        if self.path != "/silent":
            self.send_header("Content-Digest", content_digest(body if self.path == "/whole" else b"other"))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return None


@pytest.fixture
def link(settings: Any) -> Iterator[Link]:
    settings.ENTRAIDE_PRIVATE_LINKS = True
    server = HTTPServer(("127.0.0.1", 0), _Answering)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with Link(f"http://127.0.0.1:{server.server_port}") as made:
        yield made
    server.shutdown()
    server.server_close()


def test_an_answer_that_is_not_what_was_given_is_a_line_that_is_down(link: Link) -> None:
    assert link.post("/whole", b"lines\n", most=100).status == 200
    assert link.post("/silent", b"lines\n", most=100).status == 200
    with pytest.raises(LinkDown):
        link.post("/damaged", b"lines\n", most=100)
