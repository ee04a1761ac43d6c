"""The record of a package (`data/record.json`): all that it says, and by which every file in it is accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from entraide.evidence.domain.custody import Event
from entraide.evidence.domain.exhibits import Content, Described
from entraide.exchange.domain.cards import Agency
from entraide.exchange.domain.statement import Handling
from entraide.kernel.canonical import canonical
from entraide.kernel.languages import Language

FORMAT = "entraide-package/1"
RECORD, GRAPH = "data/record.json", "data/case.jsonld"
AUTHORITY, KEYS = "data/stamps/authority.pem", "data/ledger/keys.vkeys"
# A number that is a plain name of a folder on every machine; under any other the folder bears the exhibit's uuid.
PLAIN = re.compile(r"[A-Z0-9]{1,20}(-[A-Z0-9]{1,20}){0,5}", re.ASCII)
RESERVED = re.compile(r"CON|PRN|AUX|NUL|(COM|LPT)[0-9]")


@dataclass(frozen=True)
class Carried:
    """A file of an exhibit. `along`: whether its bytes are in the package; its digest is, either way."""

    content: Content
    along: bool

    def record(self) -> dict[str, object]:
        return {**self.content.record(), "along": self.along}


@dataclass(frozen=True)
class Bound:
    """A custody event, and the number of the ledger's entry that binds it by a salted digest."""

    event: Event
    salt: bytes
    entry: int

    def record(self) -> dict[str, object]:
        return {"event": self.event.record(), "salt": self.salt.hex(), "entry": self.entry}


@dataclass(frozen=True)
class Recorded:
    """An exhibit of the package."""

    described: Described
    files: tuple[Carried, ...]
    chain: tuple[Bound, ...]

    @property
    def folder(self) -> str:
        """Where its files lie."""
        number = self.described.number
        plain = PLAIN.fullmatch(number) and not RESERVED.fullmatch(number)
        return f"data/exhibits/{number if plain else self.described.id}"

    def path(self, content: UUID) -> str:
        """Where one of its files lies."""
        return f"{self.folder}/{content}"

    def record(self) -> dict[str, object]:
        return {
            "described": self.described.record(),
            "files": [one.record() for one in self.files],
            "chain": [one.record() for one in self.chain],
        }


@dataclass(frozen=True)
class Report:
    """The custody report in one language."""

    language: Language
    size: int
    sha256: str

    @property
    def path(self) -> str:
        return report_path(self.language)

    def record(self) -> dict[str, object]:
        return {"language": self.language, "size": self.size, "sha256": self.sha256}


@dataclass(frozen=True)
class Log:
    """The ledger to which the proofs lead, and how many entries it had at their checkpoint."""

    name: str
    size: int

    def record(self) -> dict[str, object]:
        return {"name": self.name, "size": self.size}


@dataclass(frozen=True)
class Record:
    """What a package says."""

    node: UUID
    agency: Agency
    case: UUID
    reference: str
    made_at: datetime
    made_by: str
    handling: Handling
    exhibits: tuple[Recorded, ...]
    stamps: tuple[UUID, ...]
    reports: tuple[Report, ...]
    ledger: Log

    def encoded(self) -> bytes:
        """The canonical bytes of `data/record.json`."""
        return canonical(
            {
                "format": FORMAT,
                "node": self.node,
                "agency": {
                    "name_en": self.agency.name_en,
                    "name_fr": self.agency.name_fr,
                    "country": self.agency.country,
                },
                "case": {"id": self.case, "reference": self.reference},
                "made_at": self.made_at,
                "made_by": self.made_by,
                "handling": {
                    "tlp": self.handling.tlp,
                    "code": self.handling.code,
                    "purpose": self.handling.purpose,
                    "limits": self.handling.limits,
                    "keep_until": self.handling.keep_until,
                },
                "exhibits": [one.record() for one in self.exhibits],
                "stamps": list(self.stamps),
                "reports": [one.record() for one in self.reports],
                "ledger": self.ledger.record(),
            }
        )

    def carried(self) -> Iterator[tuple[str, Content]]:
        """The files of exhibits that are in the package, each with its place."""
        for exhibit in self.exhibits:
            for one in exhibit.files:
                if one.along:
                    yield exhibit.path(one.content.id), one.content

    def paths(self) -> frozenset[str]:
        """Every file that lies below `data/`, and no other."""
        return frozenset(
            {
                RECORD,
                GRAPH,
                KEYS,
                *(path for path, _ in self.carried()),
                *(one.path for one in self.reports),
                *(stamp_path(content) for content in self.stamps),
                *([AUTHORITY] if self.stamps else []),
                *(entry_path(link.entry) for exhibit in self.exhibits for link in exhibit.chain),
                *(proof_path(link.entry) for exhibit in self.exhibits for link in exhibit.chain),
            }
        )


def report_path(language: Language) -> str:
    """Where the custody report in that language lies."""
    return f"data/custody.{language}.pdf"


def stamp_path(content: UUID) -> str:
    """Where the time-stamp of a file lies."""
    return f"data/stamps/{content}.tsr"


def entry_path(number: int) -> str:
    """Where an entry of the ledger lies."""
    return f"data/ledger/{number}.entry"


def proof_path(number: int) -> str:
    """Where the proof of an entry lies."""
    return f"data/ledger/{number}.tlog-proof"
