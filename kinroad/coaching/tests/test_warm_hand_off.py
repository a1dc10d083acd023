"""Who answers what a peer leader does not: the numbers, the warm hand-off, and how it went."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from kinroad.audit.models import Change, Look
from kinroad.coaching.actions import warm_hand_off as actions
from kinroad.coaching.models import AnswererHere, OwnAnswerer, WarmHandOff
from kinroad.coaching.queries.warm_hand_off import lines_of
from kinroad.coaching.tests.asking import coordinator, leader, participant_of
from kinroad.coaching.tests.factories import walk_together
from kinroad.core.forms import new_form_id
from kinroad.core.ids import uuid7
from kinroad.core.time import now, today
from kinroad.people.models import Participant
from kinroad.people.tests.factories import ZONE, sign_in, someone, viewer_of

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
THURSDAY = MONDAY + timedelta(days=3)


def words(page):
    return re.sub(r"\s+", " ", page.content.decode())


@pytest.fixture
def luis():
    return someone("participant", called="Luis")


@pytest.fixture
def maya(luis):
    person = leader()
    walk_together(person, participant_of(luis))
    return person


def handed_off(luis, maya, **facts):
    given = {"to": "prescriber", "how": "called", "said_yes": True, "follow_up_on": THURSDAY, "on": MONDAY, **facts}
    return actions.record(id=uuid7(), participant=participant_of(luis), by=viewer_of(maya), **given)


def closes(row, maya, outcome, why="", follow_up_on=None, on=THURSDAY):
    return actions.say_how_it_went(
        warm_hand_off=row, outcome=outcome, why=why, follow_up_on=follow_up_on, on=on, by=viewer_of(maya)
    )


def due(person, day):
    return [line.about_id for line in lines_of(viewer_of(person), day=day, at=now())]


def test_the_administrator_writes_the_numbers_and_they_stand_beside_the_note(client, luis, maya):
    sign_in(client, someone("administrator"))
    page = client.get("/settings/who-answers")
    mark = re.search(r'name="seen" value="([^"]+)"', words(page))[1]
    told = {"seen": mark, "prescriber_name": "Ridge Clinic", "prescriber_phone": "(303) 555-0142"}
    told |= {"child_phone": "1-844-264-5437"}
    client.post("/settings/who-answers", told)

    sign_in(client, maya)
    medication = words(client.post("/who-should-answer", {"text": "He asked about his methadone dose."}))
    harm = words(client.post("/who-should-answer", {"text": "Her boyfriend hits the kids."}))

    assert "Ridge Clinic" in medication
    assert "tel:+13035550142" in medication
    assert "tel:+18442645437" in harm
    assert "1-800-422-4453" in harm


def test_their_own_prescriber_comes_first_and_only_for_their_circle(client, luis, maya):
    AnswererHere(organization=luis.organization, role="prescriber", name="Ridge Clinic", phone="+13035550142").save()
    sign_in(client, luis)
    mark = re.search(r'name="seen" value="([^"]+)"', words(client.get("/me/who-answers")))[1]
    client.post("/me/who-answers", {"seen": mark, "prescriber_name": "Dr. Ito", "prescriber_phone": "303 555 0199"})
    note = {"text": "He asked about his methadone dose.", "about": participant_of(luis).pk}

    beside = words(sign_in(client, maya).post("/who-should-answer", note))
    elsewhere = words(sign_in(client, leader()).post("/who-should-answer", note))

    assert beside.index("Dr. Ito") < beside.index("Ridge Clinic")
    assert "Dr. Ito" not in elsewhere
    assert Look.objects.filter(person_id=maya.pk, participant_id=participant_of(luis).pk).exists()
    assert OwnAnswerer.objects.get().name == "Dr. Ito"


def test_what_two_write_at_once_is_not_lost(client, luis, maya):
    sign_in(client, luis)
    mark = re.search(r'name="seen" value="([^"]+)"', words(client.get("/me/who-answers")))[1]
    OwnAnswerer(organization=luis.organization, participant=participant_of(luis), role="sponsor", name="Sam").save()

    page = client.post("/me/who-answers", {"seen": mark, "prescriber_name": "Dr. Ito"})

    assert "Someone changed this while you were writing" in words(page)
    assert "Dr. Ito" in words(page)
    assert OwnAnswerer.objects.get().name == "Sam"


def test_a_number_without_an_area_code_is_asked_again(client, luis):
    page = sign_in(client, luis).post("/me/who-answers", {"seen": "x", "prescriber_phone": "call me"})

    assert "Enter a phone number with its area code." in words(page)


def test_a_warm_hand_off_stands_on_today_from_its_day_until_an_outcome_is_known(luis, maya):
    row = handed_off(luis, maya)

    assert due(maya, MONDAY) == []
    assert due(maya, THURSDAY) == [row.pk]
    closes(row, maya, "not_yet", follow_up_on=THURSDAY + timedelta(days=4))
    assert due(maya, THURSDAY) == []
    assert due(maya, THURSDAY + timedelta(days=9)) == [row.pk]
    closes(row, maya, "connected")
    assert due(maya, THURSDAY + timedelta(days=9)) == []
    assert WarmHandOff.objects.get().closed_on == THURSDAY
    assert {line.what for line in Change.objects.filter(about_id=row.pk)} == {
        "warm_hand_off.made",
        "warm_hand_off.put_off",
        "warm_hand_off.closed",
    }


def test_it_moves_to_whoever_walks_with_them(luis, maya):
    row = handed_off(luis, maya)
    from kinroad.coaching.models import Match

    Match.objects.update(ended_on=MONDAY, ended="handed_over")
    assert due(maya, THURSDAY) == [row.pk]  # nobody walks with them: who made it
    tomas = leader()
    walk_together(tomas, participant_of(luis))

    assert due(tomas, THURSDAY) == [row.pk]
    assert due(maya, THURSDAY) == []


def test_nobody_asks_about_someone_who_died(luis, maya):
    handed_off(luis, maya)
    Participant.objects.update(died_on=MONDAY)

    assert due(maya, THURSDAY) == []


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"said_yes": False}, "Ask them first"),
        ({"follow_up_on": MONDAY - timedelta(days=1)}, "Choose today or a later"),
    ],
)
def test_it_needs_their_yes_and_a_day(luis, maya, facts, says):
    with pytest.raises(ValidationError, match=says):
        handed_off(luis, maya, **facts)


def test_what_did_not_work_out_says_why_and_a_closed_one_is_not_closed_otherwise(luis, maya):
    row = handed_off(luis, maya)

    with pytest.raises(ValidationError, match="what stood in the way"):
        closes(row, maya, "not_connected")
    with pytest.raises(ValidationError, match="later day"):
        closes(row, maya, "not_yet", follow_up_on=THURSDAY)
    closes(row, maya, "not_connected", why="No appointment before May.")
    closes(row, maya, "not_connected", why="No appointment before May.")
    with pytest.raises(ValidationError, match="Somebody has written down"):
        closes(row, maya, "connected")


def test_from_the_form_to_today_and_back(client, luis, maya):
    sign_in(client, maya)
    pk = participant_of(luis).pk
    form = {"id": new_form_id(), "to": "prescriber", "how": "called", "said_yes": "on"}
    form["follow_up_on"] = today(ZONE).isoformat()

    for _ in range(2):
        client.post(f"/people/{pk}/who-answers/new", form)

    row = WarmHandOff.objects.get()
    page = words(client.get("/today"))
    assert "Ask how it went with the person who can answer." in page
    assert f"/who-answers/{row.pk}" in page
    refused = client.post(f"/people/{pk}/who-answers/new", {"id": new_form_id(), "to": "prescriber"})
    assert "Ask them first." in words(refused)
    client.post(f"/who-answers/{row.pk}", {"outcome": "connected"})
    assert "They are in touch" in words(client.get(f"/people/{pk}/who-answers"))
    assert "They are in touch" in words(sign_in(client, luis).get("/me/who-answers"))


def test_a_stranger_finds_neither_page_nor_hand_off(client, luis, maya):
    row = handed_off(luis, maya)
    sign_in(client, leader())

    for path in (f"/who-answers/{row.pk}", f"/people/{participant_of(luis).pk}/who-answers"):
        assert client.get(path).status_code == 404
    assert client.post(f"/who-answers/{row.pk}", {"outcome": "connected"}).status_code == 404


def test_a_coordinator_who_sees_them_may_do_it_too(client, luis, maya):
    sign_in(client, coordinator(participant_of(luis).program))

    assert client.get(f"/people/{participant_of(luis).pk}/who-answers").status_code == 200


def test_more_hand_offs_cost_no_more_queries(luis, maya, django_assert_num_queries):
    viewer = viewer_of(maya)
    handed_off(luis, maya)
    with django_assert_num_queries(1):
        lines_of(viewer, day=THURSDAY, at=now())
    for _ in range(4):
        handed_off(luis, maya)
    with django_assert_num_queries(1):
        lines_of(viewer, day=THURSDAY, at=now())
