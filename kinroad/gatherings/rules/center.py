"""When the center is open: now and until when, or when it opens next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Hours:
    """Open now until `at`; or closed, and it opens `at`."""

    open_now: bool
    at: datetime


def hours_of(hours: Iterable[tuple[datetime, datetime]], *, at: datetime) -> Hours | None:
    """What these hours, each from and to, say at this moment. Hours that meet or overlap count as one.

    None when none of them is still to come.
    """
    ahead = sorted(each for each in hours if each[1] > at)
    if not ahead:
        return None
    if ahead[0][0] > at:
        return Hours(open_now=False, at=ahead[0][0])
    until = ahead[0][1]
    for starts, ends in ahead[1:]:
        if starts > until:
            break
        until = max(until, ends)
    return Hours(open_now=True, at=until)
