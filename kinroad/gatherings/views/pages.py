"""What the templates of the finder print, said once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from functools import cache, cached_property, lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kinroad.design.formats import clock, day, number
from kinroad.gatherings.forms.finder import ChoicesForm
from kinroad.gatherings.forms.words import day_names, language_name
from kinroad.gatherings.models import Meeting
from kinroad.gatherings.queries.finder import MOST, Found, MeetingRow
from kinroad.gatherings.rules.clock import When
from kinroad.gatherings.rules.days import MINUTES_A_DAY
from kinroad.gatherings.rules.finder import ANYWHERE, MILES, Search
from kinroad.gatherings.rules.zones import zone_label

Link = tuple[str, str]

FEED_TITLE = "Meetings Feed"  # finders look for a link of this title, so it is never translated


def at_minute(minute: int) -> time:
    return time(*divmod(minute % MINUTES_A_DAY, 60))


def where_of(row: MeetingRow | Meeting) -> str:
    """Venue, street and city, as far as the list says them."""
    return ", ".join(part for part in (row.venue, row.address, row.city) if part)


class Words:
    """Words that stand in many lines, looked up once a page."""

    def __init__(self) -> None:
        self.closed_for_now = ("warning", _("Place closed for now"))
        self.online = ("screen", _("Online"))
        self.wheelchair = ("wheelchair", _("Wheelchair access"))
        self.children = ("child", _("Children welcome"))
        self.who = {True: ("people", _("Open to everyone")), False: ("people", _("Closed meeting"))}
        self.both = _(" and ")
        self.on_screen = _("Online, by video or phone")
        self.miles, self.about = _("%(miles)s miles"), _("about %(miles)s miles")
        self.to = _("to %(time)s, %(zone)s")
        self.checked = _("Last checked on %(day)s")
        self.spoken, self.until = cache(self._spoken), cache(self._until)
        self.clock = cache(lambda minute: clock(at_minute(minute)))
        self.pages = reverse("gatherings:meeting", args=["-"]).removesuffix("-")

    def _spoken(self, codes: str) -> str:
        """English alone goes without saying."""
        languages = codes.split()
        return "" if languages == ["en"] else self.both.join(language_name(code) for code in languages)

    def _until(self, minute: int | None, zone: str) -> str:
        label = zone_label(zone)
        return label if minute is None else self.to % {"time": self.clock(minute), "zone": label}

    def facts(self, row: MeetingRow | Meeting) -> list[Link]:
        """(icon, words) pairs: always icon and name together."""
        facts = [
            fact
            for says, fact in (
                (row.temporarily_closed, self.closed_for_now),
                (row.online, self.online),
                (row.wheelchair, self.wheelchair),
                (row.children, self.children),
            )
            if says
        ]
        if spoken := self.spoken(row.languages):
            facts.append(("globe", spoken))
        if row.open is not None:
            facts.append(self.who[row.open])
        if isinstance(row, MeetingRow) and row.stale_since:
            facts.append(("clock", self.checked % {"day": day(row.stale_since)}))
        return facts

    def where(self, row: MeetingRow) -> str:
        """Where to go, and how far that is."""
        place = where_of(row) if row.in_person or not row.online else ""
        if not place and row.online:
            return self.on_screen
        place = place or row.state
        if row.miles is None:
            return place
        miles = f"{row.miles:.1f}" if row.miles < 10 else f"{row.miles:.0f}"
        return f"{place} · {(self.about if row.approximate else self.miles) % {'miles': miles}}"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list."""

    starts: str
    until: str
    at: str
    name: str
    href: str
    where: str
    fellowship: str
    facts: list[Link]


def line_of(row: MeetingRow, words: Words) -> Line:
    starts = at_minute(row.start_minute)
    return Line(
        starts=words.clock(row.start_minute),
        until=words.until(row.end_minute, row.zone),
        at=f"{starts.hour:02}:{starts.minute:02}",
        name=row.name,
        href=words.pages + row.slug,
        where=words.where(row),
        fellowship="" if row.fellowship == row.name else row.fellowship,
        facts=words.facts(row),
    )


@lru_cache(maxsize=512)
def choices_part(chosen: Search, fellowships: tuple[str, ...], languages: tuple[str, ...], language: str) -> str:
    """The part of the form that is the same for everyone who made the same choices, drawn once."""
    form = ChoicesForm(chosen, fellowships=fellowships, languages=languages)
    return mark_safe(render_to_string("gatherings/_choices.html", {"form": form}))  # noqa: S308  # our own template


