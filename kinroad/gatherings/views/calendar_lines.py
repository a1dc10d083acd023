"""What a line of the calendar says, in the language of the page."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _

from kinroad.core.time import local
from kinroad.design.formats import clock, weekday
from kinroad.gatherings.forms.words import spoken_name
from kinroad.gatherings.models import Accessible, Photos
from kinroad.gatherings.queries.calendar import GatheringRow, SessionRow
from kinroad.gatherings.rules.zones import zone_label
from kinroad.gatherings.views.pages import Link, at_minute


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the calendar."""

    starts: str
    until: str
    at: datetime
    name: str
    href: str
    where: str
    note: str
    facts: list[Link]


class Words:
    """Words that stand in many lines, looked up once a page. `zone` is that of the organization."""

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self.cancelled = ("warning", _("Cancelled"))
        self.children = ("child", _("Children welcome"))
        self.child_care = ("child", _("Child care"))
        self.ride = ("car", _("Ask for a ride"))
        self.online = ("screen", _("Online"))
        self.wheelchair = ("wheelchair", _("Wheelchair can get in"))
        self.program = ("lock", _("For people of the program"))
        self.both = _(" and ")
        self.off = _("Cancelled: %(name)s")
        self.on_screen = _("Online")
        self.to = _("to %(time)s, %(zone)s")
        self.left, self.full = _("%(left)s of %(places)s places left"), _("Full")
        self.waiting = _("Full. There is a waiting list.")
        self.clock = cache(lambda minute: clock(at_minute(minute)))
        self.spoken = cache(self._spoken)
        self.pages = reverse("gatherings:calendar_session", args=["00000000-0000-0000-0000-000000000000"])[:-36]

    def _spoken(self, codes: tuple[str, ...]) -> str:
        """English alone goes without saying."""
        return "" if codes in (("en",), ()) else self.both.join(spoken_name(code) for code in codes)

    def starts(self, row: SessionRow) -> str:
        """When it begins; with its zone when that is another one than ours."""
        said = self.clock(row.start_minute)
        zone = row.gathering.zone
        return said if zone == self.zone else f"{said} {zone_label(zone)}"

    def until(self, row: SessionRow) -> str:
        ends = local(row.ends_at, row.gathering.zone)
        return self.to % {"time": self.clock(ends.hour * 60 + ends.minute), "zone": zone_label(row.gathering.zone)}

    def name(self, row: SessionRow) -> str:
        return self.off % {"name": row.gathering.name} if row.cancelled else row.gathering.name

    def where(self, row: SessionRow) -> str:
        if not row.gathering.in_person:
            return self.on_screen
        return ", ".join(place_lines(row.gathering, room=row.room))

    def note(self, row: SessionRow) -> str:
        """What those coming should know first: that it moved, that it is full, what somebody wrote."""
        said = [moved_words(row.first_planned_on, row.on)] if row.moved else []
        if row.capacity is not None and not row.cancelled:
            left = row.capacity - row.taken
            full = self.waiting if row.gathering.waiting_list else self.full
            said.append(self.left % {"left": left, "places": row.capacity} if left > 0 else full)
        return ". ".join(part.rstrip(".") for part in (*said, row.words) if part)

    def facts(self, row: SessionRow) -> list[Link]:
        """(icon, words) pairs: always icon and name together."""
        it = row.gathering
        facts = [
            fact
            for says, fact in (
                (row.cancelled, self.cancelled),
                (it.children_welcome, self.children),
                (it.child_care, self.child_care),
                (it.rides, self.ride),
                (it.online and it.in_person, self.online),
                (Accessible.WHEELCHAIR in it.accessibility, self.wheelchair),
                (not it.public, self.program),
            )
            if says
        ]
        if spoken := self.spoken(tuple(it.languages)):
            facts.append(("globe", spoken))
        return facts

    def line(self, row: SessionRow) -> Line:
        return Line(
            starts=self.clock(row.start_minute),
            until=self.until(row),
            at=local(row.starts_at, row.gathering.zone),
            name=self.name(row),
            href=f"{self.pages}{row.id}",
            where=self.where(row),
            note=self.note(row),
            facts=self.facts(row),
        )


def place_lines(row: GatheringRow, *, room: str = "") -> list[str]:
    """The lines of where it is: its own address, else that of its site, and the room."""
    place = [row.address] if row.address else [row.site_name, row.site_address]
    return [line for line in (*place, room or row.room) if line]


def moved_words(planned_on: date, on: date) -> str:
    """That it moved, and from when."""
    if planned_on == on:
        return _("The hour has changed")
    return _("Moved from %(day)s") % {"day": weekday(planned_on)}


def photos_words(photos: str) -> str:
    """What is agreed about pictures."""
    if photos == Photos.ASK:
        return _("Photos only after asking everyone in them. Never of children.")
    return _("No photos here. That keeps everyone’s coming their own.")
