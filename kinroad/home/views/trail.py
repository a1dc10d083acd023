"""The audit trail, for administrators."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kinroad.audit.models import Door
from kinroad.core.http import SignedInRequest
from kinroad.home.forms.trail import TrailForm
from kinroad.home.queries import trail as queries
from kinroad.home.views.pages import before_of, day_here
from kinroad.people.rules.roles import Role
from kinroad.people.views.doors import for_roles
from kinroad.people.views.limits import is_search, limited

KINDS = {"change": _("Change"), "look": _("Look"), "door": _("Door")}
WHAT = {
    Door.What.SIGNED_IN: _("Signed in"),
    Door.What.SIGN_IN_FAILED: _("Could not sign in"),
    Door.What.SIGNED_OUT: _("Signed out"),
    Door.What.WAY_IN_CHANGED: _("Changed a password or address"),
    Door.What.SECOND_FACTOR_ADDED: _("Added a second step"),
    Door.What.SECOND_FACTOR_REMOVED: _("Removed a second step"),
    Door.What.SECOND_FACTOR_FAILED: _("Second step was wrong"),
    Door.What.REFUSED: _("Refused"),
    Door.What.TAKEN_OUT: _("Took a file along"),
}


@for_roles(Role.ADMINISTRATOR)
@require_safe
@limited("search", when=is_search)
def audit(request: SignedInRequest) -> HttpResponse:
    """Who changed, looked, came in, was refused: fifty lines at a time."""
    form = TrailForm(request.GET or None, workers=queries.workers(request.viewer))
    asked: dict[str, Any] = (
        form.cleaned_data if form.is_bound and form.is_valid() else {"kind": "", "who": "", "day": None}
    )
    found = queries.trail(
        request.viewer,
        kind=asked["kind"],
        person_id=UUID(asked["who"]) if asked["who"] else None,
        day=asked["day"],
        before=before_of(request),
    )
    kept = {name: value for name, value in asked.items() if value}
    context = {
        "form": form,
        "trail": found,
        "kinds": KINDS,
        "what": {str(code): words for code, words in WHAT.items()},
        "earlier": "?" + urlencode({**kept, "before": found.earlier}) if found.earlier else None,
        "narrowed": bool(kept),
    }
    return render(request, "home/audit.html", context | day_here(request))
