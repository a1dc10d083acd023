from datetime import date

import pytest
from django.core.exceptions import ValidationError

from kinroad.audit.models import Change
from kinroad.coaching.actions import match as actions
from kinroad.coaching.models import DualRelationship, Match, MatchWishes, RequestForSupport
from kinroad.coaching.queries import matching as queries
from kinroad.coaching.tests.factories import leader_of, walk_together
from kinroad.people.models import CircleRow, Participant, PeerLeader, RoleHeld, Why
from kinroad.people.queries.circle import participants_seen_by
from kinroad.people.tests.factories import (
    LONG_AGO,
    OrganizationFactory,
    ParticipantFactory,
    coordinate,
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
LATER = date(2026, 3, 9)


def participant_of(person):
    return Participant.objects.get(person=person)


def leader(**facts):
    """A peer leader who is cleared and has the role."""
    person = someone("peer_leader")
    PeerLeader.objects.filter(person=person).update(**facts)
    return person


def ask(person, chosen, *, by=None, says_yes=True, on=TODAY):
    return actions.propose_match(
        participant=participant_of(person),
        peer_leader=leader_of(chosen).pk,
        on=on,
        by=viewer_of(by or person),
        participant_says_yes=says_yes,
    )


def says(chosen, match, answer, on=TODAY):
    return actions.answer_as_leader(match=match, answer=answer, on=on, by=viewer_of(chosen))


def coordinator(program):
    pat = someone("coordinator")
    coordinate(pat, program)
    return pat


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


# -- the hard rules, whoever asks ---------------------------------------------------------------------------------


def wish(person, **wishes):
    MatchWishes(
        organization=person.organization, participant=participant_of(person), **{"gender": "woman"} | wishes
    ).save()


def test_asked_for_a_woman_and_never_gets_a_man_not_even_by_hand():
    aisha, tomas = someone("participant"), leader(gender="man")
    pat = coordinator(participant_of(aisha).program)
    wish(aisha)

    for by in (aisha, pat):
        with pytest.raises(ValidationError, match="not what (you|they) asked for"):
            ask(aisha, tomas, by=by)
    assert queries.candidates_for(participant_of(aisha)) == ([], False)
    assert not Match.objects.exists()


def test_a_woman_asked_for_after_the_question_ends_the_question():
    aisha, tomas, maya = someone("participant"), leader(gender="man"), leader(gender="woman")
    match = ask(aisha, tomas)

    actions.set_wishes(
        participant=participant_of(aisha), gender="woman", language="", pathway="", on=TODAY, by=viewer_of(aisha)
    )

    match.refresh_from_db()
    assert match.ended == "withdrawn"
    assert [one.peer_leader_id for one in queries.candidates_for(participant_of(aisha))[0]] == [leader_of(maya).pk]


def test_a_wish_that_fits_the_question_leaves_it_standing_and_the_same_wish_changes_nothing():
    aisha, maya = someone("participant"), leader(gender="woman")
    match = ask(aisha, maya)
    wanted = {"gender": "woman", "language": "en", "pathway": ""}

    for _ in range(2):
        actions.set_wishes(participant=participant_of(aisha), on=TODAY, by=viewer_of(aisha), **wanted)

    match.refresh_from_db()
    assert match.ended_on is None
    assert Change.objects.filter(what="match_wishes.changed").count() == 1


def test_what_changed_between_question_and_yes_is_asked_again_and_hints_at_nothing():
    aisha, maya = someone("participant"), leader(gender="woman")
    match = ask(aisha, maya)
    wish(aisha)
    PeerLeader.objects.update(gender="man")

    with pytest.raises(ValidationError) as refused:
        says(maya, match, "yes")

    assert refused.value.messages == ["This cannot start right now. The coordinator will look at it with you."]
    match.refresh_from_db()
    assert match.started_on is None


def test_people_who_know_each_other_in_another_way_are_never_matched():
    luis, maya = someone("participant"), leader()
    pat = coordinator(participant_of(luis).program)
    DualRelationship(
        organization=luis.organization,
        participant=participant_of(luis),
        peer_leader=leader_of(maya),
        declared_at=LONG_AGO,
    ).save()

    with pytest.raises(ValidationError, match="cannot walk with someone new right now"):
        ask(luis, maya)
    with pytest.raises(ValidationError, match="know each other in another way"):
        ask(luis, maya, by=pat)


def test_without_a_language_in_common_nobody_is_matched():
    luis, maya = someone("participant", languages=["es"]), leader()
    pat = coordinator(participant_of(luis).program)

    with pytest.raises(ValidationError, match="no language in common"):
        ask(luis, maya, by=pat)


@pytest.mark.parametrize("facts", [{"state": "break"}, {"state": "alumni"}, {"cleared_on": None}])
def test_only_those_cleared_to_work_are_matched(facts):
    luis, maya = someone("participant"), leader(**facts)
    pat = coordinator(participant_of(luis).program)

    assert queries.candidates_for(participant_of(luis)) == ([], False)
    with pytest.raises(ValidationError, match="cannot walk with someone new"):
        ask(luis, maya, by=pat)


def test_whoever_has_lost_the_role_is_no_longer_proposed():
    luis, maya = someone("participant"), leader()
    RoleHeld.objects.filter(person=maya).update(ended_at=LONG_AGO)

    assert queries.candidates_for(participant_of(luis)) == ([], False)


def test_a_full_caseload_takes_nobody_else_and_names_nobody():
    aisha, luis, maya = someone("participant"), someone("participant"), leader(caseload_limit=1)
    pat = coordinator(participant_of(luis).program)
    ask(aisha, maya)

    with pytest.raises(ValidationError) as to_the_participant:
        ask(luis, maya)
    with pytest.raises(ValidationError) as to_the_coordinator:
        ask(luis, maya, by=pat)

    said = to_the_participant.value.messages + to_the_coordinator.value.messages
    assert said == [
        "This peer leader cannot walk with someone new right now. Choose someone else.",
        "This peer leader already walks with as many people as they can. Choose someone else.",
    ]


def test_a_leader_whose_room_shrank_is_told_so():
    aisha, luis, maya = someone("participant"), someone("participant"), leader(caseload_limit=2)
    walk_together(maya, participant_of(aisha))
    match = ask(luis, maya)
    PeerLeader.objects.update(caseload_limit=1)

    with pytest.raises(ValidationError, match="as many people as you have room for"):
        says(maya, match, "yes")


def test_nobody_walks_with_themselves():
    bodie = someone("participant", "peer_leader")

    with pytest.raises(ValidationError):
        ask(bodie, bodie)


def test_a_peer_leader_of_another_organization_is_no_peer_leader():
    luis = someone("participant")
    stranger = someone("peer_leader", organization=OrganizationFactory(slug="neighbour", discreet_name="Next Door"))

    with pytest.raises(ValidationError, match="from the list"):
        ask(luis, stranger)


def test_a_merged_history_counts_as_one():
    luis, maya, tomas = someone("participant"), leader(), leader()
    again = ParticipantFactory()
    walk_together(maya, again)
    again.merged_into = participant_of(luis)
    again.save()

    assert [match.peer_leader for match in queries.open_matches_of(participant_of(luis))] == [leader_of(maya)]
    says(tomas, ask(luis, tomas), "yes")
    assert Match.objects.current().get().peer_leader == leader_of(tomas)
