from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinroad.coaching.rules.cadence import (
    contact_due,
    days_between_contacts,
    may_try_today,
    outreach_has_stopped,
    promised_day,
    quiet_too_long,
    stage,
)
from kinroad.core.policy import CadencePolicy, OutreachPolicy

TODAY = date(2026, 3, 2)
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))


def every(**known):
    known = {"wish": None, "recovery_date": None, "support_began": TODAY, "family": False, "today": TODAY} | known
    return days_between_contacts(**known)


@pytest.mark.parametrize(
    ("recovery_date", "days_between"),
    [
        (date(2026, 3, 2), 3),
        (date(2026, 2, 1), 3),
        (date(2026, 1, 31), 7),
        (date(2025, 9, 3), 7),
        (date(2025, 9, 2), 14),
        (date(2025, 3, 3), 14),
        (date(2025, 3, 2), 30),
        (date(2021, 3, 3), 30),
        (date(2021, 3, 2), 90),
        (date(1994, 6, 1), 90),
    ],
)
def test_the_longer_someone_is_in_recovery_the_more_room_they_have(recovery_date, days_between):
    assert every(recovery_date=recovery_date) == days_between


def test_a_year_from_leap_day_is_whole_on_the_first_of_march():
    assert stage(since=date(2024, 2, 29), today=date(2025, 2, 28)) == 2
    assert stage(since=date(2024, 2, 29), today=date(2025, 3, 1)) == 3


def test_half_a_year_from_the_last_of_august_is_whole_on_the_first_of_march():
    assert stage(since=date(2025, 8, 31), today=date(2026, 2, 28)) == 1
    assert stage(since=date(2025, 8, 31), today=date(2026, 3, 1)) == 2


def test_their_own_wish_comes_before_any_policy():
    assert every(wish=1, recovery_date=date(2001, 1, 1)) == 1
    assert every(wish=60, recovery_date=TODAY) == 60
    assert every(wish=2, family=True) == 2


def test_without_a_recovery_date_support_takes_its_place_never_closer_than_seven_days():
    assert every(support_began=TODAY) == 7
    assert every(support_began=TODAY - timedelta(days=200)) == 14


def test_a_family_participant_is_never_counted_by_a_recovery_date():
    assert every(family=True, recovery_date=date(2010, 1, 1), support_began=TODAY) == 7


def test_an_organization_sets_its_own_days():
    weekly = CadencePolicy(first_30_days=2, over_5_years=7)

    assert every(recovery_date=TODAY, cadence=weekly) == 2
    assert every(recovery_date=date(2001, 1, 1), cadence=weekly) == 7


@given(since=days, one=days, other=days)
def test_a_stage_is_never_lost_again_by_the_passing_of_days(since, one, other):
    earlier, later = sorted([one, other])

    assert stage(since=since, today=earlier) <= stage(since=since, today=later)


@given(recovery_date=st.none() | days, began=days, family=st.booleans(), today=days)
def test_only_a_wish_brings_someone_closer_than_the_first_days_of_policy(recovery_date, began, family, today):
    found = days_between_contacts(
        wish=None, recovery_date=recovery_date, support_began=began, family=family, today=today
    )

    assert found >= (7 if family or recovery_date is None else 3)


def test_the_agreed_day_holds_until_they_are_in_touch_on_it_or_after():
    agreed = TODAY + timedelta(days=4)

    assert promised_day(next_contact_day=agreed, last_contact=TODAY) == agreed
    assert promised_day(next_contact_day=agreed, last_contact=agreed) is None
    assert promised_day(next_contact_day=agreed, last_contact=None) == agreed
    assert promised_day(next_contact_day=None, last_contact=TODAY) is None


def test_a_contact_is_due_on_the_agreed_day_else_after_the_rhythm_else_at_once():
    agreed = TODAY + timedelta(days=40)

    assert contact_due(last_contact=TODAY, began=TODAY, every=7, next_contact_day=agreed) == agreed
    assert contact_due(last_contact=TODAY, began=TODAY, every=7) == TODAY + timedelta(days=7)
    assert contact_due(last_contact=None, began=TODAY, every=7) == TODAY


@given(one=days, other=days, every=st.integers(1, 365))
def test_whoever_was_reached_later_is_due_later(one, other, every):
    earlier, later = sorted([one, other])

    assert contact_due(last_contact=earlier, began=earlier, every=every) <= contact_due(
        last_contact=later, began=earlier, every=every
    )


def test_quiet_begins_when_a_second_rhythm_has_gone_by():
    assert not quiet_too_long(due=TODAY - timedelta(days=13), every=14, today=TODAY)
    assert quiet_too_long(due=TODAY - timedelta(days=14), every=14, today=TODAY)
    assert not quiet_too_long(
        due=TODAY - timedelta(days=14), every=14, today=TODAY, outreach=OutreachPolicy(quiet_times_cadence=3)
    )


def test_outreach_stops_after_three_tries():
    assert [outreach_has_stopped(tries_made=tries) for tries in range(5)] == [False, False, False, True, True]
    assert outreach_has_stopped(tries_made=1, outreach=OutreachPolicy(tries=1))


def test_a_try_that_reached_nobody_is_not_repeated_the_next_day():
    assert may_try_today(last_try=None, today=TODAY)
    assert not may_try_today(last_try=TODAY, today=TODAY)
    assert not may_try_today(last_try=TODAY - timedelta(days=1), today=TODAY)
    assert may_try_today(last_try=TODAY - timedelta(days=2), today=TODAY)
