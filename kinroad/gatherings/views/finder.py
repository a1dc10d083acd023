"""The public finder and a meeting's own page."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinroad.core import time
from kinroad.core.http import PublicRequest
from kinroad.gatherings.forms.finder import NearForm
from kinroad.gatherings.queries import finder, meeting
from kinroad.gatherings.rules.finder import read_search
from kinroad.gatherings.views.meeting_page import MeetingPage
from kinroad.gatherings.views.pages import FinderPage
from kinroad.people.views.limits import is_search, limited
from kinroad.people.views.map import allow_pictures, map_of


@login_not_required
@require_safe
@limited("search", when=is_search)
def meetings(request: PublicRequest) -> HttpResponse:
    """Every fellowship, side by side: now, today, a day; near a place."""
    organization = _here(request)
    search = read_search(dict(request.GET.lists()), state=organization.state)
    found = finder.find_meetings(search, organization_id=organization.id, at=time.now())
    page = FinderPage(search=search, found=found, today=time.today(organization.zone))
    drawn = map_of(organization, page.places())
    context = {"form": NearForm(search), "page": page, "map": drawn}
    return allow_pictures(render(request, "gatherings/meetings.html", context), drawn)


@login_not_required
@require_safe
def one_meeting(request: PublicRequest, slug: str) -> HttpResponse:
    """One meeting: when, where, for whom, and who says so."""
    organization = _here(request)
    page = MeetingPage(meeting.meeting_at(slug, organization_id=organization.id))
    return render(request, "gatherings/meeting.html", {"page": page, "organization": organization})


def _here(request: PublicRequest):  # type: ignore[no-untyped-def]
    if request.organization is None:
        raise Http404
    return request.organization
