"""Pages of choosing who walks with whom."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kinroad.audit.actions import look, look_at_list
from kinroad.coaching.actions import dual_relationship as apart
from kinroad.coaching.actions import hand_over as handing
from kinroad.coaching.actions import match as actions
from kinroad.coaching.forms.match import (
    AnswerForm,
    ChooseForm,
    HandOverForm,
    LeaderAnswerForm,
    PressForm,
    ProposeForm,
    WishesForm,
    WriteDownForm,
)
from kinroad.coaching.queries import matching as queries
from kinroad.coaching.queries.dual_relationship import declared
from kinroad.coaching.queries.waiting_list import waiting_list
from kinroad.coaching.rules.matching import Reason, Why
from kinroad.core.forms import ActionForm
from kinroad.core.http import SignedInRequest
from kinroad.core.time import today
from kinroad.people.models import Participant, PeerLeader
from kinroad.people.models.words import Interest, Pathway
from kinroad.people.queries.circle import get_participant, own_participant, why_seen
from kinroad.people.rules.roles import COORDINATING_ROLES
from kinroad.people.views.doors import for_participants, for_peer_leaders, for_roles

LABELS: dict[Why, Any] = {
    Why.AS_ASKED: PeerLeader.Gender,
    Why.SHARES_PATHWAY: Pathway,
    Why.SHARES_INTEREST: Interest,
}
LAST_PAGE = 10_000
GET_OR_POST = require_http_methods(["GET", "POST"])


def label_of(reason: Reason) -> str:
    """The program's own word for what a reason is about."""
    words = LABELS.get(reason.kind)
    return str(words(reason.value).label) if words else ""


def page_number(request: SignedInRequest) -> int:
    """Which page of a list was asked for, from 1."""
    said = request.GET.get("page", "")
    return max(1, min(int(said[:6]), LAST_PAGE)) if said.isdecimal() else 1


def doing(request: SignedInRequest) -> dict[str, Any]:
    """Who acts, and on which day of the organization."""
    return {"on": today(request.viewer.organization_zone), "by": request.viewer}


def draw(request: SignedInRequest, template: str, **context: Any) -> HttpResponse:
    """One of the pages of choosing."""
    return render(request, f"coaching/{template}.html", {"label_of": label_of, **context})


def draw_choosing(request: SignedInRequest, template: str, participant: Participant, **context: Any) -> HttpResponse:
    """A page of choosing, with what it prints read last, after anything that was refused."""
    choosing = queries.choosing(participant, page=page_number(request))
    apart_from = declared(participant)
    return draw(request, template, choosing=choosing, participant=participant, apart_from=apart_from, **context)


@for_participants
@GET_OR_POST
def me_choose(request: SignedInRequest) -> HttpResponse:
    """The participant chooses among up to five people."""
    participant = own_participant(request.viewer)
    form = ChooseForm(request.POST or None)
    if form.carry_out(actions.propose_match, participant=participant, **doing(request)):
        messages.success(request, _("We asked. You hear here when there is an answer."))
        return redirect("coaching:me_choose")
    return draw_choosing(request, "match_choose", participant, form=form)


@for_participants
@GET_OR_POST
def me_wishes(request: SignedInRequest) -> HttpResponse:
    """What the participant asks for in who walks with them."""
    participant = own_participant(request.viewer)
    form = WishesForm.of(request.POST or None, queries.wishes_of(participant))
    if form.carry_out(actions.set_wishes, participant=participant, **doing(request)):
        messages.success(request, _("Saved. From now on you only see people who are what you ask for."))
        return redirect("coaching:me_choose")
    return draw(request, "match_wishes", form=form, apart_from=declared(participant, told_by=apart.ToldBy.PARTICIPANT))


@for_participants
@require_POST
def me_leave(request: SignedInRequest) -> HttpResponse:
    """The participant leaves it to the coordinator."""
    participant = own_participant(request.viewer)
    if PressForm(request.POST).carry_out(actions.leave_to_coordinator, participant=participant, **doing(request)):
        messages.success(request, _("The coordinator will look for someone and ask you first."))
    return redirect("coaching:me_choose")


@for_participants
@require_POST
def me_answer(request: SignedInRequest, match_id: UUID) -> HttpResponse:
    """The participant says yes or not now to someone who was proposed."""
    participant = own_participant(request.viewer)
    form = AnswerForm(request.POST)
    match = queries.get_open_match(match_id, participant=participant)
    if form.carry_out(actions.answer_as_participant, match=match, **doing(request)):
        messages.success(request, _("Thank you for your answer."))
        return redirect("coaching:me_choose")
    return draw_choosing(request, "match_choose", participant, form=form)


@for_participants
@GET_OR_POST
def me_change(request: SignedInRequest) -> HttpResponse:
    """The participant asks for someone else, without a reason."""
    participant = own_participant(request.viewer)
    form = PressForm(request.POST if request.method == "POST" else None)
    if form.carry_out(actions.change, participant=participant, **doing(request)):
        messages.success(request, _("It is changed. Here is who could walk with you now."))
        return redirect("coaching:me_choose")
    return draw(request, "match_change", form=form, walking=queries.walking_with(participant))


