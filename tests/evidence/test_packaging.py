"""A package of exhibits is asked for, made, sent; and at its recipient checked, taken over, and answered."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial
from types import SimpleNamespace

import pytest

from entraide.evidence.domain.custody import Act, gaps
from entraide.evidence.errors import (
    CopyNotReleased,
    CustodyForbids,
    GoesToPartner,
    PackageAnswered,
    PackageNotBelieved,
)
from entraide.evidence.models import Exhibit, Package
from entraide.evidence.queries import chain_before, chain_of, contents_of, standing_of
from entraide.evidence.queries.vault import read
from entraide.evidence.services import answering, arriving, handing, judging, keeping, packaging
from entraide.evidence.services.registering import add_file, register
from entraide.exchange.errors import Recalled
from entraide.exchange.models import Message
from entraide.exchange.services import files
from entraide.exchange.services.hooks import Arrived as Came
from entraide.exchange.services.sending import open_conversation
from entraide.kernel.errors import NotAllowed, NotFound
from entraide.ledger.models import Entry
from entraide.ledger.queries.verifying import verify
from entraide.ledger.services.checkpoints import known_keys
from tests.evidence.arriving import BYTES, HANDLING, PARTNER, brought, came, own_ledger_key, released, two
from tests.evidence.conftest import AT, collected
from tests.exchange.rooms import northmark, our_card, own_room
from tests.exchange.speaking import us
from tests.factories.exchange import PartnerCardFactory

__all__ = ["came", "northmark", "our_card", "own_ledger_key", "own_room", "two"]
pytestmark = pytest.mark.django_db

STROKES = (((0, 0), (500, 500)),)


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
    with pytest.raises(PackageAnswered):
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
    answering.hear_taken(Came(sent, body, HANDLING, (), AT))
    for one in two:
        last = chain_of(one)[-1]
        assert (last.act, last.by.name, last.by.node) == (Act.COPY_TAKEN, "J. Halvorsen", northmark.them.id)
        assert last.facts["number"] == f"N-{one.pk}"
    assert [one for one in verify(known_keys()) if one.table.startswith("evidence")] == []
    # Somebody else's conversation says nothing about our package.
    other = open_conversation(northmark.row, at=AT)
    sent.conversation = other
    with pytest.raises(NotFound):
        answering.hear_taken(Came(sent, body, HANDLING, (), AT))


@pytest.fixture
def talk(case, northmark):
    return open_conversation(northmark.row, at=AT, case=case.uuid)


def offered_to(exhibit, talk, people, at=AT):
    officer, counsel = people["officer"], people["counsel"]
    judging.ask_partner(exhibit, talk.uuid, reason="Trial there", place="Border post", acting=officer, at=at)
    return judging.agree(exhibit, acting=counsel, at=at)


@pytest.fixture
def original(case, people, our_card, talk):
    """A sealed exhibit that two people hand over to the partner."""
    one = register(case, collected(), acting=people["officer"], at=AT)
    add_file(one, [BYTES], name="dump.bin", media_type="", acting=people["officer"], at=AT)
    keeping.seal(one, ["S-1", "S-2"], condition="Bag whole", acting=people["officer"], at=AT)
    return one


def test_handing_an_original_to_a_partner_takes_two_people_and_moves_nothing_yet(original, talk, people):
    officer = people["officer"]
    asked = judging.ask_partner(original, talk.uuid, reason="Trial", place="Border", acting=officer, at=AT)
    assert asked.where == "here"
    with pytest.raises(NotAllowed):
        judging.agree(original, acting=officer, at=AT)
    now = judging.agree(original, acting=people["counsel"], at=AT)
    assert (now.where, now.offer.other.node) == ("offered", talk.partner.node)
    # Nobody signs for a partner on a screen here.
    with pytest.raises(CustodyForbids):
        handing.hand_over(
            original,
            given=STROKES,
            received=STROKES,
            receiver=PARTNER,
            acting=officer,
            at=AT,
            place="Border",
        )


def test_an_original_under_a_hold_is_not_offered(original, talk, people):
    judging.lay_hold(original, reason="Trial here", acting=people["counsel"], at=AT)
    with pytest.raises(CustodyForbids):
        offered_to(original, talk, people)


def test_an_original_goes_to_its_partner_alone(original, talk, case, people):
    offered_to(original, talk, people)
    want = partial(packaging.want, case, [original], handling=HANDLING, acting=people["officer"], at=AT)
    with pytest.raises(GoesToPartner):
        want()
    other = open_conversation(PartnerCardFactory().partner, at=AT, case=case.uuid)
    with pytest.raises(GoesToPartner):
        want(conversation=other.uuid)
    want(conversation=talk.uuid)
    # An offer is for one package, like a release.
    with pytest.raises(CopyNotReleased):
        want(conversation=talk.uuid)


def test_an_offer_that_is_taken_back_does_not_leave_and_what_left_is_recalled(original, talk, case, people):
    officer = people["officer"]
    offered_to(original, talk, people)
    want = partial(
        packaging.want, case, [original], handling=HANDLING, acting=officer, conversation=talk.uuid
    )
    waiting = want(at=AT)
    handing.take_back(original, reason="A mistake", acting=officer, at=AT)
    assert packaging.make_due(moment=lambda: AT) == 0
    waiting.refresh_from_db()
    assert (waiting.state, waiting.error) == ("failed", CopyNotReleased.code)
    offered_to(original, talk, people)
    gone = want(at=AT)
    assert packaging.make_due(moment=lambda: AT) == 1
    handing.take_back(original, reason="A mistake", acting=officer, at=AT)
    gone.refresh_from_db()
    assert Message.objects.get(uuid=gone.message).recalled_at == AT
    assert Message.objects.filter(type="exchange.recall/1", conversation=talk).count() == 1


@pytest.fixture
def given(original, talk, case, people):
    """The package that an original goes with, sent."""
    offered_to(original, talk, people)
    packaging.want(
        case, [original], handling=HANDLING, acting=people["officer"], at=AT, conversation=talk.uuid
    )
    packaging.make_due(moment=lambda: AT)
    return Package.objects.get()


def answer(package, hear, **said):
    body = {"message": str(package.message), "by": "J. Halvorsen", "function": "Clerk", **said}
    hear(Came(Message.objects.get(uuid=package.message), body, HANDLING, (), AT))


def test_an_original_is_theirs_when_they_accept_it_and_ours_when_they_do_not(original, given, northmark):
    taken = {"sealed": given.digest, "place": "Vault", "condition": "Whole"}
    numbers = [{"theirs": original.number, "ours": "N-7"}]
    answer(given, answering.hear_taken, **taken, numbers=numbers)
    last = chain_of(original)[-1]
    assert (last.act, last.by.name, last.other.name) == (Act.ACCEPTED, "C. Ounsel", "J. Halvorsen")
    assert (last.other.node, last.condition, last.facts["number"]) == (northmark.them.id, "Whole", "N-7")
    now = standing_of(original)
    assert (now.where, now.holder, now.seals) == ("elsewhere", "J. Halvorsen", ("S-1", "S-2"))
    with pytest.raises(PackageAnswered):
        answer(given, answering.hear_declined, reason="Too late")
    assert [one for one in verify(known_keys()) if one.table.startswith("evidence")] == []


def test_an_original_that_is_not_accepted_stays_ours(original, given, case, people, talk):
    answer(given, answering.hear_declined, reason="The seal S-2 is broken")
    last = chain_of(original)[-1]
    assert (last.act, last.reason, standing_of(original).where) == (
        Act.REFUSED,
        "The seal S-2 is broken",
        "here",
    )
    with pytest.raises(PackageAnswered):
        answer(given, answering.hear_taken, sealed=given.digest, place="Vault", numbers=[])
    # It can be offered again.
    offered_to(original, talk, people)
    packaging.want(
        case, [original], handling=HANDLING, acting=people["officer"], at=AT, conversation=talk.uuid
    )
    assert [one for one in verify(known_keys()) if one.table.startswith("evidence")] == []


@pytest.fixture
def offered_here(given, northmark, monkeypatch):
    """An original as the partner has it to whom it was offered: this node stands for both."""
    theirs = SimpleNamespace(node=northmark.them.id)
    monkeypatch.setattr(arriving, "identity", lambda: theirs)
    return brought(given, PartnerCardFactory(of=us()).partner)


def test_an_original_that_comes_is_in_our_custody_under_its_seals_with_the_chain_before(
    offered_here, people, original
):
    arriving.check_due(at=AT)
    offered_here.refresh_from_db()
    (here,) = arriving.take_over(
        offered_here, place="Vault", condition="Both seals whole", acting=people["officer"], at=AT
    )
    now, (first,) = standing_of(here), chain_of(here)
    assert (now.where, now.seals, now.place) == ("here", ("S-1", "S-2"), "Vault")
    assert (first.condition, first.facts["chain"]["original"]) == ("Both seals whole", True)
    _, told = chain_before(here)
    assert [one.event.act for one in told.chain] == [
        Act.COLLECTED,
        Act.SEALED,
        Act.RELEASE_ASKED,
        Act.OFFERED,
    ]
    said = json.loads(Message.objects.get(type="evidence.taken/1").content)["body"]
    assert said["condition"] == "Both seals whole"
    assert [one for one in verify(known_keys()) if one.table.startswith("evidence")] == []


def test_what_comes_can_be_declined_and_is_then_not_taken_over(offered_here, people):
    arriving.check_due(at=AT)
    offered_here.refresh_from_db()
    with pytest.raises(NotAllowed):
        arriving.decline(offered_here, reason="Torn", acting=people["liaison"], at=AT)
    arriving.decline(offered_here, reason="Torn", acting=people["officer"], at=AT)
    assert Message.objects.filter(type="evidence.declined/1", outgoing=True).count() == 1
    offered_here.refresh_from_db()
    with pytest.raises(PackageAnswered):
        arriving.take_over(offered_here, place="x", acting=people["officer"], at=AT)


def test_what_was_recalled_is_not_taken_over(offered_here, people):
    arriving.check_due(at=AT)
    offered_here.refresh_from_db()
    Message.objects.filter(uuid=offered_here.message).update(recalled_at=AT, recall_reason="A mistake")
    with pytest.raises(Recalled):
        arriving.take_over(offered_here, place="x", acting=people["officer"], at=AT)
