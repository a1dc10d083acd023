"""What the templates of the calendar print, said once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import groupby
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from kinroad.design.formats import day, month, number, opening, weekday, weekday_names
from kinroad.design.paper import can_make_pdf
from kinroad.gatherings.forms.calendar import WishesForm, need_names
from kinroad.gatherings.forms.words import spoken_name
from kinroad.gatherings.models import GatheringKind
from kinroad.gatherings.queries.calendar import Found, SessionRow
from kinroad.gatherings.rules.calendar import PAGE, Asking, View, Wishes, sunday_before, weeks_of
from kinroad.gatherings.rules.finder import MILES
from kinroad.gatherings.views.calendar_lines import Line, Words
from kinroad.gatherings.views.pages import Link

SHOWN_A_DAY = 3
"""As many of one day stand in the month's picture; the day has the others."""


@lru_cache(maxsize=256)
def wishes_part(wishes: Wishes, kinds: tuple[str, ...], languages: tuple[str, ...], language: str) -> str:
    """The part of the form that is the same for everyone who made the same choices."""
    form = WishesForm(wishes, kinds=kinds, languages=languages)
    drawn = render_to_string("gatherings/_wishes.html", {"form": form, "wishes": wishes})
    return mark_safe(drawn)  # noqa: S308  # our own template


