"""A reminder of an agreed day, for those who asked: once, and in their own hours."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kinroad.coaching.actions.reminder import put_reminders
from kinroad.coaching.rules.reminder import reminder_times
from kinroad.coaching.tests.factories import contact_with, walk_together
from kinroad.notifications.actions import thread
from kinroad.notifications.models import Outgoing
from kinroad.notifications.rules.permission import Kind
from kinroad.notifications.tests.factories import reachable, system
from kinroad.people.tests.factories import someone

AGREED = date(2026, 11, 5)
EVENING_BEFORE = datetime(2026, 11, 5, 0, 30, tzinfo=UTC)  # 17:30 in Denver, on November 4
MORNING = datetime(2026, 11, 5, 15, 30, tzinfo=UTC)


@pytest.fixture
def ruth(db):
    ruth, maya = reachable(Kind.TEXT), someone("peer_leader")
    walk_together(maya, ruth)
    return ruth


def wish(ruth, remind):
    by = system(ruth.organization)
    thread.set_wishes(participant=ruth, new_message="", remind=remind, remind_by="text", by=by)


def agree(ruth, on):
    contact = contact_with(ruth.matches.get().peer_leader.person, ruth)
    part = contact.parts.get()
    part.next_contact_on = on
    part.save()


def test_the_evening_before_they_are_told_once(ruth):
    wish(ruth, "day_before")
    agree(ruth, AGREED)

    for minutes in range(3):
        put_reminders(at=EVENING_BEFORE + timedelta(minutes=minutes))

    (row,) = Outgoing.objects.all()
    assert (row.words, row.link) == ("planned_tomorrow", "/me")
    assert row.use_until == datetime(2026, 11, 5, 4, 0, tzinfo=UTC)


def test_in_the_morning_of_the_day(ruth):
    wish(ruth, "same_day")
    agree(ruth, AGREED)

    assert put_reminders(at=EVENING_BEFORE) == 0
    assert put_reminders(at=MORNING) == 1
    assert Outgoing.objects.get().words == "planned_today"


def test_whoever_did_not_ask_is_not_reminded(ruth):
    agree(ruth, AGREED)

    assert put_reminders(at=EVENING_BEFORE) == 0


@pytest.mark.parametrize("why", ["died", "support ended", "another day"])
def test_nobody_is_reminded_of_what_no_longer_holds(ruth, why):
    wish(ruth, "day_before")
    agree(ruth, AGREED)
    if why == "died":
        ruth.died_on = date(2026, 11, 4)
        ruth.save()
    elif why == "support ended":
        episode = ruth.episodes.get()
        episode.ended_on, episode.reason = date(2026, 11, 4), "wish"
        episode.save()
    else:
        agree(ruth, AGREED + timedelta(days=3))

    assert put_reminders(at=EVENING_BEFORE) == 0


def test_on_the_day_the_clocks_change_the_hours_are_still_those_of_the_clock():
    start, until = reminder_times(date(2026, 11, 1), remind="same_day", zone="America/Denver")

    assert (start.astimezone(UTC).hour, until.astimezone(UTC).hour) == (15, 19)
