"""When a class is complete, and how a league counts."""

from hypothesis import given
from hypothesis import strategies as st

from kinroad.gatherings.rules.course import Progress, completed, units_in_order
from kinroad.gatherings.rules.league import Line, Points, Result, rounds, table

SIX = ("budget", "debts", "bank", "taxes", "home", "saving")


def test_a_class_is_complete_when_somebody_came_to_every_unit_once_in_any_order():
    assert completed(SIX, reversed(SIX), None).complete
    assert completed(SIX, SIX[:5], None) == Progress(came_to=5, needed=6)
    assert not completed(SIX, ("budget",) * 6, None).complete
    assert completed(SIX, SIX[1:], 5).complete


def test_what_is_no_unit_of_the_class_does_not_count_and_nothing_is_never_complete():
    assert completed(SIX, ("supper", *SIX[:2]), None).came_to == 2
    assert not completed((), (), None).complete
    assert completed(SIX[:2], SIX, 5) == Progress(came_to=2, needed=2)


def test_sessions_get_the_units_one_after_the_other():
    assert units_in_order(("mon", "tue", "wed"), SIX, first=4) == {"mon": "home", "tue": "saving"}
    assert units_in_order((), SIX) == {}


def test_the_table_counts_wins_draws_and_what_was_scored():
    results = [Result("Owls", "Hawks", 5, 2), Result("Hawks", "Owls", 3, 3), Result("Larks", "Hawks", 1, 0)]

    first, second, third = table(("Hawks", "Larks", "Owls"), results, Points())

    assert first == Line("Owls", played=2, won=1, drawn=1, lost=0, scored=8, against=5, points=3)
    assert (second.team, second.points) == ("Larks", 2)
    assert (third.team, third.points, third.lost) == ("Hawks", 1, 2)


@given(st.lists(st.integers(), unique=True, max_size=15))
def test_everyone_meets_everyone_once_and_nobody_plays_twice_in_a_round(teams):
    planned = rounds(teams)

    pairs = [frozenset(game) for games in planned for game in games]
    assert len(pairs) == len(set(pairs)) == len(teams) * (len(teams) - 1) // 2
    for games in planned:
        playing = [side for game in games for side in game]
        assert len(playing) == len(set(playing))


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_what_one_team_wins_another_loses(games):
    results = [Result(home, away, one, two) for home, away, one, two in games if home != away]

    lines = table(range(5), results, Points(win=3, draw=1))

    assert sum(line.won for line in lines) == sum(line.lost for line in lines)
    assert sum(line.scored for line in lines) == sum(line.against for line in lines)
    assert sum(line.played for line in lines) == 2 * len(results)
