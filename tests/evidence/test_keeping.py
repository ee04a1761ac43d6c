"""Acts on exhibits, from registration to destruction: who may, what is kept, and what the ledger says of it."""

import hashlib
import stat
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from entraide.evidence.domain.custody import Act, Where
from entraide.evidence.domain.exhibits import Kind, Marking, Part
from entraide.evidence.errors import (
    ContentGone,
    ContentSealed,
    CustodyForbids,
    DigestDiffers,
    ExhibitDamaged,
    MasterKeyMissing,
    PersonNotInCase,
    SignaturesMissing,
)
from entraide.evidence.models import Content, ContentKey, CustodyEvent, Exhibit, ExhibitStanding, Watch
from entraide.evidence.queries import chain_of, exhibit_for, register_of, standing_of
from entraide.evidence.queries.vault import path_of, read
from entraide.evidence.queries.waiting import waiting_for
from entraide.evidence.services import giving, handing, judging, keeping
from entraide.evidence.services.handing import Outside
from entraide.evidence.services.registering import Beginning, Incoming, add_file, add_files, register
from entraide.evidence.services.watching import watch
from entraide.kernel.errors import Incomplete, NotAllowed, NotFound
from entraide.ledger.domain.faults import What
from entraide.ledger.models import Entry
from entraide.ledger.queries.verifying import verify
from tests.evidence.conftest import AT, collected

pytestmark = pytest.mark.django_db

LABORATORY = Outside(name="C. Hemist", function="Chemist", agency="Laboratory of Valmont")
LINES = (((10, 10), (500, 400), (900, 80)),)
BYTES = bytes(range(256)) * 10_000


def faults():
    return [one for one in verify({}) if one.table.startswith("evidence")]


def test_an_exhibit_has_a_number_a_chain_and_its_entries(exhibit, case, people):
    assert exhibit.number == "2026-E-0001"
    (first,) = chain_of(exhibit)
    assert (first.act, first.place, first.by.person) == (
        Act.COLLECTED,
        "Depot of Valmont, shelf 4",
        people["officer"].uuid,
    )
    acts = Entry.objects.filter(subject=exhibit.uuid).order_by("seq").values_list("act", flat=True)
    assert list(acts) == ["evidence.registered", "evidence.collected"]
    assert faults() == []
    assert register(case, collected(), acting=people["officer"], at=AT).number == "2026-E-0002"


def test_what_must_be_said_of_a_kind_is_asked_for(case, people):
    with pytest.raises(Incomplete) as refused:
        register(case, collected(kind=Kind.FIREARM, title=""), acting=people["officer"], at=AT)
    assert set(refused.value.fields) == {"title", "make", "calibre", "serial"}
    with pytest.raises(Incomplete) as refused:
        register(case, collected(began=(Beginning(act=Act.COLLECTED),)), acting=people["officer"], at=AT)
    assert set(refused.value.fields) == {"when", "place"}
    assert not Exhibit.objects.exists()


def test_a_cold_case_is_registered_with_what_is_not_known(case, people):
    known = datetime(1998, 5, 1, tzinfo=UTC)
    began = (
        Beginning(act=Act.UNKNOWN, until=known, when="custody before 1998 unknown"),
        Beginning(act=Act.RECEIVED, happened=known, place="Archive of the court"),
    )
    exhibit = register(case, collected(began=began), acting=people["officer"], at=AT)
    assert [one.act for one in chain_of(exhibit)] == [Act.UNKNOWN, Act.RECEIVED]
    assert faults() == []


def test_only_members_whose_role_it_is_may_add_and_others_learn_nothing(exhibit, case, people):
    with pytest.raises(NotFound):
        register(case, collected(), acting=people["stranger"], at=AT)
    with pytest.raises(NotAllowed):
        register(case, collected(), acting=people["liaison"], at=AT)
    with pytest.raises(NotFound):
        exhibit_for(people["stranger"], exhibit.uuid)
    assert register_of(people["stranger"]) == []
    assert register_of(people["liaison"]) == [exhibit]


