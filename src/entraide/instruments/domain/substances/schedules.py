"""The schedules of an Act, read from the XML of Justice Laws (laws-lois.justice.gc.ca), in English, French or both.

The XML is read without a DTD, without entities and without fetching anything. What ships is in `shipped.py`.
"""

import re
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from entraide.instruments.domain.substances.refusals import (
    LawLanguages,
    LawNotRead,
    LawTooBig,
    LawWithoutSchedules,
)
from entraide.instruments.domain.substances.wording import Generic, Wording, opens_exceptions, read_wording
from entraide.kernel.languages import Language, Text

MAX_BYTES = 32 * 1024 * 1024
_DEPTH = 12
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LIMS = "{http://justice.gc.ca/lims}"
_SCHEDULE = re.compile(r"(?:SCHEDULE|ANNEXE)\s+([IVXLC]{1,7}|\d{1,3})", re.IGNORECASE)
_PART = re.compile(r"(?:PART|PARTIE)\s+([IVX]{1,5}|\d{1,3})", re.IGNORECASE)
_TABLE = re.compile(r"(?:TABLE|TABLEAU)\s+(\d{1,3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ScheduleItem:
    """One numbered item. `number` is «16(5)»; `within` the number of the item it stands in, or empty.

    `part` is empty where the schedule has no parts, «2.3» for table 3 of part 2. `widened` are the generic words of
    the item and of those it stands in: an analogue of carfentanil is reached by the words of the fentanyls.
    `excluded` when the schedule lists the item to say that it is *not* included.
    """

    schedule: str
    part: str
    number: str
    within: str
    en: Wording | None
    fr: Wording | None
    widened: frozenset[Generic]
    excluded: bool

    @property
    def key(self) -> tuple[str, str, str]:
        return self.schedule, self.part, self.number

    def wording(self, language: str) -> Wording | None:
        """Its words in a language, or in the other when only that was read."""
        return (self.fr or self.en) if language.startswith("fr") else (self.en or self.fr)

    def name(self, language: str) -> str:
        found = self.wording(language)
        return found.name if found else ""

    @property
    def place(self) -> Text:
        """«Schedule VI, part 2, table 1, item 3»."""
        part, _, table = self.part.partition(".")
        en = [f"Schedule {self.schedule}", f"part {part}" if part else "", f"table {table}" if table else ""]
        fr = [
            f"annexe {self.schedule}",
            f"partie {part}" if part else "",
            f"tableau {table}" if table else "",
        ]
        return Text(
            en=", ".join(filter(None, (*en, f"item {self.number}"))),
            fr=", ".join(filter(None, (*fr, f"article {self.number}"))),
        )


@dataclass(frozen=True, slots=True)
class Schedules:
    """The items of an Act's schedules. `consolidated` is the day the file says it is current to."""

    languages: tuple[Language, ...]
    items: tuple[ScheduleItem, ...]
    repealed: int
    consolidated: date | None

    def item(self, schedule: str, number: str, part: str = "") -> ScheduleItem | None:
        return next((one for one in self.items if one.key == (schedule, part, number)), None)


def read_schedules(content: bytes) -> Schedules:
    """One language's text. Raises `LawTooBig`, `LawNotRead` or `LawWithoutSchedules`."""
    if len(content) > MAX_BYTES:
        raise LawTooBig(megabytes=MAX_BYTES // 1024**2)
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise LawNotRead from error
    if root.tag not in {"Statute", "Regulation"}:
        raise LawWithoutSchedules
    language: Language = "fr" if root.get(_LANG, "en").startswith("fr") else "en"
    reader = _Reader(language)
    for schedule in root.iter("Schedule"):
        reader.schedule(schedule)
    if not reader.items:
        raise LawWithoutSchedules
    return Schedules((language,), tuple(reader.items), reader.repealed, _day(root.get(f"{_LIMS}pit-date")))


def bilingual(one: Schedules, other: Schedules) -> Schedules:
    """Both languages in one, item by item. Items of one text alone stay, with one name. Raises `LawLanguages`."""
    if {*one.languages, *other.languages} != {"en", "fr"} or len(one.languages + other.languages) != 2:
        raise LawLanguages
    english, french = (one, other) if one.languages == ("en",) else (other, one)
    by_key = {item.key: item for item in french.items}
    items = [_joined(item, by_key.pop(item.key, None)) for item in english.items]
    days = [day for day in (english.consolidated, french.consolidated) if day]
    return Schedules(
        ("en", "fr"), (*items, *by_key.values()), max(one.repealed, other.repealed), min(days, default=None)
    )


def _joined(english: ScheduleItem, french: ScheduleItem | None) -> ScheduleItem:
    if french is None:
        return english
    return ScheduleItem(
        *english.key,
        within=english.within,
        en=english.en,
        fr=french.fr,
        widened=english.widened | french.widened,
        excluded=english.excluded or french.excluded,
    )


class _Reader:
    """Walks the schedules of one text and gathers their items."""

    def __init__(self, language: Language) -> None:
        self._language: Language = language
        self.items: list[ScheduleItem] = []
        self.repealed = 0
        self._schedule = ""
        self._part = ""
        self._seen: set[tuple[str, str, str]] = set()

    def schedule(self, element: Element) -> None:
        label = element.find("ScheduleFormHeading/Label")
        found = _SCHEDULE.match(_text(label)) if label is not None else None
        # «Related provisions» and «amendments not in force» are printed as schedules and are none.
        if found is None or element.get("id"):
            return
        self._schedule, self._part = found[1].upper(), ""
        self._body(element, 0)

    def _body(self, element: Element, depth: int) -> None:
        if depth > _DEPTH:
            raise LawNotRead
        for child in element:
            if child.tag == "GroupHeading":
                label = child.find("Label")
                found = _PART.match(_text(label)) if label is not None else None
                self._part = found[1].upper() if found else self._part
            elif child.tag == "Caption":
                # The tables of one part each begin again at 1: part «2.3» is table 3 of part 2.
                table = _TABLE.match(_text(child))
                self._part = f"{self._part.partition('.')[0]}.{table[1]}" if table else self._part
            elif child.tag == "List":
                self._list(child, None, 0)
            elif child.tag == "row":
                self._row(child)
            elif child.tag not in {"ScheduleFormHeading", "HistoricalNote", "thead", "Footnote"}:
                self._body(child, depth + 1)

    def _list(self, element: Element, parent: ScheduleItem | None, depth: int) -> None:
        if depth > _DEPTH:
            raise LawNotRead
        excluded = parent is not None and parent.excluded
        for child in element.findall("Item"):
            label, text = child.find("Label"), child.find("Text")
            number = _text(label) if label is not None else ""
            words = _text(text) if text is not None else ""
            if not number:
                excluded = opens_exceptions(words)
                item = parent
            else:
                item = self._item(number, words, text, parent, excluded=excluded)
            for inner in child.findall("List"):
                self._list(inner, item or parent, depth + 1)

    def _row(self, element: Element) -> None:
        """A row of a table: number, substance, and how long it stays on the schedule."""
        cells = element.findall("entry")
        if len(cells) >= 2 and (number := _text(cells[0])) and number[0].isdigit():
            self._item(number, _text(cells[1]), cells[1], None, excluded=False)

    def _item(
        self, number: str, words: str, text: Element | None, parent: ScheduleItem | None, *, excluded: bool
    ) -> ScheduleItem | None:
        if not words or (text is not None and next(text.iter("Repealed"), None) is not None):
            self.repealed += 1
            return None
        wording = read_wording(words)
        item = ScheduleItem(
            schedule=self._schedule,
            part=self._part,
            number=self._free(f"{parent.number}{number}" if parent else number),
            within=parent.number if parent else "",
            en=wording if self._language == "en" else None,
            fr=wording if self._language == "fr" else None,
            widened=wording.generic | (parent.widened if parent and not excluded else frozenset()),
            excluded=excluded,
        )
        self.items.append(item)
        return item

    def _free(self, number: str) -> str:
        """A number that is not taken, should a schedule use one twice."""
        free, times = number, 1
        while (self._schedule, self._part, free) in self._seen:
            times += 1
            free = f"{number}#{times}"
        self._seen.add((self._schedule, self._part, free))
        return free


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
