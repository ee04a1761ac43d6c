"""How many due dates a second are derived:  python -m benchmarks.clocks [--seconds 0.4] [--out FILE]

Every line is measured in turns with the others, so that whatever else the machine does meanwhile falls on all alike;
the ratios compare lines of one run.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from entraide.instruments.domain.clocks.deriving import due_dates
from entraide.instruments.domain.clocks.lengths import Length, Unit
from entraide.instruments.domain.clocks.rules import Event, Facts, Rule
from entraide.kernel.languages import Text

RECEIVED = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
AT = RECEIVED + timedelta(days=25)
SIZES = (1, 10, 100)
TURNS = 5
WORDS = Text(en="measured", fr="mesuré")


@dataclass
class Line:
    """One thing measured. `run` derives once and says how many due dates it derived."""

    name: str
    run: Callable[[], int]
    derived: int = 0
    spent: float = 0.0

    @property
    def a_second(self) -> float:
        return self.derived / self.spent

    def turn(self, seconds: float) -> None:
        end = time.process_time() + seconds
        began = time.process_time()
        while time.process_time() < end:
            self.derived += self.run()
        self.spent += time.process_time() - began


def moments(count: int) -> list[tuple[str, datetime]]:
    """A receipt, then questions and answers by turns over three weeks."""
    every = timedelta(days=21) / count
    asked = ("information_requested", "information_supplied")
    return [("received", RECEIVED), *((asked[n % 2], RECEIVED + every * (n + 1)) for n in range(count - 1))]


def rule(unit: Unit, count: int) -> Rule:
    return Rule(
        code="measured",
        role="answer",
        label=WORDS,
        length=Length(count, unit),
        start="received",
        met_by=frozenset({"results_sent"}),
        source=WORDS,
        verified=True,
        consequence=WORDS,
        stopped_by=frozenset({"information_requested"}),
        resumed_by=frozenset({"information_supplied"}),
    )


def shipped_rules(size: int) -> Line:
    """A routine police request under the whole shipped table."""
    events = [Event(*told) for told in moments(size)]
    facts = Facts(
        "incoming", "police_information", "police", "routine", zone="America/Toronto", calendar="CA-QC"
    )
    return Line(f"shipped rules, {size} events", lambda: len(due_dates(facts, events, AT)))


def one_rule(unit: Unit, count: int, size: int) -> Line:
    """One rule alone."""
    events = [Event(*told) for told in moments(size)]
    facts = Facts("incoming", None, None, "routine", zone="America/Toronto", calendar="CA-QC")
    rules = [rule(unit, count)]
    name = f"one rule, {count} {unit.value.replace('_', ' ')}, {size} events"
    return Line(name, lambda: len(due_dates(facts, events, AT, rules=rules)))


def main(arguments: list[str] | None = None) -> int:
    """Measure and report."""
    parser = argparse.ArgumentParser(prog="benchmarks.clocks", description=__doc__)
    parser.add_argument("--seconds", type=float, default=0.4, help="processor time for each line")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results" / "clocks.txt")
    wanted = parser.parse_args(arguments)
    shipped = {size: shipped_rules(size) for size in SIZES}
    units = {
        (unit, size): one_rule(unit, count, size)
        for unit, count in ((Unit.HOURS, 720), (Unit.CALENDAR_DAYS, 30), (Unit.WORKING_DAYS, 22))
        for size in (1, 10)
    }
    lines = [*shipped.values(), *units.values()]
    for line in lines:
        line.run()
    for _ in range(TURNS):
        for line in lines:
            line.turn(wanted.seconds / TURNS)
    text = "\n".join(report(lines, shipped, units)) + "\n"
    print(text)
    wanted.out.write_text(text, "utf-8")
    return 0


def report(lines: list[Line], shipped: dict[int, Line], units: dict[tuple[Unit, int], Line]) -> list[str]:
    """The table, then the ratios."""
    ratios = [
        *((f"{size} events to 1, shipped rules", shipped[1], shipped[size]) for size in SIZES[1:]),
        *(
            (
                f"{unit.value.replace('_', ' ')} to hours, {size} events",
                units[Unit.HOURS, size],
                units[unit, size],
            )
            for unit in (Unit.CALENDAR_DAYS, Unit.WORKING_DAYS)
            for size in (1, 10)
        ),
    ]
    return [
        f"Due dates derived a second of processor time ({platform.python_version()}, {platform.machine()})",
        "",
        *(f"{line.name:48}{line.a_second:>12,.0f}" for line in lines),
        "",
        "How many times as long one due date takes",
        "",
        *(f"{name:48}{base.a_second / other.a_second:>12.2f}" for name, base, other in ratios),
    ]


if __name__ == "__main__":
    sys.exit(main())
