"""Who gets a place at a session, in which order, and when somebody is reminded."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

Who = TypeVar("Who", bound=Hashable)
MOST_GUESTS = 5
MOST_CHILDREN = 8
LAST_DAY = timedelta(hours=24)  # from then on no chair waits for a larger party
EVENING_BEFORE = time(17)
LATE_EVENING = time(21)
MORNING = time(8)


class Remind(StrEnum):
    """When somebody would like to be reminded, if at all."""

    NO = ""
    DAY_BEFORE = "day_before"
    HOURS_BEFORE = "hours_before"


def places_for(*, guests: int, children: int) -> int:
    """The places somebody takes: their own, their guests' and their children's. Every one of them needs a chair."""
    return 1 + guests + children


def free_places(*, capacity: int | None, taken: int) -> int | None:
    """How many places are left; None when there is no limit."""
    return None if capacity is None else max(0, capacity - taken)


def fits(wanted: int, *, free: int | None) -> bool:
    return free is None or wanted <= free


def who_moves_up(line: Iterable[tuple[Who, int]], *, free: int | None, last_day: bool = False) -> list[Who]:
    """Who of the waiting line (who, places wanted; the first in line first) gets a place now.

    Nobody passes a family because it is larger: the line waits until the first in it fits. On the last day the
    chairs would stay empty, so whoever fits comes in.
    """
    going: list[Who] = []
    left = free
    for who, wanted in line:
        if not fits(wanted, free=left):
            if last_day:
                continue
            break
        going.append(who)
        left = None if left is None else left - wanted
    return going


@dataclass(frozen=True, slots=True)
class Reminder:
    """When a reminder goes out, until when it is of use (both aware), and whether it says "tomorrow"."""

    at: datetime
    until: datetime
    tomorrow: bool


def reminder_of(wish: str, *, starts_at: datetime, zone: str, hours: int, now: datetime) -> Reminder | None:
    """The reminder of a session that `starts_at`, on the clocks of `zone`; None when none is wished or it is too late.

    `hours` before it begins, or the evening before. What begins so early that this would wake somebody is said the
    evening before.
    """
    if not wish:
        return None
    here = ZoneInfo(zone)
    soon = (starts_at - timedelta(hours=hours)).astimezone(here)
    starts = starts_at.astimezone(here)
    if wish == Remind.HOURS_BEFORE and soon.time() >= MORNING and soon.date() == starts.date():
        found = Reminder(soon, starts_at, tomorrow=False)
    else:
        before = starts.date() - timedelta(days=1)
        until = datetime.combine(before, LATE_EVENING, here)
        found = Reminder(datetime.combine(before, EVENING_BEFORE, here), until, tomorrow=True)
    return found if now <= found.at else None
