"""What becomes of sessions to come when a series changes its day or its hour."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from kinroad.gatherings.rules.recurrence import Occurrence


class Fate(StrEnum):
    """What becomes of a session."""

    STAYS = "stays"
    NEW_TIME = "new_time"
    GOES = "goes"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Standing:
    """A session to come. `touched`: moved, worded or cancelled by hand, or people are coming to it."""

    session_id: UUID
    first_planned_on: date
    on: date
    start_minute: int
    minutes: int
    touched: bool
    cancelled: bool


@dataclass(frozen=True)
class Replan:
    """A session, what becomes of it, and the new time where there is one."""

    standing: Standing
    fate: Fate
    to: Occurrence | None = None


def replan(standing: Iterable[Standing], *, planned: Iterable[Occurrence], touched_follow: bool) -> list[Replan]:
    """What becomes of every standing session under a new plan, in order.

    Nobody's evening changes behind their back: what a hand or a person has touched stays as it is, unless
    `touched_follow` says that somebody looked and chose. What was cancelled stays cancelled.
    """
    new = {each.on: each for each in planned}
    return [_fate(each, new.get(each.first_planned_on), touched_follow) for each in standing]


def _fate(each: Standing, to: Occurrence | None, touched_follow: bool) -> Replan:
    if each.cancelled or (each.touched and not touched_follow):
        return Replan(each, Fate.STAYS)
    if to is None:
        return Replan(each, Fate.CANCELLED if each.touched else Fate.GOES)
    minutes = int((to.ends_at - to.starts_at).total_seconds() // 60)
    if (each.on, each.start_minute, each.minutes) == (to.on, to.start_minute, minutes):
        return Replan(each, Fate.STAYS)
    return Replan(each, Fate.NEW_TIME, to)
