"""The poster of a month: one sheet of paper for a door."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from hashlib import sha256
from math import ceil
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe
from django.views.decorators.vary import vary_on_headers

from kinroad.core import time
from kinroad.core.http import PublicRequest
from kinroad.design.formats import month, opening, weekday_names
from kinroad.design.paper import can_make_pdf, pdf_of
from kinroad.gatherings.models import GatheringKind, Photos
from kinroad.gatherings.queries import calendar as queries
from kinroad.gatherings.queries.calendar import SessionRow
from kinroad.gatherings.rules.calendar import Asking, View, Wishes, read_asking, weeks_of
from kinroad.gatherings.views.calendar import organization_here
from kinroad.gatherings.views.calendar_lines import Words
from kinroad.gatherings.views.kept import kept
from kinroad.people.models import Organization
from kinroad.people.views.limits import limited

LINES = 45
"""As many lines as one day above the other holds, all weeks of the month together."""
LETTERS = 14
"""As many letters as a line holds for certain."""
MOST_DAYS = 12
"""What comes round so often in a month stands once, below: it would crowd out all else."""
LONGEST = 34
MOST_OFTEN = 6


@dataclass
class Poster:
    """What stands on it."""

    organization: Organization
    asking: Asking
    rows: list[SessionRow]
    address: str

    @cached_property
    def words(self) -> Words:
        return Words(self.organization.zone)

    @property
    def title(self) -> str:
        return opening(month(self.asking.on))

    @cached_property
    def days(self) -> list[list[date]]:
        return weeks_of(*self.asking.days())

    @property
    def weekdays(self) -> list[str]:
        return [opening(weekday_names(on)[0]) for on in self.days[0]]

    @cached_property
    def often(self) -> list[tuple[str, str, str]]:
        """What takes place on most days: its days, its hour, its name."""
        found = []
        counted = Counter((row.gathering.id, row.start_minute) for row in self._in_month)
        for (gathering, minute), many in counted.most_common(MOST_OFTEN):
            if many >= MOST_DAYS:
                rows = [row for row in self._in_month if (row.gathering.id, row.start_minute) == (gathering, minute)]
                names = {row.on.isoweekday() % 7: weekday_names(row.on)[1] for row in rows}
                said = " ".join(names[day] for day in sorted(names))
                found.append((said, self.words.starts(rows[0]), rows[0].gathering.name))
        return found

    @cached_property
    def _in_month(self) -> list[SessionRow]:
        return [row for row in self.rows if row.on.month == self.asking.on.month]

    @cached_property
    def weeks(self) -> list[list[dict[str, Any]]]:
        often = {name for _days, _hour, name in self.often}
        by_day: dict[date, list[SessionRow]] = {}
        for row in self._in_month:
            if row.gathering.name not in often or row.cancelled or row.moved:
                by_day.setdefault(row.on, []).append(row)
        return [[self._day(on, by_day.get(on, [])) for on in week] for week in self.days]

    def _day(self, on: date, rows: list[SessionRow]) -> dict[str, Any]:
        said = [(self.words.starts(row), _short(self.words.name(row))) for row in rows]
        shown = _that_fit(said, lines=LINES // len(self.days))
        more = len(said) - len(shown)
        return {
            "number": on.day,
            "out": on.month != self.asking.on.month,
            "items": shown,
            "more": ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more} if more else "",
        }

    @property
    def photos(self) -> str:
        """The photos policy: the line that holds for everything on the sheet."""
        if any(row.gathering.photos == Photos.ASK for row in self.rows):
            return _("Photos only after asking everyone in them. Never of children.")
        return _("No photos here. That keeps everyone’s coming their own.")

    @property
    def picture(self) -> str:
        """The address of the calendar for a phone's camera."""
        import qrcode  # slow to load, and only paper needs it
        from qrcode.image.svg import SvgPathImage

        drawn: Any = qrcode.make(self.address, image_factory=SvgPathImage, border=1)
        return str(mark_safe(drawn.to_string(encoding="unicode")))  # noqa: S308  # drawn by us, of our own address


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def _that_fit(said: list[tuple[str, str]], *, lines: int) -> list[tuple[str, str]]:
    """As many of a day as its place holds; what is left out is counted on a line of its own."""
    taken = [1 + ceil(len(name) / LETTERS) for _hour, name in said]
    if sum(taken) <= lines:
        return said
    return [each for place, each in enumerate(said) if sum(taken[: place + 1]) < lines]


def _asked(request: Any) -> Asking:
    organization = organization_here(request)
    asked = {"view": [View.MONTH], "on": request.GET.getlist("on")}
    return read_asking(asked, today=time.today(organization.zone), state=organization.state, kinds=GatheringKind.values)


def _version(request: Any) -> str:
    if request.organization is None:
        return ""
    asking, organization = _asked(request), request.organization
    first, last = asking.days()
    today = time.today(organization.zone)
    stands = queries.calendar_version(organization.pk, first=first, last=last, today=today)
    facts = [organization.name, organization.address, organization.hours, organization.phone]
    said = ("poster", first, request.build_absolute_uri("/"), get_language(), facts, stands)
    return f'"{sha256(repr(said).encode()).hexdigest()[:32]}"'


@login_not_required
@require_safe
@limited("export")
@vary_on_headers("Accept-Language", "Cookie")
@condition(etag_func=_version)
def poster(request: PublicRequest) -> HttpResponse:
    """The month on one sheet: what, when, where, and whether photos are taken."""
    if not can_make_pdf():
        raise Http404
    answer = HttpResponse(kept(_version(request), partial(_draw, request)), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="calendar.pdf"'
    answer["Cache-Control"] = "no-cache"
    return answer


def _draw(request: PublicRequest) -> bytes:
    organization, asking = organization_here(request), _asked(request)
    first, last = asking.days()
    mine = queries.gatherings_of(organization.pk, today=time.today(organization.zone), everything=False)
    rows = queries.sessions_between(
        organization.pk, mine, first=first, last=last, wishes=Wishes(), most=queries.MOST_IN_A_MONTH
    )
    address = request.build_absolute_uri(reverse("gatherings:calendar"))
    page = Poster(organization=organization, asking=asking, rows=rows, address=address)
    return pdf_of(render_to_string("gatherings/poster.html", {"page": page, "organization": organization}, request))
