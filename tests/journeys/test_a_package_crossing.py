"""A sealed package of an exhibit crosses from one node to another: taken over there, its custody goes on, told back."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.config import running
from tests.exchange.pair import Pair, pair
from tests.journeys.filming import OTHER_LOOKS, TWO_LOOKS, Film, follow, send
from tests.journeys.test_a_request_crossing import Desk

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with pair(tmp_path_factory.mktemp("package") / "main") as made:
        yield made


def test_a_package_crosses_and_the_partners_custody_goes_on(
    nodes: Pair, browser: Browser, tmp_path: Path
) -> None:
    letter = nodes.act(nodes.here, "prepare", "NL")
    film = Film("en", looks=TWO_LOOKS, in_turn=True)
    french = Film("fr", looks=OTHER_LOOKS, in_turn=True)
    with (
        Desk(browser, nodes.here, "officer", "en") as ours,
        Desk(browser, nodes.there, "officer", "fr") as theirs,
    ):
        ours.goto(f"/letters/{letter}/")
        send(ours, ours.get_by_role("button", name="Send node to node"))
        _until(lambda: nodes.act(nodes.there, "arrived") == "1")
        nodes.act(nodes.there, "take_in")
        case, exhibit = nodes.act(nodes.there, "seize").split()

        # Asked for and sent by those who hold it.
        theirs.goto(f"/exhibits/cases/{case}/packages/new/")
        french.take(theirs, "package-new")
        theirs.locator("main [name=exhibits]").first.check()
        theirs.locator("main select[name=to]").select_option(index=1)
        theirs.locator("main [name=purpose]").fill("Enquête V-26-0311 seulement")
        send(theirs, theirs.locator("main form button[type=submit]").last)
        _reads(theirs, theirs.url, ".tags", "Envoyé")
        french.take(theirs, "package-sent")

        # Checked and taken over by those who asked.
        ours.goto(f"/letters/{letter}/")
        follow(ours, ours.locator(".case-reference a").first)
        request = ours.url
        ours.goto(f"{request}exhibits/")
        follow(ours, ours.get_by_role("link", name="Sealed packages of this case"))
        listed = ours.url
        _reads(ours, listed, "#arrived", "Whole: waits for somebody to take it over")
        film.take(ours, "packages")
        follow(ours, ours.locator("#arrived a").first)
        film.take(ours, "package-arrived")
        ours.locator("main [name=place], aside [name=place], [name=place]").first.fill("Evidence room 2")
        send(ours, ours.get_by_role("button", name="Take over what is in it"))
        expect(ours.get_by_text("Taken over").first).to_be_visible()
        follow(ours, ours.locator("#here table a").first)
        expect(ours.locator("#before")).to_contain_text("Collected")
        expect(ours.locator("#chain")).to_contain_text("Evidence room 2")
        film.take(ours, "exhibit-from-a-partner")

        # And the chain of those who sent it says so.
        _reads(theirs, f"/exhibits/{exhibit}/", "#events", "Copie prise en charge")
        french.take(theirs, "exhibit-taken-over")

        # The same package in a stranger's hands, with nothing but the agency's card.
        card = tmp_path / "cards"
        card.write_text(running.run(nodes.there.folder, "card", "export").stdout, "utf-8")
        theirs.goto(f"/exhibits/cases/{case}/packages/")
        follow(theirs, theirs.locator("#going a").first)
        with theirs.expect_download() as coming:
            theirs.locator("form[action$='/download/'] button").click()
        package = tmp_path / "package.zip"
        coming.value.save_as(package)
        done = _verified(package, card)
        assert done.returncode == 0, done.stderr
        assert "Log of the van" in done.stdout
        data = bytearray(package.read_bytes())
        data[len(data) // 2] ^= 1
        package.write_bytes(data)
        done = _verified(package, card)
        assert done.returncode != 0
        assert "[evidence." in done.stderr
    assert film.found + french.found == [], "\n".join(film.found + french.found)


def _verified(package: Path, card: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "entraide.config.cli", "verify", str(package), "--card", str(card)]
    environment = running.environment(package.parent / "no node")
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def _reads(page: Page, address: str, place: str, text: str) -> None:
    def there() -> bool:
        page.goto(address)
        return text in " ".join(page.locator(place).all_text_contents())

    _until(there)


def _until(holds: object, seconds: float = 90.0) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if callable(holds) and holds():
            return
        time.sleep(0.5)
    raise AssertionError("it did not come to that in time")
