"""One session of a gathering: what people should know, another time, cancelled, brought back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kinroad.core.http import SignedInRequest
from kinroad.core.time import now, today
from kinroad.gatherings.actions import session as actions
from kinroad.gatherings.forms.said import where_said
from kinroad.gatherings.forms.session import CancelSessionForm, MoveSessionForm, OfSession, SessionForm
from kinroad.gatherings.models import GatheringKind, Session
from kinroad.gatherings.queries.gathering import get_gathering, settles
from kinroad.gatherings.queries.leading import sheet_is_open
from kinroad.gatherings.queries.league import games_of
from kinroad.gatherings.queries.session import get_session
from kinroad.gatherings.views.gathering import GET_OR_POST, LEADERS
from kinroad.gatherings.views.session_page import too_old


def _found(request: SignedInRequest, gathering_id: UUID, session_id: UUID) -> Session:
    return get_session(session_id, gathering=get_gathering(gathering_id, viewer=request.viewer))


@require_safe
@LEADERS
def session(request: SignedInRequest, gathering_id: UUID, session_id: UUID) -> HttpResponse:
    """One session."""
    found = _found(request, gathering_id, session_id)
    return render(request, "gatherings/session.html", _page(request, found))


def _page(request: SignedInRequest, found: Session) -> dict[str, Any]:
    is_over = found.ends_at <= now()
    return {
        "session": found,
        "gathering": found.gathering,
        "where": where_said(found.gathering),
        "games": games_of(found) if found.gathering.kind == GatheringKind.SPORTS else [],
        "is_over": is_over,
        "has_begun": found.starts_at <= now(),
        "sheet_open": settles(request.viewer) or sheet_is_open(found),
        "in_calendar": not too_old(found, today=today(request.viewer.organization_zone)),
    }


@GET_OR_POST
@LEADERS
def change_session(request: SignedInRequest, gathering_id: UUID, session_id: UUID) -> HttpResponse:
    """What people should know about it, and how many can come."""
    found = _found(request, gathering_id, session_id)
    form = SessionForm(request.POST if request.method == "POST" else None, session=found)
    return _carry_out(request, found, form, actions.change_session, "change", _("Saved."))


@GET_OR_POST
@LEADERS
def move_session(request: SignedInRequest, gathering_id: UUID, session_id: UUID) -> HttpResponse:
    """Another day or hour, this one time."""
    found = _found(request, gathering_id, session_id)
    form = MoveSessionForm(request.POST if request.method == "POST" else None, session=found)
    return _carry_out(request, found, form, actions.move_session, "move", _("Moved."))


@GET_OR_POST
@LEADERS
def cancel_session(request: SignedInRequest, gathering_id: UUID, session_id: UUID) -> HttpResponse:
    """It does not take place."""
    found = _found(request, gathering_id, session_id)
    form = CancelSessionForm(request.POST if request.method == "POST" else None, session=found)
    return _carry_out(request, found, form, actions.cancel_session, "cancel", _("Cancelled. The calendar says so."))


def _carry_out(
    request: SignedInRequest, found: Session, form: OfSession, action: Any, what: str, done: str
) -> HttpResponse:
    if form.carry_out(action, session=found, by=request.viewer, at=now()):
        messages.success(request, done)
        return redirect("gatherings:session", found.gathering_id, found.pk)
    return render(request, "gatherings/session_form.html", {"form": form, "what": what, **_page(request, found)})


@require_POST
@LEADERS
def bring_back_session(request: SignedInRequest, gathering_id: UUID, session_id: UUID) -> HttpResponse:
    """It takes place after all."""
    found = _found(request, gathering_id, session_id)
    if not found.ends_at <= now():
        actions.bring_back(session=found, by=request.viewer, at=now())
        messages.success(request, _("It takes place again."))
    return redirect("gatherings:session", found.gathering_id, found.pk)
