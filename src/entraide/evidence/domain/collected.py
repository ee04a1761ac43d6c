"""What a collection tells: who collected what, where, when and why, and what became of every path that was found."""

import base64
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from entraide.evidence.domain.names import safe_name
from entraide.evidence.errors.bags import CoordinatesWrong, RecordUnreadable
from entraide.exchange.domain.encoding import Fields, load, moment_of
from entraide.exchange.errors import Malformed, TooLarge

KIND = "entraide.collection/1"
HEAD_BYTES, LINE_BYTES, PATH_CHARACTERS = 256 * 1024, 64 * 1024, 20_000
SHORT, LONG, MOST_RESUMED = 200, 4000, 1000
DEGREES = re.compile(r"-?\d{1,3}(?:\.\d{1,7})?", re.ASCII)
BOTH = re.compile(r"\s*([^,;\s]+)\s*[,;\s]\s*([^,;\s]+)\s*")
TIME_ZONE = re.compile(r"[A-Za-z0-9_+:/-]{1,64}", re.ASCII)
HEXADECIMAL = re.compile(r"[0-9a-f]{64}", re.ASCII)
NANOSECONDS = re.compile(r"-?(?:0|[1-9]\d{0,21})", re.ASCII)
REASON = re.compile(r"[A-Za-z0-9 _-]{1,40}", re.ASCII)
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Collector:
    """The person who collects."""

    name: str
    agency: str
    function: str = ""


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Decimal degrees (WGS 84), as they were written down: a number with a point would not keep its digits."""

    latitude: str
    longitude: str

    @classmethod
    def read(cls, text: str) -> "Coordinates":
        """What a person writes: «45.5017, -73.5673». Raises `CoordinatesWrong`."""
        parted = BOTH.fullmatch(text)
        if parted is None or not _within(parted[1], 90) or not _within(parted[2], 180):
            raise CoordinatesWrong(where=text[:SHORT])
        return cls(parted[1], parted[2])


@dataclass(frozen=True, slots=True)
class Told:
    """What the collector says: who, where, with or from which device, why, and in which time zone."""

    collector: Collector
    place: str
    reason: str
    coordinates: Coordinates | None = None
    device: str = ""
    time_zone: str = "UTC"

    def as_json(self) -> dict[str, object]:
        where = self.coordinates
        return {
            "collector": collector_as_json(self.collector),
            "coordinates": {"latitude": where.latitude, "longitude": where.longitude} if where else None,
            "device": self.device,
            "place": self.place,
            "reason": self.reason,
            "time_zone": self.time_zone,
        }


class Kind(StrEnum):
    """What a path was found to be."""

    FILE = "file"
    LINK = "link"
    SPECIAL = "special"
    EMPTY = "empty folder"
    UNREAD = "unread"


class Note(StrEnum):
    """What happened to a file beside being copied."""

    CHANGED = "changed while it was read"
    AGAIN = "copied again, since it changed between two runs"
    EARLIER = "could not be read again, the earlier copy stands"
    GONE = "gone when the collection went on"


@dataclass(frozen=True, slots=True)
class Entry:
    """One path, as bytes as it was found, below the folder that was collected; a file also with its copy.

    `name` is the copy's in the payload; `modified_ns` is nanoseconds since 1970. `target` is where a link leads;
    `reason` is why nothing was read (an error of the system by its name), or what kind of special file it is.
    """

    path: bytes
    kind: Kind
    name: str = ""
    size: int = 0
    sha256: str = ""
    modified_ns: int = 0
    target: str = ""
    reason: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def shown(self) -> str:
        """The path as text; bytes that are no text are written `\\xff`."""
        return shown(self.path)

    @property
    def modified(self) -> datetime | None:
        """When the file was last changed, by the machine it was on; None where no calendar holds it."""
        try:
            return BEGINNING + timedelta(microseconds=self.modified_ns // 1000)
        except OverflowError:
            return None

    def as_json(self) -> dict[str, object]:
        found: dict[str, object] = {"kind": self.kind.value, "path": self.shown}
        if self.shown.encode("utf-8") != self.path:
            found["path_bytes"] = base64.b64encode(self.path).decode("ascii")
        if self.kind is Kind.FILE:
            found |= {
                "modified_ns": str(self.modified_ns),
                "name": self.name,
                "notes": [note.value for note in self.notes],
                "sha256": self.sha256,
                "size": self.size,
            }
        if self.kind is Kind.LINK:
            found["target"] = self.target
        if self.kind in {Kind.SPECIAL, Kind.UNREAD}:
            found["reason"] = self.reason
        return found


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the listing of a collection."""

    told: Told
    source: str
    started: datetime
    resumed: tuple[datetime, ...]
    ended: datetime
    counts: Mapping[str, int]

    def as_json(self) -> dict[str, object]:
        return {
            "counts": dict(self.counts),
            "ended": moment_of(self.ended),
            "kind": KIND,
            "resumed": [moment_of(at) for at in self.resumed],
            "source": self.source,
            "started": moment_of(self.started),
            "told": self.told.as_json(),
        }


def counts_of(entries: Iterator[Entry]) -> dict[str, int]:
    """How many paths of each kind there are, and how many bytes the files have."""
    found = {kind.value: 0 for kind in Kind} | {"bytes": 0}
    for entry in entries:
        found[entry.kind.value] += 1
        found["bytes"] += entry.size
    return found


def shown(path: bytes) -> str:
    """A path as text; bytes that are no text are written `\\xff`."""
    return path.decode("utf-8", "backslashreplace")


