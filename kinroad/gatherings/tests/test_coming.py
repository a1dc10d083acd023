"""Saying "I'm coming", changing it, taking it back, and the line that moves up."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from kinroad.audit.models import Change
from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.gatherings.actions.coming import Wishes, cancel_coming, change_coming, promote
from kinroad.gatherings.models import Coming, Facilitator
from kinroad.gatherings.queries.coming import (
    coming_of,
    comings_of,
    get_led_session,
    next_with_room,
    people_coming,
    place_in_line,
)
from kinroad.gatherings.tests.coming_people import coming, here
from kinroad.gatherings.tests.gathering_factories import a_gathering, next_session
from kinroad.people.models import Participant
from kinroad.people.tests.factories import OrganizationFactory, ParticipantFactory, someone, viewer_of
from kinroad.practical_help.models import Ask

pytestmark = pytest.mark.django_db
State = Coming.State


def a_session(**facts):
    organization = facts.pop("organization", None) or OrganizationFactory()
    return next_session(a_gathering(organization, **facts))


def taken(session):
    session.refresh_from_db()
    return session.taken


def change(row, **wishes):
    return change_coming(coming=row, wishes=Wishes(**wishes), by=here(row.session), at=now())


def cancel(row):
    return cancel_coming(coming=row, by=here(row.session), at=now())


def test_somebody_with_two_children_takes_three_places():
    session = a_session()
    elizabeth = ParticipantFactory()

    row = coming(session, elizabeth, children=2)

    assert (row.state, row.places, taken(session)) == (State.COMING, 3, 3)
    assert (row.called, coming_of(elizabeth, session)) == (None, row)


def test_a_first_name_is_enough():
    session = a_session()

    row = coming(session, called="Dee")

    assert (row.called, row.reach, row.state) == ("Dee", None, State.COMING)


def test_a_second_submit_meets_the_first():
    session, elizabeth, id = a_session(), ParticipantFactory(), uuid7()

    first, second = coming(session, elizabeth, id=id), coming(session, elizabeth, id=id)
    again = coming(session, elizabeth, id=uuid7(), guests=1)

    assert first == second == again
    assert (again.guests, taken(session), Coming.objects.count()) == (1, 2, 1)
    assert Change.objects.filter(what="coming.said").count() == 1


def test_a_full_session_gives_a_place_in_the_line():
    session = a_session(capacity=2)
    coming(session, guests=1)

    first, second = coming(session, called="Bo"), coming(session, called="Cy")

    assert (first.state, place_in_line(first)) == (State.WAITING, 1)
    assert (place_in_line(second), taken(session)) == (2, 2)


def test_who_waits_moves_up_in_order_when_places_are_free():
    session = a_session(capacity=2, starts_on=date(2026, 12, 11))
    both = coming(session, guests=1)
    family, one = coming(session, children=1, called="Bo"), coming(session, called="Cy")

    cancel(both)

    states = {row.called: row.state for row in Coming.objects.all()}
    assert states == {"Ana": "cancelled", "Bo": "coming", "Cy": "waiting"}
    assert (taken(session), place_in_line(Coming.objects.get(pk=one.pk))) == (2, 1)
    assert Coming.objects.get(pk=family.pk).news == Coming.News.MOVED_UP


def test_nobody_who_comes_new_passes_the_line():
    session = a_session(capacity=2, starts_on=date(2026, 12, 11))
    coming(session)
    family = coming(session, children=1)

    assert coming(session).state == State.WAITING
    assert Coming.objects.get(pk=family.pk).state == State.WAITING


def test_with_more_room_the_line_moves_up():
    session = a_session(capacity=1)
    coming(session)
    waits = coming(session)
    session.refresh_from_db()
    session.capacity = 3
    session.save()

    moved = promote(session=session, by=here(session), at=now())

    assert (moved, taken(session)) == ([waits], 2)


def test_nobody_dead_moves_up():
    session = a_session(capacity=1)
    first = coming(session)
    dead = coming(session, ParticipantFactory())
    next_one = coming(session, ParticipantFactory())
    Participant.objects.filter(pk=dead.participant_id).update(died_on=date(2026, 11, 1))

    cancel(first)

    assert {row.pk: row.state for row in Coming.objects.exclude(pk=first.pk)} == {
        dead.pk: State.WAITING,
        next_one.pk: State.COMING,
    }
    with pytest.raises(ValidationError, match="died"):
        coming(a_session(), Participant.objects.get(pk=dead.participant_id))


def test_without_a_line_a_full_session_refuses_and_the_next_one_has_room():
    session = a_session(capacity=1, waiting_list=False)
    coming(session)

    with pytest.raises(ValidationError, match="All places are taken"):
        coming(session)
    following = next_with_room(session, places=1, at=now())
    assert following.starts_at == session.starts_at + timedelta(days=7) or following.starts_at > session.starts_at
    assert next_with_room(session, places=2, at=now()) is None


def test_other_numbers_take_other_places_and_never_lose_ones_own():
    session = a_session(capacity=4)
    row = coming(session, children=2)

    assert change(row, children=1).places == taken(session) == 2
    with pytest.raises(ValidationError, match="2 places left"):
        change(row, guests=1, children=3)
    assert taken(session) == 2
    with pytest.raises(ValidationError, match="4 places left"):
        coming(session, guests=5)


def test_to_come_again_after_all_is_the_same_line():
    session, elizabeth = a_session(), ParticipantFactory()
    row = coming(session, elizabeth)
    assert cancel(row).state == State.CANCELLED
    assert cancel(row).state == State.CANCELLED
    assert taken(session) == 0

    again = coming(session, elizabeth, children=1)

    assert (again.pk, again.state, taken(session)) == (row.pk, State.COMING, 2)
    with pytest.raises(ValidationError, match="took this back"):
        change(cancel(again), guests=1)


def test_who_may_sign_up_is_the_gatherings_own():
    ours, nobody = a_session(sign_up="participants"), a_session(sign_up="none")

    with pytest.raises(ValidationError, match="Sign in"):
        coming(ours)
    assert coming(ours, ParticipantFactory()).state == State.COMING
    with pytest.raises(ValidationError, match="Just come"):
        coming(nobody, ParticipantFactory())
    with pytest.raises(ValidationError, match="Sign in"):
        coming(a_session(public=False))


def test_a_session_that_is_cancelled_or_has_begun_takes_nobody():
    session = a_session()
    with pytest.raises(ValidationError, match="begun"):
        coming(session, at=session.starts_at)
    session.state = "cancelled"
    session.save()
    with pytest.raises(ValidationError, match="does not take place"):
        coming(session)


@pytest.mark.parametrize(
    "wishes", [{"guests": 6}, {"children": 9}, {"child_care": True}, {"children": 1, "ride": True}]
)
def test_what_cannot_be_is_refused(wishes):
    session = a_session(rides=False)

    with pytest.raises(ValidationError):
        coming(session, **wishes)
    with pytest.raises(ValidationError, match="grown-ups"):
        coming(a_session(children_welcome=False), children=1)


def test_child_care_and_a_ride_become_asks_and_follow():
    session, elizabeth = a_session(), ParticipantFactory()

    row = coming(session, elizabeth, children=2, child_care=True, ride=True, ride_from="The library")
    asks = {each.kind: each for each in Ask.objects.filter(source_id=session.pk, source_part=row.pk)}
    assert {kind: each.how_many for kind, each in asks.items()} == {"child_care": 2, "ride": 3}
    assert asks["ride"].place == "The library"

    change(row, children=1, child_care=True)
    assert dict(Ask.objects.values_list("kind", "state")) == {"child_care": "open", "ride": "withdrawn"}
    assert Ask.objects.get(kind="child_care").how_many == 1
    cancel(row)
    assert set(Ask.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_who_waits_asks_for_nothing_before_there_is_a_place():
    session = a_session(capacity=2)
    first = coming(session)
    coming(session, children=1, child_care=True, called="Bo")
    assert not Ask.objects.exists()

    cancel(first)

    assert Ask.objects.get().called == "Bo"


def test_a_merged_participant_comes_once():
    session, elizabeth = a_session(), ParticipantFactory()
    other = ParticipantFactory()
    coming(session, other)
    coming(session, elizabeth)
    Participant.objects.filter(pk=other.pk).update(merged_into=elizabeth)
    manager = viewer_of(someone("program_manager"))

    assert [each.participant_id for each in people_coming(session, viewer=manager)] == [elizabeth.pk]
    assert len(comings_of(elizabeth, at=now())) == 1
    assert cancel(coming_of(elizabeth, session)).state == State.CANCELLED
    assert taken(session) == 0


def test_whoever_leads_it_reads_names_and_numbers_and_nobody_else(django_assert_max_num_queries):
    organization = OrganizationFactory()
    bodie = someone("participant", organization=organization)
    gathering = a_gathering(organization, led_by=bodie, capacity=3)
    session = next_session(gathering)
    Facilitator.objects.filter(gathering=gathering).update(part="co_lead")
    coming(session, someone("participant", called="Elizabeth").participants.get(), children=2, ride=True)
    coming(session, called="Dee")
    leads = viewer_of(bodie)

    with django_assert_max_num_queries(4):
        people = people_coming(get_led_session(session.pk, viewer=leads), viewer=leads)

    assert [(each.called, each.places, each.ride, each.waiting, each.place) for each in people] == [
        ("Elizabeth", 3, True, False, 0),
        ("Dee", 1, False, True, 1),
    ]
    for stranger in (someone("peer_leader"), someone("supervisor"), someone("administrator"), someone("participant")):
        with pytest.raises(Http404):
            people_coming(session, viewer=viewer_of(stranger))
    neighbour = someone("program_manager", organization=OrganizationFactory(slug="another"))
    with pytest.raises(Http404):
        get_led_session(session.pk, viewer=viewer_of(neighbour))
    Facilitator.objects.filter(gathering=gathering).update(ended_on=date(2026, 1, 1))
    with pytest.raises(Http404):
        get_led_session(session.pk, viewer=leads)
