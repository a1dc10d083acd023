"""The proposal for everyone who waits, read from what is written down, and the command that prints it."""

import json
from argparse import Namespace

import pytest

from kinroad.audit.models import Change, Look
from kinroad.coaching.actions import match as matching
from kinroad.coaching.actions.request import ask_again
from kinroad.coaching.models import DualRelationship, Match, RequestForSupport
from kinroad.coaching.queries.best_match import everyone_waiting, for_everyone, leaders_now
from kinroad.coaching.queries.matching import as_leader, as_seeker, rows_of_leaders
from kinroad.coaching.tests.asking import TODAY, ask, leader, participant_of, wish
from kinroad.coaching.tests.factories import leader_of
from kinroad.config.matching import propose
from kinroad.core.time import now
from kinroad.people.models import Participant
from kinroad.people.tests.factories import OrganizationFactory, ParticipantFactory, someone, viewer_of

pytestmark = pytest.mark.django_db


def waits(**facts):
    """A participant who asked for support and waits."""
    person = someone("participant", **{key: facts.pop(key) for key in ("called", "languages") if key in facts})
    participant = participant_of(person)
    Participant.objects.filter(pk=participant.pk).update(**facts)
    ask_again(participant=participant, words="", on=TODAY, by=viewer_of(person))
    return person


def proposal(**more):
    return for_everyone(organization_id=OrganizationFactory().pk, **more).best


def test_the_whole_list_is_read_as_each_of_its_people():
    luis = waits(languages=["es", "en"], experiences=["hepatitis_c"], availability=["weekday_evening"])
    aisha = waits(interests=["music"], pathways=["smart"])
    wish(aisha, gender="woman", language="es")
    maya, tomas = leader(gender="woman"), leader(experiences=["hepatitis_c"])
    declined = ask(luis, maya)
    matching.answer_as_leader(match=declined, answer="not_now", on=TODAY, by=viewer_of(maya))
    DualRelationship(
        organization=aisha.organization,
        participant=participant_of(aisha),
        peer_leader=leader_of(tomas),
        declared_at=now(),
    ).save()
    merged = ParticipantFactory(merged_into=participant_of(aisha))
    DualRelationship(
        organization=aisha.organization, participant=merged, peer_leader=leader_of(maya), declared_at=now()
    ).save()

    read = {one.seeker.participant_id: one.seeker for one in everyone_waiting(luis.organization_id)}

    assert read == {each.pk: as_seeker(each) for each in (participant_of(luis), participant_of(aisha))}
    assert leaders_now(luis.organization_id) == {
        row.pk: as_leader(row, taken={}) for row in rows_of_leaders(luis.organization_id)
    }


def test_who_has_been_asked_about_or_walks_with_someone_is_not_waiting_for_us():
    luis, aisha, maya = waits(), waits(), leader()
    ask(luis, maya)

    assert [one.seeker.participant_id for one in everyone_waiting(luis.organization_id)] == [participant_of(aisha).pk]
    few = everyone_waiting(luis.organization_id, among=[participant_of(luis).pk, participant_of(aisha).pk])
    assert [one.seeker.participant_id for one in few] == [participant_of(aisha).pk]


def test_a_place_that_is_held_for_an_answer_is_taken():
    luis, _ = waits(), waits()
    maya = leader(caseload_limit=1)
    ask(luis, maya)

    best = proposal()

    assert (len(best.pairs), len(best.not_yet)) == (0, 1)


def test_nobody_who_died_is_proposed():
    luis = waits()
    leader()
    Participant.objects.filter(person=luis).update(died_on=TODAY)

    assert proposal().pairs == ()


def test_a_proposal_of_one_person_names_only_whom_they_may_see():
    waits()
    leader()
    stranger = someone("coordinator")

    assert proposal(seen_by=stranger.pk).pairs == ()
    assert len(proposal().pairs) == 1


def test_more_people_cost_no_more_queries(django_assert_num_queries):
    waits()
    leader()
    organization = OrganizationFactory().pk
    proposal()
    with django_assert_num_queries(7):
        for_everyone(organization_id=organization)
    for _ in range(4):
        waits()
        leader()
    with django_assert_num_queries(7):
        for_everyone(organization_id=organization)


def test_the_command_prints_the_proposal_and_changes_nothing(capsys):
    luis = waits(languages=["es", "en"], experiences=["hepatitis_c"])
    aisha = waits()
    wish(aisha, gender="woman")
    maya = leader(experiences=["hepatitis_c"], gender="man")
    lines, looks = Change.objects.count(), Look.objects.count()

    assert propose(Namespace(json=True, organization="juniper")) == 0

    told = json.loads(capsys.readouterr().out)
    assert {name: told[name] for name in ("waiting", "proposed", "not_yet")} == {
        "waiting": 2,
        "proposed": 1,
        "not_yet": 1,
    }
    (pair,) = told["pairs"]
    assert pair["participant"] == str(participant_of(luis).pk)
    assert pair["peer_leader"] == str(leader_of(maya).pk)
    assert pair["reasons"] == ["Has lived with hepatitis C"]
    assert told["preference"] > 0
    assert told["seconds_solving"] > 0
    assert not Match.objects.exists()
    assert RequestForSupport.objects.filter(state="open").count() == 2
    assert (Change.objects.count(), Look.objects.count()) == (lines, looks)


def test_the_command_says_the_same_in_words_without_a_name(capsys):
    waits(called="Wilhelmina")
    leader()

    assert propose(Namespace(json=False, organization=None)) == 0

    said = capsys.readouterr().out
    assert "Waiting: 1. Could have someone now: 1. Not yet: 0." in said
    assert "Wilhelmina" not in said
