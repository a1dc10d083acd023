"""When a text or a call may go out."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinroad.core.time import zones_of_the_states
from kinroad.notifications.rules.window import is_open, is_quiet, never_opens, next_allowed

DENVER = "America/Denver"
EARLY, LATE = datetime(2025, 1, 1), datetime(2031, 1, 1)  # noqa: DTZ001  hypothesis wants them so
moments = st.datetimes(EARLY, LATE, timezones=st.just(UTC))
zones = st.sampled_from(zones_of_the_states())
clocks = st.none() | st.times().map(lambda each: each.replace(second=0, microsecond=0))


def at(*when, zone=DENVER):
    return datetime(*when, tzinfo=ZoneInfo(zone))


def test_nothing_goes_out_before_eight_or_from_nine_in_the_evening_on():
    assert not is_open(at(2026, 11, 4, 7, 59), zone=DENVER)
    assert is_open(at(2026, 11, 4, 8, 0), zone=DENVER)
    assert is_open(at(2026, 11, 4, 20, 59), zone=DENVER)
    assert not is_open(at(2026, 11, 4, 21, 0), zone=DENVER)


def test_it_is_the_clock_of_the_participant_that_counts():
    half_past_eight_in_new_york = at(2026, 11, 4, 8, 30, zone="America/New_York")

    assert is_open(half_past_eight_in_new_york, zone="America/New_York")
    assert not is_open(half_past_eight_in_new_york, zone="Pacific/Honolulu")


def test_quiet_hours_make_the_window_narrower_also_past_midnight():
    wish = {"quiet_from": time(19), "quiet_to": time(10)}

    assert next_allowed(at(2026, 11, 4, 8, 30), zone=DENVER, **wish) == at(2026, 11, 4, 10)
    assert next_allowed(at(2026, 11, 4, 19, 30), zone=DENVER, **wish) == at(2026, 11, 5, 10)
    assert next_allowed(at(2026, 11, 4, 12), zone=DENVER, **wish) == at(2026, 11, 4, 12)


def test_a_wish_can_never_widen_the_window():
    assert next_allowed(at(2026, 11, 4, 6), zone=DENVER, quiet_from=time(1), quiet_to=time(5)) == at(2026, 11, 4, 8)


def test_a_wish_that_leaves_no_minute_means_never():
    assert next_allowed(at(2026, 11, 4, 12), zone=DENVER, quiet_from=time(7), quiet_to=time(22)) is None
    assert never_opens(quiet_from=time(8), quiet_to=time(21))
    assert not never_opens(quiet_from=None, quiet_to=None)


def test_the_same_time_twice_is_no_quiet_time():
    assert not is_quiet(time(9), quiet_from=time(9), quiet_to=time(9))


@pytest.mark.parametrize("day", [(2026, 3, 8), (2026, 11, 1)])
def test_on_the_night_the_clocks_change_the_window_opens_at_eight_all_the_same(day):
    opens = next_allowed(at(*day, 0, 30), zone=DENVER)

    assert opens == at(*day, 8)


@given(moments, zones, clocks, clocks)
def test_the_next_moment_is_open_and_none_before_it_was(moment, zone, quiet_from, quiet_to):
    wish = {"zone": zone, "quiet_from": quiet_from, "quiet_to": quiet_to}
    opens = next_allowed(moment, **wish)

    if opens is None:
        assert all(
            is_quiet(
                (datetime.combine(moment, time(8)) + timedelta(minutes=m)).time(),
                quiet_from=quiet_from,
                quiet_to=quiet_to,
            )
            for m in range(13 * 60)
        )
        return
    assert opens >= moment
    assert opens.tzinfo == UTC
    assert is_open(opens, **wish)
    steps = int((opens - moment).total_seconds() // 600)
    assert not any(is_open(moment + timedelta(minutes=10 * step), **wish) for step in range(steps))
