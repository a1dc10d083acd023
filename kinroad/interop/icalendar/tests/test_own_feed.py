"""A participant's own calendar, on their phone and on nobody else's."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from icalendar import Calendar

from kinroad.audit.models import Look
from kinroad.gatherings.models import CalendarLink, Session, State
from kinroad.gatherings.tests.coming_people import coming
from kinroad.gatherings.tests.gathering_factories import a_gathering, next_session
from kinroad.people.models import Participant
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone

NOON = datetime(2026, 10, 20, 17, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def iowa(db):
    return OrganizationFactory(slug="corridor", zone="America/Chicago", name="Corridor", discreet_name="Juniper Street")


@pytest.fixture
def elizabeth(iowa):
    person = someone("participant", organization=iowa, called="Elizabeth")
    return Participant.objects.select_related("person").get(person=person)


def make_address(client, participant, titles="discreet"):
    sign_in(client, participant.person)
    page = client.post("/me/calendar", {"titles": titles})
    found = re.search(r"<strong>(http://testserver/feeds/me/[\w-]{43}\.ics)</strong>", page.text)
    assert found, page.text
    assert page.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    return found[1].removeprefix("http://testserver")


def titles(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200
    return [str(event["summary"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_elizabeth_has_what_she_comes_to_on_her_phone_and_nothing_gives_her_away(client, iowa, elizabeth):
    session = next_session(a_gathering(iowa, name="Families in recovery", address="815 High St"))
    a_gathering(iowa, name="Another evening")
    coming(session, elizabeth)

    address = make_address(client, elizabeth)
    client.logout()
    answer = client.get(address)

    assert titles(client, address) == ["Juniper Street, 6:00\u00a0pm"]
    for word in (b"recovery", b"Famil", b"High St", b"/calendar/", b"Elizabeth", b"DESCRIPTION", b"LOCATION"):
        assert word not in answer.content
    assert answer.headers["Cache-Control"].startswith("private")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert b"CLASS:PRIVATE" in answer.content


def test_she_may_choose_the_names_and_take_them_back(client, iowa, elizabeth):
    coming(next_session(a_gathering(iowa)), elizabeth)
    address = make_address(client, elizabeth, titles="name")

    named = titles(client, address)
    client.post("/me/calendar/titles", {"titles": "discreet"})

    assert named == ["Friday supper"]
    assert titles(client, address) == ["Juniper Street, 6:00\u00a0pm"]


def test_what_she_takes_back_leaves_and_what_is_cancelled_says_so(client, iowa, elizabeth):
    session = next_session(a_gathering(iowa))
    row = coming(session, elizabeth)
    address = make_address(client, elizabeth)
    Session.objects.filter(pk=session.pk).update(state=State.CANCELLED, version=2)

    assert titles(client, address) == ["Cancelled: Juniper Street, 6:00\u00a0pm"]
    row.state, row.cancelled_at = "cancelled", NOON
    row.save()
    assert titles(client, address) == []


def test_who_waits_for_a_place_does_not_come_yet(client, iowa, elizabeth):
    session = next_session(a_gathering(iowa, capacity=1))
    coming(session)
    coming(session, elizabeth)

    assert titles(client, make_address(client, elizabeth)) == []


def test_a_co_lead_has_the_evenings_they_lead(client, iowa, elizabeth):
    a_gathering(iowa, led_by=elizabeth.person, rule="", starts_on=date(2026, 10, 23), start_time=time(19))

    assert titles(client, make_address(client, elizabeth)) == ["Juniper Street, 7:00\u00a0pm"]


def test_a_new_address_ends_the_old_one_and_stopping_ends_both(client, iowa, elizabeth):
    first = make_address(client, elizabeth)
    second = make_address(client, elizabeth)

    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    client.post("/me/calendar/stop")
    assert client.get(second).status_code == 404
    assert client.get("/feeds/me/" + "x" * 43 + ".ics").status_code == 404
    assert client.post("/me/calendar/titles", {"titles": "name"}).status_code == 302
    assert "Make my address" in client.get("/me/calendar").text


def test_we_keep_no_copy_of_the_address(client, iowa, elizabeth):
    secret = make_address(client, elizabeth).rpartition("/")[2].removesuffix(".ics")
    link = CalendarLink.objects.get()

    assert secret not in str(link.__dict__)
    assert secret not in client.get("/me/calendar").text
    assert len(link.secret_hash) == 64


def test_each_reading_is_a_look_that_she_finds_among_who_looked(client, iowa, elizabeth):
    address = make_address(client, elizabeth)
    sign_in(client, elizabeth.person)
    for _read in range(3):
        client.get(address)

    looks = Look.objects.filter(participant_id=elizabeth.pk, page="calendar_feed")
    assert looks.count() == 1
    assert "My calendar, by the address I made" in client.get("/me/who-looked").text
    with time_machine.travel(NOON + timedelta(minutes=16), tick=False):
        client.get(address)
    assert looks.count() == 2


def test_after_a_death_nothing_is_read_any_more(client, iowa, elizabeth):
    address = make_address(client, elizabeth)
    Participant.objects.filter(pk=elizabeth.pk).update(died_on=NOON.date())
    client.logout()

    assert client.get(address).status_code == 404
