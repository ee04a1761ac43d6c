"""Labels and files of exhibits: taken in whole or in pieces, handed out, shown, and what is never shown."""

import hashlib
import json
import struct
import zlib
from io import BytesIO

import pypdfium2
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from entraide.evidence.domain.exhibits import Marking, Part
from entraide.evidence.models import Content, Upload
from entraide.evidence.queries.vault import path_of
from entraide.evidence.services.registering import add_file, register
from entraide.ledger.models import Entry, Look
from tests.evidence.conftest import AT, collected

pytestmark = pytest.mark.django_db

PIECE = 8 << 20


def browser_of(person, language="en"):
    client = Client()
    client.force_login(person)
    client.cookies["django_language"] = language
    return client


@pytest.fixture
def browser(people):
    return browser_of(people["officer"])


def at(exhibit, *rest):
    return "/".join(["/exhibits", str(exhibit.uuid), *map(str, rest)]) + "/"


def said_by(answer):
    return " ".join(answer.content.decode().split())


def added(exhibit, people, data, name="a file", **more):
    return add_file(exhibit, [data], name=name, media_type="", acting=people["officer"], at=AT, **more)


def png(width=2, height=2):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + b"\xaa\x33\x33" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def pdf():
    document = pypdfium2.PdfDocument.new()
    for _ in range(2):
        document.new_page(300, 200)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


# Labels.


def test_labels_say_the_number_and_nothing_of_what_it_is(browser, exhibit):
    page = browser.get(at(exhibit, "label") + "?copies=3").content.decode()
    labels = page.split('class="labels', 1)[1].split("</ul>")[0]
    assert labels.count("label-dark") == 3
    assert labels.count("2026-E-0001") >= 3
    assert "grey telephone" not in labels
    assert browser.get(at(exhibit, "label") + "?copies=9999999").status_code == 200


# Files.


def test_files_are_added_and_downloaded_as_they_were_and_both_are_on_record(browser, exhibit, people):
    data = bytes(range(256)) * 5000
    file = SimpleUploadedFile('é"x.bin', data)
    answer = browser.post(at(exhibit, "files", "add"), {"part": "photograph", "files": [file]})
    assert answer["Location"] == at(exhibit)
    content = Content.objects.get()
    assert content.part == Part.PHOTOGRAPH
    address = at(exhibit, "files", content.uuid, "download")
    assert browser.get(address).status_code == 405
    answer = browser.post(address)
    assert b"".join(answer.streaming_content) == data
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert Entry.objects.filter(act="evidence.content_downloaded").count() == 1
    assert Look.objects.filter(what="evidence.download", subject=content.uuid).count() == 1


def test_without_a_file_the_form_comes_back(browser, exhibit):
    assert browser.post(at(exhibit, "files", "add"), {"part": "content"}).status_code == 422


# Uploads in pieces.


def begun(client, exhibit, **said):
    body = json.dumps({"name": "disk.raw", "size": PIECE + 5, "part": "content"} | said)
    return client.post(at(exhibit, "uploads"), body, content_type="application/json")


def send(client, url, start, data):
    return client.post(f"{url}?start={start}", data, content_type="application/octet-stream")


