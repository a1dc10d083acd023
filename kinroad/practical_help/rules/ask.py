"""What may be asked for, and how an ask goes on from asked to done."""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Kind(StrEnum):
    """What somebody needs a hand with."""

    RIDE = "ride"
    CHILD_CARE = "child_care"
    CLOTHING = "clothing"
    FORM = "form"
    PHONE = "phone"
    FOOD = "food"
    MOVING = "moving"
    BUS_PASS = "bus_pass"  # noqa: S105  a ticket for the bus
    FUND = "fund"


class State(StrEnum):
    """How far an ask is. `nobody`: its time passed and nobody had taken it."""

    OPEN = "open"
    TAKEN = "taken"
    AGREED = "agreed"
    DONE = "done"
    NOT_DONE = "not_done"
    WITHDRAWN = "withdrawn"
    NOBODY = "nobody"


STANDING = frozenset({State.OPEN, State.TAKEN, State.AGREED})  # somebody still waits for it
WITH_HELPER = frozenset({State.TAKEN, State.AGREED, State.DONE})
NEEDS_CHECK = {Kind.RIDE: "driver", Kind.CHILD_CARE: "child_care"}  # done only by people who were checked for it
BY_COORDINATOR = frozenset({Kind.FUND})  # peer leaders handle no money: a coordinator answers
AT_AN_HOUR = frozenset({Kind.RIDE, Kind.CHILD_CARE, Kind.MOVING})  # a hand is needed at an hour, not by a day


def due_on(*, starts_at: datetime | None, wanted_by: date | None, asked_on: date, zone: str, days: int) -> date:
    """The local day by which an ask is done or has failed somebody.

    The day it starts in `zone` (IANA); else the day they named; else `days` after they asked.
    """
    if starts_at is not None:
        return starts_at.astimezone(ZoneInfo(zone)).date()
    return wanted_by or asked_on + timedelta(days=days)


def makes_sense(*, kind: str, starts_at: datetime | None, ends_at: datetime | None) -> bool:
    """Whether the hours fit the kind: a ride, child care and a move need an hour; nothing ends before it starts."""
    if starts_at is None:
        return ends_at is None and kind not in AT_AN_HOUR
    return ends_at is None or starts_at < ends_at


def weekly(first: datetime, *, until: date, zone: str, most: int) -> list[datetime]:
    """The same hour every week on the clocks of `zone`, from `first` up to the day `until`, at most `most` times.

    `first` and what comes back are UTC. Clocks that change move the moment, never the hour people meet at.
    """
    start = first.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    times: list[datetime] = []
    while start.date() <= until and len(times) < most:
        times.append(start.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC))
        start += timedelta(days=7)
    return times


def types_of_support(kind: str) -> frozenset[str]:
    """Which of the four types of support a done ask was: always a hand with a task, with a form also knowledge."""
    return frozenset({"instrumental", "informational"} if kind == Kind.FORM else {"instrumental"})
