"""Those who come are told what changed: exactly they, once, in words that give nothing away; and reminded by wish."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from kinroad.gatherings.actions import told
from kinroad.gatherings.actions.coming import Wishes, cancel_coming, change_coming
from kinroad.gatherings.actions.coming_news import remind_those_due, told_in_person
from kinroad.gatherings.actions.series import change_facts, end_series
from kinroad.gatherings.actions.session import cancel_session, change_session
from kinroad.gatherings.models import Coming, Session, State
from kinroad.gatherings.queries.coming import coming_by_secret, people_coming
from kinroad.gatherings.tests.coming_people import coming, here
from kinroad.gatherings.tests.gathering_factories import a_gathering, next_session
from kinroad.notifications.actions.permission import stop_number
from kinroad.notifications.models import Outgoing
from kinroad.notifications.rules.permission import Kind
from kinroad.notifications.tests.factories import reachable
from kinroad.people.models import Participant
from kinroad.people.tests.factories import OrganizationFactory, ParticipantFactory, someone, viewer_of
from kinroad.practical_help.models import Ask

pytestmark = pytest.mark.django_db
MONDAY = datetime.fromisoformat("2026-11-23T10:00:00-06:00")
FRIDAY = datetime.fromisoformat("2026-11-27T18:00:00-06:00")
OTHER = "+13035550177"


@pytest.fixture(autouse=True)
def a_monday(settings):
    settings.KINROAD_TEXT_URL, settings.KINROAD_EMAIL = "https://texts.example", True
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def a_session(**facts):
    session = next_session(a_gathering(OrganizationFactory(), today=date(2026, 11, 23), **facts))
    assert session.starts_at == FRIDAY
    return session


def messages():
    return sorted(Outgoing.objects.values_list("words", "number_key", "channel"))


def words():
    return sorted(Outgoing.objects.exclude(state="dropped").values_list("words", flat=True))


def stood_for(session):
    manager = viewer_of(someone("program_manager"))
    return {each.called: each.told for each in people_coming(session, viewer=manager)}


def cancelled(session, at=MONDAY):
    session.refresh_from_db()
    session.state, session.version = State.CANCELLED, session.version + 1
    session.save()
    return told.after_cancelling(session=session, by=here(session), at=at)


def test_cancelling_tells_exactly_those_who_come_or_wait_and_once():
    session, another = a_session(capacity=3), a_session()
    elizabeth, waits, gone = (reachable(Kind.TEXT, phone=f"+1303555010{each}") for each in range(3))
    coming(another, reachable(Kind.TEXT, phone="+13035550109"))
    cancel_coming(coming=coming(session, gone), by=here(session), at=MONDAY)
    coming(session, elizabeth)
    coming(session, called="Dee", reach=OTHER, reach_by="text")
    coming(session, called="Quiet")
    coming(session, waits)

    assert cancelled(session) == 4
    told.tell_coming(session, news="cancelled", by=here(session), at=MONDAY)

    assert words() == ["plan_off"] * 3
    assert set(Outgoing.objects.values_list("participant_id", flat=True)) == {elizabeth.pk, waits.pk, None}
    called = {True: 0, False: 0}
    for each in stood_for(session).values():
        called[each] += 1
    assert called == {True: 3, False: 1}
    quiet = Coming.objects.get(news_key="", session=session, news="cancelled")
    told_in_person(coming=quiet, by=viewer_of(someone("program_manager")), at=MONDAY)
    assert all(stood_for(session).values())


def test_cancelling_takes_asks_and_reminders_away_and_bringing_back_returns_them():
    session = a_session()
    row = coming(session, reachable(Kind.TEXT), children=1, child_care=True, remind="day_before")
    assert row.remind_at is not None

    cancelled(session)
    assert Ask.objects.get().state == "withdrawn"
    row.refresh_from_db()
    assert row.remind_at is None

    session.state, session.version = State.PLANNED, session.version + 1
    session.save()
    told.after_bringing_back(session=session, by=here(session), at=MONDAY)
    assert sorted(Ask.objects.values_list("state", flat=True)) == ["open", "withdrawn"]
    row.refresh_from_db()
    assert row.remind_at is not None


def test_moving_moves_asks_and_reminders_and_tells():
    session = a_session()
    row = coming(session, reachable(Kind.TEXT), ride=True, ride_from="The library", remind="hours_before")
    session.refresh_from_db()
    before = session.starts_at
    session.starts_at += timedelta(days=1)
    session.ends_at += timedelta(days=1)
    session.version += 1
    session.save()

    told.after_moving(session=session, before=before, by=here(session), at=MONDAY)

    assert Ask.objects.get().starts_at == session.starts_at
    row.refresh_from_db()
    assert (row.remind_at, row.news) == (session.starts_at - timedelta(hours=3), Coming.News.MOVED)
    assert words() == ["plan_changed"]


def test_who_moves_up_is_told_by_the_way_they_gave():
    session = a_session(capacity=1)
    first = coming(session)
    row = coming(session, called="Dee", reach=OTHER, reach_by="text", language="es")

    cancel_coming(coming=first, by=here(session), at=MONDAY)

    message = Outgoing.objects.get()
    assert (message.words, message.number, message.language, message.zone) == (
        "place_free",
        OTHER,
        "es",
        "America/Chicago",
    )
    assert coming_by_secret(message.link.rsplit("/", 1)[1]) == row
    assert stood_for(session) == {"Dee": True}


def test_whoever_said_stop_or_cannot_be_told_in_time_stands_on_the_page():
    session = a_session(capacity=2)
    first, second = coming(session), coming(session)
    coming(session, called="Dee", reach=OTHER, reach_by="text")
    stop_number(number=OTHER, how="text", by=here(session), at=MONDAY)
    cancel_coming(coming=first, by=here(session), at=MONDAY)
    assert not Outgoing.objects.exists()
    coming(session, called="Eve", reach="eve@example.org", reach_by="email")

    with time_machine.travel(FRIDAY - timedelta(minutes=1), tick=False):
        cancel_coming(coming=second, by=here(session), at=FRIDAY - timedelta(minutes=1))

    assert stood_for(session) == {"Dee": False, "Eve": True}


def test_a_reminder_goes_out_by_wish_once_and_not_to_the_dead(a_monday):
    session = a_session()
    elizabeth = reachable(Kind.TEXT)
    coming(session, elizabeth, remind="day_before")
    coming(session, reachable(Kind.TEXT, phone="+13035550102"))
    dead = coming(session, reachable(Kind.TEXT, phone="+13035550103"), remind="day_before")
    gone = coming(session, called="Dee", reach=OTHER, reach_by="text", remind="day_before")
    cancel_coming(coming=gone, by=here(session), at=MONDAY)
    Participant.objects.filter(pk=dead.participant_id).update(died_on=date(2026, 11, 23))
    evening = FRIDAY - timedelta(days=1)

    assert remind_those_due(at=evening - timedelta(hours=2)) == 0
    a_monday.move_to(evening)
    assert remind_those_due(at=evening) == 1
    assert remind_those_due(at=evening) == 0

    row = Outgoing.objects.get()
    assert (row.participant, row.words, row.link) == (elizabeth, "planned_tomorrow", "/me/coming")
    cancel_coming(coming=Coming.objects.get(participant=elizabeth), by=here(session), at=evening)
    row.refresh_from_db()
    assert (row.state, row.why) == ("dropped", "not_needed")


def test_a_reminder_follows_a_merged_participant(a_monday):
    session = a_session()
    survivor, other = reachable(Kind.TEXT), ParticipantFactory()
    coming(session, other, remind="hours_before")
    Participant.objects.filter(pk=other.pk).update(merged_into=survivor)
    a_monday.move_to(FRIDAY - timedelta(hours=2))

    assert remind_those_due(at=FRIDAY - timedelta(hours=2)) == 1
    assert Outgoing.objects.get().words == "planned_today"


def test_another_wish_is_another_reminder():
    session = a_session()
    row = coming(session, reachable(Kind.TEXT), remind="day_before")

    change = {"coming": row, "by": here(session), "at": MONDAY}
    assert change_coming(wishes=Wishes(remind="hours_before"), **change).remind_at == FRIDAY - timedelta(hours=3)
    assert change_coming(wishes=Wishes(), **change).remind_at is None


def test_another_place_of_the_whole_series_tells_those_who_come():
    session = a_session(room="Kitchen")
    by = viewer_of(someone("program_manager"))
    coming(session, reachable(Kind.TEXT))
    own_room = Session.objects.get(gathering=session.gathering, on=date(2026, 12, 4))
    coming(own_room, called="Eve", reach="eve@example.org", reach_by="email")
    Session.objects.filter(pk=own_room.pk).update(room="Library")

    for facts, messages in (
        ({"about": "Bring a dish."}, 0),
        ({"room": "Garden room"}, 1),
        ({"address": "12 Elm St"}, 2),
    ):
        Outgoing.objects.all().delete()
        gathering = session.gathering
        gathering.refresh_from_db()
        change_facts(gathering=gathering, version=gathering.version, facts=facts, by=by, at=MONDAY)
        assert Outgoing.objects.count() == messages


def test_whoever_changes_a_session_or_the_series_tells_those_who_come():
    session = a_session(capacity=1)
    by = viewer_of(someone("program_manager"))
    coming(session, reachable(Kind.TEXT))
    waits = coming(session, called="Dee", reach="dee@example.org", reach_by="email")
    following = Session.objects.get(gathering=session.gathering, on=date(2026, 12, 4))
    coming(following, called="Eve", reach="eve@example.org", reach_by="email")
    known = {"words": "", "room": "", "guest_expert": "", "by": by, "at": MONDAY}

    session.refresh_from_db()
    change_session(session=session, version=session.version, **{**known, "capacity": 2})
    waits.refresh_from_db()
    assert waits.state == Coming.State.COMING
    session.refresh_from_db()
    cancel_session(session=session, version=session.version, words="Snow.", by=by, at=MONDAY)
    assert words() == ["plan_off", "plan_off"]  # the free place was not sent yet, and is not any more

    gathering = session.gathering
    gathering.refresh_from_db()
    end_series(
        gathering=gathering,
        version=gathering.version,
        last_on=date(2026, 11, 27),
        sure=True,
        by=by,
        today=MONDAY.date(),
        at=MONDAY,
    )
    assert words() == ["plan_off"] * 3
