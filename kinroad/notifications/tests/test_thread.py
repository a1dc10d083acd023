"""Messages belong to the organization; the participant says who reads what was written before."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from kinroad.core.ids import uuid7
from kinroad.notifications.actions import thread as actions
from kinroad.notifications.actions.permission import give
from kinroad.notifications.models import Message, Outgoing
from kinroad.notifications.queries.thread import (
    can_sign_in,
    has_new,
    new_readers,
    thread_for,
    threads_of,
    waiting_for,
    wishes_of,
)
from kinroad.notifications.rules.thread import from_when
from kinroad.notifications.tests.factories import NOON, PHONE
from kinroad.people.actions.circle import close_circle
from kinroad.people.actions.participants import change_facts
from kinroad.people.models import CircleRow, Participant, Why
from kinroad.people.tests.factories import (
    LONG_AGO,
    ParticipantFactory,
    ProgramFactory,
    SupervisionFactory,
    coordinate,
    see,
    someone,
    viewer_of,
)

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def luis(db):
    person = someone("participant", called="Luis")
    return Participant.objects.select_related("person").get(person=person)


@pytest.fixture
def maya(luis):
    maya = someone("peer_leader", called="Maya")
    see(maya, luis)
    return maya


def say(luis, person, words="Hello", at=NOON):
    return actions.write(id=uuid7(), participant=luis, body=words, by=viewer_of(person), at=at)


def read(luis, person):
    return [line.body for line in thread_for(luis, viewer=viewer_of(person)).lines]


def begin(person, luis, at):
    """They walk together from this moment on."""
    CircleRow(organization=luis.organization, participant=luis, person=person, why=Why.MATCH, started_at=at).save()


def test_both_sides_read_it_in_order_and_nobody_reads_it_in_the_database(luis, maya):
    say(luis, luis.person, "Can we talk?")
    say(luis, maya, "Of course.", at=LATER)

    assert read(luis, maya) == read(luis, luis.person) == ["Can we talk?", "Of course."]
    assert "Can we talk" not in str(list(Message.objects.values_list()))


def test_pressing_send_twice_sends_once(luis, maya):
    facts = {"id": uuid7(), "participant": luis, "body": "Hello", "by": viewer_of(maya), "at": NOON}

    actions.write(**facts)
    actions.write(**facts)

    assert Message.objects.count() == 1


def test_an_empty_message_says_nothing(luis, maya):
    with pytest.raises(ValidationError):
        say(luis, maya, "  ")


def test_a_new_message_waits_on_today_until_it_is_read_or_answered(luis, maya):
    first = say(luis, luis.person)
    viewer = viewer_of(maya)
    assert waiting_for(viewer) == [(luis.pk, NOON)]
    assert [each.unread for each in threads_of(viewer)] == [True]

    actions.mark_read(participant=luis, upto=first.pk, by=viewer)
    assert waiting_for(viewer) == []
    assert [each.unread for each in threads_of(viewer)] == [False]

    say(luis, luis.person, at=LATER)
    assert waiting_for(viewer) == [(luis.pk, LATER)]
    say(luis, maya, "I am here.", at=LATER)
    assert waiting_for(viewer) == []


def test_what_was_written_while_they_read_stays_new(luis, maya):
    first = say(luis, luis.person)
    say(luis, luis.person, "And one more", at=LATER)

    actions.mark_read(participant=luis, upto=first.pk, by=viewer_of(maya))

    assert waiting_for(viewer_of(maya)) == [(luis.pk, LATER)]


def test_each_side_sees_that_the_other_has_read(luis, maya):
    hello = say(luis, luis.person)
    assert [line.read for line in thread_for(luis, viewer=viewer_of(luis.person)).lines] == [False]

    actions.mark_read(participant=luis, upto=hello.pk, by=viewer_of(maya))

    assert [line.read for line in thread_for(luis, viewer=viewer_of(luis.person)).lines] == [True]


def test_the_participant_knows_that_something_is_new(luis, maya):
    mine = viewer_of(luis.person)
    hello = say(luis, maya)
    assert has_new([luis.pk], viewer=mine)

    actions.mark_read(participant=luis, upto=hello.pk, by=mine)

    assert not has_new([luis.pk], viewer=mine)


# Who reads what was written before.


def handed_to_tomas(luis, maya):
    say(luis, luis.person, "Before")
    close_circle(participant=luis, person=maya, why=Why.MATCH, by=viewer_of(maya))
    tomas = someone("peer_leader", called="Tomas")
    begin(tomas, luis, NOON + timedelta(minutes=30))
    say(luis, luis.person, "After", at=LATER)
    return tomas


def test_somebody_new_reads_from_then_on_until_the_participant_says_more(luis, maya):
    tomas = handed_to_tomas(luis, maya)
    mine = viewer_of(luis.person)
    assert read(luis, tomas) == ["After"]
    (asked,) = new_readers(luis)
    assert (asked.shown.called, asked.answer) == ("Tomas", "")

    actions.show_earlier(participant=luis, person=tomas.pk, answer="all", by=mine, at=LATER)
    assert read(luis, tomas) == ["Before", "After"]

    actions.show_earlier(participant=luis, person=tomas.pk, answer="from_now", by=mine, at=LATER)
    assert read(luis, tomas) == ["After"]
    assert read(luis, luis.person) == ["Before", "After"]


def test_whoever_supervises_reads_what_the_peer_leader_reads(luis, maya):
    tomas = handed_to_tomas(luis, maya)
    sam = someone("supervisor", called="Sam")
    SupervisionFactory(supervisor=sam, peer_leader=tomas.peer_leaders.get())

    assert read(luis, sam) == ["After"]


def test_whoever_coordinates_the_program_reads_all_of_it(luis, maya):
    handed_to_tomas(luis, maya)
    pat = someone("coordinator")
    coordinate(pat, ProgramFactory())

    assert read(luis, pat) == ["Before", "After"]
    assert waiting_for(viewer_of(pat)) == [], "it waits for who walks with them"


def test_a_list_shows_only_whom_the_viewer_sees(luis, maya):
    say(luis, luis.person)

    assert threads_of(viewer_of(someone("peer_leader"))) == []


def test_nobody_is_asked_about_somebody_who_does_not_walk_with_them(luis, maya):
    with pytest.raises(ValidationError):
        actions.show_earlier(
            participant=luis, person=someone("peer_leader").pk, answer="all", by=viewer_of(luis.person), at=NOON
        )


def test_what_was_written_under_a_merged_page_is_part_of_it(luis, maya):
    other = ParticipantFactory(merged_into=luis)
    Message(
        organization=luis.organization, participant=other, author=maya, by_participant=False, body="Old", at=LONG_AGO
    ).save()

    assert read(luis, maya) == ["Old"]


moments = st.datetimes()
reasons = st.tuples(st.sampled_from(["match", "supervision", "intake"]), moments, st.booleans())


@given(st.lists(reasons, max_size=5))
def test_more_reasons_never_show_less(several):
    whole = from_when(several)
    for one in several:
        alone = from_when([one])
        assert whole is None or (alone is not None and whole <= alone)


# Telling the participant.


def allow(luis, maya, **wishes):
    by = viewer_of(maya)
    change_facts(participant=luis, facts={"phone": PHONE}, by=by)
    luis.refresh_from_db()
    give(participant=Participant.objects.get(pk=luis.pk), kinds=["text"], wording="Yes", by=by, at=NOON)
    said = {"new_message": "", "remind": "", "remind_by": "", **wishes}
    actions.set_wishes(participant=luis, by=by, **said)


def test_by_wish_they_are_told_once_for_all_that_is_new(luis, maya):
    allow(luis, maya, new_message="text")

    say(luis, maya)
    say(luis, maya, "One more thing", at=LATER)

    (notice,) = Outgoing.objects.all()
    assert (notice.words, notice.link) == ("new_message", "/me/messages")

    actions.mark_read(participant=luis, upto=Message.objects.last().pk, by=viewer_of(luis.person))
    say(luis, maya, "Another day", at=LATER + timedelta(days=1))
    assert Outgoing.objects.count() == 2


def test_without_a_wish_nobody_is_told_anything(luis, maya):
    allow(luis, maya)

    say(luis, maya)

    assert not Outgoing.objects.exists()


def test_a_reminder_without_a_way_is_none(luis, maya):
    allow(luis, maya, remind="day_before")

    assert wishes_of(luis).remind == ""


def test_whoever_has_no_way_in_cannot_read(luis):
    assert can_sign_in(luis)
    assert not can_sign_in(ParticipantFactory())


def test_two_hundred_threads_cost_no_question_more_than_one(maya, luis, django_assert_num_queries):
    say(luis, luis.person)
    with CaptureQueriesContext(connection) as one:
        assert len(threads_of(viewer_of(maya))) == 1
    with CaptureQueriesContext(connection) as one_waiting:
        assert len(waiting_for(viewer_of(maya))) == 1
    for _ in range(199):
        them = ParticipantFactory()
        see(maya, them)
        Message.objects.create(
            organization=them.organization,
            participant=them,
            author=them.person,
            by_participant=True,
            body="Hello",
            at=LATER,
        )

    with django_assert_num_queries(len(one)):
        assert len(threads_of(viewer_of(maya))) == 50
    with django_assert_num_queries(len(one_waiting)):
        assert len(waiting_for(viewer_of(maya))) == 50
