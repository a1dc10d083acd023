"""What the page of one meeting prints."""

from dataclasses import dataclass
from datetime import date, time
from functools import cached_property

from babel.dates import get_timezone_name
from django.utils.translation import get_language

from kinroad.gatherings.forms.words import day_names, format_names
from kinroad.gatherings.models import Meeting
from kinroad.gatherings.queries.meeting import checked_on, sister_days
from kinroad.gatherings.views.pages import Link, Words, at_minute


@dataclass
class MeetingPage:
    """One meeting, said."""

    meeting: Meeting

    @property
    def day(self) -> str:
        return day_names()[self.meeting.weekday]

    @property
    def starts(self) -> time:
        return at_minute(self.meeting.start_minute)

    @property
    def ends(self) -> time | None:
        return None if self.meeting.end_minute is None else at_minute(self.meeting.end_minute)

    @property
    def zone(self) -> str:
        """ "Central Time": the clocks where the meeting is held."""
        locale = "es_US" if (get_language() or "en").startswith("es") else "en_US"
        return get_timezone_name(self.meeting.zone, width="long", zone_variant=None, locale=locale)

    @property
    def where(self) -> list[str]:
        """Lines of an address."""
        meeting = self.meeting
        town = " ".join(
            part for part in (f"{meeting.city}," if meeting.city else "", meeting.state, meeting.zip) if part
        )
        return [line for line in (meeting.venue, meeting.address, town) if line]

    @property
    def facts(self) -> list[Link]:
        return Words().facts(self.meeting)

    @property
    def formats(self) -> list[str]:
        return format_names(self.meeting.formats)

    @property
    def checked_on(self) -> date | None:
        return checked_on(self.meeting)

    @property
    def map_url(self) -> str:
        meeting = self.meeting
        if meeting.lat is None or not meeting.in_person:
            return ""
        return (
            f"https://www.openstreetmap.org/?mlat={meeting.lat}&mlon={meeting.lon}#map=17/{meeting.lat}/{meeting.lon}"
        )

    @cached_property
    def sisters(self) -> list[tuple[str, time, str]]:
        """Other days of the same group: day, time, address of the page."""
        return [
            (day_names()[day].capitalize(), at_minute(minute), slug) for day, minute, slug in sister_days(self.meeting)
        ]
