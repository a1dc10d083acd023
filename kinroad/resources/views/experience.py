"""How it was, said and read inside the program alone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kinroad.core.http import SignedInRequest
from kinroad.core.time import now
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_roles
from kinroad.resources.actions import experience as actions
from kinroad.resources.forms.experience import ExperienceForm, HideForm
from kinroad.resources.queries.editors import EDITORS, may_edit
from kinroad.resources.queries.experience import voices_of
from kinroad.resources.queries.resource import place_at

OF_THE_PROGRAM = (Role.PARTICIPANT, Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING_ROLES)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*OF_THE_PROGRAM)
def how_it_was(request: SignedInRequest, public_place_id: UUID) -> HttpResponse:
    """What people said, and room to say it oneself."""
    viewer, at = request.viewer, now()
    page = place_at(public_place_id, organization_id=viewer.organization_id, at=at)
    form = ExperienceForm(request.POST if request.method == "POST" else None)
    if form.carry_out(actions.say_how_it_was, place=page.place, by=viewer, at=at):
        messages.success(request, _("Thank you. Nobody sees who wrote it."))
        return redirect("resources:how_it_was", page.place.pk)
    form.refresh_id()
    editor = may_edit(viewer)
    context = {
        "page": page,
        "form": form,
        "voices": voices_of(page.place.pk, viewer=viewer, with_hidden=editor),
        "hide": HideForm() if editor else None,
        "zone": viewer.organization_zone,
    }
    return render(request, "resources/how_it_was.html", context)


@require_POST
@for_roles(*OF_THE_PROGRAM)
def take_back(request: SignedInRequest, public_place_id: UUID) -> HttpResponse:
    """Take one's own words back."""
    page = place_at(public_place_id, organization_id=request.viewer.organization_id, at=now())
    if actions.take_back(place=page.place, by=request.viewer, at=now()):
        messages.success(request, _("Taken back. Your words are gone."))
    return redirect("resources:how_it_was", page.place.pk)


@require_POST
@for_roles(*EDITORS)
def hide(request: SignedInRequest, experience_id: UUID) -> HttpResponse:
    """Hide words with a reason, or show them again."""
    form = HideForm(request.POST)
    if form.carry_out(actions.hide_experience, experience_id=experience_id, by=request.viewer, at=now()):
        messages.success(request, _("Saved."))
        return redirect("resources:how_it_was", form.result.place_id)
    return redirect("resources:queue")
