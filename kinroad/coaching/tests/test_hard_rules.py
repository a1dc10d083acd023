import pytest
from django.core.exceptions import ValidationError

from kinroad.audit.models import Change
from kinroad.coaching.actions import match as actions
from kinroad.coaching.models import DualRelationship, Match
from kinroad.coaching.queries import matching as queries
from kinroad.coaching.tests.asking import TODAY, ask, coordinator, leader, participant_of, says, wish
from kinroad.coaching.tests.factories import leader_of, walk_together
from kinroad.people.models import PeerLeader, RoleHeld
from kinroad.people.tests.factories import (
    LONG_AGO,
    OrganizationFactory,
    ParticipantFactory,
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db


def test_asked_for_a_woman_and_never_gets_a_man_not_even_by_hand():
    aisha, tomas = someone("participant"), leader(gender="man")
    pat = coordinator(participant_of(aisha).program)
    wish(aisha)

    for by in (aisha, pat):
        with pytest.raises(ValidationError, match=r"not what (you|they) asked for"):
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
