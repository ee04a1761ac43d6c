"""An exported conversation proves itself with the exporter's card alone; every tampering is refused, and located.

The corpus is made anew in each run from a seed that is printed when it fails; ENTRAIDE_TAMPER_SEED makes it again.
"""

import json
import os
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from entraide.exchange.domain import conversations, dsse, messages
from entraide.exchange.domain.attestations import Kind, attest
from entraide.exchange.domain.cards import KnownCard, make_card
from entraide.exchange.domain.conversations import EXPORT_TYPE, PARTS, Conversation, export, verify
from entraide.exchange.domain.encoding import digest_of, text_of
from entraide.exchange.domain.keys import SigningKey, Term
from entraide.kernel.canonical import canonical
from entraide.kernel.errors import Refusal
from tests.exchange.nodes import AT, MADE, Node, about, node, said, talk

SEED = int(os.environ.get("ENTRAIDE_TAMPER_SEED", "20261123"))
OURS, THEIRS, STRANGER = node("valmont"), node("northmark"), node("stranger")
TALK = talk(OURS, THEIRS, 6)
OTHER = talk(OURS, THEIRS, 6)
FILE = export(TALK, OURS.signing)
ELSEWHERE = json.loads(export(OTHER, OURS.signing))

DAY = timedelta(days=1)
Tree = dict[str, Any]


def refused(data: bytes, *trusted: Node) -> tuple[str, str]:
    return refused_by(data, *(one.known for one in trusted or (OURS,)))


def relisted(tree: Tree, key: SigningKey = OURS.signing) -> bytes:
    """The file listed and signed anew, as only its exporter can."""
    listed = json.loads(dsse.read_envelope(conversations.Fields(tree["export"], "")).payload)
    listed |= {name: [digest_of(one) for one in tree[name]] for name in PARTS}
    return canonical({**tree, "export": dsse.sign(EXPORT_TYPE, canonical(listed), key).as_json()})


def test_a_conversation_is_proved_with_the_card_of_its_exporter_alone():
    found = verify(FILE, [OURS.known])
    assert found == TALK
    assert found.newest_cards() == [OURS.known, THEIRS.known]


@pytest.mark.parametrize("many", [20, pytest.param(100, marks=pytest.mark.soak)])
def test_those_that_nobody_touched_pass(many):
    for length in range(many):
        made = talk(OURS, THEIRS, length % 7)
        assert verify(export(made, OURS.signing), [OURS.known]) == made


def test_the_exporter_must_be_one_that_is_trusted():
    assert refused(FILE, THEIRS) == ("exchange.wrong_sender", "file.export.payload.exporter")


def test_a_card_of_a_trusted_partner_is_of_the_line_of_the_trusted_one():
    forged = make_card(replace(THEIRS.card, signing=STRANGER.card.signing), STRANGER.signing)
    made = replace(TALK, cards=(OURS.known, forged), messages=TALK.messages[:1], attested=TALK.attested[:2])
    data = export(made, OURS.signing)
    assert verify(data, [OURS.known]).cards == made.cards  # on the exporter's word
    assert refused(data, OURS, THEIRS) == ("exchange.card_refused", "file.cards[1]")


def renewed(**changed) -> tuple[KnownCard, Node]:
    """The second card of the partner, with a new key beside the old one, and the partner as it then is."""
    new = SigningKey.made(Term(AT))
    card = replace(
        THEIRS.card,
        version=2,
        previous=THEIRS.known.digest,
        created=AT,
        signing=(THEIRS.signing.public, new.public),
    )
    known = make_card(replace(card, **changed), new, THEIRS.signing)
    return known, replace(THEIRS, signing=new, known=known)


def answered(partner: Node, **changed) -> Conversation:
    """The beginning of the conversation, and an answer by the partner with a new key."""
    before = TALK.messages[1]
    answer = said(
        partner, OURS, conversation=TALK.conversation, sequence=2, previous=before.digest, created=AT + DAY,
        expires=AT + 2 * DAY,
    )  # fmt: skip
    spoken = (TALK.messages[0], before, answer)
    made = replace(
        TALK, cards=(OURS.known, THEIRS.known, partner.known), messages=spoken, attested=TALK.attested[:6]
    )
    return replace(made, **changed)


