"""Asking for practical help, and what happens when the thing it is for changes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kinroad.audit.models import Change
from kinroad.core.ids import uuid7
from kinroad.people.actions import death
from kinroad.people.tests.factories import ParticipantFactory, someone, viewer_of
from kinroad.practical_help.actions import ask as actions
from kinroad.practical_help.models import Ask
from kinroad.practical_help.queries.ask import asks_for
from kinroad.practical_help.tests.factories import MONDAY, THURSDAY, asked, system

pytestmark = pytest.mark.django_db


def test_a_ride_is_asked_for_and_stands_open_until_somebody_takes_it():
    participant = ParticipantFactory()

    ask = asked(participant)

    again = Ask.objects.get(pk=ask.pk)
    assert (again.state, again.owner_id, again.due_on) == ("open", None, date(2026, 11, 5))
    assert again.place == "From the library to the center"
    line = Change.objects.get(what="ask.made")
    assert (line.participant_id, line.fields) == (participant.pk, [])


def test_somebody_without_a_record_asks_with_a_first_name():
    ask = asked(called="Sam", reach="303-555-0142", source="session", source_id=uuid7(), source_part=uuid7())

    again = Ask.objects.get(pk=ask.pk)
    assert (again.participant_id, again.called, again.reach) == (None, "Sam", "303-555-0142")


def test_an_ask_is_for_somebody():
    with pytest.raises(IntegrityError), transaction.atomic():
        asked()


def test_a_ride_without_an_hour_is_refused():
    with pytest.raises(ValidationError, match="from when to when"):
        asked(ParticipantFactory(), starts_at=None, ends_at=None)


def test_nobody_asks_for_somebody_who_has_died():
    participant = ParticipantFactory(died_on=date(2026, 11, 1))

    with pytest.raises(ValidationError, match="has died"):
        asked(participant)


def test_an_ask_for_a_merged_record_stands_with_the_one_that_stands_for_it():
    kept = ParticipantFactory()

    ask = asked(ParticipantFactory(merged_into=kept))

    assert ask.participant_id == kept.pk


def test_the_same_sign_up_asks_once_and_a_changed_number_is_asked_anew():
    session, sign_up, participant = uuid7(), uuid7(), ParticipantFactory()
    of_it = {"kind": "child_care", "source": "session", "source_id": session, "source_part": sign_up}
    first = asked(participant, **of_it)
    Ask.objects.filter(pk=first.pk).update(state="agreed", owner=someone("peer_leader"))

    again = asked(participant, how_many=2, **of_it)

    assert (again.pk, again.how_many, again.state, again.owner_id) == (first.pk, 2, "open", None)
    assert Ask.objects.count() == 1


def test_the_database_keeps_one_ask_of_a_kind_for_a_sign_up():
    of_it = {"source": "session", "source_id": uuid7(), "source_part": uuid7()}
    asked(ParticipantFactory(), **of_it)
    other = asked(ParticipantFactory(), **(of_it | {"source_part": uuid7()}))

    with pytest.raises(IntegrityError), transaction.atomic():
        Ask.objects.filter(pk=other.pk).update(source_part=of_it["source_part"])


def test_a_cancelled_sign_up_takes_back_its_own_asks_alone():
    session, mine = uuid7(), uuid7()
    asked(ParticipantFactory(), source="session", source_id=session, source_part=mine)
    other = asked(ParticipantFactory(), source="session", source_id=session, source_part=uuid7())

    actions.withdraw(source="session", source_id=session, source_part=mine, by=system(), at=MONDAY)

    assert set(Ask.objects.filter(state="open").values_list("pk", flat=True)) == {other.pk}


def test_a_cancelled_session_takes_back_what_stands_and_leaves_what_was_done():
    session, helper = uuid7(), someone("peer_leader")
    done = asked(ParticipantFactory(), source="session", source_id=session)
    Ask.objects.filter(pk=done.pk).update(state="done", owner=helper)
    asked(ParticipantFactory(), source="session", source_id=session)

    actions.withdraw(source="session", source_id=session, by=system(), at=MONDAY)

    assert sorted(Ask.objects.values_list("state", flat=True)) == ["done", "withdrawn"]


def test_a_moved_session_moves_its_asks_and_whoever_said_yes_is_asked_anew():
    session = uuid7()
    ask = asked(ParticipantFactory(), source="session", source_id=session)
    Ask.objects.filter(pk=ask.pk).update(state="taken", owner=someone("peer_leader"))
    later = THURSDAY + timedelta(days=1)

    actions.move(
        source="session", source_id=session, starts_at=later, ends_at=later + timedelta(hours=2), by=system(), at=MONDAY
    )

    ask.refresh_from_db()
    assert (ask.starts_at, ask.due_on, ask.state, ask.owner_id) == (later, date(2026, 11, 6), "open", None)


def test_a_session_that_stays_where_it_is_leaves_a_yes_alone():
    session, helper = uuid7(), someone("peer_leader")
    ask = asked(ParticipantFactory(), source="session", source_id=session)
    Ask.objects.filter(pk=ask.pk).update(state="taken", owner=helper)

    actions.move(
        source="session", source_id=session, starts_at=ask.starts_at, ends_at=ask.ends_at, by=system(), at=MONDAY
    )

    ask.refresh_from_db()
    assert (ask.state, ask.owner_id, ask.version) == ("taken", helper.pk, 1)


def test_a_facilitator_learns_how_many_rides_and_children_and_never_whose(django_assert_num_queries):
    session, helper = uuid7(), someone("peer_leader")
    of_it = {"source": "session", "source_id": session}
    asked(ParticipantFactory(), kind="child_care", how_many=2, **of_it)
    asked(called="Sam", reach="303-555-0142", kind="child_care", how_many=3, **of_it)
    ride = asked(ParticipantFactory(), **of_it)
    Ask.objects.filter(pk=ride.pk).update(state="agreed", owner=helper)
    died = ParticipantFactory()
    asked(died, **of_it)
    death.record(participant=died, on=date(2026, 11, 1), told_by="", by=viewer_of(someone("coordinator")))

    with django_assert_num_queries(1):
        counts = asks_for(organization_id=ride.organization_id, source="session", source_ids=[session])

    assert [(each.kind, each.asks, each.how_many, each.helped) for each in counts] == [
        ("child_care", 2, 5, 0),
        ("ride", 1, 1, 1),
    ]
