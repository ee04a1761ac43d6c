"""Instruments from their TOML files. Strict: a file with a fault is refused whole, and the fault is named."""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar, get_args

from entraide.instruments.domain.grounds import GROUNDS
from entraide.instruments.domain.instrument import (
    KINDS,
    MEASURES,
    STAGES,
    TRACKS,
    URGENCIES,
    About,
    ClockReference,
    Cover,
    DualCriminality,
    DualCriminalityRule,
    Fact,
    Instrument,
    Origin,
    Party,
    Rank,
    RefusalGrounds,
    Role,
    TreatyStanding,
    Unit,
    When,
)
from entraide.instruments.errors import InstrumentBroken
from entraide.kernel.languages import Text

MISSING = Text(en="it is missing.", fr="il manque.")
UNKNOWN_KEY = Text(en="no such key is known here.", fr="cette clé est inconnue ici.")
NOT_TOML = Text(en="this is not TOML.", fr="ce n’est pas du TOML.")
NOT_THE_TYPE = Text(en="the value is of the wrong type.", fr="la valeur n’est pas du bon type.")
NOT_IN_LIST = Text(en="the value is not in the closed list.", fr="la valeur n’est pas dans la liste fermée.")
NOT_A_PARTY = Text(
    en="a party is written «FR signed ratified in-force», each a date, a year or «-».",
    fr="une partie s’écrit « FR signature ratification entrée-en-vigueur », chacune une date, une année ou « - ».",
)
# No version, place or length in here is larger.
LARGEST = 100_000
NOT_POSITIVE = Text(en="it must be positive.", fr="la valeur doit être positive.")

WHEN = {"kinds": KINDS, "measures": MEASURES, "tracks": TRACKS, "urgencies": URGENCIES, "stages": STAGES}
WHEN_KEYS = frozenset({*WHEN, "offences", "states", "not_states", "named", "role", "treaty"})
ORIGIN_KEYS = frozenset({"source", "as_of", "verified"})
HEAD = frozenset({"code", "version", "rank", "order", "name", "short", "citation", "in_force", "state"})
HEAD |= ORIGIN_KEYS | {"for_everyone", "excluded", "offences"}
LISTS = frozenset({"parties", "declarations", "covers", "facts", "refusals", "clocks", "dual_criminality"})
PARTY = re.compile(r"([A-Z]{2})" + r" (-|\d{4}|\d{4}-\d{2}-\d{2})" * 3)

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


