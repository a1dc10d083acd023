"""When a series comes round (RFC 5545), on the clocks of its own zone, through every change of the clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import recurring_ical_events
from dateutil.rrule import rrulestr
from icalendar import Calendar, Event, vRecur

AHEAD = timedelta(days=400)
"""Sessions are planned this far ahead: a year, and what a year's planning needs beyond it."""
MOST_SESSIONS = 500
"""More sessions than that in the time ahead is a slip of the pen."""
OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")


@dataclass(frozen=True)
class Series:
    """A gathering's times. `rule` is an RRULE without its name ("FREQ=WEEKLY;BYDAY=FR"), or empty for once."""

    zone: str
    starts_on: date
    start_time: time
    minutes: int
    rule: str = ""
    last_on: date | None = None


@dataclass(frozen=True, order=True)
class Occurrence:
    """One time it comes round: the day and minute on its own clocks, and the moments in UTC."""

    on: date
    start_minute: int
    starts_at: datetime
    ends_at: datetime


def moments_of(on: date, start_time: time, minutes: int, zone: str) -> Occurrence:
    """The occurrence on this day. An hour that the clock skips is the hour after; one that comes twice is the first.

    It lasts `minutes` as people wait them, also across a change of the clock.
    """
    starts_at = datetime.combine(on, start_time, ZoneInfo(zone)).astimezone(UTC)
    shown = starts_at.astimezone(ZoneInfo(zone))
    return Occurrence(shown.date(), shown.hour * 60 + shown.minute, starts_at, starts_at + timedelta(minutes=minutes))


def occurrences(series: Series, *, first: date, last: date) -> list[Occurrence]:
    """Every time the series comes round from `first` to `last`, both days included; sorted, bounded, without doubles.

    Raises ValueError for a rule that says nothing we can follow.
    """
    last = min(last, series.last_on) if series.last_on else last
    if first > last:
        return []
    days = _days(series, first=first, last=last)
    found = {moments_of(on, series.start_time, series.minutes, series.zone) for on in days}
    return sorted(found)[:MOST_SESSIONS]


def next_occurrences(series: Series, *, since: date, most: int) -> list[Occurrence]:
    """The next `most` times it comes round from `since` on, looking no further than ten years."""
    found: list[Occurrence] = []
    for days in (70, 400, 3660):
        found = occurrences(series, first=since, last=since + timedelta(days=days))
        if len(found) >= most:
            break
    return found[:most]


def _days(series: Series, *, first: date, last: date) -> Iterator[date]:
    """The days alone: the calendar's library works on floating days, the clock is asked afterwards."""
    if not series.rule:
        if first <= series.starts_on <= last:
            yield series.starts_on
        return
    check_rule(series.rule)
    event = Event()
    event.add("uid", "series")
    event.add("dtstart", series.starts_on)
    event.add("rrule", vRecur.from_ical(series.rule))
    calendar = Calendar()
    calendar.add_component(event)
    for each in recurring_ical_events.of(calendar).between(first, last + timedelta(days=1)):
        on = each.start
        if first <= on <= last and _the_rule_says(series, on):
            yield on


def _the_rule_says(series: Series, on: date) -> bool:
    """RFC 5545 counts the first day even when its rule does not; people who plan a Friday group mean Fridays."""
    if on != series.starts_on:
        return True
    start = datetime.combine(series.starts_on, time())
    return next(iter(rrulestr(series.rule, dtstart=start)), None) == start


def check_rule(rule: str) -> None:
    """Raise ValueError unless this is a rule we can follow: at most once a day, by RFC 5545."""
    try:
        parts = vRecur.from_ical(rule)
        rrulestr(rule, dtstart=datetime(2026, 1, 1))  # noqa: DTZ001 - days float until the clock is asked
    except (ValueError, TypeError, KeyError) as problem:
        raise ValueError(f"{rule!r} is no rule of RFC 5545") from problem
    if not parts.get("FREQ") or parts["FREQ"][0] in OFTEN or any(name in parts for name in ("BYHOUR", "BYMINUTE")):
        raise ValueError(f"{rule!r} comes round more than once a day")
