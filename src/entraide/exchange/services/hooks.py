"""What the packages above do with messages: each names the types it takes, and hears what becomes of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from entraide.exchange.domain.schemas import Schema, type_of
from entraide.exchange.domain.statement import Handling
from entraide.exchange.models import Attachment, Attestation, Message
from entraide.kernel.languages import Text


@dataclass(frozen=True)
class File:
    """A file that came with a message, whole and proved."""

    attachment: Attachment
    path: Path


@dataclass(frozen=True)
class Arrived:
    """A message that is believed, with its files; what it does is done in the transaction that attests its delivery.

    Its `retrieved_at` can be set, and is written with its standing; what its conversation is about is set there and
    saved by the taker. The messages behind it in its delivery are on file by then, and not done.
    """

    message: Message
    body: dict[str, object]
    handling: Handling
    files: tuple[File, ...]
    at: datetime


Taker = Callable[[Arrived], None]
Listener = Callable[[Attestation], None]
_takers: dict[str, Taker] = {}
_listeners: list[Listener] = []
_schemas: dict[str, Path] = {}
_labels: dict[str, Text] = {}


def take(type_: str, taker: Taker) -> None:
    """Have messages of a type («assistance.request/1») taken, from `apps.py: ready()`. A taker refuses by raising."""
    _takers[type_] = taker


def name(labels: Mapping[str, Text]) -> None:
    """Say what types of message are called, from `apps.py: ready()`."""
    _labels.update(labels)


def label_of(type_: str) -> Text:
    """What a type is called; the type itself where this version of the node does not know it."""
    return _labels.get(type_) or Text(en=type_, fr=type_)


def describe(folder: Path) -> None:
    """Have bodies checked against the schemas in a folder, one file to a type, from `apps.py: ready()`."""
    _schemas.update({type_of(path): path for path in sorted(folder.glob("*.json"))})


def listen(listener: Listener) -> None:
    """Hear every new attestation, ours and the partner's, in the transaction in which it is kept."""
    if listener not in _listeners:
        _listeners.append(listener)


def taker_of(type_: str) -> Taker | None:
    return _takers.get(type_)


def known_types() -> tuple[str, ...]:
    """The types that this node takes."""
    return tuple(sorted(_takers))


def described_types() -> tuple[str, ...]:
    """The types whose bodies are checked."""
    return tuple(sorted(_schemas))


def check_body(type_: str, body: Mapping[str, object]) -> None:
    """That a body is as its type describes it; what has no schema is its taker's to judge. Raises `BodyRefused`."""
    path = _schemas.get(type_)
    if path is not None:
        _compiled(path).check(body)


@cache
def _compiled(path: Path) -> Schema:
    return Schema(path.read_text("utf-8"))


def changed(attestation: Attestation) -> None:
    """Tell everybody who listens."""
    for listener in _listeners:
        listener(attestation)
