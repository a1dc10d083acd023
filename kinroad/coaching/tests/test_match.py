from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kinroad.audit.models import Change
from kinroad.coaching.actions import match as actions
from kinroad.coaching.models import Match, RequestForSupport
from kinroad.coaching.queries import matching as queries
from kinroad.coaching.tests.asking import LATER, TODAY, ask, coordinator, leader, participant_of, says
from kinroad.coaching.tests.factories import leader_of, walk_together
from kinroad.people.models import CircleRow, Why
from kinroad.people.queries.circle import participants_seen_by
from kinroad.people.tests.factories import (
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db


def test_when_both_have_said_yes_they_walk_together_and_sight_opens():
    luis, maya = someone("participant"), leader()
    match = ask(luis, maya)
    assert not participants_seen_by(viewer_of(maya)).exists()

    says(maya, match, "yes")

    match.refresh_from_db()
    assert match.started_on == TODAY
    assert list(participants_seen_by(viewer_of(maya))) == [participant_of(luis)]
    request = RequestForSupport.objects.get()
    assert request.state == "matched"
    assert request.answered_at
    assert set(Change.objects.values_list("what", flat=True)) >= {
        "match.proposed",
        "match.said_yes",
        "match.started",
        "circle.opened",
        "request.matched",
    }


def test_not_now_closes_nothing_and_they_wait_on():
    luis, maya = someone("participant"), leader()
    match = ask(luis, maya)

    says(maya, match, "not_now")

    match.refresh_from_db()
    assert (match.started_on, match.ended) == (None, "leader_declined")
    assert RequestForSupport.objects.get().state == "open"
    assert not CircleRow.objects.filter(why=Why.MATCH).exists()
    assert queries.candidates_for(participant_of(luis)) == ([], False)


def test_a_question_can_be_answered_once():
    luis, maya = someone("participant"), leader()
    match = ask(luis, maya)
    says(maya, match, "yes")

    says(maya, match, "yes")
    with pytest.raises(ValidationError, match="already walk together"):
        says(maya, match, "not_now")

    actions.change(participant=participant_of(luis), on=TODAY, by=viewer_of(luis))
    with pytest.raises(ValidationError, match="taken back"):
        says(maya, match, "yes")


def test_asking_the_same_person_again_meets_the_first_question():
    luis, maya = someone("participant"), leader()

    assert ask(luis, maya) == ask(luis, maya)
    assert Match.objects.count() == 1


def test_asking_someone_else_takes_the_first_question_back():
    luis, maya, tomas = someone("participant"), leader(), leader()
    first = ask(luis, maya)

    ask(luis, tomas)

    first.refresh_from_db()
    assert first.ended == "withdrawn"
    assert Match.objects.proposed().get().peer_leader == leader_of(tomas)


def test_whoever_walks_with_them_goes_on_until_the_next_one_has_said_yes():
    luis, maya, tomas = someone("participant"), leader(), leader()
    first = walk_together(maya, participant_of(luis))
    second = ask(luis, tomas, on=LATER)
    first.refresh_from_db()
    assert first.ended_on is None

    says(tomas, second, "yes", on=LATER)

    first.refresh_from_db()
    assert (first.ended_on, first.ended) == (LATER, "participant_changed")
    assert not participants_seen_by(viewer_of(maya)).exists()
    assert list(participants_seen_by(viewer_of(tomas))) == [participant_of(luis)]


def test_changing_needs_no_reason_and_ends_sight_at_once():
    luis, maya = someone("participant"), leader()
    match = walk_together(maya, participant_of(luis))

    actions.change(participant=participant_of(luis), on=LATER, by=viewer_of(luis))

    match.refresh_from_db()
    assert (match.ended_on, match.ended) == (LATER, "participant_changed")
    assert not participants_seen_by(viewer_of(maya)).exists()
    request = RequestForSupport.objects.get()
    assert (request.came_by, request.leave_to_coordinator) == ("own_page", False)
    assert request.due_on == date(2026, 3, 10)


def test_leaving_it_to_the_coordinator_takes_an_open_question_back():
    luis, maya = someone("participant"), leader()
    match = ask(luis, maya)

    actions.leave_to_coordinator(participant=participant_of(luis), on=TODAY, by=viewer_of(luis))

    match.refresh_from_db()
    assert match.ended == "withdrawn"
    assert RequestForSupport.objects.get().leave_to_coordinator is True


def test_someone_the_coordinator_thought_of_starts_only_with_the_yes_of_the_participant():
    luis, maya = someone("participant"), leader()
    pat = coordinator(participant_of(luis).program)
    match = ask(luis, maya, by=pat, says_yes=False)
    says(maya, match, "yes")
    match.refresh_from_db()
    assert match.started_on is None

    actions.answer_as_participant(match=match, answer="yes", on=TODAY, by=viewer_of(luis))

    match.refresh_from_db()
    assert match.started_on == TODAY


def test_the_participant_may_say_no_to_the_coordinators_thought():
    luis, maya = someone("participant"), leader()
    pat = coordinator(participant_of(luis).program)
    match = ask(luis, maya, by=pat, says_yes=False)

    actions.answer_as_participant(match=match, answer="not_now", on=TODAY, by=viewer_of(luis))

    match.refresh_from_db()
    assert match.ended == "participant_declined"


@pytest.mark.parametrize(
    ("said", "starts", "ended"),
    [
        ("participant_yes", False, ""),
        ("leader_yes", False, ""),
        ("participant_no", False, "participant_declined"),
        ("leader_not_now", False, "leader_declined"),
        ("withdraw", False, "withdrawn"),
    ],
)
def test_the_coordinator_writes_down_what_they_were_told(said, starts, ended):
    luis, maya = someone("participant"), leader()
    pat = coordinator(participant_of(luis).program)
    match = ask(luis, maya, by=pat, says_yes=False)

    actions.write_down(match=match, said=said, on=TODAY, by=viewer_of(pat))

    match.refresh_from_db()
    assert (match.started_on is not None, match.ended) == (starts, ended)


def test_a_match_under_way_is_not_a_question_to_take_back():
    luis, maya = someone("participant"), leader()
    match = walk_together(maya, participant_of(luis))

    with pytest.raises(ValidationError, match="has been answered"):
        actions.write_down(match=match, said="withdraw", on=TODAY, by=viewer_of(luis))
