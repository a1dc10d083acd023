"""Calendars for other programs: the public one with its filters, and one session for one's own calendar."""

from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe
from django.views.decorators.vary import vary_on_headers

from kinroad.audit import actions as audit
from kinroad.core import time
from kinroad.core.http import PublicRequest
from kinroad.gatherings.models import GatheringKind
from kinroad.gatherings.queries import calendar as queries
from kinroad.gatherings.queries.calendar_link import open_link, own_sessions
from kinroad.gatherings.rules.calendar import BEHIND, Wishes, read_wishes
from kinroad.gatherings.rules.recurrence import AHEAD
from kinroad.gatherings.views.calendar import is_of_the_program, organization_here
from kinroad.gatherings.views.kept import kept
from kinroad.gatherings.views.session_page import too_old
from kinroad.interop.icalendar.words import discreet, named
from kinroad.interop.icalendar.writing import calendar_file
from kinroad.people.rules.viewer import Viewer
from kinroad.people.views.limits import limited

MOST = 20_000
"""More events than any program of ours plans in a year and two months."""


def _asked(request: Any) -> tuple[Wishes, date]:
    organization = organization_here(request)
    wishes = read_wishes(dict(request.GET.lists()), state=organization.state, kinds=GatheringKind.values)
    return wishes, time.today(organization.zone)


def _version(request: Any) -> str:
    """What the answer is made of, so that it is made once: who asks for what, in which language, on which day."""
    if request.organization is None:
        return ""
    wishes, today = _asked(request)
    stands = queries.calendar_version(request.organization.pk, first=today - BEHIND, last=today + AHEAD, today=today)
    said = (wishes, today, request.build_absolute_uri("/"), get_language(), request.organization.name, stands)
    return f'"{sha256(repr(said).encode()).hexdigest()[:32]}"'


@login_not_required
@require_safe
@limited("program")
@vary_on_headers("Accept-Language")
@condition(etag_func=_version)
def public_feed(request: PublicRequest) -> HttpResponse:
    """Everything public from two months ago to a year ahead; the filters are those of the page."""
    organization = organization_here(request)
    wishes, today = _asked(request)

    def draw() -> bytes:
        rows = queries.sessions_between(
            organization.pk,
            queries.gatherings_of(organization.pk, today=today, everything=False),
            first=today - BEHIND,
            last=today + AHEAD,
            wishes=wishes,
            most=MOST,
        )
        name = _("%(name)s: calendar") % {"name": organization.name}
        return calendar_file(rows, name=name, shown=named, page=partial(_page, request))

    answer = _calendar(kept(_version(request), draw))
    # Another site's calendar reads it from the visitor's browser. Everything in it is public.
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = "public, max-age=300"
    return answer


@login_not_required
@require_safe
@limited("program")
def one_session(request: PublicRequest, public_session_id: UUID) -> HttpResponse:
    """One session for one's own calendar: discreet, unless its name is asked for (`?name=1`)."""
    organization = organization_here(request)
    everything = is_of_the_program(request)
    today = time.today(organization.zone)
    row = queries.session_row(public_session_id, organization_id=organization.pk, today=today, everything=everything)
    if row is None or too_old(row, today=today):
        raise Http404
    by_name = request.GET.get("name") == "1"
    shown = named if by_name else partial(discreet, discreet_name=organization.discreet_name)
    page = partial(_page, request) if by_name else None
    answer = _calendar(calendar_file([row], name=organization.discreet_name, shown=shown, page=page))
    answer["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return answer


@login_not_required
@require_safe
@limited("program")
def own_feed(request: PublicRequest, secret: str) -> HttpResponse:
    """What a participant comes to, by an address that only they know. Reading it is a look at their record."""
    link = open_link(secret)
    if link is None:
        raise Http404
    mine = link.participant
    organization = mine.organization
    nobody = Viewer.system(organization.pk, organization.zone)
    audit.look(participant_id=mine.pk, page="calendar_feed", why="feed", viewer=nobody)
    today = time.today(organization.zone)
    rows = own_sessions(mine, first=today - BEHIND, last=today + AHEAD, today=today)
    shown = named if link.by_name else partial(discreet, discreet_name=organization.discreet_name)
    answer = _calendar(calendar_file(rows, name=organization.discreet_name, shown=shown))
    answer["Cache-Control"] = "private, no-cache"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _page(request: PublicRequest, row: queries.SessionRow) -> str:
    return request.build_absolute_uri(reverse("gatherings:calendar_session", args=[row.id]))


def _calendar(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
