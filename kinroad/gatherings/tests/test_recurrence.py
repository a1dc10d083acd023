"""When a series comes round, on its own clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinroad.core.time import zones_of_the_states
from kinroad.gatherings.rules.recurrence import Series, check_rule, moments_of, occurrences

FRIDAYS = Series("America/Chicago", date(2026, 10, 2), time(18, 0), 90, "FREQ=WEEKLY;BYDAY=FR")


def test_a_friday_evening_stays_at_six_through_both_changes_of_the_clock():
    autumn = occurrences(FRIDAYS, first=date(2026, 10, 30), last=date(2026, 11, 6))
    spring = occurrences(FRIDAYS, first=date(2027, 3, 12), last=date(2027, 3, 19))

    assert [each.start_minute for each in autumn + spring] == [18 * 60] * 4
    assert [each.starts_at.hour for each in autumn] == [23, 0]
    assert [each.starts_at for each in spring] == [
        datetime(2027, 3, 13, 0, 0, tzinfo=UTC),
        datetime(2027, 3, 19, 23, 0, tzinfo=UTC),
    ]


def test_an_hour_that_the_clock_skips_is_the_hour_after_and_one_that_comes_twice_is_the_first():
    skipped = moments_of(date(2027, 3, 14), time(2, 30), 60, "America/Chicago")
    twice = moments_of(date(2026, 11, 1), time(1, 30), 60, "America/Chicago")

    assert (skipped.start_minute, skipped.starts_at.hour) == (3 * 60 + 30, 8)
    assert twice.starts_at == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    assert twice.ends_at - twice.starts_at == timedelta(hours=1)


def test_a_group_planned_from_a_monday_for_fridays_does_not_meet_on_that_monday():
    series = Series("America/Chicago", date(2026, 11, 23), time(18, 0), 60, "FREQ=WEEKLY;BYDAY=FR")

    assert [each.on for each in occurrences(series, first=date(2026, 11, 1), last=date(2026, 12, 5))] == [
        date(2026, 11, 27),
        date(2026, 12, 4),
    ]


def test_the_second_saturday_and_the_last_day_of_the_month_come_round_in_every_month():
    second = Series("America/Denver", date(2026, 1, 10), time(10), 60, "FREQ=MONTHLY;BYDAY=2SA")
    last = Series("America/Denver", date(2026, 1, 31), time(10), 60, "FREQ=MONTHLY;BYMONTHDAY=-1")

    days = occurrences(second, first=date(2026, 1, 1), last=date(2026, 12, 31))
    assert len(days) == 12
    assert all(each.on.weekday() == 5 and 8 <= each.on.day <= 14 for each in days)
    ends = [each.on for each in occurrences(last, first=date(2026, 1, 1), last=date(2026, 12, 31))]
    assert len(ends) == 12
    assert date(2026, 2, 28) in ends


def test_what_happens_once_happens_once_and_what_has_ended_no_more():
    once = Series("America/Chicago", date(2026, 12, 24), time(16), 120)
    ended = Series("America/Chicago", date(2026, 10, 2), time(18), 90, "FREQ=WEEKLY;BYDAY=FR", date(2026, 10, 9))

    assert [each.on for each in occurrences(once, first=date(2026, 1, 1), last=date(2027, 12, 31))] == [
        date(2026, 12, 24)
    ]
    assert len(occurrences(ended, first=date(2026, 1, 1), last=date(2027, 12, 31))) == 2
    assert occurrences(once, first=date(2026, 12, 25), last=date(2027, 12, 31)) == []


@pytest.mark.parametrize(
    "rule", ["", "soon", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=1,2", "BYDAY=FR", "FREQ=WEEKLY;BYDAY=XX"]
)
def test_a_rule_that_says_nothing_or_too_much_is_refused(rule):
    with pytest.raises(ValueError, match=r"rule|comes round"):
        check_rule(rule)


@given(
    zone=st.sampled_from(zones_of_the_states()),
    day=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    minute=st.integers(0, 1439),
    length=st.integers(1, 600),
)
def test_every_occurrence_begins_at_its_minute_wherever_the_clock_shows_it_and_lasts_its_minutes(
    zone, day, minute, length
):
    each = moments_of(day, time(*divmod(minute, 60)), length, zone)
    shown = each.starts_at.astimezone(ZoneInfo(zone))

    assert (shown.date(), shown.hour * 60 + shown.minute) == (each.on, each.start_minute)
    assert each.ends_at - each.starts_at == timedelta(minutes=length)
    assert (each.on, each.start_minute) == (day, minute) or shown.utcoffset() != (
        each.starts_at - timedelta(hours=2)
    ).astimezone(ZoneInfo(zone)).utcoffset()
