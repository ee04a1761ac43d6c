"""The pages of exhibits: who sees them, and every act through its form. Their files: `test_web_files.py`."""

import hashlib
import json
import re
import struct
import zlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from entraide.assistance.services.finding import make_request_findable
from entraide.evidence.domain.custody import Act, Where
from entraide.evidence.domain.exhibits import Kind, Part
from entraide.evidence.models import Content, Exhibit, Watch
from entraide.evidence.queries import chain_of, standing_of
from entraide.evidence.queries.possible import Deed
from entraide.evidence.services import handing, judging, keeping
from entraide.evidence.services.registering import add_file, register
from entraide.evidence.web.doors import DOORS
from entraide.evidence.web.drawn import code_of
from entraide.evidence.web.drawn import path_of as drawn
from entraide.evidence.web.forms.strokes import strokes_of
from entraide.ledger.models import Entry, Look
from tests.evidence.conftest import AT, collected
from tests.factories.assistance import AssistanceRequestFactory
from tests.factories.cases import CaseFactory

pytestmark = pytest.mark.django_db

WAITS = "Exhibits that wait for your word"
LINES = [[[10, 10], [500, 400], [900, 80]], [[20, 20]]]


def browser_of(person, language="en"):
    client = Client()
    client.force_login(person)
    client.cookies["django_language"] = language
    return client


@pytest.fixture
def browser(people):
    return browser_of(people["officer"])


@pytest.fixture
def supervisor(people):
    return browser_of(people["supervisor"])


def at(exhibit, *rest):
    return "/".join(["/exhibits", str(exhibit.uuid), *map(str, rest)]) + "/"


def asked_of(exhibit):
    """What waits for a second person."""
    asked = standing_of(exhibit).asked
    return asked.id if asked else ""


def do(client, exhibit, deed, **said):
    """Do an act through its form; the answer."""
    return client.post(at(exhibit, "acts", deed), said)


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


# The register.


def test_the_register_lists_what_a_person_may_see_narrowed_and_page_by_page(browser, people, case, exhibit):
    firearm = collected(
        kind=Kind.FIREARM, title="A pistol", details={"make": "M", "calibre": "9 mm", "serial": "none"}
    )
    register(case, firearm, acting=people["officer"], at=AT)
    judging.lay_hold(exhibit, reason="Appeal", acting=people["counsel"], at=AT)
    page = said_by(browser.get("/exhibits/"))
    assert page.index("2026-E-0002") < page.index("2026-E-0001")
    assert "A pistol" not in said_by(browser.get("/exhibits/?kind=object"))
    assert "A pistol" not in said_by(browser.get("/exhibits/?held=yes"))
    assert "A pistol" in said_by(browser.get(f"/exhibits/?held=no&case={case.uuid}"))
    assert "No exhibit fits these filters" in said_by(browser.get("/exhibits/?where=destroyed"))
    assert "A pistol" not in said_by(browser.get(f"/exhibits/?before={Exhibit.objects.last().pk}"))
    assert "A pistol" in said_by(browser.get("/exhibits/?before=no&kind=none"))
    assert Look.objects.filter(what="evidence.register", case=case.uuid).exists()


def test_the_register_goes_on_after_fifty(browser, people, case):
    for _ in range(51):
        register(case, collected(), acting=people["officer"], at=AT)
    first = browser.get("/exhibits/?kind=object").content.decode()
    assert first.count("2026-E-") == 50
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following is not None
    rest = browser.get("/exhibits/" + following[1].replace("&amp;", "&")).content.decode()
    assert "2026-E-0001" in rest
    assert "2026-E-0002" not in rest


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "No exhibit yet"), ("fr", "Aucune pièce pour l’instant")],
)
def test_an_empty_register_says_what_it_is_for(people, language, words):
    assert words in said_by(browser_of(people["officer"], language).get("/exhibits/"))


def test_what_is_offered_to_me_stands_on_top(people, exhibit):
    second = browser_of(people["second"])
    for page in ("/exhibits/", "/"):
        assert WAITS not in said_by(second.get(page))
    handing.offer(exhibit, people["second"], reason="Leave", acting=people["officer"], at=AT)
    for page in ("/exhibits/", "/"):
        assert f"{WAITS}" in said_by(second.get(page))
        assert "Offered to you" in said_by(second.get(page))


