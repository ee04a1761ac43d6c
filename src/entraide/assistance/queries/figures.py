"""What the figures of a period are counted over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from entraide.assistance import policy
from entraide.assistance.domain.dated import event_of
from entraide.assistance.domain.figures.counting import Figures, count
from entraide.assistance.domain.figures.period import Period
from entraide.assistance.domain.figures.rows import Row
from entraide.assistance.domain.kinds import Direction, Kind, Track, Urgency
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.measures import Decision, Result, Standing
from entraide.assistance.domain.states import State
from entraide.assistance.models import (
    AssistanceRequest,
    DatedEvent,
    Letter,
    Measure,
    Offence,
)
from entraide.directory.queries import states
from entraide.kernel.languages import Text

if TYPE_CHECKING:
    from entraide.accounts.models import Person


def figures_for(person: Person | None, period: Period, *, at: datetime) -> Figures:
    """The figures of a period, over what `rows_for_figures` gives."""
    names = {state.code: Text(en=state.name_en, fr=state.name_fr) for state in states()}
    return count(rows_for_figures(person, period.starts, period.ends), period, at=at, states=names)


def rows_for_figures(person: Person | None, since: datetime, until: datetime) -> Iterator[Row]:
    """Every request that could count from `since` until just before `until`, one after the other.

    Of the cases the person belongs to: small counts tell of a case, so nobody is counted what they may not know.
    None is the console of the node itself, whose operator can read all it holds; no page and no API operation
    ever passes None. Costs five statements, however many requests there are, and the asking for the person's roles.
    """
    requests = AssistanceRequest.objects.all() if person is None else policy.visible_requests(person)
    happened = DatedEvent.objects.filter(request=OuterRef("pk"))
    counted = requests.filter(Exists(happened.filter(at__lt=until))).filter(
        Q(is_open=True) | Exists(happened.filter(at__gte=since))
    )
    within: dict[str, Any] = {"request__in": counted.order_by().values("pk")}
    events = _Beside(DatedEvent.objects.filter(**within), "code", "at", "detail")
    measures = _Beside(Measure.objects.filter(**within), "decision", "conditions_accepted", "result")
    offences = _Beside(Offence.objects.filter(**within), "title")
    refusals = _Beside(
        Letter.objects.filter(**within, kind=LetterKind.REFUSAL, standing=Letter.Standing.SENT), "sent_at"
    )
    columns = counted.order_by("pk").values_list(
        "pk",
        "direction",
        "state",
        "kind",
        "track",
        "urgency",
        "partner_state_id",
        "received_at",
        "hard_date",
        "basis",
    )
    for (
        pk,
        direction,
        state,
        kind,
        track,
        urgency,
        partner,
        received_at,
        hard_date,
        basis,
    ) in columns.iterator():
        yield Row(
            direction=Direction(direction),
            state=State(state),
            kind=Kind(kind) if kind else None,
            track=Track(track) if track else None,
            urgency=Urgency(urgency),
            partner=partner or "",
            received_at=received_at,
            hard_date=hard_date,
            basis=basis,
            zone=settings.TIME_ZONE,
            calendar=settings.NODE.agency.calendar,
            events=tuple(event_of(*event) for event in events.of(pk)),
            measures=tuple(
                Standing(
                    Decision(decision) if decision else None, accepted, Result(result) if result else None
                )
                for decision, accepted, result in measures.of(pk)
            ),
            offences=tuple(title for (title,) in offences.of(pk)),
            refusals=tuple(sent_at for (sent_at,) in refusals.of(pk)),
        )


class _Beside:
    """The parts of requests, streamed in the order of the requests and handed out to each."""

    def __init__(self, parts: QuerySet[Any], *columns: str) -> None:
        found = parts.order_by("request_id", "pk").values_list("request_id", *columns)
        self._groups: Iterator[tuple[int, Iterator[tuple[Any, ...]]]] = groupby(
            found.iterator(), key=itemgetter(0)
        )
        self._ahead = next(self._groups, None)

    def of(self, pk: int) -> list[tuple[Any, ...]]:
        """The parts of one request. Requests are asked for in rising order, none twice."""
        while self._ahead is not None and self._ahead[0] < pk:
            self._ahead = next(self._groups, None)
        if self._ahead is None or self._ahead[0] != pk:
            return []
        return [part[1:] for part in self._ahead[1]]
