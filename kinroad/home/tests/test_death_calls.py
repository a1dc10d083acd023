"""Whoever has died is on no list, no screen, no reminder and no text; also when they were just being called."""

from datetime import date, timedelta

import pytest
import time_machine

from kinroad.coaching.actions.call_list import plan_day
from kinroad.coaching.actions.check_in_rhythm import ask_who_is_due, set_rhythm
from kinroad.coaching.actions.reminder import put_reminders
from kinroad.coaching.models import CallAttempt
from kinroad.coaching.queries.call_list import lists_on, planned_for
from kinroad.coaching.queries.call_overdue import overdue_of
from kinroad.coaching.tests.calling import TUESDAY, TUESDAY_ON, called, enrolled, take
from kinroad.coaching.tests.factories import contact_with, walk_together
from kinroad.coaching.tests.test_call_list import DAY, NOON, hours
from kinroad.coaching.tests.test_call_pages import hold_in, tap
from kinroad.core.forms import new_form_id
from kinroad.core.ids import uuid7
from kinroad.core.time import as_of
from kinroad.home.queries.today import today_of
from kinroad.notifications.actions import delivery, thread
from kinroad.notifications.actions.outbox import put
from kinroad.notifications.models import Outgoing, Words
from kinroad.notifications.rules.permission import Kind
from kinroad.notifications.tests.factories import reachable, system
from kinroad.people.actions import death
from kinroad.people.tests.factories import ProgramFactory, coordinate, see, sign_in, someone, viewer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya", languages=["en"])


@pytest.fixture
def pat():
    pat = someone("coordinator", called="Pat")
    coordinate(pat, ProgramFactory())
    return pat


@pytest.fixture
def ruth():
    ruth = reachable(Kind.TEXT)
    ruth.person.called = "Wilhelmina"
    ruth.person.save()
    return ruth


def dies(participant, by, *, at=TUESDAY, on=TUESDAY_ON):
    with as_of(at):
        death.record(participant=participant, on=on, told_by="", by=viewer_of(by))
    participant.refresh_from_db()


def back(participant, by):
    with as_of(TUESDAY):
        death.undo(participant=participant, by=viewer_of(by))


def test_no_call_list_no_next_person_and_no_line_of_what_came_up(maya, pat, ruth):
    row = enrolled(ruth)
    late = enrolled(reachable(Kind.TEXT), at=TUESDAY - 9 * DAY)
    called(maya, enrolled(reachable(Kind.TEXT), phone="+13035550118"), "wrong_number")
    hours(maya)
    with as_of(NOON):
        plan_day(on=TUESDAY_ON, by=viewer_of(pat), at=NOON)
    before = planned_for(viewer_of(maya), on=TUESDAY_ON)
    came_up = overdue_of(viewer_of(pat), at=TUESDAY)
    assert (before, len(came_up.follow_ups), len(came_up.late)) == (2, 1, 1)

    for each in (row, late, row.__class__.objects.get(because="number")):
        dies(each.participant, pat)

    assert take(maya) is None
    assert planned_for(viewer_of(maya), on=TUESDAY_ON) == 0
    assert [line.people for line in lists_on(viewer_of(pat), on=TUESDAY_ON)] == [0]
    with as_of(NOON):
        assert plan_day(on=TUESDAY_ON, by=viewer_of(pat), at=NOON) == []
    assert overdue_of(viewer_of(pat), at=TUESDAY).shown == []
    back(ruth, pat)
    assert take(maya) == row


@time_machine.travel(TUESDAY, tick=False)
def test_who_dies_while_on_a_screen_leaves_it_and_is_not_dialed(client, maya, pat, ruth):
    enrolled(ruth)
    take(maya)
    page = sign_in(client, maya).get("/calls").text
    assert "Wilhelmina" in page

    dies(ruth, pat)

    after = client.get("/calls")
    assert "Wilhelmina" not in after.text
    assert "Nobody waits for a call right now." in after.text
    assert client.get("/calls/dial").status_code == 404
    assert "Wilhelmina" not in client.post("/calls/next", follow=True).text
    # A call that was made before is a fact: it is written down, and brings no call, name or line back.
    done = tap(client, page, outcome="no_answer").text
    assert CallAttempt.objects.get().outcome == "no_answer"
    assert "Wilhelmina" not in done
    assert overdue_of(viewer_of(pat), at=TUESDAY + 30 * DAY).shown == []


