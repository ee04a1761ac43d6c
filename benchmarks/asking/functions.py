"""The same questions put to `assistance.queries` directly: what of the time is the database's and not the page's."""

from collections.abc import Callable

from benchmarks.asking.questions import ASKING, Question
from benchmarks.asking.samples import Samples
from benchmarks.filling.people import person_called
from entraide.assistance import queries
from entraide.cases.queries import timeline
from entraide.kernel.clock import now

Act = Callable[[], object]


def questions() -> list[Question]:
    """Every question, in the order of the report."""
    return [question for name, who in ASKING.items() for question in _of(name, who)]


def _of(name: str, who: str) -> list[Question]:
    person = person_called(name)
    samples = Samples(person, seed=len(name))

    def one_case() -> Act:
        uuid = samples.request().uuid

        def read() -> None:
            request = queries.request_for(person, uuid)  # type: ignore[arg-type]
            timeline(request.case, person, language="en")

        return read

    def newest(**more: str) -> Act:
        kind, partner = samples.facets()
        return lambda: queries.newest(person, {"kind": kind, "from": partner}, **more)  # type: ignore[arg-type]

    def search(text: str) -> Act:
        return lambda: queries.search(person, text)

    found: dict[str, Callable[[], Act]] = {"my desk": lambda: lambda: queries.desk(person, at=now())}
    if name != "supervisor":
        found |= {
            "a case page": one_case,
            "list, by the clock": lambda: lambda: queries.open_by_the_clock(person, {}),
            "list, by the clock, filtered": lambda: (
                lambda: queries.open_by_the_clock(person, {"kind": "extradition"})
            ),
            "list, filtered, newest": newest,
            "list, filtered, deep page": lambda: newest(after=str(samples.halfway())),
            "search, common word": lambda: search(samples.common()),
            "search, two common words": lambda: search(samples.common(2)),
            "search, two rarer words": lambda: search(samples.request().pair),
            "search, file number": lambda: search(samples.request().rare),
        }
    return [Question(question, who, ask) for question, ask in found.items()]
