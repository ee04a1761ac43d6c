"""Ways to change a sealed package, each with the refusal that has to name it and the place that it has to name.

First by whoever has no key: files changed, and the lists of the bag made to fit or not. Then by somebody with a key of
their own. And last by the agency itself, or by who stole its key: whatever the record, the ledger and the graph say of
each other has to hold even then.
"""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from entraide.evidence.domain.bags import DECLARATION, INFO, MANIFEST, TAG_MANIFEST
from entraide.evidence.domain.exhibits import Kind
from entraide.evidence.domain.package.record import GRAPH, KEYS, RECORD
from entraide.evidence.domain.package.seal import CARD, SIGNATURES, STATEMENT
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
    flipped,
    listed,
    sealed_again,
    tagged,
    with_record,
)
from tests.evidence.sealing import Case, House
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

    def recorded(self, files: Files, record: Any, *, graph: bool = False) -> Files:
        """With another record, sealed again by the agency's own key."""
        return self.again(with_record(files, record, graph=graph))

    @property
    def payload(self) -> list[str]:
        return [name for name in self.files if name.startswith("data/")]

    @property
    def record(self) -> Any:
        return json.loads(self.files[RECORD])


def small(house: House, seed: int) -> Case:
    case = Case(house, seed).exhibit(Kind.FILE, "1", [b"a" * 100, b"b" * 50], acts=5)
    return case.exhibit(Kind.FIREARM, "2", [b"photograph"], acts=2)


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
            yield Change(f"bit {at} of {name}", partial(dict, made), kinds, where)


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
            yield Change(f"listed: bit {at} of {name}", partial(relist, made), kinds, re.escape(where))


def a_file_dropped_added_renamed_or_swapped(ground: Ground) -> Iterator[Change]:
    files, other = ground.files, ground.other
    for name in files:
        made = {one: content for one, content in files.items() if one != name}
        place = re.escape(name)
        yield Change(f"without {name}", partial(dict, made), (bag_errors.FileMissing,), place)
        if name.startswith("data/"):
            again = partial(listed, made)
            yield Change(f"listed without {name}", again, (NotAsSealed,), re.escape(MANIFEST))
        elif name.startswith("seal/"):
            yield Change(f"listed without {name}", partial(tagged, made), (PartMissing,), place)
        renamed = made | {f"{name}x": files[name]}
        missing = (bag_errors.FileMissing, bag_errors.FileUnlisted)
        yield Change(f"renamed {name}", partial(dict, renamed), missing, f"{place}x?")
    for name in (
        *("data/x", "data/exhibits/1/x", "data/ledger/99.entry", "data/stamps/x.tsr", "data/custody.de.pdf"),
        *("x", "seal/x", "seal/ed25519.sig.old", "README.txt", "meta/x/y"),
    ):
        made, place = files | {name: b"added"}, re.escape(name)
        yield Change(f"with {name}", partial(dict, made), (bag_errors.FileUnlisted,), place)
        place = re.escape(MANIFEST) if name.startswith("data/") else place
        yield Change(f"listed with {name}", partial(listed, made), (NotAsSealed,), place)
    payload = ground.payload
    for first, second in zip(payload, payload[1:] + payload[:1], strict=True):
        made = files | {first: files[second], second: files[first]}
        changed = f"{re.escape(first)}|{re.escape(second)}"
        yield Change(f"{first} for {second}", partial(dict, made), (bag_errors.FileChanged,), changed)
        yield Change(f"listed: {first} for {second}", partial(listed, made), (NotAsSealed,), MANIFEST)
    for name in sorted(files.keys() & other.keys()):
        if files[name] != other[name] and name != TAG_MANIFEST:
            made = files | {name: other[name]}
            # Of another size, it is missed in the sum before it is looked at.
            kinds = (bag_errors.FileChanged, bag_errors.OxumWrong)
            yield Change(
                f"{name} of another", partial(dict, made), kinds, rf"{re.escape(name)}|bag-info\.txt"
            )
    reports = {"data/custody.en.pdf", "data/custody.fr.pdf"}
    en, fr = sorted(reports)
    made = files | {en: files[fr], fr: files[en]}
    yield Change("reports swapped", partial(listed, made), (NotAsSealed,), MANIFEST)


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
        yield Change(f"payload names {name!r}", partial(tagged, made), unreadable, place)
        made = files | {TAG_MANIFEST: files[TAG_MANIFEST] + line}
        yield Change(f"tags name {name!r}", partial(dict, made), unreadable, place)
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
            yield Change(f"{manifest} {said}", partial(relist, made), kinds, re.escape(manifest))
    for name in ("fetch.txt", "manifest-md5.txt", "manifest-sha512.txt", "tagmanifest-md5.txt"):
        made = files | {name: b""}
        foreign = (bag_errors.ManifestForeign,)
        yield Change(f"with {name}", partial(tagged, made), foreign, re.escape(name))


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
    yield Change("a stranger's package", partial(dict, ground.strange), unknown, card)
    by_stranger = by(stranger, house)()
    for name in (ED25519, ML_DSA_65):
        half = files | {name: by_stranger[name]}
        yield Change(f"{name} by a stranger", partial(tagged, half), wrong, re.escape(name))
        twice = files | {ED25519: files[name], ML_DSA_65: files[name]}
        place = ML_DSA_65 if name == ED25519 else ED25519
        yield Change(f"{name} twice", partial(tagged, twice), wrong, re.escape(place))
        for length in (0, 1, 63, 3308):
            short = files | {name: files[name][:length]}
            if len(short[name]) < len(files[name]):
                yield Change(f"{length} of {name}", partial(tagged, short), wrong, re.escape(name))
        long = files | {name: files[name] + b"\x00"}
        yield Change(f"more than {name}", partial(tagged, long), wrong, re.escape(name))
    other = {name: ground.other[name] for name in (STATEMENT, ED25519, ML_DSA_65)}
    yield Change("another seal of ours", partial(tagged, files | other), (NotAsSealed,), MANIFEST)
    mixed_up = files | {STATEMENT: ground.other[STATEMENT]}
    yield Change("another statement of ours", partial(tagged, mixed_up), wrong, re.escape(ED25519))
    for name in ("case", "node", "made_at"):
        said = "2026-03-02T14:30:00.000001Z" if name == "made_at" else str(UUID(int=7))
        kinds, place = (
            ((SealUnknown,), card) if name == "node" else ((NotAsRecorded,), rf"seal/statement\.txt\.{name}")
        )
        again = partial(ground.again, files, **{name: said})
        yield Change(f"sealed with another {name}", again, kinds, place)
    malformed, place = (PackageMalformed, PackageVersionUnknown), r"seal/statement\.txt.*"
    for said in ({"more": 1}, {"format": "entraide-package/2"}, {"case": "x"}, {"files": {}}, {"files": []}):
        kinds = (NotAsSealed,) if said == {"files": {}} else malformed
        where = ".*" if said == {"files": {}} else place
        yield Change(f"sealed with {said}", partial(ground.again, files, **said), kinds, where)


