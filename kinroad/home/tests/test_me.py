from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinroad.audit import actions as audit
from kinroad.audit.models import Look
from kinroad.coaching.actions.contact import change_contact
from kinroad.coaching.models import ContactPart, RequestForSupport
from kinroad.coaching.tests.factories import contact_with, walk_together
from kinroad.core.time import now, today
from kinroad.home.actions.support import end_support
from kinroad.people.models import Episode, Participant
from kinroad.people.tests.factories import PASSWORD, ZONE, ParticipantFactory, coordinate, sign_in, someone, viewer_of

pytestmark = pytest.mark.django_db
PAGES = ("", "/about", "/reach", "/circle", "/notes", "/who-looked", "/password")


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya", full_name="Maya Whitefeather")


@pytest.fixture
def luis():
    return someone("participant", called="Luis")


@pytest.fixture
def own(luis, maya):
    own = luis.participants.get()
    walk_together(maya, own)
    return own


def test_my_page_shows_who_walks_with_me_what_is_next_and_the_newest_notes(client, luis, maya, own):
    contact_with(maya, own, note="We sang.", started_at=now(), next_contact_on=today(ZONE) + timedelta(days=3))

    page = sign_in(client, luis).get("/me").text

    for words in ("Luis", "Maya", "Recovery coach", "We sang.", "gets in touch with you"):
        assert words in page
    assert "Whitefeather" not in page


def test_every_page_of_mine_leaves_quickly_and_gives_nothing_away(client, luis, own):
    sign_in(client, luis)
    for path in PAGES:
        page = client.get(f"/me{path}")
        assert page.status_code == 200, path
        assert "data-exit" in page.text
        assert "<title>My page · " in page.text


def test_whoever_is_no_participant_finds_none_of_these(client, maya):
    sign_in(client, maya)
    for path in PAGES:
        assert client.get(f"/me{path}").status_code == 404


def test_i_read_who_looked_by_first_name_title_and_reason_but_not_my_own_visits(client, luis, maya, own):
    audit.look(participant_id=own.pk, page="record", why="match", viewer=viewer_of(maya))
    audit.look_at_list(ids=[own.pk], page="people", viewer=viewer_of(maya))
    sign_in(client, luis).get("/me/notes")

    page = client.get("/me/who-looked").text

    assert page.count("<tr>") == 4
    for words in ("Maya", "Recovery coach", "Walks with me", "Contacts and notes", "Lists with my name"):
        assert words in page
    assert "Whitefeather" not in page


def test_i_read_who_saw_my_name_on_a_list_how_often_and_when_last(client, luis, maya, own):
    other = ParticipantFactory()
    long_ago = now() - timedelta(days=31)
    with time_machine.travel(long_ago, tick=False):
        audit.look_at_list(ids=[own.pk], page="quiet", viewer=viewer_of(maya))
    for _each in range(2):
        audit.look_at_list(ids=[other.pk, own.pk], page="today", viewer=viewer_of(maya))
    audit.look_at_list(ids=[other.pk], page="messages", viewer=viewer_of(maya))
    audit.look_at_list(ids=[own.pk], page="people", viewer=viewer_of(luis))
    sign_in(client, luis)

    page = client.get("/me/who-looked").text

    assert page.count("Maya, Recovery coach") == 1
    assert 'data-label="How often">2</td>' in page
    assert "Nobody yet" in page


def test_lists_are_asked_for_once_however_many_there_are(client, luis, maya, own):
    def asked(times):
        for _each in range(times):
            audit.look_at_list(ids=[own.pk], page="today", viewer=viewer_of(maya))
        with CaptureQueriesContext(connection) as questions:
            client.get("/me/who-looked")
        return len(questions)

    sign_in(client, luis).get("/me/who-looked")

    assert asked(1) == asked(30)


def test_everyone_who_ever_looked_is_there_page_by_page(client, luis, maya, own):
    viewer = viewer_of(maya)
    for number in range(53):
        with time_machine.travel(datetime(2026, 5, 1, tzinfo=UTC) + timedelta(hours=number), tick=False):
            audit.look(participant_id=own.pk, page="record", why="match", viewer=viewer)
    sign_in(client, luis)

    first = client.get("/me/who-looked").text
    before = first.split("?before=")[1].split('"')[0]
    second = client.get(f"/me/who-looked?before={before}").text

    assert (first.count("Walks with me"), second.count("Walks with me")) == (50, 3)


