"""The clock, asked in one place: a moment is UTC, a day belongs to a time zone."""

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone


def now() -> datetime:
    """This moment, aware, in UTC."""
    return timezone.now()


def today(zone: str) -> date:
    """The day it is in `zone` (an IANA name)."""
    return timezone.now().astimezone(ZoneInfo(zone)).date()


def local(at: datetime, zone: str) -> datetime:
    """The moment `at` on the clocks of `zone`."""
    return at.astimezone(ZoneInfo(zone))


@cache
def zones_of_the_states() -> list[str]:
    """The time zones used in the United States and its territories, for choosing one."""
    wanted = ("America/", "Pacific/", "US/")
    return sorted(
        name for name in available_timezones() if name.startswith(wanted) and not name.startswith("US/")
    )
