"""Emergency sight (security requirement 7): a reason, an end, an alert, and no word on whether somebody is here."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from kinroad.audit.models import Change, Look
from kinroad.core.forms import new_form_id
from kinroad.core.time import now
from kinroad.notifications.models import Outgoing
from kinroad.people.actions.accounts import end_role
from kinroad.people.models import EmergencyAlert, EmergencySight
from kinroad.people.queries.circle import participants_seen_by
from kinroad.people.tests.factories import (
    OrganizationFactory,
    ParticipantFactory,
    PersonFactory,
    ProgramFactory,
    SupervisionFactory,
    account_of,
    coordinate,
    role,
    see,
    sign_in,
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db
BORN = date(1984, 3, 2)
REASON = "She called from the bridge and hung up."
SAID = "Nothing was opened"


@pytest.fixture
def sam():
    return someone("supervisor", called="Sam", phone="+13035550111")


@pytest.fixture
def maya(sam):
    maya = someone("peer_leader", called="Maya")
    SupervisionFactory(organization=maya.organization, supervisor=sam, peer_leader=maya.peer_leaders.get())
    return maya


@pytest.fixture
def elizabeth(maya):
    person = PersonFactory(called="Elizabeth", full_name="Elizabeth Moreno", birth_on=BORN, phone="+13035550119")
    account_of(role(person, "participant"))
    return ParticipantFactory(person=person, may_text=True)


def knock(client, **facts):
    given = {"id": new_form_id(), "reason": REASON, "name": "Elizabeth Moreno", "birth_on": "1984-03-02", **facts}
    return client.post("/people/emergency", given)


def test_a_reason_opens_the_page_for_eight_hours_and_everyone_concerned_knows(elizabeth, maya, sam, client):
    sign_in(client, maya)
    assert client.get(f"/people/{elizabeth.pk}").status_code == 404

    answer = knock(client)

    assert answer["Location"] == f"/people/{elizabeth.pk}"
    page = client.get(f"/people/{elizabeth.pk}").text
    assert "Open to you in an emergency" in page
    assert Look.objects.get(participant_id=elizabeth.pk, page="record").why == "emergency"
    told = Outgoing.objects.get(participant=None)
    assert (told.number, told.words) == (sam.phone, "look_now")
    team = sign_in(client, sam).get("/my-team").text
    assert "Maya opened a page in an emergency" in team
    assert REASON in team
    assert "Elizabeth" not in team
    mine = sign_in(client, elizabeth.person)
    assert REASON in mine.get("/me").text
    assert "Opened it in an emergency" in mine.get("/me/who-looked").text
    assert "Opened it in an emergency" in mine.get("/me/circle").text


def test_it_ends_by_itself(elizabeth, maya, client):
    knock(sign_in(client, maya))

    with time_machine.travel(now() + timedelta(hours=7, minutes=59), tick=False):
        assert list(participants_seen_by(viewer_of(maya))) == [elizabeth]
    with time_machine.travel(now() + timedelta(hours=8, minutes=1), tick=False):
        assert not participants_seen_by(viewer_of(maya)).exists()
        assert sign_in(Client(), maya).get(f"/people/{elizabeth.pk}").status_code == 404


def test_it_ends_when_whoever_opened_it_closes_it(elizabeth, maya, client):
    knock(sign_in(client, maya))

    client.post(f"/people/{elizabeth.pk}/emergency/end")

    assert client.get(f"/people/{elizabeth.pk}").status_code == 404


def test_it_ends_with_the_role(elizabeth, maya, client):
    knock(sign_in(client, maya))

    end_role(person=maya, role="peer_leader", by=viewer_of(someone("administrator")))

    assert not participants_seen_by(viewer_of(maya)).exists()


def without_what_is_new(answer):
    return re.sub(r'(name="(?:csrfmiddlewaretoken|id)" value=")[^"]*', "", answer.text)


def test_whatever_opens_nothing_reads_the_same_and_is_told_the_same(elizabeth, maya, client):
    """Nobody of that name; a near name; another organization's; two alike; and somebody who has died."""
    other = OrganizationFactory(slug="far", name="Far", discreet_name="Far")
    facts = {"birth_on": BORN}
    ParticipantFactory(organization=other, person=PersonFactory(organization=other, called="Ruth", **facts))
    for _ in range(2):
        ParticipantFactory(person=PersonFactory(called="Ana", **facts))
    ParticipantFactory(person=PersonFactory(called="Otto", **facts), died_on=date(2026, 2, 1))
    PersonFactory(called="Vera", **facts)
    answers = []
    for name in ("Nobody", "Elisabeth Moreno", "Ruth", "Ana", "Otto", "Vera"):
        with time_machine.travel(now() + timedelta(days=len(answers) + 1), tick=False):
            answers.append(knock(sign_in(client, maya), name=name))

    assert {answer.status_code for answer in answers} == {200}
    assert SAID in answers[0].text
    assert len({without_what_is_new(answer) for answer in answers}) == 1
    assert EmergencyAlert.objects.count() == len(answers)
    assert not EmergencySight.objects.exclude(participant=None).exists()


def test_looking_around_is_refused_after_three_tries(elizabeth, maya, client):
    sign_in(client, maya)
    for _ in range(3):
        knock(client, name="Nobody")

    refused = knock(client)

    assert "as often as one may" in refused.text
    assert EmergencySight.objects.count() == 3


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"reason": ""}, "Without it nothing opens"),
        ({"reason": "help"}, "in a few words"),
        ({"name": ""}, "Enter their name"),
        ({"birth_on": ""}, "or their birth date as well"),
        ({"birth_on": "", "phone": "12"}, "with its area code"),
    ],
)
def test_without_a_reason_and_two_facts_nobody_is_looked_for(missing, said, elizabeth, maya, client):
    answer = knock(sign_in(client, maya), **missing)

    assert said in answer.text
    assert not EmergencySight.objects.exists()


def test_a_phone_number_does_as_well_and_a_second_press_meets_the_first(elizabeth, maya, client):
    sign_in(client, maya)
    id = new_form_id()

    answers = [knock(client, id=id, birth_on="", phone="303 555 0119", name="elizabeth") for _ in range(2)]

    assert {answer["Location"] for answer in answers} == {f"/people/{elizabeth.pk}"}
    assert EmergencySight.objects.count() == 1


def test_without_a_supervisor_the_program_manager_is_told_and_sees_who_it_was(elizabeth, client):
    pat, kim = someone("peer_leader", called="Pat"), someone("program_manager", called="Kim")
    coordinate(kim, ProgramFactory())

    knock(sign_in(client, pat))

    program = sign_in(client, kim).get("/program").text
    assert "Pat opened a page" in program
    assert "Elizabeth" in program
    sight = EmergencySight.objects.get()
    client.post(f"/people/emergency/{sight.pk}/read")
    assert "Pat opened a page" not in client.get("/program").text


def test_whoever_sees_them_anyway_is_led_there_and_nothing_opens(elizabeth, maya, client):
    see(maya, elizabeth)

    answer = knock(sign_in(client, maya))

    assert answer["Location"] == f"/people/{elizabeth.pk}"
    assert not Change.objects.filter(what="circle.opened").exists()
    assert "in an emergency" not in sign_in(client, elizabeth.person).get("/me").text


def test_no_message_says_a_name_or_what_we_do(elizabeth, maya, client):
    knock(sign_in(client, maya))

    for each in Outgoing.objects.all():
        assert each.words in ("look_now", "look_again")
        assert each.link in (None, "/me/who-looked")
