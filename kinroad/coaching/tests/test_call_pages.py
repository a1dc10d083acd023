"""The pages of calling, as a volunteer, a coordinator and the participant see them."""

from datetime import timedelta

import pytest
import time_machine

from kinroad.audit.models import Look
from kinroad.coaching.models import CallAttempt, CallDialing, CallEnrollment
from kinroad.coaching.tests.calling import TUESDAY, called, caller, enrolled, take
from kinroad.core.forms import new_form_id
from kinroad.notifications.models import Permission
from kinroad.people.models import PeerLeader, Supervision
from kinroad.people.tests.factories import (
    LONG_AGO,
    ParticipantFactory,
    PersonFactory,
    see,
    sign_in,
    someone,
)

pytestmark = pytest.mark.django_db
AT_WORK = time_machine.travel(TUESDAY, tick=False)


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya", languages=["en"])


@pytest.fixture
def aisha():
    return ParticipantFactory(person=PersonFactory(called="Aisha"), kind="family", name_to_say="Ruth from the library")


def hold_in(page: str) -> str:
    return page.split('name="hold" value="')[1].split('"')[0]


def tap(client, page, **facts):
    return client.post("/calls/written", {"id": new_form_id(), "hold": hold_in(page), **facts}, follow=True)


@AT_WORK
def test_a_volunteer_takes_the_next_person_and_writes_the_call_down_in_one_tap(client, maya, aisha):
    enrolled(aisha)
    sign_in(client, maya)
    assert "One person can be called right now." in client.get("/calls").text

    page = client.post("/calls/next", follow=True).text
    assert "Aisha" in page
    assert "number that ends in 17" in page
    assert "3035550117" not in page
    assert "Say that you are Ruth from the library" in page
    assert "Leave no message." in page
    assert "Left a message" not in page
    assert "Used this week" not in page  # she is a family member
    after = tap(client, page, outcome="no_answer").text

    assert CallAttempt.objects.get().outcome == "no_answer"
    assert "The next call is on Wednesday, March 4." in after


@AT_WORK
def test_dialing_is_a_look_and_hides_the_callers_number(client, maya, aisha):
    enrolled(aisha)
    take(maya)

    answer = sign_in(client, maya).get("/calls/dial")

    assert answer.headers["Location"] == "tel:*673035550117"
    assert Look.objects.filter(participant_id=aisha.pk, page="dial", why="calls").count() == 1


@AT_WORK
@pytest.mark.parametrize(
    ("typed", "dialed", "told"),
    [
        ("*67", "tel:*673035550117", "shows “No caller ID” or “Private”"),
        ("#31#", "tel:%2331%233035550117", "Your phone dials #31# first."),
        ("", "tel:+13035550117", "Their phone shows the number you call from."),
    ],
)
def test_the_organization_says_what_is_dialed_and_the_screen_what_the_other_side_sees(
    client, maya, aisha, typed, dialed, told
):
    sign_in(client, someone("supervisor")).post("/calls/lists/dialing", {"prefix": typed})
    enrolled(aisha)
    take(maya)
    sign_in(client, maya)

    assert told in client.get("/calls").text
    assert client.get("/calls/dial").headers["Location"] == dialed


def test_what_no_telephone_dials_is_refused(client):
    page = sign_in(client, someone("supervisor")).post("/calls/lists/dialing", {"prefix": "<67"}).text

    assert "Use only digits, * and #" in page
    assert CallDialing.objects.count() == 0


def test_nobody_on_the_screen_nothing_to_dial(client, maya):
    assert sign_in(client, maya).get("/calls/dial").status_code == 404


@AT_WORK
def test_what_they_say_stands_in_their_language_and_the_rest_in_the_callers(client, maya):
    enrolled(ParticipantFactory(person__called="Luis"), language="es")
    maya.languages = ["en", "es"]
    maya.save()
    take(maya)

    page = sign_in(client, maya).get("/calls").text

    assert '<div lang="es">' in page
    assert "¿Cómo está?" in page
    assert "How did it go?" in page


@AT_WORK
def test_what_was_said_last_time_is_for_the_circle_and_for_who_heard_it(client, maya, aisha):
    tomas = someone("peer_leader", called="Tomas", languages=["en"])
    called(tomas, enrolled(aisha), disposition="struggling", note="The hearing is on Friday.", at=TUESDAY)
    with time_machine.travel(TUESDAY + timedelta(days=2), tick=False):
        take(maya, at=TUESDAY + timedelta(days=2))
        stranger = sign_in(client, maya).get("/calls").text
        see(maya, aisha)
        friend = client.get("/calls").text

    assert "We spoke" in stranger
    assert "The hearing" not in stranger
    assert "A hard week" not in stranger.split("Last times")[1].split("How did it go")[0]
    assert "The hearing is on Friday." in friend


