"""Exhibits through the API: the register, files whole and piece by piece, every act, and nothing for strangers."""

import hashlib
from contextlib import contextmanager
from io import BytesIO

import pytest

from entraide.accounts.domain.roles import Scope
from entraide.evidence.domain.exhibits import Marking
from entraide.evidence.domain.vault import PIECE_BYTES
from entraide.evidence.models import Content, ContentKey, Exhibit, Upload
from entraide.evidence.queries import chain_of
from entraide.evidence.queries.vault import path_of
from entraide.evidence.services.registering import register
from entraide.ledger.models import Entry, Look
from tests.caller import Caller
from tests.evidence.conftest import AT, collected
from tests.factories.cases import CaseFactory

pytestmark = pytest.mark.django_db

NOBODY = "00000000-0000-4000-8000-000000000000"
BYTES = bytes(range(256)) * 5000
SHA256 = hashlib.sha256(BYTES).hexdigest()
BEGAN = {"act": "collected", "happened": "2026-03-02T14:30:00Z", "place": "Depot of Valmont, shelf 4"}
SAID = {"kind": "object", "title": "A grey telephone", "began": [BEGAN]}
LABORATORY = {"name": "C. Hemist", "function": "Chemist", "agency": "Laboratory of Valmont"}
LINES = [[[10, 10], [500, 400]], [[900, 80]]]


@pytest.fixture
def here(exhibit):
    return f"/exhibits/{exhibit.uuid}"


@pytest.fixture
def file(officer, here):
    status, told = officer.send(f"{here}/files?name=dump.bin", BYTES)
    assert status == 201
    return told


@contextmanager
def bytes_of(answer):
    yield b"".join(answer.streaming_content)


# The register


def test_an_exhibit_is_registered_and_told_whole(officer, case):
    status, told = officer.post(f"/cases/{case.uuid}/exhibits", SAID)
    assert (status, told["number"], told["where"], told["holder"]) == (
        201,
        f"{told['number'][:4]}-E-0001",
        "here",
        "O. Ficer",
    )
    (first,) = told["chain"]
    assert (first["act"], first["place"], first["happened"]) == (
        "collected",
        "Depot of Valmont, shelf 4",
        "2026-03-02T14:30:00Z",
    )
    assert first["by"]["person"] == str(officer.person.uuid)
    assert (told["gaps"], told["files"], told["seals"], told["offer"], told["awaits"]) == (
        [],
        [],
        [],
        None,
        None,
    )
    assert told["registered_by"] == "O. Ficer"
    assert officer.get(f"/exhibits/{told['uuid']}") == (200, told)


def test_a_cold_case_is_registered_with_its_gap(officer, case):
    known = "1998-05-01T00:00:00Z"
    began = [
        {"act": "unknown", "until": known, "when": "custody before 1998 unknown"},
        {"act": "received", "happened": known, "place": "Archive of the court"},
    ]
    status, told = officer.post(f"/cases/{case.uuid}/exhibits", SAID | {"began": began})
    assert status == 201
    assert told["gaps"] == [
        {"since": None, "until": known, "words": "custody before 1998 unknown", "after": 1}
    ]


@pytest.mark.parametrize(
    ("changed", "status", "code", "fields"),
    [
        ({"title": " "}, 422, "kernel.incomplete", {"title"}),
        ({"kind": "firearm"}, 422, "kernel.incomplete", {"make", "calibre", "serial"}),
        ({"began": [{"act": "collected"}]}, 422, "kernel.incomplete", {"when", "place"}),
        ({"began": [{"act": "unknown", "when": "before 1998"}]}, 409, "evidence.custody_forbids", None),
        ({"began": [BEGAN, BEGAN]}, 409, "evidence.custody_forbids", None),
        ({"began": []}, 422, "api.malformed", {"began"}),
        ({"began": [{"act": "destroyed"}]}, 409, "evidence.custody_forbids", None),
        ({"kind": "boat"}, 422, "api.malformed", {"kind"}),
        ({"title": "a\nb"}, 422, "api.malformed", {"title"}),
        ({"details": {"NO": "x"}}, 422, "api.malformed", {"details.NO.[key]"}),
        ({"about": NOBODY}, 404, "kernel.not_found", None),
    ],
)
def test_what_cannot_be_registered_is_refused_and_leaves_nothing(
    officer, case, changed, status, code, fields
):
    if changed.get("began") == [{"act": "destroyed"}]:
        changed = {"began": [BEGAN | {"act": "destroyed"}]}
    got, told = officer.post(f"/cases/{case.uuid}/exhibits", SAID | changed)
    assert (got, told["code"]) == (status, code)
    assert fields is None or set(told["fields"]) == fields
    assert not Exhibit.objects.exists()


