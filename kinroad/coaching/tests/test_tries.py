from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from kinroad.audit.models import Change
from kinroad.coaching.actions.tries import note_try
from kinroad.coaching.models import Match, Try
from kinroad.coaching.queries.walks import walks_of
from kinroad.coaching.rules.today import line_for
from kinroad.coaching.tests.factories import contact_with, leader_of, walk_together
from kinroad.core.ids import uuid7
from kinroad.people.models import Supervision
from kinroad.people.tests.factories import LONG_AGO, ParticipantFactory, sign_in, someone, viewer_of

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 9)
NOON = datetime(2026, 3, 9, 18, 0, tzinfo=UTC)


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya")


@pytest.fixture
def luis(maya):
    luis = ParticipantFactory(
        person__called="Luis", person__phone="+13035550117", may_call=True, may_text=False, contact_every_days=3
    )
    walk_together(maya, luis)
    return luis


def tries(maya, luis, *days):
    return [note_try(participant=luis, on=MONDAY + timedelta(days=day), by=viewer_of(maya)) for day in days]


def walk_of(maya):
    return walks_of(viewer_of(maya))[0].walk


def test_tries_are_counted_since_somebody_was_last_in_touch(maya, luis):
    tries(maya, luis, -10, -8)
    contact_with(maya, luis, started_at=NOON - timedelta(days=8))
    tries(maya, luis, -4, -2)

    walk = walk_of(maya)

    assert (walk.tries_made, walk.last_try) == (2, MONDAY - timedelta(days=2))


def test_a_new_match_starts_without_the_tries_of_the_one_before(maya, luis):
    tries(maya, luis, -40, -38, -36)
    Match.objects.update(started_on=MONDAY)

    assert walk_of(maya).tries_made == 0


def test_a_second_press_of_the_day_is_the_same_try(maya, luis):
    first, second = tries(maya, luis, 0, 0)

    assert first == second
    assert Change.objects.filter(what="try.noted").count() == 1


def test_the_line_leaves_today_and_after_the_last_try_it_stays_away(maya, luis):
    contact_with(maya, luis)
    assert line_for(walk_of(maya), today=MONDAY)

    tries(maya, luis, 0)
    assert line_for(walk_of(maya), today=MONDAY) is None
    assert line_for(walk_of(maya), today=MONDAY + timedelta(days=2))
    tries(maya, luis, 2, 4)

    assert line_for(walk_of(maya), today=MONDAY + timedelta(days=60)) is None


def test_only_who_walks_with_them_writes_a_try_down(luis):
    with pytest.raises(ValidationError, match="do not walk with this person"):
        note_try(participant=luis, on=MONDAY, by=viewer_of(someone("peer_leader")))


@time_machine.travel(NOON, tick=False)
def test_no_answer_is_one_press_and_says_when_they_come_back(client, maya, luis):
    sign_in(client, maya)
    assert "No answer" in client.get("/today").text

    page = client.post(f"/people/{luis.pk}/tries", {"how": "phone"}, follow=True).text

    assert Try.objects.get().how == "phone"
    assert "They are back on your list on Wednesday" in page
    assert "Nobody is due today." in page
    assert "try again" in page


def test_after_the_last_try_the_door_stays_open(client, maya, luis):
    sam = someone("supervisor")
    Supervision(
        organization=luis.organization, supervisor=sam, peer_leader=leader_of(maya), started_on=LONG_AGO.date()
    ).save()
    for days in (0, 2, 4):
        with time_machine.travel(NOON + timedelta(days=days), tick=False):
            page = sign_in(client, maya).post(f"/people/{luis.pk}/tries", {"how": ""}, follow=True).text

    with time_machine.travel(NOON + timedelta(days=40), tick=False):
        own = sign_in(client, maya).get("/today").text
        team = sign_in(client, sam).get("/my-team").text
    assert "We tried 3 times. The door stays open." in page
    assert "We tried 3 times." in own
    assert "No answer" not in own
    assert "We tried 3 times. The door stays open." in team


def test_the_participant_reads_it_where_staff_do(client, maya):
    aisha = someone("participant", called="Aisha")
    mine = aisha.participants.get()
    walk_together(maya, mine)
    contact_with(maya, mine, started_at=NOON - timedelta(days=3), note="Before.")
    with time_machine.travel(NOON, tick=False):
        tries(maya, mine, 0)

    record = sign_in(client, maya).get(f"/people/{mine.pk}").text
    own = sign_in(client, aisha).get("/me").text

    assert record.index("No answer") < record.index("Before.")
    assert "You reached out" in record
    assert own.index("No answer") < own.index("Before.")
    assert "Maya reached out" in own


def test_the_number_of_people_and_tries_costs_no_query(client, maya, luis, django_assert_num_queries):
    viewer = viewer_of(maya)
    tries(maya, luis, -6)
    walks_of(viewer)
    for _ in range(5):
        other = ParticipantFactory()
        walk_together(maya, other)
        tries(maya, other, -6, -4)

    with django_assert_num_queries(1):
        found = walks_of(viewer)

    assert [each.walk.tries_made for each in found] == [1, 2, 2, 2, 2, 2]


@pytest.mark.parametrize("name", ["participant", "peer_leader", "supervisor", "coordinator", "administrator"])
def test_to_everyone_else_there_is_nobody_to_try(client, luis, name):
    sign_in(client, someone(name))

    for pk in (luis.pk, uuid7()):
        assert client.post(f"/people/{pk}/tries", {"how": "phone"}).status_code == 404
    assert not Try.objects.exists()