def collector_as_json(collector: Collector) -> dict[str, object]:
    return {"agency": collector.agency, "function": collector.function, "name": collector.name}


@contextmanager
def reading(where: str) -> Iterator[None]:
    """A record of a stranger, read: whatever is wrong with it is said of the file `where`."""
    try:
        yield
    except (Malformed, TooLarge) as error:
        raise RecordUnreadable(where=where, place=error.facts["where"]) from error


def read_head(data: bytes, where: str) -> Head:
    """What `Head.as_json` wrote. Raises `RecordUnreadable`."""
    with reading(where):
        fields = Fields(load(data, "record", most=HEAD_BYTES, items=2 * MOST_RESUMED), "record")
        _require_keys(fields, "counts", "ended", "kind", "resumed", "source", "started", "told")
        fields.one_of("kind", (KIND,))
        counts = fields.within("counts")
        _require_keys(counts, "bytes", *Kind)
        resumed = fields.items("resumed", most=MOST_RESUMED)
        return Head(
            read_told(fields.within("told")),
            _path_text(fields, "source"),
            fields.moment("started"),
            tuple(Fields({"at": at}, fields.at("resumed")).moment("at") for at in resumed),
            fields.moment("ended"),
            {name: counts.whole(name, 0) for name in counts.value},
        )


def read_told(fields: Fields) -> Told:
    """What `Told.as_json` wrote. Raises `Malformed`."""
    _require_keys(fields, "collector", "coordinates", "device", "place", "reason", "time_zone")
    return Told(
        read_collector(fields.within("collector")),
        fields.text("place", most=SHORT),
        fields.text("reason", most=LONG, lines=True),
        fields.optional("coordinates", lambda name: _coordinates(fields.within(name))),
        fields.text("device", most=LONG, least=0, lines=True),
        fields.matching("time_zone", TIME_ZONE),
    )


def require_tellable(told: Told) -> None:
    """That what is told can be read again. Raises `RecordUnreadable`."""
    with reading("collection.json"):
        read_told(Fields(told.as_json(), "told"))


def read_collector(fields: Fields) -> Collector:
    """What `collector_as_json` wrote. Raises `Malformed`."""
    _require_keys(fields, "agency", "function", "name")
    return Collector(
        fields.name("name", most=SHORT),
        fields.name("agency", most=SHORT),
        fields.text("function", most=SHORT, least=0),
    )


def read_entry(line: bytes, place: str) -> Entry:
    """What `Entry.as_json` wrote, as one line. Raises `Malformed`, `TooLarge`."""
    fields = Fields(load(line, place, most=LINE_BYTES, items=40), place)
    return entry_from(fields)


def entry_from(fields: Fields) -> Entry:
    """What `Entry.as_json` wrote. Raises `Malformed`."""
    kind = Kind(fields.one_of("kind", tuple(Kind)))
    wanted = {"kind", "path"}
    if "path_bytes" in fields.value:
        wanted.add("path_bytes")
    text = _path_text(fields, "path")
    path = fields.bytes("path_bytes", most=PATH_CHARACTERS) if "path_bytes" in wanted else text.encode()
    # One path has one form, and leads to nowhere else.
    if shown(path) != text or ("path_bytes" in wanted) == (text.encode() == path) or _leads_out(path):
        raise Malformed(where=fields.at("path"))
    if kind is Kind.FILE:
        _require_keys(fields, *wanted, "modified_ns", "name", "notes", "sha256", "size")
        name = fields.text("name", most=SHORT)
        if not safe_name(name):
            raise Malformed(where=fields.at("name"))
        notes = tuple(
            Note(Fields({"note": one}, fields.at("notes")).one_of("note", tuple(Note)))
            for one in fields.items("notes", most=len(Note))
        )
        return Entry(
            path,
            kind,
            name,
            fields.whole("size", 0),
            fields.matching("sha256", HEXADECIMAL),
            int(fields.matching("modified_ns", NANOSECONDS)),
            notes=notes,
        )
    if kind is Kind.LINK:
        _require_keys(fields, *wanted, "target")
        return Entry(path, kind, target=_path_text(fields, "target"))
    if kind is Kind.EMPTY:
        _require_keys(fields, *wanted)
        return Entry(path, kind)
    _require_keys(fields, *wanted, "reason")
    return Entry(path, kind, reason=fields.matching("reason", REASON))


def _leads_out(path: bytes) -> bool:
    return any(part in {b"", b".", b".."} or b"\0" in part for part in path.split(b"/"))


def _path_text(fields: Fields, name: str) -> str:
    # A path is shown as it was found, whatever characters it has: who shows it writes out what a terminal obeys.
    found = fields.raw(name)
    if not isinstance(found, str) or not 0 < len(found) <= PATH_CHARACTERS:
        raise Malformed(where=fields.at(name))
    return found


def _coordinates(fields: Fields) -> Coordinates:
    _require_keys(fields, "latitude", "longitude")
    found = Coordinates(fields.matching("latitude", DEGREES), fields.matching("longitude", DEGREES))
    if not _within(found.latitude, 90) or not _within(found.longitude, 180):
        raise Malformed(where=fields.where)
    return found


def _within(degrees: str, most: int) -> bool:
    return DEGREES.fullmatch(degrees) is not None and abs(float(degrees)) <= most


def _require_keys(fields: Fields, *names: str) -> None:
    if fields.value.keys() != set(names):
        raise Malformed(where=fields.where)
