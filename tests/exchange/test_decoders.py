"""Whatever bytes a stranger sends, every decoder gives a refusal with a code and a place, and nothing else."""

import json
import time
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.exchange.domain import messages, parcels
from entraide.exchange.domain.attestations import read_attested
from entraide.exchange.domain.cards import read_card
from entraide.exchange.domain.conversations import export, verify
from entraide.exchange.domain.delivery import Answer, Wanted, read_answers, write_answers
from entraide.exchange.domain.encoding import Fields, load
from entraide.exchange.domain.messages import read_message
from entraide.exchange.domain.statement import read_statement
from entraide.exchange.errors import Malformed, TooLarge
from entraide.kernel.canonical import canonical
from entraide.kernel.errors import Refusal
from tests.exchange.nodes import AT, node, said, talk

OURS, THEIRS = node("valmont"), node("northmark")
MESSAGE = said(OURS, THEIRS)
TALK = talk(OURS, THEIRS, 2)
GOOD = {
    "parcel": messages.pack(MESSAGE, THEIRS.opening.public).encoded(),
    "statement": MESSAGE.envelope.payload,
    "message": canonical(MESSAGE.as_json()),
    "card": canonical(OURS.known.envelope.as_json()),
    "attestation": canonical(TALK.attested[0].as_json()),
    "file": export(TALK, OURS.signing),
}


def decode(name: str, data: bytes) -> object:
    """One of the decoders that see a stranger's bytes."""
    match name:
        case "parcel":
            opening = {THEIRS.opening.public.id: THEIRS.opening}
            parties = {OURS.id: OURS.party}
            return messages.unpack(data, ours=THEIRS.id, opening=opening, party_of=parties.get, at=AT)
        case "statement":
            return read_statement(data, name)
        case "message":
            return read_message(Fields(load(data, name, most=1 << 20, items=100_000), name), OURS.party)
        case "card":
            return read_card(data)
        case "attestation":
            return read_attested(Fields(load(data, name, most=1 << 20, items=100_000), name), OURS.party)
        case _:
            return verify(data, [OURS.known])


def refusal_or_result(name: str, data: bytes) -> None:
    before, refusal = time.process_time(), None
    try:
        decode(name, data)
    except Refusal as caught:
        refusal = caught
    assert time.process_time() - before < 1
    if refusal is not None:
        assert refusal.code.startswith("exchange.")
        assert refusal.facts["where"]
        assert refusal.in_language("fr")


@pytest.mark.parametrize("name", GOOD)
def test_what_is_right_is_read(name):
    decode(name, GOOD[name])


@pytest.mark.parametrize("name", GOOD)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_refused(name, data):
    with pytest.raises(Refusal):
        decode(name, data)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=40)
    | st.sampled_from(["a" * 5000]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("name", GOOD)
@given(data=st.data())
def test_any_value_at_any_place_gives_a_refusal_or_is_passed_over(name, data):
    tree = json.loads(GOOD[name])
    holder = tree
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        key = data.draw(st.sampled_from(keys))
        inner = holder[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            break
        holder = inner
    holder[key] = data.draw(VALUES)
    refusal_or_result(name, json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    ))  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        b"", b"null", b"[]", b"{}", b"\xff", b"\xef\xbb\xbf{}", b'{"a":1,"a":1}', b'{"a":1.0}', b'{"a":NaN}',
        b'{"a":-0}',
        b'{"b":1,"a":1}', b'{ "a":1}', b'{"a":1}\n', b'{"a":"\\u0061"}', b'{"a":"\\ud800"}', b'{"a":9007199254740993}',
        b"[" * 100_000, b'{"a":' * 50_000, b'{"a":' + b"9" * 500_000 + b"}", b'{"\xc3\xa9":1,"z":1}',
    ],
)  # fmt: skip
def test_what_can_be_written_in_two_ways_is_not_read(data):
    started = time.process_time()
    with pytest.raises(Malformed):
        Fields(load(data, "it", most=1 << 20, items=100_000), "it").raw("nothing")
    assert time.process_time() - started < 1


@pytest.mark.parametrize("data", [b"[" + b"{}," * 200_000 + b"{}]", b'{"a":[' + b"1," * 200_000 + b"1]}"])
def test_what_holds_too_many_things_is_refused_before_anything_is_made_of_it(data):
    before = time.process_time()
    with pytest.raises(Malformed):
        parcels.read_parcel(data)
    assert time.process_time() - before < 0.1


def test_a_file_is_looked_at_for_its_size_before_anything_else():
    with pytest.raises(TooLarge):
        parcels.read_parcel(b" " * (parcels.PARCEL_BYTES + 1))


def test_an_answer_in_which_a_thousand_files_are_wanted_can_be_read() -> None:
    wanted = tuple(Wanted(uuid4(), 0) for _ in range(1000))
    (read,) = read_answers(write_answers([Answer(uuid4(), wanted=wanted)]))
    assert read.wanted == wanted
