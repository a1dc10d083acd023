"""The best match for everyone: nothing better exists, nobody's must-have is broken, and it repeats."""

from dataclasses import replace
from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from kinroad.coaching.rules.best_match import Edits, Waiting, best_match
from kinroad.coaching.rules.matching import MustHaves, obstacles, score
from kinroad.coaching.rules.pair_points import PairPoints
from kinroad.coaching.tests.best_people import FIRST, crowd
from kinroad.core.policy import MatchPolicy

POLICY = MatchPolicy()
seeds = st.integers(0, 2**32)


def possible(one: Waiting, leader) -> bool:
    return leader.peer_leader_id not in one.seeker.set_aside and not obstacles(one.seeker, leader)


def places(leader) -> int:
    return max(0, leader.limit - leader.walking_with)


def worth(waiting, leaders, chosen) -> tuple[int, int, list[int]]:
    """How good a proposal is: how many, how well, and who has waited (the longest first)."""
    served = [(one, leaders[number]) for one, number in zip(waiting, chosen, strict=True) if number is not None]
    points = sum(score(one.seeker, leader, POLICY) for one, leader in served)
    return len(served), points, sorted((-(one.since - FIRST).days for one, _ in served), reverse=True)


def best_by_trying_all(waiting, leaders):
    choices = [[None, *(i for i, each in enumerate(leaders) if possible(one, each))] for one in waiting]
    allowed = (
        chosen
        for chosen in product(*choices)
        if all(chosen.count(number) <= places(leader) for number, leader in enumerate(leaders))
    )
    return max(worth(waiting, leaders, chosen) for chosen in allowed)


def told(best, waiting, leaders):
    position = {leader.peer_leader_id: number for number, leader in enumerate(leaders)}
    of = {pair.participant_id: position[pair.peer_leader_id] for pair in best.pairs}
    return worth(waiting, leaders, [of.get(one.seeker.participant_id) for one in waiting])


@settings(max_examples=150, deadline=None)
@given(seed=seeds, people=st.integers(0, 6), peers=st.integers(0, 3))
def test_nothing_better_is_found_by_trying_everything(seed, people, peers):
    waiting, leaders = crowd(people, peers, seed=seed, days=3)

    assert told(best_match(waiting, leaders), waiting, leaders) == best_by_trying_all(waiting, leaders)


@settings(max_examples=60, deadline=None)
@given(seed=seeds, people=st.integers(0, 6), peers=st.integers(1, 4))
def test_short_lists_of_candidates_leave_nobody_without_a_place_they_could_have(seed, people, peers):
    waiting, leaders = crowd(people, peers, seed=seed)

    short = best_match(waiting, leaders, all_pairs=0, most=1)

    assert len(short.pairs) == best_by_trying_all(waiting, leaders)[0]


@pytest.mark.parametrize(("people", "peers", "seed"), [(120, 40, 1), (200, 60, 2), (150, 150, 3), (300, 30, 4)])
def test_the_same_optimum_as_scipy_on_middle_lists(people, peers, seed):
    waiting, leaders = crowd(people, peers, seed=seed, most_places=6)
    seats = [number for number, leader in enumerate(leaders) for _ in range(places(leader))]
    more_than_all = 10_000 * (people + 1)
    table = np.zeros((people, len(seats) + people))
    for row, one in enumerate(waiting):
        for column, number in enumerate(seats):
            if possible(one, leaders[number]):
                table[row, column] = more_than_all + score(one.seeker, leaders[number], POLICY)

    rows, columns = linear_sum_assignment(table, maximize=True)

    total = int(table[rows, columns].sum())
    best = best_match(waiting, leaders)
    assert (len(best.pairs), best.preference) == divmod(total, more_than_all)


@settings(max_examples=100, deadline=None)
@given(seed=seeds, people=st.integers(1, 12), peers=st.integers(1, 9))
def test_all_points_at_once_are_the_points_of_each_pair(seed, people, peers):
    waiting, leaders = crowd(people, peers, seed=seed)
    weights = Random(seed)
    policy = replace(
        POLICY, **{name: weights.randint(0, 40) for name in ("experience", "pathway", "near", "interests")}
    )

    points = PairPoints([one.seeker for one in waiting], leaders, taken={}, policy=policy)
    found = points.best(most=peers)

    pairs = {
        (waiting[who].seeker.participant_id, points.leaders[whom].peer_leader_id): worth
        for who, whom, worth in zip(found.who.tolist(), found.whom.tolist(), found.points.tolist(), strict=True)
    }
    assert pairs == {
        (one.seeker.participant_id, leader.peer_leader_id): score(one.seeker, leader, policy)
        for one in waiting
        for leader in leaders
        if possible(one, leader)
    }


