"""What a sheet counts, and how two people fill it at once. No database."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kinroad.gatherings.rules.attendance import Mark, count, is_late, may_fill, merged, missed_in_a_row

FRIDAY = date(2026, 11, 27)
NAMES = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 3), min_size=6, max_size=6)
MARKS = st.lists(
    st.builds(Mark, came=st.booleans(), guests=st.integers(0, 3), children=st.integers(0, 3), has_record=st.booleans())
)


def test_elizabeth_with_two_children_counts_three():
    counted = count([Mark(children=2, has_record=True)])

    assert (counted.everyone, counted.participants, counted.children) == (3, 1, 2)


@given(MARKS, st.integers(0, 50), st.integers(0, 50))
def test_everyone_counts_once_and_who_did_not_come_does_not(marks, heads, children):
    counted = count(marks, heads=heads, children=children)

    came = [mark for mark in marks if mark.came]
    assert counted.everyone == heads + children + sum(1 + mark.guests + mark.children for mark in came)
    assert counted.participants == sum(mark.has_record for mark in came)


def test_whoever_leads_opens_the_sheet_from_the_day_before_for_some_days():
    opened = [day for day in range(-3, 12) if may_fill(on=FRIDAY, today=FRIDAY + timedelta(days=day), days_after=7)]

    assert opened == list(range(-1, 8))
    assert not is_late(on=FRIDAY, today=FRIDAY)
    assert is_late(on=FRIDAY, today=FRIDAY + timedelta(days=1))


@given(NAMES, NAMES, NAMES)
def test_of_two_who_write_at_once_neither_loses_what_only_they_changed(drawn, mine, theirs):
    result = merged(drawn=drawn, mine=mine, theirs=theirs)

    for name in drawn:
        if mine[name] == drawn[name]:
            assert result.values[name] == theirs[name]
        elif theirs[name] == drawn[name]:
            assert result.values[name] == mine[name]
        elif mine[name] != theirs[name]:
            assert name in result.clashes
            assert result.values[name] == theirs[name]


@given(NAMES, NAMES)
def test_saving_the_same_page_twice_changes_nothing(drawn, mine):
    once = merged(drawn=drawn, mine=mine, theirs=drawn).values

    again = merged(drawn=drawn, mine=mine, theirs=once)
    assert again.values == once
    assert not again.clashes


def test_missed_sessions_are_counted_up_to_the_last_time_somebody_came():
    assert missed_in_a_row([False, False, True, False]) == 2
    assert missed_in_a_row([True, False]) == 0
    assert missed_in_a_row([]) == 0
