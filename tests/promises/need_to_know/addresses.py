"""Every address of the node that is not the API's, filled in with what a case holds."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, product

from django.contrib.admindocs.views import simplify_regex
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from entraide.assistance.domain.kinds import Kind
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.lifecycle import ACTS
from entraide.assistance.services.describing import PARTS
from entraide.evidence.queries.possible import Deed
from tests.promises.need_to_know.casefile import Objects

HOLE = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
# How many things of one sort an address is filled in with: letters, for one, stand at different points.
EACH = 2
LONGEST_SEARCH = 600
TRIED = 8
API = "api/v1/"
# What names no thing of a case: the directory, the law, people and units, one's own tokens, entries of the ledger; the
# links, which show how far messages came and never what they are about; the door for other nodes.
APART = (
    "directory/",
    "instruments/",
    "people/",
    "ledger/",
    "accounts/",
    "account/",
    "i18n/",
    "style/",
    "units/",
    "tokens/",
    "links/",
    "exchange/",
)


@dataclass(frozen=True)
class Route:
    """An address with holes («requests/<uuid:request>/notes/»)."""

    text: str

    @property
    def holes(self) -> list[tuple[str, str]]:
        return [(hole["kind"] or "str", hole["name"]) for hole in HOLE.finditer(self.text)]

    @property
    def names_a_thing(self) -> bool:
        """Whether a thing of a case may be named there."""
        is_apart = self.text.removeprefix(API).startswith(APART)
        return not is_apart and any(kind == "uuid" for kind, _ in self.holes)

    def filled(self, values: tuple[str, ...]) -> str:
        left = iter(values)
        return "/" + HOLE.sub(lambda _: next(left), self.text)


def routes() -> list[Route]:
    """Every address of the resolver, of every package that is installed now or later."""

    def walk(resolver: URLResolver, before: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            here = before + written(pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, here)
            else:
                yield here

    return [Route(text) for text in dict.fromkeys(walk(get_resolver(), ""))]


def written(pattern: URLPattern | URLResolver) -> str:
    if isinstance(pattern.pattern, RoutePattern):
        return str(pattern.pattern)
    return simplify_regex(str(pattern.pattern)).lstrip("/")


WORDS = [
    *PARTS,
    *(act.code for act in ACTS),
    *LetterKind,
    *Deed,
    *Kind,
    *("accept", "dismiss", "submit", "approve", "send_back", "discard", "send", "en", "fr", "html", "text"),
]


class Finder:
    """Finds out what the holes of addresses stand for. What it learns of one address serves the next."""

    def __init__(self, objects: Objects, learnt: dict[str, str] | None = None) -> None:
        self.objects = objects
        self.learnt = {} if learnt is None else learnt

    def fillings(self, text: str, is_there: Callable[[str], bool]) -> list[tuple[str, ...]]:
        """The fillings under which an address leads a member somewhere: up to `EACH` things, up to `EACH` words.

        `is_there` says whether a member finds something at an address.
        """
        route = Route(text)
        sorts = [self._sorts(text, kind, name) for kind, name in route.holes]
        # Where it is known what the holes stand for, more than one thing is tried: not every request has a letter.
        tried = TRIED if all(len(known) == 1 for known in sorts) else 1
        found: list[tuple[str, ...]] = []
        for chosen in islice(product(*sorts), LONGEST_SEARCH):
            things = islice(product(*(values[:tried] for _, values in chosen)), TRIED)
            first = next((values for values in things if is_there(route.filled(values))), None)
            if first is None:
                continue
            found.append(first)
            self._learn(text, [sort for sort, _ in chosen])
            # Other things of the same sorts; where two are named, they may not belong together.
            others = islice(product(*(values for _, values in chosen)), EACH**2 + 1)
            more = (values for values in others if values != first and is_there(route.filled(values)))
            found += islice(more, EACH - 1)
            if not any(kind in {"str", "slug"} for kind, _ in route.holes) or len(found) >= EACH**2:
                break
        return found

    def _sorts(self, text: str, kind: str, name: str) -> list[tuple[str, list[str]]]:
        """What could stand in a hole, sort by sort, the likeliest by its name first."""
        if kind == "int":
            return [("int", ["1"])]
        if kind != "uuid":
            return [(str(word), [str(word)]) for word in WORDS]
        known = self.learnt.get(_up_to(text, name))
        likely = [known] if known else sorted(self.objects, key=lambda sort: (sort not in name, sort))
        return [(sort, [str(uuid) for uuid in self.objects[sort]]) for sort in likely]

    def _learn(self, text: str, sorts: list[str]) -> None:
        for (kind, name), sort in zip(Route(text).holes, sorts, strict=True):
            if kind == "uuid":
                self.learnt[_up_to(text, name)] = sort


def _up_to(text: str, name: str) -> str:
    """The part of an address before a hole: what it says («requests/») tells what the hole stands for."""
    return re.split(rf"<(?:\w+:)?{name}>", text.removeprefix(API))[0]