def test_the_register_is_narrowed_and_bounded(officer, case, people, here):
    other = CaseFactory(members=[people["officer"]])
    for title in ("First", "Second"):
        register(other, collected(title=title), acting=people["officer"], at=AT)
    assert officer.post(f"{here}/seal", {"seals": ["A1"], "condition": "Whole."})[0] == 200
    assert Caller(people["counsel"]).post(f"{here}/hold", {"reason": "Appeal"})[0] == 200

    def titles(**wanted):
        status, told = officer.get("/exhibits", **wanted)
        assert status == 200
        return [one["title"] for one in told["items"]]

    assert titles() == ["Second", "First", "A grey telephone"]
    assert titles(case=str(other.uuid)) == ["Second", "First"]
    assert titles(held="true") == titles(held="true", where="here", kind="object") == ["A grey telephone"]
    assert titles(held="false") == ["Second", "First"]
    assert titles(where="destroyed") == titles(kind="sample") == []
    page = officer.get("/exhibits", limit=2)[1]
    assert titles(before=page["next"]) == ["A grey telephone"]
    assert officer.get("/exhibits", before=page["next"])[1]["next"] is None
    for wrong in (
        {"limit": 101},
        {"limit": 0},
        {"before": 0},
        {"kind": "boat"},
        {"where": "x"},
        {"case": "x"},
    ):
        assert officer.get("/exhibits", **wrong)[0] == 422


# Files


def test_a_file_comes_in_with_its_digest_and_goes_out_as_it_came(officer, here, callers):
    status, told = officer.send(f"{here}/files?name=dump.bin&part=notes&sha256={SHA256.upper()}", BYTES)
    assert (status, told["size"], told["sha256"], told["part"]) == (201, len(BYTES), SHA256, "notes")
    assert (told["damaged_at"], told["destroyed"]) == (None, False)
    assert officer.get(here)[1]["files"] == [told]
    answer = callers["liaison"].raw(f"/exhibits/files/{told['uuid']}")
    with bytes_of(answer) as content:
        assert content == BYTES
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="dump.bin"'
    assert (answer["X-Content-Type-Options"], answer["Content-Length"]) == ("nosniff", str(len(BYTES)))
    assert Entry.objects.get(act="evidence.content_downloaded").actor == callers["liaison"].person.uuid
    assert Look.objects.filter(what="evidence.download").count() == 1


def test_a_file_that_is_not_what_was_announced_is_not_taken_in(officer, here, settings):
    status, told = officer.send(f"{here}/files?name=a&sha256={'00' * 32}", BYTES)
    assert (status, told["code"]) == (422, "evidence.digest_differs")
    assert not Content.objects.exists()
    assert [one for one in settings.ENTRAIDE_EVIDENCE.rglob("*") if one.is_file()] == []


@pytest.mark.parametrize(
    "query", ["", "?name=", "?name=a/b", "?name=a%00", "?name=a&part=x", "?name=a&sha256=x"]
)
def test_what_is_told_with_a_file_is_bounded(officer, here, query):
    status, told = officer.send(f"{here}/files{query}", b"x")
    assert (status, told["code"]) == (422, "api.malformed")


