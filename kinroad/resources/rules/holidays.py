"""Public holidays of the United States (5 U.S.C. 6103), on the day they are kept."""

from datetime import date, timedelta
from functools import lru_cache

SATURDAY, SUNDAY = 5, 6


def is_public_holiday(on: date) -> bool:
    """Whether offices may be closed for a holiday on this day."""
    return on in _holidays(on.year) or (on.month == 12 and on in _holidays(on.year + 1))


@lru_cache(maxsize=16)
def _holidays(year: int) -> frozenset[date]:
    fixed = [date(year, month, day) for month, day in ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))]
    moving = [
        _nth(year, 1, 0, 3),
        _nth(year, 2, 0, 3),
        _last_monday_of_may(year),
        _nth(year, 9, 0, 1),
        _nth(year, 10, 0, 2),
        _nth(year, 11, 3, 4),
    ]
    return frozenset([*fixed, *map(_kept_on, fixed), *moving])


def _kept_on(day: date) -> date:
    """Offices keep a Saturday's holiday on Friday, a Sunday's on Monday."""
    return day + timedelta(days={SATURDAY: -1, SUNDAY: 1}.get(day.weekday(), 0))


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=last.weekday())
