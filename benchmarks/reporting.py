"""What was measured, as a table that a person reads: p50 and p95 per size, and the ratio of largest to smallest."""

from __future__ import annotations

import math
import os
import platform
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

AIM_MS, AIM_RATIO = 100.0, 1.5


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least this share of them do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


@dataclass
class Measured:
    """Every answer's milliseconds, by database, question, who asked, and size."""

    times: dict[tuple[str, str, str], dict[int, list[float]]] = field(default_factory=dict)

    def add(self, database: str, question: str, who: str, size: int, took: Sequence[float]) -> None:
        self.times.setdefault((database, question, who), {}).setdefault(size, []).extend(took)


@dataclass(frozen=True)
class Verdict:
    """What is over the aim."""

    lines: tuple[str, ...]
    over: int


def table(measured: Measured, database: str, sizes: Sequence[int]) -> Verdict:
    """The rows of one database; whatever is over an aim has a «!»."""
    smallest, largest = min(sizes), max(sizes)
    head = f"{'':42}" + "".join(f"{size:>12,} p50   p95" for size in sizes)
    lines = [f"{database}", f"{head}   ratio p50    p95" if len(sizes) > 1 else head]
    over = 0
    for (where, question, who), by_size in measured.times.items():
        if where != database:
            continue
        cells = [f"{question + ', ' + who:42}"]
        for size in sizes:
            half, most = percentile(by_size[size], 0.5), percentile(by_size[size], 0.95)
            slow = size == largest and most > AIM_MS
            over += slow
            cells.append(f"{half:>16.1f}{most:>6.1f}{'!' if slow else ' '}")
        if len(sizes) > 1:
            for share in (0.5, 0.95):
                ratio = percentile(by_size[largest], share) / percentile(by_size[smallest], share)
                over += ratio > AIM_RATIO
                cells.append(f"{ratio:>8.2f}{'!' if ratio > AIM_RATIO else ' '}")
        lines.append("".join(cells))
    return Verdict(tuple(lines), over)


def machine(settings: Mapping[str, str]) -> list[str]:
    """What it was measured on: no names of machines, no paths."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {os.cpu_count()} cores ({_processor()}), {memory:.0f} GB memory, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}",
        "PostgreSQL settings: " + ", ".join(f"{key}={value}" for key, value in settings.items()),
        f"load of the machine as the measuring ended: {os.getloadavg()[1]:.1f} (five minutes' mean)",
    ]


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    if known.exists():
        for line in known.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or sys.platform
