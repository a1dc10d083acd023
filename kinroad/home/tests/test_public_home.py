from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from kinroad.core.time import now
from kinroad.gatherings.tests.factories import MeetingFactory
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone

MONDAY_EVENING = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)  # Monday 6:40 pm Central, 5:40 pm Mountain


@pytest.fixture
def iowa(db):
    return OrganizationFactory(zone="America/Chicago", state="IA")


@time_machine.travel(MONDAY_EVENING, tick=False)
def test_the_front_door_shows_the_next_three_meetings_of_today(client, iowa):
    for name, hour in (("Over", 8), ("Began", 18), ("First", 19), ("Second", 20), ("Third", 21), ("Fourth", 22)):
        MeetingFactory(organization=iowa, name=name, slug=name.lower(), start_minute=hour * 60)
    MeetingFactory(organization=iowa, name="Tuesday", slug="tuesday", weekday=2)

    page = client.get("/").text

    assert page.index("/meetings/first") < page.index("/meetings/second") < page.index("/meetings/third")
    for other in ("over", "began", "fourth", "tuesday"):
        assert f"/meetings/{other}" not in page


@time_machine.travel(MONDAY_EVENING, tick=False)
def test_it_never_shows_a_neighbour_s_meeting(client, iowa):
    neighbour = OrganizationFactory(slug="neighbour", zone="America/Chicago")
    MeetingFactory(organization=neighbour, name="Next door", slug="next-door")

    assert "Next door" not in client.get("/").text


def test_without_meetings_it_says_where_to_find_one(client, iowa):
    page = client.get("/").text

    assert "Meetings of every fellowship" in page
    assert "Find a meeting" in page


def test_it_opens_before_there_is_an_organization(client, db):
    assert client.get("/").status_code == 200


def test_an_address_that_leads_nowhere_keeps_the_frame_of_whoever_asks(client, db):
    maya = someone("peer_leader", called="Maya")

    visitor = client.get("/nowhere-at-all")
    signed_in = sign_in(client, maya).get("/nowhere-at-all")
    with time_machine.travel(now() + timedelta(hours=2)):
        left_open = client.get("/nowhere-at-all")

    assert {each.status_code for each in (visitor, signed_in, left_open)} == {404}
    assert "Maya, your account" in signed_in.text
    assert signed_in["Cache-Control"] == "no-store"
    for each in (visitor, left_open):
        assert "Maya" not in each.text
        assert 'href="/sign-in' in each.text
