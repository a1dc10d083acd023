"""Nobody is called outside their own window, on the clocks where they are, whatever those clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinroad.coaching.rules.call_window import (
    EARLIEST,
    LATEST,
    Window,
    bits_of,
    half_hours,
    is_open,
    next_opening,
    openings,
    other_hour,
    weekdays_of,
)

TERRITORIES = {"US", "PR", "VI", "GU", "AS", "MP"}
TABLE = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text().splitlines()
ZONES = sorted(row.split("\t")[2] for row in TABLE if row[:2] in TERRITORIES)
CLOCKS = [time(hour, minute) for hour in range(24) for minute in (0, 30)]
YEAR = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001


@st.composite
def windows(draw) -> Window:
    starts, ends = sorted(draw(st.lists(st.sampled_from(CLOCKS), min_size=2, max_size=2, unique=True)))
    quiet = draw(st.one_of(st.none(), st.tuples(st.sampled_from(CLOCKS), st.sampled_from(CLOCKS))))
    return Window(
        draw(st.integers(1, 127)), starts, ends, draw(st.sampled_from(ZONES)), *(quiet if quiet else (None, None))
    )


def allowed(window: Window, at: datetime) -> bool:
    """The plain question, asked of the clock on their wall."""
    there = at.astimezone(ZoneInfo(window.zone))
    clock = there.time()
    quiet_from, quiet_to = window.quiet_from, window.quiet_to
    quiet = False
    if quiet_from is not None and quiet_to is not None and quiet_from != quiet_to:
        over_midnight = quiet_from > quiet_to
        quiet = (clock >= quiet_from or clock < quiet_to) if over_midnight else quiet_from <= clock < quiet_to
    return (
        there.weekday() in weekdays_of(window.days)
        and window.starts <= clock < window.ends
        and EARLIEST <= clock < LATEST
        and not quiet
    )


def test_every_zone_of_the_states_is_tried():
    assert len(ZONES) > 30
    assert {"America/Phoenix", "Pacific/Honolulu", "America/Adak", "Pacific/Guam"} <= set(ZONES)


@given(windows(), YEAR)
def test_the_window_is_that_of_the_clock_on_their_wall(window, at):
    assert is_open(window, at) == allowed(window, at)


@given(windows(), YEAR)
def test_the_next_opening_is_inside_the_window_and_the_first(window, at):
    opening = next_opening(window, after=at)

    if opening is None:
        assert not any(openings(window, at.date() + timedelta(days=days)) for days in range(14))
        return
    assert opening >= at
    assert allowed(window, opening)
    assert not allowed(window, opening - timedelta(seconds=1)) or opening == at


@given(windows(), YEAR, st.integers(0, 9))
def test_another_hour_is_inside_the_window_too(window, at, days):
    day = at.astimezone(ZoneInfo(window.zone)).date() + timedelta(days=days)

    found = other_hour(window, tried_at=at, on_or_after=day)

    assert found is None or (allowed(window, found) and found.astimezone(ZoneInfo(window.zone)).date() >= day)


@given(windows(), YEAR)
def test_half_hours_fit_whole(window, at):
    for each in half_hours(window, at.date()):
        assert allowed(window, each)
        assert allowed(window, each + timedelta(minutes=29, seconds=59))


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("sunday", [date(2026, 3, 8), date(2026, 11, 1), date(2027, 3, 14), date(2027, 11, 7)])
def test_on_the_sunday_the_clocks_change_six_in_the_evening_is_six(zone, sunday):
    window = Window(bits_of([6]), time(18), time(20), zone)
    saturday_noon = datetime.combine(sunday - timedelta(days=1), time(12), tzinfo=ZoneInfo(zone))

    opening = next_opening(window, after=saturday_noon.astimezone(UTC))

    assert opening.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == datetime.combine(sunday, time(18))


def test_another_hour_is_the_other_half():
    window = Window(127, time(18), time(20), "America/Denver")
    early = datetime(2026, 3, 3, 18, 10, tzinfo=ZoneInfo("America/Denver"))

    after_early = other_hour(window, tried_at=early, on_or_after=date(2026, 3, 4))
    after_late = other_hour(window, tried_at=early + timedelta(hours=1), on_or_after=date(2026, 3, 4))

    assert after_early.astimezone(ZoneInfo("America/Denver")).hour == 19
    assert after_late.astimezone(ZoneInfo("America/Denver")).hour == 18


def test_quiet_hours_that_cover_the_window_leave_nothing():
    window = Window(127, time(18), time(20), "America/Denver", time(17), time(7))

    assert next_opening(window, after=datetime(2026, 3, 3, tzinfo=UTC)) is None
