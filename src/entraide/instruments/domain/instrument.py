"""An instrument as data: who is bound, what it covers, and how, by when and within what limits it works.

Every fact knows where it is written, when it was read there and whether somebody has confirmed it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from entraide.kernel.languages import Text

ANY_OFFENCE = "*"

# The words of `entraide.assistance`, which stands above this package and is not imported.
KINDS = (
    "police_information",
    "mutual_legal_assistance",
    "emergency_disclosure",
    "preservation",
    "extradition",
    "firearm_trace",
    "travel_notice",
    "spontaneous_information",
    "missing_person",
)
TRACKS = ("police", "judicial")
URGENCIES = ("routine", "urgent", "emergency")
STAGES = ("intelligence", "investigation", "charged", "trial", "sentence")
MEASURES = (
    "subscriber",
    "traffic",
    "content",
    "preservation",
    "removal",
    "interception",
    "identification",
    "criminal_record",
    "checks",
    "interview",
    "video_hearing",
    "search",
    "bank_records",
    "restraint",
    "documents",
    "service",
    "locate",
    "welfare_check",
    "provisional_arrest",
    "surrender",
    "trace",
    "forensic",
    "surveillance",
    "notice",
    "other",
)


class Rank(StrEnum):
    """What kind of basis an instrument is. The order is the order in which bases are advised."""

    BILATERAL = "bilateral"
    REGIONAL = "regional"
    SUBJECT = "subject"
    SCHEME = "scheme"
    DOMESTIC = "domestic"
    FALLBACK = "fallback"


TREATIES = frozenset({Rank.BILATERAL, Rank.REGIONAL, Rank.SUBJECT})
Role = Literal["any", "requesting", "requested"]
TreatyStanding = Literal["any", "with", "without"]
DualCriminality = Literal["needed", "not_needed", "optional"]
Unit = Literal["hours", "days", "working_days"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact is written, when it was read there, and whether somebody has confirmed it."""

    source: Text
    as_of: date
    verified: bool


@dataclass(frozen=True, slots=True)
class When:
    """What a fact is for; an empty tuple stands for «whatever».

    `named`: only if one of `measures` is asked for by name. `role` is that of an act's own state.
    """

    kinds: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    urgencies: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    offences: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    not_states: tuple[str, ...] = ()
    named: bool = False
    role: Role = "any"
    treaty: TreatyStanding = "any"


@dataclass(frozen=True, slots=True)
class Cover:
    """An article under which something may be asked; `express` unless only a general clause reaches it."""

    article: str
    text: Text
    when: When
    origin: Origin
    express: bool = True
    condition: Text | None = None


class About(StrEnum):
    CHANNEL = "channel"
    SIGNER = "signer"
    LANGUAGE = "language"
    FORMALITY = "formality"
    USE_LIMIT = "use_limit"
    WARNING = "warning"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to know when asking under the instrument."""

    about: About
    article: str
    text: Text
    when: When
    origin: Origin


@dataclass(frozen=True, slots=True)
class RefusalGrounds:
    """Grounds, by the codes of the request's record, on which the requested state may refuse or postpone."""

    article: str
    grounds: tuple[str, ...]
    when: When
    origin: Origin
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class ClockReference:
    """A rule of the clocks by its code, with a summary that stands on its own."""

    rule: str
    article: str
    length: int
    unit: Unit
    text: Text
    when: When
    origin: Origin


@dataclass(frozen=True, slots=True)
class DualCriminalityRule:
    article: str
    value: DualCriminality
    text: Text
    when: When
    origin: Origin


@dataclass(frozen=True, slots=True)
class Party:
    """What is known of one state and the instrument. A date may be only a year («2013»)."""

    state: str
    signed: str | None
    ratified: str | None
    in_force: str | None
    origin: Origin
    declarations: tuple[Text, ...] = ()

    @property
    def is_bound(self) -> bool:
        return self.ratified is not None or self.in_force is not None


@dataclass(frozen=True)
class Instrument:
    """A treaty, agreement, act or practice. `state` is whose act it is; None for what several share.

    `for_everyone` needs no party; `excluded` names the states it does not reach all the same.
    """

    code: str
    version: int
    rank: Rank
    name: Text
    short: Text
    citation: Text
    origin: Origin
    order: int
    in_force: bool
    state: str | None
    for_everyone: bool
    excluded: tuple[str, ...]
    parties: tuple[Party, ...]
    covers: tuple[Cover, ...]
    facts: tuple[Fact, ...]
    refusals: tuple[RefusalGrounds, ...]
    clocks: tuple[ClockReference, ...]
    dual_criminality: tuple[DualCriminalityRule, ...]

    def party(self, state: str) -> Party | None:
        """What is known of `state`; the last word on it, where there are several."""
        return next((party for party in reversed(self.parties) if party.state == state), None)
