"""Notes behind a fresh look at the password, for participants who asked for that."""

from datetime import timedelta
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.home.forms.own import PasswordForm
from kinroad.people.models import Account
from kinroad.people.queries.circle import own_participant
from kinroad.people.views.doors import View, for_participants

OPENED_AT = "notes_opened_at"
STAYS_OPEN = timedelta(minutes=10)


def notes_are_open(request: SignedInRequest) -> bool:
    """Whether the password was given within the last ten minutes."""
    opened_at = request.session.get(OPENED_AT, 0)
    return bool(0 <= now().timestamp() - opened_at < STAYS_OPEN.total_seconds())


def open_notes_first(view: View) -> View:
    """Send a participant who hides their notes to the password page, until it was given."""

    @wraps(view)
    def opened(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if own_participant(request.viewer).notes_need_sign_in and not notes_are_open(request):
            return redirect("home:me_unlock")
        return view(request, *args, **kwargs)

    return opened


@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def me_unlock(request: SignedInRequest) -> HttpResponse:
    """The password once more, then the notes. Ten tries a minute, counted with those of signing in."""
    assert isinstance(request.user, Account)
    form = PasswordForm(request.POST if request.method == "POST" else None, account=request.user)
    if form.is_bound and not ratelimit.consume(request, action="reauthenticate", user=request.user):
        form.refuse_for_a_minute()
    elif form.is_valid():
        request.session[OPENED_AT] = now().timestamp()
        return redirect("home:me_notes")
    return render(request, "home/me_unlock.html", {"form": form})
