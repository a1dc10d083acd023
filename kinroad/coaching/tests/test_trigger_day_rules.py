from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import MONTHLY, WEEKLY, YEARLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from kinroad.coaching.rules.trigger_day import Repeats, Rhythm, comes_on, falls_on, moved, next_on, wanted_by
from kinroad.core.time import zones_of_the_states

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
RHYTHMS = st.builds(Rhythm, st.sampled_from(list(Repeats)), DAYS, st.booleans())
FRIDAY = date(2026, 11, 13)


def midnight(day):
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001


def by_the_book(rhythm, until):
    """The same days as python-dateutil counts them."""
    first = rhythm.first_on
    rules = {
        Repeats.ONCE: {"freq": YEARLY, "interval": 100},
        Repeats.WEEKLY: {"freq": WEEKLY},
        Repeats.TWO_WEEKS: {"freq": WEEKLY, "interval": 2},
        Repeats.MONTHLY: {"freq": MONTHLY, "bymonthday": range(min(28, first.day), first.day + 1), "bysetpos": -1},
        Repeats.MONTH_END: {"freq": MONTHLY, "bymonthday": -1},
        Repeats.YEARLY: {
            "freq": YEARLY,
            "bymonth": first.month,
            "bymonthday": range(min(28, first.day), first.day + 1) if first.month == 2 else first.day,
            "bysetpos": -1,
        },
    }
    return [each.date() for each in rrule(dtstart=midnight(first), until=midnight(until), **rules[rhythm.repeats])]


@given(RHYTHMS)
def test_every_day_is_the_one_the_calendar_library_counts(rhythm):
    until = rhythm.first_on + timedelta(days=800)
    ours = [day for day in (rhythm.first_on + timedelta(days=n) for n in range(801)) if falls_on(rhythm, day)]

    assert ours == by_the_book(rhythm, until)


@given(RHYTHMS, DAYS)
def test_the_next_day_is_met_and_none_before_it_is(rhythm, since):
    found = next_on(rhythm, since=since)

    if found is None:
        assert rhythm.repeats == Repeats.ONCE
        assert rhythm.first_on < since or moved(rhythm.first_on) < since
        return
    assert found >= since
    assert comes_on(rhythm, found)
    between = (since + timedelta(days=n) for n in range((found - since).days))
    assert not any(comes_on(rhythm, day) for day in between)


@given(RHYTHMS, DAYS)
def test_a_day_moved_by_a_weekend_is_met_once_and_never_on_a_weekend(rhythm, day):
    payday = Rhythm(rhythm.repeats, rhythm.first_on, weekday_before=True)

    if comes_on(payday, day):
        assert day.weekday() < 5
    if falls_on(payday, day):
        assert comes_on(payday, moved(day))


@pytest.mark.parametrize(
    ("rhythm", "since", "expected"),
    [
        (Rhythm("two_weeks", FRIDAY), date(2026, 11, 14), date(2026, 11, 27)),
        (Rhythm("monthly", date(2026, 1, 31)), date(2026, 2, 1), date(2026, 2, 28)),
        (Rhythm("monthly", date(2027, 12, 31)), date(2028, 2, 1), date(2028, 2, 29)),
        (Rhythm("month_end", date(2026, 1, 31), weekday_before=True), date(2026, 5, 1), date(2026, 5, 29)),
        (Rhythm("yearly", date(2024, 2, 29)), date(2026, 1, 1), date(2026, 2, 28)),
        (Rhythm("yearly", date(2024, 2, 29)), date(2028, 1, 1), date(2028, 2, 29)),
        (Rhythm("monthly", date(2026, 8, 1), weekday_before=True), date(2026, 7, 1), date(2026, 7, 31)),
        (Rhythm("once", FRIDAY), date(2026, 11, 14), None),
    ],
)
def test_the_days_people_mean(rhythm, since, expected):
    assert next_on(rhythm, since=since) == expected


@given(DAYS, st.times(), st.sampled_from(zones_of_the_states()))
def test_the_hour_is_that_of_the_wall_clock_there_whatever_the_clocks_do(day, hour, zone):
    moment = wanted_by(day, hour, zone=zone)
    there = moment.astimezone(ZoneInfo(zone))

    off = abs(there.replace(tzinfo=None) - datetime.combine(day, hour))
    # An hour that the clocks leave out in spring comes an hour (in one place a day) later; every other is exact.
    assert off in (timedelta(0), timedelta(minutes=30), timedelta(hours=1), timedelta(days=1))
    if off == timedelta(0):
        assert there.date() == day


@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 11, 1)])
def test_five_in_the_afternoon_stays_five_on_the_days_the_clocks_change(day):
    moment = wanted_by(day, time(17), zone="America/Denver")

    assert moment == datetime(day.year, day.month, day.day, 23 if day.month == 3 else 24 % 24, tzinfo=UTC) + timedelta(
        days=day.month == 11
    )
