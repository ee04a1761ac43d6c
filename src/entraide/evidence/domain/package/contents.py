"""What the caller gives for a package: exhibits with their files and their custody, how to handle it, and proofs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from entraide.evidence.domain.custody import Event
from entraide.evidence.domain.exhibits import Content, Described
from entraide.exchange.domain.statement import Handling
from entraide.kernel.languages import Language
from entraide.ledger.domain.keys import VerifyKey as LedgerKey
from entraide.ledger.domain.proofs import Proof

# Asked for once, when the file's turn has come; nothing of it is kept.
Chunks = Callable[[], Iterable[bytes]]


@dataclass(frozen=True)
class File:
    """A file of an exhibit, and how to read it; without `chunks` its bytes stay where they are."""

    content: Content
    chunks: Chunks | None = None


@dataclass(frozen=True)
class Link:
    """A custody event, and what proves it: the salt of its digest, the ledger's entry, the way to the checkpoint."""

    event: Event
    salt: bytes
    entry: bytes
    proof: Proof


@dataclass(frozen=True)
class Exhibit:
    """An exhibit: what is said of it, its files, and its whole custody, the oldest event first."""

    described: Described
    files: tuple[File, ...]
    chain: tuple[Link, ...]


@dataclass(frozen=True)
class Contents:
    """All that goes into one package. Every proof leads to one and the same checkpoint, signed by `ledger`.

    `stamps`: RFC 3161 tokens over the SHA-256 of a content, by its id. `authority`: the certificates (PEM) that they
    are checked with. `reports`: the custody report in each language, as PDF.
    """

    case: UUID
    reference: str
    made_by: str
    handling: Handling
    exhibits: tuple[Exhibit, ...]
    ledger: LedgerKey
    stamps: Mapping[UUID, bytes] = field(default_factory=dict)
    authority: bytes = b""
    reports: Mapping[Language, bytes] = field(default_factory=dict)