def test_what_takes_a_second_person_waits_on_the_desks_of_those_who_can_be_it(people, exhibit):
    ask = {"reason": "Ruling", "acting": people["supervisor"], "at": AT}
    judging.ask_destruction(exhibit, **ask)
    assert {name for name, person in people.items() if WAITS in said_by(browser_of(person).get("/"))} == {
        "counsel"
    }
    page = said_by(browser_of(people["supervisor"]).get(at(exhibit)))
    assert "Who can agree: C. Ounsel" in page
    assert "S. Upervisor, " not in page.partition("Who can agree")[2][:60]
    judging.deny(exhibit, reason="Not yet", acting=people["counsel"], at=AT)
    assert WAITS not in said_by(browser_of(people["counsel"]).get("/"))


def test_who_asks_is_told_where_nobody_could_agree(people):
    case = CaseFactory(members=[people["officer"], people["second"]])
    alone = register(case, collected(), acting=people["officer"], at=AT)
    form = said_by(browser_of(people["officer"]).get(at(alone, "acts", "release-copy")))
    assert "Nobody else in this case can agree." in form


def test_a_partner_that_cannot_be_chosen_is_explained(browser, exhibit):
    assert "this case has no conversation" in said_by(browser.get(at(exhibit, "acts", "to-partner")))


# Registering.


def test_what_was_typed_stays_when_another_kind_is_chosen(browser, case):
    address = f"/exhibits/new/?case={case.uuid}&kind=document"
    typed = {"title": "A grey thing", "began": "received", "happened": "2026-03-01T10:00", "place": "Shelf 4"}
    answer = browser.post(address, typed | {"other_kind": "firearm"})
    page = said_by(answer)
    assert answer.status_code == 200
    assert 'value="A grey thing"' in page
    assert 'value="2026-03-01T10:00"' in page
    assert "Calibre" in page
    assert "kind=firearm" in page.partition("<form")[2] + page
    assert not Exhibit.objects.exists()


def test_what_is_too_long_is_said_and_not_cut(browser, case):
    address = f"/exhibits/new/?case={case.uuid}&kind=object"
    assert "maxlength" not in said_by(browser.get(address)).partition("<main")[2]
    answer = browser.post(address, {"title": "x" * 201, "began": "collected", "place": "Shelf 4"})
    assert answer.status_code == 422
    assert "x" * 201 in said_by(answer)
    assert "at most 200 characters" in said_by(answer)


def test_a_file_of_a_thing_is_a_photograph_unless_told_otherwise(browser, people, case, exhibit):
    address = at(exhibit, "files", "add")
    browser.post(address, {"files": SimpleUploadedFile("one.jpg", b"1")})
    browser.post(address, {"files": SimpleUploadedFile("two.txt", b"2"), "part": "notes"})
    found = dict(Content.objects.filter(exhibit=exhibit).values_list("name", "part"))
    assert found == {"one.jpg": "photograph", "two.txt": "notes"}
    assert "taken in" in said_by(browser.get(at(exhibit))).partition('id="files"')[2]


def test_an_exhibit_is_registered_with_its_kinds_own_fields_and_its_files(browser, case):
    address = f"/exhibits/new/?case={case.uuid}&kind=document"
    assert "Place it was found" in said_by(browser.get(address))
    typed = {
        "title": "A ledger of debts",
        "found_at": "Drawer of the desk",
        "began": "collected",
        "happened": "2026-03-01T09:30",
        "place": "Safe 2",
        "files": [SimpleUploadedFile("one.txt", b"one"), SimpleUploadedFile("two.txt", b"two")],
    }
    wrong = browser.post(address, typed | {"found_at": "", "title": "A ledger of debts"})
    assert wrong.status_code == 422
    assert 'value="A ledger of debts"' in wrong.content.decode()
    for file in typed["files"]:
        file.seek(0)
    answer = browser.post(address, typed)
    exhibit = Exhibit.objects.get()
    assert answer["Location"] == at(exhibit)
    assert exhibit.details == {"found_at": "Drawer of the desk"}
    assert {one.sha256 for one in Content.objects.all()} == {
        hashlib.sha256(data).hexdigest() for data in (b"one", b"two")
    }


def test_what_is_not_known_is_registered_as_a_gap_and_shown_as_one(browser, case):
    address = f"/exhibits/new/?case={case.uuid}"
    typed = {"title": "A box", "began": "unknown", "when": "May 1998", "place": "Archive"}
    assert "Say what is not known." in said_by(browser.post(address, typed))
    browser.post(address, typed | {"gap": "custody before 1998 unknown"})
    exhibit = Exhibit.objects.get()
    assert [one.act for one in chain_of(exhibit)] == [Act.UNKNOWN, Act.RECEIVED]
    page = said_by(browser.get(at(exhibit)))
    assert "chain-gap" in page
    assert "custody before 1998 unknown" in page


