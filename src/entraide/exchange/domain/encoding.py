"""How the protocol writes things down, and reads them from strangers: canonical JSON, strictly."""

import base64
import binascii
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any, NoReturn, TypeVar, cast
from uuid import UUID

import rfc8785

from entraide.exchange.errors import Malformed, TooLarge, UnknownProtocol
from entraide.kernel.canonical import LARGEST, WRITTEN, canonical, plain

PROTOCOL = "entraide/1"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
# Control characters, those that turn the direction of what stands beside them, and those that nobody sees.
CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
DEPTH = 32
YEARS = range(2000, 3000)
# How far the clocks of two nodes may differ.
SKEW = timedelta(minutes=10)
ABOVE = re.compile("[\U00010000-\U0010ffff]")
T = TypeVar("T")


def load(data: bytes, where: str, *, most: int, items: int) -> object:
    """The JSON value that `data` is the canonical form of (RFC 8785).

    One value has one form: what could be read in two ways (a key twice, another order, spaces, broken numbers) is
    refused, and so is what holds more than `items` or is nested deeper than `DEPTH`. Raises `TooLarge`, `Malformed`.
    """
    if len(data) > most:
        raise TooLarge(where=where, most=most)
    # Looked at before anything is made of it: small bytes can stand for large things.
    opened = data.count(b"{") + data.count(b"[")
    if opened + data.count(b",") > items:
        raise Malformed(where=where)
    try:
        text = data.decode("utf-8")
        value = READER.decode(text)
        same = _canonical(value, text) == text
    except (ValueError, RecursionError, rfc8785.CanonicalizationError) as error:
        raise Malformed(where=where) from error
    if not same or (opened > DEPTH and _deeper_than(DEPTH, value)):
        raise Malformed(where=where)
    found: object = value
    return found


def digest(data: bytes) -> str:
    """`sha256:` and the hexadecimal digest."""
    return f"sha256:{sha256(data).hexdigest()}"


def digest_of(value: dict[str, object]) -> str:
    """The digest of the canonical form of a JSON object."""
    return digest(canonical(value))


def text_of(data: bytes) -> str:
    """Base64 (RFC 4648, section 4) with its padding."""
    return base64.b64encode(data).decode("ascii")


def moment_of(at: datetime) -> str:
    """A moment in UTC with microseconds: `2026-11-23T02:45:00.000000Z`."""
    return str(plain(at))


