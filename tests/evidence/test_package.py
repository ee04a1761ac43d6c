"""A sealed package: what goes in comes out, proved; and what nobody could believe is never made."""

from __future__ import annotations

import base64
import json
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from entraide.evidence.domain.bags import open_bag, pack
from entraide.evidence.domain.custody import Act, Where
from entraide.evidence.domain.exhibits import Kind
from entraide.evidence.domain.package.contents import Contents, File
from entraide.evidence.domain.package.graph import case_graph
from entraide.evidence.domain.package.making import AUTHORITY_BYTES, TOKEN_BYTES, make_package
from entraide.evidence.domain.package.reading import read_record
from entraide.evidence.domain.package.verifying import Verified, verify_package
from entraide.evidence.errors.bags import BagThere, TooMuch
from entraide.evidence.errors.packages import (
    ChainBroken,
    NotAsRecorded,
    NotInLedger,
    NotProved,
    PackageMalformed,
    PackageVersionUnknown,
    SealNotInForce,
    SealUnknown,
    StampWrong,
)
from entraide.exchange.domain.cards import KnownCard, make_card
from entraide.exchange.domain.keys import SigningKey, Term
from entraide.kernel.errors import Refusal
from entraide.ledger.domain.proofs import Proof
from tests.evidence.sealing import ANN, AT, BEGAN, Case, House, check_stamp, house, in_pieces, make, mixed
from tests.exchange.nodes import MADE
from tests.ledger.logs import Another


@pytest.fixture(scope="module")
def valmont() -> House:
    return house()


def verified(path: Path, trust: Any, **options: Any) -> Verified:
    with open_bag(path) as bag:
        return verify_package(bag, trust, **options)


@contextmanager
def refused(kind: type[Refusal], where: str) -> Iterator[None]:
    """That what is done is refused with that code, at that place, and that the sentence names it."""
    with pytest.raises(kind) as found:
        yield
    assert found.value.facts["where"] == where
    assert where in str(found.value)


def test_what_goes_in_comes_out_of_a_folder_and_of_a_zip_file(valmont: House, tmp_path: Path) -> None:
    case = mixed(valmont, large=3 * 1024**2 + 17)
    made = make(case, tmp_path / "bag")
    pack(tmp_path / "bag", tmp_path / "bag.zip")
    for path in (tmp_path / "bag", tmp_path / "bag.zip"):
        found = verified(path, [valmont.node.known], check_stamp=check_stamp)
        assert found.record == made.record
        assert [one.described for one in found.record.exhibits] == [one for one, _, _ in case.exhibits]
        assert [[link.event for link in one.chain] for one in found.record.exhibits] == [
            events for _, _, events in case.exhibits
        ]
        assert found.seal.key == valmont.node.signing.public
        assert found.seal.statement.made_at == AT
        assert found.vouched.checkpoint.origin == "entraide.ledger/valmont"
        assert found.vouched.at == AT
        stays = case.exhibits[6][1][0].content.id
        assert found.absent == (stays,)
        assert set(found.stamped.values()) == {AT - timedelta(days=1)}
        assert len(found.stamped) == 7
        stands = [found.standings[described.id] for described, _, _ in case.exhibits]
        assert [one.where for one in stands] == [
            *(Where.HERE, Where.ELSEWHERE, Where.HERE, Where.HERE, Where.HERE, Where.OFFERED, Where.HERE)
        ]
        assert stands[0].seals == ("VA-1001",)
        with open_bag(path) as bag:
            for described, files, _ in case.exhibits:
                folder = {"2026-044-1": "2026-044-1", "2026-044-2": "2026-044-2"}.get(
                    described.number, str(described.id)
                )
                for file in files:
                    if file.chunks is not None:
                        name = f"data/exhibits/{folder}/{file.content.id}"
                        assert b"".join(bag.read(name)) == b"".join(file.chunks())
        assert found.files == made.files + len(
            ("bagit.txt", "bag-info.txt", "manifest", "tagmanifest", "statement", "two", "signatures", "card")
        )


def test_whoever_has_the_key_alone_can_check_too(valmont: House, tmp_path: Path) -> None:
    make(mixed(valmont), tmp_path / "bag")
    assert verified(tmp_path / "bag", valmont.node.signing.public).record.node == valmont.node.id


def test_a_package_checked_without_an_authority_says_that_its_stamps_were_not(
    valmont: House, tmp_path: Path
) -> None:
    make(mixed(valmont), tmp_path / "bag")
    assert set(verified(tmp_path / "bag", [valmont.node.known]).stamped.values()) == {None}


