"""The public calendar, and the page of one session."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinroad.core import time
from kinroad.core.http import PublicRequest
from kinroad.gatherings.models import GatheringKind
from kinroad.gatherings.queries import calendar as queries
from kinroad.gatherings.queries.league import league_of
from kinroad.gatherings.rules.calendar import read_asking
from kinroad.gatherings.views.calendar_pages import CalendarPage
from kinroad.gatherings.views.center import center_line
from kinroad.gatherings.views.coming_part import sign_up_part
from kinroad.gatherings.views.session_page import SessionPage, too_old
from kinroad.people.models import Organization
from kinroad.people.views.limits import is_search, limited
from kinroad.people.views.map import allow_pictures, map_of


@login_not_required
@require_safe
@limited("search", when=is_search)
def calendar(request: PublicRequest) -> HttpResponse:
    """Everything with a time and a place: as a list, a week or a month."""
    organization = organization_here(request)
    today = time.today(organization.zone)
    asking = read_asking(dict(request.GET.lists()), today=today, state=organization.state, kinds=GatheringKind.values)
    found = queries.calendar(
        asking,
        organization_id=organization.pk,
        at=time.now(),
        today=today,
        everything=is_of_the_program(request),
    )
    page = CalendarPage(asking=asking, found=found, today=today, zone=organization.zone)
    drawn = map_of(organization, page.places())
    context = {"page": page, "organization": organization, "map": drawn}
    return allow_pictures(render(request, "gatherings/calendar.html", context), drawn)


@login_not_required
@require_safe
def calendar_session(request: PublicRequest, public_session_id: UUID) -> HttpResponse:
    """One session: what, when, where, and how to get in."""
    organization = organization_here(request)
    everything = is_of_the_program(request)
    session = queries.session_at(public_session_id, organization_id=organization.pk, everything=everything)
    if too_old(session, today=time.today(organization.zone)):
        raise Http404
    at = time.now()
    page = SessionPage(session=session, following=queries.next_of(session, at=at), at=at)
    context = {"page": page, "part": sign_up_part(request, session, at=at), "organization": organization}
    context["center"] = center_line(organization, at=at) if session.gathering.kind == GatheringKind.CENTER else ""
    context["league"] = league_of(session.gathering) if session.gathering.kind == GatheringKind.SPORTS else None
    return render(request, "gatherings/calendar_session.html", context)


def is_of_the_program(request: PublicRequest) -> bool:
    """Whether somebody sees what is for the program alone: whoever is signed in here."""
    viewer = getattr(request, "viewer", None)
    return viewer is not None and viewer.organization_id == request.organization.pk


def organization_here(request: PublicRequest) -> Organization:
    """Whose public site this is; Http404 without one."""
    if request.organization is None:
        raise Http404
    return request.organization
