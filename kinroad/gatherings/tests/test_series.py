"""Changing a series and its sessions, with a real database."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from kinroad.audit.models import Change
from kinroad.gatherings.actions.facilitator import begin_leading, end_leading
from kinroad.gatherings.actions.series import begin_again, change_facts, change_times, end_series
from kinroad.gatherings.actions.session import bring_back, cancel_session, change_session, move_session
from kinroad.gatherings.models import Facilitator, Session
from kinroad.gatherings.tests.gathering_factories import a_gathering
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import OrganizationFactory, someone

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
FIRST, SECOND, THIRD = date(2026, 11, 27), date(2026, 12, 4), date(2026, 12, 11)


@pytest.fixture
def supper():
    gathering = a_gathering(OrganizationFactory(), today=MONDAY)
    gathering.refresh_from_db()
    return gathering


@pytest.fixture
def by(supper):
    return Viewer.system(supper.organization_id, "America/Denver")


def session_of(gathering, on):
    found = Session.objects.get(gathering=gathering, first_planned_on=on)
    found.gathering = gathering
    return found


def times(**other):
    return {
        "starts_on": SECOND,
        "start_time": time(19),
        "minutes": 60,
        "rule": "FREQ=WEEKLY;BYDAY=FR",
        "last_on": None,
        **other,
    }


def plan_anew(gathering, by, *, follow=None, version=1, **other):
    return change_times(
        gathering=gathering,
        version=version,
        times=times(**other),
        touched_follow=follow,
        by=by,
        today=MONDAY,
        at=NOON,
    )


def taken(session, number):
    Session.objects.filter(pk=session.pk).update(taken=number)


def test_a_new_hour_holds_from_its_day_on_and_leaves_what_was_before(supper, by):
    assert plan_anew(supper, by) == []

    assert session_of(supper, FIRST).start_minute == 18 * 60
    assert session_of(supper, SECOND).start_minute == 19 * 60
    assert session_of(supper, SECOND).starts_at == datetime(2026, 12, 5, 1, 0, tzinfo=UTC)
    assert Session.objects.filter(gathering=supper).count() == 57


def test_an_evening_people_are_coming_to_waits_for_somebody_to_choose(supper, by):
    taken(session_of(supper, SECOND), 3)

    with pytest.raises(ValidationError, match="Choose what becomes of it"):
        plan_anew(supper, by)
    assert plan_anew(supper, by, follow=False) == []
    assert session_of(supper, SECOND).start_minute == 18 * 60
    assert session_of(supper, THIRD).start_minute == 19 * 60


def test_who_chose_it_moves_or_cancels_them_and_learns_whom_to_tell(supper, by):
    for on in (SECOND, THIRD):
        taken(session_of(supper, on), 2)

    told = plan_anew(supper, by, follow=True, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=FR")

    assert [each.first_planned_on for each in told] == [SECOND, THIRD]
    assert session_of(supper, SECOND).start_minute == 19 * 60
    assert session_of(supper, THIRD).state == "cancelled"


def test_another_day_takes_the_place_of_the_old_one(supper, by):
    plan_anew(supper, by, rule="FREQ=WEEKLY;BYDAY=SA")

    days = list(Session.objects.filter(gathering=supper).order_by("on").values_list("on", flat=True)[:3])
    assert days == [FIRST, date(2026, 12, 5), date(2026, 12, 12)]


def test_nobody_plans_the_past_or_writes_over_words_not_seen(supper, by):
    with pytest.raises(ValidationError, match="What has been"):
        plan_anew(supper, by, starts_on=date(2026, 11, 20))
    with pytest.raises(ValidationError, match="while you were writing"):
        plan_anew(supper, by, version=9)
    with pytest.raises(ValidationError, match="No day comes round"):
        plan_anew(supper, by, last_on=SECOND, rule="FREQ=WEEKLY;BYDAY=MO")


def test_facts_hold_for_all_sessions_to_come_and_places_never_fall_below_those_taken(supper, by):
    taken(session_of(supper, SECOND), 12)

    changed = change_facts(gathering=supper, version=1, facts={"capacity": 10, "name": "Supper"}, by=by, at=NOON)

    assert (changed.name, changed.version) == ("Supper", 2)
    assert session_of(supper, FIRST).capacity == 10
    assert session_of(supper, SECOND).capacity == 12
    assert change_facts(gathering=changed, version=2, facts={"name": "Supper"}, by=by, at=NOON).version == 2
    with pytest.raises(ValidationError, match="another time zone"):
        change_facts(gathering=changed, version=2, facts={"zone": "America/New_York"}, by=by, at=NOON)


def end(gathering, by, *, sure=False, version=1, last_on=FIRST):
    doing = {"sure": sure, "by": by, "today": MONDAY, "at": NOON}
    return end_series(gathering=gathering, version=version, last_on=last_on, **doing)


def test_ending_keeps_what_people_know_as_cancelled_and_is_not_deleting(supper, by):
    taken(session_of(supper, THIRD), 1)

    with pytest.raises(ValidationError, match="coming to 1 later session"):
        end(supper, by)
    assert [each.first_planned_on for each in end(supper, by, sure=True)] == [THIRD]

    assert list(Session.objects.filter(gathering=supper).order_by("on").values_list("on", "state")) == [
        (FIRST, "planned"),
        (THIRD, "cancelled"),
    ]
    assert begin_again(gathering=supper, by=by, today=MONDAY) == 55
    assert begin_again(gathering=supper, by=by, today=MONDAY) == 0


def test_a_series_does_not_end_in_the_past(supper, by):
    with pytest.raises(ValidationError, match="What has been"):
        end(supper, by, last_on=date(2026, 11, 1))


def move(session, by, *, version=1, on=date(2026, 11, 28), at=NOON, hour=17):
    return move_session(
        session=session, version=version, on=on, start_time=time(hour), minutes=60, words="On Saturday.", by=by, at=at
    )


def test_one_session_moves_and_the_series_stays(supper, by):
    moved = move(session_of(supper, FIRST), by)

    assert (moved.on, moved.start_minute, moved.moved) == (date(2026, 11, 28), 17 * 60, True)
    assert session_of(supper, SECOND).start_minute == 18 * 60
    back = move(moved, by, version=2, on=FIRST, hour=18)
    assert not back.moved


def test_what_has_been_is_not_moved_and_nothing_is_moved_there(supper, by):
    first = session_of(supper, FIRST)

    with pytest.raises(ValidationError, match="has begun"):
        move(first, by, at=datetime(2026, 11, 28, 0, 30, tzinfo=UTC))
    with pytest.raises(ValidationError, match="is over"):
        move(first, by, at=datetime(2026, 11, 29, tzinfo=UTC))
    with pytest.raises(ValidationError, match="still to come"):
        move(first, by, on=date(2026, 11, 22))
    with pytest.raises(ValidationError, match="Another session"):
        move(first, by, on=SECOND, hour=18)


def test_a_session_is_cancelled_with_a_word_and_brought_back(supper, by):
    first = session_of(supper, FIRST)

    gone = cancel_session(session=first, version=1, words="No supper this week.", by=by, at=NOON)
    assert (gone.state, gone.words) == ("cancelled", "No supper this week.")
    again = cancel_session(session=gone, version=2, words="No supper this week.", by=by, at=NOON)
    assert again.version == 2
    back = bring_back(session=gone, by=by, at=NOON)
    assert (back.state, back.words) == ("planned", "")
    assert bring_back(session=back, by=by, at=NOON).version == back.version


def test_words_and_places_of_one_session(supper, by):
    first = session_of(supper, FIRST)
    taken(first, 4)
    said = {"words": "Bring a dish.", "room": "Garden", "guest_expert": "", "by": by, "at": NOON}

    with pytest.raises(ValidationError, match="4 places are taken"):
        change_session(session=first, version=1, capacity=3, **said)
    changed = change_session(session=first, version=1, capacity=4, **said)
    assert (changed.room, changed.capacity) == ("Garden", 4)
    assert change_session(session=first, version=2, capacity=4, **said).version == 2
    assert Change.objects.get(what="session.changed").fields == ["capacity", "room", "words"]


def test_who_leads_is_dated_and_ends(supper, by):
    ruth = someone("peer_leader")

    line = begin_leading(gathering=supper, person=ruth, part="facilitator", on=MONDAY, by=by)
    assert begin_leading(gathering=supper, person=ruth, part="facilitator", on=MONDAY, by=by) == line
    other = begin_leading(gathering=supper, person=ruth, part="co_lead", on=FIRST, by=by)
    assert Facilitator.objects.get(pk=line.pk).ended_on == FIRST
    assert end_leading(facilitator=other, on=SECOND, by=by).ended_on == SECOND
    assert end_leading(facilitator=other, on=THIRD, by=by).ended_on == SECOND
    with pytest.raises(ValidationError, match="Choose what they do"):
        begin_leading(gathering=supper, person=ruth, part="boss", on=FIRST, by=by)
