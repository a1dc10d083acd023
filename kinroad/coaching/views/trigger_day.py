"""Days that can be hard: the participant's own pages, and the same beside them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.audit.actions import look
from kinroad.coaching.actions import trigger_day as actions
from kinroad.coaching.forms.trigger_day import TriggerDayForm
from kinroad.coaching.queries.trigger_day import days_of, get_day
from kinroad.core.http import SignedInRequest
from kinroad.core.time import local, now
from kinroad.people.models import Participant, Why
from kinroad.people.queries.circle import get_participant, own_participant, why_seen
from kinroad.people.queries.zones import zone_of
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_participants, for_roles

BESIDE = for_roles(Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING_ROLES)
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_participants
def me_days(request: SignedInRequest) -> HttpResponse:
    """My days."""
    return _calendar(request, _mine(request))


@GET_OR_POST
@for_participants
def me_day_new(request: SignedInRequest) -> HttpResponse:
    """Write one of my days down."""
    return _add(request, _mine(request))


@GET_OR_POST
@for_participants
def me_day(request: SignedInRequest, day_id: UUID) -> HttpResponse:
    """Change one of my days."""
    return _change(request, _mine(request), day_id)


@require_POST
@for_participants
def me_day_end(request: SignedInRequest, day_id: UUID) -> HttpResponse:
    """Take one of my days away."""
    return _end(request, _mine(request), day_id)


@require_safe
@BESIDE
def days(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """Somebody's days, beside them."""
    return _calendar(request, _theirs(request, participant_id), beside=True)


@GET_OR_POST
@BESIDE
def day_new(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """Write a day down at their word."""
    return _add(request, _theirs(request, participant_id), beside=True)


@GET_OR_POST
@BESIDE
def day(request: SignedInRequest, participant_id: UUID, day_id: UUID) -> HttpResponse:
    """Change a day at their word."""
    return _change(request, _theirs(request, participant_id), day_id, beside=True)


@require_POST
@BESIDE
def day_end(request: SignedInRequest, participant_id: UUID, day_id: UUID) -> HttpResponse:
    """Take a day away at their word."""
    return _end(request, _theirs(request, participant_id), day_id, beside=True)


def _mine(request: SignedInRequest) -> Participant:
    mine = own_participant(request.viewer)
    look(participant_id=mine.pk, page="days", why=Why.OWN, viewer=request.viewer)
    return mine


def _theirs(request: SignedInRequest, participant_id: UUID) -> Participant:
    participant = get_participant(participant_id, viewer=request.viewer)
    why = why_seen(participant, viewer=request.viewer)
    look(participant_id=participant.pk, page="days", why=why, viewer=request.viewer)
    return participant


def _calendar(request: SignedInRequest, participant: Participant, *, beside: bool = False) -> HttpResponse:
    coming = days_of(participant, at=now())
    return _draw(request, "days", participant, beside, days=coming)


def _add(request: SignedInRequest, participant: Participant, *, beside: bool = False) -> HttpResponse:
    form = TriggerDayForm(request.POST if request.method == "POST" else None, beside=beside)
    if form.carry_out(actions.add_day, participant=participant, **_doing(request, participant)):
        messages.success(request, _("Written down. Somebody is reminded on that day."))
        return _back(participant, beside=beside)
    form.refresh_id()
    return _draw(request, "day", participant, beside, form=form)


def _change(request: SignedInRequest, participant: Participant, day_id: UUID, *, beside: bool = False) -> HttpResponse:
    day = get_day(day_id, participant=participant)
    form = TriggerDayForm(request.POST if request.method == "POST" else None, day=day, beside=beside)
    if form.carry_out(actions.change_day, day=day, **_doing(request, participant)):
        messages.success(request, _("Saved."))
        return _back(participant, beside=beside)
    form.refresh_version(day.version)
    return _draw(request, "day", participant, beside, form=form, day=day)


def _end(request: SignedInRequest, participant: Participant, day_id: UUID, *, beside: bool = False) -> HttpResponse:
    actions.end_day(day=get_day(day_id, participant=participant), by=request.viewer)
    messages.success(request, _("Taken away. Nobody is reminded of it any more."))
    return _back(participant, beside=beside)


def _doing(request: SignedInRequest, participant: Participant) -> dict[str, Any]:
    return {"by": request.viewer, "on": local(now(), zone_of(participant)).date()}


def _back(participant: Participant, *, beside: bool) -> HttpResponse:
    return redirect("coaching:days", participant.pk) if beside else redirect("coaching:me_days")


def _draw(request: SignedInRequest, page: str, participant: Participant, beside: bool, **more: Any) -> HttpResponse:
    context = {"participant": participant, "beside": beside, **more}
    return render(request, f"coaching/{page}.html", context)
