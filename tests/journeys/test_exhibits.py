"""An exhibit in a browser, in both languages: seized, registered, sealed, offered to the laboratory, handed over on a
telephone with two drawn signatures, certified, and a copy of it released by two people; and a file that is sent in
pieces and goes on after a reload."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Locator, Page, expect

from entraide.accounts import demo as accounts_demo
from entraide.accounts.queries import person_by_email
from entraide.assistance.models import AssistanceRequest
from entraide.assistance.services import registering
from entraide.cases.services.members import add_members
from entraide.evidence.domain.custody import Act, Where
from entraide.evidence.domain.exhibits import Kind, Marking
from entraide.evidence.models import Content, Exhibit, Upload
from entraide.evidence.queries import chain_of, standing_of
from entraide.evidence.queries.vault import path_of
from entraide.evidence.services import handing, judging, keeping
from entraide.evidence.services.registering import Beginning, Registration, add_file, register
from entraide.evidence.services.watching import watch
from entraide.kernel.clock import now
from tests.journeys.filming import OTHER_LOOKS, TWO_LOOKS, Film, follow, sign_in, submit

pytestmark = [pytest.mark.browser, pytest.mark.looks]

PASSWORD = "a long walk by the river"
WORDS = {
    "en": {
        "title": "Grey telephone with a cracked screen",
        "place": "Depot of Valmont, shelf 4",
        "ground": "Search warrant 2026-118",
        "whole": "Switched off, screen cracked, seal whole",
        "analysis": "Extraction of the messages asked for by the partner",
        "function": "Chemist",
        "laboratory": "Laboratory of Valmont",
        "reception": "Reception of the laboratory",
        "report": "Report 4471: the messages were extracted",
        "court": "Registry of the court",
        "trial": "The partner’s court asks for a copy for the trial",
        "unknown": "Where it was between the search and the car",
    },
    "fr": {
        "title": "Téléphone gris à l’écran fêlé",
        "place": "Dépôt de Valmont, tablette 4",
        "ground": "Mandat de perquisition 2026-118",
        "whole": "Éteint, écran fêlé, scellé intact",
        "analysis": "Extraction des messages demandée par le partenaire",
        "function": "Chimiste",
        "laboratory": "Laboratoire de Valmont",
        "reception": "Accueil du laboratoire",
        "report": "Rapport 4471 : les messages ont été extraits",
        "court": "Greffe du tribunal",
        "trial": "Le tribunal du partenaire en demande une copie pour le procès",
        "unknown": "Où il était entre la perquisition et la voiture",
    },
}


# The last of them is damaged.
PREVIEWED = {
    "letter.eml": b"From: A <a@mail.example>\nSubject: Invoice\nMIME-Version: 1.0\n\nPlease pay.\n",
    "call.wav": b"RIFF\x2c\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x40\x1f\x00\x00"
    b"\x01\x00\x08\x00data\x08\x00\x00\x00" + b"\x80" * 8,
    "dot.gif": b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00"
    b"\x02\x02D\x01\x00;",
    "program.exe": b"MZ\x00\x01\x02",
    "notes.txt": b"What was found.",
}


@pytest.fixture(autouse=True)
def own_vault(settings: Any, tmp_path: Path) -> None:
    settings.ENTRAIDE_EVIDENCE = tmp_path / "exhibits"
    settings.ENTRAIDE_EVIDENCE_KEY = tmp_path / "exhibits.key"


@pytest.fixture
def request_on_file(page_at: Callable[..., Page]) -> AssistanceRequest:
    """A request whose case the officer and the supervisor belong to. Asks for the page first: it empties the tables."""
    accounts_demo.fill(now(), PASSWORD)
    duty = person_by_email("duty@demo.example")
    at = now()
    fields = {"title": "Messages of a courier", "partner_state": "FR", "kind": "mutual_legal_assistance"}
    fields |= {"track": "judicial", "language": "fr", "reply_language": "fr"}
    request = registering.register(fields, acting=duty, at=at, received_at=at)
    team = [person_by_email(f"{who}@demo.example") for who in ("officer", "supervisor")]
    add_members(request.case, team, acting=duty, at=at)
    return request


@pytest.fixture
def signed_in(
    page_at: Callable[..., Page], request_on_file: AssistanceRequest, language: str
) -> Callable[[str], Page]:
    def person(who: str) -> Page:
        page = page_at("/", language=language)
        sign_in(page, f"{who}@demo.example", PASSWORD, language)
        return page

    return person


def act(page: Page, exhibit: Exhibit, deed: str, **typed: str) -> None:
    """Open the form of an act from the page of the exhibit, and fill it in."""
    page.goto(f"/exhibits/{exhibit.uuid}/")
    link = page.locator(f"a[href='/exhibits/{exhibit.uuid}/acts/{deed}/']")
    if not link.is_visible():
        page.locator("#acts details:not([open]) summary").first.click()
    follow(page, link)
    for name, words in typed.items():
        page.locator(f"main [name={name}]").fill(words)


def draw(page: Page, pad: Locator) -> None:
    """Sign in a box with the mouse."""
    canvas = pad.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    points = [(0.1, 0.7), (0.2, 0.2), (0.3, 0.8), (0.45, 0.3), (0.6, 0.75), (0.75, 0.4), (0.9, 0.6)]
    for at, (x, y) in enumerate(points):
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=6)
        if not at:
            page.mouse.down()
    page.mouse.up()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_from_the_search_to_the_laboratory_and_a_copy_to_the_court(
    language: str, signed_in: Callable[[str], Page], request_on_file: AssistanceRequest, tmp_path: Path
) -> None:
    words = WORDS[language]
    film = Film(language, looks=TWO_LOOKS if language == "en" else OTHER_LOOKS)
    officer = signed_in("officer")

    # From the request to the registration.
    officer.goto(f"/requests/{request_on_file.uuid}/exhibits/")
    film.take(officer, "request-exhibits-empty")
    follow(officer, officer.locator("main a[href^='/exhibits/new/']"))
    film.take(officer, "exhibit-new")
    photograph = tmp_path / "photograph.txt"
    photograph.write_text("What the camera saw.", "utf-8")
    for name in ("title", "place", "reason", "condition"):
        said = {"title": "title", "place": "place", "reason": "ground", "condition": "whole"}[name]
        officer.locator(f"main [name={name}]").fill(words[said])
    officer.locator("main [name=happened]").fill("2026-11-02T06:40")
    officer.set_input_files("main [name=files]", photograph)
    submit(officer)
    exhibit = Exhibit.objects.get()
    assert exhibit.about == request_on_file.uuid
    assert Content.objects.get().name == "photograph.txt"
    film.take(officer, "exhibit")

    # Sealed, and a time that nobody can account for is told.
    act(officer, exhibit, "seal", seals="VLM-0042, VLM-0043", condition=words["whole"])
    film.take(officer, "exhibit-seal")
    submit(officer)
    act(officer, exhibit, "gap", words=words["unknown"])
    submit(officer)

    # Offered to the laboratory, and handed over there on a telephone.
    act(officer, exhibit, "offer", name="C. Hemist", function=words["function"], agency=words["laboratory"])
    officer.locator("main [name=reason]").fill(words["analysis"])
    film.take(officer, "exhibit-offer")
    submit(officer)
    assert standing_of(exhibit).where is Where.OFFERED
    officer.set_viewport_size({"width": 390, "height": 844})
    act(officer, exhibit, "hand-over", place=words["reception"], condition=words["whole"])
    submit(officer)
    expect(officer.locator(".error-summary")).to_be_visible()
    for pad in officer.locator("[data-pad]").all():
        draw(officer, pad)
    film.take(officer, "exhibit-hand-over")
    officer.set_viewport_size({"width": 390, "height": 844})
    officer.locator("[data-clear]").first.click()
    draw(officer, officer.locator("[data-pad]").first)
    submit(officer)
    handed = chain_of(exhibit)[-1]
    assert handed.other is not None
    assert (handed.act, handed.by.name != "", handed.other.name) == (Act.ACCEPTED, True, "C. Hemist")
    assert len(handed.by.strokes) == len(handed.other.strokes) == 1
    assert len(handed.by.strokes[0]) > 10
    assert standing_of(exhibit).where is Where.ELSEWHERE
    expect(officer.locator("svg.signature")).to_have_count(2)

    # The certificate comes with its file.
    report = tmp_path / "report.pdf"
    report.write_bytes(_pdf())
    act(officer, exhibit, "certify", laboratory=words["laboratory"], reason=words["report"])
    officer.set_input_files("main [name=files]", report)
    submit(officer)
    act(officer, exhibit, "receive-back", from_whom="C. Hemist", seals="LAB-7", place=words["place"])
    officer.locator("main [name=condition]").fill(words["whole"])
    submit(officer)

    # A copy is released by two people.
    act(officer, exhibit, "release-copy", name=words["court"], reason=words["trial"], place=words["court"])
    submit(officer)
    supervisor = signed_in("supervisor")
    supervisor.goto("/exhibits/")
    film.take(supervisor, "exhibits")
    act(supervisor, exhibit, "agree")
    film.take(supervisor, "exhibit-agree")
    submit(supervisor)
    assert chain_of(exhibit)[-1].act is Act.COPY_RELEASED
    assert standing_of(exhibit).where is Where.HERE
    film.take(supervisor, "exhibit-chain")
    supervisor.goto(f"/exhibits/{exhibit.uuid}/label/?copies=4")
    film.take(supervisor, "exhibit-labels")
    for name in ("photograph.txt", "report.pdf"):
        content = Content.objects.get(name=name)
        supervisor.goto(f"/exhibits/{exhibit.uuid}/files/{content.uuid}/")
        film.take(supervisor, f"exhibit-preview-{name.rpartition('.')[2]}")
    supervisor.goto(f"/requests/{request_on_file.uuid}/exhibits/")
    film.take(supervisor, "request-exhibits")
    supervisor.goto("/exhibits/new/")
    film.take(supervisor, "exhibit-which-case")
    assert film.found == [], "\n".join(film.found)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_must_catch_the_eye_does(
    language: str, signed_in: Callable[[str], Page], request_on_file: AssistanceRequest
) -> None:
    """A gap, a hold, an offer that waits, marked material, damage, and each sort of preview."""
    case, at, words = request_on_file.case, now(), WORDS[language]
    officer, judge = person_by_email("officer@demo.example"), person_by_email("supervisor@demo.example")
    began = (
        Beginning(act=Act.UNKNOWN, until=datetime(1998, 5, 1, tzinfo=UTC), when=words["unknown"]),
        Beginning(act=Act.RECEIVED, happened=datetime(1998, 5, 1, tzinfo=UTC), place=words["place"]),
    )
    cold = register(
        case, Registration(kind=Kind.OBJECT, title=words["title"], began=began), acting=officer, at=at
    )
    marked = register(
        case,
        Registration(kind=Kind.OBJECT, title=words["title"], began=began, marking=Marking.ABUSE),
        acting=officer,
        at=at,
    )
    files = {
        exhibit: [
            add_file(exhibit, [data], name=name, media_type="", acting=officer, at=at)
            for name, data in PREVIEWED.items()
        ]
        for exhibit in (cold, marked)
    }
    keeping.seal(cold, ["A-1", "A-2"], condition=words["whole"], acting=officer, at=at)
    keeping.open_seal(
        cold, ["A-1"], reason=words["analysis"], condition=words["whole"], acting=officer, at=at
    )
    judging.lay_hold(cold, reason=words["trial"], acting=judge, at=at)
    handing.offer(cold, judge, reason=words["analysis"], acting=officer, at=at)
    path_of(files[cold][-1].uuid).write_bytes(b"damaged")
    watch(at=at, before=at)

    film = Film(language, looks=TWO_LOOKS if language == "en" else OTHER_LOOKS)
    page = signed_in("supervisor")
    for name, address in {
        "exhibits-waiting": "/exhibits/",
        "exhibit-cold-case": f"/exhibits/{cold.uuid}/",
        "exhibit-accept": f"/exhibits/{cold.uuid}/acts/accept/",
        "exhibit-marked": f"/exhibits/{marked.uuid}/",
        "exhibit-marked-refused": f"/exhibits/{marked.uuid}/files/{files[marked][0].uuid}/",
        "exhibit-refused": f"/exhibits/{cold.uuid}/files/{files[cold][-1].uuid}/",
        **{
            f"exhibit-preview-{one.name.rpartition('.')[2]}": f"/exhibits/{cold.uuid}/files/{one.uuid}/"
            for one in files[cold][:-1]
        },
    }.items():
        page.goto(address)
        for details in page.locator("main details, aside details").all():
            details.evaluate("each => { each.open = true }")
        film.take(page, name)
    assert film.found == [], "\n".join(film.found)


@pytest.mark.parametrize("language", ["en"])
def test_a_large_file_goes_in_pieces_and_goes_on_after_a_reload(
    language: str, signed_in: Callable[[str], Page], request_on_file: AssistanceRequest, tmp_path: Path
) -> None:
    officer = signed_in("officer")
    officer.goto(f"/exhibits/new/?case={request_on_file.case.uuid}&kind=disk_image")
    typed = {"title": "Image of a disk", "device": "WD 1 TB", "place": "Safe"}
    for name, said in typed.items():
        officer.locator(f"main [name={name}]").fill(said)
    officer.locator("main [name=happened]").fill("2026-11-02T06:40")
    submit(officer)
    exhibit = Exhibit.objects.get()
    image = tmp_path / "disk.raw"
    image.write_bytes(os.urandom(1 << 20) * 20)
    sent: list[str] = []
    officer.on("request", lambda request: sent.append(request.url.partition("?")[2]))

    # The line breaks after the first piece.
    broken: list[str] = []

    def cut(route: Any) -> None:
        broken.append(route.request.url)
        route.abort()

    officer.route("**/uploads/*/?start=8388608", cut)
    _choose(officer, image)
    officer.locator("#files form[data-pieces] button[type=submit]").click()
    expect(officer.locator("#files progress")).to_have_count(1)
    expect(officer.locator(".drop-state")).to_contain_text("The line broke")
    assert broken
    upload = Upload.objects.get()
    assert upload.size == 20 << 20
    film = Film(language, in_turn=True)
    film.take(officer, "exhibit-upload")
    assert film.found == [], "\n".join(film.found)

    # A reload, the same file again: only what is missing is sent.
    officer.on("dialog", lambda dialog: dialog.accept())
    officer.goto(f"/exhibits/{exhibit.uuid}/")
    # Not before: the page that was left tries again by itself.
    officer.unroute("**/uploads/*/?start=8388608")
    sent.clear()
    _choose(officer, image)
    with officer.expect_navigation():
        officer.locator("#files form[data-pieces] button[type=submit]").click()
    assert [one for one in sent if one] == ["start=8388608", "start=16777216"]
    assert (Content.objects.get().name, Content.objects.get().size) == ("disk.raw", 20 << 20)
    assert not Upload.objects.exists()


def _choose(page: Page, file: Path) -> None:
    page.locator("#files details summary").click()
    page.set_input_files("#files form[data-pieces] [type=file]", file)


def _pdf() -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
