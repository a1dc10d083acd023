"""What becomes of sessions when a series changes."""

from datetime import date, time
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from kinroad.core.time import zones_of_the_states
from kinroad.gatherings.rules.recurrence import moments_of
from kinroad.gatherings.rules.replanning import Fate, Standing, replan

ZONE = "America/Chicago"
FRIDAY, SATURDAY = date(2026, 11, 27), date(2026, 11, 28)


def standing(on=FRIDAY, *, hour=18, touched=False, cancelled=False, minutes=90):
    return Standing(uuid4(), on, on, hour * 60, minutes, touched, cancelled)


def fates(*sessions, planned, follow=False):
    return [each.fate for each in replan(sessions, planned=planned, touched_follow=follow)]


def test_what_nobody_touched_follows_the_new_plan():
    at_seven = [moments_of(FRIDAY, time(19), 90, ZONE)]

    assert fates(standing(), standing(SATURDAY), planned=at_seven) == [Fate.NEW_TIME, Fate.GOES]
    assert fates(standing(hour=19), planned=at_seven) == [Fate.STAYS]
    assert fates(standing(hour=19, minutes=60), planned=at_seven) == [Fate.NEW_TIME]


def test_an_evening_that_people_count_on_changes_only_when_somebody_chose_it():
    at_seven = [moments_of(FRIDAY, time(19), 90, ZONE)]
    known = [standing(touched=True), standing(SATURDAY, touched=True)]

    assert fates(*known, planned=at_seven) == [Fate.STAYS, Fate.STAYS]
    assert fates(*known, planned=at_seven, follow=True) == [Fate.NEW_TIME, Fate.CANCELLED]


def test_what_was_cancelled_stays_cancelled():
    gone = standing(touched=True, cancelled=True)

    assert fates(gone, planned=[moments_of(FRIDAY, time(19), 90, ZONE)], follow=True) == [Fate.STAYS]


@given(
    zone=st.sampled_from(zones_of_the_states()),
    day=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    minute=st.integers(0, 1439),
    touched=st.booleans(),
    follow=st.booleans(),
)
def test_planning_the_same_again_changes_nothing_in_any_zone(zone, day, minute, touched, follow):
    to = moments_of(day, time(*divmod(minute, 60)), 60, zone)
    same = Standing(uuid4(), to.on, to.on, to.start_minute, 60, touched, cancelled=False)

    assert fates(same, planned=[to], follow=follow) == [Fate.STAYS]
