"""What somebody tried, and what comes of it: each of these was possible once."""

import shutil
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from entraide.cases.models import Membership
from entraide.evidence.domain.exhibits import Marking
from entraide.evidence.errors import (
    ContentSealed,
    CustodyForbids,
    PackageAnswered,
    PackageNotBelieved,
    UploadElsewhere,
)
from entraide.evidence.models import Arrived, Package, Upload
from entraide.evidence.queries import contents_of
from entraide.evidence.queries.vault import check, path_of, read
from entraide.evidence.services import arriving, giving, handing, judging, packaging, uploading
from entraide.evidence.services.registering import add_file, register
from entraide.evidence.web.previews.mails import mail_of
from entraide.exchange.errors import MayNotGoOn, PartnerNotConfirmed
from entraide.exchange.models import Attachment, Message
from entraide.exchange.services import files
from entraide.exchange.services.hooks import Arrived as Came
from entraide.exchange.services.sending import open_conversation
from entraide.kernel.errors import NotAllowed, NotFound
from entraide.ledger.queries.verifying import verify
from tests.evidence.conftest import AT, collected
from tests.evidence.test_packaging import HANDLING, came, own_ledger_key, released, two
from tests.exchange.rooms import northmark, our_card, own_room
from tests.factories.cases import CaseFactory

