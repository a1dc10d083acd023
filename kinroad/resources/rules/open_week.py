"""The hours of a week in which a place may be open: a coarse sieve, before its hours are read to the minute."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from kinroad.resources.rules.opening import MIDNIGHT, Hours

HOUR = 60  # minutes
WEEK = 7 * 24  # hours
A_NUMBER = 56  # hours: three numbers hold a week
Bits = tuple[int, int, int]


def may_be_open(hours: Iterable[Hours], *, zone: str) -> Bits:
    """A bit for every hour of the week, in UTC, that touches opening hours at any time of the year.

    It may say yes too often (a season, a second Saturday, a holiday, summer time), and never no too often.
    """
    found: set[int] = set()
    ahead = offsets(zone)
    for line in hours:
        if line.opens is None:
            continue
        closes = MIDNIGHT if line.closes is None else line.closes
        end = closes if closes > line.opens else closes + MIDNIGHT
        for day in _weekdays(line):
            first = day * MIDNIGHT + line.opens - max(ahead)
            last = day * MIDNIGHT + end - min(ahead)
            found |= {hour % WEEK for hour in range(first // HOUR, -(-last // HOUR))}
    return _as_bits(found)


def hour_of(at: datetime) -> tuple[int, int]:
    """Which of the three numbers tells of this moment, and the bit in it."""
    moment = at.astimezone(UTC)
    number, bit = divmod(moment.weekday() * 24 + moment.hour, A_NUMBER)
    return number, 1 << bit


@lru_cache(maxsize=512)
def offsets(zone: str) -> tuple[int, ...]:
    """Minutes by which the clocks of a zone are ahead of UTC, in winter and in summer."""
    days = (datetime(2026, month, 15, tzinfo=ZoneInfo(zone)).utcoffset() or timedelta() for month in range(1, 13))
    return tuple(sorted({int(day.total_seconds()) // HOUR for day in days}))


def _weekdays(line: Hours) -> set[int]:
    every_day = line.month_days or not line.days
    return set(range(7)) if every_day else {weekday for _number, weekday in line.days}


def _as_bits(hours: set[int]) -> Bits:
    one, two, three = (
        sum(1 << (hour - first) for hour in hours if first <= hour < first + A_NUMBER)
        for first in range(0, WEEK, A_NUMBER)
    )
    return one, two, three