def test_the_best_of_many_are_found_through_the_sample():
    waiting, leaders = crowd(40, 3000, seed=5, most_places=15)
    points = PairPoints([one.seeker for one in waiting], leaders, taken={}, policy=POLICY)

    short, whole = points.best(most=30), points.best(most=3000)

    for row in range(40):
        kept, everything = short.points[short.who == row], np.sort(whole.points[whole.who == row])[::-1]
        assert len(kept) >= min(30, len(everything))
        assert sorted(kept)[::-1][:30] == everything[:30].tolist()


@settings(max_examples=60, deadline=None)
@given(seed=seeds, people=st.integers(1, 30), peers=st.integers(1, 9))
def test_no_hard_rule_is_ever_broken_whatever_the_coordinator_fixes(seed, people, peers):
    waiting, leaders = crowd(people, peers, seed=seed)
    dice = Random(seed)
    ids = [one.seeker.participant_id for one in waiting]
    edits = Edits(
        fixed={each: dice.choice(leaders).peer_leader_id for each in dice.sample(ids, len(ids) // 3)},
        forbidden=frozenset((each, dice.choice(leaders).peer_leader_id) for each in ids[::2]),
        left_out=frozenset(ids[::5]),
    )

    best = best_match(waiting, leaders, edits=edits)

    seekers = {one.seeker.participant_id: one for one in waiting}
    by_id = {leader.peer_leader_id: leader for leader in leaders}
    taken: dict = {}
    for pair in best.pairs:
        leader = by_id[pair.peer_leader_id]
        assert possible(seekers[pair.participant_id], leader)
        assert pair.participant_id not in edits.left_out
        if not pair.fixed:
            assert (pair.participant_id, pair.peer_leader_id) not in edits.forbidden
        taken[pair.peer_leader_id] = taken.get(pair.peer_leader_id, 0) + 1
        assert taken[pair.peer_leader_id] <= places(leader)
    everyone = {pair.participant_id for pair in best.pairs} | {each.participant_id for each in best.not_yet}
    assert everyone == set(ids) - edits.left_out


def test_what_is_fixed_stays_and_the_rest_is_the_best_around_it():
    waiting, leaders = crowd(30, 12, seed=11)
    first = best_match(waiting, leaders)
    other = next(
        (one, leader)
        for one in waiting
        for leader in leaders
        if possible(one, leader)
        and (one.seeker.participant_id, leader.peer_leader_id)
        not in {(pair.participant_id, pair.peer_leader_id) for pair in first.pairs}
    )
    fixed = {other[0].seeker.participant_id: other[1].peer_leader_id}

    again = best_match(waiting, leaders, edits=Edits(fixed=fixed))

    kept = [pair for pair in again.pairs if pair.fixed]
    assert [(pair.participant_id, pair.peer_leader_id) for pair in kept] == list(fixed.items())
    rest = [one for one in waiting if one is not other[0]]
    fuller = [
        replace(each, limit=each.limit - 1) if each.peer_leader_id == other[1].peer_leader_id else each
        for each in leaders
    ]
    assert len(again.pairs) == 1 + len(best_match(rest, fuller).pairs)


def test_the_same_people_in_another_order_give_the_same_proposal():
    waiting, leaders = crowd(80, 25, seed=7, days=2)
    dice = Random(1)

    first = best_match(waiting, leaders)
    again = best_match(dice.sample(waiting, 80), dice.sample(leaders, 25))

    assert first == again


def test_among_equals_the_longest_waiting_come_first():
    (one, *_), (leader, *_) = crowd(1, 1, seed=3, bonds=False)
    plain = replace(one.seeker, must_have=MustHaves(), languages=frozenset({"en"}))
    line = [
        Waiting(replace(plain, participant_id=each.seeker.participant_id, person_id=each.seeker.person_id), each.since)
        for each in crowd(9, 1, seed=8)[0]
    ]
    mate = replace(leader, languages=frozenset({"en"}), cleared=True, walking_with=0, limit=4)

    best = best_match(line, [mate])

    served = {pair.participant_id for pair in best.pairs}
    waits = sorted(line, key=lambda each: each.since)
    assert [each.since for each in waits if each.seeker.participant_id in served] == [each.since for each in waits[:4]]


def test_who_is_left_is_told_apart_by_whether_somebody_would_fit():
    (one, two), (leader, *_) = crowd(2, 1, seed=3, bonds=False)
    mate = replace(leader, languages=frozenset({"en"}), cleared=True, walking_with=0, limit=1, gender="man")
    fits = Waiting(replace(one.seeker, languages=frozenset({"en"}), must_have=MustHaves()), FIRST)
    later = Waiting(replace(fits.seeker, participant_id=one.seeker.person_id), FIRST.replace(day=2))
    wants_a_woman = Waiting(replace(two.seeker, must_have=MustHaves(gender="woman")), FIRST)

    best = best_match([fits, later, wants_a_woman], [mate])

    assert [pair.participant_id for pair in best.pairs] == [fits.seeker.participant_id]
    assert {each.participant_id: each.somebody_fits for each in best.not_yet} == {
        later.seeker.participant_id: True,
        wants_a_woman.seeker.participant_id: False,
    }
