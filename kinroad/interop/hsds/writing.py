"""The directory as the tables of HSDS 3.0: CSV files and `datapackage.json`, which other programs read."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kinroad.core.spreadsheets import harmless
from kinroad.interop.hsds import objects
from kinroad.resources.models import Service
from kinroad.resources.queries.feed import services, told_of
from kinroad.resources.rules.taxonomy import terms

TOGETHER = 100
_PLAIN: dict[str, tuple[str, str]] = {"id": ("string", "uuid"), "email": ("string", "email")}
# Table: its columns; those that end in _id point to another table.
TABLES: dict[str, str] = {
    "organizations": "id name alternate_name description email website",
    "services": "id organization_id name alternate_name description url email status interpretation_services"
    " application_process fees_description wait_time accreditations eligibility_description minimum_age maximum_age"
    " licenses alert last_modified",
    "locations": "id location_type name transportation latitude longitude",
    "service_at_locations": "id service_id location_id description",
    "addresses": "id location_id address_1 address_2 city region state_province postal_code country address_type",
    "phones": "id organization_id service_id location_id service_at_location_id number extension type description",
    "schedules": "id service_at_location_id freq byday bymonthday opens_at closes_at valid_from valid_to description"
    " notes",
    "languages": "id service_id location_id name code note",
    "cost_options": "id service_id option currency amount amount_description",
    "required_documents": "id service_id document uri",
    "service_areas": "id service_id name description",
    "accessibility": "id location_id description details url",
    "taxonomies": "id name description version",
    "taxonomy_terms": "id code name description parent_id taxonomy language taxonomy_id",
    "attributes": "id link_id taxonomy_term_id link_entity",
}
_NUMBERS = {"latitude": "number", "longitude": "number", "amount": "number", "minimum_age": "integer",
            "maximum_age": "integer", "extension": "integer", "valid_from": "date", "valid_to": "date",
            "opens_at": "time", "closes_at": "time"}  # fmt: skip
_TARGETS = {"organization_id": "organizations", "service_id": "services", "location_id": "locations",
            "service_at_location_id": "service_at_locations", "taxonomy_id": "taxonomies",
            "taxonomy_term_id": "taxonomy_terms", "parent_id": "taxonomy_terms"}  # fmt: skip
_REQUIRED = {"id", "number", "status", "location_type"}


def safe(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula. Numbers and phones stay as they are."""
    if not isinstance(value, str) or all(letter in "0123456789 ().-+" for letter in value):
        return value
    return harmless(value)


def write_tables(folder: Path, *, organization_id: UUID) -> dict[str, int]:
    """Write every table and the description of all into a folder; how many rows each has."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = dict.fromkeys(TABLES, 0)
    files = {name: (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") for name in TABLES}
    try:
        writers = {name: csv.DictWriter(files[name], columns.split()) for name, columns in TABLES.items()}
        for writer in writers.values():
            writer.writeheader()
        written: set[tuple[str, str]] = set()
        for name, row in _rows(organization_id):
            if (name, row["id"]) not in written:
                written.add((name, row["id"]))
                writers[name].writerow({column: safe(row.get(column, "")) for column in TABLES[name].split()})
                counts[name] += 1
    finally:
        for file in files.values():
            file.close()
    (folder / "datapackage.json").write_text(json.dumps(description(), indent=1), encoding="utf-8")
    return counts


def description() -> dict[str, Any]:
    """What each table holds, as Frictionless Data describes tables."""
    return {
        "name": "human-services-data",
        "title": "Human services, as HSDS 3.0 describes them",
        "profile": "tabular-data-package",
        "resources": [_resource(name, columns.split()) for name, columns in TABLES.items()],
    }


def _resource(name: str, columns: list[str]) -> dict[str, Any]:
    fields = []
    for column in columns:
        kind, form = _PLAIN.get(column, (_NUMBERS.get(column, "string"), "uuid" if column in _TARGETS else "default"))
        if column == "link_id":
            form = "uuid"
        fields.append({"name": column, "type": kind, "format": form}
                      | ({"constraints": {"required": True}} if column in _REQUIRED else {}))  # fmt: skip
    points_to = {column: _TARGETS[column] for column in columns if column in _TARGETS}
    keys = [
        {"fields": column, "reference": {"resource": "" if table == name else table, "fields": "id"}}
        for column, table in points_to.items()
    ]
    schema = {"fields": fields, "primaryKey": "id"} | ({"foreignKeys": keys} if keys else {})
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": schema,
    }


def _rows(organization_id: UUID) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "taxonomies", objects.taxonomy()
    for term in terms().values():
        yield "taxonomy_terms", objects.term(term) | {"taxonomy_id": objects.taxonomy()["id"]}
    rows: QuerySet[Service] = services(organization_id=organization_id)
    last: UUID | None = None
    while chunk := list((rows.filter(pk__gt=last) if last else rows)[:TOGETHER]):
        last = chunk[-1].pk
        told = told_of(chunk, organization_id=organization_id)
        for service in chunk:
            agency = objects.whole_agency(service.agency, [], told)
            yield from _agency(agency)
            yield from _service(objects.whole_service(service, told), agency["id"])


def _agency(agency: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "organizations", agency
    for phone in agency.get("phones", []):
        yield "phones", phone | {"organization_id": agency["id"]}


def _service(service: dict[str, Any], agency_id: str) -> Iterator[tuple[str, dict[str, Any]]]:
    owner = {"service_id": service["id"]}
    yield "services", service | {"organization_id": agency_id}
    for name in ("phones", "languages", "cost_options", "required_documents", "service_areas"):
        for part in service.get(name, []):
            yield name, part | owner
    for place in service.get("service_at_locations", []):
        location = place.get("location")
        if location:
            yield from _location(location)
        yield "service_at_locations", place | owner | {"location_id": location["id"] if location else ""}
        at = {"service_at_location_id": place["id"]}
        for name in ("phones", "schedules"):
            for part in place.get(name, []):
                yield name, part | at
        for each in place.get("attributes", []):
            yield "attributes", each | {"link_id": place["id"], "taxonomy_term_id": each["taxonomy_term"]["id"]}


def _location(location: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "locations", location
    for name in ("addresses", "languages", "phones", "accessibility"):
        for part in location.get(name, []):
            yield name, part | {"location_id": location["id"]}
