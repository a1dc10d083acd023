"""Middleware: whose site this is, who is signed in, and as whom."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kinroad.people.queries import viewers
from kinroad.people.views.doors_noted import note

ORGANIZATION_CHOSEN = "organization"
ELSEWHERE = ("account_login", "account_logout", "set_language", "people:choose_place", "people:health", "home:theme")


class WhoIsHere:
    """Gives every request its `organization`, and a signed-in one its `viewer`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.viewer = None
        request.organization = None
        answer = self.get_response(request)
        if request.viewer is not None:
            note(request, answer)
        if request.viewer is not None and not answer.has_header("Cache-Control"):
            # On a shared device the way back after signing out shows nothing.
            answer["Cache-Control"] = "no-store"
        return answer

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Find the viewer; somebody with several places chooses, somebody with none is signed out."""
        if request.resolver_match.view_name == "people:health":
            return None
        request.organization = viewers.organization_of_host(request.get_host().rsplit(":", 1)[0])
        if not request.user.is_authenticated:
            return None
        places = viewers.viewers_of_account(request.user.pk)
        chosen = request.session.get(ORGANIZATION_CHOSEN)
        here = [place for place in places if len(places) == 1 or str(place.organization_id) == chosen]
        if here:
            request.viewer = here[0]
            request.organization = viewers.organization_by_id(here[0].organization_id, unless=request.organization)
            return None
        if request.resolver_match.view_name in ELSEWHERE:
            return None
        if places:
            return redirect("people:choose_place")
        logout(request)
        return redirect(reverse("account_login"))
