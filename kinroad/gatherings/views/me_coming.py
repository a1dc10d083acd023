"""A participant's own sessions: what they come to, to change and to cancel."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.audit.actions import look
from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.gatherings.actions.coming import cancel_coming
from kinroad.gatherings.queries import coming as queries
from kinroad.gatherings.queries.coming_reminder import way_of
from kinroad.gatherings.views.coming import change_form, own_page
from kinroad.gatherings.views.session_page import SessionPage
from kinroad.people.models import Participant, Why
from kinroad.people.views.doors import for_participants


@require_safe
@for_participants
def me_coming(request: SignedInRequest) -> HttpResponse:
    """What I come to, and what I wait for."""
    mine, at = _mine(request), now()
    lines = [
        (row, SessionPage(session=row.session, following=[], at=at), queries.place_in_line(row))
        for row in queries.comings_of(mine, at=at)
    ]
    return render(request, "gatherings/me_coming.html", {"lines": lines})


@sensitive_post_parameters("ride_from")
@require_http_methods(["GET", "HEAD", "POST"])
@for_participants
def me_coming_one(request: SignedInRequest, coming_id: UUID) -> HttpResponse:
    """One of them: with how many, what I need there."""
    mine = _mine(request)
    row = queries.get_own_coming(coming_id, participant=mine)
    can_tell = bool(way_of(mine, at=now()))
    form = change_form(request, row, by=request.viewer, can_tell=can_tell)
    if form.result is not None:
        messages.success(request, _("Saved."))
        return redirect("gatherings:me_coming_one", row.pk)
    cancel = reverse("gatherings:me_coming_cancel", args=[row.pk])
    return own_page(request, row, form, cancel=cancel, can_tell=can_tell, own=True)


@require_POST
@for_participants
def me_coming_cancel(request: SignedInRequest, coming_id: UUID) -> HttpResponse:
    """I am not coming after all."""
    row = queries.get_own_coming(coming_id, participant=_mine(request))
    cancel_coming(coming=row, by=request.viewer, at=now())
    messages.success(request, _("Taken back. Your place goes to somebody else. You are welcome any other time."))
    return redirect("gatherings:me_coming")


def _mine(request: SignedInRequest) -> Participant:
    mine = queries.participant_of(request.viewer, organization_id=request.viewer.organization_id)
    assert mine is not None
    look(participant_id=mine.pk, page="coming", why=Why.OWN, viewer=request.viewer)
    return mine
