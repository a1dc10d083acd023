"""Answering the law: no by default, and never a word on whether somebody is here (42 CFR 2.61 to 2.67, 2.12(d))."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """Where a request stands. Two of them are the end."""

    RECEIVED = "received"
    COUNSEL = "counsel"
    CLEARED = "cleared"
    DENIED = "denied"
    ANSWERED = "answered"


class Lacks(StrEnum):
    """What an answer needs and is not there."""

    ORDER = "order"  # a court order under subpart E; a subpoena alone is not enough (2.61)
    COMPELS = "compels"  # a subpoena or the like beside the order, which only allows (2.61(a))
    HEARD = "heard"  # the participant and we could answer before the court decided (2.64(b), 2.65(b))
    COUNSEL = "counsel"  # who checked it, and when
    REDISCLOSURE = "redisclosure"  # passing on what we shared needs the participant's consent, never this door


@dataclass(frozen=True)
class Facts:
    """What stands on a request."""

    kind: str
    order_under: str = ""
    compels: bool = False
    heard: bool = False
    counsel: str = ""
    counsel_on: date | None = None


AFTERWARDS = {
    State.RECEIVED: (State.DENIED, State.COUNSEL),
    State.COUNSEL: (State.DENIED, State.CLEARED),
    State.CLEARED: (State.DENIED, State.ANSWERED),
    State.DENIED: (),
    State.ANSWERED: (),
}
HEARD_BEFORE = frozenset({"2.64", "2.65"})


def lacks(facts: Facts) -> list[Lacks]:
    """What is missing before anything but our letter may be the answer."""
    missing = []
    if facts.kind == "pass_on":
        missing.append(Lacks.REDISCLOSURE)
    if not facts.order_under:
        missing.append(Lacks.ORDER)
    if not facts.compels:
        missing.append(Lacks.COMPELS)
    if facts.order_under in HEARD_BEFORE and not facts.heard:
        missing.append(Lacks.HEARD)
    if not facts.counsel.strip() or facts.counsel_on is None:
        missing.append(Lacks.COUNSEL)
    return missing


def may_become(state: str, *, facts: Facts) -> list[State]:
    """The states it may go to now. Our letter is always among them while it is open; anything else needs everything."""
    whole = not lacks(facts)
    return [each for each in AFTERWARDS[State(state)] if each in (State.DENIED, State.COUNSEL) or whole]
