"""Whether somebody is cleared to drive people or to look after children on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SOON = (30, 60, 90)  # days before the end at which a check is shown as ending
LONGEST = 5 * 366  # days a check may stand


class Kind(StrEnum):
    """What a check is for."""

    DRIVER = "driver"
    CHILD_CARE = "child_care"


@dataclass(frozen=True)
class Check:
    """One check: from when to when it stands, and how many seats or children it is for. `ended_on`: taken back."""

    kind: str
    checked_on: date
    expires_on: date
    room: int
    ended_on: date | None = None


def stands(check: Check, *, on: date) -> bool:
    """Whether the check stands on this day. Its last day counts; the day it was taken back does not."""
    return check.checked_on <= on <= check.expires_on and (check.ended_on is None or on < check.ended_on)


def room_on(checks: Iterable[Check], *, kind: str, on: date) -> int:
    """How many seats or children somebody is cleared for on this day, by the newest check that stands; 0 for none."""
    standing = [each for each in checks if each.kind == kind and stands(each, on=on)]
    return max(standing, key=lambda each: each.checked_on).room if standing else 0


def ends_within(check: Check, *, today: date) -> int | None:
    """30, 60 or 90: within how many days a standing check ends. None for one that stands longer, or not at all."""
    if not stands(check, on=today):
        return None
    return next((days for days in SOON if check.expires_on <= today + timedelta(days=days)), None)