def test_an_image_that_is_not_what_was_announced_is_told_and_not_taken_in(browser, case):
    typed = {
        "title": "Image of a disk",
        "device": "D",
        "known_sha256": "00" * 32,
        "began": "received",
        "happened": "2026-03-01T09:30",
        "place": "Safe",
        "files": SimpleUploadedFile("disk.raw", b"raw"),
    }
    answer = browser.post(f"/exhibits/new/?case={case.uuid}&kind=disk_image", typed, follow=True)
    assert "does not have the SHA-256 told with it" in said_by(answer)
    assert Exhibit.objects.count() == 1
    assert not Content.objects.exists()


def test_without_a_case_one_is_chosen_and_another_role_may_not(browser, people, case):
    assert f"/exhibits/new/?case={case.uuid}" in said_by(browser.get("/exhibits/new/"))
    assert browser_of(people["liaison"]).get("/exhibits/new/").status_code == 403
    assert browser_of(people["stranger"]).get(f"/exhibits/new/?case={case.uuid}").status_code == 404
    assert browser.get("/exhibits/new/?case=nonsense").status_code == 404


# Who sees it.


def test_to_a_stranger_no_page_of_an_exhibit_exists_and_all_look_as_if_there_were_none(people, exhibit):
    content = added(exhibit, people, png())
    stranger = browser_of(people["stranger"])
    nowhere = "00000000-0000-0000-0000-000000000007"
    gets = ["", "label/", "acts/seal/", f"files/{content.uuid}/", f"files/{content.uuid}/inside/"]
    gets += [f"files/{content.uuid}/pages/1/"]
    posts = ["acts/seal/", "files/add/", f"files/{content.uuid}/download/"]
    for method, rests in (("get", gets), ("post", posts)):
        for rest in rests:
            here = getattr(stranger, method)(f"/exhibits/{exhibit.uuid}/{rest}")
            there = getattr(stranger, method)(f"/exhibits/{nowhere}/{rest}")
            assert (here.status_code, there.status_code) == (404, 404), rest
            assert unsigned(here) == unsigned(there), rest
    for rest in ("uploads/", f"uploads/{nowhere}/", f"uploads/{nowhere}/finish/"):
        answer = stranger.post(f"/exhibits/{exhibit.uuid}/{rest}", b"{}", content_type="application/json")
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert not Look.objects.exists()


def unsigned(answer):
    """A page without what is different every time: the token of its forms, and its own address."""
    return re.sub(r'value="[A-Za-z0-9]{64}"|/exhibits/[0-9a-f-]{36}[^"]*', "", answer.content.decode())


def test_a_file_of_another_exhibit_is_not_found_under_this_one(browser, people, case, exhibit):
    other = register(case, collected(), acting=people["officer"], at=AT)
    content = added(other, people, b"words")
    assert browser.get(at(exhibit, "files", content.uuid)).status_code == 404
    assert browser.get(at(other, "files", content.uuid)).status_code == 200


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("Chain of custody", "Collected")), ("fr", ("Chaîne de possession", "Saisie ou recueillie"))],
)
def test_the_page_tells_the_chain_in_the_readers_language_and_notes_the_look(
    people, exhibit, language, words
):
    page = said_by(browser_of(people["liaison"], language).get(at(exhibit)))
    assert all(word in page for word in words)
    look = Look.objects.get(subject=exhibit.uuid)
    assert (look.what, look.person) == ("evidence.exhibit", people["liaison"].uuid)


def test_damage_and_stamps_are_told_beside_each_file(browser, people, exhibit):
    content = added(exhibit, people, b"good", name="good.bin")
    page = said_by(browser.get(at(exhibit)))
    assert content.sha256 in page
    assert "Waits for its time-stamp" in page
    Watch.objects.create(content=content, looked_at=AT, damaged_at=AT + timedelta(days=1), why="piece 0")
    assert "A file is not what was taken in" in said_by(browser.get(at(exhibit)))


# The acts.


