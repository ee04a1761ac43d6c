"""More than a thousand ways to change a sealed package, in a folder and in a zip file: each is refused, at its place.

First by whoever has no key: files changed, and the lists of the bag made to fit or not. Then by somebody with a key of
their own. And last by the agency itself, or by who stole its key: whatever the record, the ledger and the graph say of
each other has to hold even then.
"""

from __future__ import annotations

import copy
import json
import os
import random
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from entraide.evidence.domain.bags import DECLARATION, INFO, MANIFEST, TAG_MANIFEST, open_bag, pack
from entraide.evidence.domain.exhibits import Kind
from entraide.evidence.domain.package.record import GRAPH, KEYS, RECORD
from entraide.evidence.domain.package.seal import CARD, SIGNATURES, STATEMENT
from entraide.evidence.domain.package.verifying import verify_package
from entraide.evidence.errors import bags as bag_errors
from entraide.evidence.errors.packages import (
    ChainBroken,
    NotAsRecorded,
    NotAsSealed,
    NotInLedger,
    NotOnRecord,
    NotProved,
    PackageMalformed,
    PackageVersionUnknown,
    PartMissing,
    SealUnknown,
    SealWrong,
    StampWrong,
)
from entraide.kernel.canonical import canonical
from entraide.kernel.errors import Refusal
from tests.evidence.breaking import (
    Files,
    Shelf,
    files_of,
    flipped,
    listed,
    sealed_again,
    tagged,
    with_record,
)
from tests.evidence.sealing import Case, House, check_stamp, house, make, mixed
from tests.exchange.nodes import Node

ED25519, ML_DSA_65 = SIGNATURES["ed25519"], SIGNATURES["ml-dsa-65"]
BAG = (
    bag_errors.FileChanged,
    bag_errors.FileMissing,
    bag_errors.FileUnlisted,
    bag_errors.ManifestUnreadable,
    bag_errors.NameUnsafe,
    bag_errors.NameTwice,
    bag_errors.OxumWrong,
    bag_errors.InfoUnreadable,
)


@dataclass(frozen=True)
class Change:
    """A changed package, the kinds of refusal that may name it, and the places that they may name."""

    name: str
    files: Callable[[], Files]
    kinds: tuple[type[Refusal], ...]
    where: str


@dataclass(frozen=True)
class Ground:
    """What is changed: a package, another of the same case's house, one of a stranger."""

    house: House
    stranger: House
    files: Files
    other: Files
    strange: Files

    def again(self, files: Files, /, **said: Any) -> Files:
        """Sealed again by the agency's own key."""
        return sealed_again(files, self.house.node.signing, self.house.node.known, **said)

    @property
    def payload(self) -> list[str]:
        return [name for name in self.files if name.startswith("data/")]

    @property
    def record(self) -> Any:
        return json.loads(self.files[RECORD])


def small(house: House, seed: int) -> Case:
    case = Case(house, seed).exhibit(Kind.FILE, "1", [b"a" * 100, b"b" * 50], acts=5)
    return case.exhibit(Kind.FIREARM, "2", [b"photograph"], acts=2)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    root, ours, theirs = tmp_path_factory.mktemp("ground"), house(), house("northmark")
    make(small(ours, 1), root / "one")
    make(small(ours, 2), root / "other")
    make(small(theirs, 3), root / "strange")
    return Ground(ours, theirs, *(files_of(root / name) for name in ("one", "other", "strange")))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("shelf"))


def look(path: Path, ground: Ground) -> tuple[type[Refusal] | None, str]:
    """By what it is refused, and where; by nothing where it is taken."""
    try:
        with open_bag(path) as bag:
            verify_package(bag, [ground.house.node.known], check_stamp=check_stamp)
    except Refusal as refused:
        return type(refused), str(refused.facts["where"])
    return None, ""


# By whoever has no key.


def a_bit_of_a_file(ground: Ground) -> Iterator[Change]:
    chance = random.Random(1)
    for name, content in ground.files.items():
        places = {0, len(content) - 1, *(chance.randrange(len(content)) for _ in range(3))}
        for at in sorted(places):
            made = ground.files | {name: flipped(content, at, chance.randrange(8))}
            kinds: tuple[type[Refusal], ...] = (bag_errors.FileChanged,)
            where = re.escape(name)
            if name == DECLARATION:
                kinds = (bag_errors.DeclarationWrong,)
            if name == TAG_MANIFEST:
                kinds, where = BAG, r"tagmanifest-sha256\.txt|[^/]*\.txt|.*seal/.*"
            yield Change(f"bit {at} of {name}", lambda made=made: made, kinds, where)


