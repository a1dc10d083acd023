"""What an attempt to call means for the next one."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from kinroad.coaching.rules.call_window import Window, local_day, next_opening, other_hour
from kinroad.core.policy import CallsPolicy

POLICY = CallsPolicy()


class Outcome(StrEnum):
    """How an attempt ended. Codes stay when words change."""

    SPOKE = "spoke"
    VOICEMAIL = "voicemail"
    NO_ANSWER = "no_answer"
    DECLINED = "declined"
    WRONG_NUMBER = "wrong_number"
    ASKED_TO_STOP = "asked_to_stop"
    HOSPITAL = "hospital"
    CUSTODY = "custody"
    DIED = "died"


class Disposition(StrEnum):
    """How they are, when we spoke: only what they said themselves."""

    DOING_WELL = "doing_well"
    STRUGGLING = "struggling"
    RECURRENCE = "recurrence"
    NEEDS_RESOURCE = "needs_resource"
    CRISIS = "crisis"


class State(StrEnum):
    """Where the calls of somebody stand."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class Because(StrEnum):
    """Why calls rest or have ended."""

    NUMBER = "number"
    HOSPITAL = "hospital"
    CUSTODY = "custody"
    DIED = "died"
    UNREACHED = "unreached"
    HOURS = "hours"
    ASKED_TO_STOP = "asked_to_stop"
    ENOUGH = "enough"
    SUPPORT_ENDED = "support_ended"


class FollowUp(StrEnum):
    """What somebody else now looks after."""

    CRISIS = "crisis"
    DIED = "died"
    NUMBER = "number"
    LOOK_AGAIN = "look_again"
    RESOURCE = "resource"
    UNREACHED = "unreached"


HARD = frozenset({Disposition.STRUGGLING, Disposition.RECURRENCE})
UNANSWERED = frozenset({Outcome.VOICEMAIL, Outcome.NO_ANSWER})
RESTS = {
    Outcome.WRONG_NUMBER: (Because.NUMBER, FollowUp.NUMBER),
    Outcome.HOSPITAL: (Because.HOSPITAL, FollowUp.LOOK_AGAIN),
    Outcome.CUSTODY: (Because.CUSTODY, FollowUp.LOOK_AGAIN),
    Outcome.DIED: (Because.DIED, FollowUp.DIED),
}


@dataclass(frozen=True)
class Standing:
    """Where somebody's calls stand: `tries` without an answer since `round_on`, the day of the first of them;
    `silent_weeks` weeks before that in which nobody answered at all."""

    state: State
    due_at: datetime | None
    because: Because | None = None
    tries: int = 0
    round_on: date | None = None
    silent_weeks: int = 0


@dataclass(frozen=True)
class Attempted:
    """One attempt: when, how it ended, what they said, and whether they want us to go on (None: not asked)."""

    at: datetime
    outcome: Outcome
    disposition: Disposition | None = None
    keep_calling: bool | None = None


@dataclass(frozen=True)
class Next:
    """Where calls stand after an attempt, what somebody else looks after, and by which day."""

    standing: Standing
    follow_up: FollowUp | None = None
    follow_up_on: date | None = None


def after_attempt(before: Standing, attempted: Attempted, *, window: Window, policy: CallsPolicy = POLICY) -> Next:
    """The next call, computed from the last attempt.

    Who asked to stop is never called again. A hard week brings the next call sooner. Nobody answered: another day and
    another hour, so many times a week, then next week; after some silent weeks calls rest and the door stays open.
    """
    day = local_day(attempted.at, window.zone)
    if attempted.outcome == Outcome.ASKED_TO_STOP:
        return Next(Standing(State.ENDED, None, Because.ASKED_TO_STOP))
    if attempted.outcome in RESTS:
        because, follow_up = RESTS[attempted.outcome]
        wait = policy.look_again_days if follow_up == FollowUp.LOOK_AGAIN else 1
        return Next(Standing(State.PAUSED, None, because), follow_up, day + timedelta(days=wait))
    if attempted.outcome == Outcome.SPOKE:
        return _after_speaking(attempted, day, window=window, policy=policy)
    if attempted.outcome == Outcome.DECLINED:
        due = next_opening(window, after=attempted.at, on_or_after=day + timedelta(days=policy.every_days))
        return Next(_active(due))
    return _after_silence(before, attempted, day, window=window, policy=policy)


def _active(due: datetime | None, **facts: int | date | None) -> Standing:
    if due is None:
        return Standing(State.PAUSED, None, Because.HOURS)
    return replace(Standing(State.ACTIVE, due), **facts)  # type: ignore[arg-type]


def _after_speaking(attempted: Attempted, day: date, *, window: Window, policy: CallsPolicy) -> Next:
    if attempted.disposition == Disposition.CRISIS:
        wait = 1
    elif attempted.disposition in HARD:
        wait = min(policy.sooner_days, policy.every_days)
    else:
        wait = policy.every_days
    due = next_opening(window, after=attempted.at, on_or_after=day + timedelta(days=wait))
    standing = Standing(State.ENDED, None, Because.ENOUGH) if attempted.keep_calling is False else _active(due)
    if attempted.disposition == Disposition.CRISIS:
        return Next(standing, FollowUp.CRISIS, day)
    if attempted.disposition == Disposition.NEEDS_RESOURCE:
        return Next(standing, FollowUp.RESOURCE, day + timedelta(days=1))
    return Next(standing)


def _after_silence(before: Standing, attempted: Attempted, day: date, *, window: Window, policy: CallsPolicy) -> Next:
    began = before.round_on if before.tries and before.round_on else day
    tries = before.tries + 1
    next_week = began + timedelta(days=policy.every_days)
    if tries < policy.tries_a_week:
        due = other_hour(window, tried_at=attempted.at, on_or_after=day + timedelta(days=1))
        if due is not None and local_day(due, window.zone) < next_week:
            return Next(_active(due, tries=tries, round_on=began, silent_weeks=before.silent_weeks))
    silent_weeks = before.silent_weeks + 1
    if silent_weeks >= policy.silent_weeks:
        return Next(Standing(State.PAUSED, None, Because.UNREACHED), FollowUp.UNREACHED, day + timedelta(days=1))
    on = max(next_week, day + timedelta(days=1))
    return Next(_active(other_hour(window, tried_at=attempted.at, on_or_after=on), tries=0, silent_weeks=silent_weeks))


def first_call(*, window: Window, at: datetime) -> datetime | None:
    """The first call: the next time their window opens."""
    return next_opening(window, after=at)


def question_day(*, since: date, policy: CallsPolicy = POLICY) -> date:
    """The day from which we ask whether to keep calling."""
    return since + timedelta(days=7 * policy.weeks)


def days_late(due_at: datetime, *, at: datetime) -> int:
    """Whole days a call has been due."""
    return max(0, (at - due_at).days)
