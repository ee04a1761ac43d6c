"""Taking in many letters at once, from folders on the node's own machine. A broken one is named; the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from entraide.assistance.errors import AlreadyHere, NobodyAtTheDesk
from entraide.assistance.models import Arrival
from entraide.assistance.services.arriving import receive_path
from entraide.kernel.clock import now
from entraide.kernel.errors import Refusal
from entraide.kernel.languages import Text

if TYPE_CHECKING:
    from entraide.accounts.models import Person


@dataclass
class Summary:
    """What became of each file of an import."""

    taken_in: list[Arrival] = field(default_factory=list)
    already_here: list[Path] = field(default_factory=list)
    refused: list[tuple[Path, Text]] = field(default_factory=list)


def files_under(paths: Sequence[Path]) -> list[Path]:
    """The files named, and those in the folders named, in order; links are not followed out of a folder."""
    return [file for path in paths for file in _files(path)]


def import_letters(
    files: Sequence[Path],
    *,
    acting: Person | None,
    at: datetime | None = None,
    progress: Callable[[Path], None] = lambda path: None,
) -> Summary:
    """Take in each file as an arrival of its own transaction, so that an import cut short keeps what it did.

    `acting` is None on the node's console; `at` is the time of each arrival when not given. Raises `NobodyAtTheDesk`.
    """
    summary = Summary()
    for file in files:
        try:
            arrival = receive_path(file, acting=acting, at=at or now())
        except AlreadyHere:
            summary.already_here.append(file)
        except NobodyAtTheDesk:
            raise
        except Refusal as refusal:
            summary.refused.append((file, Text(en=refusal.in_language("en"), fr=refusal.in_language("fr"))))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            summary.refused.append((file, Text(en=reason, fr=reason)))
        else:
            if arrival.refused_because:
                summary.refused.append((file, Text(**arrival.refused_words)))
            else:
                summary.taken_in.append(arrival)
        progress(file)
    return summary


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        for child in sorted(path.iterdir()):
            if not child.is_symlink() and not child.name.startswith("."):
                yield from _files(child)
    else:
        yield path
