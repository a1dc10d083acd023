"""What the template of the finder prints."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kinroad.core.time import local
from kinroad.design.formats import day, number
from kinroad.people.rules.phones import as_e164
from kinroad.resources.forms.finding import code_name
from kinroad.resources.models import State
from kinroad.resources.queries.finding import MOST, Found
from kinroad.resources.queries.resource import OwnSite, PlaceLine, is_stale
from kinroad.resources.rules.finding import Search
from kinroad.resources.rules.taxonomy import codes_of, terms
from kinroad.resources.views.words import Fact, facts_of, opening_words, tel_of

Link = tuple[str, str]
NEXT_DOOR = 0.1  # miles: nearer says nothing, for a point may be the middle of a ZIP code


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list."""

    id: UUID
    name: str
    agency: str
    href: str
    where: str
    phone: str
    tel: str
    opening: str
    is_open: bool
    facts: list[Fact]
    doubtful: bool
    checked: str


def line_of(row: PlaceLine, *, miles: float | None, at: datetime) -> Line:
    place = row.place
    where = ", ".join(part for part in (row.street, place.city) if part)
    if not where:
        where = _("By phone, on screen, or at an address we do not show")
    if miles is not None and miles >= NEXT_DOOR:
        far = f"{miles:.1f}" if miles < 10 else f"{miles:.0f}"
        about = place.location is not None and place.location.approximate
        where = f"{where} · {(_('about %(miles)s miles') if about else _('%(miles)s miles')) % {'miles': far}}"
    stale = is_stale(place.due_on, today=local(at, place.zone).date())
    said = place.hours if row.opening.state == "ask" and place.hours else ""
    return Line(
        id=place.pk,
        name=place.name,
        agency="" if place.agency_name == place.name else place.agency_name,
        href=reverse("resources:resource", args=[place.pk]),
        where=where,
        phone=as_e164(row.phone) or row.phone,
        tel=tel_of(row.phone, row.extension),
        opening=said or opening_words(row.opening, zone=place.zone, at=at),
        is_open=row.opening.state == "open",
        facts=facts_of(row),
        doubtful=place.state == State.DOUBTFUL,
        checked=_("Last checked on %(day)s") % {"day": day(place.verified_on)} if stale and place.verified_on else "",
    )


@dataclass
class FinderPage:
    """Headings, lines and ways on, for one search. `kept`: the secret of a list that is being added to."""

    search: Search
    found: Found
    rows: list[PlaceLine]
    sites: list[OwnSite]
    at: datetime
    kept: str = ""

    @cached_property
    def lines(self) -> list[Line]:
        return [self._line(row) for row in self.rows if row.id not in self.found.elsewhere]

    @cached_property
    def elsewhere(self) -> list[Line]:
        return [self._line(row) for row in self.rows if row.id in self.found.elsewhere]

    def _line(self, row: PlaceLine) -> Line:
        return line_of(row, miles=self.found.miles.get(row.id), at=self.at)

    def places(self) -> Iterator[tuple[tuple[float, float] | None, str, str]]:
        """Where things are, for the map. The line of a confidential place has no point."""
        for row in self.rows:
            point = None if row.place.lat is None or row.place.lon is None else (row.place.lat, row.place.lon)
            yield point, row.place.name, reverse("resources:resource", args=[row.id])

    @cached_property
    def here(self) -> str:
        return reverse("resources:resources")

    def to(self, search: Search, *, page: int = 1) -> str:
        query = search.query(page=page)
        if self.kept:
            query = f"{query}&list={self.kept}" if query else f"list={self.kept}"
        return f"{self.here}?{query}" if query else self.here

    @property
    def needs(self) -> list[Link]:
        """What there is to look for, for those who do not know what to type."""
        top = [code for code in codes_of("need") if not terms()[code].parent]
        return [(code_name(code), self.to(replace(self.search.plain(), tags=(code,)))) for code in top]

    @property
    def near_sites(self) -> list[Link]:
        """The same search around our own places."""
        look = (replace(self.search, page=1), self.sites)
        return [
            (site.name, self.to(look[0]) + ("&" if "?" in self.to(look[0]) else "?") + f"near={site.zip}")
            for site in look[1]
            if not self.search.near
        ]

    @cached_property
    def count(self) -> str:
        """How many, and how near: "12 places within 50 miles of 50309"."""
        total = self.found.total
        said = ngettext("%(count)s place", "%(count)s places", total) % {"count": number(min(total, MOST))}
        if self.search.open_now:
            said = ngettext("%(count)s place open now", "%(count)s places open now", total) % {"count": number(total)}
        if self.found.is_more:
            said = (
                _("More than %(said)s, the nearest first") % {"said": said}
                if self._is_near
                else _("More than %(said)s") % {"said": said}
            )
        near = self.search.near
        if not near or not self.search.miles:
            return said
        if not near.words:
            return _("%(said)s within %(miles)s miles of you") % {"said": said, "miles": self.search.miles}
        return _("%(said)s within %(miles)s miles of %(place)s") % {
            "said": said,
            "miles": self.search.miles,
            "place": near.words,
        }

    @property
    def _is_near(self) -> bool:
        return bool(self.search.near) or bool(self.found.miles)

    @property
    def chosen(self) -> list[str]:
        """The choices that are made, in words."""
        codes = (*self.search.tags, self.search.who, self.search.cost)
        return [code_name(code) for code in codes if code]

    @property
    def before(self) -> Link | None:
        page = self.search.page
        return (_("Before"), self.to(self.search, page=page - 1)) if page > 1 else None

    @property
    def after(self) -> Link | None:
        page = self.search.page
        return (_("More"), self.to(self.search, page=page + 1)) if page < self.found.pages else None

    @property
    def place(self) -> str:
        return _("Page %(page)s of %(pages)s") % {"page": self.search.page, "pages": self.found.pages}

    @cached_property
    def ways_on(self) -> list[Link]:
        """Where else to look when there is nothing here."""
        ways = []
        if wider := self.search.wider():
            ways.append((_("Look within %(miles)s miles") % {"miles": wider.within}, self.to(wider)))
        if self.search.open_now:
            ways.append((_("Also what is closed now"), self.to(replace(self.search, open_now=False, page=1))))
        if self.search.chosen:
            ways.append((_("Without the further choices"), self.to(self.search.plain())))
        ways.append((_("Start over"), self.here))
        return ways
