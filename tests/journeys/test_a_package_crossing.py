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
    film = Film("en", looks=TWO_LOOKS, in_turn=True)
    french = Film("fr", looks=OTHER_LOOKS, in_turn=True)
    with (
        Desk(browser, nodes.here, "officer", "en") as ours,
        Desk(browser, nodes.there, "officer", "fr") as theirs,
    ):
        letter, case, exhibit = _asked_and_seized(nodes, ours)

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
        _to_what_arrived(ours, letter)
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


def test_an_original_crosses_and_is_in_the_partners_custody_once_they_accept_it(
    nodes: Pair, browser: Browser
) -> None:
    film = Film("en", looks=TWO_LOOKS, in_turn=True)
    french = Film("fr", looks=OTHER_LOOKS, in_turn=True)
    with (
        Desk(browser, nodes.here, "officer", "en") as ours,
        Desk(browser, nodes.there, "officer", "fr") as theirs,
        Desk(browser, nodes.there, "supervisor", "fr") as second,
    ):
        letter, case, exhibit = _asked_and_seized(nodes, ours)

        # One asks, another agrees; it is offered, and still theirs.
        theirs.goto(f"/exhibits/{exhibit}/")
        theirs.locator("#acts summary").first.click()
        follow(theirs, theirs.get_by_role("link", name="Demander à la remettre à un partenaire"))
        theirs.locator("main select[name=conversation]").select_option(index=1)
        theirs.locator("main [name=reason]").fill("Procès devant leur cour")
        theirs.locator("main [name=place]").fill("Poste frontière")
        french.take(theirs, "original-asked")
        send(theirs, theirs.locator("main form button[type=submit]").last)
        second.goto(f"/exhibits/{exhibit}/")
        expect(second.get_by_text("Sa remise à un partenaire attend une deuxième personne")).to_be_visible()
        follow(second, second.get_by_role("link", name="Consentir"))
        french.take(second, "original-agreed")
        send(second, second.locator("main form button[type=submit]").last)
        expect(second.get_by_text("Offerte, pas encore acceptée").first).to_be_visible()
        french.take(second, "original-offered")

        # It goes along with a package, to that partner.
        theirs.goto(f"/exhibits/cases/{case}/packages/new/")
        expect(theirs.locator("main form")).to_contain_text("l’original, à")
        theirs.locator("main [name=exhibits]").first.check()
        theirs.locator("main select[name=to]").select_option(index=1)
        theirs.locator("main [name=purpose]").fill("Procès seulement")
        french.take(theirs, "original-packed")
        send(theirs, theirs.locator("main form button[type=submit]").last)
        _reads(theirs, theirs.url, ".tags", "Envoyé")

        # Those to whom it was offered look at it, and accept custody.
        _to_what_arrived(ours, letter)
        follow(ours, ours.locator("#arrived a").first)
        expect(ours.get_by_text("Original, offered to us")).to_be_visible()
        film.take(ours, "original-arrived")
        ours.locator("#take [name=place]").fill("Evidence room 2")
        ours.locator("#take [name=condition]").fill("Seal V-17 whole")
        send(ours, ours.get_by_role("button", name="Take over what is in it"))
        expect(ours.locator("#decline")).to_have_count(0)
        follow(ours, ours.locator("#here table a").first)
        expect(ours.locator("#chain")).to_contain_text("V-17")
        expect(ours.locator("#before")).to_contain_text("Collected")
        film.take(ours, "original-in-custody")
        _reads(theirs, f"/exhibits/{exhibit}/", "#events", "Acceptée")
        expect(theirs.get_by_text("Sous la garde d’autrui").first).to_be_visible()
        french.take(theirs, "original-with-the-partner")
    assert film.found + french.found == [], "\n".join(film.found + french.found)


def _asked_and_seized(nodes: Pair, ours: Page) -> tuple[str, str, str]:
    """A letter of ours asked for it, and it was seized there: the letter, the case there, and the exhibit."""
    before = int(nodes.act(nodes.there, "arrived"))
    letter = nodes.act(nodes.here, "prepare", "NL")
    ours.goto(f"/letters/{letter}/")
    send(ours, ours.get_by_role("button", name="Send node to node"))
    _until(lambda: int(nodes.act(nodes.there, "arrived")) > before)
    nodes.act(nodes.there, "take_in")
    case, exhibit = nodes.act(nodes.there, "seize").split()
    return letter, case, exhibit


def _to_what_arrived(ours: Page, letter: str) -> None:
    """The packages of the case of a letter, once one has come and was found whole."""
    ours.goto(f"/letters/{letter}/")
    follow(ours, ours.locator(".case-reference a").first)
    ours.goto(f"{ours.url}exhibits/")
    follow(ours, ours.get_by_role("link", name="Sealed packages of this case"))
    _reads(ours, ours.url, "#arrived", "Whole: waits for somebody to take it over")


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
