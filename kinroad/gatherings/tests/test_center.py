"""When the center is open: one line, from the calendar."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from kinroad.core.time import now, today
from kinroad.gatherings.models import Gathering, Session
from kinroad.gatherings.rules.center import Hours, hours_of
from kinroad.gatherings.tests.gathering_factories import ZONE, a_gathering, next_session
from kinroad.gatherings.views.center import center_line, said
from kinroad.people.models import HostName
from kinroad.people.tests.factories import OrganizationFactory

MONDAY_NOON = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)  # 12:00 pm Central
HOUR = timedelta(hours=1)


def test_hours_that_meet_count_as_one():
    first, second = (MONDAY_NOON - HOUR, MONDAY_NOON + HOUR), (MONDAY_NOON + HOUR, MONDAY_NOON + 3 * HOUR)
    later = (MONDAY_NOON + 4 * HOUR, MONDAY_NOON + 5 * HOUR)

    assert hours_of([later, second, first], at=MONDAY_NOON) == Hours(True, second[1])
    assert hours_of([later, second, first], at=second[1]) == Hours(False, later[0])
    assert hours_of([later], at=later[1]) is None
    assert hours_of([], at=MONDAY_NOON) is None


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (2 * HOUR, "The center opens today at 2:00 pm."),
        (21 * HOUR, "The center opens tomorrow at 9:00 am."),
        (timedelta(days=4), "The center opens Friday at 12:00 pm."),
        (timedelta(days=8), "The center opens Tuesday, December 1 at 12:00 pm."),
    ],
)
def test_the_line_names_the_day_people_would_name(after, words):
    line = said(Hours(open_now=False, at=MONDAY_NOON + after), zone=ZONE, at=MONDAY_NOON)

    assert line.replace("\u00a0", " ") == words


@pytest.fixture
def iowa(db):
    organization = OrganizationFactory(zone=ZONE, state="IA")
    HostName.objects.create(host="testserver", organization=organization)
    return organization


def drop_in(organization, **facts):
    facts = {"kind": "center", "name": "Drop-in", "start_time": time(9), "minutes": 480, "sign_up": "none", **facts}
    return a_gathering(organization, **{"rule": "FREQ=WEEKLY;BYDAY=MO,WE,FR", "starts_on": today(ZONE), **facts})


@time_machine.travel(MONDAY_NOON, tick=False)
def test_the_front_door_and_the_session_say_that_it_is_open(client, iowa, django_assert_num_queries):
    gathering = drop_in(iowa)
    open_now = "The center is open now, until 5:00\u00a0pm."

    assert open_now in client.get("/").text
    session = next_session(gathering)
    assert open_now in client.get(reverse("gatherings:calendar_session", args=[session.pk])).text
    with django_assert_num_queries(1):
        center_line(iowa, at=now())


@time_machine.travel(MONDAY_NOON, tick=False)
def test_a_cancelled_day_is_not_an_open_one(client, iowa):
    drop_in(iowa)
    Session.objects.filter(on=today(ZONE)).update(state="cancelled")

    assert "The center opens Wednesday at 9:00\u00a0am." in client.get("/").text


@time_machine.travel(MONDAY_NOON, tick=False)
@pytest.mark.parametrize("facts", [{"public": False}, {"kind": "family"}])
def test_only_public_hours_of_a_center_count(client, iowa, facts):
    gathering = drop_in(iowa)
    Gathering.objects.filter(pk=gathering.pk).update(**facts)
    drop_in(OrganizationFactory(slug="neighbour", zone=ZONE))

    assert "The center" not in client.get("/").text
    assert (
        "The center"
        not in client.get(
            reverse("gatherings:calendar_session", args=[next_session(drop_in(iowa, kind="family")).pk])
        ).text
    )
