"""What the packages above do with messages: each names the types it takes, and hears what becomes of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from entraide.exchange.domain.statement import Handling
from entraide.exchange.models import Attachment, Attestation, Message


@dataclass(frozen=True)
class File:
    """A file that came with a message, whole and proved."""

    attachment: Attachment
    path: Path


@dataclass(frozen=True)
class Arrived:
    """A message that is believed, with its files; what it does is done in the transaction that attests its delivery."""

    message: Message
    body: dict[str, object]
    handling: Handling
    files: tuple[File, ...]
    at: datetime


Taker = Callable[[Arrived], None]
Listener = Callable[[Attestation], None]
_takers: dict[str, Taker] = {}
_listeners: list[Listener] = []


def take(type_: str, taker: Taker) -> None:
    """Have messages of a type («assistance.request/1») taken, from `apps.py: ready()`. A taker refuses by raising."""
    _takers[type_] = taker


def listen(listener: Listener) -> None:
    """Hear every new attestation, ours and the partner's, in the transaction in which it is kept."""
    if listener not in _listeners:
        _listeners.append(listener)


def taker_of(type_: str) -> Taker | None:
    return _takers.get(type_)


def known_types() -> tuple[str, ...]:
    """The types that this node takes."""
    return tuple(sorted(_takers))


def changed(attestation: Attestation) -> None:
    """Tell everybody who listens."""
    for listener in _listeners:
        listener(attestation)