def test_a_key_that_was_not_brought_is_not_believed(valmont: House, tmp_path: Path) -> None:
    make(mixed(valmont), tmp_path / "bag")
    for trust in ([house("northmark").node.known], [], SigningKey.made(Term(MADE)).public):
        with refused(SealUnknown, "seal/card.json"):
            verified(tmp_path / "bag", trust)


def renewed(own: House, since: Any) -> tuple[SigningKey, KnownCard]:
    """New keys, on a card that follows; the old ones end with that."""
    key = SigningKey.made(Term(since))
    old = own.node.signing
    ended = replace(old.public, term=Term(old.term.since, since))
    card = replace(
        own.node.card, version=2, signing=(key.public, ended), created=since, previous=own.node.known.digest
    )
    return key, make_card(card, key, old)


def test_the_line_of_cards_leads_from_the_card_that_was_brought_to_the_one_within(tmp_path: Path) -> None:
    own = house()
    ended = AT - timedelta(hours=1)
    key, newer = renewed(own, ended)
    old_key, old_card = own.node.signing, own.node.known
    before = mixed(own).contents(ended - timedelta(minutes=30))
    make_package(before, tmp_path / "new", key, newer, AT)
    assert verified(tmp_path / "new", [old_card]).seal.key.id == key.public.id
    # And from a newer card back to a package of before; unless the key had ended when it is said to have been made.
    make_package(before, tmp_path / "old", old_key, old_card, ended - timedelta(minutes=30))
    assert verified(tmp_path / "old", [newer]).seal.key.id == old_key.public.id
    make_package(before, tmp_path / "late", old_key, old_card, AT)
    assert verified(tmp_path / "late", [old_card]).seal.key.id == old_key.public.id
    with refused(SealNotInForce, "seal/statement.txt"):
        verified(tmp_path / "late", [newer])
    # To set the time back takes a checkpoint of that time too.
    after = mixed(own).contents(AT)
    first = after.exhibits[0].chain[0].proof.index + 1
    with refused(NotAsRecorded, f"data/ledger/{first}.tlog-proof"):
        make_package(after, tmp_path / "back", old_key, old_card, AT - timedelta(minutes=10, seconds=1))
    soon = mixed(own).contents(BEGAN)
    first = soon.exhibits[0].chain[0].proof.index + 1
    with refused(NotInLedger, f"data/ledger/{first}.entry.at"):
        make_package(soon, tmp_path / "back", old_key, old_card, BEGAN)


def test_another_card_of_the_same_node_that_nobody_vouches_for_is_not_believed(
    valmont: House, tmp_path: Path
) -> None:
    """Whoever knows the uuid of a node can write it on a card of their own."""
    false = house()
    false.node = replace(
        false.node, known=make_card(replace(false.node.card, node=valmont.node.id), false.node.signing)
    )
    make(mixed(false), tmp_path / "bag")
    with refused(SealUnknown, "seal/card.json"):
        verified(tmp_path / "bag", [valmont.node.known])


def test_witnesses_that_were_brought_are_told(tmp_path: Path) -> None:
    own, witness, silent = house(), Another("entraide.ledger/witness"), Another("entraide.ledger/silent")
    case = mixed(own)
    given = case.contents()
    note = given.exhibits[0].chain[0].proof.note
    size, root = own.ledger.log.size, note.text.split("\n")[2]
    extra = witness.key.vouch(
        note.text, own.ledger.key.name, size, base64.b64decode(root), int(AT.timestamp()) + 9
    )
    note = note.signed_also(*extra)

    def with_note(contents: Contents) -> Contents:
        return replace(
            contents,
            exhibits=tuple(
                replace(
                    one,
                    chain=tuple(replace(link, proof=replace(link.proof, note=note)) for link in one.chain),
                )
                for one in contents.exhibits
            ),
        )

    make_package(with_note(given), tmp_path / "bag", own.node.signing, own.node.known, AT)
    found = verified(
        tmp_path / "bag", [own.node.known], witnesses=[witness.key.public, silent.key.public]
    ).vouched
    assert found.witnesses == {"entraide.ledger/witness": AT + timedelta(seconds=9)}


def test_the_same_record_is_read_back_from_its_bytes(valmont: House, tmp_path: Path) -> None:
    record = make(mixed(valmont), tmp_path / "bag").record
    assert read_record(record.encoded()) == record
    assert case_graph(read_record(record.encoded())) == (tmp_path / "bag/data/case.jsonld").read_bytes()


