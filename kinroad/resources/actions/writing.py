"""What follows from other columns: names and words for search, the point, the time zone. Saved by whoever asks."""

import json
import unicodedata
from collections.abc import Iterable
from typing import Any

from kinroad.core.place import cell_of, city_place, zip_place
from kinroad.resources.models import HIDDEN_FIELDS, Agency, Location, Service, ServiceAtLocation
from kinroad.resources.rules.taxonomy import terms

DERIVED = ("name", "agency_name", "summary", "words", "city", "zip", "lat", "lon", "geo_cell", "zone")
LONGEST_SUMMARY = 300


def folded(text: str) -> str:
    """Words for search: small letters without accents, one space between them."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(
        "".join(letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter)).split()
    )


def derive(place: ServiceAtLocation, *, codes: Iterable[str] = (), zone: str) -> None:
    """Write what a search and a list show of a place. `codes` are its tags, `zone` the organization's.

    Nothing of a confidential location gets in, not even its city.
    """
    service: Service = place.service
    agency: Agency = service.agency
    location = place.location if place.location and not place.location.confidential else None
    place.name, place.agency_name = service.name, agency.name
    place.summary = _cut(place.description or service.description or agency.description)
    place.city = location.city if location else ""
    place.zip = location.zip if location else ""
    place.lat = location.lat if location else None
    place.lon = location.lon if location else None
    place.geo_cell = cell_of(place.lat, place.lon)
    place.zone = place.location.zone if place.location else zone
    named = [name for code in codes if code in terms() for name in (terms()[code].en, terms()[code].es)]
    said = (
        service.name, service.alternate_name, agency.name, agency.alternate_name, location.name if location else "",
        place.city, *named, place.description, service.description, service.eligibility_description,
    )  # fmt: skip
    place.words = " ".join(dict.fromkeys(folded(" ".join(said)).split()))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_SUMMARY else text[: LONGEST_SUMMARY - 1].rsplit(" ", 1)[0] + "…"


def set_where(location: Location, *, confidential: bool, zone: str, **where: Any) -> None:
    """Say where a location is, in the open or sealed. `where` holds any of HIDDEN_FIELDS; `zone` stands in."""
    whole = {**location.whole(), **where}
    location.confidential = confidential
    blank = {name: None if name in ("lat", "lon") else "" for name in HIDDEN_FIELDS}
    for name, value in (blank if confidential else whole).items():
        setattr(location, name, value)
    location.hidden = json.dumps(whole, ensure_ascii=False) if confidential else None
    near = zip_place(whole["zip"] or "") or city_place(whole["city"] or "", location.state)
    location.zone = near.zone if near else location.zone or zone
