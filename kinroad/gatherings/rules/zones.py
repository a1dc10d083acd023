"""The time zone a meeting keeps, and how we say it beside a time."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kinroad.core.place import city_place, zip_place

_E, _C, _M, _P = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"

# States with one zone. The others keep two, and need a ZIP code or a city.
_ZONE_OF_STATE = {
    **dict.fromkeys(
        ["CT", "DC", "DE", "GA", "MA", "MD", "ME", "NC", "NH", "NJ", "NY", "OH", "PA", "RI", "SC", "VA", "VT", "WV"], _E
    ),
    **dict.fromkeys(["AL", "AR", "IA", "IL", "LA", "MN", "MO", "MS", "OK", "WI"], _C),
    **dict.fromkeys(["CO", "MT", "NM", "UT", "WY"], _M),
    **dict.fromkeys(["CA", "NV", "WA"], _P),
    "HI": "Pacific/Honolulu",
    "PR": "America/Puerto_Rico",
    "VI": "America/St_Thomas",
}
_SAID = {
    **dict.fromkeys(("eastern", "eastern time", "et", "est", "edt", "us/eastern"), _E),
    **dict.fromkeys(("central", "central time", "ct", "cst", "cdt", "us/central"), _C),
    **dict.fromkeys(("mountain", "mountain time", "mt", "mst", "mdt", "us/mountain"), _M),
    **dict.fromkeys(("pacific", "pacific time", "pt", "pst", "pdt", "us/pacific"), _P),
}
_COMMON = {_E: "ET", _C: "CT", _M: "MT", _P: "PT"}


@lru_cache(maxsize=512)
def zone_named(text: str) -> str:
    """The IANA zone someone wrote ("America/Chicago", "Central"); empty when it is none."""
    said = text.strip()
    if said.casefold() in _SAID:
        return _SAID[said.casefold()]
    if "/" not in said or len(said) > 60:
        return ""
    try:
        ZoneInfo(said)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""
    return said


def zone_of(*, city: str, state: str, zip_code: str) -> str:
    """The zone of a place, by state, else ZIP code, else city; empty when none of them tells."""
    if state in _ZONE_OF_STATE:
        return _ZONE_OF_STATE[state]
    place = zip_place(zip_code) if zip_code else None
    place = place or city_place(city, state)
    return zone_named(place.zone) if place else ""


@lru_cache(maxsize=512)
def zone_label(zone: str) -> str:
    """ "CT" for America/Chicago: short, and true in summer and winter.

    A zone that never changes its clocks keeps its full letters (Phoenix: "MST"), because its "MT"
    would be an hour off in summer. A zone without letters is named by its city.
    """
    if zone in _COMMON:
        return _COMMON[zone]
    here = ZoneInfo(zone)
    winter, summer = (datetime(2026, month, 15, tzinfo=here).tzname() or "" for month in (1, 7))
    if not winter.isalpha():
        return zone.rpartition("/")[2].replace("_", " ")
    if winter != summer and winter[-2:] == "ST" and summer[-2:] == "DT":
        return winter[:-2] + "T"
    return winter
