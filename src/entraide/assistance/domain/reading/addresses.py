"""IP addresses with the port and the moment beside them.

Without both, most providers cannot tell a subscriber.
"""

import ipaddress
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

from entraide.assistance.domain.reading.suggestion import Field, Suggestion
from entraide.kernel.languages import Text

_MOST = 500
_SHOWN = 100
_DOT = r"(?:\.|\[\.\])"
_V4 = re.compile(rf"(?<![\w.\-])(\d{{1,3}}(?:{_DOT}\d{{1,3}}){{3}})(?!{_DOT}?\d|\w)(?::(\d{{1,5}})(?!\d))?")
_V6 = re.compile(r"(?<![\w:.])\[?([0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,8})(?![\w:])(?:\]:(\d{1,5}))?")
_PORT = re.compile(
    r"[\s,;(]{0,4}(?:and |et )?(?:on |with |au |sur )?(?:the |le )?(?:source |src |tcp |udp )?(?:port|"
    r"puerto|porta|порт)(?: source)?\s{0,2}(?:no\.?|number|n°|[:#=])?\s{0,2}(\d{1,5})(?!\d)",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    r"(?<!\d)(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./](\d{1,2})[./](\d{4}))[T,\s]{1,3}(?:at |à |um |"
    r"a las |at around )?"
    r"(\d{1,2})[:h](\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?[\s(]{0,2}(Z\b|(?:UTC|"
    r"GMT)?\s?[+-]\d{1,2}(?::?\d{2})?|UTC|GMT|CEST|CET|EST|EDT|MSK)?"
)
_ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "CET": 60, "CEST": 120, "EST": -300, "EDT": -240, "MSK": 180}
_NO_ADDRESS = re.compile(r"(?:version|v|section|article|art|clause|firmware|§|№)\W{0,3}$", re.IGNORECASE)
_AHEAD, _BEHIND = 130, 70


def ip_addresses(text: str) -> list[Suggestion]:
    """Each address once per port and moment.

    The value is «address:port moment», in ISO 8601, of what the letter gives.
    """
    matches = _candidates(text)
    found: dict[str, Suggestion] = {}
    used = 0
    for number, match in enumerate(matches):
        address = _address(match.group(1))
        if address is None or _NO_ADDRESS.search(text[max(0, match.start() - 15) : match.start()]):
            continue
        until = matches[number + 1].start() if number + 1 < len(matches) else len(text)
        value, end = _with_port_and_moment(text, match, address, used, until)
        used = end
        start = match.start()
        found.setdefault(value, _suggestion(value, text[start:end], start, end, address))
        if len(found) >= _SHOWN:
            break
    return list(found.values())


def _candidates(text: str) -> list[re.Match[str]]:
    return sorted((*_some(_V4, text), *_some(_V6, text)), key=lambda match: match.start())


def _some(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for number, match in enumerate(pattern.finditer(text)):
        if number >= _MOST:
            return
        if _address(match.group(1)) is not None:
            yield match


def _address(words: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(words.replace("[.]", "."))
    except ValueError:
        return None


def _with_port_and_moment(
    text: str,
    match: re.Match[str],
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
    since: int,
    until: int,
) -> tuple[str, int]:
    end = match.end()
    port = match.group(2) or ""
    if not port:
        named = _PORT.match(text, end, min(until, end + 80))
        if named:
            port, end = named.group(1), named.end()
    shown = f"[{address}]" if port and address.version == 6 else str(address)
    value = f"{shown}:{port}" if port and int(port) <= 65_535 else str(address)
    after = _MOMENT.search(text, end, min(until, end + _AHEAD))
    if after and (moment := _moment(after)):
        return f"{value} {moment}", after.end()
    for before in _MOMENT.finditer(text, max(since, match.start() - _BEHIND), match.start()):
        if moment := _moment(before):
            return f"{value} {moment}", end
    return value, end


def _moment(match: re.Match[str]) -> str:
    """The moment in ISO 8601.

    Without a zone when the letter gives none, because guessing one would accuse somebody else.
    """
    year, month, day, day2, month2, year2, hour, minute, second, zone = match.groups()
    try:
        moment = datetime(  # noqa: DTZ001  the zone is added below, or was not given
            int(year or year2),
            int(month or month2),
            int(day or day2),
            int(hour),
            int(minute),
            int(second or 0),
        )
    except ValueError:
        return ""
    offset = _offset(zone)
    return moment.isoformat() if offset is None else moment.replace(tzinfo=offset).isoformat()


def _offset(zone: str | None) -> timezone | None:
    if not zone:
        return None
    if zone in _ZONES:
        return UTC if _ZONES[zone] == 0 else timezone(timedelta(minutes=_ZONES[zone]))
    sign = -1 if "-" in zone else 1
    digits = re.sub(r"\D", "", zone)
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14 or minutes > 59:
        return None
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def _suggestion(
    value: str, words: str, start: int, end: int, address: ipaddress.IPv4Address | ipaddress.IPv6Address
) -> Suggestion:
    inside = address.is_private and not _is_documentation(address)
    return Suggestion(
        Field.IP_ADDRESS,
        value,
        value,
        words,
        start,
        end,
        0.4 if inside else 0.9,
        _PRIVATE if inside else _WRITTEN,
    )


def _is_documentation(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Addresses kept for examples (RFC 5737, RFC 3849) stand for real ones in tests and in training
    letters."""
    blocks = ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
    return any(address in ipaddress.ip_network(block) for block in blocks)


_WRITTEN = Text(en="written as an IP address", fr="écrit comme une adresse IP")
_PRIVATE = Text(
    en="an address of a private network: it identifies nobody outside",
    fr="une adresse de réseau privé : elle n’identifie personne à l’extérieur",
)