def read_instrument(file: str, text: str) -> Instrument:
    """The instrument written in `text`. Raises `InstrumentBroken`, which names `file`, the key and the reason."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise InstrumentBroken(file, str(broken).partition("(")[2].rstrip(")"), NOT_TOML) from broken
    except (ValueError, RecursionError) as broken:
        # A number of thousands of digits, tables nested by the thousand.
        raise InstrumentBroken(file, "-", NOT_TOML) from broken
    return _Reader(file).instrument(found)


class Table:
    """One table of a file, read key by key; what is left unread at the end is a fault."""

    def __init__(self, file: str, at: str, table: object) -> None:
        self.file, self.at = file, at
        if not isinstance(table, dict):
            raise InstrumentBroken(file, at, NOT_THE_TYPE)
        self.table: Mapping[str, Any] = table

    def broken(self, key: str, reason: Text) -> InstrumentBroken:
        return InstrumentBroken(self.file, f"{self.at}.{key}".lstrip("."), reason)

    def require_known(self, known: frozenset[str]) -> None:
        for key in self.table:
            if key not in known:
                raise self.broken(key, UNKNOWN_KEY)

    def get(self, key: str, kind: type[T], default: T | None = None) -> T:
        """The value of `key`, exactly of type `kind`. Raises when missing and without a default."""
        if key not in self.table:
            if default is None:
                raise self.broken(key, MISSING)
            return default
        value = self.table[key]
        # bool is an int and datetime a date in Python; neither may stand for the other here.
        wrong = (isinstance(value, bool) and kind is not bool) or isinstance(value, datetime)
        if wrong or not isinstance(value, kind):
            raise self.broken(key, NOT_THE_TYPE)
        if isinstance(value, int) and abs(value) > LARGEST:
            raise self.broken(key, NOT_THE_TYPE)
        return value

    def text(self, key: str) -> Text:
        """A sentence in both languages, neither of them empty."""
        both = Table(self.file, f"{self.at}.{key}".lstrip("."), self.get(key, dict))
        both.require_known(frozenset({"en", "fr"}))
        en, fr = both.get("en", str), both.get("fr", str)
        if not en.strip() or not fr.strip():
            raise self.broken(key, MISSING)
        return Text(en=en, fr=fr)

    def text_or_none(self, key: str) -> Text | None:
        return self.text(key) if key in self.table else None

    def choice(self, key: str, known: tuple[str, ...], default: str | None = None) -> Any:
        value = self.get(key, str, default)
        if value not in known:
            raise self.broken(key, NOT_IN_LIST)
        return value

    def words(self, key: str, known: tuple[str, ...] | None) -> tuple[str, ...]:
        """A list of strings; each in `known`, where the list is closed."""
        values = self.get(key, list, [])
        if not all(isinstance(value, str) for value in values):
            raise self.broken(key, NOT_THE_TYPE)
        if known is not None and not set(values) <= set(known):
            raise self.broken(key, NOT_IN_LIST)
        return tuple(values)

    def origin(self, default: Origin | None = None) -> Origin:
        source = self.table.get("source")
        if isinstance(source, str):
            where: Text | None = Text(en=source, fr=source)
        else:
            where = self.text("source") if "source" in self.table or default is None else default.source
        assert where is not None
        return Origin(
            source=where,
            as_of=self.get("as_of", date, default.as_of if default else None),
            # A fact that says nothing of itself is as good as its file says it is.
            verified=self.get("verified", bool, default.verified if default else None),
        )

    def when(self, offences: tuple[str, ...] = ()) -> When:
        lists = {key: self.words(key, known) for key, known in WHEN.items()}
        return When(
            **lists,
            offences=self.words("offences", None) or offences,
            states=self.words("states", None),
            not_states=self.words("not_states", None),
            named=self.get("named", bool, False),
            role=self.choice("role", get_args(Role), "any"),
            treaty=self.choice("treaty", get_args(TreatyStanding), "any"),
        )


class _Reader:
    """Reads one file; the head's origin and offences hold for whatever does not say otherwise."""

    def __init__(self, file: str) -> None:
        self.file = file

    def instrument(self, found: Mapping[str, object]) -> Instrument:
        head = Table(self.file, "", dict(found))
        head.require_known(HEAD | LISTS)
        self.origin = head.origin()
        self.offences = head.words("offences", None)
        version = head.get("version", int)
        if version < 1:
            raise head.broken("version", NOT_POSITIVE)
        return Instrument(
            code=head.get("code", str),
            version=version,
            rank=Rank(head.choice("rank", tuple(Rank))),
            name=head.text("name"),
            short=head.text("short"),
            citation=head.text("citation"),
            origin=self.origin,
            order=head.get("order", int, 50),
            in_force=head.get("in_force", bool, True),
            state=head.get("state", str, "") or None,
            for_everyone=head.get("for_everyone", bool, False),
            excluded=head.words("excluded", None),
            parties=self.parties(head),
            covers=self.each(head, "covers", self.cover),
            facts=self.each(head, "facts", self.fact),
            refusals=self.each(head, "refusals", self.refusal),
            clocks=self.each(head, "clocks", self.clock),
            dual_criminality=self.each(head, "dual_criminality", self.dual),
        )

    def each(self, head: Table, key: str, read: Callable[[Table], T]) -> tuple[T, ...]:
        tables = head.get(key, list, [])
        return tuple(
            read(Table(self.file, f"{key}[{number}]", table)) for number, table in enumerate(tables, 1)
        )

    def parties(self, head: Table) -> tuple[Party, ...]:
        declared: dict[str, list[Text]] = {}
        for state, text in self.each(head, "declarations", self.declaration):
            declared.setdefault(state, []).append(text)
        lists = self.each(head, "parties", lambda table: self.party_list(table, declared))
        return tuple(party for one in lists for party in one)

    def declaration(self, table: Table) -> tuple[str, Text]:
        table.require_known(frozenset({"state", "text"}))
        return table.get("state", str), table.text("text")

    def party_list(self, table: Table, declared: Mapping[str, list[Text]]) -> tuple[Party, ...]:
        table.require_known(ORIGIN_KEYS | {"states"})
        origin = table.origin(self.origin)
        parties = []
        for line in table.words("states", None):
            parts = PARTY.fullmatch(line)
            if parts is None:
                raise table.broken(f"states «{line}»", NOT_A_PARTY)
            state, *dates = parts.groups()
            signed, ratified, in_force = (None if day == "-" else day for day in dates)
            parties.append(Party(state, signed, ratified, in_force, origin, tuple(declared.get(state, ()))))
        return tuple(parties)

    def cover(self, table: Table) -> Cover:
        table.require_known(WHEN_KEYS | ORIGIN_KEYS | {"article", "text", "express", "condition"})
        return Cover(
            article=table.get("article", str),
            text=table.text("text"),
            when=table.when(self.offences),
            origin=table.origin(self.origin),
            express=table.get("express", bool, True),
            condition=table.text_or_none("condition"),
        )

    def fact(self, table: Table) -> Fact:
        table.require_known(WHEN_KEYS | ORIGIN_KEYS | {"about", "article", "text"})
        return Fact(
            about=About(table.choice("about", tuple(About))),
            article=table.get("article", str),
            text=table.text("text"),
            when=table.when(),
            origin=table.origin(self.origin),
        )

    def refusal(self, table: Table) -> RefusalGrounds:
        table.require_known(WHEN_KEYS | ORIGIN_KEYS | {"article", "grounds", "text"})
        return RefusalGrounds(
            article=table.get("article", str),
            grounds=table.words("grounds", tuple(GROUNDS)),
            when=table.when(),
            origin=table.origin(self.origin),
            text=table.text_or_none("text"),
        )

    def clock(self, table: Table) -> ClockReference:
        table.require_known(WHEN_KEYS | ORIGIN_KEYS | {"rule", "article", "length", "unit", "text"})
        length = table.get("length", int)
        if length < 1:
            raise table.broken("length", NOT_POSITIVE)
        return ClockReference(
            rule=table.get("rule", str),
            article=table.get("article", str),
            length=length,
            unit=table.choice("unit", get_args(Unit)),
            text=table.text("text"),
            when=table.when(),
            origin=table.origin(self.origin),
        )

    def dual(self, table: Table) -> DualCriminalityRule:
        table.require_known(WHEN_KEYS | ORIGIN_KEYS | {"article", "value", "text"})
        return DualCriminalityRule(
            article=table.get("article", str),
            value=table.choice("value", get_args(DualCriminality)),
            text=table.text("text"),
            when=table.when(),
            origin=table.origin(self.origin),
        )
