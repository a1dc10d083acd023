"""Clashes, room, distance, weeks and figures. No database."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from kinroad.practical_help.rules.ask import Kind, types_of_support, weekly
from kinroad.practical_help.rules.clash import Promise, clashes, overlap, places_left
from kinroad.practical_help.rules.figures import KindFigures, last_whole_year, median_hours, shared
from kinroad.practical_help.rules.near import STEPS, about, miles_apart

SIX = datetime(2026, 10, 16, 0, 0, tzinfo=UTC)  # Thursday, 6 in the evening in Denver
HOUR = timedelta(hours=1)
SESSION = uuid4()


def ride(starts_at=SIX, ends_at=None, how_many=1, source_id=None, kind="ride"):
    return Promise(kind, starts_at, ends_at, how_many, source_id)


def test_a_driver_is_not_in_two_places():
    assert clashes(ride(), [ride(starts_at=SIX + HOUR / 2)])
    assert not clashes(ride(), [ride(starts_at=SIX + HOUR)])


def test_one_car_takes_several_people_to_the_same_session_and_no_more_than_fit():
    mine, theirs = ride(source_id=SESSION, how_many=2), ride(source_id=SESSION, how_many=2)

    assert not clashes(mine, [theirs])
    assert places_left(mine, [theirs], room=4) == 0
    assert places_left(ride(source_id=SESSION, how_many=3), [theirs], room=4) < 0


def test_nobody_drives_and_minds_children_of_the_same_session():
    assert clashes(ride(source_id=SESSION), [ride(source_id=SESSION, kind="child_care")])


def test_two_rides_that_belong_to_nothing_are_not_one_ride():
    assert clashes(ride(), [ride()])


@given(st.integers(-500, 500), st.integers(1, 300), st.integers(1, 300))
def test_overlap_asks_no_order(minutes, one, other):
    first = ride(ends_at=SIX + timedelta(minutes=one))
    second = ride(
        starts_at=SIX + timedelta(minutes=minutes), ends_at=SIX + timedelta(minutes=minutes) + timedelta(minutes=other)
    )

    assert overlap(first, second) is overlap(second, first)


def test_every_week_keeps_its_hour_when_clocks_change():
    times = weekly(SIX, until=date(2026, 11, 12), zone="America/Denver", most=12)

    assert [time.hour for time in times] == [0, 0, 0, 1, 1]  # UTC; always 6 in the evening there
    assert len(times) == 5


@given(st.integers(0, 400), st.integers(1, 20))
def test_weeks_end_on_their_day_and_are_never_more_than_policy_says(days, most):
    times = weekly(SIX, until=date(2026, 10, 15) + timedelta(days=days), zone="America/Denver", most=most)

    assert len(times) == min(most, days // 7 + 1)


def test_help_with_a_form_is_knowledge_too():
    assert types_of_support(Kind.FORM) == {"instrumental", "informational"}
    assert types_of_support(Kind.RIDE) == {"instrumental"}


def test_distance_is_said_in_steps_and_not_at_all_when_it_is_not_known():
    assert about(None) is None
    assert about(2.4) == 3
    assert about(4000) == STEPS[-1]
    assert miles_apart("80202", "") is None
    assert miles_apart("80202", "80203") < 5


@given(st.floats(0, 100))
def test_the_step_never_says_less_than_it_is(miles):
    assert about(miles) >= miles


def figures(**facts):
    zeros = dict.fromkeys(("taken", "done", "not_done", "nobody", "back", "open"), 0)
    return KindFigures(**{"kind": "ride", "asked": 0, "hours_to_taken": None, **zeros, **facts})


def test_the_median_is_of_those_that_somebody_took():
    assert median_hours([]) is None
    assert median_hours([(SIX, SIX + HOUR), (SIX, SIX + 3 * HOUR)]) == 2.0


def test_a_kind_asked_for_ten_times_leaves_the_program_as_nothing():
    assert shared([figures(asked=10, done=10, taken=10)]) == []


def test_a_hidden_number_takes_a_second_one_with_it():
    [row] = shared([figures(asked=40, done=25, nobody=12, back=3, taken=25, hours_to_taken=2.0)])

    assert (row.done, row.nobody, row.back) == (25, None, None)
    assert (row.taken, row.hours_to_taken) == (25, 2.0)


def test_what_was_taken_is_hidden_when_few_were_not():
    [row] = shared([figures(asked=40, done=40, taken=35, hours_to_taken=1.0)])

    assert row.taken is None


@given(*[st.integers(0, 30)] * 5)
def test_no_number_from_one_to_ten_leaves_the_program_nor_can_be_worked_out(done, not_done, nobody, back, still_open):
    parts = {"done": done, "not_done": not_done, "nobody": nobody, "back": back, "open": still_open}
    asked = sum(parts.values())

    for row in shared([figures(asked=asked, taken=done + not_done, **parts)]):
        shown = [getattr(row, name) for name in parts]
        assert not any(many is not None and 0 < many < 11 for many in (*shown, row.taken))
        assert shown.count(None) != 1


def test_the_year_that_is_shared_ends_with_last_month():
    assert last_whole_year(date(2026, 11, 22)) == (date(2025, 11, 1), date(2026, 10, 31))
    assert last_whole_year(date(2026, 1, 5)) == (date(2025, 1, 1), date(2025, 12, 31))
