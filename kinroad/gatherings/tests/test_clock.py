"""When now is: across zones, midnight and the nights when clocks change. No database."""

from datetime import UTC, datetime

from kinroad.gatherings.rules.clock import When, windows

CENTRAL = "America/Chicago"


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_today_is_the_day_it_is_where_the_meeting_is():
    # Monday 04:30 UTC is still Sunday evening in Chicago and Denver.
    (window,) = windows(when=When.TODAY, day=0, zones=[CENTRAL, CENTRAL], at=at(2026, 11, 23, 4, 30))

    assert (window.weekday, window.first) == (0, 22 * 60 + 30 - 60)


def test_now_after_midnight_still_knows_saturday_evening():
    # Sunday 00:10 in Chicago; a Saturday meeting of 23:30 runs until 00:30.
    found = windows(when=When.NOW, day=0, zones=[CENTRAL], at=at(2026, 11, 22, 6, 10))

    assert [window.weekday for window in found] == [6, 0]
    assert found[0].first <= 23 * 60 + 30 < found[0].last
    assert found[0].over_by < 23 * 60 + 30 + 60
    assert found[0].over_by >= 22 * 60 + 60


def test_now_is_right_in_the_night_when_clocks_go_forward():
    # March 14, 2027: 2:00 becomes 3:00 in Chicago. At 3:10 the 1:45 meeting has run for 25 minutes.
    (window,) = windows(when=When.NOW, day=0, zones=[CENTRAL], at=at(2027, 3, 14, 8, 10))[1:]

    assert window.weekday == 0
    assert window.over_by < 105 + 60
    assert window.last == 5 * 60 + 10


def test_now_orders_two_zones_by_the_true_clock():
    found = windows(when=When.NOW, day=0, zones=[CENTRAL, "America/New_York"], at=at(2026, 11, 24, 0, 30))
    shift = {window.zone: window.shift for window in found}

    assert 19 * 60 + shift["America/New_York"] < 18 * 60 + 30 + shift[CENTRAL]
