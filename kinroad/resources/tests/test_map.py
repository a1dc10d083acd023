"""The map beside the list of places: only with a server for its pictures, never with a secret address."""

import json
from html import unescape

import pytest

from kinroad.people.tests.factories import OrganizationFactory
from kinroad.resources.actions.finding import index_places
from kinroad.resources.models import ServiceAtLocation
from kinroad.resources.tests.resource_factories import PlaceFactory


@pytest.fixture
def here(db):
    organization = OrganizationFactory(slug="corridor", zone="America/Chicago", state="IA", name="Corridor")
    agency = {"service__agency__organization": organization, "service__organization": organization}
    PlaceFactory(service__name="Open shelter", tags=["shelter"], **agency)
    secret = {"street": "77 Canary Lane", "city": "Ames", "zip": "50010", "confidential": True}
    where = {f"location__{name}": value for name, value in secret.items()}
    PlaceFactory(service__name="Safe shelter", tags=["shelter"], **agency, **where)
    index_places(ServiceAtLocation.objects.values_list("pk", flat=True), organization_id=organization.pk)
    return organization


def test_without_a_server_there_is_no_map(client, here):
    page = client.get("/resources?q=shelter").text

    assert "Safe shelter" in page
    assert "data-map" not in page
    assert "leaflet" not in page


def test_the_map_holds_what_has_a_place_and_no_secret_one(client, here):
    here.tile_url, here.tile_attribution = "https://tiles.example.org/{z}/{x}/{y}.png", "© the mappers"
    here.save()

    answer = client.get("/resources?q=shelter")

    points = json.loads(unescape(answer.text.partition('data-points="')[2].partition('"')[0]))
    assert [names[0][0] for _lat, _lon, names in points] == ["Open shelter"]
    assert "Safe shelter" in answer.text
    assert "https://tiles.example.org" in answer.headers["Content-Security-Policy"]
    assert "data-map" not in client.get("/resources").text