# By the agency itself.


def what_is_sealed_and_not_on_record(ground: Ground) -> Iterator[Change]:
    files = ground.files
    for name in ground.payload:
        made = {one: content for one, content in files.items() if one != name}
        yield Change(f"sealed without {name}", partial(ground.again, made), (PartMissing,), re.escape(name))
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
            yield Change(f"sealed: bit {at} of {name}", partial(ground.again, changed), kinds, place)
    for name in ("data/x", "data/exhibits/1/x", "data/ledger/1.entry", "data/custody.de.pdf"):
        made = files | {name: b"added"}
        yield Change(f"sealed with {name}", partial(ground.again, made), (NotOnRecord,), re.escape(name))
    made = files | {"seal/more.txt": b""}
    kinds = (NotAsSealed,)
    yield Change("sealed around a file", partial(ground.again, made), kinds, r"seal/more\.txt")
    info = files[INFO].replace(b"Bagging-Date: 2026-03-02", b"Bagging-Date: 2026-03-01")
    yield Change(
        "sealed info", partial(ground.again, files | {INFO: info}), (NotAsRecorded,), re.escape(INFO)
    )
    en, fr = files["data/custody.en.pdf"], files["data/custody.fr.pdf"]
    swapped = files | {"data/custody.en.pdf": fr, "data/custody.fr.pdf": en}
    place = r"data/custody\.en\.pdf"
    yield Change("reports swapped and sealed", partial(ground.again, swapped), (NotAsRecorded,), place)
    keys = files | {KEYS: ground.strange[KEYS]}
    yield Change("another ledger's keys", partial(ground.again, keys), (NotAsRecorded,), re.escape(KEYS))


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
            yield Change(f"{second} as {first}", partial(ground.again, made), (NotInLedger,), place)
            made = files | {proof: files[second.replace(".entry", ".tlog-proof")]}
            place = re.escape(proof)
            yield Change(f"proof of {second} as of {first}", partial(ground.again, made), (NotProved,), place)
        for name, theirs in (("another case", other), ("a stranger", strange)):
            entry = next(one for one in theirs if one.endswith(".entry"))
            path = entry.replace(".entry", ".tlog-proof")
            made = files | {first: theirs[entry]}
            place = rf"{re.escape(first)}\.(seq|case)"
            yield Change(f"entry of {name} as {first}", partial(ground.again, made), (NotInLedger,), place)
            made = files | {proof: theirs[path]}
            kinds = (NotProved, NotAsRecorded)
            yield Change(f"proof of {name} for {first}", partial(ground.again, made), kinds, re.escape(proof))
        index = int(files[proof].split()[2])
        for other_index in (index - 1, index + 1, 0, 10**17):
            line, wrong = f"index {index}\n".encode(), f"index {other_index}\n".encode()
            made = files | {proof: files[proof].replace(line, wrong)}
            name = f"index {other_index} of {first}"
            yield Change(name, partial(ground.again, made), (NotProved,), re.escape(proof))
        said = json.loads(files[first])
        for name in (*said, "more"):
            changed = {**said, name: "x"}
            made = files | {first: canonical(changed)}
            # What only the proof binds is found by the proof.
            place = rf"{re.escape(first)}.*|{re.escape(proof)}"
            kinds = (NotInLedger, PackageMalformed, NotProved)
            yield Change(f"{name} of {first}", partial(ground.again, made), kinds, place)
        for name in said["facts"]:
            made = files | {first: canonical({**said, "facts": {**said["facts"], name: "x"}})}
            yield Change(f"facts.{name} of {first}", partial(ground.again, made), kinds, place)


