"""Who gets a place, in which order, and when somebody is reminded."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kinroad.gatherings.rules.coming import Remind, fits, free_places, places_for, reminder_of, who_moves_up

ZONE = "America/Chicago"
FRIDAY = datetime(2026, 11, 28, 0, 0, tzinfo=UTC)  # Friday November 27, 6 in the evening
MONDAY = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def reminded(wish, *, starts_at=FRIDAY, now=MONDAY, zone=ZONE):
    return reminder_of(wish, starts_at=starts_at, zone=zone, hours=3, now=now)


def test_everyone_who_comes_along_takes_a_place():
    assert places_for(guests=1, children=2) == 4


def test_without_a_limit_everybody_fits():
    assert fits(9, free=free_places(capacity=None, taken=500))
    assert not fits(3, free=free_places(capacity=20, taken=18))


def test_nobody_passes_a_family_because_it_is_larger():
    line = [("family", 3), ("one", 1)]

    assert who_moves_up(line, free=1) == []
    assert who_moves_up(line, free=3) == ["family"]
    assert who_moves_up(line, free=4) == ["family", "one"]
    assert who_moves_up(line, free=None) == ["family", "one"]


def test_on_the_last_day_no_chair_stays_empty():
    assert who_moves_up([("family", 3), ("one", 1), ("two", 2)], free=2, last_day=True) == ["one"]


@given(
    line=st.lists(st.integers(1, 9), max_size=12),
    free=st.integers(0, 30),
    last_day=st.booleans(),
)
def test_never_more_than_fit_and_always_in_order(line, free, last_day):
    going = who_moves_up(list(enumerate(line)), free=free, last_day=last_day)

    assert sum(line[each] for each in going) <= free
    assert going == sorted(going)
    if not last_day:
        assert going == list(range(len(going)))


def test_a_reminder_comes_some_hours_before_or_the_evening_before():
    soon, before = reminded(Remind.HOURS_BEFORE), reminded(Remind.DAY_BEFORE)

    assert (soon.at, soon.until, soon.tomorrow) == (FRIDAY - timedelta(hours=3), FRIDAY, False)
    assert (before.at, before.tomorrow) == (datetime(2026, 11, 26, 23, 0, tzinfo=UTC), True)
    assert reminded(Remind.NO) is None


def test_what_begins_early_is_said_the_evening_before():
    early = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)  # 9 in the morning

    assert reminded(Remind.HOURS_BEFORE, starts_at=early).at == datetime(2026, 11, 26, 23, 0, tzinfo=UTC)


def test_a_reminder_counts_on_their_own_clock_and_never_comes_late():
    assert reminded(Remind.DAY_BEFORE, zone="America/Los_Angeles").at == datetime(2026, 11, 27, 1, 0, tzinfo=UTC)
    assert reminded(Remind.HOURS_BEFORE, now=FRIDAY - timedelta(hours=1)) is None
