from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinroad.coaching.actions.outreach import set_offers, try_once
from kinroad.coaching.actions.recurrence import record
from kinroad.coaching.models import Outreach, OutreachTry, Recurrence
from kinroad.coaching.queries.outreach import lines_of, outreach_page, reaching_of
from kinroad.coaching.rules.outreach import State, Way
from kinroad.coaching.rules.today import Reason
from kinroad.coaching.tests.asking import coordinator, leader
from kinroad.coaching.tests.factories import contact_with, leader_of, walk_together
from kinroad.core.forms import new_form_id
from kinroad.core.time import now
from kinroad.home.queries.today import today_of
from kinroad.people.actions import death
from kinroad.people.models import Kind
from kinroad.people.tests.factories import (
    ParticipantFactory,
    PersonFactory,
    SupervisionFactory,
    sign_in,
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)


@pytest.fixture
def maya():
    return leader()


def walks_with_maya(maya, **facts):
    person = PersonFactory(called="Luis", phone="+13035550117")
    luis = ParticipantFactory(person=person, may_call=True, may_text=True, **facts)
    walk_together(maya, luis)
    return luis


@pytest.fixture
def luis(maya):
    return walks_with_maya(maya)


def told(participant, by, at=NOON):
    record(participant=participant, told_by_participant_how="call", on=None, by=viewer_of(by), at=at)
    return Outreach.objects.get(participant=participant)


def test_it_stands_first_on_today_until_tried_and_again_the_next_day(luis, maya):
    mine, by = told(luis, maya), viewer_of(maya)
    first = today_of(by, day=DAY, at=NOON).reach[0]
    assert [line.reason for line in first.lines] == [Reason.REACH_OUT, Reason.NEW_MATCH]
    assert first.no_answer_by == Way.PHONE

    try_once(outreach=mine, how="phone", on=DAY, by=by)

    assert lines_of(by, day=DAY, at=NOON) == []
    later = NOON + timedelta(hours=25)
    (line,) = lines_of(by, day=DAY + timedelta(days=1), at=later)
    assert (line.reason, line.tried) == (Reason.OVERDUE, ("phone",))
    assert today_of(by, day=DAY + timedelta(days=1), at=later).reach[0].no_answer_by == Way.TEXT


def test_after_the_tries_of_policy_today_is_quiet_and_the_door_stays_open(luis, maya):
    mine, by = told(luis, maya), viewer_of(maya)
    for days, how in enumerate(("phone", "text", "person")):
        try_once(outreach=mine, how=how, on=DAY + timedelta(days=days), by=by)

    assert lines_of(by, day=DAY + timedelta(days=9), at=NOON + timedelta(days=9)) == []
    page = outreach_page(by, at=NOON + timedelta(days=9))
    assert [each.state for each in page.tried] == [State.TRIED]
    assert page.mine == []


def test_a_contact_afterwards_is_reaching_them_and_one_before_is_not(luis, maya):
    told(luis, maya)
    contact_with(maya, luis, started_at=NOON - timedelta(hours=1))
    assert [each.state for each in reaching_of(viewer_of(maya), at=NOON)] == [State.OPEN]

    contact_with(maya, luis, started_at=NOON + timedelta(hours=3))

    assert reaching_of(viewer_of(maya), at=NOON) == []
    assert lines_of(viewer_of(maya), day=DAY, at=NOON) == []


def test_whoever_has_died_is_on_no_outreach_until_it_is_taken_back(luis, maya):
    told(luis, maya)
    death.record(participant=luis, on=DAY, told_by="", by=viewer_of(maya))
    assert lines_of(viewer_of(maya), day=DAY, at=NOON) == reaching_of(viewer_of(maya), at=NOON) == []

    death.undo(participant=luis, by=viewer_of(maya))
    assert len(lines_of(viewer_of(maya), day=DAY, at=NOON)) == len(reaching_of(viewer_of(maya), at=NOON)) == 1


def test_supervisor_and_coordinator_see_what_is_overdue_with_its_owner(luis, maya, client):
    told(luis, maya, at=now() - timedelta(hours=30))
    supervisor = someone("supervisor")
    SupervisionFactory(supervisor=supervisor, peer_leader=leader_of(maya))
    for person in (supervisor, coordinator(luis.program)):
        page = sign_in(client, person).get("/outreach").content.decode()
        assert f"With {maya.called}." in page
        assert "Was due: " in page
        assert "Next: a call." in page