class Fields:
    """The fields of a JSON object from a stranger, each taken as what it has to be, or `Malformed` with its place."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise Malformed(where=where)
        self.value: dict[str, object] = value
        self.where = where

    def at(self, name: str) -> str:
        """The place of a field, for a refusal."""
        return f"{self.where}.{name}"

    def raw(self, name: str) -> object:
        """A field that must be there."""
        if name not in self.value:
            raise Malformed(where=self.at(name))
        return self.value[name]

    def text(self, name: str, *, most: int = 200, least: int = 1, lines: bool = False) -> str:
        """A text of so many characters, without control characters but, in `lines`, the ends of lines."""
        found = self.raw(name)
        if not isinstance(found, str) or not least <= len(found) <= most:
            raise Malformed(where=self.at(name))
        if CONTROLS.search(found.replace("\n", "") if lines else found):
            raise Malformed(where=self.at(name))
        return found

    def name(self, name: str, *, most: int = 200) -> str:
        """A name: a text without spaces at its ends or two in a row, which could be laid out as something else."""
        found = self.text(name, most=most)
        if found != " ".join(found.split()):
            raise Malformed(where=self.at(name))
        return found

    def matching(self, name: str, pattern: re.Pattern[str]) -> str:
        """A text that is wholly of a pattern."""
        found = self.text(name)
        if not pattern.fullmatch(found):
            raise Malformed(where=self.at(name))
        return found

    def protocol(self) -> None:
        """That it speaks this protocol. Raises `UnknownProtocol`."""
        if self.raw("protocol") != PROTOCOL:
            raise UnknownProtocol(where=self.where, protocol=self.text("protocol", most=40))

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        """One of some words."""
        found = self.raw(name)
        if not isinstance(found, str) or found not in allowed:
            raise Malformed(where=self.at(name))
        return found

    def whole(self, name: str, least: int, most: int = LARGEST) -> int:
        """A whole number within bounds."""
        found = self.raw(name)
        if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
            raise Malformed(where=self.at(name))
        return found

    def uuid(self, name: str) -> UUID:
        """A uuid in its usual form, in small letters."""
        text = self.text(name, most=36)
        try:
            found = UUID(text)
        except ValueError as error:
            raise Malformed(where=self.at(name)) from error
        if str(found) != text:
            raise Malformed(where=self.at(name))
        return found

    def moment(self, name: str) -> datetime:
        """A moment in UTC."""
        text = self.text(name, most=27)
        if not MOMENT.fullmatch(text):
            raise Malformed(where=self.at(name))
        try:
            found = datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)
        except ValueError as error:
            raise Malformed(where=self.at(name)) from error
        if found.year not in YEARS:
            raise Malformed(where=self.at(name))
        return found

    def day(self, name: str) -> date:
        """A date."""
        text = self.text(name, most=10)
        try:
            found = date.fromisoformat(text)
        except ValueError as error:
            raise Malformed(where=self.at(name)) from error
        if found.isoformat() != text or found.year not in YEARS:
            raise Malformed(where=self.at(name))
        return found

    def digest(self, name: str) -> str:
        """A digest as `digest` writes it."""
        text = self.text(name, most=71)
        if not DIGEST.fullmatch(text):
            raise Malformed(where=self.at(name))
        return text

    def bytes(self, name: str, *, exactly: int | None = None, most: int = LARGEST) -> bytes:
        """Bytes as `text_of` writes them."""
        found = self.raw(name)
        if not isinstance(found, str) or len(found) > 4 * ((most + 2) // 3):
            raise Malformed(where=self.at(name))
        try:
            data = base64.b64decode(found, validate=True)
        except (binascii.Error, ValueError) as error:
            raise Malformed(where=self.at(name)) from error
        # Strictly read, one text differs from another for the same bytes in its last group of four alone.
        if (
            len(found) != 4 * ((len(data) + 2) // 3)
            or text_of(data[(len(data) - 1) // 3 * 3 :]) != found[-4:]
        ):
            raise Malformed(where=self.at(name))
        if len(data) > most or (exactly is not None and len(data) != exactly):
            raise Malformed(where=self.at(name))
        return data

    def within(self, name: str) -> "Fields":
        """An object within."""
        return Fields(self.raw(name), self.at(name))

    def items(self, name: str, *, most: int, least: int = 0) -> list[object]:
        """A list of so many."""
        found = self.raw(name)
        if not isinstance(found, list) or not least <= len(found) <= most:
            raise Malformed(where=self.at(name))
        return found

    def objects(self, name: str, *, most: int, least: int = 0) -> "list[Fields]":
        """A list of objects."""
        found = self.items(name, most=most, least=least)
        return [Fields(one, f"{self.at(name)}[{index}]") for index, one in enumerate(found)]

    def flag(self, name: str) -> bool:
        """True or false."""
        found = self.raw(name)
        if not isinstance(found, bool):
            raise Malformed(where=self.at(name))
        return found

    def optional(self, name: str, take: Callable[[str], T]) -> T | None:
        """A field that is null when there is nothing to say."""
        return None if self.raw(name) is None else take(name)


def _deeper_than(most: int, value: object) -> bool:
    level = [value]
    for _ in range(most):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def _canonical(value: object, text: str) -> str:
    """The canonical form of what was read from `text`: text, whole numbers, lists and objects, and nothing else.

    The standard library writes it as RFC 8785 does, and faster: what was read here holds no number with a fraction, and
    where no character lies above U+FFFF the order of code points is that of RFC 8785.
    """
    if not text.isascii() and ABOVE.search(text):
        return rfc8785.dumps(cast(Any, value)).decode("utf-8")
    return WRITTEN.encode(value)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _whole(text: str) -> int:
    # A number of a million digits would take minutes to read.
    if len(text) > 17 or abs(found := int(text)) > LARGEST:
        raise ValueError("too large")
    return found


def _refused(text: str) -> NoReturn:
    raise ValueError(text)


READER = json.JSONDecoder(
    object_pairs_hook=_once, parse_float=_refused, parse_constant=_refused, parse_int=_whole
)
