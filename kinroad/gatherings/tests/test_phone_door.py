"""The code on the wall: I am here, said on one's own phone."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kinroad.core.forms import new_form_id
from kinroad.core.time import as_of
from kinroad.gatherings.actions.door import new_number
from kinroad.gatherings.models import Attended, Kiosk
from kinroad.gatherings.queries.sheet import rows_of
from kinroad.gatherings.tests.attending import a_session, by_of
from kinroad.people.models import HostName
from kinroad.people.tests.factories import OrganizationFactory, ParticipantFactory, sign_in, someone, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    person = someone("peer_leader")
    HostName.objects.create(host="testserver", organization=person.organization)
    return person


@pytest.fixture
def session(leader):
    return a_session(leader.organization, led_by=leader)


@pytest.fixture
def on_the_wall(leader, session):
    """The address that the code on the wall holds."""
    page = sign_in(Client(), leader).post(reverse("gatherings:door_code", args=[session.pk])).text
    assert "data:image/svg+xml" in page
    return re.search(r"http://testserver(/here/[\w-]+)", page).group(1)


def test_whoever_is_signed_in_says_it_with_one_press_and_is_counted_once(client, session, leader, on_the_wall):
    bodie = someone("participant", organization=leader.organization)
    sign_in(client, bodie)
    assert "number or nickname" not in client.get(on_the_wall).text

    for _ in range(2):
        assert "You are counted" in client.post(on_the_wall, {"id": new_form_id(), "children": "2"}).text

    row = Attended.objects.get()
    assert (row.participant.person, row.children, row.came_by) == (bodie, 2, "phone")
    assert {each.called for each in rows_of(session, viewer=viewer_of(leader))} == {""}


def test_anyone_else_is_counted_as_at_the_door_and_known_and_unknown_numbers_are_answered_alike(
    client, session, leader, on_the_wall
):
    luis = ParticipantFactory(organization=leader.organization)
    number = new_number(participant=luis, by=by_of(None, session.gathering))
    unknown = "000000" if number != "000000" else "111111"

    said = [client.post(on_the_wall, {"id": new_form_id(), "words": words}) for words in (number, unknown, "")]

    assert [each.status_code for each in said] == [200] * 3
    assert len({each.text for each in said}) == 1
    assert Attended.objects.filter(came_by="phone").count() == 3
    assert Attended.objects.get(participant=luis)


def test_the_code_ends_with_the_session_and_opens_nothing_for_a_neighbour(client, session, on_the_wall):
    assert "number or nickname" in client.get(on_the_wall).text
    assert (
        "This door is not open"
        in sign_in(Client(), someone("participant", organization=OrganizationFactory(slug="next-door")))
        .get(on_the_wall)
        .text
    )
    with as_of(session.ends_at + timedelta(minutes=31)):
        assert "This door is not open" in client.get(on_the_wall).text
    assert "This door is not open" in client.get("/here/another").text


def test_the_code_on_the_wall_does_not_open_the_device_at_the_door(client, session, on_the_wall):
    client.cookies["door"] = on_the_wall.rpartition("/")[2]
    assert "This door is not open" in client.get("/kiosk").text
    assert Kiosk.objects.get().own_phones


def test_many_presses_lock_the_code_for_a_while(client, session, on_the_wall):
    answers = [client.post(on_the_wall, {"id": new_form_id(), "words": "blue bird"}).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    assert Attended.objects.count() == 1
