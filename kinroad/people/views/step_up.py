"""A fresh sign-in before what must not happen on a phone that was left lying: exports, overrides, keys."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial, wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kinroad.core.time import now
from kinroad.people.actions.drafts import keep_draft
from kinroad.people.rules.signed_in import is_fresh

SHOWN_AT = "shown_at"
UNSENT = "unsent"
GOES_TO = "unsent_goes_to"
SECRETS = frozenset({"again", "code", "credential", "secret", "csrfmiddlewaretoken"})
View = Callable[..., HttpResponse]


def fresh_sign_in(view: View, *, gives_file: bool = False) -> View:
    """Open a page only to somebody who signed in, or showed again that it is them, within the last ten minutes.

    What was sent too late is kept and offered again. A file is offered on a page of its own, so that nobody is left
    standing before the question. Which views carry this stands in tests/house/test_fresh.py.
    """

    @wraps(view)
    def opened(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if signed_in_freshly(request):
            return view(request, *args, **kwargs)
        return show_again(request)

    opened.fresh, opened.gives_file = True, gives_file  # type: ignore[attr-defined]
    return opened


fresh_sign_in_for_a_file = partial(fresh_sign_in, gives_file=True)


def signed_in_freshly(request: Any) -> bool:
    """Whether they showed a moment ago that it is them."""
    shown_at = request.session.get(SHOWN_AT)
    row = request.session.row
    at = datetime.fromtimestamp(shown_at, UTC) if shown_at else row.begun_at if row else None
    return at is not None and is_fresh(shown_at=at, at=now())


def show_again(request: Any) -> HttpResponse:
    """Lead to the page that asks again, and from there back. What was sent is kept."""
    keep_what_was_sent(request)
    back = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    return redirect(f"{reverse('people:show_again')}?{urlencode({'next': back})}")


def keep_what_was_sent(request: Any) -> bool:
    """Keep a form that was sent too late, sealed, so that it can be sent again. Files are not kept."""
    if request.method != "POST" or request.viewer is None or request.viewer.person_id is None or not request.POST:
        return False
    return keep_draft(
        organization_id=request.viewer.organization_id,
        form=UNSENT,
        about=None,
        owner=request.viewer.person_id,
        words={
            **{name: request.POST.getlist(name) for name in request.POST if name not in SECRETS},
            GOES_TO: [request.path],
        },
    )


def used_a_second_key(request: Any) -> bool:
    """Whether this session was opened with more than a password."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
