"""A plan beside its participant: the peer leader reads and suggests, and writes down what they said."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kinroad.audit import actions as audit
from kinroad.coaching.actions.plan import looked_together
from kinroad.coaching.actions.suggestion import suggest, write_down_answer
from kinroad.coaching.forms.suggestion import SaidForm
from kinroad.coaching.queries.goal import contacts_about, get_goal
from kinroad.coaching.queries.plan_version import LABELS
from kinroad.coaching.views.plan import GET_OR_POST, day_of, draft_place, form_of, refusal
from kinroad.core.forms import ActionForm
from kinroad.core.http import SignedInRequest
from kinroad.people.actions.drafts import forget_draft
from kinroad.people.models import Participant
from kinroad.people.queries.circle import get_participant, why_seen
from kinroad.people.queries.drafts import draft_of
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_roles

beside = for_roles(Role.PEER_LEADER, *COORDINATING_ROLES)
readers = for_roles(Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING_ROLES)


@GET_OR_POST
@beside
def plan_suggest(request: SignedInRequest, participant_id: UUID, what: str, target: UUID | None = None) -> HttpResponse:
    """Suggest one change. It waits for the participant's yes."""
    participant = get_participant(participant_id, viewer=request.viewer)
    form = form_of(request, participant, what, target, own=False)
    draft = draft_place(request, what, target or participant.pk)
    if form.carry_out(suggest, participant=participant, by=request.viewer):
        forget_draft(**draft)
        said_yes = form.result.answer == "yes"
        messages.success(request, _("It is in their plan now.") if said_yes else _("It waits for their yes."))
        return redirect("home:record_plan", participant.pk)
    form.start_from(draft_of(**draft))
    return draw(request, "plan_change", participant, form=form, draft=draft)


@require_safe
@readers
def plan_goal(request: SignedInRequest, participant_id: UUID, goal_id: UUID) -> HttpResponse:
    """One goal, with the contacts that were about it."""
    participant = get_participant(participant_id, viewer=request.viewer)
    goal = get_goal(goal_id, participant=participant)
    about = contacts_about(goal_id, participant=participant)
    may_suggest = request.viewer.has(Role.PEER_LEADER, *COORDINATING_ROLES)
    return draw(request, "plan_goal", participant, goal=goal, about=about, may_suggest=may_suggest)


@require_POST
@beside
def plan_said(request: SignedInRequest, participant_id: UUID, suggestion_id: UUID) -> HttpResponse:
    """What the participant said to a suggestion, beside whoever presses; or it is taken back."""
    participant = get_participant(participant_id, viewer=request.viewer)
    form = SaidForm(request.POST)
    if form.carry_out(write_down_answer, participant=participant, suggestion=suggestion_id, by=request.viewer):
        messages.success(request, _("Written down."))
    else:
        messages.warning(request, refusal(form))
    return redirect("home:record_plan", participant.pk)


@require_POST
@beside
def plan_looked(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """We looked at the plan together today."""
    participant = get_participant(participant_id, viewer=request.viewer)
    if ActionForm(request.POST).carry_out(
        looked_together, participant=participant, on=day_of(request), by=request.viewer
    ):
        messages.success(request, _("Written down. Ask for the next day when you like."))
    return redirect("home:record_plan", participant.pk)


def draw(request: SignedInRequest, template: str, participant: Participant, **context: Any) -> HttpResponse:
    """A page of somebody's plan, and the look at it."""
    why = why_seen(participant, viewer=request.viewer)
    audit.look(participant_id=participant.pk, page="plan", why=why, viewer=request.viewer)
    zone = request.viewer.organization_zone
    known = {
        "own": False,
        "participant": participant,
        "zone": zone,
        "today": day_of(request),
        "labels": LABELS,
        **context,
    }
    return render(request, f"coaching/{template}.html", known)