def test_messages_before_and_after_a_new_key_are_proved_by_the_line_of_cards():
    second, partner = renewed()
    made = answered(partner)
    data = export(made, OURS.signing)
    for known in (second, THEIRS.known):
        assert verify(data, [OURS.known, known]) == made
    # A card that was compared proves the ones that are before it as well.
    assert verify(export(replace(made, cards=(OURS.known, THEIRS.known)), OURS.signing), [OURS.known, second])


@pytest.mark.parametrize(
    "changed", [{"previous": "sha256:" + "0" * 64}, {"version": 3}, {"created": MADE - DAY}]
)
def test_a_line_of_cards_that_is_broken_is_refused(changed):
    _, partner = renewed(**changed)
    term = Term(MADE - DAY)
    signing = replace(partner.signing, term=term)
    card = replace(partner.card, signing=(THEIRS.signing.public, signing.public))
    known = make_card(card, signing, THEIRS.signing)
    data = export(answered(replace(partner, signing=signing, known=known)), OURS.signing)
    assert refused(data) == ("exchange.card_refused", "file.cards[2]")


def test_a_next_card_that_only_a_stranger_signed_is_refused():
    _, partner = renewed()
    alone = make_card(partner.card, partner.signing)
    data = export(answered(replace(partner, known=alone)), OURS.signing)
    assert refused(data) == ("exchange.card_refused", "file.cards[2]")


def test_a_key_that_a_trusted_card_has_ended_proves_nothing_later():
    ended = replace(THEIRS.signing, term=Term(MADE, AT))
    second, _ = renewed(signing=(ended.public, STRANGER.signing.public), created=AT - DAY)
    second = make_card(second.card, ended)
    assert verify(FILE, [OURS.known]) == TALK
    code, where = refused_by(FILE, OURS.known, second)
    assert (code, where) == ("exchange.key_not_in_force", "file.messages[1].envelope.signatures[0]")


def refused_by(data: bytes, *trusted: KnownCard) -> tuple[str, str]:
    with pytest.raises(Refusal) as caught:
        verify(data, list(trusted))
    return caught.value.code, str(caught.value.facts["where"])


def test_a_partner_that_shows_our_key_as_its_own_spoils_nothing():
    second, _ = renewed(signing=(THEIRS.signing.public, OURS.signing.public))
    second = make_card(second.card, THEIRS.signing)
    made = replace(TALK, cards=(OURS.known, THEIRS.known, second))
    assert verify(export(made, OURS.signing), [OURS.known]) == made


@pytest.mark.parametrize("kept", [0, 1])
def test_the_cards_of_both_sides_are_in_the_file(kept):
    made = replace(TALK, cards=(TALK.cards[kept],))
    places = [
        ("exchange.wrong_recipient", "file.messages[0].envelope.payload.recipient"),
        ("exchange.not_the_whole", "file.cards"),
    ]
    assert refused(export(made, OURS.signing), OURS, THEIRS) == places[kept]


def test_the_same_thing_is_not_listed_twice():
    for name in ("cards", "messages", "attested"):
        parts = getattr(TALK, name)
        data = export(replace(TALK, **{name: (*parts, parts[-1])}), OURS.signing)
        place = {"attested": "attestations"}.get(name, name)
        assert refused(data) == ("exchange.not_the_whole", f"file.{place}[{len(parts)}]")


def test_a_stranger_who_signs_the_list_anew_is_not_its_exporter():
    tree = json.loads(FILE)
    tree["messages"].pop()
    assert refused(relisted(tree, STRANGER.signing)) == (
        "exchange.signer_unknown",
        "file.export.signatures[0]",
    )


