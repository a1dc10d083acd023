"""The public finder of resources."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kinroad.core.asked import Near
from kinroad.core.http import PublicRequest
from kinroad.core.place import zip_place
from kinroad.core.time import now
from kinroad.people.models import Organization
from kinroad.people.views.limits import is_search, limited
from kinroad.people.views.map import allow_pictures, map_of
from kinroad.resources.forms.finding import ChoicesForm, FindForm
from kinroad.resources.queries.finding import Found, find_places
from kinroad.resources.queries.resource import OwnSite, lines_of, sites_of
from kinroad.resources.rules.finding import read_search
from kinroad.resources.rules.shortlist import as_secret
from kinroad.resources.views.finding_page import FinderPage


def organization_here(request: PublicRequest) -> Organization:
    """Whose public site this is; Http404 without one."""
    if request.organization is None:
        raise Http404
    return request.organization


@login_not_required
@require_safe
@limited("search", when=is_search)
def resources(request: PublicRequest) -> HttpResponse:
    """One box: what somebody needs, near a place, open now."""
    organization, at = organization_here(request), now()
    search, sites = read_search(dict(request.GET.lists()), state=organization.state), sites_of(organization)
    found = Found()
    if not search.is_empty:
        found = find_places(search, organization_id=organization.pk, at=at, middle=_middle(sites))
    rows = lines_of((*found.ids, *found.elsewhere), organization_id=organization.pk, at=at)
    kept = as_secret(request.GET.get("list", ""))
    page = FinderPage(search=search, found=found, rows=rows, sites=sites, at=at, kept=kept)
    drawn = map_of(organization, page.places())
    context = {"page": page, "form": FindForm(search), "choices": ChoicesForm(search), "map": drawn}
    return allow_pictures(render(request, "resources/resources.html", context), drawn)


def _middle(sites: list[OwnSite]) -> Near | None:
    """Where we are: what has no place of its own to be near to, is near to us."""
    place = next((place for place in (zip_place(site.zip) for site in sites) if place), None)
    return Near(place.lat, place.lon) if place else None
