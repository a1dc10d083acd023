"""Signing in by a link: asking for one, and the page it leads to."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kinroad.core.forms import ActionForm
from kinroad.core.time import now
from kinroad.notifications.actions import way_in as actions
from kinroad.notifications.forms.way_in import WayInForm
from kinroad.notifications.queries.way_in import links_are_offered, waiting_way_in
from kinroad.people.views import known_devices
from kinroad.people.views.limits import HOUR, counted, too_many


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_way_in(request: Any) -> HttpResponse:
    """Ask for a link. The answer is the same whoever asks."""
    if request.method == "POST" and not ratelimit.consume(request, action="way_in"):
        return too_many(request, seconds=HOUR)
    form = WayInForm(request.POST if request.method == "POST" else None)
    asked = form.carry_out(actions.ask_way_in, organization=request.organization)
    context = {"form": form, "asked": asked, "offered": links_are_offered(request.organization)}
    return render(request, "notifications/ask_way_in.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@counted("welcome")
def way_in(request: Any, secret: str) -> HttpResponse:
    """The page of a link. Opening it changes nothing; the button uses it up and signs in."""
    form = ActionForm(request.POST if request.method == "POST" else None)
    if form.carry_out(actions.use_way_in, secret=secret, at=now()):
        return _sign_in(request, form.result)
    waits = waiting_way_in(secret, at=now()) is not None
    return render(request, "notifications/way_in.html", {"form": form, "waits": waits})


def _sign_in(request: Any, account: Any) -> HttpResponse:
    known_devices.open_again(account.username)
    try:
        record_authentication(request, account, "link")
        return perform_login(request, Login(user=account))  # type: ignore[no-any-return]
    except ImmediateHttpResponse as instead:
        return instead.response  # type: ignore[no-any-return]