def test_only_what_is_possible_now_is_offered_to_each(browser, people, exhibit, supervisor):
    def offered(client):
        return set(
            re.findall(rf"/exhibits/{exhibit.uuid}/acts/([a-z-]+)/", client.get(at(exhibit)).content.decode())
        )

    keeping_it = {"seal", "examine", "copy", "certify", "offer", "gap", "release", "destroy"} | {
        "release-copy",
        "to-partner",
    }
    assert offered(browser) == keeping_it
    assert offered(supervisor) == keeping_it | {"hold"}
    assert offered(browser_of(people["counsel"])) == {"hold"}
    assert offered(browser_of(people["liaison"])) == set()
    judging.ask_destruction(exhibit, reason="Ordered", acting=people["officer"], at=AT)
    assert "agree" in offered(supervisor)
    assert "agree" not in offered(browser)
    assert "deny" in offered(browser)
    judging.deny(exhibit, reason="No", acting=people["officer"], at=AT)
    handing.offer(exhibit, people["second"], reason="Leave", acting=people["officer"], at=AT)
    assert offered(browser) == {"take-back"}
    assert offered(browser_of(people["second"])) == {"accept", "refuse", "take-back"}


def test_every_act_has_its_door_and_every_form_opens_in_both_languages(people, case):
    assert DOORS.keys() == set(Deed)
    exhibit = register(case, collected(), acting=people["officer"], at=AT)
    keeping.seal(exhibit, ["A1"], condition="whole", acting=people["officer"], at=AT)
    for language in ("en", "fr"):
        for deed in ("open", "examine", "copy", "certify", "offer", "gap", "hold", "release", "destroy"):
            page = browser_of(people["supervisor"], language).get(at(exhibit, "acts", deed))
            assert page.status_code == 200
            assert f'lang="{language}"' in page.content.decode()


def test_seals_are_put_on_and_opened_through_their_forms(browser, exhibit):
    refused = do(browser, exhibit, "seal", seals="A1, A2", condition="")
    assert refused.status_code == 422
    assert "A1, A2" in said_by(refused)
    assert do(browser, exhibit, "seal", seals="A1, A2\nA1", condition="whole").status_code == 302
    assert standing_of(exhibit).seals == ("A1", "A2")
    twice = do(browser, exhibit, "seal", seals="A1", condition="whole")
    assert twice.status_code == 422
    assert "a seal is put on once" in said_by(twice).partition('id="id_seals_error"')[2]
    assert do(browser, exhibit, "open", seals="B9", reason="r", condition="c").status_code == 422
    assert do(browser, exhibit, "open", seals="A1", reason="Analysis", condition="c").status_code == 302
    assert standing_of(exhibit).seals == ("A2",)


def test_a_refusal_is_said_in_the_readers_language_and_what_was_typed_stays(people, exhibit):
    french = browser_of(people["officer"], "fr")
    do(french, exhibit, "seal", seals="A1", condition="entier")
    answer = do(french, exhibit, "seal", seals="A1", condition="intact, sans trace")
    assert "La garde de la pièce ne le permet pas" in said_by(answer)
    assert "intact, sans trace" in said_by(answer)


def test_a_refusal_of_a_form_has_its_code(people, exhibit, browser):
    handing.offer(exhibit, people["second"], reason="Leave", acting=people["officer"], at=AT)
    said = {"name": "C. Hemist", "reason": "Analysis"}
    answer = do(browser, exhibit, "offer", **said)
    assert answer.status_code == 422
    assert "evidence.custody_forbids" in said_by(answer).partition('class="error-summary"')[2]


def test_what_cannot_come_next_has_no_form_and_what_is_not_ones_role_is_refused(browser, people, exhibit):
    assert browser.get(at(exhibit, "acts", "receive-back")).status_code == 409
    assert browser.get(at(exhibit, "acts", "hold")).status_code == 403
    assert do(browser, exhibit, "hold", reason="x").status_code == 403
    assert do(browser_of(people["liaison"]), exhibit, "seal", seals="A", condition="c").status_code == 403
    assert browser.get(at(exhibit, "acts", "devour")).status_code == 404
    assert standing_of(exhibit).count == 1