@pytest.mark.parametrize("more", [1, PIECE_BYTES])
def test_a_line_that_breaks_leaves_nothing(officer, here, settings, more):
    """The body ends before its announced length, or its length was never told: neither is taken for the whole."""
    announced = {"CONTENT_LENGTH": str(len(BYTES) + more), "wsgi.input": BytesIO(BYTES)}
    address = f"/api/v1{here}/files?name=a"
    for lengths in (announced, {"CONTENT_LENGTH": "", "wsgi.input": BytesIO(BYTES)}):
        answer = officer._client.post(address, content_type="application/octet-stream", **lengths)
        assert (answer.status_code, answer.json()["code"]) == (400, "api.unreadable")
    assert not Content.objects.exists()
    assert [one for one in settings.ENTRAIDE_EVIDENCE.rglob("*") if one.is_file()] == []


def test_an_empty_file_is_a_file(officer, here):
    status, told = officer.send(f"{here}/files?name=empty", b"")
    assert (status, told["size"]) == (201, 0)
    with bytes_of(officer.raw(f"/exhibits/files/{told['uuid']}")) as content:
        assert content == b""


def test_a_damaged_file_is_not_given_out(officer, file):
    path = path_of(Content.objects.get().uuid)
    path.write_bytes(path.read_bytes()[:-1])
    status, told = officer.get(f"/exhibits/files/{file['uuid']}")
    assert (status, told["code"]) == (409, "evidence.exhibit_damaged")
    assert not Entry.objects.filter(act="evidence.content_downloaded").exists()


def test_what_is_marked_is_held_and_never_given_out(officer, callers, case):
    marked = register(case, collected(marking=Marking.ABUSE), acting=officer.person, at=AT)
    status, told = officer.send(f"/exhibits/{marked.uuid}/files?name=a.jpg&media_type=image/jpeg", BYTES)
    assert (status, told["sha256"]) == (201, SHA256)
    for caller in (officer, callers["supervisor"], callers["counsel"]):
        assert caller.get(f"/exhibits/files/{told['uuid']}")[1]["code"] == "evidence.content_sealed"
        assert caller.get(f"/exhibits/files/{told['uuid']}")[0] == 403
    assert officer.get(f"/exhibits/{marked.uuid}")[1]["marking"] == "child_sexual_abuse"


def test_without_the_master_key_nothing_is_taken_in(officer, here, file, settings):
    settings.ENTRAIDE_EVIDENCE_KEY.unlink()
    for status, told in (
        officer.send(f"{here}/files?name=b", b"y"),
        officer.get(f"/exhibits/files/{file['uuid']}"),
        officer.post(f"{here}/uploads", {"name": "b", "size": 1}),
    ):
        assert (status, told["code"]) == (409, "evidence.master_key_missing")


# Large files, piece by piece


def test_a_large_file_comes_in_pieces_and_goes_on_where_the_line_broke(officer, here):
    whole = BYTES * 3
    sent = {"name": "disk.dd", "size": len(whole), "media_type": "application/x-raw"}
    status, upload = officer.post(f"{here}/uploads", sent)
    assert (status, upload["received"], upload["piece"]) == (201, 0, PIECE_BYTES)
    at = f"/exhibits/uploads/{upload['uuid']}"
    assert (
        officer.send(f"{at}?start=0", whole[: 2 * PIECE_BYTES], method="PUT")[1]["received"]
        == 2 * PIECE_BYTES
    )
    # Announced again, it is the one that is on its way.
    assert officer.post(f"{here}/uploads", sent)[1] == officer.get(at)[1]
    assert officer.get(at)[1]["received"] == 2 * PIECE_BYTES
    status, told = officer.post(f"{at}/finish")
    assert (status, told["code"]) == (409, "evidence.upload_elsewhere")
    assert officer.send(f"{at}?start={2 * PIECE_BYTES}", whole[2 * PIECE_BYTES :], method="PUT")[0] == 200
    status, told = officer.post(f"{at}/finish")
    assert (status, told["sha256"], told["media_type"]) == (
        201,
        hashlib.sha256(whole).hexdigest(),
        "application/x-raw",
    )
    with bytes_of(officer.raw(f"/exhibits/files/{told['uuid']}")) as content:
        assert content == whole
    assert officer.get(at)[0] == 404
    assert [one["name"] for one in officer.get(here)[1]["files"]] == ["disk.dd"]


