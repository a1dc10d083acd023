"""The ideas box."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kinroad.core.http import SignedInRequest
from kinroad.gatherings.actions import idea as actions
from kinroad.gatherings.forms.idea import AnswerForm, IdeaForm
from kinroad.gatherings.queries.idea import box, get_idea
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_roles

EVERYONE = for_roles(Role.PARTICIPANT, Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING_ROLES)
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_OR_POST
@EVERYONE
def ideas(request: SignedInRequest) -> HttpResponse:
    """The box, and a form for the next idea."""
    form = IdeaForm(request.POST if request.method == "POST" else None)
    if form.carry_out(actions.have_idea, by=request.viewer):
        messages.success(request, _("Thank you. Your idea is in the box."))
        return redirect("gatherings:ideas")
    form.refresh_id()
    found = box(request.viewer, after=request.GET.get("after", ""))
    answers = request.viewer.has(*COORDINATING_ROLES)
    return render(request, "gatherings/ideas.html", {"form": form, "box": found, "answers": answers})


@require_POST
@EVERYONE
def vote(request: SignedInRequest, idea_id: UUID) -> HttpResponse:
    """I would come, or no longer."""
    idea = get_idea(idea_id, viewer=request.viewer)
    actions.vote(idea=idea, wanted=request.POST.get("wanted") == "yes", by=request.viewer)
    return redirect("gatherings:ideas")


@require_POST
@EVERYONE
def take_back(request: SignedInRequest, idea_id: UUID) -> HttpResponse:
    """Out of the box: one's own idea, or any for a coordinator."""
    coordinates = request.viewer.has(*COORDINATING_ROLES)
    idea = get_idea(idea_id, viewer=request.viewer, own=not coordinates)
    actions.take_idea_back(idea=idea, by=request.viewer)
    messages.success(request, _("Taken out of the box."))
    return redirect("gatherings:ideas")


@GET_OR_POST
@for_roles(*COORDINATING_ROLES)
def answer(request: SignedInRequest, idea_id: UUID) -> HttpResponse:
    """Say what becomes of an idea."""
    idea = get_idea(idea_id, viewer=request.viewer)
    form = AnswerForm(request.POST if request.method == "POST" else None, idea=idea)
    if form.carry_out(actions.answer_idea, idea=idea, by=request.viewer):
        messages.success(request, _("Everyone can read your answer now."))
        return redirect("gatherings:ideas")
    form.refresh_version()
    return render(request, "gatherings/idea_answer.html", {"form": form, "idea": idea})