def test_examination_copy_gap_and_certificate_go_through_their_forms(browser, exhibit):
    assert do(browser, exhibit, "examine", reason="Fingerprints", examiner="D. Actyl").status_code == 302
    assert do(browser, exhibit, "copy", reason="Court", for_whom="The court").status_code == 302
    assert do(browser, exhibit, "gap", words="between two shelves").status_code == 302
    report = SimpleUploadedFile("report.pdf", b"%PDF-1.7 report")
    said = {"laboratory": "C. Hemist", "reason": "Certificate 12", "files": report}
    assert do(browser, exhibit, "certify", **said).status_code == 302
    acts = [one.act for one in chain_of(exhibit)]
    assert acts == [Act.COLLECTED, Act.EXAMINED, Act.COPIED, Act.UNKNOWN, Act.CERTIFIED]
    assert (Content.objects.get().part, Content.objects.get().name) == (Part.CERTIFICATE, "report.pdf")


def test_a_colleague_accepts_by_their_own_sign_in(browser, people, exhibit):
    both = do(browser, exhibit, "offer", colleague=str(people["second"].uuid), name="X", reason="Leave")
    assert both.status_code == 422
    assert "one of the two" in said_by(both)
    do(browser, exhibit, "offer", colleague=str(people["second"].uuid), reason="Leave")
    second = browser_of(people["second"])
    assert "What is offered" in said_by(second.get(at(exhibit, "acts", "accept")))
    assert do(second, exhibit, "accept", place="Safe 2").status_code == 302
    assert standing_of(exhibit).holder == "S. Econd"


def test_a_stranger_to_the_case_cannot_be_offered_to(browser, people, exhibit):
    answer = do(browser, exhibit, "offer", colleague=str(people["stranger"].uuid), reason="Leave")
    assert answer.status_code == 422
    assert standing_of(exhibit).where is Where.HERE


def test_it_is_handed_over_with_two_drawn_signatures_and_comes_back(browser, exhibit):
    do(browser, exhibit, "seal", seals="A1", condition="whole")
    do(browser, exhibit, "offer", name="C. Hemist", function="Chemist", agency="Laboratory", reason="DNA")
    page = browser.get(at(exhibit, "acts", "hand-over")).content.decode()
    assert 'value="C. Hemist"' in page
    assert page.count("data-pad") == 2
    typed = {"name": "C. Hemist", "agency": "Laboratory", "place": "Reception", "given": json.dumps(LINES)}
    alone = do(browser, exhibit, "hand-over", **typed, received="[]")
    assert alone.status_code == 422
    assert "Sign in the box." in said_by(alone)
    assert "[[[10, 10]" in alone.content.decode().replace("&quot;", '"')
    assert do(browser, exhibit, "hand-over", **typed, received=json.dumps(LINES)).status_code == 302
    last = chain_of(exhibit)[-1]
    assert last.other is not None
    assert (last.by.strokes, last.other.strokes) == (tuple(tuple(map(tuple, line)) for line in LINES),) * 2
    page = said_by(browser.get(at(exhibit)))
    assert page.count('class="signature"') == 2
    assert "M10 10L500 400L900 80M20 20h1" in page
    back = {"from_whom": "C. Hemist", "condition": "whole", "place": "Depot", "seals": "L1"}
    assert do(browser, exhibit, "receive-back", **back).status_code == 302
    assert (standing_of(exhibit).where, standing_of(exhibit).seals) == (Where.HERE, ("L1",))


def test_an_offer_is_refused_or_taken_back(browser, people, exhibit):
    do(browser, exhibit, "offer", colleague=str(people["second"].uuid), reason="Leave")
    assert do(browser_of(people["second"]), exhibit, "refuse", reason="No room").status_code == 302
    do(browser, exhibit, "offer", agency="Laboratory", reason="DNA")
    assert do(browser, exhibit, "take-back", reason="Not today").status_code == 302
    assert standing_of(exhibit).where is Where.HERE


def test_a_copy_leaves_under_a_hold_and_nothing_else_does(browser, supervisor, exhibit):
    assert do(supervisor, exhibit, "hold", reason="Appeal").status_code == 302
    to = {"name": "The court", "reason": "Trial", "place": "Registry"}
    assert do(browser, exhibit, "release", **to).status_code == 422
    assert do(browser, exhibit, "release-copy", **to).status_code == 302
    assert "The release of a copy is asked for" in said_by(supervisor.get(at(exhibit, "acts", "agree")))
    assert do(browser, exhibit, "agree", asked=asked_of(exhibit)).status_code == 403
    assert do(supervisor, exhibit, "agree", asked=asked_of(exhibit)).status_code == 302
    assert [one.act for one in chain_of(exhibit)][-1] is Act.COPY_RELEASED
    assert do(supervisor, exhibit, "lift", reason="Over").status_code == 302
    assert do(browser, exhibit, "destroy", reason="Ordered").status_code == 302
    assert do(supervisor, exhibit, "deny", reason="Not yet").status_code == 302
    assert do(browser, exhibit, "release", **to).status_code == 302
    assert do(supervisor, exhibit, "agree", asked=asked_of(exhibit)).status_code == 302
    assert standing_of(exhibit).where is Where.RELEASED


