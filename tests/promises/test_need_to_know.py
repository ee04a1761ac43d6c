"""Promise: a person who is not a member of a case cannot learn of it.

Two worlds in one database, one after the other: in the first another team works on a rich case; in the second it
never came. In both, everybody of the bureau asks for every address and every operation of the node, by the uuids,
references, words, row numbers and letters of that case. The answers must be the same to the byte, and cost the same
number of statements. Time stands still and uuids repeat, so that nothing else can differ.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from entraide.accounts.models import Person
from entraide.assistance import policy as assistance_policy
from entraide.assistance.models import AssistanceRequest
from entraide.cases import policy as cases_policy
from entraide.cases.models import Membership
from entraide.evidence.domain.custody import Where
from entraide.evidence.domain.exhibits import Kind as Exhibits
from tests.exchange.speaking import Speaker
from tests.promises.need_to_know import bureau as bureaus
from tests.promises.need_to_know import casefile
from tests.promises.need_to_know.bureau import Bureau
from tests.promises.need_to_know.calls import Call
from tests.promises.need_to_know.casefile import FOREIGN, OWN, Objects, Team
from tests.promises.need_to_know.itinerary import Guide, Itinerary
from tests.promises.need_to_know.stillness import MOMENT, Dice
from tests.promises.need_to_know.walk import Answers, difference, walk
from tests.promises.need_to_know.world import partner, plain_node, still

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# Addresses and operations whose answers differ between the worlds for some, each with its reason.
BY_DESIGN: dict[tuple[str, str], str] = {
    (
        "auditor",
        "GET /api/v1/ledger/",
    ): "an auditor sees that something was done, and never what it was about",
    ("auditor", "GET /ledger/"): "the same on the pages",
    ("auditor", "HEAD /ledger/"): "the same",
    ("auditor", "POST /ledger/export/"): "the same, taken along",
    ("*", "GET /metrics"): "counts of the node's own work, for the machine itself or the holder of its token",
    ("*", "HEAD /metrics"): "the same",
}


@dataclass(frozen=True)
class Walked:
    """What was asked and answered."""

    itinerary: Itinerary
    with_case: Answers
    without_case: Answers
    # What the case's own member was answered, and what a stranger is where a guard was taken away.
    member_with: Answers
    member_without: Answers
    unguarded: dict[str, Answers]


@pytest.fixture(scope="module")
def walked(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walked]:
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, still(patch) as dice:
        plain_node(patch, tmp_path_factory.mktemp("exchange"))
        with transaction.atomic():
            dice.cast("bureau")
            bureau = bureaus.fill(MOMENT)
            speaker = partner()
            dice.cast("own")
            own = casefile.fill(OWN, _own_team(bureau), MOMENT)
            strangers = {role.value: walker for role, walker in bureau.by_role.items()}
            with transaction.atomic():
                dice.cast("foreign")
                foreign = casefile.fill(FOREIGN, _other_team(bureau, speaker), MOMENT)
                itinerary = _guide(bureau, foreign, own, dice).itinerary()
                with_case = walk(strangers, itinerary.everybody, dice)
                with_case |= walk({"roamer": bureau.roamer}, itinerary.roamer, dice)
                member_with = walk({"owner": bureau.owner}, itinerary.of_a_case(), dice)
                unguarded = {}
                for name, take_away in GUARDS.items():
                    with pytest.MonkeyPatch.context() as without:
                        take_away(without)
                        some = [call for call in itinerary.of_a_case() if call.method == "GET"]
                        unguarded[name] = walk({"case_officer": strangers["case_officer"]}, some, dice)
                transaction.set_rollback(True)
            without_case = walk(strangers, itinerary.everybody, dice)
            without_case |= walk({"roamer": bureau.roamer}, itinerary.roamer, dice)
            member_without = walk({"owner": bureau.owner}, itinerary.of_a_case(), dice)
            transaction.set_rollback(True)
        yield Walked(itinerary, with_case, without_case, member_with, member_without, unguarded)


def _own_team(bureau: Bureau) -> Team:
    members = tuple(
        w.person for role, w in bureau.by_role.items() if role not in {"administrator", "auditor"}
    )
    # The other team is never let in: it is there in both worlds, and knows nothing of this case.
    return Team(bureau.roamer.person, _second_of(bureau), bureau.unit, let_in=members)


def _second_of(bureau: Bureau) -> Person:
    return bureau.by_role[bureaus.Role.SUPERVISOR].person


def _other_team(bureau: Bureau, speaker: Speaker) -> Team:
    everybody = Person.objects.exclude(pk__in=[bureau.owner.person.pk, bureau.second.person.pk])
    caseworkers = [person for person in everybody if bureaus.CASEWORK & person.roles]
    return Team(
        bureau.owner.person, bureau.second.person, bureau.other_unit, tuple(caseworkers), speaker=speaker
    )


def _guide(bureau: Bureau, foreign: Objects, own: Objects, dice: Dice) -> Guide:
    requests = AssistanceRequest.objects.filter(uuid__in=foreign["assistancerequest"]).order_by("pk")
    return Guide(
        bureau=bureau,
        foreign=foreign,
        own=own,
        # Not the first: where the case never came, that is the number of the next request.
        references=tuple(requests.filter(direction="incoming").values_list("reference", flat=True)[1:3]),
        row_numbers=tuple(str(request.pk) for request in requests[:1]),
        told=_told(bureau, requests[0]),
        dice=dice,
    )


def _told(bureau: Bureau, request: AssistanceRequest) -> tuple[str, ...]:
    """What the lists can be narrowed by so that the foreign request would stand in them."""
    codes = (request.direction, request.state, request.kind, request.track, request.urgency)
    codes += (Exhibits.FIREARM.value, Where.OFFERED.value)
    people = (bureau.owner.person, bureau.other_unit)
    return (*codes, *(str(one.pk) for one in people), *(str(one.uuid) for one in people))


def _of_requests(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(assistance_policy, "membership_of", _any_membership)


def _of_cases(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(cases_policy, "membership_of", _any_membership)


def _any_membership(person: object, case: object) -> object:
    return Membership.objects.filter(case=case)


# The two places where the question of membership is put into a query, each taken away alone.
GUARDS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "of requests, arrivals and letters": _of_requests,
    "of cases, tasks and originals": _of_cases,
}


def is_by_design(name: str, call: Call) -> bool:
    return any(
        who in {"*", name} and f"{call.method} {call.path}".startswith(what) for who, what in BY_DESIGN
    )


def _listed(found: list[str]) -> str:
    return "\n".join([f"{len(found)}:", *found[:60]])


def test_a_foreign_case_and_one_that_never_came_are_answered_alike(walked: Walked) -> None:
    differing = [
        f"{name}: {call}: {told}"
        for (name, call), here in walked.with_case.items()
        if not is_by_design(name, call) and (told := difference(here, walked.without_case[name, call]))
    ]
    assert not differing, _listed(differing)


def test_what_differs_by_design_shows_no_word_of_the_case(walked: Walked) -> None:
    word = FOREIGN.word.lower().encode()
    asked_for = {(name, call) for name, call in walked.with_case if is_by_design(name, call)}
    telling = [
        f"{name}: {call}"
        for name, call in asked_for
        if word in walked.with_case[name, call].body.lower() and FOREIGN.word not in call.path
    ]
    assert not telling, _listed(telling)


def test_no_call_of_the_walk_breaks_the_node(walked: Walked) -> None:
    broken = [
        f"{name}: {call}: {answer.status}"
        for answers in (walked.with_case, walked.without_case, walked.member_with)
        for (name, call), answer in answers.items()
        if answer.status >= 500
    ]
    assert not broken, _listed(broken)


def test_the_walk_reaches_every_address_and_operation_of_a_case(walked: Walked) -> None:
    missed = [route for route, reached in walked.itinerary.reached.items() if not reached]
    assert not missed, _listed(missed)


def test_the_member_of_the_case_is_answered_otherwise(walked: Walked) -> None:
    """The walk can fail: wherever it asked for something of the case, its member was told of it."""
    differs: Counter[str] = Counter()
    for (_, call), here in walked.member_with.items():
        differs[call.route] += bool(difference(here, walked.member_without["owner", call]))
    silent = [route for route, reached in walked.itinerary.reached.items() if reached and not differs[route]]
    assert not silent, _listed(silent)


@pytest.mark.parametrize("guard", GUARDS)
def test_the_walk_sees_when_a_guard_is_taken_away(walked: Walked, guard: str) -> None:
    seen = [
        call for (name, call), told in walked.unguarded[guard].items()
        if difference(told, walked.without_case[name, call])
    ]  # fmt: skip
    assert len(seen) >= 3, guard