@dataclass
class FinderPage:
    """Headings, tabs and ways on, for one search."""

    search: Search
    found: Found
    today: date
    feed_title: str = FEED_TITLE

    @cached_property
    def lines(self) -> list[Line]:
        words = Words()
        return [line_of(row, words) for row in self.found.rows]

    def places(self) -> Iterator[tuple[tuple[float, float] | None, str, str]]:
        """Where meetings of this page are, for the map."""
        for row, line in zip(self.found.rows, self.lines, strict=True):
            known = row.lat is not None and row.lon is not None and row.in_person
            yield (row.lat, row.lon) if known else None, row.name, line.href  # type: ignore[misc]

    @property
    def choices(self) -> str:
        chosen = replace(self.search, when=When.TODAY, day=0, near=None, unknown_place="", page=1)
        facets = self.found.facets
        return choices_part(chosen, facets.fellowships, facets.languages, get_language() or "en")

    @cached_property
    def here(self) -> str:
        return reverse("gatherings:meetings")

    def to(self, search: Search, *, page: int = 1) -> str:
        query = search.query(page=page)
        return f"{self.here}?{query}" if query else self.here

    @cached_property
    def tabs(self) -> list[Link]:
        first = self.today.isoweekday() % 7
        days = [(first + step) % 7 for step in range(2, 8)]
        return [
            (_("Now"), self.to(self.search.on(When.NOW))),
            (_("Today"), self.to(self.search.on(When.TODAY))),
            (_("Tomorrow"), self.to(self.search.on(When.TOMORROW))),
            *((day_names()[day].capitalize(), self.to(self.search.on(When.DAY, day))) for day in days),
        ]

    @property
    def tab(self) -> str:
        """The tab that is open; tomorrow by its name is tomorrow."""
        tomorrow = (self.today.isoweekday() + 1) % 7
        if self.search.when is When.DAY and self.search.day == tomorrow:
            return self.to(self.search.on(When.TOMORROW))
        return self.to(self.search.on(self.search.when, self.search.day))

    @cached_property
    def count(self) -> str:
        """How many, when and how near: "12 meetings today, within 5 miles of 50309"."""
        many = {"count": number(min(self.found.total, MOST))}
        total = self.found.total
        said = {
            When.NOW: ngettext("%(count)s meeting now", "%(count)s meetings now", total),
            When.TODAY: ngettext(
                "%(count)s meeting still to come today", "%(count)s meetings still to come today", total
            ),
            When.TOMORROW: ngettext("%(count)s meeting tomorrow", "%(count)s meetings tomorrow", total),
            When.DAY: ngettext("%(count)s meeting on %(day)s", "%(count)s meetings on %(day)s", total),
        }[self.search.when]
        said = said % {**many, "day": day_names()[self.search.day]}
        said = _("More than %(said)s") % {"said": said} if self.found.is_more else said
        near = self.search.near
        if not near or self.search.miles == ANYWHERE:
            return said
        miles, around = self.search.miles, {"miles": self.search.miles, "place": near.words}
        if not near.words:
            within = ngettext("within %(miles)s mile of you", "within %(miles)s miles of you", miles)
        else:
            within = ngettext("within %(miles)s mile of %(place)s", "within %(miles)s miles of %(place)s", miles)
        return f"{said}, {within % around}"

    @property
    def before(self) -> Link | None:
        page = self.search.page
        return (_("Earlier"), self.to(self.search, page=page - 1)) if page > 1 and self.found.rows else None

    @property
    def after(self) -> Link | None:
        page = self.search.page
        return (_("Later"), self.to(self.search, page=page + 1)) if page < self.found.pages else None

    @property
    def place(self) -> str:
        return _("Page %(page)s of %(pages)s") % {"page": self.search.page, "pages": self.found.pages}

    @cached_property
    def ways_on(self) -> list[Link]:
        """Where else to look when there is nothing here."""
        ways = []
        wider = [miles for miles in MILES if miles > self.search.miles]
        if self.search.miles and wider:
            ways.append(self._wider(wider[-1] if len(wider) < 3 else wider[1]))
        if self.search.when in (When.NOW, When.TODAY):
            ways.append((_("Meetings tomorrow"), self.to(self.search.on(When.TOMORROW))))
        if self.search.chosen:
            ways.append((_("Without the further choices"), self.to(_plain(self.search))))
        ways.append((_("Start over"), self.here))
        return ways

    def _wider(self, miles: int) -> Link:
        return (
            _("Look within %(miles)s miles") % {"miles": miles},
            self.to(replace(self.search, within=miles, page=1)),
        )


def _plain(search: Search) -> Search:
    return Search(when=search.when, day=search.day, near=search.near, within=search.within)
