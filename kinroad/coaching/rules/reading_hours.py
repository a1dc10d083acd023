"""When somebody of the organization reads what comes in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOOK_AHEAD = 60  # days


@dataclass(frozen=True)
class ReadingHours:
    """For each weekday (Monday is 0) from when until when; `closed` holds days ("2026-11-26", or "12-25" every year).

    Without any hours nobody promised anything.
    """

    zone: str
    week: Mapping[int, tuple[time, time]] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()


def is_closed(hours: ReadingHours, day: date) -> bool:
    """Whether it is a holiday."""
    return day.isoformat() in hours.closed or f"{day:%m-%d}" in hours.closed


def open_on(hours: ReadingHours, day: date) -> tuple[datetime, datetime] | None:
    """From when until when (UTC) somebody reads on this day; None when nobody does."""
    span = hours.week.get(day.weekday())
    if span is None or is_closed(hours, day):
        return None
    start, end = (datetime.combine(day, each, tzinfo=ZoneInfo(hours.zone)).astimezone(UTC) for each in span)
    return (start, end) if start < end else None


def is_open(hours: ReadingHours, *, at: datetime) -> bool:
    """Whether somebody reads at this moment."""
    span = open_on(hours, at.astimezone(ZoneInfo(hours.zone)).date())
    return span is not None and span[0] <= at < span[1]


def read_from(hours: ReadingHours, *, at: datetime) -> datetime | None:
    """The moment from which somebody reads what comes in at `at`: `at` itself when somebody is there now.

    None when nobody said, or nobody is there for the next sixty days: then nothing may be promised.
    """
    day = at.astimezone(ZoneInfo(hours.zone)).date()
    for ahead in range(LOOK_AHEAD + 1):
        span = open_on(hours, day + timedelta(days=ahead))
        if span is not None and span[1] > at:
            return max(span[0], at)
    return None
