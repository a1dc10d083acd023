"""What people check in with at a door."""

import re
from datetime import datetime, timedelta

NUMBER_DIGITS = 6
SHORTEST_NICKNAME, LONGEST_NICKNAME = 4, 30
STAYS_OPEN = timedelta(minutes=30)


def said_at_the_door(words: str) -> str:
    """A number or a nickname as it is compared: no spaces, no capitals."""
    return re.sub(r"[\s\-]", "", words).casefold()[:LONGEST_NICKNAME]


def can_be_a_nickname(words: str) -> bool:
    """Long enough, and no number: those are given, not chosen."""
    said = said_at_the_door(words)
    return len(said) >= SHORTEST_NICKNAME and not said.isdigit()


def closes_at(ends_at: datetime) -> datetime:
    """When a device at the door of a session stops: some time after its end."""
    return ends_at + STAYS_OPEN