def a_bit_of_a_file_that_is_listed_again(ground: Ground) -> Iterator[Change]:
    chance = random.Random(2)
    for name, content in ground.files.items():
        if name in (MANIFEST, TAG_MANIFEST, DECLARATION):
            continue
        inside = name.startswith("data/")
        count = 3 if inside else {ED25519: 64, ML_DSA_65: 64, STATEMENT: 30, CARD: 30, INFO: 10}[name]
        for at in sorted(chance.sample(range(len(content)), min(count, len(content)))):
            made = ground.files | {name: flipped(content, at, chance.randrange(7))}
            kinds, where = {
                ED25519: ((SealWrong,), ED25519),
                ML_DSA_65: ((SealWrong,), ML_DSA_65),
                STATEMENT: ((SealWrong,), ED25519),
                CARD: ((PackageMalformed,), CARD),
                INFO: ((bag_errors.InfoUnreadable, bag_errors.OxumWrong, NotAsSealed), INFO),
            }.get(name, ((NotAsSealed,), MANIFEST))
            relist = listed if inside else tagged
            yield Change(
                f"listed: bit {at} of {name}", lambda f=relist, m=made: f(m), kinds, re.escape(where)
            )


def a_file_dropped_added_renamed_or_swapped(ground: Ground) -> Iterator[Change]:
    files, other = ground.files, ground.other
    for name in files:
        made = {one: content for one, content in files.items() if one != name}
        place = re.escape(name)
        yield Change(f"without {name}", lambda m=made: m, (bag_errors.FileMissing,), place)
        if name.startswith("data/"):
            again = lambda m=made: listed(m)  # noqa: E731
            yield Change(f"listed without {name}", again, (NotAsSealed,), re.escape(MANIFEST))
        elif name.startswith("seal/"):
            yield Change(f"listed without {name}", lambda m=made: tagged(m), (PartMissing,), place)
        renamed = made | {f"{name}x": files[name]}
        missing = (bag_errors.FileMissing, bag_errors.FileUnlisted)
        yield Change(f"renamed {name}", lambda m=renamed: m, missing, f"{place}x?")
    for name in (
        *("data/x", "data/exhibits/1/x", "data/ledger/99.entry", "data/stamps/x.tsr", "data/custody.de.pdf"),
        *("x", "seal/x", "seal/ed25519.sig.old", "README.txt", "meta/x/y"),
    ):
        made, place = files | {name: b"added"}, re.escape(name)
        yield Change(f"with {name}", lambda m=made: m, (bag_errors.FileUnlisted,), place)
        place = re.escape(MANIFEST) if name.startswith("data/") else place
        yield Change(f"listed with {name}", lambda m=made: listed(m), (NotAsSealed,), place)
    payload = ground.payload
    for first, second in zip(payload, payload[1:] + payload[:1], strict=True):
        made = files | {first: files[second], second: files[first]}
        changed = f"{re.escape(first)}|{re.escape(second)}"
        yield Change(f"{first} for {second}", lambda m=made: m, (bag_errors.FileChanged,), changed)
        yield Change(f"listed: {first} for {second}", lambda m=made: listed(m), (NotAsSealed,), MANIFEST)
    for name in sorted(files.keys() & other.keys()):
        if files[name] != other[name] and name != TAG_MANIFEST:
            made = files | {name: other[name]}
            # Of another size, it is missed in the sum before it is looked at.
            kinds = (bag_errors.FileChanged, bag_errors.OxumWrong)
            yield Change(f"{name} of another", lambda m=made: m, kinds, rf"{re.escape(name)}|bag-info\.txt")
    reports = {"data/custody.en.pdf", "data/custody.fr.pdf"}
    en, fr = sorted(reports)
    made = files | {en: files[fr], fr: files[en]}
    yield Change("reports swapped", lambda m=made: listed(m), (NotAsSealed,), MANIFEST)


