"""How long somebody stays signed in, and how long it is fresh (NIST SP 800-63B-4 2.2.3: idle an hour, a day at most).

The longest time is ours: half a day, a shift with its way home.
"""

from datetime import datetime, timedelta

IDLE = timedelta(hours=1)
LONGEST = timedelta(hours=12)
FRESH = timedelta(minutes=10)
TOUCHED_EVERY = timedelta(minutes=1)


def is_over(*, begun_at: datetime, seen_at: datetime | None, at: datetime) -> bool:
    """Whether somebody who works here has been away for too long, or signed in for too long."""
    return at - (seen_at or begun_at) > IDLE or at - begun_at > LONGEST


def is_fresh(*, shown_at: datetime, at: datetime) -> bool:
    """Whether they showed a moment ago that it is them. A moment in the future is none: a clock went back."""
    return timedelta(0) <= at - shown_at < FRESH


def is_noted_again(*, seen_at: datetime | None, at: datetime) -> bool:
    """Whether it is worth writing down that they are still here."""
    return seen_at is None or at - seen_at >= TOUCHED_EVERY
