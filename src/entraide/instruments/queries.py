"""Questions to the library of this node: what is shipped, with its own versions and party records laid over."""

import logging
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from django.db.models import Max, QuerySet

from entraide.instruments.domain.applying import is_bound
from entraide.instruments.domain.instrument import Instrument, Origin, Party
from entraide.instruments.domain.library import Library, load_library
from entraide.instruments.domain.reading import read_instrument
from entraide.instruments.errors import InstrumentBroken
from entraide.instruments.models import PartyRecord, Revision
from entraide.kernel.differences import difference
from entraide.kernel.errors import NotFound
from entraide.kernel.languages import Text

log = logging.getLogger(__name__)


class Newest(NamedTuple):
    """The last rows written: the library read with them is good until another is."""

    revision: UUID | None
    party: UUID | None


def node_library() -> Library:
    """The library as this node uses it. Read anew only when somebody has written since."""
    return _library(newest())


def newest() -> Newest:
    # By uuid: a row that was rolled back may give its number to another.
    return Newest(
        Revision.objects.order_by("-pk").values_list("uuid", flat=True).first(),
        PartyRecord.objects.order_by("-pk").values_list("uuid", flat=True).first(),
    )


def instrument(code: str) -> Instrument:
    """One instrument as this node uses it. Raises `NotFound`."""
    found = next((one for one in node_library().instruments if one.code == code), None)
    if found is None:
        raise NotFound
    return found


def revisions(code: str) -> QuerySet[Revision]:
    """Every own version of an instrument, the newest first."""
    return Revision.objects.filter(code=code).select_related("by").order_by("-number")


def newest_revisions() -> QuerySet[Revision]:
    """The newest own version of each instrument, those that were withdrawn with an empty text among them."""
    newest = Revision.objects.order_by().values("code").annotate(newest=Max("pk")).values("newest")
    return Revision.objects.filter(pk__in=newest).select_related("by").order_by("code")


def party_records(code: str) -> QuerySet[PartyRecord]:
    """Everything that was recorded of the parties to an instrument, the newest first."""
    return PartyRecord.objects.filter(code=code).select_related("by", "state").order_by("-pk")


def shipped_text(code: str) -> str:
    """The file of a shipped instrument; empty where none is shipped."""
    return _shipped_texts().get(code, "")


def current_text(code: str) -> str:
    """The text in use: the newest own version, or the shipped file."""
    newest = revisions(code).first()
    return newest.text if newest and newest.text else shipped_text(code)


@dataclass(frozen=True)
class Version:
    """One line of an instrument's history. `diff` is against the version before it, in unified form."""

    revision: Revision
    diff: tuple[str, ...]


def history(code: str) -> list[Version]:
    """Who changed what, and why, the newest first. Raises `NotFound` for a code that never was."""
    texts = [shipped_text(code)]
    found: list[Version] = []
    for revision in reversed(revisions(code)):
        after = revision.text or shipped_text(code)
        found.append(Version(revision, difference(texts[-1], after)))
        texts.append(after)
    if not found and not texts[0]:
        raise NotFound
    return found[::-1]


@dataclass(frozen=True)
class Share:
    """How many of the facts of an instrument somebody has confirmed at their source."""

    verified: int
    all: int


def verified_share(instrument: Instrument) -> Share:
    origins = origins_of(instrument)
    return Share(sum(origin.verified for origin in origins), len(origins))


def bound_states(instrument: Instrument) -> int:
    """How many states are known to be bound."""
    last = {party.state: party for party in instrument.parties}
    return sum(party.is_bound for party in last.values())


def reaches(instrument: Instrument, state: str) -> bool:
    """Whether an instrument binds a state, is its own act, or is open to it."""
    if instrument.state is not None:
        return instrument.state == state
    if state in instrument.excluded:
        return False
    return instrument.for_everyone or is_bound(instrument.party(state))


def own_numbers() -> dict[str, int]:
    """The number of the own version in use, by the code of its instrument."""
    return dict(newest_revisions().exclude(text="").values_list("code", "number"))


def origins_of(instrument: Instrument) -> list[Origin]:
    """The source of every single fact; of a party, that of the last word on it."""
    parties = {party.state: party for party in instrument.parties}.values()
    return [
        fact.origin
        for group in (
            parties,
            instrument.covers,
            instrument.facts,
            instrument.refusals,
            instrument.clocks,
            instrument.dual_criminality,
        )
        for fact in group
    ]


@lru_cache(maxsize=2)
def _library(_newest: Newest) -> Library:
    own = []
    for revision in newest_revisions().exclude(text=""):
        try:
            own.append(read_instrument(revision.code, revision.text))
        except InstrumentBroken as broken:
            # A text that an earlier version of the software could read: the shipped one serves meanwhile.
            log.warning("own version of %s cannot be read: %s", revision.code, broken)
    library = load_library(own)
    told = _records()
    laid = tuple(lay_over(one, told.get(one.code, ())) for one in library.instruments)
    return replace(library, instruments=laid)


def _records() -> dict[str, tuple[PartyRecord, ...]]:
    last = PartyRecord.objects.order_by().values("code", "state").annotate(last=Max("pk")).values("last")
    found: dict[str, list[PartyRecord]] = {}
    for record in PartyRecord.objects.filter(pk__in=last).order_by("pk"):
        found.setdefault(record.code, []).append(record)
    return {code: tuple(records) for code, records in found.items()}


def lay_over(instrument: Instrument, records: Iterable[PartyRecord]) -> Instrument:
    """The instrument with what was recorded of its parties; what each of them declared is kept."""
    told = {record.state_id: record for record in records}
    if not told:
        return instrument
    kept = tuple(party for party in instrument.parties if party.state not in told)
    recorded = tuple(_party(record, instrument.party(state)) for state, record in told.items())
    return replace(instrument, parties=kept + recorded)


def _party(record: PartyRecord, shipped: Party | None) -> Party:
    return Party(
        state=record.state_id,
        signed=record.signed or None,
        ratified=record.ratified or None,
        in_force=record.in_force or None,
        origin=Origin(Text(en=record.source_en, fr=record.source_fr), record.as_of, record.verified),
        declarations=shipped.declarations if shipped else (),
    )


@cache
def _shipped_texts() -> MappingProxyType[str, str]:
    folder = resources.files("entraide.instruments").joinpath("data", "instruments")
    texts = [file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".toml")]
    return MappingProxyType({str(tomllib.loads(text)["code"]): text for text in texts})