def test_a_file_lies_encrypted_and_comes_back_as_it_was(exhibit, people):
    content = add_file(
        exhibit, [BYTES[:1000], BYTES[1000:]], name="dump.bin", media_type="", acting=people["officer"], at=AT
    )
    assert (content.size, content.sha256) == (len(BYTES), hashlib.sha256(BYTES).hexdigest())
    assert b"".join(read(content)) == BYTES
    lying = path_of(content.uuid)
    assert stat.S_IMODE(lying.stat().st_mode) == 0o600
    assert bytes(range(256)) not in lying.read_bytes()
    assert stat.S_IMODE(settings.ENTRAIDE_EVIDENCE_KEY.stat().st_mode) == 0o600
    assert faults() == []


def test_a_file_that_is_not_what_was_announced_is_not_taken_in(exhibit, people):
    with pytest.raises(DigestDiffers):
        add_file(exhibit, [b"x"], name="a", media_type="", acting=people["officer"], at=AT, sha256="00" * 32)
    assert not Content.objects.exists()
    assert [one for one in settings.ENTRAIDE_EVIDENCE.rglob("*") if one.is_file()] == []


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20])
def test_files_of_every_length_come_back(exhibit, people, size):
    some = (BYTES * 2)[:size]
    content = add_file(exhibit, [some], name="a", media_type="", acting=people["officer"], at=AT)
    assert b"".join(read(content)) == some


def test_files_that_come_together_are_kept_together_or_not_at_all(exhibit, people):
    files = [Incoming(f"{number}.bin", "", [b"%d" % number] * number) for number in range(12)]
    kept = add_files(exhibit, files, acting=people["officer"], at=AT)
    assert [(one.name, one.size) for one in kept] == [
        (f"{number}.bin", number * len(str(number))) for number in range(12)
    ]
    assert Entry.objects.filter(act="evidence.content_taken").count() == 12
    assert faults() == []

    def broken():
        yield b"x"
        raise OSError("the disk was pulled out")

    lying = sorted(one for one in settings.ENTRAIDE_EVIDENCE.rglob("*") if one.is_file())
    with pytest.raises(OSError, match="pulled out"):
        add_files(exhibit, [*files, Incoming("broken", "", broken())], acting=people["officer"], at=AT)
    assert sorted(one for one in settings.ENTRAIDE_EVIDENCE.rglob("*") if one.is_file()) == lying
    assert Content.objects.count() == 12


def test_a_changed_cut_or_missing_file_is_never_given_out_whole(exhibit, people):
    content = add_file(exhibit, [BYTES], name="a", media_type="", acting=people["officer"], at=AT)
    path = path_of(content.uuid)
    whole = path.read_bytes()
    piece = (1 << 20) + 16
    swapped = whole[piece : 2 * piece] + whole[:piece] + whole[2 * piece :]
    flipped = whole[:77] + bytes([whole[77] ^ 1]) + whole[78:]
    for wrong in (flipped, whole[:-1], whole[:piece], whole[: 2 * piece], swapped, whole + b"x", b""):
        path.write_bytes(wrong)
        with pytest.raises(ExhibitDamaged):
            b"".join(read(content))
        assert [(one.table, one.what, one.facts["column"]) for one in faults()] == [
            ("evidence_content", What.DIFFERS, "bytes")
        ]
    path.unlink()
    with pytest.raises(ExhibitDamaged):
        b"".join(read(content))


def test_without_its_master_key_nothing_is_taken_in_under_another(exhibit, people):
    add_file(exhibit, [b"x"], name="a", media_type="", acting=people["officer"], at=AT)
    settings.ENTRAIDE_EVIDENCE_KEY.unlink()
    with pytest.raises(MasterKeyMissing):
        add_file(exhibit, [b"y"], name="b", media_type="", acting=people["officer"], at=AT)
    assert not settings.ENTRAIDE_EVIDENCE_KEY.exists()


def test_what_is_marked_is_held_and_never_opened(case, people):
    marked = register(case, collected(marking=Marking.ABUSE), acting=people["officer"], at=AT)
    content = add_file(marked, [b"x"], name="a.jpg", media_type="image/jpeg", acting=people["officer"], at=AT)
    with pytest.raises(ContentSealed):
        giving.download(content, acting=people["supervisor"], at=AT)
    assert faults() == []


