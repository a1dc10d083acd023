from datetime import date

import pytest
from django.http import Http404

from kinroad.core.ids import uuid7
from kinroad.people.models import Why
from kinroad.people.queries.circle import get_participant, participants_seen_by, why_seen
from kinroad.people.tests.factories import (
    OrganizationFactory,
    ParticipantFactory,
    SupervisionFactory,
    coordinate,
    role,
    see,
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db


def test_a_peer_leader_sees_those_they_walk_with_and_nobody_else():
    maya = someone("peer_leader")
    luis, stranger = ParticipantFactory(), ParticipantFactory()
    see(maya, luis)

    assert list(participants_seen_by(viewer_of(maya))) == [luis]
    with pytest.raises(Http404):
        get_participant(stranger.pk, viewer=viewer_of(maya))
    with pytest.raises(Http404):
        get_participant(uuid7(), viewer=viewer_of(maya))


def test_a_supervisor_sees_whom_their_peer_leaders_walk_with_while_they_supervise():
    sam, maya = someone("supervisor"), someone("peer_leader")
    luis = ParticipantFactory()
    see(maya, luis)
    supervision = SupervisionFactory(
        organization=maya.organization, supervisor=sam, peer_leader=maya.peer_leaders.get()
    )

    assert list(participants_seen_by(viewer_of(sam))) == [luis]
    assert why_seen(luis, viewer=viewer_of(sam)) == Why.SUPERVISION

    supervision.ended_on = date(2026, 2, 1)
    supervision.save()
    assert not participants_seen_by(viewer_of(sam)).exists()


def test_a_coordinator_of_a_program_does_not_see_the_record_of_someone_who_works_here():
    pat = someone("coordinator")
    aisha = ParticipantFactory()
    bodie = ParticipantFactory()
    role(bodie.person, "peer_leader")
    coordinate(pat, aisha.program)

    assert list(participants_seen_by(viewer_of(pat))) == [aisha]

    see(pat, bodie, Why.INTAKE)
    assert set(participants_seen_by(viewer_of(pat))) == {aisha, bodie}


def test_whoever_saw_a_merged_participant_sees_the_one_who_stands_for_them():
    maya = someone("peer_leader")
    luis, luis_again = ParticipantFactory(), ParticipantFactory()
    see(maya, luis_again)
    luis_again.merged_into = luis
    luis_again.save()

    assert list(participants_seen_by(viewer_of(maya))) == [luis]


def test_another_organization_sees_nothing():
    neighbour = OrganizationFactory(slug="neighbour", discreet_name="Next Door")
    olga = someone("coordinator", organization=neighbour)
    luis = ParticipantFactory()

    with pytest.raises(ValueError, match="another organization"):
        see(olga, luis)
    assert not participants_seen_by(viewer_of(olga)).exists()


def test_administrators_and_evaluators_see_no_record():
    ParticipantFactory()

    for name in ("administrator", "evaluator"):
        assert not participants_seen_by(viewer_of(someone(name))).exists()
