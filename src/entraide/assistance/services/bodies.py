"""The body of each message, made from the record; and what a partner's body says, read as a form is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings

from entraide.assistance.domain.blocks import BLOCKS, SUBJECT_FIELDS, Field
from entraide.assistance.domain.exchanged import FLAGS, OF_A_MEASURE, RECORD, RESULTS_OF_A_MEASURE
from entraide.assistance.domain.kinds import AuthorityRole, Direction
from entraide.assistance.models import AssistanceRequest, Letter
from entraide.assistance.services.describing import PART_FIELDS, PARTS
from entraide.exchange.domain.encoding import CONTROLS
from entraide.exchange.errors import Malformed
from entraide.kernel.canonical import plain

TRAVELLING_PARTS = tuple(name for name in PARTS if name != "assurances")
# Fields that are dates or moments in the record, and text in JSON.
DAYS, MOMENTS = {"period_from", "period_to", "postponed_until", "day"}, {"hard_date"}
# Fields that hold values of their own: what is in them depends on the kind of the request, or the sort of the subject.
TABLES = {"block", "particulars"}
PART_ITEMS = 500
TEXT = 1_000_000


def request_body(request: AssistanceRequest, letter: Letter) -> dict[str, object]:
    """Everything that the requesting side says: the record with its parts, and the letter."""
    return _plain(
        {
            "reference": request.reference,
            "record": {name: getattr(request, name) for name in RECORD},
            "parts": {
                name: [_part(name, one) for one in _rows(request, name)] + _ourselves(name, request, letter)
                for name in TRAVELLING_PARTS
            },
            "letter": letter_body(letter),
        }
    )


def standing_body(request: AssistanceRequest, *, results: bool, **more: object) -> dict[str, object]:
    """Where each measure stands on the side that was asked, and what is said beside it; without what was found where
    `results` may not leave. The side that asks says nothing of it: what stands in its record, a partner told it."""
    asked = request.direction == Direction.INCOMING
    measures = request.measures.order_by("pk") if asked else []
    withheld = {} if results else dict.fromkeys(RESULTS_OF_A_MEASURE, "")
    return _plain(
        {
            "reference": request.reference,
            "measures": [
                {"uuid": one.uuid, **{name: _told(getattr(one, name)) for name in OF_A_MEASURE}, **withheld}
                for one in measures
            ],
            "estimated_for": request.estimated_for if asked else None,
            **{name: _told(value) for name, value in more.items()},
        }
    )


def letter_body(letter: Letter) -> dict[str, object]:
    """A letter as it travels: its paper goes beside it as a file."""
    return {
        "kind": letter.kind,
        "language": letter.language,
        "subject": _seen(letter.subject),
        "text": _seen(letter.body),
        "signed": letter.drafted_by.name,
    }


def _told(value: object) -> object:
    return _seen(value) if isinstance(value, str) else value


def _seen(text: str) -> str:
    """A text without what nobody sees: a soft hyphen that was pasted in would have the letter refused over there."""
    return "\n".join(CONTROLS.sub("", line) for line in text.replace("\t", " ").splitlines())


def record_of(body: Mapping[str, Any]) -> dict[str, object]:
    """The fields of the record that a partner filled in, as `set_fields` takes them. Raises `Malformed`."""
    given = _mapping(body, "record")
    found: dict[str, object] = {}
    for name in RECORD:
        value = given.get(name)
        if value in (None, ""):
            continue
        found[name] = _moment(value, name) if name in MOMENTS else _value(value, name, f"body.record.{name}")
    # The block is shaped by the kind: it comes after it.
    if "block" in found:
        found["block"] = _named(found.pop("block"), BLOCKS, found.get("kind"))
    return found


def parts_of(body: Mapping[str, Any], part: str) -> list[tuple[UUID, dict[str, object]]]:
    """The parts of one sort that a partner named, each with its uuid. Raises `Malformed`."""
    given = _mapping(body, "parts").get(part, [])
    if not isinstance(given, list) or len(given) > PART_ITEMS:
        raise Malformed(where=f"body.parts.{part}")
    found = [_read_part(one, part, f"body.parts.{part}[{index}]") for index, one in enumerate(given)]
    if len({uuid for uuid, _ in found}) != len(found):
        raise Malformed(where=f"body.parts.{part}")
    return found


def measures_of(body: Mapping[str, Any]) -> list[tuple[UUID, dict[str, Any]]]:
    """Where the partner says each measure stands. Raises `Malformed`."""
    given = body.get("measures", [])
    if not isinstance(given, list) or len(given) > PART_ITEMS:
        raise Malformed(where="body.measures")
    found = []
    for index, one in enumerate(given):
        place = f"body.measures[{index}]"
        if not isinstance(one, dict):
            raise Malformed(where=place)
        values = {name: one.get(name) for name in OF_A_MEASURE}
        values["postponed_until"] = (
            _day(values["postponed_until"], place) if values["postponed_until"] else None
        )
        for name in ("decision", "ground", "decision_text", "result", "result_text"):
            values[name] = _text(values[name], f"{place}.{name}", lines=True)
        if values["conditions_accepted"] not in (True, False, None):
            raise Malformed(where=f"{place}.conditions_accepted")
        found.append((_uuid(one.get("uuid"), place), values))
    return found


def text_in(body: Mapping[str, Any], name: str, *, most: int = TEXT) -> str:
    """A text of a body, empty where it is not there. Raises `Malformed`."""
    return _text(body.get(name, ""), f"body.{name}", lines=True, most=most)


def letter_in(body: Mapping[str, Any]) -> dict[str, str]:
    """The letter in a body; its fields are empty where there is none. Raises `Malformed`."""
    given = body.get("letter") or {}
    if not isinstance(given, dict):
        raise Malformed(where="body.letter")
    fields = ("kind", "language", "subject", "text", "signed")
    return {name: _text(given.get(name, ""), f"body.letter.{name}", lines=True) for name in fields}


def _ourselves(part: str, request: AssistanceRequest, letter: Letter) -> list[dict[str, object]]:
    """Who asks, where the record does not say it: to us it goes without saying."""
    if part != "authorities" or request.authorities.filter(role=AuthorityRole.REQUESTING).exists():
        return []
    agency, by = settings.NODE.agency, letter.drafted_by
    return [
        {
            # The same whenever it is said: a part keeps its uuid on both sides.
            "uuid": uuid5(request.uuid, "requesting"),
            "role": AuthorityRole.REQUESTING,
            "organisation": agency.name(letter.language),
            "unit": agency.unit(letter.language),
            "person": by.name,
            "title": by.title,
            "phone": by.phone or agency.phone,
            "email": agency.email,
            "address": "\n".join(line for line in (agency.address, agency.city) if line),
            "time_zone": agency.time_zone,
        }
    ]


def _rows(request: AssistanceRequest, part: str) -> Any:
    return PARTS[part]._default_manager.filter(request=request).order_by("pk")


def _part(name: str, one: object) -> dict[str, object]:
    # A contact is a row of our own directory, and means nothing elsewhere.
    fields = sorted(PART_FIELDS[name] - {"contact"})
    return {"uuid": getattr(one, "uuid"), **{field: getattr(one, field) for field in fields}}  # noqa: B009


def _read_part(one: object, part: str, place: str) -> tuple[UUID, dict[str, object]]:
    if not isinstance(one, dict):
        raise Malformed(where=place)
    found: dict[str, object] = {}
    for name in sorted(PART_FIELDS[part] - {"contact"}):
        value = one.get(name)
        if value in (None, ""):
            continue
        here = f"{place}.{name}"
        found[name] = _day(value, here) if name in DAYS else _value(value, name, here)
    if "particulars" in found:
        found["particulars"] = _named(found["particulars"], SUBJECT_FIELDS, found.get("sort"))
    return _uuid(one.get("uuid"), place), found


def _named(values: object, shapes: Mapping[Any, Sequence[Field]], code: object) -> object:
    """Those of some values that a kind or a sort has fields for here: a later version may have more."""
    names = {field.name for field in shapes.get(str(code), ())}
    return {key: one for key, one in values.items() if key in names} if isinstance(values, dict) else values


def _mapping(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = body.get(name)
    if not isinstance(found, dict):
        raise Malformed(where=f"body.{name}")
    return found


def _value(value: object, name: str, place: str) -> object:
    """What a field of a record or a part may hold at all; whether it fits is for the record to say."""
    if name in TABLES:
        if not isinstance(value, dict):
            raise Malformed(where=place)
        for inner in value.values():
            if not isinstance(inner, bool | int | None):
                _storable(inner, place)
    elif name in FLAGS:
        if not isinstance(value, bool):
            raise Malformed(where=place)
    else:
        _storable(value, place)
    return value


def _storable(value: object, place: str) -> None:
    # A text with a zero byte is none for a database.
    if not isinstance(value, str) or len(value) > TEXT or "\0" in value:
        raise Malformed(where=place)


def _text(value: object, place: str, *, lines: bool = False, most: int = TEXT) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > most:
        raise Malformed(where=place)
    if CONTROLS.search(value.replace("\n", "").replace("\r", "").replace("\t", "") if lines else value):
        raise Malformed(where=place)
    return value


def _uuid(value: object, place: str) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as wrong:
        raise Malformed(where=f"{place}.uuid") from wrong


def _day(value: object, place: str) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as wrong:
        raise Malformed(where=place) from wrong


def _moment(value: object, name: str) -> datetime:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError as wrong:
        raise Malformed(where=f"body.record.{name}") from wrong
    if found.tzinfo is None:
        raise Malformed(where=f"body.record.{name}")
    return found


def _plain(body: dict[str, object]) -> dict[str, object]:
    found = plain(body)
    assert isinstance(found, dict)
    return found
