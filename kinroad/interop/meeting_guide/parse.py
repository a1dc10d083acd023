"""A file of meetings becomes rows under our own headings. What cannot be told apart is told, never guessed."""

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kinroad.gatherings.rules.listing import Raw
from kinroad.gatherings.rules.problems import Problem, Why
from kinroad.interop.bmlt.parse import is_bmlt, rows_of
from kinroad.interop.tables import TITLE_ROWS, decode
from kinroad.interop.tables import lines as lines_of

LARGEST = 64 * 1024 * 1024
"""Bytes: some 200,000 meetings."""

# Our heading: the words that lists use for it. The first that a file has is taken.
_WORDS: dict[str, str] = {
    "slug": "slug|id|meeting id|meeting_id|id_bigint|uid|key",
    "name": "name|meeting|meeting name|meeting_name|group name|group|title",
    "fellowship": "fellowship|type of meeting|program|organization|kind|category|group type|fellowship name",
    "day": "day|weekday|day of week|days|day_of_week|weekday_tinyint|día|dia",
    "time": "time|start time|start|start_time|starts|begin|begins|meeting time|hora",
    "ampm": "ampm|am pm|a m p m|am/pm",
    "end_time": "end time|end|end_time|ends|until|finish",
    "timezone": "timezone|time zone|tz|time_zone",
    "venue": "venue|location|location name|place|building|location_text|site",
    "street": "street|street address|address 1|address1|address line 1|location_street|dirección",
    "address": "formatted_address|formatted address|full address|address|location address",
    "city": "city|town|municipality|location_municipality|ciudad",
    "state": "state|province|location_province|estado",
    "zip": "zip|zip code|zipcode|postal code|postal_code|postcode|location_postal_code_1",
    "county": "county|sub_region|region|location_sub_province|condado",
    "lat": "latitude|lat|y",
    "lon": "longitude|lon|lng|long|x",
    "formats": "types|formats|format|type codes|codes|meeting type|meeting types",
    "languages": "languages|language|idioma",
    "notes": "notes|comments|description|location_notes|group_notes|details",
    "conference_url": "conference_url|conference url|online link|link|zoom|zoom link|virtual_meeting_link|meeting url",
    "conference_phone": "conference_phone|conference phone|dial in|phone meeting",
    "contact": "contact|contact name|contact person|contact_1_name|contact 1 name",
    "approximate": "approximate",
}
HEADINGS = tuple(_WORDS)


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text.casefold().replace("_", " ")).strip()


_HEADING_OF = {
    _plain(word): (ours, rank) for ours, words in _WORDS.items() for rank, word in enumerate(words.split("|"))
}


