"""When a list is asked again, when its changes may go in by themselves, and when a listing is stale."""

from datetime import date, datetime, timedelta

# A little less than the day or week, so that a task that comes a minute early still asks.
_EVERY = {"daily": timedelta(hours=20), "weekly": timedelta(days=6, hours=12)}
GONE_AT_ONCE = 4
"""A list that loses more than one meeting in four at once has more likely lost its tail than its groups."""


def is_due(*, asked_at: datetime | None, rhythm: str, at: datetime) -> bool:
    """Whether to ask the list's address again."""
    return asked_at is None or at - asked_at >= _EVERY[rhythm]


def is_small(*, changed: int, vanished: int, listed: int, most: int) -> bool:
    """Whether changes are few enough to go in without an editor: `most` in all, and no tenth of the list gone."""
    return 0 < changed <= most and vanished * 10 <= max(listed, 10)


def loses_its_tail(*, vanished: int, listed: int) -> bool:
    """Whether so much would go that an editor should look twice."""
    return vanished * GONE_AT_ONCE > listed


def stale_before(*, today: date, days: int) -> date:
    """A listing that was last checked before this day is stale."""
    return today - timedelta(days=days)
