"""Our own weekly groups stand in the feeds beside the lists of others, and tell nobody the link."""

import json
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinroad.core.time import today
from kinroad.gatherings.models import Gathering, Session
from kinroad.gatherings.rules.formats import KNOWN_CODES
from kinroad.gatherings.rules.weekly import codes_of, weekdays_of
from kinroad.gatherings.tests.factories import MeetingFactory
from kinroad.gatherings.tests.gathering_factories import ZONE, a_gathering
from kinroad.interop.bmlt import views
from kinroad.interop.meeting_guide.feed import CODES
from kinroad.people.models import HostName, Site
from kinroad.people.tests.factories import OrganizationFactory

HOME = {"slug": "corridor", "zone": ZONE, "state": "IA", "name": "Corridor", "discreet_name": "Corridor"}
GROUP = {
    "kind": "support_group", "name": "Morning circle", "rule": "FREQ=WEEKLY;BYDAY=TU,TH", "start_time": time(7, 30),
    "about": "Coffee is there. <b>Come</b> as you are.", "address": "12 Oak St, Des Moines, IA", "zip": "50309",
    "accessibility": ["wheelchair"], "for_whom": ["women"], "languages": ["en", "es"],
}  # fmt: skip


@pytest.fixture
def iowa(db):
    views.every_entry.cache_clear()
    organization = OrganizationFactory(**HOME)
    HostName.objects.get_or_create(host="testserver", defaults={"organization": organization})
    return organization


def feed(client):
    return json.loads(client.get("/feeds/meetings.json").content)


def doors(client):
    return json.loads(client.get("/client_interface/json/?switcher=GetSearchResults").content)


def test_a_weekly_group_of_ours_is_told_on_each_of_its_days(client, iowa):
    gathering = a_gathering(iowa, **GROUP)
    MeetingFactory(organization=iowa, name="Kitchen Table")

    listed, tuesday, thursday = feed(client)

    assert listed["name"] == "Kitchen Table"
    assert (tuesday["day"], thursday["day"]) == (2, 4)
    assert tuesday["name"] == "Morning circle"
    assert (tuesday["time"], tuesday["end_time"], tuesday["timezone"]) == ("07:30", "09:00", ZONE)
    assert tuesday["formatted_address"] == "12 Oak St, Des Moines, IA 50309, USA"
    assert set(tuesday["types"]) == {"O", "X", "W", "EN", "S", "CF", "BA"}
    assert tuesday["notes"] == "Coffee is there. Come as you are."
    assert tuesday["entity"] == "Corridor"
    assert tuesday["slug"] != thursday["slug"]
    assert len(tuesday["slug"]) <= 64
    assert not [name for name in tuesday if name.startswith("conference")]
    session = gathering.sessions.filter(on__gte=today(ZONE)).order_by("on")[0]
    assert tuesday["url"] == f"http://testserver/calendar/{session.pk}"
    assert client.get(tuesday["url"].removeprefix("http://testserver")).status_code == 200


def test_at_a_site_it_is_told_where_the_site_is(client, iowa):
    site = Site(organization=iowa, name="Juniper Street", zone=ZONE, address="210 Juniper St", zip="50309")
    site.save()
    a_gathering(iowa, **GROUP | {"address": "", "zip": "", "site": site, "room": "Small room"})

    told = feed(client)[0]

    assert told["location"] == "Juniper Street, Small room"
    assert told["formatted_address"] == "210 Juniper St, Des Moines, IA 50309, USA"
    assert doors(client)[0]["location_text"] == "Juniper Street, Small room"


@pytest.mark.parametrize(
    "other",
    [
        {"public": False}, {"kind": "class"}, {"rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"},
        {"rule": "FREQ=MONTHLY;BYDAY=1TU"}, {"rule": ""},
    ],
)  # fmt: skip
def test_what_is_not_a_public_group_of_every_week_is_not_told(client, iowa, other):
    a_gathering(iowa, **GROUP | other)

    assert feed(client) == doors(client) == []


