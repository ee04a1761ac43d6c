"""A package of exhibits is asked for, made, sent; and at its recipient checked, taken over, and answered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from entraide.evidence.domain.custody import Act, gaps
from entraide.evidence.errors import CopyNotReleased, PackageNotBelieved
from entraide.evidence.models import Exhibit, Package
from entraide.evidence.queries import chain_before, chain_of, contents_of
from entraide.evidence.queries.vault import read
from entraide.evidence.services import arriving, packaging
from entraide.evidence.services.registering import add_file
from entraide.exchange.models import Message
from entraide.exchange.services import files
from entraide.exchange.services.hooks import Arrived as Came
from entraide.exchange.services.sending import open_conversation
from entraide.kernel.errors import NotAllowed, NotFound
from entraide.ledger.models import Entry
from entraide.ledger.queries.verifying import verify
from entraide.ledger.services.checkpoints import known_keys
from tests.evidence.arriving import BYTES, HANDLING, came, own_ledger_key, released, two
from tests.evidence.conftest import AT
from tests.exchange.rooms import northmark, our_card, own_room

__all__ = ["came", "northmark", "our_card", "own_ledger_key", "own_room", "two"]
pytestmark = pytest.mark.django_db


def test_nothing_goes_along_that_two_people_have_not_released(exhibit, case, people, our_card):
    with pytest.raises(CopyNotReleased):
        packaging.want(case, [exhibit], handling=HANDLING, acting=people["officer"], at=AT)
    with pytest.raises(NotAllowed):
        packaging.want(case, [exhibit], handling=HANDLING, acting=people["liaison"], at=AT)
    with pytest.raises(NotFound):
        packaging.want(case, [exhibit], handling=HANDLING, acting=people["stranger"], at=AT)
    assert not Package.objects.exists()


def test_a_release_is_for_one_package_and_for_the_files_that_were_there(two, case, people):
    plain, _ = two
    later = AT + timedelta(hours=1)
    add_file(plain, [b"later"], name="later.bin", media_type="", acting=people["officer"], at=later)
    packaging.want(case, [plain], handling=HANDLING, acting=people["officer"], at=later)
    packaging.make_due(moment=lambda: later)
    made = packaging.path_of(Package.objects.get()).read_bytes()
    assert (BYTES in made, b"later.bin" in made) == (True, False)
    with pytest.raises(CopyNotReleased):
        packaging.want(case, [plain], handling=HANDLING, acting=people["officer"], at=later)
    released(plain, people, at=later)
    packaging.want(case, [plain], handling=HANDLING, acting=people["officer"], at=later)


def test_a_package_that_was_asked_for_is_made_by_itself_and_again_after_a_restart(two, case, people):
    wanted = packaging.want(case, two, handling=HANDLING, acting=people["officer"], at=AT)
    # A restart in the middle leaves a folder behind.
    (packaging.path_of(wanted).with_suffix("") / "data").mkdir(parents=True)
    assert packaging.make_due(moment=lambda: AT) == 1
    wanted.refresh_from_db()
    assert (wanted.state, wanted.size) == ("ready", packaging.path_of(wanted).stat().st_size)
    assert wanted.done == wanted.whole > len(BYTES)
    assert packaging.make_due(moment=lambda: AT) == 0
    assert BYTES in packaging.path_of(wanted).read_bytes()
    # Of what is marked the bytes stay.
    assert b"never opened" not in packaging.path_of(wanted).read_bytes()
    assert [one for one in verify(known_keys()) if one.table.startswith(("evidence", "ledger"))] == []
    assert packaging.let_old_go(at=AT + timedelta(days=31)) == 1
    assert not packaging.path_of(wanted).exists()


def test_a_package_is_checked_whole_and_taken_over_by_a_person(came, two, people):
    with pytest.raises(PackageNotBelieved):
        arriving.take_over(came, place="Vault of Northmark", acting=people["officer"], at=AT)
    assert arriving.check_due(at=AT) == 1
    came.refresh_from_db()
    assert (came.fault, came.where) == ("", "")
    with pytest.raises(NotAllowed):
        arriving.take_over(came, place="Vault of Northmark", acting=people["liaison"], at=AT)
    plain, marked = arriving.take_over(came, place="Vault of Northmark", acting=people["officer"], at=AT)
    (content,) = contents_of(plain)
    assert b"".join(read(content)) == BYTES
    assert contents_of(marked) == []
    before, told = chain_before(plain)
    assert before == came
    assert [one.event.act for one in told.chain] == [Act.COLLECTED, Act.RELEASE_ASKED, Act.COPY_RELEASED]
    assert gaps(chain_of(plain)) == ()
    assert [one for one in verify(known_keys()) if one.table.startswith(("evidence", "ledger"))] == []
    # Our answer goes back, and once only.
    assert Message.objects.filter(type="evidence.taken/1", outgoing=True).count() == 1
    came.refresh_from_db()
    with pytest.raises(PackageNotBelieved):
        arriving.take_over(came, place="x", acting=people["officer"], at=AT)
    assert Exhibit.objects.count() == 4


def test_a_package_that_was_changed_on_the_way_is_named_and_not_taken_over(came, people):
    path = files.path_of(came.message, came.attachment)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    arriving.check_due(at=AT)
    came.refresh_from_db()
    assert came.fault.startswith("evidence.bag")
    assert came.where.startswith("data/exhibits/")
    with pytest.raises(PackageNotBelieved):
        arriving.take_over(came, place="x", acting=people["officer"], at=AT)
    assert Entry.objects.get(act="evidence.package_checked")


def test_that_the_copies_were_taken_over_stands_in_the_chains_here(two, came, northmark):
    package = Package.objects.get()
    sent = Message.objects.get(uuid=package.message)
    body = {
        "message": str(package.message),
        "sealed": package.digest,
        "by": "J. Halvorsen",
        "place": "Vault of Northmark",
        "numbers": [{"theirs": one.number, "ours": f"N-{one.pk}"} for one in two],
    }
    arriving.hear_taken(Came(sent, body, HANDLING, (), AT))
    for one in two:
        last = chain_of(one)[-1]
        assert (last.act, last.by.name, last.by.node) == (Act.COPY_TAKEN, "J. Halvorsen", northmark.them.id)
        assert last.facts["number"] == f"N-{one.pk}"
    assert [one for one in verify(known_keys()) if one.table.startswith("evidence")] == []
    # Somebody else's conversation says nothing about our package.
    other = open_conversation(northmark.row, at=AT)
    sent.conversation = other
    with pytest.raises(NotFound):
        arriving.hear_taken(Came(sent, body, HANDLING, (), AT))
