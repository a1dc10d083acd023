"""HSDS 3.0 tables (CSV files that name each other by id) become the same nested services as its JSON."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from kinroad.interop.hsds.columns import LONGEST_CELL, MOST_ROWS, Parsed, refuse
from kinroad.interop.hsds.nested import lines_of
from kinroad.resources.rules.problems import Problem, Why

TABLES = (
    "organizations", "services", "locations", "service_at_locations", "service_at_location", "addresses", "phones",
    "schedules", "languages", "cost_options", "required_documents", "service_areas", "accessibility",
    "attributes", "taxonomy_terms",
)  # fmt: skip
# Tables that hang on others, and the column that names on which.
_HANGING = {
    "phones": (("organization_id", "organizations"), ("service_id", "services"), ("location_id", "locations"),
               ("service_at_location_id", "service_at_locations")),
    "schedules": (("service_id", "services"), ("location_id", "locations"),
                  ("service_at_location_id", "service_at_locations")),
    "languages": (("service_id", "services"), ("location_id", "locations")),
    "cost_options": (("service_id", "services"),),
    "required_documents": (("service_id", "services"),),
    "service_areas": (("service_id", "services"),),
    "accessibility": (("location_id", "locations"),),
    "addresses": (("location_id", "locations"),),
}  # fmt: skip
Row = dict[str, Any]


def parse_tables(texts: Mapping[str, str]) -> Parsed:
    """Join the tables by their ids. The rows of a place carry the line of its service."""
    tables: dict[str, list[Row]] = {}
    for name, text in texts.items():
        try:
            rows = _rows(text)
        except csv.Error:
            return refuse(Why.CELL_TOO_LONG)
        if isinstance(rows, Problem):
            return Parsed(unreadable=rows)
        tables["service_at_locations" if name == "service_at_location" else name] = rows
    by_id = {name: {row["id"]: row for row in rows if row.get("id")} for name, rows in tables.items()}
    _hang(tables, by_id)
    _attributes(tables, by_id)
    return lines_of(_services(tables, by_id))


def _rows(text: str) -> list[Row] | Problem:
    csv.field_size_limit(LONGEST_CELL * 4)
    found: list[Row] = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text, newline="")), start=2):
        if len(found) >= MOST_ROWS:
            return Problem(number, "file", Why.TOO_MANY_ROWS)
        if any(len(cell) > LONGEST_CELL for cell in row.values() if isinstance(cell, str)):
            return Problem(number, "file", Why.CELL_TOO_LONG)
        # What our own export hides from spreadsheets (an apostrophe before "=") comes back as it was.
        said: Row = {
            str(name): cell[1:] if cell[:2] in ("'=", "'+", "'-", "'@") else cell
            for name, cell in row.items() if isinstance(name, str) and isinstance(cell, str)
        }  # fmt: skip
        found.append(said | {"_line": number})
    return found


def _hang(tables: Mapping[str, list[Row]], by_id: Mapping[str, Mapping[str, Row]]) -> None:
    for name, owners in _HANGING.items():
        for row in tables.get(name, []):
            # The nearest owner: a phone that names a place and its service is the place's.
            for column, owner in reversed(owners):
                held = by_id.get(owner, {}).get(row.get(column, ""))
                if held is not None:
                    held.setdefault(name, []).append(row)
                    break


def _attributes(tables: Mapping[str, list[Row]], by_id: Mapping[str, Mapping[str, Row]]) -> None:
    for row in tables.get("attributes", []):
        term = by_id.get("taxonomy_terms", {}).get(row.get("taxonomy_term_id", ""))
        for owner in ("services", "service_at_locations"):
            held = by_id.get(owner, {}).get(row.get("link_id", ""))
            if held is not None and term is not None:
                held.setdefault("attributes", []).append({"taxonomy_term": term})


def _services(tables: Mapping[str, list[Row]], by_id: Mapping[str, Mapping[str, Row]]) -> Iterator[tuple[int, Row]]:
    places: dict[str, list[Row]] = defaultdict(list)
    for row in tables.get("service_at_locations", []):
        location = by_id.get("locations", {}).get(row.get("location_id", ""))
        places[row.get("service_id", "")].append(row | ({"location": location} if location else {}))
    for row in tables.get("services", []):
        agency = by_id.get("organizations", {}).get(row.get("organization_id", ""), {})
        yield row["_line"], row | {"organization": agency, "service_at_locations": places.get(row.get("id", ""), [])}
