"""Between moments and what the clock on the wall shows, where clocks are put forward and back.

A wall time that clocks skip is read as the moment they jumped; one they show twice, as the second time: nobody loses
an hour to the change, and a later wall time is never an earlier moment.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

SECOND = timedelta(seconds=1)


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """The zone of that IANA name. Raises `zoneinfo.ZoneInfoNotFoundError`."""
    return ZoneInfo(name)


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC. Raises `ValueError` for one without a zone.

    Two datetimes of one zone are compared and subtracted by the wall in Python; in UTC time elapses.
    """
    if moment.tzinfo is None:
        raise ValueError(f"A moment without a zone: {moment}")
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


def wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """What the wall clock shows at that moment, without a zone."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def wall_risen(moment: datetime, zone: ZoneInfo) -> datetime:
    """The latest that the wall clock has shown by that moment: it stands still while an hour is shown again."""
    local = moment.astimezone(zone)
    if not local.fold:
        return local.replace(tzinfo=None)
    again = _offset(local.replace(fold=0)) - _offset(local)
    turned = _turn(moment - again, moment, zone)
    return wall(turned, zone) + again


def moment_of(shown: datetime, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which the wall clock shows that."""
    one, other = shown.replace(tzinfo=zone, fold=0), shown.replace(tzinfo=zone, fold=1)
    first, second = one.astimezone(UTC), other.astimezone(UTC)
    # For a time that is skipped, the reading by the new offset lies before the one by the old.
    return second if first <= second else _turn(second, first, zone)


def _turn(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """The moment between the two at which the zone's offset changes; clocks change on whole seconds."""
    before = _offset(early.astimezone(zone))
    low, high = early.astimezone(UTC).replace(microsecond=0), late.astimezone(UTC)
    while high - low > SECOND:
        middle = low + timedelta(seconds=(high - low) // SECOND // 2 or 1)
        if _offset(middle.astimezone(zone)) == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def _offset(local: datetime) -> timedelta:
    return local.utcoffset() or timedelta(0)