def what_names_a_bag_has(ground: Ground) -> Iterator[Change]:
    """Manifests that name what is not in the bag, or twice, or in another order."""
    files = ground.files
    digest = "0" * 64
    for name in (
        *("../x", "/etc/passwd", "data/../../x", "data/./x", "data//x", "data/x\\y", "C:/x", "data/CON"),
        *("data/a\x00b", "~/x", "data/x.", "data/ x", "data/\u202ex", "data/e\u0301"),
    ):
        line = f"{digest}  {name}\n".encode()
        unreadable = (bag_errors.NameUnsafe, bag_errors.ManifestUnreadable)
        place = f"{re.escape(name)}|{re.escape(MANIFEST)}|{re.escape(TAG_MANIFEST)}"
        made = files | {MANIFEST: files[MANIFEST] + line}
        yield Change(f"payload names {name!r}", lambda m=made: tagged(m), unreadable, place)
        made = files | {TAG_MANIFEST: files[TAG_MANIFEST] + line}
        yield Change(f"tags name {name!r}", lambda m=made: m, unreadable, place)
    for manifest in (MANIFEST, TAG_MANIFEST):
        lines = files[manifest].splitlines(keepends=True)
        relist = tagged if manifest == MANIFEST else dict
        for said, changed in {
            "backwards": lines[::-1],
            "rotated": lines[1:] + lines[:1],
            "twice": [*lines, lines[0]],
            "upper case": [line.upper() for line in lines],
            "one space": [line.replace(b"  ", b" ") for line in lines],
            "a star": [line.replace(b"  ", b" *") for line in lines],
            "carriage returns": [line.replace(b"\n", b"\r\n") for line in lines],
            "no last end": [*lines[:-1], lines[-1].rstrip(b"\n")],
            "an empty line": [*lines, b"\n"],
        }.items():
            made = files | {manifest: b"".join(changed)}
            kinds = (NotAsSealed, bag_errors.ManifestUnreadable)
            yield Change(f"{manifest} {said}", lambda f=relist, m=made: f(m), kinds, re.escape(manifest))
    for name in ("fetch.txt", "manifest-md5.txt", "manifest-sha512.txt", "tagmanifest-md5.txt"):
        made = files | {name: b""}
        foreign = (bag_errors.ManifestForeign,)
        yield Change(f"with {name}", lambda m=made: tagged(m), foreign, re.escape(name))


# By somebody with a key of their own, and with parts of other packages.


def the_seal_of_another(ground: Ground) -> Iterator[Change]:
    files, house, stranger = ground.files, ground.house.node, ground.stranger.node
    unknown, wrong = (SealUnknown,), (SealWrong,)
    card = re.escape(CARD)

    def by(key: Node, shown: Node) -> Callable[[], Files]:
        return lambda: sealed_again(files, key.signing, shown.known)

    yield Change("sealed by a stranger", by(stranger, stranger), unknown, card)
    yield Change("a stranger's key, our card", by(stranger, house), wrong, ED25519)
    yield Change("our key, a stranger's card", by(house, stranger), unknown, card)
    yield Change("a stranger's package", lambda: ground.strange, unknown, card)
    by_stranger = by(stranger, house)()
    for name in (ED25519, ML_DSA_65):
        half = files | {name: by_stranger[name]}
        yield Change(f"{name} by a stranger", lambda m=half: tagged(m), wrong, re.escape(name))
        twice = files | {ED25519: files[name], ML_DSA_65: files[name]}
        place = ML_DSA_65 if name == ED25519 else ED25519
        yield Change(f"{name} twice", lambda m=twice: tagged(m), wrong, re.escape(place))
        for length in (0, 1, 63, 3308):
            short = files | {name: files[name][:length]}
            if len(short[name]) < len(files[name]):
                yield Change(f"{length} of {name}", lambda m=short: tagged(m), wrong, re.escape(name))
        long = files | {name: files[name] + b"\x00"}
        yield Change(f"more than {name}", lambda m=long: tagged(m), wrong, re.escape(name))
    other = {name: ground.other[name] for name in (STATEMENT, ED25519, ML_DSA_65)}
    yield Change("another seal of ours", lambda: tagged(files | other), (NotAsSealed,), re.escape(INFO))
    mixed_up = files | {STATEMENT: ground.other[STATEMENT]}
    yield Change("another statement of ours", lambda: tagged(mixed_up), wrong, re.escape(ED25519))
    for name in ("case", "node", "made_at"):
        said = "2026-03-02T14:30:00.000001Z" if name == "made_at" else str(UUID(int=7))
        kinds, place = (
            ((SealUnknown,), card) if name == "node" else ((NotAsRecorded,), rf"seal/statement\.txt\.{name}")
        )
        again = lambda n=name, s=said: ground.again(files, **{n: s})  # noqa: E731
        yield Change(f"sealed with another {name}", again, kinds, place)
    malformed, place = (PackageMalformed, PackageVersionUnknown), r"seal/statement\.txt.*"
    for said in ({"more": 1}, {"format": "entraide-package/2"}, {"case": "x"}, {"files": {}}, {"files": []}):
        kinds = (NotAsSealed,) if said == {"files": {}} else malformed
        where = ".*" if said == {"files": {}} else place
        yield Change(f"sealed with {said}", lambda s=said: ground.again(files, **s), kinds, where)


