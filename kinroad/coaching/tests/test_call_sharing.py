"""What the evaluator reads of calls: no small number, and none that adding and subtracting gives back."""

from collections import defaultdict
from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from kinroad.coaching.rules.call_figures import CallFigures, Share
from kinroad.coaching.rules.call_sharing import ORDER, last_whole_year, shared, shared_share
from kinroad.core.small_cells import Cell


def month(**many):
    return {code: many.get(code, 0) for code in ORDER}


def told(*months, **figures):
    return shared(CallFigures(attempts=0, people=figures.pop("people", 0), **figures), months=months)


def test_the_year_is_twelve_months_that_are_over():
    assert last_whole_year(date(2026, 3, 3)) == (date(2025, 3, 1), date(2026, 2, 28))


def test_a_month_with_a_small_outcome_hides_another_beside_it():
    found = told(month(spoke=40, died=1, voicemail=20))

    assert found.attempts == Cell(61)
    assert found.outcomes["died"].small
    assert found.outcomes["spoke"].hidden  # the next in a fixed order, whatever its size
    assert found.outcomes["voicemail"] == Cell(20)
    assert found.outcomes["custody"] == Cell(0)
    assert found.reached is None


def test_a_year_adds_up_only_the_months_that_are_shown():
    found = told(month(spoke=40, no_answer=30), month(spoke=3, no_answer=2), month(spoke=50, no_answer=20))

    assert (found.attempts.value, found.attempts.at_least) == (None, 140)
    assert found.outcomes["spoke"].at_least == 90
    assert found.reached == Share(90, 140)


MONTHS = st.lists(
    st.fixed_dictionaries({code: st.sampled_from([0, 0, 1, 5, 10, 11, 15, 40]) for code in ORDER}),
    min_size=4,
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(MONTHS)
def test_the_year_of_next_month_less_the_year_of_this_one_tells_no_hidden_number(months):
    """The window moves on by a month: what comes in less what falls out is known only where both are shown."""
    this, after = told(*months[:3]), told(*months[1:])
    alone = [told(each) for each in months]

    for code in ORDER:
        if this.outcomes[code].value is None or after.outcomes[code].value is None:
            continue
        assert not any(each.outcomes[code].hidden for each in alone)


def test_people_are_told_in_tens_and_shares_only_of_twenty_or_more():
    assert told(people=214).people == Cell(210)
    assert told(people=7).people.small
    assert shared_share(Share(10, 19)) is None
    assert shared_share(Share(43, 57, 3)).whole == Cell(50)
    assert shared_share(Share(43, 57, 3)).part == Cell(40)
    assert shared_share(Share(43, 57, 3)).missing.small


def test_tens_leave_every_small_number_nearly_all_its_values():
    """Every small world, with threes in place of tens: whoever knows the method still finds two of three values."""
    limit, most = 4, 14
    worlds = defaultdict(list)
    for part, rest, missing in product(range(most), repeat=3):
        found = shared_share(Share(part, part + rest, missing), limit=limit)
        if found is not None:
            worlds[found].append((part, rest, missing))

    for found, same in worlds.items():
        if found.whole.value is not None and found.whole.value >= most - limit:
            continue  # at the edge of what was tried
        for place in range(3):
            values = {world[place] for world in same}
            if any(0 < each < limit for each in values):
                assert len(values) >= limit - 2, (found, place, values)
