"""By when somebody should have helped, and which hours make sense."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinroad.practical_help.rules.ask import Kind, due_on, makes_sense

SIX = datetime(2026, 11, 13, 1, 0, tzinfo=UTC)  # Thursday, 6 in the evening in Denver


def due(**facts):
    return due_on(
        **{"starts_at": None, "wanted_by": None, "asked_on": date(2026, 11, 2), "days": 7, "zone": "America/Denver"}
        | facts
    )


def test_a_ride_is_due_on_the_day_it_starts_on_the_clocks_there():
    assert due(starts_at=SIX) == date(2026, 11, 12)


def test_a_coat_is_due_by_the_day_they_named():
    assert due(wanted_by=date(2026, 11, 4)) == date(2026, 11, 4)


def test_without_a_day_an_ask_is_due_as_policy_says():
    assert due() == date(2026, 11, 9)


@pytest.mark.parametrize("kind", [Kind.RIDE, Kind.CHILD_CARE, Kind.MOVING])
def test_a_ride_child_care_and_a_move_need_an_hour(kind):
    assert not makes_sense(kind=kind, starts_at=None, ends_at=None)
    assert makes_sense(kind=kind, starts_at=SIX, ends_at=None)


def test_a_coat_needs_no_hour():
    assert makes_sense(kind=Kind.CLOTHING, starts_at=None, ends_at=None)
    assert not makes_sense(kind=Kind.CLOTHING, starts_at=None, ends_at=SIX)


@given(st.sampled_from(Kind), st.integers(-600, 600))
def test_nothing_ends_before_it_starts(kind, minutes):
    makes = makes_sense(kind=kind, starts_at=SIX, ends_at=SIX + timedelta(minutes=minutes))

    assert makes is (minutes > 0)
