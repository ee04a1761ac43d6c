"""One clock of one request at one moment: when it is due, why, and what is to be done about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from entraide.instruments.domain.clocks.counting import NONE, Standstill
from entraide.instruments.domain.clocks.lengths import Length, Point
from entraide.instruments.domain.clocks.rules import Event, Rule
from entraide.kernel.languages import Text


class Standing(StrEnum):
    RUNNING = "running"
    STOPPED = "stopped"
    MET = "met"


class WhyNot(StrEnum):
    """Why an extension was set aside."""

    NOT_EXTENDABLE = "not_extendable"
    USED_UP = "used_up"
    NO_REASON = "no_reason"
    NO_LENGTH = "no_length"
    RUN_OUT = "run_out"
    NOT_LATER = "not_later"
    ALREADY_MET = "already_met"


WHY_NOT: dict[WhyNot, Text] = {
    WhyNot.NOT_EXTENDABLE: Text(
        en="This limit cannot be extended.", fr="Ce délai ne peut pas être prolongé."
    ),
    WhyNot.USED_UP: Text(
        en="This limit has been extended as often as it may be.",
        fr="Ce délai a été prolongé autant de fois qu’il peut l’être.",
    ),
    WhyNot.NO_REASON: Text(
        en="An extension of this limit must give its reason.",
        fr="La prolongation de ce délai doit être motivée.",
    ),
    WhyNot.NO_LENGTH: Text(
        en="The extension does not say until when.", fr="La prolongation ne dit pas jusqu’à quand."
    ),
    WhyNot.RUN_OUT: Text(en="The limit had already run out.", fr="Le délai était déjà expiré."),
    WhyNot.NOT_LATER: Text(
        en="The date given is not later than the due date.",
        fr="La date donnée n’est pas postérieure à l’échéance.",
    ),
    WhyNot.ALREADY_MET: Text(en="The limit had already been met.", fr="Le délai avait déjà été respecté."),
}


@dataclass(frozen=True, slots=True)
class Granted:
    """An extension that counts. `by` and `until` are what it came to after the rule's maximum."""

    event: Event
    by: Length | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """An extension that does not count, and why."""

    event: Event
    why: WhyNot


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning point of the rule and the moment it falls on."""

    point: Point
    at: datetime


@dataclass(frozen=True, slots=True)
class DueDate:
    """When one clock is due. `moved_from` is what it was before it moved off a day without work."""

    rule: Rule
    zone: str
    calendar: str
    started: datetime
    due: datetime
    standing: Standing
    met_at: datetime | None = None
    standstill: Standstill = NONE
    extensions: tuple[Granted, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    moved_from: datetime | None = None
    warnings: tuple[Warned, ...] = ()
    escalates_at: datetime | None = None

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def label(self) -> Text:
        return self.rule.label

    @property
    def source(self) -> Text:
        return self.rule.source

    @property
    def verified(self) -> bool:
        return self.rule.verified

    @property
    def length(self) -> Length | None:
        return self.rule.length

    @property
    def stopped_for(self) -> timedelta:
        """How long it stood still, as time elapses."""
        return self.standstill.elapsed

    @property
    def is_notice_owed(self) -> bool:
        """Whether the partner must still be told of an extension."""
        owes = self.rule.extension is not None and self.rule.extension.notice
        return owes and any(not granted.event.notified for granted in self.extensions)

    def is_overdue(self, at: datetime) -> bool:
        """Whether it runs, and its due date has passed."""
        return self.standing is Standing.RUNNING and at > self.due

    def warnings_reached(self, at: datetime) -> tuple[Warned, ...]:
        """The warning points that have passed; none is reached any more once the clock is met."""
        reached = min(at, self.met_at) if self.met_at else at
        return tuple(warned for warned in self.warnings if warned.at <= reached)

    def is_escalated(self, at: datetime) -> bool:
        """Whether the person named by the rule should have heard of it by now; never of a clock met before."""
        reached = min(at, self.met_at) if self.met_at else at
        return self.escalates_at is not None and self.escalates_at <= reached
