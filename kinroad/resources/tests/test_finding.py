"""Finding places in the directory."""

from datetime import UTC, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinroad.people.tests.factories import OrganizationFactory
from kinroad.resources.actions.finding import index_places
from kinroad.resources.models import FindWord, KnownWord, Language, Service, ServiceAtLocation, State
from kinroad.resources.queries import finding
from kinroad.resources.queries.finding import find_places
from kinroad.resources.rules.finding import Search, read_search
from kinroad.resources.tests.resource_factories import PlaceFactory, ScheduleFactory

pytestmark = pytest.mark.django_db
MONDAY_NOON = datetime(2026, 11, 23, 18, tzinfo=UTC)  # in Iowa
AMES = {"city": "Ames", "zip": "50010", "lat": 42.03, "lon": -93.62}
DAVENPORT = {"city": "Davenport", "zip": "52801", "lat": 41.52, "lon": -90.58}


@pytest.fixture
def organization():
    return OrganizationFactory(state="IA")


def a_place(organization, name, *, tags=(), at=None, **own):
    where = {f"location__{key}": value for key, value in (at or {}).items()}
    agency = {"service__agency__organization": organization, "service__organization": organization}
    place = PlaceFactory(service__name=name, tags=tags, **where, **agency, **own)
    index_places([place.pk], organization_id=organization.pk)
    return place


def found(organization, at=MONDAY_NOON, **asked):
    search = read_search(
        {name: [value] if isinstance(value, str) else value for name, value in asked.items()}, state="IA"
    )
    result = find_places(search, organization_id=organization.pk, at=at)
    names = dict(ServiceAtLocation.objects.values_list("id", "name"))
    return [names[id] for id in (*result.ids, *result.elsewhere)]


def test_a_place_is_found_by_its_name_its_need_and_what_people_call_it(organization):
    a_place(organization, "Willow House", tags=["recovery_housing"])
    a_place(organization, "Bread of Life", tags=["food"])

    for words in ("willow", "Willow House", "sober living", "halfway house", "housing", "casa sobria", "wilow"):
        assert found(organization, q=words) == ["Willow House"], words
    assert found(organization, q="despensa") == ["Bread of Life"]
    assert found(organization, q="xyzzy") == []


def test_spelling_is_forgiven_as_it_sounds_and_it_is_said_what_was_meant(organization):
    a_place(organization, "Meskwaki Wellness")

    result = find_places(Search(said="mesquaki"), organization_id=organization.pk, at=MONDAY_NOON)

    assert len(result.ids) == 1
    assert result.meant == (("mesquaki", "meskwaki"),)


def test_every_word_narrows(organization):
    a_place(organization, "Willow House", tags=["recovery_housing", "accepts_medication"])
    a_place(organization, "Oak House", tags=["recovery_housing"])

    assert found(organization, q="sober living", tag="accepts_medication") == ["Willow House"]
    assert found(organization, q="sober living that accepts suboxone") == ["Willow House"]
    assert sorted(found(organization, tag="housing")) == ["Oak House", "Willow House"]


def test_near_a_place_the_nearest_comes_first_and_the_far_ones_not_at_all(organization):
    a_place(organization, "Far pantry", tags=["food"], at=DAVENPORT)
    a_place(organization, "Ames pantry", tags=["food"], at=AMES)
    a_place(organization, "City pantry", tags=["food"])

    assert found(organization, q="food", near="50309") == ["City pantry", "Ames pantry"]
    assert found(organization, q="food near 50010", within="10") == ["Ames pantry"]
    assert found(organization, near="50309") == ["City pantry", "Ames pantry"]


def test_a_line_without_an_address_stands_apart_and_never_near(organization):
    a_place(organization, "Food line", tags=["food"], location=None)
    a_place(organization, "City pantry", tags=["food"])

    result = find_places(
        read_search({"q": ["food"], "near": ["50309"]}, state="IA"), organization_id=organization.pk, at=MONDAY_NOON
    )

    assert (len(result.ids), len(result.elsewhere)) == (1, 1)