@for_roles(*COORDINATING_ROLES)
@GET_OR_POST
def match(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """The coordinator beside a participant: propose someone, with reasons or by hand."""
    participant = get_participant(participant_id, viewer=request.viewer)
    look_here(request, participant)
    form = ProposeForm(request.POST or None, leaders=queries.leaders_to_choose_from(request.viewer))
    if form.carry_out(actions.propose_match, participant=participant, **doing(request)):
        messages.success(request, _("We asked. When both have said yes, they walk together."))
        return redirect("coaching:match", participant.pk)
    return draw_choosing(request, "match_beside", participant, form=form)


@for_roles(*COORDINATING_ROLES)
@GET_OR_POST
def match_wishes(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """The coordinator writes down what a participant asks for, at their word."""
    participant = get_participant(participant_id, viewer=request.viewer)
    look_here(request, participant)
    form = WishesForm.of(request.POST or None, queries.wishes_of(participant))
    if form.carry_out(actions.set_wishes, participant=participant, **doing(request)):
        messages.success(request, _("Saved."))
        return redirect("coaching:match", participant.pk)
    return draw(request, "match_wishes", form=form, participant=participant)


@for_roles(*COORDINATING_ROLES)
@require_POST
def match_write_down(request: SignedInRequest, participant_id: UUID, match_id: UUID) -> HttpResponse:
    """The coordinator writes down what both said, or takes a question back."""
    participant = get_participant(participant_id, viewer=request.viewer)
    asked = queries.get_open_match(match_id, participant=participant)
    form = WriteDownForm(request.POST)
    if form.carry_out(actions.write_down, match=asked, **doing(request)):
        messages.success(request, _("Written down."))
        return redirect("coaching:match", participant.pk)
    return refused_beside(request, participant, form)


@for_roles(*COORDINATING_ROLES)
@require_POST
def match_change(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    """The coordinator ends a match at the participant's word."""
    participant = get_participant(participant_id, viewer=request.viewer)
    if PressForm(request.POST).carry_out(actions.change, participant=participant, **doing(request)):
        messages.success(request, _("It is changed. They are on the waiting list again."))
    return redirect("coaching:match", participant.pk)


@for_peer_leaders
@GET_OR_POST
def answer(request: SignedInRequest, match_id: UUID) -> HttpResponse:
    """The peer leader says yes or not now."""
    asked = queries.get_asked(match_id, viewer=request.viewer)
    look(participant_id=asked.participant_id, page="match", why="asked", viewer=request.viewer)
    form = LeaderAnswerForm(request.POST or None)
    if form.carry_out(apart.answer_as_leader, match=asked, **doing(request)):
        messages.success(request, _("Thank you for your answer."))
        return redirect("people:first_page")
    return draw(request, "match_answer", form=form, match=asked, reasons=queries.why_these_two(asked))


@for_roles(*COORDINATING_ROLES)
@GET_OR_POST
def hand_over(request: SignedInRequest, peer_leader_id: UUID) -> HttpResponse:
    """The coordinator hands the people someone walks with to others."""
    leader = queries.get_peer_leader(peer_leader_id, viewer=request.viewer)
    matches = queries.caseload_of(leader, viewer=request.viewer)
    look_at_list(ids=[each.participant_id for each in matches], page="hand_over", viewer=request.viewer)
    leaders = [each for each in queries.leaders_to_choose_from(request.viewer) if each[0] != leader.pk]
    form = HandOverForm(request.POST or None, matches=matches, leaders=leaders)
    if form.carry_out(handing.hand_over, peer_leader=leader.pk, **doing(request)):
        messages.success(request, _("Handed over. Each person reads it on their own page."))
        return redirect("coaching:hand_over", leader.pk)
    return draw(request, "hand_over", form=form, leader=leader, matches=matches)


@for_roles(*COORDINATING_ROLES)
def waiting(request: SignedInRequest) -> HttpResponse:
    """Everyone who waits for someone to walk with them."""
    page = page_number(request)
    lines, more = waiting_list(viewer=request.viewer, today=today(request.viewer.organization_zone), page=page)
    look_at_list(ids=[line.participant_id for line in lines], page="waiting", viewer=request.viewer)
    return draw(request, "waiting_list", lines=lines, more=more, page=page)


def refused_beside(request: SignedInRequest, participant: Participant, form: ActionForm) -> HttpResponse:
    """What one of the small forms of the coordinator's page was refused: the page again, which is a look."""
    look_here(request, participant)
    leaders = queries.leaders_to_choose_from(request.viewer)
    return draw_choosing(request, "match_beside", participant, form=ProposeForm(leaders=leaders), said_form=form)


def look_here(request: SignedInRequest, participant: Participant) -> None:
    """Write the look at this participant."""
    why = why_seen(participant, viewer=request.viewer)
    look(participant_id=participant.pk, page="match", why=why, viewer=request.viewer)