def what_the_record_says(ground: Ground) -> Iterator[Change]:
    """Every value of the record changed in several ways, sealed by the agency; the rest of the package as it was."""
    record = ground.record
    for path, value in walked(record):
        for number, new in enumerate(others(value)):
            changed = put(record, path, new)
            if may_change(path, new):
                continue
            kinds, place = expected(path)
            again = partial(ground.recorded, ground.files, changed)
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
        again = partial(ground.recorded, ground.files, changed, graph=True)
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
                again = partial(ground.recorded, made, changed, graph=True)
                yield Change(f"{name} {at} of {index}", again, (ChainBroken,), where)
                again = partial(ground.recorded, made, numbered, graph=True)
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
            again = partial(ground.again, made)
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


def may_change(path: str, new: Any) -> bool:
    """What the agency can say otherwise, because it alone says it and nothing else in the package does."""
    return bool(re.fullmatch(r"\.made_by|.*\.registered_by", path)) and isinstance(new, str) and new != ""


def expected(path: str) -> tuple[tuple[type[Refusal], ...], str]:
    """By what a change at that path of the record may be refused, and where: there, or where it is contradicted."""
    own = rf"data/record\.json{re.escape(path)}(\..*|\[.*)?"
    digest = r"data/ledger/\d+\.entry\.facts\.(digest|event|number)"
    entered = (NotInLedger, ChainBroken)
    file = rf"{RECORDED}\.files\[\d\]\.id|{re.escape(GRAPH)}"
    for pattern, kinds, places in (
        (r"\.format", (PackageVersionUnknown,), r"data/record\.json"),
        (r"\.(node|made_at)|\.case\.id", (NotAsRecorded,), r"seal/statement\.txt\.(node|case|made_at)"),
        (r"\.agency.*", (NotAsRecorded,), r"data/record\.json\.agency"),
        (r"\.ledger.*", (NotAsRecorded,), r"data/ledger/\d+\.tlog-proof"),
        (r".*\.event\.(id|about|act|exhibit|number|by\.\w+)", entered, rf"{digest}|{LINK}\.event\.\w+"),
        (r".*\.event(\..*|\[.*)?", (NotInLedger,), digest),
        (r".*\.salt", (NotInLedger,), digest),
        (r".*\.entry", (PartMissing,), rf"data/ledger/\d+\.(entry|tlog-proof)|{LINK}\.entry"),
        (r".*\.chain", (ChainBroken, NotOnRecord), r"data/ledger/\d+\.entry|data/record\.json.*event\.(number|id)"),
        (r".*\.chain\[\d\]", (), "none"),
        (r".*\.files\[\d\]\.(along|sha256|size)", (NotOnRecord, NotAsRecorded), r"data/exhibits/\d/[-0-9a-f]{36}"),
        (r".*\.described\.number", (PartMissing,), r"data/exhibits/[-0-9a-f]{36}/[-0-9a-f]{36}"),
        (r".*\.described\.id", (), r"data/record\.json\.exhibits\[\d\]\.files\[\d\]\.exhibit"),
        (r".*\.files\[\d\]\.id", (), r"data/record\.json\.stamps\[\d\]"),
        (r".*\.files", (NotAsRecorded,), rf"data/record\.json\.stamps\[\d\]|{file}"),
        (r"\.exhibits", (), r"data/record\.json\.(stamps\[\d\]|exhibits\[\d\]\.described\.number)"),
        (r"\.stamps.*", (NotOnRecord,), r"data/stamps/[-0-9a-f]{36}\.tsr"),
        (r"\.reports.*", (NotOnRecord, NotAsRecorded), r"data/custody\.(en|fr)\.pdf"),
    ):  # fmt: skip
        if re.fullmatch(pattern, path):
            return (PackageMalformed, *kinds), f"{own}|{places}"
    return (PackageMalformed, NotAsRecorded), f"{own}|{re.escape(GRAPH)}"


RECORDED = r"data/record\.json\.exhibits\[\d\]"
LINK = rf"{RECORDED}\.chain\[\d\]"
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
