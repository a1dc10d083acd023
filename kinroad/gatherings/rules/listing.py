"""A row of somebody's list becomes a meeting we can show, or a sentence that says why not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from kinroad.core.place import city_place, is_on_earth, state_code, zip_place
from kinroad.core.plain_text import tidy
from kinroad.gatherings.rules import formats as codes
from kinroad.gatherings.rules.address import Address, read_address
from kinroad.gatherings.rules.days import length, read_days, read_time, read_times
from kinroad.gatherings.rules.fellowships import fellowship_named
from kinroad.gatherings.rules.matching import folded, identity
from kinroad.gatherings.rules.problems import Problem, Why
from kinroad.gatherings.rules.text import first_name
from kinroad.gatherings.rules.zones import zone_named, zone_of

Raw = Mapping[str, str]
"""A row under our own headings (`name`, `day`, `time`, `lat` ...); every value is text."""

# The longest a field may be; a longer one is cut and told.
LONGEST = {"name": 200, "venue": 200, "address": 250, "city": 100, "county": 100, "notes": 2000, "contact": 100,
           "fellowship": 120, "conference_url": 400, "conference_phone": 60}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listing:
    """One meeting on one weekday, as its source tells it. Times are minutes of the day in `zone`."""

    fellowship: str
    name: str
    weekday: int
    start_minute: int
    end_minute: int | None
    zone: str
    venue: str
    address: str
    city: str
    state: str
    zip: str
    county: str
    lat: float | None
    lon: float | None
    approximate: bool
    formats: tuple[str, ...]
    languages: tuple[str, ...]
    open: bool | None
    online: bool
    in_person: bool
    wheelchair: bool
    children: bool
    temporarily_closed: bool
    conference_url: str
    conference_phone: str
    contact: str
    notes: str
    source_id: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """Fellowship, name, address, day and time: who it is when its source gives no id."""
        place = folded(f"{self.address} {self.city} {self.state}" if self.address else f"{self.venue} {self.city}")
        return (folded(self.fellowship), folded(self.name), place, str(self.weekday), str(self.start_minute))

    @property
    def key(self) -> str:
        return identity(source_id=self.source_id, parts=self.parts)


FACTS = tuple(field.name for field in fields(Listing) if field.name != "source_id")


@dataclass(slots=True)
class Reading:
    """A row read: its meetings (one a weekday; none when it cannot be used) and what to tell."""

    listings: list[Listing]
    problems: list[Problem]


def read_row(raw: Raw, *, row: int, zone: str, state: str = "", fellowship: str = "") -> Reading:
    """The meetings of a row. `zone` is the organization's, used and told when the place gives none."""
    reader = _Reader(raw, row)
    days = reader.days()
    start, end = reader.times()
    where = reader.address(state)
    name, fellowship = reader.name(fellowship)
    if not days or start is None or not name:
        return Reading([], reader.usable_problems())
    lat, lon, guessed = reader.point(where)
    keeps = reader.zone(where, zone)
    said = reader.formats(fellowship)
    online_facts = reader.online(said, where)
    if online_facts is None:
        return Reading([], reader.usable_problems())
    facts: dict[str, Any] = {
        "fellowship": fellowship, "name": name, "start_minute": start, "end_minute": end, "zone": keeps,
        "venue": reader.cut("venue", where.venue), "address": reader.cut("address", where.street),
        "city": reader.cut("city", where.city), "state": where.state, "zip": where.zip,
        "county": reader.text("county"), "lat": lat, "lon": lon,
        "approximate": guessed or where.is_approximate or reader.raw("approximate").casefold() in {"yes", "true", "1"},
        "formats": said.codes, "open": said.open,
        "languages": tuple(sorted({*said.languages, *codes.read_languages(reader.raw("languages"))})),
        "contact": first_name(reader.text("contact")), "notes": reader.text("notes"), **online_facts,
    }  # fmt: skip
    slug = reader.text("slug")
    ids = {day: f"{slug}#{day}" if slug and len(days) > 1 else slug for day in days}
    listings = [Listing(weekday=day, source_id=ids[day][:200], **facts) for day in days]
    return Reading(listings, reader.problems)


