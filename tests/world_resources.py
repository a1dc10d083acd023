"""What the small whole program has of resources."""

from typing import Any

from kinroad.core.ids import uuid7
from kinroad.core.time import now
from kinroad.people.models import Organization
from kinroad.people.tests.factories import someone, viewer_of
from kinroad.resources.actions.experience import say_how_it_was
from kinroad.resources.actions.finding import index_places
from kinroad.resources.actions.shortlist import make_list
from kinroad.resources.models import Double
from kinroad.resources.rules.taxonomy import taxonomy_id
from kinroad.resources.tests.resource_factories import PlaceFactory, ScheduleFactory


def resources_of(organization: Organization) -> dict[str, Any]:
    """A place in the directory, and a list with it; samples by the parts of addresses."""
    agency = {"service__agency__organization": organization, "service__organization": organization}
    place = PlaceFactory(tags=["shelter"], phone="(515) 555-0100", **agency)
    ScheduleFactory(service_at_location=place)
    index_places([place.pk], organization_id=organization.pk)
    secret = make_list(places=[place.pk], organization_id=organization.pk, at=now())
    person = someone("participant", organization=organization)
    said = say_how_it_was(
        id=uuid7(), place=place, helped="yes", words="They were kind.", by=viewer_of(person), at=now()
    )
    twin = PlaceFactory(**agency)
    double = Double(organization=organization, first=place, second=twin, proposed_at=now())
    double.save()
    return {
        "public_place_id": place.pk,
        "resource_id": place.pk,
        "double_id": double.pk,
        "experience_id": said.pk,
        "public_service_id": place.service_id,
        "public_agency_id": place.service.agency_id,
        "public_taxonomy_id": taxonomy_id(),
        "resources:list secret": secret,
        "resources:list_paper secret": secret,
        "resources:list_send secret": secret,
    }
