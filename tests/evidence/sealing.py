"""Invented cases of an invented agency: exhibits of every kind, their custody, a ledger that binds it, a package."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from entraide.evidence.domain.custody import Act, Event, Signatory
from entraide.evidence.domain.exhibits import FIELDS, Content, Described, Kind, Marking, Part
from entraide.evidence.domain.package.chains import entry_facts
from entraide.evidence.domain.package.contents import Contents, Exhibit, File, Link
from entraide.evidence.domain.package.making import Made, make_package
from entraide.evidence.errors.packages import StampWrong
from entraide.exchange.domain.statement import Handling
from entraide.kernel.canonical import canonical, leaf_hash
from entraide.ledger.domain import tree
from entraide.ledger.domain.proofs import Proof
from tests.exchange.nodes import Node, node
from tests.ledger.logs import Another

BEGAN = datetime(2026, 2, 2, 8, 0, tzinfo=UTC)
AT = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
HANDLING = Handling(
    "amber+strict",
    "The inquiry NS-2026-044 only",
    "H1",
    "Not before a court.\nNot for the press.",
    date(2036, 3, 2),
)
REPORTS = {"en": b"%PDF-1.7 Chain of custody\n%%EOF\n", "fr": b"%PDF-1.7 Cha\xc3\xaene de garde\n%%EOF\n"}
ANN = Signatory("Ann Loriot", "Exhibits officer", "Valmont Regional Police Service", UUID(int=11))
BEN = Signatory("Ben Ó Dálaigh", "Head of exhibits", "Valmont Regional Police Service", UUID(int=12))
DRAWN = Signatory("Ç. Œuvrard", "Courier", "Northmark State Police", strokes=(((1, 2), (1000, 0)), ((5, 5),)))
NAMES = ("photo 1.jpg", "été\u202egpj.exe", 'a"b\\c/../d', "line\nbreak\x00", "東京 😀.bin", "x")


@dataclass
class House:
    """An agency with its node, its keys, and a ledger that has something in it."""

    node: Node
    ledger: Another


def house(name: str = "valmont") -> House:
    """A new one."""
    ledger = Another(f"entraide.ledger/{name}")
    ledger.write(*(f"earlier {number}" for number in range(7)))
    return House(node(name, ledger=ledger.key.public), ledger)


class Case:
    """A case of a house; the same `seed` gives the same names, files and events."""

    def __init__(self, house: House, seed: int) -> None:
        self.house, self.random = house, random.Random(seed)
        self.id = self.uuid()
        self.exhibits: list[tuple[Described, tuple[File, ...], list[Event]]] = []
        # What the entries of this case say otherwise than they should.
        self.amiss: dict[str, object] = {}
        self.facts_amiss: dict[str, object] = {}

    def uuid(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def exhibit(
        self, kind: Kind, number: str, files: Sequence[bytes] = (), *, stays: bool = False, acts: int = 4
    ) -> Case:
        """One more exhibit, with those files and so many custody events."""
        id_ = self.uuid()
        described = Described(
            id=id_,
            number=number,
            kind=kind,
            title=f"{kind.value} «{number}»",
            description="Found on the shelf.\nBroken at one edge.",
            source="Search of 3 rue des Érables",
            marking=Marking.ABUSE if stays else Marking.NONE,
            registered_at=BEGAN,
            registered_by="Ann Loriot",
            details={one.name: f"{one.name} of {number}" for one in FIELDS[kind]},
        )
        given = tuple(self._file(id_, content, stays) for content in files)
        self.exhibits.append((described, given, self._chain(id_, acts)))
        return self

    def _file(self, exhibit: UUID, content: bytes, stays: bool) -> File:
        made = Content(
            id=self.uuid(),
            exhibit=exhibit,
            part=self.random.choice(tuple(Part)),
            name=self.random.choice(NAMES),
            media_type="application/octet-stream",
            size=len(content),
            sha256=sha256(content).hexdigest(),
            taken_at=BEGAN + timedelta(minutes=5, microseconds=1),
        )
        return File(made, None if stays else in_pieces(content))

    def _chain(self, exhibit: UUID, acts: int) -> list[Event]:
        first = replace(self._event(exhibit, 1, Act.COLLECTED), happened=BEGAN - timedelta(days=9000))
        offer = self._event(exhibit, 4, Act.OFFERED)
        whole = [
            first,
            replace(self._event(exhibit, 2, Act.SEALED), seals=("VA-1001", "VA-1002")),
            replace(self._event(exhibit, 3, Act.EXAMINED), facts={"found": ["a", 1, None, True], "é": {}}),
            replace(offer, other=DRAWN),
            replace(self._event(exhibit, 5, Act.ACCEPTED), other=DRAWN, about=offer.id),
            replace(self._event(exhibit, 6, Act.RETURNED), seals=("VA-1001", "VA-1002")),
            replace(self._event(exhibit, 7, Act.UNKNOWN), happened=None, until=AT, when="some time in May"),
            replace(self._event(exhibit, 8, Act.OPENED), seals=("VA-1002",), by=BEN),
        ]
        return whole[:acts]

    def _event(self, exhibit: UUID, number: int, act: Act) -> Event:
        at = BEGAN + timedelta(hours=number)
        return Event(
            id=self.uuid(),
            exhibit=exhibit,
            number=number,
            act=act,
            at=at,
            by=ANN,
            happened=at - timedelta(minutes=3),
            place="Exhibits room, Valmont",
            reason="As the magistrate ordered.",
            condition="Intact",
        )

    def entry(self, event: Event, salt: bytes, number: int) -> bytes:
        """The ledger's entry of a custody event, as the ledger writes one."""
        return canonical(
            {
                "v": 1,
                "seq": number,
                "at": event.at,
                "act": f"evidence.{event.act.value}",
                "actor": event.by.person,
                "case": self.id,
                "subject": event.exhibit,
                "facts": {**entry_facts(event, salt), "kind": event.act, **self.facts_amiss},
                "detail": "00" * 32,
                **self.amiss,
            }
        )

    def contents(self, at: datetime = AT, *, backwards: bool = False, **changed: object) -> Contents:
        """What goes into the package. All events are entered in the ledger first, and others between and after them."""
        ledger = self.house.ledger
        entered: list[tuple[Event, bytes, bytes, int]] = []
        for _, _, events in self.exhibits:
            for event in reversed(events) if backwards else events:
                salt, number = self.random.randbytes(32), ledger.log.size + 1
                entry = self.entry(event, salt, number)
                entered.append((event, salt, entry, number))
                ledger.log.add([leaf_hash(entry)])
                if self.random.random() < 0.3:
                    ledger.write("another case")
        note = ledger.signed(at)
        links: dict[UUID, list[Link]] = {}
        for event, salt, entry, number in entered:
            path = tree.inclusion(number - 1, ledger.log.size, ledger.log.read)
            link = Link(event, salt, entry, Proof(number - 1, tuple(path), note))
            links.setdefault(event.exhibit, []).append(link)
        made = Contents(
            case=self.id,
            reference="VA/2026/044 «Érables»",
            made_by="Ann Loriot",
            handling=HANDLING,
            exhibits=tuple(
                Exhibit(
                    described, files, tuple(sorted(links[described.id], key=lambda one: one.event.number))
                )
                for described, files, _ in self.exhibits
            ),
            ledger=ledger.key.public,
            reports=REPORTS,
        )
        return replace(made, **changed)

    def stamped(self) -> dict[UUID, bytes]:
        """A time-stamp for every file; what one is like is tested elsewhere, here it is the digest and a word."""
        return {
            file.content.id: b"stamp of " + bytes.fromhex(file.content.sha256)
            for _, files, _ in self.exhibits
            for file in files
        }