def test_someone_elses_note_and_their_looks_stay_out_of_reach(client, luis, maya, own):
    other = ParticipantFactory(person__called="Zoe")
    contact_with(maya, other, note="About Zoe.")
    audit.look(participant_id=other.pk, page="record", why="match", viewer=viewer_of(maya))
    sign_in(client, luis)

    assert client.get(f"/me/notes/{ContactPart.objects.get().pk}").status_code == 404
    for path in PAGES:
        assert "Zoe" not in client.get(f"/me{path}").text


def test_i_read_every_note_with_its_earlier_versions(client, luis, maya, own):
    contact = contact_with(maya, own, note="First words.")
    by = viewer_of(maya)
    change_contact(contact=contact, version=1, by=by, zone=ZONE, shared={}, parts={own.pk: {"note": "Second words."}})
    sign_in(client, luis)

    notes = client.get("/me/notes").text
    versions = client.get(f"/me/notes/{ContactPart.objects.get().pk}").text

    assert "Second words." in notes
    assert "First words." not in notes
    assert "First words." in versions


def test_notes_wait_behind_my_password_when_i_want_that(client, luis, maya, own):
    contact_with(maya, own, note="We sang.", next_step="Bring the song book")
    sign_in(client, luis)
    client.post("/me/notes/hide", {"notes_need_sign_in": "on"})

    assert "We sang." not in client.get("/me").text
    assert "song book" not in client.get("/me").text
    assert client.get("/me/notes").headers["Location"] == "/me/password"
    assert client.get(f"/me/notes/{ContactPart.objects.get().pk}").headers["Location"] == "/me/password"
    assert client.post("/me/notes/hide", {}).headers["Location"] == "/me/password"
    assert Participant.objects.get(pk=own.pk).notes_need_sign_in

    assert "not the password" in client.post("/me/password", {"password": "wrong"}).text
    assert client.post("/me/password", {"password": PASSWORD}).headers["Location"] == "/me/notes"
    assert "We sang." in client.get("/me/notes").text
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert client.get("/me/notes").headers["Location"] == "/me/password"


def test_nobody_guesses_the_password_there(client, luis, own):
    sign_in(client, luis)
    answers = [client.post("/me/password", {"password": f"guess {number}"}).text for number in range(12)]

    assert "Too many tries" in answers[-1]
    assert "Too many tries" in client.post("/me/password", {"password": PASSWORD}).text


def test_i_change_what_i_told_and_how_to_reach_me(client, luis, own):
    sign_in(client, luis)

    client.post(
        "/me/about", {"version": 1, "strengths": "Sings gospel", "readiness": "acting", "recovery_on_1": "2026-01-02"}
    )
    mine = Participant.objects.get(pk=own.pk)
    assert (mine.strengths, mine.readiness) == ("Sings gospel", "acting")
    answer = client.post("/me/reach", {"version": mine.version, "may_text": "on"})
    assert "Write the number we may use" in answer.text
    client.post("/me/reach", {"version": mine.version, "may_text": "on", "phone": "555-555-0117"})

    mine = Participant.objects.select_related("person").get(pk=own.pk)
    assert (mine.may_text, mine.person.phone, mine.strengths) == (True, "+15555550117", "Sings gospel")


def test_i_ask_for_support_again_and_find_everything_as_i_left_it(client, luis, maya, own):
    contact_with(maya, own, note="We sang.")
    pat = someone("coordinator")
    coordinate(pat, own.program)
    end_support(participant=own, reason="wish", on=today(ZONE), by=viewer_of(pat))
    sign_in(client, luis)

    assert "The door is open" in client.get("/me").text
    assert client.post("/me/ask-again", {"words": "I am ready."}).status_code == 302

    assert Episode.objects.filter(ended_on=None).exists()
    assert RequestForSupport.objects.get().came_by == "own_page"
    assert "We sang." in client.get("/me/notes").text


def test_whoever_has_someone_walking_with_them_has_no_need_to_ask_again(client, luis, own):
    sign_in(client, luis)

    assert client.get("/me/ask-again").headers["Location"] == "/me"
    assert client.post("/me/ask-again", {"words": "Again?"}).headers["Location"] == "/me"
    assert not RequestForSupport.objects.exists()


def test_my_own_work_here_stays_out_of_my_own_pages(client, maya):
    bodie = someone("participant", "peer_leader", called="Bodie")
    own = bodie.participants.get()
    walk_together(maya, own)
    roger = ParticipantFactory(person__called="Roger")
    walk_together(bodie, roger)
    contact_with(bodie, roger, note="Roger and Bodie.")
    sign_in(client, bodie)

    for path in PAGES:
        assert "Roger" not in client.get(f"/me{path}").text
    assert Look.objects.filter(participant_id=roger.pk).count() == 0
