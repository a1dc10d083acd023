"""Meetings out, in the Meeting Guide form (github.com/code4recovery/spec)."""

from typing import Any
from urllib.parse import urlsplit

from kinroad.core.place import state_name
from kinroad.gatherings.queries.meeting import FeedRow
from kinroad.gatherings.rules.formats import KNOWN_CODES

# Finders drop a link whose provider they do not know; these are the ones they do.
PROVIDERS = (
    "bluejeans.com", "discord.gg", "freeconference.com", "freeconferencecall.com", "goto.com", "gotomeet.me",
    "gotomeeting.com", "meet.google.com", "meet.jit.si", "meetings.dialpad.com", "skype.com", "webex.com", "zoho.com",
    "zoom.us",
)  # fmt: skip
LONGEST = 120
"""Minutes: a finder warns about a longer meeting, so its end is left out."""

_NOT_IN_THE_FORMAT = frozenset({"ONL", "SPD"})
CODES = frozenset(code for code in KNOWN_CODES if code == "12x12" or not code.islower()) - _NOT_IN_THE_FORMAT


def is_known_provider(url: str) -> bool:
    """Whether a finder can open this link."""
    host = (urlsplit(url).hostname or "").casefold()
    return any(host == provider or host.endswith(f".{provider}") for provider in PROVIDERS)


def entry(row: FeedRow, *, page: str, entity: str, state: str) -> dict[str, Any]:
    """One meeting. `page` is its address here; `entity` who publishes it; `state` stands in for a place."""
    said: dict[str, Any] = {
        "name": row.name,
        "slug": row.slug,
        "day": row.weekday,
        "time": _clock(row.start_minute),
        "end_time": _end(row),
        "timezone": row.zone,
        "location": row.venue,
        "formatted_address": _address(row, state),
        "latitude": None if row.approximate else row.lat,
        "longitude": None if row.approximate else row.lon,
        "approximate": "yes" if row.approximate or not row.address else "no",
        "regions": [part for part in (state_name(row.state), row.county, row.city) if part],
        "types": types_of(row.codes),
        "notes": _notes(row),
        "url": page,
        "updated": row.updated_at and row.updated_at.strftime("%Y-%m-%d %H:%M:%S"),
        "entity": entity,
        **_online(row),
    }
    return {name: value for name, value in said.items() if value not in (None, "")}


def types_of(formats: list[str]) -> list[str]:
    """The codes of the format; a speaker and discussion meeting is both."""
    said = [each for code in formats for each in (("SP", "D") if code == "SPD" else (code,))]
    return list(dict.fromkeys(code for code in said if code in CODES))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _end(row: FeedRow) -> str | None:
    if row.end_minute is None or not 0 < row.end_minute - row.start_minute <= LONGEST:
        return None
    return _clock(row.end_minute)


def _address(row: FeedRow, state: str) -> str:
    region = " ".join(part for part in (row.state or state, row.zip) if part)
    return ", ".join(part for part in (row.address, row.city, region, "USA") if part)


def _notes(row: FeedRow) -> str:
    """The fellowship stands first: the format has no field of its own for it."""
    link = row.conference_url if row.conference_url and not is_known_provider(row.conference_url) else ""
    return "\n".join(part for part in (row.fellowship, row.notes, link) if part)


def _online(row: FeedRow) -> dict[str, str]:
    known = row.conference_url if is_known_provider(row.conference_url) else ""
    return {"conference_url": known, "conference_phone": row.conference_phone}
