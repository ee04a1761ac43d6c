"""Addresses in headers, read so that two readers cannot come to two answers."""

import re
from typing import Final

from entraide.exchange.domain.mail.entities import Entity

_ADDRESS: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?"
_ALONE: Final = re.compile(rf"({_ADDRESS})\Z")
_NAMED: Final = re.compile(rf"[^<>@,;]*<({_ADDRESS})>\Z")
_QUOTED: Final = re.compile(r'"(?:\\.|[^"\\])*"')
_LONGEST: Final = 2_000


def address_in(value: str) -> str | None:
    """The one address of a header, in small letters; None where there is none, or where there could be two.

    Nothing is decoded: an encoded word can stand in a name and never in an address (RFC 2047, 5). What has a comment
    with an address in it, a group or a route is taken for nobody's.
    """
    if len(value) > _LONGEST:
        return None
    bare = _QUOTED.sub("", value).strip()
    found = _ALONE.match(bare) or _NAMED.match(bare)
    return found[1].lower() if found else None


def sender_of(entity: Entity) -> str | None:
    """Who the mail says wrote it; None unless it has one `From` with one address."""
    senders = entity.all_of("From")
    return address_in(senders[0]) if len(senders) == 1 else None
