"""Decisions about a contact: when it was, how long, which activity, and which day is next."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LONGEST_MINUTES = 24 * 60
CONNECTING = frozenset({"resource", "form", "called_together", "job", "home"})
COMMUNITY = frozenset({"meeting", "event"})


class WhenTrouble(StrEnum):
    """What cannot be about a time."""

    STILL_TO_COME = "still_to_come"
    NO_SUCH_TIME = "no_such_time"
    NO_LENGTH = "no_length"
    TOO_LONG = "too_long"


class NoTime(ValueError):
    """The times that were entered cannot be."""

    def __init__(self, trouble: WhenTrouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def moment(day: date, clock: time, *, zone: str) -> datetime:
    """The moment, in UTC, when the clocks of `zone` show `clock` on `day`.

    When clocks go back an hour stands twice: the first is meant. Raises NoTime for an hour the clocks jumped over.
    """
    there = datetime.combine(day, clock, tzinfo=ZoneInfo(zone))
    in_utc = there.astimezone(UTC)
    if in_utc.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != there.replace(tzinfo=None):
        raise NoTime(WhenTrouble.NO_SUCH_TIME)
    return in_utc


def when_and_how_long(
    *, day: date, start: time | None, end: time | None, minutes: int | None, now: datetime, zone: str
) -> tuple[datetime, int]:
    """Start (UTC) and length (minutes) of a contact from what a peer leader entered.

    Start and end give the length by the clock on the wall, also over midnight and over a change of clocks; a start and
    minutes give themselves; minutes alone on today's date mean that it ended now, and on an earlier day noon.
    Raises NoTime for what cannot be.
    """
    if start and end:
        begins, ends = moment(day, start, zone=zone), moment(day, end, zone=zone)
        if ends <= begins:
            ends = moment(day + timedelta(days=1), end, zone=zone)
        minutes = round((ends - begins).total_seconds() / 60)
    elif minutes is None:
        raise NoTime(WhenTrouble.NO_LENGTH)
    elif start:
        begins = moment(day, start, zone=zone)
    elif end:
        begins = moment(day, end, zone=zone) - timedelta(minutes=minutes)
    elif day == now.astimezone(ZoneInfo(zone)).date():
        begins = now - timedelta(minutes=minutes)
    else:
        begins = moment(day, time(12), zone=zone)
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise NoTime(WhenTrouble.TOO_LONG if minutes > LONGEST_MINUTES else WhenTrouble.NO_LENGTH)
    if begins > now:
        raise NoTime(WhenTrouble.STILL_TO_COME)
    return begins.astimezone(UTC).replace(second=0, microsecond=0), minutes


def activity_of(did: Iterable[str]) -> str:
    """The activity that what we did together stands for, unless the peer leader says otherwise.

    One tap fewer: going to a meeting builds community, a form or a job search connects to a resource, and all the
    rest between two people is coaching.
    """
    done = set(did)
    if done & COMMUNITY:
        return "community"
    if done & CONNECTING:
        return "connecting"
    return "coaching"