def test_somebody_outside_the_circle_sees_nothing(luis, maya, client):
    mine = told(luis, maya)
    other = sign_in(client, leader())

    assert "Nobody waits." in other.get("/outreach").content.decode()
    assert other.get(f"/outreach/{mine.pk}").status_code == 404
    assert other.post(f"/outreach/{mine.pk}/let-be").status_code == 404
    assert other.get(f"/people/{luis.pk}/told").status_code == 404


def test_one_press_from_the_page_to_the_next_way(luis, maya, client):
    mine = told(luis, maya, at=now())
    page = sign_in(client, maya).get(f"/outreach/{mine.pk}").content.decode()
    assert "Next: a call." in page

    client.post(f"/outreach/{mine.pk}/try", {"how": "phone"})
    client.post(f"/outreach/{mine.pk}/try", {"how": "phone"})

    assert OutreachTry.objects.count() == 1
    assert "Next: a text." in client.get(f"/outreach/{mine.pk}").content.decode()
    refused = client.post(f"/outreach/{mine.pk}/try", {"how": ""})
    assert (refused.status_code, "Choose how you tried." in refused.content.decode()) == (200, True)


def test_a_letter_is_a_way_only_with_their_leave(maya, client):
    person = PersonFactory(called="Luis", email="luis@example.org")
    luis = ParticipantFactory(person=person, may_call=False, may_text=False, may_email=True)
    walk_together(maya, luis)
    mine = told(luis, maya, at=now())
    address = f"/outreach/{mine.pk}"

    page = sign_in(client, maya).get(address).text
    assert "mailto:luis@example.org" in page
    assert "Next: an e-mail." in page
    client.post(f"{address}/try", {"how": "email"})
    assert OutreachTry.objects.get().how == "email"
    assert "Next: in person." in client.get(address).text
    luis.may_email = False
    luis.save()
    assert "mailto:" not in client.get(address).text


def test_offers_family_and_stopping_from_the_page(luis, maya, client):
    mine = told(luis, maya, at=now())
    sign_in(client, maya)
    client.post(f"/outreach/{mine.pk}/offers", {"treatment": "wanted", "supplies": "done"})
    refused = client.post(f"/outreach/{mine.pk}/family", {"words": "His sister"})
    assert "own asking" in refused.content.decode()
    client.post(f"/outreach/{mine.pk}/family", {"asked_themselves": "on", "words": "His sister, to call him"})
    client.post(f"/outreach/{mine.pk}/reached")

    page = client.get(f"/outreach/{mine.pk}").content.decode()
    assert "His sister, to call him" in page
    assert "Reached: " in page
    listed = client.get("/outreach").content.decode()
    assert "They want help to get into treatment." in listed

    client.post(f"/outreach/{mine.pk}/mistake")
    assert client.get(f"/outreach/{mine.pk}").status_code == 404


def test_told_from_the_page_with_what_they_count(luis, maya, client):
    luis.recovery_dates.create(organization=luis.organization, on=date(2025, 1, 1), what="Alcohol")
    sign_in(client, maya)
    assert "Alcohol" in client.get(f"/people/{luis.pk}/told").content.decode()
    sent = {
        "id": new_form_id(),
        "told_by_participant_how": "person",
        "on": "2026-01-02",
        "again_on": "2026-01-03",
        "counted": ["Alcohol"],
        "more": "Pills, ",
    }

    for _press in (1, 2):
        answer = client.post(f"/people/{luis.pk}/told", sent, follow=True)

    row = Recurrence.objects.get()
    assert (row.what, row.again_on) == ("Alcohol\nPills", date(2026, 1, 3))
    assert "It was about: Alcohol, Pills." in answer.content.decode()
    refused = client.post(f"/people/{luis.pk}/told", {**sent, "id": new_form_id(), "told_by_participant_how": ""})
    assert "nothing is written down" in refused.content.decode()


def test_there_is_no_such_page_for_family(maya, client):
    aisha = walks_with_maya(maya, kind=Kind.FAMILY)

    assert sign_in(client, maya).get(f"/people/{aisha.pk}/told").status_code == 404


def test_the_list_asks_the_same_number_of_questions_however_long_it_is(maya, client):
    sign_in(client, maya)
    asked = []
    for _each in range(2):
        for _more in range(3):
            set_offers(
                outreach=told(walks_with_maya(maya), maya, at=now()),
                treatment="wanted",
                supplies="",
                by=viewer_of(maya),
            )
        client.get("/outreach")
        client.get("/today")
        with CaptureQueriesContext(connection) as questions:
            client.get("/outreach")
            client.get("/today")
        asked.append(len(questions))

    assert asked[0] == asked[1]
