"""The page of one place, and "this was wrong"."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kinroad.core.http import PublicRequest
from kinroad.core.time import now
from kinroad.people.rules.phones import as_e164
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.rules.viewer import Viewer
from kinroad.resources.actions.report import say_it_is_wrong
from kinroad.resources.forms.finding import language_name
from kinroad.resources.forms.report import WrongForm
from kinroad.resources.queries.editors import may_edit
from kinroad.resources.queries.resource import PlacePage, joined_into, place_at
from kinroad.resources.views.experience import OF_THE_PROGRAM
from kinroad.resources.views.finding import organization_here
from kinroad.resources.views.words import grouped, money_of, needs_of, opening_words, tel_of, week_of

MAY_REFER = (Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING_ROLES)


@login_not_required
@require_safe
def resource(request: PublicRequest, public_place_id: UUID) -> HttpResponse:
    """One place: what it helps with, for whom, what to bring, when, where, and when somebody last checked."""
    organization, at = organization_here(request), now()
    if other := joined_into(public_place_id, organization_id=organization.pk):
        return redirect("resources:resource", other)
    page = place_at(public_place_id, organization_id=organization.pk, at=at)
    viewer: Viewer | None = getattr(request, "viewer", None)
    context = {
        "page": page,
        "opening": opening_words(page.opening, zone=page.place.zone, at=at),
        "needs": needs_of(page.codes),
        "good": grouped(page, "recovery"),
        "who": grouped(page, "who"),
        "cost": grouped(page, "cost"),
        "week": week_of(page.schedules),
        "spoken": [each.name or language_name(each.code) for each in page.languages],
        "money": money_of,
        "tel": tel_of,
        "e164": as_e164,
        "map_url": _map_url(page),
        "may_edit": may_edit(viewer),
        "of_the_program": viewer is not None and viewer.has(*OF_THE_PROGRAM),
        "may_refer": viewer is not None and viewer.has(*MAY_REFER),
        "may_ask": viewer is not None and viewer.has(Role.PARTICIPANT),
        "organization": organization,
    }
    return render(request, "resources/resource.html", context)


def _map_url(page: PlacePage) -> str:
    place = page.place
    if page.location is None or place.lat is None:
        return ""
    return f"https://www.openstreetmap.org/?mlat={place.lat}&mlon={place.lon}#map=17/{place.lat}/{place.lon}"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def wrong(request: PublicRequest, public_place_id: UUID) -> HttpResponse:
    """Anyone may say that something here is wrong."""
    organization, at = organization_here(request), now()
    page = place_at(public_place_id, organization_id=organization.pk, at=at)
    if request.method == "POST":
        refused: HttpResponse | None = ratelimit.consume_or_429(request, action="wrong")
        if refused is not None:
            return refused
    form = WrongForm(request.POST if request.method == "POST" else None)
    by = Viewer.system(organization.pk, organization.zone)
    if form.carry_out(say_it_is_wrong, place=page.place, by=by, at=at):
        return redirect(reverse("resources:wrong", args=[page.place.pk]) + "?thanks=1")
    form.refresh_id()
    return render(request, "resources/wrong.html", {"form": form, "page": page, "thanks": "thanks" in request.GET})
