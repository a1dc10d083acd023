import random
from collections import Counter, defaultdict
from datetime import date
from itertools import chain

import pytest

from kinroad.people.rules import duplicates
from kinroad.people.rules.duplicates import KEY_WEIGHT, MOST_OPENED, WORTH_OPENING, Facts, Reason, Support
from kinroad.people.tests.crowd import make_crowd, second_record

BORN = date(1980, 2, 24)
PHONE, OTHER_PHONE = frozenset({"+15155550100"}), frozenset({"+13195550199"})


def opened_candidates(people: list[Facts]):
    """For each person, the others whom the database would open: by the same keys, weights and limit."""
    kept = defaultdict(list)
    for place, facts in enumerate(people):
        for key in facts.keys:
            kept[key].append(place)
    for place, facts in enumerate(people):
        weights: Counter[int] = Counter()
        for kind, weight in KEY_WEIGHT.items():
            shared = Counter(chain.from_iterable(kept[key] for key in facts.keys if key[0] == kind))
            for other, times in shared.items():
                weights[other] += weight * times
        del weights[place]
        worth = [(weight, other) for other, weight in weights.items() if weight >= WORTH_OPENING]
        yield place, [other for _, other in sorted(worth, reverse=True)[:MOST_OPENED]]


def test_most_second_records_are_proposed_and_few_strangers():
    chance = random.Random(2026)
    crowd = make_crowd(chance, 9_500)
    twice = chance.sample(range(len(crowd)), 500)
    people = [*crowd, *(second_record(chance, crowd[place]) for place in twice)]
    seeded = {frozenset({place, len(crowd) + number}) for number, place in enumerate(twice)}

    proposed = {
        frozenset({place, other})
        for place, opened in opened_candidates(people)
        for other in duplicates.proposals(people[place], {other: people[other] for other in opened})
    }

    assert len(proposed & seeded) >= 475
    assert len(proposed - seeded) <= 500


def facts(*names, born=BORN, phone=PHONE, **more):
    return Facts(names=names, born_on=born, phones=phone, **more)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("Elizabeth Núñez", Reason.SAME_NAME),
        ("ELIZABETH NUNEZ", Reason.SAME_NAME),
        ("Liz Nunez", Reason.SHORT_NAME),
        ("Elizabteh Núñez", Reason.SPELLED_ALIKE),
        ("Núñez Elizabeth", Reason.SWAPPED),
        ("Elizabeth Maria Núñez", Reason.SAME_NAME),
        ("Elizabeth", Reason.ONE_NAME),
        ("E Núñez", Reason.SPELLED_ALIKE),
        ("Elizabeth Núñez Soto", Reason.SAME_NAME),
        ("Eliza beth Nuñez", Reason.SAME_NAME),
    ],
)
def test_a_second_record_of_the_same_person_is_proposed_with_its_reasons(written, reason):
    alike = duplicates.likeness(facts("Elizabeth Núñez"), facts(written))

    assert alike.support is Support.FACTS
    assert {reason, Reason.SAME_BIRTH, Reason.SAME_PHONE} <= set(alike.reasons)


@pytest.mark.parametrize(
    "other",
    [
        facts("Robert Smith", born=date(1955, 7, 1)),
        facts("Robert Smith", born=None, phone=OTHER_PHONE),
        facts("Robert Smith Jr", born=None),
        facts("James Smith"),
        facts("Robert Smith", kind="family"),
        facts("Susan Lee", born=None, phone=frozenset()),
        facts("", born=None, phone=frozenset()),
    ],
    ids=["other birth date", "other phone", "a son", "a brother at the same phone", "family", "a stranger", "nameless"],
)
def test_another_person_is_not_proposed(other):
    assert duplicates.likeness(facts("Robert Smith"), other).support is Support.NONE


def test_a_slip_in_the_birth_date_does_not_hide_the_same_name():
    for slip in (date(1980, 2, 25), date(1980, 2, 14), date(1981, 2, 24)):
        alike = duplicates.likeness(facts("Ana Ruiz", phone=frozenset()), facts("Ana Ruiz", born=slip))
        assert Reason.BIRTH_ALMOST in alike.reasons
    assert duplicates.birth_almost(date(1980, 2, 7), date(1980, 7, 2))
    assert not duplicates.birth_almost(date(1980, 2, 7), date(1963, 5, 2))


def test_the_same_mail_outweighs_a_birth_date_that_differs():
    mail = frozenset({"ana@example.org"})
    alike = duplicates.likeness(facts("Ana Ruiz", emails=mail), facts("Ana Ruiz", born=date(1901, 1, 1), emails=mail))

    assert alike.support is Support.FACTS


def test_a_name_to_be_called_by_is_compared_as_well_as_the_full_one():
    one, other = facts("Chuy", "Jesús Peña", phone=frozenset()), facts("Jesus Pena")

    assert duplicates.likeness(one, other).support is Support.FACTS


def test_a_name_alone_is_enough_only_when_few_carry_it():
    bare = facts("Ximena Quintanilla", born=None, phone=frozenset())
    crowd = {number: facts("Ximena Quintanilla", born=date(1980 + number, 1, 1)) for number in range(3)}

    assert duplicates.proposals(bare, {0: crowd[0]})[0].support is Support.NAME_ONLY
    assert duplicates.proposals(bare, crowd) == {}


def test_a_common_name_in_the_same_zip_is_still_worth_a_look():
    bare = facts("Maria Garcia", born=None, phone=frozenset(), zip="50309")
    crowd = {number: facts("Maria Garcia", born=date(1980 + number, 1, 1)) for number in range(3)}
    crowd[7] = facts("Maria Garcia", born=date(1970, 1, 1), zip="50309")

    assert set(duplicates.proposals(bare, crowd)) == {7}


def test_the_one_who_was_called_by_one_name_is_found_by_birth_date_and_zip():
    one, other = facts("Ana Ruiz", phone=PHONE, zip="50309"), facts("Ana Soto", phone=OTHER_PHONE, zip="50309")

    assert duplicates.likeness(one, other).support is Support.FACTS


def test_a_slip_across_the_space_is_seen():
    one, other = facts("Mary Ann Xu", phone=frozenset()), facts("Marya Nnxu")

    assert duplicates.likeness(one, other).support is Support.FACTS
