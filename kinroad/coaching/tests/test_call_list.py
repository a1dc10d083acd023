"""Call lists: planned for a day, handed over in one step; and nobody is forgotten."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.test import Client

from kinroad.coaching.actions.call_list import away, give_hours, plan_day, plan_mornings
from kinroad.coaching.models import CallFollowUp, CallListLine
from kinroad.coaching.queries.call_overdue import overdue_of
from kinroad.coaching.tests.calling import TUESDAY, TUESDAY_ON, called, caller, enrolled, take
from kinroad.coaching.tests.factories import leader_of
from kinroad.core.ids import uuid7
from kinroad.core.time import as_of
from kinroad.people.models import Supervision
from kinroad.people.tests.factories import (
    LONG_AGO,
    ParticipantFactory,
    ProgramFactory,
    coordinate,
    sign_in,
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db
NOON = TUESDAY - timedelta(hours=6, minutes=30)
DAY = timedelta(days=1)
AT_NOON = time_machine.travel(NOON, tick=False)


def hours(person, *, on=TUESDAY_ON, starts=time(18), ends=time(20)):
    return give_hours(
        id=uuid7(), peer_leader=leader_of(person).pk, on=on, starts=starts, ends=ends, by=viewer_of(person)
    )


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya", languages=["en", "es"])


@pytest.fixture
def tomas():
    return someone("peer_leader", called="Tomas", languages=["en"])


@pytest.fixture
def pat():
    pat = someone("coordinator", called="Pat")
    coordinate(pat, ProgramFactory())
    return pat


def planned(pat):
    with as_of(NOON):
        plan_day(on=TUESDAY_ON, by=viewer_of(pat), at=NOON)
    return {line.enrollment_id: line for line in CallListLine.objects.select_related("peer_leader__person")}


def test_everyone_due_is_on_a_list_in_their_window_and_language(maya, tomas, pat):
    luis, aisha = enrolled(language="es"), enrolled(starts=time(19), ends=time(20))
    far = enrolled(starts=time(9), ends=time(11))
    hours(maya)
    hours(tomas)

    lines = planned(pat)

    assert lines[luis.pk].peer_leader.person == maya
    assert lines[aisha.pk].at >= TUESDAY + timedelta(minutes=30)
    assert far.pk not in lines


def test_planning_again_adds_and_moves_nobody(maya, pat):
    first = enrolled()
    hours(maya)
    before = planned(pat)[first.pk].pk
    enrolled()

    after = planned(pat)

    assert after[first.pk].pk == before
    assert len(after) == 2


def test_away_the_list_goes_to_others_in_one_step(maya, tomas, pat):
    people = [enrolled() for _ in range(3)]
    shift = hours(maya)
    assert {line.peer_leader.person for line in planned(pat).values()} == {maya}
    hours(tomas)

    handed = away(shift=shift, by=viewer_of(maya), at=NOON)

    lines = CallListLine.objects.select_related("peer_leader__person")
    assert handed == len(people)
    assert {line.peer_leader.person for line in lines} == {tomas}


def test_who_stands_on_a_list_is_kept_for_that_caller_and_then_anyone_may(maya, tomas, pat):
    enrolled()
    hours(maya)
    line = next(iter(planned(pat).values()))

    with time_machine.travel(TUESDAY, tick=False):
        assert take(tomas, at=line.at) is None
    with time_machine.travel(line.at + timedelta(minutes=31), tick=False):
        assert take(tomas, at=line.at + timedelta(minutes=31)) is not None


@AT_NOON
def test_hours_lists_and_hand_over_are_a_few_presses(client, maya, pat):
    enrolled()
    sign_in(client, maya).post("/calls/hours", {**form_of(client, "/calls/hours"), "on": "2026-03-03"})
    page = sign_in(client, pat).get("/calls/lists").text
    assert "One person is due and on no list." in page
    assert "Maya" in page

    after = client.post("/calls/lists/plan", follow=True).text
    shift = leader_of(maya).call_shifts.get()
    gone = client.post(f"/calls/lists/away/{shift.pk}", follow=True).text

    assert "One person is on a list now." in after
    assert "next person for anyone who calls" in gone
    assert not CallListLine.objects.exists()


def form_of(client, url):
    page = client.get(url).text
    return {"id": page.split('name="id" value="')[1].split('"')[0], "starts": "18:00", "ends": "20:00"}


def test_who_waits_too_long_and_what_came_up_stands_on_the_list(client, maya, pat):
    sam = someone("supervisor", called="Sam")
    Supervision(
        organization=maya.organization, supervisor=sam, peer_leader=caller(maya), started_on=LONG_AGO.date()
    ).save()
    late, hard = (enrolled(ParticipantFactory(person__called=name)) for name in ("Luis", "Aisha"))
    called(maya, hard, disposition="crisis")

    found = overdue_of(viewer_of(pat), at=TUESDAY + 3.1 * DAY)
    seen = overdue_of(viewer_of(sam), at=TUESDAY + 3.1 * DAY)

    assert [each.participant_id for each in found.late] == [late.participant_id]
    assert [(each.kind, each.in_sight) for each in found.follow_ups] == [("crisis", True)]
    assert [(each.kind, each.in_sight) for each in seen.follow_ups] == [("crisis", False)]
    sign_in(client, sam).post(f"/calls/overdue/{CallFollowUp.objects.get().pk}")
    assert not CallFollowUp.objects.filter(done_at=None).exists()


def test_who_took_the_yes_back_elsewhere_is_on_the_list_at_once(pat):
    luis = enrolled().participant
    luis.may_call = False
    luis.save()

    assert [each.allowed for each in overdue_of(viewer_of(pat), at=TUESDAY + DAY).late] == [False]


def test_the_number_of_people_costs_no_question(pat, maya, django_assert_max_num_queries):
    for _ in range(12):
        called(maya, enrolled(), "wrong_number")
        enrolled()

    viewer = viewer_of(pat)
    with django_assert_max_num_queries(4):
        assert len(overdue_of(viewer, at=TUESDAY + date.resolution * 9).follow_ups) == 12


def morning(hour, minute=0):
    """A moment of Tuesday, on the clocks of Denver."""
    return TUESDAY - timedelta(hours=18, minutes=30) + timedelta(hours=hour, minutes=minute)


def test_the_worker_plans_the_lists_early_in_the_morning_once(maya, pat):
    enrolled()
    with as_of(NOON):
        hours(maya)

    assert plan_mornings(at=morning(3, 59)) == 0
    assert plan_mornings(at=morning(4)) == 1
    assert plan_mornings(at=morning(4, 1)) == 0
    line = CallListLine.objects.get()

    enrolled()
    assert plan_mornings(at=morning(9)) == 0  # who begins later is the next person for anyone, or waits for the button
    assert planned(pat)[line.enrollment_id] == line


def test_hours_given_during_the_day_get_their_list_too(maya, tomas):
    enrolled()
    plan_mornings(at=morning(5))
    with as_of(NOON):
        hours(tomas)

    assert plan_mornings(at=NOON) == 1
    assert CallListLine.objects.get().peer_leader.person == tomas


def test_the_morning_is_that_of_the_organization(maya):
    enrolled()
    with as_of(NOON):
        hours(maya)
    house = maya.organization
    house.zone = "America/New_York"
    house.save()

    assert plan_mornings(at=morning(2)) == 1


@AT_NOON
def test_nobody_waits_so_no_next_person_is_offered(client, maya):
    enrolled()
    hours(maya)
    plan_mornings(at=NOON)

    early = sign_in(Client(), maya).get("/calls").text
    with time_machine.travel(TUESDAY, tick=False):
        open_now = sign_in(Client(), maya).get("/calls").text

    assert "Next person</button>" not in early
    assert "The next one on your list can be called from 7:00" in early
    assert "Look again" in early
    assert "Next person" in open_now
