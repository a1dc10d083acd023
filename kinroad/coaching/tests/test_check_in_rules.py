from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinroad.coaching.rules.check_in import (
    Ask,
    AskingRhythm,
    Wanted,
    Week,
    asks_of,
    is_urgent,
    may_still_ask,
    next_asking,
)
from kinroad.coaching.rules.reading_hours import ReadingHours, is_closed, is_open, read_from
from kinroad.core.time import zones_of_the_states

MOMENTS = st.integers(0, 20 * 365 * 24 * 60).map(lambda n: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=n))
ZONES = st.sampled_from(zones_of_the_states())
WEEKDAYS = {day: (time(9), time(17)) for day in range(5)}
DENVER = ReadingHours("America/Denver", WEEKDAYS, frozenset({"12-25", "2026-11-26"}))


def denver(*when):
    return datetime(*when, tzinfo=ZoneInfo("America/Denver"))


@pytest.mark.parametrize(
    ("week", "wanted", "helps", "expected"),
    [
        (Week.GOOD, Wanted.NO, ["ride"], []),
        (Week.STRUGGLING, Wanted.NO, [], []),
        (Week.STRUGGLING, Wanted.NO, ["ride"], [Ask.HELP]),
        (Week.GREAT, Wanted.CALL, [], [Ask.CALL]),
        (Week.USED, Wanted.NEED, ["treatment"], [Ask.NEED, Ask.USED]),
        ("", "", [], []),
    ],
)
def test_what_asks_for_someone(week, wanted, helps, expected):
    assert asks_of(week=week, wanted=wanted, helps=helps) == expected


def test_only_used_and_need_wake_the_person_on_call():
    assert is_urgent(["used"])
    assert is_urgent(["call", "need"])
    assert not is_urgent(["call", "help"])


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (denver(2026, 11, 20, 16, 59), denver(2026, 11, 20, 16, 59)),
        (denver(2026, 11, 20, 17), denver(2026, 11, 23, 9)),
        (denver(2026, 11, 23, 8, 59), denver(2026, 11, 23, 9)),
        (denver(2026, 11, 25, 18), denver(2026, 11, 27, 9)),
        (denver(2026, 12, 25, 12), denver(2026, 12, 28, 9)),
        (denver(2026, 3, 7, 12), denver(2026, 3, 9, 9)),
    ],
)
def test_when_a_person_reads_it(at, expected):
    assert read_from(DENVER, at=at) == expected


def test_nobody_promises_what_nobody_said():
    assert read_from(ReadingHours("America/Denver"), at=denver(2026, 11, 20, 12)) is None


@given(MOMENTS, ZONES, st.dictionaries(st.integers(0, 6), st.tuples(st.times(), st.times()), min_size=1))
def test_what_is_promised_lies_inside_the_hours(at, zone, week):
    hours = ReadingHours(zone, week, frozenset({"12-25", "01-01"}))
    found = read_from(hours, at=at)

    if found is not None:
        assert found >= at
        assert is_open(hours, at=found)
        assert not is_closed(hours, found.astimezone(ZoneInfo(zone)).date())
        assert found == at or not is_open(hours, at=at)


RHYTHMS = st.builds(
    AskingRhythm,
    st.sampled_from([1, 2]),
    st.integers(0, 6),
    st.integers(8, 20),
    ZONES,
    st.dates(date(2019, 1, 1), date(2039, 1, 1)),
)


@given(RHYTHMS, MOMENTS)
def test_a_question_comes_at_the_hour_of_the_wall_clock_there(rhythm, after):
    due = next_asking(rhythm, after=after)
    there = due.astimezone(ZoneInfo(rhythm.zone))

    assert due > after
    assert (there.weekday(), there.hour, there.minute) == (rhythm.weekday, rhythm.hour, 0)
    assert there.date() >= rhythm.counted_from


@given(RHYTHMS, MOMENTS)
def test_the_next_question_follows_after_whole_weeks_of_the_calendar(rhythm, after):
    first = next_asking(rhythm, after=after)
    second = next_asking(rhythm, after=first)

    days = (second.astimezone(ZoneInfo(rhythm.zone)).date() - first.astimezone(ZoneInfo(rhythm.zone)).date()).days
    assert days == 7 * rhythm.weeks
    assert next_asking(rhythm, after=first + timedelta(hours=1)) == second


def test_after_a_night_without_power_the_question_waits_for_its_next_time():
    due = datetime(2026, 11, 20, 17, tzinfo=UTC)

    assert may_still_ask(due, at=due + timedelta(hours=2))
    assert not may_still_ask(due, at=due + timedelta(hours=13))
