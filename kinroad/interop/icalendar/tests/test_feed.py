"""Our calendars, read by the library other programs use."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from kinroad.core.ids import uuid7
from kinroad.gatherings.models import Session, State
from kinroad.gatherings.tests.gathering_factories import a_gathering, next_session
from kinroad.interop.icalendar.writing import made_at
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone

NOON = datetime(2026, 10, 20, 17, 0, tzinfo=UTC)
TODAY = date(2026, 10, 20)
FEED = "/feeds/calendar.ics"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def iowa(db):
    return OrganizationFactory(
        slug="corridor", zone="America/Chicago", state="IA", name="Corridor", discreet_name="Juniper Street"
    )


def events(client, address=FEED):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    assert not calendar.errors
    return [event for event in calendar.walk("VEVENT") if not event.errors]


def test_the_feed_has_every_public_session_on_its_own_clocks_through_both_changes(client, iowa):
    gathering = a_gathering(iowa)

    found = events(client)

    assert len(found) == gathering.sessions.count()
    assert {event.decoded("dtstart").hour for event in found} == {18}
    assert {event["dtstart"].params["TZID"] for event in found} == {"America/Chicago"}
    assert {event.decoded("dtend") - event.decoded("dtstart") for event in found} == {timedelta(minutes=90)}
    assert len({event["uid"] for event in found}) == len(found)


def test_the_zones_part_says_when_the_clocks_change(client, iowa):
    a_gathering(iowa)
    a_gathering(iowa, name="Desert walk", zone="America/Phoenix")

    calendar = Calendar.from_ical(client.get(FEED).content)
    zones = {str(part["tzid"]): part.to_tz() for part in calendar.walk("VTIMEZONE")}

    for zone, tz in zones.items():
        for on in (date(2026, 10, 31), date(2026, 11, 2), date(2027, 3, 13), date(2027, 3, 15)):
            at = datetime.combine(on, time(18))
            assert at.replace(tzinfo=tz).utcoffset() == at.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    assert set(zones) == {"America/Chicago", "America/Phoenix"}


def test_what_is_written_line_by_line_is_what_the_library_would_write(client, iowa):
    a_gathering(
        iowa, name="Soup; games, and “stories”\\n", address="815 High St, " + "upstairs " * 9, cost="$5; or less"
    )

    content = client.get(FEED).content
    event = events(client)[0]

    assert event["summary"] == "Soup; games, and “stories”\\n"
    assert "upstairs" in event["location"]
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert str(event["url"]) == f"http://testserver/calendar/{event['uid']}"


def test_a_cancelled_session_stays_and_says_so_and_a_change_is_a_new_version(client, iowa):
    session = next_session(a_gathering(iowa))
    before = client.get(FEED)
    Session.objects.filter(pk=session.pk).update(state=State.CANCELLED, version=2)

    event = next(event for event in events(client) if event["uid"] == str(session.pk))

    assert event["status"] == "CANCELLED"
    assert event["summary"] == "Cancelled: Friday supper"
    assert event["sequence"] == 1
    assert client.get(FEED, headers={"If-None-Match": before.headers["ETag"]}).status_code == 200


def test_nothing_new_is_said_in_one_word(client, iowa):
    a_gathering(iowa)
    answer = client.get(FEED)

    again = client.get(FEED, headers={"If-None-Match": answer.headers["ETag"]})

    assert again.status_code == 304
    assert client.get(FEED).content == answer.content


def test_the_filters_are_those_of_the_page(client, iowa):
    a_gathering(iowa)
    a_gathering(iowa, name="Breakfast", start_time=time(8), children_welcome=False, online=True)

    assert {str(event["summary"]) for event in events(client, FEED + "?children=1&evening=1")} == {"Friday supper"}
    assert {str(event["summary"]) for event in events(client, FEED + "?online=1")} == {"Breakfast"}
    assert events(client, FEED + "?children=1&evening=1&online=1") == []


def test_what_is_for_the_program_alone_never_stands_in_a_public_feed(client, iowa):
    session = next_session(a_gathering(iowa, name="Quiet circle", public=False))
    address = f"/calendar/{session.pk}.ics"

    assert client.get(address).status_code == 404
    sign_in(client, someone("participant", organization=iowa))
    assert events(client) == []
    assert len(events(client, address)) == 1


def test_no_feed_says_the_link_or_who_leads(client, iowa):
    leader = someone("peer_leader", organization=iowa, called="Rosalind")
    session = next_session(a_gathering(iowa, led_by=leader, online=True, online_link="https://meet.example.org/secret"))

    for address in (FEED, f"/calendar/{session.pk}.ics?name=1"):
        content = client.get(address).content
        assert b"meet.example.org" not in content
        assert b"Rosalind" not in content


def test_one_session_is_added_with_a_discreet_title(client, iowa):
    session = next_session(a_gathering(iowa, name="Families in recovery"))
    address = f"/calendar/{session.pk}.ics"

    answer = client.get(address)

    assert b"recovery" not in answer.content
    assert str(events(client, address)[0]["summary"]) == "Juniper Street, 6:00\u00a0pm"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="calendar.ics"'
    assert str(events(client, address + "?name=1")[0]["summary"]) == "Families in recovery"


def test_old_days_leave_the_feed(client, iowa):
    gathering = a_gathering(iowa, starts_on=TODAY - timedelta(days=90), rule="", today=TODAY - timedelta(days=90))

    assert events(client) == []
    assert client.get(f"/calendar/{gathering.sessions.get().pk}.ics").status_code == 404


def test_the_questions_of_the_feed_do_not_grow(client, iowa):
    a_gathering(iowa)
    client.get(FEED)
    with CaptureQueriesContext(connection) as few:
        client.get(FEED + "?free=1")
    for number in range(9):
        a_gathering(iowa, name=f"Series {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(FEED + "?free=1")

    assert len(many) == len(few)


def test_an_id_tells_when_it_was_made():
    with time_machine.travel(NOON, tick=False):
        assert made_at(uuid7()) == NOON
