"""One line of somebody's directory, whatever file it came from: who, with what, where."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

AGENCY_FACTS = ("name", "alternate_name", "description", "email", "website")
SERVICE_FACTS = (
    "name", "alternate_name", "description", "url", "email", "status", "application_process", "fees_description",
    "wait_time", "eligibility_description", "minimum_age", "maximum_age", "interpretation_services", "accreditations",
    "licenses", "alert",
)  # fmt: skip
LOCATION_FACTS = (
    "name", "street", "street_2", "city", "state", "zip", "county", "transportation", "lat", "lon", "approximate",
    "confidential",
)  # fmt: skip
PLACE_FACTS = ("description", "hours")
# Lists that hang on a row: each entry holds the columns in this order.
PARTS: dict[str, tuple[str, ...]] = {
    "phones": ("number", "extension", "kind", "description"),
    "tags": ("code",),
    "schedules": ("freq", "byday", "bymonthday", "opens", "closes", "valid_from", "valid_to", "notes"),
    "languages": ("code", "name", "note"),
    "costs": ("option", "cents", "currency", "description"),
    "documents": ("document", "uri"),
    "areas": ("name", "description"),
    "accessibility": ("description", "details", "url"),
}
Entries = tuple[tuple[Any, ...], ...]
"""Entries of a part; days and times as ISO text."""


@dataclass(frozen=True)
class Told:
    """A row as a list tells it, under the list's own key. What it does not tell stands empty."""

    key: str
    facts: Mapping[str, Any]
    parts: Mapping[str, Entries] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A service at a place. Agencies, services and locations with the same key are the same."""

    agency: Told
    service: Told
    place: Told
    location: Told | None = None


def key_of(*parts: str) -> str:
    """A short mark for a row that has no id of its own."""
    return sha256("\n".join(parts).encode()).hexdigest()[:40]


def merge_repeats(lines: list[tuple[int, Line]]) -> list[tuple[Line, tuple[int, ...]]]:
    """Each place once, in the order of the file, with the numbers of its rows; a later row only adds tags."""
    found: dict[str, tuple[Line, tuple[int, ...]]] = {}
    for number, line in lines:
        if line.place.key in found:
            first, numbers = found[line.place.key]
            found[line.place.key] = (_with_tags_of(first, line), (*numbers, number))
        else:
            found[line.place.key] = (line, (number,))
    return list(found.values())


def _with_tags_of(first: Line, later: Line) -> Line:
    tags = tuple(dict.fromkeys([*first.place.parts.get("tags", ()), *later.place.parts.get("tags", ())]))
    return replace(first, place=replace(first.place, parts={**first.place.parts, "tags": tags}))
