"""On which days a personal date comes round: payday, an anniversary, a day that can be hard."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

SATURDAY, FRIDAY = 5, 4
WEEK, TWO_WEEKS = 7, 14  # days
LONGEST_WAIT = 366 + 2  # days from one time to the next, at most: a leap year, and a weekend moved


class Repeats(StrEnum):
    """How often a day comes round, counted from its first day."""

    ONCE = "once"
    WEEKLY = "weekly"
    TWO_WEEKS = "two_weeks"
    MONTHLY = "monthly"
    MONTH_END = "month_end"
    YEARLY = "yearly"


@dataclass(frozen=True)
class Rhythm:
    """A day and how it comes round; `weekday_before`: on weekends the Friday before, as paydays do."""

    repeats: str
    first_on: date
    weekday_before: bool = False


def falls_on(rhythm: Rhythm, day: date) -> bool:
    """Whether the day itself falls here, before a weekend moves it.

    The 31st is the last day of a shorter month, and the 29th of February is the 28th in a year that has none: a month
    without a payday would be a month in which nobody calls.
    """
    first, last_of_month = rhythm.first_on, monthrange(day.year, day.month)[1]
    if day < first:
        return False
    match rhythm.repeats:
        case Repeats.WEEKLY:
            return (day - first).days % WEEK == 0
        case Repeats.TWO_WEEKS:
            return (day - first).days % TWO_WEEKS == 0
        case Repeats.MONTHLY:
            return day.day == min(first.day, last_of_month)
        case Repeats.MONTH_END:
            return day.day == last_of_month
        case Repeats.YEARLY:
            return day.month == first.month and day.day == min(first.day, last_of_month)
    return day == first


def moved(day: date) -> date:
    """The Friday before, for a Saturday or Sunday."""
    return day - timedelta(days=day.weekday() - FRIDAY) if day.weekday() >= SATURDAY else day


def comes_on(rhythm: Rhythm, day: date) -> bool:
    """Whether the day is met here, a weekend taken into account."""
    if not rhythm.weekday_before:
        return falls_on(rhythm, day)
    near = (day + timedelta(days=ahead) for ahead in range(3))
    return any(moved(each) == day and falls_on(rhythm, each) for each in near)


def next_on(rhythm: Rhythm, *, since: date) -> date | None:
    """The first day on or after `since` on which it comes round; None when it does no more."""
    start = max(since, rhythm.first_on - timedelta(days=2))
    days = (start + timedelta(days=ahead) for ahead in range(LONGEST_WAIT + 1))
    return next((day for day in days if comes_on(rhythm, day)), None)


def wanted_by(day: date, before: time, *, zone: str) -> datetime:
    """The moment before which somebody would like to hear from us: that hour on the clocks of `zone`.

    An hour that a change of clocks leaves out is the moment the clocks jump over it.
    """
    return datetime.combine(day, before, tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))