def test_a_piece_that_does_not_go_on_changes_nothing(officer, here):
    size = 2 * PIECE_BYTES + 5
    at = f"/exhibits/uploads/{officer.post(f'{here}/uploads', {'name': 'a', 'size': size})[1]['uuid']}"
    first = bytes(PIECE_BYTES)
    assert officer.send(f"{at}?start=0", first, method="PUT")[0] == 200
    for start, piece in (
        (0, first),
        (2 * PIECE_BYTES, b"x" * 5),
        (PIECE_BYTES, b"x" * 7),
        (PIECE_BYTES, bytes(2 * PIECE_BYTES)),
        (PIECE_BYTES, b""),
    ):
        status, told = officer.send(f"{at}?start={start}", piece, method="PUT")
        assert (status, told["code"]) == (409, "evidence.upload_elsewhere")
        assert str(PIECE_BYTES) in told["title"]
    too_much = officer.send(f"{at}?start=0", bytes(17 * PIECE_BYTES), method="PUT")
    assert (too_much[0], too_much[1]["code"]) == (422, "evidence.piece_too_large")
    rest = bytes(PIECE_BYTES) + b"12345"
    assert officer.send(f"{at}?start={PIECE_BYTES}", rest, method="PUT")[1]["received"] == size
    # Nothing sent behind the end takes nothing away.
    assert officer.send(f"{at}?start={size}", b"", method="PUT")[0] == 409
    assert officer.get(at)[1]["received"] == size
    assert officer.post(f"{at}/finish")[1]["sha256"] == hashlib.sha256(first + rest).hexdigest()


def test_an_empty_large_file_is_one_piece_of_nothing(officer, here):
    at = f"/exhibits/uploads/{officer.post(f'{here}/uploads', {'name': 'a', 'size': 0})[1]['uuid']}"
    assert officer.post(f"{at}/finish")[0] == 409
    assert officer.send(f"{at}?start=0", b"", method="PUT")[0] == 200
    assert officer.post(f"{at}/finish")[1]["size"] == 0


def test_an_upload_is_of_the_one_who_began_it_and_can_be_given_up(officer, callers, here):
    at = f"/exhibits/uploads/{officer.post(f'{here}/uploads', {'name': 'a', 'size': 3})[1]['uuid']}"
    for name in ("second", "stranger"):
        other = callers[name]
        assert other.get(at)[0] == other.delete(at)[0] == other.post(f"{at}/finish")[0] == 404
        assert other.send(f"{at}?start=0", b"abc", method="PUT")[0] == 404
    assert officer.send(f"{at}?start=0", b"abc", method="PUT")[1]["received"] == 3
    assert officer.delete(at) == (204, b"")
    assert officer.get(at)[0] == 404
    assert not Upload.objects.exists()
    for wrong in (
        {"name": "a"},
        {"name": "a", "size": -1},
        {"name": "a", "size": 2**51},
        {"name": "", "size": 1},
    ):
        assert officer.post(f"{here}/uploads", wrong)[0] == 422


# Acts


