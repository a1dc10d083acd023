"""The finder, a meeting's page and the feed, as people and programs meet them."""

import json
from datetime import UTC, datetime

import pytest
import time_machine

from kinroad.gatherings.tests.factories import MeetingFactory
from kinroad.people.tests.factories import OrganizationFactory

MONDAY_EVENING = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)  # Monday 6:40 pm Central, 5:40 pm Mountain
HOME = {"slug": "corridor", "zone": "America/Chicago", "state": "IA", "name": "Corridor", "discreet_name": "Corridor"}


@pytest.fixture
def iowa(db):
    return OrganizationFactory(**HOME)


def found(client, query=""):
    answer = client.get(f"/meetings{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@time_machine.travel(MONDAY_EVENING, tick=False)
def test_today_lists_what_is_still_to_come_with_its_own_time_zone(client, iowa):
    MeetingFactory(organization=iowa, name="Evening group", end_minute=20 * 60)
    MeetingFactory(organization=iowa, name="Morning group", start_minute=8 * 60)

    page = found(client)

    assert "1 meeting still to come today" in page
    assert "Evening group" in page
    assert "Morning group" not in page
    assert "7:00\u00a0pm" in page
    assert "to 8:00\u00a0pm, CT" in page


@time_machine.travel(MONDAY_EVENING, tick=False)
def test_a_meeting_in_another_zone_shows_its_own_clock(client, iowa):
    MeetingFactory(organization=iowa, name="Mountain group", zone="America/Denver", state="CO", start_minute=18 * 60)

    page = found(client, "?when=now")

    assert "Mountain group" in page
    assert "6:00\u00a0pm" in page
    assert "MT" in page


@time_machine.travel(MONDAY_EVENING, tick=False)
def test_now_is_what_runs_and_what_begins_within_two_hours_in_true_order(client, iowa):
    MeetingFactory(organization=iowa, name="Runs", start_minute=18 * 60)
    MeetingFactory(organization=iowa, name="Over", start_minute=17 * 60)
    MeetingFactory(organization=iowa, name="Long", start_minute=16 * 60 + 30, end_minute=19 * 60)
    MeetingFactory(organization=iowa, name="Far", start_minute=21 * 60)
    MeetingFactory(organization=iowa, name="West", start_minute=18 * 60 + 30, zone="America/Denver", state="CO")
    MeetingFactory(organization=iowa, name="Central", start_minute=19 * 60)

    page = found(client, "?when=now")

    assert "4 meetings now" in page
    order = [page.index(f">{name}<") for name in ("Long", "Runs", "Central", "West")]
    assert order == sorted(order)


@time_machine.travel(datetime(2026, 11, 22, 6, 10, tzinfo=UTC), tick=False)  # Sunday 0:10 am Central
def test_now_just_after_midnight_still_finds_saturday(client, iowa):
    MeetingFactory(organization=iowa, name="Late", weekday=6, start_minute=23 * 60 + 30)
    MeetingFactory(organization=iowa, name="Soon", weekday=0, start_minute=60)

    page = found(client, "?when=now")

    assert page.index(">Late<") < page.index(">Soon<")


@time_machine.travel(datetime(2027, 3, 14, 8, 10, tzinfo=UTC), tick=False)  # 3:10 am, an hour was skipped
def test_now_is_right_when_the_clocks_go_forward(client, iowa):
    MeetingFactory(organization=iowa, name="Before", weekday=0, start_minute=105)
    MeetingFactory(organization=iowa, name="After", weekday=0, start_minute=5 * 60)

    page = found(client, "?when=now")

    assert ">Before<" in page
    assert ">After<" in page


def test_near_a_zip_code_measures_and_leaves_out_what_is_far(client, iowa):
    MeetingFactory(organization=iowa, name="Here")
    MeetingFactory(organization=iowa, name="Away", lat=41.66, lon=-91.53, city="Iowa City")

    page = found(client, "?day=1&near=50309&within=5")

    assert "1 meeting on Monday, within 5 miles of 50309" in page
    assert "miles" in page
    assert ">Away<" not in page
    assert ">Away<" in found(client, "?day=1&near=50309&within=0")
    assert "within 5 miles of you" in found(client, "?day=1&lat=41.59&lon=-93.63&within=5")


def test_an_unknown_zip_code_is_said_at_its_field(client, iowa):
    page = found(client, "?near=00000")

    assert "We do not know this place" in page
    assert 'aria-invalid="true"' in page
    assert 'value="00000"' in page


def test_the_choices_narrow_and_stay_in_the_form(client, iowa):
    MeetingFactory(organization=iowa, name="Ramp", wheelchair=True, languages=" es ", open=True)
    MeetingFactory(organization=iowa, name="Stairs", fellowship="Al-Anon", children=True, online=True, open=False)

    assert "Stairs" not in found(client, "?day=1&need=wheelchair")
    assert "Stairs" not in found(client, "?day=1&language=es")
    assert "Stairs" not in found(client, "?day=1&who=open")
    assert "Ramp" not in found(client, "?day=1&need=children&need=online")
    assert "Ramp" not in found(client, "?day=1&fellowship=Al-Anon")
    assert "Ramp" not in found(client, "?day=1&kind=family")
    page = found(client, "?day=1&kind=family&who=closed")
    assert "2 chosen" in page
    assert '<option value="family" selected>' in page
    assert '<input type="hidden" name="day" value="1">' in page


def test_online_without_a_place_is_near_everyone_who_asks_for_online(client, iowa):
    MeetingFactory(
        organization=iowa, name="Screen", online=True, in_person=False, lat=None, lon=None, address="", city=""
    )

    assert ">Screen<" not in found(client, "?day=1&near=50309")
    page = found(client, "?day=1&near=50309&need=online")
    assert ">Screen<" in page
    assert "Online, by video or phone" in page


def test_nothing_found_says_what_to_do(client, iowa):
    page = found(client, "?day=1&near=50309&within=5&need=children")

    assert "Nothing here right now." in page
    assert "Look within 25 miles" in page
    assert "Without the further choices" in page


def test_fifty_a_page_and_ways_on(client, iowa):
    for number in range(53):
        MeetingFactory(organization=iowa, start_minute=600 + number)

    first, second = found(client, "?day=1"), found(client, "?day=1&page=2")

    assert first.count('class="meeting"') == 50
    assert second.count('class="meeting"') == 3
    assert "Page 1 of 2" in first
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    assert found(client, "?day=1&page=9").count('class="meeting"') == 0
    near = found(client, "?day=1&near=50309&page=2")
    assert near.count('class="meeting"') == 3


@pytest.mark.parametrize(
    "query",
    [
        "?near=abc", "?day=99", "?page=-1", "?page=0", "?page=" + "9" * 300, "?near=%F0%9F%98%80",
        "?near=" + "x" * 10000,
        "?lat=nan&lon=inf", "?lat=999&lon=1", "?within=x", "?kind=none", "?language=%00", "?when=never&who=me",
        "?need=a&need=b", "?fellowship=" + "y" * 5000, "?near=%00", "?day=monday", "?near=1", "?near=50309-1234",
        "?lat=90&lon=180&within=100", "?lat=-90&lon=-180", "?near=,,,", "?near='%22%3Cscript%3E",
    ],
)  # fmt: skip
def test_no_question_breaks_the_finder(client, iowa, query):
    MeetingFactory(organization=iowa)

    assert "<script>" not in found(client, query)


@pytest.mark.parametrize("query", ["?day=1", "?day=1&near=50309", "?when=now", "?day=1&near=50309&within=0"])
def test_the_number_of_questions_does_not_grow_with_the_rows(client, iowa, query, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with time_machine.travel(MONDAY_EVENING, tick=False):
        for number in range(3):
            MeetingFactory(organization=iowa, start_minute=1120 + number)
        with CaptureQueriesContext(connection) as few:
            found(client, query)
        for number in range(297):
            MeetingFactory(organization=iowa, start_minute=1120 + number % 60)
        with CaptureQueriesContext(connection) as many:
            found(client, query)

    assert len(few) == len(many) <= 5


def test_hidden_vanished_and_foreign_meetings_are_not_there(client, iowa):
    other = OrganizationFactory(slug="other")
    meetings = [
        MeetingFactory(organization=iowa, name="Hidden", hidden=True, slug="hidden"),
        MeetingFactory(organization=iowa, name="Gone", vanished_at=MONDAY_EVENING, slug="gone"),
    ]
    foreign = MeetingFactory(organization=other, name="Foreign", slug="foreign")
    from kinroad.people.models import HostName

    HostName(host="testserver", organization=iowa).save()

    page = found(client, "?day=1")
    for meeting in (*meetings, foreign):
        assert meeting.name not in page
        assert client.get(f"/meetings/{meeting.slug}").status_code == 404
    assert json.loads(client.get("/feeds/meetings.json").content) == []


def test_a_meeting_has_a_page_of_its_own_in_both_languages(client, iowa):
    meeting = MeetingFactory(
        organization=iowa, name="Grupo Luz", slug="grupo-luz", formats=["S", "BT", "D"], languages=" es ",
        temporarily_closed=True, contact="Robert S.", notes="Side door", approximate=True,
    )  # fmt: skip
    MeetingFactory(organization=iowa, name="Grupo Luz", weekday=3)

    page = client.get(f"/meetings/{meeting.slug}").content.decode()
    spanish = client.get(f"/meetings/{meeting.slug}", headers={"accept-language": "es"}).content.decode()

    assert "Every Monday" in page
    assert "Central Time" in page
    assert "Wednesday, 7:00" in page
    assert "Robert S." in page
    assert "Cada lunes" in spanish
    assert client.get("/meetings/no-such-meeting").status_code == 404


def test_the_finder_speaks_spanish(client, iowa):
    MeetingFactory(organization=iowa)

    page = client.get("/meetings?day=1", headers={"accept-language": "es"}).content.decode()

    assert "Encontrar una reunión" in page
    assert "1 reunión el lunes" in page
    assert "p.\u00a0m." in page


def test_the_page_tells_finders_where_the_feed_is_and_has_no_script_in_it(client, iowa):
    page = found(client)

    assert '<link rel="alternate" type="application/json" title="Meetings Feed" href="/feeds/meetings.json">' in page
    assert "<script>" not in page
    assert "onclick" not in page


def test_the_feed_holds_what_a_finder_needs(client, iowa):
    MeetingFactory(
        organization=iowa, slug="one", venue="Hall", county="Polk", formats=["O", "ONL", "BT", "SPD", "12x12", "X"],
        online=True, conference_url="https://us02web.zoom.us/j/123", end_minute=20 * 60, zip="50309", wheelchair=True,
    )  # fmt: skip
    MeetingFactory(organization=iowa, slug="two", conference_url="https://example.org/room", online=True, end_minute=30)
    MeetingFactory(organization=iowa, slug="three", address="", city="", lat=None, lon=None, approximate=True, state="")

    answer = client.get("/feeds/meetings.json")
    one, three, two = json.loads(answer.content)

    assert one["types"] == ["O", "SP", "D", "12x12", "X"]
    assert one["formatted_address"] == "815 High St, Des Moines, IA 50309, USA"
    assert (one["day"], one["time"], one["end_time"], one["timezone"]) == (1, "19:00", "20:00", "America/Chicago")
    assert one["regions"] == ["Iowa", "Polk", "Des Moines"]
    assert one["conference_url"].endswith("/123")
    assert one["url"] == "http://testserver/meetings/one"
    assert "conference_url" not in two
    assert "https://example.org/room" in two["notes"]
    assert "end_time" not in two
    assert three["formatted_address"] == "IA, USA"
    assert three["approximate"] == "yes"
    assert answer["Access-Control-Allow-Origin"] == "*"
    same = client.get("/feeds/meetings.json", headers={"if-none-match": answer["ETag"]})
    assert same.status_code == 304
    assert len(json.loads(client.get("/feeds/meetings.json?fellowship=Al-Anon").content)) == 0


def test_without_an_organization_there_is_no_finder(client, db):
    assert client.get("/meetings").status_code == 404
    assert client.get("/feeds/meetings.json").status_code == 404
