"""After a return to use: by when we reach out, in which way next, when we stop, and what was measured."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kinroad.core.policy import OutreachPolicy

OUTREACH = OutreachPolicy()


class Way(StrEnum):
    """Ways to reach out, in the order they are proposed. The last needs nobody's leave: when they come by."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    PERSON = "person"


class State(StrEnum):
    """Where an outreach stands. It is never lost: whoever comes back later was reached after all."""

    REACHED = "reached"
    LET_BE = "let_be"
    TRIED = "tried"
    OVERDUE = "overdue"
    OPEN = "open"


@dataclass(frozen=True)
class Window:
    """Of those whose outreach is old enough to tell: how many were reached within `hours`. `young` are not counted."""

    hours: int
    reached: int
    of: int
    young: int


WINDOWS = (24, 72, 7 * 24, 30 * 24)
"""Hours: a day, three days, a week, thirty days."""


def due_at(*, told_at: datetime, policy: OutreachPolicy = OUTREACH) -> datetime:
    """By when to reach out. Hours are hours: a change of clocks makes them neither longer nor shorter."""
    return told_at + timedelta(hours=policy.recurrence_hours)


def ways_allowed(*, phone: bool, may_call: bool, may_text: bool, email: bool = False) -> tuple[Way, ...]:
    """The ways a participant allows, in order. In person is always left: when they come by, or at a meeting.

    `email`: there is an address, and they allow letters to it.
    """
    allowed = {Way.PHONE: phone and may_call, Way.TEXT: phone and may_text, Way.EMAIL: email, Way.PERSON: True}
    return tuple(way for way in Way if allowed[way])


def next_way(allowed: Sequence[Way], *, tried: Iterable[str]) -> Way:
    """The way to try next: one not tried yet, else the one tried the longest ago, never the last one while another is
    left. `tried` are the ways tried so far, the oldest first."""
    before = list(tried)
    fresh = [way for way in allowed if way not in before]
    if fresh:
        return fresh[0]
    last_time = {how: place for place, how in enumerate(before)}
    return min(allowed, key=lambda way: last_time[way])


def state_of(
    *,
    reached_at: datetime | None,
    let_be_at: datetime | None,
    tries_made: int,
    due: datetime,
    at: datetime,
    policy: OutreachPolicy = OUTREACH,
) -> State:
    """Where an outreach stands at the moment `at`."""
    if reached_at is not None:
        return State.REACHED
    if let_be_at is not None:
        return State.LET_BE
    if tries_made >= policy.tries:
        return State.TRIED
    return State.OVERDUE if at > due else State.OPEN


def may_try_again(*, last_try: date | None, today: date) -> bool:
    """Whether another try is due. After a return to use we try each day, each time in another way."""
    return last_try is None or last_try < today


def reached_within(rows: Iterable[tuple[datetime, datetime | None]], *, hours: int, at: datetime) -> Window:
    """How many were reached within `hours`, of rows of when it opened and when they were reached.

    Whoever was told less than that ago and has not been reached is in neither number, only in `young`; counting the
    quick ones of them alone would flatter, so all of that age are left out.
    """
    length = timedelta(hours=hours)
    reached = of = young = 0
    for opened, reached_at in rows:
        if opened + length > at:
            young += 1
            continue
        of += 1
        reached += reached_at is not None and reached_at - opened <= length
    return Window(hours, reached, of, young)
