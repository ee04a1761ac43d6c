"""Every decoder that sees a stranger's bytes, for ten minutes: no crash, no second of thought, no heap of memory."""

import json
import os
import random
import resource
import time
from collections import Counter
from collections.abc import Callable
from uuid import uuid4

import pytest

from entraide.assistance.services import bodies
from entraide.exchange.domain.delivery import Answer, Wanted, lines_of, read_answers, write_answers
from entraide.exchange.domain.encoding import Fields, load
from entraide.kernel.errors import Refusal
from entraide.ledger.domain.checkpoints import read_checkpoint, signed_by
from entraide.ledger.domain.keys import read_keys
from entraide.ledger.domain.proofs import Proof, read_proof, verify_proof
from entraide.ledger.domain.tree import inclusion
from entraide.ledger.domain.witnessing import Answer as Vouches
from entraide.ledger.domain.witnessing import read_answer, read_ask
from tests.exchange.mail import test_hostile_mail as mail
from tests.exchange.nodes import AT
from tests.exchange.test_decoders import GOOD, TALK, decode
from tests.ledger.logs import Another

SECONDS = float(os.environ.get("ENTRAIDE_FUZZ_SECONDS", "600"))
BODY = {
    "reference": "2026-O-0001",
    "record": {
        "title": "A van",
        "kind": "police_information",
        "hard_date": "2026-03-02T14:30:00+00:00",
        "block": {},
    },
    "parts": {"measures": [{"uuid": str(uuid4()), "code": "checks", "period_from": "2026-01-01"}]},
    "letter": {"kind": "outgoing_request", "language": "en", "subject": "S", "text": "T", "signed": "N"},
    "measures": [{"uuid": str(uuid4()), "decision": "execute", "postponed_until": "2026-05-01"}],
}
ANSWERS = write_answers([Answer(uuid4(), attested=tuple(TALK.attested[:1]), wanted=(Wanted(uuid4(), 3),))])


def _body(data: bytes) -> None:
    body = Fields(load(data, "body", most=1 << 24, items=100_000), "body").value
    bodies.record_of(body)
    for part in ("measures", "subjects", "authorities", "offences"):
        bodies.parts_of(body, part)
    bodies.measures_of(body)
    bodies.letter_in(body)
    bodies.text_in(body, "text")


def _delivery(data: bytes) -> None:
    for line in lines_of(data):
        decode("parcel", line)


LEDGER = Another().write("one", "two", "three")
WITNESSED = LEDGER.signed(AT).signed_also(*LEDGER.signed(AT).signatures)


def _checkpoint(data: bytes) -> None:
    signed_by(read_ask(data).note, LEDGER.key.public)


def _proof(data: bytes) -> None:
    verify_proof(b"one", read_proof(data), LEDGER.key.public, [LEDGER.key.public])


def _answer(data: bytes) -> None:
    answer = read_answer(data)
    if answer.held is not None:
        read_checkpoint(answer.held)


def _keys(data: bytes) -> None:
    first, _, second = data.decode("latin-1").partition("\n")
    read_keys(first, second)


DECODERS: dict[str, tuple[bytes, Callable[[bytes], object]]] = {
    **{name: (good, lambda data, name=name: decode(name, data)) for name, good in GOOD.items()},  # type: ignore[misc]
    "body": (json.dumps(BODY, sort_keys=True, separators=(",", ":")).encode(), _body),
    "answers": (ANSWERS, lambda data: list(read_answers(data))),
    "delivery": (GOOD["parcel"] + b"\n", _delivery),
    "checkpoint": (LEDGER.ask(0, AT).written(), _checkpoint),
    "witness": (Vouches(held=WITNESSED).written(), _answer),
    "proof": (
        Proof(0, tuple(inclusion(0, 3, LEDGER.log.read)), LEDGER.signed(AT)).written().encode(),
        _proof,
    ),
    "ledger keys": ("\n".join(LEDGER.key.public.written()).encode(), _keys),
    # What comes by mail: whole letters, signatures, reports, certificates.
    **{f"mail {name}": (mail.good(name), decoder) for name, decoder in mail.DECODERS.items()},
}


def changed(chance: random.Random, data: bytes) -> bytes:
    """The bytes with some harm done to them, of one sort or several."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(found) + 1)
        match chance.randrange(8):
            case 0 if found:
                found[at % len(found)] = chance.randrange(256)
            case 1:
                del found[at : at + chance.choice((1, 4, 100))]
            case 2:
                found[at:at] = bytes(chance.randrange(256) for _ in range(chance.choice((1, 8, 64))))
            case 3:
                found[at:at] = found[at : at + chance.choice((10, 200, 5000))]
            case 4:
                found[at:at] = chance.choice(SPLICES)
            case 5:
                del found[at:]
            case 6:
                other = chance.choice(list(DECODERS.values()))[0]
                found[at:at] = other[chance.randrange(len(other)) :][:300]
            case _:
                found[at:at] = chance.choice(SPLICES) * chance.choice((1, 50, 2000))
    return bytes(found)


SPLICES = (
    b'"', b"{", b"[", b"]", b"}", b",", b":", b"\\", b"null", b"true", b"-1", b"1e9", b"9" * 400, b"\x00", b"\xff",
    b"\\u0000", b"\\ud800", b"\r\n", b"--b\r\n", b"=?utf-8?q?", b"Content-Type: message/rfc822\r\n\r\n",
    "é東😀".encode(),
)  # fmt: skip


def _fuzzed(seconds: float, seed: int) -> Counter[str]:
    chance, counts = random.Random(seed), Counter[str]()
    names = sorted(DECODERS)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        name = chance.choice(names)
        good, decoder = DECODERS[name]
        data = changed(chance, good)
        began, said = time.process_time(), "read"
        try:
            decoder(data)
            counts["read"] += 1
        except Refusal as refusal:
            counts[refusal.code] += 1
            said = refusal.in_language("fr")
        took = time.process_time() - began
        assert said
        assert took < 1, f"{name} took {took:.1f} s, seed {seed}"
        counts[name] += 1
    return counts


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.parametrize("name", DECODERS)
def test_what_is_right_is_read(name: str) -> None:
    good, decoder = DECODERS[name]
    decoder(good)


def test_a_decoder_that_breaks_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(DECODERS, "broken", (b"{}", lambda data: data.decode("ascii")))
    with pytest.raises(UnicodeDecodeError):
        _fuzzed(20, 1)


def test_no_decoder_breaks_in_a_second() -> None:
    counts = _fuzzed(1.0, random.SystemRandom().getrandbits(32))
    assert set(DECODERS) <= set(counts)


@pytest.mark.soak
def test_no_decoder_breaks_hangs_or_swells(capsys: pytest.CaptureFixture[str]) -> None:
    seed, before = random.SystemRandom().getrandbits(32), _peak()
    counts = _fuzzed(SECONDS, seed)
    more = _peak() - before
    with capsys.disabled():
        decoded = {name: counts[name] for name in sorted(DECODERS)}
        told = {code: number for code, number in counts.most_common() if code not in decoded}
        print(f"\nseed {seed}, {SECONDS:.0f} s: {decoded}\n{told}\n{more:.0f} MB more than before")  # noqa: T201
    assert more < 200
