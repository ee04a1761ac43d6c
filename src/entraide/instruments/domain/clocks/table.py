"""The rules as shipped: `instruments/data/clocks.toml`, read once and checked as it is read."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from entraide.instruments.domain.clocks.calendars import is_known
from entraide.instruments.domain.clocks.civil import zone_of
from entraide.instruments.domain.clocks.lengths import parse_length, parse_point
from entraide.instruments.domain.clocks.rules import Escalation, Extension, Rule
from entraide.kernel.languages import Text

DATA = Path(__file__).resolve().parents[2] / "data" / "clocks.toml"
# The events that end every clock of a request, written as «END» in a rule's `met_by`.
ENDS = frozenset({"results_sent", "withdrawn", "lapsed", "superseded", "closed", "released"})
END = "END"
BEGINS = frozenset({"received", "sent"})
SCOPES = ("directions", "kinds", "tracks", "urgencies", "instruments", "partners")
SETS = (*SCOPES, "restarted_by", "stopped_by", "resumed_by")
KNOWN = {
    *(
        *SETS,
        "code",
        "role",
        "label",
        "length",
        "start",
        "met_by",
        "source",
        "verified",
        "consequence",
        "read_on",
    ),
    *("note", "extension", "warnings", "escalation", "zone", "calendar", "moves_to_working_day"),
}

HARD_DATE = Rule(
    code="hard_date",
    role="hard_date",
    label=Text(en="Date set by the requester", fr="Date fixée par le requérant"),
    length=None,
    start="",
    met_by=ENDS,
    source=Text(en="Set by the requester", fr="Fixée par le requérant"),
    verified=True,
    consequence=Text(
        en="After this date the answer may be of no more use to the requester.",
        fr="Après cette date, la réponse peut ne plus être utile au requérant.",
    ),
)


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule that ships with the node, in the order of the file."""
    return read_rules(DATA.read_text("utf-8"))


def read_rules(text: str) -> tuple[Rule, ...]:
    """The rules of a file in TOML. Raises `ValueError` or `KeyError`, naming the rule that cannot be read."""
    found: list[Rule] = []
    for row in tomllib.loads(text).get("clock", []):
        try:
            found.append(_rule(row))
        except (ValueError, KeyError, TypeError) as wrong:
            raise ValueError(f"Clock {row.get('code', '?')}: {wrong}") from wrong
    codes = [rule.code for rule in found]
    if len(set(codes)) < len(codes):
        raise ValueError("Two clocks have one code")
    return tuple(found)


def _rule(row: Mapping[str, Any]) -> Rule:
    if unknown := row.keys() - KNOWN:
        raise ValueError(f"unknown words {sorted(unknown)}")
    met_by = frozenset(row["met_by"])
    zone, calendar = row.get("zone", ""), row.get("calendar", "")
    if zone:
        zone_of(zone)
    if not is_known(calendar):
        raise ValueError(f"unknown calendar {calendar}")
    if not isinstance(row["verified"], bool):
        raise ValueError("verified is true or false")
    length = parse_length(row["length"])
    if not length.count:
        raise ValueError("a clock without length")
    return Rule(
        code=row["code"],
        role=row["role"],
        label=_text(row["label"]),
        length=length,
        start=row["start"],
        met_by=met_by - {END} | ENDS if END in met_by else met_by,
        source=_text(row["source"]),
        verified=row["verified"],
        consequence=_text(row["consequence"]),
        read_on=_day(row.get("read_on")),
        note=_text(row["note"]) if "note" in row else None,
        extension=_extension(row.get("extension")),
        warnings=tuple(parse_point(point) for point in row.get("warnings", ())),
        escalation=_escalation(row.get("escalation")),
        zone=zone,
        calendar=calendar,
        moves_to_working_day=row.get("moves_to_working_day", False),
        **{name: frozenset(row.get(name, ())) for name in SETS},
    )


def _text(row: Mapping[str, str]) -> Text:
    return Text(en=row["en"], fr=row["fr"])


def _day(value: object) -> date | None:
    if value is None or type(value) is date:
        return value
    raise ValueError(f"not a day: {value}")


def _extension(row: Mapping[str, Any] | None) -> Extension | None:
    if row is None:
        return None
    by = parse_length(row["by"]) if "by" in row else None
    return Extension(times=row.get("times"), by=by, reason=row["reason"], notice=row["notice"])


def _escalation(row: Mapping[str, str] | None) -> Escalation | None:
    return Escalation(to=row["to"], when=parse_point(row["when"])) if row is not None else None