@AT_WORK
def test_a_spoken_call_needs_its_minutes_and_keeps_what_was_typed(client, maya, aisha):
    enrolled(aisha)
    take(maya)
    sign_in(client, maya)

    page = tap(client, client.get("/calls").text, outcome="spoke", note="Likes Tuesdays.").text

    assert "Choose about how many minutes you spoke." in page
    assert "Likes Tuesdays." in page
    assert not CallAttempt.objects.exists()


@AT_WORK
def test_in_danger_the_steps_and_the_supervisors_number_stand_on_the_screen(client, maya, aisha):
    sam = someone("supervisor", called="Sam", phone="+13035550188")
    Supervision(
        organization=maya.organization, supervisor=sam, peer_leader=caller(maya), started_on=LONG_AGO.date()
    ).save()
    enrolled(aisha)
    take(maya)
    sign_in(client, maya)

    page = client.get("/calls").text
    after = tap(client, page, outcome="spoke", minutes="10", disposition="crisis").text

    assert "tel:+13035550188" in page
    assert "Stay on the line" in after
    assert "tel:988" in after


@AT_WORK
def test_a_screen_of_somebody_else_writes_nothing(client, maya, aisha):
    tomas = someone("peer_leader", languages=["en"])
    enrolled(aisha)
    take(maya)
    page = sign_in(client, maya).get("/calls").text

    after = tap(sign_in(client, tomas), page, outcome="no_answer").text

    assert "This page is too old." in after
    assert not CallAttempt.objects.exists()


def begin(**more):
    return {
        "id": new_form_id(),
        "phone": "303-555-0117",
        "days": ["1", "3"],
        "starts": "19:00",
        "ends": "20:30",
        "time_zone": "America/New_York",
        "language": "en",
        "may_call": "on",
        **more,
    }


@AT_WORK
def test_someone_in_sight_begins_calls_at_the_participants_word(client, maya, aisha):
    see(maya, aisha)

    page = sign_in(client, maya).post(f"/people/{aisha.pk}/calls", begin(may_leave_message="on"), follow=True).text

    row = CallEnrollment.objects.get()
    assert (row.days, row.starts.hour, row.enrolled_by) == (0b1010, 19, maya)
    assert set(Permission.objects.values_list("kind", flat=True)) == {"call", "voicemail"}
    assert "The next call comes from 7:00\u00a0pm on Thursday, March 5." in page


@AT_WORK
def test_without_the_yes_there_are_no_calls(client, maya, aisha):
    see(maya, aisha)

    page = sign_in(client, maya).post(f"/people/{aisha.pk}/calls", begin(may_call="")).text

    assert "Tick this box if we may call." in page
    assert not CallEnrollment.objects.exists()


@AT_WORK
def test_the_participant_sees_the_next_call_and_stops_in_one_step(client):
    aisha = someone("participant", called="Aisha")
    enrolled(aisha.participants.get())
    sign_in(client, aisha)

    page = client.get("/me/calls").text
    after = client.post("/me/calls/said", {"said": "stop"}, follow=True).text

    assert "The next call comes from 6:30\u00a0pm on Tuesday, March 3." in page
    assert "No more calls. You can begin again any time." in after
    assert CallEnrollment.objects.get().because == "asked_to_stop"


@AT_WORK
def test_a_wrong_tap_is_corrected_on_a_page_of_its_own(client, maya, aisha):
    attempt = called(maya, enrolled(aisha), "no_answer")

    page = (
        sign_in(client, maya)
        .post(f"/calls/made/{attempt.pk}", {"id": new_form_id(), "outcome": "declined"}, follow=True)
        .text
    )

    assert "Corrected." in page
    assert "Not today" in page


@pytest.mark.parametrize("name", ["participant", "supervisor", "coordinator", "administrator", "evaluator"])
def test_the_calling_screen_is_for_those_who_call(client, name):
    assert sign_in(client, someone(name)).get("/calls").status_code == 404


def test_who_is_not_cleared_does_not_call(client, maya):
    PeerLeader.objects.update(cleared_on=None)

    assert sign_in(client, maya).get("/calls").status_code == 404
