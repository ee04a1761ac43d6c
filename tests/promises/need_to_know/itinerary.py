"""Where the walk goes: found out by somebody who may see the foreign case, then asked by everybody who may not."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from entraide.config.api import api
from tests.promises.need_to_know.addresses import APART, Finder, Route, routes
from tests.promises.need_to_know.bureau import Bureau, Walker
from tests.promises.need_to_know.calls import Answer, Call, Form, Upload, ask
from tests.promises.need_to_know.casefile import FOREIGN, Objects
from tests.promises.need_to_know.operations import Description, Operation
from tests.promises.need_to_know.pages import Page, PageForm, read
from tests.promises.need_to_know.stillness import Dice

API = "/api/"
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Pages that a crawl looks at; each is of a sort, so that a hundred rows of one list count once.
MOST_PAGES = 120
LETTER = Upload(f"{FOREIGN.word}.txt", FOREIGN.letter)
# The same bytes as in the foreign case, nearly the same text, and a file that could not be read there either.
DROPPED = (
    LETTER,
    Upload("letter.txt", FOREIGN.letter.replace(b"eleven victims", b"twelve victims")),
    Upload(f"{FOREIGN.word}-scan.pdf", FOREIGN.broken),
)


@dataclass
class Itinerary:
    """The calls that everybody makes, and those that the roamer makes from the pages of a case of their own."""

    everybody: dict[Call, None] = field(default_factory=dict)
    roamer: dict[Call, None] = field(default_factory=dict)
    # Addresses and operations that name a thing, and whether the owner found something of the foreign case there.
    reached: dict[str, bool] = field(default_factory=dict)

    def of_a_case(self) -> list[Call]:
        """Of the calls that everybody makes, one to each address and operation that names a thing of a case."""
        return list({call.route: call for call in self.everybody if self.reached.get(call.route)}.values())


@dataclass(frozen=True)
class Guide:
    """Draws up the itinerary, in the world where the foreign case is."""

    bureau: Bureau
    foreign: Objects
    own: Objects
    references: tuple[str, ...]
    row_numbers: tuple[str, ...]
    # What lists are narrowed by, as it stands in the foreign case: codes, and the uuids of its people and unit.
    told: tuple[str, ...]
    dice: Dice
    learnt: dict[str, str] = field(default_factory=dict)

    def itinerary(self) -> Itinerary:
        drawn = self.about_the_case()
        self._from_own_pages(drawn)
        self._from_own_operations(drawn)
        drawn.roamer |= dict.fromkeys(_with_other_files([*drawn.everybody, *drawn.roamer]))
        return drawn

    def about_the_case(self) -> Itinerary:
        """Every address and operation, and every form on the pages of the case, as its owner finds them."""
        drawn = Itinerary()
        self._addresses(drawn)
        self._crawled(drawn)
        self._operations(drawn)
        return drawn

    def _ask(self, walker: Walker, call: Call) -> Answer:
        return ask(walker, call, self.dice)

    def _is_there(self, path: str) -> bool:
        """Whether the owner finds something at an address of the pages."""
        status = self._ask(self.bureau.owner, Call("GET", path)).status
        if status == 405:
            status = self._ask(self.bureau.owner, Call("POST", path, form=())).status
        return status != 404

    def _addresses(self, drawn: Itinerary) -> None:
        """Every address of the resolver, with GET, HEAD and POST."""
        finder = Finder(self.foreign, self.learnt)
        for route in routes():
            if f"/{route.text}".startswith(API):
                continue
            filled = finder.fillings(route.text, self._is_there) if route.names_a_thing else []
            if route.names_a_thing:
                drawn.reached[route.text] = bool(filled)
            filled = filled or [_anything(route, self.foreign)]
            for method, form in (("GET", None), ("HEAD", None), ("POST", ())):
                calls = [Call(method, route.filled(values), form=form, route=route.text) for values in filled]
                # An address that takes no such method says so before it asks who is there.
                if method != "HEAD" and self._ask(self.bureau.owner, calls[0]).status != 405:
                    drawn.everybody[calls.pop(0)] = None
                drawn.roamer |= dict.fromkeys(calls)

    def _crawled(self, drawn: Itinerary) -> None:
        """What the pages of the foreign case offer to its owner, and lists asked for its words."""
        seen: set[object] = set()
        pages = self._pages(self.bureau.owner, [c for c in drawn.everybody if c.method == "GET"])
        for call, page in pages:
            if call not in drawn.everybody:
                drawn.roamer[call] = None
            for form in _unlike(page.forms, seen):
                if form.method == "POST":
                    drawn.roamer |= dict.fromkeys(_sendings(form, call))
                elif not form.action.lstrip("/").startswith(APART):
                    drawn.everybody |= dict.fromkeys(self._searches(form, call))

    def _searches(self, form: PageForm, call: Call) -> Iterator[Call]:
        known = {FOREIGN.state, FOREIGN.language, *self.row_numbers, *self.told}
        for one in form.fields:
            # Of a list of choices those that the foreign case would answer to, of a line its words.
            values = known.intersection(one.options) if one.options else [FOREIGN.word, self.references[0]]
            for value in sorted(values):
                asked = urlencode({one.name: value})
                yield Call("GET", f"{urlsplit(form.action).path}?{asked}", route=call.route)

    def _pages(self, walker: Walker, start: Iterable[Call]) -> Iterator[tuple[Call, Page]]:
        """The pages that lie behind some calls and behind the links on those pages."""
        waiting, seen = list(start), set[str]()
        while waiting and len(seen) < MOST_PAGES:
            call = waiting.pop(0)
            sort = _sort_of(call.path)
            if sort in seen or call.path.startswith((API, "/static/")):
                continue
            seen.add(sort)
            answer = self._ask(walker, call)
            if not dict(answer.headers).get("Content-Type", "").startswith("text/html"):
                continue
            page = read(answer.body.decode(), call.path)
            waiting += [Call("GET", link, route=call.route) for link in page.links]
            yield call, page

    def _description(self) -> Description:
        return Description(api.get_openapi_schema(), FOREIGN, self.foreign, self.told)

    def _operations(self, drawn: Itinerary) -> None:
        """Every operation of the API, about the things of the foreign case."""
        described, finder = self._description(), Finder(self.foreign, self.learnt)
        for operation in described.operations():

            def is_there(call: Call) -> bool:
                return _tells(self._ask(self.bureau.owner, call))

            calls = described.calls(operation, is_there, finder)
            if operation.names_a_thing:
                drawn.reached[operation.name] = bool(calls)
            calls = calls or self._anywhere(described, operation)
            everybodys = calls[:1] if "{" in operation.path else calls
            drawn.everybody |= dict.fromkeys(everybodys)
            drawn.roamer |= dict.fromkeys(calls[1:])

    def _anywhere(self, described: Description, operation: Operation) -> list[Call]:
        return described.calls(operation, lambda call: True, Finder(self.foreign))[:2]

    def _from_own_pages(self, drawn: Itinerary) -> None:
        """The forms and links of one's own case, made to name what is in the foreign one."""
        finder = Finder(self.own, self.learnt)
        start = [
            Call("GET", route.filled(values), route=route.text)
            for route in routes()
            if not f"/{route.text}".startswith(API)
            for values in (
                finder.fillings(route.text, self._is_mine)
                if route.names_a_thing
                else [_anything(route, self.own)]
            )
        ]
        seen: set[object] = set()
        for call, page in self._pages(self.bureau.roamer, start):
            drawn.roamer[call] = None
            drawn.roamer |= dict.fromkeys(self._other_queries(call))
            for form in _unlike(page.forms, seen):
                for one in form.fields:
                    for value in self._names(one.value or next(filter(None, one.options), "")):
                        if form.method == "POST" and one.name != "csrfmiddlewaretoken":
                            sent = form.filled(LETTER, {one.name: value})
                            drawn.roamer[Call("POST", form.action, form=sent, route=call.route)] = None

    def _is_mine(self, path: str) -> bool:
        return self._ask(self.bureau.roamer, Call("GET", path)).status != 404

    def _other_queries(self, call: Call) -> Iterator[Call]:
        parts = urlsplit(call.path)
        given = parse_qsl(parts.query)
        for position, (name, held) in enumerate(given):
            for value in self._names(held):
                asked = [*given[:position], (name, value), *given[position + 1 :]]
                yield replace(call, path=f"{parts.path}?{urlencode(asked)}")

    def _names(self, instead_of: str) -> list[str]:
        """What could name something foreign where one's own page holds `instead_of`."""
        sort = next((sort for sort, uuids in self.own.items() if instead_of in map(str, uuids)), None)
        if sort:
            return [str(self.foreign[sort][0])]
        if UUID.fullmatch(instead_of):
            return [str(self.foreign["assistancerequest"][0])]
        return list(self.row_numbers) if instead_of.isdigit() else [self.references[0]]

    def _from_own_operations(self, drawn: Itinerary) -> None:
        """Operations about one's own case, whose bodies name what is in the foreign one."""
        described, finder = self._description(), Finder(self.own, self.learnt)
        for operation in described.operations():

            def is_mine(call: Call) -> bool:
                return _tells(self._ask(self.bureau.roamer, call))

            for call in described.calls(operation, is_mine, finder)[:1]:
                for body in described.bodies_naming(operation):
                    drawn.roamer[replace(call, json=body)] = None


