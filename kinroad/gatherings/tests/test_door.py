"""The door: counted, and never named."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kinroad.core.forms import new_form_id
from kinroad.core.ids import uuid7
from kinroad.core.time import as_of, now
from kinroad.gatherings.actions.attendance import settle_sheets
from kinroad.gatherings.actions.door import check_in, choose_nickname, new_number
from kinroad.gatherings.models import Attended, DoorName, Sheet
from kinroad.gatherings.queries.leading import unfilled_by
from kinroad.gatherings.queries.sheet import counted, rows_of
from kinroad.gatherings.tests.attending import a_session, by_of
from kinroad.people.models import HostName
from kinroad.people.tests.factories import ParticipantFactory, sign_in, someone, viewer_of
from kinroad.service_log.models import Line

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
def door(client, leader, session):
    """A browser that a facilitator made the door."""
    answer = sign_in(client, leader).post(reverse("gatherings:open_kiosk", args=[session.pk]))
    assert answer.headers["Location"] == "/kiosk"
    return client


def say(client, words, **more):
    return client.post("/kiosk", {"id": new_form_id(), "words": words, "children": "0", **more})


def plain(answer):
    return re.sub(r'value="[^"]*"', "", answer.text)


def test_the_device_is_signed_out_of_everything_and_knows_one_session(door, session):
    assert "session" not in door.cookies or not door.cookies["session"].value
    assert door.cookies["door"]["path"] == "/kiosk"
    assert door.get(reverse("gatherings:attendance", args=[session.pk])).status_code == 302
    page = door.get("/kiosk")
    assert "I am here" in page.text
    assert "/sign-in" not in page.text
    with as_of(session.ends_at + timedelta(minutes=31)):
        assert "This door is not open" in door.get("/kiosk").text
    assert "This door is not open" in Client().get("/kiosk").text


def test_known_and_unknown_words_are_answered_alike_and_counted_once(door, session, leader):
    luis = ParticipantFactory(organization=leader.organization, person__called="Luis")
    number = new_number(participant=luis, by=by_of(None, session.gathering))
    unknown = "000000" if number != "000000" else "111111"
    say(door, "bluebird")

    with CaptureQueriesContext(connection) as for_known:
        known = say(door, number)
    with CaptureQueriesContext(connection) as for_unknown:
        other = say(door, unknown)

    assert (known.status_code, plain(known)) == (other.status_code, plain(other))
    assert "Thank you. Take a seat." in known.text
    assert known.headers["Refresh"] == other.headers["Refresh"] == "8; url=/kiosk"
    assert len(for_known) == len(for_unknown)
    for _ in range(2):
        say(door, number)
        say(door, unknown)
    assert Attended.objects.count() == 3
    assert {row.called for row in rows_of(session, viewer=viewer_of(leader))} == {""}
    assert Attended.objects.get(participant=luis).came_by == "kiosk"


def test_a_door_locks_after_tries_whether_they_were_right_or_wrong(door, session, leader):
    luis = ParticipantFactory(organization=leader.organization)
    choose_nickname(participant=luis, nickname="Blue Bird", by=by_of(None, session.gathering))

    assert [say(door, "bluebird").status_code for _ in range(6)] == [200] * 5 + [429]
    answers = [say(door, f"{number:06}").status_code for number in range(20)]
    assert answers[-1] == 429
    assert Attended.objects.count() < 20


def test_without_a_number_one_is_counted_with_children_and_a_second_press_adds_nobody(door, session):
    id = new_form_id()
    for _ in range(2):
        say(door, "", id=id, children="2")

    assert counted(Sheet.objects.get()).everyone == 3


def test_a_number_is_shown_once_and_kept_as_a_hash(client, leader):
    bodie = someone("participant", organization=leader.organization)
    sign_in(client, bodie)

    shown = client.post(reverse("gatherings:me_door"), {"number": "new"})

    number = re.search(r"\b\d{6}\b", shown.text).group()
    assert number not in client.get(reverse("gatherings:me_door")).text
    row = DoorName.objects.get()
    assert number not in row.number_key
    client.post(reverse("gatherings:me_door"), {"number": "new"})
    row.refresh_from_db()
    assert DoorName.objects.count() == 1


def test_a_nickname_somebody_else_has_is_refused_like_one_that_is_too_short(leader, session):
    by = by_of(None, session.gathering)
    one, other = (ParticipantFactory(organization=leader.organization) for _ in range(2))
    choose_nickname(participant=one, nickname="bluebird", by=by)

    said = []
    for nickname in ("Blue bird", "abc", "123456"):
        with pytest.raises(ValidationError) as refused:
            choose_nickname(participant=other, nickname=nickname, by=by)
        said.append(refused.value.messages)
    assert said[0] == said[1] == said[2]


def test_a_sheet_only_the_door_wrote_on_waits_for_whoever_leads_and_is_settled_after_a_week(leader, session):
    by = by_of(None, session.gathering)
    check_in(id=uuid7(), session=session, words="bluebird", children=1, by=by)
    assert not Line.objects.exists()
    assert not unfilled_by(viewer_of(leader), today=session.on)
    assert [each.session_id for each in unfilled_by(viewer_of(leader), today=session.on + timedelta(days=1))] == [
        session.pk
    ]

    org = session.organization_id
    assert settle_sheets(organization_id=org, by=by, today=session.on + timedelta(days=7)) == 0
    assert settle_sheets(organization_id=org, by=by, today=session.on + timedelta(days=8)) == 1
    assert Line.objects.get().people_without_record == 2
    check_in(id=uuid7(), session=session, words="redbird", children=0, by=by)
    assert sum(line.sign * line.people_without_record for line in Line.objects.all()) == 3
    assert now() > session.starts_at
