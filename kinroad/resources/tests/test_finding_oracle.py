"""What the database finds is what somebody finds who reads every line."""

import random
from datetime import UTC, datetime, time

import pytest

from kinroad.core.place import miles_between
from kinroad.core.time import now
from kinroad.people.tests.factories import OrganizationFactory
from kinroad.resources.actions.finding import index_places
from kinroad.resources.actions.writing import derive
from kinroad.resources.models import Agency, FindWord, Location, Schedule, Service, ServiceAtLocation, Tag
from kinroad.resources.queries import finding
from kinroad.resources.queries.finding import find_places
from kinroad.resources.queries.hours import hours_of
from kinroad.resources.rules.finding import PAGE, read_search
from kinroad.resources.rules.opening import is_open

pytestmark = pytest.mark.django_db
MONDAY_NOON = datetime(2026, 11, 23, 18, tzinfo=UTC)  # in Iowa
KINDS = {"Pantry": ["food", "free"], "House": ["recovery_housing", "men"], "Shelter": ["shelter", "families"]}
NAMES = ("Willow", "Cedar", "Oak", "Maple", "Harbor", "Hope")
ASKED = (
    {"q": "food", "near": "50309"},
    {"q": "food", "near": "50309", "open": "1"},
    {"near": "50309", "open": "1", "within": "100", "page": "3"},
    {"near": "50309", "within": "10"},
    {"near": "50309", "within": "100", "page": "3"},
    {"q": "shelter with my kids", "near": "50010", "tag": "pets", "within": "100"},
    {"q": "sober living", "who": "women", "near": "50309", "within": "100"},
    {"q": "willow shelter"},
    {"q": "housing", "page": "2"},
    {"open": "1", "q": "oak"},
)


@pytest.fixture
def organization():
    """Two hundred and forty places over a state, half of them in its middle, some with the same point and name."""
    organization, chance, at = OrganizationFactory(state="IA"), random.Random(5), now()
    here = {"organization": organization}
    made = {each: [] for each in (Agency, Service, Location, ServiceAtLocation, Tag, Schedule)}
    for number in range(240):
        kind = chance.choice(list(KINDS))
        agency = Agency(name=f"{chance.choice(NAMES)} {kind}", updated_at=at, **here)
        service = Service(agency=agency, name=f"{chance.choice(NAMES)} {kind}", updated_at=at, **here)
        spread = 0.2 if number % 2 else 1.5
        lat = round(41.59 + chance.uniform(-spread, spread), 2)
        lon = round(-93.62 + chance.uniform(-spread, spread), 2)
        location = Location(agency=agency, lat=lat, lon=lon, zone="America/Chicago", updated_at=at, **here)
        place = ServiceAtLocation(service=service, location=location, created_at=at, updated_at=at, **here)
        codes = KINDS[kind] + (["pets"] if number % 5 == 0 else []) + (["women"] if number % 7 == 0 else [])
        derive(place, codes=codes, zone="America/Chicago")
        made[Tag] += [Tag(service_at_location=place, code=code, **here) for code in codes]
        opens = time(chance.choice([6, 9, 14]))
        if number % 3:
            made[Schedule].append(
                Schedule(service_at_location=place, byday="MO,WE", opens=opens, closes=time(17), **here)
            )
        for model, row in ((Agency, agency), (Service, service), (Location, location), (ServiceAtLocation, place)):
            made[model].append(row)
    for model, rows in made.items():
        model.objects.bulk_create(rows)
    index_places([place.pk for place in made[ServiceAtLocation]], organization_id=organization.pk)
    return organization


def read_through(search, organization):
    """Every line that answers, in order: the slow and certain way."""
    held = {}
    for place, word, weight in FindWord.objects.values_list("place_id", "word", "weight"):
        held.setdefault(place, {})[word] = weight
    hours = hours_of(held, organization_id=organization.pk)
    answers = []
    for place in ServiceAtLocation.objects.all():
        words = held[place.pk]
        miles = 0.0
        if search.near:
            miles = miles_between(search.near.lat, search.near.lon, place.lat, place.lon)
            if miles > search.miles:
                continue
        if not all(any(meaning <= words.keys() for meaning in term.meanings) for term in search.terms):
            continue
        if search.without and search.without[0] in words and search.without[1] not in words:
            continue
        if search.open_now and not (place.pk in hours and is_open(*hours[place.pk], at=MONDAY_NOON)):
            continue
        weight = 0 if search.near else _weight(search, words)
        answers.append((weight, miles, place.name, place.pk))
    return sorted(answers)


def _weight(search, words):
    return min((words[word] for meaning in search.terms[0].meanings for word in meaning if word in words), default=2)


@pytest.mark.parametrize("together", [1, 40])
def test_every_search_finds_what_reading_every_line_finds(organization, monkeypatch, together):
    monkeypatch.setattr(finding, "AIM", together)  # many small circles, and one large
    for asked in ASKED:
        search = read_search({name: [value] for name, value in asked.items()}, state="IA")

        result = find_places(search, organization_id=organization.pk, at=MONDAY_NOON)

        all_of_them = read_through(search, organization)
        first = (search.page - 1) * PAGE
        expected = all_of_them[first : first + PAGE]
        keys = {pk: (weight, miles, name) for weight, miles, name, pk in all_of_them}
        assert [keys[id] for id in result.ids] == [each[:3] for each in expected], asked
        assert len(set(result.ids)) == len(result.ids)
        assert result.is_more or result.total == len(all_of_them), asked
        assert expected, asked


def test_where_places_stand_thick_the_nearest_are_found_all_the_same(organization, monkeypatch):
    monkeypatch.setattr(finding, "MOST_CANDIDATES", 30)
    search = read_search({"near": ["50309"]}, state="IA")

    result = find_places(search, organization_id=organization.pk, at=MONDAY_NOON)

    nearest = [each[1] for each in read_through(search, organization)[: len(result.ids)]]
    assert len(nearest) >= 5
    assert [result.miles[id] for id in result.ids] == nearest
    assert result.is_more
