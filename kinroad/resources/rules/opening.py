"""Whether a place is open: from what it says of its hours, on its own clocks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kinroad.resources.rules.holidays import is_public_holiday

MIDNIGHT = 24 * 60  # minutes
SOON = 9  # days
AHEAD = 35  # days: a pantry may open once a month
SHORT = 14  # days: hours for no longer than this stand in place of the usual ones
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")


class State(StrEnum):
    """OPEN, CLOSED; HOLIDAY: usually open, but today is a public holiday; ASK: nobody can say without asking."""

    OPEN = "open"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Hours:
    """One line of a schedule. `opens` and `closes` are minutes after midnight where the place is; it closes after
    midnight when `closes` is not later than `opens`, and never when both are the same.

    `days` are (number in its month, weekday) with Monday 0; number 0 is every one, -1 the last; none at all is every
    day. `shut` takes its days out; without `opens` the hours are said in words alone ("by appointment").
    """

    days: frozenset[tuple[int, int]] = frozenset()
    opens: int | None = None
    closes: int | None = None
    first: date | None = None
    last: date | None = None
    month_days: frozenset[int] = frozenset()
    every_weeks: int = 1
    shut: bool = False

    @property
    def is_special(self) -> bool:
        """Hours of a few days stand in place of the usual ones."""
        return self.first is not None and self.last is not None and self.last - self.first <= timedelta(days=SHORT)

    def comes_on(self, day: date) -> bool:
        """Whether this line speaks about that day."""
        if (self.first and day < self.first) or (self.last and day > self.last):
            return False
        if self.month_days:
            return day.day in self.month_days or (-1 in self.month_days and (day + timedelta(days=1)).day == 1)
        if not self.days:
            return True
        if self.every_weeks > 1 and self.first and not _is_in_turn(self.first, day, self.every_weeks):
            return False
        numbers = {0, (day.day - 1) // 7 + 1, -1 if (day + timedelta(days=7)).month != day.month else 0}
        return any(weekday == day.weekday() and number in numbers for number, weekday in self.days)


def _is_in_turn(first: date, day: date, every: int) -> bool:
    weeks = (day - timedelta(days=day.weekday())) - (first - timedelta(days=first.weekday()))
    return weeks.days // 7 % every == 0


@dataclass(frozen=True, slots=True)
class Opening:
    """What we say now. `until`: when it closes; `opens_at`: when it opens next; both aware, UTC. `always`: never."""

    state: State
    until: datetime | None = None
    opens_at: datetime | None = None
    always: bool = False


def opening(hours: Iterable[Hours], *, zone: str, at: datetime) -> Opening:
    """Whether a place with these hours, on the clocks of `zone`, is open at this moment (aware)."""
    lines = list(hours)
    if not any(line.opens is not None for line in lines):
        return Opening(State.ASK)
    clocks = ZoneInfo(zone)
    today = at.astimezone(clocks).date()
    for ahead in (SOON, AHEAD):  # most open again within the week
        spans = list(_spans(lines, today - timedelta(days=1), clocks, ahead))
        sure = _joined(span[:2] for span in spans if not span[2])
        for start, end in sure:
            if start <= at < end:
                always = end - at > timedelta(days=ahead - 2)
                return Opening(State.OPEN, until=None if always else end, always=always)
        next_one = min((start for start, _end in sure if start > at), default=None)
        if next_one:
            break
    if any(start <= at < end for start, end, doubtful in spans if doubtful):
        return Opening(State.HOLIDAY, opens_at=next_one)
    if any(line.opens is None and not line.shut for line in _lines_of(lines, today)):
        return Opening(State.ASK, opens_at=next_one)
    return Opening(State.CLOSED, opens_at=next_one)


def _lines_of(lines: list[Hours], day: date) -> list[Hours]:
    """What counts on a day: nothing where it is shut, else hours of that day alone, else the usual ones."""
    here = [line for line in lines if line.comes_on(day)]
    if any(line.shut for line in here):
        return []
    return [line for line in here if line.is_special] or here


def is_open(hours: Iterable[Hours], zone: str, *, at: datetime) -> bool:
    """Whether a place is surely open at this moment: the short way, for many."""
    clocks = ZoneInfo(zone)
    yesterday = at.astimezone(clocks).date() - timedelta(days=1)
    spans = _spans(list(hours), yesterday, clocks, 0)
    return any(start <= at < end and not doubtful for start, end, doubtful in spans)


def _spans(lines: list[Hours], first: date, clocks: ZoneInfo, ahead: int) -> Iterator[tuple[datetime, datetime, bool]]:
    """From, to, and whether a public holiday makes it doubtful. A place that never closes keeps no holiday."""
    for day in (first + timedelta(days=each) for each in range(ahead + 2)):
        for line in _lines_of(lines, day):
            if line.opens is None:
                continue
            closes = MIDNIGHT if line.closes is None else line.closes
            end = closes if closes > line.opens else closes + MIDNIGHT
            whole_day = end - line.opens >= MIDNIGHT
            doubtful = is_public_holiday(day) and not line.is_special and not whole_day
            yield _moment(day, line.opens, clocks), _moment(day, end, clocks), doubtful


def _moment(day: date, minute: int, clocks: ZoneInfo) -> datetime:
    """A time on the clocks of a place as a moment; moments of two days compare only in UTC when clocks change."""
    days, rest = divmod(minute, MIDNIGHT)
    midnight = datetime(day.year, day.month, day.day, *divmod(rest, 60), tzinfo=clocks)
    return (midnight + timedelta(days=days)).astimezone(UTC)


def _joined(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Spans that touch or overlap are one."""
    joined: list[tuple[datetime, datetime]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def read_byday(text: str) -> frozenset[tuple[int, int]]:
    """ "MO,TH" is every Monday and Thursday, "2SA,-1SA" the second and the last Saturday of a month (RFC 5545)."""
    return frozenset((int(number or 0), DAYS.index(day)) for number, day in _BYDAY.findall(text.upper()))
