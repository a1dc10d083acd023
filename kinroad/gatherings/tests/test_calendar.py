"""The public calendar, as people meet it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kinroad.core.ids import uuid7
from kinroad.gatherings.models import Session, State
from kinroad.gatherings.tests.gathering_factories import a_gathering, next_session
from kinroad.people.models import Site
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone

NOON = datetime(2026, 11, 18, 18, 0, tzinfo=UTC)  # a Wednesday, noon in Iowa
WEDNESDAY = date(2026, 11, 18)
FRIDAY = date(2026, 11, 20)
HOME = {"slug": "corridor", "zone": "America/Chicago", "state": "IA", "name": "Corridor", "discreet_name": "Corridor"}


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def iowa(db):
    return OrganizationFactory(**HOME)


def shown(client, query=""):
    answer = client.get(f"/calendar{query}")
    assert answer.status_code == 200
    return answer.text


def once(organization, name, on=WEDNESDAY, at=time(18), **facts):
    return a_gathering(organization, name=name, starts_on=on, start_time=at, rule="", today=WEDNESDAY, **facts)


def test_the_list_begins_with_what_is_still_to_come(client, iowa):
    once(iowa, "Breakfast", at=time(8))
    once(iowa, "Walk that runs", at=time(11, 30))
    once(iowa, "Supper")

    page = shown(client)

    assert "Breakfast" not in page
    assert page.index("Walk that runs") < page.index("Supper")
    assert "to 7:30\u00a0pm, CT" in page
    assert "20 of 20 places left" in page


def test_elizabeth_finds_friday_evening_with_two_children(client, iowa):
    a_gathering(iowa, name="Friday supper")
    once(iowa, "Finance class", on=FRIDAY, children_welcome=False, child_care=False)
    once(iowa, "Morning play", on=FRIDAY, at=time(9))

    page = shown(client, "?evening=1&need=children&view=day&on=2026-11-20")

    assert "Friday supper" in page
    assert "Finance class" not in page
    assert "Morning play" not in page
    assert "1 gathering · In the evening · Children welcome" in page


def test_each_wish_leaves_out_what_is_not_wished_for(client, iowa):
    once(iowa, "Plain supper")
    once(iowa, "Paid trip", on=date(2026, 11, 21), cost="$5", kind="sports")
    once(iowa, "Spanish circle", languages=["en", "es"], online=True, at=time(9), on=FRIDAY)

    for query, found in (
        ("?weekend=1", {"Paid trip"}),
        ("?free=1", {"Plain supper", "Spanish circle"}),
        ("?online=1", {"Spanish circle"}),
        ("?language=es", {"Spanish circle"}),
        ("?kind=sports", {"Paid trip"}),
        ("?kind=nothing&language=%00&on=never", {"Plain supper", "Paid trip", "Spanish circle"}),
    ):
        page = shown(client, query)
        assert {name for name in ("Plain supper", "Paid trip", "Spanish circle") if f">{name}</a>" in page} == found


def test_near_a_zip_is_measured_from_the_place_or_its_site(client, iowa):
    home = Site(organization=iowa, name="Ames house", zone=iowa.zone, zip="50010", address="1 Main St")
    home.save()
    once(iowa, "At the house", site=home)
    once(iowa, "Far river", zip="52240", address="2 River Rd")
    once(iowa, "On a screen", in_person=False, online=True)

    near_ames = shown(client, "?near=50010&within=10")
    nowhere = shown(client, "?near=99999999")

    assert "At the house" in near_ames
    assert "Far river" not in near_ames
    assert "On a screen" not in near_ames
    assert "within 10 miles of 50010" in near_ames
    assert "On a screen" in shown(client, "?near=50010&within=10&online=1")
    assert "We do not know this place." in nowhere


def test_a_cancelled_session_stays_and_says_so(client, iowa):
    session = next_session(a_gathering(iowa))
    Session.objects.filter(pk=session.pk).update(state=State.CANCELLED, words="The furnace is out.")

    assert "Cancelled: Friday supper" in shown(client)
    assert "Cancelled: Friday supper" in shown(client, "?view=month")
    page = client.get(f"/calendar/{session.pk}").text
    assert "This one is cancelled" in page
    assert "The furnace is out." in page


def test_a_moved_session_says_from_when(client, iowa):
    session = next_session(a_gathering(iowa))
    later = session.starts_at + timedelta(days=1)
    Session.objects.filter(pk=session.pk).update(
        moved=True, on=session.on + timedelta(days=1), starts_at=later, ends_at=later + timedelta(hours=1)
    )

    assert "Moved from Friday, November 20" in shown(client)
    assert "Moved from Friday, November 20" in client.get(f"/calendar/{session.pk}").text


def test_another_zone_shows_its_own_clock_and_says_so(client, iowa):
    once(iowa, "Mountain walk", zone="America/Denver", at=time(17))

    assert "to 6:30\u00a0pm, MT" in shown(client)
    assert "5:00\u00a0pm MT <b>Mountain walk" in shown(client, "?view=month")
    assert "5:00\u00a0pm <b>Mountain walk" not in shown(client, "?view=month")


def test_what_is_for_the_program_is_for_people_who_are_signed_in(client, iowa):
    session = next_session(a_gathering(iowa, name="Quiet circle", public=False))

    assert "Quiet circle" not in shown(client)
    assert "Quiet circle" not in shown(client, "?view=month")
    assert client.get(f"/calendar/{session.pk}").status_code == 404
    sign_in(client, someone("participant", organization=iowa))
    assert "Quiet circle" in shown(client)
    page = client.get(f"/calendar/{session.pk}").text
    assert "Quiet circle" not in page[: page.index("</title>")]


def test_the_neighbours_calendar_is_their_own(client, iowa):
    session = next_session(a_gathering(iowa))
    neighbour = OrganizationFactory(slug="lindenberg")
    sign_in(client, someone("participant", organization=neighbour))

    assert "Friday supper" not in shown(client)
    assert client.get(f"/calendar/{session.pk}").status_code == 404


def test_the_page_of_a_session_says_all_one_needs_and_names_nobody(client, iowa):
    leader = someone("peer_leader", organization=iowa, called="Rosalind")
    gathering = a_gathering(
        iowa,
        led_by=leader,
        about="Soup, games and a story.",
        accessibility=["wheelchair", "bus"],
        for_whom=["parenting"],
        guest_expert="A nurse from the clinic",
        online=True,
        online_link="https://meet.example.org/secret",
        address="815 High St",
        room="Blue room",
    )
    session = next_session(gathering)

    page = client.get(f"/calendar/{session.pk}").text

    for words in ("Soup, games", "Wheelchair can get in", "On a bus line", "A nurse from the clinic", "815 High St"):
        assert words in page
    for words in ("Blue room", "Free", "Raising children", "No photos here", "Central Time", "The next times"):
        assert words in page
    assert "Rosalind" not in page + shown(client)
    assert "meet.example.org" not in page + shown(client)


def test_what_ended_leaves_the_calendar(client, iowa):
    gathering = a_gathering(iowa)
    gathering.ended_on = WEDNESDAY
    gathering.save()

    assert "Friday supper" not in shown(client)
    assert "Nothing is planned yet" in shown(client)


def test_a_month_shows_three_a_day_and_counts_the_rest(client, iowa):
    for number in range(6):
        once(iowa, f"Table {number}", at=time(12 + number))

    page = shown(client, "?view=month&on=2026-11")

    assert "Table 2" in page
    assert "Table 3" not in page
    assert "3 more" in page
    assert 'aria-label="Wednesday, November 18: 6 gatherings"' in page
    assert "December 2026" in page
    assert "Table 5" in shown(client, "?view=day&on=2026-11-18")


def test_the_calendar_ends_where_nothing_is_planned_any_more(client, iowa):
    assert "The week after" in shown(client, "?view=week")
    assert "The week after" not in shown(client, "?view=week&on=2027-12-23")
    assert "The week before" not in shown(client, "?view=week&on=2026-09-15")
    assert "Week of November 15" in shown(client, "?view=week&on=1999-01-01")


def test_a_long_list_comes_in_pages_of_fifty_both_ways(client, iowa):
    a_gathering(iowa, rule="FREQ=DAILY")
    a_gathering(iowa, name="Second table", rule="FREQ=DAILY")
    seen, query = [], ""
    for _page in range(3):
        page = shown(client, query)
        seen.append([part[:36] for part in page.split('href="/calendar/')[1:]])
        query = page.split('rel="next"')[0].rpartition('href="/calendar')[2].partition('"')[0].replace("&amp;", "&")
    back = page.split('rel="prev"')[0].rpartition('href="/calendar')[2].partition('"')[0].replace("&amp;", "&")
    again = [part[:36] for part in shown(client, back).split('href="/calendar/')[1:]]

    assert [len(ids) for ids in seen] == [50, 50, 50]
    assert len({one for ids in seen for one in ids}) == 150
    assert again == seen[1]


@pytest.mark.parametrize("view", ["", "?view=month", "?near=50309&evening=1"])
def test_the_questions_do_not_grow_with_the_series(client, iowa, view):
    a_gathering(iowa, zip="50309")
    shown(client, view)
    with CaptureQueriesContext(connection) as few:
        shown(client, view)
    for number in range(20):
        a_gathering(iowa, name=f"Series {number}", zip="50309")
    with CaptureQueriesContext(connection) as many:
        shown(client, view)

    assert len(many) == len(few)
    assert len(many) <= 4


def test_an_unknown_session_is_nothing(client, iowa):
    assert client.get(f"/calendar/{uuid7()}").status_code == 404
    assert Client().get("/calendar?after=2026-11-20.99999.x&before=%00").status_code == 200
