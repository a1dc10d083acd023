"""Nobody gets a hidden count back."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinroad.core.small_cells import LIMIT, Cell, is_small, over, people, share

Counts = st.lists(st.integers(0, 40), min_size=1, max_size=6)


def shared(counts, limit=LIMIT):
    (split,) = share(dict(enumerate(counts)), orders=[range(len(counts))], limit=limit)
    return split


def test_counts_of_one_to_ten_are_hidden_and_a_second_one_with_them():
    split = shared([4, 60, 70])

    assert split.whole == Cell(134)
    assert [split.parts[part].value for part in range(3)] == [None, None, 70]
    assert split.parts[0].small
    assert not split.parts[1].small


def test_zero_and_eleven_are_shown():
    assert [cell.value for cell in shared([0, 11, 12]).parts.values()] == [0, 11, 12]


def test_a_small_whole_hides_all_its_parts_even_the_empty_ones():
    split = shared([0, 3, 4])

    assert split.whole.small
    assert all(cell.hidden for cell in split.parts.values())


def test_a_whole_hidden_for_one_cut_is_hidden_in_the_other():
    safe, unsafe = share({"a": 6, "b": 14}, {"x": 10, "y": 10}, orders=(["a", "b"], ["x", "y"]))

    assert unsafe.whole.hidden
    assert safe.whole.hidden
    assert all(cell.hidden for cell in safe.parts.values())


@given(Counts)
def test_no_small_count_is_ever_shown(counts):
    split = shared(counts)

    for part, count in enumerate(counts):
        assert split.parts[part].value in (None, count)
        if is_small(count):
            assert split.parts[part].hidden
    assert split.whole.value in (None, sum(counts))


@given(Counts)
def test_what_is_hidden_of_a_shown_whole_is_never_one_count_and_never_a_small_sum(counts):
    split = shared(counts)
    hidden = [counts[part] for part, cell in split.parts.items() if cell.hidden]

    if hidden and not split.whole.hidden:
        assert len(hidden) > 1
        assert sum(hidden) >= LIMIT


@pytest.mark.parametrize(("parts", "limit", "top", "left"), [(2, 11, 32, 9), (3, 4, 14, 2), (4, 4, 11, 2)])
def test_whoever_knows_the_method_still_cannot_tell_a_small_count(parts, limit, top, left):
    """Every world that gives the same answer, one by one: a small count keeps several possible values."""
    worlds = defaultdict(list)
    for counts in product(range(top + 1), repeat=parts):
        if sum(counts) <= top:
            split = shared(counts, limit)
            worlds[split.whole, tuple(split.parts.values())].append(counts)

    for (_, cells), alike in worlds.items():
        for part, cell in enumerate(cells):
            if any(cell.hidden and is_small(counts[part], limit=limit) for counts in alike):
                assert len({counts[part] for counts in alike}) >= left


def test_a_total_over_months_never_counts_a_hidden_month():
    assert over([Cell(20), Cell(30)]) == Cell(50)
    assert over([Cell(20), Cell(None, small=True), Cell(30)]) == Cell(None, at_least=50)
    assert over([Cell(None, small=True)] * 2) == Cell(None)
    assert over([Cell(None, small=True)]) == Cell(None, small=True)


@given(st.integers(0, 500), st.integers(0, 500))
def test_people_are_told_in_tens(first, second):
    assert people(first).value == (None if 0 < first < 20 else first // 10 * 10)
    assert people(first).small == is_small(first)
    if not people(first).hidden and not people(second).hidden:
        assert (people(first).value - people(second).value) % 10 == 0
