"""Witnesses: a ledger that goes on is vouched for; one that tells another history is caught, by both."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from entraide.ledger.domain.checkpoints import signed_by, vouched
from entraide.ledger.domain.keys import SigningKey, read_keys
from entraide.ledger.domain.notes import Note, Signature, bytes_of, read_note
from entraide.ledger.domain.proofs import read_proof, verify_proof
from entraide.ledger.domain.witnessing import Answer, Ask, read_answer, read_ask
from entraide.ledger.errors import CosignatureWrong, HistoryRewritten, NoteUnreadable, ProofRejected
from entraide.ledger.models import Checkpoint, Contradiction, Entry, Watched
from entraide.ledger.queries.checkpoints import note_of, proof_of
from entraide.ledger.services import record
from entraide.ledger.services.checkpoints import asked_of, key, make_checkpoint, take_held, take_vouched
from entraide.ledger.services.witnessing import vouch
from tests.ledger.acts import Noted
from tests.ledger.logs import Another
from tests.ledger.test_verifying import behind_its_back

AT = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> None:
    settings.ENTRAIDE_LEDGER_KEY = tmp_path / "key.json"


@pytest.fixture
def another() -> Another:
    return Another().write("one", "two", "three", "four", "five")


def asked(ask: Ask, of: Another, at: datetime = AT) -> Answer:
    return vouch(read_ask(ask.written()), of.key.public, at=at)


def written(count: int) -> None:
    for number in range(count):
        with transaction.atomic():
            record(Noted(facts={"number": number}), by=None, at=AT)


# What this node does as a witness.


def test_what_goes_on_is_vouched_for_by_both_signatures(another: Another) -> None:
    for size in (5, 6, 9, 16):
        before = another.log.size
        another.write(*(f"{number}" for number in range(size - before)))
        answer = asked(another.ask(before if size > 5 else 0, AT), another)
        note = another.signed(AT).signed_also(*answer.signatures)
        assert signed_by(note, key().public) == AT
        assert set(vouched(note, [key().public, another.key.public])) == {key().name, another.key.name}
    assert list(Watched.objects.order_by("size").values_list("size", flat=True)) == [5, 6, 9, 16]
    assert Contradiction.objects.count() == 0


def test_the_same_checkpoint_is_vouched_for_again_whatever_it_is_led_on_from(another: Another) -> None:
    asked(another.ask(0, AT), another)
    assert asked(another.ask(5, AT), another).signatures
    assert asked(another.ask(2, AT), another).signatures
    assert Contradiction.objects.count() == 0


def test_what_is_led_on_from_elsewhere_is_answered_with_what_was_seen(another: Another) -> None:
    asked(another.ask(0, AT), another)
    another.write("six", "seven")
    answer = asked(another.ask(3, AT + HOUR), another)
    assert answer.signatures == ()
    assert answer.held == another.signed(AT, size=5) or answer.held is not None
    assert answer.held.text == another.signed(AT, size=5).text
    assert asked(another.ask(5, AT + HOUR), another).signatures
    assert Contradiction.objects.count() == 0


def test_an_old_checkpoint_that_is_brought_again_accuses_nobody(another: Another) -> None:
    old = another.ask(0, AT)
    asked(old, another)
    asked(another.write("six").ask(5, AT + HOUR), another)
    assert asked(old, another, AT + 2 * HOUR).held is not None
    assert Contradiction.objects.count() == 0


def test_a_proof_that_does_not_hold_accuses_nobody(another: Another) -> None:
    asked(another.ask(0, AT), another)
    good = another.write("six").ask(5, AT + HOUR)
    bad = replace(good, proof=tuple(reversed(good.proof)))
    assert asked(bad, another).held is not None
    assert Contradiction.objects.count() == 0
    assert asked(good, another).signatures


def test_a_ledger_that_was_set_back_and_signed_again_is_caught(another: Another) -> None:
    before = another.copy()
    asked(another.write("six", "seven").ask(0, AT), another)
    assert asked(before.ask(0, AT + HOUR), before).held is not None
    (found,) = Contradiction.objects.all()
    assert (found.origin, found.ours) == (another.key.name, False)
    sizes = [read_note(one.encode()).text.split("\n")[1] for one in (found.held, found.shown)]
    assert sizes == ["7", "5"]
    assert Entry.objects.filter(act="ledger.history_contradicted").count() == 1


def test_two_histories_of_one_length_are_caught_and_kept_once(another: Another) -> None:
    before = another.copy()
    asked(another.write("six").ask(0, AT), another)
    other = before.write("not six")
    for _ in range(3):
        assert asked(replace(other.ask(0, AT + HOUR), old=6), other).held is not None
    (found,) = Contradiction.objects.all()
    for one in (found.held, found.shown):
        # Each is signed by the node itself: together they prove it to anybody.
        assert signed_by(read_note(one.encode()), another.key.public)
    assert found.held != found.shown


def test_a_checkpoint_that_its_ledger_did_not_sign_is_refused(another: Another) -> None:
    ask = another.ask(0, AT)
    first, second = ask.note.signatures
    stranger = Another(another.key.name).write("one", "two", "three", "four", "five")
    for signatures in (
        (first,),
        (second,),
        stranger.signed(AT).signatures,
        (first, stranger.signed(AT).signatures[1]),
    ):
        with pytest.raises(CosignatureWrong):
            asked(replace(ask, note=Note(ask.note.text, signatures)), another)
    changed = Note(ask.note.text.replace("\n5\n", "\n6\n"), ask.note.signatures)
    with pytest.raises(CosignatureWrong):
        asked(replace(ask, note=changed), another)
    assert Watched.objects.count() == 0


def test_a_checkpoint_of_one_ledger_does_not_count_for_another(another: Another) -> None:
    other = Another("entraide.ledger/other").write("one")
    with pytest.raises(CosignatureWrong):
        vouch(another.ask(0, AT), other.key.public, at=AT)


# What this node does with its own ledger.


def test_a_witness_is_kept_with_the_checkpoint_and_its_proofs(another: Another) -> None:
    written(9)
    checkpoint = make_checkpoint(at=AT)
    assert checkpoint is not None
    ask = asked_of(another.key.name, checkpoint)
    assert (ask.old, ask.proof) == (0, ())
    theirs = vouched_by(another, ask.note)
    take_vouched(checkpoint, theirs, another.key.public, at=AT)
    assert set(vouched(note_of(checkpoint), [another.key.public])) == {another.key.name}
    proved = proof_of(4)
    entry = bytes(Entry.objects.get(seq=4).canonical)
    proof = read_proof(proved.proof.written().encode())
    assert set(verify_proof(entry, proof, key().public, [another.key.public])) == {another.key.name}
    with pytest.raises(ProofRejected):
        verify_proof(entry + b" ", proof, key().public)
    written(2)
    following = make_checkpoint(at=AT + HOUR)
    assert following is not None
    assert asked_of(another.key.name, following).old == 9


def vouched_by(witness: Another, note: Note) -> tuple[Signature, ...]:
    _, size, root, _ = note.text.split("\n")
    return witness.key.vouch(
        note.text, note.text.split("\n")[0], int(size), bytes_of(root, "root"), int(AT.timestamp())
    )


def test_a_witness_that_signs_otherwise_is_not_kept(another: Another) -> None:
    written(3)
    checkpoint = make_checkpoint(at=AT)
    assert checkpoint is not None
    first, second = vouched_by(another, note_of(checkpoint))
    for bad in (
        (),
        (first,),
        (second,),
        (first, Signature(second.name, second.key, second.value[:-1] + b"\x00")),
    ):
        with pytest.raises(CosignatureWrong):
            take_vouched(checkpoint, bad, another.key.public, at=AT)
    assert checkpoint.vouched.count() == 0


def test_nothing_new_is_not_signed_again() -> None:
    assert make_checkpoint(at=AT) is None
    written(3)
    assert make_checkpoint(at=AT) == make_checkpoint(at=AT + HOUR)
    assert Checkpoint.objects.count() == 1


def test_a_witness_that_lags_behind_is_led_on() -> None:
    written(3)
    first = make_checkpoint(at=AT)
    written(4)
    last = make_checkpoint(at=AT)
    assert first is not None
    assert last is not None
    ask = take_held(note_of(first), at=AT)
    assert ask is not None
    assert (ask.old, ask.note.text) == (3, note_of(last).text)
    assert Contradiction.objects.count() == 0


def test_a_ledger_that_was_set_back_and_went_on_confesses_at_the_witness() -> None:
    written(3)
    make_checkpoint(at=AT)
    was = Another(key().name)
    was.key = key()
    for one in Entry.objects.order_by("seq")[:3]:
        was.log.add([bytes(one.leaf_hash)])
    was.write("what was undone", "and this")
    seen = was.ask(0, AT)
    assert vouch(seen, key().public, at=AT).signatures
    written(6)
    mine = make_checkpoint(at=AT + HOUR)
    assert mine is not None
    answer = vouch(asked_of("entraide.ledger/witness", mine), key().public, at=AT + HOUR)
    assert answer.held is not None
    confession = take_held(answer.held, at=AT + HOUR)
    assert confession is not None
    assert vouch(confession, key().public, at=AT + HOUR).held is not None
    # Both have both checkpoints.
    ours, theirs = Contradiction.objects.get(ours=True), Contradiction.objects.get(ours=False)
    assert (ours.held, ours.shown) == (theirs.held, theirs.shown)
    assert "\n5\n" in ours.held
    assert "\n5\n" in ours.shown


def test_what_we_did_not_sign_is_no_contradiction(another: Another) -> None:
    written(3)
    make_checkpoint(at=AT)
    with pytest.raises(CosignatureWrong):
        take_held(another.signed(AT), at=AT)
    forged = Another(key().name).write("one")
    with pytest.raises(CosignatureWrong):
        take_held(forged.signed(AT), at=AT)
    assert Contradiction.objects.count() == 0


@pytest.mark.parametrize(
    "edit",
    [
        "DELETE FROM ledger_entry WHERE seq > 4",
        "UPDATE ledger_entry SET leaf_hash = (SELECT leaf_hash FROM ledger_entry WHERE seq = 1) WHERE seq = 5",
    ],
)
def test_nothing_is_signed_that_does_not_go_on_from_what_was_signed(edit: str) -> None:
    written(5)
    make_checkpoint(at=AT)
    behind_its_back(edit)
    written(3)
    with pytest.raises(HistoryRewritten):
        make_checkpoint(at=AT)
    assert Checkpoint.objects.count() == 1


# What strangers can write.


CUT: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "no end": lambda data: data[:-1],
    "no signature": lambda data: data.rpartition(b"\n\n")[0] + b"\n\n",
    "not text": lambda data: b"\xff" + data,
    "a control character": lambda data: data.replace(b"old", b"old\x01", 1),
    "another number": lambda data: data.replace(b"old 0", b"old 00"),
    "no number": lambda data: data.replace(b"old 0", b"old"),
    "another dash": lambda data: data.replace("\N{EM DASH}".encode(), b"-"),
    "too long": lambda data: data + b"x" * 600_000,
}


@pytest.mark.parametrize("cut", CUT)
def test_what_is_no_ask_is_not_read(another: Another, cut: str) -> None:
    data = CUT[cut](another.ask(0, AT).written())
    with pytest.raises(NoteUnreadable):
        read_ask(data)


@pytest.mark.parametrize(
    "data", [b"", b"vouched\n", b"held\n", b"vouched", b"held\nx", b"else\n", b"vouched\n\xff"]
)
def test_what_is_no_answer_is_not_read(data: bytes) -> None:
    with pytest.raises(NoteUnreadable):
        read_answer(data)


def test_what_is_written_is_read_again(another: Another) -> None:
    ask = another.ask(3, AT)
    assert read_ask(ask.written()) == ask
    for answer in (Answer(ask.note.signatures), Answer(held=ask.note)):
        assert read_answer(answer.written()) == answer


def test_keys_are_read_again_and_no_others() -> None:
    made = SigningKey.made("entraide.ledger/one").public
    first, second = made.written()
    assert read_keys(first, second) == made
    other = SigningKey.made("entraide.ledger/two").public.written()
    for bad in (
        (second, first),
        (first, other[1]),
        (first[:-4], second),
        ("x", "y"),
        (first.replace("one", "two"), second),
    ):
        with pytest.raises(NoteUnreadable):
            read_keys(*bad)


@pytest.mark.parametrize("seconds", [253_402_300_800, 2**63 - 1, 2**64 - 1])
def test_a_moment_that_no_calendar_holds_is_no_signature(another: Another, seconds: int) -> None:
    note = another.signed(AT)
    _, size, root, _ = note.text.split("\n")
    signatures = another.key.vouch(note.text, another.key.name, int(size), bytes_of(root, "root"), seconds)
    with pytest.raises(CosignatureWrong):
        signed_by(Note(note.text, signatures), another.key.public)


@pytest.mark.parametrize("name", ["entraide.ledger/\N{PILE OF POO}", "a b", "a+b", "", "x" * 201, "a\u200bb"])
def test_a_ledger_has_a_plain_name(name: str) -> None:
    first, second = SigningKey.made(name).public.written()
    with pytest.raises(NoteUnreadable):
        read_keys(first, second)
