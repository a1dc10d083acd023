"""Middleware: whose site this is, who is signed in, as whom, and whether they still are."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from kinroad.core.http import clear_this_device
from kinroad.core.tenancy import enter, inside, leave
from kinroad.core.time import now
from kinroad.people.actions.device import note_seen
from kinroad.people.actions.drafts import forget_draft
from kinroad.people.queries import viewers
from kinroad.people.queries.second_key import keys_of
from kinroad.people.rules.roles import WORKING_ROLES
from kinroad.people.rules.signed_in import is_over
from kinroad.people.rules.viewer import Viewer
from kinroad.people.views.doors_noted import note
from kinroad.people.views.step_up import GOES_TO, UNSENT, keep_what_was_sent, used_a_second_key

ORGANIZATION_CHOSEN = "organization"
ELSEWHERE = ("account_login", "account_logout", "set_language", "people:choose_place", "people:health", "home:theme")
# These find somebody before it is known where they belong: a secret or a provider's number says whose it is. From
# then on they are inside that organization (core.tenancy.found_by_secret).
ACROSS_ORGANIZATIONS = frozenset(
    (
        "coaching:check_in_by_link",
        "gatherings:coming_by_link",
        "gatherings:coming_by_link_cancel",
        "home:stand_by",
        "icalendar:own",
        "notifications:text_came_in",
        "notifications:text_status",
        "notifications:way_in",
        "people:enter_code",
        "people:welcome",
        "resources:answer",
    )
)
# What somebody without a second key needs to get one, or to leave. Where they have a place is not told before it.
BEFORE_A_SECOND_KEY = frozenset(
    (
        *(name for name in ELSEWHERE if name != "people:choose_place"),
        "people:keys",
        "people:app_add",
        "people:passkey_add",
        "people:show_again",
        "home:help",
        "home:privacy",
        "home:public_home",
        "gatherings:meetings",
        "gatherings:meeting",
        "account_change_password",
    )
)


class WhoIsHere:
    """Gives every request its `organization`, and a signed-in one its `viewer`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.viewer = None
        request.organization = None
        with inside(None):
            answer = self.get_response(request)
            if request.viewer is not None:
                enter(request.viewer.organization_id)
                note(request, answer)
        if request.viewer is not None and not answer.has_header("Cache-Control"):
            # On a shared device the way back after signing out shows nothing.
            answer["Cache-Control"] = "no-store"
        return answer

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Find the viewer, and confine what follows to one organization."""
        if request.resolver_match.view_name == "people:health":
            return None
        answer = self.find_viewer(request)
        confine(request)
        return answer

    def find_viewer(self, request: Any) -> HttpResponse | None:
        """Somebody with several places chooses, somebody with none is signed out.

        Work in any of their places asks for a second key before they choose one.
        """
        request.organization = viewers.organization_of_host(request.get_host().rsplit(":", 1)[0])
        if not request.user.is_authenticated:
            return None
        places = viewers.viewers_of_account(request.user.pk)
        here = _chosen(request, places)
        if here:
            request.viewer = here[0]
            request.organization = viewers.organization_by_id(here[0].organization_id, unless=request.organization)
            enter(request.viewer.organization_id)
            return _still_signed_in(request, places)
        works = [place for place in places if place.has(*WORKING_ROLES)]
        if works and _lacks_a_key(request, works):
            request.viewer = works[0]
            request.organization = viewers.organization_by_id(works[0].organization_id, unless=request.organization)
            return _before_a_key(request)
        if request.resolver_match.view_name in ELSEWHERE:
            return None
        if places:
            return redirect("people:choose_place")
        logout(request)
        return redirect(reverse("account_login"))


def recognize(request: Any) -> None:
    """For an address that leads nowhere: whose site this is, and whose frame stands around the page. Lets nobody in."""
    request.organization = viewers.organization_of_host(request.get_host().rsplit(":", 1)[0])
    if not request.user.is_authenticated:
        return
    here = _chosen(request, viewers.viewers_of_account(request.user.pk))
    row = request.session.row
    if here and not is_over(begun_at=row.begun_at, seen_at=row.seen_at, at=now()):
        request.viewer = here[0]
        request.organization = viewers.organization_by_id(here[0].organization_id, unless=request.organization)


def _chosen(request: Any, places: list[Viewer]) -> list[Viewer]:
    chosen = request.session.get(ORGANIZATION_CHOSEN)
    return [place for place in places if len(places) == 1 or str(place.organization_id) == chosen]


def confine(request: Any) -> None:
    """To the viewer's organization; of a visitor to that of the site; where there is neither, to none."""
    if request.resolver_match.view_name in ACROSS_ORGANIZATIONS:
        leave()
    elif request.viewer is not None:
        enter(request.viewer.organization_id)
    else:
        enter(request.organization.pk if request.organization is not None else None)


def _still_signed_in(request: Any, places: list[Viewer]) -> HttpResponse | None:
    """Sign out who was away for too long; ask who works anywhere for a second key; note that they are here."""
    works = [place for place in places if place.has(*WORKING_ROLES)]
    row = request.session.row
    if works and is_over(begun_at=row.begun_at, seen_at=row.seen_at, at=now()):
        return _sign_out(request, said=_("You were away for a while, so we signed you out. What you typed is kept."))
    if GOES_TO in request.POST:
        whose = {"organization_id": request.viewer.organization_id, "owner": request.viewer.person_id}
        forget_draft(form=UNSENT, about=None, **whose)
    note_seen(row, user_agent=request.headers.get("User-Agent", ""))
    return _before_a_key(request) if works and _lacks_a_key(request, works) else None


def _before_a_key(request: Any) -> HttpResponse | None:
    if request.resolver_match.view_name in BEFORE_A_SECOND_KEY:
        return None
    if not keys_of(request.user.pk).any:
        return redirect("people:keys")
    # A session from before the key was added: the key opens it again.
    return _sign_out(request, said=_("You have a second key now. Sign in with it."))


def _lacks_a_key(request: Any, works: list[Viewer]) -> bool:
    return not used_a_second_key(request) and _is_needed(request, works)


def _is_needed(request: Any, works: list[Viewer]) -> bool:
    """Whether work in one of these places needs a second key: always, but in the demo and where the server says so."""
    if not settings.KINROAD_SECOND_KEY or not works:
        return False
    here = request.organization.pk if request.organization else None
    if any(place.organization_id == here for place in works) and not request.organization.is_demo:
        return True
    elsewhere = [place.organization_id for place in works if place.organization_id != here]
    return bool(elsewhere) and viewers.one_is_real(elsewhere)


def second_key_is_needed(request: Any) -> bool:
    """Whether this account needs a second key for work here or in another place."""
    places = viewers.viewers_of_account(request.user.pk)
    return _is_needed(request, [place for place in places if place.has(*WORKING_ROLES)])


def _sign_out(request: Any, *, said: str) -> HttpResponse:
    kept = keep_what_was_sent(request)
    next_page = reverse("people:unsent") if kept else request.path if request.method == "GET" else ""
    logout(request)
    request.viewer = None
    messages.info(request, said)
    answer = redirect(f"{reverse('account_login')}?{urlencode({'next': next_page})}" if next_page else "account_login")
    clear_this_device(answer)
    return answer
