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
        kind, partner = samples.facets()
        return "/requests/" + _with({"kind": kind, "from": partner, "order": "newest", **more})

    def search(text: str) -> str:
        return "/search/" + _with({"q": text})

    listed = "/api/v1/requests"
    pages = {
        "my desk": lambda: "/",
        "a case page": lambda: f"/requests/{samples.request().uuid}/",
        "its timeline": lambda: f"/requests/{samples.request().uuid}/timeline/",
        "list, by the clock": lambda: "/requests/" + _with({"order": "clock"}),
        "list, filtered, newest": narrowed,
        "list, filtered, deep page": lambda: narrowed(after=str(samples.halfway())),
        "search, common word": lambda: search(samples.common()),
        "search, two common words": lambda: search(samples.common(2)),
        "search, two rarer words": lambda: search(samples.request().pair),
        "search, file number": lambda: search(samples.request().rare),
    }
    calls = {
        "API list": lambda: listed,
        # Narrowed to what most requests are, so that the page is full at every size.
        "API list, filtered, newest": lambda: listed + _with({"direction": "incoming", "order": "newest"}),
    }
    if name == "supervisor":
        return [Question("my desk", who, asked(page, pages["my desk"]))]
    return [
        *(Question(question, who, asked(page, address)) for question, address in pages.items()),
        *(Question(question, who, asked(api, address)) for question, address in calls.items()),
    ]


def _with(values: Mapping[str, str]) -> str:
    return "?" + urlencode(values)