def test_an_upload_goes_on_at_the_right_byte_after_the_line_broke(browser, exhibit):
    data = bytes(range(256)) * (PIECE // 256) + b"12345"
    answer = begun(browser, exhibit).json()
    url = answer["url"]
    assert answer["received"] == 0
    assert send(browser, url, 0, data[:PIECE]).json()["received"] == PIECE
    # Another browser window, another day: the same file is known, and where it stands.
    assert begun(browser, exhibit).json() == {"url": url, "size": PIECE + 5, "received": PIECE}
    elsewhere = send(browser, url, 0, data[:PIECE])
    assert (elsewhere.status_code, elsewhere["Content-Type"]) == (409, "application/problem+json")
    assert (elsewhere.json()["code"], elsewhere.json()["received"]) == ("evidence.upload_elsewhere", PIECE)
    assert browser.post(f"{url}finish/").status_code == 409
    # A piece that was cut off counts for nothing.
    upload = Upload.objects.get()
    with path_of(upload.uuid).open("ab") as lying:
        lying.write(b"cut")
    assert browser.get(url).json()["received"] == PIECE
    assert send(browser, url, PIECE, data[PIECE:]).json()["received"] == PIECE + 5
    done = browser.post(f"{url}finish/").json()
    assert done == {"url": at(exhibit), "sha256": hashlib.sha256(data).hexdigest()}
    assert Content.objects.get().sha256 == done["sha256"]
    assert not Upload.objects.exists()


def test_an_empty_file_is_a_file_too(browser, exhibit):
    url = begun(browser, exhibit, size=0).json()["url"]
    assert send(browser, url, 0, b"").json()["received"] == 0
    assert browser.post(f"{url}finish/").json()["sha256"] == hashlib.sha256(b"").hexdigest()


def test_an_upload_is_given_up_and_is_nobody_elses(browser, people, exhibit):
    url = begun(browser, exhibit).json()["url"]
    second = browser_of(people["second"])
    assert send(second, url, 0, b"x" * PIECE).status_code == 404
    assert second.post(f"{url}give-up/").status_code == 404
    assert browser.post(f"{url}give-up/").status_code == 200
    assert browser.get(url).status_code == 404
    assert begun(browser_of(people["liaison"]), exhibit).status_code == 403


@pytest.mark.parametrize(
    "said",
    [
        {"size": -1},
        {"size": "5"},
        {"size": True},
        {"size": 1 << 60},
        {"name": ""},
        {"name": 5},
        {"part": "x"},
    ],
)
def test_nonsense_is_refused_as_a_problem(browser, exhibit, said):
    answer = begun(browser, exhibit, **said)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")


def test_uploads_need_the_token_of_the_page(people, exhibit):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["officer"])
    assert begun(client, exhibit).status_code == 403
    url = at(exhibit, "uploads")
    assert (
        client.post(
            url + "00000000-0000-0000-0000-000000000007/?start=0", b"x", content_type="a/b"
        ).status_code
        == 403
    )


# Previews.


def previewed(client, exhibit, content):
    return client.get(at(exhibit, "files", content.uuid))


def test_a_picture_is_shown_by_its_bytes_in_a_sandbox_and_each_look_is_noted(browser, people, exhibit):
    content = added(exhibit, people, png(), name="photo.html")
    assert f"/files/{content.uuid}/inside/" in said_by(previewed(browser, exhibit, content))
    answer = browser.get(at(exhibit, "files", content.uuid, "inside"))
    assert answer.content == png()
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert Look.objects.filter(what="evidence.preview", subject=content.uuid).count() == 2


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!DOCTYPE html><script>alert(1)</script><img src=x onerror=alert(1)>",
    ],
)
@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.png", "a.eml"])
def test_hostile_markup_is_nothing_but_text(browser, people, exhibit, data, name):
    content = added(exhibit, people, data, name=name)
    page = previewed(browser, exhibit, content).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert browser.get(at(exhibit, "files", content.uuid, "inside")).status_code == 404


def test_only_the_beginning_of_a_long_text_is_shown(browser, people, exhibit):
    content = added(exhibit, people, "é".encode() * 200_000 + b"END")
    page = said_by(previewed(browser, exhibit, content))
    assert "Only the beginning is shown." in page
    assert "END" not in page


def test_a_pdf_is_shown_as_pictures_page_by_page_and_a_broken_one_is_not(browser, people, exhibit):
    content = added(exhibit, people, pdf())
    page = said_by(previewed(browser, exhibit, content))
    assert "Page 1 of 2" in page
    picture = browser.get(at(exhibit, "files", content.uuid, "pages", 2))
    assert picture.content.startswith(b"\x89PNG")
    assert picture["Content-Security-Policy"].startswith("sandbox")
    assert browser.get(at(exhibit, "files", content.uuid, "pages", 3)).status_code == 404
    broken = added(exhibit, people, b"%PDF-1.7 nonsense")
    assert "This page cannot be drawn" in said_by(previewed(browser, exhibit, broken))