def in_pieces(content: bytes, size: int = 65_536) -> Callable[[], Iterator[bytes]]:
    """A file that is read piece by piece."""

    def pieces() -> Iterator[bytes]:
        for at in range(0, len(content), size):
            yield content[at : at + size]

    return pieces


def mixed(house: House, seed: int = 1, large: int = 0) -> Case:
    """A case with something of everything; `large`: bytes of its largest file."""
    content = random.Random(seed)
    case = Case(house, seed)
    case.exhibit(Kind.FILE, "2026-044-1", [b"", content.randbytes(100)], acts=8)
    case.exhibit(Kind.IMAGE, "2026-044-2", [content.randbytes(max(large, 2000))], acts=5)
    case.exhibit(Kind.CAPTURE, "044/3 bis", [b"<html></html>"], acts=3)
    case.exhibit(Kind.OBJECT, "é 4", [], acts=2)
    case.exhibit(Kind.SAMPLE, "COM1", [b"certificate"], acts=1)
    case.exhibit(Kind.FIREARM, "../../6", [b"photograph"], acts=4)
    case.exhibit(Kind.DOCUMENT, "7", [b"what must not be shown"], stays=True, acts=2)
    return case


def make(case: Case, root: Path, **changed: object) -> Made:
    """The package of a case in a folder, by its house."""
    given = case.contents(stamps=case.stamped(), authority=b"-----BEGIN CERTIFICATE-----\n", **changed)
    return make_package(given, root, case.house.node.signing, case.house.node.known, AT)


def check_stamp(token: bytes, digest: bytes, authority: bytes) -> datetime:
    """As whoever checks time-stamps would: of this file, by this authority, or refused."""
    if token != b"stamp of " + digest or not authority.startswith(b"-----BEGIN CERTIFICATE-----"):
        raise StampWrong(where="stamp")
    return AT - timedelta(days=1)
