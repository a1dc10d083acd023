"""How a referral goes on, from offered to closed, and which support each part of the way was."""

from datetime import date, timedelta
from enum import StrEnum
from statistics import median


class State(StrEnum):
    """How far a referral is."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    SENT = "sent"
    RECEIVED = "received"
    CONNECTED = "connected"
    NOT_CONNECTED = "not_connected"
    CLOSED = "closed"


class How(StrEnum):
    """How the participant and the service come together."""

    ALONE = "alone"
    LETTER = "letter"
    CALL = "call"
    GO = "go"


BEGINNING = ""
OUTCOMES = frozenset({State.CONNECTED, State.NOT_CONNECTED})
STANDING = frozenset({State.OFFERED, State.ACCEPTED, State.SENT, State.RECEIVED})  # the outcome is not known
TOGETHER = frozenset({How.CALL, How.GO})  # a warm hand-off: somebody is beside them when it happens
NEXT: dict[str, frozenset[State]] = {
    BEGINNING: frozenset({State.OFFERED}),
    State.OFFERED: frozenset({State.ACCEPTED, State.CLOSED}),
    State.ACCEPTED: frozenset({State.SENT, *OUTCOMES, State.CLOSED}),
    State.SENT: frozenset({State.RECEIVED, *OUTCOMES, State.CLOSED}),
    State.RECEIVED: frozenset({*OUTCOMES, State.CLOSED}),
    State.CONNECTED: frozenset({State.NOT_CONNECTED, State.CLOSED}),
    State.NOT_CONNECTED: frozenset({State.CONNECTED, State.CLOSED}),
    State.CLOSED: OUTCOMES,  # what was written down was not so
}


def may_go(before: str, after: str) -> bool:
    """Whether a referral can come from one state to the other."""
    return after in NEXT.get(before, frozenset())


def pairs() -> list[tuple[str, str]]:
    """Every step there can be, as (before, after), in a fixed order."""
    return sorted((str(before), str(after)) for before, afters in NEXT.items() for after in afters)


def way_to_yes(how: str) -> list[State]:
    """Where a yes leads: who goes alone has all they need, the others wait for a letter, a call or a way together."""
    return [State.ACCEPTED, State.SENT] if how == How.ALONE else [State.ACCEPTED]


def support_of(state: str, *, how: str) -> frozenset[str]:
    """Which of the four types of support a step was when one of us took it; empty for none.

    To say what there is, is knowledge; a letter, a call or a way together, and asking how it went until it works, is
    a hand with a task (Figure 1 of SAMHSA/CSAT 2009: "accessing health and social services").
    """
    if state == State.OFFERED:
        return frozenset({"informational"})
    if state == State.SENT and how != How.ALONE:
        return frozenset({"instrumental"})
    return frozenset({"instrumental"} if state in OUTCOMES else ())


def is_due(*, state: str, follow_up_on: date | None, together_on: date | None, today: date) -> bool:
    """Whether it stands on Today: the day to go or call together, then the day to ask how it went."""
    if state == State.CLOSED:
        return False
    day = next_day(state=state, follow_up_on=follow_up_on, together_on=together_on)
    return day is not None and day <= today


def next_day(*, state: str, follow_up_on: date | None, together_on: date | None) -> date | None:
    """The day on which something is next to be done."""
    if state == State.ACCEPTED and together_on is not None:
        return together_on
    return None if state == State.CLOSED else follow_up_on


def follow_up_day(*, today: date, together_on: date | None, days: int) -> date:
    """The day to ask how it went, unless somebody names one: so many days from now, or after they went together."""
    return max(today, together_on or today) + timedelta(days=days)


def median_days(ways: list[tuple[date, date]]) -> float | None:
    """The median days from the participant's yes to the connection; None when nobody was connected."""
    return float(median((to - since).days for since, to in ways)) if ways else None