def test_seals_examinations_copies_and_certificates_are_links_of_the_chain(officer, here):
    told = officer.post(f"{here}/seal", {"seals": ["A1", "A2"], "condition": "Whole."})[1]
    assert (told["sealed"], told["seals"]) == (True, ["A1", "A2"])
    told = officer.post(
        f"{here}/open", {"seals": ["A1"], "condition": "Whole.", "reason": "Analysis", "place": "Room 3"}
    )[1]
    assert told["seals"] == ["A2"]
    for act, body in (
        ("examine", {"reason": "Prints", "who": "C. Hemist", "happened": "2026-03-03T08:00:00+01:00"}),
        ("copy", {"reason": "For counsel", "who": "C. Ounsel"}),
        ("certify", {"who": "C. Hemist", "reason": "Certificate 77"}),
        ("gap", {"words": "Moved between depots", "since": "2026-01-01T00:00:00Z"}),
    ):
        status, told = officer.post(f"{here}/{act}", body)
        assert status == 200, told
    acts = ["collected", "sealed", "opened", "examined", "copied", "certified", "unknown"]
    assert [one["act"] for one in told["chain"]] == acts
    assert [one["number"] for one in told["chain"]] == list(range(1, 8))
    assert told["chain"][3]["other"]["name"] == "C. Hemist"
    assert told["chain"][3]["happened"] == "2026-03-03T07:00:00Z"
    assert [one["words"] for one in told["gaps"]] == ["Moved between depots"]


@pytest.mark.parametrize(
    ("act", "body", "status", "code"),
    [
        ("seal", {"seals": ["A1"], "condition": " "}, 422, "kernel.incomplete"),
        ("seal", {"seals": [], "condition": "x"}, 422, "api.malformed"),
        ("seal", {"seals": [" "], "condition": "x"}, 409, "evidence.custody_forbids"),
        ("open", {"seals": ["B9"], "condition": "x", "reason": "x"}, 409, "evidence.custody_forbids"),
        ("examine", {"reason": ""}, 422, "kernel.incomplete"),
        ("copy", {"reason": "x", "who": ""}, 422, "kernel.incomplete"),
        ("certify", {"who": "x"}, 422, "api.malformed"),
        ("gap", {"words": " "}, 422, "kernel.incomplete"),
        ("gap", {"words": "x", "since": "2026-01-01T00:00:00"}, 422, "api.malformed"),
        ("offer", {"reason": "x"}, 422, "api.malformed"),
        ("offer", {"reason": "x", "receiver": "a colleague"}, 422, "api.malformed"),
        ("offer", {"reason": "x", "receiver": NOBODY}, 404, "kernel.not_found"),
        ("offer", {"reason": "x", "receiver": {"name": " "}}, 422, "kernel.incomplete"),
        ("accept", {"place": "x"}, 409, "evidence.custody_forbids"),
        ("refuse", {"reason": "x"}, 409, "evidence.custody_forbids"),
        ("take-back", {"reason": "x"}, 409, "evidence.custody_forbids"),
        ("receive-back", {"from_whom": "x", "place": "x"}, 409, "evidence.custody_forbids"),
        (
            "hand-over",
            {"receiver": {"name": "x"}, "given": LINES, "received": LINES, "place": "x"},
            409,
            "evidence.custody_forbids",
        ),
        ("hold", {"reason": "x"}, 403, "kernel.not_allowed"),
        ("lift-hold", {"reason": "x"}, 403, "kernel.not_allowed"),
        ("agree", {"asked": NOBODY}, 403, "kernel.not_allowed"),
        ("deny", {"reason": "x"}, 409, "evidence.custody_forbids"),
        ("ask-release", {"to": {"name": ""}, "reason": "x", "place": "x"}, 422, "kernel.incomplete"),
        ("ask-destruction", {"reason": ""}, 422, "kernel.incomplete"),
    ],
)
def test_an_act_that_cannot_be_is_refused_and_leaves_no_link(officer, exhibit, here, act, body, status, code):
    got, told = officer.post(f"{here}/{act}", body)
    assert (got, told["code"]) == (status, code)
    assert len(chain_of(exhibit)) == 1


def test_why_custody_forbids_is_said_in_the_language_of_the_call(officer, here):
    officer._client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    told = officer.post(f"{here}/open", {"seals": ["B9"], "condition": "x", "reason": "x"})[1]
    assert told["title"].startswith(
        "La garde de la pièce ne le permet pas : un scellé n’est posé qu’une fois"
    )


