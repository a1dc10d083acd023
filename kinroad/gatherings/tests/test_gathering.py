"""Planning a gathering, with a real database."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from kinroad.gatherings.actions.gathering import plan_ahead, plan_all_ahead, plan_gathering
from kinroad.gatherings.models import Gathering, Session
from kinroad.gatherings.tests.gathering_factories import a_gathering
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import OrganizationFactory, someone

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


def test_a_series_stands_planned_for_more_than_a_year_with_who_leads_it():
    organization = OrganizationFactory()
    leader = someone("peer_leader", organization=organization)

    gathering = a_gathering(organization, led_by=leader, today=MONDAY)

    days = list(Session.objects.filter(gathering=gathering).order_by("on").values_list("on", "capacity", "taken"))
    assert days[0] == (date(2026, 11, 27), 20, 0)
    assert len(days) == 57
    assert gathering.facilitators.get().person == leader


def test_planning_ahead_again_changes_nothing_and_later_adds_what_came_into_reach():
    gathering = a_gathering(OrganizationFactory(), today=MONDAY)

    assert plan_ahead(gathering=gathering, on=MONDAY, today=MONDAY) == 0
    later = MONDAY + timedelta(days=14)
    assert plan_all_ahead(organization_id=gathering.organization_id, today=later) == 1
    assert plan_all_ahead(organization_id=gathering.organization_id, today=later) == 0
    assert Session.objects.filter(gathering=gathering).count() == 59


def test_a_gathering_that_never_comes_round_is_not_planned():
    organization = OrganizationFactory()

    with pytest.raises(ValidationError, match="No day comes round"):
        a_gathering(organization, today=MONDAY, last_on=MONDAY)
    with pytest.raises(ValidationError, match="once a day"):
        a_gathering(organization, today=MONDAY, rule="FREQ=HOURLY")
    assert not Gathering.objects.exists()


def test_a_second_submit_meets_the_first():
    organization = OrganizationFactory()
    gathering = a_gathering(organization, today=MONDAY)
    by = Viewer.system(organization.pk, organization.zone)

    assert plan_gathering(id=gathering.pk, facts={}, by=by, on=MONDAY) == gathering
    stranger = Viewer.system(OrganizationFactory(slug="another").pk, "UTC")
    with pytest.raises(ValidationError, match="too old"):
        plan_gathering(id=gathering.pk, facts={}, by=stranger, on=MONDAY)
