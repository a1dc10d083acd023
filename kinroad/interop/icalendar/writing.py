"""Sessions as an iCalendar file (RFC 5545). `icalendar` says every word; what repeats is said once.

A year of sixty series is more than three thousand events. Each gathering's own part (what, where, for whom) is drawn
once for all its sessions; the lines that differ are times, numbers and ids, which need no escaping.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone
from icalendar.parser import Contentline, Parameters

from kinroad.gatherings.queries.calendar import SessionRow

MADE_BY = "-//Kinroad//Calendar//EN"
READ_AGAIN = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a calendar says of a session: words alone."""

    title: str
    where: str = ""
    words: str = ""
    kind: str = ""
    private: bool = False


def calendar_file(
    rows: Iterable[SessionRow],
    *,
    name: str,
    shown: Callable[[SessionRow], Shown],
    page: Callable[[SessionRow], str] | None = None,
) -> bytes:
    """The file. `name`: what a program calls the calendar; `page`: the address of a session's own page."""
    rows = list(rows)
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _one_line(name))
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    head, _, end = bytes(calendar.to_ical()).partition(b"END:VCALENDAR")
    zones = (zone_part(zone, *_years(rows, zone)) for zone in sorted({row.gathering.zone for row in rows}))
    drawn: dict[Shown, bytes] = {}
    events = [_event(row, shown(row), page(row) if page else "", drawn) for row in rows]
    return b"".join([head, *zones, *events, b"END:VCALENDAR", end])


def _event(row: SessionRow, shown: Shown, page: str, drawn: dict[Shown, bytes]) -> bytes:
    if shown not in drawn:
        drawn[shown] = _words(shown)
    zone = row.gathering.zone
    lines = [
        "BEGIN:VEVENT",
        f"UID:{row.id}",
        f"DTSTAMP:{made_at(row.id):%Y%m%dT%H%M%SZ}",
        f"DTSTART;TZID={zone}:{_clock(row.starts_at, zone)}",
        f"DTEND;TZID={zone}:{_clock(row.ends_at, zone)}",
        f"SEQUENCE:{row.version + row.gathering.version - 2}",
        f"STATUS:{'CANCELLED' if row.cancelled else 'CONFIRMED'}",
    ]
    own = "\r\n".join(lines).encode() + b"\r\n"
    link = bytes(Contentline.from_parts("URL", Parameters(), page).to_ical()) + b"\r\n" if page else b""
    return own + link + drawn[shown] + b"END:VEVENT\r\n"


def _words(shown: Shown) -> bytes:
    """The lines of an event that are words."""
    event = Event()
    event.add("summary", _one_line(shown.title))
    if shown.where:
        event.add("location", _one_line(shown.where))
    if shown.words:
        event.add("description", "\n".join(shown.words.splitlines()))
    if shown.kind:
        event.add("categories", [_one_line(shown.kind)])
    if shown.private:
        event.add("class", "PRIVATE")
    return bytes(event.to_ical()).removeprefix(b"BEGIN:VEVENT\r\n").removesuffix(b"END:VEVENT\r\n")


def _one_line(words: str) -> str:
    """A line end inside would begin a line of the file."""
    return " ".join(words.splitlines())


def _clock(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%Y%m%dT%H%M%S}"


def made_at(id: UUID) -> datetime:
    """The moment this id was made: it never changes, so that a program sees no change where there is none."""
    return datetime.fromtimestamp((id.int >> 80) / 1000, UTC)


def _years(rows: list[SessionRow], zone: str) -> tuple[int, int]:
    years = [row.starts_at.year for row in rows if row.gathering.zone == zone]
    return min(years) - 1, max(years) + 1


@lru_cache(maxsize=64)
def zone_part(zone: str, first: int, last: int) -> bytes:
    """The changes of the clock in these years, for programs that do not know the zone."""
    part = Timezone.from_tzid(zone, first_date=date(first, 1, 1), last_date=date(last, 12, 31))
    return bytes(part.to_ical())
