"""The report on what people did together."""

from datetime import timedelta

import pytest

from kinroad.core.time import today
from kinroad.gatherings.queries.together import together
from kinroad.gatherings.rules.together import Month, Together, plain, shared
from kinroad.gatherings.tests.attending import a_session, came, the_day_before
from kinroad.people.tests.factories import OrganizationFactory, ParticipantFactory, sign_in, someone

KINDS = ["support_group", "event"]


@pytest.fixture
def organization(db):
    return OrganizationFactory()


def figures(organization):
    day = today(organization.zone)
    since = (day.replace(day=1) - timedelta(days=40)).replace(day=1)
    return together(organization.pk, since=since, until=day.replace(day=28) + timedelta(days=10))


def test_elizabeth_with_two_children_counts_three_times_and_once_as_a_person(organization):
    elizabeth = ParticipantFactory(organization=organization)
    came(a_session(organization), elizabeth, children=2, head_count=1)

    found = figures(organization)

    assert (found.sessions, found.times, found.children, found.without_record) == (1, 4, 2, 3)
    assert (found.people, found.first_timers, found.came_back) == (1, 1, 0)


def test_who_came_before_came_back_and_under_two_records_is_one_person(organization):
    roger = ParticipantFactory(organization=organization)
    double = ParticipantFactory(organization=organization, merged_into=roger)
    session = a_session(organization)
    came(the_day_before(session), double)
    came(session, roger)

    found = figures(organization)

    assert (found.times, found.people, found.first_timers, found.came_back) == (2, 1, 1, 1)


def test_a_neighbours_gatherings_and_sheets_nobody_saved_do_not_count(organization):
    came(a_session(OrganizationFactory(slug="elm")), head_count=5)
    a_session(organization)

    assert figures(organization).sessions == 0


def test_the_questions_do_not_grow_with_what_took_place(organization, django_assert_num_queries):
    session = a_session(organization)
    for days in range(7, 70, 7):
        came(the_day_before(session, days=days), head_count=3)

    with django_assert_num_queries(3):
        assert figures(organization).times > 10


def test_small_counts_are_not_shared_and_do_not_come_back_from_the_others():
    months = {
        202601: Month({"event": 2, "support_group": 4}, {"event": 40, "support_group": 3}, 0, 20, 0),
        202602: Month({"event": 2}, {"event": 60}, 30, 20, 12),
    }
    found = Together(months, people=47, first_timers=12, came_back=9)

    for_all, inside = shared(found, kinds=KINDS), plain(found, kinds=KINDS)

    assert inside.by_kind["support_group"][1].value == 3
    assert for_all.by_kind["support_group"][1].hidden
    assert for_all.times.value != 103 or for_all.by_kind["event"][1].hidden
    assert (for_all.people.value, for_all.first_timers.at_least, for_all.came_back.small) == (40, 11, True)
    assert for_all.sessions == 8


def test_an_evaluator_gets_twelve_whole_months_whatever_is_asked_for(client, organization):
    came(a_session(organization), head_count=3)
    eve = sign_in(client, someone("evaluator", organization=organization))

    page = eve.get("/reports/together?from=2026-01&to=2030-12&version=all").text

    assert "made to be shared" in page
    assert 'name="site"' not in page


def test_a_supervisor_sees_the_counts_and_a_peer_leader_no_such_page(client, organization):
    came(a_session(organization), head_count=3)

    page = sign_in(client, someone("supervisor", organization=organization)).get("/reports/together").text
    assert "to 1 session" in page
    assert (
        sign_in(client, someone("peer_leader", organization=organization)).get("/reports/together").status_code == 404
    )
