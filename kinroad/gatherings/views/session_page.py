"""What the public page of one session says."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from urllib.parse import quote_plus

from babel.dates import get_timezone_name
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kinroad.core.time import local
from kinroad.design.formats import clock, opening, weekday
from kinroad.gatherings.actions.feedback import is_open
from kinroad.gatherings.forms.words import spoken_name
from kinroad.gatherings.models import Accessible, ForWhom, GatheringKind, Session, State
from kinroad.gatherings.queries.calendar import SessionRow
from kinroad.gatherings.rules.calendar import BEHIND
from kinroad.gatherings.views.calendar_lines import moved_words, photos_words
from kinroad.gatherings.views.pages import Link, at_minute
from kinroad.people.models.words import Experience, Pathway


@dataclass
class SessionPage:
    """One session, said. Nobody's name is on it but that of a guest who is announced."""

    session: Session
    following: list[Session]
    at: datetime

    @property
    def title(self) -> str:
        """What the window is called: discreet, unless anybody may read the page."""
        return self.session.gathering.name if self.session.gathering.public else _("Calendar")

    @property
    def kind(self) -> str:
        return str(GatheringKind(self.session.gathering.kind).label)

    @property
    def cancelled(self) -> bool:
        return self.session.state == State.CANCELLED

    @property
    def over(self) -> bool:
        return self.session.ends_at <= self.at

    @property
    def can_be_said_how_it_was(self) -> bool:
        return is_open(self.session, at=self.at)

    @property
    def moved(self) -> str:
        return moved_words(self.session.first_planned_on, self.session.on) if self.session.moved else ""

    @property
    def day(self) -> str:
        said = opening(weekday(self.session.on))
        return said if self.session.on.year == self.at.year else f"{said}, {self.session.on.year}"

    @property
    def starts(self) -> str:
        return clock(at_minute(self.session.start_minute))

    @property
    def ends(self) -> str:
        return clock(self.session.ends_at, zone=self.session.gathering.zone)

    @property
    def starts_at(self) -> datetime:
        return local(self.session.starts_at, self.session.gathering.zone)

    @property
    def zone(self) -> str:
        """ "Central Time": the clocks where it is held."""
        locale = "es_US" if (get_language() or "en").startswith("es") else "en_US"
        return get_timezone_name(self.session.gathering.zone, width="long", zone_variant=None, locale=locale)

    @cached_property
    def where(self) -> list[str]:
        """Lines of where it is."""
        gathering = self.session.gathering
        if not gathering.in_person:
            return []
        site = gathering.site
        town = gathering.zip if gathering.address else site.zip if site else ""
        place = [gathering.address] if gathering.address else [site.name, site.address] if site else []
        return [line for line in (*place, town, self.session.room or gathering.room) if line]

    @property
    def map_url(self) -> str:
        gathering = self.session.gathering
        site = gathering.site
        address = (
            f"{gathering.address} {gathering.zip}"
            if gathering.address
            else f"{site.address} {site.zip}"
            if site
            else ""
        )
        if not gathering.in_person or not address.strip():
            return ""
        return f"https://www.openstreetmap.org/search?query={quote_plus(address.strip())}"

    @property
    def guest(self) -> str:
        return self.session.guest_expert or self.session.gathering.guest_expert

    @property
    def places(self) -> str:
        session = self.session
        if session.capacity is None or self.cancelled or self.over:
            return ""
        left = session.capacity - session.taken
        if left > 0:
            return _("%(left)s of %(places)s places left") % {"left": left, "places": session.capacity}
        return _("Full. There is a waiting list.") if session.gathering.waiting_list else _("Full")

    @property
    def facts(self) -> list[Link]:
        """(icon, words) pairs."""
        it = self.session.gathering
        facts = [
            (icon, str(words))
            for says, icon, words in (
                (True, "info", it.cost or _("Free")),
                (self.places, "people", self.places),
                (it.children_welcome, "child", _("Children welcome")),
                (it.child_care, "child", _("Child care")),
                (it.rides, "car", _("Ask for a ride")),
                (it.online, "screen", _("Online")),
                (not it.public, "lock", _("For people of the program")),
            )
            if says
        ]
        return [*facts, ("globe", " · ".join(spoken_name(code) for code in it.languages))] if it.languages else facts

    @property
    def getting_in(self) -> list[str]:
        """What the place offers so that everybody can take part."""
        labels = dict(Accessible.choices)
        return [str(labels[code]) for code in self.session.gathering.accessibility if code in labels]

    @property
    def for_whom(self) -> list[str]:
        """For whom it is made, when it is for some in particular."""
        experiences, pathways = {**dict(Experience.choices), **dict(ForWhom.choices)}, dict(Pathway.choices)
        it = self.session.gathering
        said = [experiences.get(code) for code in it.for_whom] + [pathways.get(it.pathway)]
        return [str(words) for words in said if words]

    @property
    def photos(self) -> str:
        return photos_words(self.session.gathering.photos)

    @property
    def next(self) -> list[tuple[Session, str]]:
        """The next sessions of the series, each with its day and hour in words."""
        cancelled = _("Cancelled")
        found = []
        for each in self.following:
            said = f"{opening(weekday(each.on))}, {clock(at_minute(each.start_minute))}"
            found.append((each, f"{said} · {cancelled}" if each.state == State.CANCELLED else said))
        return found


def too_old(session: Session | SessionRow, *, today: date) -> bool:
    """Whether it is so long ago that the calendar no longer has it."""
    return session.on < today - BEHIND
