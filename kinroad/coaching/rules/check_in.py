"""What a check-in asks of us: whether it asks for someone, and when it is asked for again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

TOO_LATE = timedelta(hours=12)  # a question that could not be sent in time waits for the next one


class Week(StrEnum):
    """How the week was, in the participant's own word."""

    GREAT = "great"
    GOOD = "good"
    STRUGGLING = "struggling"
    USED = "used"


class Wanted(StrEnum):
    """Whether they would like to hear from somebody."""

    NO = ""
    CALL = "call"
    NEED = "need"


class Ask(StrEnum):
    """What in a check-in asks for someone, the most pressing first."""

    NEED = "need"
    USED = "used"
    CALL = "call"
    HELP = "help"


URGENT = frozenset({Ask.NEED, Ask.USED})


def asks_of(*, week: str, wanted: str, helps: Collection[str]) -> list[Ask]:
    """What asks for someone, the most pressing first. Help alone is a wish; in a hard week it is a call for us."""
    found = {
        Ask.NEED: wanted == Wanted.NEED,
        Ask.USED: week == Week.USED,
        Ask.CALL: wanted == Wanted.CALL,
        Ask.HELP: week == Week.STRUGGLING and bool(helps),
    }
    return [ask for ask in Ask if found[ask]]


def is_urgent(asks: Collection[str]) -> bool:
    """Whether it goes to the person on call when nobody else is there."""
    return not URGENT.isdisjoint(asks)


@dataclass(frozen=True)
class AskingRhythm:
    """Every `weeks` weeks on this weekday (Monday is 0) at this hour, on the clocks of `zone`."""

    weeks: int
    weekday: int
    hour: int
    zone: str
    counted_from: date


def next_asking(rhythm: AskingRhythm, *, after: datetime) -> datetime:
    """The next moment (UTC) after `after` at which the question is due.

    Weeks are counted on the calendar from `counted_from`, so that no change of clocks ever moves them.
    """
    first = rhythm.counted_from + timedelta(days=(rhythm.weekday - rhythm.counted_from.weekday()) % 7)
    step = 7 * rhythm.weeks
    today = after.astimezone(ZoneInfo(rhythm.zone)).date()
    gone = max(0, (today - first).days // step)
    day = first + timedelta(days=gone * step)
    while (moment := _moment(day, time(rhythm.hour), rhythm.zone)) <= after:
        day += timedelta(days=step)
    return moment


def may_still_ask(due: datetime, *, at: datetime) -> bool:
    """Whether a question that was due is still asked now: after a night without power nobody wants three of them."""
    return at - due <= TOO_LATE


def _moment(day: date, clock: time, zone: str) -> datetime:
    return datetime.combine(day, clock, tzinfo=ZoneInfo(zone)).astimezone(UTC)
