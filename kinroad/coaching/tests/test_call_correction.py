"""A wrong tap put right: the call stays, and what is counted follows."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from kinroad.coaching.actions.call_correction import correct_attempt
from kinroad.coaching.models import CallAttempt, CallEnrollment, CallFollowUp, Recurrence
from kinroad.coaching.tests.calling import TUESDAY, called, caller, enrolled
from kinroad.core.ids import uuid7
from kinroad.core.time import as_of
from kinroad.people.tests.factories import ZONE, someone, viewer_of
from kinroad.service_log.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya", languages=["en"])


def fresh(enrollment):
    return CallEnrollment.objects.get(pk=enrollment.pk)


def correct(maya, attempt, outcome, **facts):
    with as_of(TUESDAY):
        return correct_attempt(
            id=uuid7(),
            attempt=attempt,
            leader=caller(maya),
            outcome=outcome,
            by=viewer_of(maya),
            at=TUESDAY,
            zone=ZONE,
            **facts,
        )


def counted():
    return sum(line.sign * line.minutes for line in Line.objects.all())


def test_a_wrong_tap_put_right_is_counted_right(maya):
    luis = enrolled()
    wrong = called(maya, luis, minutes=15)
    assert counted() == 15

    correct(maya, wrong, "no_answer")

    assert counted() == 0
    assert fresh(luis).tries == 1
    assert CallAttempt.objects.count() == 2


def test_nobody_answered_was_wrong_they_spoke(maya):
    luis = enrolled()
    wrong = called(maya, luis, "no_answer")

    correct(maya, wrong, "spoke", disposition="struggling", minutes=10)

    assert counted() == 10
    assert fresh(luis).tries == 0


def test_a_call_that_never_was_leaves_everything_as_before(maya):
    luis = enrolled()
    due = luis.due_at
    wrong = called(maya, luis, "wrong_number")

    correct(maya, wrong, "")

    assert (fresh(luis).state, fresh(luis).due_at) == ("active", due)
    assert not CallFollowUp.objects.filter(done_at=None).exists()
    with pytest.raises(ValidationError, match="corrected meanwhile"):
        correct(maya, wrong, "no_answer")


def test_what_they_told_on_a_call_opens_outreach_and_a_wrong_tap_takes_it_back(maya):
    luis = enrolled()
    wrong = called(maya, luis, disposition="recurrence")
    assert Recurrence.objects.get(withdrawn_at=None).told == "call"

    correct(maya, wrong, "spoke", disposition="doing_well", minutes=10)

    assert not Recurrence.objects.filter(withdrawn_at=None).exists()
    assert fresh(luis).due_at > luis.due_at + timedelta(days=6)
