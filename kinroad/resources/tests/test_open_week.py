"""The coarse sieve of open hours never says no too often."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kinroad.resources.rules.open_week import A_NUMBER, WEEK, hour_of, may_be_open
from kinroad.resources.rules.opening import Hours, is_open

ZONES = ("America/Chicago", "America/St_Johns", "Asia/Kathmandu", "Pacific/Auckland", "UTC")


def lets_through(lines, zone, at):
    number, bit = hour_of(at)
    return bool(may_be_open(lines, zone=zone)[number] & bit)


days = st.frozensets(st.tuples(st.sampled_from([0, 1, 2, -1]), st.integers(0, 6)), max_size=3)
minutes = st.integers(0, 24 * 60)
lines = st.builds(
    Hours,
    days=days,
    opens=st.none() | st.integers(0, 24 * 60 - 1),
    closes=minutes,
    first=st.none() | st.just(date(2026, 3, 1)),
    month_days=st.just(frozenset()) | st.just(frozenset({1, -1})),
)


@settings(max_examples=150, deadline=None)
@given(
    lines=st.lists(lines, max_size=3),
    zone=st.sampled_from(ZONES),
    minute=st.integers(0, 366 * 24 * 60),
)
def test_whatever_is_open_passes_the_sieve(lines, zone, minute):
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)

    assert lets_through(lines, zone, at) or not is_open(lines, zone, at=at)


def test_office_hours_are_kept_out_of_the_night_and_the_weekend():
    office = [Hours(days=frozenset((0, day) for day in range(5)), opens=8 * 60, closes=17 * 60)]

    assert lets_through(office, "America/Chicago", datetime(2026, 11, 23, 18, tzinfo=UTC))
    assert not lets_through(office, "America/Chicago", datetime(2026, 11, 24, 6, tzinfo=UTC))
    assert not lets_through(office, "America/Chicago", datetime(2026, 11, 22, 18, tzinfo=UTC))


def test_around_the_clock_is_every_hour_and_no_hours_are_none():
    assert may_be_open([Hours(opens=0, closes=0)], zone="UTC") == ((1 << A_NUMBER) - 1,) * (WEEK // A_NUMBER)
    assert may_be_open([Hours(shut=True)], zone="UTC") == (0, 0, 0)