def test_a_download_is_on_record_before_its_first_byte(exhibit, people):
    content = add_file(exhibit, [b"x"], name="a", media_type="", acting=people["officer"], at=AT)
    pieces = giving.download(content, acting=people["liaison"], at=AT)
    entry = Entry.objects.get(act="evidence.content_downloaded")
    assert entry.actor == people["liaison"].uuid
    assert b"".join(pieces) == b"x"
    with pytest.raises(NotFound):
        giving.download(content, acting=people["stranger"], at=AT)


def test_seals_are_kept_by_number(exhibit, people):
    officer = people["officer"]
    keeping.seal(exhibit, ["A1 ", "A2", "A1"], condition="Whole.", acting=officer, at=AT)
    assert standing_of(exhibit).seals == ("A1", "A2")
    assert ExhibitStanding.objects.get(exhibit=exhibit).sealed
    with pytest.raises(Incomplete):
        keeping.open_seal(exhibit, ["A1"], reason="", condition="Whole.", acting=officer, at=AT)
    keeping.open_seal(exhibit, ["A1", "A2"], reason="Analysis", condition="Whole.", acting=officer, at=AT)
    keeping.examine(exhibit, reason="Looked for prints", who="C. Hemist", acting=officer, at=AT)
    keeping.copy(exhibit, reason="For counsel", who="C. Ounsel", acting=officer, at=AT)
    assert not ExhibitStanding.objects.get(exhibit=exhibit).sealed
    assert [one.number for one in chain_of(exhibit)] == [1, 2, 3, 4, 5]
    assert faults() == []


def test_a_colleague_accepts_by_their_own_sign_in_and_nobody_else_can(exhibit, people):
    officer, second = people["officer"], people["second"]
    with pytest.raises(PersonNotInCase):
        handing.offer(exhibit, people["stranger"], reason="x", acting=officer, at=AT)
    handing.offer(exhibit, second, reason="Goes to safe 2", acting=officer, at=AT)
    assert [one.exhibit for one in waiting_for(second)] == [exhibit]
    with pytest.raises(NotAllowed):
        handing.accept(exhibit, acting=officer, at=AT, place="Safe 2")
    with pytest.raises(NotFound):
        handing.accept(exhibit, acting=people["stranger"], at=AT, place="Safe 2")
    handing.accept(exhibit, acting=second, at=AT + timedelta(hours=1), place="Safe 2")
    last = chain_of(exhibit)[-1]
    assert (last.by.person, last.other.person) == (officer.uuid, second.uuid)
    assert waiting_for(second) == []
    kept = ExhibitStanding.objects.get(exhibit=exhibit)
    assert (kept.where, kept.holder, kept.place) == ("here", "S. Econd", "Safe 2")
    assert faults() == []


def test_an_offer_can_be_refused_or_taken_back(exhibit, people):
    officer, second = people["officer"], people["second"]
    handing.offer(exhibit, second, reason="x", acting=officer, at=AT)
    handing.refuse(exhibit, reason="The seal is broken", acting=second, at=AT)
    assert standing_of(exhibit).where == Where.HERE
    handing.offer(exhibit, LABORATORY, reason="x", acting=officer, at=AT)
    handing.take_back(exhibit, reason="Not today", acting=people["supervisor"], at=AT)
    assert standing_of(exhibit).where == Where.HERE
    assert faults() == []


def test_face_to_face_both_sign(exhibit, people):
    officer = people["officer"]
    handing.offer(exhibit, LABORATORY, reason="Analysis", acting=officer, at=AT)
    facts = {"receiver": LABORATORY, "acting": officer, "at": AT, "place": "Laboratory"}
    for given, received in (((), LINES), (LINES, ())):
        with pytest.raises(SignaturesMissing):
            handing.hand_over(exhibit, given=given, received=received, **facts)
    handing.hand_over(exhibit, given=LINES, received=LINES, **facts)
    last = chain_of(exhibit)[-1]
    assert (last.by.strokes, last.other.strokes, last.other.agency) == (LINES, LINES, LABORATORY.agency)
    assert standing_of(exhibit).where == Where.ELSEWHERE
    keeping.certify(exhibit, who="C. Hemist", reason="Certificate 77", acting=officer, at=AT)
    handing.receive_back(
        exhibit, from_whom="C. Hemist", place="Depot", condition="Whole", seals=["L1"], acting=officer, at=AT
    )
    assert standing_of(exhibit).seals == ("L1",)
    assert faults() == []


