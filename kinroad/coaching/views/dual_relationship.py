"""Saying that two people know each other from their own lives, and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kinroad.coaching.actions import dual_relationship as actions
from kinroad.coaching.forms.match import ApartForm, TakeBackForm
from kinroad.coaching.views.match import doing, draw_choosing, refused_beside
from kinroad.core.http import SignedInRequest
from kinroad.people.queries.circle import get_participant, own_participant
from kinroad.people.rules.roles import COORDINATING_ROLES
from kinroad.people.views.doors import for_participants, for_roles


@for_participants
@require_POST
def me_apart(request: SignedInRequest) -> HttpResponse:
    """The participant knows a peer leader from their own life."""
    participant = own_participant(request.viewer)
    form = ApartForm(request.POST)
    if form.carry_out(actions.declare, participant=participant, **doing(request)):
        messages.success(request, _("Saved. You will not see them here again. We do not tell them."))
        return redirect("coaching:me_choose")
    return draw_choosing(request, "match_choose", participant, form=form)


@for_participants
@require_POST
def me_apart_back(request: SignedInRequest) -> HttpResponse:
    """The participant takes back what they said themselves."""
    participant = own_participant(request.viewer)
    told_by = actions.ToldBy.PARTICIPANT
    form = TakeBackForm(request.POST)
    if form.carry_out(actions.take_back, participant=participant, told_by=told_by, by=request.viewer):
        messages.success(request, _("Taken back."))
    return redirect("coaching:me_wishes")


@for_roles(*COORDINATING_ROLES)
@require_POST
def match_apart(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """The coordinator writes it down, at the participant's word."""
    participant = get_participant(participant_id, viewer=request.viewer)
    form = ApartForm(request.POST)
    if form.carry_out(actions.declare, participant=participant, **doing(request)):
        messages.success(request, _("Saved. These two will not be matched."))
        return redirect("coaching:match", participant.pk)
    return refused_beside(request, participant, form)


@for_roles(*COORDINATING_ROLES)
@require_POST
def match_apart_back(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """The coordinator takes it back, whoever told it."""
    participant = get_participant(participant_id, viewer=request.viewer)
    form = TakeBackForm(request.POST)
    if form.carry_out(actions.take_back, participant=participant, by=request.viewer):
        messages.success(request, _("Taken back."))
    return redirect("coaching:match", participant.pk)