def _tells(answer: Answer) -> bool:
    """Whether something was found: a call that is malformed is refused before anything is looked for."""
    return answer.status != 404 and b"api.malformed" not in answer.body


def _anything(route: Route, objects: Objects) -> tuple[str, ...]:
    held = {"uuid": str(objects["assistancerequest"][0]), "int": "1"}
    return tuple(held.get(kind, "word") for kind, _ in route.holes)


def _sort_of(path: str) -> str:
    """Addresses that differ by the thing they name and by the values asked for are of one sort."""
    parts = urlsplit(path)
    asked = ",".join(sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True)))
    return f"{UUID.sub('*', parts.path)}?{asked}"


def _unlike(forms: Iterable[PageForm], seen: set[object]) -> Iterator[PageForm]:
    """The forms of sorts that were not seen before: every page bears those of the shell."""
    for form in forms:
        method, action, names = form.key
        key = (method, _sort_of(action), frozenset(names))
        if key not in seen:
            seen.add(key)
            yield form


def _sendings(form: PageForm, call: Call) -> Iterator[Call]:
    sent = form.filled(LETTER)
    yield Call("POST", form.action, form=sent, route=call.route)
    for button in form.buttons:
        yield Call("POST", form.action, form=(*sent, button), route=call.route)


def _with_other_files(calls: Iterable[Call]) -> Iterator[Call]:
    for call in list(calls):
        if call.form and any(isinstance(value, Upload) for _, value in call.form):
            for file in DROPPED[1:]:
                form: Form = tuple((n, file if isinstance(v, Upload) else v) for n, v in call.form)
                yield replace(call, form=form)
