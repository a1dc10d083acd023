"""Whoever has gone quiet: what gatherings know of it."""

from datetime import timedelta

import pytest

from kinroad.coaching.rules.today import Line, Reason
from kinroad.gatherings.models import Coming
from kinroad.gatherings.tests.attending import a_session, came, the_day_before
from kinroad.home.queries.missed import with_missed
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import OrganizationFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    return OrganizationFactory()


def said_they_come(session, participant):
    Coming(
        organization_id=session.organization_id,
        session=session,
        participant=participant,
        signed_up_at=session.starts_at - timedelta(days=1),
    ).save()


def line_of(participant, day, reason=Reason.QUIET):
    return Line(participant_id=participant.pk, reason=reason, since=day, day=30)


def told(participant, *sessions):
    """What stands on their line."""
    organization, day = sessions[0].organization, max(each.on for each in sessions)
    viewer = Viewer.system(organization.pk, organization.zone)
    return with_missed([line_of(participant, day)], viewer=viewer, day=day)[0].missed


def test_two_gatherings_in_a_row_that_somebody_missed_stand_beside_the_silence(organization):
    roger = ParticipantFactory(organization=organization)
    session = a_session(organization)
    before = the_day_before(session)
    for each in (before, session):
        said_they_come(each, roger)
        came(each, head_count=4)

    assert told(roger, before, session) == 2


def test_who_came_the_last_time_missed_nothing_also_under_a_second_record(organization):
    roger = ParticipantFactory(organization=organization)
    double = ParticipantFactory(organization=organization, merged_into=roger)
    session = a_session(organization)
    before = the_day_before(session)
    for each in (before, session):
        said_they_come(each, double)
    came(before, head_count=4)
    came(session, roger)

    assert told(roger, before, session) == 0


def test_a_sheet_nobody_saved_says_nothing_about_anybody(organization):
    roger = ParticipantFactory(organization=organization)
    session = a_session(organization)
    said_they_come(session, roger)

    assert told(roger, session) == 0


def test_it_is_asked_once_and_only_when_somebody_is_quiet(organization, django_assert_num_queries):
    people = [ParticipantFactory(organization=organization) for _ in range(5)]
    day = a_session(organization).on
    viewer = Viewer.system(organization.pk, organization.zone)

    with django_assert_num_queries(1):
        with_missed([line_of(each, day) for each in people], viewer=viewer, day=day)
    with django_assert_num_queries(0):
        with_missed([line_of(each, day, Reason.BY_WISH) for each in people], viewer=viewer, day=day)
