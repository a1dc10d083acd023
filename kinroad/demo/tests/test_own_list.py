"""The made-up directory answers what somebody needs in the first three days, and keeps one door to itself."""

from types import SimpleNamespace

import pytest

from kinroad.demo.own_list import CONFIDENTIAL, bring_the_own_list
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import OrganizationFactory
from kinroad.resources.models import Schedule, ServiceAtLocation, Tag


@pytest.mark.django_db
def test_a_bed_a_card_clothes_a_bus_pass_and_a_job_lead_are_there():
    organization = OrganizationFactory()
    house = SimpleNamespace(organization=organization, by=Viewer.system(organization.pk, organization.zone))

    bring_the_own_list(house)

    codes = set(Tag.objects.values_list("code", flat=True))
    assert {"shelter", "identity_documents", "clothing", "bus_pass", "job_search", "kinship", "child_care"} <= codes
    assert ServiceAtLocation.objects.listed().count() >= 25
    assert Schedule.objects.count() >= 20
    hidden = ServiceAtLocation.objects.get(agency_name=CONFIDENTIAL)
    assert hidden.location.confidential
    assert "windermere" not in hidden.words
    assert hidden.lat is None