def test_a_colleague_accepts_by_their_own_sign_in_and_nobody_else(officer, callers, people, here, exhibit):
    second = callers["second"]
    refused = officer.post(f"{here}/offer", {"receiver": str(people["stranger"].uuid), "reason": "x"})
    assert (refused[0], refused[1]["code"]) == (422, "evidence.person_not_in_case")
    offered = officer.post(f"{here}/offer", {"receiver": str(people["second"].uuid), "reason": "Safe 2"})[1]
    assert (offered["where"], offered["offer"]["other"]["name"]) == ("offered", "S. Econd")
    assert [one["uuid"] for one in second.get("/exhibits/offered")[1]["items"]] == [str(exhibit.uuid)]
    assert officer.get("/exhibits/offered")[1]["items"] == []
    assert officer.post(f"{here}/accept", {"place": "Safe 2"})[0] == 403
    assert second.post(f"{here}/refuse", {"reason": "The seal is broken"})[1]["where"] == "here"
    officer.post(f"{here}/offer", {"receiver": str(people["second"].uuid), "reason": "Safe 2"})
    told = second.post(f"{here}/accept", {"place": "Safe 2", "condition": "Whole."})[1]
    assert (told["where"], told["holder"], told["place"]) == ("here", "S. Econd", "Safe 2")
    signed = told["chain"][-1]
    assert (signed["by"]["name"], signed["other"]["name"]) == ("O. Ficer", "S. Econd")
    assert second.get("/exhibits/offered")[1]["items"] == []


def test_face_to_face_both_sign_and_it_comes_back(officer, here):
    officer.post(f"{here}/offer", {"receiver": LABORATORY, "reason": "Analysis"})
    assert officer.post(f"{here}/take-back", {"reason": "Not today"})[1]["where"] == "here"
    officer.post(f"{here}/offer", {"receiver": LABORATORY, "reason": "Analysis"})
    body = {"receiver": LABORATORY, "given": LINES, "received": LINES, "place": "Laboratory"}
    for missing in ("given", "received"):
        status, told = officer.post(f"{here}/hand-over", body | {missing: []})
        assert (status, told["code"]) == (422, "evidence.signatures_missing")
    for wrong in ([[]], [[[1]]], [[[1, 1001]]], [[[1, 2, 3]]], [[[1, -1]]], [[[0, 0]]] * 101):
        assert officer.post(f"{here}/hand-over", body | {"given": wrong})[1]["code"] == "api.malformed"
    told = officer.post(f"{here}/hand-over", body)[1]
    assert (told["where"], told["holder"]) == ("elsewhere", "C. Hemist")
    signed = told["chain"][-1]
    assert (signed["by"]["strokes"], signed["other"]["strokes"]) == (LINES, LINES)
    assert officer.post(f"{here}/seal", {"seals": ["A1"], "condition": "x"})[0] == 409
    back = {"from_whom": "C. Hemist", "place": "Depot", "condition": "Whole", "seals": ["L1"]}
    told = officer.post(f"{here}/receive-back", back)[1]
    assert (told["where"], told["seals"]) == ("here", ["L1"])


def test_a_release_takes_a_second_person_who_agrees_to_what_they_read(officer, callers, here):
    counsel = callers["counsel"]
    body = {"to": LABORATORY, "reason": "Owner", "place": "Desk"}
    first = officer.post(f"{here}/ask-release", body)[1]["awaits"]
    assert officer.post(f"{here}/agree", {"asked": first["uuid"]})[0] == 403
    assert officer.post(f"{here}/deny", {"reason": "A mistake"})[1]["awaits"] is None
    second = officer.post(f"{here}/ask-destruction", {"reason": "Ordered"})[1]["awaits"]
    # What the counsel has read is not asked for any more: the destruction does not take its place.
    status, told = counsel.post(f"{here}/agree", {"asked": first["uuid"]})
    assert (status, told["code"]) == (409, "evidence.custody_forbids")
    assert counsel.post(f"{here}/deny", {"reason": "Not ordered"})[1]["where"] == "here"
    assert counsel.post(f"{here}/agree", {"asked": second["uuid"]})[0] == 409
    copied = officer.post(f"{here}/ask-release", body | {"copied": True})[1]["awaits"]
    assert copied["facts"] == {"copy": True}
    told = counsel.post(f"{here}/agree", {"asked": copied["uuid"]})[1]
    assert (told["where"], told["chain"][-1]["act"]) == ("here", "copy_released")
    third = officer.post(f"{here}/ask-release", body)[1]["awaits"]
    told = counsel.post(f"{here}/agree", {"asked": third["uuid"]})[1]
    assert (told["where"], told["holder"]) == ("released", "C. Hemist")


