"""When a participant may be called: their own days and hours, on the clocks where they are, never at night."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EARLIEST = time(8)
LATEST = time(21)
"""Nobody is called before eight or after nine in the evening of their own zone (47 CFR 64.1200(c)(1))."""
SHORTEST = timedelta(minutes=30)
HALF_HOUR = timedelta(minutes=30)
LOOK_AHEAD_DAYS = 15
EVERY_DAY = 0b1111111


@dataclass(frozen=True)
class Window:
    """Days (bit 0 is Monday) and hours on the clocks of `zone` (IANA), without the participant's own quiet hours."""

    days: int
    starts: time
    ends: time
    zone: str
    quiet_from: time | None = None
    quiet_to: time | None = None


@dataclass(frozen=True)
class Opening:
    """From one moment to another, in UTC."""

    starts: datetime
    ends: datetime


def day_bit(day: date) -> int:
    """The bit of this weekday."""
    return 1 << day.weekday()


def bits_of(weekdays: list[int]) -> int:
    """Weekdays (0 is Monday) as one number."""
    return sum(1 << each for each in set(weekdays))


def weekdays_of(bits: int) -> list[int]:
    """The weekdays in the number, Monday first."""
    return [each for each in range(7) if bits >> each & 1]


def openings(window: Window, day: date) -> list[Opening]:
    """When the window is open on `day`, the calendar day of its zone."""
    if not window.days & day_bit(day):
        return []
    starts, ends = max(window.starts, EARLIEST), min(window.ends, LATEST)
    hours = [(starts, ends)]
    for quiet_from, quiet_to in _quiet(window):
        hours = [
            part
            for begins, stops in hours
            for part in ((begins, min(stops, quiet_from)), (max(begins, quiet_to), stops))
            if part[0] < part[1]
        ]
    found = [Opening(_utc(day, begins, window.zone), _utc(day, stops, window.zone)) for begins, stops in hours]
    return [each for each in found if each.starts < each.ends]


def _quiet(window: Window) -> list[tuple[time, time]]:
    """Quiet hours within one day: those over midnight are two parts."""
    quiet_from, quiet_to = window.quiet_from, window.quiet_to
    if quiet_from is None or quiet_to is None or quiet_from == quiet_to:
        return []
    if quiet_from < quiet_to:
        return [(quiet_from, quiet_to)]
    return [(quiet_from, time.max), (time.min, quiet_to)]


def _utc(day: date, clock: time, zone: str) -> datetime:
    return datetime.combine(day, clock, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def local_day(at: datetime, zone: str) -> date:
    """The calendar day in `zone`."""
    return at.astimezone(ZoneInfo(zone)).date()


def is_open(window: Window, at: datetime) -> bool:
    """Whether this moment is inside the window."""
    return any(each.starts <= at < each.ends for each in openings(window, local_day(at, window.zone)))


def next_opening(window: Window, *, after: datetime, on_or_after: date | None = None) -> datetime | None:
    """The first moment, not before `after`, when the window is open; from the day `on_or_after` on.

    None when it never opens (quiet hours that cover it).
    """
    first = local_day(after, window.zone)
    if on_or_after is not None:
        first = max(first, on_or_after)
    for days in range(LOOK_AHEAD_DAYS):
        for each in openings(window, first + timedelta(days=days)):
            if each.ends > after:
                return max(each.starts, after)
    return None


def other_hour(window: Window, *, tried_at: datetime, on_or_after: date) -> datetime | None:
    """The next opening from that day on, in the half of it in which they were not tried the last time."""
    begins = next_opening(window, after=tried_at, on_or_after=on_or_after)
    if begins is None:
        return None
    day = local_day(begins, window.zone)
    opening = next(each for each in openings(window, day) if each.starts <= begins < each.ends)
    middle = opening.starts + (opening.ends - opening.starts) / 2
    clock = tried_at.astimezone(ZoneInfo(window.zone)).time()
    early = clock < middle.astimezone(ZoneInfo(window.zone)).time()
    return middle if early and opening.ends - middle >= SHORTEST else begins


def half_hours(window: Window, day: date) -> list[datetime]:
    """The half hours, on the hour or half of UTC, that fit whole into the window on `day` of its zone."""
    found = []
    for each in openings(window, day):
        at = _next_half(each.starts)
        while at + HALF_HOUR <= each.ends:
            found.append(at)
            at += HALF_HOUR
    return found


def _next_half(at: datetime) -> datetime:
    past = timedelta(minutes=at.minute % 30, seconds=at.second, microseconds=at.microsecond)
    return at if not past else at - past + HALF_HOUR