@time_machine.travel(TUESDAY, tick=False)
def test_from_the_calling_screen_to_the_page_that_writes_it_down(client, maya, pat, ruth):
    enrolled(ruth)
    see(maya, ruth)
    take(maya)
    sign_in(client, maya)

    page = tap(client, client.get("/calls").text, outcome="died")

    assert page.redirect_chain[-1][0] == f"/people/{ruth.pk}/death"
    assert page.status_code == 200
    client.post(f"/people/{ruth.pk}/death", {"id": new_form_id(), "on": "2026-03-02", "told_by": "His sister"})
    ruth.refresh_from_db()
    assert ruth.died_on == date(2026, 3, 2)
    assert overdue_of(viewer_of(pat), at=TUESDAY).shown == []


@time_machine.travel(TUESDAY, tick=False)
def test_a_caller_outside_their_circle_leaves_it_to_who_looks_after_calls(client, maya, pat, ruth):
    enrolled(ruth)
    take(maya)
    sign_in(client, maya)

    assert tap(client, client.get("/calls").text, outcome="died").redirect_chain[-1][0] == "/calls"

    page = sign_in(client, pat).get("/calls/overdue").text
    assert f'href="/people/{ruth.pk}/death"' in page
    assert client.get(f"/people/{ruth.pk}/death").status_code == 200


def test_their_own_page_of_calls_offers_none(client, maya, pat, ruth):
    enrolled(ruth)
    called(maya, enrolled(reachable(Kind.TEXT)), "no_answer")
    dies(ruth, pat)

    with time_machine.travel(TUESDAY, tick=False):
        page = sign_in(client, pat).get(f"/people/{ruth.pk}/calls").text

    assert "No calls go out." in page
    for offered in ("The next call comes", "We may not call now", "Stop all calls", "Change the times"):
        assert offered not in page


def test_no_reminder_no_question_no_message_and_no_line_on_today(maya, pat, ruth):
    walk_together(maya, ruth)
    by = system(ruth.organization)
    part = contact_with(maya, ruth).parts.get()
    part.next_contact_on = TUESDAY_ON
    part.save()
    thread.set_wishes(participant=ruth, new_message="text", remind="same_day", remind_by="text", by=by)
    with as_of(TUESDAY - 8 * DAY):
        set_rhythm(participant=ruth, weeks=1, weekday=1, hour=9, by=by, at=TUESDAY - 8 * DAY)
    morning = TUESDAY - timedelta(hours=9)
    waiting = put(participant=ruth, channel="text", words=Words.NEW_MESSAGE, key="one", by=by, at=NOON)

    dies(ruth, pat, at=morning)

    with time_machine.travel(morning, tick=False):
        assert put_reminders(at=morning) == 0
        ask_who_is_due(at=morning)
        assert put(participant=ruth, channel="text", words=Words.NEW_MESSAGE, key="two", by=by, at=NOON) is None
    with time_machine.travel(NOON, tick=False):
        assert delivery.deliver(waiting.pk, worker="here:1:a") == "dropped"
    assert Outgoing.objects.count() == 1
    today = today_of(viewer_of(maya), day=TUESDAY_ON, at=NOON)
    assert [each.who.participant_id for each in today.reach] == []
    assert today.soon == []


def test_the_screen_of_the_dead_cannot_be_written_by_its_old_seal_into_a_name(client, maya, pat, ruth):
    """A form that is refused would draw the screen once more."""
    enrolled(ruth)
    with time_machine.travel(TUESDAY, tick=False):
        take(maya)
        page = sign_in(client, maya).get("/calls").text
        dies(ruth, pat)

        again = client.post(
            "/calls/written", {"id": uuid7(), "hold": hold_in(page), "outcome": "spoke"}, follow=True
        ).text

    assert "Wilhelmina" not in again
