"""The map beside the list: only where the organization named a server for it, and then on these two pages alone."""

import json
from datetime import UTC, datetime
from html import unescape

import pytest
import time_machine

from kinroad.gatherings.tests.factories import MeetingFactory
from kinroad.gatherings.tests.gathering_factories import a_gathering
from kinroad.people.tests.factories import OrganizationFactory, sign_in, someone

MONDAY = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
TILES = "https://tiles.example.org/{z}/{x}/{y}.png"


@pytest.fixture
def iowa(db):
    with time_machine.travel(MONDAY, tick=False):
        organization = OrganizationFactory(slug="corridor", zone="America/Chicago", state="IA", name="Corridor")
        MeetingFactory(organization=organization, name="Evening group")
        a_gathering(organization, name="Supper & “stories”", zip="50309", address="815 High St")
        a_gathering(organization, name="On a screen", in_person=False, online=True)
        yield organization


def pictures_of(answer):
    """Whom the browser may ask for pictures."""
    parts = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    return parts["img-src"].split()


@pytest.mark.parametrize("page", ["/calendar", "/calendar?view=month", "/meetings"])
def test_without_a_server_for_maps_nothing_of_a_map_is_loaded(client, iowa, page):
    answer = client.get(page)

    assert "leaflet" not in answer.text
    assert "data-map" not in answer.text
    assert pictures_of(answer) == ["'self'", "data:"]


@pytest.mark.parametrize(("page", "name"), [("/calendar", "Supper & “stories”"), ("/meetings", "Evening group")])
def test_with_one_the_places_stand_beside_the_list_and_only_its_pictures_are_let_in(client, iowa, page, name):
    iowa.tile_url, iowa.tile_attribution = TILES, "© the mappers"
    iowa.save()

    answer = client.get(page)
    points = json.loads(unescape(answer.text.partition('data-points="')[2].partition('"')[0]))

    assert [names[0][0] for _lat, _lon, names in points] == [name]
    assert abs(points[0][0] - 41.58) < 0.1
    assert answer.text.index('id="found"') < answer.text.index("data-map")
    assert 'aria-hidden="true" data-map' in answer.text
    assert "© the mappers" in answer.text
    assert pictures_of(answer) == ["'self'", "data:", "https://tiles.example.org"]
    assert "tiles.example.org" not in client.get("/").headers["Content-Security-Policy"]
    session = points[0][2][0][1]
    assert "tiles.example.org" not in client.get(session).headers["Content-Security-Policy"]


def test_an_administrator_names_the_server_and_a_slip_is_refused(client, iowa):
    sign_in(client, someone("administrator", organization=iowa))
    form = client.get("/settings/organization").text
    seen = form.partition('name="seen" value="')[2].partition('"')[0]
    said = {"name": "Corridor", "discreet_name": "Corridor", "zone": iowa.zone, "state": "IA"}
    said |= {"part2_status": "program", "seen": seen, "tile_attribution": "© the mappers"}

    refused = client.post("/settings/organization", said | {"tile_url": "http://tiles.example.org/{z}/{x}/{y}.png"})
    nobody = client.post("/settings/organization", said | {"tile_url": TILES, "tile_attribution": ""})
    saved = client.post("/settings/organization", said | {"tile_url": TILES})

    assert "Enter an address that begins with https://" in refused.text
    assert "Enter who made the map" in nobody.text
    assert saved.status_code == 302
    iowa.refresh_from_db()
    assert iowa.tile_url == TILES
