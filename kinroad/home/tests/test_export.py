import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinroad.audit.models import Look
from kinroad.coaching.tests.factories import contact_with, walk_together
from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.home.queries.export import everything_about
from kinroad.people.models import Participant
from kinroad.people.tests.factories import ParticipantFactory, PersonFactory, sign_in, someone, viewer_of
from kinroad.resources.actions.experience import say_how_it_was
from kinroad.resources.tests.resource_factories import PlaceFactory
from tests import world as worlds

pytestmark = pytest.mark.django_db


@pytest.fixture
def elizabeth():
    person = someone("participant", called="Elizabeth", full_name="Elizabeth Stone", phone="+13035550119")
    return Participant.objects.get(person=person)


@pytest.fixture
def maya(elizabeth):
    maya = someone("peer_leader", called="Maya")
    walk_together(maya, elizabeth)
    return maya


def test_what_was_written_comes_to_read_on_paper_and_as_data(elizabeth, maya, client):
    contact_with(maya, elizabeth, note="We talked about the choir.")
    sign_in(client, elizabeth.person)

    assert "Everything about me" in client.get("/me/export").text
    page = client.post("/me/export", {"as": "page"}).text
    data = client.post("/me/export", {"as": "data"})
    paper = client.post("/me/export", {"as": "pdf"})

    assert "We talked about the choir." in page
    assert "Elizabeth Stone" in page
    assert paper.content.startswith(b"%PDF")
    whole = json.loads(data.content)
    parts = {each["name"]: each["rows"] for each in whole["parts"]}
    assert parts["people.Person"][0]["phone"] == "+13035550119"
    assert parts["coaching.ContactPart"][0]["note"] == "We talked about the choir."
    assert parts["coaching.ContactPart"][0]["contact.peer_leader"] == "Maya"
    for answer in (data, paper):
        assert "lizabeth" not in answer["Content-Disposition"]


def test_what_i_said_of_places_is_in_mine_alone(elizabeth, client):
    here = elizabeth.organization
    agency = {"service__agency__organization": here, "service__organization": here}
    place = PlaceFactory(service__name="Willow House", **agency)
    other = someone("participant", organization=here)
    for person, words in ((elizabeth.person, "They were kind."), (other, "canary words")):
        say_how_it_was(id=uuid7(), place=place, helped="yes", words=words, by=viewer_of(person), at=now())

    text = sign_in(client, elizabeth.person).post("/me/export", {"as": "data"}).content.decode()

    parts = {each["name"]: each["rows"] for each in json.loads(text)["parts"]}
    (said,) = parts["resources.Experience"]
    assert (said["place.name"], said["helped"], said["words"]) == ("Willow House", "yes", "They were kind.")
    assert "canary words" not in text
    assert "author_key" not in text


def test_to_read_it_says_days_hours_and_codes_as_people_do(elizabeth, maya, client):
    Participant.objects.filter(pk=elizabeth.pk).update(
        may_call=True, pathways=["twelve_step"], availability=["weekend_morning"], contact_every_days=7
    )
    began = datetime(2026, 3, 9, 1, 30, tzinfo=UTC)  # the evening before, on her wall
    contact_with(maya, elizabeth, started_at=began, minutes=45, note="We talked about the choir.")

    page = sign_in(client, elizabeth.person).post("/me/export", {"as": "page"}).text
    in_spanish = client.post("/me/export", {"as": "page"}, headers={"accept-language": "es"}).text

    for words in ("March 8, 2026", "7:30\u00a0pm", "45 minutes", "You may call me", "12-step", "Weekend mornings"):
        assert words in page
    for words in ("8 de marzo de 2026", "7:30\u00a0p.\u00a0m.", "45 minutos", "12 pasos"):
        assert words in in_spanish
    for raw in ("UTC", "No place", "twelve_step", "weekend_morning", "202603", "Yes ·"):
        assert raw not in page
    assert page.count("We talked about the choir.") == 1


def test_nothing_of_anybody_else_is_in_it(elizabeth, maya, client):
    other = ParticipantFactory(person=PersonFactory(called="Canaryfriend", full_name="Canaryfriend Ortega"))
    walk_together(maya, other)
    contact_with(maya, other, note="canary note")

    text = sign_in(client, elizabeth.person).post("/me/export", {"as": "data"}).content.decode()

    assert "anary" not in text


def test_everything_of_a_whole_world_can_be_exported():
    world = worlds.build()
    everything = everything_about(world.participant, at=now())

    assert json.loads(everything.as_json())["format"] == "kinroad-export"
    assert len(everything.tables) > 30


def test_a_longer_history_asks_no_more(elizabeth, maya):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            everything_about(elizabeth, at=now())
        return len(captured)

    contact_with(maya, elizabeth, note="One")
    asked()  # the first time some questions are written
    few = asked()
    for each in range(4):
        contact_with(maya, elizabeth, note=f"Another {each}")
    assert asked() == few


def test_security_30_a_stale_sign_in_is_asked_again(elizabeth, client):
    sign_in(client, elizabeth.person).get("/me")

    with time_machine.travel(now() + timedelta(minutes=11), tick=False):
        answer = client.post("/me/export", {"as": "data"})

    assert answer.status_code == 302


def test_it_is_nobodys_but_their_own(elizabeth, maya, client):
    assert sign_in(client, maya).get("/me/export").status_code == 404
    assert not Look.objects.filter(page="me_export").exists()