@dataclass
class CalendarPage:
    """Headings, tabs and ways on, for one look at the calendar. `zone` is the organization's."""

    asking: Asking
    found: Found
    today: date
    zone: str

    @cached_property
    def words(self) -> Words:
        return Words(self.zone)

    @cached_property
    def form(self) -> WishesForm:
        return WishesForm(self.asking.wishes, kinds=self.found.kinds, languages=self.found.languages)

    @cached_property
    def here(self) -> str:
        return reverse("gatherings:calendar")

    def to(self, asking: Asking) -> str:
        query = asking.query(self.today)
        return f"{self.here}?{query}" if query else self.here

    @property
    def feed(self) -> str:
        """The same wishes for another program that keeps a calendar."""
        said = urlencode(self.asking.wishes.said())
        return f"{reverse('icalendar:feed')}?{said}" if said else reverse("icalendar:feed")

    @property
    def poster(self) -> str:
        """The sheet of paper of this month."""
        if self.asking.view is not View.MONTH or not can_make_pdf():
            return ""
        return f"{reverse('gatherings:calendar_poster')}?on={self.asking.on:%Y-%m}"

    @property
    def tabs(self) -> list[Link]:
        return [(text, self.to(self.asking.to(view=view, on=self._day_of_tab))) for view, text in self._views()]

    @property
    def tab(self) -> str:
        return dict(self._views()).get(self.asking.view, "")

    @property
    def _day_of_tab(self) -> date:
        """Changing the tab stays near the days that are open."""
        first, last = self.asking.days()
        return self.today if first <= self.today <= last else self.asking.on

    def _views(self) -> list[tuple[View, str]]:
        return [
            (View.LIST, pgettext("calendar", "List")),
            (View.WEEK, pgettext("calendar", "Week")),
            (View.MONTH, pgettext("calendar", "Month")),
        ]

    @cached_property
    def heading(self) -> str:
        """Which days are shown."""
        on = self.asking.on
        if self.asking.view is View.LIST:
            return _("From today on") if not (self.asking.after or self.asking.before) else _("Further on")
        if self.asking.view is View.DAY:
            return opening(weekday(on))
        if self.asking.view is View.WEEK:
            return _("Week of %(day)s") % {"day": day(sunday_before(on), today=self.today)}
        return opening(month(on))

    @cached_property
    def count(self) -> str:
        """How many, and what was asked for: read aloud when the choices change."""
        many = len(self._rows_in_month) if self.asking.view is View.MONTH else len(self.found.rows)
        if self.found.later and not self.asking.before and self.asking.view is not View.MONTH:
            said = _("The next %(count)s") % {"count": number(PAGE)}
        else:
            said = ngettext("%(count)s gathering", "%(count)s gatherings", many) % {"count": number(many)}
        return " · ".join([said, *self.asked_for])

    @cached_property
    def asked_for(self) -> list[str]:
        """The wishes, in the words of the form."""
        wishes = self.asking.wishes
        said = [text for need, text in need_names() if need in wishes.needs]
        said += [str(GatheringKind(wishes.kind).label)] if wishes.kind else []
        said += [spoken_name(wishes.language)] if wishes.language else []
        if wishes.near and wishes.miles:
            around = {"miles": wishes.miles, "place": wishes.near.words}
            within = ngettext("within %(miles)s mile of %(place)s", "within %(miles)s miles of %(place)s", wishes.miles)
            said.append(within % around)
        return said

    @property
    def choices(self) -> str:
        """The fields of the form; drawn once for the same choices, unless a place is named: that is never kept."""
        wishes, found = self.asking.wishes, self.found
        draw = wishes_part.__wrapped__ if wishes.near or wishes.unknown_place else wishes_part
        return draw(wishes, found.kinds, found.languages, get_language() or "en")

    @cached_property
    def days(self) -> list[tuple[date, str, list[Line]]]:
        """The lines, day by day."""
        by_day = groupby(self.found.rows, key=lambda row: row.on)
        return [(on, self._day_name(on), [self.words.line(row) for row in rows]) for on, rows in by_day]

    def _day_name(self, on: date) -> str:
        said = opening(weekday(on))
        if 0 <= (on - self.today).days <= 1:
            return f"{(_('Today'), _('Tomorrow'))[(on - self.today).days]}, {weekday(on)}"
        return said if on.year == self.today.year else f"{said}, {on.year}"

    def places(self) -> Iterator[tuple[tuple[float, float] | None, str, str]]:
        """Where things are, for the map."""
        for row in self.found.rows:
            yield (
                row.gathering.place if row.gathering.in_person else None,
                row.gathering.name,
                f"{self.words.pages}{row.id}",
            )

    @cached_property
    def _rows_in_month(self) -> list[SessionRow]:
        return [row for row in self.found.rows if row.on.month == self.asking.on.month]

    @cached_property
    def weekdays(self) -> list[Any]:
        return [weekday_names(on) for on in weeks_of(*self.asking.days())[0]]

    @cached_property
    def weeks(self) -> list[list[SimpleNamespace]]:
        """The month, for the macro of that name."""
        rows: dict[date, list[SessionRow]] = {}
        for row in self.found.rows:
            rows.setdefault(row.on, []).append(row)
        return [[self._day(on, rows.get(on, [])) for on in week] for week in weeks_of(*self.asking.days())]

    def _day(self, on: date, rows: list[SessionRow]) -> SimpleNamespace:
        words, more = self.words, len(rows) - SHOWN_A_DAY
        # One too many takes no more room than the words that say so.
        shown = rows if more == 1 else rows[:SHOWN_A_DAY]
        many = ngettext("%(count)s gathering", "%(count)s gatherings", len(rows)) % {"count": len(rows)}
        return SimpleNamespace(
            on=on,
            today=on == self.today,
            out=on.month != self.asking.on.month,
            items=[(words.starts(row), words.name(row), f"{words.pages}{row.id}") for row in shown],
            href=self.to(self.asking.to(view=View.DAY, on=on)) if rows else "",
            count=len(rows),
            said=f"{opening(weekday(on))}: {many}" if rows else "",
            more=ngettext("%(count)s more", "%(count)s more", more) % {"count": more} if more > 1 else "",
        )

    def _step(self, ways: int) -> Link | None:
        there = self.asking.step(ways, self.today) if self.asking.view is not View.LIST else None
        if there is None:
            return None
        if there.view is View.MONTH:
            return opening(month(there.on)), self.to(there)
        words = {
            (View.DAY, -1): _("The day before"),
            (View.DAY, 1): _("The day after"),
            (View.WEEK, -1): _("The week before"),
            (View.WEEK, 1): _("The week after"),
        }
        return words[there.view, ways], self.to(there)

    @property
    def before(self) -> Link | None:
        return self._step(-1)

    @property
    def after(self) -> Link | None:
        return self._step(1)

    @property
    def earlier(self) -> Link | None:
        """The page of the list before this one."""
        if not self.found.earlier or not self.found.rows:
            return None
        return _("Earlier"), self.to(self.asking.to(before=self.found.rows[0].place))

    @property
    def later(self) -> Link | None:
        if not self.found.later or not self.found.rows:
            return None
        return _("Later"), self.to(self.asking.to(after=self.found.rows[-1].place))

    @cached_property
    def ways_on(self) -> list[Link]:
        """Where else to look when there is nothing here."""
        wishes, ways = self.asking.wishes, []
        wider = [miles for miles in MILES if miles > wishes.miles]
        if wishes.miles and wider:
            wide = replace(wishes, within=wider[-1] if len(wider) < 3 else wider[1])
            words = _("Look within %(miles)s miles") % {"miles": wide.within}
            ways.append((words, self.to(replace(self.asking, wishes=wide))))
        if wishes.any:
            ways.append((_("Without these choices"), self.to(replace(self.asking.to(), wishes=Wishes()))))
        if self.asking.view is not View.LIST:
            ways.append((_("Everything from today on"), self.to(self.asking.to(view=View.LIST))))
        return ways
