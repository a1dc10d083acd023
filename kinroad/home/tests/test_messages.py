"""The pages of messages and of what somebody allows."""

from datetime import timedelta

import pytest
import time_machine

from kinroad.coaching.tests.factories import walk_together
from kinroad.core.forms import new_form_id
from kinroad.notifications.actions.permission import give
from kinroad.notifications.models import Message, MessageWishes, Permission
from kinroad.notifications.tests.factories import NOON, PHONE
from kinroad.people.models import CircleRow, Participant
from kinroad.people.tests.factories import sign_in, someone, viewer_of


@pytest.fixture(autouse=True)
def at_noon(db):
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def luis():
    person = someone("participant", called="Luis", phone=PHONE)
    return Participant.objects.select_related("person").get(person=person)


@pytest.fixture
def maya(luis):
    maya = someone("peer_leader", called="Maya")
    walk_together(maya, luis)
    return maya


def body(words):
    return {"id": new_form_id(), "body": words}


def test_a_message_goes_there_and_back(client, luis, maya):
    sign_in(client, luis.person).post("/me/messages", body("Can we talk tonight?"))

    sign_in(client, maya)
    today = client.get("/today").text
    assert "Luis wrote to you today." in today
    assert f"/messages/{luis.pk}" in today
    assert "Luis" in client.get("/messages").text
    assert "Can we talk tonight?" in client.get(f"/messages/{luis.pk}").text
    with time_machine.travel(NOON + timedelta(minutes=5), tick=False):
        client.post(f"/messages/{luis.pk}", body("Yes, at seven."))
    assert "wrote to you" not in client.get("/today").text

    mine = sign_in(client, luis.person).get("/me/messages").text
    assert "Yes, at seven." in mine
    assert "I have read this" in mine
    assert "<strong>New</strong>" in client.get("/me").text
    client.post("/me/messages/read", {"upto": Message.objects.last().pk})
    assert "I have read this" not in client.get("/me/messages").text


def test_an_empty_message_keeps_the_page(client, luis):
    page = sign_in(client, luis.person).post("/me/messages", body("")).text

    assert "Write something first." in page
    assert not Message.objects.exists()


def test_the_page_says_whom_to_call_when_it_cannot_wait(client, luis):
    page = sign_in(client, luis.person).get("/me/messages").text

    for words in ("When someone reads this", "911", "988"):
        assert words in page


def test_a_stranger_finds_nothing(client, luis, maya):
    stranger = sign_in(client, someone("peer_leader"))

    assert stranger.get(f"/messages/{luis.pk}").status_code == 404
    assert stranger.post(f"/messages/{luis.pk}", body("Hello")).status_code == 404
    assert stranger.get(f"/people/{luis.pk}/allowed").status_code == 404
    assert not Message.objects.exists()


def test_what_somebody_allowed_stands_there_with_the_words_the_day_and_who_took_it(client, luis, maya):
    give(participant=luis, kinds=["text"], wording="You may text me.", by=viewer_of(maya), at=NOON)

    for person, address in ((luis.person, "/me/allowed"), (maya, f"/people/{luis.pk}/allowed")):
        page = sign_in(client, person).get(address).text
        for words in ("ends in 16", "“You may text me.”", "November 4, 2026", "taken by Maya"):
            assert words in page
        assert PHONE not in page


def test_a_spoken_wish_is_written_down_with_one_press(client, luis, maya):
    give(participant=luis, kinds=["text", "call"], wording="Yes", by=viewer_of(maya), at=NOON)

    sign_in(client, maya).post(f"/people/{luis.pk}/allowed", {"said": "stop_texts"})

    assert set(Permission.objects.filter(ended_at=None).values_list("kind", flat=True)) == {"call"}
    sign_in(client, luis.person).post("/me/allowed", {"said": "stop_all"})
    assert not Permission.objects.filter(ended_at=None).exists()


def test_after_half_a_year_the_page_asks_again(client, luis, maya):
    give(participant=luis, kinds=["text"], wording="Yes", by=viewer_of(maya), at=NOON - timedelta(days=200))
    page = sign_in(client, luis.person).get("/me/allowed").text
    assert "Is this still your number?" in page

    client.post("/me/allowed", {"said": "still"})

    assert "Is this still your number?" not in client.get("/me/allowed").text


def test_only_ways_that_are_allowed_are_offered(client, luis, maya):
    page = sign_in(client, luis.person).get("/me/allowed").text
    assert "First say that we may text or e-mail you." in page
    give(participant=luis, kinds=["text"], wording="Yes", by=viewer_of(maya), at=NOON)

    page = client.get("/me/allowed").text
    assert "By text" in page
    assert "By e-mail" not in page
    client.post("/me/allowed", {"new_message": "text", "remind": "day_before", "remind_by": "text"})

    wishes = MessageWishes.objects.get()
    assert (wishes.new_message, wishes.remind, wishes.remind_by) == ("text", "day_before", "text")
    refused = client.post("/me/allowed", {"remind": "day_before"}).text
    assert "Choose by text or by e-mail." in refused


def test_the_way_to_reach_me_becomes_a_permission(client, luis, maya):
    page = sign_in(client, luis.person).get("/me/reach")
    form = {"phone": "303-555-0116", "may_text": "on", "version": luis.version}
    assert "Reply STOP to end" in page.text

    client.post("/me/reach", form)

    given = Permission.objects.get()
    assert (given.kind, given.taken_by_id) == ("text", luis.person_id)
    assert "Reply STOP to end" in given.wording


def test_what_somebody_new_may_read_is_asked_on_the_first_page_too_and_once(client, luis, maya):
    sign_in(client, luis.person).post("/me/messages", body("For Maya alone."))
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        tomas = someone("peer_leader", called="Tomas")
        walk_together(tomas, luis)
        CircleRow.objects.filter(person=tomas).update(started_at=NOON + timedelta(hours=20))
        assert "For Maya alone." not in sign_in(client, tomas).get(f"/messages/{luis.pk}").text

        page = sign_in(client, luis.person).get("/me").text
        assert "What may Tomas read?" in page
        client.post("/me/messages/earlier", {"person": tomas.pk, "answer": "all"})

        assert "What may Tomas read?" not in client.get("/me").text
        assert "For Maya alone." in sign_in(client, tomas).get(f"/messages/{luis.pk}").text
