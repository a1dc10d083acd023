"""What an attempt means for the next call."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinroad.coaching.rules.call import (
    Attempted,
    Because,
    Disposition,
    FollowUp,
    Outcome,
    Standing,
    State,
    after_attempt,
    days_late,
    question_day,
)
from kinroad.coaching.rules.call_window import EVERY_DAY, Window, bits_of, is_open, local_day
from kinroad.core.policy import CallsPolicy

DENVER = "America/Denver"
EVENINGS = Window(EVERY_DAY, time(18), time(20), DENVER)
TUESDAY = datetime(2026, 3, 4, 1, 30, tzinfo=UTC)  # Tuesday, March 3, 6:30 in the evening
BEFORE = Standing(State.ACTIVE, TUESDAY)
POLICY = CallsPolicy()


def after(outcome, disposition=None, *, before=BEFORE, at=TUESDAY, window=EVENINGS, **more):
    return after_attempt(before, Attempted(at, outcome, disposition, **more), window=window, policy=POLICY)


def day_of(next_call):
    return local_day(next_call.standing.due_at, DENVER)


@pytest.mark.parametrize(
    ("disposition", "days"),
    [
        (Disposition.DOING_WELL, 7),
        (None, 7),
        (Disposition.NEEDS_RESOURCE, 7),
        (Disposition.STRUGGLING, 2),
        (Disposition.RECURRENCE, 2),
        (Disposition.CRISIS, 1),
    ],
)
def test_a_hard_week_brings_the_next_call_sooner(disposition, days):
    assert day_of(after(Outcome.SPOKE, disposition)) == date(2026, 3, 3) + timedelta(days=days)


def test_a_crisis_is_the_supervisors_the_same_day():
    found = after(Outcome.SPOKE, Disposition.CRISIS)

    assert (found.follow_up, found.follow_up_on) == (FollowUp.CRISIS, date(2026, 3, 3))


def test_nobody_answered_another_day_and_another_hour():
    found = after(Outcome.NO_ANSWER)

    assert day_of(found) == date(2026, 3, 4)
    assert found.standing.due_at == datetime(2026, 3, 5, 2, 0, tzinfo=UTC)  # seven in the evening
    assert found.standing.tries == 1


def test_after_three_tries_next_week_and_after_four_silent_weeks_the_calls_rest():
    standing, at, days = BEFORE, TUESDAY, []
    while standing.state == State.ACTIVE:
        days.append(local_day(at, DENVER))
        found = after(Outcome.NO_ANSWER, before=standing, at=at)
        standing, at = found.standing, found.standing.due_at

    assert [(each - days[0]).days for each in days] == [0, 1, 2, 7, 8, 9, 14, 15, 16, 21, 22, 23]
    assert standing.because == Because.UNREACHED
    assert found.follow_up == FollowUp.UNREACHED


def test_a_window_of_one_day_a_week_is_one_try_a_week():
    fridays = Window(bits_of([4]), time(18), time(20), DENVER)

    found = after(Outcome.NO_ANSWER, window=fridays, at=TUESDAY + timedelta(days=3))

    assert day_of(found) == date(2026, 3, 13)
    assert (found.standing.tries, found.standing.silent_weeks) == (0, 1)


def test_speaking_begins_the_count_anew():
    tired = Standing(State.ACTIVE, TUESDAY, tries=2, round_on=date(2026, 3, 1), silent_weeks=3)

    found = after(Outcome.SPOKE, Disposition.DOING_WELL, before=tired)

    assert (found.standing.tries, found.standing.silent_weeks) == (0, 0)


def test_not_today_is_next_week():
    assert day_of(after(Outcome.DECLINED)) == date(2026, 3, 10)


def test_who_asked_to_stop_is_never_due_again():
    found = after(Outcome.ASKED_TO_STOP)

    assert (found.standing.state, found.standing.due_at) == (State.ENDED, None)


@pytest.mark.parametrize(
    ("outcome", "because", "follow_up"),
    [
        (Outcome.WRONG_NUMBER, Because.NUMBER, FollowUp.NUMBER),
        (Outcome.HOSPITAL, Because.HOSPITAL, FollowUp.LOOK_AGAIN),
        (Outcome.CUSTODY, Because.CUSTODY, FollowUp.LOOK_AGAIN),
        (Outcome.DIED, Because.DIED, FollowUp.DIED),
    ],
)
def test_calls_rest_until_somebody_has_looked(outcome, because, follow_up):
    found = after(outcome)

    assert (found.standing.state, found.standing.because, found.follow_up) == (State.PAUSED, because, follow_up)


def test_enough_calls_end_kindly():
    found = after(Outcome.SPOKE, Disposition.DOING_WELL, keep_calling=False)

    assert (found.standing.state, found.standing.because) == (State.ENDED, Because.ENOUGH)


def test_the_question_comes_after_twelve_weeks():
    assert question_day(since=date(2026, 3, 3)) == date(2026, 5, 26)


def test_lateness_is_in_whole_days():
    assert days_late(TUESDAY, at=TUESDAY + timedelta(hours=47)) == 1
    assert days_late(TUESDAY, at=TUESDAY - timedelta(hours=1)) == 0


@given(
    st.lists(
        st.tuples(st.sampled_from([Outcome.NO_ANSWER, Outcome.VOICEMAIL]), st.integers(0, 3)), min_size=1, max_size=40
    ),
    st.integers(1, 127),
)
def test_never_more_tries_in_a_week_than_the_policy_and_always_inside_the_window(said, days):
    window = Window(days, time(9), time(12), DENVER)
    standing, at, tried, rounds = BEFORE, TUESDAY + timedelta(hours=16), [], []
    for outcome, late in said:
        if standing.state != State.ACTIVE:
            break
        tried.append(local_day(at, DENVER))
        rounds += [tried[-1]] if not standing.tries else []
        standing = after(outcome, before=standing, at=at, window=window).standing
        if standing.due_at:
            assert is_open(window, standing.due_at)
            assert local_day(standing.due_at, DENVER) > tried[-1]
            at = standing.due_at + timedelta(days=7 * late)

    assert len(tried) <= POLICY.tries_a_week * POLICY.silent_weeks
    for begins in rounds:
        assert sum(begins <= day < begins + timedelta(days=7) for day in tried) <= POLICY.tries_a_week