def test_a_message_left_out_is_noticed_by_its_senders_own_chain():
    alone = talk(OURS, THEIRS, 5).messages[::2]
    cut = (alone[0], alone[2])
    made = replace(TALK, conversation=alone[0].statement.conversation, messages=cut, attested=())
    code, where = refused(export(made, OURS.signing))
    assert code == "exchange.out_of_sequence"
    assert where == "file.messages[1].envelope.payload.sequence"


# What the exporter itself could leave out or put in, and the other side's signatures show.
def test_an_exporter_cannot_leave_out_what_was_said_in_between():
    tree = json.loads(FILE)
    del tree["messages"][3]
    tree["attestations"] = []
    assert refused(relisted(tree)) == (
        "exchange.out_of_sequence",
        "file.messages[3].envelope.payload.seen",
    )


def test_an_exporter_cannot_put_in_what_was_said_elsewhere():
    tree = json.loads(FILE)
    tree["messages"][3] = ELSEWHERE["messages"][3]
    assert refused(relisted(tree)) == (
        "exchange.wrong_conversation",
        "file.messages[3].envelope.payload.conversation",
    )


def test_an_exporter_cannot_reword_what_the_other_side_said():
    tree = json.loads(FILE)
    tree["messages"][3]["body"]["text"] = "Agreed."
    assert refused(relisted(tree)) == ("exchange.body_changed", "file.messages[3].body")


def test_an_exporter_cannot_put_another_question_under_an_answer():
    first = TALK.messages[0]
    other = messages.write(
        replace(first.statement, body_digest=digest_of({"text": "All of it"})),
        {"text": "All of it"},
        OURS.signing,
    )
    kept = tuple(one for one in TALK.attested if one.attestation.message != first.statement.message)
    data = export(replace(TALK, messages=(other, TALK.messages[1]), attested=kept[:3]), OURS.signing)
    assert refused(data) == ("exchange.out_of_sequence", "file.messages[1].envelope.payload.seen")


def test_an_answer_does_not_stand_before_its_question():
    data = export(replace(TALK, messages=(TALK.messages[1], TALK.messages[0]), attested=()), OURS.signing)
    assert refused(data) == ("exchange.out_of_sequence", "file.messages[0].envelope.payload.seen")


def test_nothing_in_an_export_is_from_after_it():
    early = replace(TALK, exported=AT - DAY)
    assert refused(export(early, OURS.signing)) == (
        "exchange.from_the_future",
        "file.messages[0].envelope.payload",
    )


def test_an_attestation_is_not_of_a_time_after_its_signature():
    late = replace(about(TALK.messages[0], THEIRS, Kind.RETRIEVED), at=AT + DAY)
    signed = attest([late], AT, THEIRS.signing)
    data = export(replace(TALK, attested=tuple(signed)), OURS.signing)
    assert refused(data) == ("exchange.attestation_wrong", "file.attestations[0].attestation.at")


def test_an_exporter_cannot_attest_for_the_other_side():
    message = TALK.messages[0]
    for kind in (Kind.DELIVERED, Kind.RETRIEVED):
        own = attest([about(message, OURS, kind)], AT, OURS.signing)
        data = export(replace(TALK, attested=tuple(own)), OURS.signing)
        assert refused(data) == ("exchange.attestation_wrong", "file.attestations[0].attestation.kind")
    forged = attest([about(message, THEIRS, Kind.DELIVERED)], AT, OURS.signing)
    data = export(replace(TALK, attested=tuple(forged)), OURS.signing)
    assert refused(data) == ("exchange.signer_unknown", "file.attestations[0].root.signatures[0]")


