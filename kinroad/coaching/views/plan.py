"""The participant's own plan, on their own phone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinroad.audit import actions as audit
from kinroad.coaching.actions import plan as actions
from kinroad.coaching.actions.suggestion import answer_suggestion
from kinroad.coaching.forms.plan import OWN_WORDS, PlanForm, TakeOffForm
from kinroad.coaching.forms.suggestion import FORMS, SuggestionAnswerForm, target_ids
from kinroad.coaching.queries.goal import contacts_about, get_goal, get_step
from kinroad.coaching.queries.plan import plan_page
from kinroad.coaching.queries.plan_version import LABELS
from kinroad.coaching.rules.plan import OF_A_STEP, What
from kinroad.core.forms import ActionForm, new_form_id
from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.design.paper import can_make_pdf
from kinroad.people.actions.drafts import forget_draft
from kinroad.people.actions.participants import change_facts
from kinroad.people.models import Participant, Why
from kinroad.people.queries.circle import own_participant
from kinroad.people.queries.drafts import draft_of
from kinroad.people.views.doors import for_participants

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_participants
def me_plan(request: SignedInRequest) -> HttpResponse:
    """My plan: what waits for my yes, then what I bring, hope for, want and do."""
    mine = own_participant(request.viewer)
    return draw(request, "plan_own", mine, page=plan_page(mine, today=day_of(request)), paper=can_make_pdf())


@GET_OR_POST
@for_participants
def me_plan_words(request: SignedInRequest, part: str) -> HttpResponse:
    """What I bring, or what I hope for: my own facts, told once."""
    if part not in OWN_WORDS:
        raise Http404
    mine = own_participant(request.viewer)
    form = OWN_WORDS[part](request.POST or None, participant=mine)
    draft = draft_place(request, part, mine.pk)
    if form.carry_out(change_facts, participant=mine, by=request.viewer):
        forget_draft(**draft)
        messages.success(request, _("Saved."))
        return redirect("coaching:me_plan")
    form.start_from(draft_of(**draft))
    return draw(request, "plan_words", mine, form=form, part=part, draft=draft)


@GET_OR_POST
@for_participants
def me_plan_change(request: SignedInRequest, what: str, target: UUID | None = None) -> HttpResponse:
    """One change to my plan."""
    mine = own_participant(request.viewer)
    form = form_of(request, mine, what, target, own=True)
    draft = draft_place(request, what, target or mine.pk)
    if form.carry_out(actions.change_plan, participant=mine, by=request.viewer):
        forget_draft(**draft)
        messages.success(request, _("Saved."))
        goal_id = form.result.pk if what == What.GOAL else form.goal.pk if form.goal else None
        return redirect("coaching:me_plan_goal", goal_id) if goal_id else redirect("coaching:me_plan")
    form.start_from(draft_of(**draft))
    return draw(request, "plan_change", mine, form=form, draft=draft)


@require_safe
@for_participants
def me_plan_goal(request: SignedInRequest, goal_id: UUID) -> HttpResponse:
    """One goal: its steps, the contacts that were about it, and how it came out."""
    mine = own_participant(request.viewer)
    goal = get_goal(goal_id, participant=mine)
    about = contacts_about(goal_id, participant=mine)
    return draw(request, "plan_goal", mine, goal=goal, about=about, form_id=new_form_id())


@require_POST
@for_participants
def me_plan_take_off(request: SignedInRequest, kind: str, target: UUID) -> HttpResponse:
    """Take a goal or a step off my plan, or put it back."""
    if kind not in ("goal", "step"):
        raise Http404
    mine = own_participant(request.viewer)
    goal = get_goal(target, participant=mine) if kind == "goal" else get_step(target, participant=mine)[0]
    form = TakeOffForm(request.POST)
    if form.carry_out(actions.take_off, participant=mine, kind=kind, target=target, by=request.viewer):
        off = form.cleaned_data["off"]
        messages.success(request, _("Taken off. You can put it back.") if off else _("Back in your plan."))
    return redirect("coaching:me_plan_goal", goal.pk)


@require_POST
@for_participants
def me_plan_answer(request: SignedInRequest, suggestion_id: UUID) -> HttpResponse:
    """My yes or no to what was suggested."""
    mine = own_participant(request.viewer)
    form = SuggestionAnswerForm(request.POST)
    if form.carry_out(answer_suggestion, participant=mine, suggestion=suggestion_id, by=request.viewer):
        yes = form.result.answer == "yes"
        messages.success(request, _("It is in your plan now.") if yes else _("Thank you. Your plan stays as it is."))
    else:
        messages.warning(request, refusal(form))
    return redirect("coaching:me_plan")


def form_of(
    request: SignedInRequest, participant: Participant, what: str, target: UUID | None, *, own: bool
) -> PlanForm:
    """The form of one change, drawn from what the plan says now. Raises Http404 for what there is not."""
    if what not in FORMS or not target_ids(what, target):
        raise Http404
    goal = step = None
    if what in OF_A_STEP:
        assert target is not None
        goal, step = get_step(target, participant=participant)
    elif target is not None:
        goal = get_goal(target, participant=participant)
    page = plan_page(participant, today=day_of(request))
    data = request.POST if request.method == "POST" else None
    return FORMS[what](data, page=page, today=day_of(request), goal=goal, step=step, own=own)


def draft_place(request: SignedInRequest, part: str, about: UUID) -> dict[str, Any]:
    """Where the words of one form wait: those of whoever writes, about one part of one plan."""
    viewer = request.viewer
    owner = viewer.person_id or ""
    return {"organization_id": viewer.organization_id, "form": f"plan_{part}", "about": about, "owner": owner}


def refusal(form: ActionForm) -> str:
    """Why a press was refused."""
    return " ".join(str(words) for errors in form.errors.values() for words in errors)


def draw(request: SignedInRequest, template: str, participant: Participant, **context: Any) -> HttpResponse:
    """A page of the participant's own plan; the look is theirs."""
    audit.look(participant_id=participant.pk, page="plan", why=Why.OWN, viewer=request.viewer)
    zone = request.viewer.organization_zone
    known = {"own": True, "participant": participant, "zone": zone, "today": today(zone), "labels": LABELS, **context}
    return render(request, f"coaching/{template}.html", known)


def day_of(request: SignedInRequest) -> Any:
    """The day it is where the organization is."""
    return today(request.viewer.organization_zone)
