"""The record of a package from a stranger: every field known, of its type and within bounds, or refused with its place.

What was seized bears the names that others gave it, so texts are taken as they are, with every character; whoever shows
them to a person has to show them harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import cast, get_args
from uuid import UUID

from entraide.evidence.domain.custody import Act, Event, Signatory
from entraide.evidence.domain.exhibits import Content, Described, Kind, Marking, Part
from entraide.evidence.domain.package.record import FORMAT, Bound, Carried, Log, Record, Recorded, Report
from entraide.evidence.errors.packages import PackageMalformed, PackageVersionUnknown
from entraide.exchange.domain.cards import COUNTRY, Agency
from entraide.exchange.domain.encoding import MOMENT, Fields, load
from entraide.exchange.domain.statement import HANDLING_CODES, TLP, Handling
from entraide.exchange.errors import Malformed, TooLarge
from entraide.kernel.languages import Language
from entraide.ledger.domain.notes import NAME

RECORD_BYTES, RECORD_ITEMS = 32 * 1024**2, 1_000_000
EXHIBITS, FILES, EVENTS, STAMPS = 10_000, 100_000, 10_000, 100_000
LINE, LINES = 1000, 200_000
DETAILS, SEALS, STROKES, POINTS, SIDE = 100, 1000, 1000, 10_000, 1000
SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


def read_record(data: bytes, where: str = "data/record.json") -> Record:
    """The record in those bytes. Raises `PackageMalformed`, `PackageVersionUnknown`."""
    fields = opened(data, where, most=RECORD_BYTES, items=RECORD_ITEMS)
    try:
        require_format(fields)
        record = _record(fields)
    except Malformed as malformed:
        raise PackageMalformed(where=malformed.facts["where"]) from malformed
    _require_once(fields, record)
    return record


def opened(data: bytes, where: str, *, most: int, items: int) -> Fields:
    """The fields of a canonical JSON object. Raises `PackageMalformed`."""
    try:
        return Fields(load(data, where, most=most, items=items), where)
    except (Malformed, TooLarge) as refused:
        raise PackageMalformed(where=where) from refused


def require_format(fields: Fields) -> None:
    """That it is of the format that is read here. Raises `PackageVersionUnknown`, `Malformed`."""
    found = fields.text("format", most=40)
    if found != FORMAT:
        raise PackageVersionUnknown(where=fields.where, format=found)


def require_only(fields: Fields, *names: str) -> None:
    """That these fields are there and no others. Raises `PackageMalformed`, with the place of the first that is not."""
    for name in sorted(fields.value.keys() ^ set(names)):
        raise PackageMalformed(where=fields.at(name))


def _record(fields: Fields) -> Record:
    require_only(
        fields,
        *(
            "format",
            "node",
            "agency",
            "case",
            "made_at",
            "made_by",
            "handling",
            "exhibits",
            "stamps",
            "reports",
        ),
        "ledger",
    )
    agency, case, ledger = (fields.within(name) for name in ("agency", "case", "ledger"))
    require_only(agency, "name_en", "name_fr", "country")
    require_only(case, "id", "reference")
    require_only(ledger, "name", "size")
    return Record(
        node=fields.uuid("node"),
        agency=Agency(agency.name("name_en"), agency.name("name_fr"), agency.matching("country", COUNTRY)),
        case=case.uuid("id"),
        reference=_text(case, "reference", LINE, least=1),
        made_at=fields.moment("made_at"),
        made_by=_text(fields, "made_by", LINE, least=1),
        handling=_handling(fields.within("handling")),
        exhibits=tuple(_exhibit(one) for one in fields.objects("exhibits", least=1, most=EXHIBITS)),
        stamps=tuple(_uuids(fields, "stamps", most=STAMPS)),
        reports=tuple(_report(one) for one in fields.objects("reports", most=len(get_args(Language)))),
        ledger=Log(ledger.matching("name", NAME), ledger.whole("size", 1)),
    )


def _handling(fields: Fields) -> Handling:
    require_only(fields, "tlp", "code", "purpose", "limits", "keep_until")
    return Handling(
        tlp=fields.one_of("tlp", TLP),
        code=fields.one_of("code", HANDLING_CODES),
        purpose=_text(fields, "purpose", LINE, least=1),
        limits=_text(fields, "limits", LINES),
        keep_until=fields.optional("keep_until", fields.day),
    )


def _exhibit(fields: Fields) -> Recorded:
    require_only(fields, "described", "files", "chain")
    return Recorded(
        _described(fields.within("described")),
        tuple(_carried(one) for one in fields.objects("files", most=FILES)),
        tuple(_bound(one) for one in fields.objects("chain", least=1, most=EVENTS)),
    )


def _described(fields: Fields) -> Described:
    require_only(
        fields,
        *(
            "id",
            "number",
            "kind",
            "title",
            "description",
            "source",
            "marking",
            "registered_at",
            "registered_by",
        ),
        "details",
    )
    details = fields.within("details")
    if len(details.value) > DETAILS:
        raise PackageMalformed(where=details.where)
    return Described(
        id=fields.uuid("id"),
        number=_text(fields, "number", LINE, least=1),
        kind=Kind(fields.one_of("kind", tuple(Kind))),
        title=_text(fields, "title", LINE),
        description=_text(fields, "description", LINES),
        source=_text(fields, "source", LINES),
        marking=Marking(fields.one_of("marking", tuple(Marking))),
        registered_at=_moment(fields, "registered_at"),
        registered_by=_text(fields, "registered_by", LINE),
        details={name: _text(details, name, LINES) for name in details.value},
    )


def _carried(fields: Fields) -> Carried:
    require_only(fields, "id", "exhibit", "part", "name", "media_type", "size", "sha256", "taken_at", "along")
    return Carried(
        Content(
            id=fields.uuid("id"),
            exhibit=fields.uuid("exhibit"),
            part=Part(fields.one_of("part", tuple(Part))),
            name=_text(fields, "name", LINE),
            media_type=_text(fields, "media_type", LINE),
            size=fields.whole("size", 0),
            sha256=fields.matching("sha256", SHA256),
            taken_at=_moment(fields, "taken_at"),
        ),
        fields.flag("along"),
    )


def _bound(fields: Fields) -> Bound:
    require_only(fields, "event", "salt", "entry")
    return Bound(
        _event(fields.within("event")),
        bytes.fromhex(fields.matching("salt", SHA256)),
        fields.whole("entry", 1),
    )


def _event(fields: Fields) -> Event:
    require_only(
        fields,
        *(
            "id",
            "exhibit",
            "number",
            "act",
            "at",
            "by",
            "happened",
            "until",
            "when",
            "other",
            "place",
            "reason",
        ),
        *("condition", "seals", "about", "facts"),
    )
    return Event(
        id=fields.uuid("id"),
        exhibit=fields.uuid("exhibit"),
        number=fields.whole("number", 1),
        act=Act(fields.one_of("act", tuple(Act))),
        at=_moment(fields, "at"),
        by=_signatory(fields, "by"),
        happened=fields.optional("happened", lambda name: _moment(fields, name)),
        until=fields.optional("until", lambda name: _moment(fields, name)),
        when=_text(fields, "when", LINE),
        other=fields.optional("other", lambda name: _signatory(fields, name)),
        place=_text(fields, "place", LINES),
        reason=_text(fields, "reason", LINES),
        condition=_text(fields, "condition", LINES),
        seals=tuple(_texts(fields, "seals", most=SEALS)),
        about=fields.optional("about", fields.uuid),
        facts=fields.within("facts").value,
    )


def _signatory(above: Fields, name: str) -> Signatory:
    fields = above.within(name)
    require_only(fields, "name", "function", "agency", "person", "node", "strokes")
    return Signatory(
        name=_text(fields, "name", LINE),
        function=_text(fields, "function", LINE),
        agency=_text(fields, "agency", LINE),
        person=fields.optional("person", fields.uuid),
        node=fields.optional("node", fields.uuid),
        strokes=tuple(
            _line(one, f"{fields.at('strokes')}[{index}]")
            for index, one in enumerate(fields.items("strokes", most=STROKES))
        ),
    )


def _line(value: object, where: str) -> tuple[tuple[int, int], ...]:
    if not isinstance(value, list) or len(value) > POINTS:
        raise PackageMalformed(where=where)
    return tuple(_point(one, f"{where}[{index}]") for index, one in enumerate(value))


def _point(value: object, where: str) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2:
        raise PackageMalformed(where=where)
    for index, one in enumerate(value):
        if type(one) is not int or not 0 <= one <= SIDE:
            raise PackageMalformed(where=f"{where}[{index}]")
    return value[0], value[1]


def _report(fields: Fields) -> Report:
    require_only(fields, "language", "size", "sha256")
    language = cast(Language, fields.one_of("language", get_args(Language)))
    return Report(language, fields.whole("size", 1), fields.matching("sha256", SHA256))


def _text(fields: Fields, name: str, most: int, *, least: int = 0) -> str:
    found = fields.raw(name)
    if not isinstance(found, str) or not least <= len(found) <= most:
        raise PackageMalformed(where=fields.at(name))
    return found


def _texts(fields: Fields, name: str, *, most: int) -> Iterable[str]:
    for index, one in enumerate(fields.items(name, most=most)):
        if not isinstance(one, str) or len(one) > LINE:
            raise PackageMalformed(where=f"{fields.at(name)}[{index}]")
        yield one


def _uuids(fields: Fields, name: str, *, most: int) -> Iterable[UUID]:
    for index, one in enumerate(fields.items(name, most=most)):
        place = f"{name}[{index}]"
        yield Fields({place: one}, fields.where).uuid(place)


def _moment(fields: Fields, name: str) -> datetime:
    """A moment in UTC: what was done long before there were such packages is told in them too, but not in any year
    whose days no clock in the world could show."""
    text = fields.raw(name)
    if not isinstance(text, str) or not MOMENT.fullmatch(text):
        raise PackageMalformed(where=fields.at(name))
    try:
        moment = datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)
        if not 1000 <= moment.year < 9999:
            raise PackageMalformed(where=fields.at(name))
        return moment
    except ValueError as error:
        raise PackageMalformed(where=fields.at(name)) from error


def _require_once(fields: Fields, record: Record) -> None:
    """Nothing twice, and everything at the exhibit that it names. Raises `PackageMalformed`."""

    def once(found: set[object], value: object, where: str) -> None:
        if value in found:
            raise PackageMalformed(where=where)
        found.add(value)

    seen: dict[str, set[object]] = {
        name: set() for name in ("number", "id", "file", "event", "entry", "rest")
    }
    for index, exhibit in enumerate(record.exhibits):
        where = f"{fields.where}.exhibits[{index}]"
        once(seen["number"], exhibit.described.number, f"{where}.described.number")
        once(seen["id"], exhibit.described.id, f"{where}.described.id")
        for at, one in enumerate(exhibit.files):
            once(seen["file"], one.content.id, f"{where}.files[{at}].id")
            if one.content.exhibit != exhibit.described.id:
                raise PackageMalformed(where=f"{where}.files[{at}].exhibit")
        for at, link in enumerate(exhibit.chain):
            once(seen["event"], link.event.id, f"{where}.chain[{at}].event.id")
            once(seen["entry"], link.entry, f"{where}.chain[{at}].entry")
    for index, content in enumerate(record.stamps):
        place = f"{fields.where}.stamps[{index}]"
        if content not in seen["file"]:
            raise PackageMalformed(where=place)
        once(seen["rest"], content, place)
    for index, report in enumerate(record.reports):
        once(seen["rest"], report.language, f"{fields.where}.reports[{index}]")
