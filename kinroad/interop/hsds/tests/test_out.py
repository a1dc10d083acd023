"""The directory goes out so that other programs read it, and no hidden door goes with it."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from kinroad.interop.hsds.importing import import_resources
from kinroad.interop.hsds.writing import TABLES, safe, write_tables
from kinroad.people.tests.factories import OrganizationFactory
from kinroad.resources.models import (
    Accessibility,
    CostOption,
    Language,
    Phone,
    RequiredDocument,
    Service,
    ServiceArea,
    ServiceAtLocation,
)
from kinroad.resources.tests.resource_factories import PlaceFactory, ScheduleFactory
from tests.house.reading import addresses

pytestmark = pytest.mark.django_db
DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
SCHEMAS = DATA / "hsds" / "schema" / "compiled"
LISTS = [DATA / "resources" / f"iowa_{name}.csv" for name in ("211", "recovery_providers", "treatment_facilities")]
shared = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="../shared/data is not here")


@pytest.fixture
def iowa():
    return OrganizationFactory(state="IA", zone="America/Chicago")


@pytest.fixture
def full(iowa):
    """A place with something in every field, and a shelter whose address nobody may know."""
    place = PlaceFactory(
        service__agency__organization=iowa, service__agency__name="=Cedar House",
        service__agency__email="a@cedar.example",
        service__agency__website="https://cedar.example/año?q=1", service__url="https://cedar.example/ok",
        service__email="beds@cedar.example", service__minimum_age=18, service__eligibility_description="Adults",
        location__street_2="Suite 2", location__transportation="Bus 7",
        tags=["shelter", "same_day"], phone="(515) 555-0100",
    )  # fmt: skip
    mine = {"organization": iowa}
    ScheduleFactory(service_at_location=place)
    ScheduleFactory(
        service_at_location=place, byday="", opens=None, closes=None, valid_from="2026-12-25", valid_to="2026-12-25"
    )
    Phone(service=place.service, number="+1 515-555-0101", extension="12", **mine).save()
    Phone(agency=place.service.agency, number="515-555-0102", **mine).save()
    Language(service=place.service, code="es", name="Spanish", **mine).save()
    CostOption(service=place.service, option="A night", cents=1250, **mine).save()
    RequiredDocument(service=place.service, document="A photo ID", uri="https://cedar.example/id", **mine).save()
    ServiceArea(service=place.service, name="Polk County", **mine).save()
    Accessibility(location=place.location, description="Ramp", **mine).save()
    hidden = PlaceFactory(
        service__agency__organization=iowa, service__agency__name="Haven", service__name="A safe bed",
        location__confidential=True, location__street="77 Elm Street", location__city="Ankeny", phone="(515) 555-0177",
    )  # fmt: skip
    Phone(location=hidden.location, number="(515) 555-0188", **mine).save()
    return place


DOORS = ("services", "organizations", "service_at_locations")
SCHEMA = {"services": "service", "organizations": "organization", "service_at_locations": "service_at_location"}


def everything(client, door):
    """Every object of a list in short, then whole."""
    found, page = [], 1
    while True:
        answer = client.get(f"/hsds/{door}?page={page}&per_page=100").json()
        found += answer["contents"]
        if answer["last_page"]:
            break
        page += 1
    return found, [client.get(f"/hsds/{door}/{each['id']}").json() for each in found]


def held_against(schema, things, folder):
    """All things at once, each against the schema of one: the schemas are large, and opened anew for every file."""
    rules, all_of_them = folder / f"{schema}.schema.json", folder / f"{schema}.json"
    rules.write_text(json.dumps({"type": "array", "items": json.loads((SCHEMAS / f"{schema}.json").read_text())}))
    all_of_them.write_text(json.dumps(things))
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile", rules, all_of_them], capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout[-3000:] + checked.stderr[-2000:]


@shared
@pytest.mark.parametrize("door", DOORS)
def test_every_object_passes_the_schema(client, full, tmp_path, door):
    short, whole = everything(client, door)

    assert len(short) == 2
    held_against(SCHEMA[door], [*short, *whole], tmp_path)


@shared
@pytest.mark.one_database
def test_every_object_of_the_lists_of_iowa_passes_the_schema(client, iowa, tmp_path, settings):
    settings.KINROAD_LIMITS = {**settings.KINROAD_LIMITS, "program": (10_000, 60)}
    import_resources(paths=LISTS, organization=iowa)

    for door in DOORS:
        short, whole = everything(client, door)

        assert len(short) >= 150
        held_against(SCHEMA[door], [*short, *whole], tmp_path)


def test_a_list_comes_in_pages(client, iowa, full):
    answer = client.get("/hsds/service_at_locations?per_page=1&page=2").json()

    assert {name: answer[name] for name in answer if name != "contents"} == {
        "total_items": 2, "total_pages": 2, "page_number": 2, "size": 1, "first_page": False, "last_page": True,
        "empty": False,
    }  # fmt: skip
    assert client.get("/hsds/services?page=99").json()["empty"]
    assert client.get("/hsds/services?page=x&per_page=-1").json()["page_number"] == 1
    assert client.get("/hsds/services?per_page=100000").json()["size"] == 100


def test_the_document_describes_every_address_that_answers(client, full):
    """HSDS wants the first address to name it; programs that read APIs begin there."""
    first = client.get("/hsds/").json()
    told = client.get(first["openapi_url"].removeprefix("http://testserver")).json()

    served = {path.removesuffix("{id}") for path in told["paths"]} - {"/"}
    ours = {
        f"/{address.route.removeprefix('hsds/').split('<')[0]}"
        for address in addresses()
        if address.name.startswith("hsds:")
    }
    assert first["version"] == "3.0"
    assert served == ours - {"/", "/openapi.json"}
    for path in served:
        if not path.endswith("/"):
            page = client.get(f"/hsds{path}").json()
            needed = told["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]["required"]
            assert set(needed) == set(page)


def test_another_method_hears_which_ones_there_are():
    answer = Client(enforce_csrf_checks=True).post("/hsds/services")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_services_are_narrowed_by_a_word_and_by_an_organization(client, full):
    assert client.get("/hsds/services?taxonomy_term_id=shelter").json()["total_items"] == 1
    assert client.get("/hsds/services?taxonomy_term_id=nothing").json()["total_items"] == 0
    assert client.get(f"/hsds/services?organization_id={full.service.agency_id}").json()["total_items"] == 1
    assert client.get("/hsds/services?organization_id=x\0").json()["total_items"] == 0


def test_nothing_of_a_confidential_place_goes_out(client, iowa, full, tmp_path):
    said = "".join(json.dumps([client.get(f"/hsds/{door}").json(), *everything(client, door)[1]]) for door in DOORS)
    write_tables(tmp_path / "out", organization_id=iowa.pk)
    said += "".join(path.read_text() for path in (tmp_path / "out").iterdir())

    assert "A safe bed" in said
    assert "555-0177" in said
    for word in ("Elm", "Ankeny", "555-0188"):
        assert word not in said


def test_what_did_not_change_is_not_sent_again(client, full):
    first = client.get("/hsds/services")
    again = client.get("/hsds/services", headers={"If-None-Match": first["ETag"]})
    Service.objects.filter(pk=full.service_id).update(name="Other")

    assert again.status_code == 304
    assert client.get("/hsds/services", headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert first["Access-Control-Allow-Origin"] == "*"


def test_another_organization_and_what_is_not_listed_are_not_there(client, full):
    elsewhere = PlaceFactory(service__agency__organization=OrganizationFactory(slug="other", name="Other"))
    gone = PlaceFactory(service__agency__organization=full.organization, state="closed")

    for door, id in (
        ("services", elsewhere.service_id), ("organizations", elsewhere.service.agency_id),
        ("service_at_locations", elsewhere.pk), ("service_at_locations", gone.pk), ("services", gone.service_id),
    ):  # fmt: skip
        assert client.get(f"/hsds/{door}/{id}", headers={"host": "127.0.0.1"}).status_code == 404


def test_a_page_asks_no_more_for_a_hundred_than_for_two(client, full, django_assert_max_num_queries):
    for _ in range(30):
        PlaceFactory(service__agency=full.service.agency, tags=["food"], phone="(515) 555-0100")

    for address in ("/hsds/services", "/hsds/service_at_locations", f"/hsds/organizations/{full.service.agency_id}"):
        with django_assert_max_num_queries(16):
            assert client.get(address).status_code == 200


def test_the_taxonomy_is_told(client, iowa):
    terms = client.get("/hsds/taxonomy_terms?per_page=100").json()
    taxonomy = client.get("/hsds/taxonomies").json()["contents"][0]

    assert terms["total_items"] > 50
    assert client.get(reverse("hsds:taxonomy", args=[taxonomy["id"]])).json() == taxonomy


def test_the_export_is_read_by_frictionless_and_holds_no_formula(iowa, full, tmp_path):
    counts = write_tables(tmp_path, organization_id=iowa.pk)

    checked = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "datapackage.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stdout[-3000:] + checked.stderr[-2000:]
    assert (counts["organizations"], counts["service_at_locations"], counts["locations"]) == (2, 2, 1)
    with (tmp_path / "organizations.csv").open() as file:
        assert {row["name"] for row in csv.DictReader(file)} == {"'=Cedar House", "Haven"}


@pytest.mark.parametrize(
    ("cell", "written"),
    [("=1", "'=1"), (" =1", "' =1"), ("@x", "'@x"), ("-x|y", "'-x|y"), ("+1 515-555-0100", "+1 515-555-0100"),
     (-93.5, -93.5), ("\t=1", "'\t=1"), ("Beds", "Beds"), ("", "")],
)  # fmt: skip
def test_a_cell_is_no_formula(cell, written):
    assert safe(cell) == written


@pytest.mark.parametrize("way", ["json", "tables"])
def test_what_went_out_comes_in_the_same_elsewhere(client, iowa, full, tmp_path, way):
    if way == "json":
        path = tmp_path / "services.json"
        path.write_text(json.dumps(everything(client, "services")[1]))
    else:
        path = tmp_path / "out"
        write_tables(path, organization_id=iowa.pk)
    other = OrganizationFactory(slug="other", name="Other", state="IA")

    result = import_resources(paths=[path], organization=other)

    assert (result.created, result.problems) == (2, [])
    there = ServiceAtLocation.objects.get(organization=other, agency_name="=Cedar House")
    assert (there.city, there.lat, there.zip) == ("Des Moines", 41.586, "50309")
    assert sorted(there.tags.values_list("code", flat=True)) == ["same_day", "shelter"]
    assert there.schedules.count() == 2
    assert there.service.costs.get().cents == 1250
    assert there.location.street_2 == "Suite 2"
    assert import_resources(paths=[path], organization=other).unchanged == 2


def test_every_table_names_its_columns_once():
    for columns in TABLES.values():
        assert len(columns.split()) == len(set(columns.split()))
