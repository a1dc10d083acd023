"""Some time after a death the circle closes: sight that is needed no longer ends, and a mistake is still undone."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from kinroad.coaching.tests.factories import leader_of, walk_together
from kinroad.core.time import now
from kinroad.people.actions import death
from kinroad.people.actions.accounts import end_role
from kinroad.people.models import CircleRow, Death, Why
from kinroad.people.queries.circle import participants_seen_by
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import (
    ParticipantFactory,
    ProgramFactory,
    SupervisionFactory,
    coordinate,
    see,
    sign_in,
    someone,
    viewer_of,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)


@pytest.fixture
def maya():
    return someone("peer_leader", called="Maya")


@pytest.fixture
def sam(maya):
    sam = someone("supervisor", called="Sam")
    SupervisionFactory(supervisor=sam, peer_leader=leader_of(maya))
    return sam


@pytest.fixture
def pat():
    pat = someone("coordinator", called="Pat")
    coordinate(pat, ProgramFactory())
    return pat


@pytest.fixture
def luis(maya, sam, pat):
    luis = ParticipantFactory(person__called="Luis", program=ProgramFactory())
    walk_together(maya, luis)
    see(pat, luis, why=Why.COORDINATION)
    death.record(participant=luis, on=DAY, told_by="", by=viewer_of(maya))
    return luis


def days_go_by(luis):
    by = Viewer.system(luis.organization_id, "America/Denver")
    return death.close_circles(organization_id=luis.organization_id, before=now() + timedelta(days=1), by=by)


def sees(person, luis):
    return participants_seen_by(viewer_of(person)).filter(pk=luis.pk).exists()


def test_who_walked_with_them_sees_their_page_no_more_and_who_answers_for_it_does(luis, maya, sam, pat):
    assert all(sees(each, luis) for each in (maya, sam, pat))

    assert days_go_by(luis) == 1
    assert days_go_by(luis) == 0, "once"

    assert [sees(each, luis) for each in (maya, sam, pat)] == [False, True, True]
    assert Death.objects.get().circle_closed_at


def test_before_its_day_nothing_closes(luis, maya):
    by = Viewer.system(luis.organization_id, "America/Denver")

    assert death.close_circles(organization_id=luis.organization_id, before=now() - timedelta(days=60), by=by) == 0
    assert sees(maya, luis)


def test_the_page_says_until_when_and_then_that_it_is_closed(client, luis, maya, sam):
    page = sign_in(client, maya).get(f"/people/{luis.pk}")
    assert "see this page until" in page.text

    days_go_by(luis)

    assert "The circle is closed" in sign_in(client, sam).get(f"/people/{luis.pk}").text
    assert sign_in(client, maya).get(f"/people/{luis.pk}").status_code == 404


def test_a_mistake_found_later_brings_the_circle_back_in_one_step(client, luis, maya, sam):
    days_go_by(luis)

    sign_in(client, sam).post(reverse("home:death_undo", args=[luis.pk]))

    assert sees(maya, luis)
    assert sees(sam, luis), "as whoever supervises Maya"
    assert not CircleRow.objects.filter(why=Why.SUPERVISION, ended_at=None).exists()


def test_who_stopped_walking_with_them_meanwhile_does_not_come_back(luis, maya, pat):
    days_go_by(luis)

    death.undo(participant=luis, by=viewer_of(pat), walking=[])

    assert not sees(maya, luis)


def test_a_supervisor_whose_role_ended_sees_and_hears_nothing_of_it(client, luis, sam):
    days_go_by(luis)
    ada = someone("administrator")

    end_role(person=sam, role="supervisor", by=viewer_of(ada))

    assert not sees(sam, luis)
    assert not CircleRow.objects.filter(person=sam, ended_at=None).exists()
    assert sign_in(client, sam).get("/my-team").status_code == 404
