"""When a meeting is: today, tomorrow, on a day, or now, by the clock on the wall where it is held."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kinroad.gatherings.rules.days import MINUTES_A_DAY

# Now is what is running and what begins within two hours: time to get there.
AHEAD = timedelta(hours=2)
LONGEST_RUNNING = timedelta(hours=3)
# Today still shows what began within the last hour, not what is surely over.
STILL_TODAY = 60


class When(StrEnum):
    """The tabs of the finder; a weekday of its own is the third kind."""

    NOW = "now"
    TODAY = "today"
    TOMORROW = "tomorrow"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Window:
    """Meetings of one weekday that begin from `first` to `last` (minutes of the day), in one zone or any.

    `over_by`: a meeting is left out when its start and its length together are not later than this minute.
    `shift` added to a start gives minutes that compare across windows.
    """

    zone: str
    weekday: int
    first: int = 0
    last: int = MINUTES_A_DAY
    over_by: int | None = None
    shift: int = 0


def weekday_of(moment: datetime) -> int:
    """0 is Sunday."""
    return moment.isoweekday() % 7


def minute_of(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def windows(*, when: When, day: int, zones: Iterable[str], at: datetime) -> tuple[Window, ...]:
    """Where to look in the week, for every zone in which this organization lists meetings."""
    if when is When.DAY:
        return (Window(zone="", weekday=day),)
    found: list[Window] = []
    for zone in sorted(set(zones)):
        here = at.astimezone(ZoneInfo(zone))
        if when is When.TOMORROW:
            found.append(Window(zone=zone, weekday=(weekday_of(here) + 1) % 7))
        elif when is When.TODAY:
            found.append(Window(zone=zone, weekday=weekday_of(here), first=max(0, minute_of(here) - STILL_TODAY)))
        else:
            found += _now(zone, at)
    days = {(window.weekday, window.first) for window in found}
    if when is not When.NOW and len(days) == 1:
        return (Window(zone="", weekday=found[0].weekday, first=found[0].first),)
    return tuple(found)


def _now(zone: str, at: datetime) -> list[Window]:
    """The hours around this moment, parted at midnight.

    Both ends are moved in real time and then read off the wall, so that the hour that daylight saving
    skips or repeats is right; `over_by` counts on from the clock as it stood before such a change.
    """
    here = ZoneInfo(zone)
    begin = (at - LONGEST_RUNNING).astimezone(here)
    end = (at + AHEAD).astimezone(here)
    over_by = minute_of(begin) + _minutes(LONGEST_RUNNING)
    first, last = _shift(begin, at), _shift(end, at)
    if begin.date() == end.date():
        return [Window(zone, weekday_of(begin), minute_of(begin), minute_of(end), over_by, first)]
    return [
        Window(zone, weekday_of(begin), minute_of(begin), MINUTES_A_DAY, over_by, first),
        Window(zone, weekday_of(end), 0, minute_of(end), over_by - MINUTES_A_DAY, last),
    ]


def _shift(day: datetime, at: datetime) -> int:
    """The wall clock of a day against one clock for all, so that 7:00 pm Eastern stands before 6:30 pm Central."""
    return (day.toordinal() - at.toordinal()) * MINUTES_A_DAY - _minutes(day.utcoffset() or timedelta())


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds()) // 60
