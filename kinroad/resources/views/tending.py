"""The editor's pages of the directory."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.core.http import SignedInRequest
from kinroad.core.time import now, today
from kinroad.people.views.doors import for_roles
from kinroad.resources.actions import tending as actions
from kinroad.resources.forms.tending import ChangePlaceForm, NewPlaceForm
from kinroad.resources.queries import tending as queries
from kinroad.resources.queries.editors import EDITORS
from kinroad.resources.rules.freshness import Doubt

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
BY_EDITORS = for_roles(*EDITORS)


@require_safe
@BY_EDITORS
def queue(request: SignedInRequest) -> HttpResponse:
    """What was reported wrong, what is doubtful, what is due to be checked again."""
    waiting = queries.queue_of(request.viewer, today=today(request.viewer.organization_zone))
    whys = {
        Doubt.REPORTED: pgettext("look", "Somebody said it is wrong"),
        Doubt.DOUBTFUL: pgettext("look", "It may be wrong"),
        Doubt.NEVER: pgettext("look", "Never checked"),
        Doubt.DUE: pgettext("look", "Due to be checked again"),
    }
    context = {"waiting": waiting, "whys": whys, "most": queries.SHOWN, "zone": request.viewer.organization_zone}
    return render(request, "resources/queue.html", context)


@GET_OR_POST
@BY_EDITORS
def new_resource(request: SignedInRequest) -> HttpResponse:
    """Add a place that no list has."""
    form = NewPlaceForm(request.POST if request.method == "POST" else None, state=request.organization.state)
    if form.carry_out(_with_facts(form, actions.add_place, keep="id"), by=request.viewer, at=now()):
        messages.success(request, _("Added. Everyone can find it now."))
        return redirect("resources:resource", form.result.pk)
    form.refresh_id()
    return render(request, "resources/resource_form.html", {"form": form, "place": None})


@GET_OR_POST
@BY_EDITORS
def change_resource(request: SignedInRequest, resource_id: UUID) -> HttpResponse:
    """Say what is right. Saving counts as checked today."""
    place = queries.get_resource(resource_id, viewer=request.viewer)
    data = request.POST if request.method == "POST" else None
    form = ChangePlaceForm(data, stands=queries.stands(place), state=request.organization.state)
    change = _with_facts(form, actions.change_place, keep="version")
    if form.carry_out(change, place=place, by=request.viewer, at=now()):
        messages.success(request, _("Saved. It counts as checked today."))
        return redirect("resources:resource", place.pk)
    return render(request, "resources/resource_form.html", {"form": form, "place": place})


def _with_facts(form: Any, action: Any, *, keep: str) -> Any:
    """The action with what the form says as one value, and the one field that stays beside it."""

    def act(*, by: Any, at: Any, place: Any = None, **said: Any) -> Any:
        about = {"place": place} if place is not None else {}
        return action(**{keep: said[keep]}, facts=form.facts(), by=by, at=at, **about)

    return act


@require_POST
@BY_EDITORS
def verify_resource(request: SignedInRequest, resource_id: UUID) -> HttpResponse:
    """All of it is right today."""
    place = queries.get_resource(resource_id, viewer=request.viewer)
    actions.verify_place(place=place, by=request.viewer, at=now())
    messages.success(request, _("Checked today."))
    return redirect("resources:queue")


@require_POST
@BY_EDITORS
def close_resource(request: SignedInRequest, resource_id: UUID) -> HttpResponse:
    """It is closed for good; or it is open after all."""
    place = queries.get_resource(resource_id, viewer=request.viewer)
    closed = request.POST.get("closed") != "no"
    actions.close_place(place=place, closed=closed, by=request.viewer, at=now())
    messages.success(request, _("Closed. Nobody finds it any more.") if closed else _("Open again. Please check it."))
    return redirect("resources:queue")
