"""The questions of a desk, each asked by the people whose work it is, through the node's own pages and API."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.asking.door import ApiDoor, PageDoor
from benchmarks.asking.samples import Samples
from benchmarks.filling.people import person_called

# Who asks, and with which seed their choices are made.
ASKING = {
    "duty": "duty officer",
    "officer0": "case officer",
    "liaison": "liaison",
    "supervisor": "supervisor",
}


@dataclass(frozen=True)
class Question:
    """What is asked, by whom; `ask` makes one choice and gives the act to be timed."""

    name: str
    who: str
    ask: Callable[[], Callable[[], object]]


def questions() -> list[Question]:
    """Every question, in the order of the report."""
    return [question for name, who in ASKING.items() for question in _of(name, who)]


def _of(name: str, who: str) -> list[Question]:
    person = person_called(name)
    samples = Samples(person, seed=len(name))
    page, api = PageDoor(person), ApiDoor(person)

    def asked(door: PageDoor | ApiDoor, address: Callable[[], str]) -> Callable[[], Callable[[], object]]:
        def choose() -> Callable[[], object]:
            chosen = address()
            return lambda: door.get(chosen)

        return choose

    def narrowed(**more: str) -> str:
        sample = samples.request()
        return _with({"kind": sample.kind, "from": sample.partner, **more})

    found = [Question("my desk", who, asked(page, lambda: "/"))]
    if name == "supervisor":
        return found
    return [
        *found,
        Question("a case page", who, asked(page, lambda: f"/requests/{samples.request().uuid}/")),
        Question("its timeline", who, asked(page, lambda: f"/requests/{samples.request().uuid}/timeline/")),
        Question("list, by the clock", who, asked(page, lambda: "/requests/" + _with({"order": "clock"}))),
        Question("list, filtered, newest", who, asked(page, lambda: "/requests/" + narrowed(order="newest"))),
        Question(
            "list, filtered, deep page",
            who,
            asked(page, lambda: "/requests/" + narrowed(order="newest", after=str(samples.request().id))),
        ),
        Question(
            "search, common word", who, asked(page, lambda: "/search/" + _with({"q": samples.common()}))
        ),
        Question(
            "search, rare word", who, asked(page, lambda: "/search/" + _with({"q": samples.request().rare}))
        ),
        Question(
            "search, two words", who, asked(page, lambda: "/search/" + _with({"q": samples.request().pair}))
        ),
        Question("API list", who, asked(api, lambda: "/api/v1/requests")),
        Question(
            "API list, filtered", who, asked(api, lambda: "/api/v1/requests" + narrowed(order="newest"))
        ),
    ]


def _with(values: Mapping[str, str]) -> str:
    return "?" + urlencode(values)
