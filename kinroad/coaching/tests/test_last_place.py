"""Twenty people ask for the last place at the same moment, each with a real connection of their own."""

from datetime import date

import pytest

from kinroad.audit.models import Change
from kinroad.coaching.actions import match as actions
from kinroad.coaching.models import Match
from kinroad.coaching.tests.asking import ask, leader, participant_of
from kinroad.coaching.tests.factories import leader_of
from kinroad.core.tests.at_once import counted_at_once
from kinroad.people.models import CircleRow, Why
from kinroad.people.tests.factories import someone, viewer_of

TODAY = date(2026, 3, 2)
PEOPLE = 20


@pytest.mark.django_db(transaction=True)
def test_of_twenty_people_who_ask_for_the_last_place_exactly_one_gets_it():
    maya = leader(caseload_limit=1)
    chosen = leader_of(maya).pk
    people = [someone("participant") for _ in range(PEOPLE)]
    asking = [(participant_of(each), viewer_of(each)) for each in people]

    def choose(pair):
        participant, viewer = pair
        actions.propose_match(participant=participant, peer_leader=chosen, on=TODAY, by=viewer)
        return "got it"

    assert counted_at_once(choose, asking) == {"got it": 1, "refused": PEOPLE - 1}
    assert Match.objects.filter(ended_on=None).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_yes_pressed_twenty_times_begins_one_match():
    maya = leader()
    match, viewer = ask(someone("participant"), maya), viewer_of(maya)

    def say_yes(_press):
        actions.answer_as_leader(match=match, answer="yes", on=TODAY, by=viewer)

    counted_at_once(say_yes, range(PEOPLE))

    assert Match.objects.current().get() == match
    assert Change.objects.filter(what="match.started").count() == 1
    assert CircleRow.objects.filter(why=Why.MATCH).count() == 1