def test_an_attestation_is_of_this_message_and_no_other():
    message, other = TALK.messages[0], OTHER.messages[0]
    wrong = about(other, THEIRS, Kind.DELIVERED)
    data = export(replace(TALK, attested=tuple(attest([wrong], AT, THEIRS.signing))), OURS.signing)
    assert refused(data) == ("exchange.attestation_wrong", "file.attestations[0].attestation.message")
    wrong = replace(wrong, message=message.statement.message)
    data = export(replace(TALK, attested=tuple(attest([wrong], AT, THEIRS.signing))), OURS.signing)
    assert refused(data) == ("exchange.attestation_wrong", "file.attestations[0].attestation.digest")


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_many_attestations_stand_under_one_signature(size):
    message = TALK.messages[0]
    many = [replace(about(message, THEIRS, Kind.DELIVERED), reason=str(number)) for number in range(size)]
    signed = attest(many, AT, THEIRS.signing)
    assert len({one.root for one in signed}) == 1
    some = tuple(signed[:: max(1, size // 5)])
    assert verify(export(replace(TALK, attested=some), OURS.signing), [OURS.known]).attested == some
    moved = replace(signed[0], index=min(1, size - 1), attestation=replace(many[0], reason="other"))
    data = export(replace(TALK, attested=(moved,)), OURS.signing)
    assert refused(data) == ("exchange.attestation_wrong", "file.attestations[0].path")


def test_attestations_of_two_nodes_are_not_signed_together():
    message = TALK.messages[0]
    with pytest.raises(ValueError, match="one node"):
        attest([about(message, OURS, Kind.RELAYED), about(message, THEIRS, Kind.DELIVERED)], AT, OURS.signing)


# The corpus. Each mutation gives the bytes and the places at which the fault may be found.
Mutation = Callable[[random.Random], tuple[bytes, str]]


def part(chance: random.Random, tree: Tree) -> tuple[str, int]:
    name = chance.choice(PARTS)
    return name, chance.randrange(len(tree[name]))


def flip(chance: random.Random) -> tuple[bytes, str]:
    data = bytearray(FILE)
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data), located(bytes(data))


def located(data: bytes) -> str:
    """Where a file that is JSON still differs from the untouched one; all of it, where it is JSON no longer."""
    try:
        tree = json.loads(data)
        if canonical(tree) != data or tree.keys() != json.loads(FILE).keys():
            return "file"
    except (ValueError, RecursionError):
        return "file"
    untouched = json.loads(FILE)
    if tree["export"] != untouched["export"]:
        return "file.export"
    return next(
        f"file.{name}[{index}]"
        for name in PARTS
        for index, (here, there) in enumerate(zip(tree[name], untouched[name], strict=True))
        if here != there
    )


def truncate(chance: random.Random) -> tuple[bytes, str]:
    return FILE[: chance.randrange(len(FILE))], "file"


def append(chance: random.Random) -> tuple[bytes, str]:
    return FILE + chance.randbytes(chance.randint(1, 20)), "file"


def drop(chance: random.Random) -> tuple[bytes, str]:
    tree = json.loads(FILE)
    name, index = part(chance, tree)
    gone = tree[name].pop(index)
    # What follows moves up; where the same stood twice, the fault is seen further on.
    while index < len(tree[name]) and tree[name][index] == gone:
        index += 1
    return canonical(tree), f"file.{name}[{index}]"


def swap(chance: random.Random) -> tuple[bytes, str]:
    tree = json.loads(FILE)
    name, _ = part(chance, tree)
    one, two = sorted(chance.sample(range(len(tree[name])), 2))
    tree[name][one], tree[name][two] = tree[name][two], tree[name][one]
    return canonical(tree), f"file.{name}[{one}]"


def double(chance: random.Random) -> tuple[bytes, str]:
    tree = json.loads(FILE)
    name, index = part(chance, tree)
    tree[name].insert(index, tree[name][index])
    return canonical(tree), f"file.{name}[{index + 1}]"


def splice(chance: random.Random) -> tuple[bytes, str]:
    tree = json.loads(FILE)
    name = chance.choice(("messages", "attestations"))
    index = chance.randrange(len(tree[name]))
    field = chance.choice(("", *tree[name][index]))
    if field and tree[name][index][field] != ELSEWHERE[name][index][field]:
        tree[name][index][field] = ELSEWHERE[name][index][field]
    else:
        tree[name][index] = ELSEWHERE[name][index]
    return canonical(tree), f"file.{name}[{index}]"


def resign(chance: random.Random) -> tuple[bytes, str]:
    """A stranger signs something anew, under his own name or under that of the key that signed it."""
    tree = json.loads(FILE)
    name, index = part(chance, tree)
    holder, field = (tree[name], index) if name == "cards" else (tree[name][index], ENVELOPES[name])
    holder[field] = signed_by_a_stranger(holder[field], own_name=chance.random() < 0.5)
    return canonical(tree), f"file.{name}[{index}]"


ENVELOPES = {"messages": "envelope", "attestations": "root"}


def signed_by_a_stranger(envelope: Tree, *, own_name: bool) -> Tree:
    there = dsse.read_envelope(conversations.Fields(envelope, ""))
    made = dsse.sign(there.payload_type, there.payload, STRANGER.signing).as_json()
    if not own_name:
        for new, old in zip(made["signatures"], envelope["signatures"], strict=True):  # type: ignore[call-overload]
            new["keyid"] = old["keyid"]
    return made


def resign_the_list(chance: random.Random) -> tuple[bytes, str]:
    tree = json.loads(FILE)
    tree["export"] = signed_by_a_stranger(tree["export"], own_name=chance.random() < 0.5)
    return canonical(tree), "file.export.signatures[0]"


def relist(chance: random.Random) -> tuple[bytes, str]:
    """The exporter's own list is replaced by one that fits a change, without its key."""
    tree = json.loads(FILE)
    tree["attestations"].pop(chance.randrange(len(tree["attestations"])))
    listed = json.loads(relisted(tree))["export"]
    listed["signatures"] = tree["export"]["signatures"]
    return canonical({**tree, "export": listed}), "file.export.signatures[0]"


def strip(chance: random.Random) -> tuple[bytes, str]:
    tree = json.loads(FILE)
    tree["export"]["signatures"].pop(chance.randrange(2))
    return canonical(tree), "file.export.signatures"


def reorder(chance: random.Random) -> tuple[bytes, str]:
    """The same content with its keys in another order: the same to a reader, and not what was signed."""
    tree = json.loads(FILE)
    keys = list(tree)
    while keys == list(tree):
        chance.shuffle(keys)
    return json.dumps(
        {key: tree[key] for key in keys}, separators=(",", ":"), ensure_ascii=False
    ).encode(), "file"


MUTATIONS: dict[Mutation, int] = {
    flip: 400, truncate: 100, append: 50, drop: 100, swap: 100, double: 50, splice: 120, resign: 100,
    resign_the_list: 20, relist: 30, strip: 10, reorder: 20,
}  # fmt: skip


# Every tampering on the long run, one in five on every run.
@pytest.mark.parametrize("share", [5, pytest.param(1, marks=pytest.mark.soak)])
def test_every_tampering_is_refused_at_its_place(share):
    assert sum(MUTATIONS.values()) >= 1000
    chance = random.Random(SEED)
    counted: Counter[str] = Counter()
    for mutate, times in MUTATIONS.items():
        for _ in range(times // share):
            data, where = mutate(chance)
            if data == FILE:
                continue
            told = f"{mutate.__name__}, seed {SEED}"
            try:
                verify(data, [OURS.known])
            except Refusal as refusal:
                found = str(refusal.facts["where"])
                assert found.startswith(where), f"{told}: {found}, not {where}"
                counted[mutate.__name__] += 1
            else:
                pytest.fail(f"{told}: not noticed")
    assert sum(counted.values()) >= 1000 // share, counted


def test_the_corpus_would_notice_a_verifier_that_looks_away(monkeypatch):
    monkeypatch.setattr(conversations, "_as_listed", lambda *given: None)
    tree = json.loads(FILE)
    tree["attestations"].pop()
    assert verify(canonical(tree), [OURS.known]).attested == TALK.attested[:-1]


def test_the_path_of_an_attestation_is_all_of_it():
    tree = json.loads(FILE)
    tree["attestations"][0]["path"].append(text_of(bytes(32)))
    assert refused(relisted(tree)) == ("exchange.attestation_wrong", "file.attestations[0].path")
    tree["attestations"][0]["path"][-1] = "AA"
    assert refused(relisted(tree)) == ("exchange.malformed", "file.attestations[0].path.1")
