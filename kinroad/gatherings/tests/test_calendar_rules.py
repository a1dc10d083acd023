"""What an address of the calendar asks for, without a database."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kinroad.gatherings.rules.calendar import (
    BEHIND,
    Asking,
    Place,
    View,
    Wishes,
    read_asking,
    read_wishes,
    weeks_of,
)
from kinroad.gatherings.rules.recurrence import AHEAD

TODAY = date(2026, 11, 18)
KINDS = ("family", "sports")


def read(**asked):
    return read_asking({name: [value] for name, value in asked.items()}, today=TODAY, state="IA", kinds=KINDS)


def test_an_address_says_what_it_asks_and_is_read_as_it_was_meant():
    asked = read(view="week", on="2026-11-27", evening="1", kind="family", language="ES", near="50309", within="10")

    again = read(**dict(pair.split("=") for pair in asked.query(TODAY).split("&")))

    assert again == asked
    assert asked.wishes.needs == {"evening"}
    assert asked.wishes.miles == 10


def test_nonsense_is_the_usual():
    assert read(view="x", on="2026-13-40", kind="x", language="1", near="", within="7", after="a") == Asking(
        View.LIST, TODAY
    )
    assert read(view="day", on="1999-01-01").on == TODAY
    assert read(after="2026-99-99.1.00000000-0000-0000-0000-000000000000").after is None


def test_a_place_in_the_list_survives_its_address():
    place = Place(TODAY, 1080, UUID(int=7))

    assert read(after=str(place)).after == place
    assert read(before=str(place)).before == place


def test_a_month_is_shown_in_whole_weeks():
    first, last = Asking(View.MONTH, date(2026, 11, 18)).days()

    assert (first, last) == (date(2026, 11, 1), date(2026, 12, 5))
    assert all(len(week) == 7 for week in weeks_of(first, last))


def test_every_wish_can_be_told_from_none():
    assert not Wishes().any
    assert Wishes(kind="family").any
    assert read_wishes({"need": ["free", "online"]}, state="IA", kinds=()).needs == {"free", "online"}
    assert read_wishes({"near": ["nowhere at all"]}, state="IA", kinds=()).unknown_place == "nowhere at all"


@given(
    view=st.sampled_from([View.DAY, View.WEEK, View.MONTH]),
    off=st.integers(-BEHIND.days, AHEAD.days),
    ways=st.sampled_from([-1, 1]),
)
def test_a_step_leads_to_the_days_beside_and_never_past_the_ends(view, off, ways):
    here = Asking(view, TODAY + timedelta(days=off), Wishes(kind="family"))

    there = here.step(ways, TODAY)

    if there is not None:
        first, last = there.days()
        assert there.wishes == here.wishes
        assert last >= TODAY - BEHIND
        assert first <= TODAY + AHEAD
        assert (there.on > here.on) == (ways > 0)
