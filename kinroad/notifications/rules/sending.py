"""What a provider's answer means for a message, and when it is tried again."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

MOST_TRIES = 6
WAITS = tuple(timedelta(minutes=each) for each in (1, 5, 20, 60, 180))
LEASE = timedelta(minutes=15)  # longer than any provider is waited for; a claim older than this is nobody's


class Outcome(StrEnum):
    """What we know after a provider was asked."""

    SENT = "sent"
    NOT_SENT = "not_sent"  # certainly not, and another try may work
    UNCLEAR = "unclear"  # asked, and no answer came
    REFUSED = "refused"  # certainly not, and never will be
    BAD_NUMBER = "bad_number"  # nobody can be reached there
    OPTED_OUT = "opted_out"  # the provider knows that this number asked to stop


@dataclass(frozen=True)
class Answer:
    """A provider's answer: `reference` is its own name for the message, `why` a code of `Outgoing.Why`."""

    outcome: Outcome
    reference: str = ""
    why: str = ""


@dataclass(frozen=True)
class Next:
    """What becomes of the message: its state, why, and how long until the next try."""

    state: str
    why: str = ""
    wait: timedelta | None = None


def wait_after(tries: int) -> timedelta:
    """How long to wait after this many tries."""
    return WAITS[min(max(tries, 1), len(WAITS)) - 1]


def what_next(answer: Answer, *, tries: int, may_ask_again: bool) -> Next:
    """What becomes of a message after this answer to its try number `tries`.

    Without a key by which the provider knows the message again, no answer means that nobody knows: a person decides.
    """
    if answer.outcome == Outcome.SENT:
        return Next("sent")
    if answer.outcome == Outcome.UNCLEAR and not may_ask_again:
        return Next("unknown", answer.why or "no_answer")
    if answer.outcome in (Outcome.NOT_SENT, Outcome.UNCLEAR):
        if tries < MOST_TRIES:
            return Next("waiting", answer.why or "busy", wait_after(tries))
        # Asked with a key and never answered: it may have been sent, so a person looks at it too.
        return Next("failed", "tired") if answer.outcome == Outcome.NOT_SENT else Next("unknown", "no_answer")
    if answer.outcome == Outcome.OPTED_OUT:
        return Next("dropped", "not_allowed")
    return Next("failed", "bad_number" if answer.outcome == Outcome.BAD_NUMBER else answer.why or "refused")


def after_a_death(*, may_ask_again: bool) -> Next:
    """What becomes of a message whose worker ended while sending it: asked again by its key, else nobody knows."""
    return Next("waiting", "worker_ended", timedelta(0)) if may_ask_again else Next("unknown", "worker_ended")
