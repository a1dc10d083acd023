"""A message that came back is a line for who can ask; nobody is named in what goes out."""

from datetime import timedelta

import pytest
import time_machine

from kinroad.coaching.tests.factories import walk_together
from kinroad.home.queries.program import program_of
from kinroad.home.queries.today import today_of
from kinroad.notifications.actions import outbox, permission
from kinroad.notifications.actions.incoming import note_status
from kinroad.notifications.models import Outgoing, Words
from kinroad.notifications.rules.permission import Kind
from kinroad.notifications.tests.factories import NOON, reachable, system
from kinroad.people.tests.factories import ProgramFactory, coordinate, sign_in, someone, viewer_of

DAY = NOON.date()
LATER = NOON + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def at_noon(db):
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def ruth():
    ruth = reachable(Kind.TEXT)
    ruth.person.called = "Wilhelmina"
    ruth.person.save()
    return ruth


@pytest.fixture
def pat():
    pat = someone("coordinator", called="Pat")
    coordinate(pat, ProgramFactory())
    return pat


def comes_back(them, *, bad_number=True, key="one", at=LATER):
    by = system(them.organization)
    row = outbox.put(participant=them, channel="text", words=Words.NEW_MESSAGE, key=key, by=by, at=NOON)
    note_status(outgoing_id=row.pk, reference="SM1", arrived=False, bad_number=bad_number, opted_out=False, at=at)
    return row


def came_back(lines):
    return [each.who.participant_id for each in lines if any(line.reason == "came_back" for line in each.lines)]


@pytest.mark.parametrize("bad_number", [True, False])
def test_who_walks_with_them_is_told_on_today_until_they_asked(client, ruth, pat, bad_number):
    maya = someone("peer_leader", called="Maya")
    walk_together(maya, ruth)
    comes_back(ruth, bad_number=bad_number)

    page = sign_in(client, maya).get("/today").text
    assert "did not arrive. Ask how to reach Wilhelmina." in page
    assert f'href="/people/{ruth.pk}/allowed"' in page
    assert came_back(program_of(viewer_of(pat), day=DAY, at=LATER).nobody_there) == []

    permission.confirm(participant=ruth, by=viewer_of(maya), at=LATER + timedelta(minutes=1))
    assert came_back(today_of(viewer_of(maya), day=DAY, at=LATER).reach) == []


def test_with_nobody_beside_them_the_coordinator_is_told(client, ruth, pat):
    comes_back(ruth)

    assert came_back(program_of(viewer_of(pat), day=DAY, at=LATER).nobody_there) == [ruth.pk]
    assert "did not arrive" in sign_in(client, pat).get("/program").text
    permission.withdraw(participant=ruth, kinds=[Kind.TEXT], by=viewer_of(pat), at=LATER)
    assert came_back(program_of(viewer_of(pat), day=DAY, at=LATER).nobody_there) == []


def test_no_message_goes_out_about_it_and_the_outbox_names_nobody(client, ruth, pat):
    comes_back(ruth)

    assert Outgoing.objects.count() == 1
    assert "Wilhelmina" not in sign_in(client, someone("administrator")).get("/settings/outbox").text


def test_a_stop_told_by_the_carrier_is_no_question_to_ask(ruth, pat):
    row = comes_back(ruth, bad_number=False, key="two")
    note_status(outgoing_id=row.pk, reference="SM1", arrived=False, bad_number=False, opted_out=True, at=LATER)
    permission.stop_number(number=row.number, how="provider", by=system(ruth.organization), at=LATER)

    assert came_back(program_of(viewer_of(pat), day=DAY, at=LATER).nobody_there) == []
