"""Cleared or not, on a day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kinroad.workforce.rules.clearance import Check, ends_within, room_on, stands

FIRST, LAST = date(2026, 1, 5), date(2027, 1, 4)
DRIVES = Check("driver", FIRST, LAST, room=4)


def test_a_check_stands_from_its_day_to_its_last_day():
    assert [stands(DRIVES, on=day) for day in (FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1))] == [
        False,
        True,
        True,
        False,
    ]


def test_a_check_taken_back_stands_no_longer_from_that_day():
    back = Check("driver", FIRST, LAST, room=4, ended_on=date(2026, 6, 1))

    assert stands(back, on=date(2026, 5, 31))
    assert not stands(back, on=date(2026, 6, 1))


def test_the_newest_check_says_how_many_seats():
    bigger = Check("driver", date(2026, 3, 1), LAST, room=6)

    assert room_on([DRIVES, bigger], kind="driver", on=date(2026, 2, 1)) == 4
    assert room_on([bigger, DRIVES], kind="driver", on=date(2026, 4, 1)) == 6


def test_a_driver_is_not_cleared_for_children():
    assert room_on([DRIVES], kind="child_care", on=FIRST) == 0


def test_the_end_is_told_ninety_sixty_and_thirty_days_before():
    told = [ends_within(DRIVES, today=LAST - timedelta(days=days)) for days in (91, 90, 60, 30, 0, -1)]

    assert told == [None, 90, 60, 30, 30, None]


@given(st.dates(date(2025, 1, 1), date(2028, 1, 1)))
def test_nobody_has_room_on_a_day_without_a_check(day):
    assert (room_on([DRIVES], kind="driver", on=day) > 0) is stands(DRIVES, on=day)
