"""The vectors of docs/protocol are judged as they say, with what stands in the file and nothing else."""

import base64
import json
from datetime import datetime
from uuid import UUID

import pytest

from entraide.exchange.domain.attestations import read_attested
from entraide.exchange.domain.cards import Party, read_card
from entraide.exchange.domain.conversations import verify
from entraide.exchange.domain.delivery import is_parcel, lines_of, read_answers
from entraide.exchange.domain.encoding import Fields, load
from entraide.exchange.domain.keys import OpeningKey, Term
from entraide.exchange.domain.messages import unpack
from entraide.kernel.errors import Refusal
from tests.exchange import vectors

KEPT = json.loads(vectors.FILE.read_text("utf-8"))


def judged(told: dict, case: dict) -> object:
    data = case["data"].encode()
    trusted = read_card(told["trusted_card"].encode())
    if case["kind"] == "card":
        return read_card(data)
    if case["kind"] == "file":
        return verify(data, [trusted])
    if case["kind"] == "answer":
        theirs = read_card(told["recipient"]["card"].encode()).card.party()
        return [read_attested(one, theirs) for answer in read_answers(data) for one in answer.attestations]
    if case["kind"] == "delivery":
        return [judged_line(told, trusted.card.party(), line) for line in lines_of(data)]
    return opened(told, trusted.card.party(), data)


def judged_line(told: dict, sender: Party, line: bytes) -> object:
    if is_parcel(line):
        return opened(told, sender, line)
    return read_attested(Fields(load(line, "attestation", most=64 * 1024, items=200), "attestation"), sender)


def opened(told: dict, sender: Party, data: bytes) -> object:
    at, to = datetime.fromisoformat(told["at"]), told["recipient"]
    seeds = (base64.b64decode(to[name]) for name in ("ml_kem_768_seed", "x25519_seed"))
    opening = OpeningKey.from_seeds(*seeds, Term(at))
    return unpack(
        data,
        ours=UUID(to["node"]),
        opening={opening.public.id: opening},
        party_of={sender.node: sender}.get,
        at=at,
    )


def check(told: dict, case: dict) -> None:
    if not case["code"]:
        judged(told, case)
        return
    with pytest.raises(Refusal) as caught:
        judged(told, case)
    assert (caught.value.code, caught.value.facts["where"]) == (case["code"], case["where"]), case["name"]


@pytest.mark.parametrize("case", KEPT["cases"], ids=lambda case: f"{case['kind']}: {case['name']}")
def test_what_is_kept_is_judged_as_it_says(case):
    check(KEPT, case)


def test_what_is_made_anew_is_judged_alike():
    made = json.loads(json.dumps(vectors.made()))
    assert [one["name"] for one in made["cases"]] == [one["name"] for one in KEPT["cases"]]
    for case in made["cases"]:
        check(made, case)
