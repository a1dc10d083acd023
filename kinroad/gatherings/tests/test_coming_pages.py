"""Pages of those who come: one tap for a participant, a first name for anyone, a list for whoever leads it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinroad.audit.models import Look
from kinroad.core.forms import new_form_id
from kinroad.gatherings.models import Coming
from kinroad.gatherings.tests.coming_people import coming
from kinroad.gatherings.tests.gathering_factories import a_gathering, next_session
from kinroad.people.models import HostName
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone
from kinroad.practical_help.models import Ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    organization = OrganizationFactory()
    HostName.objects.get_or_create(host="testserver", defaults={"organization": organization})
    return organization


@pytest.fixture
def session(organization):
    return next_session(a_gathering(organization, online=True, online_link="https://meet.example/friday", capacity=4))


def page_of(session):
    return f"/calendar/{session.pk}/coming"


def say(client, session, **fields):
    return client.post(page_of(session), {"id": new_form_id(), **fields}, follow=True)


def test_a_participant_comes_with_one_tap(client, session):
    elizabeth = someone("participant", called="Elizabeth")
    sign_in(client, elizabeth)
    page = client.get(f"/calendar/{session.pk}").text
    assert "I’m coming" in page
    assert "meet.example" not in page
    form = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)"', page.split(page_of(session))[1]))

    answer = client.post(page_of(session), form, follow=True)

    row = Coming.objects.get()
    assert (row.participant.person, row.places) == (elizabeth, 1)
    assert answer.redirect_chain[-1][0] == f"/me/coming/{row.pk}"
    assert "https://meet.example/friday" in answer.text
    assert "You are coming." in client.get(f"/calendar/{session.pk}").text


def test_with_two_children_child_care_and_a_ride(client, session):
    sign_in(client, someone("participant"))

    say(client, session, children=2, child_care="on", ride="on", ride_from="The library")

    assert Coming.objects.get().places == 3
    assert set(Ask.objects.values_list("kind", "how_many")) == {("child_care", 2), ("ride", 3)}


def test_ones_own_list_changes_and_cancels(client, session):
    sign_in(client, someone("participant"))
    say(client, session)
    row = Coming.objects.get()
    assert "Friday supper" in client.get("/me/coming").text

    client.post(f"/me/coming/{row.pk}", {"children": 1})
    row.refresh_from_db()
    assert row.children == 1
    client.post(f"/me/coming/{row.pk}/cancel")
    assert "Friday supper" not in client.get("/me/coming").text
    assert "meet.example" not in client.get(f"/me/coming/{row.pk}").text


def test_another_participant_finds_nothing_there(client, session):
    sign_in(client, someone("participant"))
    say(client, session)
    row = Coming.objects.get()
    sign_in(client, someone("participant"))

    assert client.get(f"/me/coming/{row.pk}").status_code == 404
    assert client.post(f"/me/coming/{row.pk}/cancel").status_code == 404


def test_a_first_name_is_enough_and_the_link_is_shown(client, session):
    answer = say(client, session, called="Dee", children=1)

    assert answer.status_code == 200
    link = answer.redirect_chain[-1][0]
    assert link in answer.text
    title = re.search(r"<title>(.*?)</title>", answer.text, re.DOTALL)[1]
    assert "supper" not in title
    assert "Dee" not in answer.text
    assert "https://meet.example/friday" in answer.text
    client.post(link, {"children": 2})
    assert Coming.objects.get().children == 2
    assert "not coming" in client.post(f"{link}/cancel", follow=True).text
    assert Coming.objects.get().state == "cancelled"


def test_the_same_form_sent_twice_is_one_sign_up(client, session):
    id = new_form_id()

    for _ in range(2):
        answer = client.post(page_of(session), {"id": id, "called": "Dee"}, follow=True)

    assert answer.status_code == 200
    assert Coming.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Enter a name"),
        ({"called": "Dee", "reach_by": "text", "reach": "12"}, "area code"),
        ({"called": "Dee", "reach_by": "email", "reach": "nowhere"}, "e-mail address"),
        ({"called": "Dee", "ride": "on", "ride_from": "The library"}, "Choose how we may tell you"),
        ({"called": "Dee", "ride": "on", "reach_by": "text", "reach": "303-555-0177"}, "Say where the ride"),
        ({"called": "Dee", "child_care": "on"}, "how many children"),
        ({"called": "Dee", "children": 8}, "4 places left"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(client, session, fields, said):
    answer = say(client, session, **fields)

    assert said in answer.text
    assert not Coming.objects.exists()
    if "called" in fields:
        assert 'value="Dee"' in answer.text


def test_what_they_were_shown_is_kept_with_their_yes(client, session):
    say(client, session, called="Dee", reach_by="text", reach="303-555-0177", remind="day_before")

    row = Coming.objects.get()
    assert (row.reach, row.reach_by) == ("+13035550177", "text")
    assert "Reply STOP" in row.wording


def test_a_full_session_says_the_place_in_the_line_or_the_next_one(client, organization, session):
    coming(session, children=3)
    answer = say(client, session, called="Dee")
    assert "number 1 in the line" in answer.text
    assert "meet.example" not in answer.text

    full = next_session(a_gathering(organization, capacity=1, waiting_list=False))
    coming(full)
    page = client.get(page_of(full)).text
    assert "All places are taken" in page
    assert "The next one with a place" in page
    assert "Enter a name" not in page


def test_who_may_sign_up_is_said(client, organization):
    ours = next_session(a_gathering(organization, sign_up="participants"))
    free = next_session(a_gathering(organization, sign_up="none"))
    hidden = next_session(a_gathering(organization, public=False))

    assert "Sign in" in client.get(page_of(ours)).text
    assert "Just come" in client.get(page_of(free)).text
    assert client.get(page_of(hidden)).status_code == 404
    assert not re.search('name="called"', client.get(page_of(ours)).text)


def test_too_many_sign_ups_from_one_place_wait(client, session, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "coming": "2/h/ip"}

    codes = [say(client, session, called="Dee").status_code for _ in range(3)]

    assert codes == [200, 200, 429]
    assert Coming.objects.count() == 2


def test_a_link_that_never_was_is_closed(client, organization):
    assert "This link is closed" in client.get("/coming/" + "x" * 43).text
    assert client.post("/coming/" + "x" * 43 + "/cancel").status_code == 302


def test_whoever_leads_it_sees_who_comes_and_it_is_a_look(client, organization):
    maya = someone("peer_leader")
    session = next_session(a_gathering(organization, led_by=maya, capacity=3))
    elizabeth = someone("participant", called="Elizabeth").participants.get()
    coming(session, elizabeth, children=2, child_care=True)
    row = coming(session, called="Dee")
    Coming.objects.filter(pk=row.pk).update(news="moved")
    sign_in(client, maya)

    page = client.get(f"/sessions/{session.pk}/coming").text

    assert "Elizabeth" in page
    assert "2 children" in page
    assert "Not told yet" in page
    look = Look.objects.get(page="who_is_coming")
    assert (look.why, look.shown) == ("leads", [str(elizabeth.pk)])
    client.post(f"/sessions/{session.pk}/coming/{row.pk}/told")
    assert "Not told yet" not in client.get(f"/sessions/{session.pk}/coming").text
    assert "Who is coming" in client.get(f"/calendar/{session.pk}").text
    sign_in(client, someone("peer_leader"))
    assert client.get(f"/sessions/{session.pk}/coming").status_code == 404
    assert client.post(f"/sessions/{session.pk}/coming/{row.pk}/told").status_code == 404


def test_questions_do_not_grow_with_those_who_come(client, organization):
    maya = someone("peer_leader")
    session = next_session(a_gathering(organization, led_by=maya, capacity=None))
    sign_in(client, maya)

    def asked():
        with CaptureQueriesContext(connection) as questions:
            client.get(f"/sessions/{session.pk}/coming")
        return len(questions)

    coming(session, someone("participant").participants.get())
    asked()
    few = asked()
    for _ in range(5):
        coming(session, someone("participant").participants.get(), ride=True)
        coming(session)

    assert asked() == few