@dataclass(slots=True)
class Parsed:
    """Rows with their number in the file, what could not be read, and (CSV) which column became what."""

    rows: list[tuple[int, Raw]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    unreadable: Why | None = None


def parse(content: bytes, *, mapping: Mapping[str, str] | None = None) -> Parsed:
    """Rows of a file: CSV, Meeting Guide JSON, BMLT JSON. `mapping`: heading in the file to ours, where we guess."""
    if not content.strip():
        return Parsed(unreadable=Why.FILE_EMPTY)
    if len(content) > LARGEST or content.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
        return Parsed(unreadable=Why.FILE_UNREAD)
    text = decode(content)
    if "\x00" in text:
        return Parsed(unreadable=Why.FILE_UNREAD)
    if text.lstrip()[:1] in ("[", "{"):
        return parse_json(text)
    return parse_csv(text, mapping=mapping)


def parse_json(text: str) -> Parsed:
    """Meeting Guide JSON or BMLT JSON: a list of meetings, or an object that holds one under "meetings"."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return Parsed(unreadable=Why.FILE_UNREAD)
    formats = data.get("formats") if isinstance(data, dict) else None
    if isinstance(data, dict):
        data = data.get("meetings", data.get("data"))
    if not isinstance(data, list):
        return Parsed(unreadable=Why.FILE_UNREAD)
    parsed = Parsed()
    if is_bmlt(data):
        for each in rows_of(data, formats):
            if isinstance(each, Problem):
                parsed.problems.append(each)
            else:
                parsed.rows.append(each)
        return parsed
    for number, entry in enumerate(data, start=1):
        if isinstance(entry, dict):
            parsed.rows.append((number, _raw_of(entry)))
        else:
            parsed.problems.append(Problem(number, "row", Why.NOT_A_ROW))
    return parsed


# Meeting Guide's own field names; where several tell the same, the first that says something.
_FIELDS: dict[str, tuple[str, ...]] = {
    "slug": ("slug", "id"),
    "name": ("name",),
    "fellowship": ("fellowship",),
    "day": ("day",),
    "time": ("time",),
    "end_time": ("end_time",),
    "timezone": ("timezone",),
    "venue": ("location",),
    "address": ("formatted_address", "address"),
    "city": ("city",),
    "state": ("state",),
    "zip": ("postal_code",),
    "county": ("region", "sub_region"),
    "lat": ("latitude",),
    "lon": ("longitude",),
    "formats": ("types",),
    "languages": ("languages",),
    "notes": ("notes", "location_notes", "group_notes"),
    "conference_url": ("conference_url",),
    "conference_phone": ("conference_phone",),
    "contact": ("contact_1_name",),
    "approximate": ("approximate",),
}


def _raw_of(entry: Mapping[str, Any]) -> Raw:
    raw = {
        ours: next((said for name in names if (said := _text(entry.get(name)))), "") for ours, names in _FIELDS.items()
    }
    regions = entry.get("regions")
    if isinstance(regions, list) and len(regions) > 1 and not raw["county"]:
        raw["county"] = _text(regions[1])
    if coordinates := re.fullmatch(r"\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*", _text(entry.get("coordinates"))):
        raw["lat"], raw["lon"] = raw["lat"] or coordinates[1], raw["lon"] or coordinates[2]
    return raw


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_text(each) for each in value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None or isinstance(value, dict) else str(value)


def parse_csv(text: str, *, mapping: Mapping[str, str] | None = None) -> Parsed:
    """CSV with a heading line, possibly below a title; comma, semicolon, tab or bar between cells."""
    try:
        lines = [(number, cells) for number, cells in lines_of(text) if any(cell.strip() for cell in cells)]
    except csv.Error:
        return Parsed(unreadable=Why.FILE_UNREAD)
    for place, (_, cells) in enumerate(lines[:TITLE_ROWS]):
        columns = map_columns(cells, mapping or {})
        if {"day", "time"} <= set(columns):
            return _table(lines[place + 1 :], columns, cells)
    return Parsed(unreadable=Why.NO_COLUMNS if len(lines) > 1 else Why.FILE_UNREAD)


def map_columns(headings: list[str], mapping: Mapping[str, str]) -> dict[str, int]:
    """Our heading to the place of the column: what somebody mapped, then the nearest of our words."""
    chosen = {_plain(theirs): ours for theirs, ours in mapping.items() if ours in HEADINGS}
    best: dict[str, tuple[int, int]] = {}
    for place, heading in enumerate(headings):
        plain = _plain(heading)
        ours, rank = (chosen[plain], -1) if plain in chosen else _HEADING_OF.get(plain, ("", 0))
        if ours and (ours not in best or rank < best[ours][0]):
            best[ours] = (rank, place)
    columns = {ours: place for ours, (_, place) in best.items()}
    # "type" is the fellowship where another column tells the formats, and the formats where none does.
    spare = next((place for place, heading in enumerate(headings) if _plain(heading) == "type"), None)
    if spare is not None and spare not in columns.values():
        columns.setdefault("fellowship" if "formats" in columns else "formats", spare)
    return columns


def _table(lines: list[tuple[int, list[str]]], columns: dict[str, int], headings: list[str]) -> Parsed:
    parsed = Parsed(columns={headings[place]: ours for ours, place in columns.items()})
    for number, cells in lines:
        if any(cell.strip() for cell in cells[len(headings) :]):
            parsed.problems.append(Problem(number, "row", Why.TOO_MANY_CELLS))
            continue
        said = {ours: cells[place] for ours, place in columns.items() if place < len(cells)}
        parsed.rows.append((number, said))
    return parsed
