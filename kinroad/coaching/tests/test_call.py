"""Calling: one person at a time, and what follows from each call."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from kinroad.audit.models import Change
from kinroad.coaching.actions.call import give_back
from kinroad.coaching.actions.call_enrollment import answer, call_again, change_window, end_calls
from kinroad.coaching.actions.dual_relationship import declare
from kinroad.coaching.models import CallAnswer, CallAttempt, CallEnrollment, CallFollowUp, ContactPart
from kinroad.coaching.rules.call import Because
from kinroad.coaching.tests.calling import TUESDAY, TUESDAY_ON, called, caller, enrolled, take
from kinroad.core.ids import uuid7
from kinroad.notifications.models import Permission
from kinroad.people.tests.factories import ParticipantFactory, role, see, someone, viewer_of
from kinroad.service_log.models import Line

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya", languages=["en"])


@pytest.fixture
def tomas():
    return someone("peer_leader", called="Tomas", languages=["es", "en"])


def fresh(enrollment):
    return CallEnrollment.objects.get(pk=enrollment.pk)


def test_beginning_calls_writes_down_what_was_allowed_in_the_words_that_were_shown():
    luis = enrolled(may_leave_message=True)

    given = {row.kind: row for row in Permission.objects.filter(participant=luis.participant)}
    assert set(given) == {"call", "voicemail"}
    assert "may call" in given["call"].wording
    assert given["call"].number == "+13035550117"
    assert (luis.enrolled_on, luis.question_on, luis.due_at) == (TUESDAY_ON, date(2026, 5, 26), TUESDAY)


def test_calls_begin_once():
    luis = enrolled()

    with pytest.raises(ValidationError, match="Change the times instead"):
        enrolled(luis.participant)


def test_a_window_that_never_opens_is_refused():
    luis = ParticipantFactory(quiet_from=time(17), quiet_to=time(8))

    with pytest.raises(ValidationError, match="outside the quiet hours"):
        enrolled(luis)


def test_two_callers_never_get_the_same_person(maya, tomas):
    enrolled()

    first, second = take(maya), take(tomas)

    assert first is not None
    assert second is None
    assert take(maya) == first


def test_after_a_while_the_next_caller_may_take_them(maya, tomas):
    luis = enrolled()
    take(maya)

    assert take(tomas, at=TUESDAY + timedelta(minutes=46)) == luis


def test_given_back_the_next_caller_may_take_them_and_nothing_is_counted(maya, tomas):
    luis = enrolled()
    take(maya)
    give_back(enrollment=luis, leader=caller(maya), by=viewer_of(maya))

    assert take(tomas) == luis
    assert not CallAttempt.objects.exists()


@pytest.mark.parametrize(
    ("facts", "hours"),
    [
        ({}, 2),  # half past eight in the evening: too late
        ({"time_zone": "America/New_York"}, 0),  # half past eight where they are
        ({"days": [0]}, 0),
        ({"language": "fr"}, 0),
    ],
)
def test_nobody_is_called_outside_their_window_or_without_a_common_language(maya, facts, hours):
    enrolled(at=TUESDAY - 2 * DAY, **facts)

    assert take(maya, at=TUESDAY + timedelta(hours=hours)) is None


def test_quiet_hours_said_later_hold(maya):
    luis = enrolled().participant
    luis.quiet_from, luis.quiet_to = time(18, 15), time(7)
    luis.save()

    assert take(maya) is None


def test_neither_family_nor_housemates_are_called(maya, tomas):
    luis = enrolled().participant
    declare(participant=luis, apart_from=caller(maya).pk, on=TUESDAY_ON, by=viewer_of(maya))

    assert take(maya) is None
    assert take(tomas) is not None


def test_who_works_here_is_called_only_by_those_whose_circle_names_them(maya, tomas):
    luis = enrolled().participant
    role(luis.person, "peer_leader")
    see(tomas, luis)

    assert take(maya) is None
    assert take(tomas) is not None


def test_nobody_calls_themselves():
    bodie = someone("participant", "peer_leader", languages=["en"])
    mine = bodie.participants.get()
    see(bodie, mine)
    enrolled(mine)

    assert take(bodie) is None


def test_who_died_or_took_their_yes_back_is_not_called(maya):
    luis = enrolled().participant
    luis.may_call = False
    luis.save()
    assert take(maya) is None

    luis.may_call, luis.died_on = True, TUESDAY_ON
    luis.save()
    assert take(maya) is None


def test_speaking_is_support_given_and_the_participant_reads_what_was_written(maya):
    luis = enrolled()

    attempt = called(maya, luis, disposition="doing_well", note="She starts the class on Monday.", minutes=15)

    line = Line.objects.get()
    assert (line.participant, line.minutes, line.how, line.emotional, line.source) == (
        luis.participant,
        15,
        "phone",
        True,
        "contact",
    )
    assert ContactPart.objects.get().note == "She starts the class on Monday."
    assert attempt.contact_id == line.source_id
    assert fresh(luis).due_at.astimezone(TUESDAY.tzinfo) - TUESDAY > 6 * DAY


def test_a_second_press_is_the_same_call(maya):
    luis, id = enrolled(), uuid7()

    first, second = called(maya, luis, id=id), called(maya, luis, id=id)

    assert first == second
    assert (CallAttempt.objects.count(), Line.objects.count()) == (1, 1)
    assert Change.objects.filter(what="call.written").count() == 1


def test_a_message_that_was_not_allowed_cannot_be_written_down(maya):
    with pytest.raises(ValidationError, match="did not allow messages"):
        called(maya, enrolled(), "voicemail")

    assert called(maya, enrolled(may_leave_message=True), "voicemail").outcome == "voicemail"


def test_who_asked_to_stop_is_never_called_again(maya):
    luis = enrolled()

    called(maya, luis, "asked_to_stop")

    assert not Permission.objects.filter(ended_at=None).exists()
    assert fresh(luis).state == "ended"
    assert all(take(maya, at=TUESDAY + days * DAY) is None for days in range(1, 40))


def test_a_wrong_number_waits_for_a_new_one(maya):
    luis = enrolled()

    called(maya, luis, "wrong_number")

    assert CallFollowUp.objects.get().kind == "number"
    assert take(maya, at=TUESDAY + 8 * DAY) is None


def test_calls_go_on_after_the_hospital_when_somebody_looked(maya):
    luis = enrolled()
    called(maya, luis, "hospital")
    assert fresh(luis).because == "hospital"

    call_again(enrollment=luis, by=viewer_of(maya), at=TUESDAY + 14 * DAY)

    assert take(maya, at=TUESDAY + 14 * DAY) == luis
    assert not CallFollowUp.objects.filter(done_at=None).exists()


def test_danger_is_the_supervisors_until_somebody_has_looked(maya):
    luis = enrolled()
    called(maya, luis, disposition="crisis")

    call_again(enrollment=luis, by=viewer_of(maya), at=TUESDAY + DAY)

    assert CallFollowUp.objects.get(done_at=None).kind == "crisis"


def test_after_twelve_weeks_yes_goes_on_and_no_ends_kindly(maya):
    at = TUESDAY + 84 * DAY
    aisha, luis = enrolled(), enrolled()

    called(maya, aisha, at=at, keep_calling=True)
    answer(enrollment=luis, wants=False, by=viewer_of(maya), at=at)

    assert fresh(aisha).question_on == date(2026, 8, 18)
    assert (fresh(luis).state, fresh(luis).because) == ("ended", "enough")
    assert sorted(CallAnswer.objects.values_list("due_on", "wants")) == [
        (date(2026, 5, 26), False),
        (date(2026, 5, 26), True),
    ]


def test_a_call_that_happened_is_a_fact_also_after_the_calls_ended(maya):
    luis = enrolled()
    end_calls(enrollment=luis, because=Because.ASKED_TO_STOP, by=viewer_of(maya), at=TUESDAY)

    called(maya, luis)

    assert fresh(luis).state == "ended"
    assert Line.objects.count() == 1


def test_other_times_move_the_next_call(maya):
    luis = enrolled()

    changed = change_window(
        enrollment=luis,
        version=1,
        days=[5],
        starts=time(9),
        ends=time(11),
        time_zone="America/New_York",
        language="es",
        by=viewer_of(maya),
        at=TUESDAY,
    )

    assert changed.due_at.isoformat() == "2026-03-07T14:00:00+00:00"
    with pytest.raises(ValidationError, match="changed meanwhile"):
        change_window(
            enrollment=luis,
            version=1,
            days=[5],
            starts=time(9),
            ends=time(11),
            time_zone="",
            language="es",
            by=viewer_of(maya),
            at=TUESDAY,
        )


def test_whoever_called_them_before_calls_them_again(maya, tomas):
    aisha, luis = enrolled(), enrolled()
    called(tomas, luis, at=TUESDAY - 7 * DAY)
    called(maya, aisha, at=TUESDAY - 7 * DAY)

    assert take(tomas) == luis
    assert take(maya) == aisha
