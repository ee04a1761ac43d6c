"""docs/clocks.md: every clock, its limit, and where it is written.  python tools/clocks.py write|check"""

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from entraide.instruments.domain.clocks.lengths import Point
    from entraide.instruments.domain.clocks.rules import Extension, Rule

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src")]
PAGE = ROOT / "docs" / "clocks.md"
HEAD = """\
# Clocks

When what is due, and why. Made from `src/entraide/instruments/data/clocks.toml` by `make docs`; `make test` fails when
it is out of date.

## How a due date comes about

A due date is derived from the dated events of a request each time it is asked for, never counted up: a job that did not
run cannot lose a day.

- **Hours** elapse; 24 hours over a change of the clocks are 24 hours.
- **Days** are civil days in the rule's zone, or the bureau's: 30 days from 12 March at 14:05 in Paris end on 11 April
  at 14:05 in Paris. A wall time that the clocks skip is read as the moment they jumped; one they show twice, as the
  second.
- **Working days** leave out the day of the start, the week-ends and the holidays of the named calendar, and end at the
  hour of the start. Calendars come from the `holidays` library; holidays that hang on the moon are its estimates.
- Where the law counts whole days, its limit ends that day at midnight; the hour of the start is the cautious reading.
- A clock runs from the **last** of its start events, and is met by the first event that meets it.
- A clock that **stood still** is lengthened by that time in its own unit: the hours that elapsed, the time the wall
  clock moved on, or the working days that began. A second stop while it stands still, and a resumption while it runs,
  change nothing.
- An **extension** is a dated event with its length or its new date. One that gives no reason where one is needed, comes
  once too often, comes after the end, or is not later, is set aside and shown with why; a longer one than the rule
  allows is cut to what it allows.
- A limit that has **run out** is neither stopped nor extended.
- A rule of an **instrument** that was chosen for the request displaces the house's rule of the same role.
- A rule marked *not verified* is shown so on the page until somebody has confirmed its source.

Warnings and escalations are the bureau's own practice, whatever the source of the limit.
"""
LIMITS = """
| Code | Role | English | Français | Limit | From | Met by | Stopped by | Extended |
|---|---|---|---|---|---|---|---|---|
"""
SOURCES = """
| Code | Source | Source (français) | Verified | Consequence | Conséquence | Warnings | Escalated |
|---|---|---|---|---|---|---|---|
"""
SCOPES = ("directions", "kinds", "tracks", "urgencies", "instruments", "partners")


def page() -> str:
    """The whole page."""
    from entraide.instruments.domain.clocks.table import ENDS, rules

    house = [rule for rule in rules() if not rule.instruments]
    law = [rule for rule in rules() if rule.instruments]
    ends = ", ".join(f"`{code}`" for code in sorted(ENDS))
    parts = [
        HEAD,
        f"\nAn *end* of the request meets every clock: {ends}.\n",
        "\n## House practice: where no instrument was chosen\n",
        *section(house),
        "\n## Instruments and acts\n",
        *section(law),
        "\n## Whom each binds\n",
        "\n| Code | " + " | ".join(SCOPES) + " |\n|---" + "|---" * len(SCOPES) + "|\n",
        *(row(rule.code, *(codes(getattr(rule, scope)) for scope in SCOPES)) for rule in rules()),
        "\n## Notes\n",
        "\n| Code | English | Français |\n|---|---|---|\n",
        *(row(rule.code, rule.note.en, rule.note.fr) for rule in rules() if rule.note),
    ]
    return "".join(parts)


def section(rules: Iterable["Rule"]) -> Iterable[str]:
    rules = list(rules)
    yield LIMITS
    yield from (limit(rule) for rule in rules)
    yield SOURCES
    yield from (source(rule) for rule in rules)


def limit(rule: "Rule") -> str:
    from entraide.instruments.domain.clocks.words import length_words

    length = length_words(rule.length).en if rule.length else ""
    moved = "; to the next working day" if rule.moves_to_working_day else ""
    return row(
        rule.code,
        rule.role,
        rule.label.en,
        rule.label.fr,
        length + moved,
        " or again ".join(part for part in (f"`{rule.start}`", codes(rule.restarted_by)) if part),
        met(rule),
        codes(rule.stopped_by),
        extended(rule.extension),
    )


def source(rule: "Rule") -> str:
    escalation = f"{rule.escalation.to}, {said(rule.escalation.when)}" if rule.escalation else ""
    return row(
        rule.code,
        rule.source.en,
        rule.source.fr,
        verified(rule.verified, rule.read_on, bool(rule.instruments)),
        rule.consequence.en,
        rule.consequence.fr,
        ", ".join(said(point) for point in rule.warnings),
        escalation,
    )


def met(rule: "Rule") -> str:
    from entraide.instruments.domain.clocks.table import ENDS

    own = codes(rule.met_by - ENDS)
    return ", ".join(part for part in (own, "*end*" if rule.met_by >= ENDS else "") if part)


def extended(extension: "Extension | None") -> str:
    from entraide.instruments.domain.clocks.words import length_words

    if extension is None:
        return "no"
    often = {None: "as often as needed", 1: "once"}.get(extension.times, f"{extension.times} times")
    most = f"by {length_words(extension.by).en} at most" if extension.by else "as agreed"
    duties = [word for word, asked in (("reason", extension.reason), ("notice", extension.notice)) if asked]
    return ", ".join([often, most, *duties])


def verified(is_verified: bool, read_on: date | None, is_law: bool) -> str:
    if not is_verified:
        return "**not verified**"
    if not is_law:
        return "yes"
    return f"read on {read_on.isoformat()}" if read_on else "read; day not noted"


def said(point: "Point") -> str:
    from entraide.instruments.domain.clocks.words import point_words

    return point_words(point).en


def codes(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in sorted(values))


def row(code: str, *cells: str) -> str:
    return f"| `{code}` | " + " | ".join(cell(text) for text in cells) + " |\n"


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main(arguments: list[str]) -> int:
    if arguments == ["write"]:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page(), "utf-8")
        return 0
    if not PAGE.exists() or PAGE.read_text("utf-8") != page():
        print("docs/clocks.md is out of date: make docs", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
