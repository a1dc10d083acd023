"""First doors: where to go after signing in, which organization, and whether the house stands."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from kinroad.core.http import SignedInRequest
from kinroad.people.queries import viewers
from kinroad.people.rules.roles import Role
from kinroad.people.views.here import ORGANIZATION_CHOSEN

FIRST_PAGES = (
    (Role.PEER_LEADER, "home:today"),
    (Role.SUPERVISOR, "home:my_team"),
    (Role.PROGRAM_MANAGER, "home:program"),
    (Role.COORDINATOR, "home:program"),
    (Role.ADMINISTRATOR, "people:settings"),
    (Role.EVALUATOR, "reporting:support"),
    (Role.PARTICIPANT, "home:me"),
)


@require_GET
def first_page(request: SignedInRequest) -> HttpResponse:
    """Send everyone to the first page of their role."""
    for role, page in FIRST_PAGES:
        if request.viewer and request.viewer.has(role):
            return redirect(page)
    return redirect("people:choose_place" if request.viewer is None else "people:account")


@require_http_methods(["GET", "POST"])
def choose_place(request: Any) -> HttpResponse:
    """Somebody with a place in several organizations says which one now."""
    places = viewers.viewers_of_account(request.user.pk)
    names = viewers.organization_names([place.organization_id for place in places])
    wanted = request.POST.get("organization", "")
    if wanted in {str(each) for each in names}:
        request.session[ORGANIZATION_CHOSEN] = wanted
        return redirect("people:first_page")
    return render(request, "people/choose_place.html", {"names": names.items()})


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """`ok` when the database answers."""
    viewers.database_answers()
    return HttpResponse("ok", content_type="text/plain")