def test_open_now_leaves_out_the_closed_and_those_who_do_not_say(organization):
    for name, byday, hour in (("Open pantry", "MO", 9), ("Sunday pantry", "SU", 9), ("Evening pantry", "MO", 14)):
        place = a_place(organization, name, tags=["food"])
        ScheduleFactory(service_at_location=place, byday=byday, opens=time(hour), closes=time(17))
        index_places([place.pk], organization_id=organization.pk)
    a_place(organization, "Silent pantry", tags=["food"])

    assert found(organization, q="food", open="1") == ["Open pantry"]


def test_a_woman_is_spared_what_is_for_men_alone(organization):
    a_place(organization, "Men only", tags=["shelter", "men"])
    a_place(organization, "Both", tags=["shelter", "men", "women"])
    a_place(organization, "Everyone", tags=["shelter"])

    assert sorted(found(organization, q="shelter", who="women")) == ["Both", "Everyone"]


def test_a_language_is_found_in_words_and_as_a_choice(organization):
    place = a_place(organization, "Smile clinic", tags=["dental"])
    a_place(organization, "Tooth clinic", tags=["dental"])
    Language(organization=organization, service=place.service, code="es").save()
    index_places([place.pk], organization_id=organization.pk)

    assert found(organization, q="dentist spanish") == ["Smile clinic"]
    assert found(organization, q="dentist", language="es") == ["Smile clinic"]


def test_what_is_closed_gone_or_not_offered_is_not_found(organization):
    closed = a_place(organization, "Closed pantry", state=State.CLOSED)
    ended = a_place(organization, "Ended pantry", service__status=Service.Status.DEFUNCT)

    assert not FindWord.objects.filter(place__in=[closed.pk, ended.pk]).exists()


def test_a_confidential_address_has_no_key_no_point_and_is_found_only_by_its_service(organization):
    secret = {"street": "77 Canary Lane", "city": "Canaryville", "zip": "50010", "confidential": True}
    a_place(organization, "Safe house", tags=["domestic_violence"], at={**AMES, **secret})

    assert found(organization, q="domestic violence") == ["Safe house"]
    assert found(organization, q="canaryville") == []
    assert found(organization, near="50010") == []
    keys = set(FindWord.objects.values_list("word", flat=True)) | set(KnownWord.objects.values_list("word", flat=True))
    assert not [key for key in keys if "canary" in key or key == "50010"]
    assert set(FindWord.objects.values_list("geo_cell", flat=True)) == {0}


def test_indexing_again_changes_nothing_and_a_new_name_replaces_the_old(organization):
    place = a_place(organization, "Willow House")
    before = set(FindWord.objects.values_list("id", flat=True))
    index_places([place.pk], organization_id=organization.pk)
    assert set(FindWord.objects.values_list("id", flat=True)) == before

    place.name, place.words = "Cedar House", "cedar house"
    place.save()
    index_places([place.pk], organization_id=organization.pk)

    assert found(organization, q="cedar") == ["Cedar House"]
    assert not FindWord.objects.filter(word="willow").exists()


def test_another_organization_finds_nothing_here(organization):
    a_place(organization, "Willow House")

    assert found(OrganizationFactory(slug="elsewhere"), q="willow") == []


def test_the_questions_do_not_grow_with_the_places(organization):
    def asked(**said):
        with CaptureQueriesContext(connection) as queries:
            found(organization, **said)
        return len(queries)

    a_place(organization, "Pantry 0", tags=["food"])
    few = [asked(q="food"), asked(q="food", near="50309", open="1"), asked(q="panty food")]
    for number in range(1, 15):
        place = a_place(organization, f"Pantry {number}", tags=["food"])
        ScheduleFactory(service_at_location=place)
        index_places([place.pk], organization_id=organization.pk)

    assert [asked(q="food"), asked(q="food", near="50309", open="1"), asked(q="panty food")] <= [n + 1 for n in few]


def test_there_is_an_end_to_what_is_looked_at(organization, monkeypatch):
    monkeypatch.setattr(finding, "MOST_CANDIDATES", 3)
    for number in range(5):
        a_place(organization, f"Pantry {number}", tags=["food"])

    result = find_places(Search(said="food"), organization_id=organization.pk, at=MONDAY_NOON)

    assert 1 <= len(result.ids) <= 3
    assert result.is_more
