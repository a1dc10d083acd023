"""Pages of warm hand-offs, and of who a participant can ask."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kinroad.audit.actions import look
from kinroad.coaching.actions import warm_hand_off as actions
from kinroad.coaching.actions import who_should_answer as answerers
from kinroad.coaching.forms.warm_hand_off import OutcomeForm, WarmHandOffForm
from kinroad.coaching.forms.who_should_answer import AnswerersForm
from kinroad.coaching.models.who_should_answer import OWN_ROLES, AnswererRole
from kinroad.coaching.queries import warm_hand_off as queries
from kinroad.coaching.queries import who_should_answer as known
from kinroad.coaching.views.match import GET_OR_POST, doing
from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.people.models import Participant
from kinroad.people.queries.circle import get_participant, own_participant, why_seen
from kinroad.people.rules.roles import COORDINATING_ROLES, Role
from kinroad.people.views.doors import for_participants, for_roles

BESIDE = (Role.PEER_LEADER, Role.SUPERVISOR, *COORDINATING_ROLES)
FOLLOW_UP_DAYS = 3


@for_roles(Role.ADMINISTRATOR)
@GET_OR_POST
def answerers_here(request: SignedInRequest) -> HttpResponse:
    """Whom the organization calls."""
    stand = known.answerers_here(request.viewer.organization_id)
    form = AnswerersForm(request.POST or None, roles=list(AnswererRole), stand=stand, words=True)
    if form.carry_out(answerers.set_answerers_here, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("people:settings")
    return render(request, "coaching/answerers_here.html", {"form": form})


@for_roles(*BESIDE)
@GET_OR_POST
def who_answers(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """Whom a participant can ask, and what became of what went to them."""
    participant = get_participant(participant_id, viewer=request.viewer)
    form = _own_form(request, participant)
    if form.carry_out(answerers.set_own_answerers, participant=participant, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("coaching:who_answers", participant.pk)
    look_here(request, participant)
    return _draw(request, participant, form, own=False)


@for_participants
@GET_OR_POST
def me_who_answers(request: SignedInRequest) -> HttpResponse:
    """Whom I can ask, and what became of what went to them."""
    participant = own_participant(request.viewer)
    form = _own_form(request, participant)
    if form.carry_out(answerers.set_own_answerers, participant=participant, by=request.viewer):
        messages.success(request, _("Saved."))
        return redirect("coaching:me_who_answers")
    return _draw(request, participant, form, own=True)


@for_roles(*BESIDE)
@GET_OR_POST
def new_warm_hand_off(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """A question goes to someone who can answer it."""
    participant = get_participant(participant_id, viewer=request.viewer)
    day = today(request.viewer.organization_zone)
    first = {"follow_up_on": day + timedelta(days=FOLLOW_UP_DAYS), "to": request.GET.get("to", "")}
    form = WarmHandOffForm(request.POST or None, initial=first)
    if form.carry_out(actions.record, participant=participant, **doing(request)):
        messages.success(request, _("Written down. On the day you chose it stands on Today."))
        return redirect("coaching:who_answers", participant.pk)
    form.refresh_id()
    look_here(request, participant)
    people = known.everyone_to_ask(participant)
    return render(
        request, "coaching/warm_hand_off_new.html", {"form": form, "participant": participant, "people": people}
    )


@for_roles(*BESIDE)
@GET_OR_POST
def warm_hand_off(request: SignedInRequest, warm_hand_off_id: UUID) -> HttpResponse:
    """How it went."""
    row, participant = queries.get_hand_off(warm_hand_off_id, viewer=request.viewer)
    form = OutcomeForm(request.POST or None)
    if form.carry_out(actions.say_how_it_went, warm_hand_off=row, **doing(request)):
        messages.success(request, _("Saved."))
        return redirect("coaching:who_answers", participant.pk)
    look_here(request, participant)
    return render(request, "coaching/warm_hand_off.html", {"form": form, "participant": participant, "row": row})


def _own_form(request: SignedInRequest, participant: Participant) -> AnswerersForm:
    return AnswerersForm(request.POST or None, roles=OWN_ROLES, stand=known.own_answerers(participant))


def _draw(request: SignedInRequest, participant: Participant, form: AnswerersForm, *, own: bool) -> HttpResponse:
    context = {
        "participant": participant,
        "form": form,
        "own": own,
        "people": known.everyone_to_ask(participant),
        "hand_offs": queries.hand_offs_of(participant),
    }
    return render(request, "coaching/who_answers.html", context)


def look_here(request: SignedInRequest, participant: Participant) -> None:
    """Write the look at this participant."""
    why = why_seen(participant, viewer=request.viewer)
    look(participant_id=participant.pk, page="who_answers", why=why, viewer=request.viewer)
