"""Two pages of one person: one call a week, to who stands for both, and none after a stop said on either."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from kinroad.coaching.actions.call_enrollment import end_calls
from kinroad.coaching.actions.call_list import plan_day
from kinroad.coaching.models import CallAttempt, DualRelationship
from kinroad.coaching.queries.call_overdue import overdue_of
from kinroad.coaching.queries.call_page import call_page
from kinroad.coaching.rules.call import Because
from kinroad.coaching.tests.calling import TUESDAY, TUESDAY_ON, called, enrolled, take
from kinroad.coaching.tests.factories import leader_of
from kinroad.coaching.tests.test_call_list import DAY, NOON, hours
from kinroad.core.time import as_of
from kinroad.people.actions.merging import merge_participants, unmerge_participant
from kinroad.people.tests.factories import (
    ParticipantFactory,
    PersonFactory,
    ProgramFactory,
    coordinate,
    sign_in,
    someone,
    viewer_of,
)
from kinroad.service_log.models import Line

pytestmark = pytest.mark.django_db
MAY_CALL = {"may_call": True}


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya", languages=["en"])


@pytest.fixture
def pat():
    pat = someone("coordinator", called="Pat")
    coordinate(pat, ProgramFactory())
    return pat


def page_of(called="Luis", **facts):
    return ParticipantFactory(person=PersonFactory(called=called), **facts)


def merge(kept, merged, pat, *, at=TUESDAY):
    with as_of(at):
        merge_participants(kept=kept, merged=merged, by=viewer_of(pat))
    kept.refresh_from_db()
    merged.refresh_from_db()


def said_yes(participant, pat):
    """They allow calls on this page too, and end the enrollment that stood there."""
    row = enrolled(participant)
    end_calls(enrollment=row, because=Because.ENOUGH, by=viewer_of(pat), at=TUESDAY)


def test_calls_of_a_merged_page_go_on_for_who_stands_for_it(client, maya, pat):
    kept, merged = page_of("Luis"), page_of("Luis R", time_zone="America/New_York")
    row = enrolled(merged)
    said_yes(kept, pat)
    merge(kept, merged, pat)

    assert take(maya) == row  # in the window of the page that stands for both: Denver
    with time_machine.travel(TUESDAY, tick=False):
        page = sign_in(client, maya).get("/calls").text
    attempt = called(maya, row, disposition="recurrence")

    assert "Luis R" not in page
    assert attempt.participant == merged  # and back with it, should they be two people after all
    assert Line.objects.get().participant == kept
    assert call_page(kept, at=TUESDAY).enrollment == row
    assert [each.id for each in call_page(kept, at=TUESDAY).lines] == [attempt.pk]


def test_two_enrollments_call_one_person_once(maya, pat):
    kept, merged = page_of(), page_of()
    other, own = enrolled(merged), enrolled(kept)
    tomas = someone("peer_leader", called="Tomas", languages=["en"])
    merge(kept, merged, pat)

    assert (take(maya), take(tomas)) == (own, None)
    assert call_page(kept, at=TUESDAY).enrollment == own
    hours(maya)
    with as_of(NOON):
        (line,) = plan_day(on=TUESDAY_ON, by=viewer_of(pat), at=NOON)
        unmerge_participant(merged=merged, by=viewer_of(pat))
    assert line.enrollment == own
    assert take(tomas) == other  # two people after all


def test_calls_that_rest_for_the_one_page_rest_for_the_other(maya, pat):
    kept, merged = page_of(), page_of()
    enrolled(merged)
    called(maya, enrolled(kept), "hospital")
    merge(kept, merged, pat)

    assert take(maya) is None


@pytest.mark.parametrize("on_the_kept_page", [True, False])
def test_a_stop_said_on_either_page_holds_for_both(maya, pat, on_the_kept_page):
    kept, merged = page_of(), page_of()
    rows = {kept: enrolled(kept), merged: enrolled(merged)}
    stopped = kept if on_the_kept_page else merged
    called(maya, rows[stopped], "asked_to_stop", at=TUESDAY)
    merge(kept, merged, pat)

    assert take(maya, at=TUESDAY + timedelta(minutes=5)) is None
    assert not call_page(kept, at=TUESDAY).allowed


def test_who_said_yes_again_after_the_stop_is_called(client, maya, pat):
    kept, merged = page_of(), page_of()
    row = enrolled(kept)
    called(maya, enrolled(merged), "asked_to_stop", at=TUESDAY)
    merge(kept, merged, pat)

    with time_machine.travel(TUESDAY + timedelta(minutes=5), tick=False):
        page = sign_in(client, pat).get(f"/people/{kept.pk}/calls").text
        client.post(f"/people/{kept.pk}/calls/said", {"said": "allow"})

    assert "We may not call now" in page
    assert take(maya, at=TUESDAY + timedelta(minutes=10)) == row


def test_they_begin_no_second_time_while_the_other_page_has_calls(pat):
    kept, merged = page_of(), page_of()
    enrolled(merged)
    merge(kept, merged, pat)

    with pytest.raises(ValidationError, match="go on already"):
        enrolled(kept)


def test_a_late_call_stands_once_under_the_name_that_stays(pat):
    kept, merged = page_of("Luis"), page_of("Luis R")
    enrolled(merged, at=TUESDAY - 9 * DAY)
    enrolled(kept, at=TUESDAY - 9 * DAY)
    merge(kept, merged, pat)

    (late,) = overdue_of(viewer_of(pat), at=TUESDAY).late

    assert (late.participant_id, late.called) == (kept.pk, "Luis")


def test_who_knows_them_under_the_other_page_never_calls(maya, pat):
    kept, merged = page_of(), page_of()
    enrolled(kept)
    DualRelationship.objects.create(
        organization=kept.organization,
        participant=merged,
        peer_leader=leader_of(maya),
        declared_at=TUESDAY,
    )
    merge(kept, merged, pat)
    hours(maya)

    assert take(maya) is None
    with as_of(NOON):
        assert plan_day(on=TUESDAY_ON, by=viewer_of(pat), at=NOON) == []


def test_attempts_before_and_after_are_read_together(maya, pat):
    kept, merged = page_of(), page_of()
    called(maya, enrolled(merged), "no_answer", at=TUESDAY)
    own = enrolled(kept)
    merge(kept, merged, pat)
    called(maya, own, "no_answer", at=TUESDAY + DAY)

    assert len(call_page(kept, at=TUESDAY + 2 * DAY).lines) == CallAttempt.objects.count() == 2
