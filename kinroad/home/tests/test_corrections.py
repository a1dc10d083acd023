"""The pages on which something is said not to be right, and answered."""

import json

import pytest

from kinroad.coaching.tests.factories import contact_with, walk_together
from kinroad.consent.models import Correction, CorrectionAnswer, CorrectionStatement, Restriction
from kinroad.core.forms import new_form_id
from kinroad.core.time import now
from kinroad.home.queries.disclosable import parts_of
from kinroad.home.queries.export import everything_about
from kinroad.notifications.actions.permission import give
from kinroad.notifications.models import Outgoing
from kinroad.notifications.tests.factories import system
from kinroad.people.models import Participant
from kinroad.people.tests.factories import see, sign_in, someone

pytestmark = pytest.mark.django_db
NOTE = "We met on Monday."
WRONG = "It was on Tuesday."


@pytest.fixture
def elizabeth():
    person = someone("participant", called="Elizabeth", full_name="Elizabeth Stone", phone="+13035550119")
    mine = Participant.objects.get(person=person)
    give(participant=mine, kinds=["text"], wording="You may.", by=system(mine.organization), at=now())
    mine.refresh_from_db()
    return mine


@pytest.fixture
def maya(elizabeth):
    maya = someone("peer_leader", called="Maya")
    walk_together(maya, elizabeth)
    return maya


@pytest.fixture
def nina(elizabeth):
    nina = someone("coordinator", called="Nina")
    see(nina, elizabeth)
    return nina


def part_of(maya, elizabeth):
    return contact_with(maya, elizabeth, note=NOTE).parts.get()


def asks(client, elizabeth, part=None, **facts):
    sign_in(client, elizabeth.person)
    address = f"/me/corrections/new?note={part.pk}" if part else "/me/corrections/new"
    given = {"id": new_form_id(), "words": WRONG, **({} if part else {"about": "facts"}), **facts}
    return client.post(address, given, follow=True)


def test_asked_on_their_page_answered_by_who_coordinates_and_their_words_stand_beside_the_note(
    elizabeth, maya, nina, client
):
    part = part_of(maya, elizabeth)
    assert f"/me/corrections/new?note={part.pk}" in sign_in(client, elizabeth.person).get("/me/notes").text
    page = asks(client, elizabeth, part).text
    assert NOTE in page
    assert "Waits for an answer" in page
    row = Correction.objects.get()
    assert (row.about, row.entry) == ("note", part.pk)

    address = f"/people/{elizabeth.pk}/corrections/{row.pk}"
    sign_in(client, nina)
    assert address in client.get("/program").text
    page = client.post(address, {"outcome": "kept", "reason": "Both remember Monday."}, follow=True).text
    assert "Written down." in page
    assert address not in client.get("/program").text
    told = Outgoing.objects.get()
    assert (told.words, told.link) == ("look_again", f"/me/corrections/{row.pk}")

    sign_in(client, elizabeth.person)
    page = client.get(f"/me/corrections/{row.pk}").text
    assert "Both remember Monday." in page
    assert "right to your own words" in page
    client.post(f"/me/corrections/{row.pk}", {"words": "My bus ticket says Tuesday."})
    assert "My bus ticket says Tuesday." in client.get("/me/notes").text
    assert "My bus ticket says Tuesday." in sign_in(client, maya).get(f"/people/{elizabeth.pk}").text


def test_their_words_go_along_with_the_note_and_into_their_export(elizabeth, maya, client):
    part = part_of(maya, elizabeth)
    asks(client, elizabeth, part)
    row = Correction.objects.get()
    own = {"organization_id": row.organization_id, "correction": row, "at": now()}
    CorrectionAnswer(outcome="kept", reason="No.", **own).save()
    CorrectionStatement(words="My bus ticket says Tuesday.", **own).save()

    (notes,) = parts_of(elizabeth, classes=["notes"], at=now(), zone="UTC")
    assert [NOTE in notes.lines[0], "My bus ticket says Tuesday." in notes.lines[1]] == [True, True]
    parts = {
        each["name"]: each["rows"] for each in json.loads(everything_about(elizabeth, at=now()).as_json())["parts"]
    }
    assert parts["consent.Correction"][0]["words"] == WRONG
    assert parts["consent.CorrectionStatement"][0]["words"] == "My bus ticket says Tuesday."


def test_written_down_beside_them_and_answered_by_nobody_who_only_walks_with_them(elizabeth, maya, client):
    sign_in(client, maya)
    given = {"id": new_form_id(), "about": "plan", "words": WRONG}
    page = client.post(f"/people/{elizabeth.pk}/corrections/new", given, follow=True).text
    row = Correction.objects.get()

    assert (row.how, row.about) == ("beside", "plan")
    assert "What is the answer?" not in page
    client.post(f"/people/{elizabeth.pk}/corrections/{row.pk}", {"outcome": "corrected"})
    assert not CorrectionAnswer.objects.exists()


def test_nobody_asks_about_the_note_of_another_or_reads_their_request(elizabeth, maya, client):
    other = Participant.objects.get(person=someone("participant", called="Roger"))
    walk_together(maya, other)
    theirs = part_of(maya, other)

    assert asks(client, elizabeth, theirs).status_code == 404
    asks(client, other)
    row = Correction.objects.get()
    assert sign_in(client, elizabeth.person).get(f"/me/corrections/{row.pk}").status_code == 404
    assert sign_in(client, maya).get(f"/people/{elizabeth.pk}/corrections/{row.pk}").status_code == 404


def test_what_shall_not_be_shared_is_answered_and_they_read_why_not(elizabeth, nina, client):
    sign_in(client, elizabeth.person).post("/me/restrict", {"id": new_form_id(), "recipient": "Acme Health"})
    row = Restriction.objects.get()
    address = f"/people/{elizabeth.pk}/restrict/{row.pk}/answer"
    sign_in(client, nina)
    assert address in client.get("/program").text

    no = {"outcome": "declined", "reason": "The grant asks us for it."}
    assert "must agree" not in client.get(f"/people/{elizabeth.pk}/disclosures").text
    assert "did not pay" in client.post(address, {**no, "to_a_plan": "on"}).text
    client.post(address, no)

    page = sign_in(client, elizabeth.person).get("/me/disclosures").text
    assert "We could not agree" in page
    assert "The grant asks us for it." in page
    assert sign_in(client, nina).get(address).status_code == 404
