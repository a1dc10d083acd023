"""The clock, asked in one place: a moment is UTC, a day belongs to a time zone."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """This moment, aware, in UTC; inside `as_of`, the moment that was told."""
    return _told.get() or timezone.now()


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Do what stands inside as if it were `moment` (aware): how the demo program comes by its history."""
    told = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(told)


def today(zone: str) -> date:
    """The day it is in `zone` (an IANA name)."""
    return now().astimezone(ZoneInfo(zone)).date()


def local(at: datetime, zone: str) -> datetime:
    """The moment `at` on the clocks of `zone`."""
    return at.astimezone(ZoneInfo(zone))


@cache
def zones_of_the_states() -> list[str]:
    """The time zones used in the United States and its territories, for choosing one."""
    wanted = ("America/", "Pacific/", "US/")
    return sorted(name for name in available_timezones() if name.startswith(wanted) and not name.startswith("US/"))