def test_the_graph_tells_every_exhibit_file_and_event_and_points_at_nothing_that_is_not_in_it(
    valmont: House, tmp_path: Path
) -> None:
    record = make(mixed(valmont), tmp_path / "bag").record
    nodes = json.loads((tmp_path / "bag/data/case.jsonld").read_bytes())["@graph"]
    named = {node["@id"]: node for node in nodes}
    assert len(named) == len(nodes)

    def pointed(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from [value["@id"]] if value.keys() == {"@id"} else []
        for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from pointed(one)

    assert set(pointed(nodes)) <= named.keys()

    def of(kind: str) -> list[dict[str, Any]]:
        return [node for node in nodes if node["@type"] == kind]

    events = [link.event for one in record.exhibits for link in one.chain]
    actions = of("case-investigation:InvestigativeAction")
    assert [one["@id"] for one in actions] == [f"urn:uuid:{event.id}" for event in events]
    performers = [named[one["uco-action:performer"]["@id"]] for one in actions]
    assert [one["uco-core:name"] for one in performers] == [event.by.name for event in events]
    assert {one["@type"] for one in performers} == {"uco-identity:Person"}
    provenance = of("case-investigation:ProvenanceRecord")
    assert [one["case-investigation:exhibitNumber"] for one in provenance] == [
        one.described.number for one in record.exhibits
    ]
    files = [file.content for one in record.exhibits for file in one.files]
    assert [one["uco-types:hashValue"]["@value"] for one in of("uco-types:Hash")] == [
        one.sha256 for one in files
    ]
    assert [one["uco-observable:fileName"] for one in of("uco-observable:FileFacet")] == [
        one.name for one in files
    ]
    [statement] = of("uco-marking:StatementMarking")
    assert statement["uco-marking:statement"] == "TLP:AMBER+STRICT H1"


def at_first(contents: Contents, **changed: object) -> Contents:
    """With something else at the first exhibit."""
    first, *rest = contents.exhibits
    return replace(contents, exhibits=(replace(first, **changed), *rest))


def test_what_no_reader_would_believe_is_never_written(tmp_path: Path) -> None:
    valmont = house()
    given = mixed(valmont).contents()
    first, second = given.exhibits[:2]
    link, next_ = first.chain[:2]
    chain, root = "data/record.json.exhibits[0].chain", tmp_path / "bag"

    def offered(contents: Contents, **changed: object) -> None:
        what: dict[str, Any] = {"key": valmont.node.signing, "card": valmont.node.known, "at": AT} | changed
        make_package(contents, root, what["key"], what["card"], what["at"])

    def with_event(**changed: object) -> Contents:
        return at_first(given, chain=(replace(link, event=replace(link.event, **changed)), *first.chain[1:]))

    with refused(ChainBroken, f"{chain}[1].event.number"):
        offered(at_first(given, chain=(link, *first.chain[2:])))
    with refused(ChainBroken, f"{chain}[0].event.number"):
        offered(at_first(given, chain=(next_, link)))
    with refused(ChainBroken, f"{chain}[0].event.act"):
        offered(with_event(act=Act.DESTROYED))
    with refused(ChainBroken, f"{chain}[0].event.exhibit"):
        offered(with_event(exhibit=second.described.id))
    for change in ({"reason": "."}, {"at": BEGAN}, {"by": replace(ANN, name="Anna")}, {"place": ""}):
        with refused(NotInLedger, "data/ledger/8.entry.facts.digest"):
            offered(with_event(**change))
    with refused(NotInLedger, "data/ledger/8.entry.facts.digest"):
        offered(at_first(given, chain=(replace(link, salt=bytes(32)), *first.chain[1:])))
    with refused(NotInLedger, "data/ledger/8.entry.seq"):
        offered(at_first(given, chain=(replace(link, entry=second.chain[0].entry), *first.chain[1:])))
    with refused(NotInLedger, "data/ledger/8.entry.case"):
        offered(replace(given, case=second.described.id))
    with refused(NotProved, "data/ledger/8.tlog-proof"):
        hashes = link.proof.hashes[::-1]
        offered(
            at_first(given, chain=(replace(link, proof=replace(link.proof, hashes=hashes)), *first.chain[1:]))
        )
    with refused(NotAsRecorded, f"data/ledger/{next_.proof.index + 1}.tlog-proof"):
        other = Proof(next_.proof.index, next_.proof.hashes, valmont.ledger.signed(AT + timedelta(hours=1)))
        offered(at_first(given, chain=(link, replace(next_, proof=other), *first.chain[2:])))
    with refused(PackageMalformed, "data/record.json.exhibits"):
        offered(replace(given, exhibits=()))
    with refused(PackageMalformed, "data/record.json.exhibits[1].described.number"):
        offered(replace(given, exhibits=(first, replace(second, described=first.described))))
    with refused(PackageMalformed, "data/record.json.handling.tlp"):
        offered(replace(given, handling=replace(given.handling, tlp="white")))
    # No number of a package has a fraction: not every reader keeps one.
    with refused(PackageMalformed, "data/record.json"):
        offered(with_event(facts={"mass": 1.5}))
    with refused(SealUnknown, "seal/card.json"):
        offered(given, key=SigningKey.made(Term(MADE)))
    with refused(SealNotInForce, "seal/card.json"):
        offered(given, at=MADE - timedelta(seconds=1))
    with refused(SealUnknown, "data/ledger/keys.vkeys"):
        offered(replace(given, ledger=house().ledger.key.public))
    assert not root.exists()


@pytest.mark.parametrize(
    ("amiss", "facts", "place"),
    [
        ({"v": 2}, {}, ".v"),
        ({"case": UUID(int=7)}, {}, ".case"),
        ({"subject": UUID(int=7)}, {}, ".subject"),
        ({"at": AT + timedelta(seconds=1)}, {}, ".at"),
        ({"act": "ledger.looks_counted"}, {}, ".act"),
        ({}, {"event": UUID(int=7)}, ".facts.event"),
        ({}, {"number": 2}, ".facts.number"),
        ({}, {"digest": "00" * 32}, ".facts.digest"),
    ],
)
def test_an_entry_that_is_in_the_ledger_and_says_something_else_binds_nothing(
    tmp_path: Path, amiss: dict[str, object], facts: dict[str, object], place: str
) -> None:
    own = house()
    case = Case(own, 5).exhibit(Kind.FILE, "1", [b"a"], acts=1)
    case.amiss, case.facts_amiss = amiss, facts
    with refused(NotInLedger, f"data/ledger/8.entry{place}"):
        make_package(case.contents(), tmp_path / "bag", own.node.signing, own.node.known, AT)


def test_what_was_entered_in_another_order_than_it_came_to_pass_is_no_chain(tmp_path: Path) -> None:
    own = house()
    given = Case(own, 5).exhibit(Kind.FILE, "1", [b"a"], acts=2).contents(backwards=True)
    with refused(ChainBroken, "data/record.json.exhibits[0].chain[1].entry"):
        make_package(given, tmp_path / "bag", own.node.signing, own.node.known, AT)


@pytest.mark.parametrize("content", [b"other bytes", b"", b"what was taken in, and more"])
def test_a_file_that_is_not_what_was_taken_in_ends_the_making(
    valmont: House, tmp_path: Path, content: bytes
) -> None:
    case = Case(valmont, 5).exhibit(Kind.FILE, "1", [b"what was taken in"])
    given = case.contents()
    file = given.exhibits[0].files[0]
    given = at_first(given, files=(File(file.content, in_pieces(content)),))
    with refused(NotAsRecorded, f"data/exhibits/1/{file.content.id}"):
        make_package(given, tmp_path / "bag", valmont.node.signing, valmont.node.known, AT)
    assert not (tmp_path / "bag/bagit.txt").exists()


def test_what_is_larger_than_anybody_reads_is_not_written(valmont: House, tmp_path: Path) -> None:
    case = mixed(valmont)
    [token, *_] = case.stamped()
    for stamps, authority, place in (
        ({token: bytes(TOKEN_BYTES + 1)}, b"", f"data/stamps/{token}.tsr"),
        (case.stamped(), bytes(AUTHORITY_BYTES + 1), "data/stamps/authority.pem"),
    ):
        given = case.contents(stamps=stamps, authority=authority)
        with refused(TooMuch, place):
            make_package(given, tmp_path / "bag", valmont.node.signing, valmont.node.known, AT)
    assert not (tmp_path / "bag").exists()


def test_nothing_is_written_over_a_package(valmont: House, tmp_path: Path) -> None:
    make(mixed(valmont), tmp_path / "bag")
    with pytest.raises(BagThere):
        make(mixed(valmont), tmp_path / "bag")


def test_a_stamp_of_a_time_after_the_sealing_is_refused(valmont: House, tmp_path: Path) -> None:
    made = make(mixed(valmont), tmp_path / "bag")
    place = f"data/stamps/{made.record.stamps[0]}.tsr"
    with refused(StampWrong, place):
        verified(
            tmp_path / "bag",
            [valmont.node.known],
            check_stamp=lambda *_: AT + timedelta(minutes=10, seconds=1),
        )
    found = verified(
        tmp_path / "bag", [valmont.node.known], check_stamp=lambda *_: AT + timedelta(minutes=10)
    )
    assert set(found.stamped.values()) == {AT + timedelta(minutes=10)}
    with refused(StampWrong, place):
        verified(
            tmp_path / "bag",
            [valmont.node.known],
            check_stamp=lambda token, _digest, authority: check_stamp(token, bytes(32), authority),
        )


def test_how_far_it_has_come_is_told_to_the_end(valmont: House, tmp_path: Path) -> None:
    told: list[tuple[int, int, int, int]] = []
    case = mixed(valmont, large=300_000)
    make_package(
        case.contents(),
        tmp_path / "bag",
        valmont.node.signing,
        valmont.node.known,
        AT,
        lambda *one: told.append(one),
    )
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert told[-1][2] == told[-1][3]
    assert len(told) > told[-1][1]


def test_a_file_of_any_size_takes_no_more_memory_than_a_piece_of_it(valmont: House, tmp_path: Path) -> None:
    """48 MiB that are nowhere: they are made as they are read, and hashed as they are checked."""
    piece, count = bytes(range(256)) * 4096, 48
    case = Case(valmont, 9).exhibit(Kind.IMAGE, "1", [piece * count])
    given = case.contents()
    [file] = given.exhibits[0].files

    def pieces() -> Iterator[bytes]:
        for _ in range(count):
            yield piece

    given = at_first(given, files=(File(file.content, pieces),))
    del case, file
    tracemalloc.start()
    try:
        make_package(given, tmp_path / "bag", valmont.node.signing, valmont.node.known, AT)
        verified(tmp_path / "bag", [valmont.node.known])
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 8 * 1024**2


@pytest.fixture(scope="module")
def encoded(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The record of a package, as bytes."""
    return make(mixed(house()), tmp_path_factory.mktemp("package") / "bag").record.encoded()


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        (b'"format":"entraide-package/1"', b'"format":"entraide-package/2"', "data/record.json"),
        (b'"along":false', b'"along":0', "data/record.json.exhibits[6].files[0].along"),
        (b'"along":true', b'"along":true,"before":1', "data/record.json.exhibits[0].files[0].before"),
        (b'"act":"collected"', b'"act":"invented"', "data/record.json.exhibits[0].chain[0].event.act"),
        (b'"entry":8', b'"entry":0', "data/record.json.exhibits[0].chain[0].entry"),
        (b'"entry":8', b'"entry":8.0', "data/record.json"),
        (b'"entry":8', b'"entry":"8"', "data/record.json.exhibits[0].chain[0].entry"),
        (b'"number":1', b'"number":true', "data/record.json.exhibits[0].chain[0].event.number"),
        (b'"strokes":[]', b'"strokes":[[[1]]]', "data/record.json.exhibits[0].chain[0].event.by.strokes[0][0]"),
        (b'"strokes":[]', b'"strokes":[[[1,1001]]]', "data/record.json.exhibits[0].chain[0].event.by.strokes[0][0][1]"),
        (b'"seals":[]', b'"seals":[7]', "data/record.json.exhibits[0].chain[0].event.seals[0]"),
        (b'"country":"CA"', b'"country":"ca"', "data/record.json.agency.country"),
        (b'"keep_until":"2036-03-02"', b'"keep_until":"2036-02-30"', "data/record.json.handling.keep_until"),
        (b'"marking":""', b'"marking":"none"', "data/record.json.exhibits[0].described.marking"),
        (b'"language":"fr"', b'"language":"de"', "data/record.json.reports[1].language"),
        (b'"language":"fr"', b'"language":"en"', "data/record.json.reports[1]"),
        (b'"at":"2026-02-02T09', b'"at":"2026-02-31T09', "data/record.json.exhibits[0].chain[0].event.at"),
        (b'"at":"2026-02-02T09:00', b'"at":"2026-02-02 09:00', "data/record.json.exhibits[0].chain[0].event.at"),
        (b'{"agency"', b' {"agency"', "data/record.json"),
        (b'"made_by":"Ann Loriot"', b'"made_by":""', "data/record.json.made_by"),
        (b'"made_by":"Ann Loriot"', b'"made_by":"Ann \xff"', "data/record.json"),
        (b'"name":"entraide.ledger/valmont"', b'"name":"a b"', "data/record.json.ledger.name"),
    ],
)  # fmt: skip
def test_a_record_is_read_strictly_and_the_fault_has_its_place(
    encoded: bytes, old: bytes, new: bytes, where: str
) -> None:
    assert old in encoded
    kind = PackageVersionUnknown if b"package/2" in new else PackageMalformed
    with refused(kind, where):
        read_record(encoded.replace(old, new, 1))