def test_a_mail_is_read_without_anything_remote(browser, people, exhibit):
    mail = (
        b"From: A <a@x.example>\r\nSubject: =?utf-8?q?D=C3=A9p=C3=B4t?=\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/html; charset=utf-8\r\n\r\n"
        b"<p>Words</p><img src='https://spy.example/x'><script>alert(1)</script>"
    )
    page = said_by(previewed(browser, exhibit, added(exhibit, people, mail, name="m.eml")))
    assert "Dépôt" in page
    assert "Words" in page
    assert "spy.example" not in page
    assert "alert(1)" not in page


@pytest.mark.parametrize(
    "mail",
    [
        b"From: \xff\xfe\nContent-Type: text/plain; charset=nonsense\n\nx",
        b'Subject: x\nContent-Type: multipart/mixed; boundary=""\n\n--\n--\n',
        b"From: " + b"(" * 5000 + b"\n\nx",
        b"To: " + b"<" * 5000 + b"\nContent-Transfer-Encoding: base64\n\n====",
        b"Date: nonsense\nMessage-ID: <[[[\n\nx",
    ],
)
def test_a_mail_made_to_confuse_shows_something(browser, people, exhibit, mail):
    assert previewed(browser, exhibit, added(exhibit, people, mail, name="m.eml")).status_code == 200


def test_a_sound_is_played_from_here_alone_and_by_parts(browser, people, exhibit):
    data = b"ID3" + bytes(range(250))
    content = added(exhibit, people, data)
    page = previewed(browser, exhibit, content)
    assert "<audio" in page.content.decode()
    assert "media-src 'self'" in page["Content-Security-Policy"]
    assert "media-src" not in browser.get(at(exhibit))["Content-Security-Policy"]
    inside = at(exhibit, "files", content.uuid, "inside")
    part = browser.get(inside, headers={"Range": "bytes=3-9"})
    assert (part.status_code, part.content, part["Content-Range"]) == (206, data[3:10], "bytes 3-9/253")
    assert browser.get(inside, headers={"Range": "bytes=-5"}).content == data[-5:]
    assert browser.get(inside, headers={"Range": "bytes=999-"}).status_code == 416
    assert browser.get(inside, headers={"Range": "bytes=-"}).content == data


def test_what_is_no_text_and_no_picture_is_not_shown(browser, people, exhibit):
    content = added(exhibit, people, b"MZ\x00\x01\x02binary")
    assert "This sort of file is not shown here" in said_by(previewed(browser, exhibit, content))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_marked_material_is_never_opened_shown_or_handed_out(people, case, language):
    marked = register(case, collected(marking=Marking.ABUSE), acting=people["officer"], at=AT)
    content = added(marked, people, png(), name="x.png")
    # Had anybody read it, they would have stumbled over this.
    path_of(content.uuid).write_bytes(b"damaged")
    client = browser_of(people["officer"], language)
    words = {"en": "its content is never opened", "fr": "n’en ouvre, n’en montre ni n’en copie jamais"}[
        language
    ]
    for rest in ("", "inside/", "pages/1/"):
        answer = client.get(f"/exhibits/{marked.uuid}/files/{content.uuid}/{rest}")
        assert answer.status_code == 403
        assert words in said_by(answer)
    assert client.post(at(marked, "files", content.uuid, "download")).status_code == 403
    page = client.get(at(marked)).content.decode()
    assert f"/files/{content.uuid}/" not in page
    assert content.sha256 in page


def test_a_damaged_file_is_not_given_out(browser, people, exhibit):
    content = added(exhibit, people, b"words")
    path_of(content.uuid).write_bytes(b"other")
    assert browser.post(at(exhibit, "files", content.uuid, "download")).status_code == 409
    assert previewed(browser, exhibit, content).status_code == 409
    assert settings.ENTRAIDE_EVIDENCE.exists()