class _Reader:
    """Reads the fields of one row, and remembers what it could not read."""

    def __init__(self, raw: Raw, row: int) -> None:
        self._raw = raw
        self._row = row
        self.problems: list[Problem] = []
        self._fatal: list[Problem] = []

    def raw(self, field: str) -> str:
        return self._raw.get(field, "")

    def text(self, field: str) -> str:
        return self.cut(field, tidy(self.raw(field)))

    def cut(self, field: str, text: str) -> str:
        if len(text) > LONGEST.get(field, 200):
            self.tell(field, Why.TOO_LONG, text)
        return text[: LONGEST.get(field, 200)].strip()

    def tell(self, field: str, why: Why, said: str = "", *, fatal: bool = False) -> None:
        problem = Problem(self._row, field, why, tidy(said)[:80])
        (self._fatal if fatal else self.problems).append(problem)

    def usable_problems(self) -> list[Problem]:
        """Why the row is left out: that alone, for the rest of it no longer matters."""
        fatal = self._fatal
        if {problem.why for problem in fatal} >= {Why.NO_DAY, Why.NO_TIME}:
            rest = [problem for problem in fatal if problem.why not in {Why.NO_DAY, Why.NO_TIME}]
            return [Problem(self._row, "day", Why.NO_DAY_OR_TIME), *rest]
        return fatal

    def days(self) -> tuple[int, ...]:
        said = tidy(self.raw("day"))
        days = read_days(said) if said else ()
        if not days:
            self.tell("day", Why.DAY_UNREAD if said else Why.NO_DAY, said, fatal=True)
        return days

    def times(self) -> tuple[int | None, int | None]:
        said, half = tidy(self.raw("time")), tidy(self.raw("ampm"))
        start, end = read_times(said, half) if said else (None, None)
        if start is None:
            self.tell("time", Why.TIME_UNREAD if said else Why.NO_TIME, f"{said} {half}", fatal=True)
            return None, None
        if start < 30 and half.casefold().startswith("a"):
            self.tell("time", Why.MIDNIGHT, f"{said} {half}")
        if last := tidy(self.raw("end_time")):
            end = read_time(last)
            if end is None:
                self.tell("end_time", Why.END_UNREAD, last)
        return start, end if end is not None and length(start, end) <= 12 * 60 and end != start else None

    def name(self, fellowship: str) -> tuple[str, str]:
        fellowship = fellowship_named(self.text("fellowship")) or fellowship
        name = self.text("name")
        if not name and not fellowship:
            self.tell("name", Why.NO_NAME, fatal=True)
        elif not name:
            self.tell("name", Why.NAMED_AFTER_FELLOWSHIP)
        return name or fellowship, fellowship

    def address(self, state: str) -> Address:
        said_state, said_zip = tidy(self.raw("state")), tidy(self.raw("zip"))
        if said_state and not state_code(said_state):
            self.tell("state", Why.STATE_UNREAD, said_state)
        zip_code = re.fullmatch(r"(\d{5})(-\d{4})?(\.0)?", said_zip, re.ASCII)
        if said_zip and not zip_code:
            self.tell("zip", Why.ZIP_UNREAD, said_zip)
        return read_address(
            address=tidy(self.raw("address") or self.raw("street")),
            venue=tidy(self.raw("venue") or (self.raw("street") if self.raw("address") else "")),
            city=tidy(self.raw("city")),
            state=said_state or state,
            zip_code=zip_code[1] if zip_code else "",
        )

    def point(self, where: Address) -> tuple[float | None, float | None, bool]:
        """Latitude, longitude, and whether they are only the middle of the ZIP code or city."""
        said = self.raw("lat").strip(), self.raw("lon").strip()
        if any(said):
            try:
                lat, lon = float(said[0]), float(said[1])
            except ValueError:
                lat = lon = float("nan")
            if is_on_earth(lat, lon):
                return round(lat, 6), round(lon, 6), False
            self.tell("latitude", Why.PLACE_UNREAD, ", ".join(said))
        middle = zip_place(where.zip) if where.zip else None
        middle = middle or city_place(where.city, where.state)
        return (middle.lat, middle.lon, True) if middle else (None, None, False)

    def zone(self, where: Address, organization_zone: str) -> str:
        said = self.raw("timezone").strip()
        zone = zone_named(said) if said else ""
        if said and not zone:
            self.tell("timezone", Why.ZONE_UNREAD, said)
        zone = zone or zone_of(city=where.city, state=where.state, zip_code=where.zip)
        if not zone:
            self.tell("timezone", Why.ZONE_GUESSED, organization_zone)
        return zone or organization_zone

    def formats(self, fellowship: str) -> codes.Formats:
        said = codes.read_formats(tidy(self.raw("formats")), fellowship=fellowship)
        for word in said.unread:
            self.tell("formats", Why.FORMAT_UNREAD, word)
        if said.both_open_and_closed:
            self.tell("formats", Why.OPEN_AND_CLOSED)
        return said

    def online(self, said: codes.Formats, where: Address) -> dict[str, Any] | None:
        """Where one may go: the place, the screen, or both; None when neither is known."""
        url, phone = self._link(), self._phone()
        has = set(said.codes)
        closed = codes.TEMPORARILY_CLOSED in has or "temporarily closed" in self.raw("name").casefold()
        online = bool(has & {codes.ONLINE, codes.VIRTUAL_ONLY, codes.HYBRID} or url or phone)
        placed = bool(where.street or where.venue)
        if not placed and not online and not where.city:
            self.tell("address", Why.NO_PLACE, fatal=True)
            return None
        return {
            "online": online,
            "in_person": not closed and (placed or not online) and codes.VIRTUAL_ONLY not in has,
            "temporarily_closed": closed,
            "wheelchair": codes.WHEELCHAIR in has,
            "children": bool(has & codes.CHILDREN),
            "conference_url": url,
            "conference_phone": phone,
        }

    def _link(self) -> str:
        said = tidy(self.raw("conference_url"))
        if said and not re.fullmatch(r"https?://[^\s<>\"'/]+\.[^\s<>\"'/]+(/[^\s<>\"']*)?", said):
            self.tell("conference_url", Why.LINK_UNREAD, said)
            return ""
        if len(said) > LONGEST["conference_url"]:
            self.tell("conference_url", Why.LINK_UNREAD, said)
            return ""
        return said

    def _phone(self) -> str:
        said = tidy(self.raw("conference_phone"))
        kept = re.sub(r"[^\d,+#*]", "", said)
        if said and not 10 <= len(kept) <= LONGEST["conference_phone"]:
            self.tell("conference_phone", Why.PHONE_UNREAD, said)
            return ""
        return kept
