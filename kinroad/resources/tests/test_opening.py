"""Open now, on the clocks of the place."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kinroad.resources.rules.holidays import is_public_holiday
from kinroad.resources.rules.opening import DAYS, Hours, State, is_open, opening, read_byday

IOWA = "America/Chicago"
WORKDAYS = read_byday("MO,TU,WE,TH,FR")
OFFICE = Hours(days=WORKDAYS, opens=9 * 60, closes=17 * 60)


def at(text: str, zone: str = IOWA) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def asked(*lines: Hours, when: str, zone: str = IOWA):
    return opening(lines, zone=zone, at=at(when, zone))


def test_an_office_is_open_from_nine_until_five():
    assert asked(OFFICE, when="2026-11-23T09:00").state is State.OPEN
    assert asked(OFFICE, when="2026-11-23T16:59").until == at("2026-11-23T17:00")
    assert asked(OFFICE, when="2026-11-23T17:00").state is State.CLOSED


def test_closed_says_when_it_opens_next():
    assert asked(OFFICE, when="2026-11-21T10:00").opens_at == at("2026-11-23T09:00")


def test_the_clocks_are_those_of_the_place():
    nine_in_iowa = at("2026-11-23T09:00")

    assert opening([OFFICE], zone="America/Denver", at=nine_in_iowa).state is State.CLOSED
    assert opening([OFFICE], zone="America/New_York", at=nine_in_iowa).state is State.OPEN


def test_hours_past_midnight_belong_to_the_evening_before():
    late = Hours(days=read_byday("FR"), opens=20 * 60, closes=2 * 60)

    assert asked(late, when="2026-11-21T01:30").state is State.OPEN
    assert asked(late, when="2026-11-21T02:00").state is State.CLOSED
    assert asked(late, when="2026-11-20T01:30").state is State.CLOSED


@pytest.mark.parametrize(
    "line", [Hours(opens=0, closes=24 * 60), Hours(opens=0, closes=0), Hours(opens=480, closes=480)]
)
def test_around_the_clock_is_open_always_and_on_christmas(line):
    now = asked(line, when="2026-12-25T03:00")

    assert (now.state, now.always, now.until) == (State.OPEN, True, None)


def test_by_appointment_is_something_to_ask():
    by_appointment = Hours(days=read_byday("SA"))

    assert asked(by_appointment, when="2026-11-23T10:00").state is State.ASK
    assert asked(OFFICE, by_appointment, when="2026-11-21T10:00").state is State.ASK
    assert asked(OFFICE, by_appointment, when="2026-11-22T10:00").state is State.CLOSED
    assert asked(when="2026-11-23T10:00").state is State.ASK


def test_a_public_holiday_makes_the_usual_hours_doubtful():
    thanksgiving = asked(OFFICE, when="2026-11-26T10:00")

    assert thanksgiving.state is State.HOLIDAY
    assert thanksgiving.opens_at == at("2026-11-27T09:00")


def test_hours_said_for_the_holiday_itself_count():
    dinner = Hours(opens=11 * 60, closes=14 * 60, first=date(2026, 11, 26), last=date(2026, 11, 26))

    assert asked(OFFICE, dinner, when="2026-11-26T12:00").state is State.OPEN
    assert asked(OFFICE, dinner, when="2026-11-26T15:00").state is State.CLOSED


def test_closed_days_take_the_usual_hours_away():
    shut = Hours(shut=True, first=date(2026, 11, 23), last=date(2026, 11, 24))

    now = asked(OFFICE, shut, when="2026-11-23T10:00")

    assert (now.state, now.opens_at) == (State.CLOSED, at("2026-11-25T09:00"))


def test_a_pantry_opens_on_the_second_and_last_saturday():
    pantry = Hours(days=read_byday("2SA,-1SA"), opens=9 * 60, closes=11 * 60)

    assert [day for day in range(1, 31) if pantry.comes_on(date(2026, 11, day))] == [14, 28]
    assert asked(pantry, when="2026-11-22T10:00").opens_at == at("2026-11-28T09:00")


def test_every_other_week_counts_from_its_first_day():
    line = Hours(days=read_byday("MO"), opens=540, closes=600, first=date(2026, 11, 2), every_weeks=2)

    assert [day for day in range(1, 31) if line.comes_on(date(2026, 11, day))] == [2, 16, 30]


def test_a_day_of_the_month_and_its_last_day():
    line = Hours(month_days=frozenset({15, -1}), opens=540, closes=600)

    assert [day for day in range(1, 31) if line.comes_on(date(2026, 11, day))] == [15, 30]


def test_on_the_night_the_clocks_go_back_a_shelter_stays_open_an_hour_longer():
    night = Hours(opens=19 * 60, closes=7 * 60)

    opened, closes = at("2026-10-31T19:00"), asked(night, when="2026-10-31T20:00").until

    assert closes == at("2026-11-01T07:00")
    assert closes - opened == timedelta(hours=13)


def test_on_the_night_the_clocks_go_forward_nothing_breaks():
    early = Hours(opens=150, closes=240)

    assert asked(early, when="2026-03-08T03:30").state is State.OPEN


def test_public_holidays_are_kept_on_the_nearest_workday():
    kept = {date(2026, 7, 3), date(2026, 7, 4), date(2021, 12, 31), date(2026, 1, 19), date(2026, 5, 25)}

    assert all(map(is_public_holiday, kept))
    assert not is_public_holiday(date(2026, 7, 2))


@given(
    opens=some.integers(0, 1439),
    closes=some.integers(0, 1440),
    days=some.sets(some.sampled_from(DAYS), min_size=1),
    minute=some.integers(0, 60 * 24 * 365),
)
def test_what_it_says_of_the_next_opening_and_closing_is_true(opens, closes, days, minute):
    line = Hours(days=read_byday(",".join(days)), opens=opens, closes=closes)
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)

    now = opening([line], zone=IOWA, at=moment)

    assert is_open([line], IOWA, at=moment) == (now.state is State.OPEN)
    if now.until:
        assert now.until > moment
        assert opening([line], zone=IOWA, at=now.until - timedelta(minutes=1)).state in (State.OPEN, State.HOLIDAY)
        assert opening([line], zone=IOWA, at=now.until).state is not State.OPEN
    if now.opens_at:
        assert now.opens_at > moment
        assert opening([line], zone=IOWA, at=now.opens_at).state is State.OPEN