def test_whoever_asked_cannot_agree(callers, here):
    supervisor = callers["supervisor"]
    asked = supervisor.post(f"{here}/ask-destruction", {"reason": "Ordered"})[1]["awaits"]["uuid"]
    status, told = supervisor.post(f"{here}/agree", {"asked": asked})
    assert (status, told["code"]) == (409, "evidence.custody_forbids")
    assert callers["second"].post(f"{here}/agree", {"asked": asked})[0] == 403
    assert callers["liaison"].post(f"{here}/deny", {"reason": "x"})[0] == 403


def test_a_hold_stops_release_and_destruction(officer, callers, here):
    counsel = callers["counsel"]
    asked = officer.post(f"{here}/ask-destruction", {"reason": "Ordered"})[1]["awaits"]["uuid"]
    told = counsel.post(f"{here}/hold", {"reason": "Appeal"})[1]
    assert (told["held"], told["awaits"]) == (True, None)
    assert callers["supervisor"].post(f"{here}/agree", {"asked": asked})[0] == 409
    assert officer.post(f"{here}/ask-destruction", {"reason": "Ordered"})[0] == 409
    assert counsel.post(f"{here}/hold", {"reason": "Again"})[0] == 409
    assert counsel.post(f"{here}/lift-hold", {"reason": "Withdrawn"})[1]["held"] is False
    assert counsel.post(f"{here}/lift-hold", {"reason": "Again"})[0] == 409


def test_what_was_destroyed_has_no_bytes_and_takes_in_no_others(officer, callers, here, file):
    size = {"name": "late", "size": 1}
    late = f"/exhibits/uploads/{officer.post(f'{here}/uploads', size)[1]['uuid']}"
    assert officer.send(f"{late}?start=0", b"x", method="PUT")[0] == 200
    asked = officer.post(f"{here}/ask-destruction", {"reason": "Ordered"})[1]["awaits"]["uuid"]
    told = callers["supervisor"].post(f"{here}/agree", {"asked": asked})[1]
    assert (told["where"], [one["destroyed"] for one in told["files"]]) == ("destroyed", [True])
    assert not ContentKey.objects.exists()
    status, gone = officer.get(f"/exhibits/files/{file['uuid']}")
    assert (status, gone["code"]) == (409, "evidence.content_gone")
    for status, refused in (officer.send(f"{here}/files?name=b", b"y"), officer.post(f"{late}/finish")):
        assert (status, refused["code"]) == (409, "evidence.custody_forbids")
    # What says how it was destroyed is still taken in.
    assert officer.send(f"{here}/files?name=minutes.pdf&part=certificate", b"y")[0] == 201


# Who may

ACTS = {
    "seal": {"seals": ["A1"], "condition": "x"},
    "open": {"seals": ["A1"], "condition": "x", "reason": "x"},
    "examine": {"reason": "x"},
    "copy": {"reason": "x", "who": "x"},
    "certify": {"reason": "x", "who": "x"},
    "gap": {"words": "x"},
    "offer": {"reason": "x", "receiver": {"name": "x"}},
    "accept": {"place": "x"},
    "refuse": {"reason": "x"},
    "hand-over": {"receiver": {"name": "x"}, "given": LINES, "received": LINES, "place": "x"},
    "take-back": {"reason": "x"},
    "receive-back": {"from_whom": "x", "place": "x"},
    "hold": {"reason": "x"},
    "lift-hold": {"reason": "x"},
    "ask-release": {"to": {"name": "x"}, "reason": "x", "place": "x"},
    "ask-partner": {"conversation": NOBODY, "reason": "x", "place": "x"},
    "ask-destruction": {"reason": "x"},
    "agree": {"asked": NOBODY},
    "deny": {"reason": "x"},
    "uploads": {"name": "a", "size": 1},
}


