"""Eight callers press "Next person" at the same moment, each with a real connection of their own."""

from functools import partial

import pytest

from kinroad.coaching.actions.call import take_next
from kinroad.coaching.models import CallAttempt
from kinroad.coaching.tests.calling import TUESDAY, called, caller, enrolled
from kinroad.core.ids import uuid7
from kinroad.core.tests.at_once import at_once
from kinroad.people.tests.factories import someone, viewer_of
from kinroad.service_log.models import Line

CALLERS = 8


@pytest.mark.django_db(transaction=True)
def test_of_eight_callers_no_two_get_the_same_person():
    people = [enrolled() for _ in range(5)]
    asking = [(caller(person), viewer_of(person)) for person in (someone("peer_leader") for _ in range(CALLERS))]

    def press(pair):
        leader, viewer = pair
        row = take_next(leader=leader, by=viewer, at=TUESDAY)
        return row and row.pk

    taken = [pk for pk in at_once(*(partial(press, each) for each in asking)) if pk]

    assert len(taken) == len(set(taken)) <= len(people)
    assert taken


@pytest.mark.django_db(transaction=True)
def test_a_call_saved_eight_times_is_one_call():
    maya = someone("peer_leader")
    luis, id = enrolled(), uuid7()

    at_once(*[lambda: called(maya, luis, id=id)] * CALLERS)

    assert CallAttempt.objects.count() == 1
    assert Line.objects.count() == 1
