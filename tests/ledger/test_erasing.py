"""Personal data beside an entry is erased on a recorded ground: the tree still verifies, and says that it was."""

import pytest

from entraide.kernel.errors import NotFound
from entraide.ledger.domain.erasing import GROUNDS, Ground
from entraide.ledger.domain.faults import What
from entraide.ledger.domain.proofs import verify_proof
from entraide.ledger.errors import NothingToErase
from entraide.ledger.models import Detail, Entry
from entraide.ledger.queries.checkpoints import proof_of, standing_of
from entraide.ledger.queries.verifying import verify
from entraide.ledger.services import record_all
from entraide.ledger.services.checkpoints import key, known_keys, make_checkpoint
from entraide.ledger.services.erasing import erase_details
from tests.ledger.acts import Noted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_key(settings, tmp_path):
    settings.ENTRAIDE_LEDGER_KEY = tmp_path / "ledger" / "key.json"


def fill(count, at):
    record_all([Noted(detail={"name": f"Somebody {number}"}) for number in range(count)], by=None, at=at)


def faults():
    return [one for one in verify(known_keys()) if one.table.startswith("ledger")]


def erase(*entries, at, why="Order 12/2026", who="C. Ounsel"):
    return erase_details(entries, Ground.ORDER, why=why, who=who, acting=None, at=at)


def test_what_is_erased_is_gone_and_the_ledger_is_whole_and_says_so(at):
    fill(20, at)
    make_checkpoint(at=at)
    held = list(Detail.objects.order_by("pk").values_list("pk", flat=True)[:2])
    before = proof_of(held[0])
    assert erase(*held, at=at) == 2
    assert not Detail.objects.filter(pk__in=held).exists()
    assert faults() == []
    # The proof of before still holds, and so does one of now.
    verify_proof(bytes(before.entry.canonical), before.proof, key().public)
    last = Entry.objects.order_by("-seq").first()
    assert last.act == "ledger.detail_erased"
    assert last.detail.body == {"why": "Order 12/2026", "who": "C. Ounsel"}
    assert standing_of().erased == 2


def test_what_is_missing_without_an_act_is_still_found(at):
    fill(5, at)
    seq = Detail.objects.order_by("pk").first().pk
    Detail.objects.filter(pk=seq).delete()
    assert [(one.row, one.what) for one in faults()] == [(str(seq), What.DETAIL_MISSING)]


def test_without_a_reason_or_a_name_nothing_is_erased(at):
    fill(3, at)
    seq = Detail.objects.order_by("pk").first().pk
    for wrong in ({"why": " "}, {"who": ""}):
        with pytest.raises(NothingToErase):
            erase(seq, at=at, **wrong)
    with pytest.raises(NotFound):
        erase(seq, 999, at=at)
    with pytest.raises(NotFound):
        erase(at=at)
    assert Detail.objects.filter(pk=seq).exists()
    erase(seq, at=at)
    with pytest.raises(NothingToErase):
        erase(seq, at=at)


def test_every_ground_has_its_words():
    assert GROUNDS.keys() == set(Ground)
