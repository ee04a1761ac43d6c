"""A request crosses from one node to another and its answer comes back, with a file, as their officers see it."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.config.running import Running
from tests.exchange.pair import PASSWORD, Pair, pair
from tests.journeys.filming import OTHER_LOOKS, Film, follow, send, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]
MEGABYTES = int(os.environ.get("ENTRAIDE_CROSSING_MEGABYTES", "3"))
WITHIN = 5.0


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with pair(tmp_path_factory.mktemp("crossing") / "main") as made:
        yield made


class Desk:
    """A person at the pages of a node."""

    def __init__(self, browser: Browser, node: Running, person: str, language: str) -> None:
        self.context = browser.new_context(
            viewport={"width": 1440, "height": 1000},
            locale="fr-CA" if language == "fr" else "en-CA",
            reduced_motion="reduce",
            base_url=f"http://127.0.0.1:{node.port}",
        )
        self.page: Page = self.context.new_page()
        self.page.goto("/accounts/login/")
        sign_in(self.page, f"{person}@demo.example", PASSWORD, language)

    def __enter__(self) -> Page:
        return self.page

    def __exit__(self, *_: object) -> None:
        self.context.close()


def test_a_request_crosses_and_its_answer_comes_back(nodes: Pair, browser: Browser, tmp_path: Path) -> None:
    letter = nodes.act(nodes.here, "prepare", "NL")
    here = Film("en", looks=OTHER_LOOKS, in_turn=True)
    there = Film("fr", looks=OTHER_LOOKS, in_turn=True)
    with (
        Desk(browser, nodes.here, "officer", "en") as ours,
        Desk(browser, nodes.there, "duty", "fr") as duty,
    ):
        ours.goto(f"/letters/{letter}/")
        here.take(ours, "letter-to-send")
        send(ours, ours.get_by_role("button", name="Send node to node"))
        request = _arrives(duty)
        there.take(duty, "request-from-another-node")
        reply = nodes.act(nodes.there, "take_in")
        with (
            Desk(browser, nodes.there, "officer", "fr") as writer,
            Desk(browser, nodes.there, "supervisor", "fr") as second,
        ):
            _enclose(writer, reply, _file(tmp_path))
            there.take(writer, "reply-with-a-file")
            send(writer, writer.locator("button[name=submit]"))
            second.goto(f"/letters/{reply}/")
            send(second, second.locator("form[action$='/approve/'] button[type=submit]").first)
            writer.goto(f"/letters/{reply}/")
            send(writer, writer.locator("form[action$='/send-node/'] button[type=submit]"))
            _until(writer, f"/letters/{reply}/", "main .tags", "Envoyée")
        ours.goto(f"/letters/{letter}/")
        follow(ours, ours.locator(".case-reference a").first)
        expect(ours.get_by_text("Results sent").first).to_be_visible()
        follow(ours, ours.get_by_role("link", name="Exchange", exact=True))
        here.take(ours, "a-request-crossing")
        for said in ("Request", "Decision", "Results"):
            expect(ours.get_by_role("heading", name=said).first).to_be_visible()
        expect(ours.get_by_text("retrieved by a person").first).to_be_visible()
        exchange = f"{request}exchange/"
        # The bureau that answered sees that its answer was seen.
        _until(duty, exchange, "#messages ol > li", "consulté par une personne")
        there.take(duty, "answer-that-was-seen")
        timeline = duty.goto(f"{request}timeline/")
        assert timeline is not None
        assert timeline.ok
        expect(duty.get_by_text("atteste : consulté par une personne").first).to_be_visible()
    assert here.found + there.found == []


def test_the_links_show_the_partner_and_a_test_message_comes_back(nodes: Pair, browser: Browser) -> None:
    film = Film("en", looks=OTHER_LOOKS, in_turn=True)
    with Desk(browser, nodes.here, "admin", "en") as page:
        page.goto("/links/")
        film.take(page, "links")
        follow(page, page.get_by_role("link", name="Osterhaven Training Authority").first)
        film.take(page, "link-of-a-partner")
        send(page, page.get_by_role("button", name="Send a test message"))
        _until(page, page.url, "#attested", "delivered")
        film.take(page, "message-carried")
        page.goto("/links/introduce/")
        film.take(page, "introduce-a-partner")
        page.goto("/links/refused/")
        film.take(page, "refused-at-the-door")
    assert film.found == []


def _arrives(page: Page) -> str:
    """Wait for the request at the other desk; gives back its address."""
    began = time.monotonic()
    while time.monotonic() - began < WITHIN:
        page.goto("/requests/")
        link = page.get_by_role("link", name="Keeper of a van").first
        if link.count():
            follow(page, link)
            return page.url
        time.sleep(0.2)
    raise AssertionError("it did not arrive in time")


def _enclose(page: Page, letter: str, file: Path) -> None:
    page.goto(f"/letters/{letter}/")
    page.locator("form[action$='/enclose/'] input[type=file]").set_input_files(file)
    send(page, page.locator("form[action$='/enclose/'] button[type=submit]"))
    expect(page.locator("#enclosures")).to_contain_text(file.name)


def _file(folder: Path) -> Path:
    path = folder / "records.bin"
    with path.open("wb") as file:
        for _ in range(MEGABYTES):
            file.write(os.urandom(1024 * 1024))
    return path


def _until(page: Page, address: str, place: str, text: str, seconds: float = 60.0) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        page.goto(address)
        if text in (page.locator(place).last.text_content() or ""):
            return
        time.sleep(0.5)
    raise AssertionError(f"{text} did not appear")