def test_a_release_takes_a_second_person_whose_role_it_is(exhibit, people):
    officer = people["officer"]
    judging.ask_release(exhibit, LABORATORY, reason="Owner", place="Desk", acting=officer, at=AT)
    with pytest.raises(NotAllowed):
        judging.agree(exhibit, acting=officer, at=AT)
    with pytest.raises(NotAllowed):
        judging.agree(exhibit, acting=people["second"], at=AT)
    with pytest.raises(NotFound):
        judging.agree(exhibit, acting=people["stranger"], at=AT)
    judging.agree(exhibit, acting=people["counsel"], at=AT)
    assert standing_of(exhibit).where == Where.RELEASED
    assert faults() == []


def test_a_supervisor_who_asked_cannot_agree_alone(exhibit, people):
    judging.ask_destruction(exhibit, reason="Ordered", acting=people["supervisor"], at=AT)
    with pytest.raises(CustodyForbids):
        judging.agree(exhibit, acting=people["supervisor"], at=AT)
    judging.deny(exhibit, reason="Not yet", acting=people["supervisor"], at=AT)
    assert standing_of(exhibit).asked is None


@pytest.mark.django_db(transaction=True)
def test_destruction_destroys_the_files_and_keeps_what_was_done(emptied_records, people, case):
    exhibit = register(case, collected(), acting=people["officer"], at=AT)
    content = add_file(exhibit, [BYTES], name="a", media_type="", acting=people["officer"], at=AT)
    judging.lay_hold(exhibit, reason="Appeal", acting=people["counsel"], at=AT)
    with pytest.raises(CustodyForbids):
        judging.ask_destruction(exhibit, reason="Ordered", acting=people["officer"], at=AT)
    judging.lift_hold(exhibit, reason="Appeal withdrawn", acting=people["counsel"], at=AT)
    judging.ask_destruction(exhibit, reason="Ordered", acting=people["officer"], at=AT)
    judging.agree(exhibit, acting=people["supervisor"], at=AT)
    assert not path_of(content.uuid).exists()
    assert not ContentKey.objects.exists()
    with pytest.raises(ContentGone):
        b"".join(read(content))
    assert Content.objects.get().sha256 == hashlib.sha256(BYTES).hexdigest()
    assert faults() == []


def test_damage_is_found_in_its_turn_and_told_once(exhibit, people):
    officer = people["officer"]
    good = add_file(exhibit, [b"good"], name="good", media_type="", acting=officer, at=AT)
    bad = add_file(exhibit, [b"bad"], name="bad", media_type="", acting=officer, at=AT, part=Part.PHOTOGRAPH)
    path_of(bad.uuid).write_bytes(b"worse")
    for day in (1, 2):
        at = AT + timedelta(days=day)
        assert watch(at=at, before=at) == 2
    assert Watch.objects.get(content=good).damaged_at is None
    found = Watch.objects.get(content=bad)
    assert (found.damaged_at, found.why) == (AT + timedelta(days=1), "piece 0")
    assert Entry.objects.filter(act="evidence.damage_found").count() == 1
    assert watch(at=AT + timedelta(days=3), before=AT) == 0


@pytest.mark.parametrize("model", [Exhibit, Content, CustodyEvent])
def test_the_database_refuses_to_change_or_delete_what_happened(exhibit, people, model):
    add_file(exhibit, [b"x"], name="a", media_type="", acting=people["officer"], at=AT)
    row = model.objects.first()
    for act in (model.objects.filter(pk=row.pk).delete, lambda: model.objects.update(id=row.pk + 1000)):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert model.objects.filter(pk=row.pk).exists()