def test_acts_are_never_done_by_looking(browser, exhibit):
    before = Entry.objects.count()
    for deed in Deed:
        browser.get(at(exhibit, "acts", deed.value))
    assert Entry.objects.count() == before


# What was drawn.


@pytest.mark.parametrize(
    "hostile",
    [
        "no json",
        "{}",
        "[1]",
        "[[]]",
        "[[[1,1]]]",
        "[[[1,1],[2]]]",
        "[[[1,1],[2,2,2]]]",
        "[[[1,1],[2,1001]]]",
        "[[[1,1],[-1,2]]]",
        "[[[1,1],[2.0,2]]]",
        "[[[1,1],[true,2]]]",
        '[[[1,1],["2",2]]]',
        "[[[1,1],[NaN,2]]]",
        json.dumps([[[1, 1], [2, 2]]] * 201),
        json.dumps([[[1, 1]] * 5001]),
        "[" * 90_000,
        " " * 100_001 + "[[[1,1],[2,2]]]",
    ],
)
def test_what_the_box_does_not_draw_is_no_signature(hostile):
    with pytest.raises(ValueError):
        strokes_of(hostile)


def test_a_hostile_signature_is_refused_on_the_form(browser, exhibit):
    do(browser, exhibit, "offer", name="C. Hemist", reason="DNA")
    typed = {"name": "C. Hemist", "place": "Here", "given": json.dumps(LINES)}
    answer = do(browser, exhibit, "hand-over", **typed, received='[["<script>"]]')
    assert answer.status_code == 422
    assert "not a signature drawn here" in said_by(answer)
    assert "<script>" not in answer.content.decode().split("data-pad", 1)[1]
    assert standing_of(exhibit).where is Where.OFFERED


def test_a_path_and_a_code_are_drawn_as_they_are():
    assert drawn((((1, 2), (3, 4)), ((5, 6),))) == "M1 2L3 4M5 6h1"
    side, path = code_of("https://node.example/exhibits/x/#2026-E-0001")
    assert side >= 29
    assert re.fullmatch(r"(M\d+ \d+h\d+v1h-\d+z)+", path)


# Of a request.


@pytest.mark.parametrize(("language", "tab"), [("en", "Exhibits"), ("fr", "Pièces")])
def test_a_request_lists_what_came_of_it_and_leads_to_registering_more(people, case, language, tab):
    request = AssistanceRequestFactory(case=case)
    make_request_findable(request)
    client = browser_of(people["officer"], language)
    address = f"/requests/{request.uuid}/exhibits/"
    page = said_by(client.get(address))
    assert tab in page
    link = f"/exhibits/new/?case={case.uuid}&amp;about={request.uuid}"
    assert link in page
    typed = {"title": "A telephone", "began": "collected", "happened": "2026-03-01T09:30", "place": "Depot"}
    made = client.post(link.replace("&amp;", "&"), typed)
    assert made.status_code == 302
    page = said_by(client.get(address))
    assert "A telephone" in page
    exhibit = Exhibit.objects.get()
    assert exhibit.about == request.uuid
    assert f"/requests/{request.uuid}/" in said_by(client.get(at(exhibit)))


def test_a_review_is_a_task_on_the_desk_of_whoever_is_to_do_it(browser, people, exhibit):
    from entraide.cases.models import Task

    said = {"due": "2030-05-01", "who": str(people["second"].uuid), "words": "New methods of analysis"}
    assert browser.get(at(exhibit, "review")).status_code == 200
    assert browser.post(at(exhibit, "review"), {**said, "due": ""}).status_code == 422
    assert browser.post(at(exhibit, "review"), said).status_code == 302
    task = Task.objects.get()
    assert (task.assigned_to, task.title) == (people["second"], "Review of exhibit 2026-E-0001")
    assert task.due_at.year == 2030
    stranger = browser_of(people["stranger"])
    assert stranger.get(at(exhibit, "review")).status_code == 404
    liaison = browser_of(people["liaison"])
    assert liaison.post(at(exhibit, "review"), said).status_code == 403
