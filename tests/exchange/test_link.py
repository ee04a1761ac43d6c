"""The line to another node: called at public addresses over TLS, and believed to answer little and soon."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from entraide.exchange.errors import AddressRefused, LinkDown
from entraide.exchange.services import link
from entraide.exchange.services.link import Link

PUBLIC = "93.184.215.14"
INSIDE = [
    "127.0.0.1", "127.8.9.10", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1",
]  # fmt: skip


@pytest.fixture(autouse=True)
def shut(settings) -> None:
    settings.ENTRAIDE_PRIVATE_LINKS = False


@pytest.fixture
def called(monkeypatch) -> list[tuple[str, int]]:
    """Where a line was opened to; none ever leads anywhere."""
    found: list[tuple[str, int]] = []

    def connect(where: tuple[str, int], timeout: float) -> socket.socket:
        found.append(where)
        raise ConnectionRefusedError

    monkeypatch.setattr(link.socket, "create_connection", connect)
    return found


def resolving(monkeypatch, *numbers: str) -> None:
    places = [(None, None, 0, "", (number, 443)) for number in numbers]
    monkeypatch.setattr(link.socket, "getaddrinfo", lambda *args, **more: places)


@pytest.mark.parametrize(
    "address", ["http://northmark.example/exchange", "ftp://northmark.example", "northmark"]
)
def test_only_addresses_with_tls_are_called(address: str) -> None:
    with pytest.raises(AddressRefused):
        Link(address)


@pytest.mark.parametrize("number", INSIDE)
def test_no_address_inside_a_network_is_called(number: str, called, monkeypatch) -> None:
    resolving(monkeypatch, number)
    with pytest.raises(AddressRefused):
        Link("https://northmark.example/exchange").get("/cards", most=100)
    assert called == []


@pytest.mark.parametrize("number", ["127.0.0.1", "10.1.2.3", "[::1]", "169.254.169.254"])
def test_no_address_inside_a_network_is_called_by_its_number(number: str, called) -> None:
    with pytest.raises(AddressRefused):
        Link(f"https://{number}/exchange").get("/cards", most=100)
    assert called == []


def test_of_a_name_that_leads_inside_and_outside_only_the_outside_is_called(called, monkeypatch) -> None:
    resolving(monkeypatch, "127.0.0.1", PUBLIC)
    with pytest.raises(LinkDown):
        Link("https://northmark.example/exchange").get("/cards", most=100)
    # By its number: the name is not asked for a second time.
    assert called == [(PUBLIC, 443)]


def test_the_demo_may_call_nodes_on_its_own_machine(called, monkeypatch, settings) -> None:
    settings.ENTRAIDE_PRIVATE_LINKS = True
    with pytest.raises(LinkDown):
        Link("http://127.0.0.1:8001/exchange").get("/cards", most=100)
    assert called == [("127.0.0.1", 8001)]


def test_a_name_that_nobody_knows_is_a_line_that_is_down(monkeypatch) -> None:
    def unknown(*args: object, **more: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(link.socket, "getaddrinfo", unknown)
    with pytest.raises(LinkDown) as refusal:
        Link("https://northmark.example").get("/cards", most=100)
    assert refusal.value.facts == {"reason": "gaierror"}


@contextmanager
def talking(*answers: bytes, slowly: float = 0) -> Iterator[tuple[str, list[bytes]]]:
    """A server that says to each call what it was told to, byte by byte where it is slow."""
    server = socket.create_server(("127.0.0.1", 0))
    heard: list[bytes] = []
    stop = threading.Event()

    def answer() -> None:
        for one in answers:
            try:
                line, _ = server.accept()
                with line:
                    heard.append(line.recv(65536))
                    for byte in [bytes([byte]) for byte in one] if slowly else [one]:
                        line.sendall(byte)
                        if slowly and stop.wait(slowly):
                            return
            except OSError:
                return

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/exchange", heard
    finally:
        stop.set()
        server.close()
        thread.join(2)


def http(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


@pytest.fixture
def inside(settings) -> None:
    settings.ENTRAIDE_PRIVATE_LINKS = True


def test_an_answer_is_taken_with_its_status_and_the_clock_of_the_other(inside) -> None:
    with talking(http(b"hello", "Date: Mon, 02 Mar 2026 14:30:00 GMT")) as (address, heard):
        reply = Link(address).get("/cards", most=5)
    assert (reply.status, reply.body) == (200, b"hello")
    assert reply.date is not None
    assert reply.date.isoformat() == "2026-03-02T14:30:00+00:00"
    assert heard[0].startswith(b"GET /exchange/cards HTTP/1.1\r\n")


@pytest.mark.parametrize(
    "date",
    [
        "yesterday",
        "",
        "Mon, 02 Mar 2026 14:30:00",
        "Mon, 99 Mar 2026 14:30:00 GMT",
        "Mon, 01 Jan 99999999999 00:00:00 GMT",
        "Mon, 01 Jan 2026 00:00:00 +9999999999999",
    ],
)
def test_a_clock_that_says_nothing_is_none(inside, date: str) -> None:
    with talking(http(b"", f"Date: {date}")) as (address, _):
        assert Link(address).get("/cards", most=5).date is None


def test_an_answer_larger_than_is_asked_for_is_not_read(inside) -> None:
    with talking(http(b"hello!")) as (address, _), pytest.raises(LinkDown):
        Link(address).get("/cards", most=5)


def test_an_answer_without_an_end_is_not_read_to_it(inside) -> None:
    endless = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 100_000
    with talking(endless) as (address, _), pytest.raises(LinkDown):
        Link(address).get("/cards", most=1000)


@pytest.mark.parametrize(
    "answer",
    [b"", b"\x00\x01\x02", b"HTTP/9.9 hello\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200, b"\r\n"],
)
def test_an_answer_that_is_none_is_a_line_that_is_down(inside, answer: bytes) -> None:
    with talking(answer) as (address, _), pytest.raises(LinkDown):
        Link(address).get("/cards", most=1000)


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfive!\r\n0\r\n\r\n"


@pytest.mark.parametrize("answer", [http(b"five!"), http(b"five!", "Content-Type: text/plain"), CHUNKED])
def test_an_answer_that_is_cut_anywhere_is_a_line_that_is_down(inside, answer: bytes) -> None:
    # An empty answer would say that all is well. Behind the last byte of the body nothing more is told.
    cuts = answer.index(b"five!") + len(b"five!")
    with talking(*(answer[:cut] for cut in range(cuts)), answer) as (address, _):
        for _ in range(cuts):
            with pytest.raises(LinkDown):
                Link(address).get("/cards", most=5)
        assert Link(address).get("/cards", most=5).body == b"five!"


def test_who_does_not_answer_in_time_is_not_waited_for(inside, monkeypatch) -> None:
    monkeypatch.setattr(link, "SECONDS", 0.2)
    silent = socket.create_server(("127.0.0.1", 0))
    began = time.monotonic()
    with pytest.raises(LinkDown) as refusal:
        Link(f"http://127.0.0.1:{silent.getsockname()[1]}").get("/cards", most=1000)
    silent.close()
    assert time.monotonic() - began < 2
    assert refusal.value.facts == {"reason": "TimeoutError"}


@pytest.mark.parametrize("answer", [http(b"x" * 500), b"HTTP/1.1 200 OK\r\nX: " + b"y" * 500])
def test_who_answers_drop_by_drop_is_not_waited_for(inside, monkeypatch, answer: bytes) -> None:
    """Each drop comes in time, and all of them never would: a line is held no longer than a bound."""
    monkeypatch.setattr(link, "SECONDS", 0.5)
    monkeypatch.setattr(link, "LONGEST", 0.6)
    began = time.monotonic()
    with talking(answer, slowly=0.05) as (address, _), pytest.raises(LinkDown):
        Link(address).get("/cards", most=1000)
    assert time.monotonic() - began < 4


def test_what_is_large_goes_over_a_slow_line(inside, monkeypatch) -> None:
    """The time is that of one step: what takes longer as a whole is not broken off while it goes on."""
    monkeypatch.setattr(link, "SECONDS", 1.5)
    server = socket.create_server(("127.0.0.1", 0))
    size, taken = 24 * 1024 * 1024, []

    def take() -> None:
        line, _ = server.accept()
        with line:
            while sum(taken) < size and (piece := line.recv(1024 * 1024)):
                taken.append(len(piece))
                time.sleep(0.08)
            line.sendall(http(b"ok"))

    threading.Thread(target=take, daemon=True).start()
    began = time.monotonic()
    with Link(f"http://127.0.0.1:{server.getsockname()[1]}") as line:
        assert line.post("/deliveries", b"x" * size, most=10).body == b"ok"
    server.close()
    assert time.monotonic() - began > 1.5


def test_a_line_that_was_hung_up_while_idle_is_opened_again_once(inside) -> None:
    first = http(b"one").replace(b"Connection: close\r\n", b"")
    with talking(first, http(b"two")) as (address, heard), Link(address) as line:
        assert line.post("/deliveries", b"a", most=100).body == b"one"
        assert line.post("/deliveries", b"b", most=100).body == b"two"
    assert len(heard) == 2


def test_a_line_without_its_certificate_is_not_spoken_on(inside) -> None:
    with talking(b"not TLS at all" * 10) as (address, heard), pytest.raises(LinkDown) as refusal:
        Link(address.replace("http:", "https:")).get("/cards", most=1000)
    assert issubclass(getattr(ssl, str(refusal.value.facts["reason"])), ssl.SSLError)
    assert b"/cards" not in b"".join(heard)
