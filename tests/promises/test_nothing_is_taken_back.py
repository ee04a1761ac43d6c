"""Promise: no role can remove or alter a custody event or an entry of the ledger through a page or the API.

Everybody of the bureau, one person for each role, most of them members of a rich case, sends to every address and
operation what its forms and its description ask for; somebody who holds every role of casework also sends nothing at
all, by every method that changes something. After each call every row of the
record is there as it was: entries and their details, the hashes of the tree, exhibits and their chains. The triggers
of the database are taken away for the walk, so that what holds is the code; that the database refuses by itself is
shown in `tests/ledger/test_models.py` and in `test_commands_take_nothing_back.py`, which looks at the commands and the
code behind the doors.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from entraide.evidence.models import CustodyEvent
from entraide.evidence.services import keeping
from entraide.ledger.models import Detail, Entry
from tests.promises import kept_record
from tests.promises.need_to_know import bureau as bureaus
from tests.promises.need_to_know import casefile
from tests.promises.need_to_know.bureau import Bureau, Walker
from tests.promises.need_to_know.calls import Call, ask
from tests.promises.need_to_know.casefile import OWN, Team
from tests.promises.need_to_know.itinerary import Guide
from tests.promises.need_to_know.stillness import MOMENT, Dice
from tests.promises.need_to_know.world import partner, plain_node, still

pytestmark = pytest.mark.django_db

METHODS = ("POST", "PUT", "PATCH", "DELETE")
MOST = 3
SEALED = "POST /api/v1/exhibits/{uuid}/seal"
SPOILT: dict[str, Callable[[], object]] = {
    "an event is taken away": lambda: CustodyEvent.objects.order_by("-pk")[0].delete(),
    "an event is worded anew": lambda: CustodyEvent.objects.filter(number=1).update(place="Elsewhere"),
    "the detail of an entry is erased": lambda: Detail.objects.order_by("pk")[0].delete(),
    "an entry is given to somebody else": lambda: Entry.objects.filter(seq=3).update(actor=None),
}


@dataclass
class Walked:
    """How many calls of each address or operation were answered, and what was lost by which."""

    answered: dict[str, int]
    wrote: int
    lost: list[str]

    def add(self, more: "Walked") -> None:
        """What others were answered."""
        self.wrote += more.wrote
        self.lost += more.lost
        for route, times in more.answered.items():
            self.answered[route] = self.answered.get(route, 0) + times


@dataclass(frozen=True)
class Seen:
    """The walk, and the walks of one operation whose service was spoilt, each in its way."""

    walked: Walked
    spoilt: dict[str, list[str]]


@pytest.fixture(scope="module")
def seen(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Seen]:
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, still(patch) as dice:
        plain_node(patch, tmp_path_factory.mktemp("exchange"))
        with transaction.atomic():
            kept_record.take_the_triggers_away()
            dice.cast("bureau")
            bureau = bureaus.fill(MOMENT)
            calls = _calls(bureau, dice)
            walked = _walk([bureau.roamer], calls, dice)
            walked.add(_walk(bureau.by_role.values(), _one_of_each(calls), dice))
            sealing = [call for call in calls if call.route == SEALED]
            spoilt = {}
            for name, spoil in SPOILT.items():
                with pytest.MonkeyPatch.context() as broken:
                    broken.setattr(keeping, "seal", lambda *_, spoil=spoil, **__: spoil())
                    spoilt[name] = _walk([bureau.roamer], sealing, dice).lost
            transaction.set_rollback(True)
        yield Seen(walked, spoilt)


def _calls(bureau: Bureau, dice: Dice) -> list[Call]:
    """What is sent: filled in as one of the case would, and empty, by every method that an address takes."""
    members = tuple(
        one.person for role, one in bureau.by_role.items() if role not in {"administrator", "auditor"}
    )
    second = bureau.by_role[bureaus.Role.SUPERVISOR].person
    speaker = partner()
    dice.cast("own")
    team = Team(bureau.roamer.person, second, bureau.unit, let_in=members, speaker=speaker)
    objects = casefile.fill(OWN, team, MOMENT)
    # Some things of each sort, so that the search for what an address stands for takes no longer than the walk.
    some = {sort: uuids[:MOST] for sort, uuids in objects.items()}
    guide = Guide(replace(bureau, owner=bureau.roamer), some, some, ("none",), (), (), dice)
    drawn = guide.about_the_case()
    found = dict.fromkeys(
        replace(call, form=() if call.form is None and not call.program else call.form)
        for call in [*drawn.everybody, *drawn.roamer]
        if call.method in METHODS
    )
    # Each address once: which of its things is named matters no more where nothing is said of it.
    for call in {call.route: call for call in [*drawn.roamer, *drawn.everybody]}.values():
        path = call.path.partition("?")[0]
        for method in METHODS:
            empty = Call(
                method,
                path,
                form=None if call.program else (),
                json="{}" if call.program else None,
                program=call.program,
                route=call.route,
            )
            if empty not in found and ask(bureau.roamer, empty, dice).status != 405:
                found[empty] = None
    return list(found)


def _one_of_each(calls: Iterable[Call]) -> Iterable[Call]:
    """Of the calls that are filled in, one of each form: who holds one role makes these, who holds all makes all."""
    found = {
        (call.route, call.method, tuple(name for name, _ in call.form or ())): call
        for call in calls
        if call.form or (call.json or "{}") != "{}" or call.raw
    }
    return found.values()


def _walk(walkers: Iterable[Walker], calls: Iterable[Call], dice: Dice) -> Walked:
    before = kept_record.rows_of()
    walked = Walked({}, 0, [])
    asked = list(calls)
    for walker in walkers:
        for call in asked:
            gone: list[str] = []
            with kept_record.writes_noticed() as noticed:

                def look(noticed: list[str] = noticed, gone: list[str] = gone) -> None:
                    if noticed:
                        gone += kept_record.lost(before, kept_record.rows_of())

                answer = ask(walker, call, dice, look)
            walked.wrote += bool(noticed)
            walked.answered[call.route] = walked.answered.get(call.route, 0) + (answer.status < 400)
            walked.lost += [f"{walker.name}: {call}: {one}" for one in gone]
    return walked


def test_no_page_and_no_operation_takes_anything_of_the_record_back(seen: Seen) -> None:
    assert not seen.walked.lost, "\n".join(seen.walked.lost[:40])


def test_the_walk_does_what_can_be_done(seen: Seen) -> None:
    """What is refused takes nothing back: a promise about calls that all fail would be worth nothing."""
    done = {route for route, times in seen.walked.answered.items() if times}
    assert seen.walked.wrote > 300
    assert len(done) > 100, f"{len(done)} of {len(seen.walked.answered)}"
    acts = {route.rpartition("/")[2] for route in done if route.startswith("POST /api/v1/exhibits/{uuid}/")}
    assert acts >= {"seal", "gap", "hold"}, sorted(acts)


@pytest.mark.parametrize("how", SPOILT)
def test_the_walk_sees_when_something_is_taken_back(seen: Seen, how: str) -> None:
    assert seen.spoilt[how]
