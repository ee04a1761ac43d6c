"""What the report tells, ready for its template: every text cut into lines and runs, every moment in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, Literal, TypedDict
from uuid import UUID

from entraide.evidence.domain.custody import (
    LABELS,
    STATES,
    Act,
    Event,
    Gap,
    Signatory,
    Standing,
    gaps,
    is_of_copy,
    standing,
)
from entraide.evidence.domain.exhibits import FIELDS, KINDS, MARKINGS, PARTS, Content, Described, Marking
from entraide.evidence.domain.report import words
from entraide.evidence.domain.report.saying import (
    digest,
    lines,
    moment,
    on_one_line,
    rows,
    same_second,
    say,
    size,
)
from entraide.kernel.languages import Language, Text

Told = tuple[Described, tuple[Content, ...], tuple[Event, ...]]
Format = Literal["us-letter", "a4"]

# Millimetres on a sheet of letter paper that lies; on A4 they are stretched.
_LIST: Final = (34, 98, 45, 56, 18)
_FILES: Final = (34, 72, 34, 66, 45)
_CHAIN: Final = (8, 45, 29, 47, 31, 24, 37, 30)
_WHOLE: Final = 251
_SIZE: Final = 8.4
_TITLE_SIZE: Final = 18.0
_INSET: Final = 2.2
_POINTS: Final = 72 / 25.4
# The most room that a signature has, in millimetres, and the side of the square that it was drawn in.
_SIGNED: Final = (34.0, 12.0)
_SQUARE: Final = 1000
# A row of more lines may break between two pages.
_IN_ONE_PIECE: Final = 24
# The longest handling that stands on every page; a longer one stands on the first.
_ON_EVERY_PAGE: Final = 90
_NUMBER: Final = 40

_Runs = list[str]
_Lines = list[_Runs]


class _Fact(TypedDict):
    label: str
    value: _Lines


class _Table(TypedDict):
    heads: list[str]
    widths: list[int]


class _Listed(TypedDict):
    number: _Lines
    title: _Lines
    kind: _Lines
    state: _Lines


class _File(TypedDict):
    part: _Lines
    name: _Lines
    size: _Lines
    digest: list[str]
    taken: _Lines


class _Signature(TypedDict):
    """Lines of points in millimetres, and the room they take."""

    alt: str
    width: float
    height: float
    strokes: list[list[list[float]]]


class _Party(TypedDict):
    label: str
    name: _Lines
    function: _Lines
    agency: _Lines
    how: str
    signature: _Signature | None


class _Link(TypedDict):
    """One row of the chain: an event, or (`gap`) a time of which nothing is known."""

    gap: bool
    whole: bool
    number: str
    when: list[_Fact]
    act: str
    more: list[str]
    parties: list[_Party]
    where: _Lines
    seals: _Lines
    reason: _Lines
    condition: _Lines
    said: _Lines


class _Exhibit(TypedDict):
    heading: _Lines
    running: _Lines
    warning: _Lines
    facts: list[_Fact]
    stands: list[_Fact]
    files: list[_File]
    chain: list[_Link]


class Report(TypedDict):
    """What the template receives; `custody.typ` reads these keys."""

    language: Language
    format: Format
    date: list[int]
    title: str
    author: str
    running: _Lines
    agency: _Lines
    heading: str
    facts: list[_Fact]
    about: list[str]
    words: dict[str, str]
    index: _Table
    listed: list[_Listed]
    files: _Table
    chain: _Table
    exhibits: list[_Exhibit]


class _Teller:
    """Tells in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, text: Text, **facts: object) -> str:
        return say(text, self.language, **facts)

    def fact(self, label: Text, value: str, width: float = _WHOLE, points: float = 10.0) -> _Fact:
        return {"label": self.say(label), "value": lines(value, _ems(width, points))}

    def table(self, widths: tuple[int, ...], *heads: Text) -> _Table:
        return {"heads": [self.say(head) for head in heads], "widths": list(widths)}

    def listed(self, told: Told) -> _Listed:
        said, _, events = told
        return {
            "number": _cell(said.number, _LIST[0]),
            "title": _cell(on_one_line(said.title), _LIST[1]),
            "kind": _cell(self.say(KINDS[said.kind]), _LIST[2]),
            "state": _cell(self._where(standing(events)), _LIST[3]),
        }

    def exhibit(self, told: Told) -> _Exhibit:
        said, files, events = told
        heading = self.say(
            words.EXHIBIT, number=on_one_line(said.number), title=on_one_line(said.title) or "–"
        )
        marked = said.marking is not Marking.NONE
        return {
            "heading": lines(heading, _ems(_WHOLE, _TITLE_SIZE)),
            "running": _cell(self.say(words.ON_THIS_PAGE, number=_short(said.number)), _WHOLE / 3),
            "warning": lines(self.say(MARKINGS[said.marking]), _ems(_WHOLE, 10)) if marked else [],
            "facts": list(self._facts(said)),
            "stands": list(self._stands(standing(events))),
            "files": [self._file(one) for one in files],
            "chain": list(self._chain(events)),
        }

    def _facts(self, said: Described) -> Iterator[_Fact]:
        nothing = self.say(words.NOT_SAID)
        yield self.fact(words.KIND, self.say(KINDS[said.kind]))
        yield self.fact(words.DESCRIPTION, said.description or nothing)
        yield self.fact(words.SOURCE, said.source or nothing)
        known = dict(said.details)
        for one in FIELDS[said.kind]:
            yield self.fact(one.label, known.pop(one.name, "") or nothing)
        # What has no label of its own is told under its name: nothing that was said is left out.
        for name, value in known.items():
            yield self.fact(words.ALSO_SAID, self.say(words.NAMED, name=name, value=value or nothing))
        yield self.fact(words.MARKING, self.say(MARKINGS[said.marking]))
        yield self.fact(
            words.REGISTERED,
            self.say(words.REGISTERED_BY, at=moment(said.registered_at), by=said.registered_by)
            if said.registered_by
            else moment(said.registered_at),
        )

    def _stands(self, now: Standing) -> Iterator[_Fact]:
        yield self.fact(words.CUSTODY, self._where(now))
        if now.holder:
            yield self.fact(words.HOLDER, now.holder)
        if now.place:
            yield self.fact(words.PLACE, now.place)
        yield self.fact(words.SEALS_ON, ", ".join(now.seals) or self.say(words.NO_SEALS))
        if now.held:
            yield self.fact(words.HOLD, self.say(words.ON_HOLD))
        for waiting in filter(None, (now.offer, now.asked)):
            yield self.fact(
                words.WAITS,
                self.say(words.EVENT, act=self.say(LABELS[waiting.act]), number=waiting.number),
            )

    def _where(self, now: Standing) -> str:
        return self.say(STATES[now.where] if now.begun else words.NOT_BEGUN)

    def _file(self, one: Content) -> _File:
        return {
            "part": _cell(self.say(PARTS[one.part]), _FILES[0]),
            "name": _cell(one.name, _FILES[1]),
            "size": [[line] for line in size(one.size, self.language)],
            "digest": digest(one.sha256),
            "taken": _cell(moment(one.taken_at), _FILES[4]),
        }

    def _chain(self, events: Sequence[Event]) -> Iterator[_Link]:
        numbers = {event.id: event.number for event in events}
        missing = list(gaps(events))
        yield from (self._gap(gap) for gap in missing if gap.after == 0)
        for event in events:
            yield self._event(event, numbers)
            yield from (self._gap(gap) for gap in missing if gap.after == event.number != 0)

    def _event(self, event: Event, numbers: Mapping[UUID, int]) -> _Link:
        more = [self.say(words.OF_A_COPY)] if is_of_copy(event) else []
        if event.about is not None and event.about in numbers:
            more.append(self.say(words.ANSWERS, number=numbers[event.about]))
        parties = [self._party("", event.by)]
        if event.other:
            label = {Act.OFFERED: words.OFFERED_TO, Act.RETURNED: words.CAME_FROM}.get(
                event.act, words.SECOND
            )
            parties.append(self._party(self.say(label), event.other))
        link: _Link = {
            "gap": False,
            "whole": False,
            "number": str(event.number),
            "when": list(self._when(event)),
            "act": self.say(LABELS[event.act]),
            "more": more,
            "parties": parties,
            "where": _cell(event.place, _CHAIN[4]),
            "seals": [line for seal in event.seals for line in _cell(on_one_line(seal), _CHAIN[5])],
            "reason": _cell(event.reason, _CHAIN[6]),
            "condition": _cell(event.condition, _CHAIN[7]),
            "said": [],
        }
        return {**link, "whole": _fits_on_a_page(link)}

    def _when(self, event: Event) -> Iterator[_Fact]:
        def told(label: Text, text: str) -> _Fact:
            return self.fact(label, text, _CHAIN[1], _SIZE)

        if event.happened and (event.act is Act.UNKNOWN or not same_second(event.happened, event.at)):
            yield told(words.FROM if event.act is Act.UNKNOWN else words.HAPPENED, moment(event.happened))
        if event.until:
            yield told(words.UNTIL, moment(event.until))
        if event.when:
            yield told(words.TOLD, event.when)
        yield told(words.RECORDED, moment(event.at))

    def _gap(self, gap: Gap) -> _Link:
        both = gap.since is not None and gap.until is not None
        when = [
            self.fact(label, moment(at), _CHAIN[1], _SIZE)
            for label, at in (
                (words.FROM if both else words.AFTER, gap.since),
                (words.UNTIL if both else words.BEFORE, gap.until),
            )
            if at
        ] or [{"label": self.say(words.NOT_KNOWN_WHEN), "value": []}]
        said = "\n".join(filter(None, (self.say(words.GAP_SAID), gap.words)))
        return {
            "gap": True,
            "whole": len(gap.words) <= 500,
            "number": "–",
            "when": when,
            "act": self.say(words.GAP),
            "more": [],
            "parties": [],
            "where": [],
            "seals": [],
            "reason": [],
            "condition": [],
            "said": _cell(said, sum(_CHAIN[3:])),
        }

    def _party(self, label: str, one: Signatory) -> _Party:
        return {
            "label": label,
            "name": _cell(one.name, _CHAIN[3]),
            "function": _cell(one.function, _CHAIN[3]),
            "agency": _cell(one.agency, _CHAIN[3]),
            "how": self.say(words.SIGNED_IN) if one.person else "",
            "signature": self._signature(one),
        }

    def _signature(self, one: Signatory) -> _Signature | None:
        strokes = [
            [(min(max(x, 0), _SQUARE), min(max(y, 0), _SQUARE)) for x, y in line]
            for line in one.strokes
            if line
        ]
        if not strokes:
            return None
        points = [point for line in strokes for point in line]
        left, top = min(x for x, _ in points), min(y for _, y in points)
        wide, high = max(x for x, _ in points) - left, max(y for _, y in points) - top
        # A dot is not blown up to the size of a signature.
        scale = min(_SIGNED[0] / max(wide, 250), _SIGNED[1] / max(high, 100))
        return {
            "alt": self.say(words.SIGNATURE, name=on_one_line(one.name)),
            "width": round(wide * scale, 3),
            "height": round(high * scale, 3),
            "strokes": [
                [[round((x - left) * scale, 3), round((y - top) * scale, 3)] for x, y in line]
                for line in strokes
            ],
        }


