"""How long somebody waits after tries that failed.

Waiting is counted for what was typed together with where it came from, so that nobody locks another person out. From
everywhere together a password is closed after a hundred failures in a row (NIST SP 800-63B-4 3.2.2) to devices that
were never signed in; a device that was, a passkey, a link and a new code still open it.
"""

from datetime import datetime, timedelta

FREE_TRIES = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=15)
MOST_IN_A_ROW = 100
FORGOTTEN_AFTER = timedelta(days=1)


def wait_after(failed: int) -> timedelta:
    """None for the first tries, then a minute, and twice as long after each further one, at most a quarter hour."""
    if failed < FREE_TRIES:
        return timedelta(0)
    doubled: int = 1 << min(failed - FREE_TRIES, 10)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def still_to_wait(*, failed: int, last_at: datetime, at: datetime) -> timedelta:
    """How much of the waiting is left. A clock that went back never makes it longer."""
    passed = max(at - last_at, timedelta(0))
    return max(wait_after(failed) - passed, timedelta(0))


def is_closed(failed: int) -> bool:
    """Whether so many tries failed that a password alone opens nothing any more."""
    return failed >= MOST_IN_A_ROW
