"""Due dates, derived from dated events and never counted up: a job that did not run cannot lose a day.

A small table of rules (docs/clocks name their sources); a clock stops while information is awaited from the requester.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from entraide.assistance.domain.kinds import Direction, Kind, Track, Urgency
from entraide.kernel.languages import Text

STOPS, RESUMES = "information_requested", "information_supplied"
ENDS = frozenset({"results_sent", "withdrawn", "lapsed", "superseded", "closed", "released"})


@dataclass(frozen=True)
class Event:
    """Something dated that happened to a request."""

    code: str
    at: datetime


@dataclass(frozen=True)
class Rule:
    """From `start`, so long; met by `met_by`. `source` says where that is written."""

    code: str
    label: Text
    start: str
    met_by: frozenset[str]
    length: timedelta
    source: str
    verified: bool
    kinds: frozenset[Kind]
    urgencies: frozenset[Urgency] = frozenset(Urgency)
    tracks: frozenset[Track] = frozenset(Track)
    direction: Direction = Direction.INCOMING
    stops: bool = True

    def applies(self, facts: "Facts") -> bool:
        """Whether the rule binds a request with these facts."""
        return (
            facts.direction is self.direction
            and facts.kind in self.kinds
            and facts.urgency in self.urgencies
            and facts.track in self.tracks
        )


@dataclass(frozen=True)
class Facts:
    """What the rules look at."""

    direction: Direction
    kind: Kind | None
    track: Track | None
    urgency: Urgency
    hard_date: datetime | None = None


@dataclass(frozen=True)
class DueDate:
    """One clock of one request, with its explanation in `rule`, `started` and `stopped_for`."""

    code: str
    label: Text
    source: str
    verified: bool
    started: datetime
    length: timedelta | None
    stopped_for: timedelta
    due: datetime
    standing: Literal["running", "stopped", "met"]
    met_at: datetime | None = None

    def is_overdue(self, at: datetime) -> bool:
        return self.standing == "running" and at > self.due


HOUSE = "House practice"
DATA = frozenset({Kind.POLICE_INFORMATION, Kind.MISSING_PERSON})
ANSWERED = frozenset({"results_sent"}) | ENDS
DECIDED = frozenset({"decided_all"}) | ENDS

RULES: tuple[Rule, ...] = (
    Rule(
        "acknowledge",
        Text(en="Acknowledge receipt", fr="Accuser réception"),
        "received",
        frozenset({"acknowledged"}) | ENDS,
        timedelta(days=7),
        "Directive 2014/41/EU (EIO), Art. 16(1)",
        False,
        frozenset({Kind.MUTUAL_LEGAL_ASSISTANCE, Kind.PRESERVATION, Kind.EXTRADITION}),
        stops=False,
    ),
    Rule(
        "emergency",
        Text(en="Answer the emergency", fr="Répondre à l’urgence"),
        "received",
        ANSWERED,
        timedelta(hours=8),
        "Regulation (EU) 2023/1543, Art. 10(4)",
        True,
        frozenset({Kind.EMERGENCY_DISCLOSURE}),
        stops=False,
    ),
    Rule(
        "police_emergency",
        Text(en="Answer (emergency)", fr="Répondre (urgence vitale)"),
        "received",
        ANSWERED,
        timedelta(hours=8),
        "Directive (EU) 2023/977, Art. 5(1)(a)",
        True,
        DATA,
        frozenset({Urgency.EMERGENCY}),
        frozenset({Track.POLICE}),
    ),
    Rule(
        "police_urgent",
        Text(en="Answer (urgent)", fr="Répondre (urgent)"),
        "received",
        ANSWERED,
        timedelta(days=3),
        "Directive (EU) 2023/977, Art. 5(1)(b)",
        True,
        DATA,
        frozenset({Urgency.URGENT}),
        frozenset({Track.POLICE}),
    ),
    Rule(
        "police_routine",
        Text(en="Answer", fr="Répondre"),
        "received",
        ANSWERED,
        timedelta(days=7),
        "Directive (EU) 2023/977, Art. 5(1)(c)",
        True,
        DATA,
        frozenset({Urgency.ROUTINE}),
        frozenset({Track.POLICE}),
    ),
    Rule(
        "mla_decision",
        Text(en="Decide on the measures", fr="Décider des mesures"),
        "received",
        DECIDED,
        timedelta(days=30),
        "Directive 2014/41/EU (EIO), Art. 12(3)",
        True,
        frozenset({Kind.MUTUAL_LEGAL_ASSISTANCE, Kind.POLICE_INFORMATION, Kind.MISSING_PERSON}),
        tracks=frozenset({Track.JUDICIAL}),
    ),
    Rule(
        "mla_execution",
        Text(en="Execute the measures", fr="Exécuter les mesures"),
        "decided_all",
        ANSWERED,
        timedelta(days=90),
        "Directive 2014/41/EU (EIO), Art. 12(4)",
        True,
        frozenset({Kind.MUTUAL_LEGAL_ASSISTANCE, Kind.POLICE_INFORMATION, Kind.MISSING_PERSON}),
        tracks=frozenset({Track.JUDICIAL}),
    ),
    Rule(
        "preserve",
        Text(en="Have the data preserved", fr="Faire conserver les données"),
        "received",
        frozenset({"preserved"}) | ENDS,
        timedelta(days=1),
        HOUSE,
        True,
        frozenset({Kind.PRESERVATION}),
        stops=False,
    ),
    Rule(
        "preservation_expiry",
        Text(en="The preservation expires", fr="La conservation expire"),
        "preserved",
        frozenset({"mla_filed", "released"}) | ENDS,
        timedelta(days=60),
        "Budapest Convention, Art. 29(7)",
        True,
        frozenset({Kind.PRESERVATION}),
        stops=False,
    ),
    Rule(
        "extradition_first_step",
        Text(en="First step towards the arrest", fr="Première démarche vers l’arrestation"),
        "received",
        DECIDED,
        timedelta(days=3),
        HOUSE,
        True,
        frozenset({Kind.EXTRADITION}),
        stops=False,
    ),
    Rule(
        "trace_urgent",
        Text(en="Answer the trace (urgent)", fr="Répondre au dépistage (urgent)"),
        "received",
        ANSWERED,
        timedelta(hours=24),
        HOUSE,
        True,
        frozenset({Kind.FIREARM_TRACE}),
        frozenset({Urgency.URGENT, Urgency.EMERGENCY}),
    ),
    Rule(
        "trace",
        Text(en="Answer the trace", fr="Répondre au dépistage"),
        "received",
        ANSWERED,
        timedelta(days=10),
        HOUSE,
        True,
        frozenset({Kind.FIREARM_TRACE}),
        frozenset({Urgency.ROUTINE}),
    ),
    Rule(
        "travel_notice",
        Text(en="Pass on the travel notice", fr="Transmettre le préavis de déplacement"),
        "received",
        ANSWERED,
        timedelta(hours=12),
        HOUSE,
        True,
        frozenset({Kind.TRAVEL_NOTICE}),
        stops=False,
    ),
    Rule(
        "spontaneous",
        Text(en="Take up the information", fr="Prendre en charge les renseignements"),
        "received",
        ANSWERED,
        timedelta(days=14),
        HOUSE,
        True,
        frozenset({Kind.SPONTANEOUS_INFORMATION}),
    ),
    Rule(
        "untriaged",
        Text(en="Triage", fr="Trier"),
        "received",
        frozenset({"triaged"}) | ENDS,
        timedelta(hours=24),
        HOUSE,
        True,
        frozenset(Kind),
        stops=False,
    ),
    Rule(
        "reopened",
        Text(en="Settle what it was reopened for", fr="Régler ce pour quoi elle a été rouverte"),
        "reopened",
        ANSWERED,
        timedelta(days=7),
        HOUSE,
        True,
        frozenset(Kind),
    ),
    Rule(
        "chase",
        Text(en="Chase the partner", fr="Relancer le partenaire"),
        "sent",
        ANSWERED,
        timedelta(days=30),
        HOUSE,
        True,
        frozenset(Kind) - {Kind.EMERGENCY_DISCLOSURE},
        direction=Direction.OUTGOING,
        stops=False,
    ),
    Rule(
        "chase_emergency",
        Text(en="Chase the partner (emergency)", fr="Relancer le partenaire (urgence vitale)"),
        "sent",
        ANSWERED,
        timedelta(hours=2),
        HOUSE,
        True,
        frozenset({Kind.EMERGENCY_DISCLOSURE}),
        direction=Direction.OUTGOING,
        stops=False,
    ),
)

# Before triage kind and track are not known; this one runs all the same.
UNTRIAGED = next(rule for rule in RULES if rule.code == "untriaged")
HARD_DATE = Text(en="Date set by the requester", fr="Date fixée par le requérant")


def due_dates(facts: Facts, events: Iterable[Event], at: datetime) -> tuple[DueDate, ...]:
    """Every clock of a request as it stands at `at`: the running ones first, by due date."""
    happened = sorted(events, key=lambda event: event.at)
    found = [clock for rule in RULES if (clock := _clock(rule, facts, happened, at)) is not None]
    hard = _hard_date(facts, happened)
    if hard is not None:
        found.append(hard)
    order = {"running": 0, "stopped": 1, "met": 2}
    return tuple(sorted(found, key=lambda clock: (order[clock.standing], clock.due)))


def next_due(clocks: Iterable[DueDate]) -> DueDate | None:
    """The running clock that ends first; None when none runs."""
    running = [clock for clock in clocks if clock.standing == "running"]
    return min(running, key=lambda clock: clock.due) if running else None


def _clock(rule: Rule, facts: Facts, events: list[Event], at: datetime) -> DueDate | None:
    is_untriaged = rule is UNTRIAGED and facts.direction is Direction.INCOMING
    if not (is_untriaged or rule.applies(facts)):
        return None
    starts = [event.at for event in events if event.code == rule.start]
    if not starts:
        return None
    started = starts[-1]
    met_at = _met_at(rule.met_by, events, started)
    until = met_at or at
    stopped_for, stopped_now = _stopped(events, started, until) if rule.stops else (timedelta(0), False)
    standing: Literal["running", "stopped", "met"] = (
        "met" if met_at else "stopped" if stopped_now else "running"
    )
    return DueDate(
        code=rule.code,
        label=rule.label,
        source=rule.source,
        verified=rule.verified,
        started=started,
        length=rule.length,
        stopped_for=stopped_for,
        due=started + rule.length + stopped_for,
        standing=standing,
        met_at=met_at,
    )


def _hard_date(facts: Facts, events: list[Event]) -> DueDate | None:
    start = next((event.at for event in events if event.code in {"received", "sent"}), None)
    if facts.hard_date is None or start is None:
        return None
    met_at = _met_at(ANSWERED, events, start)
    return DueDate(
        code="hard_date",
        label=HARD_DATE,
        source="",
        verified=True,
        started=start,
        length=None,
        stopped_for=timedelta(0),
        due=facts.hard_date,
        standing="met" if met_at else "running",
        met_at=met_at,
    )


def _met_at(met_by: frozenset[str], events: list[Event], started: datetime) -> datetime | None:
    return next((event.at for event in events if event.code in met_by and event.at >= started), None)


def _stopped(events: list[Event], started: datetime, until: datetime) -> tuple[timedelta, bool]:
    total, since = timedelta(0), None
    for event in events:
        if event.at > until:
            break
        if event.code == STOPS and since is None:
            since = max(event.at, started)
        elif event.code == RESUMES and since is not None:
            total += max(event.at - since, timedelta(0))
            since = None
    if since is not None:
        total += max(until - since, timedelta(0))
    return total, since is not None
