"""The walk itself, and what it compares."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db.models import Max

from entraide.assistance.domain.kinds import Direction
from entraide.assistance.domain.references import reference
from entraide.assistance.models import ReferenceCounter
from entraide.evidence.models import Exhibit
from tests.promises.need_to_know.bureau import Walker
from tests.promises.need_to_know.calls import Answer, Call, ask
from tests.promises.need_to_know.stillness import MOMENT, Dice

Answers = dict[tuple[str, Call], Answer]


def walk(walkers: Mapping[str, Walker], calls: Iterable[Call], dice: Dice) -> Answers:
    """What each of the walkers is answered to each of the calls."""
    coming = next_references()
    asked = list(calls)
    return {
        (name, call): without_the_next(ask(walker, call, dice), coming)
        for name, walker in walkers.items()
        for call in asked
    }


def next_references() -> dict[bytes, bytes]:
    """The references that the next new requests, and the number that the next exhibit, will bear in this world.

    A number series tells how many there were before: that a new request bears the next one is the one thing that
    differs between the worlds, argued in docs/threats.md. Only that very number is passed over.
    """
    found = {}
    for direction in Direction:
        counter = ReferenceCounter.objects.filter(year=MOMENT.year, direction=direction).first()
        number = reference(MOMENT.year, direction, (counter.last if counter else 0) + 1)
        found[number.encode()] = f"next {direction}".encode()
    exhibits = Exhibit.objects.filter(year=MOMENT.year).aggregate(last=Max("sequence"))["last"] or 0
    found[Exhibit(year=MOMENT.year, sequence=exhibits + 1).number.encode()] = b"next exhibit"
    return found


def without_the_next(answer: Answer, coming: Mapping[bytes, bytes]) -> Answer:
    body = answer.body
    headers = answer.headers
    for number, words in coming.items():
        body = body.replace(number, words)
        headers = tuple((n, v.replace(number.decode(), words.decode())) for n, v in headers)
    # The length of a page follows from its body, which is compared itself.
    headers = tuple((n, v) for n, v in headers if n != "Content-Length")
    return replace(answer, body=body, headers=headers)


def difference(here: Answer, there: Answer) -> str:
    """Where two answers part, in a few words; empty when they are the same."""
    if here == there:
        return ""
    if here.status != there.status:
        return f"status {here.status} or {there.status}"
    if here.headers != there.headers:
        return f"headers {sorted(set(here.headers) ^ set(there.headers))}"
    if here.body != there.body:
        return _first_difference(here.body.decode("utf-8", "replace"), there.body.decode("utf-8", "replace"))
    return f"{here.statements} or {there.statements} statements"


def _first_difference(here: str, there: str) -> str:
    at = next(
        (i for i, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), min(len(here), len(there))
    )
    return f"…{here[max(0, at - 60) : at + 90]!r} or …{there[max(0, at - 10) : at + 90]!r}"