__all__ = ["came", "northmark", "our_card", "own_ledger_key", "own_room", "two"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(exhibit, people):
    officer = people["officer"]
    begun = uploading.begin(exhibit, name="x.bin", media_type="", size=3, acting=officer, at=AT)
    uploading.go_on(begun, 0, b"abc", acting=officer, at=AT)
    return begun


def test_a_file_that_is_kept_is_not_given_up_or_written_over_by_who_was_late(exhibit, people, upload):
    officer, late = people["officer"], Upload.objects.get()
    judging.lay_hold(exhibit, reason="Court", acting=people["counsel"], at=AT)
    content = uploading.finish(upload, acting=officer, at=AT)
    with pytest.raises(UploadElsewhere):
        uploading.let_go(late, acting=officer, at=AT)
    with pytest.raises(UploadElsewhere):
        uploading.go_on(late, 0, b"XYZ", acting=officer, at=AT)
    with pytest.raises(UploadElsewhere):
        uploading.finish(late, acting=officer, at=AT)
    uploading.let_old_go(at=AT + timedelta(days=8))
    assert b"".join(read(content)) == b"abc"


def test_what_nobody_goes_on_with_leaves_nothing_behind(exhibit, people, upload):
    path = path_of(upload.uuid)
    assert uploading.let_old_go(at=AT + timedelta(days=8)) == 1
    assert not path.exists()
    with pytest.raises(UploadElsewhere):
        uploading.go_on(upload, 0, b"abc", acting=people["officer"], at=AT)
    assert not path.exists()


def test_what_is_destroyed_takes_its_packages_along_and_nothing_more_in(
    two, case, people, django_capture_on_commit_callbacks
):
    plain = two[0]
    wanted = packaging.want(case, [plain], handling=HANDLING, acting=people["officer"], at=AT)
    packaging.make_due(moment=lambda: AT)
    wanted.refresh_from_db()
    judging.ask_destruction(plain, reason="Ordered", acting=people["officer"], at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        judging.agree(plain, acting=people["counsel"], at=AT)
    assert not packaging.path_of(wanted).exists()
    with pytest.raises(NotFound):
        packaging.give_out(wanted, acting=people["officer"], at=AT)
    with pytest.raises(CustodyForbids):
        add_file(plain, [b"late"], name="late", media_type="", acting=people["officer"], at=AT)


def test_a_package_that_cannot_be_sent_does_not_lie_about(two, case, people, northmark):
    talk = open_conversation(northmark.row, at=AT, case=case.uuid)
    officer = people["officer"]
    wanted = packaging.want(case, [two[0]], handling=HANDLING, acting=officer, at=AT, conversation=talk.uuid)
    partner = northmark.row
    partner.standing = "suspended"
    partner.save()
    packaging.make_due(moment=lambda: AT)
    wanted.refresh_from_db()
    assert (wanted.state, wanted.error) == ("failed", PartnerNotConfirmed.code)
    assert not packaging.path_of(wanted).exists()


def test_nothing_leaves_in_the_name_of_somebody_who_has_left_the_case(two, case, people, northmark):
    talk = open_conversation(northmark.row, at=AT, case=case.uuid)
    packaging.want(case, [two[0]], handling=HANDLING, acting=people["officer"], at=AT, conversation=talk.uuid)
    Membership.objects.filter(person=people["officer"]).delete()
    packaging.make_due(moment=lambda: AT)
    assert (Package.objects.get().state, Package.objects.get().message) == ("failed", None)


def test_nobody_offers_to_themselves(exhibit, people):
    with pytest.raises(NotAllowed):
        handing.offer(exhibit, people["officer"], reason="x", acting=people["officer"], at=AT)


def test_the_very_bytes_of_marked_material_are_not_opened_elsewhere(case, people):
    marked = register(case, collected(marking=Marking.ABUSE), acting=people["officer"], at=AT)
    plain = register(case, collected(), acting=people["officer"], at=AT)
    for one in (marked, plain):
        add_file(one, [b"bad"], name="a", media_type="", acting=people["officer"], at=AT)
    with pytest.raises(ContentSealed):
        giving.download(contents_of(plain)[0], acting=people["officer"], at=AT)


def taken_over(came, people):
    Message.objects.filter(uuid=came.message).update(standing="delivered")
    arriving.check_due(at=AT)
    came.refresh_from_db()
    return arriving.take_over(came, place="Vault", acting=people["officer"], at=AT)


def test_what_came_in_a_package_goes_on_only_as_its_originator_lets_it(came, people):
    plain, _ = taken_over(came, people)
    Message.objects.filter(uuid=came.message).update(
        narrowed={"tlp": "red", "code": "H2", "limits": ""}, narrowed_at=AT
    )
    released(plain, people)
    with pytest.raises(MayNotGoOn):
        packaging.want(came.case, [plain], handling=HANDLING, acting=people["officer"], at=AT)


def test_the_same_package_in_another_message_is_not_taken_over_again(came, people):
    taken_over(came, people)
    again = Message.objects.get(uuid=came.message)
    again.pk, again.uuid, again.digest, again.sequence = None, uuid4(), "sha256:" + "cd" * 32, 77
    again.save()
    attachment = Attachment.objects.create(
        uuid=uuid4(), message=again, name="p.zip", media_type="", size=1, digest="x", whole=True
    )
    path = files.path_of(again.uuid, attachment.uuid)
    path.parent.mkdir(parents=True)
    shutil.copy(files.path_of(came.message, came.attachment), path)

    class File:
        pass

    file = File()
    file.attachment = attachment
    arriving.take_package(Came(again, {}, HANDLING, (file,), AT))
    arriving.check_due(at=AT)
    second = Arrived.objects.order_by("pk").last()
    assert second.fault == ""
    with pytest.raises(PackageAnswered):
        arriving.take_over(second, place="Vault", acting=people["officer"], at=AT)


def test_what_is_kept_of_a_package_is_what_was_checked(came, people):
    arriving.check_due(at=AT)
    came.refresh_from_db()
    forged = bytes(came.record).replace(b"A grey telephone", b"A red  telephone")
    assert forged != bytes(came.record)
    Arrived.objects.update(record=forged)
    came.refresh_from_db()
    with pytest.raises(PackageNotBelieved):
        arriving.take_over(came, place="Vault", acting=people["officer"], at=AT)


def test_a_package_that_our_code_stumbles_over_stops_no_other(came):
    path = files.path_of(came.message, came.attachment)
    path.write_bytes(path.read_bytes().replace(b"data/case.jsonld", b"data/case\0jsonld"))
    other = Arrived.objects.create(
        case=came.case, message=uuid4(), attachment=uuid4(), node=uuid4(), agency="Nobody", arrived_at=AT
    )
    assert arriving.check_due(at=AT) == 2
    for one in (came, other):
        one.refresh_from_db()
        assert one.fault
        assert "\0" not in one.where


@pytest.mark.parametrize(
    "mail",
    [
        b"From: a\r\nDate: Mon, 1 Jan 99999999999999999999 00:00:00 +0000\r\n\r\nx",
        b"From: a\r\nDate: Mon, 1 Jan 2020 00:00:00 +99999999999999999999\r\n\r\nx",
        b"From: a\r\nTo: " + b"a," * 20_000 + b"\r\n\r\nx",
        b"From: a\r\nTo: a,\r\n" + b" a,a,a,a\r\n" * 5_000 + b"\r\nx",
    ],
)
def test_a_mail_that_was_made_to_confuse_its_reader_is_not_shown(mail):
    with pytest.raises(ValueError, match="mail"):
        mail_of(mail)


@pytest.mark.parametrize(
    "done",
    [
        "UPDATE evidence_exhibit SET case_id = {other}",
        "UPDATE evidence_exhibit SET about = '00000000-0000-0000-0000-000000000001'",
        "UPDATE evidence_content SET media_type = 'x/y'",
        "UPDATE evidence_exhibitstanding SET place = 'elsewhere'",
        "UPDATE evidence_exhibitstanding SET asked = true",
        "DELETE FROM evidence_contentkey",
        "DELETE FROM evidence_stamp",
    ],
)
def test_what_is_done_behind_the_back_of_the_node_is_found(exhibit, people, done):
    add_file(exhibit, [b"new"], name="n", media_type="", acting=people["officer"], at=AT)
    check(contents_of(exhibit)[0])
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'evidence%'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in ("evidence_exhibit", "evidence_content"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_append_only")
        cursor.execute(done.format(other=CaseFactory().pk))
    found = [one for one in verify({}) if one.table.startswith("evidence")]
    assert [one for one in found if one.what.value != "unguarded"]
