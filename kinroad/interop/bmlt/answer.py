"""Meetings out, as a BMLT server tells them (every value is text), so that pages on other sites can list them."""

import math
from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from uuid import UUID

from kinroad.gatherings.queries.meeting import FeedRow
from kinroad.gatherings.rules.formats import HYBRID, TEMPORARILY_CLOSED, VIRTUAL_ONLY
from kinroad.interop.bmlt.formats import OF_CODE

Entry = dict[str, Any]
EVERYTHING = 1
"""The number of the service body that holds all others: the organization that publishes the list."""

_IN_PERSON, _VIRTUAL, _HYBRID = "1", "2", "3"
_EMPTY = (
    "worldid_mixed", "shared_group_id_bigint", "distance_in_km", "distance_in_miles", "email_contact", "location_info",
    "location_city_subsection", "location_neighborhood", "train_lines", "bus_lines", "virtual_meeting_additional_info",
    "contact_name_1", "contact_phone_1", "contact_email_1", "contact_name_2", "contact_phone_2", "contact_email_2",
)  # fmt: skip


def number_of(id: UUID | str) -> int:
    """A number for what we know by other marks: the same every time, 48 bits (JavaScript counts exactly to 53)."""
    told = id.bytes if isinstance(id, UUID) else id.encode()
    return int.from_bytes(sha256(told).digest()[:6], "big") + 2


def body_of(fellowship: str) -> int:
    """The service body of a fellowship; meetings without one belong to the organization itself."""
    return number_of(f"fellowship {fellowship}") if fellowship else EVERYTHING


def entry(row: FeedRow, *, root: str, organization: str, state: str) -> Entry:
    """One meeting. `root` is the address of this door; `organization` the name of who publishes the list."""
    venue = _VIRTUAL if row.online and not row.in_person else _HYBRID if row.online else _IN_PERSON
    formats = _formats(row, venue)
    return dict.fromkeys(_EMPTY, "") | {
        "id_bigint": str(number_of(row.id)),
        "service_body_bigint": str(body_of(row.fellowship)),
        "service_body_name": row.fellowship or organization,
        "weekday_tinyint": str(row.weekday + 1),
        "venue_type": venue,
        "start_time": _clock(row.start_minute),
        "duration_time": _clock(row.minutes),
        "time_zone": row.zone,
        "formats": ",".join(each.key for each in formats),
        "format_shared_id_list": ",".join(str(each.id) for each in formats),
        "lang_enum": "en",
        "latitude": str(row.lat or 0),
        "longitude": str(row.lon or 0),
        "published": "1",
        "root_server_uri": root,
        "meeting_name": row.name,
        "location_text": row.venue,
        "location_street": row.address,
        "location_municipality": row.city,
        "location_sub_province": row.county,
        "location_province": row.state or state,
        "location_postal_code_1": row.zip,
        "location_nation": "USA",
        "comments": row.notes,
        "phone_meeting_number": row.conference_phone,
        "virtual_meeting_link": row.conference_url,
        "fellowship": row.fellowship,
    }


def _formats(row: FeedRow, venue: str) -> list[Any]:
    codes = [code for code in row.codes if code not in {VIRTUAL_ONLY, HYBRID}]
    # A closed place whose group meets on the screen for now is both, as those servers say it.
    if venue != _IN_PERSON:
        codes.append(VIRTUAL_ONLY if venue == _VIRTUAL else HYBRID)
    elif TEMPORARILY_CLOSED in codes and row.online:
        codes.append(VIRTUAL_ONLY)
    return [OF_CODE[code] for code in dict.fromkeys(codes) if code in OF_CODE]


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}:00"


def bodies(entries: Iterable[Entry], *, organization: str, url: str, phone: str) -> list[Entry]:
    """The organization, and below it each fellowship that has meetings."""
    known = {each["service_body_bigint"]: each["service_body_name"] for each in entries if each["fellowship"]}
    shared = {"description": "", "url": url, "helpline": phone, "world_id": "", "contact_email": ""}
    top = {"id": str(EVERYTHING), "parent_id": "0", "name": organization, "type": "RS", **shared}
    below = sorted(known.items(), key=lambda each: each[1].casefold())
    return [
        top,
        *({"id": id, "parent_id": str(EVERYTHING), "name": name, "type": "AS", **shared} for id, name in below),
    ]


def area(entries: Iterable[Entry]) -> list[Entry]:
    """The rectangle in which the meetings are; all zeros when none has a place."""
    places = [(float(each["latitude"]), float(each["longitude"])) for each in entries]
    placed = [place for place in places if place != (0, 0)] or [(0.0, 0.0)]
    lats, lons = zip(*placed, strict=True)
    return [
        {
            "nw_corner_longitude": str(min(lons)),
            "nw_corner_latitude": str(max(lats)),
            "se_corner_longitude": str(max(lons)),
            "se_corner_latitude": str(min(lats)),
        }
    ]


def middle(entries: Iterable[Entry]) -> tuple[str, str]:
    """Latitude and longitude around which a map may begin."""
    [box] = area(entries)
    lat = (float(box["nw_corner_latitude"]) + float(box["se_corner_latitude"])) / 2
    lon = (float(box["nw_corner_longitude"]) + float(box["se_corner_longitude"])) / 2
    return str(round(lat, 4)), str(round(lon, 4))


def is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
