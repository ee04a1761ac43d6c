"""Telling the stories together, each going on when its hour comes."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from entraide.accounts.domain.roles import Role
from entraide.accounts.queries import people
from entraide.assistance.demo import (
    crossing,
    emergencies,
    frauds,
    incoming,
    letters,
    major_crimes,
    outgoing,
    preservations,
    untriaged,
)
from entraide.assistance.demo.bureau import Bureau, Story
from entraide.assistance.demo.plain import Plain, lived
from entraide.assistance.models import AssistanceRequest
from entraide.directory import demo as partners
from entraide.directory.queries import agencies

SPECIAL: tuple[Callable[[Bureau], Story], ...] = (
    *emergencies.STORIES,
    *frauds.STORIES,
    *major_crimes.STORIES,
    *preservations.STORIES,
    *letters.STORIES,
    *crossing.STORIES,
)
PLAIN: tuple[Plain, ...] = (*incoming.PLAIN, *outgoing.PLAIN, *untriaged.PLAIN)


def fill(*, at: datetime, progress: Callable[[int, int], None] = lambda told, of: None) -> None:
    """Fill a node that has the demonstration's people and no requests with a week of work that ends at `at`.

    Does nothing where there are requests. `progress` is told how many stories are at their end, and of how many.
    """
    if AssistanceRequest.objects.exists():
        return
    if not agencies().exists():
        keeper = next(person for person in people() if Role.ADMINISTRATOR in person.roles)
        partners.fill(keeper, at - timedelta(days=200))
    bureau = Bureau(at)
    stories = [story(bureau) for story in SPECIAL] + [lived(bureau, plain) for plain in PLAIN]
    tell(bureau, stories, progress)


def tell(bureau: Bureau, stories: Iterable[Story], progress: Callable[[int, int], None]) -> None:
    """Let the stories go on in the order of time, until all are at their end."""
    waiting = [
        (when, number, story)
        for number, story in enumerate(stories)
        if (when := next(story, None)) is not None
    ]
    heapq.heapify(waiting)
    of, told = len(waiting), 0
    if waiting:
        bureau.now = waiting[0][0]
    while waiting:
        when, number, story = heapq.heappop(waiting)
        # Never back: the ledger is written in the order of time.
        bureau.now = min(max(when, bureau.now), bureau.at)
        following = next(story, None)
        if following is None:
            told += 1
            progress(told, of)
        else:
            heapq.heappush(waiting, (following, number, story))
