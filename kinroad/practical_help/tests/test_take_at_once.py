"""Helpers press "I will do it" at the same moment, each with a real connection of their own."""

import pytest

from kinroad.audit.models import Change
from kinroad.core.tests.at_once import counted_at_once
from kinroad.people.tests.factories import ParticipantFactory, someone, viewer_of
from kinroad.practical_help.actions.take import take
from kinroad.practical_help.models import Ask, Take
from kinroad.practical_help.tests.factories import MONDAY, asked
from kinroad.workforce.tests.factories import cleared

HELPERS = 12


def driver(room=4):
    person = someone("peer_leader")
    cleared(person, room=room)
    return person


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_same_ask_exactly_one_has_it():
    ask = asked(ParticipantFactory())

    said = counted_at_once(lambda who: take(ask=ask, by=viewer_of(who), at=MONDAY).state, [driver(), driver()])

    assert said == {"taken": 1, "refused": 1}
    assert Take.objects.filter(ended_at=None).count() == 1
    assert Ask.objects.get().owner_id == Take.objects.get().person_id


@pytest.mark.django_db(transaction=True)
def test_nor_do_twelve_and_the_trail_has_one_line():
    ask = asked(ParticipantFactory())

    said = counted_at_once(
        lambda who: take(ask=ask, by=viewer_of(who), at=MONDAY).state, [driver() for _each in range(HELPERS)]
    )

    assert said == {"taken": 1, "refused": HELPERS - 1}
    assert Change.objects.filter(what="ask.taken").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_car_is_not_filled_twice():
    asks, ana = [asked(ParticipantFactory(), how_many=2) for _each in range(4)], driver(room=4)

    said = counted_at_once(lambda ask: take(ask=ask, by=viewer_of(ana), at=MONDAY).state, asks)

    assert said == {"taken": 1, "refused": 3}
