"""Meetings in, as a BMLT server tells them: a bare list, or one together with the formats it uses."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kinroad.gatherings.rules.days import MINUTES_A_DAY, read_time
from kinroad.gatherings.rules.formats import HYBRID, VIRTUAL_ONLY
from kinroad.gatherings.rules.listing import Raw
from kinroad.gatherings.rules.problems import Problem, Why
from kinroad.interop.bmlt.formats import word_of

USUAL = "Narcotics Anonymous"
"""Whose servers these are; an entry that says `fellowship` itself is believed."""

_MARKS = ("id_bigint", "weekday_tinyint")
_LABEL = "#@-@#"  # "Line 2#@-@#the value": a label of the server stands before what was said
_VENUES = {"2": VIRTUAL_ONLY, "3": HYBRID}


def is_bmlt(entries: Sequence[object]) -> bool:
    """Whether these are a BMLT server's: its names of the fields are nobody else's."""
    return any(isinstance(entry, dict) and any(mark in entry for mark in _MARKS) for entry in entries)


def rows_of(entries: Sequence[object], formats: object) -> Iterator[tuple[int, Raw] | Problem]:
    """Each entry under our own headings, or why it is no meeting to show."""
    known = _explained(formats)
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            yield Problem(number, "row", Why.NOT_A_ROW)
        elif _text(entry, "published") in {"0", "false"}:
            yield Problem(number, "published", Why.NOT_PUBLISHED, _text(entry, "meeting_name"))
        else:
            yield number, _raw_of(entry, known)


def _explained(formats: object) -> dict[str, tuple[str, str]]:
    """Key to name and world id, as the server explains them."""
    rows = formats if isinstance(formats, list) else []
    return {
        _text(each, "key_string"): (_text(each, "name_string"), _text(each, "world_id"))
        for each in rows
        if isinstance(each, dict)
    }


def _raw_of(entry: Mapping[str, Any], known: Mapping[str, tuple[str, str]]) -> Raw:
    fellowship = _text(entry, "fellowship") or USUAL
    lat, lon = _text(entry, "latitude"), _text(entry, "longitude")
    nowhere = _is_zero(lat) and _is_zero(lon)
    number = _text(entry, "id_bigint")
    return {
        "slug": number,
        "name": _text(entry, "meeting_name"),
        "fellowship": fellowship,
        "day": _day(_text(entry, "weekday_tinyint")),
        "time": _text(entry, "start_time"),
        "end_time": _end(_text(entry, "start_time"), _text(entry, "duration_time")),
        "timezone": _text(entry, "time_zone"),
        "venue": _text(entry, "location_text"),
        "street": _text(entry, "location_street"),
        "city": _text(entry, "location_municipality") or _text(entry, "location_city_subsection"),
        "state": _text(entry, "location_province"),
        "zip": _text(entry, "location_postal_code_1"),
        "county": _text(entry, "location_sub_province"),
        "lat": "" if nowhere else lat,
        "lon": "" if nowhere else lon,
        "formats": _formats(entry, known, fellowship),
        "notes": _notes(entry),
        "conference_url": _text(entry, "virtual_meeting_link"),
        "conference_phone": _text(entry, "phone_meeting_number"),
        "contact": _text(entry, "contact_name_1"),
    }


def _day(said: str) -> str:
    """Their week is 1 to 7 and begins on Sunday, ours 0 to 6."""
    if re.fullmatch(r"[1-7]", said):
        return str(int(said) - 1)
    return f"weekday {said}" if said else ""


def _end(start: str, lasts: str) -> str:
    """The clock at the end. A length that cannot be read is passed on as it is, so that it is told."""
    begins = read_time(start)
    found = re.fullmatch(r"(\d{1,2}):([0-5]\d)(?::[0-5]\d)?", lasts)
    if not lasts or begins is None:
        return ""
    if not found:
        return lasts
    minutes = int(found[1]) * 60 + int(found[2])
    if not 0 < minutes < MINUTES_A_DAY:
        return ""
    return "{:02}:{:02}".format(*divmod((begins + minutes) % MINUTES_A_DAY, 60))


def _formats(entry: Mapping[str, Any], known: Mapping[str, tuple[str, str]], fellowship: str) -> str:
    words = [_VENUES.get(_text(entry, "venue_type"), "")]
    for key in _text(entry, "formats").split(","):
        name, world_id = known.get(key.strip(), ("", ""))
        words.append(word_of(key=key.strip(), name=name, world_id=world_id, fellowship=fellowship))
    return ", ".join(word for word in words if word)


def _notes(entry: Mapping[str, Any]) -> str:
    said = [_text(entry, name) for name in ("location_info", "comments", "virtual_meeting_additional_info")]
    return " ".join(dict.fromkeys(part for part in said if part))


def _is_zero(said: str) -> bool:
    try:
        return float(said or 0) == 0
    except ValueError:
        return False


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).rpartition(_LABEL)[2].strip() if isinstance(value, (str, int, float)) else ""
