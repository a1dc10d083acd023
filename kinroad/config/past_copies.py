"""Which backups are past their day."""

from collections.abc import Mapping
from datetime import datetime, timedelta


def past_copies(made: Mapping[str, datetime], *, days: int, at: datetime) -> set[str]:
    """The backups to take away: older than `days`; and of the others, all but the last of an hour once they are an
    hour old, and all but the last of a day once they are a day old. The newest of all always stays.
    """
    newest_first = sorted(made, key=lambda name: made[name], reverse=True)
    gone, kept = set(), set[object]()
    for name in newest_first[1:]:
        age = at - made[name]
        when: object = name
        if age > timedelta(days=1):
            when = made[name].date()
        elif age > timedelta(hours=1):
            when = made[name].replace(minute=0, second=0, microsecond=0)
        if age > timedelta(days=days) or when in kept:
            gone.add(name)
        else:
            kept.add(when)
    return gone
