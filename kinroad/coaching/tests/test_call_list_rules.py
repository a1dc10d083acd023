"""Call lists are as good as any, and break nobody's window, language or hours."""

from collections import Counter
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from kinroad.coaching.rules.call_list import (
    A_DAY_OF_WAITING,
    ANOTHER_CALLER,
    NOT_TODAY,
    Caller,
    ToCall,
    plan,
    tie,
)

HALVES = st.frozensets(st.integers(0, 2), max_size=3)
LANGUAGES = st.sampled_from(["en", "es"])
PEOPLE = st.lists(
    st.builds(
        ToCall,
        id=st.uuids(),
        language=LANGUAGES,
        halves=HALVES,
        waiting_days=st.integers(0, 3),
        last_caller=st.sampled_from([None, "maya", "tomas", "gone"]),
        only=st.sampled_from([None, None, None, frozenset(["maya"])]),
    ),
    max_size=4,
    unique_by=lambda each: each.id,
)
CALLERS = st.tuples(
    *(
        st.builds(Caller, id=st.just(name), languages=st.frozensets(LANGUAGES, min_size=1), halves=HALVES)
        for name in ("maya", "tomas")
    )
)


def cost_of(place, person, choice):
    if choice is None:
        return NOT_TODAY + A_DAY_OF_WAITING * person.waiting_days + tie(place)
    return 0 if choice[0] == person.last_caller else ANOTHER_CALLER


def may(person, caller, half, apart):
    return (
        half in person.halves
        and person.language in caller.languages
        and (person.only is None or caller.id in person.only)
        and (person.id, caller.id) not in apart
    )


def brute_force(people, callers, places, apart):
    """The least cost of all lists there are."""
    options = [
        [None, *((caller.id, half) for caller in callers for half in caller.halves if may(person, caller, half, apart))]
        for person in people
    ]
    return min(
        sum(cost_of(place, people[place], choice) for place, choice in enumerate(chosen))
        for chosen in product(*options)
        if all(count <= places for key, count in Counter(chosen).items() if key is not None)
    )


@settings(max_examples=150)
@given(PEOPLE, CALLERS, st.integers(1, 2), st.data())
def test_no_list_is_better_and_every_hard_rule_holds(people, callers, places, data):
    apart = {(people[0].id, "maya")} if people and data.draw(st.booleans()) else set()

    people = sorted(people, key=lambda each: str(each.id))

    made = plan(people, callers, calls_per_half=places, apart=apart)

    by_id, by_caller = {each.id: each for each in people}, {each.id: each for each in callers}
    chosen = {line.person: (line.caller, line.half) for line in made.lines}
    assert len(chosen) == len(made.lines)
    assert sorted([*chosen, *made.left], key=str) == sorted(by_id, key=str)
    for line in made.lines:
        assert line.half in by_caller[line.caller].halves
        assert may(by_id[line.person], by_caller[line.caller], line.half, apart)
    assert all(count <= places for count in Counter(chosen.values()).values())
    cost = sum(cost_of(place, each, chosen.get(each.id)) for place, each in enumerate(people))
    assert cost == brute_force(people, callers, places, apart)


def person(name, **more):
    return ToCall(**{"id": name, "language": "en", "halves": frozenset([1, 2]), **more})


MAYA = Caller("maya", frozenset(["en", "es"]), frozenset([1, 2]))
TOMAS = Caller("tomas", frozenset(["en"]), frozenset([1, 2]))


def test_the_caller_of_last_week_calls_again():
    made = plan([person("a", last_caller="tomas"), person("b", last_caller="maya")], [MAYA, TOMAS], calls_per_half=1)

    assert {line.person: line.caller for line in made.lines} == {"a": "tomas", "b": "maya"}


def test_with_too_few_places_the_longest_waiting_come_first():
    made = plan([person(str(days), waiting_days=days) for days in range(6)], [MAYA], calls_per_half=1)

    assert {line.person for line in made.lines} == {"5", "4"}
    assert sorted(made.left) == ["0", "1", "2", "3"]


def test_whoever_speaks_spanish_keeps_a_place_for_those_who_need_it():
    made = plan(
        [person("a", last_caller="maya"), person("b", language="es", halves=frozenset([1]))],
        [Caller("maya", MAYA.languages, frozenset([1])), TOMAS],
        calls_per_half=1,
    )

    assert {line.person: line.caller for line in made.lines} == {"a": "tomas", "b": "maya"}


def test_asked_again_the_lists_are_the_same():
    people = [person(str(each)) for each in range(9)]

    first = plan(people, [MAYA, TOMAS], calls_per_half=2)
    second = plan(reversed(people), [TOMAS, MAYA], calls_per_half=2)

    assert first.lines == second.lines


def test_places_already_taken_are_not_given_twice():
    made = plan([person("a"), person("b")], [MAYA], calls_per_half=1, taken={("maya", 1): 1})

    assert [line.half for line in made.lines] == [2]


def test_nobody_to_call_is_no_list():
    assert plan([], [MAYA], calls_per_half=1).lines == []
