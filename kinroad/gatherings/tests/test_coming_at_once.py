"""Fifty people ask for the last place at the same moment, each with a real connection of their own."""

import pytest

from kinroad.audit.models import Change
from kinroad.core.ids import uuid7
from kinroad.core.tests.at_once import counted_at_once
from kinroad.core.time import now
from kinroad.gatherings.actions.coming import cancel_coming
from kinroad.gatherings.models import Coming
from kinroad.gatherings.tests.coming_people import coming, here
from kinroad.gatherings.tests.gathering_factories import a_gathering, next_session
from kinroad.people.tests.factories import OrganizationFactory, ParticipantFactory

PEOPLE = 50


def a_session(**facts):
    return next_session(a_gathering(OrganizationFactory(), **facts))


@pytest.mark.django_db(transaction=True)
def test_of_fifty_who_ask_for_the_last_place_exactly_one_gets_it():
    session = a_session(capacity=1, waiting_list=False)
    people = [ParticipantFactory() if each % 2 else None for each in range(PEOPLE)]

    said = counted_at_once(lambda them: coming(session, them).state, people)

    assert said == {"coming": 1, "refused": PEOPLE - 1}
    session.refresh_from_db()
    assert session.taken == Coming.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_others_stand_in_one_line_with_a_place_for_each():
    session = a_session(capacity=1)

    said = counted_at_once(lambda them: coming(session, them).state, [None] * PEOPLE)

    assert said == {"coming": 1, "waiting": PEOPLE - 1}
    line = list(Coming.objects.filter(state="waiting").order_by("in_line").values_list("in_line", flat=True))
    assert line == list(range(1, PEOPLE))


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_fifty_times_is_one_coming():
    session, elizabeth, id = a_session(), ParticipantFactory(), uuid7()

    counted_at_once(lambda _press: coming(session, elizabeth, id=id, children=2).pk, range(PEOPLE))

    session.refresh_from_db()
    assert (session.taken, Coming.objects.count()) == (3, 1)
    assert Change.objects.filter(what="coming.said").count() == 1


@pytest.mark.django_db(transaction=True)
def test_places_given_back_and_taken_at_the_same_moment_add_up():
    session = a_session(capacity=10)
    rows = [coming(session) for _ in range(10)]

    def do(each):
        if each is None:
            return coming(session).state
        return cancel_coming(coming=each, by=here(session), at=now()).state

    counted_at_once(do, [*rows, *[None] * 20])

    session.refresh_from_db()
    assert session.taken == Coming.objects.filter(state="coming").count() == 10
    assert Coming.objects.filter(state="waiting").count() == 10
