"""Corrections (45 CFR 164.526): asked in their words, answered in time, and their own words beside a no."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from kinroad.audit.models import Change
from kinroad.consent.actions.correction import answer_correction, ask_to_correct, state_own_view
from kinroad.consent.models import Correction
from kinroad.consent.queries.corrections import corrections_of, get_correction, waiting_for_us
from kinroad.consent.rules.correction import answer_by
from kinroad.core.ids import uuid7
from kinroad.core.policy import CorrectionPolicy
from kinroad.core.time import now, today
from kinroad.people.models import Participant
from kinroad.people.tests.factories import ZONE, see, someone, viewer_of

ON = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "due"), [(10, ON + timedelta(10)), (60, ON + timedelta(60)), (99, ON + timedelta(60))]
)
def test_an_answer_is_due_on_the_day_of_the_policy_and_never_after_sixty(days, due):
    assert answer_by(asked_on=ON, policy=CorrectionPolicy(answer_days=days)) == due


@pytest.fixture
def elizabeth(db):
    return Participant.objects.get(person=someone("participant", called="Elizabeth"))


def ask(participant, **facts):
    given = {"about": "facts", "entry": None, "words": "I was there on Tuesday.", "at": now(), **facts}
    return ask_to_correct(
        id=given.pop("id", uuid7()), participant=participant, by=viewer_of(participant.person), **given
    )


def answer(correction, outcome="kept", reason="The sheet of that day says Monday."):
    by = viewer_of(someone("supervisor"))
    return answer_correction(correction=correction, outcome=outcome, reason=reason, by=by, at=now())


def test_a_request_waits_for_its_day_and_changes_nothing(elizabeth):
    row = ask(elizabeth)

    assert (row.how, row.due_on) == ("page", today(ZONE) + timedelta(days=60))
    (asked,) = corrections_of(elizabeth)
    assert asked.answer is None
    assert not asked.may_state
    assert Change.objects.filter(what="correction.asked").count() == 1


def test_it_stands_on_the_list_of_those_who_see_them_until_it_is_answered(elizabeth):
    coordinator, other = someone("coordinator"), someone("coordinator")
    see(coordinator, elizabeth)
    row = ask(elizabeth)

    (waits,) = waiting_for_us(viewer_of(coordinator))
    assert (waits.id, waits.called, waits.due_on) == (row.pk, "Elizabeth", row.due_on)
    assert not waiting_for_us(viewer_of(other))

    answer(row, "corrected", "")
    assert not waiting_for_us(viewer_of(coordinator))


def test_a_no_says_why_and_leaves_room_for_their_own_words_once(elizabeth):
    row = ask(elizabeth)
    with pytest.raises(ValidationError, match="Say why"):
        answer(row, reason=" ")
    with pytest.raises(ValidationError, match="answered with no"):
        state_own_view(correction=row, words="It was Tuesday.", by=viewer_of(elizabeth.person), at=now())

    answer(row)
    assert get_correction(row.pk, participant=elizabeth).may_state
    state_own_view(correction=row, words="It was Tuesday.", by=viewer_of(elizabeth.person), at=now())

    assert get_correction(row.pk, participant=elizabeth).statement.words == "It was Tuesday."
    with pytest.raises(ValidationError, match="stand already"):
        state_own_view(correction=row, words="Again.", by=viewer_of(elizabeth.person), at=now())


def test_whoever_answers_second_is_told_so(elizabeth):
    row = ask(elizabeth)
    answer(row, "corrected", "")

    with pytest.raises(ValidationError, match="answered this already"):
        answer(row)


def test_after_a_yes_there_is_nothing_to_say_against(elizabeth):
    row = ask(elizabeth)
    answer(row, "corrected", "")

    with pytest.raises(ValidationError, match="answered with no"):
        state_own_view(correction=row, words="x", by=viewer_of(elizabeth.person), at=now())


def test_a_second_press_asks_once_and_many_requests_are_talked_over(elizabeth):
    id = uuid7()
    assert ask(elizabeth, id=id) == ask(elizabeth, id=id)
    for _ in range(19):
        ask(elizabeth)

    with pytest.raises(ValidationError, match="Call us"):
        ask(elizabeth)
    assert Correction.objects.count() == 20
