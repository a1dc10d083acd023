"""The rhythm over every day there is: leap days, the weekends on which clocks change, all zones of the States."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kinroad.coaching.rules.cadence import (
    contact_due,
    counted_from,
    days_between_contacts,
    months_between,
    next_try_on,
    quiet_too_long,
    stage,
)
from kinroad.coaching.rules.today import Reason, Walk, line_for
from kinroad.core.ids import uuid7
from kinroad.core.policy import Policy
from kinroad.core.time import local, zones_of_the_states

DAYS = st.dates(date(2023, 12, 1), date(2032, 3, 1))
ZONES = st.sampled_from(zones_of_the_states())
# Clocks go forward on March 8, 2026 and back on November 1, 2026; every minute of both weekends.
CHANGES = st.sampled_from([datetime(2026, 3, 7, 6, tzinfo=UTC), datetime(2026, 10, 31, 4, tzinfo=UTC)])
MOMENTS = st.builds(lambda start, minutes: start + timedelta(minutes=minutes), CHANGES, st.integers(0, 3 * 24 * 60))
WHO = uuid7()


@given(zone=ZONES, at=MOMENTS, every=st.integers(1, 90))
def test_a_contact_is_due_so_many_calendar_days_later_whatever_the_clocks_do(zone, at, every):
    """Also for the last minute of a day of 23 hours and the first of one of 25."""
    day = local(at, zone).date()
    walk = Walk(WHO, matched_on=day, support_began=day, last_contact=day, wish=every)

    assert line_for(walk, today=day + timedelta(days=every - 1)) is None
    line = line_for(walk, today=day + timedelta(days=every))
    assert line is not None
    assert (line.reason, line.day, line.since) == (Reason.BY_WISH, every, day + timedelta(days=every))


@given(zone=ZONES, at=MOMENTS, hours=st.integers(0, 49))
def test_the_day_there_never_goes_back_as_hours_pass(zone, at, hours):
    one, other = local(at, zone).date(), local(at + timedelta(hours=hours), zone).date()

    assert 0 <= (other - one).days <= 3


@given(began=DAYS, today=DAYS)
def test_months_lived_never_jump_also_over_a_leap_day(began, today):
    if today < began:
        began, today = today, began
    ahead = months_between(began, today + timedelta(days=1)) - months_between(began, today)

    assert ahead in (0, 1)
    assert stage(since=began, today=today) <= stage(since=began, today=today + timedelta(days=1))


def test_someone_in_recovery_since_a_leap_day_has_a_year_on_the_first_of_march():
    assert months_between(date(2024, 2, 29), date(2025, 2, 28)) == 11
    assert months_between(date(2024, 2, 29), date(2025, 3, 1)) == 12
    assert stage(since=date(2024, 2, 29), today=date(2025, 3, 1)) == 3


@given(recovery=st.none() | DAYS, told=st.none() | DAYS, began=DAYS, today=DAYS)
def test_telling_of_a_return_never_puts_us_further_away(recovery, told, began, today):
    def every(day):
        return days_between_contacts(wish=None, recovery_date=day, support_began=began, family=False, today=today)

    if recovery is None:
        assert told is None or every(counted_from(recovery_date=None, told_on=told)) == every(told)
    else:
        assert every(counted_from(recovery_date=recovery, told_on=told)) <= every(recovery)


@given(recovery=DAYS, began=DAYS, today=DAYS)
def test_in_the_first_six_months_nobody_waits_longer_than_a_week(recovery, began, today):
    every = days_between_contacts(wish=None, recovery_date=recovery, support_began=began, family=False, today=today)

    assert every in (3, 7, 14, 30, 90)
    if months_between(recovery, today) < 6:
        assert every <= 7


@given(recovery=st.none() | DAYS, family=st.booleans(), began=DAYS, today=DAYS)
def test_without_a_date_and_for_family_never_closer_than_a_week(recovery, family, began, today):
    every = days_between_contacts(wish=None, recovery_date=recovery, support_began=began, family=family, today=today)

    assert every >= 7 or (recovery is not None and not family)


@given(last=DAYS, every=st.integers(1, 90), days=st.integers(0, 400))
def test_quiet_too_long_says_the_same_from_its_day_on(last, every, days):
    due = contact_due(last_contact=last, began=last, every=every)
    today = last + timedelta(days=days)

    assert quiet_too_long(due=due, every=every, today=today) == (days >= 2 * every)


@given(walked=DAYS, last=st.none() | DAYS, tries=st.integers(0, 6), last_try=st.none() | DAYS, today=DAYS)
def test_nobody_is_pressed_and_nobody_is_forgotten(walked, last, tries, last_try, today):
    """A line stands whenever a contact is due, unless we tried lately or often enough: those two alone."""
    walk = Walk(
        WHO,
        matched_on=walked,
        support_began=walked,
        greeted=last is not None and last >= walked,
        last_contact=last,
        tries_made=tries,
        last_try=last_try,
    )
    line = line_for(walk, today=today)
    every = days_between_contacts(wish=None, recovery_date=None, support_began=walked, family=False, today=today)
    due = not walk.greeted or contact_due(last_contact=last, began=walked, every=every) <= today
    let_be = tries >= Policy().outreach.tries or (last_try is not None and next_try_on(last_try) > today)

    assert (line is not None) == (due and not let_be)