def test_a_group_that_ended_rests_or_begins_later_is_not_told(client, iowa):
    day = today(ZONE)
    a_gathering(iowa, **GROUP | {"starts_on": day + timedelta(days=40), "today": day})
    resting = a_gathering(iowa, **GROUP)
    Session.objects.filter(gathering=resting).update(state="cancelled")
    Gathering.objects.filter(pk=a_gathering(iowa, **GROUP).pk).update(ended_on=day)

    assert feed(client) == []


def test_the_link_is_only_for_those_who_are_coming(client, iowa):
    a_gathering(
        iowa, **GROUP | {"name": "On the screen", "in_person": False, "online": True, "online_link": "https://zoom.us/j/77"}
    )  # fmt: skip
    a_gathering(iowa, **GROUP | {"name": "Both", "online": True, "online_link": "https://zoom.us/j/88"})

    guide, server = (
        client.get("/feeds/meetings.json").text,
        client.get("/client_interface/json/?switcher=GetSearchResults").text,
    )

    assert "zoom.us" not in guide + server
    assert {each["name"] for each in json.loads(guide)} == {"Both"}
    told = {each["meeting_name"]: each for each in json.loads(server)}
    assert (told["On the screen"]["venue_type"], told["Both"]["venue_type"]) == ("2", "3")
    assert told["On the screen"]["virtual_meeting_link"] == ""
    assert "/calendar/" in told["On the screen"]["virtual_meeting_additional_info"]
    assert told["On the screen"]["location_street"] == ""


def test_a_neighbours_groups_are_not_told(client, iowa):
    a_gathering(OrganizationFactory(slug="other"), **GROUP)

    assert feed(client) == []


def test_the_mark_of_the_feed_follows_our_groups_and_the_questions_do_not_grow(client, iowa):
    MeetingFactory(organization=iowa)
    before = client.get("/feeds/meetings.json")
    gathering = a_gathering(iowa, **GROUP)
    with CaptureQueriesContext(connection) as one:
        first = client.get("/feeds/meetings.json")
    for number in range(5):
        a_gathering(iowa, **GROUP | {"name": f"Circle {number}"})
    with CaptureQueriesContext(connection) as many:
        client.get("/feeds/meetings.json")
    Gathering.objects.filter(pk=gathering.pk).update(start_time=time(8, 0))

    assert before["Last-Modified"]
    assert len({before["ETag"], first["ETag"], client.get("/feeds/meetings.json")["ETag"]}) == 3
    assert "Last-Modified" not in first
    assert len(one) == len(many)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;BYDAY=FR", (5,)), ("FREQ=WEEKLY", (1,)), ("FREQ=WEEKLY;BYDAY=SU,WE;WKST=MO", (0, 3)),
        ("FREQ=DAILY", (0, 1, 2, 3, 4, 5, 6)), ("FREQ=DAILY;BYDAY=MO,TU", (1, 2)), ("freq=weekly;byday=sa", (6,)),
        ("FREQ=WEEKLY;INTERVAL=1;COUNT=8", (1,)), ("FREQ=WEEKLY;INTERVAL=2", ()), ("FREQ=MONTHLY;BYDAY=1MO", ()),
        ("FREQ=WEEKLY;BYMONTH=6", ()), ("FREQ=WEEKLY;BYDAY=1MO", ()), ("FREQ=YEARLY", ()), ("", ()), ("nonsense", ()),
    ],
)  # fmt: skip
def test_only_what_comes_round_every_week_is_weekly(rule, days):
    assert weekdays_of(rule, starts_on=date(2026, 11, 2)) == days


def test_what_a_group_says_of_itself_becomes_codes_that_finders_know():
    said = codes_of(["en", "wheelchair", "quiet", "young", "en"], open=True, children=True, child_care=False)

    assert said == ["O", "EN", "X", "Y", "CF"]
    assert set(said) <= CODES <= KNOWN_CODES
