"""Saying how a gathering was, without a name."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kinroad.audit.models import Change
from kinroad.core.forms import new_form_id
from kinroad.core.ids import uuid7
from kinroad.core.time import as_of, now
from kinroad.gatherings.actions.feedback import is_open, say_how_it_was
from kinroad.gatherings.models import Feedback
from kinroad.gatherings.queries.feedback import how_it_was
from kinroad.gatherings.tests.gathering_factories import a_gathering, next_session
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    return OrganizationFactory()


@pytest.fixture
def supper(organization):
    return a_gathering(organization)


def say(session, *, welcome="yes", words="", at=None):
    at = at or session.ends_at
    return say_how_it_was(id=uuid7(), session=session, welcome=welcome, again="yes", words=words, at=at)


def test_it_can_be_said_from_the_beginning_until_a_week_afterwards(supper):
    session = next_session(supper)

    assert not is_open(session, at=session.starts_at - timedelta(minutes=1))
    assert is_open(session, at=session.starts_at)
    assert not is_open(session, at=session.ends_at + timedelta(days=7, minutes=1))
    with pytest.raises(ValidationError, match="for a week"):
        say(session, at=session.ends_at + timedelta(days=8))


def test_answers_are_read_five_at_a_time_so_that_the_newest_never_stands_alone(supper):
    session = next_session(supper)
    for _ in range(4):
        say(session)
    assert how_it_was(supper).shown == 0

    say(session, welcome="no", words="Nobody spoke to me.")
    assert (how_it_was(supper).shown, how_it_was(supper).welcome) == (5, {"yes": 4, "no": 1})
    assert how_it_was(supper).words == ["Nobody spoke to me."]

    say(session, words="Now I can be told apart.")
    said = how_it_was(supper)
    assert (said.given, said.shown) == (6, 5)
    assert "Now I can be told apart." not in said.words


def test_nothing_kept_says_who_answered_or_when(client, supper, organization):
    aisha = someone("participant", organization=organization)
    session = next_session(supper)
    sign_in(client, aisha)

    with as_of(session.ends_at):
        sent = {"id": new_form_id(), "welcome": "partly", "again": "yes", "words": "Loud."}
        thanks = client.post(f"/calendar/{session.pk}/feedback", sent, follow=True)

    assert "Thank you" in thanks.text
    answer = Feedback.objects.get()
    assert answer.pk.version != 7
    assert {field.name for field in Feedback._meta.fields} == {
        "id", "organization", "gathering", "batch", "welcome", "again", "words",
    }  # fmt: skip
    line = Change.objects.get(what="feedback.given")
    assert (line.account_id, line.person_id, line.about_id) == (None, None, supper.pk)


def test_a_second_press_answers_once_and_a_question_left_out_is_asked_again(client, supper):
    session, form = next_session(supper), new_form_id()

    with as_of(session.ends_at):
        refused = client.post(f"/calendar/{session.pk}/feedback", {"id": form, "welcome": "yes", "words": "Warm."})
        assert "Choose one: would you come again?" in refused.text
        assert "Warm." in refused.text
        for _ in range(2):
            client.post(f"/calendar/{session.pk}/feedback", {"id": form, "welcome": "yes", "again": "yes"})

    assert Feedback.objects.count() == 1


def test_too_early_the_page_says_from_when(client, supper):
    assert "until a week afterwards" in client.get(f"/calendar/{next_session(supper).pk}/feedback").text
    assert now() < next_session(supper).starts_at


def test_those_who_lead_it_read_how_it_was_and_nobody_else(client, organization):
    leader = someone("peer_leader", organization=organization)
    supper = a_gathering(organization, led_by=leader)
    page = f"/gatherings/{supper.pk}/feedback"

    assert "Nothing to read yet" in sign_in(client, leader).get(page).text
    assert sign_in(client, someone("peer_leader", organization=organization)).get(page).status_code == 404
    assert sign_in(client, someone("participant", organization=organization)).get(page).status_code == 404