def report(
    exhibits: Sequence[Told],
    *,
    language: Language,
    agency: str,
    case: str,
    at: datetime,
    handling: str,
    paper: Format,
) -> Report:
    """All that the report says, in one language."""
    teller = _Teller(language)
    say, fact = teller.say, teller.fact
    made = at.astimezone(UTC)
    short = on_one_line(handling)
    running = short if len(short) <= _ON_EVERY_PAGE else say(words.HANDLING_FIRST)
    return {
        "language": language,
        "format": paper,
        "date": [made.year, made.month, made.day],
        "title": say(words.TITLE_OF, case=on_one_line(case)) if case.strip() else say(words.TITLE),
        "author": on_one_line(agency),
        "running": lines(running, _ems(_WHOLE / 2, _SIZE)),
        "agency": lines(on_one_line(agency), _ems(_WHOLE, 13)),
        "heading": say(words.TITLE),
        "facts": [
            fact(words.CASE, case or say(words.NOT_SAID)),
            fact(words.AGENCY, agency or say(words.NOT_SAID)),
            fact(words.MADE, moment(made)),
            fact(words.HANDLING, handling if handling.strip() else say(words.NO_HANDLING)),
            fact(words.COUNT, str(len(exhibits))),
        ],
        "about": [say(words.ABOUT_TIMES), say(words.ABOUT_SIGNS)],
        "words": {
            "colon": " : ".replace(" ", "\u00a0", 1) if language == "fr" else ": ",
            "exhibits": say(words.EXHIBITS),
            "no_exhibits": say(words.NO_EXHIBITS),
            "stands": say(words.STATE),
            "files": say(words.FILES),
            "no_files": say(words.NO_FILES),
            "chain": say(words.CHAIN),
            "no_chain": say(words.NO_CHAIN),
        },
        "index": teller.table(_LIST, words.NUMBER, words.WHAT, words.KIND, words.STATE, words.PAGE),
        "listed": [teller.listed(told) for told in exhibits],
        "files": teller.table(_FILES, words.PART, words.NAME, words.SIZE, words.DIGEST, words.TAKEN),
        "chain": teller.table(
            _CHAIN,
            words.LINK,
            words.WHEN,
            words.ACT,
            words.WHO,
            words.WHERE,
            words.SEALS,
            words.REASON,
            words.CONDITION,
        ),
        "exhibits": [teller.exhibit(told) for told in exhibits],
    }


def _fits_on_a_page(link: _Link) -> bool:
    """Whether a row is surely so short that it can stand in one piece: a page has some forty lines."""
    who = sum(
        2
        + (4 if party["signature"] else 0)
        + sum(rows(party[part], _cell_ems(_CHAIN[3])) for part in ("name", "function", "agency"))
        for party in link["parties"]
    )
    when = sum(1 + rows(fact["value"], _cell_ems(_CHAIN[1])) for fact in link["when"])
    others = zip((link["where"], link["seals"], link["reason"], link["condition"]), _CHAIN[4:], strict=True)
    return max(who, when, *(rows(cell, _cell_ems(width)) for cell, width in others)) <= _IN_ONE_PIECE


def _short(number: str) -> str:
    number = on_one_line(number)
    return number if len(number) <= _NUMBER else f"{number[:_NUMBER]}…"


def _cell(text: str, width: float) -> _Lines:
    return lines(text, _cell_ems(width))


def _cell_ems(width: float) -> float:
    return _ems(width, _SIZE)


def _ems(width: float, points: float) -> float:
    """How many ems of that many points stand side by side in so many millimetres."""
    return (width - _INSET) * _POINTS / points