def test_every_act_has_its_row_here(officer):
    described = officer.get("/openapi.json")[1]["paths"]
    under = "/api/v1/exhibits/{uuid}/"
    acts = {path.removeprefix(under) for path in described if path.startswith(under)}
    assert acts == {*ACTS, "files", "reviews"}


@pytest.mark.parametrize("act", ACTS)
def test_a_stranger_is_answered_as_if_it_were_nowhere_and_a_reader_cannot_act(
    callers, people, exhibit, here, act
):
    stranger = callers["stranger"]
    answers = [stranger.post(f"/exhibits/{one}/{act}", ACTS[act]) for one in (exhibit.uuid, NOBODY)]
    assert answers[0] == answers[1]
    assert answers[0][0] == 404
    status, told = Caller(people["officer"], scopes=(Scope.READ,)).post(f"{here}/{act}", ACTS[act])
    assert (status, told["code"]) == (403, "ui.scope_missing")
    assert len(chain_of(exhibit)) == 1


def test_a_stranger_sees_no_exhibit_no_file_and_no_register(callers, people, case, here, file):
    stranger, looks = callers["stranger"], Look.objects.count()
    for address in (here, f"/exhibits/files/{file['uuid']}"):
        assert stranger.get(address) == stranger.get(f"{address.rpartition('/')[0]}/{NOBODY}")
        assert stranger.get(address)[0] == 404
    assert stranger.get("/exhibits") == (200, {"items": [], "next": None})
    assert stranger.get("/exhibits/offered") == (200, {"items": []})
    assert stranger.get("/exhibits", case=str(case.uuid)) == stranger.get("/exhibits", case=NOBODY)
    assert stranger.get("/exhibits", case=NOBODY)[0] == 404
    assert stranger.post(f"/cases/{case.uuid}/exhibits", SAID)[0] == 404
    assert stranger.send(f"{here}/files?name=a", b"x")[0] == 404
    assert Look.objects.count() == looks


def test_scopes_and_roles_are_asked_for(people, callers, case, here, file):
    writes = Caller(people["officer"], scopes=(Scope.WRITE,))
    for address in ("/exhibits", "/exhibits/offered", here, f"/exhibits/files/{file['uuid']}"):
        assert writes.get(address)[1]["code"] == "ui.scope_missing"
    reads = Caller(people["officer"], scopes=(Scope.READ,))
    upload = f"/exhibits/uploads/{NOBODY}"
    for told in (
        reads.post(f"/cases/{case.uuid}/exhibits", SAID),
        reads.send(f"{here}/files?name=a", b"x"),
        reads.send(f"{upload}?start=0", b"x", method="PUT"),
        reads.post(f"{upload}/finish"),
        reads.delete(upload),
    ):
        assert (told[0], told[1]["code"]) == (403, "ui.scope_missing")
    liaison = callers["liaison"]
    for told in (
        liaison.post(f"/cases/{case.uuid}/exhibits", SAID),
        liaison.send(f"{here}/files?name=a", b"x"),
        liaison.post(f"{here}/uploads", {"name": "a", "size": 1}),
        liaison.post(f"{here}/seal", ACTS["seal"]),
    ):
        assert (told[0], told[1]["code"]) == (403, "kernel.not_allowed")
    assert Content.objects.count() == 1


def test_every_look_is_noted(officer, case, here, exhibit):
    assert officer.get(here)[0] == 200
    assert officer.get("/exhibits", case=str(case.uuid))[0] == 200
    looks = list(Look.objects.order_by("pk").values_list("what", "subject", "person"))
    assert looks == [
        ("evidence.exhibit", exhibit.uuid, officer.person.uuid),
        ("evidence.register", None, officer.person.uuid),
    ]