# By the agency itself.


def what_is_sealed_and_not_on_record(ground: Ground) -> Iterator[Change]:
    files = ground.files
    for name in ground.payload:
        made = {one: content for one, content in files.items() if one != name}
        yield Change(
            f"sealed without {name}", lambda m=made: ground.again(m), (PartMissing,), re.escape(name)
        )
        for at in {0, len(files[name]) // 2, len(files[name]) - 1}:
            changed = files | {name: flipped(files[name], at)}
            kinds: tuple[type[Refusal], ...] = (NotAsRecorded,)
            place = re.escape(name)
            if name == RECORD:
                kinds, place = (PackageMalformed, NotAsRecorded, NotInLedger), ".*"
            elif name.endswith(".entry"):
                kinds, place = (NotInLedger, PackageMalformed, NotProved), f"{place}.*|{place[:-5]}tlog-proof"
            elif name.endswith(".tlog-proof"):
                kinds = (PackageMalformed, NotProved, NotAsRecorded)
                # The first proof is the one whose checkpoint the others are compared with.
                place = r"data/ledger/\d+\.tlog-proof"
            elif name.startswith("data/stamps/"):
                kinds, place = (StampWrong,), r"data/stamps/.*\.tsr"
            if name == "data/stamps/authority.pem" and at == len(files[name]) - 1:
                continue
            yield Change(f"sealed: bit {at} of {name}", lambda m=changed: ground.again(m), kinds, place)
    for name in ("data/x", "data/exhibits/1/x", "data/ledger/1.entry", "data/custody.de.pdf"):
        made = files | {name: b"added"}
        yield Change(f"sealed with {name}", lambda m=made: ground.again(m), (NotOnRecord,), re.escape(name))
    made = files | {"seal/more.txt": b""}
    kinds = (NotAsSealed,)
    yield Change("sealed around a file", lambda: ground.again(made), kinds, r"seal/more\.txt")
    info = files[INFO].replace(b"Bagging-Date: 2026-03-02", b"Bagging-Date: 2026-03-01")
    yield Change("sealed info", lambda: ground.again(files | {INFO: info}), (NotAsRecorded,), re.escape(INFO))
    en, fr = files["data/custody.en.pdf"], files["data/custody.fr.pdf"]
    swapped = files | {"data/custody.en.pdf": fr, "data/custody.fr.pdf": en}
    place = r"data/custody\.en\.pdf"
    yield Change("reports swapped and sealed", lambda: ground.again(swapped), (NotAsRecorded,), place)
    keys = files | {KEYS: ground.strange[KEYS]}
    yield Change("another ledger's keys", lambda: ground.again(keys), (NotAsRecorded,), re.escape(KEYS))


def what_the_ledger_does_not_bind(ground: Ground) -> Iterator[Change]:
    """Entries and proofs of other exhibits, of other cases, of other ledgers, put in the place of each."""
    files, other, strange = ground.files, ground.other, ground.strange
    entries = [name for name in files if name.endswith(".entry")]
    for first in entries:
        proof = first.replace(".entry", ".tlog-proof")
        for second in entries:
            if first == second:
                continue
            made = files | {first: files[second]}
            place = rf"{re.escape(first)}\.(seq|subject|facts\.\w+)"
            yield Change(f"{second} as {first}", lambda m=made: ground.again(m), (NotInLedger,), place)
            made = files | {proof: files[second.replace(".entry", ".tlog-proof")]}
            place = re.escape(proof)
            yield Change(
                f"proof of {second} as of {first}", lambda m=made: ground.again(m), (NotProved,), place
            )
        for name, theirs in (("another case", other), ("a stranger", strange)):
            entry = next(one for one in theirs if one.endswith(".entry"))
            path = entry.replace(".entry", ".tlog-proof")
            made = files | {first: theirs[entry]}
            place = rf"{re.escape(first)}\.(seq|case)"
            yield Change(f"entry of {name} as {first}", lambda m=made: ground.again(m), (NotInLedger,), place)
            made = files | {proof: theirs[path]}
            kinds = (NotProved, NotAsRecorded)
            yield Change(
                f"proof of {name} for {first}", lambda m=made: ground.again(m), kinds, re.escape(proof)
            )
        said = json.loads(files[first])
        for name in (*said, "more"):
            changed = {**said, name: "x"}
            made = files | {first: canonical(changed)}
            # What only the proof binds is found by the proof.
            place = rf"{re.escape(first)}.*|{re.escape(proof)}"
            kinds = (NotInLedger, PackageMalformed, NotProved)
            yield Change(f"{name} of {first}", lambda m=made: ground.again(m), kinds, place)
        for name in said["facts"]:
            made = files | {first: canonical({**said, "facts": {**said["facts"], name: "x"}})}
            yield Change(f"facts.{name} of {first}", lambda m=made: ground.again(m), kinds, place)


def what_the_record_says(ground: Ground) -> Iterator[Change]:
    """Every value of the record changed in several ways, sealed by the agency; the rest of the package as it was."""
    record = ground.record
    for path, value in walked(record):
        for number, new in enumerate(others(value)):
            changed = put(record, path, new)
            if may_change(path, value, new):
                continue
            kinds, place = expected(path)
            again = lambda c=changed: ground.again(with_record(ground.files, c))  # noqa: E731
            yield Change(f"record{path} {number}", again, kinds, place)


def what_the_record_and_the_graph_say(ground: Ground) -> Iterator[Change]:
    """Changes that the graph follows: custody is bound by the ledger even so."""
    record = ground.record
    for path, value in walked(record):
        if ".event" not in path or not isinstance(value, str) or not value:
            continue
        changed = put(
            record, path, value.replace(":00.000000Z", ":01.000000Z") + ("" if value.endswith("Z") else "x")
        )
        again = lambda c=changed: ground.again(with_record(ground.files, c, graph=True))  # noqa: E731
        if re.search(r"\.(id|exhibit|act|about|person|node)$", path):
            continue
        place = r"data/ledger/\d+\.entry\.facts\.digest"
        yield Change(f"record and graph{path}", again, (NotInLedger,), place)
    for index, exhibit in enumerate(record["exhibits"]):
        chain = exhibit["chain"]
        where = rf"data/record\.json\.exhibits\[{index}\]\.chain\[\d+\]\.event\.(number|act)"
        for at in range(len(chain) - 1):
            for name, links in {
                "dropped": chain[:at] + chain[at + 1 :],
                "moved": [*chain[:at], chain[at + 1], chain[at], *chain[at + 2 :]],
            }.items():
                changed = put(record, f".exhibits[{index}].chain", links)
                numbered = copy.deepcopy(changed)
                for number, link in enumerate(numbered["exhibits"][index]["chain"], 1):
                    link["event"]["number"] = number
                gone = {
                    f"data/ledger/{link['entry']}.{end}"
                    for link in chain
                    if link not in links
                    for end in ("entry", "tlog-proof")
                }
                made = {one: content for one, content in ground.files.items() if one not in gone}
                again = lambda c=changed, m=made: ground.again(with_record(m, c, graph=True))  # noqa: E731
                yield Change(f"{name} {at} of {index}", again, (ChainBroken,), where)
                again = lambda c=numbered, m=made: ground.again(with_record(m, c, graph=True))  # noqa: E731
                place = rf"{where}|{LINK}\.entry|data/ledger/\d+\.entry\.facts\.number"
                yield Change(f"{name} {at} of {index}, numbered", again, (ChainBroken, NotInLedger), place)


def what_the_graph_says(ground: Ground) -> Iterator[Change]:
    graph = json.loads(ground.files[GRAPH])
    nodes = graph["@graph"]
    for index, node in enumerate(nodes):
        without = {**graph, "@graph": nodes[:index] + nodes[index + 1 :]}
        renamed = {**graph, "@graph": [*nodes[:index], {**node, "uco-core:name": "x"}, *nodes[index + 1 :]]}
        for name, changed in (("without", without), ("renamed", renamed)):
            made = ground.files | {GRAPH: canonical(changed)}
            again = lambda m=made: ground.again(m)  # noqa: E731
            yield Change(f"graph {name} {index}", again, (NotAsRecorded,), re.escape(GRAPH))


def walked(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value below, with its path."""
    if path:
        yield path, value
    for key, below in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from walked(below, f"{path}[{key}]" if isinstance(key, int) else f"{path}.{key}")


def put(record: Any, path: str, new: Any) -> Any:
    """The record with another value at that path."""
    made = copy.deepcopy(record)
    *above, last = [name or int(number) for name, number in re.findall(r"\.([^.\[]+)|\[(\d+)\]", path)]
    at = made
    for key in above:
        at = at[key]
    at[last] = new
    return made


def others(value: Any) -> Iterator[Any]:
    """Other values than this, of the same type and not."""
    match value:
        case bool():
            yield from (not value, 0)
        case int():
            yield from (value + 1, -1, str(value))
        case None:
            yield from ("x", 0)
        case str():
            yield f"{value}x"
            yield None
            if re.fullmatch(r"[0-9a-f-]{36}", value):
                yield str(UUID(int=77))
            elif re.fullmatch(r"[0-9a-f]{64}", value):
                yield value[::-1]
            elif re.fullmatch(r"\d{4}-\d\d-\d\dT.*Z", value):
                yield value.replace(".000", ".001", 1)
        case list():
            yield {}
            if value:
                yield from (value[:-1], value + value[:1])
        case dict():
            yield from ({**value, "extra": 1}, [])
            yield from ({one: value[one] for one in value if one != name} for name in value)


def may_change(path: str, value: Any, new: Any) -> bool:
    """What the agency can say otherwise, because it alone says it and nothing else in the package does."""
    return bool(re.fullmatch(r"\.made_by|.*\.registered_by", path)) and isinstance(new, str) and new != ""


def expected(path: str) -> tuple[tuple[type[Refusal], ...], str]:
    """By what a change at that path of the record may be refused, and where: there, or where it is contradicted."""
    own = rf"data/record\.json{re.escape(path)}(\..*|\[.*)?"
    digest = r"data/ledger/\d+\.entry\.facts\.(digest|event|number)"
    for pattern, kinds, places in (
        (r"\.format", (PackageVersionUnknown,), r"data/record\.json"),
        (r"\.(node|made_at)|\.case\.id", (NotAsRecorded,), r"seal/statement\.txt\.(node|case|made_at)"),
        (r"\.agency.*", (NotAsRecorded,), r"data/record\.json\.agency"),
        (r"\.ledger.*", (NotAsRecorded,), r"data/ledger/\d+\.tlog-proof"),
        (r".*\.event\.(id|about|act|exhibit|number)", (NotInLedger, ChainBroken), rf"{digest}|{LINK}\.event\.(act|exhibit|number)"),
        (r".*\.event(\..*|\[.*)?", (NotInLedger,), digest),
        (r".*\.salt", (NotInLedger,), digest),
        (r".*\.entry", (PartMissing,), rf"data/ledger/\d+\.(entry|tlog-proof)|{LINK}\.entry"),
        (r".*\.chain", (ChainBroken, NotOnRecord), r"data/ledger/\d+\.entry|data/record\.json.*event\.(number|id)"),
        (r".*\.chain\[\d\]", (), "none"),
        (r".*\.files\[\d\]\.(along|sha256|size)", (NotOnRecord, NotAsRecorded), r"data/exhibits/\d/[-0-9a-f]{36}"),
        (r".*\.described\.number", (PartMissing,), r"data/exhibits/[-0-9a-f]{36}/[-0-9a-f]{36}"),
        (r".*\.described\.id", (), r"data/record\.json\.exhibits\[\d\]\.files\[\d\]\.exhibit"),
        (r".*\.files\[\d\]\.id", (), r"data/record\.json\.stamps\[\d\]"),
        (r".*\.files", (NotAsRecorded,), r"data/record\.json\.(stamps\[\d\]|exhibits\[\d\]\.files\[\d\]\.id)|data/case\.jsonld"),
        (r"\.exhibits", (), r"data/record\.json\.(stamps\[\d\]|exhibits\[\d\]\.described\.number)"),
        (r"\.stamps.*", (NotOnRecord,), r"data/stamps/[-0-9a-f]{36}\.tsr"),
        (r"\.reports.*", (NotOnRecord, NotAsRecorded), r"data/custody\.(en|fr)\.pdf"),
    ):  # fmt: skip
        if re.fullmatch(pattern, path):
            return (PackageMalformed, *kinds), f"{own}|{places}"
    return (PackageMalformed, NotAsRecorded), f"{own}|{re.escape(GRAPH)}"


LINK = r"data/record\.json\.exhibits\[\d\]\.chain\[\d\]"
FAMILIES = (
    a_bit_of_a_file,
    a_bit_of_a_file_that_is_listed_again,
    a_file_dropped_added_renamed_or_swapped,
    what_names_a_bag_has,
    the_seal_of_another,
    what_is_sealed_and_not_on_record,
    what_the_ledger_does_not_bind,
    what_the_record_says,
    what_the_record_and_the_graph_say,
    what_the_graph_says,
)
SEALED_ANEW = frozenset(FAMILIES[5:])


@pytest.mark.parametrize("form", ["folder", "zip"])
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_every_change_is_refused_and_has_its_place(
    ground: Ground, shelf: Shelf, family: Callable[[Ground], Iterator[Change]], form: str
) -> None:
    """What is sealed anew takes its time: every second of these in a folder, the others in a zip file."""
    wrong = []
    for number, change in enumerate(family(ground)):
        if family in SEALED_ANEW and number % 2 == (form == "zip"):
            continue
        files = change.files()
        assert files != ground.files, change.name
        path = shelf.folder(files) if form == "folder" else shelf.zip(files)
        kind, where = look(path, ground)
        if kind not in change.kinds or not re.fullmatch(change.where, where, re.DOTALL):
            wrong.append(f"{change.name}: {kind and kind.__name__} at {where}")
    assert not wrong, "\n".join(wrong)


def test_there_are_more_than_a_thousand_of_them_each_under_its_own_name(ground: Ground) -> None:
    names = [change.name for family in FAMILIES for change in family(ground)]
    assert len(names) > 1000
    assert len(set(names)) == len(names)


def test_zip_files_are_made_here_as_they_are_packed(ground: Ground, shelf: Shelf, tmp_path: Path) -> None:
    pack(shelf.folder(ground.files), tmp_path / "bag.zip")
    assert (tmp_path / "bag.zip").read_bytes() == shelf.zip(ground.files).read_bytes()


def test_what_is_not_changed_passes(ground: Ground, shelf: Shelf, tmp_path: Path) -> None:
    """So that what refuses everything would be found out: packages of many kinds, and the same sealed anew."""
    for seed in range(10):
        case = mixed(ground.house, seed) if seed % 2 else small(ground.house, seed)
        made = make(case, tmp_path / str(seed))
        pack(tmp_path / str(seed), tmp_path / f"{seed}.zip")
        for path in (tmp_path / str(seed), tmp_path / f"{seed}.zip"):
            with open_bag(path) as bag:
                trust = [ground.house.node.known]
                assert verify_package(bag, trust, check_stamp=check_stamp).record == made.record
    for files in (ground.files, ground.again(ground.files), ground.other):
        assert look(shelf.folder(files), ground) == (None, "")
        assert look(shelf.zip(files), ground) == (None, "")


def test_what_the_agency_alone_says_it_can_say_otherwise(ground: Ground, shelf: Shelf) -> None:
    """The other side of the long list above: with the agency's key these are other packages, and not broken ones."""
    record = ground.record
    for path in (".made_by", ".exhibits[0].described.registered_by"):
        changed = with_record(ground.files, put(record, path, "Somebody else"))
        assert look(shelf.folder(ground.again(changed)), ground) == (None, "")
        assert look(shelf.folder(listed(changed)), ground) == (NotAsSealed, MANIFEST)
    limits = put(record, ".handling.limits", "None")
    assert look(shelf.folder(ground.again(with_record(ground.files, limits))), ground) == (
        NotAsRecorded,
        GRAPH,
    )
    whole = with_record(ground.files, limits, graph=True)
    assert look(shelf.folder(ground.again(whole)), ground) == (None, "")
    assert look(shelf.folder(listed(whole)), ground) == (NotAsSealed, MANIFEST)


# What only a folder can be, and what only a zip file can be.


@pytest.mark.parametrize("form", ["symlink", "elsewhere", "hard", "pipe", "folder"])
def test_a_folder_with_a_link_a_device_or_an_empty_folder_is_refused(
    ground: Ground, tmp_path: Path, form: str
) -> None:
    root, beside = Shelf(tmp_path).folder(ground.files), tmp_path / "beside"
    for name in ground.files:
        path = root / name
        path.rename(beside)
        match form:
            case "symlink":
                path.symlink_to(beside)
            case "elsewhere":
                path.symlink_to("/dev/zero")
            case "hard":
                os.link(beside, path)
            case "pipe":
                os.mkfifo(path)
            case "folder":
                path.mkdir()
        kind = bag_errors.FileUnlisted if form == "folder" else bag_errors.NotAFile
        assert look(root, ground) == (kind, f"{name}/" if form == "folder" else name)
        path.rmdir() if form == "folder" else path.unlink()
        beside.rename(path)
    assert look(root, ground) == (None, "")


def test_a_folder_that_is_a_link_on_the_way_is_refused(ground: Ground, tmp_path: Path) -> None:
    root = Shelf(tmp_path / "shelf").folder(ground.files)
    (root / "data/ledger").rename(tmp_path / "ledger")
    (root / "data/ledger").symlink_to(tmp_path / "ledger")
    assert look(root, ground) == (bag_errors.NotAFile, "data/ledger")


def test_a_bit_anywhere_in_a_zip_file_is_refused(ground: Ground, shelf: Shelf, tmp_path: Path) -> None:
    """Its headers too: nothing in it is without meaning, so nothing can be changed without being seen."""
    whole, path, chance = shelf.zip(ground.files).read_bytes(), tmp_path / "bag.zip", random.Random(4)
    with zipfile.ZipFile(shelf.zip(ground.files)) as archive:
        infos, start = archive.infolist(), archive.start_dir
    heads = [one.header_offset + at for one in infos for at in range(30 + len(one.filename))]
    places = {*chance.sample(heads, 300), *chance.sample(range(start, len(whole)), 300)}
    places |= {*chance.sample(range(start), 200), *range(len(whole) - 22, len(whole))}
    wrong = []
    for at in sorted(places):
        path.write_bytes(flipped(whole, at, chance.randrange(8)))
        kind, _ = look(path, ground)
        if kind is None or not kind.code.startswith("evidence.bag_"):
            wrong.append((at, kind))
    assert wrong == []


def test_a_zip_file_that_is_cut_off_or_has_more_than_files_is_refused(
    ground: Ground, shelf: Shelf, tmp_path: Path
) -> None:
    whole, path, chance = shelf.zip(ground.files).read_bytes(), tmp_path / "bag.zip", random.Random(5)
    for content in (
        *(whole[:length] for length in (0, 1, 21, 22, *chance.sample(range(len(whole)), 60))),
        *(whole + more for more in (b"\x00", b"PK\x05\x06", whole[-22:], whole)),
        *(before + whole for before in (b"\x00", b"#!/bin/sh\n", whole)),
    ):
        path.write_bytes(content)
        kind, where = look(path, ground)
        assert kind is not None
        assert kind.code.startswith("evidence.bag_")
        assert where


def written_by_another(
    files: Files, path: Path, change: Callable[[zipfile.ZipInfo], None], **more: Any
) -> Path:
    """A zip file as other programs write it; `change` is given the last file's header."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for number, name in enumerate(sorted(files)):
            info = zipfile.ZipInfo(name)
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            if number == len(files) - 1:
                change(info)
            archive.writestr(info, files[name], **more)
    return path


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../x", "data/../../x", "C:\\x", "data\\x", "data/./x", "data//x", "zz/"]
)
def test_a_zip_file_with_a_name_that_leads_elsewhere_is_refused(
    ground: Ground, tmp_path: Path, name: str
) -> None:
    def rename(info: zipfile.ZipInfo) -> None:
        info.filename = name

    kind, _ = look(written_by_another(ground.files, tmp_path / "bag.zip", rename), ground)
    assert kind in (
        bag_errors.NameUnsafe,
        bag_errors.ZipForeign,
        bag_errors.ZipDisagrees,
        bag_errors.ZipHides,
    )


def test_a_zip_file_with_a_link_is_refused(ground: Ground, tmp_path: Path) -> None:
    def link(info: zipfile.ZipInfo) -> None:
        info.external_attr = (stat.S_IFLNK | 0o777) << 16

    kind, _ = look(written_by_another(ground.files, tmp_path / "bag.zip", link), ground)
    assert kind in (bag_errors.NotAFile, bag_errors.ZipForeign)


def test_a_zip_file_that_unpacks_to_far_more_than_it_is_is_refused_unread(
    ground: Ground, tmp_path: Path
) -> None:
    """64 MiB of zeros in 64 KiB, under the name of the record."""
    bomb = ground.files | {RECORD: bytes(64 * 1024**2)}
    path = tmp_path / "bag.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=zlib.Z_BEST_COMPRESSION) as archive:
        for name in sorted(bomb):
            archive.writestr(zipfile.ZipInfo(name), bomb[name], zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < 512 * 1024
    kind, where = look(path, ground)
    assert kind is bag_errors.ZipCompressed
    assert where == sorted(bomb)[0]


def test_a_zip_file_with_a_name_twice_is_refused(ground: Ground, tmp_path: Path) -> None:
    def again(info: zipfile.ZipInfo) -> None:
        info.filename = "bag-info.txt"

    kind, _ = look(written_by_another(ground.files, tmp_path / "bag.zip", again), ground)
    assert kind in (bag_errors.NameTwice, bag_errors.ZipForeign)
