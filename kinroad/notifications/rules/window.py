"""When a text or a call may reach somebody: 8:00 to 21:00 on their own clock, narrower by their wish."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS = time(8)
CLOSES = time(21)
MINUTE = timedelta(minutes=1)


def is_quiet(moment: time, *, quiet_from: time | None, quiet_to: time | None) -> bool:
    """Whether the participant's own quiet hours cover this moment; they may run past midnight. The end is not quiet."""
    if quiet_from is None or quiet_to is None or quiet_from == quiet_to:
        return False
    if quiet_from < quiet_to:
        return quiet_from <= moment < quiet_to
    return moment >= quiet_from or moment < quiet_to


def is_open(at: datetime, *, zone: str, quiet_from: time | None = None, quiet_to: time | None = None) -> bool:
    """Whether a text or a call may go out at this moment (aware) to somebody in `zone`."""
    clock = at.astimezone(ZoneInfo(zone)).time()
    return OPENS <= clock < CLOSES and not is_quiet(clock, quiet_from=quiet_from, quiet_to=quiet_to)


def never_opens(*, quiet_from: time | None, quiet_to: time | None) -> bool:
    """Whether the wish leaves no minute of the day."""
    starts = [OPENS, *([quiet_to] if quiet_to and OPENS <= quiet_to < CLOSES else [])]
    return all(is_quiet(each, quiet_from=quiet_from, quiet_to=quiet_to) for each in starts)


def next_allowed(
    at: datetime, *, zone: str, quiet_from: time | None = None, quiet_to: time | None = None
) -> datetime | None:
    """The first moment from `at` (aware) on at which the window is open, in UTC; None when it never opens.

    The window opens at 8:00 or where quiet hours end. A moment that the clocks skip in spring opens when they arrive.
    """
    if is_open(at, zone=zone, quiet_from=quiet_from, quiet_to=quiet_to):
        return at.astimezone(UTC)
    if never_opens(quiet_from=quiet_from, quiet_to=quiet_to):
        return None
    day = at.astimezone(ZoneInfo(zone)).date()
    starts = sorted({OPENS, *([quiet_to] if quiet_to and OPENS <= quiet_to < CLOSES else [])})
    for ahead in range(3):
        for start in starts:
            opens = _arrival(datetime.combine(day + timedelta(days=ahead), start), zone)
            if opens >= at and is_open(opens, zone=zone, quiet_from=quiet_from, quiet_to=quiet_to):
                return opens
    return None


def _arrival(wall: datetime, zone: str) -> datetime:
    """When clocks in `zone` first show `wall` or, where they skip it, the moment they skip to. UTC."""
    first = wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
    while first.astimezone(ZoneInfo(zone)).replace(tzinfo=None) < wall:
        first += MINUTE
    return first
