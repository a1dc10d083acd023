"""The directory keeps what helps, and nothing that leads to a hidden door."""

import pytest
from django.db import IntegrityError, connection

from kinroad.resources.models import HIDDEN_FIELDS, Location, ServiceAtLocation
from kinroad.resources.rules.taxonomy import codes_of, groups, terms, with_narrower
from kinroad.resources.tests.resource_factories import LocationFactory, PlaceFactory, ScheduleFactory

pytestmark = pytest.mark.django_db


def test_a_place_says_what_it_is_where_and_for_whom():
    place = PlaceFactory(tags=["shelter", "same_day"], service__name="Beds", location__city="Ames")

    assert place.name == "Beds"
    assert {"beds", "ames", "cama", "tonight"} <= set(place.words.split())
    assert place.lat == 41.586
    assert place.geo_cell
    assert place.zone == "America/Chicago"


def test_a_confidential_location_leaves_nothing_in_the_open():
    place = PlaceFactory(
        location__confidential=True,
        location__street="77 Elm Street",
        location__city="Ankeny",
        location__name="Elm House",
    )
    location = Location.objects.get(pk=place.location_id)

    with connection.cursor() as cursor:
        for table in ("resources_location", "resources_serviceatlocation"):
            cursor.execute(f"SELECT * FROM {table}")
            said = " ".join(str(each) for row in cursor.fetchall() for each in row)
            assert not {word for word in ("Elm", "elm", "Ankeny", "ankeny", "41.586", "50309", "Polk") if word in said}
    assert all(not getattr(location, name) for name in HIDDEN_FIELDS)
    assert location.whole()["street"] == "77 Elm Street"
    assert location.whole()["lat"] == 41.586
    assert (place.lat, place.geo_cell, place.city) == (None, 0, "")


def test_the_database_refuses_a_confidential_street_in_the_open():
    location = LocationFactory(confidential=True)
    location.street = "77 Elm Street"

    with pytest.raises(IntegrityError):
        location.save()


def test_a_place_joined_or_gone_is_not_listed():
    place, twin = PlaceFactory(), PlaceFactory()
    twin.joined_into = place
    twin.save()

    assert list(ServiceAtLocation.objects.listed()) == [place]


def test_a_schedule_opens_and_closes():
    with pytest.raises(IntegrityError):
        ScheduleFactory(closes=None)


def test_every_word_of_the_taxonomy_stands_in_a_group_and_below_a_word_of_the_same_group():
    for term in terms().values():
        assert term.group in groups()
        assert not term.parent or terms()[term.parent].group == term.group
        assert term.en
        assert term.es
    assert {"accepts_medication", "accepts_record", "families", "pets", "same_day", "no_insurance"} <= set(
        codes_of("recovery")
    )
    assert with_narrower("housing") == ("housing", "recovery_housing", "shelter", "rent_help")
    assert with_narrower("no such word") == ()
